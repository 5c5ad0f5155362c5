"""What charts show, as tables of figures: read from the book in a few queries, each with its pictures.

    table = by_month(definition, unit, Period.of_year(2025), lines)    # table.charts: all activities; each line
    table = beside_last_year(definition, unit, period, lines)          # table.charts: this year and last, line by line
    for chart in table.charts: charts.png(chart, width_mm=150)
    table.figures                                                      # every figure drawn, to be cited

The figures of a single line are those of `of_line(definition, line)`: its slug is the indicator's, "@" and the line's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.utils.dates import MONTHS_3
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiben.figures.charts import Chart, Mark, Row
from yiben.figures.past import goes_back_to
from yiben.figures.rollup import Figure, Figures
from yiben.figures.targets import Reading
from yiben.lib.periods import Period
from yiben.plans.models import Measure
from yiben.terms.definitions import Definition
from yiben.ui.spans import span
from yiben.ui.states import state_of
from yiben.ui.templatetags.ui import number
from yiben.units.models import Line, Unit

ROWS_A_PICTURE, STRIPS_A_PICTURE = 16, 12
"""So many bars of progress, or strips of months, stand on one sheet of A4."""


@dataclass(frozen=True)
class Told:
    """A row: a line (or all of them), its figure for each column, and that of the whole where columns add up."""

    name: str
    figures: tuple[Figure, ...]
    total: Figure | None = None


@dataclass(frozen=True)
class Table:
    """Rows by line under columns by period; the first row is of all lines. `charts` are its pictures."""

    columns: tuple[str, ...]
    rows: tuple[Told, ...]
    charts: tuple[Chart, ...]

    @property
    def figures(self) -> list[Figure]:
        return [figure for row in self.rows for figure in (*row.figures, row.total) if figure]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(figure.value for figure in self.figures)


def of_line(definition: Definition, line: Line) -> Definition:
    """An indicator of whatever line, narrowed to entries that bear one."""
    assert not definition.line, definition.slug
    name = _("%(name)s（%(line)s）") % {"name": definition.name, "line": line.short}
    return replace(definition, slug=f"{definition.slug}@{line.slug}", name=name, line=line.slug)


def by_month(
    definition: Definition,
    unit: Unit,
    period: Period,
    lines: Sequence[Line],
    *,
    as_of: datetime | None = None,
    figures: Figures | None = None,
) -> Table:
    """A sum month by month, of all lines and of each, in the catalogue's order. `figures` have been read already."""
    months = months_of(period)
    asked = _all_and_each(definition, lines)
    figures = figures or Figures.load([one for _name, one in asked], [unit], period, as_of=as_of)
    rows = tuple(
        Told(name, tuple(figures.of(one, unit, month) for month in months), figures.of(one, unit, period))
        for name, one in asked
    )
    columns = tuple(_named(month.start.month) for month in months)
    said = _said(definition, unit, period)
    whole = Chart("months", _("%(unit)s%(period)s各月%(name)s，数字见表") % said, columns, (_drawn("", rows[0]),))
    label = _("%(unit)s%(period)s各条线各月%(name)s，数字见表") % said
    each = Chart("months", label, columns, tuple(_drawn(row.name, row) for row in rows[1:]))
    return Table(columns, rows, (whole, each) if lines else (whole,))


def of_units_by_month(
    definition: Definition, units: Sequence[Unit], unit: Unit, period: Period, figures: Figures
) -> Table:
    """A sum month by month, of each of a unit's parts in the tree's order, in as many pictures as stand on pages."""
    months = months_of(period)
    rows = tuple(Told(one.short_name, tuple(figures.of(definition, one, month) for month in months)) for one in units)
    columns = tuple(_named(month.start.month) for month in months)
    label = _("%(unit)s%(period)s各社区各月%(name)s，数字见表") % _said(definition, unit, period)
    most = max((figure.value or Decimal(0) for row in rows for figure in row.figures), default=None)
    pictures = max(1, -(-len(rows) // STRIPS_A_PICTURE))
    size = max(1, -(-len(rows) // pictures))  # 14 are 7 and 7, not 12 and 2
    parts = [rows[at : at + size] for at in range(0, len(rows), size)]
    drawn = [tuple(_drawn(row.name, row) for row in part) for part in parts]
    return Table(columns, rows, tuple(Chart("months", label, columns, part, most) for part in drawn))


def beside_last_year(
    definition: Definition,
    unit: Unit,
    period: Period,
    lines: Sequence[Line],
    *,
    as_of: datetime | None = None,
    figures: Figures | None = None,
    goes_back: bool | None = None,
) -> Table:
    """A sum in a period and in the same stretch a year before, of all lines and of each. A year that the book doesn't
    go back to is nothing, not nought; `goes_back` where that is known already."""
    before = period.previous_year()
    spans = (period, before)
    asked = _all_and_each(definition, lines)
    loaded = [(span, figures or Figures.load([d for _name, d in asked], [unit], span, as_of=as_of)) for span in spans]
    told = (True, goes_back_to(unit, before) if goes_back is None else goes_back)
    rows = tuple(
        Told(
            name,
            tuple(
                found.of(one, unit, span) if known else Figure(one, unit, span, None, 0, 0)
                for known, (span, found) in zip(told, loaded, strict=True)
            ),
        )
        for name, one in asked
    )
    columns = tuple(_("%(year)s年") % {"year": span.end.year} for span in spans)
    label = _("%(unit)s%(period)s与上年同期%(name)s对比，数字见表") % _said(definition, unit, period)
    return Table(columns, rows, (Chart("beside", label, columns, tuple(_drawn(row.name, row) for row in rows)),))


def _all_and_each(definition: Definition, lines: Sequence[Line]) -> list[tuple[str, Definition]]:
    return [(_("全部"), definition), *((line.short, of_line(definition, line)) for line in lines)]


def _said(definition: Definition, unit: Unit, period: Period) -> dict[str, str]:
    return {"unit": unit.name, "period": span(period), "name": definition.name}


def months_of(period: Period) -> list[Period]:
    """The months of a period, cut at its edges."""
    months: list[Period] = []
    first = period.start.replace(day=1)
    while first <= period.end:
        month = Period.of_month(first.year, first.month)
        months.append(Period(max(month.start, period.start), min(month.end, period.end)))
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return months


def _drawn(name: str, row: Told) -> Row:
    return Row(name, tuple(_mark(figure) for figure in row.figures))


def _named(month: int) -> str:
    """11月 or Nov: in Chinese Django would say 十一月, which is too wide for a column."""
    return f"{month}月" if (get_language() or "zh").startswith("zh") else str(MONTHS_3[month]).capitalize()


def _mark(figure: Figure) -> Mark:
    money = "money" if figure.definition.metric == "money" else ""
    words = number(figure.value, money)
    return Mark(figure.value, _("约%(number)s") % {"number": words} if figure.about else words)


@dataclass(frozen=True)
class Group:
    """The targets of one line in the document's order, and the pictures of how far they are."""

    name: str
    readings: tuple[Reading, ...]
    charts: tuple[Chart, ...]


def progress(readings: Iterable[Reading], unit: Unit, year: int) -> list[Group]:
    """How far each target is, in groups as the plan has them; what has no goal of its own here is left out."""
    groups: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.progress is not None:
            groups.setdefault(_heading(reading.target.measure), []).append(reading)
    return [Group(name, tuple(some), tuple(_pictures(name, some, unit, year))) for name, some in groups.items()]


def _heading(measure: Measure) -> str:
    return measure.line.name if measure.line else measure.heading


def _pictures(name: str, readings: Sequence[Reading], unit: Unit, year: int) -> Iterator[Chart]:
    said = {"unit": unit.name, "year": year, "line": name}
    for at in range(0, len(readings), ROWS_A_PICTURE):
        rows = tuple(_bar(reading) for reading in readings[at : at + ROWS_A_PICTURE])
        yield Chart("progress", _("%(unit)s%(year)s年%(line)s任务进度，数字见表") % said, ("",), rows)


def _bar(reading: Reading) -> Row:
    told = reading.progress
    assert told is not None
    state = state_of(told.state)
    expected = told.expected * 100 / told.goal if told.expected is not None and told.goal else None
    words = f"{number(told.value)}/{number(told.goal)}{goal_unit(reading)}"
    return Row(reading.target.measure.title, (Mark(told.share, words, expected, f"{state.glyph} {state.word}"),))


def goal_unit(reading: Reading) -> str:
    """What a target's progress counts: its own unit, or stretches kept, or communities that have met it."""
    target = reading.target
    if target.scope == "each" and reading.by_unit:
        return str(_("个社区"))
    return str(_("期")) if target.frequency else target.unit or reading.definition.unit
