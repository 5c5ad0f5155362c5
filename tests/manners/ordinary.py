"""Ordinary mess that no earlier list had: what was called off, what is no row, numbers and days in yet other words."""

from __future__ import annotations

from datetime import date

from tests.manners.kit import Book, Cases, Page, cells, said

case = Cases()


# --- what was not held ------------------------------------------------------------------------------------------------


@case
def called_off_in_the_notes() -> Page:
    page = Page()
    page.put(*cells("序号|时间|社区|活动名称|参加人次|备注"))
    page.tell(
        [1, "5月4日", "学府", "五四青年徒步", 60, "天气晴好"],
        said("学府社区", "2025-05-04", "五四青年徒步", attendances=60),
    )
    page.bad(2, "5月10日", "学府", "母亲节茶话会", None, "因雨取消")
    page.bad(3, "5月12日", "金桂", "防灾演练", None, "延期至6月")
    page.bad(4, "5月20日", "金桂", "助残日慰问（取消）")
    page.bad(5, "5月22日", "金桂", "生态日宣传", 0, "未开展")
    page.tell(
        [6, "5月31日", "金桂", "六一游园", 88, "因雨延期举行"],
        said("金桂社区", "2025-05-31", "六一游园", attendances=88, note="因雨延期举行"),
    )
    return page


@case
def how_far_each_has_come() -> Page:
    page = Page()
    page.put(*cells("序号|活动时间|社区|活动名称|人数|进展"))
    page.tell(
        [1, "2025-9-1", "河畔", "开学第一课", 50, "已完成"], said("河畔社区", "2025-09-01", "开学第一课", people=50)
    )
    page.bad(2, "2025-9-9", "河畔", "教师节茶话会", None, "取消")
    page.bad(3, "2025-9-19", "桥南", "敬老活动", None, "计划")
    return page


@case
def called_off_in_the_title() -> Page:
    page = Page()
    page.put(*cells("日期|单位|主题|人次"))
    page.bad("10.2", "柳荫", "【取消】中秋赏月")
    page.bad("10.3", "柳荫", "重阳登高（延期）")
    page.tell(
        ["10.4", "柳荫", "取消押金政策宣讲会", 33], said("柳荫社区", "2025-10-04", "取消押金政策宣讲会", attendances=33)
    )
    return page


# --- rows that are no activity ----------------------------------------------------------------------------------------


@case
def units_that_held_nothing() -> Page:
    page = Page()
    page.put("各社区8月活动报送表")
    page.put(*cells("序号|社区|活动时间|活动名称|地点|参与人次"))
    page.tell(
        [1, "河畔", "8月1日", "八一慰问", "干休所", 10], said("河畔社区", "2025-08-01", "八一慰问", attendances=10)
    )
    page.put(2, "桥南")
    page.put(3, "桥北", "无")
    page.tell(
        [4, "柳荫", "8月8日", "全民健身日", "广场", 80], said("柳荫社区", "2025-08-08", "全民健身日", attendances=80)
    )
    page.put(5, "石榴园", None, "本月未开展活动")
    page.put(6, "书院", "/", "/", "/", "/")
    page.bad(7, "钟楼", None, "重阳茶会", "活动室", 20)
    page.bad(8, "钟楼", None, None, None, 20)
    return page


@case
def an_example_in_the_first_row() -> Page:
    page = Page()
    page.put("填表说明：请勿改动表头")
    page.put(*cells("序号|活动日期|社区|活动名称|地点|参与人次"))
    page.put("示例", "2025-1-1", "河畔社区", "元旦游园", "社区广场", 50)
    page.tell([1, "2025-3-5", "河畔", "植树", "公园", 50], said("河畔社区", "2025-03-05", "植树", attendances=50))
    return page


@case
def sums_in_words() -> Page:
    page = Page()
    page.put(*cells("社区|日期|活动名称|参加人数|备注"))
    page.tell(["河畔", "2025-2-3", "立春咬春", 30], said("河畔社区", "2025-02-03", "立春咬春", people=30))
    page.put("河畔小计", "1场", None, 30)
    page.tell(["桥南", "2025-2-4", "写福字", 33], said("桥南社区", "2025-02-04", "写福字", people=33))
    page.put("桥南社区 小计", None, "1场", 33)
    page.bad("桥南", None, "剪窗花", 20, "材料费共计30元")
    page.put("总    计：2场", None, None, 63)
    page.put("共2场，63人")
    return page


@case
def a_line_for_each_community_above_its_table() -> Page:
    page = Page("汇总")
    page.put("青棠街道社区活动台账（2025年4月）")
    for unit in ("河畔社区", "新苑社区"):
        page.put(f"社区：{unit}", None, None, "填报人：何某")
        page.put(*cells("序号|日期|活动名称|地点|人次"))
        page.tell([1, "4.2", "清明祭扫", "烈士陵园", 20], said(unit, "2025-04-02", "清明祭扫", attendances=20))
        page.tell([2, "4.23", "读书日", "图书室", 18], said(unit, "2025-04-23", "读书日", attendances=18))
        page.put()
    return page


@case
def a_line_for_each_community_between() -> Page:
    page = Page("汇总")
    page.put(*cells("序号|日期|活动名称|地点|人次"))
    for unit in ("河畔社区", "新苑社区"):
        page.put("填报单位：", unit, None, "填报人：何某")
        page.tell([1, "4.2", "清明祭扫", "烈士陵园", 20], said(unit, "2025-04-02", "清明祭扫", attendances=20))
        page.tell([2, "4.23", "读书日", "图书室", 18], said(unit, "2025-04-23", "读书日", attendances=18))
    return page


@case
def months_in_words_between() -> Page:
    page = Page("2025年")
    page.put("桥北社区活动记录")
    page.put(*cells("日期|活动名称|人次"))
    page.put("一月份")
    page.merge(-1, 0, -1, 2)
    page.tell(["5日", "腊八施粥", 80], said("桥北社区", "2025-01-05", "腊八施粥", attendances=80))
    page.tell([18, "春联义写", 60], said("桥北社区", "2025-01-18", "春联义写", attendances=60))
    page.put("二月")
    page.merge(-1, 0, -1, 2)
    page.tell(["12日", "元宵灯会", 200], said("桥北社区", "2025-02-12", "元宵灯会", attendances=200))
    page.bad("30日", "周末电影", 20)
    return page


# --- heads ------------------------------------------------------------------------------------------------------------


@case
def units_of_count_in_a_row_of_their_own() -> Page:
    page = Page()
    page.put(*cells("日期|社区|活动名称|参加人次|经费|资料"))
    page.put(*cells("（年月日）|||（人次）|（万元）|（份）"))
    page.tell(
        ["2025-3-5", "河畔", "学雷锋志愿服务", 50, 0.12, 80],
        said("河畔社区", "2025-03-05", "学雷锋志愿服务", attendances=50, money=1200, materials=80),
    )
    page.tell(
        ["2025-3-6", "桥南", "女工座谈会", 22, 0.05],
        said("桥南社区", "2025-03-06", "女工座谈会", attendances=22, money=500),
    )
    return page


@case
def who_came_beside_who_helped() -> Page:
    page = Page()
    page.put(*cells("日期|社区|活动名称|工作人员（人）|参与居民（人）|志愿者（人）|发放物品|数量（份）"))
    page.tell(
        [date(2025, 4, 2), "书院", "大清扫", 3, 22, 6, "毛巾", 22],
        said("书院社区", "2025-04-02", "大清扫", people=22, volunteers=6, materials=22),
    )
    page.tell(
        [date(2025, 5, 2), "学府", "象棋赛", 4, 30, 5, "本子", 30],
        said("学府社区", "2025-05-02", "象棋赛", people=30, volunteers=5, materials=30),
    )
    return page


# --- cells ------------------------------------------------------------------------------------------------------------


@case
def more_days() -> Page:
    page = Page()
    page.put("2025年活动登记")
    page.put(*cells("时间|社区|活动名称|人次"))
    for number, (typed, day) in enumerate(
        (
            ("3月22日起", "2025-03-22"),
            ("3月31日9:00开始", "2025-03-31"),
            ("4月9日（农历三月十二）", "2025-04-09"),
            ("2025年4月7日 下午3点半", "2025-04-07"),
            ("3月5日（星期三）下午2:30—4:30", "2025-03-05"),
        )
    ):
        page.tell([typed, "钟楼", f"晨练{number}", 20], said("钟楼社区", day, f"晨练{number}", attendances=20))
    for typed in ("三月中旬", "四月三十一日", "1-3月", "3月30日左右"):
        page.bad(typed, "钟楼", "晨练", 5)
    return page


@case
def more_numbers() -> Page:
    page = Page()
    page.put(*cells("日期|社区|活动名称|人次|资料（份）|经费（元）"))
    told = (
        (["50+", "约100", "1,200.00元"], {"attendances": "50+", "materials": "约100", "money": 1200}),
        (["86人（含志愿者6人）", "无", "免费"], {"attendances": 86, "volunteers": 6}),
        (["一百五十余人", "—", "未产生费用"], {"attendances": "一百五十余人"}),
        (["两百", "2百", "0"], {"attendances": 200, "materials": 200, "money": 0}),
    )
    for number, (typed, counted) in enumerate(told, start=1):
        page.tell(
            [date(2025, 6, number), "金桂", f"游园{number}", *typed],
            said("金桂社区", f"2025-06-0{number}", f"游园{number}", **counted),
        )
    page.bad(date(2025, 6, 9), "金桂", "游园", "30-40人")
    page.bad(date(2025, 6, 9), "金桂", "游园", 12, "-20")
    return page


@case
def the_street_by_what_it_is() -> Page:
    page = Page()
    page.put(*cells("日期|主办|活动名称|人次"))
    for number, name in enumerate(
        ("街道", "街道本级", "青棠街道机关", "街道团工委", "街道办", "青棠街道办事处"), start=1
    ):
        page.tell(
            [f"2025-5-{number}", name, f"联谊{number}", 12],
            said("青棠街道", f"2025-05-0{number}", f"联谊{number}", attendances=12),
        )
    page.bad("2025-5-8", "各社区", "大扫除", 500)
    page.bad("2025-5-9", "区妇联", "调研", 5)
    return page


@case
def names_typed_by_sound_or_shape() -> Page:
    page = Page()
    page.put(*cells("日期|社区|活动名称|人次"))
    for number, (typed, meant) in enumerate((("桥楠社区", "桥南社区"), ("新院", "新苑社区"), ("书院社区", "书院社区"))):
        page.tell(
            [f"2025-5-{number + 1}", typed, f"联谊{number}", 12],
            said(meant, f"2025-05-0{number + 1}", f"联谊{number}", attendances=12),
        )
    page.bad("2025-5-8", "桥西社区", "大扫除", 50)
    page.bad("2025-5-9", "新城社区", "大扫除", 50)
    return page


@case
def telephones_in_the_notes() -> Book:
    page = Page()
    page.put(*cells("日期|社区|活动名称|人次|备注"))
    page.tell(
        ["2025-1-5", "河畔", "腊八节", 33, "联系人王大妈13912345678"],
        said("河畔社区", "2025-01-05", "腊八节", attendances=33, note="联系人王大妈139****5678"),
    )
    page.tell(
        ["2025-1-6", "河畔", "写春联（报名139 1234 5678）", 34],
        said("河畔社区", "2025-01-06", "写春联（报名139******5678）", attendances=34),
    )
    return Book([page], secrets=("13912345678", "1234"))


@case
def answers_to_a_questionnaire() -> Book:
    page = Page("Sheet1")
    page.put(
        *cells(
            "序号|提交者（自动）|提交答卷时间|所用时间|1、您所在的社区：（必填）|2、活动名称：|3、活动日期：|4、活动地点：|5、参加人次："
        )
    )
    page.tell(
        [1, "微信用户甲", "2025/4/2 9:30:12", "123秒", "河畔社区", "清明诗会", "2025-04-01", "活动室", "30"],
        said("河畔社区", "2025-04-01", "清明诗会", place="活动室", attendances=30),
    )
    page.tell(
        [2, "微信用户乙", "2025/4/10 9:30:12", "93秒", "桥北社区", "春季健步走", "2025-04-09", "公园", "55"],
        said("桥北社区", "2025-04-09", "春季健步走", place="公园", attendances=55),
    )
    return Book([page], secrets=("微信用户",))


@case
def who_they_are_that_are_counted() -> Book:
    pages = []
    for name, who in (("工会", "参与职工数"), ("妇联", "参与妇女数"), ("团委", "参与青年数")):
        page = Page(name)
        page.put(*cells(f"日期|承办社区|活动名称|{who}|慰问物资"))
        page.tell(
            ["2025-03-05", "1.河畔社区", "趣味运动会", 50, "米油各50份"],
            said("河畔社区", "2025-03-05", "趣味运动会", people=50),
        )
        pages.append(page)
    return Book(pages)


@case
def ends_and_helpers_in_words() -> Page:
    page = Page()
    page.put(*cells("开始时间|结束时间|社区|联合单位|活动名称|人次"))
    for day, (end, until) in enumerate(
        (("-", None), ("当天", None), ("8日", "2025-03-08"), ("3月9日", "2025-03-09")), 1
    ):
        page.tell(
            [date(2025, 3, day), end, f"（{day}）河畔社区", "联合桥南社区", "讲古", 20],
            said("河畔社区", f"2025-03-0{day}", "讲古", end=until, cohosts=["桥南社区"], attendances=20),
        )
    page.bad("3月9日", "3月8日", "河畔", None, "展览", 200)
    return page


@case
def two_days_in_a_row_of_an_unknown_unit() -> Page:
    page = Page()
    page.put(*cells("单位|开始日期|活动名称|结束日期"))
    page.bad("没有的社区", "2025-3-5", "展览", "2025-3-6")
    page.tell(["河畔", "2025-3-7", "展览", "2025-3-8"], said("河畔社区", "2025-03-07", "展览", end="2025-03-08"))
    return page


@case
def money_that_could_be_the_number_of_a_day() -> Page:
    page = Page()
    page.put(*cells("单位|日期|活动名称|金额（元）"))
    page.bad("没有的社区", "2025-3-5", "募捐", "18264.00")
    page.tell(["河畔", "2025-3-7", "募捐", "45721.50"], said("河畔社区", "2025-03-07", "募捐", money="45721.5"))
    return page


# --- what is told in sentences ----------------------------------------------------------------------------------------


@case
def sentences_beside_a_day() -> Page:
    page = Page()
    page.put("各社区活动开展情况（2025年）")
    page.put(*cells("序号|日期|社区|活动开展情况"))
    page.tell(
        [1, "3月8日", "桥南", "在社区会客厅举办“花样女神节”插花活动，辖区30余名妇女参加。"],
        said("桥南社区", "2025-03-08", "“花样女神节”插花活动", place="社区会客厅", attendances="30余名"),
    )
    page.tell(
        [2, "3月12日", "桥北", "联合桥北小学开展植树活动，共植树50棵，参加学生45人。"],
        said("桥北社区", "2025-03-12", "植树活动", attendances=45),
    )
    return page


@case
def sentences_as_the_content() -> Page:
    page = Page("工作动态")
    page.put(*cells("时间|单位|内容|备注"))
    page.tell(
        ["2025.4.23", "书院", "书院社区在图书室举办世界读书日分享会，25人参加"],
        said("书院社区", "2025-04-23", "世界读书日分享会", place="图书室", attendances=25),
    )
    page.tell(
        ["2025.4.28", "街道总工会", "召开庆五一劳模座谈会，参会劳模12人"],
        said("青棠街道", "2025-04-28", "庆五一劳模座谈会", kind="meeting", attendances=12),
    )
    return page


@case
def whose_it_is_in_what_it_is_called() -> Page:
    page = Page()
    page.put(*cells("序号|日期|活动情况|人次"))
    page.tell(
        [1, "3.5", "河畔社区开展“学雷锋”志愿服务活动", 40],
        said("河畔社区", "2025-03-05", "河畔社区开展“学雷锋”志愿服务活动", attendances=40),
    )
    page.tell(
        [2, "3.8", "桥南社区女神节插花活动", 30],
        said("桥南社区", "2025-03-08", "桥南社区女神节插花活动", attendances=30),
    )
    page.tell([3, "3.9", "走访河畔社区老人", 3], said("青棠街道", "2025-03-09", "走访河畔社区老人", attendances=3))
    return page


@case
def parts_and_their_sum_under_one_head() -> Page:
    page = Page()
    page.put("2025年妇联活动情况统计表")
    page.put(*cells("序号|活动时间|活动名称|参与人数|||发放物品||主办"))
    page.put(*cells("|||妇女|儿童|合计|名称|数量"))
    page.merged += [(1, 3, 1, 5), (1, 6, 1, 7)]
    page.tell(
        [1, "2025.3.8", "亲子烘焙", 20, 15, 35, "围裙", 35, "河畔"],
        said("河畔社区", "2025-03-08", "亲子烘焙", people=35, items=35),
    )
    page.tell(
        [2, "2025.6.1", "六一跳蚤市场", 40, 55, 95, None, None, "桥南"],
        said("桥南社区", "2025-06-01", "六一跳蚤市场", people=95),
    )
    return page


@case
def of_two_numbers_the_whole_one() -> Page:
    page = Page()
    page.put("2025年秋季老年学校教学点开班情况统计")
    page.put(*cells("社区|班级名称|开班时间|每周课时|总课时|登记人数|实到人数"))
    page.tell(
        ["河畔", "声乐班", "2025年9月1日", 2, 32, 50, 40],
        said("河畔社区", "2025-09-01", "声乐班", hours=32, people=40),
    )
    return page


# --- several in a row -------------------------------------------------------------------------------------------------


@case
def two_activities_beside_each_other() -> Book:
    spanned = Page("并排")
    spanned.put(*cells("社区|活动1||活动2|"))
    spanned.put(*cells("|名称|时间|名称|时间"))
    spanned.merged += [(0, 1, 0, 2), (0, 3, 0, 4), (0, 0, 1, 0)]
    numbered = Page("编号")
    numbered.put(*cells("社区|活动名称1|活动时间1|活动名称2|活动时间2"))
    for page in (spanned, numbered):
        page.tell(
            ["河畔", "雷锋日", "2025-3-5", "女神节", "2025-3-8"],
            said("河畔社区", "2025-03-05", "雷锋日"),
            said("河畔社区", "2025-03-08", "女神节"),
        )
        page.tell(["桥南", "植树", "2025-3-12"], said("桥南社区", "2025-03-12", "植树"))
    return Book([spanned, numbered])


@case
def what_was_planned_beside_what_was_held() -> Page:
    page = Page()
    page.put(*cells("社区|活动名称|计划||实际||人次"))
    page.put(*cells("||时间|地点|时间|地点|"))
    page.merged += [(0, 2, 0, 3), (0, 4, 0, 5), (0, 0, 1, 0), (0, 1, 1, 1), (0, 6, 1, 6)]
    page.tell(
        ["河畔", "雷锋日", "2025-3-4", "广场", "2025-3-5", "礼堂", 20],
        said("河畔社区", "2025-03-05", "雷锋日", place="礼堂", attendances=20),
    )
    return page


@case
def sentences_by_month() -> Page:
    page = Page()
    page.put("2025年各社区重点活动")
    page.put(*cells("社区|1月|2月"))
    page.tell(
        ["河畔", "1月8日开展腊八施粥，服务80人次", "2月12日举办元宵灯会，200人参加"],
        said("河畔社区", "2025-01-08", "腊八施粥", attendances=80),
        said("河畔社区", "2025-02-12", "元宵灯会", attendances=200),
    )
    page.tell(
        ["桥南", "1月18日举办春联义写，60人参加；1月20日开展走访慰问，慰问12户"],
        said("桥南社区", "2025-01-18", "春联义写", attendances=60),
        said("桥南社区", "2025-01-20", "走访慰问", households=12),
    )
    return page


@case
def columns_by_yet_other_names() -> Book:
    pages = []
    for days, whose, title, counted, metric in (
        ("开展活动时间", "实施主体", "主要活动", "参会人员数", "people"),
        ("活动日期时间", "举办方", "活动主题名称", "活动规模", "people"),
        ("活动时段", "活动社区", "活动名", "志愿服务人数", "volunteers"),
        ("活动开展日期", "责任主体", "具体活动", "宣传单页（张）", "materials"),
        ("时间", "组织方", "开展活动", "花费", "money"),
    ):
        page = Page(title)
        page.put(days, whose, title, counted)
        page.tell(["2025-3-5", "河畔", "雷锋日", 2], said("河畔社区", "2025-03-05", "雷锋日", **{metric: 2}))
        page.tell(["2025-3-6", "桥南", "女神节", 3], said("桥南社区", "2025-03-06", "女神节", **{metric: 3}))
        pages.append(page)
    return Book(pages)


@case
def three_rows_of_head_with_units_above() -> Page:
    page = Page("台账")
    page.put(*cells("序号|基本情况|||参与情况（人）||||备注"))
    page.put(*cells("|时间|社区|名称|居民||志愿者||"))
    page.put(*cells("||||人次|其中60岁以上|人数|时长（小时）|"))
    page.merged += [(0, 0, 2, 0), (0, 1, 0, 3), (0, 4, 0, 7), (0, 8, 2, 8), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3)]
    page.merged += [(1, 4, 1, 5), (1, 6, 1, 7)]
    page.tell(
        [1, "3.5", "河畔", "护河行动", 50, 20, 12, 2, "好"],
        said("河畔社区", "2025-03-05", "护河行动", attendances=50, volunteers=12, hours=2),
    )
    return page


@case
def days_with_hours_and_remarks() -> Page:
    page = Page()
    page.put("2025年活动登记")
    page.put(*cells("时间|社区|活动名称|参加人数"))
    for number, (typed, end) in enumerate(
        (
            ("3.5—3.7每天上午", "2025-03-07"),
            ("2025年3月5日9-11点", None),
            ("3月5日早八点至11点", None),
            ("3月5日下午两点", None),
            ("3月5日至3月6日（两天）", "2025-03-06"),
            ("3月5日上午、下午", None),
            ("3月5日（周三）、3月6日（周四）", "2025-03-06"),
            ("2025-3-5（补）", None),
            ("3月5日第一场", None),
            ("3月5日14:30-16:30（2小时）", None),
        )
    ):
        page.tell(
            [typed, "河畔", f"讲古{number}", "20（其中儿童5）"],
            said("河畔社区", "2025-03-05", f"讲古{number}", end=end, people=20),
        )
    page.tell(["3月5日", "河畔", "讲古", "20 + 5"], said("河畔社区", "2025-03-05", "讲古", people=25))
    page.bad("3月5日（暂定）", "河畔", "讲古", 20)
    page.bad("3月5日", "河畔", "讲古", "20（预计）")
    page.bad("3月5日、9日", "河畔", "讲古", 20)
    return page


@case
def a_diary() -> Page:
    page = Page("大事记")
    page.put("青棠街道2025年大事记")
    page.tell(
        ["1月10日，书院社区开展“迎新春送春联”活动，送出春联200副，参加居民100人。"],
        said("书院社区", "2025-01-10", "“迎新春送春联”活动", attendances=100),
    )
    page.tell(
        ["2月12日，桥南社区举办元宵灯谜会，60余人参加。"],
        said("桥南社区", "2025-02-12", "元宵灯谜会", attendances="60余人"),
    )
    return page


@case
def the_day_in_the_name() -> Page:
    page = Page("活动")
    page.put(*cells("序号|社区|活动名称|参与人次|负责人"))
    page.tell(
        [1, "书院", "1月10日迎新春送春联", 100, "某某"], said("书院社区", "2025-01-10", "迎新春送春联", attendances=100)
    )
    page.tell(
        [2, "桥南", "2月12日元宵灯谜会", 60, "某某"], said("桥南社区", "2025-02-12", "元宵灯谜会", attendances=60)
    )
    page.bad(3, "桥南", "元宵灯谜会", 60, "某某")
    return page


@case
def notes_of_all_manners_that_it_was_not_held() -> Page:
    page = Page("活动")
    page.put(*cells("日期|社区|活动名称|参与人次|备注"))
    for day, note in enumerate(
        ("待定", "计划中", "已取消，改为线上宣传", "场地原因未办成", "因疫情防控需要取消", "改期，另行通知"), start=1
    ):
        page.bad(f"1.2{day}", "书院", "送春联", None, note)
    page.tell(
        ["1.30", "书院", "送春联", 30, "计划中的一场"],
        said("书院社区", "2025-01-30", "送春联", attendances=30, note="计划中的一场"),
    )
    return page


# --- kinds, where no column tells them --------------------------------------------------------------------------------


@case
def names_that_close_with_a_kind_in_a_list_of_another() -> Page:
    page = Page()
    page.put("青棠街道社区学校2025年教学活动台账")
    page.put(*cells("开课日期|开课社区|课程名称|学员人次"))
    for day, (title, kind) in enumerate(
        (
            ("智能手机培训班", "training"),
            ("老年养生讲座", "lecture"),
            ("居民象棋比赛", "contest"),
            ("“慈善一日捐”募捐", "donation"),
            ("慰问独居老人", "relief"),
            ("太极拳入门", "training"),
        ),
        start=1,
    ):
        page.tell(
            [f"3月{day}日", "河畔", title, 20], said("河畔社区", f"2025-03-0{day}", title, kind=kind, attendances=20)
        )
    return page


@case
def a_list_of_all_that_is_for_the_people() -> Page:
    page = Page()
    page.put("青棠街道2025年惠民活动情况")
    page.put(*cells("社区|活动时间|活动主题|覆盖人次"))
    page.tell(
        ["河畔", "3月5日", "邻里百家宴", 200],
        said("河畔社区", "2025-03-05", "邻里百家宴", kind="themed", attendances=200),
    )
    page.tell(
        ["河畔", "3月6日", "老年人眼病筛查", 30],
        said("河畔社区", "2025-03-06", "老年人眼病筛查", kind="screening", attendances=30),
    )
    return page


@case
def the_name_in_the_middle_of_a_head() -> Page:
    page = Page("附表")
    page.put("关于报送2025年度工作开展情况的附表")
    page.put(*cells("序号|社区|活动基本情况||||服务对象"))
    page.put(*cells("||时间|名称||地点|人次"))
    page.put(*cells("|||活动的全名"))
    page.merged += [(1, 0, 3, 0), (1, 1, 3, 1), (1, 2, 1, 5), (2, 2, 3, 2), (2, 3, 2, 4), (3, 3, 3, 4), (2, 5, 3, 5)]
    page.merged += [(2, 6, 3, 6), (4, 3, 4, 4)]
    page.tell(
        [1, "河畔", date(2025, 1, 25), "慰问大病家庭", None, "实践站", 83],
        said("河畔社区", "2025-01-25", "慰问大病家庭", place="实践站", attendances=83),
    )
    return page


@case
def less_than_nothing_in_words() -> Page:
    page = Page()
    page.put(*cells("日期|社区|活动名称|人数|金额"))
    page.tell(["3.5", "河畔", "义卖", "100人", "800元"], said("河畔社区", "2025-03-05", "义卖", people=100, money=800))
    page.bad("3.6", "河畔", "义卖", "100人", "-800元")
    page.bad("3.7", "河畔", "义卖", "负三十人", "800元")
    return page


# --- what stands in the head, or below it -----------------------------------------------------------------------------


@case
def a_row_that_tells_how_to_fill_in() -> Page:
    page = Page()
    page.put(*cells("活动日期|所在社区|活动名称|活动类型|参加人次|备注"))
    page.put("格式：2025-01-01", "下拉选择", "不超过20字", "下拉选择", "填数字", "选填")
    page.tell(
        ["2025-3-5", "河畔", "雷锋日", "志愿服务", 20],
        said("河畔社区", "2025-03-05", "雷锋日", kind="volunteering", attendances=20),
    )
    return page


@case
def heads_that_tell_how_to_fill_in() -> Page:
    page = Page()
    page.put(
        *cells(
            "序号|活动开展时间（请填写具体日期，格式如2025年1月1日）|所属社区（全称）|活动名称（请与通知保持一致）|"
            "参加活动总人次（含志愿者）|其中志愿者参与人次|经费投入情况（单位：元）"
        )
    )
    page.tell(
        [1, "2025年3月5日", "河畔社区", "雷锋日", 50, 10, 300],
        said("河畔社区", "2025-03-05", "雷锋日", attendances=50, volunteers=10, money=300),
    )
    return page


@case
def the_year_in_the_head_and_two_numbers_in_its_brackets() -> Page:
    page = Page()
    page.put(*cells("日期（2024年）|社区|活动名称|参与人数（居民/志愿者）"))
    page.tell(["12.5", "河畔", "志愿者日", "20/5"], said("河畔社区", "2024-12-05", "志愿者日", people=20, volunteers=5))
    return page


@case
def one_activity_with_all_that_was_given_below_it() -> Page:
    page = Page()
    page.put(*cells("日期|社区|活动名称|物资|数量"))
    page.tell(["3.5", "河畔", "慰问", "米", 20], said("河畔社区", "2025-03-05", "慰问", items=20))
    page.put(None, None, None, "油", 20)
    page.merged += [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2)]
    page.tell(["3.6", "河畔", "慰问", "米", 10], said("河畔社区", "2025-03-06", "慰问", items=10))
    return page


@case
def days_as_headings() -> Page:
    page = Page()
    page.put("3月志愿服务周安排落实情况").put(*cells("社区|活动名称|人次|志愿者"))
    page.merge(0, 0, 0, 3).put("3月5日（星期三）")
    page.tell(["河畔", "河道清理", 20, 5], said("河畔社区", "2025-03-05", "河道清理", attendances=20, volunteers=5))
    page.tell(["桥南", "义剪", 30, 4], said("桥南社区", "2025-03-05", "义剪", attendances=30, volunteers=4))
    page.merge(0, 0, 0, 3).put("3月6日（星期四）")
    page.tell(["桥北", "义诊", 40, 6], said("桥北社区", "2025-03-06", "义诊", attendances=40, volunteers=6))
    return page


@case
def whole_days_below_month_and_day() -> Page:
    page = Page()
    page.put("月/日", "社区", "活动名称", "人次")
    page.tell(["2025-3-5", "河畔", "雷锋日", 20], said("河畔社区", "2025-03-05", "雷锋日", attendances=20))
    page.tell(["3月6日", "河畔", "雷锋日", 20], said("河畔社区", "2025-03-06", "雷锋日", attendances=20))
    return page


@case
def subjects_in_a_column_of_kinds() -> Page:
    page = Page()
    page.put(*cells("日期|社区|类别|活动名称|人次"))
    for day, (said_kind, title, kind) in enumerate(
        (
            ("志愿", "河道清理", "volunteering"),
            ("平安建设", "反诈宣传进小区", "publicity"),
            ("文体", "广场舞会演", "themed"),
            ("助老", "智能手机培训", "training"),
            ("健康", "口腔检查进校园", "screening"),
        ),
        start=1,
    ):
        page.tell(
            [f"3月{day}日", "河畔", said_kind, title, 20],
            said("河畔社区", f"2025-03-0{day}", title, kind=kind, attendances=20),
        )
    page.bad("3月8日", "河畔", "鸡毛蒜皮", "茶会", 20)
    return page


@case
def days_on_duty_and_sacks_in_store() -> Book:
    duty = Page("值班表").put("3月值班安排").put(*cells("日期|星期|值班领导|值班人员|电话"))
    duty.bad("3月1日", "六", "王某", "孙某", "13900001111").bad("3月2日", "日", "李某", "李某", "13900001112")
    store = Page("物资").put("防汛物资出入库登记").put(*cells("日期|物资名称|入库数量|出库数量|结存|经手人"))
    store.bad("3月1日", "沙袋", 100, 0, 100, "孙某").bad("3月5日", "雨衣", 20, 5, 15, "李某")
    page = Page("活动").put(*cells("日期|社区|活动名称|人次"))
    page.tell(["3月5日", "河畔", "雷锋日", 20], said("河畔社区", "2025-03-05", "雷锋日", attendances=20))
    return Book([duty, store, page], secrets=("13900001111",))


@case
def what_stands_before_the_day() -> Page:
    page = Page()
    page.put("2025年").put(*cells("日期|社区|活动名称|投入"))
    for number, typed in enumerate(
        ("周三 3月5日", "星期三（3月5日）", "上午9:00（3月5日）", "时间：3月5日", "9:00 2025-03-05"), start=1
    ):
        page.tell(
            [typed, "河畔", f"护河{number}", "3.5万"], said("河畔社区", "2025-03-05", f"护河{number}", money=35000)
        )
    page.tell(["3月6日", "↓", "护河", 300], said("河畔社区", "2025-03-06", "护河", money=300))
    page.bad("周三", "河畔", "护河", 200)
    return page


@case
def sentences_beside_a_column_that_counts() -> Page:
    page = Page()
    page.put(*cells("日期|社区|工作情况|参加人次"))
    page.tell(
        ["3.5", "河畔", "在小广场开展学雷锋志愿服务活动，为居民理发、磨刀。", 50],
        said("河畔社区", "2025-03-05", "学雷锋志愿服务活动", place="小广场", attendances=50),
    )
    page.tell(
        ["3.6", "桥南", "召开妇女代表座谈会，听取意见12条。", 12],
        said("桥南社区", "2025-03-06", "妇女代表座谈会", kind="meeting", attendances=12),
    )
    return page
