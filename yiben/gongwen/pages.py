"""The page of GB/T 9704-2012 and the parts of a .docx that carry it: sections, page numbers, styles, fonts, package.

Lengths are twips (1/20 point) unless said otherwise: 1 mm is 56.693 of them.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from docx.opc.constants import CONTENT_TYPE as TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.oxml import CT_Relationships, CT_Types, serialize_part_xml
from docx.oxml.coreprops import CT_CoreProperties
from docx.oxml.ns import qn

from yiben.gongwen.elements import Element, Face, arranged, element, fonts, paragraph, root, run

XIAOBIAOSONG = Face("方正小标宋简体")
HEITI = Face("黑体")
KAITI = Face("楷体_GB2312")
FANGSONG = Face("仿宋_GB2312")
SONGTI = Face("宋体", latin="宋体")
HEADING_FACES = {1: HEITI, 2: KAITI, 3: FANGSONG, 4: FANGSONG}

LINES, CHARS = 22, 28
TYPE_WIDTH, TYPE_HEIGHT = 8845, 12756
LINE = TYPE_HEIGHT // LINES
"""Fixed line spacing, 28.95 pt: 22 of them fill the 225 mm of the type area."""
CHAR = TYPE_WIDTH / CHARS
"""Pitch of a character, 15.79 pt."""
SQUEEZE = -5
"""Taken from each character: 28 of 16 pt are 158 mm wide, the type area has 156.

The document grid can say the same (linesAndChars, charSpace -849), but LibreOffice gives two cells to a character
that is larger than a cell. Spacing in the base style prints 28 everywhere; the grid rules the lines.
"""
INDENT = int(2 * CHAR)  # never rounded up, or the first line would lose its last character
TITLE_LINE, TABLE_LINE, SEAM_LINE = 660, 360, 290

# 三号 is 16 pt and so on; Word counts half points.
SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4 = 44, 32, 28, 24


class Page(NamedTuple):
    """Paper and margins."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int

    @property
    def room(self) -> int:
        """Width of the type area."""
        return self.width - self.left - self.right


PORTRAIT = Page(11906, 16838, top=2098, right=1474, bottom=1984, left=1587)
# The same sheet turned: its head was the binding side.
LANDSCAPE = Page(16838, 11906, top=1587, right=2098, bottom=1474, left=1984)

_FOOTER = 1417  # 25 mm, which puts the dashes of the page number 7 mm below the type area
_FOOTERS = {"default": "rIdFooterOdd", "even": "rIdFooterEven"}


def section(page: Page) -> Element:
    """Paper, margins, grid and page numbers, as they stand at the end of a section."""
    turned = page.width > page.height
    return element(
        "sectPr",
        *(_footer_reference(kind, ident) for kind, ident in _FOOTERS.items()),
        element("pgSz", w=page.width, h=page.height, orient="landscape" if turned else None),
        element(
            "pgMar",
            top=page.top,
            right=page.right,
            bottom=page.bottom,
            left=page.left,
            header=851,
            footer=_FOOTER,
            gutter=0,
        ),
        element("docGrid", type="lines", linePitch=LINE),
    )


def _footer_reference(kind: str, ident: str) -> Element:
    made = element("footerReference", type=kind)
    made.set(qn("r:id"), ident)
    return made


def footer(side: str) -> Element:
    """`— 1 —` at one side, a character away from the edge."""
    edge = {side: SIZE_4 * 10}
    number = (_field_mark("begin"), _field_code("PAGE"), _field_mark("separate"), run("1", SONGTI), _field_mark("end"))
    place = (aligned(side), element("ind", **edge))
    return root("ftr", paragraph("Footer", run("— ", SONGTI), *number, run(" —", SONGTI), properties=place))


def _field_mark(kind: str) -> Element:
    return element("r", element("rPr", fonts(SONGTI)), element("fldChar", fldCharType=kind))


def _field_code(code: str) -> Element:
    made = element("instrText")
    made.text = f" {code} "
    made.set(qn("xml:space"), "preserve")
    return element("r", element("rPr", fonts(SONGTI)), made)


def styles() -> Element:
    """All styles. The fixed line spacing stands once, in Normal; what differs from Normal stands with its style."""
    return root("styles", _defaults(), _normal(), *_paragraph_styles())


def _defaults() -> Element:
    language = element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    size = (element("sz", val=SIZE_3), element("szCs", val=SIZE_3))
    return element(
        "docDefaults", element("rPrDefault", element("rPr", fonts(FANGSONG), *size, language)), element("pPrDefault")
    )


def _normal() -> Element:
    """No gap between digits and characters, so that columns stand under each other."""
    off = [element(name, val=0) for name in ("widowControl", "autoSpaceDE", "autoSpaceDN")]
    # The default, yet it must be said: LibreOffice 7 takes it the wrong way round, and where it does hang a mark over
    # the edge, justified text can lose the mark altogether.
    off.append(element("overflowPunct", val=1))
    pitch = element("spacing", line=LINE, lineRule="exact")
    made = element(
        "style",
        element("name", val="Normal"),
        element("qFormat"),
        arranged(*off, pitch, aligned("both")),
        element("rPr", element("spacing", val=SQUEEZE), element("sz", val=SIZE_3), element("szCs", val=SIZE_3)),
        type="paragraph",
        styleId="Normal",
    )
    made.set(qn("w:default"), "1")
    return made


def _paragraph_styles() -> list[Element]:
    return [
        _style("BodyText", "Body Text", FANGSONG, SIZE_3, indent()),
        _style("Title", "Title", XIAOBIAOSONG, SIZE_2, element("keepNext"), *_own_line(TITLE_LINE), aligned("center")),
        _style("Subtitle", "Subtitle", KAITI, SIZE_3, element("keepNext"), aligned("center")),
        *(_heading(level, face) for level, face in HEADING_FACES.items()),
        _style("Salutation", "Salutation", FANGSONG, SIZE_3, aligned("left")),
        _style("Reference", "发文字号", FANGSONG, SIZE_3, aligned("center")),
        _style("Attachments", "附件说明", FANGSONG, SIZE_3, aligned("left")),
        _style("Signature", "Signature", FANGSONG, SIZE_3, aligned("center")),
        _style("Date", "Date", FANGSONG, SIZE_3, aligned("right")),
        _style("Notes", "附注", FANGSONG, SIZE_3, indent()),
        _style("Caption", "caption", HEITI, SIZE_3, element("keepNext"), aligned("center")),
        _style("TableText", "表格文字", FANGSONG, SIZE_SMALL_4, *_own_line(TABLE_LINE)),
        _style("Seam", "分隔", FANGSONG, SIZE_SMALL_4, *_own_line(SEAM_LINE)),
        _style("Footer", "footer", SONGTI, SIZE_4, *_own_line(TABLE_LINE)),
    ]


def _style(ident: str, name: str, face: Face, size: int, *properties: Element) -> Element:
    heads = (element("name", val=name), element("basedOn", val="Normal"), element("qFormat"))
    spacing = [] if size == SIZE_3 else [element("spacing", val=0)]
    letters = (fonts(face), *spacing, element("sz", val=size), element("szCs", val=size))
    return element("style", *heads, arranged(*properties), element("rPr", *letters), type="paragraph", styleId=ident)


def _heading(level: int, face: Face) -> Element:
    outline = element("outlineLvl", val=level - 1)
    return _style(f"Heading{level}", f"heading {level}", face, SIZE_3, element("keepNext"), indent(), outline)


def indent() -> Element:
    """The first line begins two characters in."""
    return element("ind", firstLineChars=200, firstLine=INDENT)


def aligned(side: str) -> Element:
    """Left, center, right, or both."""
    return element("jc", val=side)


def _own_line(line: int) -> tuple[Element, Element]:
    """Off the grid, on lines of their own: larger or smaller type would be forced into the grid's rows."""
    return element("snapToGrid", val=0), element("spacing", line=line, lineRule="exact")


def settings() -> Element:
    """Page numbers change sides, punctuation may close up, a broken line is not stretched."""
    mode = element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    old = [element(name) for name in ("balanceSingleByteDoubleByteWidth", "doNotExpandShiftReturn", "useFELayout")]
    return root(
        "settings",
        element("defaultTabStop", val=420),
        element("evenAndOddHeaders"),
        element("characterSpacingControl", val="compressPunctuation"),
        element("compat", *old, mode),
        element("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )


# What to take where a face is not installed: Windows has 仿宋 and 楷体, WPS and older systems the _GB2312 faces.
_FONTS = (
    (XIAOBIAOSONG.chinese, "宋体", "auto", "variable"),
    (HEITI.chinese, "SimHei", "modern", "fixed"),
    (KAITI.chinese, "楷体", "modern", "fixed"),
    (FANGSONG.chinese, "仿宋", "modern", "fixed"),
    (SONGTI.chinese, "SimSun", "auto", "variable"),
)


def font_table() -> Element:
    """The five faces with their substitutes."""
    western = element(
        "font",
        element("charset", val="00"),
        element("family", val="roman"),
        element("pitch", val="variable"),
        name="Times New Roman",
    )
    return root("fonts", *(_font(*line) for line in _FONTS), western)


def _font(name: str, instead: str, family: str, pitch: str) -> Element:
    return element(
        "font",
        element("altName", val=instead),
        element("charset", val=86),
        element("family", val=family),
        element("pitch", val=pitch),
        name=name,
    )


def package(body: Iterable[Element], *, title: str, author: str, date: datetime.date | None) -> bytes:
    """The .docx. The same parts give the same bytes: no clock, and no library's version, goes in."""
    own = {
        "docProps/core.xml": _core(title, author, date),
        "word/document.xml": root("document", element("body", *body)),
    }
    parts = _same_in_all() | {name: serialize_part_xml(part) for name, part in own.items()}
    return _zipped({name: parts[name] for name in _IN_ORDER})


_IN_ORDER = (
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/fontTable.xml",
    "word/footer1.xml",
    "word/footer2.xml",
    "word/settings.xml",
    "word/styles.xml",
)


@cache
def _same_in_all() -> dict[str, bytes]:
    """The parts that every document has alike, made once."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            {
                "rIdDocument": (REL.OFFICE_DOCUMENT, "word/document.xml"),
                "rIdCore": (REL.CORE_PROPERTIES, "docProps/core.xml"),
            }
        ),
        "word/_rels/document.xml.rels": _relations(_PARTS),
        "word/fontTable.xml": font_table(),
        "word/footer1.xml": footer("right"),
        "word/footer2.xml": footer("left"),
        "word/settings.xml": settings(),
        "word/styles.xml": styles(),
    }
    return {name: serialize_part_xml(part) for name, part in parts.items()}


_PARTS = {
    "rIdStyles": (REL.STYLES, "styles.xml"),
    "rIdSettings": (REL.SETTINGS, "settings.xml"),
    "rIdFonts": (REL.FONT_TABLE, "fontTable.xml"),
    "rIdFooterOdd": (REL.FOOTER, "footer1.xml"),
    "rIdFooterEven": (REL.FOOTER, "footer2.xml"),
}
_OVERRIDES = {
    "/docProps/core.xml": TYPE.OPC_CORE_PROPERTIES,
    "/word/document.xml": TYPE.WML_DOCUMENT_MAIN,
    "/word/fontTable.xml": TYPE.WML_FONT_TABLE,
    "/word/footer1.xml": TYPE.WML_FOOTER,
    "/word/footer2.xml": TYPE.WML_FOOTER,
    "/word/settings.xml": TYPE.WML_SETTINGS,
    "/word/styles.xml": TYPE.WML_STYLES,
}


def _content_types() -> CT_Types:
    types = CT_Types.new()
    types.add_default("rels", TYPE.OPC_RELATIONSHIPS)
    types.add_default("xml", TYPE.XML)
    for name, kind in _OVERRIDES.items():
        types.add_override(name, kind)
    return types


def _relations(targets: dict[str, tuple[str, str]]) -> CT_Relationships:
    relations = CT_Relationships.new()
    for ident, (kind, target) in targets.items():
        relations.add_rel(ident, kind, target)
    return relations


def _core(title: str, author: str, date: datetime.date | None) -> CT_CoreProperties:
    core = CT_CoreProperties.new()
    core.title_text, core.author_text = title[:255], author[:255]
    if date:  # the document's own day, not the day of writing: a second writing gives the same bytes
        core.created_datetime = core.modified_datetime = datetime.datetime(date.year, date.month, date.day)
    return core


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, content)
    return made.getvalue()
