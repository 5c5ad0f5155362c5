"""What is typed into the address bar by somebody who means no good, or by a program that guesses."""

from __future__ import annotations

from itertools import product

import pytest
from django.urls import reverse

from tests import world
from tests.people import SINCE, entry, sign_in, street
from yiben.ledger import actions as ledger
from yiben.ledger import importing
from yiben.ledger.models import Entry
from yiben.units.actions import give_post

pytestmark = pytest.mark.django_db

CHARTS = ("figures:charts", "figures:charts_beside", "figures:charts_progress")
PAGES = ("figures:index", "figures:board", "figures:index_workbook", "figures:board_workbook", "ledger:list", *CHARTS)
ODD = {
    "period": ("0001-01-01..9999-12-31", "9999", "２０２５", "\x00", "9" * 5000),
    "year": ("0", "9999", "²", "２０２５", "\x00", "9" * 5000),
    "unit": ("-1", "\x00", "' OR 1=1 --", "9" * 5000),
    "page": ("0", "-1", "99999", "\x00", "9" * 5000),
    "line": ("nope", "\x00"),
    "indicator": ("nope", "\x00", "own-x"),
    "measure": ("x", "\x00", "0" * 32),
    "words": ("\x00", "%", "_" * 60),
}


@pytest.mark.parametrize("page", PAGES)
def test_an_odd_address_is_answered_in_words_and_never_by_a_failure(page):
    s = street()
    entry(s.riverside, by=s.alice)
    browser = sign_in(s.bob)
    asked = [(name, value) for name, values in ODD.items() for value in values]
    answers = {(name, value[:20]): browser.get(reverse(page), {name: value}).status_code for name, value in asked}
    assert {code for code in answers.values() if code not in (200, 404, 409)} == set(), answers


@pytest.mark.db
@pytest.mark.parametrize(("page", "name"), list(product(PAGES, ("period", "words", "unit"))))
def test_bytes_that_are_no_text_are_no_failure(page, name):
    s = street()
    assert sign_in(s.bob).get(f"{reverse(page)}?{name}=%ff%fe%00%ED%A0%80").status_code in (200, 404, 409)


def test_an_office_reads_the_streets_task_and_nothing_of_what_communities_did_for_it():
    made = world.build()
    s, measure = made.street, made.plan.measures.first()
    ledger.attribute(made.entry, by=s.alice, lines=["volunteering"], measures=[measure.pk])
    address = reverse("figures:measure", args=[measure.pk])
    hers = give_post(made.fay.person, by=None, unit=s.office, kind="lead", since=SINCE)
    browser = sign_in(hers)
    browser.post(reverse("units:switch"), {"post": hers.pk})
    seen = browser.get(address).content.decode()
    assert measure.title in seen
    assert "临水" not in seen
    assert "2025-03-05" not in seen
    assert "临水" in sign_in(s.carol).get(address).content.decode()


def test_an_erased_row_of_a_list_leaves_nothing_in_what_was_said_of_it():
    s = street()
    listed = "日期,活动名称,联合单位\n2025-03-05,走访,张三家\n".encode()
    batch = importing.begin_import(by=s.alice, unit=s.riverside, filename="走访.csv", data=listed)
    importing.commit_import(batch, by=s.alice)
    row = batch.rows.get()
    assert "张三家" in str(row.findings)
    ledger.erase(Entry.objects.get(pk=row.entered.entry_id), by=s.bob, ground="依法删除")
    row.refresh_from_db()
    assert "张三家" not in f"{row.findings}{row.cells}{row.draft}"


def test_no_proxy_keeps_what_one_person_may_see():
    s = street()
    for page in ("units:list", "plans:list"):
        assert "private" in sign_in(s.bob).get(reverse(page))["Cache-Control"]


@pytest.mark.parametrize(
    "listed",
    [
        "日期,活动名称,,\n2025-03-05,走访,汉族,中共党员\n2025-03-06,慰问,回族,群众\n",
        "日期,活动名称,人员情况,\n,,民族,政治面貌\n2025-03-05,走访,汉族,中共党员\n",
        "日期,活动名称,甲,乙\n" + "2025-03-05,走访,好,好\n" * 250 + "2025-03-06,走访,11010519491231002X,13800138000\n",
    ],
    ids=["no head", "a head below", "far down"],
)
def test_a_column_without_a_name_of_its_own_keeps_nothing_of_what_people_are(listed):
    s = street()
    batch = importing.begin_import(by=s.alice, unit=s.riverside, filename="名册.csv", data=listed.encode())
    kept = " ".join(str(cell) for row in batch.rows.all() for cell in row.cells.values())
    for secret in ("汉族", "回族", "党员", "11010519491231002X", "13800138000"):
        assert secret not in kept
