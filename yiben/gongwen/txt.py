"""Plain text as people save it: UTF-8 with or without a mark, UTF-16, GB18030."""

from __future__ import annotations

import codecs
import re

from yiben.gongwen.document import Finding, Paragraph

MOST_TEXT = 4_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b\u2060\ufeff\ud800-\udfff]")
_MARKDOWN = re.compile(r"#{1,6} |\s*[-*+] \S|.*\*\*[^*]+\*\*")
_HEADING = re.compile(r"(#{1,6}) +")
_ITEM = re.compile(r"^(\s*)[-*+] (?=\S)")
_HAN = re.compile("[\u4e00-\u9fff]")


def decode(data: bytes) -> tuple[str, list[Finding]]:
    """The text of a file whose encoding nobody told us, and a finding when some of it couldn't be read."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if data.count(0) * 8 > len(data) or _looks_like_utf16(data):
        return _lenient(data, _wide_encoding(data))
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), []
        except UnicodeDecodeError:
            continue
    guesses = [_lenient(data, encoding) for encoding in ("utf-8", "gb18030")]
    return min(guesses, key=lambda guess: guess[0].count("\ufffd"))


def _lenient(data: bytes, encoding: str) -> tuple[str, list[Finding]]:
    text = data.decode(encoding, errors="replace")
    at = text.find("\ufffd")
    if at < 0:
        return text, []
    what = "有些字节认不出是什么字，已用“\ufffd”代替。"
    return text, [Finding(None, what, text[max(0, at - 20) : at + 20], "encoding")]


def _looks_like_utf16(data: bytes) -> bool:
    """UTF-16 without a mark: Chinese text then has line breaks of the form 0A 00, and is no UTF-8."""
    if len(data) % 2 or not (b"\n\0" in data or b"\0\n" in data):
        return False
    return len(_HAN.findall(data.decode(_wide_encoding(data), errors="replace"))) * 4 > len(data) // 2


def _wide_encoding(data: bytes) -> str:
    return "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"


def lines(text: str) -> tuple[list[Paragraph], list[Finding]]:
    """A paragraph for every line, blank ones too, so that a line's number is its place."""
    findings = []
    if len(text) > MOST_TEXT:
        findings.append(Finding(None, f"文字超过 {MOST_TEXT // 10000} 万字，只读了前面的部分。", "", "cut"))
        text = text[:MOST_TEXT]
    parts = _BREAKS.split(text)
    while parts and not parts[-1].strip():
        parts.pop()
    marked_down = sum(bool(_MARKDOWN.match(part)) for part in parts[:400]) > 1
    read = _without_markdown if marked_down else Paragraph
    return [read(at, _CONTROLS.sub("", part)) for at, part in enumerate(parts)], findings


def _without_markdown(at: int, line: str) -> Paragraph:
    """# 标题, - 一项 and **粗体** as what they mean: drafts are often made by a machine that writes so."""
    heading = _HEADING.match(line)
    if heading:
        return Paragraph(at, line[heading.end() :].replace("**", ""), style_level=len(heading[1]))
    return Paragraph(at, _ITEM.sub(r"\1• ", line).replace("**", ""))
