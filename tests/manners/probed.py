"""Classes of lists that nobody's lot brought: tried in the manner of other offices, and told in other words here."""

from __future__ import annotations

from tests.manners.kit import Book, Cases, Page, cells, said

case = Cases()


@case
def who_held_it_and_who_helped_under_one_head() -> Page:
    page = Page("环保")
    page.put(*cells("活动日期|活动名称|主办/协办|参加人数"))
    page.tell(
        ["2025/4/22", "地球日宣传", "河畔社区/桥南社区", 120],
        said("河畔社区", "2025-04-22", "地球日宣传", people=120, cohosts=["桥南社区"]),
    )
    page.tell(["2025/7/3", "清河行动", "书院社区", 30], said("书院社区", "2025-07-03", "清河行动", people=30))
    return page


@case
def schools_of_communities_that_give_lessons() -> Page:
    page = Page("课程")
    page.put(*cells("授课日期|课程|授课单位|听课人数|学时"))
    for day, school in enumerate(("河畔社区老年学校", "桥南社区市民学校", "柳荫社区教学点"), start=1):
        page.tell(
            [f"3月{day}日", "八段锦入门", school, 20 + day, 2],
            said(f"{school[:2]}社区", f"2025-03-0{day}", "八段锦入门", people=20 + day, hours=2),
        )
    return page


@case
def what_was_paid_out_stands_before_what_things_were_worth() -> Page:
    page = Page("救助")
    page.put(*cells("社区|救助活动|日期|受助户|发放金额|慰问品（元）"))
    page.tell(
        ["河畔", "临时救助受灾家庭", "2025-06-11", 2, 3000, 480],
        said("河畔社区", "2025-06-11", "临时救助受灾家庭", households=2, money=3000),
    )
    page.tell(
        ["桥北", "端午送温情", "2025-05-30", 8, 800, 200],
        said("桥北社区", "2025-05-30", "端午送温情", households=8, money=800),
    )
    return page


@case
def things_handed_out_under_their_own_name() -> Page:
    page = Page("护考")
    page.put(*cells("日期|活动名称|牵头社区|志愿者|服务考生家长|发放矿泉水"))
    for day, came, water in ((7, "300余人次", "200瓶"), (8, "280人次", "180瓶"), (9, 150, 100)):
        told = "300余人次" if day == 7 else 280 if day == 8 else 150
        page.tell(
            [f"6月{day}日", "爱心护考", "河畔", 12, came, water],
            said(
                "河畔社区",
                f"2025-06-0{day}",
                "爱心护考",
                volunteers=12,
                attendances=told,
                items={7: 200, 8: 180, 9: 100}[day],
            ),
        )
    return page


@case
def visits_told_by_whom_they_were_to() -> Page:
    page = Page("走访").title("企业走访记录表", 5)
    page.put(*cells("企业名称|走访时间|走访人|存在问题|解决情况|所属社区"))
    page.tell(
        ["青棠包装", "2025年2月11日", "张主任", "用工难", "已对接招聘", "河畔社区"],
        said("河畔社区", "2025-02-11", "青棠包装", kind="visit"),
    )
    page.tell(
        ["金桂酒店", "2025/3/4", "王敏", "停车难", "协调中", "金桂社区"],
        said("金桂社区", "2025-03-04", "金桂酒店", kind="visit"),
    )
    return page


@case
def a_journal_with_a_day_on_which_nothing_was_held() -> Page:
    page = Page("日志").title("河畔社区2025年10月工作日志", 5)
    page.put(*cells("日期|星期|天气|工作内容|参与人数"))
    page.tell(
        ["10月11日", "六", "晴", "组织志愿者18名清理绿化带垃圾", None],
        said("河畔社区", "2025-10-11", "清理绿化带垃圾", volunteers=18, note="组织志愿者18名清理绿化带垃圾"),
    )
    page.tell(
        ["10月16日", "四", "晴", "举办防诈骗讲座，发放资料60份", 45],
        said("河畔社区", "2025-10-16", "防诈骗讲座", people=45, materials=60, note="举办防诈骗讲座，发放资料60份"),
    )
    page.bad("10月14日", "二", "雨", "无", None)
    return page


@case
def who_came_told_once_more_in_words() -> Page:
    page = Page("救护")
    page.put(*cells("日期|社区|活动名称|参与人数|成效"))
    page.tell(
        ["3月22日", "书院", "救护员培训班", 42, "取证40人"],
        said("书院社区", "2025-03-22", "救护员培训班", people=42, note="取证40人"),
    )
    page.tell(
        ["5月8日", "书院", "红十字宣传", 200, "发放折页350份"],
        said("书院社区", "2025-05-08", "红十字宣传", people=200, materials=350, note="发放折页350份"),
    )
    return page


@case
def what_was_done_told_beside_money_alone() -> Page:
    page = Page("明细")
    page.put(*cells("日期|单位|活动|金额|简要情况"))
    page.tell(
        ["5月8日", "书院社区", "博爱周宣传", None, "发放资料800份，覆盖群众300余人"],
        said(
            "书院社区",
            "2025-05-08",
            "博爱周宣传",
            materials=800,
            attendances="300余人",
            note="发放资料800份，覆盖群众300余人",
        ),
    )
    page.tell(
        ["5月20日", "桥南社区", "一日捐", 1400, "机关干部126人参加"],
        said("桥南社区", "2025-05-20", "一日捐", money=1400, attendances=126, note="机关干部126人参加"),
    )
    return page


@case
def what_was_done_and_what_was_given_asked_alike() -> Page:
    page = Page("日志")
    page.put(*cells("时间|做了什么|哪个社区|来了多少人|发了什么"))
    page.tell(
        ["9月2日", "反诈宣传", "书院", "80多人", "传单200份"],
        said("书院社区", "2025-09-02", "反诈宣传", people="80多人", materials=200),
    )
    page.tell(["9月4日", "居民议事会", "书院", "17人", "无"], said("书院社区", "2025-09-04", "居民议事会", people=17))
    return page


@case
def names_that_say_another_kind_than_their_list() -> Page:
    page = Page("帮扶").title("书院社区2025年四季帮扶活动台账", 4)
    page.put(*cells("日期|帮扶（活动）内容|惠及职工（人）|慰问金（元）"))
    page.tell(
        ["2月8日", "春季专场招聘会", 120, None],
        said("书院社区", "2025-02-08", "春季专场招聘会", kind="benefit", people=120),
    )
    page.tell(
        ["7月8日", "高温慰问一线职工", 30, 900],
        said("书院社区", "2025-07-08", "高温慰问一线职工", kind="relief", people=30, money=900),
    )
    page.tell(
        ["9月8日", "电工技能提升班", 22, None],
        said("书院社区", "2025-09-08", "电工技能提升班", kind="training", people=22),
    )
    return page


@case
def who_signs_in_cells_apart_and_sums_called_by_the_year() -> Book:
    page = Page("会费").title("2025年书院社区工会会费收缴", 3)
    page.put(*cells("缴纳日期|缴费单位|金额（元）"))
    page.tell(["3月31日", "书院", 360], said("书院社区", "2025-03-31", "工会会费收缴", kind="dues", money=360))
    page.put("全年", None, 1440)
    page.put("工会主席：", None, "制表：秦不存")
    return Book([page], secrets=("秦不存",))


@case
def groups_numbered_in_a_cell_of_their_own() -> Page:
    page = Page("妇联")
    page.put(*cells("序号|社区|时间|内容|参加人数"))
    page.put("一", "女性健康")
    page.tell([1, "河畔", "3月7日", "两癌知识讲座", 45], said("河畔社区", "2025-03-07", "两癌知识讲座", people=45))
    page.put("二", "家庭教育")
    page.tell([2, "柳荫", "4月18日", "亲子沟通课堂", 30], said("柳荫社区", "2025-04-18", "亲子沟通课堂", people=30))
    return page


@case
def drills_called_after_what_they_drill() -> Page:
    page = Page("应急")
    page.put(*cells("单位名称|演练科目|演练时间|演练地点|参演人数"))
    for day, title in enumerate(("高层火灾疏散", "电梯困人救援", "防汛转移"), start=1):
        page.tell(
            ["河畔社区", title, f"3月{day}日", "广场", 20],
            said("河畔社区", f"2025-03-0{day}", title, kind="themed", place="广场", people=20),
        )
    return page


@case
def called_off_in_the_place_of_a_name() -> Page:
    page = Page("儿童之家")
    page.put(*cells("日期|社区|活动|参加儿童"))
    page.tell(["7月5日", "河畔", "绘本故事会", 18], said("河畔社区", "2025-07-05", "绘本故事会", people=18))
    page.bad("7月19日", "河畔", "因停电取消", None)
    return page
