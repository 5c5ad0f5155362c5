"""What stands between the rows and around them: sums, notes, heads again, groups, several tables, several sheets."""

from __future__ import annotations

from tests.manners.kit import COMMUNITIES, HOME, Book, Cases, Formula, Page, facts

case = Cases()
HEAD = ("序号", "日期", "社区", "活动名称", "人次")


def put(page: Page, f, n: int, **more) -> None:
    page.good(f, n, f.md, f.unit, f.title, f.attendances, says="unit attendances", **more)


@case
def sums_between_and_at_the_end() -> Page:
    page = Page().title("2025年活动台账", 5).put(*HEAD)
    for turn, unit in enumerate(COMMUNITIES[:2]):
        for n, f in enumerate(facts(3, 400 + turn, unit=unit), 1):
            put(page, f, n)
        page.put(None, None, f"{unit}小计", None, 300)
    return page.put("合  计", None, None, None, 600).put("累计", None, None, None, 900)


@case
def a_sum_in_the_first_row() -> Page:
    page = Page().title("2025年活动台账", 5).put(*HEAD).put("总计", None, None, None, 600)
    for n, f in enumerate(facts(3, 402), 1):
        put(page, f, n)
    return page


@case
def sums_of_quarters_with_formulas() -> Page:
    page = Page().title("2025年活动台账", 5).put(*HEAD)
    for quarter in (1, 2):
        for n, f in enumerate(facts(3, 403 + quarter, month=quarter * 3), 1):
            put(page, f, n)
        page.put(None, f"{'一二'[quarter - 1]}季度合计", None, None, Formula("=SUM(E3:E5)", 300))
    return page


@case
def notes_and_signatures_below() -> Page:
    page = Page().title("2025年活动台账", 5).put(*HEAD)
    for n, f in enumerate(facts(4, 406), 1):
        put(page, f, n)
    page.put().merge(0, 0, 0, 4).put("备注：1.本表每季度末报送；2.人次按实际参加填写。")
    page.put("填表人：秦不存", None, "审核人：楚不存", None, "联系电话：13912340000")
    return page.put("填表日期：2025年11月20日").put("填表说明：").put("1.日期写到日。").put("2.社区写全称。")


@case
def signatures_are_kept_nowhere() -> Book:
    page = notes_and_signatures_below()
    return Book([page], secrets=("秦不存", "楚不存", "13912340000"))


@case
def the_head_again_on_every_page() -> Page:
    page = Page().title("2025年活动台账", 5).put(*HEAD)
    for n, f in enumerate(facts(9, 407), 1):
        put(page, f, n)
        if n % 3 == 0:
            page.put(*HEAD)
    return page


@case
def title_and_head_again_on_every_page() -> Page:
    page = Page()
    some = facts(6, 408)
    for at in (0, 3):
        page.title("青棠街道2025年活动台账", 5).put(*HEAD)
        for n, f in enumerate(some[at : at + 3], at + 1):
            put(page, f, n)
    return page


@case
def a_table_for_each_community_on_one_sheet() -> Page:
    page = Page()
    for turn, unit in enumerate(COMMUNITIES[:3]):
        page.title(f"{unit}2025年活动登记表", 4).put("序号", "日期", "活动名称", "人次")
        for n, f in enumerate(facts(3, 409 + turn, unit=unit), 1):
            page.good(f, n, f.md, f.title, f.attendances, says="unit attendances")
        page.put("合计", None, None, 300).put()
    return page


@case
def tables_of_other_columns_on_one_sheet() -> Page:
    page = Page().title("一、志愿服务活动（2025年）", 4).put("日期", "社区", "活动名称", "志愿者人数")
    for f in facts(3, 413, kinds=["volunteering"]):
        page.good(f, f.md, f.unit, f.title, f.volunteers, says="unit volunteers")
    page.put().title("二、会议、培训（2025年）", 5).put("时间", "会议名称", "地点", "参会人次", "社区")
    for f in facts(3, 414, kinds=["meeting", "training"]):
        page.good(f, f.md, f.title, f.place, f.attendances, f.unit, says="unit place attendances")
    return page


@case
def groups_between() -> Page:
    page = Page().title("2025年活动台账", 5).put(*HEAD)
    for name, seed in (("一、第一季度", 415), ("二、第二季度", 416)):
        page.merge(0, 0, 0, 4).put(name)
        for n, f in enumerate(facts(2, seed), 1):
            put(page, f, n)
    page.put("志愿服务类")
    for n, f in enumerate(facts(2, 417, kinds=["volunteering"]), 1):
        put(page, f, n)
    return page


@case
def groups_of_communities_between() -> Page:
    page = Page().title("2025年活动台账", 4).put("序号", "日期", "活动名称", "人次")
    for turn, unit in enumerate(COMMUNITIES[:3]):
        page.merge(0, 0, 0, 3).put(unit)
        for n, f in enumerate(facts(2, 418 + turn, unit=unit), 1):
            page.good(f, n, f.md, f.title, f.attendances, says="unit attendances")
    return page


@case
def blank_rows_and_columns() -> Page:
    page = Page().put().put().put(None, None, "日期", None, "活动名称", None, "人次").put()
    for f in facts(4, 421):
        page.good(f, None, None, f.ymd, None, f.title, None, f.attendances, says="attendances").put()
    return page


@case
def serials_without_anything_at_the_end() -> Page:
    page = Page().title("2025年活动台账", 5).put(*HEAD)
    for n, f in enumerate(facts(3, 422), 1):
        put(page, f, n)
    for n in range(4, 12):
        page.put(n)
    return page


@case
def rows_that_lack_something() -> Page:
    page = Page().title("2025年活动台账", 5).put(*HEAD)
    for n, f in enumerate(facts(3, 423), 1):
        put(page, f, n)
    return page.bad(4, "3月5日", "河畔社区", None, 30).bad(5, None, "河畔社区", "工会工作例会", 30)


@case
def hidden_rows_and_columns() -> Page:
    page = Page().title("2025年活动台账", 5).put(*HEAD)
    for n, f in enumerate(facts(4, 424), 1):
        put(page, f, n)
    page.hidden_rows, page.hidden_columns = [3], [4]
    return page


@case
def a_cover_an_empty_and_a_hidden_sheet() -> Book:
    cover = Page("封面").title("青棠街道", 4).title("2025年活动台账", 4).put("党群工作办公室").put("2025年11月")
    explained = Page("填表说明").put("一、本表由各社区填写").put("二、日期写到日")
    old = Page("旧表", hidden=True).put("日期", "活动名称").put("2025-03-05", "去年的事")
    page = Page("台账").title("2025年活动台账", 5).put(*HEAD)
    for n, f in enumerate(facts(4, 425), 1):
        put(page, f, n)
    return Book([cover, explained, page, Page("Sheet3"), old])


@case
def a_sheet_a_month_with_a_sheet_of_sums() -> Book:
    pages = []
    for month in (1, 2, 3):
        page = Page(f"{month}月").title("2025年活动台账", 5).put(*HEAD)
        for n, f in enumerate(facts(3, 425 + month, month=month), 1):
            put(page, f, n)
        pages.append(page)
    sums = Page("汇总").title("2025年一季度汇总", 3).put("社区", "场次", "人次")
    for unit in COMMUNITIES[:3]:
        sums.put(unit, 12, 300)
    return Book([*pages, sums.put("合计", 36, 900)])


@case
def ditto_marks() -> Page:
    page = Page().title("2025年活动台账", 5).put(*HEAD)
    first, second, third = facts(3, 430, unit=HOME)
    put(page, first, 1)
    page.good(
        second, 2, "同上", "同上", second.title, second.attendances, says="unit attendances", start=str(first.day)
    )
    page.good(third, 3, "〃", "〃", third.title, third.attendances, says="unit attendances", start=str(first.day))
    return page


@case
def a_title_merged_over_several_days() -> Page:
    page = Page().title("2025年活动台账", 4).put("日期", "社区", "活动名称", "人次")
    first, second, third = facts(3, 431, unit=HOME)
    page.merge(0, 1, 2, 1).merge(0, 2, 2, 2)
    page.good(first, first.md, HOME, first.title, first.attendances, says="unit attendances")
    for f in (second, third):
        page.good(f, f.md, None, None, f.attendances, says="unit attendances", title=first.title, kind=first.kind)
    return page


@case
def two_tables_side_by_side() -> Page:
    page = Page().title("2025年志愿服务和会议台账", 7)
    page.put("日期", "活动名称", "志愿者", None, "日期", "会议名称", "参会人次")
    for f in facts(3, 432, kinds=["volunteering"]):
        page.good(f, f.md, f.title, f.volunteers, None, None, None, None, says="volunteers")
    return page
