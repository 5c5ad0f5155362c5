"""A report's text with its figures worked out: the clean document, the source table apart from it, the word count."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import cast

from django.utils import translation
from django.utils.timezone import localtime

from yiben.figures.models import PastFigure
from yiben.figures.past import TYPED, Past
from yiben.figures.rollup import Figure, Figures, plain
from yiben.figures.targets import Reading, load, read
from yiben.gongwen.paper import Block, Heading, Paper, Para, Run, Side, Table
from yiben.lib.canonical import digest
from yiben.lib.periods import Period, today
from yiben.plans.models import Measure, Target
from yiben.reports.manners import FILTERS, NOTHING, compared, moved
from yiben.reports.models import Report
from yiben.reports.squares import address_of
from yiben.reports.text import A_YEAR_BEFORE, COMPARED, Finding, Grid, Known, Line, Name, Text, parse
from yiben.terms.definitions import Definition
from yiben.terms.models import definitions
from yiben.ui.states import STATES
from yiben.units.models import Line as Lined
from yiben.units.models import Unit, UnitKind

LIMITS = (4000, 5000)
"""《整治形式主义为基层减负若干规定》: 专项 at most 4,000 characters, 综合 at most 5,000."""


@dataclass(frozen=True)
class Cited:
    """A figure at a place of the document: as it is printed, and under which name."""

    name: str
    figure: Figure
    printed: str
    code: str


Piece = str | Cited


@dataclass(frozen=True)
class ShownLine:
    """A paragraph or heading with its figures worked out; `then` runs on behind a heading."""

    level: int
    number: str
    pieces: tuple[Piece, ...]
    then: tuple[Piece, ...] = ()

    @property
    def words(self) -> str:
        return _words(self.pieces)


@dataclass(frozen=True)
class ShownTable:
    """A table with its figures worked out."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Piece, ...], ...]
    align: tuple[Side, ...]
    widths: tuple[float, ...] = ()


def printed(piece: Piece) -> str:
    return piece if isinstance(piece, str) else piece.printed


def _words(pieces: Sequence[Piece]) -> str:
    return "".join(map(printed, pieces))


@dataclass
class Rendered:
    """The report as it stands: its paragraphs and tables in order, the figures it cites, what is wrong in its text."""

    text: Text
    shown: list[ShownLine | ShownTable] = field(default_factory=list)
    by_code: dict[str, Cited] = field(default_factory=dict)
    typed: dict[int, PastFigure] = field(default_factory=dict)
    """What it is compared with that isn't the book's: typed from a document."""
    past: Past = field(default_factory=lambda: Past({}, {}))
    lacking: list[Finding] = field(default_factory=list)

    @property
    def cited(self) -> Sequence[Cited]:
        """The figures, each once, in the order in which they first appear."""
        return list(self.by_code.values())

    @property
    def findings(self) -> Sequence[Finding]:
        return (*self.text.findings, *self.lacking)

    @property
    def words(self) -> int:
        """Characters of the body as a clerk counts them: no blanks, tables left out."""
        lines = [line.number + line.words + _words(line.then) for line in self.shown if isinstance(line, ShownLine)]
        return sum(len("".join(line.split())) for line in lines)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The same for the document's writer."""
        return tuple(_block(shown) for shown in self.shown)


def _block(shown: ShownLine | ShownTable) -> Block:
    if isinstance(shown, ShownLine):
        then = (Run(_words(shown.then)),) if shown.then else ()
        return Heading(shown.level, shown.number, shown.words, then) if shown.level else Para(shown.words)
    return Table(
        caption=shown.caption,
        head=shown.head,
        rows=tuple(tuple(printed(piece) for piece in row) for row in shown.rows),
        align=shown.align,
        widths=shown.widths,
    )


@dataclass(frozen=True)
class Shelf:
    """Everything that a report of this unit and period can cite, each part loaded in a few queries when first asked.

    `catalogue` is all that the street has, `definitions` those of it that are of the report's lines, or of none.
    """

    report: Report
    as_of: datetime | None
    catalogue: dict[str, Definition]
    definitions: dict[str, Definition]
    lines: list[Lined]
    today: date

    @cached_property
    def communities(self) -> list[Unit]:
        """In the tree's order on the report's last day."""
        unit = self.report.unit
        return list(Unit.objects.under(unit).filter(kind=UnitKind.COMMUNITY).on(self.report.end).exclude(pk=unit.pk))

    @cached_property
    def all_lines(self) -> list[Lined]:
        """Those in use, in the catalogue's order."""
        return list(Lined.objects.filter(active=True))

    @cached_property
    def figures(self) -> Figures:
        units = [self.report.unit, *self.communities]
        return Figures.load(self.definitions.values(), units, self.report.period, as_of=self.as_of)

    @cached_property
    def targets(self) -> list[Target]:
        """Of the street's plans of that year, answered by an indicator; in the plans' order."""
        return _targets(self.report, self.definitions, self.lines)

    @cached_property
    def progress(self) -> Figures:
        year = self.report.start.year
        until = min(self.today, self.report.end)
        unit, below = self.report.unit, self.communities
        return load(self.targets, self.definitions, unit, below, year, as_of=self.as_of, until=until)

    @cached_property
    def by_name(self) -> dict[str, Definition]:
        return {definition.name: definition for definition in self.definitions.values()}

    @cached_property
    def by_task(self) -> dict[str, Measure]:
        """The measures whose own entries can be counted, by title."""
        return {target.measure.title: target.measure for target in reversed(self.targets) if target.own}

    @cached_property
    def so_far(self) -> Period:
        """The report's period; of one that is not over, the days until today: a year before is held against those."""
        period = self.report.period
        return Period(period.start, max(period.start, min(period.end, self.today)))

    def past(self, names: Collection[str]) -> Past:
        """What a year before is told by, of some indicators: the book, where it goes back so far, or what was typed."""
        asked = [definition for name, definition in self.by_name.items() if name in names]
        return Past.load(asked, self.report.unit, self.so_far, as_of=self.as_of)

    @cached_property
    def known(self) -> Known:
        return Known(self.by_name.keys(), COUNTS.keys(), self.by_task.keys())

    def figure(self, name: Name, unit: Unit) -> Figure:
        """The figure of a known name, over the report's period; of one task, within the plan's year."""
        definition, period = self.by_name[name.indicator], self.report.period
        if not name.task:
            return self.figures.of(definition, unit, period)
        within = Period(period.start, min(period.end, self.progress.span.end))
        return self.progress.of(definition, unit, within, measure=self.by_task[name.task].pk)

    @cached_property
    def readings(self) -> list[Reading]:
        """How far each target is when the report's last day is over (or today, if that is earlier)."""
        unit, known, year = self.report.unit, self.definitions, self.report.start.year
        last = min(self.today, self.report.end)
        day = min(self.today, self.report.end + timedelta(days=1))
        return [
            read(target, known[target.indicator_id], self.progress, unit, self.communities, year, day, until=last)
            for target in self.targets
            if target.indicator_id
        ]

    def count(self, name: str, line: str = "") -> int:
        """How many targets, of one line or all, are in the states that a name of COUNTS stands for."""
        states = COUNTS[name]
        asked = [reading for reading in self.readings if not line or reading.target.measure.line_id == line]
        return sum(not states or reading.state in states for reading in asked)


COUNTS: dict[str, tuple[str, ...]] = {
    "目标项数": (),
    "已达成目标项数": ("done",),
    "按进度目标项数": ("on_course", "ahead", "unknown"),
    "滞后目标项数": ("at_risk", "overdue"),
}
"""Names in a text that count the plan's targets by state; they follow the book until the report is issued."""


def shelf(report: Report, *, as_of: datetime | None = None) -> Shelf:
    """What can be cited; the same few queries whatever the text cites."""
    lines = list(report.lines.all())
    slugs = {line.slug for line in lines}
    every = definitions(report.unit.tenant, retired=True)
    known = {slug: one for slug, one in every.items() if not (slugs and one.line) or one.line in slugs}
    return Shelf(report, as_of, every, known, lines, today())


def _targets(report: Report, known: dict[str, Definition], lines: Sequence[Lined]) -> list[Target]:
    targets = Target.objects.filter(
        indicator__in=known,
        measure__plan__unit=report.unit,
        measure__plan__year=report.start.year,
        measure__plan__state="confirmed",
        measure__dropped=False,
    )
    if lines:
        targets = targets.filter(measure__line__in=lines)
    asked = targets.select_related("measure__line", "measure__plan", "indicator")
    return list(asked.order_by("measure__plan", "measure__order", "pk"))


def render(report: Report, stock: Shelf) -> Rendered:
    """Work the text out. A name that isn't known prints as it was typed, and is a finding."""
    rendered = Rendered(parse(report.body, stock.known))
    rendered.past = stock.past(_compared_in(rendered.text))
    # A document is in Chinese, whatever language its author's pages are in.
    with translation.override("zh-hans"):
        for block in rendered.text.blocks:
            if isinstance(block, Line):
                rendered.shown.append(_line(block, rendered, stock))
            elif isinstance(block, Grid):
                rendered.shown.append(_grid(block, rendered, stock))
            else:
                rendered.shown.append(_target_grid(rendered, stock))
    return rendered


def _compared_in(text: Text) -> set[str]:
    """The indicators that a text holds against a year before."""
    names = (piece for block in text.blocks if isinstance(block, Line) for piece in block.names)
    return {name.indicator for name in names if name.manner in (A_YEAR_BEFORE, COMPARED)}


def cite(rendered: Rendered, stock: Shelf, name: str, figure: Figure) -> Cited:
    """The figure as cited: one that stands in several places of a document is one citation with one code."""
    code = trace_code(stock.report, figure)
    if code not in rendered.by_code:
        rendered.by_code[code] = Cited(name, figure, figure.printed or "—", code)
    return rendered.by_code[code]


def trace_code(report: Report, figure: Figure) -> str:
    """Ten letters and digits that stand for one figure of one report, and can't be guessed from another's."""
    definition = figure.definition
    told = [report.pk, definition.slug, definition.version, figure.unit.code, str(figure.period), figure.measure]
    return digest(told)[:10].upper()


def _line(line: Line, rendered: Rendered, stock: Shelf) -> ShownLine:
    def shown(piece: str | Name) -> Piece:
        if isinstance(piece, str):
            return piece
        if piece.name in COUNTS:
            return str(stock.count(piece.name))
        if not stock.known.has(piece):
            return "{{ " + piece.name + " }}"
        return _told(piece, rendered, stock)

    return ShownLine(line.level, line.number, tuple(map(shown, line.pieces)), tuple(map(shown, line.then)))


def _told(name: Name, rendered: Rendered, stock: Shelf) -> Piece:
    """A figure in the manner asked for: exact, if nothing is said."""
    if name.manner == A_YEAR_BEFORE:
        return _a_year_before(name, rendered, stock)
    cited = cite(rendered, stock, name.plain, stock.figure(name, stock.report.unit))
    if name.manner == COMPARED:
        return _compared(name, cited, rendered, stock)
    return replace(cited, printed=FILTERS[name.manner](cited.printed)) if name.manner else cited


def _a_year_before(name: Name, rendered: Rendered, stock: Shelf) -> Piece:
    before = rendered.past.of(stock.by_name[name.indicator])
    if before is None:
        rendered.lacking.append(Finding(0, _lacks(name), name.name))
        return NOTHING
    if before.figure:
        return cite(rendered, stock, name.plain, before.figure)
    assert before.typed
    rendered.typed[before.typed.pk] = before.typed
    return f"{before.printed}（{TYPED}）"


def _compared(name: Name, now: Cited, rendered: Rendered, stock: Shelf) -> Piece:
    """增长28%, which leads to the figure that has grown."""
    definition = stock.by_name[name.indicator]
    before = rendered.past.of(definition)
    if before is None:
        rendered.lacking.append(Finding(0, _lacks(name), name.name))
        return NOTHING
    if before.figure:
        cite(rendered, stock, name.plain, before.figure)
    else:
        assert before.typed
        rendered.typed[before.typed.pk] = before.typed
    told = (moved if definition.unit == "%" else compared)(now.printed, before.printed)
    return replace(now, printed=told + (f"（上年数为{TYPED}）" if before.typed and told != NOTHING else ""))


def _lacks(name: Name) -> str:
    return f"“{name.indicator}”没有上年同期的数：账本没有记到那么早，也没有在“数字—上年数”里录入"


def _grid(grid: Grid, rendered: Rendered, stock: Shelf) -> ShownTable:
    names = [name for name in grid.names if name in stock.by_name]
    rows: list[tuple[Piece, ...]] = []
    for unit in [*stock.communities, stock.report.unit]:
        cited = [cite(rendered, stock, name, stock.figure(Name(name), unit)) for name in names]
        rows.append(("合计" if unit.pk == stock.report.unit_id else unit.name, *cited))
    heads = [_headed(stock.by_name[name]) for name in names]
    return ShownTable(
        caption=f"{stock.report.period.label()}各社区主要工作量",
        head=("单位", *heads),
        rows=tuple(rows),
        widths=(6.5, *(len(head) + 1.5 for head in heads)),
        align=("left", *cast("list[Side]", ["right"] * len(names))),
    )


def _headed(definition: Definition) -> str:
    """A column's head: with the unit, unless the name says it (活动场次, 发放宣传资料份数)."""
    said = definition.unit in definition.name[-2:]
    return definition.name if said else f"{definition.name}（{definition.unit}）"


def _target_grid(rendered: Rendered, stock: Shelf) -> ShownTable:
    rows: list[tuple[Piece, ...]] = []
    for reading in stock.readings:
        target = reading.target
        name = reading.definition.name + (f"：{target.measure.title}" if target.own else "")
        rows.append(
            (target.measure.title, target.words_asked, cite(rendered, stock, name, reading.figure), state_of(reading))
        )
    return ShownTable(
        caption="目标任务完成情况",
        head=("任务", "年度目标", "完成数", "进度"),
        rows=tuple(rows),
        widths=(41, 34.5, 12.5, 12),
        align=("left", "left", "right", "center"),
    )


def state_of(reading: Reading) -> str:
    return str(STATES[reading.state].word) if reading.state else "—"


def paper(report: Report, rendered: Rendered, *, number: str = "", on: date | None = None) -> Paper:
    """The clean document: no codes, no marks."""
    return Paper(
        title=report.title,
        number=number or None,
        blocks=rendered.blocks,
        body=report.unit.name if report.unit.kind != UnitKind.STREET else report.unit.name + "办事处",
        date=on,
    )


def source_paper(report: Report, rendered: Rendered, *, as_of: datetime) -> Paper:
    """来源说明: every figure with its trace code and what it rests on; and each definition in words once."""
    said = (
        f"本表列出《{report.title}》中每一个数字所依据的记录条数和溯源码。"
        f"“本期”指{report.period.label()}，数据截至{_moment(as_of)}。“约数”指其中只记了大概数量的记录条数。"
        f"在一本里打开“{address_of('溯源码')}”，能看到口径、记录和出具以后的变化。"
    )
    used = {cited.figure.definition.slug: cited.figure.definition for cited in rendered.cited}
    words = tuple((d.name, f"第{d.version}版", d.words + _narrowed(d)) for d in used.values())
    blocks: tuple[Block, ...] = (
        Para(said),
        *_source_tables(report, rendered.cited),
        *_typed_table(rendered.typed.values()),
        Heading(1, "", "统计口径"),
        Table(head=("数字", "版本", "口径"), rows=words, widths=(26, 11, 63), align=("left", "center", "left")),
    )
    return Paper(title="来源说明", subtitle=report.title, blocks=blocks)


def _narrowed(definition: Definition) -> str:
    """Of an indicator that was counted for one line only."""
    return "这里只数属于该条线的记录。" if "@" in definition.slug else ""


def _source_tables(report: Report, cited: Sequence[Cited]) -> Iterator[Table]:
    """The unit's own figures of the period, those of other stretches, and those of its communities."""
    whole = [one for one in cited if one.figure.unit == report.unit]
    below = [one for one in cited if one.figure.unit != report.unit]
    now = [one for one in whole if one.figure.period == report.period]
    name = report.unit.name
    kinds: tuple[tuple[str, str, list[Cited], Callable[[Cited], str]], ...] = (
        (f"{name}，本期", "", now, lambda _one: ""),
        (f"{name}，其他时段", "时段", [one for one in whole if one not in now], lambda one: _stretch(one, report)),
        ("各社区，本期", "单位", [one for one in below if one.figure.period == report.period], _whose),
        (
            "各社区，其他时段",
            "单位、时段",
            [one for one in below if one.figure.period != report.period],
            lambda one: f"{_whose(one)}，{_stretch(one, report)}",
        ),
    )
    number = 1
    for caption, column, some, told in kinds:
        if some:
            yield _source_table(caption, column, [(told(one), one) for one in some], number)
        number += len(some)


def _typed_table(typed: Iterable[PastFigure]) -> Iterator[Table]:
    """What was compared with and stands in no book: its document, and who typed it."""
    rows = [
        (
            one.indicator.name,
            one.period.label(),
            plain(one.value),
            one.document,
            str(one.typed_by.person if one.typed_by else ""),
        )
        for one in typed
    ]
    if rows:
        yield Table(
            caption=f"上年数（{TYPED}）",
            head=("数字", "时段", "数值", "出自", "录入人"),
            rows=tuple(rows),
            widths=(24, 18, 14, 32, 12),
            align=("left", "left", "right", "left", "center"),
        )


def _source_table(caption: str, column: str, rows: Sequence[tuple[str, Cited]], first: int) -> Table:
    extra = (column,) if column else ()
    return Table(
        caption=caption,
        head=("序号", *extra, "数字", "数值", "记录", "约数", "溯源码"),
        rows=tuple(_source(number, told, one) for number, (told, one) in enumerate(rows, start=first)),
        widths=(3.2, *[6.4] * len(extra), 15.6 - 6.4 * len(extra), 4.8, 3.1, 3.1, 7.4),
        align=("center", *cast("list[Side]", ["left"] * len(extra)), "left", "right", "right", "right", "center"),
    )


def _source(number: int, told: str, cited: Cited) -> tuple[str, ...]:
    figure = cited.figure
    extra = (told,) if told else ()
    return (str(number), *extra, cited.name, cited.printed, str(figure.entries), str(figure.approx or ""), cited.code)


def _whose(cited: Cited) -> str:
    return cited.figure.unit.short_name


def _stretch(cited: Cited, report: Report) -> str:
    return cited.figure.period.label().removeprefix(f"{report.start.year}年") or "全年"


def _moment(at: datetime) -> str:
    local = localtime(at)
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"
