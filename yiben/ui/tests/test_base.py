import re

import pytest

from yiben.ui.tests.people import LEAD


def page(client, path="/", **headers):
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_it_costs_no_query_of_its_own(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        page(client)


def test_it_says_who_acts_and_where_one_is(client):
    html = page(client)
    assert LEAD.title in html
    assert '<a href="/guide/" aria-current="page">记录</a>' in html
    assert "<title>空页 · 云溪街道 · 一本</title>" in html


def test_it_speaks_chinese_first_and_english_on_request(client):
    assert '<html lang="zh-CN">' in page(client)
    assert '<html lang="en">' in page(client, accept_language="en")


def test_demo_data_says_so_on_every_page(client):
    assert 'class="demo"' in page(client)


def test_switching_and_signing_out_are_posts_with_a_token(client):
    html = page(client)
    for address in ("/units/switch/", "/units/sign_out/", "/ui/type/", "/language/"):
        assert re.search(rf'method="post" action="{address}"><input type="hidden" name="csrfmiddlewaretoken"', html)


def test_large_type_is_kept_in_the_browser(client):
    answer = client.post("/ui/type/", {"type": "large", "next": "/guide/?page=2"})
    assert (answer.status_code, answer.url) == (302, "/guide/?page=2")
    assert answer.cookies["type"]["httponly"]
    assert '<html lang="zh-CN" data-type="large">' in page(client)
    client.post("/ui/type/", {"type": "normal"})
    assert 'data-type="large"' not in page(client)


@pytest.mark.parametrize("way", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_the_way_back_stays_here(client, way):
    assert client.post("/ui/type/", {"type": "large", "next": way}).url == "/"


def test_type_is_not_changed_by_a_link(client):
    assert client.get("/ui/type/").status_code == 405


def test_htmx_sends_the_token_and_evaluates_nothing(client):
    html = page(client)
    assert re.search(r"""hx-headers='\{"X-CSRFToken": "\w+"\}'""", html)
    assert '"allowEval":false' in html
    assert '"selfRequestsOnly":true' in html
    assert '"includeIndicatorStyles":false' in html


def test_it_is_shown_whole_where_htmx_was_not_brought(client, monkeypatch):
    monkeypatch.setattr("yiben.ui.templatetags.ui._brought", lambda name: False)
    html = page(client)
    assert "vendor/" not in html
    assert "ui/ui.js" in html


def test_every_part_is_shown(client):
    html = page(client, "/guide/")
    for css in ("pager", "sheet", "pairs", "cells", "summary", "facts", "progress", "empty", "notice--error", "bar"):
        assert re.search(rf'class="[^"]*\b{css}\b', html), css
    assert "民族、政治面貌" in html


def test_an_error_stands_beside_its_field_and_is_tied_to_it(client):
    html = page(client, "/wrong/")
    assert 'id="id_title_error"' in html
    assert re.search(r'<input[^>]*name="title"[^>]*aria-describedby="id_title_helptext id_title_error"', html)
    assert re.search(r'<input[^>]*name="title"[^>]*aria-invalid="true"', html)
    assert re.search(r'<fieldset class="field field--wrong" aria-describedby="id_lines_helptext id_lines_error"', html)


def test_every_id_is_there_once(client):
    for path in ("/guide/", "/wrong/", "/auth/"):
        ids = re.findall(r'\sid="([^"]+)"', page(client, path))
        assert sorted(ids) == sorted(set(ids))


def test_what_is_not_required_says_so(client):
    html = page(client, "/wrong/")
    assert re.search(r'for="id_people" class="label">人次<span class="optional">选填', html)
    assert not re.search(r'class="label">事项<span class="optional">', html)


def test_a_refusal_is_a_page_with_the_sentence(client):
    response = client.get("/refuse/")
    assert response.status_code == 409
    assert '<p class="answer-text" role="alert">只能更正本单位的记录</p>' in response.content.decode()


@pytest.mark.parametrize("name", ["404", "403", "403_csrf"])
def test_a_page_that_cannot_be_shown_says_what_to_do(client, name):
    html = page(client, f"/part/{name}/")
    assert html.count("<h1>") == 1
    assert 'class="button" href="/"' in html


def test_the_page_for_our_own_failure_needs_nothing(client):
    from django.template.loader import get_template

    html = get_template("500.html").render()
    assert "账本没有改动" in html
    assert "{%" not in html


def test_a_page_that_is_not_there_is_answered_in_words(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "没有这一页" in response.content.decode()


def test_without_messages_nothing_takes_their_room(client):
    assert re.search(r'<div id="notices"[^>]*></div>', page(client))


@pytest.mark.parametrize("path", ["/guide/", "/wrong/", "/auth/"])
def test_a_page_has_one_primary_action(client, path):
    assert page(client, path).count("button--primary") == 1
