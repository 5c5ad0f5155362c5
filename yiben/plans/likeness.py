"""Which line a heading belongs to, and which indicator a promised number is one of: by the words they share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple


class LineWord(NamedTuple):
    """A line of work and the names it goes by."""

    slug: str
    name: str
    aliases: Sequence[str] = ()


class IndicatorWord(NamedTuple):
    """An indicator and what it is called; `line` "" where it belongs to none."""

    slug: str
    name: str
    aliases: Sequence[str] = ()
    unit: str = ""
    line: str = ""
    kinds: Sequence[str] = ()


# What people write for the eight lines, beside the names that the catalogue gives. An organisation outweighs a subject:
# 企业工会 is the union's, 青年志愿服务 is volunteering.
_ORGANS = {
    "union": "总工会|工会",
    "youth": "共青团|团工委|团委|团区委",
    "women": "妇联",
    "redcross": "红十字|红会",
    "liaison": "人大",
}
_SUBJECTS = {
    "youth": "青少年|少先队|青年",
    "women": "妇女|巾帼|最美家庭|家庭家教家风",
    "redcross": "应急救护|无偿献血",
    "liaison": "代表联络|民生实事|代表建议",
    "volunteering": "志愿服务|志愿者|新时代文明实践|文明实践|学雷锋",
    "learning": "社区教育|终身学习|全民学习|全民阅读|老年教育|社区学院|学习型|书香",
    "enterprise": "非公经济|非公企业|民营经济|企业服务|服务企业|营商环境|助企|惠企|走访企业|商会",
}
_HINTS = {
    "union": "职工|劳模|工匠",
    "youth": "团员|团建|团支部|团组织|团的建设",
    "women": "家庭教育|儿童|家风|女性|家庭",
    "redcross": "博爱|人道",
    "liaison": "代表",
    "volunteering": "志愿",
    "learning": "读书|阅读|学习|夜校",
    "enterprise": "企业|营商",
}
_NOT_LEARNING = re.compile("理论|政治|贯彻|思想|精神|党史|大学习|教育实践|主题教育|集中学习|制度")
_SEVERAL = re.compile("群团|统战|党建|全面工作|各条线")

_TIMES = frozenset("次 家次 场 场次 期 期次 轮 节 堂 课 班 班次 批次 讲 回".split())
_FAMILIES = {
    **dict.fromkeys(_TIMES, "times"),
    **dict.fromkeys("人 名 位 人次".split(), "people"),
    **dict.fromkeys("户 家庭".split(), "households"),
    **dict.fromkeys("份 册 张 本 余份".split(), "materials"),
    **dict.fromkeys("家 个 件 项 处 支 所 条 篇 类".split(), "items"),
    **dict.fromkeys("小时 学时 课时".split(), "hours"),
    "元": "money",
    "%": "rate",
}
_KINDS = {
    "meeting": "会议|座谈|例会|恳谈",
    "study": "学习|读书",
    "training": "培训",
    "lecture": "讲座|讲堂|宣讲|授课",
    "themed": "主题活动|文体活动",
    "volunteering": "志愿服务|志愿活动",
    "contest": "比赛|竞赛|运动会",
    "visit": "走访|探访|视察",
    "screening": "筛查|义诊|体检",
    "consultation": "咨询|接待|恳谈",
    "publicity": "宣传",
    "donation": "捐|献血",
    "relief": "慰问|帮扶|救助",
}
# What may stand before the name of a kind where all of it is meant: 开展志愿服务, 各类会议; not 敬老志愿服务.
_BEFORE_ALL = (
    "开展|举办|组织|召开|举行|推进|推动|做好|抓好|加强|参与|参加|实施|完成|规范|提供|各类|各项|各种|集中|广泛|深入|持续|常态化?|全年|年内|街道|社区"
    r"|[\W\d]"
)
_EMPTY_PAIRS = frozenset(
    "开展 活动 工作 场次 次数 人次 展活 动场 各类 组织 举办 推进 全年 街道 社区 不少 少于 至少 服务 困难 家庭 职工 "
    "青年 妇女 企业".split()
)


def line_of(title: str, lines: Sequence[LineWord]) -> str | None:
    """The line that a heading names: the organisation in it, else its subject; None when it names none."""
    scores = _scores(title, lines)
    return max(scores, key=lambda slug: scores[slug]) if scores else None


def line_of_document(title: str, body: str, lines: Sequence[LineWord]) -> str | None:
    """The one line that a whole document is about; None for one about several."""
    if _SEVERAL.search(title):
        return None
    strong = {slug: score for slug, score in _scores(title, lines).items() if score >= 100}
    organs = [slug for slug, score in strong.items() if score >= 200]
    if len(organs) == 1 or (not organs and len(strong) == 1):
        return (organs or list(strong))[0]
    owners = [slug for slug, score in _scores(body, lines).items() if score >= 200]
    return owners[0] if not strong and len(owners) == 1 else None


def _scores(title: str, lines: Sequence[LineWord]) -> dict[str, float]:
    """For each line that the title touches, how strongly; what stands first wins a tie."""
    scores: dict[str, float] = {}
    for line in lines:
        found = [score for words, weight in _words(line) if (score := _score(title, words, weight))]
        if found:
            scores[line.slug] = max(found)
    return scores


def _words(line: LineWord) -> list[tuple[str, int]]:
    own = [name.removesuffix("工作") for name in (line.name, *line.aliases)]
    long = "|".join(re.escape(name) for name in own if len(name) > 2)
    short = "|".join(re.escape(name) for name in own if len(name) == 2)
    stock = [(table.get(line.slug, ""), weight) for table, weight in ((_ORGANS, 200), (_SUBJECTS, 100), (_HINTS, 1))]
    known = bool(stock[2][0])
    return [pair for pair in (*stock, (long, 100), (short, 1 if known else 100)) if pair[0]]


def _score(title: str, words: str, weight: int) -> float:
    found = list(re.finditer(words, title))
    if not found:
        return 0
    longest = max(found, key=lambda match: len(match[0]))
    if longest[0] == "学习" and _NOT_LEARNING.search(title):
        return 0
    return weight + len(longest[0]) - longest.start() / 1000


def indicator_of(clause: str, unit: str, line: str | None, indicators: Sequence[IndicatorWord]) -> str | None:
    """The indicator that a number in this clause is one of, None when none is like enough."""
    scored = [(_likeness(clause, unit, line, indicator), indicator.slug) for indicator in indicators]
    return _best(scored)


def indicator_by_heading(
    heading: str, sentence: str, unit: str, line: str | None, indicators: Sequence[IndicatorWord]
) -> str | None:
    """The indicator that the heading names, for a sentence that doesn't speak of something else."""
    kinds = kinds_in(sentence)
    fitting = [indicator for indicator in indicators if not indicator.kinds or kinds <= set(indicator.kinds)]
    return _best([(_named(heading, unit, line, indicator), indicator.slug) for indicator in fitting])


def _best(scored: Sequence[tuple[float, str]]) -> str | None:
    most, slug = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return slug if most > 0 else None


def _likeness(clause: str, unit: str, line: str | None, indicator: IndicatorWord) -> float:
    """Named outright; else, in its own line, by shared words; else as nothing but a kind, when no other is meant."""
    if named := _named(clause, unit, line, indicator):
        return named
    if not _same_family(unit, indicator.unit):
        return 0
    kinds, own = kinds_in(clause), bool(indicator.line and indicator.line == line)
    if not own:
        return 0.5 if not indicator.line and _is_a_kind(indicator) and kinds == set(indicator.kinds) else 0
    shared = len(pairs_in(clause) & set().union(*map(pairs_in, (indicator.name, *indicator.aliases))))
    fits = not indicator.kinds or bool(kinds & set(indicator.kinds)) or not kinds
    return shared if shared >= 3 and fits else 0


def _named(text: str, unit: str, line: str | None, indicator: IndicatorWord) -> float:
    if not _same_family(unit, indicator.unit):
        return 0
    named = max((len(name) for name in (indicator.name, *indicator.aliases) if name in text), default=0)
    foreign = bool(indicator.line and line and indicator.line != line)
    own = bool(indicator.line and indicator.line == line)
    return 0 if not named or (foreign and named < 4) else named * 2 + 3 * own - 4 * foreign


def _same_family(unit: str, other: str) -> bool:
    return _FAMILIES.get(unit, unit) == _FAMILIES.get(other, other)


@lru_cache(maxsize=256)
def kinds_in(text: str) -> frozenset[str]:
    return frozenset(kind for kind, words in _KINDS.items() if re.search(words, text))


def _is_a_kind(indicator: IndicatorWord) -> bool:
    """True for 宣传活动场次, whose name says its kind and no more; not for 两癌筛查人次."""
    words = "|".join(_KINDS[kind] for kind in indicator.kinds if kind in _KINDS)
    return bool(words) and not re.sub(f"{words}|活动|场次|次数|人次|户数|人数|份数|金额|时长", "", indicator.name)


def is_part(clause: str, indicator: IndicatorWord) -> bool:
    """Whether a clause promises only some of what an indicator for a whole kind counts: 防汛宣传 of 宣传活动场次."""
    if indicator.line or not _is_a_kind(indicator):
        return False
    kinds = "|".join(_KINDS[kind] for kind in indicator.kinds if kind in _KINDS)
    names = sorted((indicator.name, *indicator.aliases), key=len, reverse=True)
    called = "|".join([*map(re.escape, names), kinds])
    return not re.search(f"(?:^|{_BEFORE_ALL})(?:{called})", clause)


def pairs_in(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} - _EMPTY_PAIRS
