"""Classes of lists that two examiners' later lots brought, told in other words for this street."""

from __future__ import annotations

from tests.manners.kit import Book, Cases, Page, cells, said

case = Cases()


# --- what was not held ------------------------------------------------------------------------------------------------


@case
def called_off_wherever_it_is_written() -> Book:
    page = Page("台账")
    page.put(*cells("日期|社区|活动名称|参加人数|现场负责人|授课老师|其他"))
    page.tell(
        ["4月2日", "书院", "茶艺课", 20, "苏某", "柯老师", None], said("书院社区", "2025-04-02", "茶艺课", people=20)
    )
    page.bad("4月3日", "桥南", "露天电影", None, "因雨取消", None, None)
    page.bad("4月4日", "桥南", "插画课", None, None, "老师请假，停课一次", None)
    page.bad("4月5日", "桥南", "拼布课", None, None, "报名人数不足，未开班", None)
    page.bad("12月5日", "桥南", "冬至包饺子", 60, None, None, "待开展")
    page.tell(
        ["4月6日", "书院", "茶话会（改期）", 18, None, None, None],
        said("书院社区", "2025-04-06", "茶话会（改期）", people=18),
    )
    page.bad("4月7日", "书院", "合唱排练（停课）", 0, None, None, None)
    return Book([page], secrets=("因雨",))


@case
def numbers_that_were_only_planned() -> Page:
    page = Page("科普")
    page.put(*cells("日期|社区|活动名称|参与人数及资料发放数量"))
    page.tell(
        ["4月2日", "书院", "星空夜话", "居民30人参加，发放折页60份"],
        said("书院社区", "2025-04-02", "星空夜话", attendances=30, materials=60),
    )
    page.tell(["4月3日", "桥南", "昆虫课堂", "听众26人"], said("桥南社区", "2025-04-03", "昆虫课堂", attendances=26))
    page.tell(["4月4日", "桥南", "入户讲燃气", "入户60户"], said("桥南社区", "2025-04-04", "入户讲燃气", households=60))
    page.bad("11月4日", "桥南", "冬季膏方", "计划参加40人")
    return page


@case
def not_begun_by_its_state() -> Page:
    page = Page("项目").title("青棠街道2025年微项目推进表", 5)
    page.put(*cells("项目名称|责任单位|完成时间|投入资金（万元）|当前状态"))
    page.tell(["楼道亮灯", "柳荫", "2025-04-30", 2, "已完成"], said("柳荫社区", "2025-04-30", "楼道亮灯", money=20000))
    page.bad("游园更新", "柳荫", "2025-06-30", 2, "未开工")
    page.bad("健身步道", "柳荫", "2025-06-30", 2, "尚未动工")
    return page


# --- what a column counts ---------------------------------------------------------------------------------------------


@case
def two_metrics_asked_for_and_told_in_words() -> Page:
    page = Page("收集表")
    page.put(*cells("提交时间|1.社区|2.活动内容|3.活动日期|4.参与人数|5.资料/物资发放|6.筹款（没有填0）"))
    when = "2025-03-28 09:11:00"
    page.tell(
        [when, "书院", "急救讲座", "2025-03-26", "57人", "手册200份", 0],
        said("书院社区", "2025-03-26", "急救讲座", people=57, materials=200, money=0),
    )
    page.tell(
        [when, "桥南", "水上救生演示", "2025-03-27", 140, "无", 0],
        said("桥南社区", "2025-03-27", "水上救生演示", people=140, money=0),
    )
    page.tell(
        [when, "桥南", "备汛演练", "2025-03-28", "12人", "帐篷60件", 0],
        said("桥南社区", "2025-03-28", "备汛演练", people=12, items=60, money=0),
    )
    page.bad(when, "桥南", "一日捐", "2025/3/", "60人", None, 4333)
    return page


@case
def copies_under_a_head_of_things() -> Page:
    page = Page("纪实")
    page.put(*cells("社区|活动名称|活动时间|志愿者（人）|发放物资"))
    for day, given in enumerate(("便民卡170份", "画册22册", "环保袋40个"), start=4):
        metric = {"个": "items"}.get(given[-1], "materials")
        number = int("".join(filter(str.isdigit, given)))
        page.tell(
            ["书院", f"邻里集市{day}", f"5月{day}日", 5, given],
            said("书院社区", f"2025-05-0{day}", f"邻里集市{day}", volunteers=5, **{metric: number}),
        )
    page.bad("书院", "邻里集市", "5月", 5, "便民卡10份")
    return page


@case
def units_behind_a_stroke() -> Page:
    page = Page("走访")
    page.put(*cells("社区|日期|走访事由|走访户数|慰问金额/元|慰问品/份"))
    page.tell(
        ["书院", "1月22日", "春节走访患病居民", 5, 2500, 5],
        said("书院社区", "2025-01-22", "春节走访患病居民", households=5, money=2500, materials=5),
    )
    return page


@case
def posts_that_were_offered_and_who_was_taught() -> Page:
    page = Page("就业")
    page.put(*cells("活动名称|举办时间|举办社区|提供岗位（个）|受教育青年数"))
    page.tell(
        ["春风行动专场招聘会", "2月9日", "书院", 620, 150],
        said("书院社区", "2025-02-09", "春风行动专场招聘会", items=620, people=150),
    )
    page.bad("妇女就业沙龙", "3月9日", "书院", -12, 30)
    return page


# --- what names an activity, and whose it is --------------------------------------------------------------------------


@case
def an_export_with_identifiers() -> Page:
    page = Page("导出")
    page.put(*cells("活动ID|组织名称|项目标题|服务时间|服务地址|到岗志愿者|总服务时长(h)|活动状态"))
    page.tell(
        cells("HD88137|书院社区志愿服务站|早高峰劝导|2025-03-10 07:30-08:30|学府路口|10|10|已结项"),
        said("书院社区", "2025-03-10", "早高峰劝导", place="学府路口", volunteers=10, hours=10),
    )
    page.bad(*cells("HD88154|龙湖社区志愿服务站|爱心理发|2025-03-11 07:30-08:30|小区|10|10|已结项"))
    page.bad(*cells("HD88155|书院社区志愿服务站||2025-03-12 07:30-08:30|小区|10|10|已结项"))
    page.bad(*cells("HD88156|书院社区志愿服务站|夜跑护航|2025-03-13 19:00-20:30|绿道|0|0|已取消"))
    return page


@case
def two_tables_with_columns_in_other_orders() -> Page:
    page = Page("登记").title("青棠街道各社区团支部2025年活动登记", 5)
    page.title("上半年", 5).put(*cells("日期|团支部|活动主题|地点|青年人数"))
    page.tell(
        ["1/25", "书院社区", "返乡青年座谈", "活动室", 18],
        said("书院社区", "2025-01-25", "返乡青年座谈", place="活动室", people=18),
    )
    page.tell(
        ["2/22", "桥南社区", "元宵劝导", "主街", 25],
        said("桥南社区", "2025-02-22", "元宵劝导", place="主街", people=25),
    )
    page.put().title("下半年", 5).put(*cells("团支部|日期|地点|活动主题|青年人数"))
    for day, title in enumerate(("水上守护", "高考咨询", "手工日", "清河行动"), start=1):
        page.tell(
            ["柳荫社区", f"8/{day}", "码头", title, 30],
            said("柳荫社区", f"2025-08-0{day}", title, place="码头", people=30),
        )
    return page


@case
def choices_with_words_of_their_own() -> Page:
    page = Page("周报")
    page.put(*cells("序号|1、所属社区|2、活动名称|3、活动类型|4、举办日期|5、参加情况（如：参加30人）"))
    page.tell(
        [1, "书院", "端午包粽", "主题活动", "2025-05-30", "参加45人"],
        said("书院社区", "2025-05-30", "端午包粽", attendances=45),
    )
    page.tell(
        [2, "书院", "献血故事", "其他〖事迹分享〗", "2025-06-12", "到场24人"],
        said("书院社区", "2025-06-12", "献血故事", attendances=24),
    )
    page.tell(
        [3, "书院", "睡眠与健康", "讲座（线上）", "2025-06-13", "听众24人"],
        said("书院社区", "2025-06-13", "睡眠与健康", kind="lecture", attendances=24),
    )
    return page


# --- rows that tell nothing -------------------------------------------------------------------------------------------


@case
def what_an_account_carries_over_and_who_signs() -> Book:
    page = Page("明细账").title("书院社区工会2025年经费明细账", 6)
    page.put(*cells("月|日|凭证号|摘要（活动）|人数|金额（元）"))
    page.put(None, None, None, "上年结转", None, 8200)
    page.tell([1, 17, "记1", "陶艺体验", 12, 600], said("书院社区", "2025-01-17", "陶艺体验", people=12, money=600))
    page.put(None, None, None, "本季合计", 12, 600)
    page.put(None, None, None, "年末结余", None, 7600)
    page.put("工会主席：", None, "审核：", None, "制表：秦不存", None)
    return Book([page], secrets=("秦不存",))


# --- days, sums and units as other offices write them -----------------------------------------------------------------


@case
def the_day_of_writing_down_beside_the_day() -> Page:
    page = Page("培训").title("青棠街道2025年培训台账", 8)
    page.merge(0, 0, 1, 0).merge(0, 1, 1, 1).merge(0, 2, 0, 3).merge(0, 4, 1, 4).merge(0, 5, 1, 5)
    page.merge(0, 6, 0, 7).put("序号", "登记日期", "办班时间", None, "责任社区", "课题", "参训人次", None)
    page.put(None, None, "开始", "结束", None, None, "合计", "其中：党员")
    page.tell(
        [1, "3月10日", "3月4日", "3月6日", "书院社区", "网格员业务培训", 27, 11],
        said("书院社区", "2025-03-04", "网格员业务培训", end="2025-03-06", attendances=27),
    )
    page.bad(2, "4月30日", "4月28日", "4月8日", "书院社区", "应急队伍培训", 45, 15)
    page.put("上半年计", None, None, None, None, None, 72, 26)
    return page


@case
def the_moment_of_filling_in_before_the_day() -> Page:
    page = Page("工作表1")
    page.put(*cells("填写时间|社区|服务日期|志愿服务项目|志愿者人数|备注"))
    page.tell(
        ["2025年3月6日 09:10", "书院", "2025-03-05", "雷锋月便民服务", 9, None],
        said("书院社区", "2025-03-05", "雷锋月便民服务", volunteers=9),
    )
    page.bad("2025年3月7日 09:10", "书院", None, "防汛沙袋装填", 9, None)
    page.bad("2025年5月31日 09:10", "书院", "2025-05-31", "龙舟赛安保", None, "赛事取消")
    return page


@case
def how_often_and_how_long_under_one_head() -> Page:
    page = Page("秋季班")
    page.merge(0, 0, 1, 0).merge(0, 1, 1, 1).merge(0, 2, 1, 2).merge(0, 3, 0, 4).merge(0, 5, 1, 5)
    page.put("课程名称", "承办社区", "上课时间", "课时", None, "教材（本/份）")
    page.put(None, None, None, "场次", "小时", None)
    page.tell(
        ["剪纸体验课", "书院社区", "9月5日至26日", 4, 8, 27],
        said("书院社区", "2025-09-05", "剪纸体验课", end="2025-09-26", times=4, hours=8, materials=27),
    )
    return page


@case
def the_whole_above_a_part_in_three_rows() -> Page:
    page = Page("登记表")
    page.put("活动名称", "时间", "举办单位", "参与情况", None, None)
    page.put(None, None, None, "参加人数", None, "资料（份）")
    page.put(None, None, None, "总数", "其中侨眷人数", None)
    for at in range(3):
        page.merged.append((0, at, 2, at))
    page.merged += [(0, 3, 0, 5), (1, 3, 1, 4), (1, 5, 2, 5)]
    page.tell(
        ["联谊座谈会", "2025年2月14日", "书院社区", 20, "侨眷9人", 30],
        said("书院社区", "2025-02-14", "联谊座谈会", people=20, materials=30),
    )
    return page


@case
def the_way_down_to_a_unit() -> Page:
    page = Page("导出数据")
    page.put(*cells("活动ID|所属机构|活动标题|开始时间|服务人次|活动状态"))
    page.tell(
        ["HD1", "云湖区/青棠街道/书院社区", "河湾护绿", "2025-03-09 09:00", 30, "已结束"],
        said("书院社区", "2025-03-09", "河湾护绿", attendances=30),
    )
    page.bad("HD2", "云湖区/青棠街道/桥南社区", "重阳登高", "2025-10-29 09:00", None, "未开始")
    return page


@case
def how_long_it_went_on_and_what_was_given() -> Page:
    page = Page("台账")
    page.put(*cells("日期|社区|活动名称|参加及发放情况|备注"))
    page.tell(
        ["3月13日", "书院", "合唱排练", "参加26人次，历时2小时", None],
        said("书院社区", "2025-03-13", "合唱排练", attendances=26, hours=2),
    )
    page.tell(
        ["3月15日", "书院", "国安教育宣传", "发放资料150份、环保袋150个", None],
        said("书院社区", "2025-03-15", "国安教育宣传", materials=150, items=150),
    )
    page.tell(
        ["3月16日", "书院", "护士节慰问", "慰问医护人员15人", None],
        said("书院社区", "2025-03-16", "护士节慰问", attendances=15),
    )
    page.bad("3月17日", "书院", "助残活动（预计）", None, None)
    page.bad("3月18日", "书院", "非遗剪纸", None, "未完成，老师生病取消")
    return page


@case
def what_was_reached_on_a_card() -> Page:
    page = Page("登记卡")
    for day, reached in ((6, "无"), (7, "服务老人31人次"), (8, "送粽子120份")):
        told = {"服务老人31人次": {"attendances": 31}, "送粽子120份": {"materials": 120}}.get(reached, {})
        page.tell(
            ["活动名称", f"为老服务{day}", "主办社区", "书院社区"],
            said("书院社区", f"2025-03-0{day}", f"为老服务{day}", volunteers=5, **told),
        )
        page.put("活动日期", f"2025年3月{day}日", "志愿者人数", "5人").put("服务成效", reached, "签收", None).put()
    return page


@case
def told_among_what_was_done() -> Page:
    page = Page("台账")
    page.put(*cells("日期|社区|活动名称|联络站|参加代表（人）|活动情况"))
    page.tell(
        ["2月19日", "书院社区", "代表接待日", "书院联络站", 11, "发放资料90份。"],
        said("书院社区", "2025-02-19", "代表接待日", place="书院联络站", people=11, materials=90),
    )
    page.tell(
        ["2月20日", "桥南社区", "义务理发日", "桥南联络站", 45, "两位理发师从早忙到晚"],
        said("桥南社区", "2025-02-20", "义务理发日", place="桥南联络站", people=45),
    )
    page.bad("2月21日", "桥南社区", "拟举办表彰会", "桥南联络站", None, None)
    page.bad("2月22日", "桥南社区", "烘焙课（报名不足停开）", "桥南联络站", None, None)
    page.bad("2月23日", "桥南社区", "楼道清洁日", "桥南联络站", "十几", None)
    page.bad("2月24日", "桥南社区", "世界人口日", "桥南联络站", None, "不少人参加")
    return page


@case
def not_held_in_yet_other_words() -> Page:
    page = Page("台账")
    page.put(*cells("日期|社区|活动名称|参加人数|是否开展|未开展原因|备注"))
    page.tell(
        ["3月9日", "书院社区", "舞蹈课", 20, "是", None, "原定3月8日，因雨延至9日"],
        said("书院社区", "2025-03-09", "舞蹈课", people=20),
    )
    page.bad("3月10日", "书院社区", "茶艺课", None, "未", None, None)
    page.bad("3月11日", "书院社区", "花艺课", None, None, "场地装修", None)
    for day, note in enumerate(("改到下个月", "不开了", "等通知", "还没搞", "下周举办", "cancelled"), start=12):
        page.bad(f"3月{day}日", "书院社区", "棋艺课", None, None, None, note)
    return page


@case
def hours_of_each_beside_the_whole() -> Page:
    page = Page("台账")
    page.put(*cells("日期|社区|项目|参加人数|服务时长|总时长|发放人"))
    page.tell(
        ["3月9日", "书院社区", "护河", 10, "2小时", "20小时", "苏某"],
        said("书院社区", "2025-03-09", "护河", people=10, hours=20),
    )
    return page


@case
def several_sorts_of_people_are_all() -> Page:
    page = Page("台账")
    page.put(*cells("日期|社区|活动名称|参与情况"))
    page.tell(
        ["3月9日", "书院社区", "亲子阅读", "青少年20名、家长20名，志愿者5名"],
        said("书院社区", "2025-03-09", "亲子阅读", attendances=40, volunteers=5),
    )
    page.tell(
        ["3月10日", "书院社区", "亲子运动", "参加60人，其中学生20人、家长30人"],
        said("书院社区", "2025-03-10", "亲子运动", attendances=60),
    )
    page.tell(
        ["3月11日", "书院社区", "路口劝导", "出动志愿者20人次"],
        said("书院社区", "2025-03-11", "路口劝导", volunteers=20),
    )
    return page
