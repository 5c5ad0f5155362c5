"""How heads look: under titles, in two and three rows, with units of count, in the street's own words."""

from __future__ import annotations

from datetime import timedelta

from tests.manners.kit import HOME, Book, Cases, Page, facts

case = Cases()


@case
def plain_with_serials() -> Page:
    page = Page().put("序号", "活动日期", "主办单位", "活动类型", "活动名称", "活动地点", "参加人次", "备注")
    for n, f in enumerate(facts(5), 1):
        page.good(
            f,
            n,
            f.day,
            f.unit,
            f.kind_name,
            f.title,
            f.place,
            f.attendances,
            f.note,
            says="unit place attendances note",
        )
    return page


@case
def under_a_merged_title() -> Page:
    page = Page().title("青棠街道2025年社区活动统计表", 6).put("序号", "日期", "社区", "活动主题", "地点", "人次")
    for n, f in enumerate(facts(4, 1), 1):
        page.good(f, n, f.md, f.unit, f.title, f.place, f.attendances, says="unit place attendances")
    return page


@case
def under_two_titles_and_a_line_of_who_filled_it_in() -> Page:
    page = Page().title("附件2", 7).title("青棠街道2025年上半年群众活动开展情况汇总表", 7)
    page.put("填报单位：青棠街道", None, None, None, "填报日期：2025年7月1日").put()
    page.put("序号", "时间", "单位", "内容", "地点", "参与人次", "备注")
    for n, f in enumerate(facts(6, 2), 1):
        page.good(f, n, f.dotted, f.unit, f.title, f.place, f.attendances, None, says="unit place attendances")
    return page


@case
def in_the_eighth_row() -> Page:
    page = Page().title("青棠街道", 5).title("社区活动台账", 5).title("（2025年度）", 5)
    page.put().put("说明：1.本表由社区填写；").put("2.每季度报送一次。").put()
    page.put("活动时间", "社区名称", "活动名称", "活动地点", "志愿者人数")
    for f in facts(4, 3):
        page.good(f, f.md, f.unit, f.title, f.place, f.volunteers, says="unit place volunteers")
    return page


@case
def two_rows_of_head() -> Page:
    page = Page().title("2025年活动台账", 8)
    for column in (0, 1, 2, 3, 7):
        page.merge(0, column, 1, column)
    page.merge(0, 4, 0, 6)
    page.put("日期", "单位", "活动名称", "地点", "参加情况", None, None, "备注")
    page.put(None, None, None, None, "人次", "志愿者（人）", "发放资料（份）")
    for f in facts(5, 4):
        cells = (f.ymd, f.unit, f.title, f.place, f.attendances, f.volunteers, f.materials, f.note)
        page.good(f, *cells, says="unit place attendances volunteers materials note")
    return page


@case
def three_rows_of_head() -> Page:
    page = Page().title("2025年河畔社区活动情况一览表", 8)
    for column in (0, 1, 2, 3):
        page.merge(0, column, 2, column)
    page.merge(0, 4, 0, 7).merge(1, 4, 1, 5).merge(1, 6, 2, 6).merge(1, 7, 2, 7)
    page.put("序号", "开展时间", "活动名称", "开展地点", "完成情况")
    page.put(None, None, None, None, "参与人员", None, "发放宣传资料（份）", "投入经费（元）")
    page.put(None, None, None, None, "群众（人次）", "志愿者（人）")
    for n, f in enumerate(facts(5, 5), 1):
        cells = (n, f.md, f.title, f.place, f.attendances, f.volunteers, f.materials, f.money)
        page.good(f, *cells, says="place attendances volunteers materials money", unit=HOME)
    return page


@case
def two_rows_of_head_that_nobody_merged() -> Page:
    page = Page().put("日期", "社区", "活动内容", "参加情况", None, "备注")
    page.put(None, None, None, "人次", "志愿者")
    for f in facts(4, 6):
        cells = (f.ymd, f.unit, f.title, f.attendances, f.volunteers, f.note)
        page.good(f, *cells, says="unit attendances volunteers note")
    return page


@case
def units_of_count_in_the_head() -> Page:
    page = Page().title("2025年宣传活动统计表", 7)
    page.put("序号", "宣传时间", "社区", "宣传主题", "参与群众（人次）", "发放宣传资料（份）", "走访户数（户）")
    for n, f in enumerate(facts(4, 7, kinds=["publicity"]), 1):
        cells = (n, f.md, f.unit, f.title, f.attendances, f.materials, f.households)
        page.good(f, *cells, says="unit attendances materials households")
    return page


@case
def square_and_full_width_brackets() -> Page:
    page = Page().put("日期[必填]", "活动名称*", "参与人次【人次】", "资金 （元）", "服务时长（小时）", "备注:")
    for f in facts(4, 8):
        page.good(f, f.day, f.title, f.attendances, f.money, f.hours, f.note, says="attendances money hours note")
    return page


@case
def heads_with_newlines_and_blanks() -> Page:
    page = Page().put("序 号", "活动\n时间", "开展\n社区", "活 动 名 称", "参加\n人次", "志愿者\n（人）", "活动\n地点")
    for n, f in enumerate(facts(4, 9), 1):
        cells = (n, f.ymd, f.unit, f.title, f.attendances, f.volunteers, f.place)
        page.good(f, *cells, says="unit attendances volunteers place")
    return page


@case
def heads_of_their_own_words() -> Page:
    page = Page().put("哪天办的", "哪个社区", "搞了什么活动", "在哪里", "来了多少人次", "说明")
    for f in facts(5, 10):
        cells = (f.day, f.unit, f.title, f.place, f"{f.attendances}人次", f.note)
        page.good(f, *cells, says="unit place attendances note")
    return page


@case
def longer_names_of_metrics() -> Page:
    page = Page().title("2025年为民服务情况", 8)
    page.put(
        "服务日期",
        "社区名称",
        "服务项目",
        "服务居民人次",
        "参与志愿者人数",
        "服务总时长（小时）",
        "服务家庭（户）",
        "使用经费（元）",
    )
    for f in facts(4, 11):
        cells = (f.md, f.unit, f.title, f.attendances, f.volunteers, f.hours, f.households, f.money)
        page.good(f, *cells, says="unit attendances volunteers hours households money")
    return page


@case
def planned_and_real_numbers() -> Page:
    page = Page().put("日期", "单位", "培训名称", "计划参训人次", "实际参训人次", "完成率")
    for f in facts(4, 12, kinds=["training", "lecture"]):
        page.good(f, f.day, f.unit, f.title, 300, f.attendances, "95%", says="unit attendances")
    return page


@case
def both_content_and_notes() -> Page:
    page = Page().put("时间", "主题", "活动内容", "人次", "备注")
    for f in facts(4, 13):
        story = f"组织居民参加{f.title}，现场气氛热烈"
        page.good(f, f.ymd, f.title, story, f.attendances, None, says="attendances", note=story)
    return page


@case
def kinds_as_ticked_columns() -> Page:
    page = Page().merge(0, 0, 1, 0).merge(0, 1, 1, 1).merge(0, 2, 0, 4).merge(0, 5, 1, 5)
    page.put("日期", "活动名称", "活动类型", None, None, "人次").put(None, None, "志愿服务", "讲座", "会议")
    for f in facts(6, 14, kinds=["volunteering", "lecture", "meeting"]):
        ticks = ["√" if f.kind == one else None for one in ("volunteering", "lecture", "meeting")]
        page.good(f, f.day, f.title, *ticks, f.attendances, says="attendances")
    return page


@case
def year_month_and_day_in_columns() -> Page:
    page = Page().put("年", "月", "日", "社区", "活动名称", "人次")
    for f in facts(5, 15):
        page.good(f, f.day.year, f.day.month, f.day.day, f.unit, f.title, f.attendances, says="unit attendances")
    page.bad(2025, 2, 30, "河畔社区", "工会工作例会", 20).bad(2025, 4, None, "河畔社区", "工会工作例会", 20)
    return page


@case
def year_month_and_day_under_one_head() -> Page:
    page = Page().title("2025年活动登记表", 6)
    page.merge(0, 0, 0, 1).merge(0, 2, 1, 2).merge(0, 3, 1, 3).merge(0, 4, 1, 4)
    page.put("日期", None, "单位", "活动名称", "人次").put("月", "日")
    for f in facts(5, 16):
        page.good(f, f.day.month, f.day.day, f.unit, f.title, f.attendances, says="unit attendances")
    return page


@case
def a_month_and_a_day_that_repeats_downwards() -> Page:
    page = Page().title("河畔社区2025年志愿服务台账", 4).put("月份", "日期", "活动名称", "志愿者人数")
    page.merge(0, 0, 1, 0)
    first, second = facts(2, 17, month=3, kinds=["volunteering"])
    page.good(first, "3月", f"{first.day.day}日", first.title, first.volunteers, says="volunteers", unit=HOME)
    page.good(second, None, f"{second.day.day}日", second.title, second.volunteers, says="volunteers", unit=HOME)
    return page


@case
def days_and_hours_in_columns_of_their_own() -> Page:
    page = Page().put("日期", "开始时间", "结束时间", "活动名称", "地点", "人次")
    for f in facts(4, 18):
        page.good(f, f.ymd, "9:00", "11:30", f.title, f.place, f.attendances, says="place attendances")
    return page


@case
def first_and_last_day_in_columns() -> Page:
    page = Page().put("开始日期", "结束日期", "单位", "活动名称", "人次")
    for f in facts(4, 19):
        end = (f.day + timedelta(days=2)).isoformat()
        page.good(f, f.day, end, f.unit, f.title, f.attendances, says="unit attendances", end=end)
    page.bad("2025-03-09", "2025-03-01", "河畔社区", "工会工作例会", 8)
    return page


@case
def a_column_of_measure_words_called_unit() -> Page:
    page = Page().put("日期", "社区", "活动名称", "发放资料", "单位")
    for f in facts(4, 20):
        page.good(f, f.day, f.unit, f.title, f.materials, "份", says="unit materials")
    return page


@case
def two_columns_of_things_given_out() -> Page:
    page = Page().put("日期", "活动名称", "发放宣传册（份）", "发放问卷（份）")
    for f in facts(3, 21):
        page.good(f, f.day, f.title, f.materials, 40, **{"materials:宣传册": f.materials, "materials:问卷": 40})
    return page


@case
def a_worker_without_a_column_of_units() -> Book:
    page = Page().put("活动时间", "活动名称", "活动地点", "参加人次")
    for f in facts(4, 22):
        page.good(f, f.ymd, f.title, f.place, f.attendances, says="place attendances")
    return Book([page], by="worker")


@case
def transposed() -> Page:
    some = facts(4, 23)
    page = Page().put("日期", *(f.ymd for f in some)).put("活动名称", *(f.title for f in some))
    page.put("地点", *(f.place for f in some)).put("人次", *(f.attendances for f in some))
    page.told = lying_down(page, some)
    return page


def lying_down(page, some):
    from tests.manners.kit import Told

    return [
        Told(
            page.name,
            at,
            {
                "start": str(f.day),
                "title": f.title,
                "kind": f.kind,
                "place": f.place,
                "attendances": f.attendances,
            },
        )
        for at, f in enumerate(some, 2)
    ]
