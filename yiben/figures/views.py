from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yiben.figures.asked import children_of, communities_under, may_see, period_asked, unit_asked, year_asked
from yiben.figures.board import PLACE, Addresses, Board, board
from yiben.figures.charts import MOST_COLUMNS, Chart, png, svg
from yiben.figures.charts_tables import (
    Group,
    Table,
    beside_last_year,
    by_month,
    goal_unit,
    months_of,
    of_line,
    progress,
)
from yiben.figures.exports import board_workbook, chart_workbook, figures_workbook, progress_workbook
from yiben.figures.nudging import nudge
from yiben.figures.past import Past
from yiben.figures.progress import Due, Progress
from yiben.figures.rollup import Figure, Figures, Tracked, cohosted
from yiben.figures.targets import Reading, load, read
from yiben.figures.together import WithPredecessors
from yiben.ledger import asks
from yiben.ledger.models import Entry
from yiben.lib.downloads import XLSX, attachment
from yiben.lib.periods import Period, today
from yiben.lib.refused import Refused
from yiben.plans.models import Completion, Measure, PlanState, Target
from yiben.terms.definitions import Definition
from yiben.terms.models import IndicatorVersion, definitions
from yiben.ui.spans import span
from yiben.units.acts import READERS
from yiben.units.models import Line, Post, PostKind, Unit, UnitKind
from yiben.units.scope import StaffRequest, for_posts

PER_PAGE = 30


@require_GET
@for_posts(*READERS)
def index(request: StaffRequest) -> HttpResponse:
    """All indicators of a unit and period."""
    unit, period = unit_asked(request, request.post), period_asked(request)
    query = urlencode({"unit": unit.code, "period": str(period)})
    groups = _by_line(request, unit, period)
    shown = [figure.definition for _name, figures in groups for figure in figures]
    beside = WithPredecessors.load(shown, unit, period)
    return render(
        request,
        "figures/index.html",
        {
            "unit": unit,
            "period": period,
            "groups": groups,
            "query": query,
            "before": beside.units[1:] if beside else [],
            "wholes": _wholes(beside, groups) if beside and request.GET.get("predecessors") else {},
        }
        | _choices(request, period),
    )


def _wholes(beside: WithPredecessors, groups: list[tuple[str, list[Figure]]]) -> dict[str, Figure]:
    """Each figure together with those of the predecessors, by the definition's slug."""
    return {
        figure.definition.slug: beside.of(figure.definition).whole for _name, figures in groups for figure in figures
    }


def _by_line(request: StaffRequest, unit: Unit, period: Period) -> list[tuple[str, list[Figure]]]:
    """The figures that the post may see, under their lines' names; those of no line first."""
    known = [d for d in definitions(request.post.tenant).values() if may_see(request.post, d)]
    figures = Figures.load(known, [unit], period)
    lines = {line.slug: line.name for line in Line.objects.all()}
    groups: dict[str, list[Figure]] = {}
    for definition in known:
        groups.setdefault(lines.get(definition.line, ""), []).append(figures.of(definition, unit, period))
    return sorted(groups.items(), key=lambda group: bool(group[0]))


@require_GET
@for_posts(*READERS)
def index_workbook(request: StaffRequest) -> HttpResponse:
    """The same as an Excel table."""
    unit, period = unit_asked(request, request.post), period_asked(request)
    title = f"{unit.name}{span(period)}{_('数字')}"
    return attachment(figures_workbook(_by_line(request, unit, period), title), f"{title}.xlsx", XLSX)


@require_GET
@for_posts(*READERS)
def figure(request: StaffRequest, slug: str) -> HttpResponse:
    """One figure: its value, what it means, its parts by unit and month, and the entries it rests on."""
    definition = definitions(request.post.tenant, retired=True).get(slug)
    if definition is None or not may_see(request.post, definition):
        raise Http404
    unit, period = unit_asked(request, request.post), period_asked(request)
    measure, line = _measure_asked(request), _line_asked(request)
    if line and not definition.line:
        definition = of_line(definition, line)
    own = measure.pk if measure else None
    children = children_of(unit, period.end)
    months = _few_months(period)
    figures = Figures.load([definition], [unit, *children], period, measures=[own] if own else [])
    found = figures.of(definition, unit, period, measure=own)
    seen = found.behind().filter(pk__in=Entry.objects.for_post(request.post).values("pk"))
    page = Paginator(seen.for_list().order_by("-start", "-recorded_at", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "figures/figure.html",
        {
            "definition": definition,
            "slug": slug,
            "line": line,
            "found": found,
            "unit": unit,
            "called": unit.called_on(period.end),
            "period": period,
            "measure": measure,
            "page": page,
            "hidden": max(found.entries - page.paginator.count, 0),
            "cohosted": 0 if measure else cohosted(definition, unit, period),
            "by_unit": [(child, *_opening(figures.of(definition, child, period, measure=own))) for child in children],
            "by_month": [_opening(figures.of(definition, unit, month, measure=own)) for month in months],
            "own_part": _own_part(figures, found, children, own) if definition.from_cells or own else None,
            "together": _together(definition, unit, period) if measure is None else [],
            "versions": IndicatorVersion.objects.filter(indicator=slug).order_by("-number"),
        }
        | _choices(request, period),
    )


def _together(definition: Definition, unit: Unit, period: Period) -> list[tuple[Figure, str]]:
    """The unit's figure and those of its predecessors, then all of them together; nothing where nobody went before."""
    beside = WithPredecessors.load([definition], unit, period)
    if beside is None:
        return []
    told = beside.of(definition)
    return [*(_opening(part) for part in told.parts), (told.whole, "")]


def _opening(found: Figure) -> tuple[Figure, str]:
    """A figure with the address of its own page."""
    return found, _addresses().of(found)


def _measure_asked(request: StaffRequest) -> Measure | None:
    asked = request.GET.get("measure", "")
    if not asked:
        return None
    try:
        return get_object_or_404(Measure.objects.for_post(request.post), pk=UUID(asked))
    except ValueError as error:
        raise Http404 from error


def _line_asked(request: StaffRequest) -> Line | None:
    """The one line that a figure of all lines is narrowed to."""
    asked = request.GET.get("line", "")
    if asked and not request.post.answers_for(asked):
        raise Http404
    return get_object_or_404(Line, slug=asked) if asked else None


def _few_months(period: Period) -> list[Period]:
    """The months of a period, where they are more than one and can be overlooked."""
    months = months_of(period)[:24]
    return months if len(months) > 1 else []


def _own_part(figures: Figures, found: Figure, children: list[Unit], own: UUID | None) -> Figure | None:
    """What the unit itself held beside its children: shown where the children's rows don't make up the total."""
    if not children or found.value is None:
        return None
    below = sum((figures.of(found.definition, c, found.period, measure=own).value or 0) for c in children)
    missing = found.value - below
    if not missing:
        return None
    return Figure(found.definition, found.unit, found.period, missing, 0, 0, measure=own)


def _choices(request: StaffRequest, period: Period) -> dict[str, object]:
    """What the filters at the head of the page offer."""
    year = period.start.year
    return {
        "units": Unit.objects.for_post(request.post).on(today()),
        "periods": [str(year), f"{year}H1", f"{year}H2", *(f"{year}Q{q}" for q in (1, 2, 3, 4)), str(year - 1)],
        "asked_period": str(period),
    }


@require_GET
@for_posts(*READERS)
def plan_board(request: StaffRequest) -> HttpResponse:
    """Measures × communities for a year."""
    shown, whole, year, line = _board(request)
    state = request.GET.get("state", "")
    context = {
        "board": shown.only(state) if state in STATES_IN_ORDER else shown,
        "state": state if state in STATES_IN_ORDER else "",
        "states": sorted(shown.states().items(), key=lambda item: STATES_IN_ORDER.index(item[0])),
        "whole": whole,
        "year": year,
        "line": line,
        "lines": _lines(request),
        "years": sorted({*_planned(request), year}, reverse=True),
        "pack_page": settings.PACK_PAGE,
    }
    return render(request, "figures/board.html", context)


def _lines(request: StaffRequest) -> list[Line]:
    """The lines that the post answers for, in the catalogue's order."""
    return [one for one in Line.objects.filter(active=True) if request.post.answers_for(one.slug)]


@require_GET
@for_posts(*READERS)
def board_table(request: StaffRequest) -> HttpResponse:
    """The board as an Excel table, as filtered."""
    shown, whole, year, _line = _board(request)
    state = request.GET.get("state", "")
    shown = shown.only(state) if state in STATES_IN_ORDER else shown
    title = f"{whole.name}{year}年{_('任务看板')}"
    return attachment(board_workbook(shown, title), f"{title}.xlsx", XLSX)


def _board(request: StaffRequest) -> tuple[Board, Unit, int, str]:
    measures, whole, year, line = _plan_asked(request)
    known = definitions(request.post.tenant, retired=True)
    communities = _columns(whole, year)
    return board(list(measures), known, whole, communities, year, today(), _addresses()), whole, year, line


def _plan_asked(request: StaffRequest) -> tuple[QuerySet[Measure], Unit, int, str]:
    """The measures of the year and line in the address, for which unit, which year and line."""
    year, line = year_asked(request, _planned(request)), request.GET.get("line", "")
    whole = unit_asked(request, request.post)
    if whole.kind == UnitKind.DISTRICT:
        whole = whole.children.filter(kind=UnitKind.STREET).first() or whole
    measures = _measures(request).filter(plan__year=year)
    return measures.filter(line=line) if line else measures, whole, year, line


def _columns(whole: Unit, year: int) -> list[Unit]:
    """The communities of a street at the year's end; a community stands alone."""
    return [] if whole.kind == UnitKind.COMMUNITY else communities_under(whole, min(today(), date(year, 12, 31)))


STATES_IN_ORDER = ("overdue", "at_risk", "on_course", "ahead", "done", "unknown")


def _measures(request: StaffRequest) -> QuerySet[Measure]:
    """The tracked measures that the post reads, with what a board or a measure's page shows of them."""
    return _with_all(Measure.objects.for_post(request.post).tracked())


def _with_all(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    return (
        measures.select_related("line", "plan")
        .prefetch_related(
            Prefetch("targets", Target.objects.select_related("measure__line")),
            Prefetch("completions", Completion.objects.order_by("at", "pk")),
        )
        .order_by("plan", "order")
    )


def _addresses() -> Addresses:
    return Addresses(reverse("figures:figure", args=[PLACE]), reverse("ledger:list"))


def _planned(request: StaffRequest) -> set[int]:
    """The years of which the post reads a plan."""
    measures = Measure.objects.for_post(request.post).tracked()
    return set(measures.order_by().values_list("plan__year", flat=True).distinct())


@require_GET
@for_posts(*READERS)
def measure(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One measure with its progress: targets in words, each community, the entries that answer it.

    One that a revision cancelled tells what it was, and why; one that went on leads to where it stands now.
    """
    found = get_object_or_404(_told(request), pk=pk)
    if found.same_as_id and found.plan.state == PlanState.REVISED:
        return redirect("figures:measure", found.same_as_id)
    year = found.plan.year
    # The street's plan is everybody's to read; what others did for it is not.
    whole = found.plan.unit if request.post.unit.reaches(found.plan.unit) else request.post.unit
    communities = _columns(whole, year)
    known = definitions(request.post.tenant, retired=True)
    targets = [target for target in found.targets.all() if target.indicator_id in known]
    figures = load(targets, known, whole, communities, year)
    readings = [read(t, known[str(t.indicator_id)], figures, whole, communities, year, today()) for t in targets]
    tracked = Tracked.load([found], Period.of_year(year), whole)
    addresses = _addresses()
    entries = Entry.objects.standing().for_measure(found).for_post(request.post).for_list()
    context = {
        "measure": found,
        "whole": whole,
        "year": year,
        "tracked": found.plan.state == PlanState.CONFIRMED and not found.dropped,
        "readings": [_shown(reading, communities, addresses, figures) for reading in readings],
        "count": tracked.of(found, whole),
        "last": tracked.last.get(found.pk),
        "by_unit": [(unit, tracked.of(found, unit), addresses.of_entries(found, unit, year)) for unit in communities],
        "completions": (words := list(found.completions.select_related("by__person").order_by("at", "pk"))),
        "done": bool(words) and words[-1].done,
        "nudge": nudge(found, readings, communities, today()) if _nudges(found, request.post, words) else "",
        "may_ask": asks.ask.may(request.post),
        "pack_page": settings.PACK_PAGE,
        "page": Paginator(entries.order_by("-start", "pk"), PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "figures/measure.html", context)


def _nudges(measure: Measure, post: Post, words: list[Completion]) -> bool:
    """Whether a post urges others on with it: who keeps the line or leads, while it is tracked and not done."""
    keeps = post.kind in (PostKind.OFFICER, PostKind.LEAD) and post.answers_for(measure.line_id)
    open_still = measure.plan.state == PlanState.CONFIRMED and not measure.dropped
    return keeps and open_still and not (words and words[-1].done)


def _told(request: StaffRequest) -> QuerySet[Measure]:
    """The measures that are tracked, were cancelled with a reason, or stand in a plan that was revised."""
    told = Q(plan__state=PlanState.CONFIRMED, dropped=False) | Q(plan__state=PlanState.REVISED)
    return _with_all(Measure.objects.for_post(request.post).filter(told))


@dataclass(frozen=True)
class Shown:
    """A target's reading as its measure's page shows it: where the number leads, the periods due, a row a community."""

    reading: Reading
    url: str
    rows: list[tuple[Unit, Figure, str, Progress]]
    periods: list[tuple[Due, Figure, str]]


def _shown(reading: Reading, communities: list[Unit], addresses: Addresses, figures: Figures) -> Shown:
    rows = []
    for unit in communities:
        found, progress = reading.by_unit[unit.pk]
        rows.append((unit, found, addresses.of(found), progress))
    whole, periods = reading.figure, []
    for due in reading.progress.periods if reading.progress else ():
        part = figures.of(reading.definition, whole.unit, due.period, measure=whole.measure)
        periods.append((due, part, addresses.of(part)))
    return Shown(reading, addresses.of(whole), rows, periods)


@require_GET
@for_posts(*READERS)
def charts(request: StaffRequest) -> HttpResponse:
    """Activities (or another sum of all lines) by month and line, drawn, with the table."""
    unit, period, definition = _drawing_asked(request)
    table = _by_month(request, unit, period, definition)
    return render(request, "figures/charts.html", _drawing(request, unit, period, definition, table, "figures:charts"))


def _by_month(request: StaffRequest, unit: Unit, period: Period, definition: Definition) -> Table:
    if len(months_of(period)) > MOST_COLUMNS:
        raise Refused(_("图表一次最多画十二个月"), field="period")
    return by_month(definition, unit, period, _lines(request))


@require_GET
@for_posts(*READERS)
def charts_beside(request: StaffRequest) -> HttpResponse:
    """This year beside last, line by line, each up to the same day."""
    unit, period, definition = _drawing_asked(request)
    table = beside_last_year(definition, unit, period, _lines(request))
    context = _drawing(request, unit, period, definition, table, "figures:charts_beside")
    before = Past.load([definition], unit, period).of(definition)
    told = {"before": period.previous_year(), "typed": before.typed if before else None, "unknown": before is None}
    return render(request, "figures/charts_beside.html", context | told)


def _drawing_asked(request: StaffRequest) -> tuple[Unit, Period, Definition]:
    """The unit, the period as far as it has come, and the indicator in the address."""
    unit, period = unit_asked(request, request.post), period_asked(request)
    known = definitions(request.post.tenant, retired=True)
    definition = known.get(request.GET.get("indicator", ""), known["activity-times"])
    return unit, _so_far(period), definition if _can_be_drawn(definition) else known["activity-times"]


def _so_far(period: Period) -> Period:
    return Period(period.start, min(period.end, today())) if period.start <= today() else period


def _can_be_drawn(definition: Definition) -> bool:
    """A sum of whatever line can be told line by line and month by month."""
    return definition.adds == "sum" and not definition.line and not definition.sensitive


def _drawing(
    request: StaffRequest, unit: Unit, period: Period, definition: Definition, table: Table, here: str
) -> dict[str, object]:
    rows = [(row.name, [_opening(one) for one in row.figures], row.total and _opening(row.total)) for row in table.rows]
    offered = [one for one in definitions(request.post.tenant).values() if _can_be_drawn(one)]
    return {
        "unit": unit,
        "period": period,
        "definition": definition,
        "indicators": offered,
        "table": table,
        "drawings": _with_files(request, table.charts, here),
        "export_url": f"{reverse('figures:charts_workbook')}?{_here(request, here)}",
        "rows": rows,
        "tabs": _chart_tabs(request, here),
    } | _choices(request, period_asked(request))


def _chart_tabs(request: StaffRequest, here: str) -> list[tuple[str, str, bool]]:
    """The three pages of charts; what was asked goes along."""
    pages = {
        "figures:charts": _("按月份和条线"),
        "figures:charts_beside": _("今年与上年"),
        "figures:charts_progress": _("任务进度"),
    }
    asked = request.GET.urlencode()
    return [(label, f"{reverse(to)}?{asked}" if asked else reverse(to), to == here) for to, label in pages.items()]


@require_GET
@for_posts(*READERS)
def charts_progress(request: StaffRequest) -> HttpResponse:
    """How far each target is, drawn by line, with the arithmetic."""
    groups, whole, year, line = _progress_asked(request)
    here = "figures:charts_progress"
    files = iter(_with_files(request, [chart for group in groups for chart in group.charts], here))
    context = {
        "groups": [(*_group_shown(group), list(islice(files, len(group.charts)))) for group in groups],
        "export_url": f"{reverse('figures:charts_workbook')}?{_here(request, here)}",
        "whole": whole,
        "year": year,
        "line": line,
        "lines": _lines(request),
        "years": sorted({*_planned(request), year}, reverse=True),
        "tabs": _chart_tabs(request, here),
    }
    return render(request, "figures/charts_progress.html", context)


def _progress_asked(request: StaffRequest) -> tuple[list[Group], Unit, int, str]:
    measures, whole, year, line = _plan_asked(request)
    known = definitions(request.post.tenant, retired=True)
    communities = _columns(whole, year)
    targets = [one for measure in measures for one in measure.targets.all() if one.indicator_id in known]
    figures = load(targets, known, whole, communities, year)
    readings = [read(t, known[str(t.indicator_id)], figures, whole, communities, year, today()) for t in targets]
    return progress(readings, whole, year), whole, year, line


# --- charts as files ---


def _here(request: StaffRequest, page: str, **said: str) -> str:
    """What was asked of a page of charts, for its files."""
    asked = request.GET.copy()
    asked["page"] = page.partition(":")[2]
    for name, value in said.items():
        asked[name] = value
    return asked.urlencode()


def _with_files(request: StaffRequest, charts: Sequence[Chart], page: str) -> list[tuple[Chart, list[tuple[str, str]]]]:
    """Each chart with the addresses of its files, by the names of their kinds."""
    to = reverse("figures:chart_file")
    kinds = [(kind.upper(), kind) for kind in _CHART_FILES]
    return [
        (chart, [(told, f"{to}?{_here(request, page, at=str(at), kind=kind)}") for told, kind in kinds])
        for at, chart in enumerate(charts)
    ]


_CHART_FILES: dict[str, tuple[str, Callable[[Chart], bytes]]] = {
    "png": ("image/png", lambda chart: png(chart, width_mm=CHART_MM)),
    "svg": ("image/svg+xml", lambda chart: svg(chart).encode()),
}
CHART_MM = 160


@require_GET
@for_posts(*READERS)
def chart_file(request: StaffRequest) -> HttpResponse:
    """One chart of a page as a picture: PNG for a document, SVG for a printer's shop."""
    kind, drawn = request.GET.get("kind", "png"), _charts_asked(request)
    at = request.GET.get("at", "0")
    if kind not in _CHART_FILES or not (at.isdecimal() and len(at) < 4 and int(at) < len(drawn)):
        raise Http404
    chart, (told, made) = drawn[int(at)], _CHART_FILES[kind]
    return attachment(made(chart), f"{_file_name(chart)}.{kind}", told)


def _charts_asked(request: StaffRequest) -> Sequence[Chart]:
    """The charts of the page in the address, as they stand on it."""
    page = request.GET.get("page", "charts")
    if page == "charts_progress":
        return [chart for group in _progress_asked(request)[0] for chart in group.charts]
    return _table_asked(request, page)[0].charts


def _table_asked(request: StaffRequest, page: str) -> tuple[Table, str]:
    """The table of the page in the address, and what it is of."""
    unit, period, definition = _drawing_asked(request)
    title = f"{unit.name}{span(period)}{definition.name}"
    if page == "charts_beside":
        return beside_last_year(definition, unit, period, _lines(request)), title
    return _by_month(request, unit, period, definition), title


def _file_name(chart: Chart) -> str:
    """What a chart's words say of it, but for where its numbers stand."""
    return re.split("[，;]", chart.label)[0]


@require_GET
@for_posts(*READERS)
def charts_workbook(request: StaffRequest) -> HttpResponse:
    """The numbers of a page of charts as an Excel table."""
    page = request.GET.get("page", "charts")
    if page == "charts_progress":
        groups, whole, year, _line = _progress_asked(request)
        title = f"{whole.name}{year}年{_('任务进度')}"
        return attachment(progress_workbook(groups, title), f"{title}.xlsx", XLSX)
    table, title = _table_asked(request, page)
    return attachment(chart_workbook(table, title), f"{title}.xlsx", XLSX)


def _group_shown(group: Group) -> tuple[Group, list[tuple[Reading, str, str]]]:
    """A group with a row a target: what its progress counts, and where its number leads."""
    return group, [(one, _addresses().of(one.figure), goal_unit(one)) for one in group.readings]
