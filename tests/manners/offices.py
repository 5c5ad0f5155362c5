"""The ledgers that offices keep by the kind of work, each with its own columns: often none of them names the activity."""

from __future__ import annotations

from tests.manners.kit import COMMUNITIES, Book, Cases, Page, facts

case = Cases()


@case
def visits_and_relief() -> Book:
    page = Page().title("青棠街道2025年走访慰问台账", 8)
    page.put("序号", "走访日期", "社区", "走访对象", "走访内容", "慰问金额（元）", "走访户数", "备注")
    for n, f in enumerate(facts(4, 500), 1):
        cells = (n, f.md, f.unit, "赵不存", "了解生活困难，送去慰问品", f.money, f.households, f.note)
        title = "了解生活困难，送去慰问品"
        page.good(f, *cells, says="unit money households note", title=title, kind="relief")
    return Book([page])


@case
def two_cancer_screening() -> Page:
    page = Page().title("青棠街道2025年“两癌”筛查情况统计表", 5).put("序号", "筛查时间", "社区", "筛查地点", "筛查人次")
    for n, f in enumerate(facts(4, 501), 1):
        cells = (n, f.md, f.unit, f.place, f.attendances)
        page.good(f, *cells, says="unit place attendances", title="“两癌”筛查", kind="screening")
    return page.put("合计", None, None, None, 999)


@case
def blood_donors() -> Page:
    page = Page().title("2025年无偿献血登记表", 5).put("日期", "社区", "献血地点", "献血人次", "备注")
    for f in facts(4, 502):
        cells = (f.ymd, f.unit, f.place, f.attendances, None)
        page.good(f, *cells, says="unit place attendances", title="无偿献血", kind="donation")
    return page


@case
def union_dues() -> Page:
    page = (
        Page().title("青棠街道2025年工会会费收缴台账", 5).put("序号", "缴费日期", "单位", "缴费人数", "缴费金额（元）")
    )
    for n, f in enumerate(facts(4, 503), 1):
        cells = (n, f.md, f.unit, f.attendances, f.money)
        page.good(f, *cells, says="unit people money", title="工会会费收缴", kind="dues")
    return page.put("合计", None, None, 999, 99900)


@case
def milestones() -> Page:
    page = (
        Page()
        .title("2025年民生实事项目进展情况", 6)
        .put("序号", "项目名称", "责任单位", "节点时间", "进展情况", "完成投资（万元）")
    )
    for n, (f, title) in enumerate(
        zip(facts(3, 504), ("老旧小区加装电梯", "口袋公园建设", "社区食堂改造"), strict=True), 1
    ):
        cells = (n, title, f.unit, f.ymd, "主体完工", 12.5)
        page.good(f, *cells, says="unit", title=title, kind="milestone", money="125000", note="主体完工")
    return page


@case
def training_sign_in_summary() -> Book:
    page = Page().title("2025年培训签到汇总表", 7)
    page.put("序号", "培训时间", "培训主题", "培训地点", "主讲人", "应到人数", "实到人数")
    for n, f in enumerate(facts(4, 505), 1):
        cells = (n, f"{f.md}下午", f.title, f.place, "钱不存", 300, f.attendances)
        page.good(f, *cells, says="place people")
    return Book([page], secrets=("钱不存",))


@case
def volunteering_register() -> Book:
    page = Page().title("青棠街道志愿服务登记表（2025年）", 8)
    page.put("序号", "服务时间", "服务社区", "服务项目", "服务地点", "志愿者人数", "服务时长（小时）", "负责人及电话")
    for n, (f, title) in enumerate(
        zip(facts(4, 506), ("清洁家园", "文明劝导", "为老理发", "爱心送考"), strict=True), 1
    ):
        cells = (n, f.md, f.unit, title, f.place, f.volunteers, f.hours, "孙不存13912345678")
        page.good(f, *cells, says="unit place volunteers hours", title=title, kind="volunteering")
    return Book([page], secrets=("孙不存",))


@case
def publicity_statistics() -> Page:
    page = Page().title("2025年宣传活动统计表", 7)
    page.put("社区", "宣传日期", "宣传内容", "宣传形式", "参与人次", "发放资料（份）", "悬挂横幅（条）")
    for f in facts(4, 507):
        cells = (f.unit, f.md, "反诈知识", "发放传单", f.attendances, f.materials, 3)
        page.good(f, *cells, says="unit attendances materials", title="反诈知识", kind="publicity")
    return page


@case
def union_activities() -> Page:
    page = (
        Page()
        .title("青棠街道工会2025年活动情况表", 6)
        .put("时间", "活动主题", "承办单位", "参加职工（人）", "经费支出（元）", "备注")
    )
    for f in facts(4, 508):
        page.good(f, f.dotted, f.title, f.unit, f.attendances, f.money, f.note, says="unit people money note")
    return page


@case
def meetings() -> Page:
    page = Page().title("2025年会议台账", 6).put("会议时间", "会议名称", "会议地点", "参会人数", "主持人", "会议内容")
    for f, title in zip(facts(3, 509), ("一季度工作部署会", "网格长碰头会", "居民议事协商会"), strict=True):
        cells = (f.ymd, title, f.place, f.attendances, "李不存", "安排近期工作")
        page.good(f, *cells, says="place people", title=title, kind="meeting", note="安排近期工作")
    return page


@case
def a_form_of_the_women() -> Page:
    page = Page().title("街道妇联2025年活动开展情况", 7)
    page.merge(0, 0, 1, 0).merge(0, 1, 1, 1).merge(0, 2, 1, 2).merge(0, 3, 1, 3).merge(0, 4, 0, 6)
    page.put("序号", "时间地点", "活动名称", "主办社区", "活动规模").put(
        None, None, None, None, "妇女（人次）", "志愿者（人）", "资料（份）"
    )
    for n, f in enumerate(facts(3, 510), 1):
        cells = (n, f"{f.md} {f.place}", f.title, f.unit, f.attendances, f.volunteers, f.materials)
        page.good(f, *cells, says="unit place attendances volunteers materials")
    return page


@case
def a_list_of_communities_by_months() -> Book:
    pages = []
    for turn, unit in enumerate(COMMUNITIES[:3]):
        page = Page(unit).title(f"{unit}2025年新时代文明实践活动台账", 6)
        page.put("序号", "活动时间", "活动名称", "活动类型", "参与人次", "志愿者人数")
        for n, f in enumerate(facts(4, 511 + turn, unit=unit), 1):
            page.good(
                f, n, f.ymd, f.title, f.kind_name, f.attendances, f.volunteers, says="unit attendances volunteers"
            )
        pages.append(page.put("合计", None, None, None, 500, 60))
    return Book(pages)


@case
def handled_matters() -> Page:
    page = Page().title("2025年便民事项办理台账", 5).put("办理日期", "社区", "事项名称", "办理件数", "备注")
    for f in facts(3, 514):
        page.good(
            f,
            f.ymd,
            f.unit,
            "老年证代办",
            f.households,
            f.note,
            says="unit items note",
            title="老年证代办",
            kind="service",
        )
    return page
