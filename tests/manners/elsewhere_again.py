"""More lists of other offices, written after the reading had learnt from the first: rosters, sums, both ways across."""

from __future__ import annotations

from datetime import date

from tests.manners.kit import Book, Cases, Page, Told, cells, said

case = Cases()


@case
def vertical_forms() -> Book:
    page = Page("卡片")
    page.put(*cells("项目|第一场|第二场|第三场"))
    page.put(*cells("活动名称|防溺水宣讲|暑期读书会|中秋灯谜会"))
    page.put(*cells("活动时间|2025年7月3日|2025年7月18日|2025年9月27日"))
    page.put(*cells("主办社区|桥北社区|书院社区|钟楼社区"))
    page.put(*cells("活动地点|桥北广场|书院图书室|钟楼礼堂"))
    page.put("参加人次", 88, 36, 140)
    page.told.append(
        Told(page.name, 2, said("桥北社区", "2025-07-03", "防溺水宣讲", place="桥北广场", attendances=88), only=True)
    )
    page.told.append(
        Told(page.name, 3, said("书院社区", "2025-07-18", "暑期读书会", place="书院图书室", attendances=36), only=True)
    )
    page.told.append(
        Told(page.name, 4, said("钟楼社区", "2025-09-27", "中秋灯谜会", place="钟楼礼堂", attendances=140), only=True)
    )
    return Book([page], filename="活动登记卡.xlsx")


@case
def units_down_days_across() -> Book:
    page = Page("周报")
    page.put("青棠街道志愿服务周报")
    page.put(*cells("社区|11月10日|11月11日|11月12日"))
    page.tell(
        [*cells("河畔|文明劝导，志愿者6人||楼道清洁，志愿者9人")],
        said("河畔社区", "2025-11-10", "文明劝导", volunteers=6),
        said("河畔社区", "2025-11-12", "楼道清洁", volunteers=9),
    )
    page.tell(
        [*cells("金桂|无|便民理发，服务居民25人次|/")], said("金桂社区", "2025-11-11", "便民理发", attendances=25)
    )
    page.tell(
        ["学府", "1.反诈宣传，发放资料50份\n2.义务植树，20人参加"],
        said("学府社区", "2025-11-10", "反诈宣传", materials=50),
        said("学府社区", "2025-11-10", "义务植树", attendances=20),
    )
    return Book([page], filename="值守周表.xlsx")


@case
def year_month_day_cols() -> Book:
    page = Page("台账")
    page.put(*cells("年|月|日|社区名称|活动题目|场地|参加（人次）|发放（份）"))
    page.tell(
        [2025, 4, 7, "东堤", "卫生日义诊", "东堤诊所", 70, 100],
        said("东堤社区", "2025-04-07", "卫生日义诊", place="东堤诊所", kind="screening", attendances=70, materials=100),
    )
    page.tell(
        [None, None, 15, "东堤", "国家安全日宣传", "东堤广场", 90, 200],
        said("东堤社区", "2025-04-15", "国家安全日宣传", place="东堤广场", attendances=90, materials=200),
    )
    page.tell(
        [None, 5, "8日", "新苑", "红十字日", "新苑大厅", 40],
        said("新苑社区", "2025-05-08", "红十字日", place="新苑大厅", attendances=40),
    )
    page.bad(None, 6, 31, "新苑", "禁毒", "新苑大厅", 40)
    return Book([page], filename="三列日期.xlsx")


@case
def relief_roster() -> Book:
    page = Page("慰问花名册")
    page.put("2025年春节慰问困难职工花名册")
    page.put(*cells("序号|姓名|社区|慰问日期|慰问金（元）|身份证号|签字"))
    page.bad(1, "周阿宝", "河畔", date(2025, 1, 20), 500, "110101199001011234")
    page.bad(2, "吴小琴", "河畔", date(2025, 1, 20), 500, "110101199001011234")
    page.bad(3, "郑二牛", "河畔", date(2025, 1, 20), 500, "110101199001011234")
    return Book([page], filename="慰问名单.xlsx", secrets=("周阿宝", "吴小琴", "110101199001011234"))


@case
def training_roster() -> Book:
    page = Page("签到")
    page.put(*cells("日期|社区|培训名称|学员姓名|民族|电话"))
    page.bad(date(2025, 3, 20), "桥南", "救护员培训", "周阿宝", "汉族", "13500001111")
    page.bad(date(2025, 3, 20), "桥南", "救护员培训", "吴小琴", "汉族", "13500001111")
    page.bad(date(2025, 3, 20), "桥南", "救护员培训", "郑二牛", "汉族", "13500001111")
    page.bad(date(2025, 3, 20), "桥南", "救护员培训", "冯桃", "汉族", "13500001111")
    return Book([page], filename="参训名单.xlsx", secrets=("周阿宝", "吴小琴", "汉族", "13500001111"))


@case
def merged_whole_head() -> Book:
    page = Page("附表")
    page.put("附件1")
    page.put("望禾区青棠街道2025年度妇联工作活动开展情况一览表")
    page.put(*cells("填报单位（盖章）：青棠街道妇联|||||联系人：宋微澜||单位：人次、份、万元"))
    page.put(*cells("序号|活动开展情况||||取得成效|||备注"))
    page.put(*cells("|时间|主办|活动名称|活动地点|受益群众|宣传资料|经费"))
    page.tell(
        [1, "3.7", "桥南", "巾帼市集", "桥南广场", 200, 300, 0.8, "联合妇联"],
        said(
            "桥南社区",
            "2025-03-07",
            "巾帼市集",
            place="桥南广场",
            note="联合妇联",
            people=200,
            materials=300,
            money=8000,
        ),
    )
    page.tell(
        [2, "5.11", "书院", "母亲节插花", "书院花房", 36, None, 0.25],
        said("书院社区", "2025-05-11", "母亲节插花", place="书院花房", people=36, money=2500),
    )
    page.tell(
        [3, "10.13-10.15", "棠梨里", "家庭教育讲座", "棠梨里学堂", 150, 150, 1],
        said(
            "棠梨里社区",
            "2025-10-13",
            "家庭教育讲座",
            end="2025-10-15",
            place="棠梨里学堂",
            kind="lecture",
            people=150,
            materials=150,
            money=10000,
        ),
    )
    page.put("合计", None, None, None, None, 386, 450, 2.05)
    page.merged.append((1, 0, 1, 8))
    page.merged.append((3, 1, 3, 4))
    page.merged.append((3, 0, 4, 0))
    page.merged.append((3, 8, 4, 8))
    page.merged.append((3, 5, 3, 7))
    return Book([page], filename="大表头.xlsx")


@case
def time_place_one() -> Book:
    page = Page("活动")
    page.put(*cells("活动名称|时间、地点|牵头单位|配合单位|参与情况"))
    page.tell(
        [*cells("青年篮球赛|8月16日 学府球场|学府社区|金桂社区|参赛职工60人，志愿者12人")],
        said(
            "学府社区",
            "2025-08-16",
            "青年篮球赛",
            place="学府球场",
            kind="contest",
            cohosts=["金桂社区"],
            attendances=60,
            volunteers=12,
        ),
    )
    page.tell(
        [*cells("青春市集|8月23日，新苑步行街|新苑社区|望禾区团委|吸引居民300余人")],
        said("新苑社区", "2025-08-23", "青春市集", place="新苑步行街", attendances="300余人"),
    )
    return Book([page], filename="时间地点.xlsx")


@case
def kinds_ticked() -> Book:
    page = Page("统计")
    page.put(*cells("日期|单位|活动|活动类型||||服务人次"))
    page.put(*cells("|||会议|培训|宣传|志愿服务"))
    page.tell(
        [date(2025, 9, 1), "党群办", "工会骨干会", "√", None, None, None, 20],
        said("党群工作办公室", "2025-09-01", "工会骨干会", kind="meeting", attendances=20),
    )
    page.tell(
        [date(2025, 9, 2), "社会事务办", "低保政策学习班", None, "√", None, None, 33],
        said("社会事务办公室", "2025-09-02", "低保政策学习班", kind="training", attendances=33),
    )
    page.tell(
        [date(2025, 9, 3), "河畔社区", "反诈进小区", None, None, "√", None, 80],
        said("河畔社区", "2025-09-03", "反诈进小区", kind="publicity", attendances=80),
    )
    page.bad(date(2025, 9, 4), "河畔社区", "", None, None, None, "√", 8)
    page.merged.append((0, 2, 1, 2))
    page.merged.append((0, 1, 1, 1))
    page.merged.append((0, 3, 0, 6))
    page.merged.append((0, 7, 1, 7))
    page.merged.append((0, 0, 1, 0))
    return Book([page], filename="类型打勾.xlsx")


@case
def gaps_and_subtotals() -> Book:
    page = Page("台账")
    page.put(*cells("社区|活动|活动日期|人次|志愿者"))
    page.put("志愿服务类")
    page.tell(
        ["河畔", "助老理发", "2025-3-2", 30, 5],
        said("河畔社区", "2025-03-02", "助老理发", attendances=30, volunteers=5),
    )
    page.tell(
        ["桥北", "河道巡护", "2025-3-3", 12, 12],
        said("桥北社区", "2025-03-03", "河道巡护", attendances=12, volunteers=12),
    )
    page.put("小计（2场）", None, None, 42, 17)
    page.put()
    page.put("文体活动类")
    page.tell(["柳荫", "合唱排练", "2025-3-9", 25], said("柳荫社区", "2025-03-09", "合唱排练", attendances=25))
    page.put("小计（1场）", None, None, 25, 0)
    page.put("平均每场", None, None, 22.3)
    page.put("总  计（3场）", None, None, 67, 17)
    page.put("审核人：梁稚青      填表人：沈若溪      2025年4月1日")
    page.merged.append((1, 0, 1, 4))
    page.merged.append((6, 0, 6, 4))
    return Book([page], filename="断行.xlsx")


@case
def prose_lines() -> Book:
    page = Page("纪实")
    page.put("各社区三月工作纪实（2025年）")
    page.put("序号", "社区", "工作纪实")
    page.tell(
        [1, "石榴园", "3月4日，在活动室举办急救知识培训，参加居民28人。3月11日，开展爱心义卖，募集善款1200元。"],
        said("石榴园社区", "2025-03-04", "急救知识培训", attendances=28),
        said("石榴园社区", "2025-03-11", "爱心义卖", money=1200),
    )
    page.tell(
        [2, "钟楼", "3月15日开展消费维权宣传活动，发放宣传单260份"],
        said("钟楼社区", "2025-03-15", "消费维权宣传活动", materials=260),
    )
    return Book([page], filename="工作纪实.xlsx")


@case
def quarterly_sums() -> Book:
    page = Page("汇总")
    page.put("2025年各社区红十字工作季度汇总")
    page.put(*cells("社区|季度|工作|场次|参与人次|备注"))
    page.tell(
        ["桥南", "一季度", "救护培训", 3, 90],
        said("桥南社区", "2025-01-01", "救护培训", end="2025-03-31", times=3, attendances=90),
    )
    page.tell(
        [None, "二季度", "救护培训", 4, 120, "含学校1场"],
        said("桥南社区", "2025-04-01", "救护培训", end="2025-06-30", note="含学校1场", times=4, attendances=120),
    )
    page.tell(
        ["桥北", "第三季度", "应急演练", 2, 80],
        said("桥北社区", "2025-07-01", "应急演练", end="2025-09-30", times=2, attendances=80),
    )
    page.bad("桥北", "五季度", "应急演练", 2, 80)
    page.merged.append((2, 0, 3, 0))
    return Book([page], filename="季度汇总.xlsx")


@case
def mixed_sensitive() -> Book:
    page = Page("活动")
    page.put(*cells("日期|承办|活动名称|参与人数|其中：党员|其中：信教群众|少数民族|电话|联办单位|特记"))
    page.tell(
        [date(2025, 6, 5), "书院", "邻里端午汇", 60, 20, "基督教3人", "回族2人", "13811110000", "钟楼", "天晴"],
        said("书院社区", "2025-06-05", "邻里端午汇", cohosts=["钟楼社区"], people=60),
    )
    page.tell(
        [date(2025, 6, 8), "东堤", "党员先锋志愿行", 33, 33, None, None, "13811110000"],
        said("东堤社区", "2025-06-08", "党员先锋志愿行", people=33),
    )
    return Book([page], filename="统战侨务.xlsx", secrets=("回族2", "基督教", "13811110000"))


@case
def title_date_in_text() -> Book:
    page = Page("月报")
    page.put("桥南社区11月活动月报")
    page.put(*cells("日|活动|人次|资料（份）|宣传品（个）"))
    page.tell(
        [3, "消防月启动仪式", 120, 300, 100],
        said("桥南社区", "2025-11-03", "消防月启动仪式", attendances=120, materials=300, items=100),
    )
    page.tell([9, "119演练", 60], said("桥南社区", "2025-11-09", "119演练", attendances=60))
    page.bad(31, "感恩节手工", 20)
    return Book([page], filename="标题含日.xlsx")


@case
def english_heads() -> Book:
    page = Page("Log")
    page.put(*cells("#|Date|Community|Activity|Venue|Participants|Volunteers|Leaflets|Remarks"))
    page.tell(
        [1, "2025/10/1", "河畔社区", "国庆升旗", "河畔广场", 100, 10, 200, "sunny"],
        said(
            "河畔社区",
            "2025-10-01",
            "国庆升旗",
            place="河畔广场",
            note="sunny",
            people=100,
            volunteers=10,
            materials=200,
        ),
    )
    page.tell(
        [2, "2025/10/2", "柳荫社区", "重阳座谈", "柳荫会议室", 20, 2],
        said("柳荫社区", "2025-10-02", "重阳座谈", place="柳荫会议室", people=20, volunteers=2),
    )
    return Book([page], filename="english.xlsx")
