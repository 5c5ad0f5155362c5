"""tally = recount, and both are what a child would add up, whatever is done to the book in whatever order."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.people import content, street
from yiben.ledger import actions, seals
from yiben.ledger.content import Amount
from yiben.ledger.models import Entry
from yiben.ledger.rules import MOST
from yiben.ledger.tally import kept, month_of, recount

UNITS = st.sampled_from(["riverside", "hilltop", "office", "street"])
DAYS = st.dates(date(2024, 11, 1), date(2025, 6, 30))
LINES = st.sets(st.sampled_from(["union", "youth", "women", "volunteering"]), max_size=3)
KINDS = st.sampled_from(["volunteering", "meeting", "service"])
COUNTS = st.integers(0, min(MOST.values()))


@st.composite
def amounts(draw):
    chosen = draw(st.sets(st.sampled_from(["times", "attendances", "volunteers", "money"]), max_size=3))
    return tuple(
        Amount(metric, Decimal(draw(COUNTS)), draw(st.sampled_from(["", "", "几十余"]))) for metric in sorted(chosen)
    )


@dataclass
class Told:
    """An entry as a child would note it down."""

    pk: UUID
    unit: str
    day: date
    kind: str
    lines: frozenset[str]
    amounts: dict[str, tuple[int, bool]] = field(default_factory=dict)


class Book(RuleBasedStateMachine):
    """People at work on one street's book, and a child who keeps notes."""

    standing = Bundle("standing")

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.s = street()
        self.notes: dict[UUID, Told] = {}

    def teardown(self):
        assert seals.verify().holds
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def note(self, entry: Entry, unit: str) -> UUID:
        told = {q.metric_id: (q.amount, bool(q.words)) for q in entry.quantities.all()}
        lines = frozenset(line.slug for line in entry.lines)
        self.notes[entry.pk] = Told(entry.pk, unit, entry.start, entry.kind_id, lines, told)
        return entry.pk

    @rule(target=standing, unit=UNITS, day=DAYS, kind=KINDS, lines=LINES, told=amounts())
    def record(self, unit, day, kind, lines, told):
        said = content(getattr(self.s, unit), on=day, kind=kind, lines=tuple(lines))
        said = replace(said, amounts=told, reason="补记")
        entry = actions.record(said, by=self.s.bob)
        assert actions.record(said, by=self.s.bob) == entry
        return self.note(entry, unit)

    @rule(target=standing, old=consumes(standing), day=DAYS, kind=KINDS, lines=LINES, told=amounts())
    def correct(self, old, day, kind, lines, told):
        unit = self.notes.pop(old).unit
        changes = {"title": "更正", "start": day, "kind": kind, "lines": tuple(lines), "amounts": told}
        entry = actions.correct(Entry.objects.get(pk=old), by=self.s.bob, reason="有误", **changes)
        return self.note(entry, unit)

    @rule(old=consumes(standing))
    def void(self, old):
        self.notes.pop(old)
        actions.void(Entry.objects.get(pk=old), by=self.s.bob, reason="重复登记")

    @rule(which=standing, lines=LINES)
    def attribute(self, which, lines):
        if which in self.notes:
            actions.attribute(Entry.objects.get(pk=which), by=self.s.bob, lines=lines)
            self.notes[which].lines = frozenset(lines)

    @rule(month=st.integers(1, 6), closes=st.booleans())
    def close(self, month, closes):
        span = {"start": date(2025, month, 1), "end": date(2025, month, 28)}
        verb = actions.close if closes else actions.reopen
        verb(self.s.street, by=self.s.carol, reason="月末", **span)

    @precondition(lambda self: self.notes)
    @rule(which=standing)
    def erase(self, which):
        if which in self.notes and not Entry.objects.get(pk=which).erased:
            actions.erase(Entry.objects.get(pk=which), by=self.s.bob, ground="本人要求")

    @invariant()
    def tally_is_recount(self):
        assert kept(self.s.street) == recount(self.s.street)

    @invariant()
    def tally_is_what_a_child_adds_up(self):
        counted = Counter()
        for told in self.notes.values():
            for unit in {told.unit, "street"}:
                for line in {"", *told.lines}:
                    for metric, (amount, approx) in told.amounts.items():
                        where = (getattr(self.s, unit).pk, month_of(told.day), line, told.kind, metric)
                        counted[(*where, "amount")] += amount
                        counted[(*where, "entries")] += 1
                        counted[(*where, "approx")] += approx
        has = Counter()
        for key, total in kept(self.s.street).items():
            for name, value in total._asdict().items():
                has[(key.unit, key.month, key.line, key.kind, key.metric, name)] += value
        assert +has == +counted


@pytest.mark.django_db
@pytest.mark.slow
def test_tally_is_recount_under_any_sequence():
    careful = settings(
        max_examples=30, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
    )
    run_state_machine_as_test(Book, settings=careful)
