"""How days are typed, and whose title tells the year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.manners.kit import HOME, Book, Cases, Page, facts

case = Cases()
EPOCH = date(1899, 12, 30)


def listed(days: Any, seed: int, *, title: str = "青棠街道2025年活动台账", month: int | None = None) -> Page:
    page = Page().title(title, 4).put("日期", "单位", "活动名称", "人次")
    for f in facts(5, seed, month=month):
        page.good(f, days(f.day), f.unit, f.title, f.attendances, says="unit attendances")
    return page


@case
def month_and_day() -> Page:
    return listed("{0.month}月{0.day}日".format, 101)


@case
def dotted() -> Page:
    return listed("{0.month}.{0.day}".format, 102)


@case
def slashed() -> Page:
    return listed("{0.month}/{0.day}".format, 103)


@case
def eight_digits_as_numbers() -> Page:
    return listed(lambda day: int(f"{day:%Y%m%d}"), 104)


@case
def eight_digits_as_text() -> Page:
    return listed("{0:%Y%m%d}".format, 105)


@case
def serials_without_a_format() -> Page:
    return listed(lambda day: (day - EPOCH).days, 106)


@case
def numbers_with_a_point() -> Page:
    page = Page().title("青棠街道2025年活动台账", 4).put("日期", "单位", "活动名称", "人次")
    for f in facts(6, 107):
        f = type(f)(**{**f.__dict__, "day": f.day.replace(day=min(f.day.day + 3, 28))})
        if f.day.day in (10, 20) or f.day.day < 4:
            continue
        page.good(f, float(f"{f.day.month}.{f.day.day}"), f.unit, f.title, f.attendances, says="unit attendances")
    return page


@case
def with_half_days_and_hours() -> Page:
    tails = ("上午", "下午2:30", " 9:00-11:00", "（周三）上午9时", "晚上7点半")
    page = Page().title("2025年度活动一览", 4).put("时间", "单位", "活动名称", "人次")
    for f, tail in zip(facts(5, 108), tails, strict=True):
        page.good(f, f.ymd + tail, f.unit, f.title, f.attendances, says="unit attendances")
    return page


@case
def over_several_days() -> Page:
    page = Page().title("青棠街道2025年活动台账", 4).put("时间", "单位", "活动名称", "人次")
    manners = (
        "{0.month}月{0.day}日-{1.day}日",
        "{0.month}.{0.day}-{1.month}.{1.day}",
        "{0.month}月{0.day}日至{1.month}月{1.day}日",
    )
    manners += ("{0:%Y.%m.%d}—{1:%m.%d}", "{0.year}年{0.month}月{0.day}日—{1.day}日", "{0.month}月{0.day}、{1.day}日")
    for f, manner in zip(facts(6, 109, month=4), manners, strict=True):
        start = f.day.replace(day=min(f.day.day, 25))
        end = start + timedelta(days=1 if "、" in manner else 2)
        page.good(
            f,
            manner.format(start, end),
            f.unit,
            f.title,
            f.attendances,
            says="unit attendances",
            start=str(start),
            end=str(end),
        )
    return page


@case
def in_full_width_and_chinese_numerals() -> Page:
    page = Page().title("二〇二五年河畔社区活动台账", 3).put("日期", "活动名称", "人次")
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    digits = "〇一二三四五六七八九"

    def chinese(number: int) -> str:
        tens, ones = divmod(number, 10)
        return f"{'' if tens < 2 else digits[tens]}{'十' if tens else ''}{digits[ones] if ones else ''}"

    for n, f in enumerate(facts(4, 110)):
        day = f.ymd.translate(wide) if n % 2 else f"{chinese(f.day.month)}月{chinese(f.day.day)}日"
        page.good(f, day, f.title, str(f.attendances).translate(wide), says="attendances", unit=HOME)
    return page


@case
def the_year_only_in_the_name_of_the_sheet() -> Page:
    page = Page("2024年").put("日期", "单位", "活动名称", "人次")
    for f in facts(4, 111):
        start = str(f.day.replace(year=2024))
        page.good(f, f.md, f.unit, f.title, f.attendances, says="unit attendances", start=start)
    return page


@case
def the_year_only_in_the_name_of_the_file() -> Book:
    page = Page().put("日期", "单位", "活动名称", "人次")
    for f in facts(4, 112):
        start = str(f.day.replace(year=2024))
        page.good(f, f.md, f.unit, f.title, f.attendances, says="unit attendances", start=start)
    return Book([page], filename="桥南2024年度台账.xlsx")


@case
def a_sheet_a_month() -> Book:
    pages = []
    for month in (3, 4, 5):
        page = Page(f"{month}月").title("2025年志愿服务活动登记表", 4).put("日期", "社区", "活动名称", "志愿者人数")
        for f in facts(3, 113 + month, month=month, kinds=["volunteering"]):
            page.good(f, f"{f.day.day}日", f.unit, f.title, f.volunteers, says="unit volunteers")
        pages.append(page)
    return Book(pages)


@case
def days_that_are_none() -> Page:
    page = listed("{0.month}月{0.day}日".format, 116)
    for day in (
        "3月",
        "3月上旬",
        "2月30日",
        "待定",
        "2025年",
        "13月5日",
        "每周三",
        None,
        "2026年3月5日",
        "3月5日、12日、19日",
    ):
        page.bad(day, "河畔社区", "工会工作例会", 20)
    return page


@case
def days_repeated_by_merging() -> Page:
    page = Page().put("日期", "单位", "活动名称", "人次")
    first, second, third = facts(3, 117)
    page.merge(0, 0, 1, 0)
    page.good(first, first.day, first.unit, first.title, first.attendances, says="unit attendances")
    page.good(
        second, None, second.unit, second.title, second.attendances, says="unit attendances", start=str(first.day)
    )
    page.good(third, third.day, third.unit, third.title, third.attendances, says="unit attendances")
    return page


@case
def serials_repeated_by_merging() -> Page:
    page = Page().title("2025年台账", 4).put("日期", "单位", "活动名称", "人次")
    first, second = facts(2, 118)
    page.merge(0, 0, 1, 0)
    page.good(first, int(f"{first.day:%Y%m%d}"), first.unit, first.title, first.attendances, says="unit attendances")
    page.good(
        second, None, second.unit, second.title, second.attendances, says="unit attendances", start=str(first.day)
    )
    return page


@case
def time_and_place_in_one_cell() -> Page:
    page = Page().title("2025年活动安排及开展情况", 4).put("时间、地点", "单位", "活动名称", "人次")
    joints = ("，", " ", "上午，", "\n", "9:00 ")
    for f, joint in zip(facts(5, 119), joints, strict=True):
        page.good(f, f"{f.md}{joint}{f.place}", f.unit, f.title, f.attendances, says="unit place attendances")
    return page


@case
def time_and_place_told_by_name() -> Page:
    page = Page().title("2025年活动台账", 3).put("活动时间及地点", "活动名称", "人次")
    for f in facts(4, 120):
        page.good(f, f"时间：{f.ymd}\n地点：{f.place}", f.title, f.attendances, says="place attendances")
    return page


@case
def days_of_all_manners_mixed() -> Page:
    manners: list[Any] = ["{0.month}月{0.day}日".format, "{0:%Y-%m-%d}".format, "{0:%Y/%m/%d}".format, lambda day: day]
    manners += ["{0:%y.%m.%d}".format, "{0.year}.{0.month}.{0.day}".format, "{0.year}年{0.month}月{0.day}号".format]
    page = Page().title("青棠街道2025年活动台账", 4).put("日期", "单位", "活动名称", "人次")
    for f, manner in zip(facts(7, 121), manners, strict=True):
        page.good(f, manner(f.day), f.unit, f.title, f.attendances, says="unit attendances")
    return page
