"""Lists laid out as an outside examiner laid out two lots of them, made anew for this street."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.manners.kit import Book, Cases, Page, cells, said

case = Cases()

PHONE = "13800008704"
CARD = "34998319650818137X"


def on(month: int, day: int) -> date:
    return date(2025, month, day)


# --- the first lot ----------------------------------------------------------------------------------------------------


@case
def a_worker_with_sums_of_months() -> Book:
    page = Page("志愿服务").title("河畔社区2025年上半年志愿服务活动台账", 9)
    page.put("填表单位（盖章）：河畔社区        填表人：冯某        填表时间：2025年7月1日")
    page.put(*cells("序号|活动日期|活动主题|活动地点|参加人数|志愿者人数|服务时长（小时）|负责人|备注"))
    page.tell(
        [1, on(2, 3), "河道净滩志愿服务", "便民服务大厅", 178, 14, 7, "冯某"],
        said("河畔社区", "2025-02-03", "河道净滩志愿服务", place="便民服务大厅", people=178, volunteers=14, hours=7),
    )
    page.bad(2, None, "助老代购志愿服务", "会议室", 105, 4, 6, "冯某", "居民反响好")
    page.put("2月小计", None, "1场", None, 178, 14)
    page.tell(
        [3, "3月5日", "文明交通劝导", "社区广场", 91, 18, 2, "冯某", "首次开展"],
        said("河畔社区", "2025-03-05", "文明交通劝导", kind="volunteering", people=91, volunteers=18, hours=2),
    )
    page.bad(4, on(3, 6), "助老代购志愿服务", "会议室", 105, -4, 6, "冯某")
    page.put("合计", None, "2场", None, 269, 32)
    page.put("注：服务时长按单次活动时长填写。")
    return Book([page], by="worker", filename="河畔社区志愿服务台账.xlsx", secrets=("冯某",))


@case
def communities_merged_down_with_their_sums() -> Page:
    page = Page().title("青棠街道2025年群众活动开展情况统计表", 11).put("统计时间：2025年12月")
    page.put(*cells("社区|序号|活动情况|||参与情况|||物资投入||备注"))
    page.put(*cells("||时间|活动名称|地点|人次|志愿者|户数|宣传资料（份）|支出（元）|"))
    page.merged += [(2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 2, 4), (2, 5, 2, 7), (2, 8, 2, 9), (2, 10, 3, 10)]
    page.tell(
        ["河畔社区", 1, "9月14日", "慰问大病家庭", "社区广场", 200, 33, 46, None, 4900],
        said("河畔社区", "2025-09-14", "慰问大病家庭", attendances=200, volunteers=33, households=46, money=4900),
    )
    page.tell(
        [None, 2, "10月8日", "爱心捐款活动", "农贸市场门口", 96, 33, 18, 200],
        said("河畔社区", "2025-10-08", "爱心捐款活动", attendances=96, volunteers=33, households=18, materials=200),
    )
    page.put("小计", 2, None, None, None, 296, 66)
    page.bad("桥南社区", 1, "13月24日", "反家暴宣传活动", "会议室", 117, 10)
    page.tell(
        [None, 2, "10月26日", "年度表彰大会", "会议室", 225, 26],
        said("桥南社区", "2025-10-26", "年度表彰大会", kind="award", attendances=225, volunteers=26),
    )
    page.bad(None, 3, "10月24日", "反家暴宣传活动", "会议室", "很多", 10)
    page.put("小计", 3, None, None, None, 342, 36)
    page.put("合计", 5, None, None, None, 638, 102)
    page.merged += [(4, 0, 5, 0), (7, 0, 9, 0)]
    return page


@case
def days_alone_in_sheets_of_months() -> Book:
    pages = []
    for month in (1, 2):
        page = Page(f"{month}月").title(f"青棠街道妇联2025年{month}月活动统计", 6)
        page.put(*cells("序号|日期|社区|活动内容|参加情况|备注"))
        page.tell(
            [1, "2日", "柳荫", "家庭教育讲座", "参加61人"],
            said("柳荫社区", f"2025-0{month}-02", "家庭教育讲座", kind="lecture", attendances=61),
        )
        page.tell(
            [2, "6日", "新苑", "手工编织培训", "志愿者33名，参加38人次，发放资料138份"],
            said("新苑社区", f"2025-0{month}-06", "手工编织培训", volunteers=33, attendances=38, materials=138),
        )
        page.bad(3, "32日", "新苑", "妇联执委会议", "参加20人")
        page.put("合计", None, None, "共2场", "参加99人次")
        pages.append(page)
    note = Page("填表说明").put("一、日期只填日。").put("二、参加情况写人数。")
    return Book([*pages, note], filename="妇联月活动.xlsx")


@case
def misspelt_with_part_of_whom_left_out() -> Book:
    page = Page("2025").title("2025年度社区活动明细", 11)
    page.put(*cells("序号|时间|社区名称|类型|活动名称|参与人数|其中：党员人数|志愿者|发放资料数|完成情况|负责人"))
    page.tell(
        [1, "2025.1.5", "石榴园社区", "培训", "电商直播培训", 172, 4444, 38, 567, "已完成", "冯某"],
        said("石榴园社区", "2025-01-05", "电商直播培训", kind="training", people=172, volunteers=38, materials=567),
    )
    page.tell(
        [2, "1.18", "东提社区", "志愿服务", "清洁家园志愿服务", 13, 4444, 29, 186, "已完成", "冯某"],
        said("东堤社区", "2025-01-18", "清洁家园志愿服务", people=13, volunteers=29, materials=186),
    )
    page.bad(3, "1.19", "万达社区", "志愿服务", "清洁家园志愿服务", 13, 7, 29, 186, "已完成", "冯某")
    page.bad(4, "2.30", "东堤", "比赛", "青年篮球比赛", 68, 2, 38, 53, "已完成", "冯某")
    page.bad(5, "3.2", "东堤", "比赛", None, 68, 2, 38, 53, "已完成", "冯某")
    return Book([page], secrets=("4444", "冯某"))


@case
def meetings_at_their_hours() -> Page:
    page = Page("会议台账").title("2025年会议台账", 8).put()
    page.put(*cells("序号|会议时间|会议名称|召开单位|会议地点|参会人数|主持人|会议主要内容"))
    for number, typed in enumerate((datetime(2025, 1, 11, 10, 30), "2025-01-11 14:30", "2025年1月11日上午9:00")):
        page.tell(
            [number, typed, "助企纾困工作会议", "桥南社区居委会", "礼堂", 118, "冯某", "安排下一步工作"],
            said("桥南社区", "2025-01-11", "助企纾困工作会议", place="礼堂", kind="meeting", people=118),
        )
    page.bad(4, "2025-04-31 14:30", "工会工作例会", "桥南社区", "礼堂", 20, "冯某", "略")
    return page


@case
def relief_with_whom_it_was_brought_by() -> Book:
    page = Page("慰问").title("青棠街道2025年走访慰问情况登记表", 13)
    page.put(*cells("序号|慰问日期|社区|慰问内容|慰问户数（户）|慰问金（元）|物资（件）|带队人员|||||备注"))
    page.put(*cells("|||||||姓名|民族|政治面貌|身份证号|联系电话|"))
    page.merged += [(1, 7, 1, 11), *((1, column, 2, column) for column in (0, 1, 2, 3, 4, 5, 6, 12))]
    page.tell(
        [1, on(1, 3), "书院社区", "慰问大病家庭", 77, 7200, 35, "冯某", "土家族", "中共党员", CARD, PHONE, "反响好"],
        said("书院社区", "2025-01-03", "慰问大病家庭", kind="relief", households=77, money=7200, items=35),
    )
    page.bad(2, on(1, 4), "书院社区", "慰问大病家庭", "若干", 7200, 35, "冯某", "土家族", "中共党员", CARD, PHONE)
    page.put("合计", None, None, None, 77, 7200)
    return Book([page], secrets=("冯某", "土家族", "中共党员", CARD, PHONE))


@case
def a_year_with_sums_and_the_same_twice() -> Page:
    page = Page("活动明细").title("青棠街道2025年度社区活动汇总明细表", 12)
    page.put("数据截至2025年12月31日", *[None] * 10, "单位：人、份、元")
    page.put(
        *cells(
            "序号|活动时间|所属社区|活动名称|活动地点|参加人次|志愿者数|受益户数|发放宣传品（份）|经费（元）|经办人|备注"
        )
    )
    for number in (1, 2):
        row = [number, "2025/01/02", "钟楼社区", "防灾避险知识讲座", "大厅", 99, 24, 53, None, 700, "冯某", "已报"]
        counts: dict[str, Any] = {"attendances": 99, "volunteers": 24, "households": 53, "money": 700}
        page.tell(row, said("钟楼社区", "2025-01-02", "防灾避险知识讲座", place="大厅", kind="lecture", **counts))
    page.put(None, "1月小计", None, "2场次", None, 198)
    page.put(None, "总计", None, "2场次", None, 198)
    return page


@case
def a_sheet_for_each_community_behind_the_sums() -> Book:
    sums = Page("汇总").title("2025年各社区活动汇总", 4).put(*cells("序号|社区|活动场次|覆盖人次"))
    sums.put(1, "桥北社区", 9, 1378).put("合计", None, 9, 1378)
    pages = [sums]
    for name in ("桥北", "石榴园"):
        page = Page(name).put(*cells("活动日期|活动主题|开展地点|覆盖人次|工作人员|活动小结"))
        page.tell(
            [on(2, 5), "书法入门讲座", "大厅", 222, "冯某", "活动圆满完成"],
            said(f"{name}社区", "2025-02-05", "书法入门讲座", place="大厅", kind="lecture", attendances=222),
        )
        page.bad("待定", "居民象棋比赛", "大厅", 20, "冯某", "活动圆满完成")
        pages.append(page)
    return Book(pages, secrets=("冯某",))


@case
def three_tables_by_what_was_done() -> Page:
    page = Page("红会").title("青棠街道红十字会2025年工作台账", 7)
    parts = (
        ("一、应急救护培训", "红十字救护员", "training", "发放资料（份）", "materials"),
        ("二、健康义诊", "口腔健康进社区", "screening", "发放资料（份）", "materials"),
        ("三、募捐", "慈善一日", "donation", "捐款金额（元）", "money"),
    )
    for group, title, kind, head, metric in parts:
        page.merge(0, 0, 0, 6).put(group)
        page.put(*cells(f"序号|活动时间|承办社区|项目名称|地点|参与人次|{head}"))
        page.tell(
            [1, "3月3日-5日", "东堤社区", title, "广场", 53, 495],
            said("东堤社区", "2025-03-03", title, end="2025-03-05", kind=kind, attendances=53, **{metric: 495}),
        )
        page.bad(2, "2月30日", "东堤社区", title, "广场", 53, 495)
        page.put("小计", None, None, "1场", None, 53).put()
    return page


@case
def times_and_places_beside_about_so_many() -> Page:
    page = Page().title("居民活动记录表", 6).put(*cells("社区|时间地点|事由|人数|发放资料份数|支出"))
    page.tell(
        ["桥北社区", "2月16日，便民服务大厅", "创文工作推进会", 46, 203, "200元"],
        said("桥北社区", "2025-02-16", "创文工作推进会", place="便民服务大厅", people=46, materials=203, money=200),
    )
    page.tell(
        ["桥南社区", "2.27 老年活动室", "诗词朗诵比赛", "约130人", "约100", 8200],
        said("桥南社区", "2025-02-27", "诗词朗诵比赛", people="约130人", materials="约100", money=8200),
    )
    page.bad("桥南社区", "13月1日 老年活动室", "诗词朗诵比赛", 20)
    return page


@case
def numbers_of_days_and_ditto_marks() -> Page:
    page = Page("团委").title("青棠街道团委2025年青年活动登记", 7)
    page.put(*cells("序号|日期|社区|活动主题|地点|参加青年人数|资料（份）"))
    page.tell(
        [1, 45668, "金桂社区", "青年创业培训", "活动室", 236, 42],
        said("金桂社区", "2025-01-11", "青年创业培训", kind="training", people=236, materials=42),
    )
    page.tell(
        [2, 45758, "同上", "青年理论学习", "〃", 205, 298],
        said("金桂社区", "2025-04-11", "青年理论学习", place="活动室", kind="study", people=205, materials=298),
    )
    page.bad(3, 45781, "金桂社区", None, "大厅", 24, 256)
    return page


@case
def money_in_ten_thousands_and_one_called_off() -> Page:
    page = Page("工会活动").title("2025年工会活动及经费使用情况", 7).put(*[None] * 5, "金额单位：万元")
    page.put(*cells("序号|活动时间|主办单位|活动项目|参与职工（人次）|支出（万元）|是否完成"))
    page.tell(
        [1, on(1, 3), "学府社区", "劳动法律咨询服务", 241, 0.57, "已完成"],
        said("学府社区", "2025-01-03", "劳动法律咨询服务", kind="consultation", attendances=241, money=5700),
    )
    page.bad(2, "2025年4月9日", "学府社区", "安全生产知识培训", 94, -0.35, "已完成")
    page.bad(3, "2025年4月19日", "学府社区", "安全生产知识培训", None, None, "取消")
    page.put("合计", None, None, "30场", 4425, 13.24)
    return page


# --- the second lot ---------------------------------------------------------------------------------------------------


@case
def courses_of_several_days() -> Page:
    page = Page("社区学校").title("青棠街道社区学校2025年教学活动台账", 9)
    page.put(*cells("序号|开课日期|开课社区|课程名称|上课地点|期数|学员人次|每期时长（小时）|授课教师"))
    page.tell(
        [1, "2025年1月10日至12日", "柳荫社区", "金融知识讲座", "会议室", 2, 21, 7, "冯某"],
        said(
            "柳荫社区",
            "2025-01-10",
            "金融知识讲座",
            end="2025-01-12",
            kind="lecture",
            times=2,
            attendances=21,
            hours=7,
        ),
    )
    page.tell(
        [2, "2025.3.21—2025.3.24", "柳荫", "太极拳", "会议室", 4, 39, 7, "冯某"],
        said("柳荫社区", "2025-03-21", "太极拳", end="2025-03-24", kind="training", times=4, attendances=39, hours=7),
    )
    page.put("合计", *[None] * 5, 60)
    return page


@case
def months_and_days_apart() -> Page:
    page = Page().title("2025年社区活动登记簿", 9)
    page.put(*cells("编号|日期||社区|活动项目|参加人次|户数|资料份数|备注")).put(*cells("|月|日"))
    page.merged += [(1, 1, 1, 2), *((1, column, 2, column) for column in (0, 3, 4, 5, 6, 7, 8))]
    page.tell(
        ["HD001", 1, 6, "社事办", "反诈宣传进小区", 213, 57, 263],
        said("社会事务办公室", "2025-01-06", "反诈宣传进小区", attendances=213, households=57, materials=263),
    )
    page.bad("HD002", 2, 30, "金桂", "“两癌”免费筛查", 260, 9, 219)
    return page


@case
def three_rows_of_head_below_four_of_words() -> Book:
    page = Page("汇总表").title("关于报送2025年度红十字工作开展情况的附表", 12)
    page.put("说明：请各社区于12月20日前报送，逾期未报视为无。").put("填报口径：人次按实际到场统计。").put()
    page.put(*cells("序号|社区|活动基本情况||||服务对象||投入||负责人信息|"))
    page.put(*cells("||时间|名称||地点|人次|户数|物资（件）|资金（元）|姓名|身份证号"))
    page.put(*cells("|||活动全称"))
    page.merged += [(4, 0, 6, 0), (4, 1, 6, 1), (4, 2, 4, 5), (4, 6, 4, 7), (4, 8, 4, 9), (4, 10, 4, 11)]
    page.merged += [(5, 3, 5, 4), (6, 3, 6, 4), *((5, column, 6, column) for column in (2, 5, 6, 7, 8, 9, 10, 11))]
    for number, (title, kind) in enumerate((("慰问大病家庭", "relief"), ("心肺复苏急救培训", "training")), start=1):
        page.merge(0, 3, 0, 4)
        page.tell(
            [number, "青棠街道新苑社区居民委员会", on(1, 25), title, None, "实践站", 83, 45, None, 3500, "冯某", CARD],
            said("新苑社区", "2025-01-25", title, place="实践站", kind=kind, attendances=83, households=45, money=3500),
        )
    page.put("合计", *[None] * 5, 166)
    page.hidden_columns = [11]
    return Book([page], secrets=("冯某", CARD))


@case
def every_number_with_its_unit() -> Page:
    page = Page("捐献慰问").title("青棠街道2025年捐献、慰问、筛查活动清单", 8)
    page.put(*cells("序号|时间|承办社区|活动主题|人数|户数|发放资料|金额"))
    page.tell(
        [1, "2025年1月25日", "书院社区", "慰问困难职工", "225人", "66户", "171份", "1.21万元"],
        said(
            "书院社区",
            "2025-01-25",
            "慰问困难职工",
            kind="relief",
            people=225,
            households=66,
            materials=171,
            money=12100,
        ),
    )
    page.tell(
        [2, "2月19日", "书院社区", "乳腺健康义诊", "184 人", "48户", None, "4,100元"],
        said("书院社区", "2025-02-19", "乳腺健康义诊", kind="screening", people=184, households=48, money=4100),
    )
    page.bad(3, "9月28日", "书院社区", "慰问困难儿童", "100人", "19户", None, "-800元")
    return page


@case
def communities_as_headings_with_their_times() -> Page:
    page = Page("明细").title("2025年妇女儿童和青年活动明细", 6)
    page.put(*cells("序号|活动日期|活动内容|活动地点|参加人数|志愿者（名）"))
    for name in ("桥南社区", "棠梨里社区"):
        page.merge(0, 0, 0, 5).put(f"{name}（1场）")
        page.tell(
            [1, "5月27日", "免费理发便民服务", "广场", 61, 8],
            said(name, "2025-05-27", "免费理发便民服务", kind="benefit", people=61, volunteers=8),
        )
        page.bad(2, None, "婚姻法律知识讲座", "广场", 29, 3)
        page.put(None, "小计", None, None, 61, 8)
    return page


@case
def two_tables_of_other_columns() -> Page:
    page = Page("会议和培训").title("2025年会议、培训登记", 6).put("表一 会议")
    page.put(*cells("序号|会议名称|召开时间|召开单位|参会人数|地点"))
    page.tell(
        [1, "企业座谈会", on(3, 8), "学府社区", 14, "会议室"],
        said("学府社区", "2025-03-08", "企业座谈会", place="会议室", kind="meeting", people=14),
    )
    page.bad(2, "工会会员代表大会", "2025-13-01", "学府社区", 178, "活动室")
    page.put("合计", None, None, None, 14).put().put("表二 培训")
    page.put(*cells("序号|承办社区|培训时间|培训名称|参训人次|期数"))
    page.tell(
        [1, "东堤", "10.24", "太极拳培训班", 76, 2],
        said("东堤社区", "2025-10-24", "太极拳培训班", kind="training", attendances=76, times=2),
    )
    page.put("合计", None, None, "2期", 76)
    return page


@case
def sentences_beside_days_and_who_sent_them() -> Book:
    page = Page("信息").title("青棠街道活动信息摘录（2025年）", 4).put(*cells("日期|社区|内容摘要|报送人"))
    page.tell(
        [on(2, 11), "钟楼社区", "举办楼道清洁志愿服务，参加居民190人。", "冯某"],
        said("钟楼社区", "2025-02-11", "楼道清洁志愿服务", kind="volunteering", attendances=190),
    )
    page.tell(
        [on(3, 6), "钟楼社区", "在居委会二楼会议室开展家政服务技能培训，参加64人，发放资料70份。", "冯某"],
        said("钟楼社区", "2025-03-06", "家政服务技能培训", place="居委会二楼会议室", attendances=64, materials=70),
    )
    page.bad(None, "钟楼社区", "举办婚姻法律知识讲座，参加居民108人。", "冯某")
    return Book([page], secrets=("冯某",))


@case
def spaced_heads_and_full_width_cells_with_hidden_rows() -> Page:
    page = Page("全年").title("青棠街道二〇二五年度工作台账（全）", 11)
    page.put(*cells("序号|时 间|单 位|类别|主 题|地 点|人 次|志愿者人数|资料（份）|经费（元）|状态"))
    for number, typed in enumerate((" 2025年1月6日 ", "１月６日", "2025-1-6", on(1, 6)), start=1):
        page.tell(
            [number, typed, " 桥北 ", "咨询", "法律咨询  ", "广场", "１７３", 20, None, 9300, "已完成"],
            said("桥北社区", "2025-01-06", "法律咨询", kind="consultation", attendances=173, volunteers=20, money=9300),
        )
    page.hidden_rows = [3]
    page.bad(5, "１月６日", "桥北", "咨询", "法律咨询", "广场", 17, 20, None, 9300, "已取消")
    return page


@case
def what_was_planned_by_month_and_held_on_a_day() -> Page:
    page = Page("任务清单").title("2025年活动计划完成情况", 9)
    page.put(*cells("序号|活动名称|责任单位|计划时间|实际开展时间|完成情况|参加人次|责任人|未完成原因"))
    page.tell(
        [1, "文明养犬宣传", "金桂社区", "1月", "2025年1月6日", "已完成", 157, "冯某"],
        said("金桂社区", "2025-01-06", "文明养犬宣传", kind="publicity", attendances=157),
    )
    page.bad(2, "创文工作推进会", "金桂社区", "2月", None, "未开展", None, "冯某", "场地原因")
    return page


@case
def sheets_of_quarters_with_who_helped() -> Book:
    pages = []
    for name, month in (("一季度", 1), ("二季度", 4)):
        page = Page(name).title(f"青棠街道总工会2025年{name}活动统计", 8)
        page.put(*cells("序号|日期|主办单位|协办单位|活动主题|地点|参加职工（人次）|经费支出（元）"))
        page.tell(
            [1, f"{month}.23", "桥南社区", "桥北", "工会拔河比赛", "广场", 49, 6400],
            said(
                "桥南社区",
                f"2025-0{month}-23",
                "工会拔河比赛",
                cohosts=["桥北社区"],
                kind="contest",
                attendances=49,
                money=6400,
            ),
        )
        page.bad(2, f"{month}月32日", "桥南社区", None, "工会拔河比赛", "广场", 49, 6400)
        page.put("合计", None, None, None, "1场", None, 49, 6400)
        pages.append(page)
    return Book(pages, filename="总工会季度统计.xlsx")


@case
def nothing_in_all_manners() -> Page:
    page = Page("惠民").title("青棠街道2025年惠民活动情况", 8)
    page.put(*cells("社区|活动时间|活动主题|覆盖人次|受益户数|发放物品（份）|支出（元）|效果"))
    page.tell(
        ["柳荫社区", "2月22日", "智能手机使用培训", "100余", "近50户", "—", "无", "良好"],
        said("柳荫社区", "2025-02-22", "智能手机使用培训", kind="training", attendances="100余", households="近50户"),
    )
    page.tell(
        ["柳荫社区", "2025.2.22", "邻里百家宴", "约300人次", "/", 25, 8700, "良好"],
        said("柳荫社区", "2025-02-22", "邻里百家宴", kind="themed", attendances="约300人次", materials=25, money=8700),
    )
    return page


@case
def words_of_faith_and_party_in_names_alone() -> Book:
    page = Page().title("2025年活动情况记录", 6).put(*cells("时间|社区|活动内容|参加情况|党员人数|民族"))
    page.tell(
        ["1.2", "书院社区", "“主题党日+”义务劳动志愿服务", "参加221人次，发放慰问金2600元，惠及28户", 6666, "布依族"],
        said(
            "书院社区",
            "2025-01-02",
            "“主题党日+”义务劳动志愿服务",
            kind="volunteering",
            attendances=221,
            money=2600,
            households=28,
        ),
    )
    page.tell(
        ["1月10日", "书院社区", "工作例会", "党员志愿者38名、居民27人参加，发放宣传册100册", 6666, "布依族"],
        said("书院社区", "2025-01-10", "工作例会", kind="meeting", volunteers=38, attendances=27, materials=100),
    )
    page.bad("14月2日", "书院", "冬衣捐赠活动", "志愿者3人，服务2小时", 6666, "布依族")
    return Book([page], secrets=("6666", "布依族"))
