"""What a document claims: each quantity with the words around it, of whom, when, and whether it tells of work. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise, zip_longest
from typing import NamedTuple, TypeVar, cast

from yiben.gongwen import Mention, Place, quantities
from yiben.ledger.briefing.drafts import Span
from yiben.ledger.briefing.topics import lines_of
from yiben.lib.periods import Period
from yiben.reports.checking.passages import Cell, Passage, is_amount
from yiben.reports.checking.unmeasured import (
    IMPLIED,
    UNREAD,
    Captioned,
    captioned,
    unreadable,
    with_measures,
    with_unread,
)
from yiben.reports.checking.when import Said, closed, periods_said
from yiben.reports.checking.who import Names

NO_QUANTITY = frozenset({"date", "frequency", "ordinal", "docnum", "enumerator", "term"})
_SENTENCE = re.compile(r"[。！？\n]|；")
_MARK = re.compile(r"(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十][，、])")
_CLAUSE = re.compile("[，,：:。；！？】\n]|(?<=[^）])（|）")
_BREAK = re.compile("[，,：:。；！？、（）\n0-9]")
_RUN_IN = re.compile(
    r"(?:^|[。；！？\n]|\s)[—\-·•【\[\u2460-\u2473\u25a0-\u25ff\u2600-\u27bf]*(?:[（(]?[一二三四五六七八九十0-9]{0,3}[）)、.．]?)?\s*([^，。；：:\n]{2,16})(?:[：:。]|(?<=方面)，)"
)

_ASIDE = re.compile("（[^（）0-9]*）(?=[^，。；：、]{0,2}$)")
"""Whom it was for, between the noun and its number: 慰问困难家庭（职工、妇女儿童）160户."""
_MARKED = re.compile(r"^\s*[\u2460-\u2473\u25a0-\u25ff\u2600-\u27bf—·•]+")
_GIVES, _SAYS = re.compile("(?:给|为|向|对|组织)了?$"), 3
"""给53人次的户外工人送清凉: what was done stands behind the number."""
_ITEM = re.compile(r"[。；！？\s]*(?:[（(][一二三四五六七八九十0-9]+[）)]|[一二三四五六七八九十]{1,3}、|[0-9]+[、.．])")
_IN_BRACKETS = re.compile("（[^（）]*）")
_WHOLLY_ASIDE = re.compile("（[^（）]*）$")
_HAS_DIGIT = re.compile("[0-9]")
_ABOUT = re.compile("(?:^|[。；，])是?(?:关于|讲)([^，。；：0-9]{2,10})(?:的|方面的?)[。：，]")
"""第三组数字，是关于妇女儿童的。"""
_BRACKETED = re.compile("【([^】\n]{2,12})】")


@dataclass(eq=False)
class Claim:
    """One quantity: its place, its mention, and the words that tell what it counts. Never changed once it is read, and
    not frozen, for there are many.

    `clause` stands right before it, `lead` between the last claim and that clause, `topic` opens the sentence before
    its first claim, `spent` goes with earlier claims, `behind` follows it. `outside` says why it is no
    claim about work done.
    """

    place: Place
    start: int
    mention: Mention
    clause: str
    lead: str = ""
    topic: str = ""
    spent: str = ""
    behind: str = ""
    heads: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    unit: int = 0
    unit_said: bool = False
    period: Period | None = None
    period_said: bool = False
    compared: bool = False
    outside: str = ""
    sentence: int = 0
    within: str = ""
    aside: tuple[int, int] | None = None
    """The brackets in which it stands."""
    cell: Cell | None = None
    some_days: bool = False
    """Whether it is of several days or months that stand in a row, and of nothing between them."""
    after: int | None = None
    """Where the number stands that it says the growth of: 同比分别增长5%和3% are of the two before."""
    apart: bool = False
    """Whether it stands in a row of numbers, each of another unit or of other days."""
    own_level: bool = False
    """Whether it is a row of the street among rows of its communities: what the street itself held, or all."""

    @property
    def text(self) -> str:
        return self.mention.text

    @property
    def exact(self) -> Decimal | None:
        """Its number, where it is one."""
        return self.mention.low if self.mention.low == self.mention.high else None


@dataclass(frozen=True)
class Setting:
    """What a document is read in: the unit and period it is about, what units and lines are called."""

    unit: int
    period: Period
    names: Names
    lines: Mapping[str, str]
    """The slug of each line by a word that names it."""
    _heads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _named: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def line_of_head(self, text: str) -> tuple[str, ...]:
        """The line that a heading or a row stands for, also by a name of the street's own: 助企服务 for 助企惠企. Found
        once, as a table's heads stand above many numbers."""
        if text not in self._heads:
            self._heads[text] = self._line_of_head(text)
        return self._heads[text]

    def _line_of_head(self, text: str) -> tuple[str, ...]:
        bare = _NUMBERED.sub("", text.strip()).rstrip("。：:")
        if found := self.lines_in(bare):
            return found
        if not 3 <= len(bare) <= 8 or bare[:2] in _ANYBODYS:
            return self.line_spoken_of(bare) if len(bare) <= _HEADING else ()
        begins = {slug for word, slug in self.lines.items() if word[:2] == bare[:2]}
        return tuple(begins) if len(begins) == 1 else self.line_spoken_of(bare)

    def line_of_title(self, text: str) -> tuple[str, ...]:
        """The line of a document whose title names it; several are no help: 社区教育和助企服务工作小结."""
        named = self.lines_in(text)
        spoken = set(lines_of(text, Span(0, len(text)))) & set(self.lines.values())
        return named if len(named) == 1 and (not _AND.search(text) or spoken <= set(named)) else ()

    def line_over(self, text: str) -> tuple[str, ...]:
        """The lines that a caption or a title over a table names. Of 青年志愿服务及主题活动情况 the first is what was
        held, beside another, and no line of work."""
        named = self.lines_in(text)
        return self.line_of_title(text) if len(named) == 1 else named

    def line_spoken_of(self, text: str) -> tuple[str, ...]:
        """The one line whose words stand in a heading: 聚焦巾帼建功 is women's."""
        own = set(self.lines.values())
        spoken = tuple(line for line in lines_of(text, Span(0, len(text))) if line in own)
        return spoken if len(spoken) == 1 else ()

    def lines_in(self, text: str) -> tuple[str, ...]:
        """The lines that a text names, found once."""
        if text not in self._named:
            self._named[text] = self._lines_in(text)
        return self._named[text]

    def _lines_in(self, text: str) -> tuple[str, ...]:
        found = [slug for word, slug in self.lines.items() if word in text]
        found = found or [
            slug for word, slug in self.lines.items() if len(word) == _OF_TWO_WORDS and _turned(word) in text
        ]
        return tuple(dict.fromkeys(found))

    def opens_with_line(self, text: str) -> bool:
        """Whether a run-in heading begins with the name of a line: 妇联工作, not 强化志愿服务."""
        return text.startswith(tuple(self.lines)) or (text.endswith("工作") and bool(self.line_of_head(text)))


def _turned(word: str) -> str:
    """企业服务 is 服务企业, too."""
    return word[2:] + word[:2]


_OF_TWO_WORDS = 4
_HEADING = 24
_AND = re.compile("[和与及、暨]")
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]\s*|^[一二三四五六七八九十]是")
_ANYBODYS = frozenset("社区 街道 民生 居民 群众 服务 学习 基层 党建 主要 工作".split())
"""What begins the names of many things, not just of a line."""
_OUTSIDE_HEADS = re.compile("剧透|预告|下一步|下步|打算|明年|来年|工作计划|工作安排|工作思路|努力方向|下年度")
_BOTH_HEADS = re.compile("总结|小结|回顾|述职|汇报|报告|情况")
"""2025年工作总结及2026年工作计划: what is to come has a heading of its own inside."""
_GOAL = re.compile(
    "目标|要求|任务数|计划(?!生育)|拟|预计|力争|争取|将(?!军)|打算|确保|应(?:当)?(?:不少|达)|需(?:要)?(?:不少|达)|不少于|不低于|至少|不得|明年|来年|下一?年|下一步|下半年将|预算|原计划"
)
A_QUARTER = 85
"""What is told of a month ends with its sentence; 上半年 holds on for the sentences that follow."""
_GOAL_NEAR = 14
_HALF = 200
"""A document of no more days than these calls its own by their name: 一季度, 上半年."""
_ABOUT_PLACE = re.compile(
    "辖区(?:总)?(?:面积|人口)|辖区(?:内)?(?:共|现|总)*有|(?:社区|街道)(?:共|现)*有(?:居民|人口|小区|住户|楼|各级|基层|企业|商户|网格)|常住|户籍|总人口|总面积|占地|建筑面积|下辖|现辖|管辖|辖(?=[0-9]|有)|在职(?:在编)?(?:人员|职工)|工作人员|网格(?!志愿)|居民小区|楼栋|党支部|党员(?:人数|总数)|编制|班子|"
    "注册|服务半径|距离|热线|电话|年龄|周岁|身高|平均年龄|补贴标准|每人每|标准为|单价|人均(?:可支配|纯?收入|住房|GDP|面积|寿命)"
)
_TO_COME = re.compile("(?:正在|已在|仍在)筹备|筹备(?:之)?中|敬请期待|即将(?:举办|举行|开展|开班|开讲|启动)")
"""8场体验课正在筹备."""
_DONE_ASIDE = re.compile("[，、](?:实际|已)?(?:完成|达到|达成)[^，。、]{0,6}$")
"""（计划20场，完成18场）."""
_TASK = re.compile("(?:以上)?的?(?:年度|全年|既定|目标)*(?:任务|目标|计划)(?!完成)")
"""走访企业120家次的任务已全面完成."""
_ALTOGETHER = re.compile("合计|共计|总计|相加|共")
_STREET = re.compile("街道(?=今年|去年|上?半?年|全年|共|的|开展|举办|[一二三四]季度|多|少|增|同期)")
_WIDER = re.compile("[全我](?:区|市|省|县|国)(?![域街]|[^，。；、0-9]{1,8}[日周月节](?![0-9]))|全系统")
_ANOTHER = re.compile("(?:^|[^\\u4e00-\\u9fff]|[的与和较比])[^\\W\\d_全各本我该年月季度来共]{2,3}$")
"""Whose numbers the book can't know: 邻近的柳河街道, 全区."""
_OF_PLACES = frozenset("人 户 名 口 平方公里".split())
_PLACE_ALONE = re.compile("(?:我|本|全|整个)?(?:辖区|社区|街道|村)(?:内|现|有|共|总共|约)*")
"""社区3127户: how large it is."""
_STAFF = re.compile("主席|主任|书记|委员|执委|专干|社工|编制|副职|干部(?!培训|业务)|负责人|讲师团|专职|兼职")
_BUDGET = re.compile(
    "(?<!慰问)(?<!救助)(?<!帮扶)(?<!关爱)(?<!救济)(?<!补助)经费(?!收)|列支|投资|概算|拨款|拨付|税收|产值|营业|补贴|工资|预算|造价|合同|挽回|损失|贷款|授信"
)
_FUND = re.compile("的?[\u4e00-\u9fff]{0,6}(?:专项|工作|活动|运转)经费(?!慰问)")
"""23万元群团专项经费."""
_OUTSIDE_UNITS = frozenset({"岁", "公里", "米", "平方米", "平方公里", "亩", "度", "吨", "公斤", "层", "栋", "楼", "号"})


def claims(found: Sequence[Passage], tables: Sequence[Cell], setting: Setting) -> list[Claim]:
    """Every quantity of the document, in its order: those of the text, then those of the tables."""
    made: list[Claim] = []
    # A pasted paragraph has no title.
    title = found[0].text if found and "。" not in found[0].text else ""
    whole = _title_period(title, setting)
    if whole == setting.period:
        whole = _opening_period(found[1:3], setting)
    heads: dict[tuple[str, ...], Heads] = {}
    signed = _signed(found[-_LAST:], setting)
    turned: set[tuple[str, ...]] = set()
    joined, was_caption = cast(Captioned | None, None), False
    for number, (passage, below) in enumerate(zip_longest(found, found[1:])):
        if passage.above not in heads:
            heads[passage.above] = Heads.of(passage.above, setting, whole, signed)
        free = not passage.card and (number < 2 or was_caption or _says_much(found[number - 1].text))
        ahead = captioned(passage.text, below.text, stands_free=free) if below and not joined else None
        if not ahead:
            read = replace(passage, text=joined.text) if joined else passage
            reading = _Reading(read, number, setting, heads[passage.above])
            reading.turns = 0 if passage.above in turned else reading.turns
            own = reading.claims()
            turned |= {passage.above} if reading.ahead and reading.turns < len(reading.text) else set()
            made += _apart_again(own, joined, found[number - 1], passage) if joined else own
        joined, was_caption = ahead, joined is not None
    in_tables = [claim for cell in tables if (claim := _of_cell(cell, setting, whole))]
    return [*made, *_with_own_level(_without_strangers(in_tables, setting), setting.names.whole)]


_LAST, _SIGNATURE = 3, 20
_SIGNS = re.compile("[\u4e00-\u9fff]*(?:会|委|联|室|办|站|中心|学校|队|所|部)")


def _signed(ending: Sequence[Passage], setting: Setting) -> tuple[str, ...]:
    """The line of who signs at the end: 汇泽街道总工会财务室."""
    short = (one.text.strip() for one in reversed(ending) if len(one.text.strip()) <= _SIGNATURE)
    signs = (setting.lines_in(text) for text in short if _SIGNS.fullmatch(text))
    return next((lines for lines in signs if len(lines) == 1), ())


def _says_much(text: str) -> bool:
    """Whether a line is no caption of the number below it."""
    return bool(_HAS_DIGIT.search(text)) or text.rstrip().endswith(("。", "；", "！", "："))


def _apart_again(own: Sequence[Claim], joined: Captioned, above: Passage, below: Passage) -> Iterator[Claim]:
    """The claims of a number's line and of the line below it, which were read as one, each in its own place."""
    for one in own:
        if one.start == joined.at:
            mention = one.mention._replace(text=joined.number)
            yield replace(one, place=above.place, start=joined.start, mention=mention)
        else:
            yield replace(one, start=one.start - len(joined.text) + len(below.text))


def _without_strangers(in_tables: Sequence[Claim], setting: Setting) -> list[Claim]:
    """Marks the numbers of whom the book doesn't know, in the rows or columns of a table whose others are its units."""
    named: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for one in in_tables:
        for side, heads in enumerate((one.cell.row, one.cell.column) if one.cell and one.unit_said else ()):
            assert one.cell
            if any(setting.names.of_cell(head) is not None for head in heads):
                named[one.cell.table, side].add(one.unit)
    sides = {key for key, units in named.items() if len(units) > 1}
    return [replace(one, outside="others") if _is_strangers(one, sides, setting) else one for one in in_tables]


def _is_strangers(one: Claim, sides: Collection[tuple[int, int]], setting: Setting) -> bool:
    if one.cell is None or one.unit_said or one.outside:
        return False
    heads = [
        head
        for side, heads in enumerate((one.cell.row, one.cell.column[-1:]))
        if (one.cell.table, side) in sides
        for head in heads
    ]
    return any(map(_A_NAME.fullmatch, heads)) and not any(
        _OF_THE_WHOLE.search(_bare_head(head)) or periods_said(head, setting.period) for head in heads
    )


_A_NAME = re.compile("[^\\d，。；：]{2,16}")
_OF_THE_WHOLE = re.compile("合计|总|计$|全|街道$|本级|机关$")


def _with_own_level(in_tables: Sequence[Claim], whole: int) -> list[Claim]:
    """Marks the street's own row where a table has rows of its communities, too."""
    units = {(one.cell.table, one.unit) for one in in_tables if one.cell and one.unit_said}
    others = {table for table, unit in units if unit != whole}
    return [
        replace(one, own_level=True)
        if one.cell and one.unit_said and one.unit == whole and one.cell.table in others
        else one
        for one in in_tables
    ]


def _is_date(heads: str, said: Said) -> bool:
    """Whether it is only when the document was written: （供参阅，2025年12月）."""
    return (
        said.period.days <= _A_MONTH
        and heads[said.end : said.end + 1] in ("", "）", ")", "　", "日")
        and bool(
            re.search(r"(?:^|[（(，,\s　])20\d\d年$", heads[max(0, said.start - 6) : said.start])
            or re.match(r"20\d\d年", heads[said.start : said.end])
        )
    )


_A_MONTH = 31


def _title_period(title: str, setting: Setting) -> Period:
    said = [one for one in periods_said(title, setting.period) if not _is_date(title, one)]
    return said[-1].period if said and said[-1].period in setting.period else setting.period


def _opening_period(opening: Sequence[Passage], setting: Setting) -> Period:
    """截至9月底，各项工作进展如下：the days that an opening sets for all that follows."""
    for passage in opening:
        if re.search("截至|截止", passage.text[:60]) or passage.text.rstrip().endswith("："):
            said = [one for one in periods_said(passage.text[:60], setting.period) if not one.year_only]
            if said and said[0].period in setting.period and said[0].period.days > 25:
                return said[0].period
    return setting.period


_AND_OTHERS = re.compile("[和及与、]+(?:各|全体|其他|有关|相关)")
"""综合文化站和各社区举办讲座5场: of all, not of the one that is named."""
_RISEN_TO = re.compile("(?:增加|增长|上升|提高|提升|下降|减少|降低|发展)(?:到|至|为)|增至|升至|降至|减至")


_GROWTHS = re.compile("(?:分别|各)(?:增长|上升|提高|提升|增加|下降|减少|降低)了?$")
_APART = re.compile("分别|依次|各(?=为|有|开[展办设]|举办|组织|办|[0-9])")
_JOINED = re.compile("[、和与及]{1,2}")
_JOINT = re.compile("、|以及|和|与|及")
_ORDER = "一二三四"
_HALVES = re.compile("上、?下半年")
_FOUR_QUARTERS = re.compile("四个季度(?=分别|依次|各)|(?:各|分)季度(?=分别|依次)")
_QUARTERS = re.compile("(?P<first>[一二三])(?:季度)?[至到—-]{1,2}(?P<last>[二三四])季度")
_MONTHS = re.compile(r"(?<!\d)\d{1,2}月?(?:[、和]\d{1,2}月?)*[、和]\d{1,2}月(?:份)?")
Named = TypeVar("Named")
_DAYS_ALONE = 6
"""Brackets no longer than these hold days and nothing else."""
_VERB = 6
"""So many characters may stand between the last name of a list and its numbers where nothing says 分别."""


def _string(text: str, items: Sequence[tuple[int, int, Named]]) -> list[tuple[int, int, Named]]:
    """The last of some names that stand together: 甲、乙和丙社区."""
    string = list(items[-1:])
    for one in reversed(items[:-1]):
        if not _BETWEEN.fullmatch(text[one[1] : string[0][0]]):
            break
        string.insert(0, one)
    return string


_BETWEEN = re.compile("(?:社区|份)?(?:[、，和与及]{1,2})?")


def _others(text: str, names: Names) -> list[int]:
    """Where a text has named another street, or the whole district."""
    streets = [
        found.end()
        for found in _STREET.finditer(text)
        if _ANOTHER.search(text[max(0, found.start() - 4) : found.start()])
        and not any(text.endswith(name, 0, found.end()) for name in names.full)
    ]
    return sorted([*streets, *(found.end() for found in _WIDER.finditer(text))])


_ASCII = re.compile(
    r"(?<=[\u4e00-\u9fff])[/／](?=\d)|[;?!()]|(?<!\d),|,(?!\d)|(?<!\d):|:(?!\d)|(?<=[\u4e00-\u9fff])\.(?=\s|$|[\u4e00-\u9fff])"
)
_CHINESE = dict(zip(";?!(),:./／", "；？！（），：。、、", strict=True))


def _in_chinese(text: str) -> str:
    """The text with the points that Chinese has, each in its place: 办了9期,培训321人次;"""
    return _ASCII.sub(lambda found: _CHINESE[found[0]], text)


class Heads(NamedTuple):
    """What the headings above a paragraph say: the title's line, the nearest line, the days, the unit."""

    title_lines: tuple[str, ...]
    lines: tuple[str, ...]
    period: Period
    unit: int
    whole: Period
    after: bool = False
    """Whether it is told in the year after: 去年 are the days that it is about."""

    @classmethod
    def of(cls, above: Sequence[str], setting: Setting, period: Period, signed: tuple[str, ...] = ()) -> Heads:
        """Read once for all paragraphs below the same headings."""
        title = setting.line_of_title(above[0]) if above else ()
        named = (setting.line_of_head(head) for head in reversed(above) if not _WHOLLY_ASIDE.match(head))
        whole = "　".join(above)
        years = set(_YEARS.findall(above[0])) if above else set()
        after = str(setting.period.end.year) not in years
        told = [one for one in periods_said(whole, period) if not (after and _BEFORE.match(whole, one.start))]
        said = [one for one in told if not _is_date(whole, one) and one.period.start <= setting.period.end]
        units = setting.names.among("　".join(above[1:])) if len(above) > 1 else []
        return cls(
            title,
            title or next(filter(None, named), signed),
            said[-1].period if said else period,
            units[-1].unit if units else setting.unit,
            period,
            str(setting.period.end.year + 1) in years and after,
        )


_YEARS = re.compile("(20[0-9]{2})年")
_BEFORE = re.compile("(?:去年|上年|上一年)度?(?!同期)")
_OPENS_SENTENCE = re.compile("(?:^|[。；！？\n])\\s*$")


_PERSONS = re.compile("人(?![大员民才群社行力工格防物均])|娃|孩子|小朋友|学生|乡亲|老人|后生|姑娘|小伙")


def _of_people(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """30个人, 78个娃 are people, not things."""
    return [one._replace(unit="人") if one.unit == "个" and _PERSONS.match(text, one.end) else one for one in mentions]


_SHORT_OF = re.compile("问题|不足|短板|差距|困难|薄弱|体会|反思")
"""存在问题和下步打算: what is lacking comes first, and what will be done about it behind it."""
_TURNS = re.compile(
    "明年|来年|下一年|下[一]?步|今后|接下来|下阶段|下半年|下一?季度|将(?!军)|拟|计划(?!生育)|打算|力争|争取|要(?=加强|继续|进一步)"
)


def _tells_what_will_be(head: str) -> bool:
    return bool(_OUTSIDE_HEADS.search(head)) and not _BOTH_HEADS.search(head)


class _Reading:
    """One paragraph while its quantities are read, sentence by sentence."""

    def __init__(self, passage: Passage, number: int, setting: Setting, heads: Heads) -> None:
        self.passage, self.number, self.setting = passage, number, setting
        self.text = _in_chinese(passage.text)
        self.title_lines, self.head_lines, self.period, self.unit, whole, after = heads
        opening = _RUN_IN.match(self.text)
        heads_here = (*passage.above, opening[1] if opening and _ITEM.match(opening[0]) else "")
        self.item = opening[1] if opening and _ITEM.match(opening[0]) and opening[0][-1] == "。" else ""
        self.ahead = any(map(_tells_what_will_be, heads_here))
        self.turns = self._turning(heads_here) if self.ahead else 0
        self.mentions = with_unread(self.text, _of_people(self.text, with_measures(self.text, quantities(self.text))))
        self.units = setting.names.among(self.text)
        self.said = [
            replace(one, period=setting.period, compared=False) if after and self._opens(one) else one
            for one in periods_said(self.text, whole, self.period)
        ]
        self.others = _others(self.text, setting.names)
        self.run_ins = [
            (found.start(1), lines)
            for found in _RUN_IN.finditer(self.text)
            if len(found[1]) <= 14
            and not _HAS_DIGIT.search(found[1])
            and (lines := setting.line_of_head(found[1]))
            and (setting.opens_with_line(found[1]) or not found.start() or _ITEM.match(found[0]))
        ]
        self.run_ins += [
            (found.start(), lines) for found in _ABOUT.finditer(self.text) if (lines := setting.line_of_head(found[1]))
        ]
        self.run_ins += [
            (found.start(), lines)
            for found in _BRACKETED.finditer(self.text)
            if (lines := setting.line_of_head(found[1]))
        ]
        self.run_ins.sort()
        self.ends = [found.end() for found in _SENTENCE.finditer(self.text)]
        self.brackets = [found.span() for found in _IN_BRACKETS.finditer(self.text)]
        self.marks = [found.start() for found in _MARK.finditer(self.text)]

    def claims(self) -> list[Claim]:
        """The paragraph's claims."""
        made: list[Claim] = []
        reached = 0
        for mention in self.mentions:
            if mention.kind in NO_QUANTITY or not mention.unit:
                continue
            claim = self._claim(mention, reached)
            if made and made[-1].outside in ("place", "staff") and self._joins(made[-1], claim):
                claim = replace(claim, outside=made[-1].outside)
            made.append(claim)
            if not claim.outside or claim.outside == "goal":
                reached = mention.end
        return self._each_its_own(made)

    def _turning(self, heads: Sequence[str]) -> int:
        """From where on it tells what will be: under 不足与打算, behind the first word that looks ahead."""
        if not all(_SHORT_OF.search(head) for head in heads if _tells_what_will_be(head)):
            return 0
        later = re.search(f"{self.setting.period.end.year + 1}年", self.text)
        turns = [found.start() for found in (_TURNS.search(self.text), later) if found]
        return min(turns, default=len(self.text))

    def _opens(self, said: Said) -> bool:
        """Whether a sentence opens with 去年, to tell of it."""
        opens = _OPENS_SENTENCE.search(self.text, 0, said.start) is not None
        return opens and _BEFORE.match(self.text, said.start) is not None

    def _joins(self, one: Claim, other: Claim) -> bool:
        """3127户、7860人."""
        return bool(_JOINED.fullmatch(self.text, one.start + len(one.text), other.start))

    def _each_its_own(self, made: list[Claim]) -> list[Claim]:
        """甲、乙社区分别开展5场、3场: each number of a row with its own unit, days or words."""
        told: list[Claim] = []
        while len(told) < len(made):
            row = self._row(made, len(told))
            apart = self._apart(row, told) if len(row) > 1 else None
            told += apart or row
            if apart and any(one.period_said or one.unit_said for one in apart):
                self.brackets.append((self._begins(row[0].start) - 1, row[-1].start))
                made[len(told) :] = [self._said_again(one, row[0]) for one in made[len(told) :]]
        return told

    def _said_again(self, one: Claim, first: Claim) -> Claim:
        """A claim behind a row, whose unit and days aren't the row's last."""
        if one.sentence != first.sentence:
            return one
        begins = self._begins(one.start)
        unit, unit_said = self._unit(one.start, begins)
        period, said = self._period(one.start, begins, one.clause)
        return replace(one, unit=unit, unit_said=unit_said, period=period, period_said=said is not None)

    def _row(self, made: Sequence[Claim], at: int) -> list[Claim]:
        """Numbers that nothing parts but 、 and 和."""
        row = [made[at]]
        for one in made[at + 1 :]:
            gap = self.text[row[-1].start + len(row[-1].text) : one.start]
            alike = one.sentence == row[-1].sentence and one.mention.unit == row[-1].mention.unit
            if not alike or not _JOINED.fullmatch(gap):
                break
            row.append(one)
        return row

    def _apart(self, row: Sequence[Claim], told: Sequence[Claim]) -> list[Claim] | None:
        begins, at = self._begins(row[0].start), row[0].start
        marks = list(_APART.finditer(self.text, begins, at))
        stop = marks[-1].start() if marks else at
        verb = self.text[marks[-1].end() : at] if marks else ""
        units = _string(self.text, [(one.start, one.end, one.unit) for one in self.units if begins <= one.start < stop])
        days = _string(self.text, self._days(begins, stop))
        ends = {
            len(names): names[-1][1] for names in (days, units) if names and (marks or names[-1][1] >= stop - _VERB)
        }
        if len(row) not in ends:
            return self._by_row_before(row, told, verb) or self._by_words(
                row, self.text[begins:stop] if marks else _last_clause(self.text[begins:stop])[0], verb
            )
        clause, lead = _last_clause(self.text[ends[len(row)] : stop] + verb)
        same = [replace(one, clause=clause, lead=lead, behind=row[-1].behind, apart=True) for one in row]
        if len(units) == len(row):
            return [replace(one, unit=own[2], unit_said=True) for one, own in zip(same, units, strict=True)]
        return [replace(one, period=own[2], period_said=True) for one, own in zip(same, days, strict=True)]

    def _by_row_before(self, row: Sequence[Claim], told: Sequence[Claim], verb: str) -> list[Claim] | None:
        """电工班3期、家政班3期，参训分别为122、92人次: of each in its turn."""
        before = [one for one in told if one.sentence == row[0].sentence][-len(row) :]
        if len(before) == len(row) and row[0].mention.unit == "%" and _GROWTHS.search(row[0].clause):
            opening = row[0]
            return [
                replace(one, clause=opening.clause, lead=opening.lead, spent=opening.spent, after=was.start)
                for one, was in zip(row, before, strict=True)
            ]
        if not before and verb:
            return self._by_units_before(row, told, verb)
        if len(before) < len(row) or not verb or len({one.mention.unit for one in before}) > 1:
            return None
        return [
            replace(one, clause=was.clause + verb, lead="", unit=was.unit, unit_said=was.unit_said, apart=True)
            for one, was in zip(row, before, strict=True)
        ]

    def _by_units_before(self, row: Sequence[Claim], told: Sequence[Claim], verb: str) -> list[Claim] | None:
        """甲、乙社区人次分别为135、134；时长分别为61、31小时: of the same units in their order."""
        before = list(told[-len(row) :])
        is_row = len({one.sentence for one in before}) == 1 and all(one.apart and one.unit_said for one in before)
        if len(before) < len(row) or not is_row or (len(told) > len(row) and told[-len(row) - 1].apart):
            return None
        return [
            replace(one, unit=was.unit, unit_said=True, clause=row[0].clause, lead="", apart=True)
            for one, was in zip(row, before, strict=True)
        ]

    def _by_words(self, row: Sequence[Claim], words: str, verb: str) -> list[Claim] | None:
        """讲座、培训分别为5场、3场; 以讲座、培训和比赛为主，场次分别为5、3、2场."""
        lists = (_JOINT.split(clause) for clause in reversed(re.split("[，：:]", words)))
        items = next((some for some in lists if len(some) == len(row) and all(some)), None)
        if items is None or any(re.search("[0-9]", one) for one in items):
            return None
        return [
            replace(one, clause=own + verb, lead="", lines=self.setting.line_of_head(own) or one.lines, apart=True)
            for one, own in zip(row, items, strict=True)
        ]

    def _days(self, begins: int, stop: int) -> list[tuple[int, int, Period]]:
        """The days named between two places; 7、8、9月 are three months."""
        found = [(one.start, one.end, one.period) for one in self.said if begins <= one.start < stop]
        for four in _FOUR_QUARTERS.finditer(self.text, begins, stop + 2):
            found += [(four.end(), four.end(), Period.of_quarter(self.period.end.year, one)) for one in range(1, 5)]
        for quarters in _QUARTERS.finditer(self.text, begins, stop):
            first, last = (_ORDER.index(quarters[side]) for side in ("first", "last"))
            at, year = quarters.end(), self.period.end.year
            found = [one for one in found if not quarters.start() <= one[0] < at]
            found += [(at, at, Period.of_quarter(year, one + 1)) for one in range(first, last + 1)]
        for halves in _HALVES.finditer(self.text, begins, stop):
            at, year = halves.end(), self.period.end.year
            found = [one for one in found if not halves.start() <= one[0] < at]
            found += [(at, at, Period.of_months(year, 1, 6)), (at, at, Period.of_months(year, 7, 12))]
        for months in _MONTHS.finditer(self.text, begins, stop):
            numbers = [int(one) for one in re.findall(r"\d+", months[0])]
            if all(1 <= one <= 12 for one in numbers):
                at, year = months.end(), self.period.end.year
                found = [one for one in found if not months.start() <= one[0] < at]
                found += [(at, at, Period.of_month(year, one)) for one in numbers]
        return sorted(found, key=lambda one: one[0])

    def _claim(self, mention: Mention, reached: int) -> Claim:
        start, end = mention.start, mention.end
        first = self._begins(start)
        sentence_end = next((at for at in self.ends if at > end), len(self.text))
        before = _MARKED.sub("", _ASIDE.sub("", self.text[max(first, reached) : start]))
        clause, lead = _last_clause(before)
        if not reached and self.passage.card and self.passage.card not in before:
            clause = self.passage.card + clause
        elif not reached and self.item and self.item not in before and len(clause) <= _SAYS:
            clause = self.item + clause
        topic, spent = self._spent(first, max(first, min(reached, start)))
        behind = _BREAK.split(self.text[end : min(sentence_end, end + 24)], maxsplit=1)[0]
        if _GIVES.search(clause) and len(behind) >= _SAYS:
            clause, lead, behind = behind, lead + clause, ""
        unit, unit_said = self._unit(start, first)
        period, said = self._period(start, first, clause)
        around = self.text[first:sentence_end]
        return Claim(
            place=self.passage.place,
            start=start,
            mention=mention,
            clause=self.setting.names.without(clause) if self.units else clause,
            lead=self.setting.names.without(lead) if self.units else lead,
            topic=topic,
            spent=spent,
            behind=behind,
            heads=self.passage.above,
            lines=self._lines(start, before),
            unit=unit,
            unit_said=unit_said,
            period=period,
            period_said=said is not None,
            compared=said is not None and said.compared,
            some_days=len(self.said) > 1
            and self._some_days([one for one in self.said if first <= one.start and one.end <= start], start),
            outside=self._outside(mention, clause, first),
            sentence=self.number * 1000 + sum(at <= start for at in self.ends),
            within=around,
            aside=next((one for one in self.brackets if one[0] < start < one[1]), None),
        )

    def _spent(self, first: int, reached: int) -> tuple[str, str]:
        """What goes before in the sentence: its opening, up to the clause of the first claim; and the rest."""
        opened = next((one.start for one in self.mentions if one.start >= first and one.unit), reached)
        _clause, lead = _last_clause(self.text[first : min(opened, reached)])
        return lead, self.text[first + len(lead) : reached]

    def _begins(self, at: int) -> int:
        """Where the sentence, or the 一是 of it, begins that holds this place."""
        bounds = [0, *(end for end in self.ends if end <= at), *(mark for mark in self.marks if mark <= at)]
        return max(bounds)

    def _lines(self, at: int, before: str) -> tuple[str, ...]:
        run_in = [lines for start, lines in self.run_ins if start <= at]
        return run_in[-1] if run_in and not self.title_lines else self.head_lines

    def _unit(self, at: int, first: int) -> tuple[int, bool]:
        """The one named last in the sentence, else the one that the paragraph begins with, else the heading's."""
        if self.unit == self.setting.names.whole and _OURS.search(self.text, first, at):
            named = [one for one in self.units if one.start < at and one.unit != self.unit]
            return (named[-1].unit, True) if named else (self.unit, False)
        named = [one for one in self.units if not self._leads(one.unit, one.start, one.end)]
        inside = [one for one in named if first <= one.start < at and not self._aside(one.start, at)]
        if inside and _AND_OTHERS.match(self.text, inside[-1].end):
            return self.unit, False
        if inside:
            return inside[-1].unit, True
        heading = [one for one in named if one.start <= 4 and one.start < at]
        return (heading[0].unit, True) if heading else (self.unit, False)

    def _leads(self, unit: int, start: int, end: int) -> bool:
        """在青石街道党工委的领导下: the street is named for who led, and not for what it did."""
        is_led = _IN_CLAUSE.search(self.text, 0, start) and _LED.match(self.text, end)
        return unit == self.setting.names.whole and is_led is not None

    def _period(self, at: int, first: int, clause: str) -> tuple[Period, Said | None]:
        """The one named last in the sentence; else by the paragraph's earlier sentences, unless it was a comparison."""
        if _RISEN_TO.search(clause):
            return self.period, None
        here = [
            one
            for one in self.said
            if first <= one.start < at
            and not (self._goal_day(one) or self._aside(one.start, at) or closed(self.text, one, at))
        ]
        if self._some_days(here, at) or (_SUM_ALONE.fullmatch(clause) and self._of_several(here)):
            return self._all_of(here), None
        if here:
            return here[-1].period, here[-1]
        earlier = [one for one in self.said if one.start < first and not one.compared and not self._goal_day(one)]
        kept = [one for one in earlier if one.period.days > A_QUARTER and not self._part(one)]
        # Where 其中上半年13户，下半年24户 divided what was told, neither holds on.
        if not kept or len({one.period for one in earlier if one.start >= self._begins(kept[-1].start)}) > 1:
            return self.period, None
        return kept[-1].period, kept[-1]

    def _some_days(self, here: Sequence[Said], at: int) -> bool:
        """Whether days stand in a row before one number, which is of all of them: 3月、6月分两批收缴35500元."""
        if len(here) < 2 or not _JOINED.fullmatch(self.text, here[-2].end, here[-1].start):
            return False
        return not _APART.search(self.text, here[-1].end, at)

    def _of_several(self, here: Sequence[Said]) -> bool:
        """Whether numbers of several days went before: 一季度32场次，二季度19场次，合计｜51场次."""
        own = [one.period for one in here if not one.compared]
        return len(set(own)) > 1 and own[0].end < own[-1].start

    def _all_of(self, here: Sequence[Said]) -> Period:
        """From the first of some days to the last, where they follow each other; else what the paragraph is about."""
        own = [one.period for one in here if not one.compared]
        follow = len(own) > 1 and all((later.start - one.end).days == 1 for one, later in pairwise(own))
        return Period(own[0].start, own[-1].end) if follow else self.period

    def _aside(self, place: int, at: int) -> bool:
        """Whether a place stands in brackets that are closed before another, and not alone: 开春那会儿（一季度）."""
        return any(opened < place < closed <= at and closed - opened > _DAYS_ALONE for opened, closed in self.brackets)

    def _part(self, said: Said) -> bool:
        """Whether it only divided what was told: 其中3月份; 培训30期，下半年14期."""
        if self.text[max(0, said.start - 3) : said.start].endswith("其中"):
            return True
        begins = self._begins(said.start)
        return any(
            begins <= one.start < said.start and one.unit and one.kind not in NO_QUANTITY for one in self.mentions
        )

    def _goal_day(self, said: Said) -> bool:
        return bool(re.match("(?:底|末|前)*(?:之?前)", self.text[said.end - 1 : said.end + 3]))

    def _outside(self, mention: Mention, clause: str, first: int) -> str:
        if mention.kind == UNREAD:
            return UNREAD
        if self.ahead and mention.start >= self.turns and not self._looks_back(mention, first):
            return "plan"
        if mention.unit in _OUTSIDE_UNITS or (mention.kind in ("area", "other") and "献血" not in clause):
            return "measure"
        if mention.kind == "period" and mention.unit not in ("小时", "课时", "学时"):
            return "measure"
        if _TO_COME.search(self.text[mention.end : next((at for at in self.ends if at > mention.end), None)]):
            return "plan"
        if _TASK.match(self.text, mention.end):
            return "goal"
        if mention.unit == "项" and _ALTOGETHER.match(self.text, mention.end):
            return "measure"
        start = mention.start
        open_at = self.text.rfind("（", first, start)
        inside = self.text[open_at:start] if open_at >= 0 and self.text.find("）", open_at, start) < 0 else ""
        if inside and _GOAL.search(inside) and not _DONE_ASIDE.search(inside):
            return "goal"
        near = clause[-_GOAL_NEAR:] + mention.text
        if _GOAL.search(near) and not re.search("完成|已|达到年度|超额", clause[-4:]):
            return "goal"
        if any(first <= at <= start for at in self.others) and not self._own_again(first, start):
            return "others"
        if _ABOUT_PLACE.search(clause) or (mention.unit in _OF_PLACES and _PLACE_ALONE.fullmatch(clause)):
            return "place"
        if mention.unit in ("人", "名", "位") and _STAFF.search(clause[-8:] + self.text[mention.end : mention.end + 4]):
            return "staff"
        if mention.kind == "money" and (_BUDGET.search(clause) or _FUND.match(self.text, mention.end)):
            return "budget"
        return ""

    def _own_again(self, first: int, start: int) -> bool:
        """Whether the sentence comes back from others to a unit of the book."""
        last = max(at for at in self.others if first <= at <= start)
        return any(last <= one.start < start for one in self.units) or "我街道" in self.text[last:start]

    def _looks_back(self, mention: Mention, first: int) -> bool:
        """在今年开展活动59场的基础上: what was done, told among what is planned."""
        ahead = self.text[mention.end : mention.end + 10]
        so_far = re.search("今年(?:以来)?(?:共|已)|回顾|目前|现有", self.text[first : mention.start])
        return "基础上" in ahead or bool(so_far) or self._names_its_own_days(mention, first)

    def _names_its_own_days(self, mention: Mention, first: int) -> bool:
        """一季度恳谈会开展14场次，下一步将提高质量: of the quarter reported, as nothing to come is called."""
        own = [one for one in self.said if first <= one.start < mention.start and one.period == self.setting.period]
        named = any("年" in self.text[one.start : one.end][2:] or self.setting.period.days < _HALF for one in own)
        return named and not _TURNS.search(self.text, first, mention.start)


def _last_clause(before: str) -> tuple[str, str]:
    """The clause right before a number, and what stands before that; a clause of a bare 共 is none of its own."""
    cut = 0
    for found in _CLAUSE.finditer(before):
        if len(re.sub("[共累计全年计达为约已]", "", before[found.end() :]).strip()) < 2:
            break
        cut = found.end()
    return before[cut:], before[:cut]


_SUM_ALONE = re.compile("[，、]?(?:全年|共)?(?:合计|共计|总计|累计|一共|总共|共)(?:开展|举办)?")
_IN_CLAUSE = re.compile("在[^，。；：！？]*$")
_LED = re.compile("[^，。；：！？0-9在]{0,24}(?:领导|指导|支持|关心|关怀|帮助|带领|统筹|部署)下")
_OURS = re.compile("(?:我们|咱们|俺们|我)(?:这个)?社区(?!们)")
"""“我们社区今年办了6场”: of the community that was named before."""
_UNIT_SAID = re.compile(r"单位[：:]\s*([^（）()；;，,\s]{1,4})")
_UNIT_OF_HEAD = re.compile(r"[（(]\s*(?:单位[：:])?\s*([^（）()]{1,4})\s*[）)]")
_ENDS = re.compile(f"({'|'.join(IMPLIED)}|完成数)数?$")


_ENDS_CAPTION = re.compile("(?:情况|统计|一览|汇总|对比|完成)*表?(?:如下)?[：:]?$")
"""各社区场次统计表 says what its numbers are as 场次 does."""
_WRITTEN = frozenset("场 场次 次 期 人次 人 名 户 户次 份 件 个 支 条 项 元 万元 小时 % 家 课时 张".split())


_ALL = re.compile("(?:(?:全|各|本)?(?:街道|社区|村|社区村|单位|镇|乡))?(?:合计|总计|小计|共计)|全街道|总数")
_COUNTED_HEAD = re.compile("志愿者(?=人次|人数|数|参与|[（(]|$)")
"""志愿者人次 counts volunteers, of whatever line."""


_REST = re.compile("其余|其他(?:单位|社区|村)|其它(?:单位|社区|村)")
"""其余单位: what the other rows leave."""


def _bare_head(text: str) -> str:
    """合　计 is 合计."""
    return "".join(text.split())


def _is_caption(text: str) -> bool:
    """Whether what stands before a table heads it: 情况见下表（不含本级）, and not the last sentence of a paragraph."""
    said = _REMARK.sub("", text.rstrip())
    return not said.endswith(("。", "；")) or bool(re.search("下表|附表|如下|见表", said[-20:]))


_REMARK = re.compile("[（(][^（）()]*[）)](?=[。；：:]?$)")
"""What is only remarked at the end of a caption: （按社区名册顺序，单位：场）."""


def _of_cell(cell: Cell, setting: Setting, period: Period) -> Claim | None:
    """The claim of a number in a table: what and when by its heads, who by its row or column."""
    written = cell.text.strip()
    column, row = " ".join(cell.column), " ".join(cell.row)
    mention = unreadable(written) or _measured(written, cell)
    if mention is None or (not is_amount(written, cell.at[1]) and mention.kind in NO_QUANTITY):
        return None
    by_row, by_column = (
        next((key for word in words if (key := setting.names.of_cell(word))), None) for words in (cell.row, cell.column)
    )
    unit = by_row if by_row is not None else by_column
    totals = [any(_ALL.fullmatch(_bare_head(word)) for word in words) for words in (cell.row, cell.column)]
    when = " ".join(head for head in cell.row if len(head) <= 12)
    caption = cell.caption if _is_caption(cell.caption) else ""
    said = periods_said(f"{caption}　{when}　{column}", period)
    outside = (
        "goal"
        if _GOAL.search(column) or _GOAL.search(written) or _GOAL.search(row if unit is None and len(row) < 8 else "")
        else ""
    )
    if any(map(_REST.match, cell.row)):
        outside = "rest"
    if any(map(_tells_what_will_be, cell.above)):
        outside = "plan"
    if mention.kind == UNREAD:
        outside = UNREAD
    elif not outside and not is_amount(written, cell.at[1]):
        outside = "words"
    words = f"{column} {row}"
    if by_row is not None or (unit is None and totals[0]):
        words = column
    elif unit is not None or totals[1]:
        words = row
    return Claim(
        place=cell.place,
        start=cell.text.find(written) + mention.start,
        mention=mention,
        clause=words,
        lead=caption if len(caption) <= 60 else "",
        heads=(*cell.above, cell.caption),
        lines=setting.line_of_head(_COUNTED_HEAD.sub("", row))
        or setting.lines_in(_COUNTED_HEAD.sub("", column))
        or next(filter(None, map(setting.line_over, reversed(cell.above))), ()),
        unit=unit if unit is not None else setting.unit,
        unit_said=unit is not None,
        period=said[-1].period if said else period,
        period_said=bool(said),
        compared=bool(said) and said[-1].compared,
        outside=outside or ("serial" if re.fullmatch("序号|编号|排名|年份|年度|电话|联系电话", column.strip()) else ""),
        sentence=-1 - cell.table,
        within=f"{row} {column}",
        cell=cell,
    )


def _measured(written: str, cell: Cell) -> Mention | None:
    """The mention in a cell, its measure word taken from its heads where it bears none itself."""
    found = [one for one in quantities(written) if one.kind not in NO_QUANTITY and one.unit]
    if found:
        return found[0]
    if not is_amount(written, cell.at[1]):
        return None
    unit = _head_unit(cell)
    scale = "万" if unit.startswith("万") else ""
    grown = [one for one in quantities(f"{written}{unit}") if one.kind not in NO_QUANTITY and one.unit]
    if not grown:
        return None
    return grown[0]._replace(text=written[grown[0].start :] if scale == "" else written, end=len(written))


_SHORTEST = 2


def _measures(word: str) -> bool:
    """Whether a word in brackets is a measure word: （讲）, （万元）."""
    return word not in _PLACES and any(one.unit and one.end == len(word) + 1 for one in quantities(f"5{word}"))


_PLACES = frozenset("村 社区 街道 乡 镇 区 县 市 省 单位".split())


def _head_unit(cell: Cell) -> str:
    for head in cell.row:
        if head.strip() in _WRITTEN or (len(head.strip()) <= _SHORTEST and _measures(head.strip())):
            return head.strip()
    for head in (*reversed(cell.column), *reversed(cell.row), cell.caption):
        for said in (*_UNIT_SAID.finditer(head), *_UNIT_OF_HEAD.finditer(head)):
            if _measures(said[1]):
                return said[1]
    for head in (*reversed(cell.column), *reversed(cell.row), *(cell.caption,) * _is_caption(cell.caption)):
        if found := _ENDS.search(_ENDS_CAPTION.sub("", re.sub(r"[（(].*", "", head).strip())):
            return IMPLIED.get(found[1], "个")
    return "个"
