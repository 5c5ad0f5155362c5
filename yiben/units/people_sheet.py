"""The Excel of people that a street begins with, or adds later: one row a post, read into rows with findings in words.

What stands in a row is held against the book (`Book`): which units, lines and login names there are. Nothing is
written here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import xlsxwriter
from django.utils.translation import gettext as _

from yiben.lib.dates import read_day
from yiben.lib.plain import quoted
from yiben.lib.refused import Refused
from yiben.lib.sheets import Cell, Limits, Sheet, column_letters, read_sheets
from yiben.units.actions import LOGIN
from yiben.units.columns import HEAD_WITHIN, head_of, left_out, text_of
from yiben.units.models import Line, Person, Post, PostKind, Unit
from yiben.units.tree import split_names

MOST_ROWS = 500
LONGEST_NAME, LONGEST_LOGIN = 40, 60
_PHONE_OR_ID = re.compile(r"\d{11,}[0-9xX]?")

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "人员姓名", "名字"),
    "login": ("登录名", "用户名", "账号", "帐号", "登录账号"),
    "unit": ("单位", "单位名称", "所在单位", "社区", "部门"),
    "kind": ("岗位", "岗位类别", "角色", "职务类别"),
    "lines": ("条线", "负责条线", "分管条线", "条口"),
    "since": ("自", "起", "到任日期", "起始日期", "开始日期", "到岗日期"),
    "until": ("至", "止", "离任日期", "终止日期", "结束日期"),
}
NEEDED = ("name", "login", "unit", "kind")
KINDS: dict[PostKind, tuple[str, ...]] = {
    PostKind.WORKER: ("社区工作者", "社区干事", "工作人员"),
    PostKind.OFFICER: ("条线干部", "条线", "干部"),
    PostKind.LEAD: ("分管领导", "领导"),
    PostKind.AUDITOR: ("督查审计", "督查", "审计"),
    PostKind.ADMIN: ("管理员",),
}
_ALL = ("全部", "所有", "全部条线", "各条线")


@dataclass(frozen=True)
class Finding:
    """What is odd: the row as Excel numbers it (0: the sheet), which cell, and why. `bad` ones leave the row out."""

    row: int
    what: str
    cell: str = ""
    bad: bool = True

    def __str__(self) -> str:
        if not self.row:
            return self.what
        return _("第%(row)d行%(cell)s：%(what)s") % {"row": self.row, "cell": self.cell, "what": self.what}


@dataclass(frozen=True)
class PersonRow:
    """One post as the sheet says it; `unit` is a key, `lines` are slugs, `known` tells that the person is there."""

    number: int
    name: str
    login: str
    unit: int
    kind: str
    lines: tuple[str, ...]
    since: date
    until: date | None
    known: bool = False


@dataclass(frozen=True)
class Shown:
    """A row as it was typed, beside what was found in it."""

    number: int
    said: Mapping[str, str]
    findings: tuple[Finding, ...]

    @property
    def good(self) -> bool:
        return not any(finding.bad for finding in self.findings)


@dataclass
class Reading:
    """The rows that can be taken on, every row as it was typed, and what was found in the sheet as a whole."""

    rows: list[PersonRow] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def all_findings(self) -> list[Finding]:
        return [*self.findings, *(finding for row in self.shown for finding in row.findings)]


@dataclass(frozen=True)
class Book:
    """What a list of people is held against."""

    units: Mapping[str, Sequence[Unit]]
    lines: Mapping[str, str]
    people: Mapping[str, Person]
    mine: frozenset[int]
    held: frozenset[tuple[int, int, str]]
    today: date

    @classmethod
    def of(cls, by: Post | None, today: date) -> Book:
        """The units below the post (all of them without one), by full and short name; who has which login name."""
        units = Unit.objects.for_post(by) if by is not None else Unit.objects.all()
        standing = list(units.on(today))
        seen = Person.objects.for_post(by) if by is not None else Person.objects.all()
        posts = Post.objects.filter(unit__in=standing).exclude(until__lt=today)
        return cls(
            units=_by_name(standing),
            lines={word: line.slug for line in Line.objects.filter(active=True) for word in names_of(line)},
            people={person.login.lower(): person for person in Person.objects.all()},
            mine=frozenset(seen.values_list("pk", flat=True)),
            held=frozenset(posts.values_list("person_id", "unit_id", "kind")),
            today=today,
        )


def _by_name(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in units:
        for name in dict.fromkeys([unit.name, *unit.short_names, unit.code]):
            found.setdefault(name, []).append(unit)
    return found


def names_of(line: Line) -> Iterable[str]:
    """What a line may be called."""
    return (line.slug, line.name, line.short, *line.aliases)


def read_people(source: bytes, book: Book) -> Reading:
    """The people of a workbook. Raises Refused for a file that can't be read; everything else is a finding."""
    for sheet in read_sheets(source, limits=Limits(rows=MOST_ROWS + HEAD_WITHIN)):
        if head := head_of(sheet, COLUMNS, set(NEEDED)):
            return _read(sheet, *head, book)
    needed = "、".join(COLUMNS[name][0] for name in NEEDED)
    raise Refused(_("没有认出表头：要有%(columns)s这几列，可以先下载空表对照") % {"columns": needed}, field="file")


# -- the rows


def _read(sheet: Sheet, head: int, columns: dict[str, int], unknown: Sequence[str], book: Book) -> Reading:
    reading = Reading(findings=[Finding(head + 1, left_out(name), bad=False) for name in unknown])
    reader = _Reader(book, columns)
    for at, row in enumerate(sheet.filled(head + 1), start=head + 2):
        said = {name: row[column] for name, column in columns.items()}
        if any(text_of(cell) for cell in said.values()):
            person, shown = reader.row(at, said)
            reading.shown.append(shown)
            reading.rows += [person] if person else []
    if not reading.shown:
        raise Refused(_("表头下面没有人"), field="file")
    return reading


class _Reader:
    """Reads row after row, and knows what stood above: one login name is one person, one post is written once."""

    def __init__(self, book: Book, columns: Mapping[str, int]) -> None:
        self.book, self.columns = book, columns
        self.names: dict[str, tuple[int, str]] = {}
        self.posts: dict[tuple[str, int, str], int] = {}

    def row(self, at: int, said: Mapping[str, Cell]) -> tuple[PersonRow | None, Shown]:
        self.at, self.findings = at, list[Finding]()
        name, login = self._name(said.get("name")), self._login(said.get("login"))
        person = self._person(name, login)
        unit, kind = self._unit(said.get("unit")), self._kind(said.get("kind"))
        lines = self._lines(said.get("lines"), kind)
        since, until = self._days(said)
        if login and unit and kind:
            self._once(login, unit, kind, person)
        shown = Shown(at, {key: text_of(cell) for key, cell in said.items()}, tuple(self.findings))
        if not shown.good or unit is None:
            return None, shown
        row = PersonRow(at, name, login, unit.pk, kind, lines, since, until, known=person is not None)
        return row, shown

    def _amiss(self, column: str, what: str, *, bad: bool = True) -> None:
        cell = f"{column_letters(self.columns[column])}{self.at}" if column in self.columns else ""
        self.findings.append(Finding(self.at, what, cell, bad))

    def _name(self, cell: Cell) -> str:
        name = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", text_of(cell))
        if not name:
            self._amiss("name", _("没有写姓名"))
        elif len(name) > LONGEST_NAME:
            self._amiss("name", _("姓名超过 %(most)d 个字") % {"most": LONGEST_NAME})
        return name

    def _login(self, cell: Cell) -> str:
        login = text_of(cell).replace(" ", "")
        if not login:
            self._amiss("login", _("没有写登录名"))
        elif _PHONE_OR_ID.fullmatch(login):
            self._amiss("login", _("登录名不要用手机号或身份证号"))
            return ""
        elif len(login) > LONGEST_LOGIN or not LOGIN.fullmatch(login):
            self._amiss("login", _("登录名只能用字母、数字、点、横线和下划线，以字母或数字开头"))
        return login

    def _person(self, name: str, login: str) -> Person | None:
        """Who has the login name already; a name that isn't hers, or that another row says otherwise, is a finding."""
        first = self.names.setdefault(login.lower(), (self.at, name)) if login else (self.at, name)
        if first[1] != name:
            self._amiss("login", _("这个登录名在第%(row)d行是另一个人的") % {"row": first[0]})
        person = self.book.people.get(login.lower()) if login else None
        if person is None:
            return None
        if person.name != name or person.pk not in self.book.mine:
            self._amiss("login", _("登录名%(login)s已经有人用了") % {"login": login})
            return None
        return person

    def _unit(self, cell: Cell) -> Unit | None:
        said = text_of(cell).replace(" ", "")
        found = self.book.units.get(said, ())
        if not said:
            self._amiss("unit", _("没有写单位"))
        elif not found:
            self._amiss("unit", _("没有叫%(name)s的单位") % {"name": quoted(said)})
        elif len(found) > 1:
            self._amiss("unit", _("有几个单位叫%(name)s，请写全称或代码") % {"name": quoted(said)})
        return found[0] if len(found) == 1 else None

    def _kind(self, cell: Cell) -> str:
        said = text_of(cell).replace(" ", "")
        for kind, words in KINDS.items():
            if said in words or said == kind.value:
                return str(kind.value)
        offered = "、".join(words[0] for words in KINDS.values())
        told = _("看不懂岗位%(said)s") % {"said": quoted(said)} if said else _("没有写岗位")
        self._amiss("kind", _("%(told)s，只能是%(offered)s") % {"told": told, "offered": offered})
        return ""

    def _lines(self, cell: Cell, kind: str) -> tuple[str, ...]:
        words = [word for word in split_names(text_of(cell)) if word not in _ALL]
        for word in words:
            if word not in self.book.lines:
                self._amiss("lines", _("没有启用叫%(name)s的条线") % {"name": quoted(word)})
        if words and kind and kind != PostKind.OFFICER:
            self._amiss("lines", _("只有条线干部分条线，这一格已略去"), bad=False)
            return ()
        return tuple(dict.fromkeys(self.book.lines[word] for word in words if word in self.book.lines))

    def _days(self, said: Mapping[str, Cell]) -> tuple[date, date | None]:
        since, until = self._day("since", said), self._day("until", said)
        begins = since or self.book.today
        if until is not None and until < begins:
            self._amiss("until", _("离任日期不能早于到任日期"))
        return begins, until

    def _day(self, column: str, said: Mapping[str, Cell]) -> date | None:
        reading = read_day(said.get(column), year=self.book.today.year)
        if reading.problem:
            self._amiss(column, reading.problem)
        return reading.value

    def _once(self, login: str, unit: Unit, kind: str, person: Person | None) -> None:
        first = self.posts.setdefault((login.lower(), unit.pk, kind), self.at)
        if first != self.at:
            self._amiss("login", _("与第%(first)d行重复") % {"first": first})
        if person is not None and (person.pk, unit.pk, kind) in self.book.held:
            self._amiss("login", _("已经在这个岗位上了"))


# -- the empty sheet


def people_template(units: Iterable[Unit], lines: Iterable[Line]) -> bytes:
    """An empty sheet to fill in, with the units and posts to choose from."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#F3F1EC"})
        forms = {"since": workbook.add_format({"num_format": "yyyy-mm-dd"}), "login": _as_text(workbook)}
        forms["until"] = forms["since"]
        sheet, told = workbook.add_worksheet(_("人员")), workbook.add_worksheet(_("填写说明"))
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, COLUMNS[name][0], bold)
            sheet.set_column(column, column, 20 if name in ("unit", "lines") else 14, forms.get(name))
        sheet.freeze_panes(1, 0)
        told.set_column(0, 0, 80)
        names = [unit.name for unit in units]
        for row, text in enumerate([*_how_to_fill(lines), "", _("单位："), *names]):
            told.write_string(row, 0, text)
        first = len(_how_to_fill(lines)) + 3
        kinds = [words[0] for words in KINDS.values()]
        _choose(sheet, "kind", kinds)
        _choose(sheet, "unit", f"='{_('填写说明')}'!$A${first}:$A${first + max(len(names), 1) - 1}")
    return stream.getvalue()


def _as_text(workbook: xlsxwriter.Workbook) -> xlsxwriter.format.Format:
    return workbook.add_format({"num_format": "@"})


def _choose(sheet: xlsxwriter.worksheet.Worksheet, column: str, source: list[str] | str) -> None:
    at = list(COLUMNS).index(column)
    # Other names are read, too: what isn't on the list is told, not forbidden.
    sheet.data_validation(1, at, MOST_ROWS, at, {"validate": "list", "source": source, "error_type": "information"})


def _how_to_fill(lines: Iterable[Line]) -> list[str]:
    return [
        _("一人一个岗位占一行；一个人有两个岗位，写两行，登录名相同。"),
        _("登录名用字母和数字，如姓名的拼音；不要用手机号或身份证号。"),
        _("岗位只有五种：社区工作者、条线干部、分管领导、督查审计、管理员。"),
        _("条线只有条线干部要写，几条用顿号隔开；不写就是全部条线。可以写：%(lines)s")
        % {"lines": "、".join(line.short for line in lines)},
        _("到任日期不填就是上传当天；离任日期不知道就不填。"),
        _("不要加民族、宗教信仰、政治面貌这类列，一本不登记。"),
    ]
