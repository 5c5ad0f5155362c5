"""What an activity is called: the brief's heading, or the words behind 开展."""

from __future__ import annotations

import re

from yiben.ledger.briefing.drafts import Span
from yiben.ledger.briefing.kinds import HELD

_LONGEST = 60
_NO_TITLE = re.compile(r"\s*(?:.{0,12}(?:简报|日报|周报|信息|动态|快讯|工作动态|第\d+期)|【[^】]*】|.{0,8}新闻)\s*")
_LEADING = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|【[^】]{0,16}】|[#●■◆•·▪★✅➤])\s*")
_TRIM = re.compile(r"^(?:了|一场|一次|此次|本次|以|为主题的)+|(?:。|，)$")


def heading_of(text: str, heading: tuple[Span, ...]) -> Span | None:
    """The line of a heading that names the activity."""
    for span in heading:
        words = text[slice(*span)]
        if not _NO_TITLE.fullmatch(words) and len(words.strip()) > 3:
            return span
    return None


def title_in(text: str, start: int, end: int) -> Span | None:
    """The words behind 开展 or 举办 that name the activity; the first clause where there are none."""
    for found in HELD.finditer(text, start, end):
        words = found["what"]
        trimmed = _TRIM.sub("", words)
        if len(trimmed) >= 2 and trimmed != "活动":
            begin = found.start("what") + words.index(trimmed)
            return Span(begin, min(begin + len(trimmed), begin + _LONGEST))
    first = re.compile(r"[^，。；！？\n]{4,60}").search(text, start, end)
    return Span(first.start(), first.end()) if first else None


def said(text: str, span: Span) -> str:
    """The words of a title, without a list's number and blanks."""
    return _LEADING.sub("", text[slice(*span)]).strip().strip("。，；：")[:_LONGEST]
