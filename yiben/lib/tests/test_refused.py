import pickle

import pytest
from django.http import HttpResponse
from django.template import TemplateDoesNotExist
from django.test import RequestFactory

from yiben.lib import refused
from yiben.lib.refused import Refused, RefusedMiddleware

NO = Refused("只能更正本单位的记录 <b>", field="unit")


@pytest.fixture
def answer():
    return RefusedMiddleware(lambda request: HttpResponse("fine")).process_exception


@pytest.fixture
def no_template(monkeypatch):
    def missing(name, *args, **kwargs):
        raise TemplateDoesNotExist(name)

    monkeypatch.setattr(refused.loader, "render_to_string", missing)


def test_htmx_gets_a_fragment(answer):
    response = answer(RequestFactory().post("/", headers={"HX-Request": "true"}), NO)
    assert response.status_code == 409
    assert response.content.decode() == '<p class="refused" role="alert">只能更正本单位的记录 &lt;b&gt;</p>'


def test_a_boosted_link_gets_a_page(answer, no_template):
    response = answer(RequestFactory().get("/", headers={"HX-Request": "true", "HX-Boosted": "true"}), NO)
    assert response.content.startswith(b"<!doctype html>")


def test_a_page_is_shown_even_without_a_template(answer, no_template):
    response = answer(RequestFactory().get("/"), NO)
    assert response.status_code == 409
    assert "只能更正本单位的记录 &lt;b&gt;" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


def test_a_page_is_made_by_the_template_where_there_is_one(answer, monkeypatch):
    def render(name, context, request):
        return f"{name}: {context['refused'].sentence}"

    monkeypatch.setattr(refused.loader, "render_to_string", render)
    assert answer(RequestFactory().get("/"), Refused("不行")).content.decode() == "ui/refused.html: 不行"


def test_other_exceptions_are_left_alone(answer):
    assert answer(RequestFactory().get("/"), ValueError("ours")) is None


def test_it_lets_good_requests_through():
    assert RefusedMiddleware(lambda request: HttpResponse("fine"))(RequestFactory().get("/")).content == b"fine"


def test_it_survives_pickling():
    again = pickle.loads(pickle.dumps(NO))
    assert (again.sentence, again.field, str(again)) == (NO.sentence, "unit", NO.sentence)
