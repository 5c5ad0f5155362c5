"""Lists held out a third time, written last of all."""

from __future__ import annotations

from tests.manners.kit import COMMUNITIES, HOME, Book, Cases, Page, facts

case = Cases()


@case
def care_for_the_old() -> Page:
    page = (
        Page()
        .title("2025年居家养老服务活动记录汇总", 6)
        .put("服务日期", "服务站点", "服务内容", "服务老人（人次）", "志愿者（人）", "反馈")
    )
    for f in facts(3, 980):
        page.good(
            f,
            f.ymd,
            "柳荫社区",
            f.title,
            f.attendances,
            f.volunteers,
            "满意",
            says="attendances volunteers",
            unit="柳荫社区",
        )
    return page


@case
def competition_of_the_union() -> Page:
    page = (
        Page("工会")
        .title("职工技能竞赛统计表（2025年）", 5)
        .put("竞赛名称", "竞赛时间", "竞赛地点", "参赛人数", "主办单位")
    )
    for f, title in zip(facts(3, 981), ("消防技能比武", "插花大赛", "厨艺比赛"), strict=True):
        page.good(
            f, title, f.dotted, f.place, f.attendances, f.unit, says="place people unit", title=title, kind="contest"
        )
    return page


@case
def sheet_of_photos_and_links() -> Page:
    page = Page().put("序号", "活动日期", "活动名称", "社区", "人次", "活动照片", "报道链接")
    for n, f in enumerate(facts(4, 982), 1):
        page.good(
            f, n, f.day, f.title, f.unit, f.attendances, "见附件", "http://example.invalid/1", says="unit attendances"
        )
    return page


@case
def three_tables_with_headings() -> Page:
    page = Page()
    for turn, (name, kind) in enumerate((("会议", "meeting"), ("培训", "training"), ("宣传", "publicity"))):
        page.title(f"表{turn + 1}  2025年{name}情况", 4).put(f"{name}时间", f"{name}名称", "社区", "参加人次")
        for f in facts(2, 983 + turn, kinds=[kind]):
            page.good(f, f.md, f.title, f.unit, f.attendances, says="unit attendances")
        page.put()
    return page


@case
def community_columns_of_a_worker() -> Book:
    page = Page("2025").title("河畔社区台账", 6).put("日期", "类型", "主题", "人次", "宣传单（份）", "经费（元）")
    for f in facts(4, 986, unit=HOME):
        page.good(
            f,
            f.md,
            f.kind_name,
            f.title,
            str(f.attendances),
            f"{f.materials}份",
            f"{f.money}元",
            says="unit attendances materials money",
        )
    page.bad("9月", "会议", "工会工作例会", "10", "", "").bad("2月29日", "会议", "工会工作例会", "10", "", "")
    return Book([page], by="worker")


@case
def days_written_with_a_comma() -> Page:
    page = Page().title("2025年活动表", 3).put("时间", "活动名称", "人次")
    for f, manner in zip(
        facts(3, 987),
        ("2025，{0.month}，{0.day}", "2025 年 {0.month} 月 {0.day} 日", "2025-{0.month}-{0.day} 上午"),
        strict=True,
    ):
        page.good(f, manner.format(f.day), f.title, f.attendances, says="attendances")
    return page


@case
def merged_lines_and_units() -> Page:
    page = Page().title("青棠街道2025年各条线活动", 5).put("条线", "社区", "日期", "活动名称", "人次")
    for turn, (name, slug) in enumerate((("妇联", "women"), ("团委", "youth"))):
        page.merge(0, 0, 2, 0)
        for n, f in enumerate(facts(3, 988 + turn)):
            page.good(
                f, None if n else name, f.unit, f.md, f.title, f.attendances, says="unit attendances", lines=[slug]
            )
    return page


@case
def notes_in_the_last_column_of_the_head() -> Page:
    page = (
        Page()
        .title("活动记录表", 5)
        .put("活动名称：见下表", None, None, "单位：人次")
        .put("2025年", "社区", "项目", "人次", "备注")
    )
    for f in facts(3, 990):
        page.good(f, f.md, f.unit, f.title, f.attendances, f.note, says="unit attendances note")
    return page


@case
def what_was_planned_and_what_was_held() -> Page:
    page = Page().put("月份", "计划内容", "活动名称", "开展日期", "开展社区", "实到人次")
    for f in facts(4, 991):
        page.good(f, f"{f.day.month}月", "按计划", f.title, f.day, f.unit, f.attendances, says="unit attendances")
    return page


@case
def sums_by_community_only() -> Page:
    page = Page().title("2025年活动总表", 4)
    page.put("序号", "社区", "活动（名称/时间）", "人次")
    for n, unit in enumerate(COMMUNITIES[:3], 1):
        page.put(n, unit, "全年12场", 300)
    return page


@case
def hidden_personal_columns() -> Book:
    page = Page().put("日期", "活动名称", "参加人员名单", "人次", "身份证", "家庭住址", "政治面貌情况")
    for f in facts(3, 992):
        page.good(
            f,
            f.day,
            f.title,
            "韩不存、杨不存",
            f.attendances,
            "110101199003070011",
            "棠梨巷九十九号",
            "共青团员若干",
            says="attendances",
        )
    page.hidden_columns = [4, 5]
    return Book([page], secrets=("韩不存", "110101199003070011", "棠梨巷九十九号", "共青团员若干"))
