from dataclasses import replace
from datetime import date

from yiben.terms.definitions import Definition
from yiben.terms.likeness import Called, alike, common, differences, likeness
from yiben.terms.sentences import Names

NAMES = Names(
    kinds={"lecture": "讲座", "publicity": "宣传"},
    lines={"women": "妇联工作", "union": "工会工作"},
    metrics={"times": "场次", "people": "人数"},
)
LECTURES = Definition(
    slug="lectures",
    version=1,
    name="讲座场次",
    unit="场",
    metric="times",
    adds="sum",
    words="统计讲座场次。",
    since=date(2024, 1, 1),
    kinds=frozenset({"lecture"}),
    line="women",
)


def test_only_what_differs_is_told_in_names() -> None:
    other = replace(LECTURES, slug="other", line="union", kinds=frozenset({"publicity", "lecture"}))
    assert [tuple(d) for d in differences(LECTURES, other, NAMES)] == [
        ("条线", "妇联工作", "工会工作"),
        ("活动类型", "讲座", "讲座、宣传"),
    ]


def test_what_is_settled_alike_and_what_differs_are_all_there_is() -> None:
    other = replace(LECTURES, adds="max", held="held-or-cohosted", metric="people")
    assert [d.what for d in differences(LECTURES, other, NAMES)] == ["计什么", "怎样合计", "联合举办"]
    assert [aspect.what for aspect in common(LECTURES, other, NAMES)] == [
        "单位",
        "条线",
        "活动类型",
        "事项",
        "对外公布",
    ]


def test_two_that_count_the_same_differ_in_nothing() -> None:
    assert differences(LECTURES, replace(LECTURES, slug="other", name="宣讲场次"), NAMES) == []


def test_a_name_in_common_is_as_like_as_can_be() -> None:
    assert likeness(Called("a", "走访企业次数", ["入企走访"]), Called("b", "服务企业次数", ["入企走访"])) == 1


def test_the_way_of_measuring_makes_none_alike() -> None:
    assert likeness(Called("a", "无偿献血人次"), Called("b", "两癌筛查人次")) == 0


def test_the_likest_come_first_and_never_itself() -> None:
    one = Called("one", "志愿服务场次")
    found = alike(
        one, [one, Called("far", "讲座场次"), Called("near", "青年志愿服务场次"), Called("hours", "志愿服务时长")]
    )
    assert [other.slug for other in found] == ["hours", "near"]
