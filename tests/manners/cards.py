"""Activities on cards, lists without a head, lists on their sides."""

from __future__ import annotations

from tests.manners.kit import HOME, Book, Cases, Page, Told, cells, facts, said

case = Cases()


@case
def a_card_for_one_activity():
    p = Page("活动记录")
    p.put("河畔社区志愿服务活动记录表")
    p.merged.append((0, 0, 0, 3))
    p.tell(
        cells("活动名称|学雷锋志愿服务活动"),
        said(
            "河畔社区",
            "2025-03-05",
            "学雷锋志愿服务活动",
            kind="volunteering",
            place="社区广场",
            attendances="45",
            volunteers="12",
        ),
    )
    p.merged.append((1, 1, 1, 3))
    p.put("活动时间", "2025年3月5日上午9:00", "活动地点", "社区广场")
    p.put("参加人次", 45, "志愿者人数", "12人")
    p.put("活动内容", "组织志愿者清扫小区，帮助独居老人打扫卫生，现场气氛热烈。")
    p.merged.append((4, 1, 4, 3))
    p.put("负责人", "张三", "联系电话", "13912345678")
    return Book([p], secrets=("13912345678", "张三"))


@case
def cards_under_each_other():
    p = Page("活动卡")
    for n, (d, t, k, pl, a) in enumerate(
        (
            ("2025.3.5", "学雷锋志愿服务活动", "volunteering", "社区广场", 45),
            ("2025.3.8", "女性健康知识讲座", "lecture", "会议室", 30),
            ("2025.4.2", "消防安全知识培训", "training", "党群中心", 22),
        )
    ):
        p.put("活动登记卡")
        p.merged.append((len(p.rows) - 1, 0, len(p.rows) - 1, 3))
        p.tell(
            ["编号", f"00{n + 1}", "开展时间", d],
            said("桥南社区", "2025-0" + d[5] + "-0" + d[7], t, kind=k, place=pl, people=str(a)),
        )
        p.put("主办单位", "桥南社区", "活动主题", t)
        p.put("活动地点", pl, "参加人数", a)
        p.put("活动简介", "好" * 10, "照片")
        p.put()
    return p


@case
def cards_beside_and_under_each_other():
    p = Page("s")
    p.put("2025年河畔社区活动卡片")
    A = said("河畔社区", "2025-03-05", "学雷锋志愿服务活动", people="20")
    B = said("河畔社区", "2025-04-05", "女性健康知识讲座", people="30")
    C = said("河畔社区", "2025-05-05", "消防安全知识培训", people="40")
    D = said("河畔社区", "2025-06-05", "工会工作例会", people="50")
    p.tell(cells("活动名称|学雷锋志愿服务活动||活动名称|女性健康知识讲座"), A, B)
    p.put(*cells("活动时间|3月5日||活动时间|4月5日"))
    p.put("参与人数", 20, None, "参与人数", 30)
    p.put("备注", None, None, "备注", "无")
    p.put()
    p.tell(cells("活动名称|消防安全知识培训||活动名称|工会工作例会"), C, D)
    p.put(*cells("活动时间|5月5日||活动时间|6月5日"))
    p.put("参与人数", 40, None, "参与人数", 50)
    return p


@case
def names_and_values_in_one_cell():
    p = Page("s")
    p.put("桥北社区居民活动记录")
    for d, t, a in (("3月5日", "学雷锋志愿服务活动", "约30人"), ("3月15日", "女性健康知识讲座", "25人")):
        p.tell([f"活动主题：{t}"], said("桥北社区", f"2025-03-{int(d[2:-1]):02}", t, people=a if "约" in a else "25"))
        p.put(f"活动时间：{d}　　活动地点：会议室")
        p.put(f"参加人数：{a}")
        p.put("活动内容：讲了很多")
        p.put()
    return p


@case
def cards_whose_titles_tell_whose_they_are():
    p = Page("s")
    for u, d, t in (("河畔社区", "2025-3-5", "学雷锋志愿服务活动"), ("桥南社区", "2025-3-6", "女性健康知识讲座")):
        p.put(f"{u}活动信息表")
        p.tell(["活动名称", t], said(u, d.replace("-", "-0"), t, people="30"))
        p.put("时间", d)
        p.put("地点", "广场")
        p.put("人数", 30)
        p.put("活动照片")
        p.put()
    return p


@case
def a_name_over_several_rows_of_content():
    p = Page("s")
    p.tell(
        cells("活\n动\n名\n称|青年读书会|主办|河畔社区"), said("河畔社区", "2025-03-05", "青年读书会", attendances="45")
    )
    p.put("时间", "2025年3月5日-3月6日", "人次", 45)
    p.told[-1].said["end"] = "2025-03-06"
    p.put("活动内容", "一、读书")
    p.put(None, "二、分享")
    p.put(None, "三、总结")
    p.merged.append((2, 0, 4, 0))
    return p


@case
def a_card_a_sheet():
    ps = []
    for n, (d, t) in enumerate(
        (
            ("2025年3月5日", "学雷锋志愿服务活动"),
            ("2025年4月5日", "女性健康知识讲座"),
            ("2025年5月5日", "消防安全知识培训"),
        )
    ):
        p = Page(f"活动{n + 1}")
        p.put("青棠街道社区活动登记表")
        p.put("填报单位：桥南社区", None, "填报日期：2025年12月1日")
        p.tell(["项目名称", t], said("桥南社区", f"2025-0{n + 3}-05", t, people="45", volunteers="6", materials="200"))
        p.put("活动日期", d, "活动地点", "广场")
        p.put("参与人员", "居民45人，志愿者6人", "发放资料", "200份")
        p.put("活动开展情况", "居民踊跃参与。")
        ps.append(p)
    return Book(ps)


@case
def no_head_but_units_in_the_cells():
    p = Page("s")
    p.put("河畔社区2025年活动情况")
    for f in facts(6, 3, unit=HOME):
        p.good(
            f,
            f.ymd,
            f.title,
            f.place,
            f"{f.attendances}人次",
            f"{f.materials}份",
            says="place attendances materials unit",
        )
    return p


@case
def no_head_and_bare_numbers():
    p = Page("s")
    for n, f in enumerate(facts(6, 4), 1):
        p.good(f, n, f.day, f.unit, f.title, f.attendances, says="unit")
    return p


@case
def a_head_on_the_first_sheet_only():
    ps = []
    for m in (3, 4):
        p = Page(f"{m}月")
        if m == 3:
            p.put("日期", "社区", "活动名称", "参加人次", "志愿者")
        for f in facts(4, m, month=m):
            p.good(f, f.md, f.unit, f.title, f.attendances, f.volunteers, says="unit attendances volunteers")
        ps.append(p)
    return Book(ps)


@case
def activities_in_columns_under_a_title():
    page = Page().title("河畔社区2025年活动", 4)
    told = (
        ("3月5日", "学雷锋志愿服务活动", 10),
        ("3月6日", "女性健康知识讲座", 20),
        ("3月7日", "消防安全知识培训", 30),
    )
    page.put("序号", 1, 2, 3, "合计").put("活动时间", *(day for day, _t, _n in told)).put(
        "活动名称", *(t for _d, t, _n in told)
    ).put("人次", *(n for *_r, n in told), 60)
    for column, (day, title, number) in enumerate(told, start=2):
        page.told.append(
            Told(page.name, column, said(HOME, f"2025-03-0{day[2]}", title, attendances=number), only=True)
        )
    return page
