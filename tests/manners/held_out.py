"""Lists that were written after the reader, in other manners: what share of them it gets right at first look is what
it can promise of lists that nobody here has seen."""

from __future__ import annotations

from datetime import timedelta

from tests.manners.kit import COMMUNITIES, HOME, Book, Cases, Formula, Page, facts

case = Cases()


@case
def practice_station_monthly_report() -> Book:
    page = Page("3月活动").title("青棠街道柳荫社区新时代文明实践站3月份活动开展情况", 7)
    page.put("序号", "活动日期", "活动主题", "活动类别", "活动地点", "参与人数（人次）", "志愿者参与人数")
    for n, f in enumerate(facts(5, 900, unit="柳荫社区", month=3), 1):
        cells = (n, f"3.{f.day.day:02}", f.title, f.kind_name, f.place, f.attendances, f.volunteers)
        page.good(f, *cells, says="unit place attendances volunteers")
    page.put("报送人：周不存", None, None, "审核：吴不存").put()
    return Book([page], filename="柳荫社区2025年3月活动报表.xlsx", secrets=("周不存", "吴不存"))


@case
def quarterly_table_of_the_womens_federation() -> Page:
    page = (
        Page("Sheet1")
        .title("2025年第二季度妇联工作台账", 8)
        .put("单位：书院社区妇联", None, None, None, "时间：2025年6月30日")
    )
    page.put("序号", "活动时间", "活动名称", "主要内容", "参加妇女（人次）", "发放资料（份）", "活动地点", "备  注")
    for n, f in enumerate(facts(4, 901), 1):
        story = f"邀请专业老师，围绕{f.title}开展"
        cells = (n, f.md, f.title, story, f"{f.attendances}人", f"{f.materials}份", f.place, "")
        page.good(f, *cells, says="attendances materials place", unit="书院社区", note=story)
    return page


@case
def one_line_a_day_log() -> Page:
    page = Page("工作日志").title("河畔社区工作日志（2025年）", 3).put("日期", "工作内容", "参与情况")
    said = (
        ("共18人参加", {"attendances": 18}),
        ("发放宣传单300余份，受众150人次", {"materials": "300余份", "attendances": 150}),
    )
    said += (("走访20户", {"households": 20}), ("志愿者12人参加", {"volunteers": 12}))
    for f, (text, amounts) in zip(facts(4, 902), said, strict=True):
        page.good(f, f"{f.ymd} 星期三", f.title, text, unit=HOME, note=text, **amounts)
    return page


@case
def street_summary_with_codes() -> Page:
    page = Page("汇总表").put("编号", "街道", "社区名称", "开展时间", "活动名称", "服务对象", "服务人次", "是否完成")
    for n, f in enumerate(facts(5, 903), 1):
        page.good(
            f,
            f"QT-{n:03}",
            "青棠街道",
            f.unit,
            f.day,
            f.title,
            "辖区居民",
            f.attendances,
            "是",
            says="unit attendances",
        )
    return page


@case
def three_line_head_with_plan_and_done() -> Page:
    page = Page("统计").title("2025年职工活动统计", 7)
    page.merge(0, 0, 2, 0).merge(0, 1, 2, 1).merge(0, 2, 2, 2).merge(0, 3, 0, 6).merge(1, 3, 1, 4).merge(1, 5, 1, 6)
    page.put("日期", "活动项目", "承办社区", "参与规模").put(None, None, None, "计划", None, "实际")
    page.put(None, None, None, "人次", "经费（元）", "人次", "经费（元）")
    for f in facts(4, 904):
        page.good(f, f.md, f.title, f.unit, 500, 9000, f.attendances, f.money, says="unit attendances money")
    return page


@case
def community_in_merged_rows_and_sums_behind() -> Page:
    page = Page("Sheet1").title("青棠街道各社区志愿服务开展情况（截至2025年11月）", 6)
    page.put("社区", "服务时间", "服务内容", "志愿者（人）", "时长（小时）", "受益群众（人次）")
    for turn, unit in enumerate(COMMUNITIES[:3]):
        page.merge(0, 0, 3, 0)
        for n, f in enumerate(facts(3, 905 + turn, unit=unit, kinds=["volunteering"])):
            cells = (None if n else unit, f.dotted, f.title, f.volunteers, f.hours, f.attendances)
            page.good(f, *cells, says="unit volunteers hours attendances")
        page.put(None, "小计", None, 30, 10, 300)
    return page


@case
def times_with_hours_and_weekdays() -> Page:
    page = (
        Page("活动")
        .title("2025年社区教育课程表及完成情况", 5)
        .put("上课时间", "课程名称", "上课地点", "授课教师", "到课人次")
    )
    manners = ("{} 9:00-10:30", "{}（周二）下午", "{}上午10：00", "{} 14点", "{}19:00—20:30")
    for f, manner in zip(facts(5, 908, kinds=["training", "lecture"]), manners, strict=True):
        page.good(f, manner.format(f.md), f.title, f.place, "郑不存", f.attendances, says="place attendances")
    return page


@case
def iso_days_and_long_notes() -> Page:
    page = Page("data").put("date", "日期", "标题", "正文", "人次")
    for f in facts(3, 909):
        text = f"{f.md}，{f.unit}组织开展{f.title}。\n活动中，工作人员详细讲解，居民纷纷表示受益匪浅。"
        page.good(
            f, None, f.day.isoformat(), f.title, text, f.attendances, says="attendances", note=text.replace("\n", "")
        )
    return page


@case
def blood_and_first_aid_of_the_red_cross() -> Page:
    page = (
        Page("红会")
        .title("青棠街道红十字会2025年工作台账", 6)
        .put("时间", "地点", "工作项目", "参与社区", "受益人数", "备注")
    )
    for f in facts(4, 910):
        page.good(f, f.ymd, f.place, f.title, f.unit, f.attendances, f.note, says="place people unit note")
    return page


@case
def visits_to_enterprises() -> Page:
    page = (
        Page("走访")
        .title("2025年走访企业台账", 6)
        .put("序号", "走访日期", "走访单位", "走访事项", "收集问题（个）", "解决问题（个）")
    )
    for n, f in enumerate(facts(3, 911), 1):
        page.good(f, n, f.ymd, "青棠纺织厂", "了解生产经营情况", 3, 2, title="了解生产经营情况", kind="visit")
    return page


@case
def english_sheet_name_and_blank_first_column() -> Page:
    page = Page("Sheet2").put(None, "二〇二五年度群众文化活动登记").put()
    page.put(None, "时间", "活动名称", "主办", "场地", "观众人次")
    for f in facts(4, 912):
        page.good(f, None, f.md, f.title, f.unit, f.place, f.attendances, says="unit place attendances")
    return page


@case
def text_numbers_with_blanks_and_units() -> Page:
    page = Page().put("活动时间", "活动名称", "参加人数", "发放物资（份）", "活动经费")
    manners = ("共{}人", "{} 人", "约{}人", "{}余人", "{}名")
    for f, manner in zip(facts(5, 913), manners, strict=True):
        n = f.attendances // 10 * 10
        said = manner.format(n)
        words = said if "约" in said or "余" in said else n
        page.good(f, f.day, f.title, said, f.materials, f"{f.money}元", says="materials money", people=words)
    return page


@case
def sheets_of_communities_with_sums_and_signatures() -> Book:
    pages = []
    for turn, unit in enumerate(COMMUNITIES[:4]):
        page = Page(f"{turn + 1}.{unit}").title("2025年活动统计表", 5)
        page.put(f"社区：{unit}", None, None, "填表人：王不存").put("日期", "活动名称", "地点", "人次", "备注")
        for f in facts(3, 914 + turn, unit=unit):
            page.good(f, f.md, f.title, f.place, f.attendances, None, says="unit place attendances")
        pages.append(page.put("总计", None, None, Formula("=SUM(D4:D6)", 321)))
    return Book(pages, secrets=("王不存",))


@case
def days_with_spans_and_dashes() -> Page:
    page = Page().title("2025年暑期活动一览表", 4).put("起止时间", "活动名称", "社区", "人次")
    manners = (
        "{0.month}.{0.day}-{1.day}",
        "{0.month}/{0.day}—{1.month}/{1.day}",
        "{0.month}月{0.day}日～{1.day}日",
        "{0:%Y-%m-%d}至{1:%Y-%m-%d}",
    )
    for f, manner in zip(facts(4, 918, month=7), manners, strict=True):
        start = f.day.replace(day=min(f.day.day, 20))
        end = start + timedelta(days=4)
        page.good(
            f,
            manner.format(start, end),
            f.title,
            f.unit,
            f.attendances,
            says="unit attendances",
            start=str(start),
            end=str(end),
        )
    return page


@case
def rows_that_cannot_be_entered() -> Page:
    page = Page().title("2025年活动台账", 4).put("日期", "社区", "活动", "人次")
    for f in facts(4, 919):
        page.good(f, f.md, f.unit, f.title, f.attendances, says="unit attendances")
    page.bad("4月31日", "河畔社区", "工会工作例会", 12).bad("5月", "河畔社区", "工会工作例会", 12)
    page.bad("6月中旬", "河畔社区", "工会工作例会", 12).bad("常年", "河畔社区", "工会工作例会", 12)
    page.bad("6月3日", "幸福社区", "工会工作例会", 12).bad("6月3日", "河畔社区", "", 12)
    page.bad("6月3日", "河畔社区", "工会工作例会", "不详").bad("6月3日", "河畔社区", "工会工作例会", "20-30")
    return page.bad("2025年12月25日", "河畔社区", "工会工作例会", 12).bad("上周五", "河畔社区", "工会工作例会", 12)


@case
def kinds_and_lines_side_by_side() -> Page:
    page = Page().put("序号", "日期", "所属条线", "活动形式", "活动名称", "举办社区", "参与人次")
    lines = ("妇联条线", "团工委", "工会、妇联", "红十字会")
    slugs = (["women"], ["youth"], ["union", "women"], ["redcross"])
    kinds = {"专题讲座": "lecture", "志愿活动": "volunteering", "座谈会": "meeting", "宣传": "publicity"}
    for n, (f, line, slug, (kind, told)) in enumerate(zip(facts(4, 920), lines, slugs, kinds.items(), strict=True), 1):
        cells = (n, f.ymd, line, kind, f.title, f.unit, f.attendances)
        page.good(f, *cells, says="unit attendances", lines=slug, kind=told)
    return page


@case
def joint_activities() -> Page:
    page = Page().put("时间", "活动名称", "牵头单位", "配合单位", "参与人次")
    for f in facts(3, 921, unit="桥北社区"):
        page.good(
            f,
            f.day,
            f.title,
            f.unit,
            "河畔社区，书院社区",
            f.attendances,
            says="unit attendances",
            cohosts=["河畔社区", "书院社区"],
        )
    return page


@case
def refused_in_the_middle() -> Book:
    page = Page().title("2025年青年活动花名册", 8)
    page.put("活动时间", "活动名称", "姓名", "性别", "出生年月", "团员/党员", "手机号", "人次")
    for f in facts(3, 922):
        page.good(
            f,
            f.ymd,
            f.title,
            "冯不存",
            "女性一名",
            "1990年1月生",
            "是团员也是党员",
            "13812340001",
            f.attendances,
            says="attendances",
        )
    return Book([page], secrets=("冯不存", "女性一名", "1990年1月生", "是团员也是党员", "13812340001"))


@case
def two_row_head_with_time_and_place() -> Page:
    page = Page().title("青棠街道2025年宣传工作情况统计表", 6)
    page.merge(0, 0, 1, 0).merge(0, 1, 0, 2).merge(0, 3, 1, 3).merge(0, 4, 0, 5)
    page.put("宣传活动名称", "时间、地点", None, "主办单位", "宣传成效").put(
        None, "时间", "地点", None, "受众（人次）", "资料（份）"
    )
    for f in facts(4, 923, kinds=["publicity"]):
        cells = (f.title, f.dotted, f.place, f.unit, f.attendances, f.materials)
        page.good(f, *cells, says="place unit attendances materials")
    return page


@case
def milestones_with_remarks() -> Page:
    page = (
        Page()
        .title("2025年为民办实事项目节点表", 5)
        .put("项目名称", "实施单位", "完成时间", "完成情况", "投入资金（万元）")
    )
    for f, title in zip(facts(3, 924), ("小区道路修缮", "健身广场提升", "楼道亮灯工程"), strict=True):
        page.good(
            f,
            title,
            f.unit,
            f.ymd,
            "已竣工",
            3.6,
            says="unit",
            title=title,
            kind="milestone",
            money="36000",
            note="已竣工",
        )
    return page


@case
def stacked_months_on_one_sheet() -> Page:
    page = Page("活动台账")
    for month in (4, 5, 6):
        page.title(f"2025年{month}月活动台账", 4).put("日", "社区", "活动名称", "参加人次")
        for f in facts(3, 925 + month, month=month):
            page.good(f, f.day.day, f.unit, f.title, f.attendances, says="unit attendances")
        page.put("本月合计", None, None, 300)
    return page


@case
def a_worker_with_street_in_front() -> Book:
    page = (
        Page("台账")
        .title("青棠街道河畔社区活动台账", 5)
        .put("开展日期", "开展单位", "活动标题", "活动场所", "参与群众（人次）")
    )
    for f in facts(3, 935, unit=HOME):
        page.good(f, f.ymd, "青棠街道河畔社区党委", f.title, f.place, f.attendances, says="unit place attendances")
    return Book([page], by="worker")


@case
def dues_by_quarter() -> Page:
    page = Page().title("2025年会费收缴情况登记", 4).put("收缴时间", "社区", "人数（人）", "金额")
    for f in facts(3, 936):
        page.good(
            f,
            f.ymd,
            f.unit,
            f.households,
            f"￥{f.money}.00",
            says="unit money",
            title="会费收缴",
            kind="dues",
            people=f.households,
        )
    return page.put("合计", None, 99, "￥9,900.00")


@case
def one_activity_over_two_rows() -> Page:
    page = Page().title("2025年活动台账", 5).put("日期", "活动名称", "参与社区", "人次", "备注")
    first, second = facts(2, 937)
    page.merge(0, 0, 1, 0).merge(0, 1, 1, 1)
    page.good(first, first.md, first.title, "桥南社区", 30, "上午场", unit="桥南社区", attendances=30, note="上午场")
    page.good(first, None, None, "桥北社区", 40, "下午场", unit="桥北社区", attendances=40, note="下午场")
    page.good(second, second.md, second.title, second.unit, second.attendances, None, says="unit attendances")
    return page
