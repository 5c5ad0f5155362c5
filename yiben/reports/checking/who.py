"""Which unit a piece of text speaks of: full names anywhere, short ones where they can be nothing else. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

_BEHIND_SHORT = re.compile("[、，：:（]|社区|村|[两三四五六七八九十0-9]+个|等|开展|举办|组织|共|累计|和|与|及|[0-9]|$")
_PLACE = re.compile("路|街|巷|桥|小学|中学|学校|幼儿园|公园|广场|医院|市场|小区|派出所|大道|商圈|宿舍")
_OPENS = frozenset("，；：、。（\n")
_BEFORE_OFFICE = frozenset("，；：、。（\n道办镇处")
_DOES = re.compile(
    "(?:今年|全年|本年|[上下]半年|[一二三四]季度|共|累计|先后|还|也|另|则)*"
    "(?:开展|举办|组织|召开|走访|承办|主办|开设|培训|服务|接待|办理|收集|[0-9])"
)
"""What an office did itself: 依托党群服务中心 only says where."""
_QUOTED = re.compile("[“《‘][^”》’\n]{0,60}[”》’]")


@dataclass(frozen=True)
class Named:
    """A unit in a text: where, and its key."""

    start: int
    end: int
    unit: int


@dataclass(frozen=True)
class Names:
    """What units are called: full names, short names, and words for the whole."""

    full: Mapping[str, int]
    short: Mapping[str, int]
    whole: int
    """The key of what 全街道, 全年共 speak of."""
    above: Sequence[str] = field(default=("全街道", "全街", "街道共", "街道累计", "街道上下", "各社区共", "辖区内"))
    offices: Mapping[str, int] = field(default_factory=dict)
    """The street's offices without its name: 党群服务中心."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        def any_of(words: Iterable[str]) -> str:
            return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"

        short, office = any_of(self.short), any_of(self.offices)
        return re.compile(f"{any_of(self.full)}|{any_of(self.above)}|(?P<office>{office})|(?P<short>{short})")

    def among(self, text: str) -> list[Named]:
        """The units named in a text, in its order; names inside quotation marks belong to titles."""
        named = [found for found in self.pattern.finditer(text) if _stands(text, found)]
        quoted = [(found.start(), found.end()) for found in _QUOTED.finditer(text)] if named else []
        return [
            Named(found.start(), found.end(), self.key(found[0]))
            for found in named
            if not any(first <= found.start() < last for first, last in quoted)
        ]

    def without(self, text: str) -> str:
        """The text without the units that it names."""
        for one in reversed(self.among(text)):
            text = text[: one.start] + text[one.end :]
        return text

    def key(self, word: str) -> int:
        return self.full.get(word) or self.short.get(word) or self.offices.get(word) or self.whole

    def of_cell(self, text: str) -> int | None:
        """The unit that a table's cell names, alone."""
        word = "".join(text.split())
        named = self.full.get(word) or self.short.get(word) or self.offices.get(word.removeprefix("街道"))
        return named or self.full.get(word.removesuffix("居委会"))


def _stands(text: str, found: re.Match[str]) -> bool:
    """Whether a short name is the unit's: by what stands behind it, or where it opens a clause and names no street; an
    office's where it does something itself."""
    if found["office"]:
        opens_clause = found.start() == 0 or text[found.start() - 1] in _BEFORE_OFFICE
        return opens_clause and bool(_DOES.match(text, found.end()))
    if not found["short"]:
        return True
    if _BEHIND_SHORT.match(text, found.end()):
        return True
    opens = found.start() == 0 or text[found.start() - 1] in _OPENS
    return opens and len(found[0]) > 1 and not _PLACE.match(text, found.end())
