"""Lists of other offices: of unions, schools, stations and enterprises' helpers, by day, by week and by month."""

from __future__ import annotations

from datetime import date

from tests.manners.kit import Book, Cases, Formula, Page, cells, said

case = Cases()


@case
def union_warmth() -> Book:
    page = Page("送温暖登记")
    page.put("青棠街道总工会2025年送温暖慰问登记表")
    page.put(*cells("填报单位：青棠街道总工会|||||||填表日期：2025年2月10日"))
    page.put(*cells("序号|慰问日期|社区|慰问事项|慰问户数|慰问金额（元）|慰问品（份）|经办人|联系电话|备注"))
    page.tell(
        [1, date(2025, 1, 8), "河畔", "慰问困难职工家庭", 12, 6000, 12, "沈若溪", 13900001111, "节前完成"],
        said(
            "河畔社区",
            "2025-01-08",
            "慰问困难职工家庭",
            kind="relief",
            note="节前完成",
            households=12,
            money=6000,
            materials=12,
        ),
    )
    page.tell(
        [2, date(2025, 1, 9), "桥南社区", "慰问一线环卫工人", None, 3200.5, 40, "陆向晴", 13900001112],
        said("桥南社区", "2025-01-09", "慰问一线环卫工人", kind="relief", money="3200.5", materials=40),
    )
    page.tell(
        [3, date(2025, 1, 10), "柳荫社区居委会", "走访慰问劳模", 3, 1500, 3, "程予禾", "139-0000-1113"],
        said("柳荫社区", "2025-01-10", "走访慰问劳模", households=3, money=1500, materials=3),
    )
    page.bad(4, date(2025, 1, 10), "河东社区", "慰问困难职工", 3, 1500, 3, "张三", 13900001114)
    page.bad(5, "2025年1月32日", "桥北社区", "慰问困难职工", 3, 1500, 3, "傅安澜", 13900001115)
    page.put("合计", None, None, None, 18, 12200.5, 58)
    page.put(*cells("负责人：梁稚青||||制表人：沈若溪"))
    page.merged.append((0, 0, 0, 9))
    return Book([page], filename="工会送温暖.xlsx")


@case
def two_cancers() -> Book:
    page = Page("两癌筛查")
    page.put("2025年青棠街道妇联“两癌”免费筛查工作台账")
    page.put(*cells("日期|社区|活动名称|地点|筛查人数|发放资料（份）|协办单位|少数民族人数|备注"))
    page.tell(
        [date(2025, 3, 6), "书院", "“两癌”免费筛查", "社区卫生服务站", 86, 120, "钟楼社区", "回族3人"],
        said(
            "书院社区",
            "2025-03-06",
            "“两癌”免费筛查",
            place="社区卫生服务站",
            kind="screening",
            cohosts=["钟楼社区"],
            people=86,
            materials=120,
        ),
    )
    page.tell(
        [date(2025, 3, 12), "棠梨里", "妇女“两癌”筛查专场", "棠梨里会客厅", 64, None, None, "回族3人"],
        said("棠梨里社区", "2025-03-12", "妇女“两癌”筛查专场", place="棠梨里会客厅", kind="screening", people=64),
    )
    page.tell(
        [date(2025, 4, 2), "东堤", "“两癌”筛查暨健康义诊", "东堤广场", 51, 80, "新苑社区、学府社区", "回族3人"],
        said(
            "东堤社区",
            "2025-04-02",
            "“两癌”筛查暨健康义诊",
            place="东堤广场",
            kind="screening",
            cohosts=["新苑社区", "学府社区"],
            people=51,
            materials=80,
        ),
    )
    page.bad(None, "金桂", "“两癌”筛查", "金桂小区", 33)
    page.bad(date(2025, 4, 9), "金桂", "“两癌”筛查", "金桂小区", "很多")
    return Book([page], filename="两癌筛查.xlsx", secrets=("回族3人",))


@case
def youth_volunteers() -> Book:
    page = Page("青年志愿服务")
    page.put("青棠街道团工委青年志愿服务活动台账")
    page.put()
    page.put(*cells("编号|所属社区|项目名称|服务时间|服务地点|志愿者人数|服务时长（小时）|服务人次|团员名册|政治面貌"))
    page.tell(
        [
            "QN-001",
            "学府社区",
            "“青春助考”志愿服务",
            "2025.6.7 08:00-12:00",
            "望禾一中门口",
            18,
            72,
            300,
            "李小苗等18人",
            "共青团员",
        ],
        said(
            "学府社区",
            "2025-06-07",
            "“青春助考”志愿服务",
            place="望禾一中门口",
            kind="volunteering",
            volunteers=18,
            hours=72,
            attendances=300,
        ),
    )
    page.tell(
        ["QN-002", "金桂社区", "河道清洁志愿服务", "2025.6.14 14:00", "金桂河段", 22, 44, None, None, "共青团员"],
        said(
            "金桂社区", "2025-06-14", "河道清洁志愿服务", place="金桂河段", kind="volunteering", volunteers=22, hours=44
        ),
    )
    page.tell(
        ["QN-003", "新苑社区", "暑期托管志愿服务", "2025.7.7—2025.7.25", "新苑邻里中心", 9, "108小时", "126人次"],
        said(
            "新苑社区",
            "2025-07-07",
            "暑期托管志愿服务",
            end="2025-07-25",
            place="新苑邻里中心",
            volunteers=9,
            hours=108,
            attendances=126,
        ),
    )
    page.bad("QN-004", "新苑社区", "", "2025.7.26", "新苑邻里中心", 9, 18, 30)
    return Book([page], filename="青年志愿服务.xlsx", secrets=("共青团员", "李小苗"))


@case
def first_aid() -> Book:
    page_1 = Page("3月")
    page_1.put("2025年3月应急救护培训情况")
    page_1.put(*cells("序号|时间|社区|培训班名称|地点|参训人数|急救包（个）"))
    page_1.tell(
        [1, "3.5", "河畔", "救护员培训班", "河畔党群服务中心", 45, 20],
        said("河畔社区", "2025-03-05", "救护员培训班", place="河畔党群服务中心", people=45, items=20),
    )
    page_1.tell(
        [2, "3.18", "桥北", "心肺复苏普及培训", "桥北小学", 120],
        said("桥北社区", "2025-03-18", "心肺复苏普及培训", place="桥北小学", people=120),
    )
    page_1.put("小计", None, None, None, None, Formula("=1", None))
    page_1.merged.append((0, 0, 0, 6))
    page_2 = Page("4月")
    page_2.put("2025年4月应急救护培训情况")
    page_2.put(*cells("序号|时间|社区|培训班名称|地点|参训人数|急救包（个）"))
    page_2.tell(
        [1, "4.9", "石榴园", "老年人应急救护培训", "石榴园活动室", 38, 38],
        said("石榴园社区", "2025-04-09", "老年人应急救护培训", place="石榴园活动室", people=38, items=38),
    )
    page_2.put("小计", None, None, None, None, Formula("=1", None))
    page_2.merged.append((0, 0, 0, 6))
    page_3 = Page("5月")
    page_3.put("2025年5月应急救护培训情况")
    page_3.put(*cells("序号|时间|社区|培训班名称|地点|参训人数|急救包（个）"))
    page_3.tell(
        [1, "5.8", "钟楼", "红十字博爱周救护培训", "钟楼广场", 66, 100],
        said("钟楼社区", "2025-05-08", "红十字博爱周救护培训", place="钟楼广场", people=66, items=100),
    )
    page_3.tell(
        [2, "5月12日", "书院社区", "防灾减灾日急救演练", "书院操场", "210人"],
        said("书院社区", "2025-05-12", "防灾减灾日急救演练", place="书院操场", people=210),
    )
    page_3.put("小计", None, None, None, None, Formula("=1", None))
    page_3.merged.append((0, 0, 0, 6))
    return Book([page_1, page_2, page_3], filename="红十字救护培训.xlsx")


@case
def blood() -> Book:
    page = Page("献血")
    page.put(*cells("单位|活动|日期|地点|献血人数（人）|献血量（ml）|志愿者（名）|资料发放"))
    page.tell(
        ["青棠街道", "夏季无偿献血活动", date(2025, 6, 14), "街道文化广场", 56, 16800, 12, "300份"],
        said(
            "青棠街道", "2025-06-14", "夏季无偿献血活动", place="街道文化广场", people=56, volunteers=12, materials=300
        ),
    )
    page.tell(
        ["桥南社区", "热血桥南献血日", date(2025, 8, 2), "桥南社区大厅", 23, 7200, 5, "约150份"],
        said(
            "桥南社区",
            "2025-08-02",
            "热血桥南献血日",
            place="桥南社区大厅",
            people=23,
            volunteers=5,
            materials="约150份",
        ),
    )
    page.bad("桥南社区", "热血桥南献血日", "2025-9-31", "桥南社区大厅", 23, 7200, 5)
    return Book([page], filename="无偿献血.xlsx")


@case
def liaison() -> Book:
    page = Page("接待台账")
    page.put("人大代表联络站接待选民登记台账（2025年度）")
    page.put(
        *cells(
            "序号|接待日期|联络站所在社区|接待主题|接待地点|接待群众（人次）|接待代表|代表电话|收集意见建议（条）|办理情况"
        )
    )
    page.tell(
        [
            1,
            "2025/3/15",
            "柳荫社区",
            "老旧小区加装电梯意见征询",
            "柳荫代表联络站",
            14,
            "王建国",
            "13800138000",
            6,
            "已办结",
        ],
        said("柳荫社区", "2025-03-15", "老旧小区加装电梯意见征询", place="柳荫代表联络站", attendances=14),
    )
    page.tell(
        [2, "2025/4/15", "东堤社区", "停车难问题接待日", "东堤代表联络站", 9, "周海", "13800138001", 4, "正在办理"],
        said("东堤社区", "2025-04-15", "停车难问题接待日", place="东堤代表联络站", attendances=9),
    )
    page.tell(
        [3, "2025/5/15", None, "噪声扰民座谈", "街道代表之家", 11, "周海", "13800138001", 2, ""],
        said("东堤社区", "2025-05-15", "噪声扰民座谈", place="街道代表之家", attendances=11),
    )
    return Book([page], filename="代表联络站接待.xlsx")


@case
def courses() -> Book:
    page = Page("2025年春季")
    page.put("青棠街道社区学校2025年春季课程安排及开展情况表")
    page.put(*cells("教学点|课程名称|开课时间|上课时间|授课教师|上课地点|学员人数|课次|备注"))
    page.tell(
        ["河畔", "书法入门班", "2025年3月3日至2025年6月23日", "每周一14:00", "文老师", "河畔二楼教室", 25, 16],
        said("河畔社区", "2025-03-03", "书法入门班", end="2025-06-23", place="河畔二楼教室", people=25, times=16),
    )
    page.tell(
        ["书院", "智能手机应用班", "2025年3月5日至5月28日", "每周三9:00", "赵老师", "书院电教室", 30, 12, "中老年"],
        said(
            "书院社区",
            "2025-03-05",
            "智能手机应用班",
            end="2025-05-28",
            place="书院电教室",
            note="中老年",
            people=30,
            times=12,
        ),
    )
    page.tell(
        ["石榴园", "太极拳班", "2025年4月1日-30日", "每周二", "孙老师", "石榴园广场", 18, 4],
        said("石榴园社区", "2025-04-01", "太极拳班", end="2025-04-30", place="石榴园广场", people=18, times=4),
    )
    page.bad("石榴园", "合唱班", "2025年6月30日至2025年4月1日", "每周二", "孙老师", "石榴园广场", 18, 4)
    page.merged.append((0, 0, 0, 8))
    return Book([page], filename="社区教育课程表.xlsx")


@case
def enterprise() -> Book:
    page = Page("走访台账")
    page.put("助企走访服务台账")
    page.put("（截至2025年10月31日）")
    page.put(*cells("走访时间|走访单位|企业名称|走访事项|企业地址|走访人数|诉求及建议|处理结果"))
    page.tell(
        ["2025年9月3日上午", "经发办", "青禾包装厂", "稳岗政策宣讲", "工业路18号", 3, "用工难", "已对接人社"],
        said("经济发展办公室", "2025-09-03", "稳岗政策宣讲", kind="visit", people=3),
    )
    page.tell(
        ["2025年9月11日下午", "新苑社区", "云栖食品", "消防安全走访", "新苑路2号", 2, "无", "无"],
        said("新苑社区", "2025-09-11", "消防安全走访", kind="visit", people=2),
    )
    page.bad("2025年9月11日下午", "新苑派出所", "云栖食品", "消防安全走访", "新苑路2号", 2, "无", "无")
    return Book([page], filename="助企走访.xlsx")


@case
def civil_practice() -> Book:
    page = Page("新时代文明实践")
    page.put(None, None, "新时代文明实践活动统计表")
    page.put(*cells("活动主题|活动类别|开展时间|开展地点|主办单位|联合单位|参与群众|志愿者数|活动简介"))
    page.tell(
        [
            "我们的节日·清明祭英烈",
            "主题活动",
            "2025-04-03",
            "望禾烈士陵园",
            "青棠街道",
            "书院社区、钟楼社区",
            80,
            15,
            "敬献花篮",
        ],
        said(
            "青棠街道",
            "2025-04-03",
            "我们的节日·清明祭英烈",
            place="望禾烈士陵园",
            kind="themed",
            cohosts=["书院社区", "钟楼社区"],
            people=80,
            volunteers=15,
        ),
    )
    page.tell(
        ["垃圾分类宣传", "宣传", "2025-04-22", "河畔小区", "河畔社区", None, 56, 8, "入户讲解"],
        said("河畔社区", "2025-04-22", "垃圾分类宣传", place="河畔小区", kind="publicity", people=56, volunteers=8),
    )
    page.tell(
        ["“邻里一家亲”包粽子比赛", "比赛", "2025-05-30", "金桂会客厅", "金桂社区", "学府社区", 72, 10],
        said(
            "金桂社区",
            "2025-05-30",
            "“邻里一家亲”包粽子比赛",
            place="金桂会客厅",
            kind="contest",
            cohosts=["学府社区"],
            people=72,
            volunteers=10,
        ),
    )
    return Book([page], filename="文明实践.xlsx")


@case
def monthly_summary() -> Book:
    page = Page("2025年")
    page.put("各社区活动月度汇总表（2025年）")
    page.put(*cells("月份|日|社区|活动名称|参加人数|备注"))
    page.tell(["1月", 5, "河畔", "写春联送祝福", 60], said("河畔社区", "2025-01-05", "写春联送祝福", people=60))
    page.tell(
        [None, 18, "桥南", "迎春茶话会", 35, "居民代表"],
        said("桥南社区", "2025-01-18", "迎春茶话会", note="居民代表", people=35),
    )
    page.put("1月小计", None, None, "2场", 95)
    page.tell(["2月", 12, "桥北", "元宵猜灯谜", 110], said("桥北社区", "2025-02-12", "元宵猜灯谜", people=110))
    page.tell(
        [None, 20, "柳荫", "春季健康讲座", 42],
        said("柳荫社区", "2025-02-20", "春季健康讲座", kind="lecture", people=42),
    )
    page.bad(None, 30, "东堤", "法律咨询", 20)
    page.put("2月小计", None, None, "2场", 152)
    page.merged.append((5, 0, 7, 0))
    page.merged.append((2, 0, 3, 0))
    return Book([page], filename="月度汇总.xlsx")


@case
def weekly_grid() -> Book:
    page = Page("第45周")
    page.put("2025年11月3日—11月7日各社区活动日志")
    page.put(*cells("日期|河畔社区|桥南社区|柳荫社区"))
    page.tell(
        [*cells("11月3日（周一）|消防安全演练，参加45人||健康义诊，服务60人次")],
        said("河畔社区", "2025-11-03", "消防安全演练", attendances=45),
        said("柳荫社区", "2025-11-03", "健康义诊", attendances=60),
    )
    page.tell(
        ["11月4日（周二）", None, "反诈宣传，发放资料200份"], said("桥南社区", "2025-11-04", "反诈宣传", materials=200)
    )
    page.tell(
        ["11月5日（周三）", "亲子阅读，参加22人", "居民议事会，参加18人"],
        said("河畔社区", "2025-11-05", "亲子阅读", attendances=22),
        said("桥南社区", "2025-11-05", "居民议事会", attendances=18),
    )
    page.put("11月6日（周四）")
    page.tell(
        [*cells("11月7日（周五）|||楼道清洁志愿服务，志愿者15人")],
        said("柳荫社区", "2025-11-07", "楼道清洁志愿服务", volunteers=15),
    )
    page.merged.append((0, 0, 0, 3))
    return Book([page], filename="每周工作日志.xlsx")


@case
def month_sheets() -> Book:
    page_1 = Page("一月")
    page_1.put("河畔社区2025年活动台账")
    page_1.put(*cells("日期|活动内容|地点|参加人数|活动类型"))
    page_1.tell(
        [6, "一月居民代表会议", "会议室", 30, "会议"],
        said("河畔社区", "2025-01-06", "一月居民代表会议", place="会议室", kind="meeting", people=30),
    )
    page_1.tell(
        [*cells("13日|防火宣传|小广场|50余人|宣传")],
        said("河畔社区", "2025-01-13", "防火宣传", place="小广场", kind="publicity", people="50余人"),
    )
    page_2 = Page("二月")
    page_2.put("河畔社区2025年活动台账")
    page_2.put(*cells("日期|活动内容|地点|参加人数|活动类型"))
    page_2.tell(
        [6, "二月居民代表会议", "会议室", 30, "会议"],
        said("河畔社区", "2025-02-06", "二月居民代表会议", place="会议室", kind="meeting", people=30),
    )
    page_2.tell(
        [*cells("13日|防火宣传|小广场|50余人|宣传")],
        said("河畔社区", "2025-02-13", "防火宣传", place="小广场", kind="publicity", people="50余人"),
    )
    page_3 = Page("十一月")
    page_3.put("河畔社区2025年活动台账")
    page_3.put(*cells("日期|活动内容|地点|参加人数|活动类型"))
    page_3.tell(
        [6, "十一月居民代表会议", "会议室", 30, "会议"],
        said("河畔社区", "2025-11-06", "十一月居民代表会议", place="会议室", kind="meeting", people=30),
    )
    page_3.tell(
        [*cells("13日|防火宣传|小广场|50余人|宣传")],
        said("河畔社区", "2025-11-13", "防火宣传", place="小广场", kind="publicity", people="50余人"),
    )
    return Book([page_1, page_2, page_3], filename="月份台账.xlsx")


@case
def two_in_a_row() -> Book:
    page = Page("统计")
    page.put("社区", "活动情况")
    page.tell(
        ["河畔", "1.3月5日开展学雷锋志愿服务，参加志愿者30人；2.3月12日开展植树活动，参加25人。"],
        said("河畔社区", "2025-03-05", "学雷锋志愿服务", volunteers=30),
        said("河畔社区", "2025-03-12", "植树活动", attendances=25),
    )
    page.tell(
        ["桥南", "①3月8日开展三八妇女节插花活动，参加40人\n②3月15日开展消费维权宣传，发放资料300份"],
        said("桥南社区", "2025-03-08", "三八妇女节插花活动", attendances=40),
        said("桥南社区", "2025-03-15", "消费维权宣传", materials=300),
    )
    page.tell(
        ["柳荫", "3月21日开展睡眠健康讲座，参加26人。"], said("柳荫社区", "2025-03-21", "睡眠健康讲座", attendances=26)
    )
    return Book([page], filename="一行两项.xlsx")


@case
def long_text() -> Book:
    page = Page("台账")
    page.put(*cells("序号|时间|社区|标题|活动情况"))
    page.tell(
        [
            1,
            "2025年5月8日",
            "河畔",
            "博爱周宣传",
            "5月8日上午，河畔社区在小广场开展博爱周宣传活动，现场发放宣传资料200份，接受咨询60余人次，志愿者12人参与服务。",
        ],
        said("河畔社区", "2025-05-08", "博爱周宣传", materials=200, attendances="60余人次", volunteers=12),
    )
    page.tell(
        [
            2,
            "2025年5月20日",
            "东堤",
            "社区开放日",
            "为加强居民互动，东堤社区开展开放日活动，共有居民85人参加，募集善款2300元。",
        ],
        said("东堤社区", "2025-05-20", "社区开放日", attendances=85, money=2300),
    )
    page.tell(
        [3, "2025年5月30日", "学府", "六一游园会", "活动吸引了约120名儿童参加，发放礼品120份。"],
        said("学府社区", "2025-05-30", "六一游园会", attendances="约120名", materials=120),
    )
    return Book([page], filename="文字台账.xlsx")


@case
def odd_dates() -> Book:
    page = Page("sheet1")
    page.put(*cells("活动日期|社区|活动名称|人次"))
    page.tell(["25.3.5", "钟楼", "活动1", 11], said("钟楼社区", "2025-03-05", "活动1", attendances=11))
    page.tell(["20250306", "钟楼", "活动2", 12], said("钟楼社区", "2025-03-06", "活动2", attendances=12))
    page.tell([20250307, "钟楼", "活动3", 13], said("钟楼社区", "2025-03-07", "活动3", attendances=13))
    page.tell(["3月8日上午9点", "钟楼", "活动4", 14], said("钟楼社区", "2025-03-08", "活动4", attendances=14))
    page.tell(["2025-03-09 14:30", "钟楼", "活动5", 15], said("钟楼社区", "2025-03-09", "活动5", attendances=15))
    page.tell(["二〇二五年三月十日", "钟楼", "活动6", 16], said("钟楼社区", "2025-03-10", "活动6", attendances=16))
    page.tell(["三月十一日", "钟楼", "活动7", 17], said("钟楼社区", "2025-03-11", "活动7", attendances=17))
    page.tell(
        ["3月12日-14日", "钟楼", "活动8", 18], said("钟楼社区", "2025-03-12", "活动8", end="2025-03-14", attendances=18)
    )
    page.tell(
        ["2025.3.15—3.17", "钟楼", "活动9", 19],
        said("钟楼社区", "2025-03-15", "活动9", end="2025-03-17", attendances=19),
    )
    page.tell(["2025年３月１８日", "钟楼", "活动10", 20], said("钟楼社区", "2025-03-18", "活动10", attendances=20))
    page.tell(["2025/3/19(周三)", "钟楼", "活动11", 21], said("钟楼社区", "2025-03-19", "活动11", attendances=21))
    page.tell(["3/20", "钟楼", "活动12", 22], said("钟楼社区", "2025-03-20", "活动12", attendances=22))
    page.tell([45737, "钟楼", "活动13", 23], said("钟楼社区", "2025-03-21", "活动13", attendances=23))
    page.tell(["2025 年 3 月 22 日", "钟楼", "活动14", 24], said("钟楼社区", "2025-03-22", "活动14", attendances=24))
    page.tell(["2025。3。23", "钟楼", "活动15", 25], said("钟楼社区", "2025-03-23", "活动15", attendances=25))
    page.tell(["2025年3月24号", "钟楼", "活动16", 26], said("钟楼社区", "2025-03-24", "活动16", attendances=26))
    page.tell(["3-25", "钟楼", "活动17", 27], said("钟楼社区", "2025-03-25", "活动17", attendances=27))
    page.tell(
        ["2025-3-26至28", "钟楼", "活动18", 28],
        said("钟楼社区", "2025-03-26", "活动18", end="2025-03-28", attendances=28),
    )
    page.tell(
        ["3月29、30日", "钟楼", "活动19", 29],
        said("钟楼社区", "2025-03-29", "活动19", end="2025-03-30", attendances=29),
    )
    page.tell(["2025.03.31.", "钟楼", "活动20", 30], said("钟楼社区", "2025-03-31", "活动20", attendances=30))
    page.bad("待定", "钟楼", "未知活动", 10)
    page.bad("2025.2.30", "钟楼", "未知活动", 10)
    page.bad("2052-3-5", "钟楼", "未知活动", 10)
    page.bad("每周三", "钟楼", "未知活动", 10)
    page.bad(None, "钟楼", "未知活动", 10)
    return Book([page], filename="日期写法.xlsx")


@case
def grouped_units() -> Book:
    page = Page("汇总")
    page.put("青棠街道群团活动汇总（2025年）")
    page.put(*cells("序号|活动名称|日期|参加人数"))
    page.put("一、河畔社区")
    page.tell([1, "春游踏青", date(2025, 4, 5), 30], said("河畔社区", "2025-04-05", "春游踏青", people=30))
    page.tell([2, "读书会", date(2025, 4, 23), 18], said("河畔社区", "2025-04-23", "读书会", people=18))
    page.put("二、桥北社区（共2场）")
    page.tell([1, "端午香囊制作", date(2025, 5, 29), 26], said("桥北社区", "2025-05-29", "端午香囊制作", people=26))
    page.tell([2, "夏日送清凉", date(2025, 7, 8), 50], said("桥北社区", "2025-07-08", "夏日送清凉", people=50))
    page.put("三、社会事务办")
    page.tell(
        [1, "救助政策培训", date(2025, 7, 15), 33], said("社会事务办公室", "2025-07-15", "救助政策培训", people=33)
    )
    page.bad(2, "培训二", "待定", 33)
    page.merged.append((8, 0, 8, 3))
    page.merged.append((2, 0, 2, 3))
    page.merged.append((5, 0, 5, 3))
    return Book([page], filename="分社区.xlsx")


@case
def merged_units() -> Book:
    page = Page("活动")
    page.put(*cells("单位|活动|时间|人数|经费（元）"))
    page.tell(
        ["桥南社区", "书画展", "2025-06-01", 40, 800], said("桥南社区", "2025-06-01", "书画展", people=40, money=800)
    )
    page.tell([None, "象棋赛", "2025-06-08", 16, 300], said("桥南社区", "2025-06-08", "象棋赛", people=16, money=300))
    page.tell([None, "电影放映", "2025-06-15", 120, 0], said("桥南社区", "2025-06-15", "电影放映", people=120, money=0))
    page.put("小计", 3, None, 176)
    page.tell(
        ["棠梨里社区", "旗袍秀", "2025-06-21", 35, 1200],
        said("棠梨里社区", "2025-06-21", "旗袍秀", people=35, money=1200),
    )
    page.tell([None, "急救课", "2025-06-28", 28], said("棠梨里社区", "2025-06-28", "急救课", people=28))
    page.put("小计", 2, None, 63)
    page.put("总计", 5)
    page.merged.append((1, 0, 3, 0))
    page.merged.append((5, 0, 6, 0))
    return Book([page], filename="合并单位.xlsx")


@case
def bilingual() -> Book:
    page = Page("Events")
    page.put(
        *cells(
            "No.|Date 日期|Community 社区|Event 活动名称|Venue 地点|Participants 参加人数|Volunteers 志愿者|Remarks 备注"
        )
    )
    page.tell(
        [1, date(2025, 9, 10), "书院", "Teachers' Day 教师节慰问", "书院小学", 20, 4, "ok"],
        said(
            "书院社区", "2025-09-10", "Teachers' Day 教师节慰问", place="书院小学", note="ok", people=20, volunteers=4
        ),
    )
    page.tell(
        [2, date(2025, 9, 20), "新苑", "English Corner 英语角", "新苑书吧", 15, 2],
        said("新苑社区", "2025-09-20", "English Corner 英语角", place="新苑书吧", people=15, volunteers=2),
    )
    page.bad(3, date(2025, 9, 21), "新苑", "English Corner 英语角", "新苑书吧", -15, 2)
    return Book([page], filename="bilingual.xlsx")


@case
def abbreviated() -> Book:
    page = Page("活动")
    page.put(*cells("时间|村居|内容|地址|参与|志愿|资料|投入"))
    page.tell(
        [*cells("7.1|金桂|唱红歌|金桂广场|80人|10名|100份|500元")],
        said("金桂社区", "2025-07-01", "唱红歌", place="金桂广场", people=80, volunteers=10, materials=100, money=500),
    )
    page.tell(
        [*cells("8.1|东堤|拥军慰问|消防站|12人|3名||2000元")],
        said("东堤社区", "2025-08-01", "拥军慰问", place="消防站", people=12, volunteers=3, money=2000),
    )
    page.tell(
        [*cells("8.19|学府|义诊|学府花园|60人|8名|60份")],
        said(
            "学府社区", "2025-08-19", "义诊", place="学府花园", kind="screening", people=60, volunteers=8, materials=60
        ),
    )
    return Book([page], filename="简头.xlsx")


@case
def amounts() -> Book:
    page = Page("数量")
    page.put(*cells("日期|社区|名称|参加人数|发放物品|资金|志愿者"))
    page.tell(
        [date(2025, 10, 1), "柳荫", "重阳活动1", "30人", "200份", "1.2万元", "5人"],
        said("柳荫社区", "2025-10-01", "重阳活动1", people=30, materials=200, money=12000, volunteers=5),
    )
    page.tell(
        [date(2025, 10, 2), "柳荫", "重阳活动2", "约50人", "80余份", "3,200元", "十名"],
        said("柳荫社区", "2025-10-02", "重阳活动2", people="约50人", materials="80余份", money=3200, volunteers=10),
    )
    page.tell(
        [date(2025, 10, 3), "柳荫", "重阳活动3", "三十人", "１００份", "¥500.00", "6 人"],
        said("柳荫社区", "2025-10-03", "重阳活动3", people=30, materials=100, money=500, volunteers=6),
    )
    page.tell(
        [date(2025, 10, 4), "柳荫", "重阳活动4", "近百人", "50个", "0.5万", "无"],
        said("柳荫社区", "2025-10-04", "重阳活动4", note="50个", people="近百人", money=5000),
    )
    page.tell(
        [date(2025, 10, 5), "柳荫", "重阳活动5", "1,200人次", "200 份", "/", "—"],
        said("柳荫社区", "2025-10-05", "重阳活动5", people=1200, materials=200),
    )
    page.tell(
        [date(2025, 10, 6), "柳荫", "重阳活动6", "120多人", "", "2000元整", "8位"],
        said("柳荫社区", "2025-10-06", "重阳活动6", people="120多人", money=2000, volunteers=8),
    )
    page.bad(date(2025, 10, 9), "柳荫", "重阳活动九", "若干")
    return Book([page], filename="数量带单位.xlsx")


@case
def total_on_top() -> Book:
    page = Page("统计")
    page.put(*cells("社区|日期|活动名称|人次|份数"))
    page.put("合计", None, "4场", 200, 400)
    page.tell(
        ["河畔", date(2025, 6, 1), "便民服务日", 50, 100],
        said("河畔社区", "2025-06-01", "便民服务日", attendances=50, materials=100),
    )
    page.tell(
        ["桥南", date(2025, 6, 2), "便民服务日", 50, 100],
        said("桥南社区", "2025-06-02", "便民服务日", attendances=50, materials=100),
    )
    page.tell(
        ["桥北", date(2025, 6, 3), "便民服务日", 50, 100],
        said("桥北社区", "2025-06-03", "便民服务日", attendances=50, materials=100),
    )
    page.tell(
        ["柳荫", date(2025, 6, 4), "便民服务日", 50, 100],
        said("柳荫社区", "2025-06-04", "便民服务日", attendances=50, materials=100),
    )
    return Book([page], filename="合计在上.xlsx")


@case
def blank_lead() -> Book:
    page = Page("Sheet3")
    page.put()
    page.put()
    page.put()
    page.put()
    page.put(None, None, None, "日期", None, "社区", "活动", "", "人次")
    page.put()
    page.tell(
        [None, None, None, date(2025, 2, 3), None, "新苑", "扭秧歌", None, 33],
        said("新苑社区", "2025-02-03", "扭秧歌", attendances=33),
    )
    page.put()
    page.put()
    page.tell(
        [None, None, None, date(2025, 2, 5), None, "学府", "猜谜", None, 44],
        said("学府社区", "2025-02-05", "猜谜", attendances=44),
    )
    return Book([page], filename="空列.xlsx")


@case
def hidden_rows() -> Book:
    page = Page("台账")
    page.put(*cells("日期|社区|活动名称|人次|内部编号"))
    page.tell(
        [date(2025, 5, 1), "石榴园", "周末课堂第1期", 21, 880001],
        said("石榴园社区", "2025-05-01", "周末课堂第1期", attendances=21),
    )
    page.tell(
        [date(2025, 5, 2), "石榴园", "周末课堂第2期", 22, 880002],
        said("石榴园社区", "2025-05-02", "周末课堂第2期", attendances=22),
    )
    page.tell(
        [date(2025, 5, 3), "石榴园", "周末课堂第3期", 23, 880003],
        said("石榴园社区", "2025-05-03", "周末课堂第3期", attendances=23),
    )
    page.tell(
        [date(2025, 5, 4), "石榴园", "周末课堂第4期", 24, 880004],
        said("石榴园社区", "2025-05-04", "周末课堂第4期", attendances=24),
    )
    page.tell(
        [date(2025, 5, 5), "石榴园", "周末课堂第5期", 25, 880005],
        said("石榴园社区", "2025-05-05", "周末课堂第5期", attendances=25),
    )
    page.hidden_rows += [2, 3]
    return Book([page], filename="隐藏行.xlsx")


@case
def notes_between() -> Book:
    page = Page("台账")
    page.put(*cells("序号|日期|社区|活动|人次"))
    page.tell(
        [1, date(2025, 1, 3), "河畔", "冬泳赛", 20],
        said("河畔社区", "2025-01-03", "冬泳赛", kind="contest", attendances=20),
    )
    page.put("注：以下为寒假活动，由各社区自行填报")
    page.tell(
        [2, date(2025, 1, 20), "桥北", "寒假作业班", 15], said("桥北社区", "2025-01-20", "寒假作业班", attendances=15)
    )
    page.put("（以上为一季度）")
    page.put(*cells("|||说明：人次以签到表为准"))
    page.tell(
        [3, date(2025, 4, 20), "书院", "谷雨诗会", 25], said("书院社区", "2025-04-20", "谷雨诗会", attendances=25)
    )
    page.put("填表说明：1.日期填写活动当天；2.人次填实际数。")
    return Book([page], filename="夹注.xlsx")


@case
def repeated_heads() -> Book:
    page = Page("打印")
    page.put("青棠街道2025年活动一览表")
    page.put(*cells("序号|时间|地点|社区|活动名称|参与人次"))
    page.tell(
        [1, date(2025, 3, 10), "活动室", "钟楼", "邻里活动1", 5],
        said("钟楼社区", "2025-03-10", "邻里活动1", place="活动室", attendances=5),
    )
    page.tell(
        [2, date(2025, 3, 11), "活动室", "书院", "邻里活动2", 10],
        said("书院社区", "2025-03-11", "邻里活动2", place="活动室", attendances=10),
    )
    page.tell(
        [3, date(2025, 3, 12), "活动室", "东堤", "邻里活动3", 15],
        said("东堤社区", "2025-03-12", "邻里活动3", place="活动室", attendances=15),
    )
    page.put("第1页 共3页")
    page.put("本页小计", None, None, None, None, 30)
    page.put("青棠街道2025年活动一览表")
    page.put(*cells("序号|时间|地点|社区|活动名称|参与人次"))
    page.tell(
        [4, date(2025, 4, 10), "活动室", "钟楼", "邻里活动4", 20],
        said("钟楼社区", "2025-04-10", "邻里活动4", place="活动室", attendances=20),
    )
    page.tell(
        [5, date(2025, 4, 11), "活动室", "书院", "邻里活动5", 25],
        said("书院社区", "2025-04-11", "邻里活动5", place="活动室", attendances=25),
    )
    page.tell(
        [6, date(2025, 4, 12), "活动室", "东堤", "邻里活动6", 30],
        said("东堤社区", "2025-04-12", "邻里活动6", place="活动室", attendances=30),
    )
    page.put("第2页 共3页")
    page.put("本页小计", None, None, None, None, 75)
    page.put("青棠街道2025年活动一览表")
    page.put(*cells("序号|时间|地点|社区|活动名称|参与人次"))
    page.tell(
        [7, date(2025, 5, 10), "活动室", "钟楼", "邻里活动7", 35],
        said("钟楼社区", "2025-05-10", "邻里活动7", place="活动室", attendances=35),
    )
    page.tell(
        [8, date(2025, 5, 11), "活动室", "书院", "邻里活动8", 40],
        said("书院社区", "2025-05-11", "邻里活动8", place="活动室", attendances=40),
    )
    page.tell(
        [9, date(2025, 5, 12), "活动室", "东堤", "邻里活动9", 45],
        said("东堤社区", "2025-05-12", "邻里活动9", place="活动室", attendances=45),
    )
    page.put("第3页 共3页")
    page.put("本页小计", None, None, None, None, 120)
    return Book([page], filename="表头重复.xlsx")


@case
def refused_many() -> Book:
    page = Page("名单")
    page.put(*cells("日期|社区|活动名称|人次|民族|宗教信仰|政治面貌|身份证号|党员人数|思想动态"))
    page.tell(
        [
            date(2025, 7, 1),
            "桥北",
            "主题党日第1次",
            31,
            "满族",
            "佛教徒",
            "群众代",
            "110101199001011234",
            12,
            "思想稳定",
        ],
        said("桥北社区", "2025-07-01", "主题党日第1次", attendances=31),
    )
    page.tell(
        [
            date(2025, 7, 2),
            "桥北",
            "主题党日第2次",
            32,
            "满族",
            "佛教徒",
            "群众代",
            "110101199001011234",
            12,
            "思想稳定",
        ],
        said("桥北社区", "2025-07-02", "主题党日第2次", attendances=32),
    )
    page.tell(
        [
            date(2025, 7, 3),
            "桥北",
            "主题党日第3次",
            33,
            "满族",
            "佛教徒",
            "群众代",
            "110101199001011234",
            12,
            "思想稳定",
        ],
        said("桥北社区", "2025-07-03", "主题党日第3次", attendances=33),
    )
    return Book(
        [page], filename="含敏感列.xlsx", secrets=("满族", "佛教徒", "群众代", "110101199001011234", "思想稳定")
    )


@case
def id_numbers() -> Book:
    page = Page("登记")
    page.put(*cells("登记号|活动日期|主办社区|活动名称|负责人|手机|身份证|参与人数|银行卡号"))
    page.tell(
        [
            20250001,
            date(2025, 8, 10),
            "棠梨里",
            "便民理发1",
            "苏见微",
            13712345678,
            "110101198001015678",
            12,
            "6222020200012345678",
        ],
        said("棠梨里社区", "2025-08-10", "便民理发1", people=12),
    )
    page.tell(
        [
            20250002,
            date(2025, 8, 11),
            "棠梨里",
            "便民理发2",
            "苏见微",
            13712345678,
            "110101198001015678",
            13,
            "6222020200012345678",
        ],
        said("棠梨里社区", "2025-08-11", "便民理发2", people=13),
    )
    page.tell(
        [
            20250003,
            date(2025, 8, 12),
            "棠梨里",
            "便民理发3",
            "苏见微",
            13712345678,
            "110101198001015678",
            14,
            "6222020200012345678",
        ],
        said("棠梨里社区", "2025-08-12", "便民理发3", people=14),
    )
    return Book([page], filename="号码列.xlsx", secrets=("13712345678", "110101198001015678", "6222020200012345678"))


@case
def wps() -> Book:
    page = Page("工作表1")
    page.put("青棠街道\u3000活动台账\n（2025年）")
    page.put("日 期", "社  区", "活动\n名称", "活动_x000D_\n地点", "参加\n人数\n（人次）", "备  注 ")
    page.tell(
        [*cells(" 2025-9-1\xa0|河畔社区 |开学第一课\u3000|\xa0河畔小学|'45| 无\u200b")],
        said("河畔社区", "2025-09-01", "开学第一课", place="河畔小学", attendances=45),
    )
    page.tell(
        ["2025-9-2", "\u3000桥南\u3000社区", "“护苗\n”安全课", "桥南小学", " 50 "],
        said("桥南社区", "2025-09-02", "“护苗”安全课", place="桥南小学", attendances=50),
    )
    return Book([page], filename="WPS.xlsx")


@case
def three_heads() -> Book:
    page = Page("表一")
    page.put("附件2")
    page.put("群团活动情况统计表")
    page.put(*cells("社区|基本情况|||活动成效"))
    page.put(*cells("|活动名称|时间|地点|参与情况||发放情况"))
    page.put(*cells("||||群众（人次）|志愿者（人）|资料（份）|资金（元）"))
    page.tell(
        ["河畔", "禁毒宣传", date(2025, 6, 26), "河畔广场", 70, 9, 210, 350],
        said(
            "河畔社区",
            "2025-06-26",
            "禁毒宣传",
            place="河畔广场",
            attendances=70,
            volunteers=9,
            materials=210,
            money=350,
        ),
    )
    page.tell(
        ["学府", "急救讲座", date(2025, 6, 27), "学府礼堂", 90, 5, 90],
        said(
            "学府社区",
            "2025-06-27",
            "急救讲座",
            place="学府礼堂",
            kind="lecture",
            attendances=90,
            volunteers=5,
            materials=90,
        ),
    )
    page.merged.append((3, 6, 3, 7))
    page.merged.append((3, 4, 3, 5))
    page.merged.append((2, 1, 2, 3))
    page.merged.append((3, 1, 4, 1))
    page.merged.append((2, 4, 2, 7))
    page.merged.append((3, 2, 4, 2))
    page.merged.append((3, 3, 4, 3))
    page.merged.append((2, 0, 4, 0))
    return Book([page], filename="三行头.xlsx")


@case
def lines_kinds() -> Book:
    page = Page("全街道")
    page.put(*cells("条线|类型|日期|主办|联办|活动名称|人次"))
    page.tell(
        ["工会", "培训", date(2025, 3, 3), "党群办", "", "职工技能培训", 40],
        said("党群工作办公室", "2025-03-03", "职工技能培训", kind="training", lines=["union"], attendances=40),
    )
    page.tell(
        ["妇联、红十字", "义诊", date(2025, 3, 8), "桥南", "书院，钟楼", "女性健康义诊", 66],
        said(
            "桥南社区",
            "2025-03-08",
            "女性健康义诊",
            kind="screening",
            lines=["redcross", "women"],
            cohosts=["书院社区", "钟楼社区"],
            attendances=66,
        ),
    )
    page.tell(
        ["团委", "志愿服务", date(2025, 3, 5), "学府", "金桂社区", "学雷锋", 28],
        said(
            "学府社区",
            "2025-03-05",
            "学雷锋",
            kind="volunteering",
            lines=["youth"],
            cohosts=["金桂社区"],
            attendances=28,
        ),
    )
    page.tell(
        ["人大", "会议", date(2025, 3, 28), "人大办", None, "代表述职会", 32],
        said("人大工委办公室", "2025-03-28", "代表述职会", kind="meeting", lines=["liaison"], attendances=32),
    )
    page.bad("气象", "会议", date(2025, 3, 28), "人大办", None, "述职会", 32)
    return Book([page], filename="条线.xlsx")


@case
def unit_last() -> Book:
    page = Page("S")
    page.put(*cells("序|工作内容|完成时间|参与人次|责任单位"))
    page.bad(*cells("一|法治讲座|2025年12月4日前后|60|河畔社区"))
    page.tell(
        [*cells("二|防汛演练|2025年6月10日|60人次|东堤社区")],
        said("东堤社区", "2025-06-10", "防汛演练", attendances=60),
    )
    page.tell(
        [*cells("三|暑期安全课|2025年7月1日|38|新苑")], said("新苑社区", "2025-07-01", "暑期安全课", attendances=38)
    )
    page.tell(
        [*cells("四|民政惠民培训|2025年7月9日|25|社事办")],
        said("社会事务办公室", "2025-07-09", "民政惠民培训", kind="training", attendances=25),
    )
    return Book([page], filename="单位在后.xlsx")


@case
def side_by_side() -> Book:
    page = Page("对照")
    page.put(*cells("工会活动|||||妇联活动"))
    page.put(*cells("日期|社区|活动|人次||日期|社区|活动|人次"))
    page.tell(
        [date(2025, 4, 1), "河畔", "职工拔河", 30, None, date(2025, 4, 2), "桥南", "插花", 20],
        said("河畔社区", "2025-04-01", "职工拔河", attendances=30),
        said("桥南社区", "2025-04-02", "插花", attendances=20),
    )
    page.tell([date(2025, 4, 3), "柳荫", "健步走", 50], said("柳荫社区", "2025-04-03", "健步走", attendances=50))
    return Book([page], filename="左右两表.xlsx")


@case
def stacked() -> Book:
    page = Page("合并")
    page.put("一、讲座")
    page.put(*cells("日期|社区|讲座名称|人数"))
    page.tell(
        [date(2025, 3, 1), "金桂", "养生讲座", 30],
        said("金桂社区", "2025-03-01", "养生讲座", kind="lecture", people=30),
    )
    page.put("合计", None, None, 30)
    page.put()
    page.put("二、慰问")
    page.put(*cells("社区|慰问时间|慰问事项|户数|金额（元）"))
    page.tell(
        ["棠梨里", "2025.9.28", "国庆慰问低保户", 8, 4000],
        said("棠梨里社区", "2025-09-28", "国庆慰问低保户", kind="relief", households=8, money=4000),
    )
    page.tell(
        ["钟楼", "2025.9.29", "慰问高龄老人", 5, 1000],
        said("钟楼社区", "2025-09-29", "慰问高龄老人", kind="relief", households=5, money=1000),
    )
    return Book([page], filename="上下两表.xlsx")


@case
def joint_units() -> Book:
    page = Page("联办活动")
    page.put(*cells("日期|承办单位|活动名称|参与人次"))
    page.tell(
        [date(2025, 10, 1), "河畔社区、桥南社区", "国庆升旗", 200],
        said("河畔社区", "2025-10-01", "国庆升旗", cohosts=["桥南社区"], attendances=200),
    )
    page.tell(
        [date(2025, 10, 2), "书院社区联合钟楼社区", "书画联展", 90],
        said("书院社区", "2025-10-02", "书画联展", cohosts=["钟楼社区"], attendances=90),
    )
    page.tell(
        [date(2025, 10, 3), "街道", "金秋运动会", 150], said("青棠街道", "2025-10-03", "金秋运动会", attendances=150)
    )
    page.bad(date(2025, 10, 4), "各社区", "全域清洁", 500)
    return Book([page], filename="联办.xlsx")


@case
def ditto() -> Book:
    page = Page("台账")
    page.put(*cells("日期|社区|地点|活动|人次"))
    page.tell(
        [date(2025, 5, 4), "学府", "学府广场", "五四诗会", 45],
        said("学府社区", "2025-05-04", "五四诗会", place="学府广场", attendances=45),
    )
    page.tell(
        ["同上", "同上", "同上", "青年市集", 130],
        said("学府社区", "2025-05-04", "青年市集", place="学府广场", attendances=130),
    )
    page.tell(
        [date(2025, 5, 5), "〃", "〃", "立夏称人", 66],
        said("学府社区", "2025-05-05", "立夏称人", place="学府广场", attendances=66),
    )
    page.tell(
        [date(2025, 5, 6), "金桂", '"', "广场舞", 40],
        said("金桂社区", "2025-05-06", "广场舞", place="学府广场", attendances=40),
    )
    return Book([page], filename="同上.xlsx")


@case
def summary_rows() -> Book:
    page = Page("1-6月")
    page.put("2025年1-6月各社区志愿服务汇总")
    page.put(*cells("社区|项目|时段|场次|人次|志愿者人数"))
    page.tell(
        ["河畔", "志愿服务", "2025年1-6月", 12, 360, 80],
        said(
            "河畔社区",
            "2025-01-01",
            "志愿服务",
            end="2025-06-30",
            kind="volunteering",
            times=12,
            attendances=360,
            volunteers=80,
        ),
    )
    page.tell(
        ["桥南", "志愿服务", "2025年一季度", 5, 150, 33],
        said(
            "桥南社区",
            "2025-01-01",
            "志愿服务",
            end="2025-03-31",
            kind="volunteering",
            times=5,
            attendances=150,
            volunteers=33,
        ),
    )
    page.tell(
        ["桥北", "志愿服务", "2025年上半年", 7, 210, 45],
        said("桥北社区", "2025-01-01", "志愿服务", end="2025-06-30", times=7, attendances=210, volunteers=45),
    )
    page.put("合  计", None, None, 24, 720, 158)
    return Book([page], filename="补录汇总.xlsx")


@case
def ticks() -> Book:
    page = Page("条线打勾")
    page.put(*cells("日期|社区|活动名称|人次|工会|共青团|妇联|红十字会"))
    page.tell(
        [date(2025, 6, 1), "河畔", "六一亲子跑", 80, None, "√", "√"],
        said("河畔社区", "2025-06-01", "六一亲子跑", lines=["women", "youth"], attendances=80),
    )
    page.tell(
        [date(2025, 6, 2), "桥南", "职工健步走", 60, "√"],
        said("桥南社区", "2025-06-02", "职工健步走", lines=["union"], attendances=60),
    )
    page.tell(
        [date(2025, 6, 14), "桥北", "献血日", 30, None, None, None, "✓"],
        said("桥北社区", "2025-06-14", "献血日", lines=["redcross"], attendances=30),
    )
    return Book([page], filename="打勾.xlsx")


@case
def cancelled() -> Book:
    page = Page("计划与完成")
    page.put(*cells("计划日期|实际日期|社区|活动|参加人数|完成情况"))
    page.tell(
        [date(2025, 5, 1), date(2025, 5, 2), "新苑", "劳动最光荣", 30, "已完成"],
        said("新苑社区", "2025-05-02", "劳动最光荣", people=30),
    )
    page.bad(date(2025, 5, 8), None, "新苑", "红十字日宣传", None, "取消")
    page.bad(date(2025, 5, 9), None, "学府", "母亲节贺卡", None, "未开展")
    page.tell(
        [date(2025, 5, 12), date(2025, 5, 12), "学府", "护士节慰问", 12, "已完成"],
        said("学府社区", "2025-05-12", "护士节慰问", people=12),
    )
    return Book([page], filename="未开展.xlsx")


@case
def formulas_unsaved() -> Book:
    page = Page("公式")
    page.put(*cells("日期|社区|活动|男|女|参加人数"))
    page.tell(
        [date(2025, 4, 1), "河畔", "拔河", 10, 12, Formula("=D2+E2", None)],
        said("河畔社区", "2025-04-01", "拔河", people=22),
    )
    page.tell(
        [Formula("=A2+1", None), "桥南", "跳绳", 5, 6, Formula("=SUM(D3:E3)", None)],
        said("桥南社区", "2025-04-02", "跳绳", people=11),
    )
    page.tell([date(2025, 4, 3), "桥北", "踢毽", 5, 6, 11], said("桥北社区", "2025-04-03", "踢毽", people=11))
    page.bad(date(2025, 4, 4), "桥南", "跳绳", 5, 6, Formula("=VLOOKUP(B5,Sheet2!A:B,2,0)", None))
    return Book([page], filename="公式.xlsx")


@case
def month_cells() -> Book:
    page = Page("年报")
    page.put(*cells("月份|社区|项目|场次|人次"))
    page.tell(
        [date(2025, 3, 1), "东堤", "法律咨询", 2, 30],
        said("东堤社区", "2025-03-01", "法律咨询", end="2025-03-31", times=2, attendances=30),
    )
    page.tell(
        [date(2025, 4, 1), "东堤", "法律咨询", 3, 31],
        said("东堤社区", "2025-04-01", "法律咨询", end="2025-04-30", times=3, attendances=31),
    )
    page.tell(
        [date(2025, 5, 1), "东堤", "法律咨询", 4, 32],
        said("东堤社区", "2025-05-01", "法律咨询", end="2025-05-31", times=4, attendances=32),
    )
    return Book([page], filename="月份日期格.xlsx")


@case
def roster() -> Book:
    page = Page("花名册")
    page.put("青棠街道志愿者花名册")
    page.put(*cells("序号|姓名|性别|出生年月|社区|联系电话|加入时间"))
    page.bad(1, "赵大有", "男", "1990.5", "河畔", "13611112222", date(2025, 3, 1))
    page.bad(2, "钱二宝", "男", "1990.5", "河畔", "13611112222", date(2025, 3, 2))
    page.bad(3, "孙三妹", "男", "1990.5", "河畔", "13611112222", date(2025, 3, 3))
    return Book([page], filename="人员名单.xlsx", secrets=("赵大有", "钱二宝", "13611112222"))
