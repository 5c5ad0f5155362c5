"""Which unit a piece of text speaks of: full names anywhere, short ones where they can be nothing else. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

_BEHIND_SHORT = "(?=[、，：:（]|社区|村|[两三四五六七八九十0-9]+个|等|开展|举办|组织|共|累计|和|与|及|[0-9]|$)"
_OPENS = "(?:(?<=[，；：、。（\\n])|^)"
_NO_PLACE = "(?!路|街|巷|桥|小学|中学|学校|幼儿园|公园|广场|医院|市场|小区|派出所|大道|商圈|宿舍)"
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

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        words = sorted(self.full, key=len, reverse=True)
        ranked = sorted(self.short, key=len, reverse=True)
        short = [re.escape(name) + _BEHIND_SHORT for name in ranked]
        short += [_OPENS + re.escape(name) + _NO_PLACE for name in ranked if len(name) > 1]
        whole = [re.escape(word) for word in self.above]
        return re.compile("|".join([*map(re.escape, words), *whole, *short]) or "(?!)")

    def among(self, text: str) -> list[Named]:
        """The units named in a text, in its order; names inside quotation marks belong to titles."""
        quoted = [(found.start(), found.end()) for found in _QUOTED.finditer(text)]
        return [
            Named(found.start(), found.end(), self.key(found[0]))
            for found in self.pattern.finditer(text)
            if not any(first <= found.start() < last for first, last in quoted)
        ]

    def without(self, text: str) -> str:
        """The text without the units that it names."""
        for one in reversed(self.among(text)):
            text = text[: one.start] + text[one.end :]
        return text

    def key(self, word: str) -> int:
        return self.full.get(word) or self.short.get(word) or self.whole

    def of_cell(self, text: str) -> int | None:
        """The unit that a table's cell names, alone."""
        word = "".join(text.split())
        return self.full.get(word) or self.short.get(word) or self.full.get(word.removesuffix("居委会"))
