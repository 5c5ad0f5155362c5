"""A clerk's template, made in Word or WPS, checked before anything is done with it.

Pure: `check` takes the bytes of a .docx and gives back the names that it uses, what is wrong, each with its place, and
the template as it will be filled: every tag whole, in one run, written anew from what was understood.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

from yiben.gongwen.docx import Unreadable, read_docx
from yiben.lib import archives
from yiben.lib.refused import Refused
from yiben.reports.grammar import LONGEST_TAG, Reading, Scope, Vocabulary, read, scope_of

MOST_FILE = 8 << 20
MOST_TAGS = 2000
MOST_XML = 16 << 20
DEEPEST = 5
MADE = datetime(2000, 1, 1)  # a date in a file's properties would make each making of it another file
_PAIRS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_UNCLEAR = "看不懂：花括号里只能写数字的名称、“for 社区 in 各社区”“endfor”“if 名称”“endif”"
_PROPERTIES = (
    "author category comments content_status identifier keywords language last_modified_by subject title version"
).split()
_SHORT = 40
_LOADING = ("DDE", "INCLUDE", "IMPORT")
_HOLE = "\ufffc"  # a tab, a break or a picture between the letters of a paragraph
_JINJA = Environment(autoescape=True)  # parses only: nothing is compiled or run here

_PARTS = re.compile(
    r"\[Content_Types\]\.xml|word/|(_rels|docProps|docMetadata|customXml|customXml/_rels)/([^/]+\.(xml|rels|jpe?g|emf|wmf)|\.rels)?"
    r"|word/(_rels|theme|theme/_rels|glossary|glossary/_rels)/([^/]+\.(xml|rels))?"
    r"|word/media/([^/]+\.(png|jpe?g|gif|bmp|emf|wmf|tiff?|svg))?|word/fonts/([^/]+\.odttf)?"
    r"|word/(document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering|footnotes|endnotes|people"
    r"|comments|commentsExtended|commentsIds|commentsExtensible|header\d*|footer\d*)\.xml",
    re.IGNORECASE,
)
_PLACES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
_P, _T, _R, _RPR, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "t", "r", "rPr", "tbl", "tr", "tc"))
_SKIPPED = {qn(f"w:{name}") for name in ("pPr", "rPr", "del", "moveFrom", "lastRenderedPageBreak")}
_BETWEEN = {qn(f"w:{name}") for name in ("proofErr", "bookmarkStart", "bookmarkEnd")}
_UNSEEN = {qn("w:lang"), qn("w:noProof")}
_DRAWN = [qn(f"w:{name}") for name in ("drawing", "pict", "object", "sectPr")]
_HINT, _FONTS = qn("w:hint"), qn("w:rFonts")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = Any
"""An XML element as python-docx gives it: only gongwen.docx names the library behind it."""


@dataclass(frozen=True)
class Finding:
    """Something wrong in a template: where a person finds it, what, and the words."""

    where: str
    what: str
    text: str


@dataclass(frozen=True)
class Checked:
    """A template as read. `prepared` is what will be filled; None where anything is wrong."""

    reading: Reading
    findings: tuple[Finding, ...]
    prepared: bytes | None


def check(data: bytes, known: Vocabulary) -> Checked:
    """Read a template; whatever is wrong comes back as findings, never as an exception."""
    try:
        read_docx(data)
        _unpack(data)
        document = Document(io.BytesIO(data))
        if _reaches_out(document):
            return _unread("文件引用了外部的模板、图片、对象或数据，请去掉后再上传")
    except Unreadable as error:
        return _unread(str(error))
    except Refused as refused:
        return _unread(refused.sentence)
    except Exception:  # python-docx raises whatever a broken package makes it stumble over
        return _unread("文件已损坏或不完整，请用 WPS 或 Word 打开后另存一份再上传")
    return _Pass(known).over(document)


def _unread(what: str) -> Checked:
    return Checked(Reading(), (Finding("文件", what, ""),), None)


# --- the package ----------------------------------------------------------------------------------------------------


def _unpack(data: bytes) -> None:
    """Refuse what a template has no need of: macros, embedded objects, parts fetched from elsewhere, swollen XML."""
    left = MOST_XML
    with archives.opened(io.BytesIO(data), archives.Weight(entries=500, total=64 << 20)) as package:
        for entry in package.infolist():
            name = entry.filename
            if not _PARTS.fullmatch(name):
                raise Refused("文件里带有宏、嵌入的对象或别的少见内容，请另存为普通的 .docx 再上传")
            if not name.endswith((".xml", ".rels")):
                continue
            content = b"".join(archives.inflated(package, entry))
            left -= len(content)
            if left < 0:
                raise Refused("文件的内容过于庞大，没有打开")
            _look_into(content, name)


def _look_into(content: bytes, name: str) -> None:
    seen = content.replace(b"\0", b"")
    if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
        raise Refused("文件含有不该有的实体定义，为安全起见没有打开")
    if name == "[Content_Types].xml" and b"macroEnabled" in seen:
        raise Refused("文件带有宏，请另存为普通的 .docx 再上传")


def _reaches_out(document: Any) -> bool:
    """Whether opening it would fetch or start something: a remote template or picture, a field that loads."""
    relations = document.part.package.iter_rels()
    if any(relation.is_external and not relation.reltype.endswith("/hyperlink") for relation in relations):
        return True
    fields = "".join(element.text or "" for element in document.element.iter(qn("w:instrText")))
    fields += " ".join(element.get(qn("w:instr"), "") for element in document.element.iter(qn("w:fldSimple")))
    return any(word in fields.upper() for word in _LOADING)


# --- where a paragraph stands -----------------------------------------------------------------------------------------


@dataclass
class _Count:
    paragraphs: int = 0
    tables: int = 0


def _paragraphs(parent: Element, count: _Count, cell: str = "") -> Iterator[tuple[str, Element]]:
    """Every paragraph of the body with the place where a person finds it: 第3段, 第1个表格第2行第1格."""
    for child in parent:
        if child.tag == _P:
            if not cell and _text(child).strip():
                count.paragraphs += 1
            yield cell or f"第{count.paragraphs}段", child
        elif child.tag == _TBL:
            count.tables += 1
            yield from _cells(child, count)
        elif child.tag not in _SKIPPED:
            yield from _paragraphs(child, count, cell)


def _cells(table: Element, count: _Count) -> Iterator[tuple[str, Element]]:
    number = count.tables
    for row, tr in enumerate(table.iterchildren(_TR), start=1):
        for column, tc in enumerate(tr.iterchildren(_TC), start=1):
            yield from _paragraphs(tc, count, f"第{number}个表格第{row}行第{column}格")


def _text(element: Element) -> str:
    return "".join(t.text or "" for t in element.iter(_T))


# --- the text of a paragraph and its tags -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Piece:
    """A stretch of a paragraph's text: its w:t, or None for a tab, a break, a picture."""

    start: int
    end: int
    element: Element | None


def _pieces(paragraph: Element) -> tuple[str, list[_Piece]]:
    text, found = "", []
    for element in _letters(paragraph):
        piece = (element.text or "") if element.tag == _T else _HOLE
        found.append(_Piece(len(text), len(text) + len(piece), element if element.tag == _T else None))
        text += piece
    return text, found


def _letters(parent: Element) -> Iterator[Element]:
    """What makes up a paragraph's line: texts, and whatever else stands between them. Text boxes are no part of it."""
    for child in parent:
        if child.tag == _T or (parent.tag == _R and child.tag not in _SKIPPED):
            yield child
        elif child.tag not in _SKIPPED and child.tag != _P:
            yield from _letters(child)


@dataclass
class _Tag:
    """`{{ … }}` or `{% … %}` at its place. `prefix` is tr or p, for one that takes a whole row or paragraph."""

    text: str
    where: str
    paragraph: Element
    start: int
    alone: bool = False
    prefix: str = ""
    inner: str = ""
    written: str = ""
    element: Element | None = None

    def __post_init__(self) -> None:
        self.inner = self.text[2:-2].strip()
        prefix, _blank, rest = self.inner.partition(" ")
        if self.text.startswith("{%") and prefix in ("tr", "p"):
            self.prefix, self.inner = prefix, rest.strip()

    @property
    def word(self) -> str:
        """for, if, endfor, endif or something else; empty for a name."""
        return re.split(r"\s", self.inner, maxsplit=1)[0] if self.text.startswith("{%") else ""

    @property
    def row(self) -> Element | None:
        """The row of a table that holds nothing but this."""
        row = next(self.paragraph.iterancestors(_TR), None) if self.alone else None
        return row if row is not None and _text(row).strip() in (self.text, self.written) and not _drawn(row) else None


class _Unpaired(ValueError):
    """Braces that are not in pairs."""


def _tags(text: str, where: str, paragraph: Element) -> Iterator[_Tag]:
    at = 0
    while (start := min((place for mark in _PAIRS if (place := text.find(mark, at)) >= 0), default=-1)) >= 0:
        end = text.find(_PAIRS[text[start : start + 2]], start + 2)
        if end < 0 or any(mark in text[at:start] for mark in _PAIRS.values()):
            raise _Unpaired(text[at:])
        yield _Tag(text[start : end + 2], where, paragraph, start)
        at = end + 2
    if any(mark in text[at:] for mark in _PAIRS.values()):
        raise _Unpaired(text[at:])


def _drawn(element: Element) -> bool:
    return any(next(element.iter(tag), None) is not None for tag in _DRAWN)


# --- one pass over the document ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Open:
    tag: _Tag
    scope: Scope


class _Pass:
    """Reads every paragraph in turn, keeps what is open, and writes each tag anew."""

    def __init__(self, known: Vocabulary) -> None:
        self.known = known
        self.reading = Reading()
        self.findings: list[Finding] = []
        self.open: list[_Open] = []
        self.tags = 0

    def over(self, document: Any) -> Checked:
        for where, paragraph in list(_paragraphs(document.element.body, _Count())):
            self._paragraph(paragraph, where)
        for opened in self.open:
            self._find(opened.tag, f"“{opened.tag.word}”后面没有写“end{opened.tag.word}”")
        if not self.findings:
            self._elsewhere(document)
        prepared = None if self.findings else _saved(document)
        return Checked(self.reading, tuple(self.findings), prepared)

    @property
    def scope(self) -> Scope:
        return self.open[-1].scope if self.open else Scope()

    def _find(self, tag: _Tag, what: str) -> None:
        self.findings.append(Finding(tag.where, what, _short(tag.text)))

    def _paragraph(self, paragraph: Element, where: str) -> None:
        text, pieces = _pieces(paragraph)
        tags: list[_Tag] = []
        try:
            tags.extend(_tags(text, where, paragraph))
        except _Unpaired as rest:
            self.findings.append(Finding(where, "花括号要成对写，一对写在同一段里", _short(str(rest))))
            return
        if len(tags) == 1:
            tags[0].alone = text.strip() == tags[0].text and not _drawn(paragraph)
        self.tags += len(tags)
        if self.tags > MOST_TAGS:
            self.findings = [Finding("正文", f"写了{MOST_TAGS}处以上，太多了", "")]
            return
        for tag in tags:
            self._tag(tag)
        # From the last to the first, so that the places of the earlier ones stay what they are.
        for tag in reversed(tags):
            if tag.written and not _join(tag, pieces):
                self._find(tag, "花括号里的字用了几种格式，或夹着换行、修订、链接；请整个删掉，一次输入")

    def _tag(self, tag: _Tag) -> None:
        if len(tag.text) > LONGEST_TAG or _HOLE in tag.text or tag.text.startswith("{#") or _signed(tag.inner):
            self._find(tag, _UNCLEAR)
        elif not tag.word:
            self._name(tag)
        elif tag.word in ("for", "if"):
            self._opening(tag)
        elif tag.inner in ("endfor", "endif"):
            self._closing(tag)
        else:
            self._find(tag, _UNCLEAR)

    def _read(self, tag: _Tag, source: str) -> nodes.Node | None:
        """The one node that a tag is; None, and a finding, where it says anything that it may not."""
        try:
            tree = _JINJA.parse(source)
            reading = read(tree, self.known, self.scope)
        except (TemplateSyntaxError, RecursionError):
            self._find(tag, _UNCLEAR)
            return None
        if reading.wrong:
            self._find(tag, reading.wrong[0][1])
        self.reading.add(reading)
        return tree.body[0] if not reading.wrong else None

    def _name(self, tag: _Tag) -> None:
        node = self._read(tag, "{{ " + tag.inner + " }}")
        if isinstance(node, nodes.Output):
            tag.written = "{{ " + _said(node.nodes[0]) + " }}"

    def _opening(self, tag: _Tag) -> None:
        node = self._read(tag, "{% " + tag.inner + " %}{% end" + tag.word + " %}")
        scope = self.scope
        if isinstance(node, nodes.For):
            found = scope_of(node, self.known)
            assert isinstance(found, Scope)
            scope, tag.written = found, f"{{% for {found.turn} in {found.loop} %}}"
        elif isinstance(node, nodes.If):
            tag.written = f"{{% if {_said(node.test)} %}}"
        if len(self.open) >= DEEPEST:
            self._find(tag, "套得太深")
        self.open.append(_Open(tag, scope))

    def _closing(self, tag: _Tag) -> None:
        if not self.open or self.open[-1].tag.word != tag.word.removeprefix("end"):
            self._find(tag, f"前面没有与它成对的“{tag.word.removeprefix('end')}”")
            return
        opened = self.open.pop().tag
        tag.written = f"{{% {tag.word} %}}"
        prefix = _frame(opened, tag)
        if prefix is None:
            self._find(opened, f"它和“{tag.word}”要写在同一段里，或者各占一段，或者各占表格的一行")
        elif prefix and opened.written:
            opened.written, tag.written = (_prefixed(one.written, prefix) for one in (opened, tag))
            if opened.element is not None:
                opened.element.text = opened.written

    def _elsewhere(self, document: Any) -> None:
        """Marks in no paragraph's text: in a heading of the page, a text box, a field, an attribute."""
        for part in document.part.package.iter_parts():
            folder, _slash, name = str(part.partname).rpartition("/")
            # Word writes the first line into the file's properties by itself; those are emptied.
            blob = part.blob.replace(b"\0", b"") if name.endswith(".xml") and folder != "/docProps" else b""
            marks = sum(blob.count(mark.encode()) for mark in _PAIRS)
            if marks != (self.tags if part is document.part else 0):
                place = _PLACES.get(name.removesuffix(".xml").rstrip("0123456789"), "文本框、域、批注、修订或属性")
                self.findings.append(Finding(place, "这里不能写数字的名称，请写在正文里", ""))


def _short(text: str) -> str:
    text = text.replace(_HOLE, " ")
    return f"{text[:_SHORT]}…" if len(text) > _SHORT else text


def _signed(inner: str) -> bool:
    return not inner or inner[0] in "-+" or inner[-1] in "-+"


def _said(node: nodes.Node) -> str:
    """A name, with its filter, as we write it."""
    if isinstance(node, nodes.Filter):
        assert isinstance(node.node, nodes.Name)
        return f"{node.node.name}|{node.name}"
    assert isinstance(node, nodes.Name)
    return node.name


def _prefixed(written: str, prefix: str) -> str:
    return "{%" + prefix + written[2:]


def _frame(opened: _Tag, closed: _Tag) -> str | None:
    """What a pair takes with it: "" where it stands in one paragraph, p or tr; None where it would tear something."""
    said = {opened.prefix, closed.prefix} - {""}
    if opened.paragraph is closed.paragraph:
        return None if said else ""
    if opened.alone and closed.alone and opened.paragraph.getparent() is closed.paragraph.getparent():
        return "p" if said <= {"p"} else None
    rows = opened.row, closed.row
    if rows[0] is not None and rows[1] is not None and rows[0].getparent() is rows[1].getparent():
        return "tr" if said <= {"tr"} else None
    return None


# --- runs joined ------------------------------------------------------------------------------------------------------


def _join(tag: _Tag, pieces: list[_Piece]) -> bool:
    """Write the tag whole into its first run; False where its letters are of several formats or kinds."""
    end = tag.start + len(tag.text)
    held = [piece for piece in pieces if piece.start < end and piece.end > tag.start]
    elements: list[Element] = [piece.element for piece in held]
    if any(element is None for element in elements) or not _alike(elements):
        return False
    tag.element, *rest = elements
    before, after = elements[0].text[: tag.start - held[0].start], elements[-1].text[end - held[-1].start :]
    for element in rest:
        _write(element, "")
    if rest:
        _write(rest[-1], after)
    _write(tag.element, before + tag.written + (after if not rest else ""))
    return True


def _write(element: Element, text: str) -> None:
    element.text = text
    element.set(_SPACE, "preserve")


def _alike(texts: list[Element]) -> bool:
    """Whether runs follow each other and look the same, so that nothing is lost when one says what all said."""
    runs = [text.getparent() for text in texts]
    if any(_looks(run) != _looks(runs[0]) for run in runs[1:]):
        return False
    return all(_next_run(run, after) for run, after in pairwise(runs))


def _next_run(run: Element, after: Element) -> bool:
    if run is after:
        return True
    following = run.getnext()
    while following is not None and following is not after and (following.tag in _BETWEEN or _is_empty(following)):
        following = following.getnext()
    return following is after


def _is_empty(run: Element) -> bool:
    return run.tag == _R and all(child.tag in _SKIPPED or (child.tag == _T and not child.text) for child in run)


def _looks(run: Element) -> object:
    """A run's format as it is seen: the language of its letters and hints for choosing among fonts are not."""
    found = run.find(_RPR)
    looks = [_look(child) for child in found] if found is not None else []
    return [look for look in looks if look[0] not in _UNSEEN and look != (_FONTS, [], [])]


def _look(element: Element) -> tuple[object, ...]:
    said = sorted((name, value) for name, value in element.attrib.items() if name != _HINT)
    return element.tag, said, [_look(child) for child in element]


# --- kept -------------------------------------------------------------------------------------------------------------


def _saved(document: Any) -> bytes:
    """The template without the names of who wrote it."""
    properties = document.core_properties
    for name in _PROPERTIES:
        setattr(properties, name, "")
    properties.created = properties.modified = MADE
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()
