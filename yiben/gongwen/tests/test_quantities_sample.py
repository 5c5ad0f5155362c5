"""The street's work report of 2023, read by a person: 32 quantities and no more."""

from decimal import Decimal
from pathlib import Path

import pytest

from yiben.gongwen import Mention, quantities

REPORT = (Path(__file__).parents[3] / "tests/samples/work-report-2023.txt").read_text(encoding="utf-8")
NO_QUANTITY = {"date", "frequency", "ordinal", "docnum", "enumerator", "term"}
BY_HAND = [
    ("达到100%", "100%", 100, 100, "%", "学社衔接率"),
    ("系统培训全年完成60余次", "60余次", 61, 69, "次", "系统培训"),
    ("青年大学习12期", "12期", 12, 12, "期", "青年大学习"),
    ("青年讲堂等20余场；", "20余场", 21, 29, "场", "青年讲堂"),
    ("志愿服务活动100余次", "100余次", 101, 199, "次", "青年志愿服务活动"),
    ("主题教育活动20余场次", "20余场次", 21, 29, "场次", "主题教育活动"),
    ("等活动40余场次", "40余场次", 41, 49, "场次", "活动"),
    ("公益主题活动60余场次", "60余场次", 61, 69, "场次", "公益主题活动"),
    ("市级最美家庭1户", "1户", 1, 1, "户", "市级最美家庭"),
    ("开发区级最美家庭2户", "2户", 2, 2, "户", "开发区级最美家庭"),
    ("三八红旗手1名", "1名", 1, 1, "名", "三八红旗手"),
    ("巾帼建功标兵2名", "2名", 2, 2, "名", "巾帼建功标兵"),
    ("巾帼文明岗1个", "1个", 1, 1, "个", "巾帼文明岗"),
    ("知识讲座16场", "16场", 16, 16, "场", "妇女儿童法律维权知识讲座"),
    ("宣传活动28场", "28场", 28, 28, "场", "宣传活动"),
    ("宣传资料1万余份", "1万余份", 10001, 19999, "份", "宣传资料"),
    ("受益群众上万人次", "上万人次", 10000, None, "人次", "群众"),
    ("妇女恳谈会120余场", "120余场", 121, 129, "场", "妇女恳谈会"),
    ("会费206人", "206人", 206, 206, "人", "会费"),
    ("206人21994元", "21994元", 21994, 21994, "元", "会费"),
    ("两癌筛查56人", "56人", 56, 56, "人", "两癌筛查"),
    ("眼部筛查600余人次", "600余人次", 601, 699, "人次", "眼部筛查"),
    ("业务培训5场次", "5场次", 5, 5, "场次", "街道工会干部业务培训"),
    ("培训和活动30场次", "30场次", 30, 30, "场次", "工会教育培训和活动"),
    ("捐款14109元", "14109元", 14109, 14109, "元", "捐款"),
    ("辖区内3名先心病患儿", "3名", 3, 3, "名", "先心病患儿"),
    ("公益活动5场", "5场", 5, 5, "场", "公益活动"),
    ("参加人数上千余人", "上千余人", 1000, None, "人", "参加人数"),
    ("宣传活动20场次", "20场次", 20, 20, "场次", "宣传活动"),
    ("宣传资料2000余份", "2000余份", 2001, 2999, "份", "宣传资料"),
    ("民生实事项目2个", "2个", 2, 2, "个", "民生实事项目"),
    ("民生实事项目1个", "1个", 1, 1, "个", "民生实事项目"),
]


def _quantities_of(text: str) -> list[Mention]:
    return [mention for mention in quantities(text) if mention.kind not in NO_QUANTITY]


READ = _quantities_of(REPORT)


def test_the_report_has_its_32_quantities_in_order():
    assert [mention.text for mention in READ] == [written for _, written, *_ in BY_HAND]


@pytest.mark.parametrize(
    ("mention", "expected"), list(zip(READ, BY_HAND, strict=True)), ids=[words for words, *_ in BY_HAND]
)
def test_each_is_read_as_a_person_reads_it(mention: Mention, expected):
    words, _, low, high, unit, noun = expected
    around = REPORT[max(0, mention.start - len(words)) : mention.end + len(words)]
    assert words in around
    assert (mention.low, mention.high) == tuple(None if end is None else Decimal(end) for end in (low, high))
    assert mention.unit == unit
    assert noun in mention.noun


@pytest.mark.parametrize(
    "words", "四个意识 四个自信 两个维护 9.18 5.8 24年度 二十大 两癌 三八 六一 五.四 三重一大".split()
)
def test_slogans_and_festivals_of_the_report_count_nothing(words: str):
    place = REPORT.index(words)
    assert not [mention for mention in READ if mention.start < place + len(words) and place < mention.end]


def test_the_work_points_of_2023_promise_no_number():
    points = Path(__file__).parents[3] / "tests/samples/work-points-2023.txt"
    assert _quantities_of(points.read_text(encoding="utf-8")) == []
