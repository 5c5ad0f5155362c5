"""Title, issuing body, addressees, date, and where an annex begins."""

import datetime

import pytest

from yiben.gongwen.tests.shapes import document, expected, shape

NOTICE = """
    中共新城街道工作委员会文件
    新工委〔2024〕12号
    关于印发《新城街道2024年群团工作要点》的通知
    各社区党组织，各站办所：
    　　现将《新城街道2024年群团工作要点》印发给你们，请认真贯彻落实。
    　　一、提高认识。各社区要高度重视。
    　　二、抓好落实。请于3月底前报送计划。
    附件：新城街道2024年群团工作要点
    中共新城街道工作委员会
    2024年3月5日
    （此件公开发布）
    附件
    新城街道2024年群团工作要点
    2024年，新城街道群团工作的总体要求是：围绕中心，服务大局。
    一、工会工作
    （一）开展慰问活动
    二、团委工作
    抄送：区总工会，团区委。
    新城街道党政办公室              2024年3月5日印发
"""


def test_a_notice_stands_around_what_it_issues():
    read = document(NOTICE)
    assert read.title == "新城街道2024年群团工作要点"
    assert read.notice == "关于印发《新城街道2024年群团工作要点》的通知"
    assert read.kind == "plan"
    assert read.docnum == "新工委〔2024〕12号"
    assert read.body == "中共新城街道工作委员会"
    assert read.addressees == ("各社区党组织", "各站办所")
    assert read.date == datetime.date(2024, 3, 5)
    assert shape(read.outline) == expected("""
        ¶
        一 工会工作
          （一） 开展慰问活动
        二 团委工作
        """)


def test_the_notices_own_numbers_are_a_part_of_their_own():
    read = document(NOTICE)
    assert [part.title for part in read.parts] == [read.notice, read.title]
    assert shape(read.parts[0].outline) == expected("""
        ¶
        一 提高认识
        二 抓好落实
        """)
    assert not any(finding.kind == "numbering" for finding in read.findings)


def test_several_annexes_are_parts():
    read = document("""
        关于开展学雷锋志愿服务月活动的通知
        各社区：
        现就有关事项通知如下：
        一、活动时间
        2024年3月1日至31日。
        二、活动内容
        附件：1.活动安排表
              2.活动统计表
        新城街道办事处
        2024年2月20日
        附件1
        活动安排表
        附件2
        活动统计表
        """)
    assert read.title == "关于开展学雷锋志愿服务月活动的通知"
    assert [part.title for part in read.parts] == [read.title, "活动安排表", "活动统计表"]
    assert read.date == datetime.date(2024, 2, 20)
    assert [node.title for node in read.outline if node.number] == ["活动时间", "活动内容"]


TITLES = [
    ("新城街道2024年工会工作要点\n一、总体要求", "新城街道2024年工会工作要点", "新城街道"),
    ("新城街道妇联\n2024年工作计划\n一、总体要求", "新城街道妇联2024年工作计划", "新城街道妇联"),
    (
        "新城街道党工委关于加强和改进\n新时代群团工作的实施方案\n为深入贯彻落实上级部署，制定本方案。",
        "新城街道党工委关于加强和改进新时代群团工作的实施方案",
        "新城街道党工委",
    ),
    ("关于做好\n“博爱一日捐”活动的通知\n各社区：\n请认真组织。", "关于做好“博爱一日捐”活动的通知", ""),
    (
        "共青团新城街道工作委员会2024年度工作要点（征求意见稿）\n一、总体要求",
        "共青团新城街道工作委员会2024年度工作要点（征求意见稿）",
        "共青团新城街道工作委员会",
    ),
    ("会 议 纪 要\n时间：2024年3月1日\n地点：三楼会议室", "会议纪要", ""),
    ("2024年新城街道新时代文明实践志愿服务工作安排\n一、总体目标", "2024年新城街道新时代文明实践志愿服务工作安排", ""),
]


@pytest.mark.parametrize(("text", "title", "body"), TITLES, ids=[title for _, title, _ in TITLES])
def test_title_and_body(text, title, body):
    read = document(text)
    assert (read.title, read.body) == (title, body)


def test_a_subtitle_is_not_the_title():
    read = document("新城街道工作会议发言材料\n（统战群团工作方面）\n按照会议安排，现汇报如下：\n一、工作情况")
    assert (read.title, read.subtitle, read.kind) == ("新城街道工作会议发言材料", "统战群团工作方面", "report")
    assert read.addressees == ()


DATES = [
    ("2024年3月5日", datetime.date(2024, 3, 5)),
    ("二〇二四年三月五日", datetime.date(2024, 3, 5)),
    ("二○二四年十二月三十一日", datetime.date(2024, 12, 31)),
    ("２０２４年３月５日", datetime.date(2024, 3, 5)),
    ("2024 年 3 月 5 日", datetime.date(2024, 3, 5)),
    ("2024-03-05", datetime.date(2024, 3, 5)),
    ("2024.3.5", datetime.date(2024, 3, 5)),
]


@pytest.mark.parametrize(("written", "date"), DATES, ids=[written for written, _ in DATES])
def test_date_at_the_end(written, date):
    read = document(f"关于开展慰问活动的通知\n各社区：\n请认真组织实施。\n新城街道总工会\n{written}")
    assert (read.date, read.body) == (date, "新城街道总工会")


def test_date_under_the_title():
    assert document("2023年工作总结\n（2024年1月10日）\n一、主要成绩").date == datetime.date(2024, 1, 10)


def test_signature_and_date_in_one_line():
    read = document("关于慰问的通知\n各社区：\n请认真组织。\n　　　　新城街道总工会　2024年3月5日")
    assert (read.body, read.date) == ("新城街道总工会", datetime.date(2024, 3, 5))


def test_two_bodies_sign_together():
    read = document("关于慰问的通知\n各社区：\n请认真组织。\n新城街道总工会\n新城街道妇联\n2024年3月5日")
    assert read.body == "新城街道总工会、新城街道妇联"


def test_a_day_that_does_not_exist_is_found():
    read = document("关于慰问的通知\n各社区：\n请认真组织。\n新城街道总工会\n2024年2月30日")
    assert read.date is None
    assert [(finding.where, finding.text) for finding in read.findings] == [(4, "2024年2月30日")]


def test_dates_in_the_text_are_not_the_documents():
    assert document("慰问方案\n一、时间\n2024年3月5日至8日开展慰问。\n二、对象").date is None


def test_addressees_split_outside_brackets():
    read = document("关于慰问的通知\n各县（市、区）总工会、街道工会，各社区：\n请认真组织。")
    assert read.addressees == ("各县（市、区）总工会", "街道工会", "各社区")


def test_contents_are_not_read_twice():
    read = document("""
        2024年工作计划
        目　录
        一、工会工作……………1
        二、妇联工作……………2
        三、团委工作……………3
        一、工会工作
        二、妇联工作
        三、团委工作
        """)
    assert [node.title for node in read.outline] == ["工会工作", "妇联工作", "团委工作"]


def test_minutes_keep_their_heads():
    read = document("""
        新城街道人大工委专题会议纪要
        时间：2024年3月5日
        地点：街道三楼会议室
        主持人：某某
        会议议题：研究2024年民生实事项目
        会议听取了项目进展汇报，议定以下事项：
        一、确定民生实事项目3个，6月底前完成招标。
        二、每季度开展一次代表视察活动。
        """)
    assert (read.kind, read.date) == ("minutes", None)
    assert [node.number for node in read.outline if node.number] == ["一", "二"]


def test_page_number_in_mid_sentence_is_left_out():
    read = document("2024年工作要点\n一、工会工作。切实维护职工— 3 —合法权益，做好慰问。")
    (node,) = read.outline
    assert node.text == "一、工会工作。切实维护职工合法权益，做好慰问。"
    assert [(finding.where, finding.text) for finding in read.findings] == [(1, "— 3 —")]


@pytest.mark.parametrize("page", ["— 3 —", "- 3 -", "－3－", "3", "第3页 共8页", "3/8", "— — — 3 —"])
def test_sentence_cut_by_a_page_number_is_one(page):
    read = document(
        f"2024年工作要点\n一、工会工作。切实维护职工合法权益，做好困难职\n{page}\n工帮扶慰问工作。\n二、妇联工作。举办讲座。"
    )
    assert read.outline[0].text == "一、工会工作。切实维护职工合法权益，做好困难职工帮扶慰问工作。"
    assert read.block(1).covers == (1, 3)
    assert [node.number for node in read.outline] == ["一", "二"]


def test_page_numbers_between_blanks_are_known_by_going_up():
    text = "2024年工作要点\n一、工会工作。切实维护职工 3 合法权益，举办培训 2 期。\n二、妇联工作。服务妇女 4 儿童，走访家庭。"
    assert [node.text for node in document(text).outline] == [
        "一、工会工作。切实维护职工合法权益，举办培训 2 期。",
        "二、妇联工作。服务妇女儿童，走访家庭。",
    ]


def test_a_lone_number_between_blanks_stays():
    text = "一、工会工作。实施 3 大行动，举办培训 2 期。"
    assert document(text).outline[0].text == text


def test_a_line_that_ends_in_a_comma_goes_on():
    read = document("2024年工作要点\n1.做好救助申报，做到应报尽报，\n全年申报不少于15人。\n2.5月中旬开展众筹。")
    assert [node.text for node in read.outline] == [
        "1.做好救助申报，做到应报尽报，全年申报不少于15人。",
        "2.5月中旬开展众筹。",
    ]


def test_a_range_of_years_is_no_page_number():
    text = "一、规划目标。2021—2025年期间，5—8月、18-60周岁均可参加，建立1-2-3机制。"
    assert document(text).outline[0].text == text


def test_lines_broken_by_width_are_joined():
    read = document("""
        2024年新城街道工会工作要点
        　　一、加强组织建设
        　　深入推进基层工会组织建设，不断扩大工会组织覆盖面，全年新
        建企业工会不少于5家，发展会员300人以上，切实把广大职工最广泛地
        组织到工会中来，增强工会组织的凝聚力和影响力。
        　　二、服务职工群众
        　　深入开展春送岗位、夏送清凉、金秋助学、冬送温暖活动，全年走
        访慰问困难职工不少于60户，发放慰问金3万元，举办职工心理健康讲座
        不少于4场次，开展免费体检服务，惠及女职工200人，不断提升职工获得
        感和幸福感。
        """)
    assert [node.text for node in read.outline[0].children] == [
        "深入推进基层工会组织建设，不断扩大工会组织覆盖面，全年新建企业工会不少于5家，发展会员300人以上，"
        "切实把广大职工最广泛地组织到工会中来，增强工会组织的凝聚力和影响力。"
    ]
    assert any(finding.kind == "wrapped" for finding in read.findings)


def test_what_a_web_page_puts_around_a_document_is_no_part_of_it():
    read = document("""
        齐陵街道办事处
        标题: 2021年齐陵街道社区教育中心工作计划
        索引号: 11370305004219456R/2021 文号:
        发布日期：2021-09-25 浏览次数：12
          • 字号:
          • 打印
        2021年齐陵街道社区教育中心工作计划
        各委办，各社区
        现将《2021年齐陵街道社区教育中心工作计划》印发给你们，请认真贯彻执行。
        齐陵街道党政办公室
        2021年3月1日
        2021年齐陵街道社区教育中心工作计划
        一、主要目标
        二、重点工作
        """)
    assert (read.title, read.body) == ("2021年齐陵街道社区教育中心工作计划", "齐陵街道办事处")
    assert read.addressees == ("各委办", "各社区")
    assert read.date == datetime.date(2021, 3, 1)
    assert [node.title for node in read.outline] == ["主要目标", "重点工作"]


def test_a_line_that_announces_numbers_is_no_heading():
    read = document("2024年工作要点\n具体做好五方面工作\n一、工会工作\n二、妇联工作")
    assert [node.title for node in read.outline] == ["", "工会工作", "妇联工作"]


def test_a_plan_below_a_notice_without_headings_is_the_document():
    read = document("""
        关于下达2024年工会工作目标任务的通知
        各社区工会、企业工会：
        现将工作目标任务下达给你们，请抓好落实。
        附件：1.2024年工会工作要点
        　　　2.2024年任务分解表
        城南街道总工会
        2024年1月30日
        附件1
        2024年工会工作要点
        一、组织建设
        新建企业工会12家。
        附件2
        2024年任务分解表
        """)
    assert (read.title, read.kind, read.body) == ("2024年工会工作要点", "plan", "城南街道总工会")
    assert read.notice == "关于下达2024年工会工作目标任务的通知"
    assert [node.title for node in read.outline] == ["组织建设"]
    assert [block.role for block in read.blocks[3:5]] == ["attachments", "attachments"]


def test_a_notice_with_headings_of_its_own_is_the_document():
    read = document("""
        关于开展学雷锋活动的通知
        各社区：
        一、活动时间
        二、活动内容
        新城街道办事处
        2024年2月26日
        附件
        志愿服务活动方案
        一、总体安排
        """)
    assert read.title == "关于开展学雷锋活动的通知"


def test_the_day_of_signing_counts_rather_than_that_of_the_meeting():
    text = "企业服务工作方案\n（2024年3月5日街道党工委会议通过）\n一、工作目标\n全年走访企业。"
    assert document(text).date == datetime.date(2024, 3, 5)
    assert document(f"{text}\n石桥街道办事处\n2024年3月6日").date == datetime.date(2024, 3, 6)


@pytest.mark.parametrize("greeting", ["同志们：", "各位代表、同志们：", "各位委员："])
def test_who_is_greeted_is_addressed(greeting):
    read = document(f"在群团工作会议上的讲话\n（2024年3月12日）\n{greeting}\n今天召开这次会议。\n一、工会工作")
    assert read.addressees
    assert [node.title for node in read.outline] == ["", "工会工作"]


def test_an_area_is_addressed_with_the_body_behind_it():
    read = document("关于报送计划的通知\n各乡镇、街道妇联，区直机关各妇委会：\n请于3月底前报送。")
    assert read.addressees == ("各乡镇、街道妇联", "区直机关各妇委会")


def test_what_a_web_page_puts_below_a_document_is_no_part_of_it():
    read = document("""
        高新区总工会2024年工作要点
        一、聚焦主责主业
        开展劳动竞赛30项。
        扫一扫在手机打开当前页
        【打印本页】【关闭窗口】
        版权所有：高新区总工会　地址：创新路66号　浙ICP备05012345号
        """)
    (node,) = read.outline
    assert [child.text for child in node.children] == ["开展劳动竞赛30项。"]


def test_broken_lines_go_on_behind_a_page_number_and_blanks():
    read = document("""
        石桥街道2024年社区教育工作计划

        一、总体目标

        全年开设课程60门，培训居民1.2万人次，居民参与率达到60
        %以上，建成市级学习型社区2个。

        二、主要任务

        （一）丰富课程供给。每学期开设老年教育班不少于20个，招收

        — 1 —

        学员800名；开发特色课程6门，编印教材3种，全年走进企业机
        关和学校开展送学活动80场。

        （二）推进书香社区建设。新建社区书房3处，每月开展读书会不
        少于1次，全年举办阅读活动80场次。
        """)
    assert [node.text for node in read.outline[0].children] == [
        "全年开设课程60门，培训居民1.2万人次，居民参与率达到60%以上，建成市级学习型社区2个。"
    ]
    first, second = read.outline[1].children
    assert "招收学员800名" in first.text
    assert second.text.endswith("每月开展读书会不少于1次，全年举办阅读活动80场次。")


def test_a_speech_copied_from_a_web_page_has_its_title_and_headings():
    read = document("""
        您的位置:
        首页
        >
        政务要闻
        政务要闻
        打印
        【字号：
        大
        】
        2026年北苑街道工作报告
        2026年02月10日 07时41分
        2026年2月3日在北苑街道第三届居民代表大会第二次会议上
        来源：
        北苑发布客户端
        时间：2026-02-09
        北苑街道党工委书记 李 明
        各位代表：
        现在，我向大会报告工作，请予审议。
        一、2025年工作回顾
        各位代表！
        二、2026年工作安排
        （来源：北苑发布）
        编辑：王敏
        相关报道：
        """)
    assert (read.title, read.kind) == ("2026年北苑街道工作报告", "report")
    assert read.date == datetime.date(2026, 2, 3)
    assert [node.title for node in read.outline] == ["", "2025年工作回顾", "2026年工作安排"]
    assert all(not node.children for node in read.outline)


def test_a_subtitle_broken_into_two_lines_is_one():
    read = document("工作报告\n——2026年1月26日在北苑街道第三届\n居民代表大会第五次会议上\n各位代表：\n一、工作回顾")
    assert read.subtitle == "2026年1月26日在北苑街道第三届居民代表大会第五次会议上"
    assert read.addressees == ("各位代表",)
