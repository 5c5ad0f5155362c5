"""What the sample street had promised for 2025: a work-points document as an office would type it.

Its eight headings number themselves in different ways, as real ones do: （一） with 1., run-in 一是…二是, 1. alone,
full-width 1．, 第一，. `measures` names each promise by its numbers, as `yiben.gongwen` reads them, and that is what
the sample entries cite.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

TITLE = "青棠街道2025年度群团和民生工作要点"
FILENAME = "青棠街道2025年度工作要点.docx"
TYPED_AT = datetime(2025, 2, 27, 9, 30)

_HEADING = re.compile(r"([一二三四五六七八])、")
_PART = re.compile(r"（([一二三四])）")
_ITEM = re.compile(r"(\d)[.．]\s?")
_RUN_IN = re.compile(r"(?:^|(?<=。))(?:([一二三四五六七八九]是)|(第[一二三四五六七八九])，)")


@dataclass(frozen=True)
class Promise:
    """A number that a careful reader finds in one measure; `indicator` is None where the catalogue has no such word."""

    measure: str
    words: str
    indicator: str | None
    comparator: str
    value: Decimal
    unit: str
    scope: str
    deadline: date | None = None
    frequency: str = ""
    own: bool = False


@cache
def paragraphs() -> tuple[str, ...]:
    """The document's paragraphs, the issuing notice first."""
    return tuple(_shipped("points-2025.txt").splitlines())


@cache
def measures() -> dict[str, str]:
    """Number to words of each measure; the number is all numbers above it in a row: 一（二）1, 二三是, 八（一）第一."""
    found: dict[str, str] = {}
    heading = part = ""
    for text in paragraphs()[_body_start() :]:
        if mark := _HEADING.match(text):
            heading, part = mark[1], ""
        elif mark := _PART.match(text):
            part = f"（{mark[1]}）"
        if mark := _ITEM.match(text):
            found[f"{heading}{part}{mark[1]}"] = text[mark.end() :]
        found.update({f"{heading}{part}{number}": words for number, words in _run_in(text)})
    return found


@cache
def promises() -> tuple[Promise, ...]:
    """Every number promised, in the document's order: the answer key for whoever reads the document."""
    rows = tomllib.loads(_shipped("promised.toml"))["target"]
    return tuple(_promise(row) for row in rows)


def points_docx() -> bytes:
    """The document as a Word file, byte for byte the same on every run."""
    document = Document()
    _set_page(document)
    for number, text in enumerate(paragraphs()):
        _add(document, text, title=number in (0, _body_start()))
    properties = document.core_properties
    properties.title, properties.author, properties.comments = TITLE, "", ""
    properties.created = properties.modified = TYPED_AT
    out = BytesIO()
    document.save(out)
    return _without_clock(out.getvalue())


def _shipped(name: str) -> str:
    return files("yiben.config.sample").joinpath(name).read_text(encoding="utf-8")


def _body_start() -> int:
    return paragraphs().index(TITLE)


def _run_in(text: str) -> list[tuple[str, str]]:
    marks = list(_RUN_IN.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [(m[1] or m[2], text[m.end() : end]) for m, end in zip(marks, ends, strict=False)]


def _promise(row: dict[str, Any]) -> Promise:
    deadline = date.fromisoformat(row["deadline"]) if "deadline" in row else None
    return Promise(
        measure=row["measure"],
        words=row["words"],
        indicator=row.get("indicator"),
        comparator=row["comparator"],
        value=Decimal(row["value"]),
        unit=row["unit"],
        scope=row["scope"],
        deadline=deadline,
        frequency=row.get("frequency", ""),
        own=row.get("own", False),
    )


def _set_page(document: Docx) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "仿宋", Pt(16)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")


def _add(document: Docx, text: str, *, title: bool) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing, paragraph.paragraph_format.space_after = Pt(28), Pt(0)
    if title:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _type(paragraph, text, "宋体", size=22, bold=True)
    elif text.startswith("各社区"):
        _type(paragraph, text)
    elif text in ("青棠街道办事处", "2025年2月27日"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _type(paragraph, text)
    else:
        paragraph.paragraph_format.first_line_indent = Pt(32)
        _type_body(paragraph, text)


def _type_body(paragraph: Paragraph, text: str) -> None:
    """A heading stands in 黑体 or 楷体 up to its first full stop, the rest of its paragraph in 仿宋."""
    face = "黑体" if _HEADING.match(text) else "楷体" if _PART.match(text) else ""
    head, stop, rest = text.partition("。") if face else ("", "", text)
    if face:
        _type(paragraph, head + stop, face)
    if rest:
        _type(paragraph, rest)


def _type(paragraph: Paragraph, text: str, face: str = "", *, size: int = 0, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    if face:
        run.font.name = face
        run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if size:
        run.font.size = Pt(size)
    if bold:
        run.bold = True


def _without_clock(packed: bytes) -> bytes:
    """The same parts, none of them carrying the time at which it was packed."""
    out = BytesIO()
    with ZipFile(BytesIO(packed)) as given, ZipFile(out, "w", ZIP_DEFLATED) as plain:
        for name in given.namelist():
            part = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = ZIP_DEFLATED
            plain.writestr(part, given.read(name))
    return out.getvalue()
