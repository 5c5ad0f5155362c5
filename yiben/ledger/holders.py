"""Whose an activity is: a unit by any of the names that people give it, alone or with others that held it too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from yiben.ledger.headings import key
from yiben.ledger.heads import Words
from yiben.lib.plain import quoted

_FULL_NAME = 4
# 云湖区青石街道 is the street, named with what it belongs to.
_DISTRICT = re.compile("^[\u4e00-\u9fff]{2,6}?(?:[省市县旗]|(?<![社小园片辖网校景])区)")
_BRACKETED = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]|盖章")
# Lists number their units, and questionnaires letter them: 3.临水社区, B、临水社区.
_NUMBERED = re.compile(r"^\s*(?:[（(]?(?:\d{1,2}|[A-Za-z])[)）、.．:：]|[①-⑳*＊])\s*")
_APART = re.compile(r"[、，,;；/／\n+&]|和|与|及|暨|联合")
# What belongs to a unit writes for it: its committee, its organisations, its stations.
_BELONGING = re.compile(
    "(?:第[一二三四五六七八九十\\d]+)?(?:居民委员会|居委会|居委|村民委员会|村委会|党群服务中心|服务中心|党总支|党支部|党委|工作站|新时代文明实践(?:站|所)|"
    "文明实践(?:站|所)|便民服务(?:站|中心)|妇女联合会|妇联|工会联合会|联合工会|总工会|工会|团工委|团总支|团支部|团委|共青团|志愿服务(?:队|站|岗)|"
    "志愿者(?:服务)?(?:队|协会)|青年志愿者|红十字会|关工委|老年协会|残联|科协|文联|侨联|(?:人大)?(?:代表)?联络[站点室]|(?:社区|市民|老年|成人|家长|妇女)?(?:大学|学校|学堂|夜校)(?:教学点|分校)?|教学点|网格|办事处|街道办|本级|机关|"
    "(?:新时代)?(?:文明)?实践[站所点]|(?:人大)?(?:代表|职工|妇女|青年|儿童|党员|老年人?|志愿者?)之家|(?:[中总分]心?)?站点?|(?:党群|邻里|职工|志愿)?驿站)$"
)
# What a street has itself, where its units aren't listed one by one: 街道综合文化站, 党政办.
_GENERIC = ("街道", "镇", "乡")
_OFFICE = re.compile(
    "(?:本?(?:街道|镇|乡)(?!各|辖区|内|所有|部分)[\u4e00-\u9fff]{2,12}(?<!派出|居委)(?:[站办所科室部会队组岗]|办公室|中心|服务队|工委)|"
    "(?:党政(?:综合)?|党建(?:工作)?|党群(?:工作)?|社会事务|社事|民政|公共(?:服务|管理|安全)|平安(?:建设)?|综治|综合治理|应急(?:管理)?|经济发展|经发|城管|城建|城市管理|"
    "宣传|组织|人大|计生|卫健|卫生健康|社保|劳动保障|综合文化|文化|文体|文化体育|退役军人)(?:服务)?(?:[站办科]|办公室|工委))"
)
_PATH = re.compile(r"\s*[/／\\>＞|_—–-]+\s*")
_ABOVE = ("街道", "镇", "乡", "办事处", "区", "市", "县", "省")
_OWN = frozenset({"本社区", "本单位", "本街道", "我社区", "本居委会", "社区", "居委会", "本部门", "本级"})
_NEAR_LEAST = 3
# Characters of place names that are typed for each other: they look alike, or one types them by the same sound.
_ALIKE = [
    frozenset(group)
    for group in (
        "鸣呜 未末 土士 己已巳 干千于 大太 王玉主 田由甲申 日曰 人入 夭天 苑园院源圆元 塘糖唐堂棠 清青轻晴 新心欣馨 "
        "东冬 桥侨乔 泉全 里理李礼 门们 西希溪 河和何合荷禾 营迎盈莹 龙隆 平坪萍苹 安岸 民明名 双霜 井景并 街接 "
        "南男楠 锦金景 花华 铁贴 路陆璐 村邨 柏伯拍 滨宾彬缤 "
        "湖胡 城成诚 阳杨扬洋 光广 石实 兰蓝岚 学雪 书舒 府俯 堤提 柳留 荫阴 钟种忠 楼搂 桂贵 榴留 畔伴 梨黎 鹤贺"
    ).split()
]


@dataclass(frozen=True)
class Held:
    """Who held it, who held it too, what is wrong with the name, or what is to be said of how it was read."""

    unit: int | None = None
    cohosts: tuple[int, ...] = ()
    strangers: tuple[str, ...] = ()
    problem: str = ""
    remark: str = ""


class Holders:
    """Finds units by name, each text once."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._read: dict[str, Held] = {}
        self._communities = frozenset(pk for name, pks in words.units.items() if name.endswith("社区") for pk in pks)
        self._full = sorted((name for name in words.units if len(name) >= _FULL_NAME), key=len, reverse=True)

    def of(self, said: str) -> Held:
        """Whose a cell says it is: 临水社区居委会, 青石街道临水社区, 临水社区妇联; the first of 临水、望山社区."""
        if said not in self._read:
            self._read[said] = self._found(said)
        return self._read[said]

    def known(self, said: str) -> int | None:
        """The one unit of that name, none where there is none or more than one."""
        units = self._units(said)
        return next(iter(units)) if len(units) == 1 else None

    def within(self, texts: Iterable[str]) -> tuple[str, int] | None:
        """The one unit that some words above a list name in full; of a street and its community the community."""
        text = "\n".join(key(text) for text in texts)
        named = {(name, next(iter(self.words.units[name]))) for name in self._full if name in text}
        named = {found for found in named if len(self.words.units[found[0]]) == 1}
        inner = [found for found in named if not any(found[0] in other[0] and found != other for other in named)]
        # 青石街道 临水社区: what follows the street's own name is meant, not the street.
        beneath = [found for found in inner if not found[0].endswith(("街道", "镇", "区"))] or inner
        units = {unit for _name, unit in beneath}
        return max(beneath, key=lambda found: len(found[0])) if len(units) == 1 else None

    def _found(self, said: str) -> Held:
        units = self._units(said)
        if len(units) == 1:
            return Held(next(iter(units)))
        if len(units) > 1:
            return Held(problem=f"有不止一个单位叫这个名字：{quoted(said)}")
        if key(said) in _OWN:
            return Held(self.words.default_unit)
        return self._several(said) or self._beginning(said) or self._office(said) or self._near(said)

    def _units(self, said: str) -> frozenset[int]:
        name = key(said).strip("【】[]《》()")
        for tried in dict.fromkeys((name, key(_BRACKETED.sub("", said)), key(_NUMBERED.sub("", said)))):
            while tried:
                for one in (tried, f"{tried}社区"):
                    if found := self.words.units.get(one):
                        return found
                if found := self._short(tried):
                    return found
                shorter = _BELONGING.sub("", tried)
                if shorter == tried and len(within := _DISTRICT.sub("", tried)) >= _FULL_NAME:
                    shorter = within
                if shorter == tried:
                    break
                tried = shorter
        return frozenset()

    def _short(self, name: str) -> frozenset[int]:
        """The community whose short name stands with 社区 behind it."""
        found = self.words.units.get(name.removesuffix("社区"), frozenset()) if name.endswith("社区") else frozenset()
        return found & self._communities

    def _office(self, said: str) -> Held | None:
        """An office of the street's own is the street's, and told."""
        street = next((pks for name in _GENERIC if len(pks := self.words.units.get(name, frozenset())) == 1), None)
        if street is None or not _OFFICE.fullmatch(key(said)):
            return None
        return Held(next(iter(street)), remark=f"{quoted(said)}按街道记")

    def _several(self, said: str) -> Held | None:
        # 青石街道/临水社区, 云湖区/青石街道/临水社区 are the way to the community.
        *above, last = map(str.strip, _PATH.split(said))
        ways = {self.known(part) for part in above if part.endswith(_ABOVE)} - {None}
        if ways and all(part.endswith(_ABOVE) for part in above) and not ways & self._communities:
            return self.of(last)
        parts = [part.strip() for part in _APART.split(said) if part.strip()]
        if len(parts) == 1:
            parts = self._run_together(key(said))
        if len(parts) < 2:
            return None
        found = [(part, self.known(part) or self.known(f"{part}社区")) for part in parts]
        units = list(dict.fromkeys(unit for _part, unit in found if unit))
        if found[0][1] is None or not units:
            return None
        strangers = tuple(part for part, unit in found if unit is None)
        remark = f"写了不止一个单位，记在{quoted(parts[0])}名下，其余记作联合单位"
        return Held(units[0], tuple(units[1:]), strangers, remark=remark)

    def _run_together(self, name: str) -> list[str]:
        """临水社区望山社区, as lines of a cell are joined: both; none where but one of them is a unit."""
        full, unit = self.begins(name)
        rest = name.removeprefix(full) if unit else ""
        return (
            [full, rest]
            if rest and self.known(rest)
            else [full, *more]
            if rest and (more := self._run_together(rest))
            else []
        )

    def _beginning(self, said: str) -> Held | None:
        """临水社区第三网格 is the community's, and told."""
        full, unit = self.begins(said)
        return Held(unit, remark=f"{quoted(said)}按{quoted(full)}记") if unit else None

    def begins(self, said: str) -> tuple[str, int | None]:
        """The unit with whose full name some words begin, and that name."""
        name = key(said)
        found = [full for full in self._full if name.startswith(full) and len(self.words.units[full]) == 1]
        return (found[0], next(iter(self.words.units[found[0]]))) if found else ("", None)

    def _near(self, said: str) -> Held:
        """A name one character off is taken where it is long enough to be sure, or looks or sounds the same, else
        asked."""
        names = key(said), f"{key(said)}社区"
        near = {full for full in self._full for name in names if _one_off(name, full)}
        alike = {full for full in near for name in names if _mistyped(name, full)}
        near = alike or near
        units = {unit for full in near for unit in self.words.units[full]}
        if len(units) != 1:
            return Held(problem=f"没有这个单位：{quoted(said)}")
        meant = max(near, key=len)
        if len(meant.removesuffix("社区")) < _NEAR_LEAST and not alike:
            return Held(problem=f"没有这个单位：{quoted(said)}，是不是{quoted(meant)}")
        return Held(units.pop(), remark=f"没有{quoted(said)}，认作{quoted(meant)}")


def _mistyped(one: str, other: str) -> bool:
    """Whether the one character in which two names differ looks or sounds like the other's."""
    pairs = [{a, b} for a, b in zip(one, other, strict=False) if a != b]
    return len(one) == len(other) and len(pairs) == 1 and any(pairs[0] <= group for group in _ALIKE)


def _one_off(one: str, other: str) -> bool:
    """Whether one character was mistyped, left out or put in."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[at + 1 :] == other[at + 1 :] or one[at:] == other[at + 1 :] or one[at + 1 :] == other[at:]
