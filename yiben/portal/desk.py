"""What stands on the first page of each kind of post: what waits for her, and what she did last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from yiben.figures.rollup import Figure, Figures
from yiben.figures.targets import Reading, load, read
from yiben.ledger import asks
from yiben.ledger.attributing import unattributed
from yiben.ledger.models import Ask, Attribution, Entry, EntryQuerySet
from yiben.ledger.twins import Twin, recent_twins
from yiben.lib.periods import Period
from yiben.plans.models import Measure, MeasureQuerySet, Plan, PlanState, Receipt, Scope, Target
from yiben.reports.models import CellAsk
from yiben.terms.definitions import Definition
from yiben.terms.models import definitions
from yiben.units.models import Line, Post, Unit, UnitKind

LATEST = 8
LATE = ("overdue", "at_risk")
OF_A_MONTH = ("activity-times", "activity-attendances", "volunteering-times", "volunteering-hours")
SOON = timedelta(days=60)
ANSWERED_SHOWN = timedelta(days=7)
RECENT = timedelta(days=14)


def cells_asked_of(post: Post) -> list[CellAsk]:
    """The cells of superiors' forms that her unit is still to type, the most urgent first."""
    return list(
        CellAsk.objects.for_post(post).open().order_by("due").defer("workbook__content", "workbook__result")[:LATEST]
    )


def page_of(figure: Figure) -> str:
    """Where a figure is opened."""
    asked = {"unit": figure.unit.code, "period": str(figure.period)}
    if figure.measure is not None:
        asked["measure"] = str(figure.measure)
    return f"{reverse('figures:figure', args=[figure.definition.slug])}?{urlencode(asked)}"


def year_of_plans(post: Post, today: date) -> int:
    """The newest year with a plan that is tracked: in January it is still last year's."""
    years = Plan.objects.for_post(post).tracked().filter(year__lte=today.year).order_by("-year")
    return years.values_list("year", flat=True).first() or today.year


def measures_of(post: Post, year: int) -> MeasureQuerySet:
    """The tracked measures that a post reads, with what is needed to say how far they are."""
    tracked = Measure.objects.for_post(post).tracked().filter(plan__year=year)
    return tracked.select_related("line", "plan").prefetch_related(
        Prefetch("targets", Target.objects.select_related("measure__line")),
    )


# -- the worker's


@dataclass(frozen=True)
class Share:
    """A promise and how far it is: here, and in the street as a whole where the number is the street's."""

    reading: Reading
    here: Figure
    state: str
    words: str
    url: str

    @property
    def due(self) -> str:
        """What this unit still owes in the period that runs; "" where nothing, or the number is the street's."""
        return self.reading.by_unit[self.here.unit.pk][1].due if self.each else ""

    @property
    def each(self) -> bool:
        return self.reading.target.scope == Scope.EACH


@dataclass(frozen=True)
class Shares:
    """The year's promises as one unit sees them: those it is behind with, and the rest by line."""

    year: int
    promised: int
    behind: list[Share] = field(default_factory=list)
    others: list[tuple[str, list[Share]]] = field(default_factory=list)

    @property
    def due(self) -> list[Share]:
        """What is by schedule and still to be done in the period that runs."""
        return [share for _line, shares in self.others for share in shares if share.due]


Known = dict[str, Definition]


def shares_of(post: Post, today: date, *, every: bool = False, known: Known | None = None) -> Shares:
    """How far the worker's unit is with what each community owes; with `every`, also its part in what the street owes.

    She is late only with the former. An office owes nothing that each community owes.
    """
    year, known = year_of_plans(post, today), known or definitions(post.tenant, retired=True)
    promised = _answerable(measures_of(post, year), known)
    community = post.unit.kind == UnitKind.COMMUNITY
    targets = [target for target in promised if (community if target.scope == Scope.EACH else every)]
    figures = load(targets, known, post.tenant, [post.unit], year)
    found = Shares(year, len(promised))
    for target in targets:
        reading = read(target, known[str(target.indicator_id)], figures, post.tenant, [post.unit], year, today)
        share = _share(reading, post.unit)
        if share.each and share.state in LATE and not every:
            found.behind.append(share)
        else:
            _under_line(found, share)
    # The sort is stable: within a state the document's order stays.
    found.behind.sort(key=lambda share: LATE.index(share.state))
    return found


def _answerable(measures: Iterable[Measure], known: dict[str, Definition]) -> list[Target]:
    return [target for measure in measures for target in measure.targets.all() if target.indicator_id in known]


def _share(reading: Reading, unit: Unit) -> Share:
    figure, progress = reading.by_unit[unit.pk]
    said = (None if reading.target.scope == Scope.EACH else reading.progress) or progress
    return Share(reading, figure, said.state, said.words, page_of(figure))


def _under_line(found: Shares, share: Share) -> None:
    measure = share.reading.target.measure
    name = measure.line.name if measure.line else measure.heading
    if not found.others or found.others[-1][0] != name:
        found.others.append((name, []))
    found.others[-1][1].append(share)


def month_of(post: Post, today: date, *, known: Known | None = None) -> list[tuple[Figure, str]]:
    """This month's few figures of the post's unit, and where each is opened."""
    known = known or definitions(post.tenant)
    asked = [known[slug] for slug in OF_A_MONTH if slug in known]
    month = Period.of_month(today.year, today.month)
    figures = Figures.load(asked, [post.unit], month)
    found = [figures.of(definition, post.unit, month) for definition in asked]
    return [(figure, page_of(figure)) for figure in found]


def latest_of(post: Post) -> EntryQuerySet:
    """What was last recorded of the post's own unit, but for what went with an import that was undone."""
    mine = Entry.objects.for_post(post).filter(unit=post.unit_id, void=False)
    undone = Q(origin__startswith="import:", replaced_by__void=True)
    return mine.exclude(undone).for_list().order_by("-recorded_at", "-number")[:LATEST]


# -- the officer's and the lead's


@dataclass(frozen=True)
class Late:
    """The promises that are overdue or at risk, the overdue first, and how many there are of each."""

    year: int
    readings: list[Reading]
    tracked: int

    @property
    def overdue(self) -> int:
        return sum(reading.state == "overdue" for reading in self.readings)

    @property
    def at_risk(self) -> int:
        return len(self.readings) - self.overdue


def late_of(post: Post, today: date) -> Late:
    year, known = year_of_plans(post, today), definitions(post.tenant, retired=True)
    whole, day = _whole(post), min(today, date(year, 12, 31))
    communities = list(Unit.objects.under(whole).filter(kind=UnitKind.COMMUNITY).on(day))
    measures = list(measures_of(post, year))
    targets = _answerable(measures, known)
    figures = load(targets, known, whole, communities, year)
    readings = [
        # Where the number is the whole street's, no community is asked: most of the work of a page is that.
        read(t, known[str(t.indicator_id)], figures, whole, communities if t.scope == Scope.EACH else [], year, today)
        for t in targets
    ]
    late = [reading for reading in readings if reading.state in LATE]
    # The sort is stable: within a state the document's order stays.
    late.sort(key=lambda reading: LATE.index(reading.state))
    return Late(year, late, len(measures))


def _whole(post: Post) -> Unit:
    if post.unit.kind != UnitKind.DISTRICT:
        return post.unit
    return post.unit.children.filter(kind=UnitKind.STREET).first() or post.unit


def month_by_line(post: Post, today: date) -> list[tuple[Line, int, str]]:
    """How many records of this month bear each of the post's lines, and where they are listed."""
    month = Period.of_month(today.year, today.month)
    entries = Entry.objects.for_post(post).standing().within(month)
    bearing = Attribution.objects.standing().filter(entry__in=entries.values("pk"), line__isnull=False)
    counts = dict(bearing.order_by().values_list("line").annotate(Count("pk")))
    lines = [line for line in Line.objects.filter(active=True) if post.answers_for(line.slug)]
    listed = reverse("ledger:list")
    return [
        (line, counts.get(line.slug, 0), f"{listed}?{urlencode({'line': line.slug, 'period': month})}")
        for line in lines
    ]


def to_attribute(post: Post, year: int) -> int:
    """How many entries of a year with tracked plans answer no task yet, and were not set aside."""
    return unattributed(post, [year]).count()


def owed_by(post: Post) -> list[Receipt]:
    """The work points that wait for this unit's receipt."""
    return list(Receipt.objects.owed_by(post).select_related("plan").defer("plan__source").order_by("issued_at"))


def asked_of(post: Post) -> list[Ask]:
    """What the post's unit was asked and has to answer; what she asked herself, until some days after the answer."""
    hers = Ask.objects.for_post(post).for_list()
    to_her = Q(unit__in=post.unit.carried)
    if not asks.ask.may(post):
        return list(hers.open().filter(to_her).order_by("due", "asked_at"))
    by_her = Q(by__person=post.person_id) | Q(by__in=post.stands_for)
    waiting = list(hers.open().filter(to_her | by_her).order_by("due", "asked_at"))
    answered = hers.filter(by_her, answered_at__gte=timezone.now() - ANSWERED_SHOWN)
    return [*waiting, *answered[:LATEST]]


def twins_of(post: Post) -> list[Twin]:
    """Records of the last weeks that may be of one activity, each pair once, for who can tell."""
    told = recent_twins(post, timezone.now() - RECENT)
    pairs = {frozenset((twin.entry.pk, twin.other.pk)): twin for twin in told}
    return list(pairs.values())[:LATEST]


def drafts_of(post: Post) -> list[Plan]:
    drafts = Plan.objects.for_post(post).filter(state=PlanState.DRAFT).defer("source")
    return list(drafts.order_by("-uploaded_at")[:LATEST])


# -- the administrator's


def posts_ending(post: Post, today: date) -> list[Post]:
    """Posts below that end soon, so that somebody else is there in time."""
    ending = Post.objects.under(post.unit).filter(until__gte=today, until__lte=today + SOON)
    return list(ending.select_related("person", "unit").order_by("until")[:LATEST])
