"""The same activity recorded twice, as far as words can tell: suspects to be put before a person, never merged here.

Only activities of one day are compared, and of them only those of one unit, of units that held something together,
or at one place: a year's list costs little more than reading it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz, process

from yiben.lib.plain import plain

ALIKE, NEARLY = 0.75, 0.5
MOST_OF_A_DAY = 200
"""Of so many of one unit on one day (a year's sums, all dated the last of December) only equal titles are told."""

_MARKS = re.compile(r"[\W_]+")
# The third and the fourth of a course are two, however alike their names; so are morning's and afternoon's.
_TURN = re.compile(r"第[一二三四五六七八九十百\d]+|[（(][一二三四五六七八九十\d]+[)）]|[上下]午场?|\d+$")
_NOISE = re.compile(
    r"[\W_]+|20\d\d年?|第[一二三四五六七八九十\d]+[届次期场]|关于|开展|举办|举行|组织|召开|进行|主题|系列|活动|社区|街道"
)
_ROOMS = re.compile(
    r"\d+号?楼?|[一二三四五六七八九十]楼|会议室|活动室|办公室|多功能厅|大厅|广场|室内|门口|附近|旁|内|处|前"
)
# What every community has one of: without whose it is, it tells no place.
_EVERYWHERE = re.compile(
    "党群服务(?:中心|站)|党群活动中心|(?:新时代)?文明实践[站所点]|妇女?儿童?之家|儿童之家|职工之家|居委会?|(?:综合|便民|居家养老|志愿)?服务[站厅点]|"
    "便民服务中心|活动中心|日间照料中心|老年大学|市民学校|社区学校|代表联络站|图书[室馆]|书屋|礼堂|辖区|小区"
)
_MOST_KNOWN = 8192
_SHORTEST_PLACE = 2
_SHORTEST_TITLE = 3
_SHORTEST_REORDERED, _REORDERED = 6, 0.85


class Activity(NamedTuple):
    """What is compared. `key` tells the caller which it is; `fresh` whether it is new and not in the book yet."""

    key: Hashable
    unit: int
    start: date
    title: str
    place: str = ""
    cohosts: frozenset[int] = frozenset()
    fresh: bool = True

    @property
    def units(self) -> frozenset[int]:
        return self.cohosts | {self.unit} if self.cohosts else frozenset((self.unit,))


@dataclass(frozen=True)
class Suspect:
    """Two that may be one, and the sentence why; the later of the list, or the new one, comes first."""

    one: Hashable
    other: Hashable
    why: str
    exact: bool = False


def suspects(activities: Sequence[Activity], shapes: Shapes) -> list[Suspect]:
    """Pairs that may be one activity. Two that stand in the book already are not told."""
    days: defaultdict[date, list[Activity]] = defaultdict(list)
    for activity in activities:
        days[activity.start].append(activity)
    found: dict[tuple[Hashable, Hashable], Suspect] = {}
    for same_day in days.values():
        for first, second in _pairs(same_day, shapes):
            one, other = (second, first) if second.fresh else (first, second)
            if (one.key, other.key) not in found and (why := _why(one, other, shapes)):
                exact = one.unit == other.unit and one.title == other.title
                found[one.key, other.key] = Suspect(one.key, other.key, why, exact)
    return list(found.values())


class Shapes:
    """Titles and places as they are compared, each worked out once: without units' names and what all titles have."""

    def __init__(self, unit_names: Iterable[str] = ()) -> None:
        names = sorted({name for name in unit_names if len(name) > 1}, key=lambda name: (-len(name), name))
        self._names = re.compile("|".join(re.escape(name) for name in names) or "(?!)")
        self._titles: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self._turns: dict[str, str] = {}

    def title(self, title: str) -> str:
        return self._titles.get(title) or _remembered(self._titles, title, self._bare_title)

    def _bare_title(self, title: str) -> str:
        bare = plain(title).casefold()
        return _NOISE.sub("", self._names.sub("", bare)) or _MARKS.sub("", bare)

    def turns_differ(self, one: str, other: str) -> bool:
        """Whether both tell which of a course they are, and not the same."""
        turns = self.turn(one), self.turn(other)
        return all(turns) and turns[0] != turns[1]

    def turn(self, title: str) -> str:
        found = self._turns.get(title)
        return _remembered(self._turns, title, _turn_of) if found is None else found

    def place(self, place: str) -> str:
        """What tells a place apart: 临水社区文化中心二楼会议室 is 文化中心; a mere 会议室 tells none, nor
        does a 儿童之家 without whose it is."""
        found = self._places.get(place)
        return _remembered(self._places, place, self._told_apart) if found is None else found

    def _told_apart(self, place: str) -> str:
        bare = _ROOMS.sub("", _MARKS.sub("", plain(place).casefold()))
        told = self._names.sub("", bare).removeprefix("社区")
        whose = bare if told != bare else ""
        return whose if _EVERYWHERE.fullmatch(told) else told


def _turn_of(title: str) -> str:
    return "".join(_TURN.findall(plain(title)))


def _remembered(known: dict[str, str], text: str, work_out: Callable[[str], str]) -> str:
    """What is worked out of a text, kept for its next time; begun anew before it fills the memory."""
    if len(known) >= _MOST_KNOWN:
        known.clear()
    found = known[text] = work_out(text)
    return found


def _pairs(same_day: Sequence[Activity], shapes: Shapes) -> Iterator[tuple[Activity, Activity]]:
    """Pairs worth comparing, with at least one that is new: of one unit, of hosts together, or of one place."""
    rooms: defaultdict[Hashable, list[Activity]] = defaultdict(list)
    for activity in same_day:
        rooms["unit", activity.unit].append(activity)
        for unit in activity.cohosts:
            rooms["unit", unit].append(activity)
        place = shapes.place(activity.place)
        if len(place) >= _SHORTEST_PLACE:
            rooms["place", place].append(activity)
    for together in rooms.values():
        if len(together) == 1:
            continue
        if len(together) <= MOST_OF_A_DAY:
            pairs: Iterable[tuple[Activity, Activity]] = _alike(together, shapes)
        else:
            pairs = (pair for group in _by_title(together, shapes) for pair in combinations(group[:MOST_OF_A_DAY], 2))
        yield from ((first, second) for first, second in pairs if first.fresh or second.fresh)


def _alike(together: Sequence[Activity], shapes: Shapes) -> Iterator[tuple[Activity, Activity]]:
    """The pairs whose titles are alike enough to be looked at: one that another contains, or half the same."""
    titles = [shapes.title(activity.title) for activity in together]
    whole = "\n".join(titles)
    found: set[tuple[int, int]] = set()
    for at, title in enumerate(titles[:-1]):
        near = process.extract(title, titles[at + 1 :], scorer=fuzz.ratio, score_cutoff=100 * NEARLY, limit=None)
        found.update((at, at + 1 + behind) for _title, _score, behind in near)
    for at, title in enumerate(titles):
        if len(title) >= _SHORTEST_TITLE and whole.count(title) > 1:
            found.update(
                (min(at, other), max(at, other)) for other, long in enumerate(titles) if other != at and title in long
            )
    yield from ((together[first], together[second]) for first, second in sorted(found))


def _by_title(together: Sequence[Activity], shapes: Shapes) -> Iterable[list[Activity]]:
    titled: defaultdict[str, list[Activity]] = defaultdict(list)
    for activity in together:
        titled[shapes.title(activity.title)].append(activity)
    return titled.values()


def _why(one: Activity, other: Activity, shapes: Shapes) -> str:
    if shapes.turns_differ(one.title, other.title):
        return ""
    likeness = _likeness(shapes.title(one.title), shapes.title(other.title))
    at_one_place = _same_place(shapes.place(one.place), shapes.place(other.place))
    if one.unit == other.unit:
        if one.title == other.title:
            return "同一单位同日同名"
        if likeness >= ALIKE or (likeness >= NEARLY and at_one_place):
            return "同一单位同日，名称相近" + ("，地点相同" if at_one_place else "")
        return ""
    if one.units & other.units and likeness >= NEARLY:
        return "同日联合举办，名称相近"
    if at_one_place and likeness >= NEARLY:
        return "同日同一地点，名称相近"
    return ""


def _likeness(one: str, other: str) -> float:
    """1 for equal titles; a title that the other contains whole counts as nearly so."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_TITLE and short in long:
        return 0.95
    likeness = fuzz.ratio(one, other) / 100
    return max(likeness, ALIKE) if NEARLY <= likeness < ALIKE and _reordered(short, long) else likeness


def _reordered(short: str, long: str) -> bool:
    """Whether two titles say nearly the same words in another order: 慰问高温下一线职工 and 高温慰问一线职工."""
    if len(short) < _SHORTEST_REORDERED:
        return False
    marks, of_long = set(short), set(long)
    return len(marks & of_long) >= _REORDERED * max(len(marks), len(of_long))


def _same_place(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_PLACE and short in long
