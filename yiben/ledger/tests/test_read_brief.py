"""Reading a pasted brief: each convention by a sentence of its own. The marked sets are in test_read_briefs_marked.py."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yiben.ledger.brief import LONGEST, Draft, read_brief

UNITS = {
    "青棠街道办事处": ["青棠街道", "街道"],
    "河畔社区": ["河畔"],
    "桥南社区": ["桥南"],
    "新苑东社区": ["新苑"],
    "新苑西社区": ["新苑"],
}
TODAY = date(2025, 3, 20)  # a Thursday


def _brief(text: str, today: date = TODAY, default: str | None = "桥南社区"):
    return read_brief(text, units=UNITS, today=today, default_unit=default)


def _only(text: str, today: date = TODAY, default: str | None = "桥南社区") -> Draft:
    (draft,) = _brief(text, today, default).entries
    return draft


def _counts(text: str) -> list[tuple[str, int, int, str]]:
    drafts = _brief(text).entries
    return [(one.metric, int(one.low), int(one.high), one.unit) for draft in drafts for one in draft.quantities]


def test_every_field_comes_with_the_words_it_was_read_from():
    text = "3月5日上午，河畔社区联合街道团工委在文化广场开展学雷锋志愿服务活动，30余名志愿者参加，发放防诈骗宣传资料200份，惠及居民120人次。"
    draft = _only(text)
    assert (draft.start, draft.end, draft.unit) == (date(2025, 3, 5), None, "河畔社区")
    assert (draft.cohosts, draft.place, draft.kind) == (("青棠街道办事处",), "文化广场", "volunteering")
    assert draft.lines == ("youth", "volunteering")
    assert draft.title == "学雷锋志愿服务活动"
    assert [(one.metric, one.low, one.high, one.unit) for one in draft.quantities] == [
        ("volunteers", Decimal(31), Decimal(39), "名"),
        ("materials", Decimal(200), Decimal(200), "份"),
        ("attendances", Decimal(120), Decimal(120), "人次"),
    ]
    words = {source.field: text[slice(*source.span)] for source in draft.sources}
    assert (words["start"], words["unit"], words["cohosts"]) == ("3月5日", "河畔社区", "街道团工委")
    assert (words["place"], words["title"]) == ("文化广场", "学雷锋志愿服务活动")
    assert [text[slice(*one.span)] for one in draft.quantities] == ["30余名", "200份", "120人次"]
    assert not draft.planned


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("3月5日", "2025-03-05", None),
        ("2024年12月28日", "2024-12-28", None),
        ("12月28日", "2024-12-28", None),
        ("三月五日", "2025-03-05", None),
        ("3 月 5 日", "2025-03-05", None),
        ("３月５日", "2025-03-05", None),
        ("2025-03-05", "2025-03-05", None),
        ("2025.3.5", "2025-03-05", None),
        ("3月5日至7日", "2025-03-05", "2025-03-07"),
        ("3月5日—3月7日", "2025-03-05", "2025-03-07"),
        ("3月5-7日", "2025-03-05", "2025-03-07"),
        ("3月5日、6日", "2025-03-05", "2025-03-06"),
        ("2月27日至3月2日", "2025-02-27", "2025-03-02"),
        ("12月30日至1月2日", "2024-12-30", "2025-01-02"),
        ("3月5日（星期三）上午", "2025-03-05", None),
        ("今天上午", "2025-03-20", None),
        ("昨日", "2025-03-19", None),
        ("前天", "2025-03-18", None),
        ("本周三", "2025-03-19", None),
        ("上周五", "2025-03-14", None),
        ("本月5日", "2025-03-05", None),
        ("近日", None, None),
        ("连日来", None, None),
        ("日前", None, None),
        ("3月份", None, None),
        ("2月底", None, None),
        ("“三八”妇女节前夕", None, None),
        ("国庆期间", None, None),
        ("2月30日", None, None),
        ("元宵节当天", "2025-02-12", None),
        ("“三八”妇女节当天", "2025-03-08", None),
        ("正月十五", "2025-02-12", None),
        ("农历腊月廿三", "2025-01-22", None),
        ("昨天（3月18日）", "2025-03-18", None),
        ("3.12植树节", "2025-03-12", None),
        ("植树节（3.12）", "2025-03-12", None),
        ("20250305", "2025-03-05", None),
        ("3.5—3.7", "2025-03-05", "2025-03-07"),
        ("每年3月5日", None, None),
    ],
)
def test_the_day_is_read_as_it_is_written(words: str, start: str | None, end: str | None):
    draft = _only(f"{words}，河畔社区开展清洁家园活动，居民30人参加。")
    assert draft.start == (date.fromisoformat(start) if start else None)
    assert draft.end == (date.fromisoformat(end) if end else None)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("近日，河畔社区开展清洁家园活动。\n河畔社区居委会\n2025年3月18日", None),
        ("青棠街道3月6日讯（通讯员 李晓）昨日，河畔社区开展清洁家园活动。", "2025-03-05"),
        ("3月5日是学雷锋纪念日。当天，河畔社区开展志愿服务活动。", "2025-03-05"),
        ("在3月12日植树节来临之际，河畔社区开展植树活动。", None),
        ("3月12日植树节来临之际，3月10日，河畔社区开展植树活动。", "2025-03-10"),
        ("报名截止3月1日。3月8日，河畔社区开展踏青活动，30人参加。", "2025-03-08"),
        ("截至3月10日，河畔社区现有志愿服务队伍6支。", "2025-03-10"),
        ("《条例》自3月1日起施行。3月4日，河畔社区开展普法宣传活动。", "2025-03-04"),
        ("原定于3月22日举行的便民服务活动延期至3月29日，请相互转告。", "2025-03-29"),
        ("2025年3月10日 星期一 晴\n上午，河畔社区召开例会，部署本周工作。", "2025-03-10"),
        ("2025.3.12 河畔社区\n今天是植树节，社区组织志愿者植树。", "2025-03-12"),
        ("根据3月1日街道会议精神，3月4日，河畔社区召开部署会。", "2025-03-04"),
        ("从2月20日到3月10日报名，3月12日河畔社区举办初赛。", "2025-03-12"),
        ("青棠讯 3月15日 昨日，河畔社区小课堂正式开课。", "2025-03-14"),
        ("3月5日是学雷锋纪念日，河畔社区开展宣传。急救电话120请您牢记。", "2025-03-05"),
    ],
)
def test_a_day_of_something_else_is_not_the_activitys(text: str, start: str | None):
    assert _only(text).start == (date.fromisoformat(start) if start else None)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("3月5日，河畔社区居委会召开会议。", "河畔社区"),
        ("3月5日，河畔社区党委开展主题党日。", "河畔社区"),
        ("3月5日，河畔新时代文明实践站组织观影活动。", "河畔社区"),
        ("3月5日，街道总工会慰问一线职工。", "青棠街道办事处"),
        ("3月5日，青棠街道河畔社区开展义诊活动。", "河畔社区"),
        ("3月5日，街道妇联走进河畔社区开展义诊活动。", "青棠街道办事处"),
        ("3月5日，河畔社区邀请桥南社区书法队写春联。", "河畔社区"),
        ("3月5日，在街道妇联的指导下，河畔社区举办插花活动。", "河畔社区"),
        ("3月5日，本社区开展清洁家园活动。", "桥南社区"),
        ("3月5日，志愿者到河畔公园清理垃圾。", "桥南社区"),
        ("3月5日，居民走上街道开展宣传。", "桥南社区"),
        ("3月5日，由街道主办、河畔社区承办的招聘会举行。", "青棠街道办事处"),
        ("3月5日，河畔社区承办、区团委主办的青春歌会举行。", "河畔社区"),
        ("3月5日，街道团工委书记带队到河畔社区调研。", "青棠街道办事处"),
        ("3月5日，街道退役军人服务站举办座谈会。", "青棠街道办事处"),
        ("3月5日，街道人大代表接待选民活动在河畔社区举行。", "青棠街道办事处"),
        ("3月5日，我们社区和隔壁的河畔社区一起组织采摘。", "桥南社区"),
        ("3月5日，河畔微网格长带着志愿者给老人送饭。", "河畔社区"),
        ("【河畔动态】3月5日，社区组织开展消防培训。", "河畔社区"),
        ("社区开展清洁家园活动。\n河畔社区居委会\n2025年3月5日", "河畔社区"),
    ],
)
def test_the_unit_is_who_held_it(text: str, unit: str):
    assert _only(text).unit == unit


def test_a_name_of_two_units_is_asked_about():
    brief = _brief("3月5日，新苑社区开展义诊活动。")
    assert brief.entries[0].unit is None
    assert [finding.field for finding in brief.findings] == ["unit"]
    assert "新苑东社区" in brief.findings[0].text
    assert "新苑西社区" in brief.findings[0].text


def test_a_name_of_two_units_is_told_apart_by_the_full_name_elsewhere():
    brief = _brief("新苑西社区义诊惠民\n3月5日，新苑社区开展义诊活动。")
    assert (brief.entries[0].unit, brief.findings) == ("新苑西社区", ())


@pytest.mark.parametrize("verb", ["联合", "会同", "携手", "协同"])
def test_who_held_it_together_is_a_cohost(verb: str):
    draft = _only(f"3月5日，河畔社区{verb}桥南社区、市第二医院开展义诊活动。")
    assert (draft.unit, draft.cohosts) == ("河畔社区", ("桥南社区", "市第二医院"))


@pytest.mark.parametrize("words", ["由街道妇联主办、河畔社区承办", "由街道妇联主办，河畔社区协办"])
def test_who_carries_out_or_assists_is_a_cohost(words: str):
    draft = _only(f"3月5日，{words}的插花活动举行。")
    assert (draft.unit, draft.cohosts) == ("青棠街道办事处", ("河畔社区",))


@pytest.mark.parametrize(
    ("words", "cohosts"),
    [
        ("河畔社区承办、区团委主办的", ("区团委",)),
        ("河畔社区联合辖区爱民口腔门诊开展", ("爱民口腔门诊",)),
        ("河畔小学和河畔社区联合举办", ("河畔小学",)),
        ("市红十字会、河畔社区居委会在广场共同举办", ("市红十字会",)),
        ("河畔社区开展联合检查，又举办", ()),
        ("河畔社区工会联合委员会组织", ()),
        ("河畔社区妇联、团支部联合开展", ()),
        ("河畔社区联合团结小学开展", ("团结小学",)),
        ("由河畔社区主办、市残联承办、市图书馆协办的", ("市残联", "市图书馆")),
        ("河畔、桥南两个社区携手举办", ("桥南社区",)),
        ("河畔社区联合物业清理楼道6车，并组织", ("物业",)),
        ("河畔社区妇联、团支部在广场举办", ()),
    ],
)
def test_who_stands_beside_the_host_is_named_as_others_call_it(words: str, cohosts: tuple[str, ...]):
    draft = _only(f"3月5日，{words}急救知识讲座，120名学生参加。")
    assert (draft.unit, draft.cohosts) == ("河畔社区", cohosts)


def test_a_name_that_holds_an_and_is_one():
    text = "3月5日，河畔社区联合和平里社区、桥南社区开展救助政策宣传。"
    brief = read_brief(text, units={**UNITS, "和平里社区": ["和平里"]}, today=TODAY, default_unit=None)
    assert brief.entries[0].cohosts == ("和平里社区", "桥南社区")


def test_what_a_unit_is_called_tells_no_line():
    units = {"青年路社区": ["青年路"], "青棠街道办事处": ["街道总工会"]}
    brief = read_brief("3月5日，青年路社区举办讲座。", units=units, today=TODAY, default_unit=None)
    assert brief.entries[0].lines == ()
    brief = read_brief("3月5日，街道总工会举办讲座。", units=units, today=TODAY, default_unit=None)
    assert brief.entries[0].lines == ("union",)


def test_words_are_found_where_they_stand_among_blanks():
    text = "　　3 月 5 日， 河畔社区在 “文化广场” 开展志愿服务， 30 余名志愿者参加， 发放资料 200 份。"
    draft = _only(text)
    words = {source.field: text[slice(*source.span)] for source in draft.sources}
    assert (words["start"], words["unit"], words["kind"]) == ("3 月 5 日", "河畔社区", "志愿服务")
    assert [text[slice(*one.span)] for one in draft.quantities] == ["30 余名", "200 份"]


def test_today_is_counted_from_when_a_chat_was_sent():
    assert _only("张三 2025-03-18 20:15:33\n今天河畔社区举办消防演练，60人参加。").start == date(2025, 3, 18)


def test_what_is_to_come_names_neither_partner_nor_place():
    draft = _only("3月5日，河畔社区开展义诊。\n下一步，社区将联合市医院，在文化广场开展筛查。")
    assert (draft.cohosts, draft.place, draft.kind) == ((), None, "screening")


@pytest.mark.parametrize(
    "text",
    [
        "3月5日，河畔社区邀请市第二医院开展义诊活动。",
        "3月5日，河畔社区在区妇联指导下开展插花活动。",
        "3月5日，河畔社区走访慰问禾光电子一线职工。",
        "3月5日，河畔社区联合工会召开会议。",
    ],
)
def test_who_is_invited_guides_or_is_visited_is_no_cohost(text: str):
    assert _only(text).cohosts == ()


@pytest.mark.parametrize(
    "where", ["在辖区开展", "走进社区开展", "深入辖区企业开展", "在“三八”节来临之际开展", "在活动中开展"]
)
def test_words_that_name_no_place_give_none(where: str):
    assert _only(f"3月5日，河畔社区{where}反诈宣传活动。").place is None


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("在“妇女儿童之家”开设剪纸课", "妇女儿童之家"),
        ("组织居民到市中心血站献血", "市中心血站"),
        ("在群众文化活动中心举办讲座", "群众文化活动中心"),
        ("在第三小学主会场开展演练", "第三小学"),
        ("到实验中学考点外搭建驿站", "实验中学考点外"),
        ("干部来到桥南，向工人送水", "桥南"),
        ("在（原纺织厂）工人俱乐部举办旧物交换集市", "（原纺织厂）工人俱乐部"),
        ("邀请市医院专家来社区活动室开展义诊", "社区活动室"),
        ("组织党员到献血屋参加献血", "献血屋"),
    ],
)
def test_a_place_is_named_to_its_end(words: str, place: str):
    assert _only(f"3月5日，河畔社区{words}。").place == place


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("50余名居民参加", [("attendances", 51, 59, "名")]),
        ("近100名居民参加", [("attendances", 90, 99, "名")]),
        ("约100名居民参加", [("attendances", 90, 110, "名")]),
        ("百余名居民参加", [("attendances", 101, 199, "名")]),
        ("三四十名居民参加", [("attendances", 30, 49, "名")]),
        ("党员志愿者30名参加", [("volunteers", 30, 30, "名")]),
        ("慰问困难职工12名", [("people", 12, 12, "名")]),
        ("36人成功献血，献血量10800毫升", [("people", 36, 36, "人"), ("items", 10800, 10800, "毫升")]),
        ("20组家庭参加", [("households", 20, 20, "组")]),
        ("走访企业8家，收集意见12条", [("items", 8, 8, "家"), ("items", 12, 12, "条")]),
        ("培训4课时，志愿服务时长36小时", [("hours", 4, 4, "课时"), ("hours", 36, 36, "小时")]),
        ("发放宣传册200本、环保袋100个", [("materials", 200, 200, "本"), ("materials", 100, 100, "个")]),
        ("制作香囊60个", [("items", 60, 60, "个")]),
        ("募集善款4680元", [("money", 4680, 4680, "元")]),
        ("来了82个人", [("attendances", 82, 82, "个")]),
        ("280名幼儿、36名教师参加", [("attendances", 280, 280, "名"), ("attendances", 36, 36, "名")]),
        ("采集血样9份", [("items", 9, 9, "份")]),
        ("体检287人，其中建议转诊12人", [("attendances", 287, 287, "人")]),
        ("亲子家庭22组参加", [("households", 22, 22, "组")]),
        ("发放手册100册，受理申报9件", [("materials", 100, 100, "册"), ("items", 9, 9, "件")]),
        ("举办招聘会，邀请46家企业参会", [("items", 46, 46, "家")]),
        ("召开表彰大会，表彰优秀志愿者20名、先进集体4个", [("people", 20, 20, "名"), ("items", 4, 4, "个")]),
        ("回收废旧电池310节", [("items", 310, 310, "节")]),
        ("45名新就业形态劳动者参加", [("attendances", 45, 45, "名")]),
        ("2人获一等奖", [("people", 2, 2, "人")]),
        ("考核合格42人，全部拿到证书", [("people", 42, 42, "人")]),
        ("举办取证培训班，52人参加培训", [("attendances", 52, 52, "人")]),
        ("志愿者30人、共建单位志愿者12人参加", [("volunteers", 30, 30, "人"), ("volunteers", 12, 12, "人")]),
        ("召开表彰大会，120人参加", [("attendances", 120, 120, "人")]),
    ],
)
def test_a_number_is_kept_under_its_metric(text: str, counts: list[tuple[str, int, int, str]]):
    assert _counts(f"3月5日，河畔社区开展活动，{text}。") == counts


@pytest.mark.parametrize(
    "text",
    [
        "今年以来累计服务居民3200人次",
        "每周三开展2次",
        "活动持续2小时",
        "最年长的92岁",
        "在社区3楼会议室举行",
        "1元理发便民服务",
        "举办第3届邻里节",
        "咨询电话12345678",
        "设置8个摊位",
        "邀请专家3名授课",
        "3支队伍参赛",
        "明年计划开展活动20场",
        "党的二十大精神宣讲",
        "每人发放300元",
        "托管班开办以来累计服务600人次",
        "目前会员总数达到268人",
        "9.9元观影",
        "请假4人",
        "礼品每人一份，价值约200元",
        "深入3个建筑工地",
        "每户送去慰问金500元、月饼1盒",
    ],
)
def test_a_number_of_something_else_is_left_out(text: str):
    assert _counts(f"3月5日，河畔社区开展活动，{text}。") == []


def test_a_head_count_bears_no_group():
    (one,) = _only("3月5日，河畔社区开展清洁活动，党员30名参加。").quantities
    assert "党员" not in one.noun


@pytest.mark.parametrize(
    "text",
    [
        "3月22日，河畔社区将举办健康讲座，欢迎居民参加。",
        "河畔社区定于3月25日举办健康讲座。",
        "明天上午，河畔社区举办健康讲座，请大家准时参加。",
        "活动预告：3月25日，河畔社区健康讲座，报名电话12345678。",
    ],
)
def test_a_notice_gives_a_date_to_come(text: str):
    draft = _only(text)
    assert draft.planned
    assert draft.start
    assert draft.start > TODAY


def test_what_is_said_of_afterwards_makes_no_notice():
    assert not _only("3月5日是学雷锋纪念日，河畔社区开展宣传。急救电话120请您牢记。").planned
    assert not _only("3月5日，河畔社区开展讲座，30人参加。下一步，社区将开展更多活动，欢迎居民参加。").planned


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("一、3月3日，河畔社区召开恳谈会，20人参加。\n二、3月5日，河畔社区开展义诊，30人参加。", [3, 5]),
        ("3月5日上午，河畔社区召开恳谈会；下午，开展义诊活动，30人参加。", [5, 5]),
        ("本周：一是3月3日召开恳谈会；二是3月5日开展义诊活动；三是3月6日走访慰问老人8户。", [3, 5, 6]),
        ("河畔社区：3月3日召开恳谈会。\n桥南社区：3月5日开展义诊活动。", [3, 5]),
        ("3月3日，河畔社区召开恳谈会。3月5日，桥南社区开展义诊活动。", [3, 5]),
        ("3月3日是爱耳日。当天，河畔社区开展义诊活动。3月5日，桥南社区召开恳谈会，20人参加。", [3, 5]),
        ("3月1日，河畔社区召开恳谈会，20人参加。3月3日是爱耳日，桥南社区开展义诊活动。", [1, 3]),
    ],
)
def test_several_activities_are_several_entries(text: str, starts: list[int]):
    assert [draft.start.day for draft in _brief(text).entries if draft.start] == starts


def test_what_heads_a_list_holds_for_each_of_it():
    text = "三月志愿服务小结：\n3月3日，桥南社区20名志愿者清理垃圾。\n3月5日，河畔社区志愿者走进养老院陪老人包粽子。"
    drafts = _brief(text, default=None).entries
    assert [draft.unit for draft in drafts] == ["桥南社区", "河畔社区"]
    assert [(draft.kind, draft.lines) for draft in drafts] == [("volunteering", ("volunteering",))] * 2


def test_what_was_counted_before_this_time_is_left_out():
    text = "1月以来，街道已组织2场接待活动，接待选民86人次。3月14日，第三场接待活动在河畔社区举行，接待选民12人次。"
    assert _counts(text) == [("attendances", 12, 12, "人次")]


@pytest.mark.parametrize(
    "text",
    [
        "3月5日，河畔社区开展安全检查。一是检查商户20家；二是清理杂物5处；三是发放传单100份。",
        "3月5日上午，河畔社区开展义诊活动。活动现场，医生为居民测血压。活动结束后，志愿者清理了场地。",
        "3月5日，河畔社区举办讲座。讲座从三方面展开：1.防火；2.防盗；3.防骗。",
        "3月16日，河畔社区夜校开课，30人参加。下周日还将开设“小小理财家”课程。",
    ],
)
def test_the_steps_of_one_activity_are_one_entry(text: str):
    assert len(_brief(text).entries) == 1


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("防溺水安全知识讲座", "lecture"),
        ("应急救护培训", "training"),
        ("学雷锋便民志愿服务活动", "volunteering"),
        ("民法典宣传活动", "publicity"),
        ("第二届邻里乒乓球比赛", "contest"),
        ("“邻里厨艺赛”", "contest"),
        ("“最美家庭”表彰会", "award"),
        ("“博爱一日捐”募捐活动", "donation"),
        ("“两癌”免费筛查", "screening"),
        ("走访慰问困难家庭活动", "relief"),
        ("法律咨询活动", "consultation"),
        ("春风送岗招聘会", "benefit"),
        ("包粽子主题活动", "themed"),
        ("民情恳谈会", "meeting"),
        ("党的二十届四中全会精神集中学习", "study"),
        ("企业大走访", "visit"),
    ],
)
def test_the_kind_is_told_by_the_name_of_what_was_held(title: str, kind: str):
    assert _only(f"3月5日，河畔社区开展{title}。").kind == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("3月5日，河畔社区收缴工会会费32人，合计1600元。", "dues"),
        ("3月5日，河畔社区为居民代办老年证35件。", "service"),
        ("3月5日，河畔社区便民食堂改造项目竣工验收。", "milestone"),
        ("截至3月5日，河畔社区现有职工之家12个。", "status"),
    ],
)
def test_what_is_no_activity_has_a_kind_of_its_own(text: str, kind: str):
    assert _only(text).kind == kind


def test_gifts_make_a_visit_relief_and_a_crowd_makes_no_stock():
    assert _only("3月5日，河畔社区走访困境儿童家庭9户，发放温暖包9份。").kind == "relief"
    assert _only("3月5日，河畔社区慰问环卫工人30名，志愿者8人参加。").kind == "relief"
    assert _only("3月5日，河畔社区为金婚夫妇颁发奖牌，共有90余名居民见证。").kind != "status"


def test_a_title_outweighs_the_body():
    text = "河畔社区健康讲座\n3月5日，河畔社区邀请医生开讲，并开展义诊，发放宣传资料，志愿者到场服务。"
    assert _only(text).kind == "lecture"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("●时间:2025年3月15日\n●地点:河畔社区活动室\n●主题:花样馒头制作\n●参与:居民24人", "花样馒头制作"),
        ("📢活动回顾\n✨3月8日 | 亲子绘本阅读 | 20组家庭", "亲子绘本阅读 | 20组家庭"),
        ("3月22日8:30—11:30，河畔社区举办“邻里市集”，摊位免费。", "“邻里市集”"),
        ("河畔社区健康讲座\n3月5日，河畔社区开展讲座。", "河畔社区健康讲座"),
        ("3月5日，河畔社区开展了一场“书香，润心”读书分享会，30人参加。", "“书香，润心”读书分享会"),
        ("3月5日，一场文艺晚会在文化广场上演，居民观看。", "文艺晚会"),
        ("3月5日，河畔社区走访慰问困难老人8户。", "走访慰问困难老人"),
    ],
)
def test_the_title_is_the_heading_or_the_name_of_what_was_held(text: str, title: str):
    assert _only(text).title == title


def test_nothing_comes_of_nothing():
    assert _brief("").entries == ()
    assert _brief(" \n\n　").entries == ()


def test_words_that_tell_of_nothing_fill_nothing_in():
    draft = _only("大家好", default=None)
    assert (draft.start, draft.end, draft.unit, draft.place, draft.kind) == (None,) * 5
    assert (draft.cohosts, draft.quantities, draft.lines, draft.planned) == ((), (), (), False)


def test_of_a_text_too_long_the_beginning_is_read_and_said_so():
    brief = _brief("3月5日，河畔社区开展义诊活动。\n" + "甲" * LONGEST)
    assert brief.entries[0].start == date(2025, 3, 5)
    assert "太长" in brief.findings[-1].text


_WORDS = st.sampled_from(
    "3月5日 三月五日 昨天 本周三 至 、 ， 。 ； ： \n 一是 二是 1. 一、 （一） 河畔社区 河畔 新苑 街道 联合 在 文化广场 开展 举办 义诊 讲座 志愿者 30余名 200份 三四十 1.2万元 "
    "将于 欢迎 下午 上午 近日 （ ） “ ” 2025-3-5 3.5 13月45日 二〇二五年 \u3000 \x00 \U0001f600 由 主办 承办 每 截至".split(
        " "
    )
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=60).map("".join)))
def test_any_text_has_an_answer_whose_words_stand_in_it(text: str):
    brief = _brief(text)
    for draft in brief.entries:
        spans = [*(source.span for source in draft.sources), *(one.span for one in draft.quantities), draft.span]
        assert all(0 <= span.start <= span.end <= len(text) for span in spans)
        assert draft.end is None or (draft.start is not None and draft.end > draft.start)
        assert draft.unit is None or draft.unit in UNITS
        assert all(text[slice(*one.span)] for one in draft.quantities)
    assert all(0 <= finding.span.start <= finding.span.end <= len(text) for finding in brief.findings)


@pytest.mark.parametrize("words", ["名额50人", "限25人", "限额20名", "仅限20家企业报名", "前来参加，满15人开班"])
def test_how_many_may_come_is_not_how_many_came(words: str):
    assert _counts(f"3月22日，社区举办健康讲座，{words}，欢迎报名。") == []


def test_a_day_told_by_its_halves_is_several_activities_where_each_is_counted():
    told = "3月15日，河畔社区开展敬老活动。上午，在社区广场为老人理发42人次；下午，在活动室举办健康讲座，35名老人参加。"
    assert [(one.start, one.place) for one in _brief(told).entries] == [
        (date(2025, 3, 15), "社区广场"),
        (date(2025, 3, 15), "活动室"),
    ]
    _only("3月15日，河畔社区举办趣味运动会。上午进行拔河比赛，下午进行乒乓球决赛，共120人参加。")


def test_days_told_in_one_breath_each_have_their_own():
    told = "3月3日、5日、7日，河畔社区分别举办义诊、反诈讲座、插花课，参加居民60人次、35人、20人，发放资料90份。"
    drafts = _brief(told).entries
    assert [(one.start.day, one.kind) for one in drafts if one.start] == [
        (3, "screening"),
        (5, "lecture"),
        (7, "training"),
    ]
    assert [[int(count.low) for count in one.quantities if count.low] for one in drafts] == [[60], [35], [20]]


def test_the_next_day_is_told_from_the_day_before():
    told = "3月3日，河畔社区开展义诊，服务60人次。次日，社区举办反诈讲座，35人参加。"
    assert [one.start for one in _brief(told).entries] == [date(2025, 3, 3), date(2025, 3, 4)]


def test_weekdays_of_last_week_are_last_weeks():
    told = "上周，河畔社区活动不断。周二的健康讲座吸引35名居民；周四的义诊服务居民60人次。"
    assert [one.start for one in _brief(told).entries] == [date(2025, 3, 11), date(2025, 3, 13)]
