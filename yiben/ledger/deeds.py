"""Which kind of entry words tell: a cell under 类型, an activity's name, the title of a whole list."""

from __future__ import annotations

import re
from functools import lru_cache

from yiben.ledger.briefing.drafts import Span
from yiben.ledger.briefing.kinds import kind_of
from yiben.ledger.headings import key
from yiben.ledger.heads import Words

_TAIL = re.compile("(?:类|活动|工作|服务|型)$")
_ANY_KIND = "活动"
_SAY_NOTHING = frozenset({_ANY_KIND, "情况", "现状", "其他", "其它"})
_APART = re.compile(r"[、，,;；/／\n+]|和|与|及")
# A list of these holds all sorts of things.
_ANYTHING = frozenset({"themed", "other", "status"})
_CLOSED = re.compile("(?:系列)?(?:活动|专场|班|进(?:社区|小区|校园|企业)|服务)+$|[（(][^（）()]*[）)]$")
_DONE_TO = frozenset({"relief", "visit", "award"})
# All that a street does is for its people's good: that says nothing of a list.
_VAGUE = re.compile("惠民|为民|民生")
# A visit in an activity's name, but no kind of activity that a person would choose.
_CHECKS = frozenset({"排查", "摸排", "检查", "督查", "巡查", "调查"})
# Words for a kind that stand in a column of kinds, and are too slight to tell one in a name.
_STREET_WORDS = {
    **dict.fromkeys(("文体", "文艺", "文化", "文娱", "娱乐", "节庆", "民俗", "亲子", "团建"), "themed"),
    **dict.fromkeys(("节日", "传统节日", "我们的节日"), "themed"),
    **dict.fromkeys(("议事", "协商", "议事协商", "民主协商", "恳谈"), "meeting"),
    **dict.fromkeys(("体育", "竞技", "赛事"), "contest"),
    **dict.fromkeys(("理论", "宣讲", "授课"), "lecture"),
    **dict.fromkeys(("科普", "普法", "倡导"), "publicity"),
    **dict.fromkeys(("便民", "惠民"), "benefit"),
    **dict.fromkeys(("志愿者", "公益", "学雷锋"), "volunteering"),
    **dict.fromkeys(("医疗", "健康"), "screening"),
}


# What an activity is about is no kind of activity, and yet stands in many a column called 类别.
_SUBJECT = re.compile(
    "安全|教育|法治|环保|文明|党建|关爱|[助敬][老残困幼]|阅读|手工|文化|体育|健身|心理|健康|创业|就业|技能|权益|维权|生活|治理|互助|平安|反诈|消防|传统|"
    "爱心|综合|日常|生态|养老|托育|妇女|儿童|青年|职工|家庭|邻里|社区|科技|禁毒|防灾|国防|建设|服务"
)
_LONGEST_SUBJECT = 6
# Where nothing else tells a kind, these do.
_SLIGHT = tuple(
    (slug, re.compile(words))
    for slug, words in (
        ("screening", "(?:口腔|视力|听力|骨密度|乳腺|妇科|健康|身体)检[查测]|[测量]血[压糖]"),
        ("training", "(?:提升|入门|基础|兴趣|研修|进阶|特长)班$|实操|安全教育"),
        ("benefit", "理发|义剪|磨刀|补鞋|修伞|配钥匙|缝补|小家电维修"),
        ("consultation", "答疑|解答"),
        ("visit", "看望|探望"),
        ("donation", "采样入库|血样采集|细胞采样"),
        ("publicity", "(?:安全|知识|政策|法律|科普).{0,4}进(?:社区|小区|校园|企业|家庭|万家)"),
        ("themed", "手工|DIY|diy|沙龙|赏月|汇演|展演|联欢|观影|研学|采摘|团圆"),
    )
)


class Deeds:
    """Tells kinds from words, each text once."""

    def __init__(self, words: Words) -> None:
        self.words = words
        # Its own words for a kind are what a street asks for by name; 活动 and 情况 say nothing.
        self.known = {word: slug for word, slug in words.kinds.items() if word not in _SAY_NOTHING}
        self._named: dict[str, list[str]] = {}
        self._titles: dict[str, str] = {}
        self._closing: dict[str, str] = {}

    def named(self, said: str) -> list[str]:
        """The kinds that a cell under 类型 names, none where it is no kind: 志愿活动, 理论宣讲, 会议、培训."""
        if said not in self._named:
            one = self._one(said)
            parts = [] if one else [self._one(part) for part in _APART.split(said) if part.strip()]
            self._named[said] = [one] if one else list(dict.fromkeys(parts)) if parts and all(parts) else []
        return self._named[said]

    def is_subject(self, said: str) -> bool:
        """Whether words tell what an activity is about, and no kind: 平安建设."""
        return len(said) <= _LONGEST_SUBJECT and bool(_SUBJECT.search(said))

    def of_title(self, title: str) -> str:
        """The kind that an activity's name tells, by its last word; "" where it tells none."""
        if title not in self._titles:
            self._titles[title] = self._of_words(key(title))
        return self._titles[title]

    def closing(self, title: str) -> str:
        """The kind that the last word of an activity's name is, or the first where that is what was done: 讲座 of
        老年养生讲座, 慰问 of 慰问独居老人; "" where it says no more than a list's own title would."""
        if title not in self._closing:
            text = _CLOSED.sub("", key(title))
            slug, span = self._cue(text)
            told = span and (span.end >= len(text) or (span.start == 0 and slug in _DONE_TO))
            closed = (
                slug
                if told
                else max(((len(w), kind) for w, kind in self.known.items() if text.endswith(w)), default=(0, ""))[1]
            )
            self._closing[title] = "" if closed in _ANYTHING else closed
        return self._closing[title]

    def of_list(self, title: str) -> str:
        """The one kind that a list's title is about: 志愿服务登记表; "" where it names none or more than one."""
        text = _VAGUE.sub("", key(title))
        slug, span = self._cue(text)
        others = {
            kind
            for word, kind in self.known.items()
            if word in text and not (span and word in text[span.start : span.end])
        }
        found = ({slug} if slug else set()) | others
        return found.pop() if len(found) == 1 and not found & _ANYTHING else ""

    def _one(self, said: str) -> str:
        name = key(said)
        for tried in (name, _TAIL.sub("", name), _TAIL.sub("", _TAIL.sub("", name))):
            if found := self.words.kinds.get(tried) or self._known(_STREET_WORDS.get(tried, "")):
                return found
        bare = _TAIL.sub("", name)
        ended = [(len(word), slug) for word, slug in self.known.items() if bare.endswith(word) or name.endswith(word)]
        if ended:
            return max(ended)[1]
        slug, span = self._cue(name)
        if span is None or span.end < len(bare) or name[span.start : span.end] in _CHECKS:
            return ""
        return slug

    def _of_words(self, text: str) -> str:
        slug, span = self._cue(text)
        longest = max(((len(word), kind) for word, kind in self.known.items() if word in text), default=(0, ""))
        checked = span and text[span.start : span.end] in _CHECKS
        if span and not checked and (span.end - span.start >= longest[0] or span.end >= len(text) - 3):
            return slug
        if not longest[1] and not slug and text.endswith("赛"):
            return self._known("contest")
        told = longest[1] or slug
        if not told or checked:
            told = next((self._known(kind) for kind, words in _SLIGHT if words.search(text)), "") or told
        return told or (self.words.kinds.get(_ANY_KIND, "") if _ANY_KIND in text else "")

    def _cue(self, text: str) -> tuple[str, Span | None]:
        slug, span = _last_cue(text)
        return (slug, span) if self._known(slug) else ("", None)

    def _known(self, slug: str) -> str:
        return slug if slug in self.words.kind_names else ""


@lru_cache(maxsize=8192)
def _last_cue(text: str) -> tuple[str, Span | None]:
    found = kind_of(text, Span(0, len(text)), 0, 0)
    return (found.slug, found.span) if found and found.span.end > found.span.start else ("", None)
