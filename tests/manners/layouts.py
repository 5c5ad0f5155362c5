"""Layouts of the field: two lines an activity, lists on their sides, lines of a chat, questionnaires; days and units in
all their manners."""

from __future__ import annotations

from typing import Any

from tests.manners.kit import Book, Cases, Page, Told, cells, said

case = Cases()


def at(day: str, title: str, unit: str = "河畔社区", **more: Any) -> dict[str, Any]:
    return said(unit, day, title, **more)


@case
def two_lines_an_activity() -> Page:
    p = Page("s")
    p.put("2025年河畔社区活动登记簿")
    p.put("序号", "活动日期", "活动名称", "活动地点")
    p.put(None, "主办单位", "参加人数", "志愿者人数")
    p.merged.append((1, 0, 2, 0))
    for n, (d, t, a) in enumerate(
        (("3月5日", "学雷锋志愿服务活动", 30), ("3月8日", "女性健康知识讲座", 20), ("4月6日", "清明祭扫", 12)), 1
    ):
        p.tell(
            [n, d, t, "广场"], at(f"2025-0{d[0]}-0{d[2]}", t, "桥南社区", people=str(a), volunteers="3", place="广场")
        )
        p.put(None, "桥南社区", a, 3)
    p.put("合计", None, 62, 9)
    return p


@case
def lists_on_their_sides_under_each_other() -> Page:
    p = Page("s")
    p.put("2025年活动一览")
    p.merged.append((0, 0, 0, 3))
    data = [
        [
            ("3月5日", "学雷锋志愿服务活动", "河畔社区", 10),
            ("3月6日", "女性健康知识讲座", "桥南社区", 20),
            ("3月7日", "消防安全知识培训", "桥北社区", 30),
        ],
        [("4月5日", "清明祭扫", "河畔社区", 10), ("4月6日", "春季义诊", "桥南社区", 20)],
    ]
    for A in data:
        p.put("活动名称", *[a[1] for a in A])
        for c, a in enumerate(A, 2):
            p.told.append(Told("s", c, at(f"2025-0{a[0][0]}-0{a[0][2]}", a[1], a[2], attendances=str(a[3])), only=True))
        p.put("时间", *[a[0] for a in A])
        p.put("社区", *[a[2] for a in A])
        p.put("人次", *[a[3] for a in A])
        p.put()
    return p


@case
def lines_of_a_chat() -> Page:
    p = Page("s")
    p.put("河畔社区2025年活动")
    for n, (d, t, a) in enumerate(
        (("3月5日", "学雷锋志愿服务活动", 30), ("3月8日", "女性健康知识讲座", 20), ("4月6日", "清明祭扫", 12)), 1
    ):
        p.tell(
            [f"{n}. {d}，{t}，社区广场，{a}人"], at(f"2025-0{d[0]}-0{d[2]}", t, attendances=str(a), place="社区广场")
        )
    return p


@case
def lines_with_commas_and_a_head() -> Page:
    p = Page("s")
    p.put("日期,社区,活动名称,人次")
    for _n, (d, t, a) in enumerate(
        (
            ("2025-03-05", "学雷锋志愿服务活动", 30),
            ("2025-03-08", "女性健康知识讲座", 20),
            ("2025-04-06", "清明祭扫", 12),
        ),
        1,
    ):
        p.tell([f"{d},桥南社区,{t},{a}"], at(d, t, "桥南社区", attendances=str(a)))
    return p


@case
def cards_beside_each_other_with_titles() -> Page:
    p = Page("s")
    p.put("活动卡（一）", None, None, "活动卡（二）")
    A = at("2025-03-05", "学雷锋志愿服务活动", "河畔社区", people="20")
    B = at("2025-04-05", "女性健康知识讲座", "桥南社区", people="30")
    p.tell(cells("单位|河畔社区||单位|桥南社区"), A, B)
    p.put(*cells("主题|学雷锋志愿服务活动||主题|女性健康知识讲座"))
    p.put(*cells("时间|2025.3.5||时间|2025.4.5"))
    p.put("人数", 20, None, "人数", "30人")
    p.told[-1] = Told("s", 3, B, only=True)
    p.told[-2] = Told("s", 3, A, only=True)
    return p


@case
def a_card_of_a_school() -> Page:
    p = Page("s")
    p.put("青棠街道“社区教育”活动记录表")
    p.merged.append((0, 0, 0, 3))
    p.put("教学点", "桥南社区", "类别", "培训")
    p.tell(
        ["课程名称", "智能手机班", "授课时间", "2025年3月5日14:00-16:00"],
        at("2025-03-05", "智能手机班", "桥南社区", kind="training", people="25", hours="2", place="活动室"),
    )
    p.put("授课地点", "活动室", "授课教师", "王某")
    p.put("学员人数", "25人", "课时", "2课时")
    p.put("教学内容", "讲解微信使用。")
    p.put("学员反馈", "很好")
    p.put("填表人", "李某", "审核人", "赵某")
    return p


@case
def sections_by_kind() -> Page:
    p = Page("s")
    p.put("2025年活动汇总")
    p.put("序号", "时间", "名称", "社区", "参加人数")
    p.put("一、志愿服务类")
    p.tell([1, "3月5日", "清洁家园", "河畔", 30], at("2025-03-05", "清洁家园", people="30", kind="volunteering"))
    p.put("二、文化活动类")
    p.tell([1, "3月8日", "剪窗花", "河畔", 20], at("2025-03-08", "剪窗花", people="20", kind="themed"))
    p.put("小计", None, None, None, 50)
    p.put("三、培训类")
    p.tell([1, "3月9日", "急救知识", "河畔", 20], at("2025-03-09", "急救知识", people="20", kind="training"))
    return p


@case
def days_in_thirty_manners() -> Page:
    p = Page("s")
    p.put("2025年")
    p.put("日期", "社区", "名称", "人次")
    for d, s, e in (
        ("3月5号", "03-05", None),
        ("三月六日", "03-06", None),
        ("2025-03-07 14:30-16:00", "03-07", None),
        ("25年3月8日", "03-08", None),
        ("25.3.9", "03-09", None),
        ("3/10", "03-10", None),
        ("3-11", "03-11", None),
        ("20250312", "03-12", None),
        ("2025年3月13日 星期四 14:00", "03-13", None),
        ("3月14日-15日", "03-14", "03-15"),
        ("3.16-3.17", "03-16", "03-17"),
        ("3月18至20日", "03-18", "03-20"),
        ("3月21日、22日", "03-21", "03-22"),
        ("2025.03.23--2025.03.24", "03-23", "03-24"),
        ("元月25日", "01-25", None),
        ("（周三）3月26日", "03-26", None),
        ("3月27日下午2：30", "03-27", None),
        ("2025 / 3 / 28", "03-28", None),
        ("3月29日晚", "03-29", None),
        ("2025年3月30日（星期日）上午", "03-30", None),
        ("3月31日9:00—11:30", "03-31", None),
        ("4月1日，周二", "04-01", None),
        ("4月2日 am", "04-02", None),
        ("4.3（周四）", "04-03", None),
        ("4月4、5日", "04-04", "04-05"),
        ("4月7—8日", "04-07", "04-08"),
        ("4月9日~4月10日", "04-09", "04-10"),
        (45758, "04-11", None),
        ("45759", "04-12", None),
    ):
        x = at("2025-" + s, "清洁家园", attendances="10")
        if e:
            x["end"] = "2025-" + e
        p.tell([d, "河畔", "清洁家园", 10], x)
    for d in ("4月31日", "4月中旬", "待定", "2025年13月5日", "4月份", "每周三", "2055-3-5", ""):
        p.bad(d, "河畔", "清洁家园", 10)
    return p


@case
def units_in_twenty_manners() -> Page:
    p = Page("s")
    p.put("2025年")
    p.put("日期", "承办", "名称", "人次")
    for n, u in enumerate(
        (
            "河畔社区居民委员会",
            "青棠街道河畔社区",
            "河畔社区党群服务中心",
            "河畔社区妇联",
            "河畔",
            "河畔社区（新时代文明实践站）",
            "1.河畔社区",
            "河畔 社区",
            "河畔社区居委会妇联",
            "河畔社区志愿服务队",
            "河畔社区工会联合会",
            "河畔社区 ",
            "【河畔社区】",
            "河畔社区团支部",
            "河畔社区老年协会",
        ),
        1,
    ):
        p.tell([f"3月{n}日", u, "清洁家园", 10], at(f"2025-03-{n:02}", "清洁家园", attendances="10"))
    for n, u in enumerate(
        ("街道", "青棠街道", "街道办", "本街道", "街道团工委", "青棠街道总工会", "青棠街道办事处"), 16
    ):
        p.tell([f"3月{n}日", u, "清洁家园", 10], at(f"2025-03-{n:02}", "清洁家园", "青棠街道", attendances="10"))
    p.bad("3月28日", "河东社区", "清洁家园", 10)
    p.bad("3月29日", "区妇联", "清洁家园", 10)
    return p


@case
def a_questionnaire() -> Book:
    p = Page("Sheet1")
    p.put(
        "序号",
        "提交答卷时间",
        "所用时间",
        "来源",
        "来源详情",
        "来自IP",
        "1、您所在的社区",
        "2、活动名称",
        "3、活动开展日期",
        "4、活动地点",
        "5、参与活动人数（人）",
        "6、其中志愿者人数",
        "7、活动类型",
        "8、联系电话",
        "9、活动照片",
    )
    for n, (u, t, d, k, kk) in enumerate(
        (
            ("河畔社区", "学雷锋志愿服务活动", "2025-03-05", "志愿服务", "volunteering"),
            ("桥南社区", "女性健康知识讲座", "2025/3/8", "讲座", "lecture"),
            ("桥北", "消防安全知识培训", "2025年3月9日", "培训", "training"),
        ),
        1,
    ):
        p.tell(
            [
                n,
                "2025/4/1 10:20:33",
                "125秒",
                "微信",
                "N/A",
                "112.10.1.2(浙江-杭州)",
                u,
                t,
                d,
                "广场",
                30 + n,
                3,
                k,
                "13900001111",
                "https://x.invalid/1.jpg",
            ],
            at(
                f"2025-03-0{[5, 8, 9][n - 1]}",
                t,
                u if u.endswith("社区") else u + "社区",
                kind=kk,
                place="广场",
                people=str(30 + n),
                volunteers="3",
            ),
        )
    return Book([p], secrets=("13900001111",))


@case
def a_form_in_a_chat() -> Book:
    p = Page("收集结果")
    p.put(
        "提交者（自动）",
        "提交时间（自动）",
        "社区（必填）",
        "活动主题（必填）",
        "活动时间（必填）",
        "参与人次（必填）",
        "活动简介（选填）",
        "经费支出（元）（选填）",
    )
    p.tell(
        ["微信用户A", "2025-03-06 09:00", "河畔", "学雷锋志愿服务活动", "2025-03-05 09:00", 30, "好", "200"],
        at("2025-03-05", "学雷锋志愿服务活动", attendances="30", money="200"),
    )
    p.tell(
        ["微信用户B", "2025-03-09 09:00", "桥南", "女性健康知识讲座", "2025-03-08 09:00", 40, "好", "0"],
        at("2025-03-08", "女性健康知识讲座", "桥南社区", attendances="40", money="0"),
    )
    return Book([p], secrets=("微信用户A",))


@case
def year_month_and_day_left_out() -> Page:
    p = Page("s")
    p.put("年", "月", "日", "社区", "活动名称", "人次")
    p.tell([2025, 3, 5, "河畔", "学雷锋志愿服务活动", 30], at("2025-03-05", "学雷锋志愿服务活动", attendances="30"))
    p.tell([None, None, 6, "河畔", "清洁家园志愿服务", 30], at("2025-03-06", "清洁家园志愿服务", attendances="30"))
    p.tell([None, 4, 6, "河畔", "女性健康知识讲座", 30], at("2025-04-06", "女性健康知识讲座", attendances="30"))
    p.bad(None, 4, 31, "河畔", "女性健康知识讲座", 30)
    return p


@case
def year_month_and_day_under_one_head() -> Page:
    p = Page("s")
    p.put("时间", None, None, "社区", "活动名称", "人次")
    p.put("年", "月", "日")
    p.merged += [(0, 0, 0, 2), (0, 3, 1, 3), (0, 4, 1, 4), (0, 5, 1, 5)]
    p.tell(
        ["2025", "03", "05", "河畔", "学雷锋志愿服务活动", 30], at("2025-03-05", "学雷锋志愿服务活动", attendances="30")
    )
    p.tell(
        ["2025", "3月", "15日", "河畔", "女性健康知识讲座", 30], at("2025-03-15", "女性健康知识讲座", attendances="30")
    )
    return p


@case
def weekdays_and_hours_beside_days() -> Book:
    p = Page("s")
    p.put("日期", "星期", "时间", "社区", "活动", "参与居民", "志愿者")
    p.tell(
        ["3月5日", "三", "9:00-11:00", "河畔", "学雷锋志愿服务活动", "30余人", "5名"],
        at("2025-03-05", "学雷锋志愿服务活动", people="30余人", volunteers="5"),
    )
    p.tell(
        ["3月8日", "六", "下午2点", "河畔", "女性健康知识讲座", "20", "2"],
        at("2025-03-08", "女性健康知识讲座", people="20", volunteers="2"),
    )
    return Book([p], filename="2025.xlsx")


@case
def a_chronicle() -> Page:
    p = Page("s")
    p.put("2025年工作纪实")
    p.put("时间", "社区", "工作纪实")
    p.tell(
        ["3月5日", "河畔", "组织20名志愿者开展学雷锋清洁家园志愿服务活动，清理垃圾5袋。"],
        at("2025-03-05", "学雷锋清洁家园志愿服务活动", volunteers="20"),
    )
    p.tell(
        ["3月8日", "桥南", "在会议室举办女性健康知识讲座，邀请医生授课，40余名妇女参加。"],
        at("2025-03-08", "女性健康知识讲座", "桥南社区", attendances="40余名"),
    )
    return p


@case
def heads_that_ask() -> Book:
    p = Page("s")
    p.put("序", "办活动日子", "哪个社区", "干了啥", "在哪", "来了多少人", "发了多少份")
    p.tell(
        [1, "3.5", "河畔", "学雷锋志愿服务活动", "广场", 30, 20],
        at("2025-03-05", "学雷锋志愿服务活动", place="广场", people="30", materials="20"),
    )
    p.tell(
        [2, "3.15", "河畔", "女性健康知识讲座", "会议室", 30, 20],
        at("2025-03-15", "女性健康知识讲座", place="会议室", people="30", materials="20"),
    )
    return Book([p], filename="2025.xlsx")


@case
def months_across_and_communities_down() -> Page:
    p = Page("s")
    p.put("2025年各社区活动一览")
    p.put("社区", "1月", "2月", "3月")
    p.tell(
        ["河畔社区", "1月8日元宵灯会，66人参加", "2.14 插花沙龙（20人）", None],
        at("2025-01-08", "元宵灯会", attendances="66"),
        at("2025-02-14", "插花沙龙", attendances="20"),
    )
    p.tell(
        ["桥南社区", None, "2月3日慰问困难家庭12户", "3.5 学雷锋志愿服务，志愿者10人"],
        at("2025-02-03", "慰问困难家庭", "桥南社区", households="12"),
        at("2025-03-05", "学雷锋志愿服务", "桥南社区", volunteers="10"),
    )
    return p


@case
def who_was_to_come_and_who_came() -> Book:
    p = Page("s")
    p.put("2025年")
    p.put("会议时间", "会议名称", "会议地点", "主持人", "参会人员", "应到", "实到", "缺席", "会议议题")
    p.tell(
        ["3月5日", "居民代表会议", "会议室", "张三", "全体居民代表", 40, 36, 4, "讨论停车问题"],
        said("青棠街道", "2025-03-05", "居民代表会议", people="36"),
    )
    p.tell(
        ["3月9日", "党群议事会", "会议室", "张三", "楼栋长", 20, 18, 2, "讨论绿化"],
        said("青棠街道", "2025-03-09", "党群议事会", people="18"),
    )
    return Book([p], secrets=("张三",))


@case
def who_was_to_come_and_who_came_in_one_cell() -> Page:
    p = Page("s")
    p.put("2025年")
    p.put("会议时间", "会议名称", "社区", "应到/实到人数")
    p.tell(["3月5日", "居民代表会议", "河畔", "40/36"], at("2025-03-05", "居民代表会议", people="36"))
    p.tell(["3月9日", "议事会", "河畔", "20/18"], at("2025-03-09", "议事会", people="18"))
    return p


@case
def relief_with_things_in_words() -> Page:
    p = Page("s")
    p.put("2025年走访慰问台账")
    p.put("慰问日期", "慰问单位", "慰问对象", "慰问事由", "慰问户数", "慰问金（元）", "慰问品")
    p.tell(
        ["1月8日", "河畔", "困难职工", "春节送温暖", 3, 1500, "米1袋、油1桶"],
        at("2025-01-08", "春节送温暖", households="3", money="1500"),
    )
    p.tell(
        ["8月8日", "桥南", "环卫工人", "夏送清凉", None, 600, "矿泉水20箱"],
        at("2025-08-08", "夏送清凉", "桥南社区", money="600"),
    )
    return p


@case
def units_above_their_own_heads() -> Page:
    p = Page("s")
    p.put("2025年活动")
    for u in ("河畔社区", "桥南社区"):
        p.put(u)
        p.put("序号", "时间", "活动名称", "参与人数（人）", "备注")
        p.tell([1, "3月5日", "清洁家园", 3, None], at("2025-03-05", "清洁家园", u, people="3"))
        p.tell([2, "3月15日", "急救培训", 30, None], at("2025-03-15", "急救培训", u, people="30"))
        p.put("小计", None, None, 33)
    return p


@case
def planned_and_held() -> Page:
    p = Page("s")
    p.put("2025年活动计划及完成情况")
    p.put("序号", "活动名称", "责任社区", "计划时间", "实际时间", "完成情况", "参与人数")
    p.tell([1, "清洁家园", "河畔", "3月上旬", "3月5日", "已完成", 30], at("2025-03-05", "清洁家园", people="30"))
    p.bad(2, "急救培训", "河畔", "12月", None, "未开展", None)
    return p


@case
def units_in_names() -> Page:
    p = Page("s")
    p.put("活动名称", "参与人数", "时间")
    p.tell(
        ["河畔社区开展学雷锋志愿服务活动", 30, "2025-03-05"],
        at("2025-03-05", "河畔社区开展学雷锋志愿服务活动", people="30"),
    )
    p.tell(
        ["桥南社区女性健康讲座", 20, "2025-03-08"], at("2025-03-08", "桥南社区女性健康讲座", "桥南社区", people="20")
    )
    return p


@case
def lettered_answers() -> Page:
    p = Page("s")
    p.put("1、社区", "2、活动类型", "3、日期", "4、名称", "5、人数")
    p.tell(
        ["A.河畔社区", "B.志愿服务", "2025-03-05", "清洁家园", "30"],
        at("2025-03-05", "清洁家园", people="30", kind="volunteering"),
    )
    p.tell(
        ["B.桥南社区", "A、培训", "2025-03-06", "急救", "20"],
        at("2025-03-06", "急救", "桥南社区", people="20", kind="training"),
    )
    return p


@case
def sheets_called_after_units_beside_sums() -> Book:
    ps = []
    for u in ("河畔", "桥南社区"):
        p = Page(u)
        p.put("日期", "活动", "人数")
        p.tell(["3月5日", "清洁家园", 30], at("2025-03-05", "清洁家园", u if "社区" in u else u + "社区", people="30"))
        ps.append(p)
    p = Page("汇总")
    p.put("社区", "活动场次", "总人数")
    p.put("河畔", 1, 30)
    p.put("桥南", 1, 30)
    p.put("合计", 2, 60)
    ps.append(p)
    return Book(ps, filename="2025年活动.xlsx")


@case
def a_second_sheet_without_head_or_title() -> Book:
    p = Page("1-6月")
    p.put("2025年河畔社区活动台账")
    p.put("序号", "活动日期", "活动名称", "活动地点", "参加人数")
    p.tell([1, "3月5日", "清洁家园", "广场", 30], at("2025-03-05", "清洁家园", place="广场", people="30"))
    q = Page("7-12月")
    q.tell([1, "7月5日", "纳凉晚会", "广场", 30], at("2025-07-05", "纳凉晚会", place="广场", people="30"))
    q.tell([2, "8月5日", "夏送清凉", "工地", 30], at("2025-08-05", "夏送清凉", place="工地", people="30"))
    return Book([p, q], filename="2025.xlsx")


@case
def a_card_with_the_day_of_its_signature() -> Page:
    p = Page("s")
    p.put("志愿服务活动登记表")
    p.tell(
        ["活动名称", "清洁家园志愿服务", "活动日期", "2025年3月5日"],
        at("2025-03-05", "清洁家园志愿服务", "桥南社区", volunteers="12", hours="2", attendances="60", place="广场"),
    )
    p.put("组织单位", "桥南社区志愿服务队", "活动地点", "广场")
    p.put("志愿者人数", "12人", "服务时长", "2小时")
    p.put("服务对象", "居民", "受益人次", 60)
    p.put("活动内容", "清理垃圾")
    p.put("活动照片（粘贴处）")
    p.put("组织者签字：", None, "日期：2025年3月6日")
    return p


@case
def words_below_every_row() -> Page:
    p = Page("s")
    p.put("2025年")
    p.put("序号", "日期", "社区", "活动名称", "参加人数")
    p.tell([1, "3月5日", "河畔", "清洁家园", 30], at("2025-03-05", "清洁家园", people="30", place="广场"))
    p.merged.append((3, 0, 3, 4))
    p.put("地点：广场    内容：打扫卫生，清理杂物。")
    p.tell([2, "3月6日", "桥南", "急救培训", 20], at("2025-03-06", "急救培训", "桥南社区", people="20", place="会议室"))
    p.merged.append((5, 0, 5, 4))
    p.put("地点：会议室    内容：学习心肺复苏。")
    p.put("合计", None, None, None, 50)
    return p


@case
def two_lines_with_merged_days() -> Page:
    p = Page("s")
    p.put("2025年")
    p.put("序号", "活动时间", "活动名称", "地点", "参加人数")
    p.put(None, None, None, "主办单位", "志愿者")
    p.merged += [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2)]
    for n, (d, t, a) in enumerate((("3月5日", "清洁家园", 30), ("3月8日", "急救培训", 20)), 1):
        r = len(p.rows)
        p.merged += [(r, 0, r + 1, 0), (r, 1, r + 1, 1), (r, 2, r + 1, 2)]
        p.tell([n, d, t, "广场", a], at(f"2025-03-0{d[2]}", t, "桥南社区", people=str(a), volunteers="3", place="广场"))
        p.put(None, None, None, "桥南社区", 3)
    return p


@case
def heads_with_how_to_fill_in_below_guides() -> Page:
    p = Page("s")
    p.put("附件1")
    p.put("2025年度社区活动情况统计表")
    p.put("填报单位（盖章）：河畔社区", "", "", "填报日期：2025年12月20日")
    p.put("填表说明：1.本表每月25日前报送；2.人数填阿拉伯数字。")
    p.put(
        "活动日期\n（年/月/日）",
        "活动名称\n（全称）",
        "参加人数\n（单位：人）",
        "活动经费\n（单位：万元）",
        "是否志愿服务\n（是/否）",
    )
    p.tell(["2025/3/5", "清洁家园", 30, 0.05, "是"], at("2025-03-05", "清洁家园", people="30", money="500"))
    p.tell(["2025/3/6", "急救培训", 20, 0, "否"], at("2025-03-06", "急救培训", people="20", money="0"))
    return p


@case
def the_street_beside_its_communities() -> Page:
    p = Page("s")
    p.put("街道", "社区", "日期", "活动名称", "人次")
    p.tell(["青棠街道", "河畔社区", "2025-3-5", "清洁家园", 30], at("2025-03-05", "清洁家园", attendances="30"))
    p.tell(
        ["青棠街道", "桥南社区", "2025-3-6", "急救培训", 20], at("2025-03-06", "急救培训", "桥南社区", attendances="20")
    )
    return p


@case
def codes_beside_names() -> Page:
    p = Page("s")
    p.put("2025年")
    p.put("社区编号", "社区名称", "活动编号", "活动日期", "活动名称", "完成率", "参与率", "参与人次")
    p.tell(
        ["QT01", "河畔", "HD-1", "3.5", "清洁家园", "100%", "85%", 30], at("2025-03-05", "清洁家园", attendances="30")
    )
    p.tell(
        ["QT02", "桥南", "HD-2", "3.16", "急救", "100%", "90%", 20],
        at("2025-03-16", "急救", "桥南社区", attendances="20"),
    )
    return p


@case
def days_before_names() -> Page:
    p = Page("s")
    p.put("2025年")
    p.put("活动（时间+名称）", "社区", "人数")
    p.tell(["3月5日学雷锋志愿服务活动", "河畔", 30], at("2025-03-05", "学雷锋志愿服务活动", people="30"))
    p.tell(["3月8日 女性健康知识讲座", "桥南", 30], at("2025-03-08", "女性健康知识讲座", "桥南社区", people="30"))
    return p


@case
def names_under_their_kinds() -> Page:
    p = Page("s")
    p.put("2025年河畔社区活动")
    p.put("日期", "会议", "培训", "志愿服务", "参加人数")
    p.tell(["3月5日", "居民代表会", None, None, 30], at("2025-03-05", "居民代表会", kind="meeting", people="30"))
    p.tell(["3月6日", None, "急救知识", None, 20], at("2025-03-06", "急救知识", kind="training", people="20"))
    p.tell(["3月7日", None, None, "清洁家园", 20], at("2025-03-07", "清洁家园", kind="volunteering", people="20"))
    return p


@case
def several_days_in_a_row() -> Page:
    p = Page("s").title("社区活动半月报（2025年）", 5).put("社区", "活动名称", "活动时间", "参加人数", "发放资料（份）")
    p.tell(
        ["河畔社区", "1.八段锦教学\n2.社保政策解读会", "1月3日\n1月16日", "127\n171", 60],
        at("2025-01-03", "八段锦教学", people="127"),
        at("2025-01-16", "社保政策解读会", people="171"),
    )
    p.tell(
        ["桥南社区", "慢病义诊", "1月24日", 175, 150],
        at("2025-01-24", "慢病义诊", "桥南社区", people="175", materials="150"),
    )
    p.bad("桥南社区", "慢病义诊", "1月32日", 175, 150)
    return p


@case
def weeks_with_days_alone() -> Page:
    p = Page("第12周").title("河畔社区2025年3月一周工作安排及完成情况", 5)
    p.put("日期", "时段", "工作事项", "地点", "参与人数")
    p.tell(
        ["17日 周一", "上午", "国学启蒙讲座", "童趣馆", 148],
        at("2025-03-17", "国学启蒙讲座", place="童趣馆", people="148"),
    )
    p.put("19日 周三", None, "无")
    p.tell(
        ["20日（周四）", "下午", "融资对接会", "科创园", 40],
        at("2025-03-20", "融资对接会", place="科创园", people="40"),
    )
    return p


@case
def stretches_of_days_below_months() -> Page:
    p = Page("月历").put("年", "月", "日", "社区", "项目", "参加（人）")
    p.tell([2025, "2月", 3, "河畔", "慢病义诊", 142], at("2025-02-03", "慢病义诊", people="142"))
    p.tell([None, None, "11-13日", "河畔", "剪辑培训", 93], at("2025-02-11", "剪辑培训", end="2025-02-13", people="93"))
    p.put(None, None, None, "本月累计", "2项", 235)
    return p


@case
def a_platform_with_ways_and_states() -> Page:
    p = Page("数据").put(
        "第1题 所属单位",
        "第2题 活动叫什么",
        "第3题 哪天办的",
        "第4题 来了多少人",
        "第5题 还想说什么",
        "项目状态",
        "招募人数",
    )
    p.tell(
        ["青棠街道/河畔社区", "慢病义诊", "2025-03-05", 30, "(空)", "已结项", 50],
        at("2025-03-05", "慢病义诊", people="30"),
    )
    p.tell(
        ["青棠街道/桥南社区", "冬季送暖", "2025-03-06", 20, "(跳过)", "已结项", 50],
        at("2025-03-06", "冬季送暖", "桥南社区", people="20"),
    )
    p.bad("青棠街道/河东社区", "慢病义诊", "2025-03-06", 20, "(跳过)", "已结项", 50)
    p.bad("青棠街道/桥南社区", "冬季送暖", "2025-03-07", 20, "(跳过)", "招募中", 50)
    return p


@case
def sections_of_communities_one_of_them_strange() -> Page:
    p = Page("清单").put("序", "日期", "活动名称", "人次")
    p.put("一、河畔社区（1场）").tell([1, "2025.8.15", "纳凉晚会", 34], at("2025-08-15", "纳凉晚会", attendances="34"))
    p.put("二、临江社区（1场）").bad(1, "2025.8.16", "纳凉晚会", 77)
    p.put("三、桥南社区（1场）").tell(
        [1, "2025.8.17", "慢病义诊", 50], at("2025-08-17", "慢病义诊", "桥南社区", attendances="50")
    )
    return p


@case
def no_head_with_a_dotted_day_first() -> Book:
    p = Page("Sheet1")
    p.tell(
        [1, "1.17", "腊八节施粥", "137人", "南门集市"],
        at("2025-01-17", "腊八节施粥", attendances="137", place="南门集市"),
    )
    p.tell(
        [2, "1月20日下午", "家庭医生咨询", "136人", "社区广场"],
        at("2025-01-20", "家庭医生咨询", attendances="136", place="社区广场"),
    )
    p.tell(
        [3, "2月24日", "消防安全培训", "96人", "会议室"],
        at("2025-02-24", "消防安全培训", attendances="96", place="会议室"),
    )
    return Book([p], by="worker", filename="河畔1-10月.xlsx")
