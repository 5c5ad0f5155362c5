"""Workbooks in the manners of real streets, with what truly stands in them: made for tests, row by row.

A list is built beside its truth: `page.good(fact, …cells, says="unit place")` puts a row down and notes that these
fields of the fact are told there; `page.bad(…)` a row that must be named; `page.put(…)` one that is no activity.
"""

from __future__ import annotations

import io
import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import xlsxwriter

from yiben.config.sample import street
from yiben.ledger.heads import Counted, Words
from yiben.ledger.imports import Draft, Reading, read_list
from yiben.ledger.words import line_words, topic_words, unit_names, words_by_name
from yiben.lib.sheets import read_sheets
from yiben.terms.models import Kind, Topic
from yiben.units.models import Line, Unit

HOME = "河畔社区"
METRICS = ("attendances", "people", "volunteers", "households", "materials", "items", "money", "hours", "times")
SIMPLE = ("unit", "end", "place", "note", "lines", "cohosts")


# --- the street's words, as the database would tell them --------------------------------------------------------------


def _catalogue(name: str) -> list[dict[str, Any]]:
    (rows,) = tomllib.loads(files("yiben.terms").joinpath("catalogue", f"{name}.toml").read_text("utf-8")).values()
    return rows


@cache
def units() -> dict[str, int]:
    return {seed.name: number for number, seed in enumerate(street.UNITS, start=1)}


@cache
def street_words(by: str = "officer") -> Words:
    """What names mean to an officer of the whole street, or to the worker of one community."""
    listed = [Unit(pk=units()[seed.name], name=seed.name, short_names=list(seed.short_names)) for seed in street.UNITS]
    own = [unit for unit in listed if unit.name != street.DISTRICT]
    tenant = next(unit for unit in listed if unit.name == street.STREET)
    kinds = [Kind(slug=k["slug"], name=k["name"], aliases=k["aliases"], order=k["order"]) for k in _catalogue("kinds")]
    topics = [
        Topic(slug=t["slug"], name=t["name"], aliases=t["aliases"], kinds=t["kinds"]) for t in _catalogue("topics")
    ]
    lines = [Line(slug=x["slug"], name=x["name"], short=x["short"], aliases=x["aliases"]) for x in _catalogue("lines")]
    worker = by == "worker"
    return Words(
        units=unit_names(own, tenant),
        writable=frozenset({units()[HOME]} if worker else {unit.pk for unit in own}),
        default_unit=units()[HOME] if worker else tenant.pk,
        kinds=words_by_name(kinds),
        topics=words_by_name(topics),
        lines=line_words(lines),
        measures={},
        metrics=[Counted(m["slug"], m["name"], m["unit"], tuple(m["aliases"])) for m in _catalogue("metrics")],
        today=date(2025, 11, 20),
        kind_names={kind.slug: kind.name for kind in kinds},
        line_names={line.slug: line.short for line in lines},
        topic_words=[topic_words(topic) for topic in topics],
    )


# --- facts ------------------------------------------------------------------------------------------------------------

DONE = (
    ("学雷锋志愿服务活动", "volunteering", "社区广场", "volunteering"),
    ("女性健康知识讲座", "lecture", "居委会二楼会议室", "women"),
    ("春季义诊进小区", "screening", "河畔花园小区", "redcross"),
    ("防范电信诈骗宣传活动", "publicity", "农贸市场门口", "volunteering"),
    ("消防安全知识培训", "training", "党群服务中心", "enterprise"),
    ("困难家庭慰问", "relief", "辖区内", "women"),
    ("工会工作例会", "meeting", "街道三楼会议室", "union"),
    ("端午节包粽子主题活动", "themed", "文化活动室", "youth"),
    ("清洁家园志愿服务", "volunteering", "滨河公园", "volunteering"),
    ("职工乒乓球比赛", "contest", "工人文化宫", "union"),
    ("法律咨询服务进社区", "consultation", "社区广场", "women"),
    ("青年志愿者助老志愿服务", "volunteering", "日间照料中心", "youth"),
)
COMMUNITIES = ("河畔社区", "桥南社区", "桥北社区", "柳荫社区", "石榴园社区", "书院社区")


@dataclass(frozen=True)
class Fact:
    """One activity as it truly was."""

    day: date
    title: str
    kind: str
    place: str
    line: str
    unit: str
    attendances: int
    volunteers: int
    materials: int
    households: int
    money: int
    hours: int
    note: str

    @property
    def md(self) -> str:
        return f"{self.day.month}月{self.day.day}日"

    @property
    def ymd(self) -> str:
        return f"{self.day.year}年{self.md}"

    @property
    def dotted(self) -> str:
        return f"{self.day.month}.{self.day.day}"

    @property
    def kind_name(self) -> str:
        return street_words().kind_names[self.kind]

    @property
    def line_name(self) -> str:
        return street_words().line_names[self.line]

    @property
    def people(self) -> int:
        return self.attendances

    @property
    def times(self) -> int:
        return 1

    @property
    def items(self) -> int:
        return self.households


def facts(
    count: int, seed: int = 0, *, unit: str = "", month: int | None = None, kinds: Sequence[str] = ()
) -> list[Fact]:
    """So many activities of 2025, by day, always the same for a seed."""
    chance = random.Random(seed)
    done = [one for one in DONE if not kinds or one[1] in kinds]
    days = sorted(
        date(2025, month, chance.randint(1, 28)) if month else date(2025, 1, 6) + timedelta(days=chance.randint(0, 300))
        for _ in range(count)
    )
    return [
        Fact(
            day=day,
            title=(what := done[(number + seed) % len(done)])[0],
            kind=what[1],
            place=what[2],
            line=what[3],
            unit=unit or COMMUNITIES[(number * 5 + seed) % len(COMMUNITIES)],
            attendances=chance.randint(12, 260),
            volunteers=chance.randint(3, 40),
            materials=chance.randint(20, 900),
            households=chance.randint(2, 90),
            money=chance.randint(2, 90) * 100,
            hours=chance.randint(1, 6),
            note=("居民反响好", "照片已存档", "与学校联合开展", "首次开展")[number % 4],
        )
        for number, day in enumerate(days)
    ]


# --- pages and their truth --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """A row that tells an activity: where it stands, and what must come out of it; `only` where what it leaves open
    is not looked at, save what is counted and who held it."""

    sheet: str
    number: int
    said: dict[str, Any]
    only: bool = False


@dataclass
class Page:
    """A sheet that is being written, from its first row down."""

    name: str = "Sheet1"
    hidden: bool = False
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    named: list[tuple[str, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    comments: list[tuple[int, int, str]] = field(default_factory=list)

    def put(self, *cells: Any) -> Page:
        self.rows.append(cells)
        return self

    def title(self, text: str, across: int) -> Page:
        """A title merged over the columns."""
        self.merge(0, 0, 0, across - 1)
        return self.put(text)

    def merge(self, top: int, left: int, bottom: int, right: int) -> Page:
        """Merge cells of the rows to come; `top` 0 is the next one."""
        at = len(self.rows)
        self.merged.append((at + top, left, at + bottom, right))
        return self

    def good(self, fact: Fact, *cells: Any, says: str = "", **changed: Any) -> Page:
        """A row that tells the fact's day, title and kind and what `says` lists, save what is said otherwise."""
        said: dict[str, Any] = {"start": fact.day.isoformat(), "title": fact.title, "kind": fact.kind}
        for name in says.split():
            said[name] = [fact.line] if name == "lines" else getattr(fact, name)
        self.told.append(Told(self.name, len(self.rows) + 1, said | changed))
        return self.put(*cells)

    def tell(self, cells: Sequence[Any], *said: dict[str, Any]) -> Page:
        """A row that tells these activities, one as a rule."""
        self.told += [Told(self.name, len(self.rows) + 1, one, only=True) for one in said]
        return self.put(*cells)

    def bad(self, *cells: Any) -> Page:
        """A row that can't be entered as it stands: it must be named."""
        self.named.append((self.name, len(self.rows) + 1))
        return self.put(*cells)


def said(unit: str, start: str, title: str, **more: Any) -> dict[str, Any]:
    """What must come out of a row."""
    return {"unit": unit, "start": start, "title": title} | more


def cells(text: str) -> list[str | None]:
    """Cells of words, told apart by bars."""
    return [cell or None for cell in text.split("|")]


@dataclass
class Book:
    """A workbook, whose it is, and the words of refused columns that must be nowhere."""

    pages: list[Page]
    by: str = "officer"
    filename: str = "台账.xlsx"
    secrets: tuple[str, ...] = ()

    def data(self) -> bytes:
        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            formats = {"day": book.add_format({"num_format": "yyyy/m/d"}), "": None}
            for page in self.pages:
                _write(book.add_worksheet(page.name), page, formats)
        return file.getvalue()


@dataclass(frozen=True)
class Formula:
    """A cell that is worked out, with what the program that saved it found: None where it did not look."""

    text: str
    value: Any


def _write(sheet: Any, page: Page, formats: dict[str, Any]) -> None:
    tops = {(top, left): (bottom, right) for top, left, bottom, right in page.merged}
    for (top, left), (bottom, right) in tops.items():
        sheet.merge_range(top, left, bottom, right, "")
    for at, cells in enumerate(page.rows):
        for column, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if isinstance(cell, Formula):
                sheet.write_formula(at, column, cell.text, None, "" if cell.value is None else cell.value)
            elif isinstance(cell, date):
                sheet.write_datetime(at, column, cell, formats["day"])
            else:
                sheet.write(at, column, cell)
    for at in page.hidden_rows:
        sheet.set_row(at, options={"hidden": True})
    for at in page.hidden_columns:
        sheet.set_column(at, at, options={"hidden": True})
    for at, column, text in page.comments:
        sheet.write_comment(at, column, text)
    if page.hidden:
        sheet.hide()


# --- cases ------------------------------------------------------------------------------------------------------------

Maker = Callable[[], Book | Page]


class Cases(dict[str, Maker]):
    """Makers of workbooks by name."""

    def __call__(self, maker: Maker) -> Maker:
        assert maker.__name__ not in self
        self[maker.__name__] = maker
        return maker

    def books(self) -> Iterator[tuple[str, Book]]:
        for name, maker in self.items():
            made = maker()
            yield name, made if isinstance(made, Book) else Book([made])


# --- comparing --------------------------------------------------------------------------------------------------------


def read_book(book: Book) -> Reading:
    return read_list(read_sheets(book.data()), street_words(book.by), filename=book.filename)


def said_of(draft: Draft) -> dict[str, Any]:
    """What a draft says, as truths are written: empty fields left out, units by name."""
    names = {number: name for name, number in units().items()}
    said = {name: draft.said[name] for name in ("start", "end", "kind", "title", "place", "note", "lines")}
    said |= {"unit": names[draft.said["unit"]], "cohosts": [names[pk] for pk in draft.said["cohosts"]]}
    for metric, value, words, noun in draft.said["amounts"]:
        said[f"{metric}:{noun}" if noun else metric] = words or value
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def expected(told: Told, book: Book) -> dict[str, Any]:
    default = HOME if book.by == "worker" else street.STREET
    said = {"unit": default} | told.said
    kept = {name: value for name, value in said.items() if value not in (None, "", [], ())}
    texts = {name: value for name, value in kept.items() if name.partition(":")[0] in METRICS}
    return kept | {name: str(value) for name, value in texts.items()}


@dataclass(frozen=True)
class Marks:
    """How a book was read: what of its good rows came out right, and which rows went wrong or unnamed."""

    good: int
    right: int
    bad: int
    named: int
    wrong: tuple[str, ...]


def marked(book: Book, reading: Reading | None = None) -> Marks:
    reading = reading or read_book(book)
    drafts: dict[tuple[str, int], list[Draft]] = {}
    for draft in reading.drafts:
        drafts.setdefault((_sheet(draft.sheet), draft.number), []).append(draft)
    told = [one for page in book.pages for one in page.told]
    named = [one for page in book.pages for one in page.named]
    wrong: list[str] = []
    right = 0
    for one in told:
        found = _taken(drafts.get((one.sheet, one.number), []), one)
        want = expected(one, book)
        got = said_of(found) if found and found.good else {}
        if "lines" not in want and found and got.get("lines") == [reading.tables[found.sheet].line]:
            # What the list's own name says of all its rows stands in none of them.
            got.pop("lines")
        if one.only:
            got = {name: value for name, value in got.items() if name in want or name not in _OPEN}
        if got == want:
            right += 1
            continue
        why = "; ".join(f.text for f in found.findings if f.bad) if found else "not read"
        wrong.append(f"{one.sheet}!{one.number} {_difference(want, got)} {why if not got else ''}")
    hit = 0
    for place in named:
        at_place = drafts.pop(place, [])
        if any(not draft.good for draft in at_place) or place[0] in reading.rosters:
            hit += 1
        else:
            wrong.append(f"{place} should be named: {[said_of(draft) for draft in at_place] or 'not read'}")
    wrong += [
        f"{sheet}!{number} is no activity: {draft.said or draft.findings}"
        for (sheet, number), left in drafts.items()
        for draft in left
    ]
    return Marks(len(told), right, len(named), hit, tuple(wrong))


_OPEN = frozenset({"place", "note", "kind", "lines"})


def _taken(drafts: list[Draft], one: Told) -> Draft | None:
    """The draft of an activity: of several in one row the one of its title."""
    if not drafts:
        return None
    alike = (n for n, draft in enumerate(drafts) if draft.said.get("title") == one.said.get("title"))
    return drafts.pop(next(alike, 0))


def _sheet(name: str) -> str:
    return name.partition("·")[0]


def _difference(want: dict[str, Any], got: dict[str, Any]) -> str:
    if not got:
        return f"{want.get('title')}: nothing;"
    return ", ".join(f"{k}: {want.get(k)!r}≠{got.get(k)!r}" for k in {**want, **got} if want.get(k) != got.get(k))
