"""A form's own arithmetic: totals against what they add, 其中 against what it is part of. Told, never mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from yiben.lib.workbooks import Place, Sheet, Value, named
from yiben.reports.workbooks.filling import Read
from yiben.reports.workbooks.proposing import Sort


@dataclass(frozen=True)
class Contradiction:
    """Two numbers of a form that don't agree."""

    sheet: str
    cell: str
    said: Decimal
    expected: Decimal
    words: str


def contradictions(found: Read, values: Mapping[str, Mapping[Place, Value]]) -> list[Contradiction]:
    """What doesn't add up, with what would be written."""
    sheets = {sheet.name: sheet for sheet in found.workbook.sheets}
    told = list(_totals(found, values, sheets))
    told += _parts(found, values, sheets)
    return told


def _number(sheet: Sheet, place: Place, values: Mapping[Place, Value]) -> Decimal | None:
    value = values.get(place, sheet.value(*place))
    return value if isinstance(value, Decimal) else None


def _totals(
    found: Read, values: Mapping[str, Mapping[Place, Value]], sheets: Mapping[str, Sheet]
) -> Iterator[Contradiction]:
    for row in found.rows:
        one = row.proposal
        if one.sort != Sort.TOTAL:
            continue
        sheet, written = sheets[one.sheet], values.get(one.sheet, {})
        said = _number(sheet, one.place, written)
        parts = [_number(sheet, place, written) for place in one.parts]
        known = [part for part in parts if part is not None]
        if said is not None and known and sum(known) != said:
            yield Contradiction(one.sheet, one.cell, said, sum(known, Decimal(0)), "与所加各格之和不符")


def _parts(
    found: Read, values: Mapping[str, Mapping[Place, Value]], sheets: Mapping[str, Sheet]
) -> Iterator[Contradiction]:
    """其中 may not be more than the column before it, of which it is a part."""
    for row in found.rows:
        one = row.proposal
        if one.sort != Sort.FIGURE or not any(re.match("其中", word) for word in one.words):
            continue
        sheet, written = sheets[one.sheet], values.get(one.sheet, {})
        said = _number(sheet, one.place, written)
        whole = _number(sheet, (one.place[0], one.place[1] - 1), written) if one.place[1] > 1 else None
        if said is not None and whole is not None and said > whole:
            yield Contradiction(
                one.sheet, one.cell, said, whole, f"“其中”大于前一格 {named(one.place[0], one.place[1] - 1)}"
            )


__all__ = ["Contradiction", "contradictions"]
