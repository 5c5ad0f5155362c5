"""Which unit a form's words name: full, short, with the street in front, one character off; two alike are nobody's."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from yiben.reports.workbooks.known import Known, Place, bare
from yiben.reports.workbooks.organs import stationed

_TAIL = re.compile(
    r"(?:社区)?(?:\((?:村居?|社区)\)|/村|居委会|居民委员会|村民委员会|村委会|党委|党总支|党支部|党组织|(?:便民|党群|社区|综合)*服务(?:中心|站)|"
    r"(?:新时代)?文明实践[所站]|工作站|居民?区|社区|村)$"
)
_MARKS = re.compile(
    r"^[\d.、()（）一二三四五六七八九十]{1,4}[、.．)）]\s*|^[*★☆△▲※#]+|[*★☆△▲※#]+$|[（(](?:盖章|公章)[)）]$|^其中[:：,，、]?"
)
_OFFICE = re.compile("(?:工作)?办公室$")
_OWN = re.compile(
    r"(?:街道|镇|乡)?(?:机关)?(?:本级|机关|办事处(?:本级|机关)?)|街道办(?:公室)?(?:本级)?|(?:街道)?(?:自办|自行举办|直接举办)|街道层面|街道级"
)
_WITH_ITS_NAME = re.compile(
    "(?P<name>[^()]+)\\((?P<own>(?:街道|镇|乡)?(?:办事处)?(?:本级|机关|自身|本身)|自办|直属)\\)"
)
"""机关（街道本级）, 街道工会（本级）."""
_ALL = re.compile(r"(?:全街道?|全镇|全辖区|街道(?:合计|总计|汇总|整体|全域)|辖区(?:合计|总计))")
_TOTAL = re.compile(r"(?:总|合|小|共)\s*计(?:数|值)?|总数|总和|汇总|合计\(.*\)|.{1,6}小计|(?:各?社区|.{0,3}片区?)合计")
_COMMUNITIES = re.compile("(?:其中[:,]?)?(?:各|所属|所辖|下辖)*(?:社区|村居)(?:级|层面|小计|合计|合计数)?")
_OF_COMMUNITIES = re.compile("(?:其中[:,]?)?各?(?:社区|村居)")
_NEAR = 74


@dataclass(frozen=True)
class Named:
    """A unit, or what stands for some: `own` is what the home unit itself held. `sure` from 0 to 1."""

    place: Place | None
    own: bool = False
    total: bool = False
    communities: bool = False
    """All communities below the home unit, without what it held itself."""
    sure: float = 1.0
    problem: str = ""


class Units:
    """The units of a book by every name that they are called."""

    def __init__(self, known: Known) -> None:
        self.home = known.home
        self.names: dict[str, set[Place]] = {}
        for place in known.places:
            for name in self._called(place):
                self.names.setdefault(name, set()).add(place)
        self._communities = [place for place in known.places if place.kind == "community"]
        self._bases = {_TAIL.sub("", bare(place.name)): place for place in self._communities}
        self.find = lru_cache(maxsize=4096)(self._find)

    def _called(self, place: Place) -> set[str]:
        whole = {bare(name) for name in (place.name, *place.short_names)}
        if place.kind == "community":
            whole |= {short for name in whole if len(short := _TAIL.sub("", name)) >= 2}
            whole |= {f"{name}社区" for name in whole if not name.endswith("社区")}
            whole |= {f"{name}居委会" for name in whole} | {f"{name}居民委员会" for name in whole}
        if place.kind == "office" and place.name.endswith("办公室"):
            whole |= {place.name.removesuffix("公室"), _OFFICE.sub("办", place.name)}
        if place.pk != self.home.pk:
            whole |= {self.home.name + name for name in whole}
        return whole

    def _find(self, text: str) -> Named | None:
        """The unit that a whole cell names; None where the cell is about something else."""
        said = _MARKS.sub("", bare(text)).replace("（", "(").replace("）", ")")
        if not said or len(said) > 30:
            return None
        if _TOTAL.fullmatch(said):
            return Named(None, total=True)
        if _ALL.fullmatch(said) or said in ("街道", "镇", "乡"):
            return Named(self.home)
        if own := self._own(said) or self._named_own(said):
            return own
        if places := self.names.get(said):
            return self._one(places, said)
        return self._of_a_station(said) or self._near(said)

    def _of_a_station(self, said: str) -> Named | None:
        """A community by its station, school or branch: 北关学习点, 桃花坞社区站."""
        found = [
            place
            for end in range(2, len(said) + 1)
            if (places := self.names.get(said[:end])) and stationed(said[end:].removeprefix("社区"))
            for place in places
            if place.kind == "community"
        ]
        return Named(found[0]) if len({place.pk for place in found}) == 1 else None

    def layer(self, said: str) -> Named | None:
        """All communities, or the street by itself, where these two are told apart: 社区妇联, 街道团工委."""
        if _COMMUNITIES.fullmatch(said) or ((found := _OF_COMMUNITIES.match(said)) and stationed(said[found.end() :])):
            return Named(self.home, communities=True)
        names = ["街道", "镇", "乡", "机关", bare(self.home.name), *map(bare, self.home.short_names)]
        rests = [said.removeprefix(name) for name in names if said.startswith(name)]
        rests += [one.removesuffix("本级") for one in rests]
        return Named(self.home, own=True) if any(one and stationed(one) for one in rests) else None

    def _own(self, said: str) -> Named | None:
        rest = said.removeprefix(bare(self.home.name)) if said.startswith(bare(self.home.name)) else said
        short = next((name for name in self.home.short_names if said.startswith(name)), "")
        tried = {said, rest, said.removeprefix(short)}
        if any(_OWN.fullmatch(one) for one in tried if one):
            return Named(self.home, own=True)
        return None

    def _named_own(self, said: str) -> Named | None:
        """The street by itself, called so in brackets behind another of its names; no community's own."""
        found = _WITH_ITS_NAME.fullmatch(said)
        if found is None:
            return None
        name = self.find(found["name"]) or self.layer(found["name"])
        return Named(self.home, own=True) if name is not None and name.place == self.home else None

    def _one(self, places: set[Place], said: str) -> Named:
        if len(places) == 1:
            return Named(next(iter(places)))
        return Named(None, problem=f"有不止一个单位叫“{said}”")

    def _near(self, said: str) -> Named | None:
        """A community's name mistyped: near to one only, and plainly nearer than to any other."""
        base = _TAIL.sub("", said.removeprefix(bare(self.home.name)))
        if len(base) < 2 or (base == said and len(said) > 6):
            return None
        names = self._bases
        found = process.extract(base, names.keys(), scorer=fuzz.ratio, limit=2)
        suffixed = base != said
        least = 49 if suffixed else _NEAR
        if not found or found[0][1] < least or (not suffixed and len(base) < 3):
            return Named(None, problem=f"本账本里没有“{text_of(said)}”") if suffixed else None
        if len(found) > 1 and found[0][1] - found[1][1] < 12:
            return Named(None, problem=f"“{text_of(said)}”像不止一个单位")
        meant = found[0][0]
        if len(base) == 2 and len(meant) == 2:
            # Of two characters one is wrong: the other alone may be shared by a stranger.
            alike = [name for name in names if set(name) & set(base)]
            if len(alike) != 1:
                return Named(None, problem=f"“{text_of(said)}”像不止一个单位")
            return Named(names[meant], sure=0.7, problem=f"没有“{text_of(said)}”，像是{names[meant].name}")
        return Named(names[meant], sure=0.85, problem=f"没有“{text_of(said)}”，认作{names[meant].name}")

    def missing(self, text: str, others: Collection[Place]) -> Named | None:
        """A name of one wrong character among names of communities: the one that isn't there and is nearest."""
        said = _TAIL.sub("", _MARKS.sub("", bare(text)))
        left = {name: place for name, place in self._bases.items() if place not in others}
        near = [place for name, place in left.items() if len(name) == len(said) > 1 and _one_off(name, said)]
        if len(near) != 1 or any(_one_off(_TAIL.sub("", bare(place.name)), said) for place in others):
            return None
        return Named(near[0], sure=0.85, problem=f"没有“{text_of(said)}”，认作{near[0].name}")

    def inside(self, text: str) -> Named | None:
        """The unit that a line of words speaks of: 填报单位：河畔社区, 青棠街道2025年统计表."""
        said = bare(text)
        found = [(name, places) for name, places in self.names.items() if len(name) >= 3 and name in said]
        if not found:
            return None
        longest = max(len(name) for name, _places in found)
        places = set().union(*(p for name, p in found if len(name) == longest))
        beneath = {p for _name, some in found for p in some if p.pk != self.home.pk}
        if len(beneath) == 1:
            return Named(next(iter(beneath)))
        return Named(next(iter(places))) if len(places) == 1 and not beneath else None


def _one_off(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def text_of(said: str) -> str:
    """Words of a cell, cut where they are long."""
    return said[:12]
