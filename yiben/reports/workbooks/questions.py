"""How questionnaires ask: 贵单位今年共举办讲座多少场？"""

from __future__ import annotations

import re

from yiben.reports.workbooks.words import UNITS

_YOU = re.compile("^[贵你您](?:单位|社区|街道|地区|镇|村)")
_ASKED = re.compile(
    "^(?:请问|请填写|请填|请写明)|^(?:贵|你|您|我|本)(?:单位|社区|街道|地区?|镇|村|辖区)?(?:所在)?(?:的?(?:单位|社区|街道))?|"
    "(?:有|是|为)(?:多少|几何)$|多少$|[?。;,、]+$"
)
_IN_A_QUESTION = re.compile(
    "(?:一共|总共|共|都)?(?:组织|开展|举办|发出|来听|听过|办(?!理)|做|开(?!展)|发(?!放))(?:了|过)?(?=$|[\u4e00-\u9fff(])|(?<=[\u4e00-\u9fff])(?:了|过)(?=$|[\u4e00-\u9fff(])|"
    "的?呢$|(?:一共|总共|共)$|^来|的居民$|的群众$"
)
_HOW_MANY_OF = re.compile(
    "(?:[一总]?共计?|累计|大?约)*(?:有|为|是|达|出)?(?:多少|几)(?P<unit>场次?|次|期|讲|份|人次|户|件)(?=[\u4e00-\u9fff(]*$)"
)
_HOW_MANY = re.compile("(?:[一总]?共计?|累计|大?约)*(?:有|为|是|达)?(?:多少|几)(?:个|家)?(?=[\u4e00-\u9fff]{1,3}$)")


def asked_in(phrase: str) -> tuple[str, str]:
    """What a question asks for, without asking, and what it is counted in; other words as they are."""
    if not re.search("[?]$|多少|几[\u4e00-\u9fff]{1,2}$", phrase):
        return phrase, ""
    for _turn in range(3):
        phrase = _ASKED.sub("", phrase)
    if (found := _HOW_MANY_OF.search(phrase)) and found["unit"] in UNITS:
        phrase = phrase[: found.start()] + phrase[found.end() :]
        return _IN_A_QUESTION.sub("", phrase), found["unit"]
    if (found := _HOW_MANY.search(phrase)) and (unit := phrase[found.end() :]) in UNITS:
        return _IN_A_QUESTION.sub("", phrase[: found.start()]), unit
    return _IN_A_QUESTION.sub("", _HOW_MANY.sub("", phrase)), ""


def unaddressed(phrase: str) -> str:
    """Words without whom they ask: 贵街道."""
    return _YOU.sub("", phrase)
