"""Reading the outline of official prose, in the manners of the field."""

import pytest

from yiben.gongwen.tests.shapes import document, expected, shape

MANNERS = {
    "official numbers on lines of their own": (
        """
        一、总体要求
        坚持以习近平新时代中国特色社会主义思想为指导，全面落实上级部署。
        二、重点任务
        （一）强化思想引领
        1.深化理论学习。每月组织一次集中学习。
        2.办好青年讲堂。全年举办不少于4期。
        （1）制定计划；
        （2）抓好落实。
        （二）服务职工群众
        三、工作要求
        """,
        """
        一 总体要求
          ¶
        二 重点任务
          （一） 强化思想引领
            1 深化理论学习
            2 办好青年讲堂
              （1）
              （2）
          （二） 服务职工群众
        三 工作要求
        """,
    ),
    "half-width brackets and blanks behind the numbers": (
        """
        一、 总体要求
        (一) 加强学习
        1. 组织培训
        1、组织比赛
        (1) 报名
        (二)加强宣传
        ２． 开展义诊
        （３）随访
        """,
        """
        一 总体要求
          （一） 加强学习
            1 组织培训
            1 组织比赛
              （1） 报名
          （二） 加强宣传
            2 开展义诊
              （3） 随访
        """,
    ),
    "1、 where 一、 is meant": (
        """
        1、 上年度工作完成情况
        （一）工会工作扎实推进。全年开展活动30场次。
        （二）妇联工作有声有色。举办讲座16场。
        二、存在的主要问题
        三、下一步打算
        1、加强学习。
        2、加强宣传。
        """,
        """
        1 上年度工作完成情况
          （一） 工会工作扎实推进
          （二） 妇联工作有声有色
        二 存在的主要问题
        三 下一步打算
          1
          2
        """,
    ),
    "digits above bracketed numbers throughout": (
        """
        1.工会工作
        （一）开展慰问活动。
        （二）开展技能竞赛。
        2.妇联工作
        （一）开展家庭教育。
        （二）开展维权服务。
        """,
        """
        1 工会工作
          （一） 开展慰问活动
          （二） 开展技能竞赛
        2 妇联工作
          （一） 开展家庭教育
          （二） 开展维权服务
        """,
    ),
    "run-in 一是 under a heading run into its paragraph": (
        "七、工会工作。一是坚持党建带工建，做好提档升级。二是做好规定性活动。三是做好福利发放工作。",
        """
        七 工会工作
          一是
          二是
          三是
        """,
    ),
    "run-in 一要": (
        "（一）提高认识。一要加强学习，统一思想；二要明确责任，落实到人；三要强化督导，确保实效。",
        """
        （一） 提高认识
          一要
          二要
          三要
        """,
    ),
    "run-in 第一，第二，": (
        "下一步，重点抓好三件事。第一，建好职工之家。第二，办好职工书屋。第三，用好心理驿站。",
        """
        ¶
          第一
          第二
          第三
        """,
    ),
    "run-in 首先 其次 最后": (
        "二、方法步骤。首先，摸清底数，建立台账。其次，分类施策，精准帮扶。最后，总结经验，形成机制。",
        """
        二 方法步骤
          首先
          其次
          最后
        """,
    ),
    "run-in circles": (
        "1.开展主题活动。围绕重要节点开展活动：①3月学雷锋志愿服务；②5月青年座谈会；③6月少先队活动。",
        """
        1 开展主题活动
          ①
          ②
          ③
        """,
    ),
    "circles inside a run-in": (
        "三、妇联工作。一是办好活动：①家庭日；②读书会；二是抓好维权：①咨询；②调解。",
        """
        三 妇联工作
          一是 办好活动
            ①
            ②
          二是 抓好维权
            ①
            ②
        """,
    ),
    "run-in numbers in brackets": (
        "五、红十字会工作。重点做好以下工作：（1）应急救护培训不少于2期；（2）无偿献血宣传1次；（3）博爱一日捐。",
        """
        五 红十字会工作
          （1）
          （2）
          （3）
        """,
    ),
    "lines that begin with 一是": (
        """
        二、主要措施
        一是加强领导。成立领导小组，定期研究。
        二是加强宣传。利用各类阵地广泛宣传。
        """,
        """
        二 主要措施
          一是 加强领导
          二是 加强宣传
        """,
    ),
    "run-in titles before their sentences": (
        "团委工作。一是加强青年思想引领。组织青年大学习12期，开展团课20场；二是强化志愿服务。开展活动100次。",
        """
        ¶
          一是 加强青年思想引领
          二是 强化志愿服务
        """,
    ),
    "labels that run in": (
        "（四）发挥群团优势。团委工作：一是加强引领；二是强化服务。妇联工作：一是办好讲座；二是帮扶家庭。人大工作：实施民生实事项目2个。",
        """
        （四） 发挥群团优势
          团委工作
            一是
            二是
          妇联工作
            一是
            二是
          人大工作
        """,
    ),
    "a label as a number's title": (
        "（四）群团工作：一是继续加强思想引领；二是强化法治宣传。",
        """
        （四） 群团工作
          一是
          二是
        """,
    ),
    "titles ended by a colon": (
        """
        1.完善组织架构：优化内部结构，明确部门职责，确保工作高效开展。
        2.加强培训学习：定期组织工会干部参加培训，全年不少于4次。
        """,
        """
        1 完善组织架构
        2 加强培训学习
        """,
    ),
    "a title parted by a blank": (
        """
        （一）组织建设　持续推进基层工会规范化建设，新建企业工会3家，发展会员200名。
        （二）权益维护　开展法律咨询、劳动争议调解，全年不少于6场。
        """,
        """
        （一） 组织建设
        （二） 权益维护
        """,
    ),
    "a short title parted by several blanks": (
        "(一)抓学习   每月组织一次集中学习，参学率90%以上；",
        "（一） 抓学习",
    ),
    "headings that end in a colon": (
        """
        一、工会工作：
        1.慰问职工。
        二、妇联工作：
        """,
        """
        一 工会工作
          1
        二 妇联工作
        """,
    ),
    "a whole document in one paragraph": (
        "一、工会工作。（一）开展慰问。走访困难职工20户。（二）开展培训。举办培训班2期。二、妇联工作。（一）开展讲座。举办讲座4场。",
        """
        一 工会工作
          （一） 开展慰问
          （二） 开展培训
        二 妇联工作
          （一） 开展讲座
        """,
    ),
    "chapters": (
        """
        第一部分 2023年工作回顾
        一、工会工作
        （一）抓组建。新建工会3家。
        二、团委工作
        第二部分 2024年工作安排
        一、工会工作
        二、团委工作
        """,
        """
        第一部分 2023年工作回顾
          一 工会工作
            （一） 抓组建
          二 团委工作
        第二部分 2024年工作安排
          一 工会工作
          二 团委工作
        """,
    ),
    "numbers that restart under plain headings": (
        """
        工会工作
        1.开展春送岗位活动2场。
        2.开展夏送清凉活动。
        妇联工作
        1.开展“三八”系列活动。
        2.举办家庭教育讲座4场。
        """,
        """
        工会工作
          1
          2
        妇联工作
          1
          2
        """,
    ),
    "headings in brackets": (
        """
        【工会工作】
        1.开展慰问。
        【妇联工作】
        1.开展讲座。
        """,
        """
        工会工作
          1
        妇联工作
          1
        """,
    ),
    "numbers as single characters": (
        """
        ㈠组织建设
        ⒈完善制度
        ⑴定期例会
        ㈡队伍建设
        """,
        """
        ㈠ 组织建设
          ⒈ 完善制度
            ⑴ 定期例会
        ㈡ 队伍建设
        """,
    ),
    "decimal numbers": (
        """
        1. 组织建设
        1.1 完善制度
        1.2 建强队伍
        2. 服务职工
        2.1 开展慰问
        """,
        """
        1 组织建设
          1.1 完善制度
          1.2 建强队伍
        2 服务职工
          2.1 开展慰问
        """,
    ),
    "articles": (
        """
        第一章 总则
        第一条 为规范社区志愿服务，制定本办法。
        第二条 本办法适用于街道各社区。
        第二章 组织
        第三条 各社区成立志愿服务队。
        """,
        """
        第一章 总则
          第一条
          第二条
        第二章 组织
          第三条
        """,
    ),
    "half a bracket": (
        """
        一）思想建设
        1）每月学习一次；
        2）每季交流一次。
        二）组织建设
        """,
        """
        一） 思想建设
          1）
          2）
        二） 组织建设
        """,
    ),
    "paragraphs below a numbered heading": (
        """
        （一）加强组织领导
        各社区要高度重视，明确专人负责。
        要建立台账，定期调度。
        （二）加强宣传引导
        """,
        """
        （一） 加强组织领导
          ¶
          ¶
        （二） 加强宣传引导
        """,
    ),
    "one number falls back after 一是 lines": (
        """
        1.抓学习。
        一是集中学；
        二是自主学。
        2.抓活动。
        """,
        """
        1
          一是
          二是
        2
        """,
    ),
    "runs in behind a bracket": (
        "（一）工会工作。1.新建工会10家。（责任单位：总工会）2.慰问职工500人次。",
        """
        （一） 工会工作
          1
          2
        """,
    ),
    "decimals below a bare number": (
        "1 组织建设\n1.1 新建工会6家。\n1.2 开展会员评家。\n2 维权服务\n2.1 签订集体合同80份。",
        """
        1 组织建设
          1.1
          1.2
        2 维权服务
          2.1
        """,
    ),
    "projects by number": (
        "一、项目推进\n项目一：青春上岗计划。开发见习岗位300个。\n项目二：青年驿站。新建2家。",
        """
        一 项目推进
          项目一 青春上岗计划
          项目二 青年驿站
        """,
    ),
    "a long dash for a colon": (
        "（六）社区教育工作——全民阅读活动48场，老年学堂每周2课时。",
        """
        （六） 社区教育工作
        """,
    ),
    "soft line breaks": (
        "一、工会工作\x0b（一）开展慰问活动\x0b（二）开展技能竞赛",
        """
        一 工会工作
          （一） 开展慰问活动
          （二） 开展技能竞赛
        """,
    ),
}


@pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.replace(" ", "-"))
def test_outline_follows_the_manner(manner):
    text, outline = MANNERS[manner]
    assert shape(document(text).outline) == expected(outline)


NOT_NUMBERS = [
    "一、二季度完成调研，三、四季度抓好整改。",
    "3.8妇女节前开展慰问。",
    "5.8公益捐步活动顺利举行。",
    "2024年5月完成项目建设。",
    "第一季度召开一次专题会议。",
    "一是一，二是二",
    "第一书记驻村开展工作。",
    "30余名志愿者参加活动。",
    "12345热线办结率达到100%。",
    "3 月份走访企业",
    "8 个社区全部建成站点",
    "1、2月份走访企业。",
    "1—6月开展活动。",
    "十五个社区全部建成。",
]


@pytest.mark.parametrize("text", [text for text in NOT_NUMBERS if text != "一是一，二是二"])
def test_a_numeral_at_the_head_is_not_always_a_number(text):
    (node,) = document(text + "请各社区认真落实，确保按时完成任务。").outline
    assert node.number == ""


def test_official_levels_are_told():
    nodes = document("一、甲\n（一）乙\n1.丙\n（1）丁").nodes()
    assert [node.level for node in nodes] == [1, 2, 3, 4]


def test_jumps_and_returns_of_numbers_are_found():
    found = document("一、工会工作\n三、妇联工作\n三、团委工作").findings
    assert [finding.what for finding in found] == ["编号从“一”跳到“三”。", "编号从“三”回到“三”。"]
    assert found[0].where == 1


def test_a_misspelt_number_is_read_and_found():
    found = document("1、上年度情况\n（一）工会工作。开展活动。\n二、存在问题\n三、下步打算").findings
    assert [(finding.where, finding.kind) for finding in found] == [(0, "numbering")]


def test_span_is_the_text_of_the_node():
    text = "　　七、工会工作。一是坚持党建带工建；二是做好慰问。  "
    document_ = document(text)
    for node in document_.nodes():
        assert document_.block(node.paragraph).text[node.start : node.end] == node.text
    assert [child.text for child in document_.outline[0].children] == ["一是坚持党建带工建；", "二是做好慰问。"]


def test_the_body_begins_after_number_and_title():
    node = document("七、工会工作。一是坚持。").outline[0]
    assert node.text[node.body - node.start :] == "一是坚持。"
    (node,) = document("（一）强化宣传。广泛宣传政策，营造氛围。").outline
    assert node.text[node.body :] == "广泛宣传政策，营造氛围。"


def test_a_sentence_with_a_quantity_is_no_title():
    (node,) = document("1.全年召开会议至少2次。由党政办负责组织，各社区配合。").outline
    assert node.title == ""
