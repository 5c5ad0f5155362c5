"""Word's automatic numbers: they are printed, but stand nowhere in the text. Here they are counted as Word does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

_CN = "零一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = str.maketrans("一二三四五六七八九十百", "壹贰叁肆伍陆柒捌玖拾佰")
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Style(NamedTuple):
    """What a paragraph or character style says; None where it leaves the matter to the style it is based on."""

    name: str = ""
    based_on: str = ""
    number: str | None = None
    level: int | None = None
    bold: bool | None = None
    hidden: bool | None = None
    centred: bool | None = None
    outline: int | None = None

    @property
    def heading(self) -> int:
        """1 to 9 for a heading style, else 0."""
        if self.outline is not None:
            return self.outline + 1 if 0 <= self.outline < 9 else 0
        found = re.match(r"(?:heading|标题) ?([1-9])$", self.name)
        return int(found[1]) if found else 0


@dataclass
class Styles:
    """A document's styles, each with what it inherits."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""
    _whole: dict[str, Style] = field(default_factory=dict)

    def of(self, key: str) -> Style:
        """The style with everything that it inherits; the default style for an unknown name."""
        key = key if key in self.by_id else self.default
        if key not in self._whole:
            self._whole[key] = self._inherit(key)
        return self._whole[key]

    def _inherit(self, key: str) -> Style:
        whole = self.by_id.get(key, Style())
        seen = {key}
        parent = whole.based_on
        while parent in self.by_id and parent not in seen:
            seen.add(parent)
            below = self.by_id[parent]
            whole = whole._replace(
                **{name: getattr(below, name) for name in whole._fields[2:] if getattr(whole, name) is None}
            )
            parent = below.based_on
        return whole


class Level(NamedTuple):
    """How one level of a list is numbered: %1 in the pattern stands for the count of level 1."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    style: str = ""
    plain: bool = False  # all counts as 1, 2, 3, whatever their own form


@dataclass
class Numbering:
    """The lists of a document and how far each has been counted. Lists of one abstract definition count on."""

    levels: dict[str, dict[int, Level]]
    family: dict[str, str]
    restarts: dict[str, dict[int, int]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def level_of_style(self, number: str, style: str) -> int:
        """The level that belongs to a paragraph style in this list."""
        levels = self.levels.get(number, {})
        return next((at for at, level in levels.items() if style and level.style == style), 0)

    def count(self, number: str, at: int) -> str:
        """Count one paragraph on, and give the label that Word prints before it."""
        levels = self.levels.get(number)
        if not levels or at not in levels:
            return ""
        counts = self.counts.setdefault(self.family[number], {})
        self._restart(number, counts)
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]
        return self._label(levels, counts, at)

    def _restart(self, number: str, counts: dict[int, int]) -> None:
        """A list that says where it starts does so once, at its first paragraph."""
        for at, start in self.restarts.pop(number, {}).items():
            counts[at] = start - 1

    def _label(self, levels: dict[int, Level], counts: dict[int, int], at: int) -> str:
        def shown(found: re.Match[str]) -> str:
            level = int(found[1]) - 1
            form = "decimal" if levels[at].plain else levels.get(level, Level()).form
            return numeral(counts.get(level, levels.get(level, Level()).start), form)

        if levels[at].form == "bullet":
            return "•"
        return "" if levels[at].form == "none" else re.sub("%([1-9])", shown, levels[at].pattern[:60])


def numbering_of(
    abstract: dict[str, dict[int, dict[str, str]]], numbers: dict[str, tuple[str, dict[int, dict[str, str]]]]
) -> Numbering:
    """The lists, from what the file says of its abstract definitions and of each list's departures from them."""
    levels, restarts = {}, {}
    for number, (family, overrides) in numbers.items():
        said = {at: dict(level) for at, level in abstract.get(family, {}).items()}
        for at, override in overrides.items():
            said.setdefault(at, {}).update({key: value for key, value in override.items() if key != "restart"})
        levels[number] = {at: _level(level) for at, level in said.items()}
        restarts[number] = {
            at: _count(override["restart"]) for at, override in overrides.items() if "restart" in override
        }
    return Numbering(levels, {number: family for number, (family, _) in numbers.items()}, restarts)


def _level(said: dict[str, str]) -> Level:
    return Level(
        said.get("numFmt", "decimal"),
        said.get("lvlText", ""),
        _count(said.get("start", "1")),
        said.get("pStyle", ""),
        said.get("isLgl", "0") not in ("0", "false") and "isLgl" in said,
    )


def _count(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,5}", text) else 1


def numeral(value: int, form: str) -> str:
    """A count in one of Word's number formats; plain digits for one that we don't know."""
    make = _FORMS.get(form)
    return make(value) if make and value > 0 else str(value)


def chinese(value: int) -> str:
    """21 is 二十一, 105 is 一百零五."""
    if value >= 1000:
        return "".join(_CN[int(digit)] for digit in str(value)).replace("零", "〇")
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    head = _CN[hundreds] + "百" if hundreds else ""
    if tens:
        ten = "十" if tens == 1 and not hundreds else _CN[tens] + "十"
        return head + ten + (_CN[ones] if ones else "")
    return head + ("零" if hundreds and ones else "") + (_CN[ones] if ones else "")


def _digits(value: int) -> str:
    return "".join(_CN[int(digit)] for digit in str(value)).replace("零", "〇")


def _letter(value: int) -> str:
    return chr(65 + (value - 1) % 26) * ((value - 1) // 26 % 20 + 1)


def _roman(value: int) -> str:
    if value > 399:
        return str(value)
    letters = ""
    for weight, letter in _ROMAN:
        letters += letter * (value // weight)
        value %= weight
    return letters


def _circled(value: int) -> str:
    return _CIRCLED[value - 1] if value <= 20 else str(value)


def _wide(value: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(value))


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "japaneseCounting",
            "koreanCounting",
            "ideographZodiacTraditional",
        ),
        chinese,
    ),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _digits),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
        lambda value: chinese(value).translate(_LEGAL),
    ),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle"), _circled),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _wide),
    "decimalEnclosedParen": lambda value: f"（{value}）",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
    "decimalZero": lambda value: f"{value:02d}",
    "ideographTraditional": lambda value: _STEMS[(value - 1) % 10],
    "ideographZodiac": lambda value: _BRANCHES[(value - 1) % 12],
    "upperLetter": _letter,
    "lowerLetter": lambda value: _letter(value).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
}
