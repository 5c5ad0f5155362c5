"""The mapping page's tables: a list's first rows as it shows them, over each column what it is taken for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Window
from django.db.models.functions import RowNumber
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiben.ledger.amounts import read_amount
from yiben.ledger.headings import parts_of
from yiben.ledger.heads import LABELS, MINUTES, OUR_REASONS, SCALES, SERIAL, Words, key, label_of
from yiben.ledger.imports import Draft, as_text
from yiben.ledger.looks import Look, kept_look
from yiben.ledger.models import ImportBatch, ImportRow
from yiben.ledger.preview import counted
from yiben.ledger.prose import amounts_in
from yiben.ledger.spoken import column_name, noticed, said
from yiben.lib.sheets import column_letters

ROWS = 6
MOST_NOTICES = 24
_LONGEST = 40
PEOPLE, ATTENDANCES = "people", "attendances"
WHY = {
    "above": gettext_lazy("表头上方，不导入"),
    "totals": gettext_lazy("合计，不导入"),
    "groups": gettext_lazy("小标题，不单独导入"),
    "feet": gettext_lazy("表尾说明，不导入"),
    "examples": gettext_lazy("填写示例，不导入"),
    "blanks": gettext_lazy("没有填活动，不导入"),
    "continued": gettext_lazy("接着上一行写，不另记"),
}
"""Why a row of a sheet is left out, by what `looks` calls it."""

Option = tuple[str, str]


@dataclass(frozen=True)
class Head:
    """One column: its select's name, its choices in groups, and what is said of it; `people` where it counts people,
    whose sums are never added, and `attendances` what it would be as 人次, where no other column is."""

    name: str
    letter: str
    header: str
    field: str
    why: str
    manner: str
    refused: str
    groups: Sequence[tuple[str, Sequence[Option]]]
    people: bool = False
    attendances: str = ""


@dataclass(frozen=True)
class HeadCell:
    """A cell of the sheet's own head, over so many columns and rows; `plain` where nothing is taken from under it."""

    text: str
    columns: int
    rows: int
    plain: bool


@dataclass(frozen=True)
class Line:
    """A row as the sheet shows it; `why` it is left out. One cell alone may run over the whole row."""

    number: int
    cells: Sequence[str]
    why: str = ""
    alone: bool = False


@dataclass(frozen=True)
class Shown:
    """A table's first rows under its columns, as its sheet shows them; `others` are the tables with the same columns,
    `notices` what else is said of it. `name` is what the page's fields of it begin with, and `on` its own sheet, of
    which a row may be pointed at as the head."""

    sheet: str
    name: str
    heads: Sequence[Head]
    above: Sequence[Line]
    head_rows: Sequence[tuple[int, Sequence[HeadCell]]]
    rows: Sequence[Line]
    others: Sequence[tuple[str, str]]
    notices: Sequence[str]
    left: Sequence[str] = ()
    on: str = ""


def tables(batch: ImportBatch, words: Words, first: Sequence[ImportRow], asked: QueryDict | None = None) -> list[Shown]:
    """Every table of the batch, those with the same columns once; `asked` are the choices that a form sent and that
    could not be taken."""
    alike = _alike(batch)
    return [
        _table(batch, number, sheet, [row for row in first if row.sheet == sheet[:60]], words, asked, alike)
        for number, sheet in enumerate(batch.mapping)
        if alike[sheet] == sheet
    ]


def first_rows(batch: ImportBatch) -> list[ImportRow]:
    """The first rows of each table."""
    turn = Window(RowNumber(), partition_by="sheet", order_by="pk")
    return list(batch.rows.annotate(turn=turn).filter(turn__lte=ROWS).order_by("pk"))


def left_counting(batch: ImportBatch, rows: Sequence[ImportRow], fields: Mapping[str, Mapping[int, str]]) -> list[str]:
    """The headings of columns whose cells are numbers, and which are taken for nothing: what they tell is not kept."""
    found: list[str] = []
    for sheet, columns in batch.mapping.items():
        own = [row.cells for row in rows if row.sheet == sheet[:60]]
        for column in columns:
            free = not column["refused"] and not fields.get(sheet, {}).get(column["at"], column["field"])
            if free and key(column["header"]) not in SERIAL and _counts(own, str(column["at"])):
                found.append(column["header"] or column_letters(column["at"]))
    return list(dict.fromkeys(found))


def _counts(rows: Sequence[Mapping[str, object]], at: str) -> bool:
    """Whether most of what stands in a column are numbers, or words that tell amounts."""
    cells = [row[at] for row in rows if row.get(at) not in (None, "")]
    return sum(map(_tells_a_number, cells)) * 2 > len(cells)


def _tells_a_number(cell: object) -> bool:
    return read_amount(cell, "").value is not None or bool(isinstance(cell, str) and amounts_in(cell[:200]).amounts)


def _alike(batch: ImportBatch) -> dict[str, str]:
    """For each table the first one with the same columns in the same places: a choice for one is for all."""
    firsts: dict[tuple[tuple[object, ...], ...], str] = {}
    found: dict[str, str] = {}
    for sheet, columns in batch.mapping.items():
        same = tuple((column["at"], column["header"], column["field"], column["refused"]) for column in columns)
        found[sheet] = firsts.setdefault(same, sheet)
    return found


def _table(
    batch: ImportBatch,
    number: int,
    sheet: str,
    rows: Sequence[ImportRow],
    words: Words,
    asked: QueryDict | None,
    alike: Mapping[str, str],
) -> Shown:
    filled = {at for row in rows for at in row.cells}
    columns = [c for c in batch.mapping[sheet] if c["header"] or str(c["at"]) in filled]
    offered = _groups(words)
    heads = _told_of_people([_head(number, column, offered, words, asked) for column in columns])
    others = [other for other, first in alike.items() if first == sheet and other != sheet]
    notices = [*(noticed(one, ()) for one in _said_of(batch, sheet))]
    notices += [noticed(f"{other}：{one}", [other]) for other in others for one in _said_of(batch, other)]
    look, shown = kept_look(batch, sheet), [c["at"] for c in columns]
    plain = {head_at["at"] for head_at, head in zip(columns, heads, strict=True) if head.refused or not head.field}
    numbers = {name: str(at) for at, name in enumerate(batch.mapping)}
    return Shown(
        sheet,
        numbers[sheet],
        heads,
        [_line(told, shown) for told in look.get("above", ())],
        [(line, _head_cells(cells, shown, plain)) for line, cells in look.get("head", ())] or [(0, _flat(heads))],
        _lines(rows, look, columns),
        [(other, numbers[other]) for other in others],
        notices[:MOST_NOTICES],
        asked.getlist("leave") if asked is not None else (),
        sheet if look and "·" not in sheet else "",
    )


def _lines(rows: Sequence[ImportRow], look: Look, columns: Sequence[Mapping[str, Any]]) -> list[Line]:
    """The first rows, and what stands between them and is left out, in the sheet's order."""
    lines = [
        Line(row.number, [_short(as_text(row.cells.get(str(column["at"])))) for column in columns]) for row in rows
    ]
    left = [_line(told, [column["at"] for column in columns]) for told in look.get("left", ())]
    return sorted([*lines, *left], key=lambda line: line.number)


def _line(told: Sequence[Any], shown: Sequence[int]) -> Line:
    number, why, cells = told
    if len(cells) < 2:
        return Line(number, [text for _at, text in cells], str(WHY[why]), alone=True)
    texts = dict(cells)
    return Line(number, [texts.get(at, "") for at in shown], str(WHY[why]))


def _head_cells(cells: Sequence[Sequence[Any]], shown: Sequence[int], plain: set[int]) -> list[HeadCell]:
    found = []
    for at, text, wide, high in cells:
        over = [one for one in shown if at <= one < at + wide]
        if over:
            found.append(HeadCell(text, len(over), high, plain.issuperset(over)))
    return found


def _flat(heads: Sequence[Head]) -> list[HeadCell]:
    """The names of the columns, of a table whose look was not kept."""
    return [HeadCell(head.header or "—", 1, 1, bool(head.refused) or not head.field) for head in heads]


def _said_of(batch: ImportBatch, sheet: str) -> list[str]:
    """What is said of a table beside its columns: whose it is, which rows are sums."""
    own = (notice.removeprefix(f"{sheet}：") for notice in batch.notices if notice.startswith(f"{sheet}："))
    return [notice for notice in own if "一列" not in notice or notice.startswith("没有")]


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
    special = (
        []
        if any(field == one for _g, group in offered for one, _l in group)
        else [(field, column_name(str(column["label"])))]
    )
    groups = [*([(_("这一列"), special)] if special else []), *offered]
    manner = _manner(column)
    header, why, refused = (str(column[part]) for part in ("header", "why", "refused"))
    at = column["at"]
    assert isinstance(at, int)
    return Head(name, column_letters(at), header, chosen, said(why), manner, refused, groups)


def _told_of_people(heads: Sequence[Head]) -> list[Head]:
    counted = any(ATTENDANCES in parts_of(head.field) for head in heads)
    return [
        replace(head, people=True, attendances="" if counted else _as_attendances(head.field))
        if PEOPLE in parts_of(head.field)
        else head
        for head in heads
    ]


def _as_attendances(field: str) -> str:
    return "/".join(ATTENDANCES if part == PEOPLE else part for part in field.split("/"))


@dataclass(frozen=True)
class OfPeople:
    """A column that counts people: its heading; and the choice that would have it count 人次, where no other does."""

    header: str
    name: str
    attendances: str


def of_people(batch: ImportBatch) -> list[OfPeople]:
    """The columns whose numbers are people, those of tables alike once."""
    found, alike = list[OfPeople](), _alike(batch)
    for number, (sheet, columns) in enumerate(batch.mapping.items()):
        counted = any(ATTENDANCES in parts_of(column["field"]) for column in columns)
        for column in columns if alike[sheet] == sheet else ():
            if PEOPLE in parts_of(column["field"]):
                field = "" if counted else _as_attendances(column["field"])
                found.append(OfPeople(column["header"], f"c{number}-{column['at']}", field))
    return found


def taken_by_attendances(batch: ImportBatch, data: QueryDict) -> QueryDict:
    """What a form sent, with the column that was pressed taken for 人次 instead of people."""
    changed, name = data.copy(), data.get("attendances", "")
    pressed = next((one for one in of_people(batch) if one.name == name), None)
    changed[name] = _as_attendances(data.get(name) or (pressed.attendances if pressed else ""))
    return changed


def _manner(column: Mapping[str, object]) -> str:
    """refused, ours, serial, none, sure or guessed: how the page marks a column."""
    if column["refused"]:
        return "refused"
    if not column["field"]:
        header = key(str(column["header"]))
        return "ours" if header in OUR_REASONS else "serial" if header in SERIAL else "none"
    return "sure" if column["sure"] else "guessed"


def _groups(words: Words) -> list[tuple[str, list[Option]]]:
    metrics = [metric.slug for metric in words.metrics]
    scaled = [name for name in (*SCALES, MINUTES) if name.partition("*")[0] in metrics]
    counted = [(name, column_name(label_of(name, words.metrics))) for name in (*metrics, *scaled)]
    return [
        (_("不要"), [("", _("不要"))]),
        (_("活动"), [(name, column_name(label)) for name, label in LABELS.items() if name != "counts"]),
        (_("数量"), [("counts", column_name(LABELS["counts"])), *counted]),
    ]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def asked_fields(batch: ImportBatch, data: QueryDict) -> dict[str, dict[int, str]]:
    """What a form takes the columns for; a column that it doesn't name stays as it is."""
    found: dict[str, dict[int, str]] = {}
    alike, numbers = _alike(batch), {sheet: number for number, sheet in enumerate(batch.mapping)}
    for sheet, columns in batch.mapping.items():
        number = numbers[alike[sheet]]
        named = {column["at"]: data.get(f"c{number}-{column['at']}") for column in columns}
        found[sheet] = {at: field for at, field in named.items() if field is not None}
    return found


def asked_to_leave(batch: ImportBatch, data: QueryDict) -> frozenset[str]:
    """The tables that a form says are not to be imported."""
    return frozenset(sheet for number, sheet in enumerate(batch.mapping) if str(number) in data.getlist("leave"))


@dataclass(frozen=True)
class Tried:
    """How the first rows would be read."""

    good: int
    bad: int
    rows: Sequence[tuple[str, str, str, str, Sequence[str]]]

    @property
    def more(self) -> bool:
        return len(self.rows) < self.good + self.bad


def tried(drafts: Sequence[Draft], words: Words, units: Mapping[int, str]) -> Tried:
    good, bad = ([draft for draft in drafts if draft.good is so] for so in (True, False))
    several = len({draft.sheet for draft in drafts}) > 1
    # Rows that are amiss first, but never so many that none is left to see how a good one is read.
    amiss = bad[: max(ROWS - len(good), ROWS // 2)]
    first = [*amiss, *good[: ROWS - len(amiss)]]
    return Tried(len(good), len(bad), [_told(draft, words, units, several) for draft in first])


def _told(
    draft: Draft, words: Words, units: Mapping[int, str], several: bool
) -> tuple[str, str, str, str, Sequence[str]]:
    told, where = draft.said, f"{draft.sheet} {draft.number}" if several else str(draft.number)
    findings = [f"{finding.column} {said(finding.text)}".strip() for finding in draft.findings if finding.bad]
    if not told:
        return where, "", _own_words(draft), "", findings
    names = {metric.slug: metric.name for metric in words.metrics}
    amounts = [(noun or names[metric], about or value) for metric, value, about, noun in told["amounts"]]
    counts = _("、").join(counted(name, number) for name, number in amounts)
    what = " · ".join(
        filter(None, (units.get(told["unit"], ""), words.kind_names.get(told["kind"], ""), told["title"]))
    )
    return where, "—".join(filter(None, (told["start"], told["end"]))), what, counts, findings


def _own_words(draft: Draft) -> str:
    """What stands in a row that can't be read, to know it by."""
    return _short(" · ".join(filter(None, (as_text(cell) for cell in draft.cells.values()))))
