"""A clerk's template, made in Word or WPS, checked before anything is done with it.

Pure: `check` takes the bytes of a .docx and gives back the names that it uses, what is wrong, each with its place, and
the template as it will be filled: every tag whole, in one run, written anew from what was understood.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice, pairwise
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

from yiben.gongwen.docx import Unreadable, read_docx
from yiben.lib import archives
from yiben.lib.refused import Refused
from yiben.reports.grammar import (
    LONGEST_TAG,
    MAY_BE_BARE,
    MAY_BE_EMPTY,
    Asked,
    Reading,
    Scope,
    Vocabulary,
    asked_by,
    read,
    scope_of,
)
from yiben.reports.said import say as _
from yiben.reports.slips import HALF, bare, bracketed, prefixed, proposals, spelled

MOST_FILE = 8 << 20
MOST_TAGS = 2000
MOST_XML = 16 << 20
DEEPEST = 5
MADE = datetime(2000, 1, 1)  # a date in a file's properties would make each making of it another file
_PAIRS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_MARK = re.compile(r"\{[{%#]|[}%#]\}")
_UNCLEAR = _("看不懂：花括号里只能写数字的名称、“for 社区 in 各社区”“endfor”“if 名称”“else”“endif”")
_EXAMPLE = "志愿服务场次"
_HIDDEN = _("域、属性或隐藏的内容里有花括号，请写在正文里")
"""Of marks that stand in no paragraph's text."""
_PROPERTIES = (
    "author category comments content_status identifier keywords language last_modified_by subject title version"
).split()
_SHORT = 40
_LOADING = ("DDE", "INCLUDE", "IMPORT")
_HOLE = "\ufffc"  # a tab, a break or a picture between the letters of a paragraph
_JINJA = Environment(autoescape=True)  # parses only: nothing is compiled or run here
_SINGLE = re.compile(r"(?<!\{)\{([^{}%]{1,60})\}(?!\})")

_PARTS = re.compile(
    r"\[Content_Types\]\.xml|word/|(_rels|docProps|docMetadata|customXml|customXml/_rels)/([^/]+\.(xml|rels|jpe?g|emf|wmf)|\.rels)?"
    r"|word/(_rels|theme|theme/_rels|glossary|glossary/_rels)/([^/]+\.(xml|rels))?"
    r"|word/media/([^/]+\.(png|jpe?g|gif|bmp|emf|wmf|tiff?|svg))?|word/fonts/([^/]+\.odttf)?"
    r"|word/(document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering|footnotes|endnotes|people"
    r"|comments|commentsExtended|commentsIds|commentsExtensible|header\d*|footer\d*)\.xml",
    re.IGNORECASE,
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PLACES = {"header": _("页眉"), "footer": _("页脚"), "footnotes": _("脚注"), "endnotes": _("尾注")}
"""Parts beside the body where names may stand too, by the kind of relation."""
_P, _T, _R, _RPR, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "t", "r", "rPr", "tbl", "tr", "tc"))
_SKIPPED = {qn(f"w:{name}") for name in ("pPr", "rPr", "del", "moveFrom", "lastRenderedPageBreak")}
_BETWEEN = {qn(f"w:{name}") for name in ("proofErr", "bookmarkStart", "bookmarkEnd")}
_TRACKED = [qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo")]
_UNSEEN = {qn("w:lang"), qn("w:noProof")}
_DRAWN = [qn(f"w:{name}") for name in ("drawing", "pict", "object", "sectPr")]
_HINT, _FONTS = qn("w:hint"), qn("w:rFonts")
_FIELD, _BOX, _CONTROL, _BOUND = (qn(f"w:{name}") for name in ("fldChar", "txbxContent", "sdt", "dataBinding"))
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
            return _unread(_("文件引用了外部的模板、图片、对象或数据，请去掉后再上传"))
        return _Pass(known).over(document)
    except Unreadable as error:
        return _unread(str(error))
    except Refused as refused:
        return _unread(refused.sentence)
    except Exception:  # python-docx raises whatever a broken package makes it stumble over
        return _unread(_("文件已损坏或不完整，请用 WPS 或 Word 打开后另存一份再上传"))


def _unread(what: str) -> Checked:
    return Checked(Reading(), (Finding(_("文件"), what, ""),), None)


# --- the package ----------------------------------------------------------------------------------------------------


def _unpack(data: bytes) -> None:
    """Refuse what a template has no need of: macros, embedded objects, parts fetched from elsewhere, swollen XML."""
    left = MOST_XML
    with archives.opened(io.BytesIO(data), archives.Weight(entries=500, total=64 << 20)) as package:
        for entry in package.infolist():
            name = entry.filename
            if not _PARTS.fullmatch(name):
                raise Refused(_("文件里带有宏、嵌入的对象或别的少见内容，请另存为普通的 .docx 再上传"))
            if not name.endswith((".xml", ".rels")):
                continue
            content = b"".join(archives.inflated(package, entry))
            left -= len(content)
            if left < 0:
                raise Refused(_("文件的内容过于庞大，没有打开"))
            _look_into(content, name)


def _look_into(content: bytes, name: str) -> None:
    seen = content.replace(b"\0", b"")
    if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
        raise Refused(_("文件含有不该有的实体定义，为安全起见没有打开"))
    if name == "[Content_Types].xml" and b"macroEnabled" in seen:
        raise Refused(_("文件带有宏，请另存为普通的 .docx 再上传"))


def _reaches_out(document: Any) -> bool:
    """Whether opening it would fetch or start something: a remote template or picture, a field that loads."""
    relations = document.part.package.iter_rels()
    if any(relation.is_external and not relation.reltype.endswith("/hyperlink") for relation in relations):
        return True
    return any(_loads(root) for _part, _label, root in _roots(document))


def _loads(root: Element) -> bool:
    fields = "".join(element.text or "" for element in root.iter(qn("w:instrText")))
    fields += " ".join(element.get(qn("w:instr"), "") for element in root.iter(qn("w:fldSimple")))
    return any(word in fields.upper() for word in _LOADING)


def _roots(document: Any) -> list[tuple[Any, str, Element]]:
    """The parts in which names may stand: the body, headers, footers, notes. Each with its name and XML."""
    found = [(document.part, "", document.element.body)]
    for relation in document.part.rels.values():
        label = _PLACES.get(relation.reltype.removeprefix(_RELATIONS))
        if label and not relation.is_external:
            part = relation.target_part
            # python-docx knows headers and footers as XML, notes as bytes.
            found.append((part, label, part.element if hasattr(part, "element") else parse_xml(part.blob)))
    return found


# --- where a paragraph stands -----------------------------------------------------------------------------------------


@dataclass
class _Count:
    part: str = ""
    paragraphs: int = 0
    tables: int = 0

    def place(self, said: str) -> str:
        return _("%(part)s%(place)s", part=self.part, place=said) if self.part else said


def _paragraphs(parent: Element, count: _Count, cell: str = "") -> Iterator[tuple[str, Element]]:
    """Every paragraph of a part with the place where a person finds it: 第3段, 第1个表格第2行第1格, 页眉第1段."""
    for child in parent:
        if child.tag == _P:
            if not cell and _text(child).strip():
                count.paragraphs += 1
            where = cell or count.place(_("第%(n)s段", n=str(count.paragraphs)))
            yield where, child
            for box in child.iter(_BOX):
                yield from _paragraphs(box, count, _("%(place)s的文本框", place=where))
        elif child.tag == _TBL:
            count.tables += 1
            yield from _cells(child, count, cell)
        elif child.tag not in _SKIPPED:
            yield from _paragraphs(child, count, cell)


def _cells(table: Element, count: _Count, within: str) -> Iterator[tuple[str, Element]]:
    number = count.tables
    for row, tr in enumerate(table.iter(_TR), start=1):
        if next(tr.iterancestors(_TBL)) is not table:
            continue
        for column, tc in enumerate((c for c in tr.iter(_TC) if next(c.iterancestors(_TR)) is tr), start=1):
            numbers = {"table": str(number), "row": str(row), "cell": str(column)}
            place = count.place(_("第%(table)s个表格第%(row)s行第%(cell)s格", **numbers))
            yield from _paragraphs(tc, count, within if "文本框" in within else place)


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
    at: int = 0
    alone: bool = False
    prefix: str = ""
    inner: str = ""
    written: str = ""
    moved: bool = False
    element: Element | None = None

    def __post_init__(self) -> None:
        self.inner = self.text[2:-2].strip()
        if self.text.startswith("{%"):
            self.prefix, self.inner = prefixed(self.inner)
            self.inner = spelled(self.inner)

    @property
    def word(self) -> str:
        """for, if, else, endfor, endif or something else; empty for a name."""
        return re.split(r"\s", self.inner, maxsplit=1)[0] if self.text.startswith("{%") else ""

    @property
    def row(self) -> Element | None:
        """The row of a table that holds nothing but this."""
        row = next(self.paragraph.iterancestors(_TR), None) if self.alone else None
        if row is None or _drawn(row):
            return None
        return row if _plain(row) in (self.text, self.written) else None

    @property
    def heart(self) -> tuple[int, int]:
        """Where in the paragraph its name stands; the format of that is the value's."""
        found = re.search(r"[^\s{}%|　]+", self.text)
        return (self.start + found.start(), self.start + found.end()) if found else (self.start, self.start + 1)


class _Unpaired(ValueError):
    """Braces that are not in pairs: what is missing, and the words beside it."""

    def __init__(self, what: str, text: str) -> None:
        super().__init__(what)
        self.what, self.text = what, text


def _tags(text: str, where: str, paragraph: Element) -> Iterator[_Tag]:
    marks = _MARK.finditer(text)
    end = 0
    for opening in marks:
        start, wanted = opening.start(), _PAIRS.get(opening[0])
        if wanted is None:
            before = next(mark for mark, closing in _PAIRS.items() if closing == opening[0])
            raise _Unpaired(
                _("这里少了一个“%(mark)s”，一对花括号要写在同一段里", mark=before), text[end : opening.end()]
            )
        closing = next(marks, None)
        if closing is None or closing[0] != wanted:
            stop = closing.start() if closing and closing[0] in _PAIRS else None
            raise _Unpaired(_("这里少了一个“%(mark)s”，一对花括号要写在同一段里", mark=wanted), text[start:stop])
        end = closing.end()
        yield _Tag(text[start:end], where, paragraph, start)


def _plain(element: Element) -> str:
    """Its text as it is read, without the marks that are left in it meanwhile."""
    return _text(element).replace(MAY_BE_EMPTY, "").translate(HALF).strip()


def _drawn(element: Element) -> bool:
    return any(next(element.iter(tag), None) is not None for tag in _DRAWN)


# --- one pass over the document ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Open:
    """A tag that waits for its end, the `else` tags met on the way, and where what is inside stands."""

    tag: _Tag
    scope: Scope
    others: list[_Tag] = field(default_factory=list)


class _Pass:
    """Reads every paragraph in turn, keeps what is open, and writes each tag anew."""

    def __init__(self, known: Vocabulary) -> None:
        self.known = known
        self.reading = Reading()
        self.found: list[tuple[int, Finding]] = []
        self.open: list[_Open] = []
        self.overtaken: list[tuple[_Tag, _Tag]] = []
        self.other_marks: list[tuple[str, str]] = []
        self.at = 0
        self.tags = 0
        self.fields = 0

    def over(self, document: Any) -> Checked:
        self._left_behind(document)
        roots = _roots(document)
        for part, label, root in roots:
            self._part(part, label, root)
        if not self.found:
            self._elsewhere(document, [part for part, _label, _root in roots])
        if not self.found and not self.tags:
            self._nothing_asked()
        findings = [finding for _at, finding in sorted(self.found, key=lambda one: one[0])]
        return Checked(self.reading, tuple(dict.fromkeys(findings)), None if findings else _saved(document))

    def _add(self, finding: Finding) -> None:
        self.found.append((self.at, finding))

    def _nothing_asked(self) -> None:
        """A file in which nothing is to be filled in; perhaps other brackets stand where figures go."""
        for where, name in self.other_marks:
            self._add(Finding(where, _("要写两个花括号：%(mended)s", mended="{{ " + name + " }}"), name))
        if not self.other_marks:
            example = "{{ " + next(iter(sorted(self.known.general)), _EXAMPLE) + " }}"
            what = _("文件里没有要填的地方：把会变的数字换成两个花括号里的名称，如 %(example)s", example=example)
            self._add(Finding(_("文件"), what, ""))

    def _left_behind(self, document: Any) -> None:
        """What would go out with every report: changes nobody has accepted, and comments."""
        for where, paragraph in _paragraphs(document.element.body, _Count()):
            if any(next(paragraph.iter(tag), None) is not None for tag in _TRACKED):
                what = _("这里有没有接受的修订，请先在“审阅”里接受或拒绝全部修订")
                self._add(Finding(where, what, _short(_text(paragraph))))
                break
        for relation in document.part.rels.values():
            if relation.reltype == _RELATIONS + "comments" and not relation.is_external:
                comments = parse_xml(relation.target_part.blob)
                if (found := next(comments.iter(qn("w:comment")), None)) is not None:
                    what = _("文件里有批注，请全部删除后再上传，免得随汇报发出去")
                    self._add(Finding(_("批注"), what, _short(_text(found))))

    def _part(self, part: Any, label: str, root: Element) -> None:
        before, self.tags, self.fields = self.tags, 0, 0
        for where, paragraph in list(_paragraphs(root, _Count(label))):
            self._paragraph(paragraph, where)
        self._left_open()
        if not self.found and _marks(serialize_part_xml(root)) != self.tags:
            self._add(Finding(label or _("正文"), _HIDDEN, ""))
        if not self.found and not hasattr(part, "element"):
            part._blob = serialize_part_xml(root)
        self.tags += before

    def _left_open(self) -> None:
        """What has begun and nowhere ends; what ends only behind that in which it began."""
        for opened in self.open:
            self._find(opened.tag, _("后面缺少“%(end)s”，请补在它管到的地方的末尾", end=_end_of(opened.tag)))
        for inner, closing in self.overtaken:
            said = {"end": _end_of(inner), "where": closing.where, "closing": _short(closing.text)}
            self._find(inner, _("缺少“%(end)s”，要补在%(where)s的“%(closing)s”前面：后开头的先结尾", **said))
        self.open.clear()
        self.overtaken.clear()

    @property
    def scope(self) -> Scope:
        return self.open[-1].scope if self.open else Scope()

    def _find(self, tag: _Tag, what: str) -> None:
        self.found.append((tag.at, Finding(tag.where, what, _short(tag.text))))

    def _paragraph(self, paragraph: Element, where: str) -> None:
        typed, pieces = _pieces(paragraph)
        text = typed.translate(HALF)
        in_fields = self._in_fields(paragraph)
        self.at += 1
        if amiss := self._amiss(text, paragraph):
            self._add(Finding(where, amiss, _short(typed)))
            return
        try:
            tags = list(islice(_tags(text, where, paragraph), MOST_TAGS + 1))
        except _Unpaired as unpaired:
            self._add(Finding(where, unpaired.what, _short(unpaired.text)))
            return
        if len(tags) == 1:
            tags[0].alone = text.strip() == tags[0].text and not _drawn(paragraph)
        self.tags += len(tags)
        if self.tags > MOST_TAGS:
            self.found = [(0, Finding(_("正文"), _("写了%(n)s处以上，太多了", n=str(MOST_TAGS)), ""))]
            return
        for tag in tags:
            tag.at = self.at
            self._tag(tag)
        # From the last to the first, so that the places of the earlier ones stay what they are.
        for tag in reversed(tags):
            self._put(tag, pieces, in_fields)
        if tags and not (tags[0].alone and tags[0].word) and tags[0].element is not None:
            _mark(tags[0].element, MAY_BE_EMPTY)
        if not self.tags:
            self.other_marks += [(where, name) for name in bracketed(typed) if self.known.is_number(name)]

    def _put(self, tag: _Tag, pieces: list[_Piece], in_fields: set[Element]) -> None:
        if not tag.written and not tag.moved:
            return
        if not _join(tag, pieces) or tag.element is None:
            self._find(tag, _("花括号里的字用了几种格式，或夹着换行、链接；请整个删掉，一次输入"))
        elif tag.element in in_fields:
            self._find(tag, _("这里是域（目录、页码之类），Word 会重新算，请写在域的外面"))
        elif any(next(control.iter(_BOUND), None) is not None for control in tag.element.iterancestors(_CONTROL)):
            self._find(tag, _("这里是与别的数据绑定的内容控件，请写在普通的段落里"))

    def _amiss(self, text: str, paragraph: Element) -> str:
        """What is wrong with a paragraph's braces before they are read; empty when nothing is."""
        for single in _SINGLE.finditer(text):
            if self.known.has(single[1].strip()):
                return _("要写两个花括号：%(mended)s", mended="{{ " + single[1].strip() + " }}")
        boxes = any("{" in _text(box) for box in paragraph.iter(_BOX))
        return _("文本框所在的段落里不能写 for 和 if") if boxes and "{%" in text else ""

    def _in_fields(self, paragraph: Element) -> set[Element]:
        """The texts that a field has worked out. A field may go over several paragraphs."""
        found: set[Element] = {t for simple in paragraph.iter(qn("w:fldSimple")) for t in simple.iter(_T)}
        for element in _letters(paragraph):
            if element.tag == _FIELD:
                self.fields += {"begin": 1, "end": -1}.get(element.get(qn("w:fldCharType")), 0)
            elif self.fields > 0:
                found.add(element)
        return found

    def _tag(self, tag: _Tag) -> None:
        if len(tag.text) > LONGEST_TAG or _HOLE in tag.text or _signed(tag.inner):
            self._find(tag, _UNCLEAR)
        elif tag.text.startswith("{#"):
            self._find(tag, _("不能写注释，请整个删掉"))
        elif not tag.word:
            self._name(tag)
        elif tag.word in ("for", "if"):
            self._opening(tag)
        elif tag.inner == "else":
            self._else(tag)
        elif tag.inner in ("endfor", "endif"):
            self._closing(tag)
        elif tag.word in ("elif", "elseif"):
            self._find(tag, _("不能写 elif，请在 else 后面另写一个 if"))
        elif tag.word in ("endfor", "endif"):
            self._find(tag, _("“%(word)s”后面不写别的：%(mended)s", word=tag.word, mended=f"{{% {tag.word} %}}"))
        else:
            what = _("模板里不能写“%(word)s”，只能写 for、if、else 和它们的结尾", word=tag.word[:20])
            self._find(tag, what if tag.word.isascii() else _UNCLEAR)

    def _read(self, tag: _Tag, source: str) -> nodes.Node | None:
        """The one node that a tag is; None, and a finding, where it says anything that it may not."""
        tree = _parsed(source)
        if tree is None:
            self._find(tag, self._meant(tag) or _UNCLEAR)
            return None
        reading = read(tree, self.known, self.scope)
        if reading.wrong:
            self._find(tag, self._meant(tag) or reading.wrong[0][1])
        self.reading.add(reading)
        return tree.body[0] if not reading.wrong else None

    def _meant(self, tag: _Tag) -> str:
        """What to write in place of a name in quotation marks, with a full stop, with a blank in it; or nothing."""
        if tag.word:
            return ""
        for said in proposals(tag.inner):
            tree = _parsed("{{ " + said + " }}")
            if said != tag.inner and tree is not None and not read(tree, self.known, self.scope).wrong:
                return _("看不懂，是不是要写 %(mended)s？", mended="{{ " + said + " }}")
        name = bare(tag.inner)[:_SHORT]
        if _parsed("{{ " + tag.inner + " }}") is None and (near := self.known.like(name)):
            near_names = "".join(f"“{one}”" for one in near)
            return _("没有叫“%(name)s”的数字，是不是%(near)s？", name=name, near=near_names)
        return ""

    def _name(self, tag: _Tag) -> None:
        node = self._read(tag, "{{ " + tag.inner + " }}")
        if not isinstance(node, nodes.Output):
            return
        asked = asked_by(node.nodes[0], self.known)  # type: ignore[arg-type]
        assert isinstance(asked, Asked)
        tag.written = "{{ " + asked.written + " }}"
        if asked.drawn(self.known):
            self._picture(tag)

    def _picture(self, tag: _Tag) -> None:
        """A picture has a paragraph of the body to itself, as high as it needs."""
        in_body = tag.paragraph.getroottree().getroot().tag == qn("w:document")
        if tag.alone and in_body and next(tag.paragraph.iterancestors(_TC, _BOX), None) is None:
            _make_room(tag.paragraph)
        else:
            self._find(tag, _("图要单独占正文的一段，不放在表格、文本框或句子里"))

    def _opening(self, tag: _Tag) -> None:
        node = self._read(tag, "{% " + tag.inner + " %}{% end" + tag.word + " %}")
        scope = self.scope
        if isinstance(node, nodes.For):
            found = scope_of(node, self.known, scope)
            assert isinstance(found, Scope)
            scope, (loop, turn) = found, found.turns[-1]
            tag.written = f"{{% for {turn} in {loop} %}}"
        elif isinstance(node, nodes.If):
            asked = asked_by(node.test, self.known)  # type: ignore[arg-type]
            assert isinstance(asked, Asked)
            tag.written = f"{{% if {asked.written} %}}"
        if len(self.open) >= DEEPEST:
            self._find(tag, _("套得太深"))
        self.open.append(_Open(tag, scope))

    def _else(self, tag: _Tag) -> None:
        if not self.open or self.open[-1].tag.word != "if" or self.open[-1].others:
            self._find(tag, _("“else”要写在“if”和“endif”之间，只写一次"))
            return
        tag.written = "{% else %}"
        self.open[-1].others.append(tag)

    def _closing(self, tag: _Tag) -> None:
        opening = tag.word.removeprefix("end")
        if not any(one.tag.word == opening for one in self.open):
            self._astray(tag, opening)
            return
        while self.open[-1].tag.word != opening:
            self.overtaken.append((self.open.pop().tag, tag))
        opened = self.open.pop()
        tag.written = f"{{% {tag.word} %}}"
        pair = [opened.tag, *opened.others, tag]
        if _over_one_row(pair):
            _row_of_its_own(opened.tag, tag)
            return
        prefix = _frame(pair)
        if prefix is None:
            what = _("它和“%(word)s”要写在同一段里，或者各占一段，或者各占表格的一行", word=tag.word)
            self._find(opened.tag, what)
        elif prefix and all(one.written for one in pair):
            for one in pair:
                one.written = "{%" + prefix + one.written[2:]
                if one.element is not None:
                    one.element.text = one.written
            if prefix == "tr":
                _mark_table(tag)

    def _astray(self, tag: _Tag, opening: str) -> None:
        """An end without a beginning: too many, or behind the end of what it stands in."""
        late = next((pair for pair in self.overtaken if pair[0].word == opening), None)
        if late is None:
            begins = "{% " + opening + " … %}"
            self._find(tag, _("前面没有与它成对的“%(begins)s”：多写了就删掉", begins=begins))
            return
        self.overtaken.remove(late)
        said = {"where": late[1].where, "closing": _short(late[1].text), "opening": _short(late[0].text)}
        told = _("写晚了：“%(opening)s”后开头，要先结尾，请移到%(where)s的“%(closing)s”前面", **said)
        self._find(tag, told)

    def _elsewhere(self, document: Any, read: list[Any]) -> None:
        """Marks in parts where no name can stand."""
        for part in document.part.package.iter_parts():
            # Word writes the first line into the file's properties by itself; those are emptied.
            ours = any(part is one for one in read) or str(part.partname).startswith("/docProps/")
            if not ours and str(part.partname).endswith(".xml") and _marks(part.blob.replace(b"\0", b"")):
                self._add(Finding(_("文件"), _HIDDEN, ""))


def _marks(blob: bytes) -> int:
    return sum(blob.count(mark.encode()) for mark in _PAIRS)


def _parsed(source: str) -> nodes.Template | None:
    """As Jinja's own parser reads it; None where that can't."""
    try:
        return _JINJA.parse(source)
    except (TemplateSyntaxError, RecursionError):
        return None


def _end_of(opening: _Tag) -> str:
    return "{% end" + opening.word + " %}"


def _short(text: str) -> str:
    text = text.replace(_HOLE, " ")
    return f"{text[:_SHORT]}…" if len(text) > _SHORT else text


def _signed(inner: str) -> bool:
    return not inner or inner[0] in "-+" or inner[-1] in "-+"


def _frame(tags: list[_Tag]) -> str | None:
    """What a pair takes with it: "" where it stands in one paragraph, p or tr; None where it would tear something."""
    said = {tag.prefix for tag in tags} - {""}
    if all(tag.paragraph is tags[0].paragraph for tag in tags):
        return None if said else ""
    if all(tag.alone for tag in tags) and len({tag.paragraph.getparent() for tag in tags}) == 1:
        return "p" if said <= {"p"} else None
    rows = [tag.row for tag in tags]
    if all(row is not None for row in rows) and len({row.getparent() for row in rows if row is not None}) == 1:
        return "tr" if said <= {"tr"} else None
    return None


def _over_one_row(tags: list[_Tag]) -> bool:
    """Whether a pair begins in a row's first cell and ends in its last: the row is meant, without those two."""
    first, last = tags[0].paragraph, tags[-1].paragraph
    rows = [row for one in (first, last) for row in islice(one.iterancestors(_TR), 1)]
    if len(tags) != 2 or len(rows) != 2 or rows[0] is not rows[1]:
        return False
    cells = rows[0].findall(_TC)
    if len(cells) < 2 or cells[0].find(_P) is not first or cells[-1][-1] is not last:
        return False
    whole = _plain(first).startswith((tags[0].text, tags[0].written)) and _plain(last).endswith(tags[1].text)
    return whole and all(tag.written and tag.prefix in ("", "tr") for tag in tags)


def _row_of_its_own(opening: _Tag, closing: _Tag) -> None:
    """The two taken out of the row that they begin and end, into rows above and below it."""
    row = next(opening.paragraph.iterancestors(_TR))
    assert opening.element is not None
    row.addprevious(_row_with("{%tr" + opening.written[2:]))
    row.addnext(_row_with("{%tr" + closing.written[2:]))
    opening.element.text = opening.element.text.replace(opening.written, "")
    opening.written, closing.written, closing.moved = "", "", True


def _row_with(text: str) -> Element:
    row, cell, paragraph, run, letters = (OxmlElement(f"w:{name}") for name in ("tr", "tc", "p", "r", "t"))
    _write(letters, text)
    for outer, inner in ((row, cell), (cell, paragraph), (paragraph, run), (run, letters)):
        outer.append(inner)
    return row


def _make_room(paragraph: Element) -> None:
    """A line of fixed height would cut a picture off, and an indent push it out of the middle. What leads to it stays
    on its page."""
    before = paragraph.getprevious()
    if before is not None and before.tag == _P:
        Paragraph(before, None).paragraph_format.keep_with_next = True  # type: ignore[arg-type]
    layout = Paragraph(paragraph, None).paragraph_format  # type: ignore[arg-type]
    layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
    layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
    layout.first_line_indent = 0
    paragraph.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "0")


# --- runs joined ------------------------------------------------------------------------------------------------------


def _join(tag: _Tag, pieces: list[_Piece]) -> bool:
    """Write the tag whole into one run: that of its name. False where its name is of several formats, or something
    stands between its letters."""
    end = tag.start + len(tag.text)
    held = _over(pieces, tag.start, end)
    elements: list[Element] = [piece.element for piece in held]
    if any(element is None for element in elements) or not _in_a_row(elements):
        return False
    heart = [piece.element for piece in _over(held, *tag.heart)]
    if not tag.word and not _alike(heart):
        return False
    tag.element = heart[0]
    before, after = elements[0].text[: tag.start - held[0].start], elements[-1].text[end - held[-1].start :]
    for element in elements:
        text = before if element is elements[0] else ""
        text += tag.written if element is tag.element else ""
        _write(element, text + (after if element is elements[-1] else ""))
    return True


def _over(pieces: list[_Piece], start: int, end: int) -> list[_Piece]:
    first = bisect_right(pieces, start, key=lambda piece: piece.end)
    after = bisect_left(pieces, end, lo=first, key=lambda piece: piece.start)
    return [piece for piece in pieces[first:after] if piece.end > piece.start]


def _mark(text: Element, mark: str) -> None:
    if not text.text.startswith(mark):
        text.text = mark + text.text


def _mark_table(tag: _Tag) -> None:
    """A table of which only the head may be left says so in its first cell that holds any text."""
    table = next(tag.paragraph.iterancestors(_TBL))
    text = next(t for t in table.iter(_T) if t.text)
    if next(text.iterancestors(_TR)) is not tag.row and "{%" not in text.text:
        _mark(text, MAY_BE_BARE)


def _write(element: Element, text: str) -> None:
    element.text = text
    element.set(_SPACE, "preserve")


def _alike(texts: list[Element]) -> bool:
    """Whether runs look the same, so that nothing is lost when one says what all said."""
    runs = [text.getparent() for text in texts]
    return all(_looks(run) == _looks(runs[0]) for run in runs[1:])


def _in_a_row(texts: list[Element]) -> bool:
    return all(_next_run(text.getparent(), after.getparent()) for text, after in pairwise(texts))


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
