"""What the cells of a row count: a column a metric, two numbers in one cell, an amount about which is told in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

from yiben.ledger.amounts import read_amount
from yiben.ledger.content import Amount
from yiben.ledger.headings import MINUTES, NOUNED, SCALES, noun_of, part_done, parts_of
from yiben.ledger.heads import Column, Words
from yiben.ledger.prose import Told, amounts_in
from yiben.ledger.sorting import as_text
from yiben.ledger.times_and_places import is_clock
from yiben.lib.canonical import plain_decimal
from yiben.lib.numbers import NUMBER as NUMBER_SHAPE
from yiben.lib.plain import plain, quoted

_PEOPLE = frozenset({"attendances", "people", "volunteers"})
_CAME = frozenset({"attendances", "people"})
_SCALED = re.compile("[百千万亿]")
_REMARKED = re.compile(r"([^()]{1,12}?) ?\((?:(?:其中|含|包[含括])[^()]{1,20}|(?!.*[约余预计划估左右])[^()\d]{1,8})\)")
# -800元 is no 800元.
_LESS = re.compile(r"\s*(?:[-−－]\s*[\d¥￥]|负)")
# 30（含志愿者5）: the number of all has no unit behind it, and that in the brackets is no number of all.
_BARE_BEFORE = re.compile(r"[约近]?\d{1,6}余? ?\(")
_RUN = re.compile(r"\d+")
_SUM = re.compile(r"\d{1,6}(?: ?\+ ?\d{1,6}){1,5}|\d{1,6} ?([人名户份件元])(?: ?\+ ?\d{1,6} ?\1){1,5}")
_WORDED = re.compile("[\u4e00-\u9fff]{2}.*\\d|\\d.*[\u4e00-\u9fff]{3}")
_COPIES = re.compile(r"\d余?多? ?[份册本]$")
_PIECES = re.compile(r"\d余?多? ?件$")
# 物资（件）, 资料份数: the head tells the unit.
_IN_UNIT = re.compile("[(（/][^)）]{1,3}[)）]?$|[件份个册本]数?$")
# 50人/场, 12人×3天: a number of each.
_OF_EACH = re.compile(
    r"[人名位户份件元] ?/ ?[场次天期户人节]|\d ?[人名位户份件元天场次]? ?[*×xX] ?\d|每[场次人户天节期]"
)
_OF_THEM = re.compile("其中[^，。；]{0,4}(?:志愿者|义工)")
# How many came, and no number: 不少, 来了很多人.
_VAGUE = re.compile(
    "(?:参加|参与|到场|来了?)?(?:不少|很多|许多|众多|大量|若干|几十|数十|几百|数百|十几|好多|多人|几个|未统计)"
    "(?:[个名位])?(?:人|居民|群众|人次|份)?(?:参加|到场)?"
)
_TIMED = re.compile("[时分:：h]")
# What a unit behind a number may be of: 40对 under 居民 are no 40 people.
_UNITS_OF: dict[str, frozenset[str]] = {
    **dict.fromkeys(_PEOPLE, frozenset("人次 人 名 位 个 次".split())),
    "households": frozenset("户次 户 家次 家 个 例".split()),
    "times": frozenset("场次 场 次 期 届 批次 批 个 项 课时 学时 天 日 周 例 起 组".split()),
    "money": frozenset("元整 元 圆 角".split()),
    "hours": frozenset("小时 个小时 时 分钟 课时 学时".split()),
}
_OF_NO_THING = frozenset("人次 人 名 位 户 户次 家次 元整 元 圆 角 小时 个小时 分钟 场次 场 届 天 周".split())
# 扇子100把 under 发放物品.
_THINGS = re.compile(
    r"[\u4e00-\u9fff][^\d、，,；;/+和及]{0,11}?(\d{1,6}) ?[份件个套只袋箱盒桶瓶把条块支本张册床副顶束盆包罐提双枚面]"
)
# 3户 under 参加人数 are households.
_HOUSEHOLDS = re.compile(r"[约近]?\d{1,5}余?(?:多)? ?(?:户|户次|户家庭|个家庭|组家庭)")

Said = tuple[str, str, bool]
"""The column, what is odd about it, whether it is bad."""
Counted = tuple[tuple[list[str], ...], tuple[Said, ...], tuple[list[str], ...]]
"""Amounts as (metric, value, words, noun), what is said of them, and amounts of what other columns may count."""

_NOTHING: Counted = ((), (), ())
_SMALL, _LARGE = 0.001, 10**14
_MOST_KNOWN = 8192


class Counting:
    """Reads what a list's columns count, each cell once."""

    def __init__(self, columns: Sequence[Column], words: Words) -> None:
        self.names = {metric.slug: metric.name for metric in words.metrics}
        self.units = {metric.slug: metric.unit for metric in words.metrics}
        counts = [(column, parts_of(column.field)) for column in columns if column.field and "=" not in column.field]
        self.columns = [
            _Counter(column, parts, self.units) for column, parts in counts if parts and set(parts) <= set(self.names)
        ]
        counted = {part for _column, parts in counts for part in parts}
        for counter in self.columns:
            counter.families = "households" in self.names and "households" not in counted
            counter.things = NOUNED - counted
        self._told: dict[str, Told] = {}
        self._at = [(counter.at, counter) for counter in self.columns]

    def of_columns(self, row: Mapping[str, Any]) -> tuple[list[list[str]], list[Said]]:
        """What the columns count in a row, and what is to be said of it."""
        amounts: list[list[str]] = []
        said: list[Said] = []
        later: list[tuple[str, list[str]]] = []
        for at, counter in self._at:
            cell = row.get(at)
            if cell is None:
                continue
            counted, told, more = counter.known.get(cell) or counter.read(cell)
            if more:
                later += [(counter.header, one) for one in more]
            amounts += counted
            if told:
                said += told
        for header, amount in later:
            said.append(self._more(header, amount, amounts))
        return amounts, said

    def _more(self, header: str, amount: list[str], amounts: list[list[str]]) -> Said:
        """志愿者5人 beside 居民30人 in one cell is counted where no column does."""
        told = f"{self.names[amount[0]]} {amount[2] or amount[1]}"
        if any(amount[0] == metric for metric, *_rest in amounts):
            return header, f"{told}已有一列，这里的没有记", False
        amounts.append(amount)
        return header, f"从文字里读出{told}", False

    def in_words(self, text: str, amounts: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[tuple[str, bool]]]:
        """Amounts told in words, where no column counts them; what was read and what was not is both said, with
        whether it keeps the row out."""
        if not text:
            return [], []
        if _VAGUE.fullmatch(plain(text)):
            return [], [(f"{quoted(text)}不是数字", True)]
        told, counted, said = self._read(text), {amount[0] for amount in amounts}, list[tuple[str, bool]]()
        if told.less:
            return [], [(f"{quoted(words)}是负数，数量不能是负数", True) for words in told.less]
        if counted & _CAME:
            # 45名居民参加 beside 参与人数 tells them once more, or how many of them did what.
            counted |= _CAME
        fresh = [a for a in told.amounts if a.metric not in counted and a.metric in self.names]
        if fresh:
            about = "，其中的约数已标明" if any(a.words for a in fresh) else ""
            said.append((f"从文字里读出{self._listed(fresh)}{about}", False))
        if told.left:
            said.append((f"{'、'.join(quoted(words) for words in told.left)}没有归入计量，留在备注里", False))
        return [[a.metric, plain_decimal(a.value), a.words, a.noun] for a in fresh], said

    def uncounted(self, title: str, amounts: Sequence[Sequence[str]]) -> list[str]:
        """Where nothing is counted, numbers in the name are told: 学雷锋志愿服务，30人参加."""
        if amounts or not re.search(r"[\d一二三四五六七八九十百千]", title):
            return []
        told = self._read(title).amounts
        return [f"名称里写着{self._listed(told)}，没有记作数量"] if told else []

    def _listed(self, amounts: Sequence[Amount]) -> str:
        return "、".join(f"{self.names.get(a.metric, '')} {a.words or plain_decimal(a.value)}" for a in amounts)

    def _read(self, text: str) -> Told:
        told = self._told.get(text)
        if told is None:
            if len(self._told) >= _MOST_KNOWN:
                self._told.clear()
            told = self._told[text] = amounts_in(text)
        return told


class _Counter:
    """Reads one column."""

    def __init__(self, column: Column, parts: Sequence[str], units: Mapping[str, str]) -> None:
        self.column, self.parts, self.units = column, parts, units
        self.at, self.header = str(column.at), column.header
        self.noun, self.width = noun_of(column.field), len(parts)
        # 应到/实到 counts who came; of two metrics in one cell both count.
        self.turn, self.of = part_done(column.header) if len(parts) == 1 else (0, 0)
        # A number is what it says, but for those of other units and for shares.
        self.plainly = len(parts) == 1 and column.field not in SCALES and column.field not in (MINUTES, "rate")
        self.families = False
        """Whether households that are told under people may be counted as such."""
        self.things: frozenset[str] = frozenset()
        """Which of copies and pieces no column counts, so that a cell under the other may say these."""
        self.of_unit = bool(_IN_UNIT.search(plain(column.header)))
        self.known: dict[Any, Counted] = {}
        """Cells read before. 1 and 1.0 are one key; so are no text and number."""

    def read(self, cell: Any) -> Counted:
        if len(self.known) >= _MOST_KNOWN:
            self.known.clear()
        found = self.known[cell] = self._counted(cell)
        return found

    def _counted(self, cell: Any) -> Counted:
        if self.of and isinstance(cell, str) and (parts := _parted(cell, self.of)):
            cell = parts[self.turn]
        if self.plainly and (digits := _digits(cell)):
            return ([self.parts[0], digits, "", self.noun],), (), ()
        if len(self.parts) == 1:
            return self._one(self.parts[0], cell)
        if isinstance(cell, str) and (told := self._all_in_words(cell)):
            return told
        found = _parted(cell, len(self.parts))
        if found is None:
            odd = f"{quoted(str(cell))}要写成 {len(self.parts)} 个数，用斜线隔开"
            return (), ((self.header, odd, True),), ()
        both = [self._one(name, part) for name, part in zip(self.parts, found, strict=True)]
        counted, said, more = zip(*both, strict=True)
        return tuple(chain(*counted)), tuple(chain(*said)), tuple(chain(*more))

    def _all_in_words(self, cell: str) -> Counted | None:
        """折页200份 under 资料/物资, 听众56人，发放资料90份 under 人数/份数: what the words tell, by its own units."""
        text = plain(cell)
        if not _RUN.search(text):
            return _NOTHING if not read_amount(cell, self.parts[0]).problem else None
        told = amounts_in(cell)
        if told.less or _LESS.match(cell) or not told.amounts:
            return None
        # 18人 alone says which of both it counts; of 30人/20 the second number says so by its place.
        if not _WORDED.search(text) and len(told.amounts) + len(told.left) < len(_RUN.findall(text)):
            return None
        comers = _PEOPLE - {"volunteers"}
        people = next((part for part in self.parts if part in comers), "")
        metrics = [people if people and a.metric in comers else a.metric for a in told.amounts]
        amounts = [
            [metric, plain_decimal(a.value), a.words, a.noun]
            for metric, a in zip(metrics, told.amounts, strict=True)
            if metric in self.units
        ]
        left = [(self.header, f"{'、'.join(map(quoted, told.left))}没有归入计量", False)] if told.left else []
        own = tuple(amount for amount in amounts if amount[0] in self.parts)
        return own, tuple(left), tuple(amount for amount in amounts if amount[0] not in self.parts)

    def _one(self, name: str, cell: Any) -> Counted:
        if self.things and name in NOUNED and isinstance(cell, str) and not self.of_unit:
            name = self._by_unit(name, plain(cell))
        if self.families and name in _PEOPLE and isinstance(cell, str) and _HOUSEHOLDS.fullmatch(plain(cell)):
            families, remarks, _more = self._one("households", cell)
            return families, (*remarks, (self.header, f"{quoted(cell)}数的是户，记作户数", False)), ()
        reading = read_amount(cell, name, self.units[name])
        more: list[list[str]] = []
        said: list[Said] = []
        amount = reading.value
        if name == "hours" and reading.problem and is_clock(cell):
            return (), ((self.header, f"{quoted(cell)}是钟点，没有记作时长", False),), ()
        if amount and not amount.words and (unit := _other_unit(cell, name)):
            odd = f"{quoted(cell)}写的是{unit}，按 {plain_decimal(amount.value)} {self.units[name]}计，请看一下"
            said.append((self.header, odd, False))
        bare = isinstance(cell, str) and _BARE_BEFORE.match(plain(cell))
        if bare and (found := _beside_a_remark(cell, name, self.units[name])):
            amount, how = found
            said.append((self.header, f"{quoted(str(cell))}按 {plain_decimal(amount.value)} 计{how}", False))
        elif (
            reading.problem and isinstance(cell, str) and not _LESS.match(cell) and (told := self._in_words(cell, name))
        ):
            amount, more, left = told
            said += [(self.header, f"{'、'.join(map(quoted, left))}没有归入计量", False)] if left else []
        elif reading.problem and (found := _beside_a_remark(cell, name, self.units[name])):
            amount, how = found
            said.append((self.header, f"{quoted(str(cell))}按 {plain_decimal(amount.value)} 计{how}", False))
        elif reading.problem:
            return (), ((self.header, reading.problem, True),), ()
        if amount is None:
            return _NOTHING
        value = self._scaled(amount.value, cell, said)
        if amount.words:
            about = f"{quoted(amount.words)}是约数，按 {plain_decimal(value)} 计并标明"
            said.append((self.header, about, False))
        return ([name, plain_decimal(value), amount.words, self.noun],), tuple(said), tuple(more)

    def _by_unit(self, name: str, text: str) -> str:
        """Copies and pieces by the unit in the cell, where the head tells none: 便民卡170份 under 发放物资."""
        if name == "items" and "materials" in self.things and "materials" in self.units and _COPIES.search(text):
            return "materials"
        return "items" if name == "materials" and "items" in self.things and _PIECES.search(text) else name

    def _scaled(self, value: Decimal, cell: Any, said: list[Said]) -> Decimal:
        """Yuan of 万元, hours of minutes, hundredths of what Excel shows as 98.5%."""
        if self.column.field == "rate" and isinstance(cell, float) and cell < 1:
            said.append((self.header, f"{cell:.15g}认作百分数，按 {cell * 100:.6g}% 计", False))
            return value * 100
        if self.column.field in SCALES and not (isinstance(cell, str) and _SCALED.search(cell)):
            return value * SCALES[self.column.field]
        if self.column.field == MINUTES and not (isinstance(cell, str) and _TIMED.search(cell)):
            hours = (value / 60).quantize(Decimal("0.01")).normalize()
            said.append((self.header, f"{as_text(cell)} 分钟按 {plain_decimal(hours)} 小时计", False))
            return hours
        return value

    def _in_words(self, cell: str, name: str) -> tuple[Amount, list[list[str]], list[str]] | None:
        """The number of this metric in a cell's words: 居民三十人, 30人（其中党员5人）; volunteers told beside the
        others are counted too, and what else stands there is named."""
        told = amounts_in(cell)
        if told.less or _OF_EACH.search(plain(cell)):
            return None
        like = next(filter(None, (_like(told.amounts, names) for names in _nearer(name))), [])
        # 上午30人，下午20人: which of them all are, or whether both, nobody said.
        if like and like[0].metric in told.several:
            return None
        # 居民30（志愿者5） tells of others too, and who helped are not all.
        helpers = name != "volunteers" and bool(like) and like[0].metric == "volunteers"
        if len(like) != 1 or (helpers and len(_RUN.findall(cell)) > 1):
            return None
        # 30人（其中志愿者5人） is one number in a column of its own.
        part = "volunteers" if _OF_THEM.search(cell) else ""
        rest = [a for a in told.amounts if a is not like[0] and a.metric != part]
        more = [[a.metric, plain_decimal(a.value), a.words, a.noun] for a in rest if a.metric in self.units]
        return Amount(name, like[0].value, like[0].words), more, list(told.left)


def _beside_a_remark(cell: Any, name: str, unit: str) -> tuple[Amount, str] | None:
    """The number before a bracket that tells of a part of it, or of whom: 20（其中儿童5）; the sum of 20+5."""
    text = plain(str(cell))
    if name in NOUNED and (things := things_in(text)):
        return Amount(name, things), ""
    if _SUM.fullmatch(text):
        return Amount(name, sum(map(Decimal, _RUN.findall(text)), Decimal(0))), "（相加）"
    found = _REMARKED.fullmatch(text)
    amount = read_amount(found[1], name, unit).value if found else None
    return (amount, "，括号里的没有记") if amount else None


def things_in(text: str) -> Decimal | None:
    """The number of things of one sort: 100 of 扇子100把."""
    found = _THINGS.fullmatch(plain(text))
    return Decimal(found[1]) if found else None


def _other_unit(cell: Any, metric: str) -> str:
    """The unit behind a number where it is none of the metric's: 对 of 40对 under 居民."""
    found = NUMBER_SHAPE.fullmatch(plain(cell)) if isinstance(cell, str) else None
    unit = (found["unit"] if found else "") or ""
    if metric in NOUNED:
        return unit if unit in _OF_NO_THING else ""
    return unit if metric in _UNITS_OF and unit not in _UNITS_OF[metric] | {"", "%"} else ""


def _digits(cell: Any) -> str:
    """A number as the book writes it, where that is what Python writes; "" where it takes a closer look."""
    if type(cell) is int:
        return str(cell) if 0 <= cell < _LARGE else ""
    return f"{cell:.15g}" if type(cell) is float and _SMALL <= cell < _LARGE else ""


def _like(amounts: Sequence[Amount], names: frozenset[str]) -> list[Amount]:
    return [amount for amount in amounts if amount.metric in names]


def _nearer(name: str) -> tuple[frozenset[str], ...]:
    """The metric itself; of people those who take part before those who help."""
    if name not in _PEOPLE:
        return (frozenset({name}),)
    return frozenset({name}), _PEOPLE - {"volunteers"}, _PEOPLE


def _parted(cell: Any, parts: int) -> list[Any] | None:
    """The numbers in a cell like 30/200, one for each name in its head."""
    found = re.split("[/、;；,，和 ]+", plain(str(cell)))
    return list(found) if len(found) == parts else None
