"""Whose an activity is: in a column, merged down, in a title, in the sheet's name; by all the names that a unit has."""

from __future__ import annotations

from tests.manners.kit import COMMUNITIES, HOME, Book, Cases, Page, facts

case = Cases()


@case
def merged_down_the_first_column() -> Page:
    page = Page().title("青棠街道2025年社区活动汇总", 4).put("社区", "日期", "活动名称", "人次")
    for turn, unit in enumerate(COMMUNITIES[:3]):
        page.merge(0, 0, 2, 0)
        for n, f in enumerate(facts(3, 200 + turn, unit=unit)):
            page.good(f, None if n else unit, f.md, f.title, f.attendances, says="unit attendances")
    return page


@case
def written_once_and_blank_below() -> Page:
    page = Page().title("2025年社区活动汇总", 4).put("社区", "日期", "活动名称", "人次")
    for turn, unit in enumerate(COMMUNITIES[:2]):
        for n, f in enumerate(facts(3, 203 + turn, unit=unit)):
            page.good(f, None if n else unit, f.md, f.title, f.attendances, says="unit attendances")
    return page


@case
def in_the_title() -> Page:
    page = Page().title("桥南社区2025年度活动登记表", 3).put("日期", "活动名称", "人次")
    for f in facts(3, 205, unit="桥南社区"):
        page.good(f, f.md, f.title, f.attendances, says="unit attendances")
    return page


@case
def in_the_title_with_the_street_before() -> Page:
    page = Page().title("望禾区青棠街道桥北社区居委会2025年活动台账", 3).put("日期", "活动名称", "人次")
    for f in facts(3, 206, unit="桥北社区"):
        page.good(f, f.md, f.title, f.attendances, says="unit attendances")
    return page


@case
def in_a_line_of_who_filled_it_in() -> Page:
    page = Page().title("2025年活动登记表", 4).put("填报单位：书院社区（盖章）", None, None, "2025年11月")
    page.put("日期", "活动名称", "地点", "人次")
    for f in facts(3, 207, unit="书院社区"):
        page.good(f, f.md, f.title, f.place, f.attendances, says="unit place attendances")
    return page


@case
def in_a_cell_beside_who_filled_it_in() -> Page:
    page = Page().title("2025年活动登记表", 4).put("填报单位：", "柳荫", None, "填报时间：11月20日")
    page.put("日期", "活动名称", "地点", "人次")
    for f in facts(3, 208, unit="柳荫社区"):
        page.good(f, f.md, f.title, f.place, f.attendances, says="unit place attendances")
    return page


@case
def in_the_name_of_the_sheet() -> Book:
    pages = []
    for turn, unit in enumerate(COMMUNITIES[:4]):
        page = (
            Page(unit.removesuffix("社区") if turn % 2 else unit)
            .title("2025年活动登记表", 3)
            .put("日期", "活动名称", "人次")
        )
        for f in facts(3, 210 + turn, unit=unit):
            page.good(f, f.md, f.title, f.attendances, says="unit attendances")
        pages.append(page)
    return Book(pages)


@case
def in_the_name_of_the_file() -> Book:
    page = Page().put("日期", "活动名称", "人次")
    for f in facts(3, 214, unit="桥南社区"):
        page.good(f, f.ymd, f.title, f.attendances, says="unit attendances")
    return Book([page], filename="桥南社区2025年活动台账（终稿）.xlsx")


@case
def by_all_their_names() -> Page:
    names = (
        "河畔",
        "河畔社区居委会",
        "青棠街道河畔社区",
        "河畔居委会",
        "河畔社区党群服务中心",
        "河畔社区居民委员会",
        "青棠街道河畔社区居委会",
    )
    page = Page().title("2025年活动汇总", 4).put("单位", "日期", "活动名称", "人次")
    for f, name in zip(facts(7, 215, unit=HOME), names, strict=True):
        page.good(f, name, f.md, f.title, f.attendances, says="unit attendances")
    return page


@case
def by_their_organisations() -> Page:
    names = ("河畔社区妇联", "桥南社区工会", "柳荫社区团支部", "书院社区志愿服务队", "桥北社区新时代文明实践站")
    whose = ("河畔社区", "桥南社区", "柳荫社区", "书院社区", "桥北社区")
    page = Page().title("2025年活动汇总", 4).put("主办单位", "日期", "活动名称", "人次")
    for f, name, unit in zip(facts(5, 216), names, whose, strict=True):
        page.good(f, name, f.md, f.title, f.attendances, says="attendances", unit=unit)
    return page


@case
def misspelt() -> Page:
    page = Page().title("2025年活动汇总", 4).put("单位", "日期", "活动名称", "人次")
    for f, name in zip(facts(3, 217, unit="石榴园社区"), ("石留园社区", "石榴圆社区", "石榴园社区 "), strict=True):
        page.good(f, name, f.md, f.title, f.attendances, says="unit attendances")
    page.bad("桥西社区", "3月5日", "工会工作例会", 8).bad("某某集团", "3月5日", "工会工作例会", 8)
    return page


@case
def held_by_two() -> Page:
    page = Page().put("日期", "主办单位", "活动名称", "人次")
    for f in facts(3, 218, unit=HOME):
        page.good(f, f.day, "河畔社区、桥南社区", f.title, f.attendances, says="unit attendances", cohosts=["桥南社区"])
    return page


@case
def with_cohosts() -> Page:
    page = Page().put("日期", "主办单位", "协办单位", "活动名称", "人次")
    for f, other in zip(facts(3, 219, unit=HOME), ("桥南社区", "桥北、柳荫社区", "青棠小学"), strict=True):
        hosts = {"桥南社区": ["桥南社区"], "桥北、柳荫社区": ["桥北社区", "柳荫社区"]}.get(other, [])
        note = "" if hosts else f"协办单位：{other}"
        page.good(f, f.day, f.unit, other, f.title, f.attendances, says="unit attendances", cohosts=hosts, note=note)
    return page


@case
def a_worker_writes_only_for_her_own() -> Book:
    page = Page().put("日期", "社区", "活动名称", "人次")
    own, _other = facts(2, 220, unit=HOME)
    page.good(own, own.ymd, "本社区", own.title, own.attendances, says="unit attendances")
    page.bad("2025年3月5日", "桥南社区", "工会工作例会", 12)
    return Book([page], by="worker")


@case
def offices_and_the_street_itself() -> Page:
    page = Page().put("日期", "开展单位", "活动名称", "人次")
    names = {
        "街道": "青棠街道",
        "党群办": "党群工作办公室",
        "青棠街道社会事务办": "社会事务办公室",
        "青棠街道妇联": "青棠街道",
    }
    for f, (name, unit) in zip(facts(4, 221), names.items(), strict=True):
        page.good(f, f.day, name, f.title, f.attendances, says="attendances", unit=unit)
    return page


@case
def unit_and_place_both_columns_of_communities() -> Page:
    page = Page().put("时间", "社区", "地点", "活动名称", "人次")
    for f in facts(3, 222):
        place = f"{f.unit}二楼"
        page.good(f, f.day, f.unit, place, f.title, f.attendances, says="unit attendances", place=place)
    return page
