"""Answers as a form wants them written: what a cell lets be chosen, √ or ×, days in its style, persons blotted out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import NamedTuple

from yiben.lib.masking import masked
from yiben.lib.workbooks import Choices, Place, Sheet, Value, Workbook
from yiben.reports.workbooks import marks
from yiben.reports.workbooks.answering import Answer
from yiben.reports.workbooks.folding import folded
from yiben.reports.workbooks.known import Known
from yiben.reports.workbooks.proposals import Proposal

_TAIL = re.compile("(?:社区|居委会|街道|办公室|工作|活动|类)$")


class Dressed(NamedTuple):
    """A value as it is written, and why it isn't where it can't be."""

    value: Value
    reason: str = ""


@dataclass
class Dress:
    """The manner in which one workbook's cells are written."""

    workbook: Workbook
    known: Known

    @cached_property
    def choices(self) -> Choices:
        return Choices(self.workbook)

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        return {sheet.name: sheet for sheet in self.workbook.sheets}

    def figure(self, one: Proposal, answer: Answer | None) -> Dressed:
        """What the book says to a cell."""
        if answer is None or answer.value is None:
            return Dressed(answer.text or None if answer else None)
        sheet = self.sheets[one.sheet]
        if one.asked is not None and one.asked.metric == marks.HELD:
            options = self.choices.at(sheet, one.place)
            said = marks.said(bool(answer.value), one.asked.marks or self.known.manner.marks, options)
            return Dressed(said or None)
        if answer.value == 0 and not self.known.manner.zeros:
            return Dressed(None)
        return self.chosen(sheet, one.place, answer.value)

    def chosen(self, sheet: Sheet, place: Place, value: Value, alike: Iterable[str] = ()) -> Dressed:
        """The value where anything may stand; else the option that it is, by its own or another of its names."""
        options = self.choices.at(sheet, place)
        if not options or value is None:
            return Dressed(value)
        fitting = _fitting(options, [_words(value), *alike])
        if fitting is None:
            return Dressed(None, f"下拉里没有“{_words(value)[:12]}”，请手填")
        return Dressed(_number(fitting) if isinstance(value, Decimal) else fitting)

    def sort(self, sheet: Sheet, place: Place, name: str, alike: Iterable[str] = ()) -> Dressed:
        """A kind or topic where anything may stand; else the option that is called so, or that alone has its words:
        讲座 is 培训讲座."""
        told = self.chosen(sheet, place, name or None, alike)
        if not name or told.value is not None:
            return told
        fitting = _with_its_words(self.choices.at(sheet, place), name, alike)
        return Dressed(fitting) if fitting is not None else told

    def day(self, first: date, last: date | None, sheet: Sheet, place: Place) -> Value:
        """A day in a cell that shows days; else in words, by the manner chosen."""
        cell = sheet.cells.get(place)
        if cell is not None and cell.shows == "date":
            return first
        said = self.written(first)
        return said if last is None or last == first else f"{said}至{self._end(first, last)}"

    def _end(self, first: date, last: date) -> str:
        """The last day of a span, without the year that its first has said."""
        said = self.written(last)
        return said[len(f"{last.year}-") :] if first.year == last.year and said.startswith(str(last.year)) else said

    def written(self, day: date) -> str:
        match self.known.manner.dates:
            case "chinese":
                return f"{day.year}年{day.month}月{day.day}日"
            case "dots":
                return f"{day.year}.{day.month}.{day.day}"
            case "short":
                return f"{day.month}月{day.day}日"
        return day.isoformat()

    def words(self, text: str) -> str | None:
        """An entry's own words, without what belongs to a person."""
        return private(text, self.known.manner.masks) or None

    def kind_names(self, name: str) -> Iterable[str]:
        """The other names of a kind."""
        return next((kind.aliases for kind in self.known.kinds if kind.name == name), ())

    def line_names(self, names: Sequence[str]) -> Iterable[str]:
        """The other names of a line, where it is one alone."""
        found = (line for line in self.known.lines if len(names) == 1 and names[0] in (line.name, *line.aliases))
        return next(((line.name, *line.aliases) for line in found), ())

    def unit_names(self, name: str) -> Iterable[str]:
        """The other names of a unit."""
        return next((place.short_names for place in self.known.places if place.name == name), ())


def _fitting(options: Iterable[str], names: Iterable[str]) -> str | None:
    """The one option that is called so; names are compared as people write them."""
    by_name: dict[str, set[str]] = {}
    for option in options:
        by_name.setdefault(_bare(option), set()).add(option)
    for name in names:
        found = by_name.get(_bare(name), set())
        if len(found) == 1:
            return next(iter(found))
    return None


def _with_its_words(options: Iterable[str], name: str, alike: Iterable[str]) -> str | None:
    """The one option that has a name's words within it, or that a name has within its own; else by other names."""
    bare = {option: _bare(option) for option in options}
    own, others = _bare(name), [other for one in alike if len(other := _bare(one)) > 1 and other != "活动"]
    by_name = {option for option, said in bare.items() if own in said or (len(said) > 1 and said in own)}
    by_others = {option for option, said in bare.items() if any(other in said for other in others)}
    found = by_name or by_others
    return next(iter(found)) if len(found) == 1 else None


def _bare(words: str) -> str:
    said = folded(words)
    return _TAIL.sub("", said) or said


def _words(value: Value) -> str:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def _number(words: str) -> Value:
    try:
        return Decimal(words)
    except InvalidOperation:
        return words


_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严魏陶姜谢邹章潘葛范彭鲁马方任袁柳唐罗薛贺汤郝邵侯顾孟黄尹姚余汪毕田胡霍卢丁邓洪崔龚程邢陆"
    "段刘龙叶黎白赖乔谭廖耿聂曾苏梁杜贾江郭徐邱骆高夏蔡樊戴熊项董傅钟林"
)
_PERSON = re.compile(
    f"(?P<verb>慰问|走访|看望|探望|帮扶|救助|资助|陪同|接送)(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})"
    "(?P<who>女士|先生|奶奶|爷爷|阿姨|大爷|大妈|大娘|老人|同志|师傅)"
)
_COMMON = re.compile(
    "高龄|孤寡|独居|空巢|残疾|困难|退役|退休|低保|失能|特困|金婚|时代|单亲|留守|患病|党员|社区|辖区|生活|重病|贫困"
)


def private(text: str, manner: str = "stars") -> str:
    """Words without persons' numbers, and without names where they plainly are some: 看望张**老人."""
    plain = masked(text)
    if manner == "words":
        plain = re.sub(r"[0-9Xx]*\*{4,}[0-9Xx]*", "（已隐去）", plain)
    return _PERSON.sub(lambda found: _unnamed(found, manner), plain)


def _unnamed(found: re.Match[str], manner: str) -> str:
    if _COMMON.search(found["name"] + found["who"][:1]):
        return found[0]
    rest = "某" if manner == "words" else "*"
    return f"{found['verb']}{found['name'][0]}{rest * (len(found['name']) - 1)}{found['who']}"
