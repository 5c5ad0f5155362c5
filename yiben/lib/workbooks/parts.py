"""The package: its parts as bytes, and what the workbook part says of its sheets (ECMA-376 Part 1, §12, §18.2)."""

from __future__ import annotations

import codecs
import io
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from zipfile import ZipFile, ZipInfo

from yiben.lib import archives
from yiben.lib.refused import Refused

_ATTRIBUTE = re.compile(r"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ENCODING = re.compile(rb"""^<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']""")
_TOGETHER = 500
DAMAGED = "表格文件已损坏或不完整，请用 WPS 或 Excel 打开后另存为 .xlsx 再上传"
_DATE_FORMATS = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}


@dataclass(frozen=True)
class Listed:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


class Package:
    """The parts of a workbook, inflated when asked for. Raises Refused for what can't be a workbook."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.zip: ZipFile = archives.opened(io.BytesIO(data))
        self.infos: dict[str, ZipInfo] = {info.filename: info for info in self.zip.infolist()}
        self._texts: dict[str, str] = {}
        self._encodings: dict[str, str] = {}

    def content(self, name: str) -> bytes:
        if name not in self.infos:
            raise Refused(DAMAGED)
        return b"".join(archives.inflated(self.zip, self.infos[name]))

    def text(self, name: str) -> str:
        """A part as text. A document type, which could define entities, is refused: no spreadsheet has one."""
        if name not in self._texts:
            content = self.content(name)
            declared = _ENCODING.match(content)
            encoding = _encoding(content, declared[1].decode() if declared else "utf-8")
            try:
                text = content.decode(encoding)
            except (UnicodeError, LookupError) as error:
                raise Refused(DAMAGED) from error
            if "<!DOCTYPE" in text[:4096]:
                raise Refused(DAMAGED)
            self._texts[name], self._encodings[name] = text, encoding
        return self._texts[name]

    def encoded(self, name: str, pieces: Iterable[str]) -> Iterator[bytes]:
        """New text for a part, in the encoding that the part had."""
        self.text(name)
        encoder = codecs.getincrementalencoder(self._encodings[name])("xmlcharrefreplace")
        waiting: list[str] = []
        for piece in pieces:
            waiting.append(piece)
            if len(waiting) >= _TOGETHER:
                yield encoder.encode("".join(waiting))
                waiting.clear()
        yield encoder.encode("".join(waiting))

    def has(self, name: str) -> bool:
        return name in self.infos

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: id → (type's last word, target part)."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(relations):
            return {}
        found = {}
        for tag in tags(self.text(relations), "Relationship"):
            told = attributes(tag)
            target = told.get("Target", "")
            whole = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[told.get("Id", "")] = (told.get("Type", "").rpartition("/")[2], whole)
        return found


def _encoding(content: bytes, declared: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else declared


def tags(text: str, name: str) -> Iterator[re.Match[str]]:
    """The opening tags of that name, whatever their prefix."""
    wanted = re.compile(rf"""<(?:[\w.-]+:)?{name}(?=[\s/>])(?P<rest>[^<>"']*(?:(?:"[^<"]*"|'[^<']*')[^<>"']*)*)>""")
    return wanted.finditer(text)


def attributes(tag: re.Match[str] | str) -> dict[str, str]:
    """The attributes of a tag by their names, entities resolved."""
    rest = tag if isinstance(tag, str) else tag["rest"]
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(rest)}


def book_part(package: Package) -> str:
    for kind, target in package.targets("").values():
        if kind == "officeDocument":
            return target
    if package.has("xl/workbook.xml"):
        return "xl/workbook.xml"
    raise Refused("这不是 .xlsx 表格，请用 WPS 或 Excel 打开后另存为 .xlsx 再上传")


def listed(package: Package) -> list[Listed]:
    """The worksheets in their order; chart and macro sheets are passed over."""
    book = book_part(package)
    if book.endswith(".bin"):
        raise Refused("暂不支持 .xlsb，请另存为 .xlsx 再上传")
    targets, found = package.targets(book), []
    for tag in tags(package.text(book), "sheet"):
        told = attributes(tag)
        key = next((value for name, value in told.items() if name.rpartition(":")[2] == "id" and ":" in name), "")
        kind, part = targets.get(key, ("", ""))
        if kind == "worksheet" and package.has(part):
            found.append(Listed(told.get("name", ""), part, told.get("state", "visible") != "visible"))
    if not found:
        raise Refused(DAMAGED)
    return found


def dates_from_1904(package: Package) -> bool:
    told = next((attributes(tag) for tag in tags(package.text(book_part(package)), "workbookPr")), {})
    return told.get("date1904", "0") in ("1", "true")


def shared_texts(package: Package) -> list[str]:
    """The shared strings: runs joined, readings of Japanese left out."""
    part = next(
        (target for kind, target in package.targets(book_part(package)).values() if kind == "sharedStrings"), ""
    )
    if not package.has(part):
        return []
    return [joined_text(found[1]) for found in _ITEM.finditer(package.text(part))]


_ITEM = re.compile(r"<(?:[\w.-]+:)?si(?:\s[^>]*)?(?:/>|>(.*?)</(?:[\w.-]+:)?si\s*>)", re.S)
_READING = re.compile(r"<(?:[\w.-]+:)?rPh[\s>].*?</(?:[\w.-]+:)?rPh\s*>", re.S)
_TEXT = re.compile(r"<(?:[\w.-]+:)?t(?:\s[^>]*)?(?:/>|>([^<]*)</)", re.S)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def joined_text(inside: str | None) -> str:
    told = "".join(text or "" for text in _TEXT.findall(_READING.sub("", inside or "")))
    plain = unescape(told) if "&" in told else told
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), plain) if "_x" in plain else plain


def formats(package: Package) -> list[str]:
    """What each cell style shows: "date", "percent", "text" or "" for plain numbers, by the style's index."""
    part = next((target for kind, target in package.targets(book_part(package)).values() if kind == "styles"), "")
    if not package.has(part):
        return []
    text = package.text(part)
    codes = {told.get("numFmtId", ""): told.get("formatCode", "") for told in map(attributes, tags(text, "numFmt"))}
    inside = re.search(r"<(?:[\w.-]+:)?cellXfs[\s>].*?</(?:[\w.-]+:)?cellXfs\s*>", text, re.S)
    styles = map(attributes, tags(inside[0], "xf")) if inside else ()
    return [_shows(told.get("numFmtId", "0"), codes) for told in styles]


def _shows(number: str, codes: Mapping[str, str]) -> str:
    code = re.sub(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]', "", codes.get(number, "")).lower()
    if number in ("9", "10") or "%" in code:
        return "percent"
    if number == "49" or code == "@":
        return "text"
    known = number.isdigit() and int(number) in _DATE_FORMATS and number not in codes
    return "date" if known or re.search("[ydhs]|m(?!0)", code.replace("general", "")) else ""
