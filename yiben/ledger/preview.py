"""A row of a list as the preview shows it: its own words, under our headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yiben.ledger.heads import LABELS
from yiben.ledger.imports import as_text
from yiben.ledger.models import ImportRow


@dataclass(frozen=True)
class Shown:
    sheet: str
    number: int
    days: str
    title: str
    unit: str
    kind: str
    counts: str
    findings: Sequence[Mapping[str, Any]]
    entry: UUID | None


def shown(row: ImportRow, mapping: Mapping[str, Sequence[Mapping[str, Any]]]) -> Shown:
    """The row's accepted cells by what they mean; `entry` is its entry once there is one."""
    columns = mapping.get(row.sheet, ())
    texts = {at: as_text(cell) for at, cell in row.cells.items()}
    taken = [column for column in columns if column["field"]]
    cells = {column["field"]: texts.get(str(column["at"]), "") for column in taken}
    counts = [
        f"{column['label'].partition('（')[0]} {texts[str(column['at'])]}"
        for column in taken
        if column["field"].partition("=")[0] not in LABELS and texts.get(str(column["at"]))
    ]
    return Shown(
        sheet=row.sheet,
        number=row.number,
        days="—".join(filter(None, (cells.get("start"), cells.get("end")))),
        title=cells.get("title", ""),
        unit=cells.get("unit", ""),
        kind=cells.get("kind", ""),
        counts="、".join(counts),
        findings=row.findings,
        entry=row.entry_id if row.recorded else None,
    )
