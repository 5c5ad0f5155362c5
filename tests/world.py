"""One of everything that a page can show, in the street of the tests: small, and made in a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tests import people
from yiben.figures.models import PastFigure
from yiben.figures.past import type_past
from yiben.ledger import asks, evidence, importing
from yiben.ledger.models import Ask, Entry, Evidence, ImportBatch
from yiben.lib.periods import Period, today
from yiben.lib.tables import write_table
from yiben.lib.tests.photos import photo
from yiben.plans.models import Measure, Paragraph, Plan, Target, Upcoming
from yiben.plans.upcoming import announce
from yiben.reports import actions as reports
from yiben.reports.check_models import Check, Pin
from yiben.reports.checks import pin_words, send_document
from yiben.reports.models import CellAsk, Report, Template, Workbook
from yiben.reports.workbooks import asking, keeping
from yiben.units import actions, feedback
from yiben.units.models import Feedback, Person, Post

SENTENCE = "各社区全年开展志愿服务活动不少于4场。"


@dataclass
class World:
    street: people.Street
    fay: Post
    entry: Entry
    photo: Evidence
    batch: ImportBatch
    draft: Plan
    plan: Plan
    report: Report
    issued: Report

    def posts(self) -> dict[str, Post]:
        """The posts of the street's people, Dan's of another street, and Fay's, who is an officer there."""
        return self.street.posts | {"fay": self.fay}

    @property
    def things(self) -> dict[str, Any]:
        """What stands in the address of a page about the thing of that name."""
        drafted, kept = self.draft.measures.all()[0], self.plan.measures.all()[0]
        return {
            "unit": self.street.riverside.pk,
            "street": self.street.street.pk,
            "person": self.street.amy.person_id,
            "post": self.street.amy.pk,
            "entry": self.entry.pk,
            "photo": self.photo.pk,
            "batch": self.batch.pk,
            "draft": self.draft.pk,
            "drafted": drafted.pk,
            "target": drafted.targets.all()[0].pk,
            "plan": self.plan.pk,
            "measure": kept.pk,
            "indicator": "volunteering-times",
            "line": "union",
            "kind": "contest",
            "topic": "fraud-prevention",
            "shipped": "policy-lecture-times",
            "past": PastFigure.objects.get().pk,
            "report": self.report.pk,
            "issued": self.issued.pk,
            "cited": self.issued.citations.all()[0].code,
            "asked": Ask.objects.get().pk,
            "feedback": Feedback.objects.get().pk,
            "template": Template.objects.get().pk,
            "checked": Check.objects.get().pk,
            "pin": Pin.objects.get().pk,
            "upcoming": Upcoming.objects.get().pk,
            "form": Workbook.objects.get().pk,
            "form_asked": CellAsk.objects.get().pk,
            "cell": "B3",
            "list": 0,
        }


def plan_of(place: people.Street, title: str, **said: Any) -> Plan:
    """A plan of three measures, each with a number, as a document would have been read."""
    plan = Plan.objects.create(
        unit=place.street, year=2025, title=title, source=title.encode(), sha256=title, uploaded_by=place.bob, **said
    )
    for order in range(3):
        paragraph = Paragraph.objects.create(plan=plan, order=order, index=str(order), text=SENTENCE)
        measure = Measure.objects.create(
            plan=plan,
            order=order,
            line_id="volunteering",
            title=f"开展志愿服务{order}",
            text=SENTENCE,
            paragraph=paragraph,
            end=len(SENTENCE),
        )
        Target.objects.create(
            measure=measure, indicator_id="volunteering-times", value=Decimal(4), unit="场", scope="each"
        )
    return plan


def listed(title: str) -> bytes:
    """A worker's Excel list of one good row and one that can't be read."""
    head = ["日期", "活动名称", "活动类型", "人次"]
    return write_table(head, [["2025-03-05", title, "志愿服务", 30], ["32月", title, "志愿服务", "30余"]])


def build() -> World:
    place = people.street()
    stranger = place.elsewhere.parent
    assert stranger is not None
    Template.objects.create(unit=place.street, name="一页简报", filename="简报.docx", source=b"PK", kept_by=place.bob)
    fay = Person.objects.create(login="fay", name="方雅")
    entry = people.entry(place.riverside, by=place.alice, amounts={"attendances": 40})
    people.entry(place.elsewhere, by=place.dan)
    asks.ask(by=place.bob, entry=entry, text="签到表上是几个人？")
    feedback.say("记录页上的日期太小", by=place.alice, page="/entries/")
    text = "全年开展志愿服务3场。".encode()
    send_document(by=place.bob, unit=place.street, period=Period.of_year(2025), name="要报的文字", source=text)
    pin_words(by=place.bob, unit=place.street, words="红马甲行动", indicator="volunteering-times")
    announce(by=place.alice, unit=place.riverside, start=date(2025, 12, 5), title="志愿者日活动")
    year = Period.of_year(2025)
    table = write_table(["社区", "志愿服务场次", "常住人口（人）"], [["临水社区", None, None]], sheet="统计表")
    said = {"indicator": "volunteering-times", "value": Decimal(9), "document": "2024年度工作总结"}
    type_past(by=place.bob, unit=place.street, period=Period.of_year(2024), **said)
    form = keeping.take_in(by=place.bob, unit=place.street, filename="统计表.xlsx", data=table, period=year)
    asking.ask_units(form, by=place.bob, due=max(today(), date(2025, 12, 1)))
    issued = reports.build(by=place.bob, unit=place.street, genre="annual", period=year, title="已出具的总结")
    reports.send(issued, by=place.bob)
    reports.review(issued, by=place.carol)
    issued = reports.issue(issued, by=place.carol, number="青办〔2025〕12号", date=date(2025, 12, 1))
    return World(
        street=place,
        fay=actions.give_post(fay, by=None, unit=stranger, kind="officer", since=people.SINCE),
        entry=entry,
        photo=evidence.attach(entry, by=place.alice, name="合影.jpg", content=photo("合影")),
        batch=importing.begin_import(by=place.alice, unit=place.riverside, filename="三月.xlsx", data=listed("植树")),
        draft=plan_of(place, "还是草稿"),
        plan=plan_of(place, "已经确认", state="confirmed", confirmed_at=timezone.now(), confirmed_by=place.bob),
        report=reports.build(by=place.bob, unit=place.street, genre="annual", period=year),
        issued=issued,
    )
