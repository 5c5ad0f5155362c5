"""Writing an official document: what it says, as records, becomes a .docx in the layout of GB/T 9704-2012."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import assert_never, cast

from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P

from yiben.gongwen import pages
from yiben.gongwen.elements import Element, clean, element, even, paragraph, run, tidy
from yiben.gongwen.grids import grid, line_above
from yiben.gongwen.pages import CHAR, CHARS, FANGSONG, HEADING_FACES, HEITI, KAITI, LINE, XIAOBIAOSONG, aligned, indent
from yiben.gongwen.paper import Block, Heading, PageBreak, Paper, Para, Run, Table, day, numbered
from yiben.gongwen.titles import balanced, width

__all__ = ["Block", "Heading", "PageBreak", "Paper", "Para", "Run", "Table", "numbered", "write"]

_TITLE_CHARS = 20  # of 22 pt, just within the type area
_DATE_EDGE = 4  # 成文日期右空四字


def write(paper: Paper) -> bytes:
    """The .docx. The same paper gives the same bytes."""
    flow = _Flow()
    _head(flow, paper)
    for block in numbered(paper.blocks):
        _block(flow, block)
    _foot(flow, paper)
    date = paper.date if isinstance(paper.date, datetime.date) else None
    return pages.package(flow.finished(), title=tidy(paper.title), author=tidy(paper.body or ""), date=date)


class _Flow:
    """The document as it grows: paragraphs and tables in their order, in sections upright or across."""

    def __init__(self) -> None:
        self._elements: list[Element] = []
        self._page = pages.PORTRAIT
        self.page_due = False

    @property
    def room(self) -> int:
        return self._page.room

    def add(
        self, style: str, *inside: Element, before: int = 0, after: int = 0, properties: Sequence[Element] = ()
    ) -> None:
        """A paragraph; it begins a page if one is due, and keeps a little away from a table above."""
        if self._under_table:
            before = before or pages.SEAM_LINE
        given = [*properties]
        if before or after:
            given.append(element("spacing", before=before or None, after=after or None))
        if self.page_due:
            given.append(element("pageBreakBefore"))
        self.page_due = False
        self._elements.append(paragraph(style, *inside, properties=tuple(given)))

    def add_table(self, table: Element) -> None:
        if self._under_table or self.page_due:
            self.add("Seam")  # Word would make one of two tables that touch
        self._elements.append(table)

    def turn(self, page: pages.Page) -> None:
        """What follows stands on this kind of page: a new section, unless it does already."""
        if page != self._page and self._elements:
            last: Element = self._ending().get_or_add_pPr()
            last.append(pages.section(self._page))
            self.page_due = False
        self._page = page

    def keep_last(self) -> None:
        """The last paragraph goes along to the page of what follows."""
        if self._elements and isinstance(last := self._elements[-1], CT_P):
            last.get_or_add_pPr().keepNext_val = True

    def finished(self) -> list[Element]:
        """All that the body holds. Word wants a paragraph behind a table."""
        self._ending()
        return [*self._elements, pages.section(self._page)]

    def _ending(self) -> CT_P:
        """A paragraph that can end a section."""
        if not self._elements or self._under_table:
            self.add("Seam")
        return cast(CT_P, self._elements[-1])

    @property
    def _under_table(self) -> bool:
        return bool(self._elements) and isinstance(self._elements[-1], CT_Tbl)


def _head(flow: _Flow, paper: Paper) -> None:
    """Reference number, title, subtitle, addressees."""
    if paper.number:
        flow.add_table(line_above(tidy(paper.number), flow.room))
    if title := tidy(paper.title):
        _title(flow, title, tidy(paper.subtitle), above=2 * LINE if paper.number else 0)
    if addressees := "、".join(filter(None, map(tidy, paper.addressees))):
        flow.add("Salutation", run(addressees.rstrip("：:") + "：", FANGSONG), properties=[aligned("left")])


def _title(flow: _Flow, title: str, subtitle: str, above: int) -> None:
    lines = [line for part in title.split("\n") for line in balanced(part, _TITLE_CHARS)]
    gap = _to_grid(len(lines) * pages.TITLE_LINE)
    flow.add(
        "Title",
        run("\n".join(lines), XIAOBIAOSONG),
        properties=[aligned("center")],
        before=above,
        after=0 if subtitle else gap,
    )
    if subtitle:
        flow.add("Subtitle", run(subtitle, KAITI), properties=[aligned("center")], after=gap)


def _to_grid(height: int) -> int:
    """About a blank line: so much that after larger lines of this height the body stands on the grid again."""
    gap = -height % LINE
    return gap if gap > LINE // 3 else gap + LINE


def _block(flow: _Flow, block: Block) -> None:
    match block:
        case Heading():
            _heading(flow, block)
        case Para():
            _para(flow, block)
        case Table():
            _table(flow, block)
        case PageBreak():
            flow.page_due = True
        case _:
            assert_never(block)


def _heading(flow: _Flow, heading: Heading) -> None:
    lead = run(tidy((heading.number or "") + heading.text), HEADING_FACES[heading.level])
    # A whole paragraph in the navigation pane would be a nuisance: with text behind, it is body text.
    style = "BodyText" if heading.then else f"Heading{heading.level}"
    flow.turn(pages.PORTRAIT)
    flow.add(style, lead, *_runs(heading.then), properties=_justified())


def _para(flow: _Flow, para: Para) -> None:
    lines = [para.runs] if para.runs else [(Run(line),) for line in clean(para.text).split("\n")]
    for runs in filter(None, map(_runs, lines)):
        flow.turn(pages.PORTRAIT)
        flow.add("BodyText", *runs, properties=_justified())


def _runs(runs: Sequence[Run]) -> list[Element]:
    texts = [even(piece.text) for piece in runs]
    if not "".join(texts).strip():
        return []
    texts[0] = texts[0].lstrip()
    texts[-1] = texts[-1].rstrip()
    return [run(text, FANGSONG, bold=piece.bold) for text, piece in zip(texts, runs, strict=True) if text]


def _justified() -> list[Element]:
    """Said again beside the style, for programs (and people who paste) that drop styles."""
    return [indent(), aligned("both")]


def _table(flow: _Flow, table: Table) -> None:
    page = pages.LANDSCAPE if table.landscape else pages.PORTRAIT
    made = grid(table, page.room)
    if made is None:
        return
    flow.turn(page)
    if caption := tidy(table.caption):
        flow.add("Caption", run(caption, HEITI), properties=[aligned("center")])
    flow.add_table(made)


def _foot(flow: _Flow, paper: Paper) -> None:
    """Attachments, signature, date, notes. No page holds a signature alone: the last of the text goes along."""
    flow.turn(pages.PORTRAIT)
    if names := [name for given in paper.attachments if (name := tidy(given))]:
        flow.keep_last()
        _attachments(flow, names)
    _signature(flow, tidy(paper.body or ""), tidy(day(paper.date or "")))
    for note in filter(None, map(tidy, paper.notes)):
        bracketed = note if note[0] in "（(" else f"（{note}）"
        flow.add("Notes", run(bracketed, FANGSONG), properties=_justified())


def _attachments(flow: _Flow, names: list[str]) -> None:
    """附件：1. … with the names under each other; all in one paragraph, so that nothing comes between them."""
    label = round(3 * CHAR)
    if len(names) > 1:
        names = [f"{count}. {name}" for count, name in enumerate(names, 1)]
    hanging = element("ind", left=pages.INDENT + label, hanging=label)
    flow.add(
        "Attachments", run("附件：" + "\n".join(names), FANGSONG), before=LINE, properties=[hanging, aligned("left")]
    )


def _signature(flow: _Flow, body: str, date: str) -> None:
    """The date four characters from the edge and the organ centred over it; a long name moves the date inward."""
    lines = [line for name in body.split("\n") for line in balanced(name, CHARS - 4)] if body else []
    longest = max(map(width, lines), default=0)
    edge = max(_DATE_EDGE, (longest - width(date)) / 2)
    middle = 2 * edge + width(date)
    for at, line in enumerate(lines):
        flow.keep_last()
        left = element("ind", left=max(0, round((CHARS - middle) * CHAR)))
        flow.add("Signature", run(line, FANGSONG), before=0 if at else 2 * LINE, properties=[left, aligned("center")])
    if date:
        flow.keep_last()
        right = element("ind", right=round(edge * CHAR))
        flow.add("Date", run(date, FANGSONG), before=0 if lines else 2 * LINE, properties=[right, aligned("right")])
