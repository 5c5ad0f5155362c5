"""A document read back: what the book says to each number, page and comments, and words that a person explained."""

from __future__ import annotations

import io
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from tests import people
from tests.people import sign_in
from yiben.gongwen import read_text
from yiben.lib.periods import Period
from yiben.reports.check_models import Check, Pin
from yiben.reports.checking.reading import check, stock

YEAR = Period.of_year(2025)
CHECKS = "/reports/check/"


def worked(s):
    """Three rounds of volunteering: two by the river in spring, one on the hill in summer."""
    for day, unit, by, came in (
        (3, s.riverside, s.alice, 40),
        (4, s.riverside, s.alice, 25),
        (7, s.hilltop, s.amy, 30),
    ):
        people.entry(unit, by=by, on=date(2025, day, 5), amounts={"attendances": came, "volunteers": 12})


def told(s, text, period=YEAR, unit=None):
    found = check(read_text(text), stock(unit or s.street, period))
    return {one.claim.text: (one.verdict.value, None if one.value is None else int(one.value)) for one in found}


def test_it_supports_what_the_book_says_and_contradicts_what_it_does_not(street):
    worked(street)
    assert told(street, "全年开展志愿服务3场，参加居民95人次。") == {
        "3场": ("supported", 3),
        "95人次": ("supported", 95),
    }
    assert told(street, "全年开展志愿服务4场。")["4场"] == ("contradicted", 3)


def test_it_reads_whose_and_when(street):
    worked(street)
    found = told(street, "上半年，全街道开展志愿服务2场。其中临水社区2场。三季度，望山社区开展志愿服务2场。")
    assert found["2场"] == ("contradicted", 1)
    assert told(street, "上半年，临水社区开展志愿服务2场。")["2场"] == ("supported", 2)


def test_more_than_so_many_must_be_true(street):
    worked(street)
    assert told(street, "参加志愿服务的居民90余人次。")["90余人次"][0] == "supported"
    assert told(street, "参加志愿服务的居民80余人次。")["80余人次"][0] == "contradicted"


def test_what_is_no_claim_about_work_done_is_never_contradicted(street):
    worked(street)
    text = (
        "明年计划开展志愿服务50场。街道辖区面积12平方公里，常住人口5.6万人，下辖社区2个，注册志愿者900人。"
        "志愿服务年度目标不少于40场。服务热线0311-5550123，志愿者平均年龄35岁。"
    )
    assert {verdict for verdict, _value in told(street, text).values()} <= {"not_in_book", "not_understood"}


def test_what_the_book_has_nothing_of_is_not_in_it(street):
    worked(street)
    assert told(street, "全年办理低保120户，调解纠纷36件。") == {
        "120户": ("not_in_book", None),
        "36件": ("not_in_book", None),
    }


def test_growth_that_does_not_follow_from_the_numbers_printed_is_told(street):
    found = told(street, "办理低保由去年的100户增加到120户，比去年增长30%。")
    assert found["30%"][0] in ("inconsistent_inside", "not_in_book")
    parts = told(street, "调解纠纷共50件，其中邻里纠纷20件、家庭纠纷15件、物业纠纷25件。")
    assert parts["50件"][0] == "inconsistent_inside"


def word_file(*texts):
    word, kept = Document(), io.BytesIO()
    for text in texts:
        word.add_paragraph(text)
    word.save(kept)
    return kept.getvalue()


def sent(s, *texts):
    file = SimpleUploadedFile("总结.docx", word_file(*texts))
    said = {"file": file, "text": "", "unit": s.street.pk, "period": "2025"}
    return sign_in(s.bob).post(CHECKS, said)


def test_an_officer_sends_a_document_and_sees_its_claims(street):
    worked(street)
    answer = sent(street, "全年开展志愿服务4场，参加居民95人次。")
    assert answer.status_code == 302
    page = sign_in(street.bob).get(answer.url).content.decode()
    assert 'claim--contradicted" href="#claim-1"' in page
    assert "/figures/volunteering-times/" in page
    assert sign_in(street.carol).get(answer.url).status_code == 200
    assert sign_in(street.alice).get(answer.url).status_code == 403
    assert sign_in(street.dan).get(answer.url).status_code in (403, 404)


def test_it_comes_back_with_comments_on_what_is_wrong(street):
    worked(street)
    url = sent(street, "全年开展志愿服务4场，参加居民95人次。").url
    word = Document(io.BytesIO(sign_in(street.bob).get(url + "document.docx").content))
    assert [one.text for one in word.comments] == [
        "与账本不符：账本里青石街道2025年志愿服务场次为3场（依据记录3条）。"
        "请核对后改正文稿；账本漏记、错记的，请补记或更正记录。"
    ]
    assert word.paragraphs[0].text == "全年开展志愿服务4场，参加居民95人次。"


def test_a_text_can_be_pasted_and_nothing_is_an_error_beside_the_field(street):
    bob = sign_in(street.bob)
    said = {"text": "全年开展志愿服务3场。", "unit": street.street.pk, "period": "2025"}
    assert bob.post(CHECKS, said).status_code == 302
    assert bob.post(CHECKS, said | {"text": " "}).status_code == 422
    assert bob.post(CHECKS, said | {"period": "去年"}).status_code == 422
    assert Check.objects.count() == 1


def test_words_that_a_person_explained_are_read_so(street):
    worked(street)
    assert told(street, "红马甲行动3场。")["3场"][0] != "supported"
    url = sent(street, "红马甲行动3场。").url
    sign_in(street.bob).post(url + "pin/", {"words": "红马甲行动", "indicator": "volunteering-times"})
    assert Pin.objects.get().unit == street.street
    assert told(street, "红马甲行动3场。")["3场"] == ("supported", 3)
    assert told(street, "组织红马甲行动5场。")["5场"] == ("contradicted", 3)


def test_words_are_pinned_to_whose_and_when_and_can_be_forgotten(street):
    worked(street)
    url, bob = sent(street, "红马甲行动1场。").url, sign_in(street.bob)
    said = {"words": "红马甲行动", "indicator": "volunteering-times", "whose": street.hilltop.code, "period": "2025Q3"}
    bob.post(url + "pin/", said)
    assert told(street, "红马甲行动1场。")["1场"] == ("supported", 1)
    assert told(street, "红马甲行动3场。")["3场"] == ("contradicted", 1)
    page = bob.get(url).content.decode()
    assert "“红马甲行动”" in page
    assert "2025年第三季度" in page
    bob.post(f"{url}pins/{Pin.objects.get().pk}/drop/")
    assert told(street, "红马甲行动3场。")["3场"][0] != "contradicted"
    assert not Pin.objects.exists()


def test_nobody_pins_to_another_street_or_to_days_that_are_none(street):
    url, bob = sent(street, "红马甲行动3场。").url, sign_in(street.bob)
    said = {"words": "红马甲行动", "indicator": "volunteering-times"}
    assert bob.post(url + "pin/", said | {"whose": street.elsewhere.code}).status_code == 404
    assert "看不懂时段" in bob.post(url + "pin/", said | {"period": "去年"}).content.decode()
    assert not Pin.objects.exists()


def test_what_was_not_read_is_said_and_what_is_not_checked_is_listed(street):
    worked(street)
    word, kept = Document(), io.BytesIO()
    word.sections[0].header.paragraphs[0].text = "全年开展活动999场"
    word.add_paragraph("全年开展志愿服务3场。")
    word.add_paragraph("明年计划开展志愿服务50场。")
    word.save(kept)
    file = SimpleUploadedFile("总结.docx", kept.getvalue())
    bob = sign_in(street.bob)
    url = bob.post(CHECKS, {"file": file, "text": "", "unit": street.street.pk, "period": "2025"}).url
    page = bob.get(url).content.decode()
    assert "页眉或页脚里有数字，没有读。（全年开展活动999场）" in page
    assert "没有要看的：读到的数都与账本一致。" in page
    assert "与账本一致的1个" in page
    assert "不核对的1个" in page
    assert "写的是目标或要求，不是已经做的" in page


def test_a_pin_by_which_no_number_is_read_otherwise_says_so(street):
    worked(street)
    url, bob = sent(street, "红马甲行动3场。").url, sign_in(street.bob)
    said = {"words": "红马甲巡逻", "indicator": "volunteering-times"}
    page = bob.post(url + "pin/", said, follow=True).content.decode()
    assert "这份文稿里没有一个数因此换了读法" in page
    page = bob.post(url + "pin/", said | {"words": "红马甲行动"}, follow=True).content.decode()
    assert "没有一个数因此换了读法" not in page
    assert "记住了：“红马甲行动”就是志愿服务场次" in page
