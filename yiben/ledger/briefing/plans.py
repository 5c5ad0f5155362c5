"""Whether a brief tells what was done, or gives notice of what will be."""

from __future__ import annotations

import re

from yiben.ledger.briefing.drafts import Span

_TITLE = re.compile("预告|通知|公告|邀请函|报名|招募|即将|来袭|等你|约起来|约你|倒计时|活动安排")
_NOTICE = re.compile(
    "预告|活动通知|有关事项通知|报名(?:方式|电话|时间|链接|条件|截止|地点|从速|对象)|扫码报名|即日起(?:接受)?报名|敬请"
    "|请(?:广大|各位|大家|有(?:需要|意|兴趣)|及时|准时|提前|携带|自备|居民朋友|到(?!了)|前往|点击|扫码|各(?!界)|全体|相关|按时|于|互相|相互|转告|您)(?![^，。；！]{0,10}(?:牢记|记住|记牢|警惕|警醒|放心|谨记|谨防))"
    "|欢迎(?:广大|各位|大家|居民|辖区|前来|踊跃|参加|报名|有|您|符合|会员|感兴趣|届时|社区|家长)|诚邀|约起来|不见不散|名额有限|等你来|等您来|先到先得|额满为止|有意(?:者|参加)|限额|限报|期待您|静候|届时|等你|快来|快带|来吧|一起来[吧！]|约吗|见[！!]|准时参[加会]|不得(?:请假|缺席)|务必(?:准时|按时|参)"
)
_WILL = re.compile(
    r"将(?:于|在(?!职|册|校|岗)|举办|举行|召开|开展|组织|联合|邀请|走进|启动|面向|免费|正式|迎来|开设)|(?<!原)(?:拟|定|计划|预定|预计|初定)(?:于|在)|拟(?:开展|举办|组织|召开|邀请)|即将(?:开展|举办|开始|启动|举行|开讲|开班|开课)|计划(?:开展|举办|组织|召开|面向)"
)
_LATER = re.compile("下一步|今后|接下来|下阶段|未来[，,将社]|后续")
_AFTERWARDS = re.compile(
    "以此次|以此为|将继续|将持续|将进一步|将不断|还将|也将|将以|将依托|将常态化|将定期|将陆续|将结合|将把|表示"
)
_DONE = re.compile(
    "参加了|参与了|圆满|顺利(?!开展)|结束|赢得|受到|得到|纷纷|表示|共(?:发放|接待|走访|收集|服务|慰问|有)|开展了|举办了|组织了|召开了|走访了|现场气氛|成功|此次活动(?:的开展)?[^。，]{0,6}(?:增强|提升|丰富|拉近)|累计|已(?:经)?(?:完成|开展|举办|办结)"
)
_SENTENCE = re.compile("[^。！？\n]+[。！？]?")


def is_planned(text: str, start: int, end: int, heading: tuple[Span, ...], days_ahead: int | None) -> bool:
    """Whether what stands between two places of a text has yet to be done; what is said of afterwards doesn't tell.

    `days_ahead` is how far off its day is, taken as one to come: what is past was done, unless the words say otherwise.
    """
    will = done = 0
    if any(_TITLE.search(text, *span) for span in heading):
        will += 2
    for number, sentence in enumerate(_SENTENCE.finditer(text, start, end)):
        words = sentence[0]
        if _LATER.search(words) or (_AFTERWARDS.search(words) and not _NOTICE.search(words)):
            continue
        will += 2 * bool(_NOTICE.search(words))
        if _WILL.search(words):
            will += 3 if number == 0 else 1
        done += len(_DONE.findall(words))
    return will + _by_day(days_ahead) > done


def _by_day(ahead: int | None) -> int:
    if ahead is None or abs(ahead) > _NEAR:
        return -1
    if ahead == 0:
        return 0
    return 3 if ahead > 0 else -2


_NEAR = 120
