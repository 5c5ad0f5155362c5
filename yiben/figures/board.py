"""The plan board: measures × communities, in the document's and the tree's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote_plus

from yiben.figures.progress import Progress
from yiben.figures.rollup import Figure, Tracked
from yiben.figures.targets import Reading, load, read
from yiben.lib.periods import Period
from yiben.plans.models import Measure, Target
from yiben.terms.definitions import Definition
from yiben.units.models import Unit


@dataclass(frozen=True)
class Cell:
    """A number of the board and the page it opens; `state` only where each community has a goal of its own."""

    value: Decimal | int | None
    url: str
    about: bool = False
    state: str = ""


@dataclass(frozen=True)
class Row:
    """A measure's target, or the measure itself where it promises no number; `first` carries the measure's title."""

    measure: Measure
    target: Target | None
    progress: Progress | None
    cells: Sequence[Cell]
    first: bool
    done: bool = False


@dataclass
class Board:
    """Rows by line, under one column for the whole and one for each community."""

    columns: list[Unit]
    groups: list[tuple[str, list[Row]]] = field(default_factory=list)

    def states(self) -> dict[str, int]:
        """How many targets are in each state: counts of what is on the page."""
        counts: dict[str, int] = {}
        for _name, rows in self.groups:
            for row in rows:
                if row.progress is not None:
                    counts[row.progress.state] = counts.get(row.progress.state, 0) + 1
        return counts

    def only(self, state: str) -> Board:
        """The board with just the targets in that state."""
        kept = [
            (name, [row for row in rows if row.progress and row.progress.state == state]) for name, rows in self.groups
        ]
        return Board(self.columns, [(name, _first_of_each(rows)) for name, rows in kept if rows])


def _first_of_each(rows: list[Row]) -> list[Row]:
    return [replace(row, first=not at or rows[at - 1].measure != row.measure) for at, row in enumerate(rows)]


PLACE = "_slug_"


@dataclass(frozen=True)
class Addresses:
    """Where numbers lead: the figure page of an indicator (PLACE stands for its slug), and the list of entries."""

    figure: str
    entries: str

    def of(self, figure: Figure, _measure: Measure | None = None) -> str:
        """The page of a figure, of one line's or one measure's entries where it is narrowed to them."""
        slug, _narrowed, line = figure.definition.slug.partition("@")
        address = self.figure.replace(PLACE, slug)
        asked = f"{address}?unit={_quoted(figure.unit.code)}&period={_named(figure.period)}"
        asked += f"&line={line}" if line else ""
        return asked if figure.measure is None else f"{asked}&measure={figure.measure}"

    def of_entries(self, measure: Measure, unit: Unit, year: int) -> str:
        return f"{self.entries}?measure={measure.pk}&unit={_quoted(unit.code)}&period={year}"


# A board has a thousand addresses of a few units and periods.
_quoted = lru_cache(maxsize=4096)(quote_plus)
_named = lru_cache(maxsize=512)(str)


def board(
    measures: Sequence[Measure],
    definitions: dict[str, Definition],
    whole: Unit,
    communities: Sequence[Unit],
    year: int,
    today: date,
    addresses: Addresses,
) -> Board:
    """The board of these measures (targets and completions prefetched). A handful of queries, however many rows."""
    targets = [target for measure in measures for target in _answerable(measure, definitions)]
    figures = load(targets, definitions, whole, communities, year)
    tracked = Tracked.load(measures, Period.of_year(year), whole)
    columns = [whole, *(unit for unit in communities if unit != whole)]
    found = Board(columns)
    for measure in measures:
        rows = [
            _target_row(read(t, definitions[str(t.indicator_id)], figures, whole, columns[1:], year, today), addresses)
            for t in _answerable(measure, definitions)
        ] or [_count_row(measure, tracked, columns, year, addresses)]
        name = measure.line.name if measure.line else measure.heading
        if not found.groups or found.groups[-1][0] != name:
            found.groups.append((name, []))
        found.groups[-1][1].extend(_first_marked(measure, rows))
    return found


def _answerable(measure: Measure, definitions: dict[str, Definition]) -> list[Target]:
    return [target for target in measure.targets.all() if target.indicator_id in definitions]


def _first_marked(measure: Measure, rows: list[Row]) -> list[Row]:
    done = _is_done(measure)
    return [Row(measure, row.target, row.progress, row.cells, at == 0, done) for at, row in enumerate(rows)]


def _is_done(measure: Measure) -> bool:
    words = list(measure.completions.all())
    return bool(words) and words[-1].done


def _target_row(reading: Reading, addresses: Addresses) -> Row:
    target = reading.target
    cells = [Cell(reading.figure.value, addresses.of(reading.figure), reading.figure.about)]
    for figure, progress in reading.by_unit.values():
        state = progress.state if target.scope == "each" else ""
        cells.append(Cell(figure.value, addresses.of(figure), figure.about, state))
    return Row(target.measure, target, reading.progress, cells, True)


def _count_row(measure: Measure, tracked: Tracked, units: Sequence[Unit], year: int, addresses: Addresses) -> Row:
    cells = [Cell(tracked.of(measure, unit), addresses.of_entries(measure, unit, year)) for unit in units]
    return Row(measure, None, None, cells, True)
