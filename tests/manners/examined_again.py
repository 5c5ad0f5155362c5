"""Classes of lists that an examiner's third lot brought, told in other words for this street."""

from __future__ import annotations

from tests.manners.kit import Book, Cases, Page, cells, said

case = Cases()


# --- what an activity is called ---------------------------------------------------------------------------------------


@case
def a_column_that_is_called_after_what_is_done_there() -> Page:
    page = Page("献爱心").title("2025年爱心捐赠情况", 5)
    page.put(*cells("日期|单位|捐赠活动|捐款人数|金额（万元）"))
    page.tell(
        ["3月4日", "书院", "石榴籽助学", 30, 1.2],
        said("书院社区", "2025-03-04", "石榴籽助学", people=30, money=12000),
    )
    page.tell(
        ["4月8日", "桥南", "一元暖冬", 12, 0.5], said("桥南社区", "2025-04-08", "一元暖冬", people=12, money=5000)
    )
    page.bad("4月9日", "桥北", "衣暖人心", 12, "待核实")
    return page


@case
def what_was_reached_of_a_project() -> Page:
    page = Page("实事").title("青棠街道2025年民生实事推进表", 5)
    page.put(*cells("责任单位|工程节点|完成时间|投入资金（万元）|状态"))
    page.merge(0, 0, 0, 4).put("（一）口袋公园")
    page.tell(
        ["柳荫", "口袋公园方案公示", "2025年3月5日", None, "已完成"], said("柳荫社区", "2025-03-05", "口袋公园方案公示")
    )
    page.tell(
        ["柳荫", "口袋公园竣工验收", "2025年6月5日", 6.9, "已完成"],
        said("柳荫社区", "2025-06-05", "口袋公园竣工验收", money=69000),
    )
    page.bad("柳荫", "口袋公园绿化补种", "2025年7月5日", 3, "施工中")
    page.bad("柳荫", "口袋公园管护移交", "2025年8月5日", 3, "未完成")
    return page


@case
def a_project_and_what_was_reached_of_it() -> Page:
    page = Page("实事")
    page.put(*cells("项目名称|节点|责任单位|时间节点"))
    page.tell(["加装电梯", "竣工验收", "柳荫", "6月5日"], said("柳荫社区", "2025-06-05", "加装电梯", note="竣工验收"))
    return page


@case
def one_column_of_words_of_its_own_under_no_name_that_we_know() -> Page:
    page = Page("记事")
    page.put(*cells("日期|社区|名头|地点|参加人数"))
    for day, title in enumerate(("石榴花开", "巷陌里的夏天", "一米阳光", "十五分钟之约"), start=1):
        page.tell(
            [f"5月{day}日", "书院", title, "广场", 10 + day],
            said("书院社区", f"2025-05-0{day}", title, place="广场", people=10 + day),
        )
    return page


@case
def things_of_one_sort_are_not_what_it_is_called() -> Page:
    page = Page("献血").title("2025年无偿献血登记表", 4)
    page.put(*cells("日期|社区|献血人数|采血车"))
    for day, car in enumerate(("一号采血车", "二号采血车", "流动采血车"), start=1):
        page.tell(
            [f"5月{day}日", "书院", 10 + day, car], said("书院社区", f"2025-05-0{day}", "无偿献血", people=10 + day)
        )
    return page


# --- blanks -----------------------------------------------------------------------------------------------------------


@case
def a_questionnaire_that_few_answered_in_full() -> Page:
    page = Page("收集结果")
    page.put(*cells("1、您的社区|2、活动名称|3、活动日期|4、发放宣传资料份数|5、志愿者人数"))
    for day, (copies, helpers) in enumerate(
        (("(空)", "(空)"), ("(跳过)", 3), (50, "（空）"), ("[未填]", "(空)"), ("(空)", "【空】")), start=1
    ):
        counts = {"materials": copies, "volunteers": helpers}
        page.tell(
            ["书院社区", "反诈宣传", f"2025-03-0{day}", copies, helpers],
            said("书院社区", f"2025-03-0{day}", "反诈宣传", **{k: v for k, v in counts.items() if isinstance(v, int)}),
        )
    return page


@case
def a_row_that_leaves_open_whose_it_is_where_the_others_say_so() -> Page:
    page = Page("活动")
    page.put(*cells("社区|活动名称|日期|参与人次"))
    page.tell(["书院", "送春联", "1月3日", 30], said("书院社区", "2025-01-03", "送春联", attendances=30))
    page.tell(["桥南", "灯谜会", "1月4日", 31], said("桥南社区", "2025-01-04", "灯谜会", attendances=31))
    page.bad(None, "读书会", "1月5日", 32)
    page.tell(["书院", "舞龙", "1月6日", 33], said("书院社区", "2025-01-06", "舞龙", attendances=33))
    return page


@case
def units_told_once_though_one_is_told_again() -> Page:
    page = Page("活动")
    page.put(*cells("社区|活动名称|日期|参与人次"))
    for at, (unit, typed) in enumerate(
        (("书院", "书院"), ("书院", None), ("桥南", "桥南"), ("桥南", "桥南"), ("桥南", None)), start=1
    ):
        page.tell([typed, "送春联", f"1月{at}日", 30], said(f"{unit}社区", f"2025-01-0{at}", "送春联", attendances=30))
    return page


@case
def a_form_that_says_only_where_it_was_held() -> Page:
    page = Page("培训")
    page.put(*cells("日期|社区|培训形式|培训名称|参训人次"))
    page.tell(
        ["3月1日", "书院", "讲座", "石榴课", 30],
        said("书院社区", "2025-03-01", "石榴课", kind="lecture", attendances=30),
    )
    page.tell(
        ["3月2日", "书院", "线上", "急救培训", 30],
        said("书院社区", "2025-03-02", "急救培训", kind="training", attendances=30),
    )
    return page


# --- what was not held ------------------------------------------------------------------------------------------------


@case
def clauses_that_say_it_was_not_held() -> Page:
    page = Page("活动")
    page.put(*cells("日期|社区|活动名称|参与人次|备注"))
    for day, note in enumerate(
        (
            *("延期，另行通知", "报名人数不足，未开班", "场地被疫苗接种点占用，取消", "推迟至明年", "推迟到2026年春天"),
            *("天气原因取消", "讲师临时有事，未能如期举办", "场地冲突，改期待定", "活动已取消，费用已退"),
        ),
        start=1,
    ):
        page.bad(f"3月{day}日", "书院", "送春联", 30, note)
    for day, note in enumerate(
        (
            *("因雨改在室内", "原定户外，因雨取消，改在室内举办", "抽奖环节取消", "原定4月，因疫情取消，5月补办"),
            *("延期一周后如期开展", "因下雨，部分老人未参加", "推迟一天举行", "未发放资料", "计划生育宣传"),
        ),
        start=10,
    ):
        page.tell(
            [f"3月{day}日", "书院", "送春联", 30, note],
            said("书院社区", f"2025-03-{day}", "送春联", attendances=30, note=note),
        )
    return page


@case
def states_that_say_it_was_not_held() -> Page:
    page = Page("活动")
    page.put(*cells("日期|社区|活动名称|参与人次|进展情况"))
    for day, state in enumerate(
        ("因人员未到位，暂未开展", "正在筹备", "计划下月开展", "上级通知暂停", "改日再开"), start=1
    ):
        page.bad(f"3月{day}日", "书院", "送春联", 30, state)
    page.tell(
        ["3月9日", "书院", "送春联", 30, "已开展，效果良好"], said("书院社区", "2025-03-09", "送春联", attendances=30)
    )
    return page


@case
def names_that_say_it_is_yet_to_be_held() -> Page:
    page = Page("活动")
    page.put(*cells("日期|社区|活动名称|参与人次"))
    titles = (
        "恳谈会（拟召开）",
        "消夏晚会-取消",
        "【待定】读书会",
        "观影 已延期",
        "灯谜会（筹备中）",
        "晚会（拟12月举办）",
    )
    for day, title in enumerate(titles, start=1):
        page.bad(f"3月{day}日", "书院", title, 30)
    page.tell(
        ["3月9日", "书院", "晚会（计划生育专场）", 30],
        said("书院社区", "2025-03-09", "晚会（计划生育专场）", attendances=30),
    )
    return page


# --- numbers and kinds ------------------------------------------------------------------------------------------------


@case
def less_than_nought_told_in_words() -> Page:
    page = Page("活动")
    page.put(*cells("日期|社区|活动名称|参与情况"))
    page.bad("3月1日", "书院", "送春联", "参加-12人")
    page.bad("3月2日", "书院", "送春联", "居民30人，志愿者：－3名")
    page.tell(
        ["3月3日", "书院", "送春联", "居民-30人，志愿者-3名"],
        said("书院社区", "2025-03-03", "送春联", attendances=30, volunteers=3),
    )
    page.tell(["3月4日", "书院", "送春联", "1-2号楼30人"], said("书院社区", "2025-03-04", "送春联", attendances=30))
    return page


@case
def others_in_brackets_are_not_all() -> Page:
    page = Page("活动")
    page.put(*cells("日期|社区|活动名称|参加人数"))
    page.tell(["3月1日", "书院", "送春联", "30（含志愿者5）"], said("书院社区", "2025-03-01", "送春联", people=30))
    page.tell(
        ["3月2日", "书院", "送春联", "居民30（志愿者5）"],
        said("书院社区", "2025-03-02", "送春联", people=30, volunteers=5),
    )
    page.bad("3月3日", "书院", "送春联", "30(+5志愿者)")
    page.tell(
        ["3月4日", "书院社区\n桥南社区", "送春联", 12],
        said("书院社区", "2025-03-04", "送春联", people=12, cohosts=["桥南社区"]),
    )
    return page


@case
def numbers_behind_whom_they_count() -> Page:
    page = Page("活动")
    page.put(*cells("日期|社区|活动名称|参与情况"))
    page.tell(
        ["3月1日", "书院", "送春联", "居民30，志愿者5"],
        said("书院社区", "2025-03-01", "送春联", attendances=30, volunteers=5),
    )
    page.tell(
        ["3月2日", "书院", "送春联", "群众：30；资料：100"],
        said("书院社区", "2025-03-02", "送春联", attendances=30, materials=100),
    )
    return page


@case
def kinds_that_go_on_about_themselves() -> Book:
    page = Page("活动")
    page.put(*cells("日期|社区|类别|活动名称|参与人次"))
    for day, (word, kind) in enumerate(
        (
            ("宣传动员", "publicity"),
            ("慰问关怀", "relief"),
            ("培训提升", "training"),
            ("募捐献血", "donation"),
            ("文体娱乐", "themed"),
            ("联谊交友", "themed"),
        ),
        start=1,
    ):
        page.tell(
            [f"3月{day}日", "书院", word, "红石榴行动", 30],
            said("书院社区", f"2025-03-0{day}", "红石榴行动", kind=kind, attendances=30),
        )
    page.bad("3月8日", "书院", "慰问品", "红石榴行动", 30)
    return Book([page])


@case
def what_a_course_was_about_under_a_sort() -> Page:
    page = Page("开课")
    page.put(*cells("教学点|课程名称|类别|开课日期|学员（人）"))
    for day, (title, sort) in enumerate(
        (("手机入门", "数字素养"), ("口琴", "语言"), ("骨干教师培训", "师资"), ("小制作", "科普")), start=1
    ):
        page.tell(
            ["书院", title, sort, f"3月{day}日", 20],
            said("书院社区", f"2025-03-0{day}", title, kind="training", people=20),
        )
    page.bad("书院", "咖啡拉花（报名不足，未开班）", "技能", "3月9日", 20)
    return page


# --- what a row sums up -----------------------------------------------------------------------------------------------


@case
def several_times_summed_in_their_own_row() -> Page:
    page = Page("学习圈")
    page.put(*cells("日期|社区|活动名称|场次|累计人次"))
    for day, (title, times, came) in enumerate(
        (("书法圈", 3, 42), ("诗词会", 1, 36), ("书法圈", 5, 71), ("编织圈", 4, 52)), start=1
    ):
        page.tell(
            [f"3月{day}日", "书院", title, times, came],
            said("书院社区", f"2025-03-0{day}", title, times=times, attendances=came),
        )
    return page


@case
def sums_that_run_on_from_row_to_row() -> Page:
    page = Page("学习圈")
    page.put(*cells("日期|社区|活动名称|场次|累计人次"))
    for day, (title, times, came) in enumerate((("书法圈", 3, 42), ("诗词会", 1, 78), ("书法圈", 2, 90)), start=1):
        page.tell([f"3月{day}日", "书院", title, times, came], said("书院社区", f"2025-03-0{day}", title, times=times))
    return page


@case
def what_firms_asked_for_on_visits() -> Page:
    page = Page("走访")
    page.put(*cells("走访日期|属地社区|企业名称|走访事由|收集诉求（个）"))
    page.tell(
        ["3月4日", "书院", "春晖印务", "了解用工", 2],
        said("书院社区", "2025-03-04", "了解用工", kind="visit", items=2),
    )
    return page


@case
def nodes_of_projects() -> Page:
    page = Page("推进")
    page.put(*cells("项目名称|实施社区|节点内容|计划时间|完成时间|状态"))
    page.tell(
        ["口袋公园", "柳荫", "竣工验收", "5月底", "6月5日", "已完成"],
        said("柳荫社区", "2025-06-05", "口袋公园", kind="milestone", note="竣工验收"),
    )
    return page


# --- cards ------------------------------------------------------------------------------------------------------------


@case
def values_on_cards_that_sound_like_names() -> Page:
    page = Page("接待")
    for day, title in enumerate(("路灯不亮", "老旧电梯维修资金", "停车难"), start=4):
        page.tell(["接待主题", title, "接待日期", f"3月{day}日"], said("青棠街道", f"2025-03-0{day}", title, people=8))
        page.put("接待地点", "联络站", "接待选民（人）", 8)
        page.put()
    page.bad("接待主题", "路面维修费用", "接待日期", "哪天记不清")
    page.put("接待地点", "联络站", "接待选民（人）", 8)
    return page
