"""What an activity is called: the brief's heading, or the words behind 开展."""

from __future__ import annotations

import re

from yiben.ledger.briefing.drafts import Span
from yiben.ledger.briefing.kinds import HELD
from yiben.ledger.briefing.layout import is_meta

_LONGEST = 60
_NO_TITLE = re.compile(r"\s*(?:.{0,12}(?:简报|日报|周报|信息|动态|快讯|工作动态|第\d+期)|【[^】]*】|.{0,8}新闻)\s*")
_LEADING = re.compile(
    r"^\s*(?:\d{1,2}[./]\d{1,2}\s+|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．](?!\d)|【[^】]{0,16}】|[#•·\u25a0-\u25ff\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?)\s*"
)
# A name in quotation marks may hold a comma.
_HELD = re.compile(HELD.pattern.replace(r"[^，。；！？\n]{2,70}", r"(?:“[^”\n]{0,40}”|[^，。；！？\n“]){1,60}"))
_WORDS = re.compile(r"(?:[^，。；！？:\n]|(?<=\d):(?=\d)){4,60}")
_LABEL = re.compile(r"^\s*(?:活动)?(?:名称|主题|标题)\s*[:：]\s*")
_DAY = re.compile(r"^\s*(?:20\d\d年)?\d{1,2}月\d{1,2}[日号](?:（[^）]{2,4}）)?(?:[上下]午|晚上?)?[\s|，]+(?=\S{3})")
_BEFORE = re.compile("(?:了|一场|一次|一堂|此次|本次|以|为主题的|的|[主承协]办的|、|辖区|“(?=[^”]*$))*")
_HELD_AT = re.compile(
    "(?:于|在)[^，。]{2,24}(?:举行|举办|开课|开讲|召开|上演|开幕|启幕|开市|开赛|落幕)|(?:如期|正式|隆重|顺利)?(?:举行|召开|结业|启动|落幕)$"
)


# 活动主题：花样馒头制作.
_NAMED = re.compile(r"(?:^|[\n；;●•·◆]) *(?:活动|培训|会议|讲座)?(?:名称|主题|标题) *: *(?P<what>[^\n，。；]{2,40})")


def labelled_in(text: str, *spans: Span) -> Span | None:
    """What a text calls the activity behind a label of its own."""
    found = next(filter(None, (_NAMED.search(text, *span) for span in spans)), None)
    return Span(*found.span("what")) if found else None


# 临水社区走访慰问困难家庭12户: who and how many stand in fields of their own.
_DEED = re.compile(
    "[^，。；]{0,12}?(?:社区|街道|办事处|党委|居委会|工会|妇联|团工委|团支部|红十字会|实践站)?(?:工作人员|干部|党员干部)?"
    "(?P<deed>(?:走访|慰问|看望|探访|收缴|办理|调解|化解|检查|排查|清理|接待|资助)[^，。；\\d]{2,30}?)(?:共)?\\d[\\d.]*[余多]?(?:人次|万元|元|户|人|名|位|家|件|起|处)(?:次)?"
)


def heading_of(text: str, heading: tuple[Span, ...]) -> Span | None:
    """The line of a heading that names the activity."""
    for span in heading:
        words = text[slice(*span)]
        if not _NO_TITLE.fullmatch(words) and not is_meta(words) and len(words.strip()) > 3:
            return span
    return None


def title_in(text: str, start: int, end: int, kind: Span | None) -> Span | None:
    """The words that name the activity: those behind 开展 or 举办 that tell its kind, or the clause that does; where
    no words tell a kind, the first that there are."""
    held = [Span(*found.span("what")) for found in _HELD.finditer(text, start, end)]
    clauses = [Span(*found.span()) for found in _WORDS.finditer(text, start, end)]
    telling = [span for span in (*held, *clauses) if kind and span.start <= kind.start < span.end]
    for span in (*telling, *held, *clauses):
        if (name := _name(text, span)).end - name.start > 1:
            return name
    return None


def _name(text: str, span: Span) -> Span:
    """The words without 一场 before them and without where it was held behind: 读书会｜在图书室举行."""
    words = text[slice(*span)]
    article = _BEFORE.match(words)
    begin = article.end() if article else 0
    held_at = _HELD_AT.search(words, begin)
    stop = held_at.start() if held_at else len(words.rstrip("，。；"))
    if deed := _DEED.fullmatch(words, begin, stop):
        begin, stop = deed.span("deed")
    return Span(span.start + begin, min(span.start + max(stop, begin), span.start + begin + _LONGEST))


def said(text: str, span: Span) -> str:
    """The words of a title, without a list's number and blanks."""
    return _DAY.sub("", _LABEL.sub("", _LEADING.sub("", text[slice(*span)]))).strip().strip("。，；：")[:_LONGEST]
