from dataclasses import replace
from datetime import date
from uuid import UUID

from yiben.plans.suggesting import Activity, Promise, Promises, bare, is_clear, suggest

TRAINING = Promise(
    UUID(int=1),
    "全年开展工会教育培训不少于36场",
    "围绕职业技能、安全生产等内容，全年开展工会教育培训不少于36场。",
    "union",
    2025,
    kinds=frozenset({"training", "lecture"}),
)
CARE = Promise(
    UUID(int=2),
    "开展“夏送清凉”活动",
    "开展“夏送清凉”活动，8月底前慰问户外劳动者。",
    "union",
    2025,
    topics=frozenset({"summer-care"}),
    deadline=date(2025, 8, 31),
)
NIGHT = Promise(UUID(int=3), "办好社区夜校", "办好社区夜校，开设书法、吉他等课程。", "learning", 2025)
DRILL = Promise(UUID(int=4), "组织社区应急疏散演练6场以上", "", "redcross", 2025, units="临水社区")
ALL = [TRAINING, CARE, NIGHT, DRILL]


def asked(title, kind="other", line="union", day=date(2025, 7, 1), measures=ALL, note="", topics=(), unit=""):
    return suggest(title, note, kind, [line] if line else [], topics, unit, day, measures)


def test_the_measure_that_says_the_same_comes_first_with_the_words_they_share():
    best, *_others = asked("职工安全生产培训", "training")
    assert best.measure == TRAINING.measure
    assert best.reason == "同一条线，类型相符，都说到“安全生产”“培训”"


def test_it_offers_three_at_most():
    many = [replace(NIGHT, measure=UUID(int=number)) for number in range(10, 20)]
    assert len(asked("社区夜校书法课", line="learning", measures=many)) == 3


def test_a_topic_that_the_number_counts_outweighs_words():
    best = asked("走访环卫工人", "relief", topics=["summer-care"])[0]
    assert (best.measure, "事项相同" in best.reason) == (CARE.measure, True)


def test_another_line_speaks_against():
    own, foreign = asked("社区夜校：吉他", line="learning")[0], asked("社区夜校：吉他", line="union")
    assert all(one.score < own.score / 2 for one in foreign)


def test_without_words_in_common_a_number_that_counts_the_kind_is_still_offered():
    (only,) = asked("急救进车间", "lecture")
    assert (only.measure, only.reason) == (TRAINING.measure, "同一条线，类型相符")


def test_what_shares_nothing_is_not_offered():
    assert asked("乒乓球", "contest", line="youth") == []


def test_a_plan_of_another_year_is_not_asked():
    assert asked("社区夜校：吉他", line="learning", day=date(2024, 12, 31)) == []


def test_a_unit_that_the_measure_names_is_told():
    assert "任务点了本单位的名" in asked("应急疏散演练", line="redcross", unit="临水社区")[0].reason


def test_after_the_deadline_it_is_less_likely():
    before, after = (asked("夏送清凉慰问", day=day)[0].score for day in (date(2025, 8, 31), date(2025, 9, 1)))
    assert before > after


def test_what_people_chose_for_the_same_title_comes_first():
    taught = [replace(one, chosen=["第3期匠心讲堂"]) if one is NIGHT else one for one in ALL]
    assert asked("匠心讲堂", line="") == []
    best = asked("第12期匠心讲堂", line="", measures=taught)[0]
    assert (best.measure, best.reason) == (NIGHT.measure, "以前同名的记录归在这里")


def test_a_title_alike_is_remembered_too():
    taught = [replace(one, chosen=["匠心讲堂焊接入门基础"]) if one is NIGHT else one for one in ALL]
    assert asked("匠心讲堂焊接入门", line="", measures=taught)[0].reason == "以前名称相近的记录归在这里"


def test_the_first_is_clear_when_it_is_sure_and_well_ahead():
    promises = Promises(ALL)
    told = Activity("社区夜校：书法课程", "", "training", frozenset({"learning"}), day=date(2025, 5, 1))
    assert is_clear(promises.suggest(told))
    assert not is_clear(promises.suggest(told._replace(title="书法")))
    assert not is_clear([])


def test_two_that_are_as_likely_are_never_clear():
    twins = [NIGHT, replace(NIGHT, measure=UUID(int=9))]
    assert not is_clear(asked("社区夜校：书法课程", line="learning", measures=twins))


def test_what_tells_one_of_a_course_from_the_next_is_no_part_of_a_title():
    assert bare("2025年第3期“匠心讲堂”（二）") == bare("匠心讲堂 第十二期") == "匠心讲堂"


def test_no_particle_clings_to_the_words_in_common():
    river = replace(NIGHT, title="巡河和护河的宣传", text="")
    assert asked("巡河和清理", line="learning", measures=[river])[0].reason == "同一条线，都说到“巡河”"


def test_hostile_words_are_only_words():
    assert asked("{{ 7*7 }}" * 500, note="%s\x00\n" * 1000) == []
