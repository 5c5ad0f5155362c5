"""The child process that fills templates: no database, no settings, little time, little memory, few turns.

Run as `python -m yiben.reports.filling`. Each job comes on its standard input and each answer goes to its standard
output, as frames (a length, then the bytes; an answer begins with one byte that says how it went). It imports nothing
of Django. A template is made ready once and kept for the next job.
"""

from __future__ import annotations

import base64
import io
import json
import re
import struct
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import Template
from jinja2.exceptions import SecurityError, TemplateError
from markupsafe import Markup

from yiben.reports.grammar import MAY_BE_BARE, MAY_BE_EMPTY, NUMBERINGS, WHOLE, Guarded, TooLong, Turns, Vocabulary
from yiben.reports.manners import Value, in_words

MEMORY = 768 << 20
SECONDS = 10
TURNS = 20_000
MOST_TEXT = 48 << 20
DONE, REFUSED, TOO_LONG, TOO_LARGE = 0, 3, 4, 5
FRAME = struct.Struct(">Q")
_BEGAN = (1980, 1, 1, 0, 0, 0)
_DOCUMENT, _RELATIONS, _TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*")
_CHAPTER, _SECTION, _POINT = NUMBERINGS.values()
_OURS = (*NUMBERINGS.values(), MAY_BE_EMPTY, MAY_BE_BARE)
_BREAKS = str.maketrans({"\n": " ", "\t": " "} | dict.fromkeys(_OURS, ""))
_P, _T, _TBL, _TR, _STYLE, _VAL = (qn(f"w:{name}") for name in ("p", "t", "tbl", "tr", "pStyle", "val"))
_SEEN = [qn(f"w:{name}") for name in ("drawing", "pict", "object", "sectPr", "br")]
_TOGETHER = 3
_PNG = '<Default Extension="png" ContentType="image/png"/>'
_EMU_PER_TWIP = 635
_MOST_HIGH = 13000 * _EMU_PER_TWIP  # a page's type area


# --- a template made ready ------------------------------------------------------------------------------------------


class Ready:
    """A template whose parts are compiled, to be filled many times."""

    def __init__(self, package: bytes, known: Vocabulary) -> None:
        environment, patcher = Guarded(known), DocxTemplate(io.BytesIO(package))
        self.parts: dict[str, Template] = {}
        self.linked: dict[str, bytes] = {}
        rest: dict[str, bytes] = {}
        with ZipFile(io.BytesIO(package)) as opened:
            for name in opened.namelist():
                content = opened.read(name)
                if name.startswith("word/") and name.endswith(".xml") and (b"{{" in content or b"{%" in content):
                    text = _DECLARATION.sub("", content.decode())
                    self.parts[name] = environment.from_string(patcher.patch_xml(text))
                elif known.pictures and name in (_RELATIONS, _TYPES):
                    self.linked[name] = content
                else:
                    rest[name] = content
            self.width = _room(opened.read(_DOCUMENT))
        self.rest = _packed(rest)

    def filled(self, context: dict[str, object], pictures: Sequence[bytes]) -> bytes:
        """The document: the same bytes for the same values."""
        made = io.BytesIO(self.rest)
        with ZipFile(made, "a") as package:
            for name, template in self.parts.items():
                _add(package, name, _numbered(_whole(_rendered(template, context))))
            for name, content in self.linked.items():
                _add(package, name, _linking(name, content, len(pictures)))
            for number, picture in enumerate(pictures, start=1):
                _add(package, f"word/media/yiben{number}.png", picture)
        return made.getvalue()


@lru_cache(maxsize=8)
def _ready(package: bytes, known: str) -> Ready:
    return Ready(package, Vocabulary.heard(known))


def _packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as package:
        for name, content in parts.items():
            _add(package, name, content)
    return made.getvalue()


def _add(package: ZipFile, name: str, content: bytes) -> None:
    """The same moment on every part, so that equal contents are equal bytes."""
    entry = ZipInfo(name, _BEGAN)
    entry.compress_type = ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    package.writestr(entry, content)


# --- one document ---------------------------------------------------------------------------------------------------


def filled(job: dict[str, Any]) -> bytes:
    """The document that a job asks for."""
    ready = _ready(base64.b64decode(job["template"]), job["known"])
    pictures = [(base64.b64decode(png), label) for png, label in job["pictures"]]
    shown = [_inline(at, png, ready.width, label) for at, (png, label) in enumerate(pictures, start=1)]
    whole = _turn(job["values"], [TURNS], shown)
    return ready.filled({WHOLE: whole | NUMBERINGS}, [png for png, _label in pictures])


def _turn(told: dict[str, Any], left: list[int], shown: Sequence[Markup]) -> dict[str, object]:
    """What one turn, or the whole document, can say: its words, its pictures, and the turns within it."""
    words: dict[str, object] = {name: Value(text.translate(_BREAKS)) for name, text in told["words"].items()}
    words |= {name: Markup("").join(shown[at] for at in some) for name, some in told["pictures"].items()}
    turns = told["turns"].items()
    return words | {loop: Turns([_turn(row, left, shown) for row in rows], left) for loop, rows in turns}


def _rendered(template: Template, context: dict[str, object]) -> str:
    """The text; no more than a document can need."""
    pieces, left = [], MOST_TEXT
    for piece in template.generate(context):
        left -= len(piece)
        if left < 0:
            raise MemoryError
        pieces.append(piece)
    return "".join(pieces)


def _whole(text: str) -> str:
    """The part's XML, with nothing left that Word would call broken."""
    ids = iter(range(1001, 1 << 31))
    text = re.sub(r'(<wp:docPr\b[^>]*?\bid=")\d+', lambda found: found[1] + str(next(ids)), text)
    root = parse_xml(text)
    _leave_out(root)
    _close(root)
    return bytes(serialize_part_xml(root)).decode()


def _leave_out(root: Any) -> None:
    """Paragraphs of which nothing came out, tables with nothing but a head, and headings with nothing below."""
    paragraphs, tables = _marked(root, MAY_BE_EMPTY, _P), _marked(root, MAY_BE_BARE, _TBL)
    for paragraph in paragraphs:
        if not _text(paragraph).strip() and not any(next(paragraph.iter(tag), None) is not None for tag in _SEEN):
            paragraph.getparent().remove(paragraph)
    for table in tables:
        _keep_ends(table)
        if len(table.findall(_TR)) < 2:
            caption = table.getprevious()
            if _styled(caption, "Caption"):
                caption.getparent().remove(caption)
            table.getparent().remove(table)
    for heading in reversed([p for p in root.iter(_P) if _level(p)]):
        following = heading.getnext()
        if _styled(following, "Signature", "Date") or 0 < _level(following) <= _level(heading):
            heading.getparent().remove(heading)


def _keep_ends(table: Any) -> None:
    """No page ends with a table's head alone, and none begins with its last row: nobody sees beforehand how long it
    will be."""
    rows = table.findall(_TR)
    for row in [*rows[:_TOGETHER], *rows[-_TOGETHER:]][: len(rows)]:
        for paragraph in row.iter(_P) if row is not rows[-1] else ():
            Paragraph(paragraph, None).paragraph_format.keep_with_next = True  # type: ignore[arg-type]


def _marked(root: Any, mark: str, whole: str) -> list[Any]:
    """The paragraphs or tables that bear a mark, which is taken away."""
    found = []
    for text in root.iter(_T):
        if text.text and mark in text.text:
            text.text = text.text.replace(mark, "")
            found.append(next(text.iterancestors(whole)))
    return found


def _text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(_T))


def _styled(element: Any, *styles: str) -> bool:
    """Whether it is a paragraph in one of the styles that our own documents have."""
    style = element.find(f".//{_STYLE}") if element is not None and element.tag == _P else None
    return style is not None and style.get(_VAL) in styles


def _level(element: Any) -> int:
    """1 or 2 for a heading of its own that counts by itself, 0 for anything else."""
    text = _text(element)[:40] if element is not None and element.tag == _P else ""
    if "。" in text:
        return 0
    return 1 if _CHAPTER in text else 2 if _SECTION in text else 0


def _close(root: Any) -> None:
    """A cell needs a paragraph and a table a row, also where a loop had no turn: Word calls the file broken else."""
    for table in list(root.iter(qn("w:tbl"))):
        if table.find(qn("w:tr")) is None:
            table.getparent().remove(table)
    for cell in root.iter(qn("w:tc")):
        if len(cell) == 0 or cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))


# --- numbers that close up ------------------------------------------------------------------------------------------

_COUNTED = re.compile(f"[{_CHAPTER}{_SECTION}]|{_POINT}|</w:p>")
_POINTED = re.compile(f"{_POINT}((?:<[^>]*>)*)是?")


def _numbered(text: str) -> bytes:
    """Marks of numbers become 一, 二, …: sections begin anew in each chapter, points in each list."""
    if not any(mark in text for mark in NUMBERINGS.values()):
        return text.encode()
    points = iter(_points(text))
    counts = {_CHAPTER: 0, _SECTION: 0}

    def number(found: re.Match[str]) -> str:
        if found[0] == _CHAPTER:
            counts[_SECTION] = 0
        counts[found[0]] += 1
        return in_words(str(counts[found[0]]))

    def point(found: re.Match[str]) -> str:
        # 一是 alone would promise a second.
        place = next(points)
        return found[0].replace(_POINT, in_words(str(place))) if place else found[1]

    return re.sub(f"[{_CHAPTER}{_SECTION}]", number, _POINTED.sub(point, text)).encode()


def _points(text: str) -> Iterable[int]:
    """The place of each point in its list; 0 for one that is alone in it."""
    return [place if len(some) > 1 else 0 for some in _lists(text) for place in range(1, len(some) + 1)]


def _lists(text: str) -> list[list[int]]:
    """The points, list by list: several in one paragraph, or one in each of several paragraphs in a row."""
    lists: list[list[int]] = []
    here: list[int] = []
    goes_on = False
    for found in _COUNTED.finditer(text):
        if found[0] == _POINT:
            here.append(found.start())
        elif found[0] != "</w:p>":
            goes_on = False
        elif here:
            if goes_on and len(here) == 1:
                lists[-1] += here
            else:
                lists.append(here)
            goes_on, here = len(here) == 1, []
        else:
            goes_on = False
    return [*lists, here] if here else lists


# --- pictures -------------------------------------------------------------------------------------------------------


def _room(document: bytes) -> int:
    """How wide a picture can be, in twips: the type area of the first page."""
    page = re.search(rb"<w:pgSz\b[^>]*?\bw:w=\"(\d+)\"", document)
    margins = [re.search(rb"<w:pgMar\b[^>]*?\bw:" + side + rb"=\"(\d+)\"", document) for side in (b"left", b"right")]
    if page is None or None in margins:
        return 8845
    return max(1000, int(page[1]) - sum(int(found[1]) for found in margins if found))


def _inline(number: int, png: bytes, room: int, label: str) -> Markup:
    """A picture in the line, as wide as the page allows; it stands where a text would, and says what it shows."""
    wide, high = struct.unpack_from(">II", png, 16)
    across = room * _EMU_PER_TWIP
    up = round(across * high / wide)
    if up > _MOST_HIGH:
        across, up = round(across * _MOST_HIGH / up), _MOST_HIGH
    return Markup(_DRAWING).format(number=number, across=across, up=up, label=label)  # noqa: S704 - the label is escaped


_DRAWING = (
    "</w:t></w:r><w:r><w:drawing><wp:inline"
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{across}" cy="{up}"/>'
    '<wp:docPr id="{number}" name="yiben{number}" descr="{label}"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="{number}" name="yiben{number}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' r:embed="rIdYiben{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{up}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r><w:r><w:t>"
)


def _linking(name: str, content: bytes, pictures: int) -> bytes:
    """The package's lists of what belongs to it, with the pictures."""
    if not pictures:
        return content
    text = content.decode()
    if name == _TYPES:
        return (text if 'Extension="png"' in text else re.sub(r"(<Types\b[^>]*>)", rf"\1{_PNG}", text)).encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    links = "".join(
        f'<Relationship Id="rIdYiben{number}" Type="{kind}" Target="media/yiben{number}.png"/>'
        for number in range(1, pictures + 1)
    )
    return text.replace("</Relationships>", links + "</Relationships>").encode()


# --- the process ----------------------------------------------------------------------------------------------------


def _bounded() -> None:
    """Where the system can, no more memory than said; the parent's clock holds everywhere."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def _give_time() -> None:
    """So much processor time for the next job, on top of what the ones before have used."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS, most))


def _answer(job: bytes) -> tuple[int, bytes]:
    try:
        return DONE, filled(json.loads(job))
    except (TooLong, RecursionError):
        return TOO_LONG, b""
    except MemoryError:
        return TOO_LARGE, b""
    except (TemplateError, SecurityError, KeyError, ValueError, SyntaxError):
        return REFUSED, b""


def main() -> int:
    """Answer jobs until there are no more."""
    _bounded()
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    while job := received(jobs):
        _give_time()
        outcome, document = _answer(job)
        answers.write(bytes([outcome]) + FRAME.pack(len(document)) + document)
        answers.flush()
    return 0


def received(stream: BinaryIO) -> bytes:
    """The next frame; nothing where the stream has ended."""
    head = stream.read(FRAME.size)
    return stream.read(FRAME.unpack(head)[0]) if len(head) == FRAME.size else b""


if __name__ == "__main__":
    sys.exit(main())
