"""The briefs marked by hand: how often each field is read right, in all of them together."""

import re
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from yiben.ledger.brief import LONGEST, read_brief
from yiben.ledger.tests.brief_scores import UNITS, Marked, Scores, count_of, counts_of, marked, scores

SETS = (
    "set",
    "blind",
    "fresh",
    "later",
    "more",
    "last",
    "final",
    "judge",
    "stranger",
    "stranger_two",
    "stranger_three",
    "stranger_four",
    "stranger_five",
    "examiner_one",
    "examiner_two",
    "examiner_three",
    "examiner_four",
    "examiner_five",
)


@pytest.fixture(scope="module")
def read() -> Scores:
    return scores(*(f"briefs_{name}.txt" for name in SETS))


@pytest.mark.parametrize(
    ("field", "floor"),
    [
        ("number", 0.97),
        ("number of several", 0.85),
        ("start", 0.96),
        ("end", 0.96),
        ("unit", 0.96),
        ("kind", 0.90),
        ("planned", 0.98),
        ("place", 0.90),
        ("cohosts", 0.95),
    ],
)
def test_a_field_is_read_right_nearly_always(read: Scores, field: str, floor: float):
    assert read.of(field) >= floor, "\n".join(line for line in read.wrong if f" {field}:" in line)


@pytest.mark.parametrize(("field", "floor"), [("counts", 0.96), ("metrics", 0.93)])
def test_quantities_are_found_with_their_metric_nearly_always(read: Scores, field: str, floor: float):
    assert read.f1(field) >= floor, "\n".join(line for line in read.wrong if " counts:" in line)


def test_what_a_brief_does_not_say_stays_empty(read: Scores):
    assert read.of("given though unsaid") <= 0.01


@pytest.mark.parametrize(
    "name",
    [
        "brief_kinds.txt",
        "brief_kinds_later.txt",
        "brief_kinds_last.txt",
        "brief_kinds_stranger.txt",
        "brief_kinds_pages.txt",
        "brief_kinds_scenes.txt",
        "brief_kinds_third.txt",
        "brief_kinds_plain.txt",
    ],
)
def test_the_kind_is_told_whatever_the_words(name: str):
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    marked = [line.split("\t") for line in lines if line and line[0] != "#"]
    wrong = [text for kind, text in marked if _kinds(text) != [kind]]
    assert len(wrong) <= len(marked) * 0.1, "\n".join(wrong)


def _kinds(text: str) -> list[str | None]:
    brief = read_brief(text, units=UNITS, today=date(2025, 12, 31), default_unit="河畔社区")
    return [draft.kind for draft in brief.entries]


def test_activities_are_counted_however_they_are_strung_together():
    lines = (Path(__file__).parent / "brief_numbers.txt").read_text(encoding="utf-8").splitlines()
    marked = [line.replace("¶", "\n").split("\t") for line in lines if line and line[0] != "#"]
    wrong = [text for number, text in marked if len(_kinds(text)) != int(number)]
    assert len(wrong) <= len(marked) * 0.1, "\n\n".join(wrong)


def test_numbers_are_told_apart_by_the_words_around_them():
    lines = (Path(__file__).parent / "brief_counts.txt").read_text(encoding="utf-8").splitlines()
    told = found = right = 0
    wrong = []
    for marks, text in (line.split("\t") for line in lines if line and line[0] != "#"):
        marked = Counter(count_of(part) for part in marks.split("; "))
        brief = read_brief(text, units=UNITS, today=date(2025, 3, 20), default_unit="河畔社区")
        read = Counter(count for draft in brief.entries for count in counts_of(draft))
        told, found, right = told + marked.total(), found + read.total(), right + (marked & read).total()
        wrong += [text] if marked != read else []
    assert 2 * right / (told + found) >= 0.93, "\n".join(wrong)


@pytest.mark.parametrize(
    "typed",
    [
        lambda text: text.translate(str.maketrans("，；：（）！", ",;:()!")),
        lambda text: "\r\n\r\n".join(f"　　{line}" for line in text.split("\n")),
        lambda text: re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text),
        lambda text: text.replace("“", '"').replace("”", '"').replace("，", "， "),
        lambda text: "张三 8:30\n各位领导，大家好！\n" + text.replace("。", "。🎉"),
        lambda text: text.translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)}),
        lambda text: re.sub(r"(月\d{1,2})日", r"\1号", text),
    ],
    ids=["half", "indented", "spaced", "quoted", "chat", "wide", "spoken"],
)
def test_the_same_is_told_however_it_was_typed(typed: Callable[[str], str]):
    briefs = [brief for name in SETS for brief in marked(f"briefs_{name}.txt")[::12]]
    wrong = [brief.name for brief in briefs if _told(brief, brief.text) != _told(brief, typed(brief.text))]
    assert len(wrong) <= len(briefs) * 0.03, wrong


def _told(brief: Marked, text: str) -> list[object]:
    read = read_brief(text, units=brief.units, today=brief.today, default_unit=brief.default)
    return [(one.start, one.end, one.unit, one.kind, one.planned, counts_of(one)) for one in read.entries]


@pytest.mark.parametrize(
    "words",
    [
        "联合",
        "3月5日",
        "3月5日，河畔社区开展义诊活动，30人参加；",
        "A和B联合开展",
        "30余名",
        "在社区广场",
        "。",
        "一是",
    ],
)
def test_a_page_of_the_same_words_takes_no_longer_than_its_length(words: str):
    began = time.process_time()
    read_brief(words * (LONGEST // len(words)), units=UNITS, today=date(2025, 3, 20), default_unit=None)
    assert time.process_time() - began < 4
