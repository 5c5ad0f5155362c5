"""What a claim may be about: indicators, topics, kinds and tasks, scored by the characters that their names share with
the words around a number. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from yiben.lib.periods import Period
from yiben.reports.checking.claims import Claim
from yiben.terms.definitions import Definition

_BARE = re.compile(r"[“”‘’《》「」\"'（）()\s、，。：；·—-]|(?<=[\u4e00-\u9fff])(?:等|类|了|的)(?=[\u4e00-\u9fff])")
_QUOTE = re.compile("[“”‘’《》]")
_MEASURED = re.compile(
    "(?:总|各类)?(?:场次|人次|次数|人数|户数|户次|件数|份数|期数|队伍数|个数|金额|时长|小时|合计|数)$"
)
TIMES = (
    "场 场次 期 次 节 讲 轮 堂 班 回 期次 班次 批次 批 场（次） 课 课次 节次 轮次 堂次 讲次 届 遍 趟 站 站次".split()
)
PEOPLE = ("people", "attendances", "volunteers")
METRICS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(TIMES, ("times",)),
    **dict.fromkeys("人次 人（次）".split(), ("attendances", "people", "volunteers")),
    **dict.fromkeys("人 名 位".split(), PEOPLE),
    **dict.fromkeys("户 户次 家庭户".split(), ("households",)),
    **dict.fromkeys("份 张 册 本 单 份次".split(), ("materials",)),
    **dict.fromkeys("件 个 条 项 支 宗 处 件次 项次 例 岗位 套 批件".split(), ("items",)),
    "元": ("money",),
    **dict.fromkeys("小时 课时 学时".split(), ("hours",)),
    "%": ("rate", "ratio"),
    "家": ("times", "items", "households", "distinct"),
    "家次": ("times", "items", "households"),
    "毫升": ("items",),
}
THINGS = frozenset(
    "袋 幅 副 盒 箱 包 瓶 把 台 辆 块 枚 束 盆 棵 株 首 篇 只 桶 提 罐 件套 篇次 顶 床 双 对 套 根 串 条次".split()
)
"""What is given or made and counted by a word of its own."""
COUNTED_UNITS = frozenset("个 家 项 支".split())


@dataclass(frozen=True)
class Subject:
    """Something with names that entries can be of. `definition` is an indicator's; `task` a measure's own entries."""

    names: tuple[str, ...]
    definition: Definition | None = None
    kinds: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    task: UUID | None = None
    due: date | None = None
    promised: str = ""
    pinned: bool = False
    whose: int = 0
    period: Period | None = None
    """Of whom and of which days it is, where a person has said so of the words."""

    of_lines: dict[str, Definition] = field(default_factory=dict, compare=False)

    def lined(self, line: str) -> Definition:
        """What its indicator counts, of one line; made once."""
        assert self.definition is not None
        if line not in self.of_lines:
            self.of_lines[line] = replace(self.definition, slug="", line=line)
        return self.of_lines[line]

    @property
    def sort(self) -> str:
        if self.promised:
            return "task"
        return "indicator" if self.definition else "topic" if self.topics else "kind"


@dataclass(eq=False)
class Candidate:
    """A number of the book that a claim may tell, and how well the words fit. Never changed once it is handed out; not
    frozen, as a dozen are made for each claim."""

    definition: Definition
    score: float
    task: UUID | None = None
    due: date | None = None
    loose: bool = False
    """Whether it is a number that no name of the catalogue tells, reached through another's name."""
    entries: frozenset[UUID] = frozenset()
    """Just those entries, where an activity is named by its own title."""
    whose: int = 0
    period: Period | None = None
    inherited: bool = False
    """Whether it is taken over from what went before: 会议8场，征集建议70条."""
    _key: tuple[object, ...] = field(default=(), init=False)

    @property
    def key(self) -> tuple[object, ...]:
        """What it counts, whatever led to it; worked out once."""
        if not self._key:
            self._key = self._counted()
        return self._key

    def _counted(self) -> tuple[object, ...]:
        one = self.definition
        if one.adds in ("ratio", "distinct", "max"):
            return one.slug, self.task, self.due, self.whose, self.period
        said = self.task, self.due, self.entries, self.whose, self.period
        return one.kinds, one.topics, one.line, one.metric, one.adds, one.held, *said


class Fit(NamedTuple):
    """How well a subject's likest name fits: its score, what share of it was there, the name."""

    score: float
    share: float
    name: str


@lru_cache(maxsize=4096)
def pairs(text: str) -> tuple[str, ...]:
    """Neighbouring characters, each pair once, quotation marks and the like left out."""
    bare = bared(text)
    return tuple(dict.fromkeys(bare[at : at + 2] for at in range(len(bare) - 1)))


_NO_TITLE = re.compile("(?!)")


@dataclass
class Vocabulary:
    """All subjects, found by the pairs of characters in their names."""

    subjects: Sequence[Subject]
    line_words: Mapping[str, str] = field(default_factory=dict)
    own_lines: dict[str, str] = field(default_factory=dict)
    kind_names: dict[str, str] = field(default_factory=dict)
    plain_kinds: frozenset[str] = frozenset()
    owns: dict[tuple[object, ...], set[str]] = field(default_factory=dict)
    kinds_in: dict[str, frozenset[str]] = field(default_factory=dict)
    lines_in: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    index: dict[str, list[int]] = field(default_factory=dict)
    sizes: list[tuple[int, int]] = field(default_factory=list)
    sorts: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    tasks: list[tuple[str, Subject]] = field(default_factory=list)
    titles: re.Pattern[str] = _NO_TITLE
    marks: dict[str, list[tuple[int, str, bool]]] = field(default_factory=dict)
    """Pairs that only a topic's names have: the name, how many such it has, the topic, whether the pair opens it."""
    marked: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, subjects: Iterable[Subject], line_words: Mapping[str, str]) -> Vocabulary:
        made = cls(list(subjects), line_words)
        made.sorts = [subject.sort for subject in made.subjects]
        index: defaultdict[str, list[int]] = defaultdict(list)
        for number, subject in enumerate(made.subjects):
            if subject.promised:
                made.tasks.append((bared(subject.names[0]), subject))
                continue
            bare = {_unmeasured(name) for name in subject.names}
            for name in sorted(filter(None, bare)):
                made.names.append(name)
                found = pairs(name)
                for pair in found:
                    index[pair].append(len(made.sizes))
                made.sizes.append((len(found), number))
        made.index = dict(index)
        made.titles = re.compile("|".join(re.escape(title) for title, _subject in made.tasks) or "(?!)")
        kinds = {name for subject in made.subjects if subject.kinds for name in subject.names}
        made.kind_names = {
            name: kind
            for subject in made.subjects
            if not subject.definition
            for kind in subject.kinds
            for name in subject.names
            if len(name) >= 2
        }
        made.plain_kinds = frozenset(one.names[0] for one in made.subjects if one.kinds and not one.definition)
        made.own_lines = {word: slug for word, slug in line_words.items() if word not in kinds and word != "学习"}
        made._mark_topics()
        return made

    def _mark_topics(self) -> None:
        common = {
            pair
            for subject in self.subjects
            if not subject.topics and not subject.promised and not (subject.definition and subject.definition.topics)
            for name in subject.names
            for pair in pairs(_unmeasured(name))
        }
        for subject in self.subjects:
            for name in subject.names if subject.topics else ():
                own = [pair for pair in pairs(name) if pair not in common]
                for pair in own:
                    opens = pair == pairs(name)[0]
                    self.marks.setdefault(pair, []).append((len(self.marked), next(iter(subject.topics)), opens))
                self.marked.append(len(own))

    def own_pairs(self, one: Definition) -> set[str]:
        """The pairs of characters in the names of what a definition counts: its own, its kinds' and its topics'."""
        key = one.slug, one.kinds, one.topics, one.line
        if key not in self.owns:
            self.owns[key] = self._own_pairs(one)
        return self.owns[key]

    def _own_pairs(self, one: Definition) -> set[str]:
        own = {pair for word, line in self.line_words.items() if line == one.line for pair in pairs(word)}
        for subject in self.subjects:
            its_own = subject.definition and one.slug and subject.definition.slug == one.slug
            if its_own or subject.kinds & one.kinds or subject.topics & one.topics:
                own.update(pair for name in subject.names for pair in pairs(name))
        return own

    def without_lines(self, text: str) -> str:
        """A clause without the names of lines in it."""
        for word in self.own_lines:
            text = text.replace(word, "")
        return text

    def topics_in(self, weights: Mapping[str, float]) -> dict[str, float]:
        """The topics that a claim's sentence names by words that are theirs alone, and how strongly."""
        strength: defaultdict[tuple[int, str], float] = defaultdict(float)
        count: defaultdict[tuple[int, str], int] = defaultdict(int)
        opened: set[tuple[int, str]] = set()
        for pair, weight in weights.items():
            if weight < _TOPIC:
                continue
            for name, topic, opens in self.marks.get(pair, ()):
                strength[name, topic] += weight
                count[name, topic] += 1
                if opens and weight >= 1:
                    opened.add((name, topic))
        found: dict[str, float] = {}
        for key, amount in strength.items():
            if key in opened or count[key] * 2 > self.marked[key[0]]:
                found[key[1]] = max(found.get(key[1], 0.0), amount)
        return found

    def kinds_said(self, claim: Claim) -> frozenset[str]:
        """The kinds that the words right before or behind the number name in full."""
        text = bared(claim.clause) + bared(claim.behind)
        if text not in self.kinds_in:
            self.kinds_in[text] = frozenset(kind for name, kind in self.kind_names.items() if name in text)
        return self.kinds_in[text]

    def of_the_sort(self, claim: Claim) -> Claim:
        """乒乓球、象棋等比赛10场: what stands before 等 are examples, the kind behind it is what was counted."""
        before, found, sort = claim.clause.rpartition("等")
        if not found or len(before) < 2 or not any(name in bared(sort) for name in self.kind_names):
            return claim
        return replace(claim, lead=claim.lead + before, clause=sort)

    def scored(self, weights: Mapping[str, float]) -> dict[int, Fit]:
        """By subject: how much of the words its likest name explains, and what share of that name was there."""
        # Two sums in one number, as this is where a check spends its time: the weights, and each as no more than 1.
        matched: defaultdict[int, complex] = defaultdict(complex)
        for pair, weight in weights.items():
            if names := self.index.get(pair):
                both = complex(weight, min(1.0, weight))
                for name in names:
                    matched[name] += both
        best: dict[int, Fit] = {}
        top = 0.0
        for name, both in matched.items():
            size, number = self.sizes[name]
            amount, near_it = both.real, both.imag
            if near_it < 0.3 * size:
                continue
            score = amount - 0.6 * (size - near_it)
            if score < top - _FAR_BEHIND or (near_it < 0.85 * size and self.subjects[number].pinned):
                continue
            if score > top:
                top = score
            if number not in best or score > best[number][0]:
                best[number] = Fit(score, near_it / size, self.names[name])
        return {number: fit for number, fit in best.items() if fit.score >= top - _FAR_BEHIND}


_FAR_BEHIND = 5.0
"""What fits so much worse than the likest speaks for nothing."""


def _unmeasured(name: str) -> str:
    return _MEASURED.sub("", _QUOTE.sub("", name)) or name


@lru_cache(maxsize=4096)
def bared(text: str) -> str:
    """A text without quotation marks, points and spaces, to find a title in it however it is quoted."""
    return _BARE.sub("", text)


_NEAR, _LEAD, _TOPIC, _SPENT, _BEHIND, _HEAD = 1.5, 0.6, 0.5, 0.2, 0.9, 0.25
_CAPTION = 1.0


def _weights(claim: Claim) -> dict[str, float]:
    weights: dict[str, float] = {}
    parts = [
        (_NEAR, claim.clause),
        (_BEHIND, claim.behind),
        (_LEAD, claim.lead),
        (_TOPIC, claim.topic),
        (_SPENT, claim.spent),
        (_HEAD, claim.heads[-1] if claim.heads else ""),
    ]
    if claim.cell:
        parts.insert(1, (_CAPTION, claim.lead))
    for weight, text in parts:
        for pair in pairs(text[-80:] if weight is not _BEHIND else text):
            if pair not in weights:
                weights[pair] = weight
    return weights


def metrics_of(claim: Claim) -> tuple[str, ...]:
    """Which metrics its measure word can mean, the likest first."""
    metrics = METRICS.get(claim.mention.unit, ())
    if not metrics and claim.mention.unit in THINGS:
        metrics = ("items", "materials")
    if claim.mention.unit == "个" and (_HELD_THINGS.search(claim.clause) or _HELD_BEHIND.match(claim.behind)):
        metrics = ("times", *metrics)
    words = claim.clause + claim.behind
    if claim.mention.unit in COUNTED_UNITS and (_UNITS_END.search(claim.clause) or _UNITS.search(claim.behind[:6])):
        metrics = (*metrics, "distinct")
    if "志愿者" in words and "volunteers" in metrics:
        return ("volunteers", *(metric for metric in metrics if metric != "volunteers"))
    if claim.mention.unit == "家" and not re.search("走访|入企|上门", words + claim.lead):
        return tuple(metric for metric in metrics if metric != "times")
    return metrics


_UNITS = re.compile("单位|社区|企业|村")
_UNITS_END = re.compile("(?:单位|社区|企业|村)[）)”]?(?:总?数)?[共达到为有约]*$")
"""覆盖社区14个 are communities, 社区教学点14个 are none."""
_HELD_THINGS = re.compile("(?:班|培训|讲座|活动|比赛|赛事|沙龙)$")
"""职工技能班5个 are five that were held."""
_HELD_BEHIND = re.compile("(?:场次|班次|课次|期班|批次|轮次)")
STOCKS = "status"
DONE = frozenset(
    "meeting study training lecture themed volunteering contest visit screening consultation publicity donation relief"
    " benefit award other service milestone dues".split()
)
"""Every kind but the stocks, which never add up."""


@lru_cache(maxsize=4096)
def composed(metric: str, kinds: frozenset[str], topics: frozenset[str], line: str, unit: str) -> Definition:
    """A definition that no catalogue names: the entries of some kinds, topics and a line, by one metric."""
    if metric == "items" and not kinds:
        kinds = DONE
    return Definition(
        slug="",
        version=0,
        name="",
        unit=unit,
        metric=metric,
        adds="sum",
        words="",
        since=date(2000, 1, 1),
        places=2 if metric in ("money", "hours", "rate") else 0,
        kinds=kinds,
        topics=topics,
        line=line,
    )


@lru_cache(maxsize=512)
def anything(metric: str, unit: str) -> Definition:
    """The sum of a metric over all that there is, whatever its kind: for entries that are told by their titles."""
    return replace(composed(metric, frozenset(), frozenset(), "", unit), kinds=frozenset())


def unknown(claim: Claim, words: Vocabulary, besides: Collection[str] = ()) -> int:
    """How many characters right before the number no name of the catalogue has, nor a plain verb, nor these pairs."""
    text = bared(words.of_the_sort(claim).clause)[-14:]
    known = {at for found in _PLAIN.finditer(text) for at in range(*found.span())}
    for at in range(len(text) - 1):
        if text[at : at + 2] in words.index or text[at : at + 2] in besides:
            known |= {at, at + 1}
    return len(text) - len(known)


def foreign(claim: Claim, known: Collection[str]) -> int:
    """How many characters in a row, right before a number, are of something else than what bears the known pairs: of
    走访慰问高龄老人 four, where nobody old was visited. What is only one of several things told counts for none."""
    text = bared(claim.clause)[-14:]
    strange = [_foreign(part, known) for part in _JOINT_THINGS.split(text) if len(part) > 1]
    return sum(strange) if all(strange) else 0


def _foreign(text: str, known: Collection[str]) -> int:
    covered = {
        at for words in (_PLAIN, _GENERIC, _SAYS_NOTHING) for one in words.finditer(text) for at in range(*one.span())
    }
    covered |= {each for at in range(len(text) - 1) if text[at : at + 2] in known for each in (at, at + 1)}
    return max(
        (len(run) for run in "".join(" " if at in covered else "x" for at in range(len(text))).split()), default=0
    )


_PERSONS = re.compile("儿童|青少年|学生|老人|老年|妇女|职工|青年|军人|残疾|企业|商户|教师|孕妇|党员")
_MAY_BE = {"老人": "老年", "青少年": "儿童", "学生": "儿童"}
_CARED_FOR = re.compile("慰问|救助|帮扶|走访|看望|资助|关爱|探访")


def of_other_persons(claim: Claim, titles: Collection[str]) -> bool:
    """Whether those who were visited are none whom titles name, and titles name some: 儿童, where 患病妇女 were."""
    if not _CARED_FOR.search(claim.clause):
        return False
    said = {_MAY_BE.get(one, one) for one in _PERSONS.findall(claim.clause)}
    named = {_MAY_BE.get(pair, pair) for pair in titles if _PERSONS.fullmatch(pair)}
    return bool(said and named) and said.isdisjoint(named)


_JOINT_THINGS = re.compile("[、和与及]")
_SAYS_NOTHING = re.compile(
    "[一二三四五六]是|虽然?|只|仅|还|也|又|都|就|出动|评出|建成|较上|加起来|合起来|不少|下来|们|有|个|各|去年|上年|增至|增加|增长|花了|开了|开课|授课|总数|带头|率先|牵头|主动|定期|联合|共同|统一|活动|主题|项目|行动|工作|专题|知识|"
    "人气最旺|次之|最多|其次"
)
_PLAIN = re.compile(
    "开展|举办|组织|召开|发放|完成|收取|收缴|建立|成立|新增|共计|累计|总计|合计|全年|今年|其中|先后|分别|各类|各种|各项|相关|系列|已经|目前|参加|参与|受益|惠及|服务|覆盖|吸引|接受|提供|送去|送出|募集|募得|"
    "收到|达到|突破|超过|开设|开办|办理|办结|受理|集中|广泛|深入|积极|持续|扎实|街道|社区|辖区|居民|群众|职工|青年|妇女|儿童|人员|代表|困难|家庭|各界|共|约|近|为|达|已|了|的|等|由|和|与|及|、|[0-9]+|月份|上半年|下半年|季度|年|月|日|"
    "去了|来了|干了|[一二三四五六七八九十]+月|听众|学员|受众|观众|参会|参训|人次|人数|场次|次数|家次|户次|一|二|三|四"
)
_GENERIC = re.compile(
    "参加|参与|参赛|参训|参会|参演|听讲|听众|听课|受众|出席|到场|受益|惠及|受惠|受助|获助|服务|覆盖|吸引|发放|时长|志愿者|群众|居民|资料|小时|"
    "观众|人员|募集|筹集|投入|使用|征集|收集|梳理|收到|到会|与会|进场|入场|求职|招募|托管|支出|折合|价值|资金|采血|献血|"
    "家长|学生|学员|来企|来了|送去|送出|听|授课|入户|建议|意见|诉求|拿证|领证|领了证|取证|证书|持证|带走|干了|贡献|发(?:了|出|送|给|政策|资料|手册|传单)|"
    "^[^\u4e00-\u9fff]*(?:共|累计|共计)?(?:培训|轮训)了?(?:各类|各级|基层)?"
    "(?:职工|工会|干部|居民|骨干|学员|妇女|女性|青年|老年|老人|群众|社工|志愿者|人员|教师|家长|学生|会员|企业|从业|社区)"
)


def candidates(claim: Claim, words: Vocabulary, before: Sequence[Definition] = ()) -> list[Candidate]:
    """What the claim may tell, the likest first; `before` is what claims before it in the sentence
    told, the last first."""
    metrics = metrics_of(claim)
    if not metrics:
        return []
    here = words_lines(claim, words)
    claim = words.of_the_sort(claim)
    weights = _weights(claim)
    scored = words.scored(weights)
    found: list[Candidate] = []
    kinds = {n: s for n, s in scored.items() if words.sorts[n] == "kind" and s[1] >= 0.6}
    own = words.topics_in(weights)
    # 慰问妇女儿童 has most of 妇女儿童维权, and nothing that is its own.
    topics = {
        n: s
        for n, s in scored.items()
        if words.sorts[n] == "topic" and s[1] >= 0.6 and (s[1] >= 0.85 or words.subjects[n].topics & own.keys())
    }
    for number, (score, share, _name) in scored.items():
        if words.sorts[number] == "indicator":
            found += _of_indicator(words.subjects[number], claim, metrics, score, share, here)
    found += _narrowed(found, own, claim)
    found += _of_words(words, kinds, topics, claim, metrics, here)
    plain = [one.score for one in found if not (one.definition.kinds or one.definition.topics or one.definition.line)]
    for at, told in enumerate(_together(before)):
        found += _inherited(claim, metrics, told, max(plain, default=0.0), 0.1 * at)
    found += _of_line(claim, words, metrics, here, max((one.score for one in found), default=0.0))
    found += _of_tasks(words, claim, metrics, max((one.score for one in found), default=SCARCE))
    said = words.kinds_said(claim)
    best: dict[tuple[object, ...], Candidate] = {}
    for one in found:
        if said and one.definition.kinds and not one.definition.kinds & said and not one.task:
            one.score -= _ANOTHER_KIND
        best[one.key] = _better(best.get(one.key), one)
    return sorted(best.values(), key=lambda one: -one.score)[:12]


_ANOTHER_KIND = 1.5
"""How much less likely it is that 走访慰问妇女儿童7次 tells of what is no 慰问, however much of its name is there."""


def _better(kept: Candidate | None, one: Candidate) -> Candidate:
    """Of two ways to the same number the likelier, called by the catalogue's name where it has one."""
    if kept is None:
        return one
    first, second = (kept, one) if kept.score >= one.score else (one, kept)
    return first if first.definition.slug else replace(first, definition=second.definition)


def words_lines(claim: Claim, words: Vocabulary) -> tuple[str, ...]:
    """The lines it is of: named in its own clause, else by its heading."""
    opening = "" if claim.cell else claim.within.lstrip("　 ")[:_LONGEST_LINE]
    key = claim.clause[:12], opening
    if key not in words.lines_in:
        own = [slug for word, slug in words.own_lines.items() if word in key[0]]
        own = own or [slug for word, slug in words.own_lines.items() if opening.startswith(word)]
        words.lines_in[key] = tuple(dict.fromkeys(own))
    return words.lines_in[key] or claim.lines


_LONGEST_LINE = 16


def says_in_full(one: Definition, claim: Claim) -> bool:
    """Whether the words before the number are an indicator's own name."""
    return bool(one.name) and bared(_unmeasured(one.name)) in bared(claim.clause)


def _line_bonus(definition: Definition, here: Sequence[str]) -> float:
    if not here:
        return 0.0 if not definition.line else -0.1
    if definition.line in here:
        return 0.6
    return -0.1 if not definition.line else -1.2


def _held(one: Definition, held: str) -> Definition:
    return one if one.held == held else replace(one, held=held)


def _of_indicator(
    subject: Subject, claim: Claim, metrics: Sequence[str], score: float, share: float, here: Sequence[str]
) -> list[Candidate]:
    one = subject.definition
    assert one is not None
    bonus = _line_bonus(one, here) + (3.0 if subject.pinned else 0.0)
    made = []
    if _fits(one, claim, metrics):
        at = metrics.index(one.metric) if one.metric in metrics else 0
        made.append(Candidate(one, score + bonus - 0.3 * at + 0.3, whose=subject.whose, period=subject.period))
        if subject.whose or subject.period:
            return made
        if not one.line and one.adds == "sum":
            made += [Candidate(subject.lined(line), score + bonus + 0.35 - 0.3 * at) for line in here]
    elif one.adds == "sum" and (one.kinds or one.topics or one.line):
        for at, metric in enumerate(metrics):
            if metric in ("rate", "ratio", "distinct"):
                continue
            other = composed(metric, one.kinds, one.topics, one.line, claim.mention.unit)
            made.append(Candidate(_held(other, one.held), score + bonus - 0.4 - 0.2 * at, loose=True))
    return made


def _narrowed(found: Sequence[Candidate], topics: Mapping[str, float], claim: Claim) -> list[Candidate]:
    """“夏送清凉”慰问户外劳动者: what an indicator counts, of the topic that is named with it."""
    made = []
    for topic, strength in topics.items():
        for one in found:
            base = one.definition
            if base.adds == "sum" and not base.topics:
                own = composed(base.metric, base.kinds, frozenset({topic}), base.line, claim.mention.unit)
                made.append(Candidate(own, one.score + 0.15 + 0.3 * strength, loose=one.loose))
    return made


_PROMISED, SCARCE = 3.0, 2.0


def _of_tasks(words: Vocabulary, claim: Claim, metrics: Sequence[str], top: float) -> list[Candidate]:
    """What is told of a task that the sentence, or the row, names by its title."""
    said = bared(claim.within if claim.cell else claim.topic + claim.spent + claim.lead + claim.clause)
    made: list[Candidate] = []
    if not words.titles.search(said):
        return made
    for title, subject in words.tasks:
        at = said.rfind(title)
        if at < 0 or (claim.cell and all(title != bared(head) for head in claim.cell.row)):
            continue
        one = subject.definition
        assert one is not None
        score = top + 0.4 + len(title) * 0.01 + at * 0.02 + (_PROMISED if claim.cell else 0.0)
        if claim.cell or _fits(one, claim, metrics):
            made += [Candidate(one, score, subject.task), Candidate(one, score - 0.1, subject.task, subject.due)]
    return made


def _fits(one: Definition, claim: Claim, metrics: Sequence[str]) -> bool:
    if one.adds == "max" and not re.search("最|单场", claim.clause + claim.lead[-12:] + claim.behind):
        return False
    if one.adds == "ratio":
        return "ratio" in metrics if one.unit == "%" else one.metric in metrics
    if one.adds == "distinct":
        return "distinct" in metrics
    return one.metric in metrics


def _of_words(
    words: Vocabulary,
    kinds: Mapping[int, Fit],
    topics: Mapping[int, Fit],
    claim: Claim,
    metrics: Sequence[str],
    here: Sequence[str],
) -> list[Candidate]:
    made: list[Candidate] = []
    named = frozenset().union(*(words.subjects[n].kinds for n in kinds)) if kinds else frozenset()
    sorts: list[tuple[float, frozenset[str], frozenset[str]]] = []
    for number, (score, _share, _name) in kinds.items():
        sorts.append((score - 0.1, words.subjects[number].kinds, frozenset()))
    if 2 <= len(named) <= 3:
        sorts.append((max(fit.score for fit in kinds.values()) + 0.2, named, frozenset()))
    for number, (score, _share, name) in topics.items():
        topic = words.subjects[number].topics
        sorts.append((score - 0.2, frozenset(), topic))
        apart = [n for n in kinds if kinds[n].name not in name]
        sorts += [(score + kinds[n].score * 0.6, words.subjects[n].kinds, topic) for n in apart]
    for score, of_kinds, of_topics in sorts:
        for at, metric in enumerate(metrics):
            if metric in ("rate", "ratio", "distinct"):
                continue
            for line in ("", *here):
                lined = 0.25 if line else (-0.1 if here else 0.0)
                one = composed(metric, of_kinds, of_topics, line, claim.mention.unit)
                # 意见建议50条: the things of a topic are noted of whatever kind, or of none.
                made.append(Candidate(one, score + lined - 0.25 * at, loose=metric == "items" and not of_kinds))
    return made


def _sort(one: Definition) -> tuple[object, ...]:
    return one.kinds, one.topics, one.line


def _together(before: Sequence[Definition]) -> list[Definition]:
    """What went before, the last first; and a line's kinds that were told one by one: 培训26场，讲座5场，共900人次."""
    made = list(before[:1])
    made += [one for one in (*before[1:4], *before[4:][-1:]) if _sort(one) != _sort(made[0])]
    same = [one for one in before if one.kinds and not one.topics and one.line == before[0].line and one.adds == "sum"]
    kinds = frozenset().union(*(one.kinds for one in same))
    if len(same) > 1 and kinds != before[0].kinds:
        made.append(replace(before[0], kinds=kinds, topics=frozenset()))
    return made


def _inherited(claim: Claim, metrics: Sequence[str], before: Definition, plain: float, less: float) -> list[Candidate]:
    """开展团课20场，参加600人次: the second number is of what the first one told."""
    bare = is_bare(claim)
    if before.adds == "ratio" or not (bare or before.kinds or before.topics or before.line or goes_with(claim)):
        return []
    clause = claim.clause + claim.behind
    score = 6.0 if bare else max(3.6, plain + 0.2) if _GENERIC.search(clause) else 0.6
    score += less if re.search("共|累计|合计", claim.clause) else -less
    made = []
    for at, metric in enumerate(metrics):
        if metric in ("rate", "ratio", "distinct"):
            continue
        one = composed(metric, before.kinds, before.topics, before.line, claim.mention.unit)
        made.append(Candidate(_held(one, before.held), score - 0.25 * at, inherited=True))
    return made


def goes_with(claim: Claim) -> bool:
    """Whether its words tell who came, or what was given: they go with an activity told before, and say no other."""
    return _goes_with(claim.clause, claim.behind)


def compared_label(claim: Claim) -> str:
    """Of 培训期数比上年的 what stands behind the label, which repeats what was counted; empty where none stands."""
    found = _LABEL_COMPARED.fullmatch(claim.clause.strip())
    return found["than"] if found else ""


_LABEL_COMPARED = re.compile(
    "[\u4e00-\u9fff]{0,6}?(?:场次|人次|人数|次数|期数|户数|份数|件数|条数|课次|班次|家次|金额|时长|数量|[款额数量])"
    "(?:与|同)?(?P<than>(?:[比较由]|相比)[^，。；]{2,10})"
)


def opens_anew(claim: Claim) -> bool:
    """Whether its sentence opens with what it is about: 在防范电信诈骗方面，出动志愿者300余人次."""
    return bool(subject_of(claim))


def subject_of(claim: Claim) -> str:
    """What a sentence says that it is about, before its first number."""
    found = _ABOUT.search(claim.lead)
    return found["subject"] if found else ""


_ABOUT = re.compile(
    "(?:在|就|围绕|针对|关于|^)(?P<subject>[^，。；：在就]{2,16}?)(?:等?(?:方面|领域|工作中|活动中|行动中))，$"
)


def theme_of(claim: Claim) -> str:
    """The one theme that the clause before a number's says that it was done for, where it is no day and no slogan."""
    found = _THEME.search(claim.lead)
    return "" if found is None or _NO_THEME.search(found["theme"]) else found["theme"]


_THEME = re.compile(
    "(?:围绕|聚焦|针对|紧扣|关注)(?P<theme>[^，。；：、和与及0-9]{2,14}?)(?:等?(?:主题|内容|问题|重点|需求|群体|人群))?，$"
)
_NO_THEME = re.compile(
    "节|日|纪念|期间|主线|目标|理念|思想|精神|中心|大局|部署|要求|任务|品牌|职能|主业|主责|工作|队伍|年度|全年|群众|居民|实际"
)


def only_goes_with(words: str) -> bool:
    """Whether words tell who came or what was given, and nothing else: 服务, 参训."""
    return len(_GENERIC.sub("", words)) <= 1


@lru_cache(maxsize=4096)
def _goes_with(clause: str, behind: str) -> bool:
    return bool(_GENERIC.search(clause + behind)) or not _JOINT.sub("", bared(clause))


def is_bare(claim: Claim) -> bool:
    """Whether nothing before the number says what it is: 其中河畔社区｜58场, 增加到｜61场."""
    behind = _MORE.sub("", bared(claim.behind))
    clause = _JOINT.sub("", bared(claim.clause))
    if claim.compared and not clause and _THAN.match(claim.clause):
        behind = ""
    if claim.period_said or claim.unit_said or claim.apart:
        clause = _VERBS.sub("", clause)
    if claim.unit_said and _FOREMOST.fullmatch(bared(claim.clause)):
        clause = ""
    return claim.cell is None and len(clause) <= 1 and len(behind) <= 1


_THAN = re.compile("[比较]")
"""比去年的｜138户｜有明显增加: of what was told before, whatever is said behind it."""
_MORE = re.compile("增长|上升|提高|提升|增加|下降|减少|降低|多|少|了")
_JOINT = re.compile(
    "其中|分别|共计|累计|总计|合计|全年|同期|去年|今年|上年|上半年|下半年|同比|环比|场次|人次|时长|次数|人数|户数|较多|最多|较少|增加到|上升到|增至|达到|月份|年初|季度|"
    "以来|其余|本级|从|看|增至|升至|降至|"
    "[0-9一二三四共为达有由约的是和与及月年至较比第底前]"
)
_FOREMOST = re.compile(
    "[\u4e00-\u9fff]{0,4}(?:人数|人气|场次|规模|热度|面)?(?:最(?:多|旺|高|大|广|热闹|火|足)|次之|其次|紧随其后|紧跟其后)[的是为有达分别]*"
)
"""赶集人数最多的是、其次是: which place it was, and nothing of what."""
_VERBS = re.compile("[寒暑][期假]|期间|前后|开班|开课|开展|举办|组织|召开|实施|推出|一个|了|就|办|搞|又|还")
"""What is done goes unsaid where the sentence before has told it: 第一季度开展10场."""
_LIKELIER = 0.05
_WHOM = (
    "妇女儿童|妇女|妇儿|儿童|青少年|青年|少年|职工|会员|企业|居民|群众|代表|选民|老年人|党员|家庭|"
    "学习|教育|服务|助企|惠企|人道|公益|群团|民生"
)
_ALL_DONE = re.compile(
    "(?:全年|今年|本年|年内|[上下]半年|[一二三四]季度|前三季度|1[至—-]\\d+月|共|累计|先后|总计|各类?|各种|各项|系列|全街道|街道|辖区|"
    f"开展|组织|举办|举行|了|面向|针对|{_WHOM})*(?:工作|类)?活动(?:共|达|为|有|场次|总场次)*"
)
_LINE_OF_ROW = re.compile(f"(?:{_WHOM}|工作|条线|活动|场次|次数|类)*")
_DAYS_OF_COLUMN = re.compile(
    "(?:20\\d\\d年|全年|今年|去年|上年|同期|[上下]半年|第?[一二三四]季度|\\d{1,2}[-—至]?\\d{0,2}月份?|合计|总计|活动|开展|场次|次数|总数|场|次)*"
)


def _tells_all_of_line(claim: Claim, words: Vocabulary) -> bool:
    """共开展各类妇女儿童活动146场次, and 工会 in a row of a table of 场次: all that the line did."""
    if claim.cell is None:
        if "活动" not in claim.clause or words.kinds_said(claim):
            return False
        return bool(_ALL_DONE.fullmatch(words.without_lines(bared(claim.clause))))
    row, column = (bared("".join(heads)) for heads in (claim.cell.row, claim.cell.column))
    if not _DAYS_OF_COLUMN.fullmatch(column):
        return False
    rest = words.without_lines(row)
    of_row = (rest != row and bool(_LINE_OF_ROW.fullmatch(rest))) or row in _LINES_ALONE
    return bool(row) and of_row


_LINES_ALONE = frozenset("服务企业 助企惠企 妇女儿童 青年 青少年 职工".split())
_OF_ALL = re.compile("(?:各类|各种|各项|群众性|系列|相关|文体)?活动|参与|参加|受益|惠及|服务")


def _of_line(
    claim: Claim, words: Vocabulary, metrics: Sequence[str], here: Sequence[str], top: float
) -> list[Candidate]:
    """工会工作：开展各类活动120场: all that bears the line."""
    if claim.mention.unit in TIMES and len(here) == 1 and _tells_all_of_line(claim, words):
        return [
            Candidate(
                composed("times", frozenset(), frozenset(), here[0], claim.mention.unit), max(top, SCARCE) + _LIKELIER
            )
        ]
    if not _OF_ALL.search(claim.clause):
        return []
    score = 1.6 if re.search("(?:各类|各种|各项)", claim.clause) else 0.9
    return [
        Candidate(composed(metric, frozenset(), frozenset(), line, claim.mention.unit), score - 0.2 * at)
        for line in here
        for at, metric in enumerate(metrics)
        if metric not in ("rate", "ratio", "distinct")
    ]
