"""How a brief is laid out: its heading, its body, its sign-off, and the sentences and clauses between."""

from __future__ import annotations

import re
from typing import NamedTuple

from yiben.ledger.briefing.drafts import Span

_WIDE = str.maketrans("０１２３４５６７８９．／：　\t\xa0\r;!?()「」『』", "0123456789./:    ；！？（）“”“”")
_QUOTED = re.compile('"([^"\n]{1,60})"')
_COMMA = re.compile(r",(?!\d)|(?<!\d),")
# Also a list that runs on in one sentence (…动态：一是…，二是…), and days strung together by commas.
_BREAK = re.compile(
    r"(?<=汇总|情况|如下|动态|掠影|小结|回顾|简讯|要闻):|(?<!时间)(?<!日期):(?=(?:上午|下午|周[一二三四五六日]|\d{1,2}[日号])(?!\d{1,2}:|:))|[。！!？?；;\n]+[”’」）]?|[:：，](?=\s*(?:[一二三四五六七八九]是|[（(]?[1一][）)]|[1一][、.]|①|\d{1,2}月\d{1,2}[日号]))"
    r"|，(?=(?:20\d\d年)?\d{1,2}月\d{1,2}[日号](?:[上下]午|晚上?|早上)?，?[^，。；]{0,16}(?:开展|举办|组织|召开|走访|慰问|邀请|举行|参加|联合))"
    r"|[，、](?=\d{1,2}[日号](?:[上下]午|晚上?)?(?:在[^，。；]{2,12})?(?:开展|举办|组织|召开|走访|慰问|邀请|举行))"
    r"|(?<=\s)(?=[\u25a0-\u25ff\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?\s*(?:\d|[\u4e00-\u9fff]))"
    r"|，(?=(?:当天|当日|同日)?(?:下午|晚上|当晚)[^，。；]{0,10}(?:开展|举办|组织|召开|走访|慰问|邀请|参观|走进|来到|前往))"
)
_LINE = re.compile(r"[^\n]+")
_DAY = r"(?:(?:20\d\d|二[〇○零]..)年)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
_ISO = r"20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?"
_ONLY_DAY = re.compile(
    rf"\s*[•●·-]?\s*(?:(?:发布|发稿|更新|录入|上传|发表)(?:时间|日期)?:?|时间:(?=\s*20\d\d[-/])|日期:)?\s*（?(?:{_DAY}|{_ISO})）?\s*(?:\d\d?:\d\d(?::\d\d)?)?\s*(?:(?:星期|周).)?\s*(?:晴|多云|阴|小雨|中雨|雨|小雪|雪)?"
    r"\s*(?:(?:来源|作者|浏览|点击|阅读|字号|字体|编辑|分类|责任编辑).*)?"
)
# What a web page writes round a text.
_META = re.compile(
    r"\s*[•●·-]?\s*(?:来源|作者|编辑|责编|浏览|点击|阅读|字号|字体|编号|分享|首页|您的?位置|当前位置|索引号|信息来源|发布机构)(?:次数|量|大小)?\s*[:>（|]"
)
# 各位领导，大家好！; and who sent it when, as a chat is copied: 张三 8:30.
_GREETING = re.compile(
    r"\s*(?:@[^ ]{1,8} ?)?[^。；:]{0,16}(?:大家|你们|您|[上下中]午|早上|晚上|各位|领导|书记|主任)好[啊呀]?[，。！!~～]*\s*"
)
_CHAT = re.compile(
    rf"\s*[^\s，。:]{{1,16}}\s+(?:(?:{_ISO}|{_DAY})\s*)?(?:[上下]午|早上|晚上|昨天|今天|星期.)?\s*\d{{1,2}}:\d\d(?::\d\d)?\s*"
)
_CREDIT = re.compile(
    r"\s*[（(【\[]?\s*(?:供稿|撰稿|通讯员|记者|来源|作者|编辑|责编|审核|责任编辑|图文|图片|文图|摄影|文/|图/|图：|文：|初审|复审|终审|监制|校对|投稿|报送|撰文|信息员|一审|二审)"
)
_ORGAN = re.compile(
    r"[^，。；：！？]{2,24}(?:社区|街道|居委会|办事处|委员会|党委|党支部|党总支|工会|妇联|团工委|团委|红十字会|办公室|服务中心|实践站|实践所|中心|服务队)\s*"
)
_IN_BRACKETS = re.compile(r"\s*[（(][^（）()。]{0,30}(?:通讯员|记者|供稿|报送|摄影)[^（）()。]{0,20}[)）]\s*")
# 河畔社区 2025年3月5日 in one line.
_SIGNED = re.compile(rf"\s*(?:落款:)?{_ORGAN.pattern}[ ，]*（?(?:{_DAY}|{_ISO})）?\s*")
_DAY_AND_WHO = re.compile(
    rf"\s*[^，。:|]{{2,16}}[|｜: ] *(?:{_DAY}|{_ISO}) *(?:(?:星期|周).)? *(?:晴|多云|阴|小雨|中雨|大雨|雨|小雪|雪)?\s*|\s*(?:{_DAY}|{_ISO})[ ，]*{_ORGAN.pattern}|[^ ，。:]{{1,16}} +(?:{_ISO}|{_DAY}).{{1,8}}:\d\d"
)
_SENTENCE_END = re.compile(r"[。！!？?；;]")


class Layout(NamedTuple):
    """The parts of a brief, as spans of its text: heading lines, body lines, sign-off lines."""

    text: str
    heading: tuple[Span, ...]
    body: tuple[Span, ...]
    foot: tuple[Span, ...]

    @property
    def signed(self) -> str:
        """The words of the sign-off."""
        return self.text[self.foot[0].start :] if self.foot else ""

    @property
    def dated(self) -> str:
        """The line of the heading that holds nothing but the day of writing."""
        return next((line for line in self._headlines() if _ONLY_DAY.fullmatch(line)), "")

    @property
    def dateline(self) -> str:
        """The line of the heading from whose day 今天 is counted: a day alone, or a day and who writes."""
        return self.dated or next((line for line in self._headlines() if _DAY_AND_WHO.fullmatch(line)), "")

    def _headlines(self) -> list[str]:
        return [self.text[slice(*span)] for span in self.heading]


def folded(text: str) -> str:
    """The text with full-width digits and blanks made plain and its quotation marks alike, character for character, so
    that places stay."""
    return _QUOTED.sub(r"“\1”", _COMMA.sub("，", text.translate(_WIDE)))


def laid_out(text: str) -> Layout:
    """The lines of a text by what they are for. `text` is folded."""
    lines = [Span(found.start(), found.end()) for found in _LINE.finditer(text) if found[0].strip()]
    last = len(lines)
    while last > 1 and _is_foot(text[slice(*lines[last - 1])]):
        last -= 1
    first = 0
    while first < min(last - 1, _HEADING_LINES) and _is_heading(text[slice(*lines[first])]):
        first += 1
    return Layout(text, tuple(lines[:first]), tuple(lines[first:last]), tuple(lines[last:]))


_HEADING_LINES = 5


def _is_foot(line: str) -> bool:
    return bool(
        len(line) < 60
        and (
            _ONLY_DAY.fullmatch(line)
            or _CREDIT.match(line)
            or _ORGAN.fullmatch(line)
            or _SIGNED.fullmatch(line)
            or _IN_BRACKETS.fullmatch(line)
        )
    )


def is_meta(line: str) -> bool:
    """Whether a line only says when, where and by whom the text was put out."""
    return bool(_ONLY_DAY.fullmatch(line) or _META.match(line) or _GREETING.fullmatch(line) or _CHAT.fullmatch(line))


_DATED_LINE = re.compile(
    r"(?:[^:，。]{2,16}:\s*)?\d{1,2}月\d{1,2}[日号].*\d+余?[多]?(?:人|名|位|户|份|个|次|家|场|件|条|袋)"
)
_NOTED = re.compile(r"(?:\d{1,3}[ \t]+)?(?:20\d\d[-./])?\d{1,2}[-./]\d{1,2}[ \t|｜]+\S|[^\w\s]{1,3}\s*\d{1,2}:\d\d")
_ENUMERATED = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|[①-⑳]|[•·\u25a0-\u25ff\u2600-\u27bf\U0001f300-\U0001faff-])"
)


def _is_heading(line: str) -> bool:
    bare = line.strip()
    if is_meta(bare):
        return True
    if (
        len(bare) > 48
        or _NOTED.match(bare)
        or _DATED_LINE.match(bare)
        or _SENTENCE_END.search(bare[-1:])
        or _ENUMERATED.match(bare)
    ):
        return False
    return not re.search(
        "。|^(?:活动)?(?:主办|承办|协办|指导|内容|对象|参加|参与|人员|时间|地点|地址|联系|电话|人数)[^:，]{0,6}:|时间[:：]|地点[:：]|(?:各位|亲爱的).*[:：]$",
        bare,
    ) and not bare.endswith(("，", ",", "、"))


_LIST_DAY = re.compile(r"\s*\d{1,2}月")
# 5月8日是世界红十字日。 goes with what was done that day.
_FEAST_ALONE = re.compile(
    rf"[^\u4e00-\u9fff\d]*{_DAY}(?:既|正|恰)?(?:是|为|逢|值|迎来)[^，。；]{{0,24}}(?:日|节|节气|周年|小年|立夏|冬至|立春)[。！；]"
)
_LABEL = 14  # 河畔社区：3月5日… is one clause, 本周工作动态如下：3月5日… two


def clauses(text: str, spans: tuple[Span, ...]) -> list[Span]:
    """The clauses of some lines: what ends with 。！？； or the line, or stands in a list of its own."""
    found = []
    for span in spans:
        start = span.start
        for end in [*(mark.end() for mark in _BREAK.finditer(text, *span)), span.end]:
            if text[end - 1] == ":" and end - start <= _LABEL and _LIST_DAY.match(text, end):
                continue
            if end < span.end and _FEAST_ALONE.fullmatch(text, start, end):
                continue
            if text[start:end].strip():
                found.append(Span(start, end))
            start = end
    return found


_BESIDES = re.compile(
    r"[。！\n]\s*(?:据悉|据了解|下一步|接下来|今后|未来[，,将]|此前[，,]|(?:20\d\d年)?(?:社区|街道|我们)?(?:还|也)?将(?:继续|持续|进一步|不断|联合|依托|以此|定期|充分|切实))"
)


def told_until(text: str, start: int, end: int) -> int:
    """Where what was done ends, and what is said besides begins: 据悉，…; 下一步，社区将联合学校…"""
    besides = _BESIDES.search(text, start, end)
    return besides.start() if besides else end
