"""What people say of Yiben, and the answer."""

import pytest

from tests import people
from yiben.lib.refused import Refused
from yiben.units import feedback
from yiben.units.models import Feedback

PAGE = "/units/feedback/"


def test_anybody_says_something_and_the_page_it_came_up_on_is_kept(street):
    client = people.sign_in(street.alice)
    assert 'value="/entries/"' in client.get(f"{PAGE}?page=/entries/").content.decode()
    assert client.post(PAGE, {"text": "字太小", "page": "/entries/?q=张三"}).url == PAGE
    said = Feedback.objects.get()
    assert (said.text, said.page, said.unit) == ("字太小", "/entries/", street.riverside)
    assert "字太小" in client.get(PAGE).content.decode()


def test_every_page_leads_to_it(street):
    assert 'href="/units/feedback/?page=/entries/"' in people.sign_in(street.alice).get("/entries/").content.decode()


def test_the_administrator_answers_and_the_author_reads_it(street):
    said = feedback.say("字太小", by=street.alice)
    admin = people.sign_in(street.ada)
    assert admin.post(f"{PAGE}{said.pk}/", {"text": "右上角有大字"}).url == PAGE
    page = people.sign_in(street.alice).get(PAGE).content.decode()
    assert "右上角有大字" in page
    assert "阿达" in page


def test_nobody_reads_anothers(street):
    feedback.say("字太小", by=street.alice)
    for other in (street.bob, street.carol, street.eve, street.amy, street.dan):
        assert "字太小" not in people.sign_in(other).get(PAGE).content.decode()


def test_an_administrator_elsewhere_answers_nothing_here(street):
    said = feedback.say("字太小", by=street.alice)
    stranger = people._post("ann", "安", street.elsewhere, "admin")
    assert people.sign_in(stranger).get(f"{PAGE}{said.pk}/").status_code == 404
    with pytest.raises(Refused):
        feedback.answer(said, by=stranger, text="好")


@pytest.mark.parametrize("text", ["", "  ", "长" * 2001])
def test_too_little_or_too_much_is_told_beside_the_field(street, text):
    answer = people.sign_in(street.alice).post(PAGE, {"text": text})
    assert answer.status_code == 422
    assert not Feedback.objects.exists()


def test_what_is_said_is_shown_as_text(street):
    feedback.say("<script>alert(1)</script>", by=street.alice)
    assert "<script>alert" not in people.sign_in(street.ada).get(PAGE).content.decode()
