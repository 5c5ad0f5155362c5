"""Lists held out a second time, after the first ones had taught what they could."""

from __future__ import annotations

from datetime import timedelta

from tests.manners.kit import COMMUNITIES, HOME, Book, Cases, Page, facts

case = Cases()


@case
def elderly_school() -> Page:
    page = Page("老年学堂").title("青棠街道2025年老年学堂开课登记", 7)
    page.put("期次", "授课日期", "课程名称", "开课社区", "上课地点", "学员人数（人次）", "课时（小时）")
    for n, f in enumerate(facts(4, 950, kinds=["training", "lecture"]), 1):
        page.good(
            f, f"第{n}期", f.ymd, f.title, f.unit, f.place, f.attendances, f.hours, says="unit place attendances hours"
        )
    return page


@case
def donations() -> Page:
    page = Page().title("“博爱一日捐”募捐情况公示", 5).put("社区", "捐款日期", "捐款人数", "捐款金额（元）", "经手人")
    for f in facts(4, 951):
        page.good(
            f,
            f.unit,
            f.day,
            f.households,
            f.money + 0.5,
            "褚不存",
            says="unit",
            title="“博爱一日捐”募捐",
            kind="donation",
            people=f.households,
            money=f"{f.money}.5",
        )
    return page.put("合计", None, 999, 99999)


@case
def screening_with_age_columns() -> Page:
    page = Page().title("2025年免费体检统计", 6)
    page.merge(0, 0, 1, 0).merge(0, 1, 1, 1).merge(0, 2, 1, 2).merge(0, 3, 0, 5)
    page.put("体检时间", "社区", "体检地点", "体检人次").put(None, None, None, "总人次", "其中：男", "其中：女")
    for f in facts(4, 952):
        page.good(
            f,
            f.md,
            f.unit,
            f.place,
            f.attendances,
            5,
            f.attendances - 5,
            says="unit place attendances",
            title="免费体检",
            kind="screening",
        )
    return page


@case
def league_brigade() -> Page:
    page = (
        Page("团工委")
        .title("青棠团工委青年志愿活动统计（2025）", 6)
        .put("活动时间", "活动名称", "活动地点", "青年志愿者（名）", "服务时长(h)", "承办团支部")
    )
    for f in facts(3, 953, kinds=["volunteering"]):
        page.good(
            f, f.md, f.title, f.place, f.volunteers, f.hours, "河畔社区团支部", says="place volunteers hours", unit=HOME
        )
    return page


@case
def weeks_of_a_plan_with_what_was_done() -> Page:
    page = (
        Page()
        .title("2025年4月社区活动安排及完成情况", 6)
        .put("日期", "星期", "活动内容", "责任社区", "参加人次", "完成情况")
    )
    for f in facts(4, 954, month=4):
        page.good(
            f,
            f"{f.day.day}日",
            "星期三",
            f.title,
            f.unit,
            f.attendances,
            "已完成",
            says="unit attendances",
            note="已完成",
        )
    return page


@case
def long_official_title_and_office() -> Page:
    page = Page().put("附件：").title("关于报送2025年度社区工会活动开展情况的统计表", 6)
    page.put("报送单位（公章）：桥北社区居民委员会", None, None, None, "报送时间：2025.11.10")
    page.put("序号", "活动时间", "活动主题", "活动形式", "参加人数（人）", "投入经费（元）")
    for n, (f, kind) in enumerate(zip(facts(3, 955), ("文体活动", "座谈会", "技能培训"), strict=True), 1):
        told = {"文体活动": "themed", "座谈会": "meeting", "技能培训": "training"}[kind]
        page.good(f, n, f.md, f.title, kind, f.attendances, f.money, says="people money", unit="桥北社区", kind=told)
    return page


@case
def two_years_in_one_list() -> Page:
    page = Page().put("年份", "日期", "社区", "活动名称", "人次")
    for n, f in enumerate(facts(4, 956)):
        year = 2024 if n < 2 else 2025
        page.good(
            f,
            f"{year}年",
            f.md,
            f.unit,
            f.title,
            f.attendances,
            says="unit attendances",
            start=str(f.day.replace(year=year)),
        )
    return page


@case
def counts_of_many_kinds() -> Page:
    page = Page().title("2025年科普宣传活动汇总", 8)
    page.put("时间", "地点", "活动名称", "主办单位", "受众人次", "宣传册（份）", "折页（份）", "展板（块）")
    for f in facts(3, 957, kinds=["publicity"]):
        page.good(
            f,
            f.ymd,
            f.place,
            f.title,
            f.unit,
            f.attendances,
            f.materials,
            30,
            4,
            says="place unit attendances",
            **{"materials:宣传册": f.materials, "materials:折页": 30},
        )
    return page


@case
def csv_like_export_with_timestamps() -> Page:
    page = Page("export").put(
        "ID", "活动开始时间", "活动结束时间", "活动名称", "所属社区", "活动地址", "参与人次", "创建时间"
    )
    for n, f in enumerate(facts(4, 958), 1):
        page.good(
            f,
            90000 + n,
            f"{f.day} 09:00:00",
            f"{f.day} 11:00:00",
            f.title,
            f.unit,
            f.place,
            f.attendances,
            "2025-11-01 10:00:00",
            says="unit place attendances",
        )
    return page


@case
def spans_over_months_in_two_columns() -> Page:
    page = Page().put("序号", "项目", "开始时间", "结束时间", "实施社区", "受益人次")
    for n, f in enumerate(facts(3, 959, month=7), 1):
        end = f.day + timedelta(days=40)
        page.good(
            f,
            n,
            f.title,
            f.md,
            f"{end.month}月{end.day}日",
            f.unit,
            f.attendances,
            says="unit attendances",
            end=str(end),
        )
    return page


@case
def notes_between_the_title_and_the_head() -> Page:
    page = (
        Page()
        .title("青棠街道活动台账", 4)
        .put("统计期：2025年1月—10月")
        .put("注：只统计线下活动。")
        .put("时间", "社区", "名称", "参与人次")
    )
    for f in facts(4, 960):
        page.good(f, f.dotted, f.unit, f.title, f.attendances, says="unit attendances")
    return page.put("以上数据由各社区填报，街道党群办汇总。")


@case
def place_in_brackets_behind_the_day() -> Page:
    page = Page().title("2025年议事协商活动记录", 4).put("时间（地点）", "议题", "社区", "参会人次")
    for f in facts(3, 961):
        page.good(
            f,
            f"{f.md}（{f.place}）",
            "小区停车议事",
            f.unit,
            f.attendances,
            says="place unit attendances",
            title="小区停车议事",
            kind="meeting",
        )
    return page


@case
def several_units_in_one_cell() -> Page:
    page = Page().put("日期", "举办社区", "活动名称", "人次")
    for f in facts(3, 962):
        page.good(
            f,
            f.day,
            "桥南、桥北、柳荫社区",
            f.title,
            f.attendances,
            says="attendances",
            unit="桥南社区",
            cohosts=["桥北社区", "柳荫社区"],
        )
    return page


@case
def amounts_with_their_words() -> Page:
    page = Page().title("2025年活动台账", 3).put("日期", "活动名称", "参加人员及数量")
    said = (("居民约50人", "约50人"), ("青年三十多名", "三十多名"), ("老年人20余人", "20余人"))
    for f, (text, words) in zip(facts(3, 963), said, strict=True):
        page.good(f, f.md, f.title, text, note=text, attendances=words)
    return page


@case
def head_of_short_words() -> Page:
    page = Page().title("2025年活动", 6).put("序", "月", "日", "内容", "地点", "人次")
    for n, f in enumerate(facts(4, 964), 1):
        page.good(f, n, f.day.month, f.day.day, f.title, f.place, f.attendances, says="place attendances")
    return page


@case
def hidden_traits_without_a_head() -> Book:
    page = Page().put("日期", "活动名称", "人次", None, None)
    for f, (trait, phone) in zip(
        facts(3, 965), (("回族", "13912340011"), ("满族", "13912340012"), ("藏族", "13912340013")), strict=True
    ):
        page.good(f, f.day, f.title, f.attendances, trait, phone, says="attendances")
    return Book([page], secrets=("回族", "满族", "藏族", "13912340011", "13912340012"))


@case
def believers_and_members_counted() -> Book:
    page = Page().title("2025年活动统计", 6).put("日期", "社区", "活动名称", "人次", "党员数", "少数民族数")
    for f in facts(3, 966):
        page.good(f, f.md, f.unit, f.title, f.attendances, 77001, 77002, says="unit attendances")
    return Book([page], secrets=("77001", "77002"))


@case
def a_bad_row_of_every_sort_between_good_ones() -> Page:
    page = Page().title("2025年志愿服务台账", 5).put("日期", "社区", "服务内容", "志愿者人数", "时长（小时）")
    bads = (
        ("5月底", HOME, "清洁家园", 3, 2),
        ("5月8日", "望海社区", "清洁家园", 3, 2),
        ("5月8日", HOME, None, 3, 2),
        ("5月8日", HOME, "清洁家园", "几个人", 2),
    )
    for f, bad in zip(facts(4, 967, kinds=["volunteering"]), bads, strict=True):
        page.good(f, f.md, f.unit, f.title, f.volunteers, f.hours, says="unit volunteers hours").bad(*bad)
    return page


@case
def communities_as_groups_with_numbers() -> Page:
    page = Page().title("2025年各社区活动清单", 4).put("序号", "时间", "活动名称", "参与人次")
    for turn, unit in enumerate(COMMUNITIES[:3]):
        page.merge(0, 0, 0, 3).put(f"（{'一二三'[turn]}）{unit}")
        for n, f in enumerate(facts(2, 968 + turn, unit=unit), 1):
            page.good(f, n, f.md, f.title, f.attendances, says="unit attendances")
        page.put("小计", None, None, 88)
    return page


@case
def title_below_a_logo_row() -> Page:
    page = (
        Page()
        .put()
        .put("青棠街道", None, None, None, None, "2025")
        .put("社区名称", "活动日期", "活动名称", "地点", "人数（人次）", "经费来源")
    )
    for f in facts(3, 972):
        page.good(f, f.unit, f.md, f.title, f.place, f.attendances, "自筹", says="unit place attendances")
    return page
