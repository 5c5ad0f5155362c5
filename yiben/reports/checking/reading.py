"""Checks a document against the book: reads its claims, finds what each tells, and judges it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from yiben.figures.rollup import Figure
from yiben.gongwen import Document
from yiben.lib.periods import Period
from yiben.plans.models import Measure, Target
from yiben.reports.checking.book import Book
from yiben.reports.checking.claims import Claim, Setting, claims
from yiben.reports.checking.inside import Odd, odd_inside
from yiben.reports.checking.passages import cells, passages
from yiben.reports.checking.subjects import Candidate, Subject, Vocabulary, candidates
from yiben.reports.checking.verdicts import Verdict, agrees
from yiben.reports.checking.who import Names
from yiben.terms.definitions import Definition
from yiben.terms.models import Indicator, Kind, Topic, definitions
from yiben.units.models import Line, Unit, UnitKind

SURE = 1.2
"""How well words must fit before a claim is told to be against the book; below, it isn't found in it."""
NEAR = 1.6
"""How far behind the likest a candidate may be and still speak for a claim."""


@dataclass(frozen=True)
class Checked:
    """A claim with its verdict, and the figure of the book that it was held against."""

    claim: Claim
    verdict: Verdict
    figure: Figure | None = None
    why: str = ""

    @property
    def value(self) -> Decimal | None:
        """The book's value."""
        return self.figure.value if self.figure else None


@dataclass
class Stock:
    """What a check needs of the book and the catalogue; loaded once, good for many documents of a unit and year."""

    unit: Unit
    period: Period
    units: dict[int, Unit]
    names: Names
    words: Vocabulary
    lines: dict[str, str]
    book: Book
    figures: dict[tuple[object, ...], Figure] = field(default_factory=dict)

    @property
    def book_from(self) -> date:
        """The first day of what was read."""
        return date(self.period.start.year - 1, 1, 1)

    @property
    def setting(self) -> Setting:
        return Setting(self.unit.pk, self.period, self.names, self.lines)

    def figure(self, candidate: Candidate, unit: int, period: Period) -> Figure:
        """The candidate's figure, worked out once."""
        key = (*candidate.key, unit, period)
        if key not in self.figures:
            self.figures[key] = self.book.figure(candidate.definition, self.units[unit], period, candidate.task)
        return self.figures[key]


def stock(unit: Unit, period: Period, *, as_of: datetime | None = None) -> Stock:
    """Reads the catalogue, the units and two years of the book. Some dozen queries, however long the document."""
    whole = unit.tenant or unit
    units = {one.pk: one for one in Unit.objects.under(whole)} | {unit.pk: unit}
    known = definitions(whole)
    lines = _line_words(Line.objects.filter(active=True))
    targets = _targets(whole, period, known)
    span = Period(date(period.start.year - 1, 1, 1), period.end)
    slugs = set(lines.values())
    book = Book.load(whole, span, slugs, {t.measure_id for t in targets}, as_of or timezone.now())
    words = Vocabulary.of(_subjects(known, targets), lines)
    return Stock(unit, period, units, _names(units.values(), unit, whole), words, lines, book)


def check(document: Document, stock: Stock) -> list[Checked]:
    """Every quantity of the document with its verdict, in its order."""
    found = passages(document)
    read = claims(found, cells(document, found), stock.setting)
    judged = _judged(read, stock)
    return _with_what_is_odd(judged, odd_inside([one.claim for one in judged], stock.period))


def _judged(read: Sequence[Claim], stock: Stock) -> list[Checked]:
    made: list[Checked] = []
    before: Definition | None = None
    sentence = None
    for claim in read:
        if claim.sentence != sentence:
            before, sentence = None, claim.sentence
        one, told = _judge(claim, stock, before if claim.cell is None else None)
        made.append(one)
        before = told or before
    return made


def _judge(claim: Claim, stock: Stock, before: Definition | None) -> tuple[Checked, Definition | None]:
    """The verdict, and what the claim was understood to tell."""
    if claim.outside:
        return Checked(claim, Verdict.NOT_IN_BOOK, None, claim.outside), None
    asked = candidates(claim, stock.words, before)
    if not asked or claim.period is None:
        return Checked(claim, Verdict.NOT_IN_BOOK if claim.mention.noun else Verdict.NOT_UNDERSTOOD), None
    assert claim.period is not None
    if claim.period.start < stock.book_from:
        return Checked(claim, Verdict.NOT_IN_BOOK, None, "before"), asked[0].definition
    answers = [(one, stock.figure(one, claim.unit, claim.period)) for one in asked if one.score > asked[0].score - NEAR]
    told = [(one, figure) for one, figure in answers if figure.value]
    for one, figure in told:
        assert figure.value is not None
        if agrees(claim.mention, figure.value) and _may_speak(one, told[0][0], figure.value):
            return Checked(claim, Verdict.SUPPORTED, figure), one.definition
    if told and _is_sure(claim, told[0][0], told[0][1]):
        return Checked(claim, Verdict.CONTRADICTED, told[0][1]), told[0][0].definition
    return Checked(claim, Verdict.NOT_IN_BOOK), asked[0].definition


def _may_speak(one: Candidate, first: Candidate, value: Decimal) -> bool:
    """Small numbers agree by chance: they must fit as well as the likest does."""
    return one.score > first.score - (0.9 if value < 30 else NEAR)


def _is_sure(claim: Claim, one: Candidate, figure: Figure) -> bool:
    """Whether the words fit so well that another number is a contradiction, not another thing."""
    exact = claim.mention.low if claim.mention.low is not None else claim.mention.high
    assert figure.value is not None
    far = exact is None or not figure.value / 4 <= exact <= figure.value * 4
    return one.score >= SURE + (1.5 if far else 0.0)


def _with_what_is_odd(judged: Sequence[Checked], odd: Sequence[Odd]) -> list[Checked]:
    """What contradicts the document itself, where the book had nothing to say of it."""
    said = {(one.place, one.start): one for one in odd}
    made = []
    for one in judged:
        found = said.get((one.claim.place, one.claim.start))
        if (found and one.verdict in (Verdict.NOT_IN_BOOK, Verdict.NOT_UNDERSTOOD)) or (
            found and found.certain and one.verdict == Verdict.SUPPORTED and one.figure is None
        ):
            one = replace(one, verdict=Verdict.INCONSISTENT, why=found.why)
        made.append(one)
    return made


def _line_words(lines: Iterable[Line]) -> dict[str, str]:
    words = {word: line.slug for line in lines for word in (line.name, line.short, *line.aliases) if len(word) >= 2}
    return dict(sorted(words.items(), key=lambda pair: -len(pair[0])))


def _names(units: Iterable[Unit], unit: Unit, whole: Unit) -> Names:
    full = {one.name: one.pk for one in units}
    short = {word: one.pk for one in units if one.kind != UnitKind.STREET for word in one.short_names}
    return Names(full, short, whole.pk)


def _targets(whole: Unit, period: Period, known: dict[str, Definition]) -> list[Target]:
    """The numbers promised in the year's confirmed plans: each names a task whose own entries can be told."""
    measures = Measure.objects.filter(
        plan__unit=whole, plan__year=period.end.year, plan__state="confirmed", dropped=False
    )
    targets = Target.objects.filter(measure__in=measures, indicator__in=list(known)).select_related("measure")
    return list(targets.order_by("measure__order", "pk"))


def _subjects(known: dict[str, Definition], targets: Sequence[Target]) -> list[Subject]:
    aliases = dict(Indicator.objects.filter(pk__in=list(known)).values_list("slug", "aliases"))
    made = [Subject((one.name, *aliases.get(slug, ())), one) for slug, one in known.items()]
    made += [Subject((k.name, *_plain(k.aliases)), kinds=frozenset({k.slug})) for k in Kind.objects.filter(active=True)]
    made += [Subject((t.name, *t.aliases), topics=frozenset({t.slug})) for t in Topic.objects.filter(active=True)]
    for target in targets:
        if target.indicator_id:
            task = target.measure_id if target.own else None
            if task:
                made.append(Subject((target.measure.title,), known[target.indicator_id], task=task))
    return made


def _plain(aliases: Sequence[str]) -> list[str]:
    return [word for word in aliases if word != "活动"]
