"""Opening a .docx: the only place that touches XML. It refuses whatever is costly before it unpacks it.

Elements are known by their local names, so transitional, strict and WPS files read the same.
"""

from __future__ import annotations

import copy
import datetime
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from yiben.gongwen.autonumber import Numbering, Style, Styles, numbering_of
from yiben.gongwen.document import Finding, Paragraph, Place

MOST_FILE = 30 * 1024 * 1024
_MOST_XML = 16 * 1024 * 1024
_MOST_TAGS = 600_000
_MOST_ATTRIBUTES = 1_000_000
_MOST_ENTRIES = 4096
_COUNTED = re.compile(r"\d(?!\d|[.,]\d|\s*(?:[年月日号期页版\-—–/〕\]）)]|$))")
_MOST_DIRECTORY = 1024 * 1024
_DOCUMENT = "word/document.xml"

_XML_ERRORS = (etree.XMLSyntaxError, ValueError, LookupError)
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    KeyError,
    struct.error,
    OverflowError,
)


class Unreadable(ValueError):
    """The file can't be opened at all; its one argument is the sentence for the user."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table's grid of cells; a merged cell stands in every place that it covers."""

    index: int
    rows: list[list[Paragraph]]
    after: Place | None


@dataclass
class Raw:
    """What a file holds, in its order, before anything is understood."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_docx(data: bytes) -> Raw:
    """Paragraphs, tables and findings of a .docx. Raises Unreadable with one sentence."""
    package = _open(data)
    name = _main_part(package)
    document = _parse(_part(package, name, needed=True))
    folder = name.rpartition("/")[0]
    styles = _styles(_optional(package, f"{folder}/styles.xml"))
    numbering = _numbering(_optional(package, f"{folder}/numbering.xml"))
    body = next((child for child in document if _name(child) == "body"), None)
    if body is None:
        raise Unreadable("文件里没有正文，不是完整的 Word 文档。")
    raw = _Reader(styles, numbering).read(body)
    raw.findings += _in_margins(package, folder)
    return raw


def _in_margins(package: zipfile.ZipFile, folder: str) -> list[Finding]:
    """Headers and footers aren't read; one that tells a number, and not of pages or years, is said."""
    margin = re.compile(rf"{re.escape(folder)}/(?:header|footer)\d*\.xml")
    told: dict[str, None] = {}
    for name in package.namelist()[:_MOST_ENTRIES]:
        part = _optional(package, name) if margin.fullmatch(name) else None
        if part is not None:
            told["".join(one.text or "" for one in part.iter() if _name(one) == "t").strip()] = None
    return [
        Finding(None, "页眉或页脚里有数字，没有读。", text[:60], "margin") for text in told if _COUNTED.search(text)
    ]


# The package


def _open(data: bytes) -> zipfile.ZipFile:
    _check_directory(data)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_ERRORS:
        raise Unreadable("文件不完整或已损坏，打不开。请重新保存为 .docx 后再上传。") from None


def _check_directory(data: bytes) -> None:
    """Look at the directory's size before zipfile makes an object of each entry."""
    at = data.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(data):
        raise Unreadable("文件不完整（可能没有传完），打不开。请重新上传。")
    entries, size = struct.unpack_from("<HL", data, at + 10)
    if entries > _MOST_ENTRIES or size > _MOST_DIRECTORY:
        raise Unreadable("文件结构异常，内含条目过多，没有打开。")


def _main_part(package: zipfile.ZipFile) -> str:
    names = {info.filename for info in package.infolist()}
    named = _named_by_relations(package) if "_rels/.rels" in names else None
    for name in (named, _DOCUMENT):
        if name in names:
            return name
    raise Unreadable(_other_package(names))


def _named_by_relations(package: zipfile.ZipFile) -> str | None:
    for relation in _parse(_part(package, "_rels/.rels", needed=True)):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            target = str(relation.get("Target", "")).lstrip("/")
            return target if target.endswith(".xml") and not target.startswith(("xl/", "ppt/")) else None
    return None


def _other_package(names: set[str]) -> str:
    if any(name.startswith("xl/") for name in names):
        return "这是 Excel 表格，不是 Word 文档。"
    if any(name.startswith("ppt/") for name in names):
        return "这是演示文稿，不是 Word 文档。"
    if "content.xml" in names:
        return "这是 OpenDocument 文件，请另存为 .docx 后再上传。"
    return "这是压缩包，不是 Word 文档，请上传 .docx 文件。"


def _part(package: zipfile.ZipFile, name: str, *, needed: bool) -> bytes:
    """A part's bytes, never more than the limit: what the directory says of its size isn't believed."""
    try:
        info = package.getinfo(name)
        if info.flag_bits & 0x1:
            raise Unreadable("文件已加密，请取消密码后再上传。")
        with package.open(info) as part:
            data = part.read(_MOST_XML + 1)
    except Unreadable:
        raise
    except _ZIP_ERRORS:
        raise Unreadable("文件不完整或已损坏，打不开。请重新保存为 .docx 后再上传。") from None
    if len(data) > _MOST_XML:
        raise Unreadable("文件解压后过大，没有打开。")
    return data


def _optional(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    """A part that we can do without: damaged, it's as if it weren't there."""
    if name not in package.namelist():
        return None
    try:
        return _parse(_part(package, name, needed=False))
    except Unreadable:
        return None


def _parse(data: bytes) -> etree._Element:
    _check_xml(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except _XML_ERRORS:
        raise Unreadable("文件内容已损坏，打不开。请重新保存为 .docx 后再上传。") from None


def _check_xml(data: bytes) -> None:
    """Office writes UTF-8 or UTF-16 and no DTD. Anything else is a bomb or an attack, and is not parsed."""
    plain = data.replace(b"\0", b"") if data[:4].count(0) or data[:2] in (b"\xff\xfe", b"\xfe\xff") else data
    encoding = re.search(rb"""^[^<]{0,4}<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']*)""", plain[:300])
    if encoding and encoding[1].lower() not in (b"utf-8", b"utf-16", b"us-ascii"):
        raise Unreadable("文件的内部编码异常，没有打开。")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Unreadable("文件含有不该有的实体定义，为安全起见没有打开。")
    if plain.count(b"<") > _MOST_TAGS or plain.count(b"=") > _MOST_ATTRIBUTES:
        raise Unreadable("文件结构过于庞大，没有打开。")


# Elements


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _child(element: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        if element is None:
            return None
        element = next((child for child in element if _name(child) == name), None)
    return element


def _value(element: etree._Element | None, attribute: str = "val") -> str:
    """An attribute by its local name, "" when there is none."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == attribute), "")


def _number(text: str, otherwise: int = 0) -> int:
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text) else otherwise


def _switch(properties: etree._Element | None, name: str) -> bool | None:
    """A toggle such as bold: on, off, or not said."""
    element = _child(properties, name)
    if element is None:
        return None
    return _value(element).lower() not in ("0", "false", "off", "none")


def _own_number(properties: etree._Element | None) -> tuple[str | None, int | None]:
    numbering = _child(properties, "numPr")
    number, level = _child(numbering, "numId"), _child(numbering, "ilvl")
    return (_value(number) if number is not None else None), (_number(_value(level)) if level is not None else None)


# Styles and numbering


def _styles(root: etree._Element | None) -> Styles:
    styles = Styles()
    for element in root if root is not None else ():
        if _name(element) == "style":
            _add_style(styles, element)
    return styles


def _add_style(styles: Styles, element: etree._Element) -> None:
    paragraph, run = _child(element, "pPr"), _child(element, "rPr")
    number, level = _own_number(paragraph)
    key = _value(element, "styleId")
    styles.by_id[key] = Style(
        name=_value(_child(element, "name")).lower(),
        based_on=_value(_child(element, "basedOn")),
        number=number,
        level=level,
        bold=_switch(run, "b"),
        hidden=_switch(run, "vanish"),
        centred=_alignment(paragraph),
        outline=_outline(paragraph),
    )
    if _value(element, "default") in ("1", "true") and _value(element, "type") == "paragraph":
        styles.default = key


def _alignment(properties: etree._Element | None) -> bool | None:
    element = _child(properties, "jc")
    return None if element is None else _value(element) == "center"


def _outline(properties: etree._Element | None) -> int | None:
    element = _child(properties, "outlineLvl")
    return None if element is None else _number(_value(element), 9)


def _numbering(root: etree._Element | None) -> Numbering:
    abstract: dict[str, dict[int, dict[str, str]]] = {}
    numbers: dict[str, tuple[str, dict[int, dict[str, str]]]] = {}
    for element in root if root is not None else ():
        if _name(element) == "abstractNum":
            abstract[_value(element, "abstractNumId")] = dict(map(_level, _named(element, "lvl")))
        elif _name(element) == "num":
            numbers[_value(element, "numId")] = (_value(_child(element, "abstractNumId")), _overrides(element))
    return numbering_of(abstract, numbers)


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if _name(child) == name)


def _level(element: etree._Element) -> tuple[int, dict[str, str]]:
    said = {
        name: _value(_child(element, name))
        for name in ("numFmt", "lvlText", "start", "pStyle", "isLgl")
        if _child(element, name) is not None
    }
    return _number(_value(element, "ilvl")), said


def _overrides(element: etree._Element) -> dict[int, dict[str, str]]:
    levels: dict[int, dict[str, str]] = {}
    for override in _named(element, "lvlOverride"):
        at = _number(_value(override, "ilvl"))
        levels[at] = {}
        if (level := _child(override, "lvl")) is not None:
            levels[at].update(_level(level)[1])
        if (start := _child(override, "startOverride")) is not None:
            levels[at]["restart"] = _value(start)
    return levels


# The body


@dataclass
class _Line:
    """A paragraph's text while it is put together."""

    pieces: list[tuple[str, bool, bool]] = field(default_factory=list)  # text, bold, in a typeface of headings
    boxes: list[etree._Element] = field(default_factory=list)
    field_depth: int = 0
    in_code: list[bool] = field(default_factory=list)  # for each open field: are we still in its instruction?

    @property
    def text(self) -> str:
        return "".join(text for text, *_ in self.pieces)


_SKIPPED = frozenset(
    {
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "instrText",
        "delText",
        "delInstrText",
        "Fallback",
        "footnoteRef",
        "endnoteRef",
        "annotationRef",
        "rt",
        "rubyPr",
        "sdtPr",
        "sdtEndPr",
        "tblPr",
        "tcPr",
    }
)
_HEADING_FACES = frozenset(
    "黑体 SimHei 楷体 楷体_GB2312 KaiTi KaiTi_GB2312 华文楷体 方正黑体_GBK 方正楷体_GBK 方正楷体简体".split()
)
_CHARACTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u2060\ufeff\ue000-\uf8ff]")


class _Reader:
    """Walks the body once, keeping count of numbers, tables, boxes and what was left out."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.raw = Raw()
        self.count = 0
        self.boxes = 0
        self.controls = 0
        self.notes = 0
        self.hidden: list[str] = []
        self.removed = 0
        self.place: Place | None = None
        self.elements: dict[Place, list[etree._Element]] = {}

    def read(self, body: etree._Element) -> Raw:
        """The whole body; body paragraphs count from 0."""
        for child in body:
            self._block(child, numbered=True)
        self._say_what_was_left_out()
        return self.raw

    def _block(self, element: etree._Element, *, numbered: bool) -> None:
        name = _name(element)
        if name == "p":
            self._flow_paragraph(element, numbered)
        elif name == "tbl":
            self._table(element)
        elif name == "sdt":
            self._control(element)
        elif name in ("ins", "moveTo", "customXml", "AlternateContent", "Choice", "smartTag"):
            for child in element:
                self._block(child, numbered=numbered)
        elif name == "altChunk":
            self._find("文档里嵌入了另一个文件，其内容没有读。", "", "embedded")

    def _flow_paragraph(self, element: etree._Element, numbered: bool) -> None:
        place: Place = self.count if numbered else f"s{self.controls}p{len(self.raw.paragraphs)}"
        self.count += numbered
        self.place = place
        self.elements[place] = [element]
        line = self._line(element)
        self.raw.paragraphs.append(self._paragraph(element, line, place))
        for box in line.boxes:
            self._box(box)

    def _paragraph(self, element: etree._Element, line: _Line, place: Place) -> Paragraph:
        text = _CONTROLS.sub("", line.text)
        properties = _child(element, "pPr")
        style = self.styles.of(_value(_child(properties, "pStyle")))
        centred = _alignment(properties)
        outline = _outline(properties)
        return Paragraph(
            index=place,
            text=text,
            label=self._label(properties, text),
            lead=_lead(line.pieces),
            bold=_wholly_bold(line.pieces),
            centred=bool(style.centred if centred is None else centred),
            style_level=style.heading if outline is None else _heading(outline),
        )

    def _label(self, properties: etree._Element | None, text: str) -> str:
        """The automatic number; an empty paragraph has none, as Word shows it."""
        own_number, own_level = _own_number(properties)
        style_id = _value(_child(properties, "pStyle"))
        style = self.styles.of(style_id)
        number = style.number if own_number is None else own_number
        if not number or number == "0":
            return ""
        level = own_level if own_level is not None else style.level
        if level is None:
            level = self.numbering.level_of_style(number, style_id)
        return self.numbering.count(number, level) if text.strip() else ""

    def _line(self, element: etree._Element) -> _Line:
        line = _Line()
        style = self.styles.of(_value(_child(element, "pPr", "pStyle")))
        self._inline(element, line, style)
        return line

    def _inline(self, element: etree._Element, line: _Line, style: Style) -> None:
        for child in element:
            name = _name(child)
            if name == "r":
                self._run(child, line, style)
            elif name in ("del", "moveFrom"):
                self.removed += 1
            elif name == "t":  # formulas keep their text outside runs
                line.pieces.append((child.text or "", False, False))
            elif name not in _SKIPPED:
                self._inline(child, line, style)

    def _run(self, run: etree._Element, line: _Line, paragraph: Style) -> None:
        properties = _child(run, "rPr")
        own = self.styles.of(_value(_child(properties, "rStyle"))) if _child(properties, "rStyle") is not None else None
        bold = _first(_switch(properties, "b"), own and own.bold, paragraph.bold)
        if _first(_switch(properties, "vanish"), own and own.hidden, paragraph.hidden):
            self._hide(run)
            return
        headed = _value(_child(properties, "rFonts"), "eastAsia") in _HEADING_FACES
        for child in run:
            self._in_run(child, line, bold, headed)

    def _in_run(self, child: etree._Element, line: _Line, bold: bool, headed: bool) -> None:
        name = _name(child)
        if name == "fldChar":
            _field(line, _value(child, "fldCharType"))
        elif name in ("footnoteReference", "endnoteReference"):
            self.notes += 1
        elif name in ("drawing", "pict", "AlternateContent", "object"):
            line.boxes.extend(_boxes(child))
        elif name == "ruby":
            self._inline(child, line, Style())
        elif not any(line.in_code):
            line.pieces.append((_written(child, name), bold, bold or headed))

    def _hide(self, run: etree._Element) -> None:
        text = "".join(child.text or "" for child in run if _name(child) == "t")
        if text.strip():
            self.hidden.append(text)

    def _box(self, box: etree._Element) -> None:
        text = "\n".join(filter(None, (self._line(child).text.strip() for child in _paragraphs(box))))
        if text:
            place = f"b{self.boxes}"
            self.boxes += 1
            self.raw.paragraphs.append(Paragraph(place, _CONTROLS.sub("", text)))
            self.raw.findings.append(Finding(place, "这段文字在文本框里。", text[:60], "text-box"))

    def _control(self, element: etree._Element) -> None:
        """A content control; a table of contents is left out."""
        gallery = _value(_child(element, "sdtPr", "docPartObj", "docPartGallery"))
        content = _child(element, "sdtContent")
        if content is None:
            return
        if "Table of Contents" in gallery:
            self._find("目录没有读。", "", "toc")
            return
        for child in content:
            self._block(child, numbered=False)
        self.controls += 1

    # Tables

    def _table(self, element: etree._Element) -> None:
        index = len(self.raw.tables)
        table = RawTable(index, [], self.place)
        self.raw.tables.append(table)
        above: dict[int, Paragraph] = {}
        for row in _rows(element):
            table.rows.append(self._row(row, f"t{index}r{len(table.rows)}", above))
        if len(table.rows) and max(map(len, table.rows)) <= 1:
            self._frame(table)

    def _row(self, row: etree._Element, place: str, above: dict[int, Paragraph]) -> list[Paragraph]:
        skipped = min(_number(_value(_child(row, "trPr", "gridBefore"))), 60)
        cells: list[Paragraph] = [Paragraph(f"{place}c{at}", "") for at in range(max(skipped, 0))]
        for cell in _cells(row):
            at = len(cells)
            width = min(max(_number(_value(_child(cell, "tcPr", "gridSpan")), 1), 1), 60)
            cells.extend([self._cell(cell, f"{place}c{at}", above.get(at))] * width)
        above.clear()
        above.update(enumerate(cells))
        return cells

    def _cell(self, cell: etree._Element, place: str, above: Paragraph | None) -> Paragraph:
        merge = _child(cell, "tcPr", "vMerge")
        if merge is not None and _value(merge) != "restart" and above is not None:
            return above
        self.elements[place] = list(_paragraphs(cell))
        lines = [self._cell_line(paragraph, place) for paragraph in self.elements[place]]
        text = "\n".join(filter(None, lines))
        return Paragraph(place, text)

    def _cell_line(self, paragraph: etree._Element, place: str) -> str:
        line = self._paragraph(paragraph, self._line(paragraph), place)
        return (line.label + line.text).strip()

    def _frame(self, table: RawTable) -> None:
        """A table of one column is a frame around text: it's read in the flow."""
        self.raw.paragraphs.extend(row[0] for row in table.rows if row and row[0].text)
        self.raw.tables.remove(table)
        table.rows.clear()

    # Findings

    def _find(self, what: str, text: str, kind: str) -> None:
        self.raw.findings.append(Finding(self.place, what, text, kind))

    def _say_what_was_left_out(self) -> None:
        self.place = None
        if self.notes:
            self._find(f"有 {self.notes} 处脚注或尾注，没有读。", "", "footnotes")
        if self.hidden:
            self._find(f"有 {len(self.hidden)} 处隐藏文字，没有读。", self.hidden[0][:60], "hidden")
        if self.removed:
            self._find(f"有 {self.removed} 处修订删除的文字，按已删除处理；修订插入的文字已读。", "", "tracked")


def _first(*said: bool | None) -> bool:
    return bool(next((value for value in said if value is not None), False))


def _heading(outline: int) -> int:
    return outline + 1 if 0 <= outline < 9 else 0


def _written(child: etree._Element, name: str) -> str:
    if name == "t":
        return child.text or ""
    if name == "br":
        return "" if _value(child, "type") in ("page", "column") else "\n"
    if name == "sym":
        code = int(char, 16) if re.fullmatch("[0-9A-Fa-f]{4}", char := _value(child, "char")) else 0
        return chr(code) if 0x20 <= code < 0xD800 else ""
    return _CHARACTERS.get(name, "")


def _field(line: _Line, kind: str) -> None:
    """A field has an instruction, which isn't read, then its result, which is."""
    if kind == "begin" and len(line.in_code) < 100:
        line.in_code.append(True)
    elif kind == "separate" and line.in_code:
        line.in_code[-1] = False
    elif kind == "end" and line.in_code:
        line.in_code.pop()


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Text boxes below; Word writes each twice, the second time as a fallback."""
    for child in element:
        name = _name(child)
        if name == "txbxContent":
            yield child
        elif name != "Fallback":
            yield from _boxes(child)


def _paragraphs(container: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell or box, with those of tables inside it."""
    for child in container:
        name = _name(child)
        if name == "p":
            yield child
        elif name not in _SKIPPED:
            yield from _paragraphs(child)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if _name(child) == "tr":
            yield child
        elif _name(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if _name(child) == "tc":
            yield child
        elif _name(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cells(child)


def _lead(pieces: list[tuple[str, bool, bool]]) -> int:
    """How many characters at the head are bold, 黑体 or 楷体 while the rest is not; 0 when there's no such head."""
    length = 0
    for text, _, headed in pieces:
        if not headed and text.strip():
            return length
        length += len(text)
    return 0


def _wholly_bold(pieces: list[tuple[str, bool, bool]]) -> bool:
    written = [bold for text, bold, _ in pieces if text.strip()]
    return bool(written) and all(written)


# Comments


@dataclass(frozen=True, slots=True)
class Comment:
    """What is to be said in the margin of the text `[start:end]` of a paragraph or a table's cell."""

    where: Place
    start: int
    text: str
    """The words that the comment is about, as they stand there."""
    says: str


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_DATED = datetime.datetime(2000, 1, 1)


def commented(data: bytes, comments: Sequence[Comment], author: str, when: datetime.datetime = _DATED) -> bytes:
    """The same .docx with comments in its margin. Besides its text part, which gets marks around the words, only the
    parts that comments need change; every other part stays byte for byte. Raises Unreadable as reading does."""
    package = _open(data)
    name = _main_part(package)
    document = _parse_whole(_part(package, name, needed=True))
    folder, _slash, file = name.rpartition("/")
    changed: dict[str, bytes] = {}
    part, said = _comments_part(package, folder, file, changed)
    first = 1 + max((_number(_value(one, "id"), 0) for one in said), default=-1)
    body = next((child for child in document if _name(child) == "body"), None)
    if body is None:
        raise Unreadable("文件里没有正文，不是完整的 Word 文档。")
    reader = _Reader(Styles(), _numbering(None))
    reader.read(body)
    for number, comment in enumerate(comments, first):
        if _mark(reader.elements.get(comment.where, ()), comment, number):
            said.append(_comment(comment, number, author, when))
    changed[name] = _written_out(document)
    changed[part] = _written_out(said)
    return _replaced(package, changed)


def _parse_whole(data: bytes) -> etree._Element:
    """As `_parse`, but keeping what isn't read: it is to be written again."""
    _check_xml(data)
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except _XML_ERRORS:
        raise Unreadable("文件内容已损坏，打不开。请重新保存为 .docx 后再上传。") from None


def _written_out(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _comments_part(
    package: zipfile.ZipFile, folder: str, file: str, changed: dict[str, bytes]
) -> tuple[str, etree._Element]:
    """The part of comments, there already or new: then also its relation and content type."""
    where = f"{folder}/_rels/{file}.rels".lstrip("/")
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    there = where in package.namelist()
    relations = (
        _parse_whole(_part(package, where, needed=True)) if there else etree.Element(f"{{{space}}}Relationships")
    )
    for relation in relations:
        if str(relation.get("Type", "")).endswith("/comments"):
            target = str(relation.get("Target", ""))
            part = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            return part, _parse_whole(_part(package, part, needed=True))
    names = {str(relation.get("Id", "")) for relation in relations}
    free = next(f"rIdComments{n}" for n in range(len(names) + 1) if f"rIdComments{n}" not in names)
    part = f"{folder}/comments.xml".lstrip("/")
    new = {"Id": free, "Type": _RELATION, "Target": "comments.xml"}
    etree.SubElement(relations, f"{{{space}}}Relationship", new)
    changed[where] = _written_out(relations)
    types = _parse_whole(_part(package, "[Content_Types].xml", needed=True))
    etree.SubElement(
        types, str(types.tag).replace("Types", "Override"), {"PartName": f"/{part}", "ContentType": _CONTENT}
    )
    changed["[Content_Types].xml"] = _written_out(types)
    return part, etree.Element(f"{{{_W}}}comments", nsmap={"w": _W})


def _comment(comment: Comment, number: int, author: str, when: datetime.datetime) -> etree._Element:
    head: dict[str | bytes | etree.QName, str | bytes] = {
        f"{{{_W}}}id": str(number),
        f"{{{_W}}}author": author,
        f"{{{_W}}}initials": author[:2],
    }
    head[f"{{{_W}}}date"] = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    made = etree.Element(f"{{{_W}}}comment", head)
    run = etree.SubElement(etree.SubElement(made, f"{{{_W}}}p"), f"{{{_W}}}r")
    etree.SubElement(run, f"{{{_W}}}t").text = _CONTROLS.sub("", comment.says)
    return made


def _mark(paragraphs: Sequence[etree._Element], comment: Comment, number: int) -> bool:
    """Put a comment's range around its words; False where they are not found."""
    start = comment.start
    for paragraph in paragraphs:
        runs = [(run, _own_text(run)) for run in _runs(paragraph)]
        text = "".join(words for _run, words in runs)
        at = _nearest(text, comment.text, start)
        if at >= 0:
            _around(runs, at, at + len(comment.text), number)
            return True
        start -= len(text) + 1
    return False


def _nearest(text: str, words: str, start: int) -> int:
    """Where the words stand nearest to a place; -1 if nowhere."""
    found = [hit.start() for hit in re.finditer(re.escape(words), text)]
    return min(found, key=lambda at: abs(at - start), default=-1)


def _runs(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if _name(child) == "r":
            yield child
        elif _name(child) not in _SKIPPED:
            yield from _runs(child)


def _own_text(run: etree._Element) -> str:
    return "".join(_written(child, _name(child)) for child in run)


def _around(runs: Sequence[tuple[etree._Element, str]], start: int, end: int, number: int) -> None:
    """Marks before the run in which the words begin and behind that in which they end, cut where they do."""
    at = 0
    inside = []
    for run, words in runs:
        if at < end and at + len(words) > start and words:
            inside.append(_cut(run, max(0, start - at), min(len(words), end - at)))
        at += len(words)
    first, last = inside[0], inside[-1]
    tag = f"{{{_W}}}"
    first.addprevious(etree.Element(f"{tag}commentRangeStart", {f"{tag}id": str(number)}))
    behind = etree.Element(f"{tag}commentRangeEnd", {f"{tag}id": str(number)})
    last.addnext(behind)
    reference = etree.Element(f"{tag}r")
    etree.SubElement(reference, f"{tag}commentReference", {f"{tag}id": str(number)})
    behind.addnext(reference)


def _cut(run: etree._Element, start: int, end: int) -> etree._Element:
    """The run that holds just these characters: a plain run is cut in up to three, any other stays whole."""
    texts = [child for child in run if _name(child) != "rPr"]
    if len(texts) != 1 or _name(texts[0]) != "t":
        return run
    words = texts[0].text or ""
    if start == 0 and end == len(words):
        return run
    for piece, put in ((words[:start], run.addprevious), (words[end:], run.addnext)):
        if piece:
            other = copy.deepcopy(run)
            _say(next(child for child in other if _name(child) == "t"), piece)
            other.tail = None
            put(other)
    _say(texts[0], words[start:end])
    return run


def _say(text: etree._Element, words: str) -> None:
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _replaced(package: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    """The package with some parts changed or new, all others as they were and in their order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as other:
        for info in package.infolist():
            there = changed.pop(info.filename, None)
            data = _part(package, info.filename, needed=True) if there is None else there
            other.writestr(info, data, info.compress_type)
        for name, new in changed.items():
            other.writestr(name, new)
    return made.getvalue()
