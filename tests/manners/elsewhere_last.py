"""Lists of other offices, the last that were written: clubs, funds, dues and stations."""

from __future__ import annotations

from datetime import date

from tests.manners.kit import Book, Cases, Formula, Page, cells, said

case = Cases()


@case
def red_cross_box() -> Book:
    page = Page("2025募捐")
    page.put("红十字会“人道公益日”募捐情况登记")
    page.put(*cells("日期|募捐点|捐款人次|善款（元）|捐赠物资（件）|经手人|备注"))
    page.tell(
        [date(2025, 9, 5), "河畔社区", 120, "¥3,456.50", 30, "江一苇", "现场募捐"],
        said(
            "河畔社区",
            "2025-09-05",
            "红十字会“人道公益日”募捐",
            note="现场募捐",
            attendances=120,
            money="3456.5",
            items=30,
        ),
    )
    page.tell(
        [date(2025, 9, 6), "学府社区", 66, "1,200", None, "江一苇"],
        said("学府社区", "2025-09-06", "红十字会“人道公益日”募捐", attendances=66, money=1200),
    )
    return Book([page], filename="红十字募捐台账.xlsx")


@case
def women_two_sheets() -> Book:
    page_1 = Page("活动")
    page_1.put("妇联活动一览")
    page_1.put(*cells("活动时间|活动名称|承办社区|参与妇女（人次）|发放手册（本）"))
    page_1.tell(
        [*cells("3月8日（星期六）上午9:30|花漾女神节|桥南社区|62人次|60本")],
        said("桥南社区", "2025-03-08", "花漾女神节", attendances=62, materials=60),
    )
    page_1.tell(
        [*cells("5月15日（国际家庭日）|最美家庭故事会|柳荫社区|45人次")],
        said("柳荫社区", "2025-05-15", "最美家庭故事会", attendances=45),
    )
    page_2 = Page("说明")
    page_2.put("本表由街道妇联填写")
    page_2.put("每月5日前报送")
    return Book([page_1, page_2], filename="妇联工作.xlsx")


@case
def enterprises_visits() -> Book:
    page = Page("10月")
    page.put("10月份助企纾困走访情况")
    page.put(*cells("走访人|走访时间|走访企业|所属社区|服务事项|解决问题数|走访次数"))
    page.tell(
        ["邵怀瑾", "9日", "青禾包装", "新苑", "金融政策对接", 2, 1],
        said("新苑社区", "2025-10-09", "金融政策对接", times=1),
    )
    page.tell(
        ["邵怀瑾、何以宁", "15日", "云栖食品", "东堤", "用工对接", 1, 1],
        said("东堤社区", "2025-10-15", "用工对接", times=1),
    )
    page.bad("邵怀瑾", "10月32日", "云栖食品", "东堤", "用工对接", 1, 1)
    return Book([page], filename="企业走访.xlsx")


@case
def deputies_meetings() -> Book:
    page = Page("代表")
    page.put(*cells("序号|活动日|活动主题|联络站|到站代表（名）|到站群众（名）|收集意见（件）|办结（件）"))
    page.tell(
        [1, "2025.4.18", "物业服务恳谈", "书院社区联络站", 5, 22, 7, 6],
        said("书院社区", "2025-04-18", "物业服务恳谈", people=22, **{"items:收集意见": 7, "items:办结": 6}),
    )
    page.tell(
        [2, "2025.7.18", "校门口交通整治听证", "学府社区联络站", 4, 30, 3, 3],
        said("学府社区", "2025-07-18", "校门口交通整治听证", people=30, **{"items:收集意见": 3, "items:办结": 3}),
    )
    return Book([page], filename="代表活动.xlsx")


@case
def night_school() -> Book:
    page = Page("秋季班")
    page.put("2025年秋季市民夜校开班情况（9月-11月）")
    page.put(*cells("班级|开班日期|结班日期|教学点|学员（人）|总课时|教师"))
    page.tell(
        ["八段锦班", date(2025, 9, 8), date(2025, 11, 10), "石榴园", 24, 20, "李师傅"],
        said("石榴园社区", "2025-09-08", "八段锦班", end="2025-11-10", people=24, hours=20),
    )
    page.tell(
        ["短视频班", date(2025, 9, 9), date(2025, 11, 11), "金桂", 30, 20, "周老师"],
        said("金桂社区", "2025-09-09", "短视频班", end="2025-11-11", people=30, hours=20),
    )
    return Book([page], filename="市民夜校.xlsx")


@case
def service_weekly_text() -> Book:
    page = Page("动态")
    page.put("一周工作动态（11月3日-11月9日）")
    page.put("单位", "本周重点工作")
    page.tell(
        ["桥北社区", "（1）11月4日开展消防安全培训，参加32人；（2）11月6日组织义诊，服务58人次。"],
        said("桥北社区", "2025-11-04", "消防安全培训", attendances=32),
        said("桥北社区", "2025-11-06", "义诊", attendances=58),
    )
    page.tell(
        ["社事办", "11月5日召开民政工作例会，参会18人。"],
        said("社会事务办公室", "2025-11-05", "民政工作例会", attendances=18),
    )
    return Book([page], filename="一周动态.xlsx")


@case
def months_by_rows_numbers() -> Book:
    page = Page("全年")
    page.put("桥南社区2025年志愿服务逐月统计")
    page.put(*cells("月份|服务项目|场次|志愿者人数|服务人次"))
    page.tell(
        ["1月", "邻里守望", 1, 3, 20],
        said("桥南社区", "2025-01-01", "邻里守望", end="2025-01-31", times=1, volunteers=3, attendances=20),
    )
    page.tell(
        ["2月份", "邻里守望", 2, 6, 40],
        said("桥南社区", "2025-02-01", "邻里守望", end="2025-02-28", times=2, volunteers=6, attendances=40),
    )
    page.tell(
        ["三月", "邻里守望", 3, 9, 60],
        said("桥南社区", "2025-03-01", "邻里守望", end="2025-03-31", times=3, volunteers=9, attendances=60),
    )
    page.put("全年合计", None, 6, 18, 120)
    return Book([page], filename="逐月统计.xlsx")


@case
def union_dues_like() -> Book:
    page = Page("经费")
    page.put("工会活动经费使用台账", "", "", "", "单位：元")
    page.put(*cells("日期|摘要|承办部门|支出金额|参加人数|凭证号"))
    page.tell(
        ["2025-04-30", "五一职工运动会", "党群办", 5600, 88, "记-12"],
        said("党群工作办公室", "2025-04-30", "五一职工运动会", money=5600, people=88),
    )
    page.tell(
        [*cells("2025-06-20|高温慰问环卫工|党群办|2,340.00|40|记-31")],
        said("党群工作办公室", "2025-06-20", "高温慰问环卫工", kind="relief", money=2340, people=40),
    )
    page.put("本月合计", None, None, 7940)
    page.put("承前页", None, None, 12000)
    return Book([page], filename="工会活动经费.xlsx")


@case
def station_practice() -> Book:
    page = Page("实践站")
    page.put(*cells("站点|活动时间|活动内容|参与人数|服务队名称|活动图片"))
    page.tell(
        [*cells("河畔社区新时代文明实践站|2025年9月10日 15:00—17:00|教师节手写贺卡|32人|红马甲服务队|图1")],
        said("河畔社区", "2025-09-10", "教师节手写贺卡", people=32),
    )
    page.tell(
        [*cells("东堤文明实践站|2025年9月12日 全天|护河巡查|18人|河小青|图2")],
        said("东堤社区", "2025-09-12", "护河巡查", people=18),
    )
    return Book([page], filename="文明实践站.xlsx")


@case
def youth_mixed_cells() -> Book:
    page = Page("团委")
    page.put(*cells("时间/地点|活动主题|参加对象及人数|主办"))
    page.tell(
        [*cells("5月4日/学府广场|青春歌会|青年学生86人|学府")],
        said("学府社区", "2025-05-04", "青春歌会", place="学府广场", people=86),
    )
    page.bad(*cells("5月18日/金桂书屋|亲子共读|辖区家庭15户|金桂"))
    return Book([page], filename="团委活动.xlsx")


@case
def repeated_unit_groups() -> Book:
    page = Page("合订")
    page.put("钟楼社区2025年6月活动情况表")
    page.put("日期", "活动", "人次")
    page.tell(["6.3", "端午香包", 22], said("钟楼社区", "2025-06-03", "端午香包", attendances=22))
    page.tell(["6.19", "防暑讲座", 31], said("钟楼社区", "2025-06-19", "防暑讲座", attendances=31))
    page.put("小计", "2场", 53)
    page.put()
    page.put("棠梨里社区2025年6月活动情况表")
    page.put("日期", "活动", "人次")
    page.tell(["6.7", "高考送水", 15], said("棠梨里社区", "2025-06-07", "高考送水", attendances=15))
    page.tell(["6.21", "夏至面会", 44], said("棠梨里社区", "2025-06-21", "夏至面会", attendances=44))
    page.put("小计", "2场", 59)
    page.merged.append((0, 0, 0, 2))
    page.merged.append((6, 0, 6, 2))
    return Book([page], filename="各社区合并.xlsx")


@case
def errors_in_cells() -> Book:
    page = Page("台账")
    page.put(*cells("日期|社区|活动名称|人次|备注"))
    page.tell(
        [date(2025, 8, 1), "桥北", "八一走访", 10],
        said("桥北社区", "2025-08-01", "八一走访", kind="visit", attendances=10),
    )
    page.bad(date(2025, 8, 2), "桥北", Formula("=VLOOKUP(1,A1:B1,2,0)", None), 10)
    page.bad(Formula("=TODAY()-1000", None), "桥北", "送清凉", 10)
    page.bad(date(2025, 8, 4), "桥北", "送清凉", "12、13")
    return Book([page], filename="错误值.xlsx")
