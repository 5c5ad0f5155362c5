"""What an activity is called: the brief's heading, or the words behind 开展."""

from __future__ import annotations

import re

from yiben.ledger.briefing.drafts import Span
from yiben.ledger.briefing.kinds import HELD
from yiben.ledger.briefing.layout import is_meta

_LONGEST = 60
_NO_TITLE = re.compile(r"\s*(?:.{0,12}(?:简报|日报|周报|信息|动态|快讯|工作动态|第\d+期)|【[^】]*】|.{0,8}新闻)\s*")
_LEADING = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|【[^】]{0,16}】|[#●■◆•·▪★✅➤])\s*")
# A name in quotation marks may hold a comma.
_HELD = re.compile(HELD.pattern.replace(r"[^，。；！？\n]{2,70}", r"(?:“[^”\n]{0,40}”|[^，。；！？\n“]){2,60}"))
_WORDS = re.compile(r"[^，。；！？:\n]{4,60}")
_LABEL = re.compile(r"^\s*(?:活动)?(?:名称|主题|标题)\s*[:：]\s*")
_TRIM = re.compile(r"^(?:了|一场|一次|此次|本次|以|为主题的)+|(?:。|，)$")


def heading_of(text: str, heading: tuple[Span, ...]) -> Span | None:
    """The line of a heading that names the activity."""
    for span in heading:
        words = text[slice(*span)]
        if not _NO_TITLE.fullmatch(words) and not is_meta(words) and len(words.strip()) > 3:
            return span
    return None


def title_in(text: str, start: int, end: int, kind: Span | None) -> Span | None:
    """The words behind 开展 or 举办 that name the activity; where there are none, the clause that tells its kind."""
    for found in _HELD.finditer(text, start, end):
        words = found["what"]
        trimmed = _TRIM.sub("", words)
        if len(trimmed) >= 2 and trimmed != "活动":
            begin = found.start("what") + words.index(trimmed)
            return Span(begin, min(begin + len(trimmed), begin + _LONGEST))
    told = kind.start if kind else start
    for found in _WORDS.finditer(text, start, end):
        if found.end() > told:
            return Span(*found.span())
    return None


def said(text: str, span: Span) -> str:
    """The words of a title, without a list's number and blanks."""
    return _LABEL.sub("", _LEADING.sub("", text[slice(*span)])).strip().strip("。，；：")[:_LONGEST]
