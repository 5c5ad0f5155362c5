"""What says that an activity was not held: a column of states, a note, a bracket around its name."""

from __future__ import annotations

import re
from functools import lru_cache

from yiben.ledger.headings import key
from yiben.ledger.heads import Column

_STATE = re.compile(
    "(?:是否)?(?:活动|工作)?(?:完成|开展|落实|实施|进展|办理|执行)?(?:情况|状态|进度|进展|完成|开展|举办|落实|与否)|"
    "(?:当前|审批|审核|流程|单据|申请|活动|项目|任务|会议|执行|发布)?(?:状态|结果)"
)
_STATES = frozenset(
    "取消 已取消 未开展 未举办 未举行 未完成 未实施 未落实 未启动 未进行 未召开 未组织 未开始 未办 停办 暂缓 "
    "延期 已延期 推迟 延后 改期 待定 待开展 待举办 待实施 计划 计划中 拟开展 拟举办 筹备中 尚未开展 尚未举办 "
    "已拒绝 拒绝 已驳回 驳回 已撤销 撤销 已撤回 撤回 审批中 审核中 待审批 待审核 审批不通过 "
    "审核不通过 不通过 未通过 已作废 作废 已终止 草稿 未提交 招募中 报名中 预热中 即将开始 "
    "未结项 待发布".split()
)
_OFF = "取消|未(?:能)?(?:开展|举办|举行|实施|召开|进行|组织|办)|停办|不再(?:举办|开展)|暂停|暂缓|搁置"
_LATER = "延期|推迟|顺延|改期|延后"
_DOING = "(?:举办|举行|开展|进行|活动)?"
_WHY = "(?:(?:因|由于)[^，。；;]{1,12}?[,，]?)?(?:本次|此次|该)?(?:活动)?(?:已|被|暂时?|而)?"
_AGAIN = (
    "(?:[（(][^）)]{1,20}[）)])?"
    "(?:[,，；;](?:(?:改期|延期|(?:具体)?(?:时间|日期))?(?:另行通知|另定|待定|待通知|再定)|择期.{0,8}))?[。.!！]?"
)
_CALLED_OFF = re.compile(rf"{_WHY}(?:{_OFF}){_DOING}了?{_AGAIN}")
_PUT_OFF = re.compile(rf"{_WHY}(?:{_LATER})(?:(?:到|至).{{1,12}})?{_DOING}{_AGAIN}")
_NOT_MANAGED = re.compile(
    rf"{_WHY}(?:{_OFF}){_DOING}了?[,，].{{1,20}}|.{{0,12}}(?:未能?|没有?)(?:办成|开展|举办|举行)了?。?"
)
# 原定消夏音乐会因台风取消。 tells the same of what it names.
_WAS_TO_BE = re.compile(rf"(?:原定|原计划|拟)[^。；;]{{2,30}}(?:{_OFF}|{_LATER}){_DOING}了?{_AGAIN}")
_IN_TITLE = re.compile(
    rf"[（(【\[](?:{_WHY}(?:{_OFF}|{_LATER})[^）)】\]]{{0,10}}|[^）)】\]不]{{0,8}}(?:取消|停办|未办成?|未开展))[）)】\]]"
)
# In the place of a name: （放假停一次）.
_ONLY_SO = re.compile("[（(【\\[][^（()）]{0,10}(?:停|放假|休课|停课|休息|不开|没有)[^（()）]{0,10}[）)】\\]]")
_BRACKETS = "（(【[）)】]"
# 下周工作计划 heads what is to come; 下半年活动 what was held then.
_AHEAD = re.compile(
    "下(?:一|个)*(?:周|星期|月|季度|阶段|步|年度).{0,6}(?:计划|安排|打算|预告|重点|任务|工作$)|(?:次周|次月|明年|来年|下半年|近期|后续).{0,4}(?:计划|打算|预告)|"
    "^(?:[一二三四五六七八九十\\d]{1,2}[、.．])?(?:待|拟|计划)(?:开展|举办)的?(?:活动|工作|项目)?$"
)
_ACCOUNT = re.compile("完成|落实|情况|总结|小结")


def tells_states(column: Column) -> bool:
    """Whether a column says of each activity if it was held."""
    return bool(_STATE.fullmatch(key(column.header))) and not column.refused


def in_state(said: str, header: str) -> bool:
    """Whether a cell of such a column says that it was not held."""
    return said in _STATES or (said in ("否", "×") and header.startswith("是否")) or in_note(said)


@lru_cache(maxsize=4096)
def in_note(said: str, *, counted: bool = True) -> bool:
    """Whether a note says nothing but that it was called off, or where nothing was `counted`, put off: 因雨取消."""
    if _CALLED_OFF.fullmatch(said) or _WAS_TO_BE.fullmatch(said):
        return True
    return not counted and (said in _STATES or bool(_PUT_OFF.fullmatch(said) or _NOT_MANAGED.fullmatch(said)))


@lru_cache(maxsize=1024)
def is_ahead(heading: str) -> bool:
    """Whether a heading says that what stands below it is yet to come: 二、下周工作计划."""
    return bool(_AHEAD.search(heading)) and not _ACCOUNT.search(heading)


def in_title(title: str) -> bool:
    """Whether a bracket says so: 重阳登高（延期）."""
    if title[:1] in _BRACKETS and _ONLY_SO.fullmatch(title):
        return True
    return (title[:1] in _BRACKETS or title[-1:] in _BRACKETS) and bool(_IN_TITLE.search(title))
