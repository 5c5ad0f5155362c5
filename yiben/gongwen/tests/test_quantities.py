import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiben.gongwen import Mention, quantities

NO_QUANTITY = {"date", "frequency", "ordinal", "docnum", "enumerator", "term"}


def _only(text: str) -> Mention:
    found = [mention for mention in quantities(text) if mention.kind not in NO_QUANTITY]
    assert len(found) == 1, found
    return found[0]


def _interval(text: str) -> tuple[str, str, str]:
    mention = _only(text)
    low, high = (
        "" if end is None else f"{end:f}".rstrip("0").rstrip(".") if "." in f"{end:f}" else f"{end:f}"
        for end in (mention.low, mention.high)
    )
    return low, high, mention.unit


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("发放资料1,286份", "1286", "1286", "份"),
        ("发放资料３２００份", "3200", "3200", "份"),
        ("筹得善款2.3亿元", "230000000", "230000000", "元"),
        ("共计3亿5000万元", "350000000", "350000000", "元"),
        ("惠及三百二十户", "320", "320", "户"),
        ("一万二千五百人次", "12500", "12500", "人次"),
        ("增长一点五倍", "1.5", "1.5", "倍"),
        ("占比百分之三十", "30", "30", "%"),
        ("覆盖三成社区", "30", "30", "%"),
        ("三分之二以上职工代表", "66.66666666666666666666666667", "", "%"),
        ("占2/5", "40", "40", "%"),
        ("提高3.2个百分点", "3.2", "3.2", "百分点"),
        ("见习6个月", "6", "6", "月"),
        ("培训1个半小时", "1.5", "1.5", "小时"),
        ("新增绿地2万㎡", "20000", "20000", "平方米"),
    ],
)
def test_numerals_of_every_writing_are_read(text, low, high, unit):
    assert _interval(text) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "approx"),
    [
        ("举办40余场", "41", "49", "yu"),
        ("发放1万余份", "10001", "19999", "yu"),
        ("发放1300多万份", "13000001", "13999999", "yu"),
        ("筹款4.8万余元", "48000", "49000", "yu"),
        ("参加近300人", "270", "299", "jin"),
        ("参加约300人", "270", "330", "yue"),
        ("参加300人左右", "270", "330", "yue"),
        ("不少于4场", "4", "", "ge"),
        ("至少建立一支队伍", "1", "", "ge"),
        ("达80%以上", "80", "", "ge"),
        ("年满18周岁", "18", "", "ge"),
        ("超过500人次", "500", "", "gt"),
        ("逾2亿元", "200000000", "", "gt"),
        ("不得超过7天", "", "7", "le"),
        ("最高30万元", "", "300000", "le"),
        ("15日内办结", "", "15", "le"),
        ("不高于承担责任的0.5%", "", "0.5", "le"),
        ("不足百人", "", "100", "lt"),
        ("3—5名", "3", "5", "range"),
        ("10—15万元", "100000", "150000", "range"),
        ("2000元至5000元", "2000", "5000", "range"),
        ("两三百人", "200", "300", "range"),
        ("上千余人", "1000", "", "shang"),
        ("数十次", "20", "99", "shu"),
        ("数以万计的企业", "10000", "", "shu"),
        ("十几个社区", "11", "19", "ji"),
    ],
)
def test_approximations_become_intervals(text, low, high, approx):
    assert _interval(text)[:2] == (low, high)
    assert _only(text).approx == approx


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("开展5场", "count"),
        ("服务5人次", "people"),
        ("投入5万元", "money"),
        ("达到5%", "percent"),
        ("为期5天", "period"),
        ("新建5亩", "area"),
        ("全长5公里", "other"),
    ],
)
def test_a_measure_word_tells_the_kind(text, kind):
    assert _only(text).kind == kind


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("国发〔2018〕39号", "〔2018〕39号", "docnum"),
        ("根据第三十二条", "第三十二条", "ordinal"),
        ("2023年5月完成", "2023年5月", "date"),
        ("近5年来", "近5年来", "date"),
        ("每两个月走访", "每两个月", "frequency"),
        ("（三）加强领导", "（三）", "enumerator"),
        ("二是强化服务", "二是", "enumerator"),
        ("增强“四个意识”", "“四个意识”", "term"),
        ("构建1+N体系", "1+N", "term"),
        ("学习贯彻二十大精神", "二十大", "term"),
        ("完成24年度缴费", "24年度", "date"),
    ],
)
def test_what_counts_nothing_is_reported_as_what_it_is(text, words, kind):
    assert [(mention.text, mention.kind) for mention in quantities(text)] == [(words, kind)]


@pytest.mark.parametrize(
    "text", ["统一思想", "进一步提高", "作为一名干部", "不让一名学生失学", "一方面", "形成一种氛围", "打造一批品牌"]
)
def test_one_as_an_article_counts_nothing(text):
    assert [mention for mention in quantities(text) if mention.kind not in NO_QUANTITY] == []


@pytest.mark.parametrize("text", ["每村培育一家", "每年召开一次", "至少配备一名", "为期一周"])
def test_one_that_is_counted_counts(text):
    assert _only(text).low == 1


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("300余志愿者参加", "人"),
        ("户籍人口超过100万", "人"),
        ("阅读量突破10万", "次"),
        ("数以万计的产教融合型企业", "家"),
        ("2万家庭受益", "户"),
    ],
)
def test_a_number_without_a_measure_word_takes_the_unit_of_its_noun(text, unit):
    assert _only(text).unit == unit


@pytest.mark.parametrize(
    ("text", "units"),
    [("30、40、50户", ["户", "户", "户"]), ("收取会费206人21994元", ["人", "元"]), ("5%和10%", ["%", "%"])],
)
def test_numbers_side_by_side_are_read_one_by_one(text, units):
    assert [mention.unit for mention in quantities(text)] == units


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("全年集中开展各类青年志愿服务活动100余次", "青年志愿服务活动"),
        ("发放宣传资料1万余份", "宣传资料"),
        ("为辖区内3名先心病患儿申请到免费手术", "先心病患儿"),
        ("建设50所高水平高等职业学校", "高水平高等职业学校"),
        ("学社衔接率达到100%", "学社衔接率"),
        ("表彰巾帼建功标兵2名", "巾帼建功标兵"),
        ("全年收取会费206人", "会费"),
        ("举办家庭教育讲座26场", "家庭教育讲座"),
        ("培育3—5个家风家教品牌", "家风家教品牌"),
        ("走访小微企业86家", "小微企业"),
        ("慰问困难职工58户", "困难职工"),
        ("新建儿童之家2个", "儿童之家"),
        ("参加人数上千余人", "参加人数"),
        ("共有团员436名", "团员"),
        ("选树最美家庭20户以上", "最美家庭"),
        ("每季度至少召开1次联席会议", "联席会议"),
        ("开展不少于12场的家庭教育指导服务活动", "家庭教育指导服务活动"),
        ("办理工单4321件", "工单"),
        ("满意率97.8%", "满意率"),
        ("满意率达到97.8%以上", "满意率"),
        ("为12家企业协调贷款3500万元", "贷款"),
        ("发展会员3860名", "会员"),
        ("募集善款2.5万元", "善款"),
        ("建成“妇女微家”12个", "“妇女微家”"),
        ("受益群众500余人次", "受益群众"),
        ("组织开展应急救护培训22期", "应急救护培训"),
        ("培训救护员660名", "救护员"),
        ("志愿者人均服务时长21.5小时", "志愿者人均服务时长"),
        ("完成两癌筛查800人", "两癌筛查"),
        ("推荐2名三八红旗手", "三八红旗手"),
        ("采集血样26人份", "血样"),
        ("改造老旧小区7个", "老旧小区"),
        ("拥有10支志愿服务队伍", "志愿服务队伍"),
        ("实名注册志愿者达1.28万名", "实名注册志愿者"),
        ("举办文体活动8场次，1500名职工参加", "文体活动"),
    ],
)
def test_the_noun_is_what_is_counted(text, noun):
    assert [mention for mention in quantities(text) if mention.kind not in NO_QUANTITY][
        -1 if "贷款" in text else 0
    ].noun == noun


def test_money_keeps_its_continuous_bounds():
    assert _only("拨付4200多万元").high == Decimal("43000000")


_WORDS = st.sampled_from(
    "0 1 9 12 2024 1,000 3.5 一 二 两 十 百 千 万 亿 半 几 数 上 余 多 近 约 不少于 至少 以上 以内 个 名 元 % 人次 年 月 日 号 第 每 — 至 到 （ ） 、 ， 。 《 》 “ ” 〔 〕 + / . : 分之 成 届 次 点 零 廿 １ ０ Ａ G \n".split(
        " "
    )
)


@given(st.one_of(st.text(), st.lists(_WORDS, max_size=40).map("".join)))
def test_any_text_is_read_without_a_crash_and_every_mention_keeps_its_place(text):
    reached = 0
    for mention in quantities(text):
        assert reached <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.low is None or mention.high is None or mention.low <= mention.high
        reached = mention.end


@pytest.mark.parametrize(
    "token",
    [
        "1",
        "一",
        "万亿",
        "1、",
        "“",
        "《",
        "至少",
        "每",
        "1+",
        "〔2018",
        "一届",
        "个",
        "30、",
        "2/3",
        "三、",
        "十",
        "二",
    ],
)
def test_two_hundred_thousand_characters_of_one_token_are_read(token):
    text = token * (200_000 // len(token))
    begun = time.process_time()
    assert all(mention.text for mention in quantities(text))
    # Linear reading takes well under a second; what is quadratic took more than a minute.
    assert time.process_time() - begun < 30
