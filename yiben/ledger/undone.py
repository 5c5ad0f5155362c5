"""What says that an activity was not held: a column of states, a note, a bracket around its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    "未结项 待发布 中止 已中止 终止 夭折 审核未通过 审批未通过 未获批 预告 等通知".split()
)
_NO = frozenset("否 × ✗ 未 没 没有 不 N NO 0".split())
# By the day on which it is to be done, these are not.
_GOING_ON = frozenset(
    "进行中 推进中 在建 施工中 建设中 实施中 正在推进 正在实施 正在施工 正在进行 办理中 在办 正在办理".split()
)
_IN_PREPARATION = re.compile(
    "(?:正|正在|尚在|仍在|还在)?(?:筹备|筹划|策划|准备|酝酿|招募|报名|征集)(?:[之当]?中|阶段)?"
)
_DONE_BY = re.compile("完成|竣工|完工|办结|交付")
_STOPPED = "停(?:办|开|课|训|讲|演|排|赛|诊|映|展|播)|休[课诊]"
_OFF = f"取消|{_STOPPED}|未(?:能)?(?:开展|举办|举行|实施|召开|进行|组织|办)|不再(?:举办|开展)|暂停|暂缓|搁置"
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
# A note goes on, clause by clause: 报名人数不足，未开班；推迟至明年。
_CLAUSES = re.compile("[，,；;。.！!（）()【】、\\s]+")
_MAY_TELL = re.compile(
    "[取未没停休延改推顺不暂搁流作拟计预择待筹准即无下明底后近中等挪移夭]|[cC]anc|[pP]ostp|[nN]ot h|called",
)
_CAUSES = (
    "原因|影响|不足|不够|太少|冲突|预警|占用|请假|有事|停电|停水|维修|装修|生病|住院|出差|临时|"
    "下雨|雨天|大雨|暴雨|大风|台风|下雪|疫情|高温|天气|管控"
)
_BECAUSE = f"(?:(?:因|由于|受|鉴于)[^因]{{1,16}}?|.{{0,10}}?(?:{_CAUSES}))"
_SO = (
    "(?:(?:上级|街道|区里|社区|物业|学校|主办方|对方|讲师|医院).{0,4}(?:通知|要求|决定))?(?:(?:本|此|该|这|当)[次场期周月季])?(?:活动|会议|培训|课程|讲座|演出|比赛|赛事|晚会|义诊|集市|仪式|排练|行程|展演|观影)?"
    "(?:经[^，]{1,4}?)?(?:决定|只好|只能|最终|最后|临时|暂时|已经|[故遂已被暂而即便就])*"
)
_HELD = "(?:举办|举行|开展|进行|实施|召开|组织|办|开班|开课|开讲|开成|办成|成行|成功(?:举办|开展)|[搞做]成?|开)"
_AS_PLANNED = "(?:如期|按期|按时|按计划|正常|顺利|成功)?"
_NO_MORE = (
    rf"(?:取消|{_STOPPED}|不再|暂停|暂缓|搁置|[未没](?:有|能|得)*{_AS_PLANNED}(?={_HELD}))"
    rf"(?:本次|此次|该|本场)?(?:{_HELD}|活动)?"
)
_OFF_IN_CLAUSE = re.compile(rf"{_BECAUSE}?{_SO}(?:{_NO_MORE}|流产|作废)(?:了|一次|成)?")
_NO_DAY_YET = re.compile(
    "(?:具体)?(?:举办|开展)?(?:时间|日期)?(?:另行?通知|另行安排|另定|待定|待通知|再定|未定|等通知)|择[期日].{0,8}"
)
_LATER_IN_CLAUSE = rf"{_BECAUSE}?{_SO}(?:{_LATER}|改)(?:{_HELD})?"
_PUT_OFF_CLAUSE = re.compile(_LATER_IN_CLAUSE)
_PUT_OFF_FOR_LONG = re.compile(
    rf"{_LATER_IN_CLAUSE}[到至为在]?"
    r"(?:(?:明年|来年|次年|下一?年度?|下学[期年]|(?P<year>20\d\d)年?).{0,10}|待定|另[行定].{0,6}|再定|择[期日].{0,8})|"
    rf"(?:改[日天]|下[次周月期]|以后|日后|另行?择?日)再?{_HELD}"
)
# What was called off here was held there, or then.
_HELD_AFTER_ALL = re.compile(
    "改[在为成用至到由](?!明年|来年|次年|下)|改线上|改室内|调整[为到至]|照常|照样|补[办课开做]|恢复|(?<![未没能])(?:如期|顺利|成功)|已[于在]|[后由].{0,10}(?:开展|举办|举行|改)|[代替]|继续"
)
# Yet to be held, by the words for it alone: 未开工, 尚未召开, 待开展, 拟组织.
_YET_TO_BE_HELD = re.compile(
    "(?:活动|会议|项目|工程|工作)?(?:目前|至今|现|[尚暂还仍])*(?:未|没有?|待|拟|有待|即将|准备|预备)(?:能)?(?:如期|按期)?"
    "(?:开展|举办|举行|召开|实施|组织|启动|进行|开始|开工|动工|施工|开班|开课|开讲|开学|开营|开幕|成行|办理?|开|搞|弄|做)(?:活动|中)?|"
    "不(?:再)?(?:开|办|搞|做|举办|开展)了?|(?:event|activity)?(?: ?was)? ?(?:cancell?ed|called off|postponed|not held)",
    re.IGNORECASE,
)
_PLAN = re.compile("(?:计划|筹备|策划|酝酿)中?")
_TOO_FEW = re.compile(
    "(?:报名|参加|到场|到会|预约|参训)(?:的?人数|人员|的人)?(?:不足|不够|太少|过少|未满|未达标?|未达到?)(?:\\d+人|要求)?|"
    "无人(?:报名|参加|到场)|未成[班团]"
)
_ENDS_OFF = re.compile(rf"[^不未没勿如若可]{{0,12}}(?:取消|{_STOPPED}|暂缓|搁置|流产|{_LATER})了?(?:举办|活动)?")
# Where nobody is counted, these have yet to come: 下周举办, 改到下个月, 改至4月.
_SOON = "(?:下(?:个|一)?(?:周|星期|月|季度|学期)[一二三四五六日天初中底末]?|明[天年]|[年月周]底|[年节]后|近期|[寒暑]假)"
_IN_A_MONTH = "[\\d一二三四五六七八九十]{1,2}月.{0,6}"
_THEN = "再?(?:举办|开展|进行|召开|办|开)"
_SOME_DAY = re.compile(
    rf"(?:已|拟|暂|准备)?(?:改|挪|延|移)(?:到|至)(?:{_SOON}|{_IN_A_MONTH})(?:{_THEN})?|{_SOON}{_THEN}"
)
_PLANNED_NUMBER = re.compile("^(?:计划(?!生育)|拟|预计|预定|预估|目标)[^，,；;。]{0,12}\\d")
_CAME_REALLY = re.compile("实际|实到|到场|到会")
_WHY_NOT = re.compile(
    "(?:未|没有?|取消|延期|推迟|暂停|暂缓)(?:能|按期|按时|如期|完成|开展|举办|举行|实施|召开|组织|进行|办)*的?(?:原因|理由|说明)"
)
# Under these anything may be said of a row as a whole.
_REMARKS = re.compile("(?:其[他它]|备注|说明|情况说明|备考|附注|原因)?")
_TO_COME = re.compile(rf"(?:拟|计划|预计|准备|打算|将于|争取)(?:于|在)?.{{0,8}}?(?:{_HELD}|启动)(?:活动)?")
_PLANNED = (
    "(?:拟|待|将|计划|预计|尚未|筹备|准备|预备|未)(?:于?.{1,8})?"
    "(?:召开|开展|举办|举行|组织|实施|启动|进行|定|办|开)中?|(?:拟|计划|筹备|准备|预备|预计|预定|暂定)中?|预告"
)
# （改期） behind a name tells of the day before, where people are counted.
_MOVED = re.compile(f"[（(【\\[](?:{_WHY})?(?:{_LATER}|改[在到至])[^）)】\\]]{{0,10}}[）)】\\]]$")
_IN_TITLE = re.compile(
    rf"[（(【\[](?:{_WHY}(?:{_OFF}|{_LATER})[^）)】\]]{{0,10}}|[^）)】\]不]{{0,8}}(?:取消|停办|未办成?|未开展)|{_PLANNED})[）)】\]]"
)
# 拟举办最美家庭表彰会, where nobody came yet.
_TO_BE = re.compile(
    "(?:拟|计划|预计|准备|筹备|将)(?:定?于.{1,10}?)?(?:举办|召开|开展|组织|举行|启动)|(?:待|拟|计划)(?:办|定)[:：]?"
)
_AHEAD_OF_IT = "拟计预准筹将待"
_LASTS = "消办再停缓置展行施开召进织课讲成产废了次功动期迟延后定"
_BEHIND_TITLE = re.compile(rf"(?:\s|[-—－:：,，])+(?:{_OFF_IN_CLAUSE.pattern}|(?:已|已经)?(?:{_LATER})|待定)$")
# In the place of a name: （放假停一次）.
_ONLY_SO = re.compile("[（(【\\[][^（()）]{0,10}(?:停|放假|休课|停课|休息|不开|没有)[^（()）]{0,10}[）)】\\]]")
_LAST_BRACKET = re.compile("[（(【\\[]([^（(【\\[）)】\\]]{2,30})[）)】\\]]$")
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


def in_state(said: str, header: str, *, day: str = "") -> bool:
    """Whether a cell of such a column says that it was not held; under 完成时间 as `day` also what still goes on."""
    if (
        (said in _GOING_ON and _DONE_BY.search(day))
        or _IN_PREPARATION.fullmatch(said)
        or _YET_TO_BE_HELD.fullmatch(said)
    ):
        return True
    if header.startswith("是否") and said.upper() in _NO:
        return True
    return said in _STATES or in_note(said, counted=False)


@lru_cache(maxsize=4096)
def in_note(said: str, *, counted: bool = True, year: int = 9999) -> bool:
    """Whether a note says that it was called off, or put off beyond the list's `year` or to no day: 因雨取消; where
    nothing was `counted`, put off at all: 延期至5月6日."""
    if not _MAY_TELL.search(said):
        return False
    if _CALLED_OFF.fullmatch(said) or _WAS_TO_BE.fullmatch(said):
        return True
    clauses = list(filter(None, _CLAUSES.split(said)))
    if not counted and _SOME_DAY.fullmatch(said):
        return True
    if any(_HELD_AFTER_ALL.search(clause) for clause in clauses):
        return not counted and bool(_NOT_MANAGED.fullmatch(said))
    if any(_OFF_IN_CLAUSE.fullmatch(clause) for clause in clauses) or _is_put_off(clauses, year):
        return True
    if any(_YET_TO_BE_HELD.fullmatch(clause) for clause in clauses) or _PLAN.fullmatch(said):
        return True
    if counted:
        return False
    told = said in _STATES or bool(_PUT_OFF.fullmatch(said) or _NOT_MANAGED.fullmatch(said))
    told = told or any(
        clause in _STATES or _TOO_FEW.fullmatch(clause) or _ENDS_OFF.fullmatch(clause) for clause in clauses
    )
    return told or bool(_TO_COME.fullmatch(said) or _IN_PREPARATION.fullmatch(said))


def gives_reasons(header: str) -> bool:
    """Whether a column tells why something was not held, so that whatever stands there says it was not: 未开展原因."""
    return bool(_WHY_NOT.search(key(header)))


def open_to_all(header: str) -> bool:
    """Whether anything may be said of a row as a whole under this head: 其他."""
    return bool(_REMARKS.fullmatch(key(header)))


@lru_cache(maxsize=1024)
def is_planned(said: str) -> bool:
    """Whether a cell of numbers in words tells how many were to come: 计划参加30人."""
    return bool(_PLANNED_NUMBER.search(said)) and not _CAME_REALLY.search(said)


def _is_put_off(clauses: Sequence[str], year: int) -> bool:
    """Whether it was put off to no day, or to another year: 延期，另行通知."""
    if any(_PUT_OFF_CLAUSE.fullmatch(clause) for clause in clauses):
        return any(_NO_DAY_YET.fullmatch(clause) for clause in clauses)
    told = filter(None, map(_PUT_OFF_FOR_LONG.fullmatch, clauses))
    return any(not found["year"] or int(found["year"]) > year for found in told)


@lru_cache(maxsize=1024)
def is_ahead(heading: str) -> bool:
    """Whether a heading says that what stands below it is yet to come: 二、下周工作计划."""
    return bool(_AHEAD.search(heading)) and not _ACCOUNT.search(heading)


def in_title(title: str, *, counted: bool = False) -> bool:
    """Whether a bracket says so, or what stands apart behind the name: 重阳登高（延期）, 重阳登高-取消; where people
    were `counted`, what was put off was held after all."""
    if counted and title[-1:] in _BRACKETS and _MOVED.search(title):
        return False
    if not counted and title[:1] in _AHEAD_OF_IT and _TO_BE.match(title):
        return True
    if title[:1] in _BRACKETS and _ONLY_SO.fullmatch(title):
        return True
    if (title[:1] in _BRACKETS or title[-1:] in _BRACKETS) and _IN_TITLE.search(title):
        return True
    if title[-1:] in _BRACKETS and (found := _LAST_BRACKET.search(title)) and in_note(found[1], counted=counted):
        return True
    return bool(title and title[-1] in _LASTS and _BEHIND_TITLE.search(title))
