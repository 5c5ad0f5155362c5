"""Elements of a Word document, each made from its name and values; text is cleaned on its way in."""

from __future__ import annotations

import re
from copy import copy
from functools import cache
from typing import NamedTuple, cast

from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

# What no XML may hold (controls, lone surrogates, noncharacters), and marks that only turn the direction of writing.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t\u3000\xa0]{2,}|\t")

# Word ignores, and strict readers refuse, properties of a paragraph that stand in another order than the schema's.
_ORDER = re.findall(
    r"\w+",
    "pStyle keepNext keepLines pageBreakBefore widowControl overflowPunct autoSpaceDE autoSpaceDN snapToGrid "
    "spacing ind jc outlineLvl sectPr",
)


class Face(NamedTuple):
    """A typeface: of Chinese characters, and of digits and Latin letters beside them."""

    chinese: str
    latin: str = "Times New Roman"


def clean(text: str) -> str:
    """The text without what a document cannot carry; every manner of line end becomes `\\n`."""
    return _UNFIT.sub("", _ENDS.sub("\n", text))


def even(text: str) -> str:
    """Cleaned, and never two blanks in a row: indents are the layout's, not the text's."""
    return _BLANKS.sub(lambda found: found[0][0].replace("\t", " "), clean(text))


def tidy(text: str) -> str:
    """The same without blanks at either end."""
    return even(text).strip()


def element(name: str, /, *inside: Element, **attributes: object) -> Element:
    """`<w:name w:attribute="…">inside</w:name>`; an attribute that is None is left out."""
    made = copy(_blank(name))  # making each anew takes twice as long, and a table has thousands
    for key, value in attributes.items():
        if value is not None:
            made.set(_attribute(key), str(value))
    made.extend(inside)
    return made


@cache
def _blank(name: str) -> Element:
    return cast(Element, OxmlElement(f"w:{name}"))


@cache
def _attribute(key: str) -> str:
    return qn(f"w:{key}")


def root(name: str, /, *inside: Element) -> Element:
    """The outermost element of a part."""
    made = cast(Element, OxmlElement(f"w:{name}", nsdecls={key: nsmap[key] for key in ("w", "r")}))
    made.extend(inside)
    return made


def fonts(face: Face) -> Element:
    """Names the typeface. The hint makes “ ”, — and … Chinese, which Word would else set in the Latin face."""
    return element("rFonts", hint="eastAsia", ascii=face.latin, eastAsia=face.chinese, hAnsi=face.latin, cs=face.latin)


def run(text: str, face: Face, *, bold: bool = False) -> Element:
    """A piece of text in one face; `\\n` breaks the line, `\\t` goes to the next stop."""
    properties = element("rPr", fonts(face), *([element("b")] if bold else []))
    return element("r", properties, *_content(clean(text)))


def _content(text: str) -> list[Element]:
    marks = {"\n": "br", "\t": "tab"}
    pieces = (piece for piece in re.split("([\n\t])", text) if piece)
    return [element(marks[piece]) if piece in marks else _words(piece) for piece in pieces]


def _words(text: str) -> Element:
    made = element("t")
    made.text = text
    made.set(qn("xml:space"), "preserve")
    return made


def paragraph(style: str, *inside: Element, properties: tuple[Element, ...] = ()) -> Element:
    """A paragraph in a style; `properties` may come in any order."""
    return element("p", arranged(element("pStyle", val=style), *properties), *inside)


def arranged(*properties: Element) -> Element:
    """Properties of a paragraph, in the schema's order."""
    return element("pPr", *sorted(properties, key=_rank))


def _rank(given: Element) -> int:
    return _ORDER.index(str(given.tag).rpartition("}")[2])
