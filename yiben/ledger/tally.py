"""The tally: sums by unit, month, line, kind, topic and metric, true in the transaction that writes an entry.

An entry is added up into every unit from its own up to the tenant's root, once for all lines ("") and once for each
line it bears. `recount` works the same cells out from the entries; the two are always equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, product
from typing import Any, NamedTuple, TypeAlias

from yiben.ledger.models import Cell, Entry
from yiben.lib.rows import insert_flat
from yiben.units.models import Unit


class Key(NamedTuple):
    unit: int
    month: int
    line: str
    kind: str
    topic: str
    metric: str


class Sum(NamedTuple):
    amount: int = 0
    entries: int = 0
    approx: int = 0

    def plus(self, other: Sum) -> Sum:
        return Sum(self.amount + other.amount, self.entries + other.entries, self.approx + other.approx)


class Own(NamedTuple):
    """Where a unit's entries are counted, before they are added upwards: `lines` with "" for all."""

    path: str
    month: int
    lines: tuple[str, ...]
    kind: str
    topic: str


Sums: TypeAlias = dict[str, list[int]]
"""By metric: amount, entries, how many of them are approximate."""


@dataclass(frozen=True)
class Counted:
    """What of an entry moves cells: `amounts` are (metric, integer amount, whether approximate)."""

    path: str
    day: date
    kind: str
    topic: str
    lines: frozenset[str]
    amounts: tuple[tuple[str, int, bool], ...]


def month_of(day: date) -> int:
    return day.year * 100 + day.month


class Deltas:
    """Changes to cells, gathered so that each cell is touched once, in key order."""

    def __init__(self, tree: Mapping[str, int]) -> None:
        """`tree` maps the path of every unit of the tenant to its primary key."""
        self.tree = tree
        # What the units hold themselves: added up before it is added upwards.
        self._own: dict[Own, Sums] = {}

    def add(self, counted: Counted, *, lines: Iterable[str] | None = None, sign: int = 1) -> None:
        """Add an entry (sign=-1 takes it out), for all lines and its own; or for only the `lines` given."""
        under = ("", *sorted(counted.lines)) if lines is None else tuple(lines)
        own = Own(counted.path, month_of(counted.day), under, counted.kind, counted.topic)
        self._gather(own, ((metric, *step) for metric, step in _per_metric(counted.amounts).items()), sign)

    def place(self, own: Own) -> Sums:
        """Where entries counted there are added up, for `gather`."""
        return self._own.setdefault(own, {})

    @staticmethod
    def gather(sums: Sums, numbers: Iterable[tuple[str, str, int, str, str]]) -> None:
        """Add an entry of a list by its numbers (metric, noun, amount, words, as written), no two of one metric."""
        for metric, _noun, amount, words, _written in numbers:
            had = sums.get(metric)
            if had is None:
                sums[metric] = [amount, 1, 1 if words else 0]
            else:
                had[0] += amount
                had[1] += 1
                if words:
                    had[2] += 1

    def _gather(self, own: Own, steps: Iterable[tuple[str, int, int, int]], sign: int) -> None:
        sums = self._own.get(own)
        if sums is None:
            sums = self._own[own] = {}
        for metric, amount, entries, approx in steps:
            had = sums.get(metric)
            if had is None:
                sums[metric] = [sign * amount, sign * entries, sign * approx]
            else:
                had[0] += sign * amount
                had[1] += sign * entries
                had[2] += sign * approx

    @property
    def cells(self) -> dict[Key, Sum]:
        """The changes, into every unit from an entry's own upwards."""
        return {Key(*key): Sum(*step) for key, step in self._upwards().items()}

    def _upwards(self) -> dict[tuple[Any, ...], list[int]]:
        cells: dict[tuple[Any, ...], list[int]] = {}
        for (path, month, lines, kind, topic), sums in self._own.items():
            units = [self.tree[above] for above in _upward(path) if above in self.tree]
            for unit, line in product(units, lines):
                for metric, step in sums.items():
                    key = unit, month, line, kind, topic, metric
                    had = cells.get(key)
                    if had is None:
                        cells[key] = step.copy()
                    else:
                        had[0] += step[0]
                        had[1] += step[1]
                        had[2] += step[2]
        return cells

    def apply(self) -> None:
        """Write them in key order, inside the caller's transaction."""
        rows = sorted((*key, *step) for key, step in self._upwards().items() if any(step))
        insert_flat(Cell, _CELL, list(chain.from_iterable(rows)), then=_ADDED)


_CELL = ("unit_id", "month", "line", "kind", "topic", "metric", "amount", "entries", "approx")
_ADDED = f"""
    ON CONFLICT (unit_id, month, line, kind, topic, metric) DO UPDATE SET
        amount = {Cell._meta.db_table}.amount + excluded.amount,
        entries = {Cell._meta.db_table}.entries + excluded.entries,
        approx = {Cell._meta.db_table}.approx + excluded.approx
"""


def _upward(path: str) -> list[str]:
    return [path[:end] for end in range(4, len(path) + 1, 4)]


def _per_metric(amounts: Iterable[tuple[str, int, bool]]) -> dict[str, tuple[int, int, int]]:
    """One step a metric: two amounts of one metric in an entry are still one entry."""
    summed: dict[str, tuple[int, int, int]] = {}
    for metric, amount, approx in amounts:
        had = summed.get(metric)
        summed[metric] = (had[0] + amount, 1, had[2] or int(approx)) if had else (amount, 1, int(approx))
    return summed


def tree_of(tenant: Unit) -> dict[str, int]:
    return dict(Unit.objects.under(tenant).values_list("path", "pk"))


def counted(entry: Entry) -> Counted:
    """An entry as the tally sees it, with the lines it bears now. Reads its quantities and attributions."""
    return Counted(
        path=entry.unit.path,
        day=entry.start,
        kind=entry.kind_id,
        topic=entry.topic_id or "",
        lines=frozenset(line.slug for line in entry.lines),
        amounts=tuple((q.metric_id, q.amount, bool(q.words)) for q in entry.quantities.all()),
    )


def recount(tenant: Unit) -> dict[Key, Sum]:
    """What the tenant's cells should be, from the entries alone."""
    deltas = Deltas(tree_of(tenant))
    for entry in Entry.objects.standing().held_under(tenant).for_list().iterator(chunk_size=1000):
        deltas.add(counted(entry))
    return {key: step for key, step in deltas.cells.items() if step != Sum()}


def kept(tenant: Unit) -> dict[Key, Sum]:
    """What the tenant's cells are."""
    rows = Cell.objects.filter(unit__in=Unit.objects.under(tenant)).values_list(
        "unit_id", "month", "line", "kind", "topic", "metric", "amount", "entries", "approx"
    )
    return {Key(*row[:6]): Sum(*row[6:]) for row in rows if Sum(*row[6:]) != Sum()}
