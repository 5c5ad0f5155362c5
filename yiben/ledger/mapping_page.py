"""The mapping page's tables: a list's first rows as it shows them, over each column what it is taken for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Window
from django.db.models.functions import RowNumber
from django.http import QueryDict
from django.utils.translation import gettext as _

from yiben.ledger.heads import LABELS, MINUTES, SCALES, SERIAL, Words, key, label_of
from yiben.ledger.imports import Draft, as_text
from yiben.ledger.models import ImportBatch, ImportRow

ROWS = 6
_LONGEST = 40

Option = tuple[str, str]


@dataclass(frozen=True)
class Head:
    """One column: its select's name, its choices in groups, and what is said of it."""

    name: str
    header: str
    field: str
    label: str
    why: str
    manner: str
    refused: str
    groups: Sequence[tuple[str, Sequence[Option]]]


@dataclass(frozen=True)
class Shown:
    sheet: str
    heads: Sequence[Head]
    rows: Sequence[tuple[int, Sequence[str]]]


def tables(batch: ImportBatch, words: Words, asked: QueryDict | None = None) -> list[Shown]:
    """Every sheet of the batch; `asked` are the choices that a form sent and that could not be taken."""
    turn = Window(RowNumber(), partition_by="sheet", order_by="pk")
    first = list(batch.rows.annotate(turn=turn).filter(turn__lte=ROWS).order_by("pk"))
    return [
        _table(batch, number, sheet, [row for row in first if row.sheet == sheet[:60]], words, asked)
        for number, sheet in enumerate(batch.mapping)
    ]


def _table(
    batch: ImportBatch, number: int, sheet: str, rows: Sequence[ImportRow], words: Words, asked: QueryDict | None
) -> Shown:
    filled = {at for row in rows for at in row.cells}
    columns = [c for c in batch.mapping[sheet] if c["header"] or str(c["at"]) in filled]
    offered = _groups(words)
    heads = [_head(number, column, offered, words, asked) for column in columns]
    cells = [(row.number, [_short(as_text(row.cells.get(str(c["at"])))) for c in columns]) for row in rows]
    return Shown(sheet, heads, cells)


def _head(
    number: int,
    column: Mapping[str, object],
    offered: Sequence[tuple[str, Sequence[Option]]],
    words: Words,
    asked: QueryDict | None,
) -> Head:
    name = f"c{number}-{column['at']}"
    field = str(column["field"])
    chosen = asked.get(name, field) if asked is not None else field
    # What only this column can be (a tick under 培训, 30/200 in one cell) is offered beside what any can.
    special = [] if any(field == one for _g, group in offered for one, _l in group) else [(field, str(column["label"]))]
    groups = [*([(_("这一列"), special)] if special else []), *offered]
    manner = _manner(column)
    header, label, why, refused = (str(column[part]) for part in ("header", "label", "why", "refused"))
    return Head(name, header, chosen, label, why, manner, refused, groups)


def _manner(column: Mapping[str, object]) -> str:
    """refused, serial, none, sure or guessed: how the page marks a column."""
    if column["refused"]:
        return "refused"
    if not column["field"]:
        return "serial" if key(str(column["header"])) in SERIAL else "none"
    return "sure" if column["sure"] else "guessed"


def _groups(words: Words) -> list[tuple[str, list[Option]]]:
    metrics = [metric.slug for metric in words.metrics]
    scaled = [name for name in (*SCALES, MINUTES) if name.partition("*")[0] in metrics]
    counted = [(name, label_of(name, words.metrics)) for name in (*metrics, *scaled)]
    return [
        (_("不要"), [("", _("不要"))]),
        (_("活动"), [(name, label) for name, label in LABELS.items() if name != "counts"]),
        (_("数量"), [("counts", LABELS["counts"]), *counted]),
    ]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def asked_fields(batch: ImportBatch, data: QueryDict) -> dict[str, dict[int, str]]:
    """What a form takes the columns for; a column that it doesn't name stays as it is."""
    found: dict[str, dict[int, str]] = {}
    for number, (sheet, columns) in enumerate(batch.mapping.items()):
        named = {column["at"]: data.get(f"c{number}-{column['at']}") for column in columns}
        found[sheet] = {at: field for at, field in named.items() if field is not None}
    return found


@dataclass(frozen=True)
class Tried:
    """How the first rows would be read."""

    good: int
    bad: int
    rows: Sequence[tuple[int, str, str, str, Sequence[str]]]


def tried(drafts: Sequence[Draft], words: Words, units: Mapping[int, str]) -> Tried:
    good = sum(draft.good for draft in drafts)
    return Tried(good, len(drafts) - good, [_told(draft, words, units) for draft in drafts[:ROWS]])


def _told(draft: Draft, words: Words, units: Mapping[int, str]) -> tuple[int, str, str, str, Sequence[str]]:
    said = draft.said
    findings = [f"{finding.column} {finding.text}".strip() for finding in draft.findings if finding.bad or not said]
    if not said:
        return draft.number, "", "", "", findings
    names = {metric.slug: metric.name for metric in words.metrics}
    counts = "、".join(f"{names[metric]} {about or value}" for metric, value, about, _noun in said["amounts"])
    what = " · ".join(
        filter(None, (units.get(said["unit"], ""), words.kind_names.get(said["kind"], ""), said["title"]))
    )
    return draft.number, "—".join(filter(None, (said["start"], said["end"]))), what, counts, findings
