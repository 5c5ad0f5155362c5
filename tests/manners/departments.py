"""Lists of a street's own offices and of the programs that they use: courses, visits to firms, weekly reports, exports."""

from __future__ import annotations

from tests.manners.kit import Cases, Page, cells, said

case = Cases()


@case
def an_office_of_the_street() -> Page:
    page = Page().put(*cells("时间|活动名称|承办单位|人次"))
    page.tell(["3月5日", "剪纸体验", "街道综合文化站", 20], said("青棠街道", "2025-03-05", "剪纸体验", attendances=20))
    page.tell(["3月6日", "文明交通", "桥南社区实践站", 9], said("桥南社区", "2025-03-06", "文明交通", attendances=9))
    page.bad("3月7日", "义务植树", "某某派出所", 9)
    return page


@case
def months_as_headings_in_the_column_of_days() -> Page:
    page = Page().put("河畔社区活动大事记（2025年）").put(*cells("日期|活动内容|地点|参加人数")).put("一月")
    page.tell(["6日", "居民议事会", "会议室", 11], said("河畔社区", "2025-01-06", "居民议事会", people=11))
    page.put("二月")
    page.tell(["12日", "元宵游园", "广场", 90], said("河畔社区", "2025-02-12", "元宵游园", people=90))
    return page


@case
def a_register_of_lessons() -> Page:
    page = Page().put("青棠街道社区学校开课登记簿").put(*cells("期数|开课日期|课程名称|教学点|所属社区|听课人数"))
    for number, (day, name, spot) in enumerate(
        (("2025-02-20", "楷书入门（一）", "文昌书院"), ("2025-03-04", "太极八法五步", "健身苑")), start=1
    ):
        page.tell(
            [f"第{number}期", day, name, spot, "河畔社区", 25],
            said("河畔社区", day, name, kind="training", place=spot, people=25),
        )
    return page


@case
def whom_a_visit_was_to() -> Page:
    page = Page().put("青棠街道“一企一策”走访服务台账").put(*cells("序号|走访时间|走访企业|企业地址|企业诉求"))
    for number, firm in enumerate(("恒信机械厂", "诚达物流", "晨曦幼教"), start=1):
        page.tell(
            [number, f"2025/2/1{number}", firm, f"园区{number}号", "用工短缺"],
            said("青棠街道", f"2025-02-1{number}", f"走访{firm}", kind="visit", place=f"园区{number}号"),
        )
    return page


@case
def a_weekly_report_with_a_plan_below() -> Page:
    page = Page().put("桥南社区工作周报（9月1日-9月5日）").put("一、本周工作完成情况")
    page.put(*cells("序号|日期|工作内容|地点|参加人数"))
    page.tell([1, "9月1日", "开学升旗", "小学", "150人"], said("桥南社区", "2025-09-01", "开学升旗", people=150))
    page.tell([2, "9月3日", "走访老兵", "老兵家中", "3户"], said("桥南社区", "2025-09-03", "走访老兵", households=3))
    page.put("二、下周工作计划").put(*cells("序号|日期|工作内容|地点|参加人数"))
    page.put(1, "9月9日", "慰问教师", "教师家中", None)
    return page


@case
def what_a_program_exports() -> Page:
    page = Page().put(
        *cells("审批状态|发起时间|活动名称|社区|活动开始时间|活动结束时间|志愿者人次|累计时长（小时）|cost_yuan")
    )
    page.tell(
        ["已完成", "2025-02-03 09:12", "灯会秩序", "河畔", "2025-02-12 18:00", "2025-02-12 20:30", 17, 34, 120],
        said("河畔社区", "2025-02-12", "灯会秩序", volunteers=17, hours=34, money=120),
    )
    page.bad("已撤销", "2025-03-03 15:30", "长街宴", "河畔", "2025-03-16 11:00", "2025-03-16 14:00", None, None, None)
    return page


@case
def sessions_of_a_group() -> Page:
    page = Page().put(*cells("小组名称|落地社区|节次|日期|本节主题|出席人数"))
    for number, topic in enumerate(("破冰：你我结个网", "视频通话给孙辈"), start=1):
        page.tell(
            ["手机互助小组", "桥南社区", f"第{number}节", f"3月{number}日", topic, 10],
            said("桥南社区", f"2025-03-0{number}", topic, people=10),
        )
    page.bad("手机互助小组", "桥南社区", "第3节", "3月9日", "（放假停一次）", None)
    return page


@case
def days_told_with_their_weekdays() -> Page:
    page = Page().put(*cells("班级|上课时间|教室|学员人数|起止日期"))
    page.tell(
        ["书法班", "每周一 9:00", "201室", 25, "2025.3.3-2025.6.23（每周一）"],
        said("青棠街道", "2025-03-03", "书法班", end="2025-06-23", people=25),
    )
    return page
