"""累计人次 beside 场次: where a row counts several times, what it sums is its own number, unless it runs on from row
to row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from yiben.ledger.headings import Headings, key
from yiben.ledger.heads import Column, Words, label_of
from yiben.lib.numbers import read_number
from yiben.lib.plain import plain
from yiben.lib.sheets import Cell

SUMMED = "累计的是这一行的几场"
# 本年累计人次 and 截至上月累计 run on.
_SUMMED = re.compile("(?:[^/年月季截至止]+/)*共?累计(.+)")
_COUNTED = frozenset({"attendances", "people", "volunteers", "households", "materials", "items", "hours", "money"})
_LEADING = re.compile(r"[约近]?\s*(\d+(?:\.\d+)?)")
_LONG = 2


class _Step(NamedTuple):
    """From a row to the next of the same unit or name: what is summed, and how many times it says."""

    grown: float
    times: float


def with_sums(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], words: Words) -> list[Column]:
    """The columns, with those taken that sum up what was held several times in each row."""
    times = next((column for column in columns if column.field == "times"), None)
    if times is None or not any((_number(row[times.at]) or 0) > 1 for row in rows):
        return list(columns)
    taken = {column.field for column in columns}
    headings = Headings(words.metrics, wide=True)
    told = list[Column]()
    for column in columns:
        name = _summed(column, headings)
        if name and name not in taken and not _runs_on(column, times, columns, rows):
            taken.add(name)
            label = label_of(name, words.metrics)
            column = replace(column, field=name, label=label, why=SUMMED, sure=False)
        told.append(column)
    return told


def _summed(column: Column, headings: Headings) -> str:
    """The metric of 累计人次; "" of headings that sum nothing up."""
    found = _SUMMED.fullmatch(key(column.header))
    if not found or column.field or column.refused:
        return ""
    meaning = headings.of(found[1])
    return meaning.field if meaning and meaning.field in _COUNTED else ""


def _runs_on(column: Column, times: Column, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the sums of one unit, or of one name, only grow from row to row, and no row's own times say why."""
    whose = {name: next((c.at for c in columns if c.field == name), None) for name in ("unit", "title")}
    groupings = [list(_steps(column.at, times.at, whose[name], rows)) for name in whose]
    return any(map(_only_grow, groupings))


def _steps(at: int, times: int, whose: int | None, rows: Sequence[Sequence[Cell]]) -> Iterator[_Step]:
    groups = defaultdict[str, list[tuple[float, float]]](list)
    for row in rows:
        if (number := _number(row[at])) is not None:
            name = key(str(row[whose] or "")) if whose is not None else ""
            groups[name].append((number, _number(row[times]) or 0))
    for one in groups.values():
        yield from (_Step(later[0] - former[0], later[1] - former[1]) for former, later in pairwise(one))


def _only_grow(steps: Sequence[_Step]) -> bool:
    if not steps or any(step.grown < 0 for step in steps):
        return False
    return len(steps) >= _LONG or any(step.times <= 0 for step in steps)


def _number(cell: Cell) -> float | None:
    """42, and the number of 310余."""
    number = read_number(cell)
    if number is not None:
        return float(number)
    found = _LEADING.match(plain(cell)) if isinstance(cell, str) else None
    return float(found[1]) if found else None
