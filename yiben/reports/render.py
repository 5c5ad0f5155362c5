"""A report's text with its figures worked out: the clean document, the source table apart from it, the word count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from django.utils import translation
from django.utils.timezone import localtime

from yiben.figures.rollup import Figure, Figures
from yiben.figures.targets import Reading, load, read
from yiben.gongwen.paper import Block, Heading, Paper, Para, Run, Side, Table
from yiben.lib.canonical import digest
from yiben.lib.periods import today
from yiben.plans.models import Target
from yiben.reports.models import Report
from yiben.reports.text import Finding, Grid, Line, Name, Text, parse
from yiben.terms.definitions import Definition
from yiben.terms.models import definitions
from yiben.ui.states import STATES
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
    """A paragraph or heading with its figures worked out."""

    level: int
    number: str
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> str:
        return "".join(printed(piece) for piece in self.pieces)


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


@dataclass
class Rendered:
    """The report as it stands: its paragraphs and tables in order, the figures it cites, what is wrong in its text."""

    text: Text
    shown: list[ShownLine | ShownTable] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)

    @property
    def findings(self) -> Sequence[Finding]:
        return self.text.findings

    @property
    def words(self) -> int:
        """Characters of the body as a clerk counts them: no blanks, tables left out."""
        lines = [line.number + line.words for line in self.shown if isinstance(line, ShownLine)]
        return sum(len("".join(line.split())) for line in lines)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The same for the document's writer."""
        return tuple(_block(shown) for shown in self.shown)


def _block(shown: ShownLine | ShownTable) -> Block:
    if isinstance(shown, ShownLine):
        return Heading(shown.level, shown.number, shown.words) if shown.level else Para(shown.words)
    return Table(
        caption=shown.caption,
        head=shown.head,
        rows=tuple(tuple(printed(piece) for piece in row) for row in shown.rows),
        align=shown.align,
        widths=shown.widths,
    )


@dataclass(frozen=True)
class Shelf:
    """Everything that a report of this unit and period can cite, loaded in a few queries."""

    report: Report
    as_of: datetime | None
    definitions: dict[str, Definition]
    communities: list[Unit]
    figures: Figures
    targets: list[Target]
    progress: Figures
    today: date

    @property
    def by_name(self) -> dict[str, Definition]:
        return {definition.name: definition for definition in self.definitions.values()}

    def figure(self, name: str, unit: Unit) -> Figure:
        return self.figures.of(self.by_name[name], unit, self.report.period)

    def readings(self) -> list[Reading]:
        year = self.report.start.year
        day = min(self.today, self.report.end)
        unit, known = self.report.unit, self.definitions
        return [
            read(target, known[target.indicator_id], self.progress, unit, self.communities, year, day)
            for target in self.targets
            if target.indicator_id
        ]


def shelf(report: Report, *, as_of: datetime | None = None) -> Shelf:
    known = definitions()
    communities = list(
        Unit.objects.under(report.unit).filter(kind=UnitKind.COMMUNITY).on(report.end).exclude(pk=report.unit_id)
    )
    targets = _targets(report, known)
    return Shelf(
        report=report,
        as_of=as_of,
        definitions=known,
        communities=communities,
        figures=Figures.load(known.values(), [report.unit, *communities], report.period, as_of=as_of),
        targets=targets,
        progress=load(targets, known, report.unit, communities, report.start.year, as_of=as_of),
        today=today(),
    )


def _targets(report: Report, known: dict[str, Definition]) -> list[Target]:
    """The targets of the street's plans of that year that an indicator answers, in the plans' order."""
    targets = Target.objects.filter(
        indicator__in=known,
        measure__plan__unit=report.unit,
        measure__plan__year=report.start.year,
        measure__plan__state="confirmed",
        measure__dropped=False,
    )
    lines = [line.slug for line in report.lines.all()]
    if lines:
        targets = targets.filter(measure__line__in=lines)
    return list(targets.select_related("measure__line", "indicator").order_by("measure__plan", "measure__order", "pk"))


def render(report: Report, stock: Shelf) -> Rendered:
    """Work the text out. A name that isn't known prints as it was typed, and is a finding."""
    rendered = Rendered(parse(report.body, stock.by_name.keys()))
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


def _cite(rendered: Rendered, stock: Shelf, name: str, figure: Figure) -> Cited:
    code = trace_code(stock.report, len(rendered.cited), figure)
    cited = Cited(name, figure, figure.printed or "—", code)
    rendered.cited.append(cited)
    return cited


def trace_code(report: Report, order: int, figure: Figure) -> str:
    """Ten letters and digits that stand for one figure of one report, and can't be guessed from another's."""
    told = [report.pk, order, figure.definition.slug, figure.definition.version, figure.unit.code, str(figure.period)]
    return digest(told)[:10].upper()


def _line(line: Line, rendered: Rendered, stock: Shelf) -> ShownLine:
    pieces: list[Piece] = []
    for piece in line.pieces:
        if isinstance(piece, Name) and piece.name in stock.by_name:
            pieces.append(_cite(rendered, stock, piece.name, stock.figure(piece.name, stock.report.unit)))
        else:
            pieces.append("{{ " + piece.name + " }}" if isinstance(piece, Name) else piece)
    return ShownLine(line.level, line.number, tuple(pieces))


def _grid(grid: Grid, rendered: Rendered, stock: Shelf) -> ShownTable:
    names = [name for name in grid.names if name in stock.by_name]
    rows: list[tuple[Piece, ...]] = []
    for unit in [*stock.communities, stock.report.unit]:
        cited = [_cite(rendered, stock, name, stock.figure(name, unit)) for name in names]
        whole = unit.pk == stock.report.unit_id
        rows.append(("合计（含街道本级）" if whole else unit.name, *cited))
    return ShownTable(
        caption=f"{stock.report.period.label()}各社区主要工作量",
        head=("单位", *(f"{name}（{stock.by_name[name].unit}）" for name in names)),
        rows=tuple(rows),
        align=("left", *cast("list[Side]", ["right"] * len(names))),
    )


def _target_grid(rendered: Rendered, stock: Shelf) -> ShownTable:
    rows: list[tuple[Piece, ...]] = []
    for reading in stock.readings():
        target = reading.target
        goal = f"{target.get_frequency_display()}{target}"
        rows.append(
            (
                _shorten(target.measure.title),
                f"{target.get_scope_display()}{goal}" if target.scope == "each" else goal,
                _cite(rendered, stock, reading.definition.name, reading.figure),
                _state(reading.state),
            )
        )
    return ShownTable(
        caption="目标任务完成情况",
        head=("任务", "目标", "完成", "进度"),
        rows=tuple(rows),
        widths=(46, 24, 14, 16),
        align=("left", "left", "right", "center"),
    )


def _state(state: str) -> str:
    return str(STATES[state].word) if state else "—"


def _shorten(title: str) -> str:
    return title if len(title) <= 40 else title[:39] + "…"


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
    said = f"本表列出《{report.title}》中每一个数字的口径、时段和所依据的记录条数，数据截至{_moment(as_of)}。"
    rows = tuple(
        (
            str(number),
            cited.name,
            cited.figure.unit.short_name,
            cited.printed,
            cited.figure.period.label(),
            f"{cited.figure.entries}" + (f"（约数{cited.figure.approx}）" if cited.figure.approx else ""),
            cited.code,
        )
        for number, cited in enumerate(rendered.cited, start=1)
    )
    head = ("序号", "数字名称", "单位", "数值", "时段", "记录条数", "溯源码")
    used = {cited.figure.definition.slug: cited.figure.definition for cited in rendered.cited}
    words = [Para(runs=(Run(f"{d.name}（第{d.version}版）：", bold=True), Run(d.words))) for d in used.values()]
    blocks: tuple[Block, ...] = (
        Para(said),
        Table(head=head, rows=rows, widths=(6, 24, 14, 12, 18, 12, 14)),
        Heading(1, "", "口径说明"),
        *words,
    )
    return Paper(title="来源说明", subtitle=report.title, blocks=blocks)


def _moment(at: datetime) -> str:
    local = localtime(at)
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"
