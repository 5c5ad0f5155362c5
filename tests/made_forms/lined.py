"""Forms about whole lines of work: what counts said over the table, lines within it, words before a colon."""

from __future__ import annotations

from typing import Any

from tests.made_forms.noted import LEFT, NOTED, Rows, noted, short
from tests.made_forms.street import COMMUNITIES, STREET

__all__ = ("NOTED",)
SERVICE = {"line": "volunteering"}
SOME = COMMUNITIES[:4]


@noted()
def all_that_a_line_held(f: Any) -> Rows:
    yield [f"{STREET}2025年新时代文明实践志愿服务统计表——活动场次", LEFT, LEFT]
    yield ["统计口径：志愿服务条线开展的全部活动；单位：场", LEFT, LEFT]
    yield ["社区", "上半年", "下半年"]
    for name in SOME:
        halves = (range(1, 7), range(7, 13))
        yield [short(name), *(f("times", units=[name], months=half, **SERVICE) for half in halves)]


@noted(sheet="志愿者人次")
def who_served_by_the_name_of_the_sheet(f: Any) -> Rows:
    yield [f"{STREET}2025年志愿服务统计表——志愿者人次", LEFT]
    yield ["统计口径：志愿服务条线开展的全部活动；单位：人次", LEFT]
    yield ["社区", "全年"]
    for name in SOME:
        yield [short(name), f("volunteers", units=[name], **SERVICE)]


@noted()
def lines_within_a_card(f: Any) -> Rows:
    yield [f"{STREET}群众工作基本情况表", LEFT, LEFT, LEFT]
    yield ["单位名称", STREET, "统计时间", "2025年1—12月"]
    for number, line, slug in (
        ("一", "工会工作", "union"),
        ("二", "妇联工作", "women"),
        ("三", "志愿服务", "volunteering"),
    ):
        yield [f"{number}、{line}", LEFT, LEFT, LEFT]
        yield ["活动场次", f("times", line=slug), "参加人次", f("attendances", line=slug)]
        yield ["负责人", None, "联系电话", None]


@noted()
def a_line_before_its_colon(f: Any) -> Rows:
    yield [f"{STREET}2025年度工作自查表", LEFT, LEFT]
    yield ["序号", "自查内容", "完成数"]
    yield [1, "妇联：举办讲座（场）", f("times", kinds=["讲座"], line="women")]
    yield [2, "志愿服务：志愿服务时长（小时）", f("hours", kinds=["志愿服务"], **SERVICE)]
    yield [3, "工会：走访慰问支出（元）", f("money", kinds=["慰问帮扶"], line="union")]


@noted()
def nothing_that_is_no_deed_of_the_line(f: Any) -> Rows:
    yield ["工会工作情况（2025年1—6月）", LEFT, LEFT]
    yield ["指标名称", "计量单位", "本期"]
    yield ["开展工会活动", "场", f("times", line="union", months=range(1, 7))]
    yield ["走访慰问支出", "元", f("money", kinds=["慰问帮扶"], line="union", months=range(1, 7))]
    yield ["慰问物资", "元", None]
    yield ["基层工会数", "个", None]


@noted()
def a_street_beside_its_own(f: Any) -> Rows:
    yield [f"{STREET}2025年志愿服务统计表", LEFT]
    yield ["单位", "志愿服务场次"]
    for name in SOME:
        yield [short(name), f("times", kinds=["志愿服务"], units=[name])]
    yield ["街道本级", f("times", kinds=["志愿服务"], units=[STREET])]
    yield [STREET, None]
