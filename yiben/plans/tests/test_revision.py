from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiben.plans.revision import Piece, Said, matched, shifted, word_diff

UNION, YOUTH = "工会工作", "共青团工作"
TALK = "健全街道联合工会例会制度，每季度至少召开1次工作例会，研究会员服务和经费使用等事项。"
TRAINING = "围绕工会业务、职业技能、安全生产等内容，全年开展工会教育培训不少于36场。"
GAMES = "支持社区工会因地制宜组织职工文体活动，每个社区全年至少2次。"
DUES = "规范会费收缴和经费管理，全年收缴工会会费20500元以上，做到账目清楚、公开及时。"


def said(*texts: str, heading: str = UNION) -> list[Said]:
    return [Said(heading, f"{number}", text) for number, text in enumerate(texts, 1)]


def test_the_same_words_are_the_same_measure_wherever_they_stand() -> None:
    assert matched(said(TALK, TRAINING, GAMES), said(GAMES, TALK, TRAINING)) == [2, 0, 1]


def test_what_is_put_in_shifts_numbers_and_nothing_else() -> None:
    assert matched(said(TALK, TRAINING), said(DUES, TALK, TRAINING)) == [None, 0, 1]


def test_another_number_leaves_it_the_same_promise() -> None:
    assert matched(said(TALK, TRAINING), said(TALK, TRAINING.replace("36", "24"))) == [0, 1]


def test_much_changed_words_are_the_same_under_the_same_number_only() -> None:
    anew = "围绕职业技能，线上线下结合，全年开展教育培训不少于40场，覆盖全部社区工会。"
    assert matched(said(TALK, TRAINING), said(TALK, anew)) == [0, 1]
    elsewhere = [Said(YOUTH, "9", anew)]
    assert matched(said(TALK, TRAINING), elsewhere) == [None]


def test_a_measure_goes_on_as_one_at_most() -> None:
    assert matched(said(TRAINING), said(TRAINING, TRAINING)) == [0, None]
    assert matched(said(TRAINING, TRAINING), said(TRAINING)) == [0]


def test_its_own_number_is_no_part_of_its_words() -> None:
    assert matched(said("1. " + TALK, "2. " + GAMES), said("3. " + GAMES)) == [1]


def test_nothing_in_common_is_new() -> None:
    assert matched(said(TALK), said("开展“博爱一日捐”活动，6月底前募集善款20000元以上。")) == [None]
    assert matched([], said(TALK)) == [None]


def test_a_moved_measure_is_found_under_another_heading() -> None:
    assert matched(said(TALK, GAMES), [Said(YOUTH, "一", GAMES)]) == [1]


def test_a_changed_number_is_marked_as_one_word() -> None:
    old, new = word_diff("全年不少于36场。", "全年不少于40场。")
    assert old == [Piece("全年不少于", False), Piece("36", True), Piece("场。", False)]
    assert [piece.text for piece in new if piece.changed] == ["40"]


def test_words_put_in_are_marked_on_their_side_only() -> None:
    old, new = word_diff("召开工作例会。", "每季度召开工作例会。")
    assert old == [Piece("召开工作例会。", False)]
    assert new == [Piece("每季度", True), Piece("召开工作例会。", False)]


def test_a_character_alike_by_chance_is_no_island() -> None:
    old, _new = word_diff("甲乙中丙丁的事", "戊己中庚辛的事")
    assert old[0] == Piece("甲乙中丙丁", True)


LONG = "。".join([TALK, TRAINING, DUES] * 12)


def test_a_long_text_is_held_clause_by_clause() -> None:
    _old, new = word_diff(LONG, LONG.replace("36", "40", 1))
    assert [piece.text for piece in new if piece.changed] == ["全年开展工会教育培训不少于40场。。"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("", ""), ("有", ""), (TALK, TRAINING), (TRAINING, TRAINING), (LONG, TALK), (LONG, LONG[::-1]), ("\n" * 700, "x")],
)
def test_the_pieces_are_the_texts(old: str, new: str) -> None:
    left, right = word_diff(old, new)
    assert ("".join(piece.text for piece in left), "".join(piece.text for piece in right)) == (old, new)


def test_two_thousand_rewritten_measures_are_matched_in_a_moment() -> None:
    old = [Said(UNION, f"{number}", f"开展第{number}项{TRAINING}") for number in range(2000)]
    new = [Said(UNION, f"{number}", f"举办第{number}项{TRAINING}，做好总结") for number in range(2000)]
    started = process_time()
    assert matched(old, new) == list(range(2000))
    assert process_time() - started < 15


@pytest.mark.parametrize(
    ("places", "out"),
    [
        ([], set()),
        ([0, 1, 2, 3], set()),
        ([0, 2, 1, 3], {1, 2}),
        ([3, 0, 1, 2], {0}),
        ([1, 2, 3, 0], {3}),
        ([1, 0, 2, 4, 3], {0, 1, 3, 4}),
        ([2, 3, 0, 1], {0, 1, 2, 3}),
        ([0, 5, 9], set()),
    ],
)
def test_what_left_its_order_is_told_and_nothing_else(places: list[int], out: set[int]) -> None:
    assert shifted(places) == out


@given(st.permutations(range(9)))
@settings(max_examples=40, deadline=None)
def test_what_is_not_told_stands_as_before(places: list[int]) -> None:
    out = shifted(places)
    kept = [place for at, place in enumerate(places) if at not in out]
    assert kept == sorted(kept)
