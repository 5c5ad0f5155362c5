"""No page asks the database more than 25 times on the sample street, nor more when there is twice as much of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from tests import people
from tests.test_matrix import GET, ROWS, WHO
from yiben.config.sample import points, year
from yiben.config.sample.load import DAY, load
from yiben.figures.charts import Chart
from yiben.figures.past import type_past
from yiben.ledger import asks, evidence
from yiben.ledger.importing import begin_import, commit_import
from yiben.ledger.models import Entry, Evidence, ImportBatch
from yiben.lib.periods import Period, stop_the_calendar
from yiben.lib.tables import write_table
from yiben.lib.tests.photos import photo
from yiben.plans import actions as plans
from yiben.plans.models import Measure, Plan, Upcoming
from yiben.plans.upcoming import announce
from yiben.reports import actions as reports
from yiben.reports.check_models import Check
from yiben.reports.checks import send_document
from yiben.reports.models import CellAsk, Report, Template, Workbook
from yiben.reports.workbooks import asking, keeping
from yiben.units import actions as units
from yiben.units import feedback
from yiben.units.models import Post, Unit

pytestmark = pytest.mark.django_db
MOST = 25
SINCE = date(2023, 1, 1)

# In the sample street's words, who the people of the matrix are; a page is asked by the two who see most on it.
PEOPLE = {
    "alice": ("hepan.worker", "worker"),
    "bob": ("union.officer", "officer"),
    "carol": ("first.lead", "lead"),
    "eve": ("auditor", "auditor"),
    "ada": ("admin", "admin"),
}
EVERYBODY = {"portal:home"}
# Files that are made or frozen, not pages; a long one is read in parts.
FILES = {
    "ledger:export",
    "ledger:template",
    "ledger:rejected",
    "ledger:file",
    "ledger:thumb",
    "ledger:sign_in_document",
    "figures:index_workbook",
    "figures:board_workbook",
    "reports:document",
    "reports:sources",
    "reports:template-sample",
    "reports:check-document",
    "reports:form-source",
    "reports:form-filled",
    "reports:template-source",
    "plans:source",
    "plans:list-workbook",
    "plans:workbook",
    "portal:acts-workbook",
    "reports:list-workbook",
    "units:people-workbook",
}


def asked_by(name: str, codes: str) -> list[str]:
    opened = [who for who, code in zip(WHO, codes.split(), strict=True) if code == "200" and who in PEOPLE]
    return opened if name in EVERYBODY else opened[:2]


PAGES = [
    (name, about, who)
    for name, about, how, codes in ROWS
    if how == GET and name not in FILES
    for who in asked_by(name, codes)
]


Page = tuple[str, str, str]


@dataclass
class Counts:
    """How often each page asked of the sample street, and of twice as much."""

    once: dict[Page, int]
    twice: dict[Page, int]


@pytest.fixture(scope="module")
def counts(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Counts]:
    stop_the_calendar(DAY)
    files = override_settings(FILES=tmp_path_factory.mktemp("files"))
    drawn = mock.patch("yiben.figures.templatetags.figures.svg", undrawn)
    with files, drawn, django_db_blocker.unblock(), transaction.atomic():
        load(tmp_path_factory.mktemp("sample"), lambda line: None, lambda done, total: None)
        officer = Post.objects.select_related("unit__tenant", "person").filter(person__login="union.officer")[0]
        plans.upload(by=officer, unit=officer.unit, filename="补充.txt", data=MORE.encode())
        worker = Post.objects.select_related("unit__tenant").get(person__login="hepan.worker")
        begin_import(by=worker, unit=worker.unit, filename="补报.xlsx", data=again("（补）", 20))
        reports.build(by=officer, unit=officer.unit, genre="quarterly", period=Period.parse("2025Q3"))
        keys = keys_of(officer)
        once = {page: queries(page, keys) for page in PAGES}
        double(officer)
        yield Counts(once, {page: queries(page, keys) for page in PAGES})
        transaction.set_rollback(True)
    stop_the_calendar(None)


def undrawn(chart: Chart, *, width: int) -> str:
    """A chart is a value, drawn once for who sees the same: nothing is left to ask when it is drawn."""
    assert hash(chart)
    return f'<svg width="{width}"></svg>'


MORE = "青棠街道2025年度补充工作要点\n一、工会工作\n（一）开好例会。全年召开专题会议至少2次，服务职工不少于50人次。\n（二）办好培训。全年至少办3场。"


def again(mark: str, most: int | None = None) -> bytes:
    """The year's entries as a list once more, under other names."""
    head, rows = year.entries_rows(2025)
    title = head.index("活动名称")
    renamed = [[f"{cell}{mark}" if at == title else cell for at, cell in enumerate(row)] for row in rows[:most]]
    return write_table(head, renamed)


def keys_of(officer: Post) -> dict[str, Any]:
    """The things of the matrix, found in the sample street: those with the most behind them."""
    plan, draft = Plan.objects.get(state="confirmed"), Plan.objects.get(state="draft")
    drafted = draft.measures.filter(targets__isnull=False)[0]
    worked_on = Measure.objects.filter(plan=plan, targets__isnull=False).order_by("order")[0]
    community = Unit.objects.filter(kind="community").order_by("path")[0]
    entry = Entry.objects.filter(unit=community)[0]
    worker = Post.objects.get(person__login="hepan.worker")
    people.entry(community, on=date(2025, 11, 3), title="出具以后记的一场")
    template, _made = Template.objects.get_or_create(unit=officer.unit, name="一页简报", defaults={"source": b"PK"})
    return {
        "": None,
        "unit": community.pk,
        "street": officer.unit.pk,
        "person": worker.person_id,
        "post": worker.pk,
        "entry": entry.pk,
        "asked": asks.ask(by=officer, entry=entry, text="签到表上是几个人？").pk,
        "feedback": feedback.say("日期太小", by=worker).pk,
        "photo": _attach(entry, range(3))[0].pk,
        "batch": ImportBatch.objects.get(state="preview").pk,
        "draft": draft.pk,
        "drafted": drafted.pk,
        "plan": plan.pk,
        "measure": worked_on.pk,
        "indicator": "activity-times",
        "line": "union",
        "kind": "contest",
        "report": Report.objects.get(state="drafted").pk,
        "issued": Report.objects.get(state="issued").pk,
        "cited": Report.objects.get(state="issued").citations.order_by("-entries")[0].code,
        "template": template.pk,
        **_forms_and_checks(officer, worker),
    }


def _forms_and_checks(officer: Post, worker: Post) -> dict[str, Any]:
    """A superior's form with a cell asked of the units, a document read back, an activity announced."""
    year_of_both = Period.of_year(2025)
    table = write_table(["社区", "志愿服务场次", "常住人口（人）"], [[worker.unit.name, None, None]], sheet="统计表")
    form = keeping.take_in(by=officer, unit=officer.unit, filename="统计表.xlsx", data=table, period=year_of_both)
    asking.ask_units(form, by=officer, due=date(2025, 12, 1))
    text = "全年开展志愿服务3场。".encode()
    send_document(by=officer, unit=officer.unit, period=year_of_both, name="要报的文字", source=text)
    announce(by=worker, unit=worker.unit, start=date(2025, 12, 5), title="志愿者日活动")
    said = {"indicator": "union-dues", "value": Decimal(9), "document": "2024年度工作总结"}
    return {
        "past": type_past(by=officer, unit=officer.unit, period=Period.of_year(2024), **said).pk,
        "checked": Check.objects.get().pk,
        "upcoming": Upcoming.objects.get().pk,
        "form": Workbook.objects.get().pk,
        "form_asked": CellAsk.objects.get().pk,
        "cell": "B3",
        "list": 0,
    }


def double(officer: Post) -> None:
    """As many entries again, promises, communities, posts, reports and acts."""
    batch = begin_import(by=officer, unit=officer.unit, filename="再报.xlsx", data=again("（二）"))
    commit_import(batch, by=officer)
    text = "\n".join([*points.paragraphs(), "以上要点请认真落实。"])
    plan = plans.upload(by=officer, unit=officer.unit, filename="另一份.txt", data=text.encode(), year=2025)
    plans.confirm(plan, by=officer)
    for number in range(12):
        unit = units.add_unit(
            by=None, name=f"新{number}社区", kind="community", code=f"n{number}", since=SINCE, parent=officer.unit
        )
        units.take_on(
            by=None, login=f"n{number}", name="新来的", password="quite-long-9", unit=unit, kind="worker", since=SINCE
        )
    for quarter in ("2025Q1", "2025Q2", "2025Q4"):
        reports.build(by=officer, unit=officer.unit, genre="quarterly", period=Period.parse(quarter))
    _attach(Evidence.objects.all()[0].entry, range(3, 12))


def _attach(entry: Entry, which: range) -> list[Evidence]:
    return [evidence.attach(entry, by=None, name=f"{n}.jpg", content=photo(str(n), (64, 48))) for n in which]


def queries(page: Page, keys: dict[str, Any]) -> int:
    name, about, who = page
    login, kind = PEOPLE[who]
    client = people.sign_in(Post.objects.filter(person__login=login, kind=kind).select_related("person")[0])
    address = reverse(name, args=[keys[one] for one in about.split()])
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code in (200, 302), (address, answer.status_code)
    return len(asked)


@pytest.mark.parametrize("page", PAGES, ids=[f"{who} {name}" for name, _about, who in PAGES])
def test_a_page_asks_seldom_and_never_more_for_more(counts, page):
    assert counts.once[page] <= MOST
    assert counts.twice[page] <= counts.once[page]


def test_every_shown_page_is_measured():
    assert {name for name, _about, _who in PAGES} >= {"portal:home", "ledger:list", "figures:board", "reports:detail"}
    assert len(PAGES) > 50
