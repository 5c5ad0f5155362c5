"""What stands around a list holds for all its rows: the year, the month, whose it is, what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yiben.ledger.deeds import Deeds
from yiben.ledger.headings import key
from yiben.ledger.heads import Words
from yiben.ledger.holders import Holders
from yiben.ledger.lined import line_called
from yiben.ledger.undone import is_ahead
from yiben.lib.plain import plain
from yiben.lib.sheets import Cell, Row

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*(?:年|[-—./]\d)|(?<!\d)(20\d\d)(?!\d)")
_CHINESE_YEAR = re.compile("二[〇○零O0]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年")
_DIGITS = {"〇": 0, "○": 0, "零": 0} | {digit: at for at, digit in enumerate("一二三四五六七八九", start=1)}
_MONTH = re.compile(
    r"(?<![\d.~—–至到-])(?:1[0-2]|0?[1-9])月|(?<![一二三四五六七八九十个])(?:十[一二]?|[一二三四五六七八九])月"
)
_MONTHS = {f"{name}月": at for at, name in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), start=1)}
_FILLED_IN = re.compile("填[表报]|制表|报送|上报|打印|统计时间|截至|截止")
_BY = re.compile(
    r"^(?:填报|上报|报送|填表|申报|统计|主办|所属|责任)?(?:单位|社区|部门|村居)(?:名称)?(?:\(盖章\))?[:：]\s*(.*)$"
)
_AFTER = re.compile(r"[（(【\[].*|\s{2,}.*|填[表报].*")
_CAPTION = re.compile(r"单位[:：]?(?:场|人|次|份|户|件|个|小时|、|,|，|/|\s)*(万元|千元|百元)")

_LONGEST_NAME = 20
_BRACKETED = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]|附[件表]\s*\d*[:：]?")
_PERIOD = re.compile(
    r"20\d\d\s*[-—至到]\s*20\d\d\s*(?:年度?)?|(?:20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})\s*(?:年度?|届)?|第?[一二三四1-4]季度|[上下]半年|全年|年度|"
    r"(?:1[0-2]|[1-9]|十?[一二三四五六七八九十])月份?(?:\d{1,2}日)?|\d+\s*[-—至到]\s*\d+月"
)
_PAPER = re.compile(
    "(?:表格?|台账|台帐|清单|簿|册|名册|花名册|统计|登记|汇总|记录|一览|明细|信息|情况|签到|报送|反馈|开展|进展|完成|落实|汇编|公示|工作|数据|报表|月报|季报|年报|总表|总|安排|以?及|总结|成效)$"
)
_SAYS_NOTHING = frozenset(("", *"活动 社区 社区活动 群众活动 项目 街道 各类 群众性 事项 内容".split()))


@dataclass(frozen=True)
class Surroundings:
    """The words above a list, and the names of its sheet and file."""

    above: tuple[str, ...]
    sheet: str
    filename: str
    first: tuple[str, ...] = ()
    """The words above the first list of the sheet, where this is a later one: they may be of all."""

    @classmethod
    def of(cls, rows: Sequence[Row], sheet: str, filename: str, first: Sequence[Row] = ()) -> Surroundings:
        return cls(tuple(_joined(rows)), sheet, filename.rpartition(".")[0] or filename, tuple(_joined(first)))

    @property
    def of_activities(self) -> bool:
        """Whether the list calls itself one of activities."""
        return any("活动" in text for text in self.names)

    @property
    def is_ahead(self) -> bool:
        """Whether the line right above says that all below is yet to come."""
        return bool(self.above) and is_ahead(self.above[-1])

    @property
    def _titles(self) -> list[str]:
        """The words above without those that say who filled the list in, and when."""
        return [text for text in self.above if not _FILLED_IN.search(text)]

    @property
    def names(self) -> tuple[str, ...]:
        return (*self._titles, self.sheet, self.filename)

    def year(self, default: int, *heads: str) -> int:
        """The year of days that are typed without one: as their own head or the title above says, else the name of the
        sheet or the file."""
        for text in (*heads, *self.names, *self.above, *self.first):
            if found := _year_in(text):
                return found
        return default

    def month(self) -> int | None:
        """The month of days that are typed without one: as the sheet is called, or the title above says."""
        for text in (self.sheet, *self._titles):
            if found := {_number_of(month) for month in _MONTH.findall(plain(text).replace(" ", ""))}:
                return found.pop() if len(found) == 1 else None
        return None

    def unit(self, holders: Holders) -> tuple[str, int] | None:
        """The one unit that the line above names (填报单位：临水社区), the title, or the name of the sheet or file."""
        for text in self.above:
            if (said := told_by([text])) and (unit := holders.known(said)):
                return said, unit
        # The nearest line that is a unit's name and nothing else heads what stands below it.
        for text in reversed(self.above):
            if len(text) <= _LONGEST_NAME and (unit := holders.known(_BRACKETED.sub("", text))):
                return text, unit
        if named := holders.within(self.above):
            return named
        if unit := holders.known(_BRACKETED.sub("", self.sheet)):
            return self.sheet, unit
        if named := holders.within(self.first):
            return named
        return holders.within([self.sheet]) or holders.within([self.filename])

    def money(self) -> str:
        """万元 where the line above says so."""
        return next((found[1] for text in self.above if (found := _CAPTION.search(text))), "")

    def kind(self, deeds: Deeds) -> str:
        """The one kind that the list is about, as its title, else its sheet or its file says: 志愿服务登记表."""
        texts = [*self._titles, self.sheet]
        # A list that calls itself one of activities holds all sorts, whatever its file is called after.
        if not any("活动" in text for text in self._titles):
            texts.append(self.filename)
        return next((kind for text in texts if (kind := deeds.of_list(_BRACKETED.sub("", text)))), "")

    def line(self, words: Words) -> str:
        """The one line of work that those who filled the list in stand for, or that its title, sheet or file names."""
        texts = [told_by([text]) for text in self.above]
        return next((line for text in (*texts, *self.names) if text and (line := line_called(text, words))), "")

    def about(self, unit_names: Iterable[str]) -> str:
        """What the list is about, of its title: 无偿献血 of 青石街道2025年无偿献血登记表; "" where it says nothing."""
        texts = (*self._titles, self.sheet, self.filename)
        names = [name for name in unit_names if len(name) >= 3]
        return next((gist for text in texts if (gist := _gist(text, names))), "")


def told_by(texts: Sequence[Cell]) -> str:
    """The unit that a line names as the one whose list it is: 填报单位：临水社区, also told in two cells."""
    for text in _joined([tuple(texts)]):
        if found := _BY.match(text):
            return _AFTER.sub("", found[1]).strip()
    return ""


def _joined(rows: Sequence[Row]) -> Iterable[str]:
    """The texts of some rows; 填报单位： with the cell beside it."""
    for row in rows:
        texts = [plain(str(cell)) for cell in row if cell is not None and not isinstance(cell, bool)]
        pending = ""
        for text in texts:
            if text.endswith(":"):
                pending = text
                continue
            yield pending + text
            pending = ""


def _number_of(month: str) -> int:
    return _MONTHS.get(month) or int(month.removesuffix("月"))


def _year_in(text: str) -> int | None:
    tidy = plain(text)
    if found := _YEAR.search(tidy):
        return int(found[1] or found[2])
    if found := _CHINESE_YEAR.search(tidy):
        return 2000 + 10 * _DIGITS[found[1]] + _DIGITS[found[2]]
    return None


def _gist(text: str, unit_names: Sequence[str]) -> str:
    left = _PERIOD.sub("", _BRACKETED.sub("", plain(text)))
    for name in sorted(unit_names, key=len, reverse=True):
        left = left.replace(name, "")
    left = re.sub(r"^[a-zA-Z]?\d{1,3}[-_ .、]", "", left)
    left = re.sub(r"^[\s一二三四五六七八九十\d]+[、.．]|^关于|^各社区|^社区|[:：].*$", "", left).strip(" -—_《》的")
    while left and (shorter := _PAPER.sub("", left)) != left:
        left = shorter
    gist = left.strip(" -—_的")
    tells = key(gist) not in _SAYS_NOTHING and len(gist) <= 30 and re.search("[\u4e00-\u9fff]{2}", gist)
    return gist if tells else ""
