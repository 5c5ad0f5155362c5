"""The numbers that a sentence promises: so much of what, at least or at most, in all or in each community, by when."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from yiben.gongwen import Deadline, Finding, Frequency, Mention, Place, deadlines, frequencies, quantities
from yiben.lib.boundary import What, allows, neutral_noun
from yiben.plans.likeness import IndicatorWord, indicator_by_heading, indicator_of, is_part
from yiben.plans.series import each_by


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """One number promised. `start` and `end` are places of its words in the paragraph that `paragraph` names."""

    indicator: str | None
    comparator: str
    value: Decimal
    unit: str
    scope: str
    deadline: datetime.date | None
    frequency: str | None
    words: str
    paragraph: Place
    start: int
    end: int
    part: bool = False
    """Whether it asks for only some of what its indicator counts."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence can't say itself: the year of the plan, its line, what stands before it."""

    year: int | None
    line: str | None
    indicators: Sequence[IndicatorWord]
    heading: str = ""


_PERIODS = {"week": "weekly", "month": "monthly", "quarter": "quarterly", "half": "half-yearly", "year": "yearly"}
_PER_YEAR = {"week": 52, "month": 12, "quarter": 4, "half": 2, "year": 1}
_COMPARATORS = {"gt": "gt", "le": "le", "lt": "lt"}  # who promises 4 times has kept it with 5: all else is "at least"
_COUNTED = frozenset({"count", "people", "money", "percent", "area", "other"})
_HOURS = re.compile("小时|学时|课时")
_HOURS_OF = re.compile("时长|服务|学习|学时|培训|课")
_EACH = re.compile(
    "(?:每个?|各)(?:村|社区|居|街道|镇|站|所|单位|网格|支部|团|基层|企业|小区|工会|妇联|科室|部门|楼|点位|阵地|站点|队|代表团|小组|联络站)"
    "|每[支家]|(?:^|[，。；：])社区(?:妇联|团支部|工会)?(?:要|应|需|须|每|均|至少|原则上|全年|各)"
)
_IN_ALL = re.compile("共计?|合计|总计|累计|总数|全街道|街道(?:层面|本级|每|全年|至少)")
_PER_EVENT = re.compile(
    "(?:每(?:场|次|期|户|人|名|位|班|批|节|篇|件|份|项|课|课时|活动|年每)|人均|场均|户均|次均|单次|单场)[^，。；]{0,14}$"
)
_PAST = re.compile("去年|上年|上一年|前年|已(?:开展|完成|建成|建立|达|有|累计)|截至目前|现有|基础上")
PAST_SENTENCE = re.compile(" *(?:回顾)?(?:去年|上年|过去(?:的)?一年|20\\d\\d年以来|[一两三五]年来)")
_THRESHOLD = re.compile("(?:的)?(?:规模|企业|非公|单位|小微|用人|商户|楼宇|老人|老年人|居民|独居|人员|妇女|适龄)")
_ACTS = re.compile(
    "开展|召开|组织|举办|举行|走访|报送|上报|学习|调度|更新|研究|通报|汇报|督导|检查|巡查|发布|开放|活动|视察|接待|推送|例会|慰问|排查|培训|宣传|服务|会商|议事"
)
_OF_A_TIME = re.compile("的?(?:工作|财政|经济|预算|计划|执行|完成情况|总结)|各")  # 上半年工作情况: no deadline
_IN_THE_YEAR = re.compile("全年|年内|年度内|本年度")  # the plan's own year: a total, no rhythm
_CALENDAR = re.compile(
    r"[（(]?(?:20\d\d年)?(?:(?:\d{1,2}月?[—–~至、-])?(?P<month>\d{1,2})月(?:份)?|第?(?P<quarter>[一二三四])季度)"
    "(?:[：:，）) 工]|$)"
)
_STAGE = re.compile(r"（(?:20\d\d年)?(?:\d{1,2}月?[—–~至-]+(?:20\d\d年)?)?(?P<month>\d{1,2})月(?:份|底)?）(?=$|[。：])")
_BOTH_HALVES = re.compile("上(?:半年)?[、和及]?下半年各")
_ONCE = re.compile("[^，。；]{0,8}一[期次场回轮讲课]")
_LONGEST = 3000  # no sentence is longer; what pretends to be one shall cost little
_STOPS = re.compile("[。；！？\n]")
_BREAKS = re.compile("[，。；！？：\n]")


def promised(
    text: str, start: int, end: int, place: Place, context: Context
) -> tuple[list[TargetDraft], list[Finding]]:
    """The targets in `[start:end]` of a paragraph, and a finding for each number that is left out."""
    reader = _Sentence(text[start : min(end, start + _LONGEST)], start, place, context)
    targets, findings = reader.numbers()
    return sorted((*targets, *reader.bare_frequencies()), key=lambda target: target.start), findings


class _Sentence:
    """A piece of text with its numbers, frequencies and deadlines laid out."""

    def __init__(self, piece: str, offset: int, place: Place, context: Context) -> None:
        self.piece = piece
        self.offset = offset
        self.place = place
        self.context = context
        self.mentions = quantities(piece)
        self.often = frequencies(piece)
        self.ends = deadlines(piece)
        self.used: set[Frequency] = set()

    def numbers(self) -> tuple[list[TargetDraft], list[Finding]]:
        """A target for each number that promises something that may be counted."""
        targets, findings = [], []
        for mention in self.mentions:
            if not self._promises(mention):
                continue
            if reason := self._left_out(mention):
                findings.append(Finding(self.place, reason, mention.text, "target"))
            else:
                targets += self._each_time(self._target(mention), mention)
        return targets, findings

    def _each_time(self, target: TargetDraft, mention: Mention) -> list[TargetDraft]:
        """3月底、9月底前各2次: two by March, and four by September; else the target as it is."""
        days = each_by(self._clause_before(mention), self.context.year)
        if not days or target.frequency or target.comparator not in ("ge", "gt") or target.unit == "%":
            return [target]
        return [replace(target, value=target.value * turn, deadline=day) for turn, day in enumerate(days, 1)]

    def _promises(self, mention: Mention) -> bool:
        if mention.kind == "period":
            return self._counts_time(mention)
        if mention.kind not in _COUNTED or (mention.low is None and mention.high is None):
            return False
        if mention.unit == "点":
            return False  # 讲三点意见
        behind = self.piece[mention.end : mention.end + 6]
        if mention.kind == "people" and mention.approx in ("ge", "gt", "le", "lt") and _THRESHOLD.match(behind):
            return False  # 25人以上企业: which companies, not how many
        if PAST_SENTENCE.match(self.piece, self._sentence_start(mention.start)):
            return False
        return not _PAST.search(self._clause(mention))

    def _counts_time(self, mention: Mention) -> bool:
        """Hours of service or learning; days only of a week or month: 每周开放不少于5天."""
        clause = self._clause(mention)
        if _HOURS.search(mention.unit):
            return bool(_HOURS_OF.search(clause))
        return mention.unit == "天" and bool(re.search("每[周月][^，。；]*$", clause[: clause.find(mention.text)]))

    def _left_out(self, mention: Mention) -> str:
        """Why a number becomes no target, "" when it does."""
        before = self._clause_before(mention)
        if _PER_EVENT.search(before) and not any(every.start <= mention.start < every.end for every in self.often):
            return f"“{mention.text}”是对每一场（户、人）的要求，没有列为目标。"
        if mention.noun and not (verdict := allows(mention.noun, what=What.TARGET)):
            neutral = neutral_noun(mention.noun)
            if neutral in ("人员", "群众", "居民", mention.noun) or not allows(neutral, what=What.TARGET):
                return verdict.reason
        return ""

    def _target(self, mention: Mention) -> TargetDraft:
        every = self._frequency(mention)
        comparator, value = _comparison(mention)
        frequency, times = _rhythm(every) if every and not _IN_THE_YEAR.match(every.text) else (None, 1)
        indicator = self._indicator(mention, mention.unit)
        halves = bool(_BOTH_HALVES.search(self._clause_before(mention)))
        frequency = "half-yearly" if halves else frequency
        return TargetDraft(
            indicator=indicator,
            comparator=comparator,
            value=value * times,
            unit=mention.unit,
            scope=self._scope(mention.start),
            deadline=None if halves else self._deadline(mention.start, mention.end, frequency),
            frequency=frequency,
            words=mention.text,
            paragraph=self.place,
            start=self.offset + mention.start,
            end=self.offset + mention.end,
            part=self._is_part(indicator, mention),
        )

    def bare_frequencies(self) -> list[TargetDraft]:
        """每月召开例会 promises once a month at least; every day, and every year, promises nothing to count."""
        return [
            self._at_least_once(every)
            for every in self.often
            if every not in self.used
            and every.times is None
            and every.per in ("week", "month", "quarter", "half")
            and self._acts(every)
        ]

    def _acts(self, every: Frequency) -> bool:
        clause = self._clause(every)
        behind = self.piece[every.end : every.end + 40]
        numbered = any(
            every.end <= mention.start < self._clause_end(every.end)
            for mention in self.mentions
            if mention.low is not None or mention.high is not None
        )
        return not numbered and bool(_ONCE.match(behind) or _ACTS.search(clause) or _ACTS.match(behind.lstrip("，")))

    def _at_least_once(self, every: Frequency) -> TargetDraft:
        frequency, times = _rhythm(every)
        indicator = self._indicator(every, "次")
        return TargetDraft(
            indicator=indicator,
            comparator="ge",
            value=Decimal(times),
            unit="次",
            scope=self._scope(every.start),
            deadline=None,
            frequency=frequency,
            words=every.text,
            paragraph=self.place,
            start=self.offset + every.start,
            end=self.offset + every.end,
            part=self._is_part(indicator, every),
        )

    # Where things stand

    def _clause_start(self, at: int) -> int:
        first = max(0, at - 120)
        return max((found.end() for found in _BREAKS.finditer(self.piece, first, at)), default=first)

    def _clause_end(self, at: int) -> int:
        found = _BREAKS.search(self.piece, at)
        return found.start() if found else len(self.piece)

    def _sentence_end(self, at: int) -> int:
        found = _STOPS.search(self.piece, at)
        return found.start() if found else len(self.piece)

    def _sentence_start(self, at: int) -> int:
        return max((found.end() for found in _STOPS.finditer(self.piece, 0, at)), default=0)

    def _clause_before(self, mention: Mention) -> str:
        return self.piece[self._clause_start(mention.start) : mention.start]

    def _clause(self, mention: Mention | Frequency) -> str:
        """The words between the commas around a number."""
        return self.piece[self._clause_start(mention.start) : self._clause_end(mention.end)]

    def _frequency(self, mention: Mention) -> Frequency | None:
        """How often: the last 每… before the number in its sentence, when no other number stands between."""
        for every in reversed(self.often if mention.unit != "%" else []):
            if every.start <= mention.start and self._sentence_start(mention.start) <= every.start:
                between = [
                    other
                    for other in self.mentions
                    if every.start <= other.start < mention.start and other.kind in _COUNTED
                ]
                # 每月走访，全年不少于60户: sixty in the year.
                in_all = _IN_THE_YEAR.search(self.piece, every.end, mention.start)
                if between or in_all or mention.start - every.start > 45:
                    return None
                self.used.add(every)
                return every
        return None

    def _scope(self, at: int) -> str:
        before = self.piece[self._sentence_start(at) : at]
        each = max((found.end() for found in _EACH.finditer(before)), default=0)
        in_all = max((found.end() for found in _IN_ALL.finditer(before)), default=0)
        return "each" if each > in_all else "total"

    def _deadline(self, start: int, end: int, frequency: str | None) -> datetime.date | None:
        """The nearest deadline in the same sentence; for what comes round again, in the same clause."""
        first, last = self._sentence_start(start), self._sentence_end(end)
        if frequency:
            first, last = self._clause_start(start), self._clause_end(end)
        near = [
            found
            for found in self.ends
            if first <= found.start < last
            and self._day(found)
            and not _of_a_time(found, self.piece)
            and not self._of_a_later_number(found, end)
        ]
        return self._day(min(near, key=lambda found: abs(found.start - start))) if near else None

    def _of_a_later_number(self, found: Deadline, end: int) -> bool:
        """评选10名，五一前召开表彰会1次: the day is the meeting's, as its clause has a number of its own."""
        if found.start < end:
            return False
        first, last = self._clause_start(found.start), self._clause_end(found.end)
        return any(other.kind in _COUNTED and max(first, end) <= other.start < last for other in self.mentions)

    def _day(self, found: Deadline) -> datetime.date | None:
        return found.on(self.context.year) if self.context.year else found.date

    def _indicator(self, mention: Mention | Frequency, unit: str) -> str | None:
        """By the words of its clause; else by those since the number before it; else by the heading's name."""
        indicators, line = self.context.indicators, self.context.line
        for words in (self._own_words(mention), self._words_before(mention)):
            if words and (found := indicator_of(words, unit, line, indicators)):
                return found
        sentence = self.piece[self._sentence_start(mention.start) : self._sentence_end(mention.end)]
        return indicator_by_heading(self.context.heading, sentence, unit, line, indicators)

    def _is_part(self, slug: str | None, mention: Mention | Frequency) -> bool:
        indicator = next((one for one in self.context.indicators if one.slug == slug), None)
        return indicator is not None and is_part(self._clause(mention), indicator)

    def _own_words(self, mention: Mention | Frequency) -> str:
        """The clause, without what belongs to another number in it."""
        first, last = self._clause_start(mention.start), self._clause_end(mention.end)
        others = [other for other in self.mentions if other.kind in _COUNTED and first <= other.start < last]
        before = max((other.end for other in others if other.end <= mention.start), default=first)
        after = min((other.start for other in others if other.start >= mention.end), default=last)
        return self.piece[before:after]

    def _words_before(self, mention: Mention | Frequency) -> str:
        first = self._sentence_start(mention.start)
        counted = (other.end for other in self.mentions if other.kind in _COUNTED)
        before = max((end for end in counted if first <= end <= mention.start), default=first)
        return self.piece[before : self._clause_end(mention.end)]


def _comparison(mention: Mention) -> tuple[str, Decimal]:
    comparator = _COMPARATORS.get(mention.approx, "ge")
    if mention.approx == "yue" and mention.low is not None and mention.high is not None:
        middle = (mention.low + mention.high) / 2
        return comparator, middle.to_integral_value() if middle == middle.to_integral_value() else middle
    base = mention.high if comparator in ("le", "lt") else mention.low
    value = base if base is not None else mention.low if mention.low is not None else mention.high
    assert value is not None
    return comparator, value


def _rhythm(every: Frequency) -> tuple[str, int]:
    """monthly and so on; every two months becomes six a year."""
    if every.every == 1 and every.per in _PERIODS:
        return _PERIODS[every.per], 1
    return "yearly", max(1, _PER_YEAR.get(every.per, 250) // every.every)


def _of_a_time(found: Deadline, text: str) -> bool:
    """上半年各项工作 names a time and sets none by which something is due; 9月底前各社区… does."""
    return "前" not in found.text and bool(_OF_A_TIME.match(text, found.end))


def scheduled(text: str, year: int | None) -> datetime.date | None:
    """The end of the month or quarter that a calendar's entry or a stage names: 3月：…, 第一季度, 启动阶段（3—4月）."""
    found = _CALENDAR.match(text) or _STAGE.search(text)
    if not found or not year:
        return None
    quarter = found.groupdict().get("quarter")
    month = "一二三四".index(quarter) * 3 + 3 if quarter else int(found["month"])
    if not 1 <= month <= 12:
        return None
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def only_deadline(text: str, year: int | None) -> datetime.date | None:
    """The last deadline that a text without a number sets."""
    ends = [found for found in deadlines(text) if not _of_a_time(found, text)]
    days = [day for found in ends if (day := found.on(year) if year else found.date)]
    return days[-1] if days else None
