"""What a check found is said by names that clerks know, and in the reader's language."""

from __future__ import annotations

import ast
import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from tests import people
from tests.people import sign_in
from yiben.gongwen import read_text
from yiben.lib.refused import Refused
from yiben.reports import check_said, checking, checks
from yiben.reports.check_models import Check, Pin
from yiben.reports.check_said import Said, days, spoken
from yiben.reports.checking.reading import check, stock
from yiben.reports.checking.subjects import composed
from yiben.reports.tests.test_check import CHECKS, YEAR, worked
from yiben.terms.models import Indicator

SHORTEST_SENTENCE = 5
CHINESE = re.compile("[\u4e00-\u9fff，。：；（）]+")


def read(s, text):
    held = stock(s.street, YEAR)
    found = check(read_text(text), held)
    return Said.of(held, found), found


def test_what_no_indicator_names_is_said_by_what_it_counts(street):
    worked(street)
    said, (one,) = read(street, "全年开展志愿服务4场。")

    def called(*, kinds=(), topics=(), line="", metric="times"):
        definition = composed(metric, frozenset(kinds), frozenset(topics), line, "场")
        return said.what(replace(one, figure=replace(one.figure, definition=definition)))

    assert called(kinds=["volunteering"]) == "志愿服务场次"
    assert called(kinds=["volunteering", "status"]) == "志愿服务场次"
    assert called() == "活动场次"
    assert called(kinds=["lecture", "training"], metric="materials") == "讲座、培训份数"
    assert called(kinds=["status", "volunteering"], line="volunteering") == "志愿服务场次"
    people.entry(street.hilltop, by=street.amy, lines=("union",))
    said = Said.of(stock(street.street, YEAR))
    assert called(line="union") == "活动场次（只算工会工作条线）"
    assert called(kinds=["volunteering"], line="volunteering") == "志愿服务场次（只算志愿服务工作条线）"


def test_what_was_told_by_its_title_is_said_by_it(street):
    people.entry(street.riverside, by=street.alice, title="巧手编竹篮", amounts={"attendances": 45})
    people.entry(street.hilltop, by=street.amy, amounts={"attendances": 30})
    said, found = read(street, "“巧手编竹篮”活动，参加45人次。")
    assert [said.matched(one) for one in found] == ["青石街道　2025年　“巧手编竹篮”的人次"]


def test_a_comment_says_what_the_book_has_and_what_to_do(street):
    worked(street)
    said, found = read(street, "全年开展志愿服务4场。办理低保120户。调解纠纷共50件，其中邻里20件、家庭15件、物业25件。")
    against, unknown, odd = (said.comment(one) for one in found[:3])
    assert against.startswith("与账本不符：账本里青石街道2025年志愿服务场次为3场（依据记录3条）。")
    assert unknown.startswith("账本未载：账本里没有找到这个数。")
    assert odd == "文内不一致：其中各项相加为60，与50件不一致。请核对这几个数，改成一致。"


@pytest.mark.parametrize("typed", ["志愿服务场次", " 志愿服务 场次", "volunteering-times", "Volunteering-Times"])
def test_an_indicator_is_found_by_its_name_or_code(street, typed):
    assert checks.indicator_called(typed, street.street).pk == "volunteering-times"


def test_an_indicator_is_found_by_an_alias_that_is_no_other_ones(street):
    one = Indicator.objects.get(pk="volunteering-times")
    one.aliases = ["做好事"]
    one.save()
    assert checks.indicator_called("做好事", street.street) == one
    Indicator.objects.filter(pk="activity-times").update(aliases=["做好事"])
    with pytest.raises(Refused, match="活动场次、志愿服务场次，请写全名"):
        checks.indicator_called("做好事", street.street)


def test_a_name_that_is_none_is_told_beside_its_field_with_the_three_likest(street):
    worked(street)
    bob = sign_in(street.bob)
    url = bob.post(CHECKS, {"text": "红马甲行动3场。", "unit": street.street.pk, "period": "2025"}).url
    said = {"number": "1", "words": "红马甲行动", "indicator": "志愿服务的场数"}
    answer = bob.post(url + "pin/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    wrong = re.search('id="wrong-1"><li><span[^>]*>×</span>(.*?)</li>', page)
    assert wrong
    assert wrong[1].startswith("没有叫“志愿服务的场数”的指标，最接近的是：")
    assert wrong[1].count("、") == 2
    assert "志愿服务场次" in wrong[1]
    assert 'value="志愿服务的场数" list="indicators"' in page
    assert "<details open>" in page
    assert '<option value="志愿服务场次">' in page
    assert bob.post(url + "pin/", said | {"indicator": "志愿服务场次"}).status_code == 302
    assert Pin.objects.get().indicator_id == "volunteering-times"


def test_counts_of_the_page_add_up_to_what_it_read(street):
    worked(street)
    bob = sign_in(street.bob)
    text = "全年开展志愿服务4场，参加居民95人次。明年计划开展志愿服务50场。常住人口5.6万人。"
    page = bob.get(bob.post(CHECKS, {"text": text, "unit": street.street.pk, "period": "2025"}).url).content.decode()
    counts = [int(one) for one in re.findall(r'class="tallied-count">(\d+)<', page)]
    assert "文稿里读到4个数字" in page
    assert sum(counts) == 4
    assert counts[:2] == [1, 1]


@pytest.fixture
def english(monkeypatch):
    """Every message in some other language: what is left in Chinese never went through a catalogue."""

    def told(text):
        said = trans_real.gettext(text)
        if said != text or not CHINESE.search(text):
            return said
        return "in English " + " ".join(re.findall(r"%\(\w+\)[sd]", text))

    shapes = {template for one in (check_said.spoken, check_said._days) for _shape, template in one._shapes}
    with translation.override("en"):
        monkeypatch.setattr(translation._trans, "gettext", told, raising=False)
        monkeypatch.setattr("yiben.lib.spoken.gettext", lambda text: told(text) if text in shapes else text)
        yield


DOCUMENT = (
    "全年开展志愿服务4场，参加居民95人次。办理低保120户。上半年临水社区开展志愿服务1场。",
    "明年计划开展志愿服务50场。调解纠纷共50件，其中邻里20件、家庭15件、物业25件。“学雷锋志愿服务”参加95人次。",
)


def test_an_english_page_has_no_chinese_but_the_documents_words_and_names(street, english):
    worked(street)
    bob = sign_in(street.bob)
    bob.cookies["django_language"] = "en"
    asked = {"text": "\n".join(DOCUMENT), "unit": street.street.pk, "period": "2025-01-01..2025-11-20"}
    url = bob.post(CHECKS, asked).url
    bob.post(url + "pin/", {"words": "红马甲行动", "indicator": "volunteering-times", "period": "2025Q3"})
    for page in (bob.get(url), bob.get(CHECKS), bob.post(url + "pin/", {"number": "1", "words": "志"})):
        told = html.unescape(page.content.decode().partition("<main")[2])
        for words in names(told):
            told = told.replace(words, "")
        left = [line for line in told.splitlines() if CHINESE.search(line)]
        assert "\n".join(left) == ""


def names(page):
    """The document's words, and what things are called: those are as they are in every language."""
    said = re.findall(r'<article class="paper.*?</article>', page, re.DOTALL)
    said += re.findall(r'name="words" value="[^"]*"|class="claim-text" href="[^"]*">[^<]*', page)
    said += re.findall(r'<option value="[^"]*"(?: selected)?>[^<]*</option>|class="figure" href="[^"]*">[^<]*', page)
    units = [*people.Unit.objects.values_list("name", flat=True), "青石", "中文", "一本", "卜文", "红马甲行动"]
    named = [
        *Indicator.objects.values_list("name", flat=True),
        Check.objects.get().name,
        "学雷锋志愿服务",
        "志愿服务",
        "人次",
        "50件",
    ]
    return [*said, *sorted([*units, *named], key=len, reverse=True)]


@pytest.mark.usefixtures("english")
def test_days_and_sentences_are_said_in_the_readers_language():
    assert not CHINESE.search(days(YEAR))
    told = spoken("其中各项相加为60，与50件不一致")
    assert "60" in told
    assert not CHINESE.search(told.replace("50件", ""))


def sentences():
    """Every sentence with something put into it that the check makes, its places marked."""
    for path in Path(checking.__file__).parent.glob("*.py"):
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(one, ast.JoinedStr):
                text = "".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in one.values)
                if len("".join(CHINESE.findall(text))) >= SHORTEST_SENTENCE and not re.search(r"[?*|\\]", text):
                    yield path.name, text


@pytest.mark.usefixtures("english")
def test_every_sentence_of_the_check_is_translated():
    found = list(sentences())
    assert len(found) >= 5
    assert [(name, text) for name, text in found if CHINESE.search(spoken(text))] == []
