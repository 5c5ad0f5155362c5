"""…/t/CODE: a figure of an issued report, what it meant, and what has come of it since."""

import io

import pytest
from django.test import Client
from django.utils.html import strip_tags
from docx import Document

from tests.people import content, entry, sign_in
from yiben.ledger import actions as ledger
from yiben.ledger.models import Entry
from yiben.reports import actions
from yiben.reports.models import Citation
from yiben.reports.squares import square, with_squares
from yiben.reports.tests.drafts import ISSUED_ON, issued, reviewed


def cited(s, name="活动参与人次") -> Citation:
    return issued(s).citations.get(name=name, unit=s.street)


def page_of(citation, post) -> str:
    return sign_in(post).get(f"/t/{citation.code}").content.decode()


def test_it_tells_what_it_means_what_it_was_and_what_it_rests_on(street):
    citation = cited(street)
    page = page_of(citation, street.carol)
    assert citation.words in page
    assert "420 人次" in page
    assert "植树护绿" in page
    assert "与账本现在的一致" in page


def test_it_tells_what_it_is_now_and_why(street):
    citation = cited(street)
    entry(street.riverside, by=street.alice, title="后来的一场", amounts={"attendances": 5})
    ledger.void(Entry.objects.get(title="植树护绿"), by=street.alice, reason="重复")
    page = page_of(citation, street.carol)
    assert "新计入 1 条：" in page
    assert "不再计入 1 条：" in page
    read = " ".join(strip_tags(page).split())  # three digits may stand in any address, and with them in no sentence
    assert "现在385人次" in read
    assert "425人次" not in read
    assert page.count("植树护绿") == 2  # it is among what it rested on then, and among what went


def test_entries_that_changed_are_told_where_the_number_stayed(street):
    citation = cited(street)
    old = Entry.objects.get(title="植树护绿")
    ledger.correct(old, by=street.alice, amounts=content(street.riverside, amounts={"attendances": 40}).amounts)
    page = page_of(citation, street.carol)
    assert "数没有变，依据的记录有了变化：新计入 1 条" in page


def test_it_is_typed_as_people_type(street):
    citation = cited(street)
    typed = f"{citation.code[:5]}-{citation.code[5:]}".lower()
    assert sign_in(street.eve).get(f"/t/{typed}").status_code == 200


def test_a_code_is_typed_from_paper(street):
    citation = cited(street)
    bob = sign_in(street.bob)
    wide = str.maketrans("0123456789ABCDEF", "０１２３４５６７８９ＡＢＣＤＥＦ")
    for typed in (citation.code, f" {citation.code[:4].lower()} {citation.code[4:]}", citation.code.translate(wide)):
        assert bob.get("/t/", {"code": typed})["Location"] == f"/t/{citation.code}"
    assert "没有这个溯源码" in bob.get("/t/", {"code": "0000000000"}).content.decode()
    assert "没有这个溯源码" not in bob.get("/t/").content.decode()


def test_what_went_says_why(street):
    citation = cited(street)
    ledger.void(Entry.objects.get(title="植树护绿"), by=street.alice, reason="与上周的重了")
    read = " ".join(strip_tags(page_of(citation, street.carol)).split())
    assert "植树护绿（临水，3月5日，已作废：与上周的重了）" in read


def test_it_opens_to_those_who_may_read_the_report(street):
    citation = cited(street)
    address = f"/t/{citation.code}"
    assert Client().get(address).url == f"/units/sign-in/?next={address}"
    assert sign_in(street.alice).get(address).status_code == 403
    assert sign_in(street.dan).get(address).status_code == 403
    assert sign_in(street.bob).get("/t/0000000000").status_code == 404


def pictures(document) -> set[bytes]:
    parts = Document(io.BytesIO(bytes(document))).part.package.image_parts
    return {part.blob for part in parts}


def test_a_square_stands_at_each_code_where_the_site_has_an_address(street, settings):
    report = reviewed(street)
    assert pictures(actions.preview(report)[1]) == set()
    settings.PUBLIC_ADDRESS = "https://yiben.qingshi.example"
    report = actions.issue(report, by=street.carol, number="", date=ISSUED_ON)
    assert pictures(report.sources) == {square(one.code) for one in report.citations.all()}
    assert "https://yiben.qingshi.example/t/溯源码" in Document(io.BytesIO(bytes(report.sources))).paragraphs[2].text


@pytest.mark.parametrize("document", [b"", b"PK"])
def test_no_address_no_work(document):
    assert with_squares(document) == document
