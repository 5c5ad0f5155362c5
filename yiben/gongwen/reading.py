"""Reading an official document, whatever it was sent as."""

from __future__ import annotations

import datetime
import os
import re
from pathlib import Path

from yiben.gongwen.anatomy import Anatomy, Front, anatomy, kind_of_title, organ_of_title, squeeze
from yiben.gongwen.copied import blocks_of
from yiben.gongwen.document import Block, Document, Finding, Paragraph, Part, Table
from yiben.gongwen.docx import MOST_FILE, Raw, RawTable, Unreadable, read_docx
from yiben.gongwen.outline import outline
from yiben.gongwen.txt import decode, lines

_SUFFIXES = tuple(
    ".docx .docm .dotx .txt .text .md .doc .wps .odt .rtf .pdf .xls .xlsx .et .ppt .pptx .htm .html .zip".split()
)
_PLANS = ("plan", "scheme")
_MOST_PLAIN = 16 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF", "这是 PDF 文件，读不了文字结构。请上传 .docx 或 .txt。"),
    (b"{\\rtf", "这是 RTF 文件，请另存为 .docx 后再上传。"),
    (b"\x89PNG", "这是图片，不是文档。请上传 .docx 或 .txt。"),
    (b"\xff\xd8\xff", "这是图片，不是文档。请上传 .docx 或 .txt。"),
    (b"GIF8", "这是图片，不是文档。请上传 .docx 或 .txt。"),
    (b"Rar!", "这是压缩包，不是文档。请解压后上传 .docx 或 .txt。"),
    (b"7z\xbc\xaf", "这是压缩包，不是文档。请解压后上传 .docx 或 .txt。"),
    (b"\x1f\x8b", "这是压缩包，不是文档。请解压后上传 .docx 或 .txt。"),
    (b"MZ", "这是程序文件，不是文档，没有打开。"),
)


def read(source: str | os.PathLike[str] | bytes | bytearray | memoryview) -> Document:
    """The document at a path, in bytes, or in a text. It never raises: what can't be opened says so in a finding.

    A string is a path only when it is one line, ends as a document's name does, and such a file exists;
    for text that a stranger typed take `read_text`.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        return _read_bytes(bytes(source), "")
    if isinstance(source, str) and not _is_path(source):
        return read_text(source)
    return _read_path(Path(source))


def read_text(text: str) -> Document:
    """The document that a text is."""
    paragraphs, findings = lines(text)
    return _understand(Raw(paragraphs, [], findings))


def _is_path(source: str) -> bool:
    return len(source) < 1024 and "\n" not in source and source.lower().endswith(_SUFFIXES) and os.path.isfile(source)


def _read_path(path: Path) -> Document:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_FILE + 1)
    except (OSError, ValueError):
        return _unreadable("文件打不开，可能已移走或没有权限。")
    return _read_bytes(data, path.suffix.lower())


def _read_bytes(data: bytes, suffix: str) -> Document:
    try:
        return _understand(_open(data, suffix))
    except Unreadable as problem:
        return _unreadable(str(problem))


def _open(data: bytes, suffix: str) -> Raw:
    """Told by its first bytes, not by its name."""
    if len(data) > MOST_FILE:
        raise Unreadable(f"文件超过 {MOST_FILE // 1024 // 1024} MB，没有打开。")
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("文件是空的。")
    if data.startswith(_OLE):
        raise Unreadable(_old_format(data, suffix))
    for magic, sentence in _MAGIC:
        if data.startswith(magic):
            raise Unreadable(sentence)
    if data.startswith(b"PK"):
        return read_docx(data)
    if suffix in (".docx", ".docm"):
        raise Unreadable("这不是 Word 文档：名字是 .docx，内容不是。请重新保存后再上传。")
    return _plain(data)


def _old_format(data: bytes, suffix: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "文件已加密，请取消密码后再上传。"
    if suffix == ".wps":
        return "这是 WPS 旧格式文件，请用 WPS 另存为 .docx 后再上传。"
    return "这是旧版 Word（.doc）或 WPS 文件，请另存为 .docx 后再上传。"


def _plain(data: bytes) -> Raw:
    head = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<!entity")):
        raise Unreadable("这是网页或 XML 文件，请另存为 .docx 或 .txt 后再上传。")
    if len(data) > _MOST_PLAIN:
        raise Unreadable("文本文件过大，没有打开。")
    text, findings = decode(data)
    sample = text[:20000]
    controls = sum(char < " " and char not in "\t\r\n\x0b\x0c" for char in sample)
    if controls * 50 > len(sample) or sample.count("\ufffd") * 5 > len(sample):
        raise Unreadable("认不出这是什么文件，请上传 .docx 或 .txt。")
    paragraphs, more = lines(text)
    return Raw(paragraphs, [], findings + more)


def _unreadable(sentence: str) -> Document:
    return Document(findings=(Finding(None, sentence, "", "unreadable"),))


def _understand(raw: Raw) -> Document:
    blocks, copied = blocks_of(raw.paragraphs)
    if not blocks:
        return Document(tables=_tables(raw.tables), findings=(*raw.findings, *copied))
    found = anatomy(blocks)
    parts, numbering = _parts(blocks, found)
    main = _main(parts, blocks)
    front, opening = found.fronts[main], found.fronts[0]
    title = front.title or opening.title
    return Document(
        title=title,
        subtitle=front.subtitle,
        notice=opening.title if main else "",
        body=opening.organ or found.signed or front.organ or organ_of_title(opening.title) or organ_of_title(title),
        addressees=opening.addressees or front.addressees,
        date=opening.date or found.dated or front.date or _noted(opening) or _noted(front),
        docnum=opening.docnum or front.docnum,
        kind=kind_of_title(title),
        blocks=tuple(blocks),
        parts=parts,
        main=main,
        tables=_tables(raw.tables),
        findings=(*raw.findings, *copied, *found.findings, *numbering),
    )


def _parts(blocks: list[Block], found: Anatomy) -> tuple[tuple[Part, ...], list[Finding]]:
    parts, findings = [], []
    ends = [*found.starts[1:], len(blocks)]
    for front, first, last in zip(found.fronts, found.starts, ends, strict=True):
        nodes, odd = outline(blocks, front.after, last)
        parts.append(Part(front.title, first, last, nodes))
        findings += odd
    return tuple(parts), findings


def _main(parts: tuple[Part, ...], blocks: list[Block]) -> int:
    """What a notice issues is the main text; else the first document in the file is."""
    title = squeeze(parts[0].title)
    said = squeeze("".join(block.text for block in blocks[parts[0].first : parts[0].last] if len(block.text) < 400))
    for at, part in enumerate(parts[1:], 1):
        if part.title and re.search(f"(?:现将|印发|转发|下发|发布).{{0,6}}《{re.escape(squeeze(part.title))}", said):
            return at
    if not any(word in title for word in ("印发", "转发", "下发", "发布", "下达")):
        return _planned(parts) if kind_of_title(title) == "notice" and not _headed(parts[0]) else 0
    return next((at for at, part in enumerate(parts) if at and part.outline), 0)


def _noted(front: Front) -> datetime.date | None:
    """Where nobody signed: the day a meeting passed it, or a web page published it."""
    return front.noted or front.posted


def _planned(parts: tuple[Part, ...]) -> int:
    """The annex that is a plan, below a notice that has no headings of its own; 0 if there is none."""
    plans = (at for at, part in enumerate(parts) if at and part.outline and kind_of_title(part.title) in _PLANS)
    return next(plans, 0)


def _headed(part: Part) -> bool:
    return any(node.manner in ("一、", "（一）", "第一章") for node in part.outline)


def _tables(raw: list[RawTable]) -> tuple[Table, ...]:
    return tuple(Table(table.index, tuple(tuple(map(_cell, row)) for row in table.rows), table.after) for table in raw)


def _cell(paragraph: Paragraph) -> Block:
    return Block(paragraph.index, paragraph.text, role="cell", covers=(paragraph.index,))
