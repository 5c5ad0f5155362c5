"""Whether a brief tells what was done, or gives notice of what will be."""

from __future__ import annotations

import re

from yiben.ledger.briefing.drafts import Span

_NOTICE = re.compile(
    "预告|活动通知|的通知|报名(?:方式|电话|时间|链接|条件|截止|地点|从速|参加)|扫码报名|敬请|请(?:广大|各位|大家|有(?:需要|意)|及时|准时|提前|携带|自备|参加|于)|欢迎(?:广大|各位|大家|居民|辖区|前来|踊跃|参加|报名)|诚邀|约起来|不见不散|名额有限|等你来|咨询电话"
)
_WILL = re.compile(
    r"将(?:于|在|举办|举行|召开|开展|组织|联合|邀请|走进|启动|面向|集中|免费|为)|(?:拟|定|计划|预定|预计)于|拟(?:开展|举办|组织|召开)|即将(?:开展|举办|开始|启动|举行|开讲|开班)|计划(?:开展|举办|组织|召开|在)"
)
_AFTERWARDS = re.compile(
    "下一步|今后|接下来|下阶段|未来|后续|以此次|以此为|将继续|将持续|将进一步|将不断|还将|社区将以|将以"
)
_DONE = re.compile(
    "参加了|参与了|圆满|顺利|结束|赢得|受到|得到|纷纷|表示|共(?:发放|接待|有|走访|收集|服务)|开展了|举办了|组织了|召开了|走访了|现场气氛|成功"
)
_SENTENCE = re.compile("[^。！？\n]+[。！？]?")


def is_planned(text: str, start: int, end: int, heading: Span | None) -> bool:
    """Whether what stands between two places of a text has yet to be done; what is said of afterwards doesn't tell."""
    will = done = 0
    if heading and _NOTICE.search(text, *heading):
        will += 2
    for number, sentence in enumerate(_SENTENCE.finditer(text, start, end)):
        words = sentence[0]
        if _AFTERWARDS.search(words):
            continue
        if _NOTICE.search(words):
            will += 1
        if _WILL.search(words):
            will += 2 if number == 0 else 1
        done += len(_DONE.findall(words))
    return will > done
