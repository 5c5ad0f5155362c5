"""The Excel of units that a street begins with: read into rows in the tree's order, with findings in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import xlsxwriter
from django.utils.translation import gettext as _

from yiben.lib.dates import read_day
from yiben.lib.plain import quoted
from yiben.lib.sheets import Cell, Row, Sheet, read_sheets
from yiben.units.columns import head_of, left_out, text_of
from yiben.units.models import UnitKind
from yiben.units.tree import BELOW, TOPS, split_names

# A unit without a day has always been there: what was done in earlier years may be brought in.
LONG_AGO = date(2000, 1, 1)
LONGEST_NAME, LONGEST_CODE = 80, 20

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("单位名称", "单位全称", "名称", "全称", "单位"),
    "short_names": ("简称", "单位简称", "别称", "常用名"),
    "kind": ("类别", "单位类别", "类型", "单位类型", "性质"),
    "parent": ("上级单位", "上级", "隶属单位", "主管单位", "所属单位"),
    "code": ("单位代码", "代码", "编码", "行政区划代码", "区划代码"),
    "since": ("成立日期", "设立日期", "成立时间", "自"),
}
KINDS: dict[UnitKind, tuple[str, ...]] = {
    UnitKind.DISTRICT: ("区", "县", "市", "区县", "县区"),
    UnitKind.STREET: ("街道", "街道办", "街道办事处", "镇", "乡", "乡镇"),
    UnitKind.COMMUNITY: ("社区", "村", "居委会", "社区居委会", "村委会"),
    UnitKind.OFFICE: ("站办所", "科室", "办公室", "站所", "中心", "办", "站", "所"),
}
TEMPLATE = ("name", "short_names", "kind", "parent", "code", "since")


@dataclass(frozen=True)
class UnitRow:
    """One unit as the sheet says it; `parent` is the name of the one above, empty for the top."""

    number: int
    name: str
    short_names: tuple[str, ...]
    kind: str
    parent: str
    code: str
    since: date


@dataclass(frozen=True)
class Finding:
    """What is odd: the row as Excel numbers it (0: the sheet), and why. `bad` ones stop the set-up."""

    row: int
    what: str
    bad: bool = True

    def __str__(self) -> str:
        return _("第%(row)d行：%(what)s") % {"row": self.row, "what": self.what} if self.row else self.what


@dataclass
class Reading:
    """The units, each after the one above it, and what was found."""

    units: list[UnitRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return bool(self.units) and not any(finding.bad for finding in self.findings)


def read_units(source: Path | bytes) -> Reading:
    """The units of a workbook. Raises Refused for a file that can't be read; everything else is a finding."""
    for sheet in read_sheets(source):
        if head := head_of(sheet, COLUMNS, {"name", "kind"}, {"name", "parent"}):
            return _read(sheet, *head)
    needed = "、".join(COLUMNS[name][0] for name in ("name", "kind", "parent"))
    return Reading(findings=[Finding(0, _("没有认出表头：要有%(columns)s这几列") % {"columns": needed})])


def read_typed(*, street: str, district: str, below: str, since: date) -> Reading:
    """The same, typed: a district if there is one, a street, and below it a unit a line, its short names behind it.

    「临水社区（临水、临水居委会）」; what a unit is, its name's ending tells: 社区, 村, or an office.
    """
    day = since.isoformat()
    head: Row = tuple(COLUMNS[name][0] for name in TEMPLATE)
    rows = [_typed(line, street, "", day) for line in below.splitlines() if line.strip()]
    tops = [_typed(street, district, KINDS[UnitKind.STREET][0], day)]
    if district:
        tops.insert(0, _typed(district, "", KINDS[UnitKind.DISTRICT][0], day))
    return _read(Sheet("", [head, *tops, *rows]), 0, {name: at for at, name in enumerate(TEMPLATE)}, ())


def _typed(line: str, parent: str, kind: str, day: str) -> Row:
    name, short = _TYPED.fullmatch(line.strip()).groups()  # type: ignore[union-attr]
    office = kind or (None if name.endswith(_COMMUNITIES) else KINDS[UnitKind.OFFICE][0])
    return (name, short, office, parent or None, None, day)


_COMMUNITIES = KINDS[UnitKind.COMMUNITY]
_TYPED = re.compile(r"([^\s（(]+)\s*[（(]?\s*(.*?)\s*[）)]?")


def write_template(path: Path) -> None:
    """An empty sheet to fill in, with the words that its columns take."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#F3F1EC"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        text = workbook.add_format({"num_format": "@"})
        sheet = workbook.add_worksheet(_("单位"))
        for column, name in enumerate(TEMPLATE):
            sheet.write_string(0, column, COLUMNS[name][0], bold)
            sheet.set_column(column, column, 24, {"since": day, "code": text}.get(name))
        kinds = [words[0] for words in KINDS.values()]
        sheet.data_validation(
            1, TEMPLATE.index("kind"), 999, TEMPLATE.index("kind"), {"validate": "list", "source": kinds}
        )
        sheet.freeze_panes(1, 0)
        told = workbook.add_worksheet(_("填写说明"))
        told.set_column(0, 0, 80)
        for row, line in enumerate(_how_to_fill()):
            told.write_string(row, 0, line)


def _how_to_fill() -> list[str]:
    return [
        _("一个单位占一行；最上一级（区或街道）的上级单位留空。"),
        _("类别只有四种：区、街道、社区、站办所。街道是记账的单位，社区和站办所归在它下面。"),
        _("上级单位写它的单位名称，要与表里的写法一致。"),
        _("简称可以有几个，用顿号隔开；表格和文件里怎么称呼它，就写上。"),
        _("单位代码、成立日期可以不填：代码会自动编，日期不填就算一直都有。"),
    ]


# -- the rows


def _read(sheet: Sheet, head: int, columns: dict[str, int], unknown: Sequence[str]) -> Reading:
    reading = Reading(findings=[Finding(head + 1, left_out(name), bad=False) for name in unknown])
    rows = []
    for at, row in enumerate(sheet.filled(head + 1), start=head + 2):
        said = {name: row[column] for name, column in columns.items()}
        if any(text_of(cell) for cell in said.values()):
            rows.append(_row(at, said, reading.findings))
    if not rows:
        reading.findings.append(Finding(0, _("表头下面没有单位")))
    reading.findings += [*_repeated(rows), *_misplaced(rows)]
    if not any(finding.bad for finding in reading.findings):
        reading.units = _coded(_from_the_top(rows))
    return reading


def _row(at: int, said: dict[str, Cell], findings: list[Finding]) -> UnitRow:
    name = text_of(said.get("name")).replace(" ", "")
    if not name:
        findings.append(Finding(at, _("没有写单位名称")))
    elif len(name) > LONGEST_NAME:
        findings.append(Finding(at, _("单位名称超过 %(most)d 个字") % {"most": LONGEST_NAME}))
    code = text_of(said.get("code")).replace(" ", "")
    if len(code) > LONGEST_CODE:
        findings.append(Finding(at, _("单位代码超过 %(most)d 位") % {"most": LONGEST_CODE}))
    return UnitRow(
        number=at,
        name=name,
        short_names=tuple(split_names(text_of(said.get("short_names")))),
        kind=_kind(at, text_of(said.get("kind")), name, findings),
        parent=text_of(said.get("parent")).replace(" ", ""),
        code=code,
        since=_since(at, said.get("since"), findings),
    )


def _kind(at: int, said: str, name: str, findings: list[Finding]) -> str:
    """The kind that the words name; where none are written, the one that the name ends with."""
    for kind, words in KINDS.items():
        if said in words or said == kind.value:
            return kind.value
    if said:
        findings.append(Finding(at, _("看不懂类别%(said)s，只能是区、街道、社区或站办所") % {"said": quoted(said)}))
        return ""
    # 社区 ends with 区, too: the longest ending decides.
    endings = [(len(word), kind.value) for kind, words in KINDS.items() for word in words if name.endswith(word)]
    if endings:
        return max(endings)[1]
    findings.append(Finding(at, _("没有写类别")))
    return ""


def _since(at: int, cell: Cell, findings: list[Finding]) -> date:
    reading = read_day(cell)
    if reading.problem:
        findings.append(Finding(at, _("成立日期：%(why)s") % {"why": reading.problem}))
    return reading.value or LONG_AGO


# -- the tree


def _repeated(rows: Sequence[UnitRow]) -> Iterable[Finding]:
    names: dict[tuple[str, str], int] = {}
    codes: dict[str, int] = {}
    for row in rows:
        if row.name and (first := names.setdefault((row.parent, row.name), row.number)) != row.number:
            yield Finding(row.number, _("%(name)s与第%(first)d行重复") % {"name": row.name, "first": first})
        if row.code and (first := codes.setdefault(row.code, row.number)) != row.number:
            yield Finding(row.number, _("单位代码与第%(first)d行相同") % {"first": first})


def _misplaced(rows: Sequence[UnitRow]) -> Iterable[Finding]:
    tops = [row for row in rows if not row.parent]
    if rows and len(tops) != 1:
        told = "、".join(row.name for row in tops[:5]) or _("一个也没有")
        yield Finding(0, _("最上一级（上级单位留空的）要正好有一个，现在是：%(told)s") % {"told": told})
    if rows and not any(row.kind == UnitKind.STREET for row in rows):
        yield Finding(0, _("表里没有街道；街道是记账的单位，至少要有一个"))
    by_name = _by_name(rows)
    for row in rows:
        if row.parent:
            yield from _under(row, by_name.get(row.parent, []))
        elif row.kind and row.kind not in TOPS:
            yield Finding(row.number, _("%(name)s要写上级单位") % {"name": row.name})


def _by_name(rows: Sequence[UnitRow]) -> dict[str, list[UnitRow]]:
    """The rows that each name or short name may mean; a full name goes before a short one."""
    found: dict[str, list[UnitRow]] = {}
    for row in rows:
        found.setdefault(row.name, []).append(row)
    for row in rows:
        for short in row.short_names:
            if not any(other.name == short for other in rows):
                found.setdefault(short, []).append(row)
    return found


def _under(row: UnitRow, above: Sequence[UnitRow]) -> Iterable[Finding]:
    said = {"name": row.name, "parent": quoted(row.parent)}
    if not above:
        yield Finding(row.number, _("上级单位%(parent)s不在表里") % said)
    elif len(above) > 1:
        yield Finding(row.number, _("表里有几个单位叫%(parent)s，分不清是哪一个") % said)
    elif row.kind and above[0].kind and row.kind not in BELOW[above[0].kind]:
        yield Finding(row.number, _("%(name)s不能放在%(parent)s下面：类别不对") % said)


def _from_the_top(rows: Sequence[UnitRow]) -> list[UnitRow]:
    """Each row after the one above it, and otherwise in the sheet's order. Kinds forbid circles: each goes down."""
    above = _by_name(rows)
    named = [_with_parent(row, above[row.parent][0].name if row.parent else "") for row in rows]
    order = list(UnitKind.values)
    return sorted(named, key=lambda row: order.index(row.kind) if row.kind in order[:2] else 2)


def _with_parent(row: UnitRow, parent: str) -> UnitRow:
    return UnitRow(row.number, row.name, row.short_names, row.kind, parent, row.code, row.since)


def _coded(rows: Sequence[UnitRow]) -> list[UnitRow]:
    """Codes for those without: short numbers in the tree's order, none that is taken."""
    taken = {row.code for row in rows if row.code}
    free = (code for code in (f"{number:03}" for number in range(1, 2 * len(rows) + 2)) if code not in taken)
    return [
        row if row.code else UnitRow(row.number, row.name, row.short_names, row.kind, row.parent, next(free), row.since)
        for row in rows
    ]
