"""Whose form or whose column it is: organisations that stand for a line of work, and their offices and stations."""

from __future__ import annotations

import re

_ORGANS = {
    "union": "(?:联合)?(?:总工会|工会(?:委员会|联合会|组织)?)|职工之家",
    "youth": "共青团(?:组织|委员会)?|(?<![群社])(?:团工?委|团(?:区|市|县|省)委|团总?支部?|团组织)|青年之家",
    "women": "妇联(?:组织)?|妇女联合会|妇工委|妇女之家|妇儿工委",
    "redcross": "红十字会?|红会|博爱家园",
    "liaison": "(?:人大)?代表(?:联络|工作)(?:总?站|室)|人大代表之?家站?|代表之家|人大(?:代表)?(?:工委|主席团)?|联络站",
    "enterprise": "[助惠涉安暖稳]企(?:服务|纾困)*(?:总?站)?|企业服务(?:总?站|中心)?|(?:优化?)?营商环境|市场主体|纾困",
    "learning": "社区(?:教育)?学校|社区教育(?:中心|学院|学校)?|老年(?:学校|大学)|终身(?:教育|学习)",
    "volunteering": "志愿服务(?:总?队|联合会|协会|中心)|文明实践(?:总?[所站]|中心)",
}
_NAMED = re.compile("|".join(f"(?P<{slug}>{words})" for slug, words in _ORGANS.items()))
_THREE = "工青妇"
_STATION = re.compile(
    "(?:[\u4e00-\u9fff]{0,5}(?:总?[站点所]|站点|之家|学校|学院|中心|支部|总支|[党团]工?委|小组|小区|协会|工会|妇联|红会|红十字会|人大工委|[^活运]队))(?:\\(.*\\))?"
)

_EVERY = re.compile(
    "(?:各个?(?![类种项式级界自别方])|所[属辖]各?|下[属辖]各?|辖区各?|全[街镇区]各)[\u4e00-\u9fff]{0,8}?"
    "(?:站点?|点位|教学点|服务点|活动点|网点|社区|村居?|居委会|驿站|网格|学校|分校|校区|校|之家|中心|"
    "工会|妇联|妇委会|红会|红十字会|协会|学会|联合会|[党团](?:总?支部?|工?委|组织)|单位|部门|站所|[^活运]队)"
)
"""Who does it, each of them: 各社区教学点."""


def organ_in(words: str) -> tuple[str, str]:
    """The line whose organisation the words name, and the words without it; "" where they name none."""
    found = _NAMED.search(words)
    if found is None:
        return "", words
    slug = str(found.lastgroup)
    return slug, re.sub(_ORGANS[slug], "", words)


def organs_in(words: str) -> frozenset[str]:
    """The lines of all organisations that the words name: 红十字会、人大代表联络站."""
    found = {str(one.lastgroup) for one in _NAMED.finditer(words)}
    return frozenset(found | {"union", "youth", "women"} if _THREE in words else found)


def without_organs(words: str) -> str:
    """Words without the organisations that they name."""
    return _NAMED.sub("", words.replace(_THREE, ""))


def every_one(words: str) -> bool:
    """Whether words name nothing but all of some organisation's stations, schools or members: 各联络站."""
    return bool(re.fullmatch(f"{_EVERY.pattern}(?:名称|分布|设置|(?:开展|完成)?情况)?", words))


def behind_every(words: str) -> list[str]:
    """What may be left of words behind all those who do it: 接待选民情况 of 各代表联络站接待选民情况."""
    ends = range(3, len(words))
    return [words[end:] for end in ends if _EVERY.fullmatch(words[:end])]


def stationed(rest: str) -> bool:
    """Whether what stands behind the name of a place makes it one of its offices: 北关(站), 街道(妇联)."""
    return bool(_STATION.fullmatch(rest))
