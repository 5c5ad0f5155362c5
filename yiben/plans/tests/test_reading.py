"""Work-points prose in, a draft plan out. The paragraphs are in the manners of the field."""

import datetime
import io
import json
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiben.gongwen import read, read_text
from yiben.plans.answering import answer_of
from yiben.plans.reading import IndicatorWord, LineWord, read_plan

SAMPLES = Path(__file__).parents[3] / "tests" / "samples"
LINES = [
    LineWord("union", "工会工作", ("工会", "职工工作")),
    LineWord("youth", "共青团工作", ("团委", "青年工作")),
    LineWord("women", "妇联工作", ("妇联", "妇女儿童工作")),
    LineWord("redcross", "红十字会工作", ("红会", "红十字")),
    LineWord("liaison", "人大工作", ("人大", "代表联络", "民生实事")),
    LineWord("volunteering", "志愿服务工作", ("志愿服务", "新时代文明实践")),
    LineWord("learning", "社区教育工作", ("社区教育", "全民学习", "学习")),
    LineWord("enterprise", "企业服务工作", ("非公经济工作", "企业走访")),
]
INDICATORS = [
    IndicatorWord("activity-times", "活动场次", ("开展活动", "各类活动"), "场"),
    IndicatorWord("leaflets", "发放宣传资料份数", ("发放宣传资料", "宣传资料"), "份"),
    IndicatorWord("publicity-times", "宣传活动场次", ("集中宣传",), "场", "", ("publicity",)),
    IndicatorWord("volunteering-times", "志愿服务场次", ("志愿服务活动", "志愿服务"), "场", "", ("volunteering",)),
    IndicatorWord(
        "volunteer-teams", "志愿服务队伍数", ("志愿服务队伍", "志愿服务队"), "支", "volunteering", ("status",)
    ),
    IndicatorWord(
        "union-training-times",
        "工会教育培训场次",
        ("工会教育培训", "工会干部业务培训"),
        "场",
        "union",
        ("training", "lecture"),
    ),
    IndicatorWord("union-care", "慰问帮扶职工人次", ("慰问职工", "慰问户外劳动者"), "人次", "union", ("relief",)),
    IndicatorWord("link-rate", "学社衔接率", ("学社衔接",), "%", "youth", ("status",)),
    IndicatorWord("youth-volunteering-times", "青年志愿服务场次", ("青年志愿服务",), "场", "youth", ("volunteering",)),
    IndicatorWord("women-talk-times", "妇女恳谈会场次", ("恳谈会",), "场", "women", ("meeting",)),
    IndicatorWord("charity-day-money", "博爱一日捐金额", ("博爱一日捐",), "元", "redcross", ("donation",)),
    IndicatorWord("first-aid-attendances", "应急救护培训人次", ("应急救护培训",), "人次", "redcross", ("training",)),
    IndicatorWord(
        "reception-times", "代表接待群众场次", ("代表接待日", "接待选民"), "场", "liaison", ("consultation",)
    ),
    IndicatorWord("enterprise-visit-times", "走访企业次数", ("走访企业",), "次", "enterprise", ("visit",)),
]


def plan(text, year=2024):
    return read_plan(read_text(dedent(text).strip("\n")), lines=LINES, indicators=INDICATORS, year=year)


def one(sentence, heading="四、志愿服务工作"):
    """The only target of a sentence under a heading."""
    (target,) = targets(sentence, heading)
    return target


def targets(sentence, heading="四、志愿服务工作"):
    return [target for measure in plan(f"{heading}\n{sentence}").measures for target in measure.targets]


def brief(target):
    return target.comparator, target.value, target.unit, target.scope, target.frequency


PROMISES = [
    ("专题会议全年至少2次。", ("ge", 2, "次", "total", None)),
    ("各社区每季度开展志愿服务活动不少于3场。", ("ge", 3, "场", "each", "quarterly")),
    ("每个社区至少2场。", ("ge", 2, "场", "each", None)),
    ("每月至少召开1次调度会。", ("ge", 1, "次", "total", "monthly")),
    ("每半年组织一次集中视察。", ("ge", 1, "次", "total", "half-yearly")),
    ("每周上门服务不少于1次。", ("ge", 1, "次", "total", "weekly")),
    ("每两个月召开一次联席会议。", ("ge", 6, "次", "total", "yearly")),
    ("每月走访企业3家以上。", ("ge", 3, "家", "total", "monthly")),
    ("培育志愿服务骨干3名。", ("ge", 3, "名", "total", None)),
    ("服务对象满意率达到100%。", ("ge", 100, "%", "total", None)),
    ("力争覆盖率达98%以上。", ("ge", 98, "%", "total", None)),
    ("家长学校每年开课不少于4次。", ("ge", 4, "次", "total", "yearly")),
    ("上、下半年各组织视察1次。", ("ge", 1, "次", "total", "half-yearly")),
    ("将投诉率控制在5%以内。", ("le", 5, "%", "total", None)),
    ("全年志愿服务活动突破100场。", ("gt", 100, "场", "total", None)),
    ("问题反弹率低于3%。", ("lt", 3, "%", "total", None)),
    ("组织各社区开展活动合计不少于240场。", ("ge", 240, "场", "total", None)),
    ("募集善款2.5万元以上。", ("ge", 25000, "元", "total", None)),
    ("举办讲座3—5场。", ("ge", 3, "场", "total", None)),
    ("慰问困难职工60户左右。", ("ge", 60, "户", "total", None)),
    ("志愿服务总时长不少于2万小时。", ("ge", 20000, "小时", "total", None)),
    ("每周开放书屋不少于5天。", ("ge", 5, "天", "total", "weekly")),
    ("每月定期开展环境整治。", ("ge", 1, "次", "total", "monthly")),
    ("党员志愿者30名参加。", ("ge", 30, "名", "total", None)),
]


@pytest.mark.parametrize(("sentence", "promise"), PROMISES, ids=[sentence for sentence, _ in PROMISES])
def test_a_number_is_read_as_it_is_meant(sentence, promise):
    comparator, value, *rest = brief(one(sentence))
    assert (comparator, value, *rest) == (promise[0], Decimal(promise[1]), *promise[2:])


NO_NUMBERS = [
    "提高思想认识，加强组织领导。",
    "在去年20场的基础上继续拓展。",
    "以“1+5+N”模式推进，落实“三会一课”。",
    "推动25人以上企业全部建会。",
    "落实四个意识，抓好二十大精神宣传。",
    "每年开展总结。",
    "依托第二批示范点，做好“五四”“六一”活动。",
]


@pytest.mark.parametrize("sentence", NO_NUMBERS)
def test_words_without_a_number_promised_are_a_measure_without_target(sentence):
    (measure,) = plan(f"四、志愿服务工作\n{sentence}").measures
    assert measure.text == sentence
    assert measure.targets == ()


DEADLINES = [
    ("6月底前完成培训2期。", datetime.date(2024, 6, 30)),
    ("预计2024年5月建成驿站1个。", datetime.date(2024, 5, 31)),
    ("五四青年节前举办活动1场。", datetime.date(2024, 5, 3)),
    ("三季度开展义诊2场。", datetime.date(2024, 9, 30)),
    ("年底前新建站点3个。", datetime.date(2024, 12, 31)),
    ("举办讲座2场。", None),
]


@pytest.mark.parametrize(("sentence", "day"), DEADLINES, ids=[sentence for sentence, _ in DEADLINES])
def test_the_deadline_is_a_day_of_the_plans_year(sentence, day):
    assert one(sentence).deadline == day


def test_a_deadline_without_a_number_stays_with_the_measure():
    (measure,) = plan("五、人大工作\n河畔社区用房改造项目，预计2024年5月完成。").measures
    assert (measure.targets, measure.deadline) == ((), datetime.date(2024, 5, 31))


def test_what_every_single_event_asks_is_no_target_and_said():
    draft = plan("三、红十字会工作\n开展应急救护培训4期，每期不少于30人。")
    (measure,) = draft.measures
    assert [target.words for target in measure.targets] == ["4期"]
    assert any("每一场" in finding.what for finding in draft.findings)


INDICATED = [
    ("七、工会工作", "举办业务培训4场。", "union-training-times"),
    ("七、工会工作", "慰问户外劳动者500人次。", "union-care"),
    ("七、工会工作", "举办职工技能竞赛1场。", None),
    ("八、团委工作", "组织青年志愿服务活动50场。", "youth-volunteering-times"),
    ("八、团委工作", "确保学社衔接率达到100%。", "link-rate"),
    ("九、妇联工作", "每季度召开一次妇女恳谈会。", "women-talk-times"),
    ("九、妇联工作", "发放宣传资料不少于3000份。", "leaflets"),
    ("十、红十字会工作", "做好“博爱一日捐”工作，募集善款2万元。", "charity-day-money"),
    ("四、志愿服务工作", "开展志愿服务活动，全年不少于24场。", "volunteering-times"),
    ("四、志愿服务工作", "培育志愿服务品牌项目3个。", None),
    ("六、人大工作", "每月组织代表接待选民1次。", "reception-times"),
    ("二、重点工作", "走访企业不少于20次。", "enterprise-visit-times"),
    ("四、志愿服务工作", "开展骨干培训，每季度至少1次。", None),
    ("四、志愿服务工作", "各社区每月至少2场。", "volunteering-times"),
    ("二、重点工作", "开展反诈宣传，全年不少于16场。", "publicity-times"),
    ("二、重点工作", "栽种树木300棵。", None),
]


@pytest.mark.parametrize(("heading", "sentence", "slug"), INDICATED, ids=[sentence for _, sentence, _ in INDICATED])
def test_the_indicator_is_found_by_noun_unit_and_line(heading, sentence, slug):
    assert one(sentence, heading).indicator == slug


def test_each_of_two_numbers_finds_its_own_indicator():
    found = targets("开展志愿服务活动60场以上，发放宣传资料2000份，组建志愿服务队12支。")
    assert [target.indicator for target in found] == ["volunteering-times", "leaflets", "volunteer-teams"]


HEADINGS = [
    ("工会工作", "union"),
    ("深化企业工会组建", "union"),
    ("团委工作", "youth"),
    ("关爱青少年成长", "youth"),
    ("巾帼建功行动", "women"),
    ("红十字事业", "redcross"),
    ("人大代表联络", "liaison"),
    ("抓好民生实事", "liaison"),
    ("学雷锋志愿服务", "volunteering"),
    ("新时代文明实践", "volunteering"),
    ("推进全民终身学习", "learning"),
    ("非公经济工作", "enterprise"),
    ("优化营商环境", "enterprise"),
    ("加强理论学习", None),
    ("强化组织保障", None),
    ("工会及红会工作", "union"),
    ("青年志愿服务", "volunteering"),
]


@pytest.mark.parametrize(("title", "slug"), HEADINGS)
def test_a_heading_is_matched_to_its_line(title, slug):
    (line,) = plan(f"一、{title}\n开展活动2场。").lines
    assert (line.title, line.line) == (title, slug)


def test_a_document_of_one_line_gives_it_to_all_headings():
    draft = plan("新城街道妇联2024年工作要点\n一、强化思想引领\n开展宣讲20场。\n二、深化志愿服务\n组建队伍2支。")
    assert [line.line for line in draft.lines] == ["women", "women"]


def test_headings_below_a_general_one_are_the_lines():
    draft = plan("""
        新城街道2024年群团工作要点
        一、总体要求
        坚持党的领导，服务大局。
        二、重点任务
        （一）工会工作
        1.开展慰问。慰问职工60人次。
        （二）妇联工作：一是举办讲座4场；二是走访家庭20户。
        三、保障措施
        加强领导，压实责任。
        """)
    assert [(line.number, line.title, line.line) for line in draft.lines] == [
        ("一", "总体要求", None),
        ("（一）", "工会工作", "union"),
        ("（二）", "妇联工作", "women"),
        ("三", "保障措施", None),
    ]
    assert [measure.path for measure in draft.measures] == ["二/（一）/1", "二/（二）/一是", "二/（二）/二是", "三/1"]


def test_headings_without_numbers_are_lines():
    draft = plan("2024年工作任务\n工会：\n1、每季度组织一次文体活动；\n妇联：\n1、组织活动2场；")
    assert [(line.title, line.line) for line in draft.lines] == [("工会", "union"), ("妇联", "women")]
    assert [measure.path for measure in draft.measures] == ["工会/1", "妇联/1"]


def test_bullets_have_paths_of_their_own():
    draft = plan("2024年工会工作要点\n一、服务职工\n● 慰问职工20户\n● 举办讲座2场")
    assert [measure.path for measure in draft.measures] == ["一/1", "一/2"]


def test_a_calendar_sets_the_day():
    draft = plan(
        "志愿服务队2024年活动安排\n3月：开展学雷锋活动2场。\n6—8月：托管服务，每周不少于3次。\n第三季度：义诊1场。"
    )
    march, summer, autumn = draft.measures
    assert march.targets[0].deadline == march.deadline == datetime.date(2024, 3, 31)
    assert (summer.deadline, summer.targets[0].deadline) == (datetime.date(2024, 8, 31), None)
    assert autumn.deadline == datetime.date(2024, 9, 30)


def test_a_stage_sets_the_day():
    draft = plan("三、实施步骤\n（一）启动阶段（2024年3月）。制定方案1份。\n（二）推进阶段（4月—11月）。开展活动5场。")
    assert [measure.deadline for measure in draft.measures] == [datetime.date(2024, 3, 31), datetime.date(2024, 11, 30)]


def test_what_is_asked_of_the_readers_at_the_end_is_no_measure():
    draft = plan("""
        一、工会工作
        1. 全年开展工会教育培训不少于36场。
        请各社区、各站办所对照工作要点，明确责任人和完成时限，抓好各项任务落实。
        工作中的问题和建议，请及时向街道党群工作办公室反映。
    """)
    assert [measure.path for measure in draft.measures] == ["一/1"]


def test_what_was_done_is_not_promised():
    draft = plan(
        """
        北苑街道2023年度工作总结及2024年工作打算
        一、2023年工作总结
        （一）工会工作。慰问职工206人。
        二、存在的主要问题
        一是力量不足。
        三、2024年工作打算
        （一）工会工作。发展会员150名。
        """,
        year=None,
    )
    assert draft.year == 2024
    assert [measure.text for measure in draft.measures] == ["发展会员150名。"]
    assert [finding.where for finding in draft.findings if finding.kind == "past"] == [1, 3]


def test_what_the_boundary_refuses_stays_in_the_source_and_is_said():
    text = "八、团委工作\n1.摸清辖区少数民族群众底数，建立台账。\n2.发展团员20名。\n3.开展主题团日活动4次。"
    draft = plan(text)
    assert [measure.text for measure in draft.measures] == ["3.开展主题团日活动4次。"]
    refused = [finding for finding in draft.findings if finding.kind == "boundary"]
    assert [finding.where for finding in refused] == [1, 2]
    assert "少数民族" in refused[0].what


def test_who_does_it_is_read():
    draft = plan("""
        七、工会工作
        1.新建企业工会5家。（牵头单位：街道总工会；配合单位：各社区；完成时限：2024年11月底）
        2.开展技能竞赛1场。
        责任单位：党群办
        """)
    first, second = draft.measures
    assert (first.lead_unit, first.support_units, first.deadline) == (
        "街道总工会",
        "各社区",
        datetime.date(2024, 11, 30),
    )
    assert first.targets[0].deadline == datetime.date(2024, 11, 30)
    assert (second.lead_unit, second.text) == ("党群办", "2.开展技能竞赛1场。")


@pytest.mark.parametrize("said", ["分管领导：张明", "责任领导: 张明", "牵头领导：张明", "分管街道领导：张明"])
def test_the_leader_in_charge_is_read_as_written(said):
    draft = plan(f"一、工会工作\n1.新建企业工会5家。（牵头单位：街道总工会；{said}；配合单位：各社区）")
    (measure,) = draft.measures
    assert (measure.leader, measure.lead_unit, measure.support_units) == ("张明", "街道总工会", "各社区")


def test_who_is_merely_responsible_is_no_leader_in_charge():
    (measure,) = plan("一、工会工作\n1.新建企业工会5家。（责任人：李华；联系人：王芳）").measures
    assert (measure.leader, measure.lead_unit) == ("", "")


def test_a_heading_says_who_does_what_is_below():
    draft = plan("一、工会工作（牵头单位：街道总工会）\n（一）慰问职工：\n1.走访20户。\n二、妇联工作：\n开展讲座2场。")
    assert [(line.title, line.line) for line in draft.lines] == [("工会工作", "union"), ("妇联工作", "women")]
    assert [measure.lead_unit for measure in draft.measures] == ["街道总工会", ""]


def test_a_fragment_stays_with_its_sentence():
    draft = plan("四、志愿服务工作\n开展邻里守望活动。全年不少于12次。组建队伍。")
    assert [measure.text for measure in draft.measures] == ["开展邻里守望活动。全年不少于12次。", "组建队伍。"]


def test_a_numbered_list_without_headings_is_one_line():
    draft = plan("2024年工会工作要点\n1.召开会议不少于4次。\n2.加强宣传，营造氛围。")
    (line,) = draft.lines
    assert (line.number, line.title, line.line) == ("", "2024年工会工作要点", "union")
    assert [measure.path for measure in line.measures] == ["1", "2"]


def word(build):
    document = docx.Document()
    build(document)
    file = io.BytesIO()
    document.save(file)
    return read_plan(read(file.getvalue()), lines=LINES, indicators=INDICATORS, year=2024)


def test_a_table_of_tasks_is_read():
    def build(document):
        document.add_paragraph("新城街道2024年群团重点任务分解表")
        rows = [
            ("序号", "条线", "工作任务", "目标值", "责任单位", "完成时限"),
            ("1", "工会工作", "走访慰问困难职工", "不少于60户", "街道总工会", "2024年12月"),
            ("2", "妇联工作", "每季度召开一次恳谈会", "", "街道妇联", ""),
            ("合计", "", "", "", "", ""),
        ]
        table = document.add_table(rows=0, cols=6)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    draft = word(build)
    assert [(line.title, line.line) for line in draft.lines] == [("工会工作", "union"), ("妇联工作", "women")]
    first, second = draft.measures
    assert (first.number, first.text, first.paragraph, first.lead_unit) == (
        "1",
        "走访慰问困难职工",
        "t0r1c2",
        "街道总工会",
    )
    assert [(target.value, target.unit, target.paragraph) for target in first.targets] == [(60, "户", "t0r1c3")]
    assert first.deadline == datetime.date(2024, 12, 31)
    assert [target.frequency for target in second.targets] == ["quarterly"]


def test_a_table_belongs_to_the_heading_above_it():
    def build(document):
        document.add_paragraph("一、工会工作")
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(
            (*table.rows[0].cells, *table.rows[1].cells), ("重点任务", "责任部门", "举办培训2期", "党群办"), strict=True
        ):
            cell.text = text
        document.add_paragraph("二、妇联工作")

    draft = word(build)
    assert [(line.title, len(line.measures)) for line in draft.lines] == [("工会工作", 1), ("妇联工作", 0)]


def test_the_sample_is_read():
    draft = read_plan(read(SAMPLES / "work-points-2023.docx"), lines=LINES, indicators=INDICATORS)
    assert [(line.number, line.title, line.line, len(line.measures)) for line in draft.lines] == [
        ("四", "非公经济工作", "enterprise", 1),
        ("七", "工会工作", "union", 4),
        ("八", "团委工作", "youth", 4),
        ("九", "妇联工作", "women", 3),
        ("十", "红十字会工作", "redcross", 3),
    ]
    assert [measure.path for measure in draft.lines[1].measures] == ["七/一是", "七/二是", "七/三是", "七/四是"]
    assert (draft.title, draft.body, draft.year) == ("电厂街道2023年度统战群团工作要点", "电厂街道", 2023)


def test_json_has_the_shape_that_the_command_prints():
    draft = plan("七、工会工作。一是每季度举办业务培训不少于2场，6月底前完成。")
    shown = json.loads(json.dumps(draft.to_json(), ensure_ascii=False))
    assert set(shown) >= {"title", "body", "date", "lines", "findings"}
    (line,) = shown["lines"]
    (measure,) = line["measures"]
    assert (line["number"], line["title"], line["line"]) == ("七", "工会工作", "union")
    assert (measure["number"], measure["path"], measure["paragraph"]) == ("一是", "七/一是", 0)
    assert measure["targets"] == [
        {
            "indicator": "union-training-times",
            "comparator": "ge",
            "value": 2,
            "unit": "场",
            "scope": "total",
            "deadline": None,
            "frequency": "quarterly",
        }
    ]


WORDS = [
    "一、",
    "（一）",
    "1.",
    "一是",
    "二是",
    "工会工作",
    "。",
    "；",
    "，",
    "\n",
    "每季度",
    "各社区",
    "不少于",
    "3场",
    "20%",
    "6月底前",
    "完成",
    "牵头单位：",
    "街道",
    "发展党员",
    "“",
    "（",
    "）",
    "全年",
    "每期",
    "2024年5月",
    "上、下半年各",
    "志愿服务活动",
    "2万元",
    "以上",
]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=50).map("".join))
@settings(deadline=None)
def test_any_text_gives_a_draft_whose_places_are_true(text):
    document = read_text(text)
    draft = read_plan(document, lines=LINES, indicators=INDICATORS)
    json.dumps(draft.to_json())
    for measure in draft.measures:
        source = document.block(measure.paragraph).text
        assert source[measure.start : measure.end] == measure.text
        for target in measure.targets:
            assert measure.start <= target.start < target.end <= measure.end
            assert source[target.start : target.end] == target.words


def test_a_duty_in_brackets_belongs_to_the_item_before_it():
    draft = plan("一、工会工作。1.新建工会10家。（责任单位：总工会，完成时限：10月底）2.慰问职工500人次。")
    assert [(measure.number, measure.lead_unit) for measure in draft.measures] == [("1", "总工会"), ("2", "")]
    assert [measure.deadline for measure in draft.measures] == [datetime.date(2024, 10, 31), None]


def test_a_day_named_with_a_later_number_is_that_numbers_alone():
    found = targets("评选最美家庭10户，五一前召开表彰会1次")
    assert [target.deadline for target in found] == [None, datetime.date(2024, 4, 30)]
    found = targets("培育庭院300户，创建示范村3个，10月底前完成验收")
    assert {target.deadline for target in found} == {datetime.date(2024, 10, 31)}


def test_an_item_of_one_sentence_keeps_its_heading():
    draft = plan("一、服务职工\n（一）建好服务站点。新建2个、提升5个。\n（二）慰问职工。春节慰问60户。夏季慰问80人。")
    assert [(measure.number, measure.title) for measure in draft.measures][:2] == [
        ("（一）", "建好服务站点"),
        ("", "春节慰问60户"),
    ]
    assert next(draft.measures).text == "（一）建好服务站点。新建2个、提升5个。"


@pytest.mark.parametrize(
    "said", ["特此通知。", "谢谢大家！", "2024年3月1日—3月31日", "去年，我们开展活动326场次。", "下面，我讲三点意见。"]
)
def test_what_promises_nothing_has_no_target(said):
    draft = plan(f"一、工会工作\n{said}\n慰问职工60人次。")
    assert [target.words for measure in draft.measures for target in measure.targets] == ["60人次"]


def test_a_sentence_about_last_year_is_no_measure_and_said():
    draft = plan("一、工会工作\n去年，我们开展活动326场次。\n慰问职工60人次。")
    assert [measure.text for measure in draft.measures] == ["慰问职工60人次。"]
    assert [finding.kind for finding in draft.findings] == ["past"]


def test_visits_of_so_many_businesses_are_visits():
    (target,) = targets("走访企业不少于600家次", "七、企业服务工作")
    assert target.indicator == "enterprise-visit-times"


def test_a_column_of_months_sets_the_day():
    def build(document):
        table = document.add_table(rows=3, cols=2)
        for row, texts in zip(
            table.rows, [("月份", "工作内容"), ("3月", "学雷锋活动12场"), ("7—8月", "夏令营2期")], strict=True
        ):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    days = [target.deadline for measure in word(build).measures for target in measure.targets]
    assert days == [datetime.date(2024, 3, 31), datetime.date(2024, 8, 31)]


def test_a_header_of_two_rows_is_no_measure():
    def build(document):
        table = document.add_table(rows=3, cols=3)
        rows = [("项目", "年度目标", ""), ("", "内容", "目标值"), ("文明实践", "开展文明实践活动", "240场")]
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(0, 0).merge(table.cell(1, 0))

    (measure,) = word(build).measures
    assert measure.text == "开展文明实践活动"
    assert [target.words for target in measure.targets] == ["240场"]


def test_how_much_is_no_name_of_a_task():
    def build(document):
        rows = [
            ("序号", "工作任务", "目标值", "完成时限"),
            ("1", "建设驿站", "全年不少于20个以上", "12月底"),
            ("2", "开展应急救护培训", "1500人次以上", ""),
        ]
        table = document.add_table(rows=0, cols=4)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    assert [measure.title for measure in word(build).measures] == ["建设驿站", "开展应急救护培训"]


def test_a_bracket_that_names_who_leads_stays_with_its_sentence():
    (measure,) = plan("一、服务青年\n开发见习岗位300个。（牵头：组织部；配合：各社区；时限：9月底）").measures
    assert (measure.lead_unit, measure.support_units) == ("组织部", "各社区")
    assert measure.targets[0].deadline == datetime.date(2024, 9, 30)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("争取区总工会支持，举办职工球类比赛不少于4场。", "举办职工球类比赛不少于4场"),
        ("以学雷锋纪念日为契机，开展志愿服务。", "开展志愿服务"),
        ("到6月底，注册志愿者达到2000人，到年底达到3000人。", "注册志愿者达到2000人"),
        ("上半年，开展义诊2场。", "开展义诊2场"),
        ("抓好“三八”维权周等节点，组织集中宣传20场以上。", "组织集中宣传20场以上"),
        ("结合“六一”等节日开展青少年主题活动，每个社区至少2场。", "结合“六一”等节日开展青少年主题活动"),
        ("坚持党建带工建，做实工建促党建。", "坚持党建带工建"),
    ],
)
def test_a_measure_is_called_by_what_is_done_not_by_its_occasion(text, title):
    (measure,) = plan(f"某街道2025年工作要点\n一、工会工作\n1. {text}").measures
    assert measure.title == title


def goals(text):
    """What is asked, by when, how often: of a union plan of 2026 with this one item."""
    found = plan(f"青石街道2026年工会工作要点\n一、工会工作\n1. {text}", year=2026)
    return [
        (int(target.value), target.deadline and f"{target.deadline:%m-%d}", target.frequency)
        for measure in found.measures
        for target in measure.targets
    ]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("7月底、12月底前每个社区各至少开展1次安全课。", [(1, "07-31", None), (2, "12-31", None)]),
        ("分别于3月底、9月底前召开会员代表大会各1次。", [(1, "03-31", None), (2, "09-30", None)]),
        ("4月底前和10月底前各开展一次应急演练。", [(1, "04-30", None), (2, "10-31", None)]),
        ("第一季度、第三季度各举办招聘会2场。", [(2, "03-31", None), (4, "09-30", None)]),
        (
            "3月、6月、9月、12月各召开1次例会。",
            [(1, "03-31", None), (2, "06-30", None), (3, "09-30", None), (4, "12-31", None)],
        ),
        ("4月10日、5月中旬各开展1次咨询。", [(1, "04-10", None), (2, "05-20", None)]),
        ("上半年、下半年各开展1次职工体检。", [(1, None, "half-yearly")]),
        ("3月底、9月底前各社区开展1次安全课。", [(1, "09-30", None)]),
        ("3—5月各社区开展2次清扫。", [(2, None, None)]),
    ],
)
def test_so_much_at_each_of_several_times_adds_up(text, asked):
    assert goals(text) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("每月走访困难职工，全年走访不少于60户。", [(1, None, "monthly"), (60, None, None)]),
        ("每月10日前报送活动信息，全年不少于12篇。", [(1, None, "monthly"), (12, None, None)]),
        ("每季度走访困难职工不少于20户。", [(20, None, "quarterly")]),
    ],
)
def test_a_number_of_the_whole_year_is_none_of_a_months(text, asked):
    assert goals(text) == asked


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("全年开展志愿服务不少于380场。", False),
        ("开展各类志愿服务活动40场。", False),
        ("开展敬老志愿服务8场。", True),
        ("组织邻里互助送餐等志愿服务12场。", True),
        ("组织集中宣传20场以上。", False),
        ("开展防汛宣传4场。", True),
        ("开展应急救护培训300人次。", False),
    ],
)
def test_some_of_a_kind_is_not_all_of_it(text, part):
    (measure,) = plan(f"一、综合工作\n1. {text}").measures
    (target,) = measure.targets
    assert target.indicator
    assert target.part is part
    assert answer_of(target, {}, {target.indicator}).own is part
