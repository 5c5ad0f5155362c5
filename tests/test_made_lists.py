"""What goes in comes out, or is named: lists made of every manner of unit, day, head, number and row, all mixed."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.manners.kit import COMMUNITIES, Book, Fact, Page, facts, marked

UNITS = ("column", "merged", "once", "title", "line", "sheet", "group")
DAYS: dict[str, Any] = {
    "月日": "{0.month}月{0.day}日".format,
    "point": "{0.month}.{0.day}".format,
    "slash": "{0.month}/{0.day}".format,
    "iso": "{0:%Y-%m-%d}".format,
    "digits": lambda day: int(f"{day:%Y%m%d}"),
    "cell": lambda day: day,
    "half": "{0.year}年{0.month}月{0.day}日上午".format,
}
FIELDS = {
    "place": ("活动地点", "地点", "举办地点"),
    "attendances": ("参与人次", "受益群众（人次）", "参加人次"),
    "volunteers": ("志愿者人数", "参与志愿者（人）"),
    "materials": ("发放资料（份）", "宣传资料"),
    "money": ("投入经费（元）", "活动经费", "资金（元）"),
    "hours": ("服务时长（小时）", "时长"),
    "note": ("备注", "说明"),
    "kind": ("活动类型", "类别"),
    "lines": ("所属条线", "条线"),
}
COUNTS = ("attendances", "volunteers", "materials", "money", "hours")
UNIT_OF = {"attendances": "人次", "volunteers": "人", "materials": "份", "money": "元", "hours": "小时"}
BAD = ("3月", "3月上旬", "2月30日", "待定", "2026年3月5日")


@st.composite
def books(draw: st.DrawFn) -> Book:
    by, manner = draw(st.sampled_from(UNITS)), draw(st.sampled_from(sorted(DAYS)))
    chosen = draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True, min_size=1, max_size=6))
    heads = {name: draw(st.sampled_from(FIELDS[name])) for name in chosen}
    order = list(draw(st.permutations([*chosen, "start", "title"])))
    as_text, serials, sums, again = (draw(st.booleans()) for _ in range(4))
    units = (
        COMMUNITIES[: draw(st.integers(1, 3))]
        if by in ("column", "merged", "once", "sheet", "group")
        else COMMUNITIES[:1]
    )
    pages: list[Page] = []
    for turn, unit in enumerate(units):
        if not pages or by == "sheet":
            pages.append(_opened(by, unit))
            names = {"start": "活动时间", "title": "活动名称"} | heads
            row = [*(["社区"] if by in ("column", "merged", "once") else []), *(["序号"] if serials else [])]
            head = [*row, *(names[name] for name in order)]
            pages[-1].put(*head)
        page = pages[-1]
        some = facts(draw(st.integers(1, 3)), draw(st.integers(0, 50)) + turn, unit=unit)
        if by == "group":
            page.merge(0, 0, 0, len(head) - 1).put(unit)
        if by == "merged" and len(some) > 1:
            page.merge(0, 0, len(some) - 1, 0)
        for n, fact in enumerate(some):
            before = [unit if by == "column" or not n else None] if by in ("column", "merged", "once") else []
            cells = [*before, *([n + 1] if serials else [])]
            cells += [_cell(fact, name, DAYS[manner], as_text) for name in order]
            page.good(fact, *cells, says=" ".join(["unit", *(name for name in chosen if name != "kind")]))
        if again:
            page.put(*head)
        if sums:
            page.put("合计", *[None] * (len(head) - 2), 300)
    if draw(st.booleans()):
        day = draw(st.sampled_from(BAD))
        cells = [day if name == "start" else "工会工作例会" if name == "title" else None for name in order]
        pages[-1].bad(*([units[-1]] if by in ("column", "merged", "once") else []), *([9] if serials else []), *cells)
    if draw(st.booleans()):
        pages[-1].put().put("填表人：秦不存", None, "联系电话：13912340000")
    return Book(pages, secrets=("秦不存", "13912340000"))


def _opened(by: str, unit: str) -> Page:
    page = Page(unit if by == "sheet" else "Sheet1")
    page.title(f"{unit if by == 'title' else '青棠街道'}2025年活动台账" if by != "sheet" else "2025年活动台账", 4)
    return page.put(f"填报单位：{unit}（盖章）", None, "2025年11月") if by == "line" else page


def _cell(fact: Fact, name: str, day: Any, as_text: bool) -> Any:
    if name == "start":
        return day(fact.day)
    if name in ("kind", "lines"):
        return fact.kind_name if name == "kind" else fact.line_name
    value = getattr(fact, name)
    return f"{value}{UNIT_OF[name]}" if as_text and name in COUNTS else value


@settings(max_examples=60, deadline=None)
@given(books())
def test_what_goes_in_comes_out_or_is_named(book: Book) -> None:
    assert marked(book).wrong == ()
