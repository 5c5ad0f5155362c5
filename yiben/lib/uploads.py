"""Uploaded files known by what they contain, whatever they are called, and never larger than was said."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from zipfile import BadZipFile, ZipFile

from yiben.lib import archives
from yiben.lib.plain import plain, quoted
from yiben.lib.refused import Refused

_MEGABYTE = 1 << 20
_HEAD = 4096


class Type(StrEnum):
    """The types that are told apart; the value is the usual ending."""

    DOCX = "docx"
    XLSX = "xlsx"
    ODS = "ods"
    DOC = "doc"
    XLS = "xls"
    WPS = "wps"
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    HEIC = "heic"
    CSV = "csv"
    TXT = "txt"
    LOCKED = "locked"
    UNKNOWN = "unknown"


DOCUMENTS = frozenset({Type.DOCX, Type.TXT})
TABLES = frozenset({Type.XLSX, Type.XLS, Type.ODS, Type.CSV})
PICTURES = frozenset({Type.JPEG, Type.PNG, Type.WEBP, Type.HEIC})
EVIDENCE = PICTURES | {Type.PDF, Type.DOCX, Type.XLSX}

# What to do with a file of a type that is often sent and not read.
_ADVICE = {
    Type.DOC: "请用 WPS 或 Word 打开，另存为 .docx 再上传",
    Type.WPS: "请用 WPS 打开，另存为 .docx 再上传",
    Type.PDF: "请上传可编辑的原文件",
    Type.LOCKED: "文件设有密码，请去掉密码后再上传",
    Type.XLS: "请用 WPS 或 Excel 打开，另存为 .xlsx 再上传",
}


class Stream(Protocol):
    """What is needed of an uploaded file: Django's UploadedFile and an open file both have it."""

    def read(self, size: int = -1, /) -> bytes: ...

    def seek(self, offset: int, whence: int = 0, /) -> object: ...


@dataclass(frozen=True, slots=True)
class Upload:
    """An accepted file: its bytes, its type by content, its SHA-256, and its name without folders or odd characters."""

    content: bytes
    type: Type
    sha256: str
    name: str


def received(file: Stream, *, types: Collection[Type], most: int = 20 * _MEGABYTE, field: str | None = None) -> Upload:
    """The file, if it is one of `types` and no larger than `most` bytes; refused with a sentence otherwise."""
    try:
        return _received(file, types, most)
    except Refused as refused:
        raise Refused(refused.sentence, field=field) from None


def _received(file: Stream, types: Collection[Type], most: int) -> Upload:
    file.seek(0)
    return accepted(file.read(most + 1), str(getattr(file, "name", "") or ""), types=types, most=most)


def accepted(content: bytes, name: str, *, types: Collection[Type], most: int = 20 * _MEGABYTE) -> Upload:
    """`received` for bytes that are at hand already."""
    if not content:
        raise Refused("文件是空的")
    if len(content) > most:
        raise Refused(f"文件超过 {_in_megabytes(most)} MB")
    name = safe_name(name)
    if (found := type_of(content, name)) not in types:
        raise Refused(not_asked(found, types, name))
    return Upload(content, found, hashlib.sha256(content).hexdigest(), name)


def sha256_of(file: Stream) -> str:
    """The SHA-256 of a stream from its beginning, read in pieces; the stream is left at its beginning."""
    file.seek(0)
    total = hashlib.sha256()
    while piece := file.read(_MEGABYTE):
        total.update(piece)
    file.seek(0)
    return total.hexdigest()


def type_of(content: bytes, name: str = "") -> Type:
    """The type by content; a package that is damaged or would swell is refused.

    The name decides only where contents can't tell: csv from txt, and .wps from .doc.
    """
    for begins, kind in _SIGNATURES:
        if content.startswith(begins):
            return kind(content, name)
    return _text_type(content, name)


def safe_name(name: str) -> str:
    """The last part of a file name, fit to be shown and stored: no folders, no invisible characters, not too long."""
    last = plain(name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    stem, dot, ending = last.rpartition(".")
    return f"{stem[:100]}{dot}{ending[:10]}" if stem else last[:100]


def not_asked(found: Type, types: Collection[Type], name: str) -> str:
    """The sentence to somebody who sent another type than one of these."""
    wanted = "、".join(f".{kind}" for kind in Type if kind in types)
    called = quoted(name, 40) if name else "文件"
    if found in _ADVICE:
        return f"{called}：{_ADVICE[found]}" if found is Type.LOCKED else f"{called}是 .{found}，{_ADVICE[found]}"
    is_type = "不是可识别的文件" if found is Type.UNKNOWN else f"的内容是 .{found}"
    return f"{called}{is_type}，请上传 {wanted}"


def _in_megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f}".removesuffix(".0")


# --- by content -----------------------------------------------------------------------------------------------------


def _package_type(content: bytes, name: str) -> Type:
    with archives.opened(io.BytesIO(content)) as package:
        names = set(package.namelist())
        if "word/document.xml" in names:
            return Type.DOCX
        if "xl/workbook.xml" in names:
            return Type.XLSX
        return Type.ODS if {"mimetype", "content.xml"} <= names and _is_ods(package) else Type.UNKNOWN


def _is_ods(package: ZipFile) -> bool:
    try:
        with package.open("mimetype") as declared:
            return declared.read(100).strip() == b"application/vnd.oasis.opendocument.spreadsheet"
    except (BadZipFile, OSError, zlib.error, EOFError, NotImplementedError):
        return False


# Streams of a compound file are named in UTF-16 in its directory.
_STREAMS = [
    ("EncryptedPackage", Type.LOCKED),
    ("WordDocument", Type.DOC),
    ("Workbook", Type.XLS),
    ("Book", Type.XLS),
]


def _compound_type(content: bytes, name: str) -> Type:
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in content:
            return Type.WPS if kind is Type.DOC and name.lower().endswith(".wps") else kind
    return Type.UNKNOWN


def _text_type(content: bytes, name: str) -> Type:
    if not _is_text(content):
        return Type.UNKNOWN
    return Type.CSV if name.lower().endswith(".csv") else Type.TXT


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8", "gb18030"]
    return any(_decodes(content, encoding) for encoding in encodings)


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return not any(character < " " and character not in "\t\n\r\f\x1a" for character in text[:_HEAD])


def _always(kind: Type) -> Callable[[bytes, str], Type]:
    return lambda content, name: kind


def _jpeg(content: bytes, name: str) -> Type:
    # Whatever segment comes first: tables, a comment, a maker's own.
    return Type.JPEG if 0xC0 <= int.from_bytes(content[3:4], "big") <= 0xFE else Type.UNKNOWN


def _riff(content: bytes, name: str) -> Type:
    return Type.WEBP if content[8:12] == b"WEBP" else Type.UNKNOWN


_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}


def _media(content: bytes, name: str) -> Type:
    """A picture in the container that films come in as well: what it is stands in its first box."""
    return Type.HEIC if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS else Type.UNKNOWN


_SIGNATURES: list[tuple[bytes, Callable[[bytes, str], Type]]] = [
    (b"PK\x03\x04", _package_type),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _compound_type),
    (b"%PDF-", _always(Type.PDF)),
    (b"\x89PNG\r\n\x1a\n", _always(Type.PNG)),
    (b"\xff\xd8\xff", _jpeg),
    (b"RIFF", _riff),
    (b"\0\0\0", _media),
    # Pages, pictures and texts with scripts or macros in them are no plain text, though they decode as such.
    (b"{\\rtf", _always(Type.UNKNOWN)),
    (b"<svg", _always(Type.UNKNOWN)),
    (b"<?xml", _always(Type.UNKNOWN)),
    (b"<!DOCTYPE", _always(Type.UNKNOWN)),
    (b"<!doctype", _always(Type.UNKNOWN)),
    (b"<html", _always(Type.UNKNOWN)),
]
