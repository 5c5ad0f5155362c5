"""Forms that ask for a row an activity (台账): which columns are which fields, which entries, how many rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from yiben.ledger.headings import Headings, prefixes
from yiben.lib import boundary
from yiben.lib.periods import Period
from yiben.reports.workbooks.folding import folded
from yiben.reports.workbooks.known import Known
from yiben.reports.workbooks.known import Place as Unit
from yiben.reports.workbooks.layout import Layout
from yiben.reports.workbooks.metrics_said import counted_in
from yiben.reports.workbooks.periods_said import span_in
from yiben.reports.workbooks.selection import EVERYTHING, Selection
from yiben.reports.workbooks.units_said import Units
from yiben.reports.workbooks.wording import Wording, left_out
from yiben.reports.workbooks.words import BRACKETS


@dataclass(frozen=True)
class Listed:
    """A list to be filled: `fields` by column, the rows that are free, and whether more may follow below."""

    sheet: str
    head: int
    last: int
    fields: dict[int, str]
    heads: dict[int, str]
    rows: tuple[int, ...]
    open_ended: bool
    selection: Selection | None
    reason: str = ""
    refused: dict[int, str] = field(default_factory=dict)
    sure: float = 0.95
    period: Period | None = None
    home: Unit | None = None
    others: dict[int, str] = field(default_factory=dict)
    """The columns that the book can't fill, each with the reason."""
    accepted: frozenset[int] = frozenset()
    """The columns that a person has said to be right."""

    def comers(self, column: int) -> bool:
        """Whether a column asks how many came, of one activity as many 人次 as 人, with no column for these."""
        counts_both = "attendances" in self.fields.values()
        return not counts_both and bool(_CAME.fullmatch(folded(self.heads[column].rpartition("/")[2])))

    def adds(self, column: int) -> bool:
        """Whether the column's numbers add up: people of several activities don't."""
        name = self.fields.get(column, "")
        return name in _SCALED or name in _METRICS - {"people"}


_SERIAL = re.compile(r"^(?:序号|编号|序|NO\.?|No\.?)$")
_FIELDS = frozenset(
    {
        "start",
        "end",
        "start+place",
        "year",
        "month",
        "day",
        "title",
        "place",
        "unit",
        "kind",
        "topic",
        "lines",
        "cohosts",
        "note",
    }
)
_METRICS = frozenset(
    {"times", "attendances", "people", "volunteers", "households", "materials", "items", "money", "hours"}
)
_SCALED = frozenset({"money*万元", "money*千元", "money*百元", "hours*分钟"})
_LEFT_EMPTY = re.compile(
    "备注|联系|电话|负责|责任人|填[表报]|照片|图片|佐证|链接|满意|效果|成效|签[字名]|主讲|讲师|授课人|参加对象|参与对象|对象|编码|得分"
)
_OUR_UNIT = re.compile(
    "^(?!.*(?:联合|协办|合办|受助|捐赠|接收|配合|共建|支持|指导|服务对象|被|计[量价]|度量|货币|数量)).{0,4}(?:单位|社区|村居)(?:名称)?$"
)
_OUR_LINES = re.compile("(?:所属|归属|对应|主办|牵头)?的?(?:群团(?:组织|单位|部门)?|工青妇)(?:名称|类别)?")
_CONTENT = re.compile("(?:活动|服务|工作|宣传|培训|会议|慰问)?(?:内容|项目|主要内容)$")
_IN_BRACKETS = re.compile("\\s*[(（].*[)）]\\s*")
"""How a list is to be filled: no title."""
_CAME = re.compile("(?:实际|活动)?(?:参[加与会训赛学]|到[场会]|听[课讲])?(?:总?人数|人员数)(?:[(][人名][)])?")
_VOLUNTEERS = re.compile("志愿者(?:参与|上岗)?(?:人次|人数|数量?)")
_MOST_HEADS = 40


def lists_in(layout: Layout, wording: Wording, units: Units, known: Known) -> Iterator[Listed]:
    """The lists of a sheet."""
    headings = Headings(known.metrics)
    row = 1
    while row <= layout.bottom:
        found = _lists_at(layout, row, headings, wording, units, known) if layout.right <= _MOST_HEADS * 3 else []
        yield from found
        row = found[-1].last + 1 if found else row + 1


def _lists_at(
    layout: Layout, row: int, headings: Headings, wording: Wording, units: Units, known: Known
) -> list[Listed]:
    """The list under these heads, or its parts where lines within it name them: 一、工会."""
    texts = {column: layout.text((row, column)) for column in range(1, layout.right + 1)}
    if len({layout.anchor((row, column)) for column, text in texts.items() if text}) < 3:
        return []
    deep = _depth(layout, row)
    heads = {column: _head(layout, row, deep, column) for column in texts}
    chosen = _lines_to_choose(layout, row + deep + 1, heads, wording)
    fields, refused = _fields(heads, headings, chosen)
    _titled_by_content(fields, heads)
    told = set(fields.values())
    dated, where = {"start", "start+place", "day"} & told, {"place", "unit"} & told
    titled = next((column for column, name in fields.items() if name == "title"), 0)
    programme = _programme(layout, row, known) if not titled and len(told) > 3 and dated and where else ""
    if programme:
        titled = next(column for column, name in fields.items() if name in dated)  # all are called so
    if not titled or not (dated or where):
        return []
    first = row + deep + 1
    rows, last, open_ended = _free_rows(layout, first, titled, fields)
    parts = list(_parts(layout, last + 1, titled, fields))
    if (last >= first and not rows and not parts) or _row_a_unit(layout, range(first, last + 1), fields, units):
        return []
    selection, reason, sure = _selected(layout, row, wording, known)
    if programme:
        selection, reason, sure = Selection(titles=(programme,)), "", 0.9
    if selection is not None:
        selection = _only_held(selection, [*layout.lines_above(row), layout.sheet.name, *heads.values()], known)
    others = {column: _not_kept(head) for column, head in heads.items() if head and column not in {*fields, *refused}}
    whole = Listed(
        layout.sheet.name, row, last, fields, heads, tuple(rows), open_ended, selection, reason, refused, sure,
        others=others,
    )  # fmt: skip
    return [
        *([whole] if rows or not parts else []),
        *(_part(whole, layout, part, wording, units, known) for part in parts),
    ]


def _programme(layout: Layout, row: int, known: Known) -> str:
    """A programme that the lines above name, so that a list need not tell what each activity is called."""
    for text in layout.lines_above(row):
        words = folded(text)
        runs = (words[start : start + size] for size in range(12, 3, -1) for start in range(len(words) - size + 1))
        if found := next((one for one in runs if known.in_titles(one)), ""):
            return found
    return ""


def _parts(
    layout: Layout, row: int, titled: int, fields: dict[int, str]
) -> Iterator[tuple[int, tuple[list[int], int, bool]]]:
    """The lines within a list that free rows follow, with these rows."""
    while row in layout._alone and not layout.is_note(row) and not layout.is_foot(row):
        found = _free_rows(layout, row + 1, titled, fields)
        if not found[0] or found[0][0] != row + 1:
            return
        yield row, found
        row = found[1] + 1


def _part(
    whole: Listed,
    layout: Layout,
    part: tuple[int, tuple[list[int], int, bool]],
    wording: Wording,
    units: Units,
    known: Known,
) -> Listed:
    """The rows below a line within a list: of its line, kind, unit or month."""
    line, (rows, last, open_ended) = part
    text = layout.text(layout._alone[line])
    named, span = units.find(text), span_in(folded(text), known.period)
    made = replace(whole, rows=tuple(rows), last=last, open_ended=open_ended)
    if named is not None and named.place is not None:
        return replace(made, home=named.place)
    if span is not None:
        return replace(made, period=span.period)
    said, slug = wording.subject(text), wording.line_in(text)
    if slug and slug in known.lines_used and not (said.selection and said.selection.named):
        kinds = said.selection.kinds if said.selection and said.selection.lines else frozenset()
        return replace(made, selection=Selection(kinds=kinds, lines=frozenset({slug})), reason="")
    reason = said.typed or f"账本里没有“{text[:12]}”，请手填"
    return replace(made, selection=said.selection, reason="" if said.selection else reason, sure=min(0.95, said.sure))


def _not_kept(head: str) -> str:
    return "说明文字，请手填" if _LEFT_EMPTY.search(folded(head)) else f"账本里没有“{head[:12]}”这一栏，请手填"


def _only_held(selection: Selection, words: Iterable[str], known: Known) -> Selection:
    """Of a list of activities what is held, where only a line says which: no dues that were paid, no applications."""
    if selection.kinds or not selection.lines or not any("活动" in one for one in words):
        return selection
    return replace(selection, kinds=frozenset(kind.slug for kind in known.kinds if kind.counts))


def _depth(layout: Layout, row: int) -> int:
    """How many rows of heads follow below the first."""
    merged = {layout.anchor((row, column)) for column in range(1, layout.right + 1)}
    wide = any(
        layout.anchor((row, column)) == layout.anchor((row, column + 1)) and layout.text((row, column))
        for column in range(1, layout.right)
    )
    below = [
        c for c in range(1, layout.right + 1) if layout.text((row + 1, c)) and layout.anchor((row + 1, c)) not in merged
    ]
    return 1 if wide and below else 0


def _head(layout: Layout, row: int, deep: int, column: int) -> str:
    words = [layout.text((row + step, column)) for step in range(deep + 1)]
    return "/".join(dict.fromkeys(word for word in words if word))


def _lines_to_choose(layout: Layout, row: int, heads: dict[int, str], wording: Wording) -> dict[int, str]:
    """The column in whose drop-down lines stand to be chosen from, whatever it is called."""
    offered = [one for one in layout.sheet.choices if len(one.options) > 1 and all(map(wording.line_only, one.options))]
    columns = (c for c, head in heads.items() if head and any(a.holds((row, c)) for one in offered for a in one.areas))
    return dict.fromkeys(list(columns)[:1], "lines")


def _fields(heads: dict[int, str], headings: Headings, chosen: dict[int, str]) -> tuple[dict[int, str], dict[int, str]]:
    fields = dict(chosen)
    refused: dict[int, str] = {}
    for column, head in heads.items():
        if head and (reason := left_out(head, boundary.What.COLUMN)):
            refused[column] = reason
            fields.pop(column, None)
        elif (
            head
            and column not in chosen
            and (name := _field(head, headings) or _field(head.rpartition("/")[2], headings))
            and (name == "serial" or name not in fields.values())
        ):
            fields[column] = name
    return fields, refused


def _titled_by_content(fields: dict[int, str], heads: dict[int, str]) -> None:
    """Where nothing else is called a title, what was done is it: 活动内容."""
    if "title" in fields.values():
        return
    found = next((column for column, head in heads.items() if _CONTENT.search(folded(head))), None)
    if found is not None:
        fields[found] = "title"


def _field(head: str, headings: Headings) -> str:
    words = folded(head)
    if _SERIAL.match(words):
        return "serial"
    if _LEFT_EMPTY.search(words):
        return ""
    if _OUR_UNIT.search(words):
        return "unit"
    if _OUR_LINES.fullmatch(words):
        return "lines"
    if _VOLUNTEERS.search(words):
        return "volunteers"
    meaning = headings.of_column(head, alone=prefixes(head), typed=False)
    if meaning is None or meaning.rank >= 150:
        return ""
    name = meaning.field
    if name not in _METRICS | _SCALED and counted_in(BRACKETS.findall(words))[0]:
        return ""  # 活动（场） counts them
    return name if name in _FIELDS | _METRICS | _SCALED else ""


def _free_rows(layout: Layout, first: int, titled: int, fields: dict[int, str]) -> tuple[list[int], int, bool]:
    rows: list[int] = []
    last = first - 1
    columns = [column for column, name in fields.items() if name != "serial"]
    for row in range(first, layout.bottom + 1):
        if layout.is_note(row) or layout.is_foot(row) or _sums(layout, row):
            return rows, last, False
        if row > first and _another_table(layout, row):
            return rows, last, False
        last = row
        if all(layout.empty((row, column)) for column in columns):
            rows.append(row)
        elif (
            len(layout._rows.get(row, [])) == 1
            and layout._rows[row][0][1] <= 2
            and layout.text(layout._rows[row][0])
            and row in layout._alone
        ):
            return rows, last - 1, False
    return rows, last, True


def _row_a_unit(layout: Layout, rows: Iterable[int], fields: dict[int, str], units: Units) -> bool:
    """Whether units stand in rows of which nothing else is told: a table with a row for each of them."""
    own = next((column for column, name in fields.items() if name == "unit"), 0)
    others = [column for column, name in fields.items() if name not in ("unit", "serial")]
    told = (row for row in rows if own and all(layout.empty((row, column)) for column in others))
    named = (units.find(text) for row in told if (text := layout.text((row, own))))
    return any(one is not None and one.place is not None for one in named)


def _another_table(layout: Layout, row: int) -> bool:
    """Whether a title of its own, with heads below it, stands in a row: 本季度小结."""
    texts, below = layout._rows.get(row, []), layout._rows.get(row + 1, [])
    if len(texts) != 1 or texts[0][1] > 2 or len(below) < 3 or layout.numbers_in(row) or layout.numbers_in(row + 1):
        return False
    return not layout.text((row + 2, max(column for _row, column in below)))


def _sums(layout: Layout, row: int) -> bool:
    return any(re.fullmatch("[合总共]计", folded(layout.text(place))) for place in layout._rows.get(row, []))


def _selected(layout: Layout, row: int, wording: Wording, known: Known) -> tuple[Selection | None, str, float]:
    """Which entries, by the lines above: those of the line that is named, or of the kind or programme."""
    reason = ""
    all_of_them = False
    for text in [*layout.lines_above(row), layout.sheet.name]:
        if not 2 <= len(text) <= 60 or re.search("[:：]", text) or _IN_BRACKETS.fullmatch(text) or text.isascii():
            continue
        said = wording.subject(text)
        line = wording.line_in(text) if not (said.selection and said.selection.named) else ""
        # 志愿服务 is a kind and a line; a list takes the line's.
        if said.selection is not None and said.selection.kinds and not line:
            return said.selection, "", min(0.95, said.sure)
        if said.selection is not None and said.selection.lines and not (said.rest or said.selection.named):
            return said.selection, "", 0.95  # 青年志愿服务, 工会、妇联活动
        if line and line in known.lines_used:
            others = said.selection.kinds if said.selection and said.selection.lines else frozenset()
            return Selection(kinds=others, lines=frozenset({line})), "", 0.95
        if said.selection is not None:
            if said.selection.lines and not known.lines_used:
                return None, "账本里的记录没有标明条线，请手填", 0
            return said.selection, "", min(0.95, said.sure)
        if said.anything:
            all_of_them = all_of_them or "活动" in text
            continue
        reason = reason or said.typed or (f"账本里没有“{said.rest[:12]}”" if said.rest else "")
    if all_of_them and not reason:
        return EVERYTHING, "", 0.9
    return None, reason or "看不出要填哪一类活动", 0
