"""Who held it, and with whom: units by full name, short name or the name of an organ of theirs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from yiben.ledger.briefing.drafts import Span, Words

_ORGANS = (
    "居民委员会|居委会|居委|党委|党总支|党支部|联合党委|党群服务中心|党群中心|便民服务中心|新时代文明实践站|新时代文明实践所|文明实践站|文明实践所|实践站|实践所"
    "|总工会|联合工会|工联会|工会委员会|工会|团工委|团委|团总支|团支部|妇女联合会|妇联|红十字会|红会|人大工委|人大代表联络站|代表联络站|党工委|办事处|文明办|党群办|社会事务办|综合文化站"
    "|机关(?!单位|事务)|退役军人服务站|综合执法队|综合行政执法队|残联|科协|侨联|老龄办|计生办|计生协会|计生协|禁毒办|应急办|平安办|综治办|城管办|民政办|社保所|武装部|纪工委|统战办|宣传办|组织办|老年协会|公共服务办|公共管理办|公共安全办|社区建设办|社区发展办|食安办|应急管理站"
    "|人大代表|市民学校|社区学校|社区教育中心|老年学校|家长学校|关工委|商会|社工站|志愿服务队|志愿服务站|志愿者服务队|综治中心|微网格|网格|两委|党员干部|工作人员|社区工作者"
)


class Named(NamedTuple):
    """A unit named in a text: the full names that the words may mean, and what part the words give it."""

    span: Span
    units: tuple[str, ...]
    role: str
    words: str


class Names(NamedTuple):
    """One pattern for all names of all units, and what each stands for."""

    pattern: re.Pattern[str]
    meanings: Mapping[str, tuple[str, ...]]


HOST, PLACE, GUEST, COHOST, OWNER, CREDIT = "host", "place", "guest", "cohost", "owner", "credit"
# Who carries it out: the host, where who leads is nobody of ours.
DOER = "doer"

# Others who only bear the unit's name.
_FOREIGN = re.compile(
    "(?:社区)?(?:卫生服务|派出所|司法所|小学|中学|幼儿园|支行|医院|学校(?!开展)|市场监管|交警|税务|供电|物业|商业街|众创园)"
)
_RIGHT_CREDIT = re.compile(
    r"[】\]]|:|\s*(?:\d{1,2}月\d{1,2}日)?讯|\d{1,2}月\d{1,2}日(?:讯|电)|[^，。；\n]{0,10}[）)](?:[\n。]|$)|\s*(?:供稿|报送|撰稿)"
)
_LEFT_CREDIT = re.compile(r"(?:来源|供稿|单位|作者|通讯员|报送|撰稿)[:：]?\s*$|[（(【\[]\s*$")

_LEFT_GUEST = re.compile(r"(?:邀请|特邀|聘请|请来|请到|(?<!申)请)(?:了|到|来)?(?:[^，。；]{0,12}[、和及与])?$")
_LEFT_PLACE = re.compile(
    r"(?:走进|走入|深入|前往|赶赴|奔赴|赴|来到|去到|到达|到|进驻|送进|送到|送至|位于|在|参观|抵达|进|走访|慰问|看望|调研|视察|巡查|至|入驻|落户|覆盖|为|向|给|帮助|支援|结对)(?:了|到)?(?:辖区|辖区内|我街道|本街道)?(?:[^，。；在到]{0,12}[、和及与])?$"
)
_RIGHT_GUIDE = re.compile(
    r"(?:精心|悉心)?指导(?=[、，])|[^，。；]{0,12}(?:的)?(?:精心|大力|悉心|有力)?(?:指导|支持|帮助|关心|领导|统筹|部署|安排)下"
)
_RIGHT_ATTENDS = re.compile(
    r"[^，。；]{0,6}(?:书记|主任|主席|负责人|领导|干部|代表)[^，。；]{0,10}(?:出席|到场|致辞|陪同|莅临|表示|介绍|说|讲话|观看)"
)
_RIGHT_LEADER_GOES = re.compile(
    r"[^，。；]{0,6}(?:书记|主任|主席|负责人|领导|干部)[^，。；、]{0,8}(?:带队|带领|一行|率队|率领|走访|深入|前往|来到|慰问|看望|到|组织|为)"
)
_RIGHT_COHOST = re.compile(r"[^，。；、由主]{0,10}(?:(?P<doer>(?<!共同)承办)|协办|参与协办)")
_RIGHT_LED = re.compile(r"[^，。；、]{0,6}(?:主办|牵头|的(?:精心|积极)?组织下)")
_COHOSTED = r"(?:(?<!开展)(?<!进行)联合(?!工会|委员|会(?!展)|党|国|支部|体|团(?:支部|总支)|总|创|调|整治|执法|巡|演练|行动)|会同|携手|协同|联手|联动|(?<!手)携(?!带|手|程|老))"
_LEFT_COHOST = re.compile(
    rf"{_COHOSTED}(?:了)?[^，。；]{{0,30}}$|我(?:们|社区|站|办)[^，。；]{{0,6}}[和与跟同](?:(?:隔壁|邻近|相邻|附近|周边)的?)?$"
)
_DONE = (
    "开展|举办|举行|召开|组织|启动|走访|慰问|看望|联合|会同|携手|协同|联手|开设|邀请|迎来|深入|走进|前往|集中|完成|收缴|办理|受理|发放|为|对|在|于|以|将|拟|定|计划|已|共|成功|积极|持续|扎实|紧扣|围绕|结合|依托|利用|充分|主动|第一时间|全面|认真|精心|特|也|又|还|则|率先|及时|募集|接待|承办|主办|累计|今日|近日|面向|聚焦|把|通过|紧|顺利|正式|按照|按|严格|创新|推出|打造|新增|参加|参与|收到|征集|协调|化解|送|陆续|分别|共同|牵头|安排|针对"
    "|新时代|党|团|妇|工|红|志愿"
)
_RIGHT_DOES = re.compile(
    rf"(?:[“”\"《（(【]|[，,、：:]|和|与|及|{_DONE}|\d|上午|下午|今|昨|明|本周|上周|开|组|举|走|动态|快讯|简讯|播报|资讯)"
)
_RIGHT_PLACE_WORDS = re.compile(
    r"(?:公园|广场|小学|中学|学校|幼儿园|小区|花园|新村|苑|路|街(?!道)|桥|大厦|商圈|商场|超市|菜市场|市场|医院|卫生|公司|门口|附近|河|湖|书屋|礼堂|东|西|南|北|一带|沿线|沿岸|步道|绿道|大道|景区|码头|体育|文化(?!站)|食堂|城|家园|嘉园|名苑|里|片区)"
)
_RIGHT_OWNER = re.compile(
    r"(?:20\d\d年(?!\d{1,2}月)|的|辖区|居民|党员(?!干部)|志愿者|群众|老人|妇女|青年|青少年|职工|学生|孩子|儿童|家庭|网格|退役|独居|困难|巾帼|红领巾|企业|商户|小区|环卫|工作者|干部|共(?!同|建)|人|代表队|选手|负责人|书记|主任|主席|委员|党委书记|社工|法律顾问|民警|网格员|业主|楼栋|周边|全体)"
)
_CLAUSE_START = re.compile(
    r"(?:^|[\n。；;！!？?，,：:】）)、”]|日|号|[上下]午|晚上|晚|早上|期间|当天|当日|之际|由|我街|按照|近期|日前|午后|清晨|傍晚|[一二三四五六]是|\d[.、．]|^[(（]?\d|以来|[@#]|(?<!\d)\d{1,2}[./]\d{1,2})\s*$"
)


def names_of(units: Mapping[str, Sequence[str]]) -> Names:
    """The names that the given units go by, ready to be looked for."""
    return _names(tuple((full, tuple(short)) for full, short in units.items()))


@lru_cache(maxsize=32)
def _names(units: tuple[tuple[str, tuple[str, ...]], ...]) -> Names:
    meanings: defaultdict[str, dict[str, None]] = defaultdict(dict)
    implied: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for full, shorts in units:
        for name in (full, *shorts):
            if len(name) > 1:
                meanings[name][full] = None
        for name in _implied(full, shorts):
            implied[name][full] = None
    streets = [full for full, _ in units if full.endswith(("街道", "街道办事处", "街道办"))]
    if len(streets) == 1:
        implied["街道"][streets[0]] = None
    known = {name: tuple(fulls) for name, fulls in {**implied, **meanings}.items()}
    body = "|".join(map(re.escape, sorted(known, key=len, reverse=True))) or "(?!)"
    return Names(re.compile(f"(?P<name>{body})(?P<organ>{_ORGANS})?"), known)


def _implied(full: str, shorts: Sequence[str]) -> list[str]:
    """河畔社区居民委员会 is also called 河畔社区, 青棠街道办事处 also 青棠街道; 新苑 of 新苑东社区 also 新苑社区."""
    found = [full.removesuffix(tail) for tail in ("居民委员会", "居委会", "办事处") if full.endswith(tail)]
    if full.endswith("街道"):
        found += [full + "办事处", full + "办"]
    if "社区" in full:
        found += [short + "社区" for short in shorts if not short.endswith(("社区", "街道", "居委会"))]
    return [name for name in found if len(name) > 1]


def named_in(text: str, names: Names, start: int = 0, end: int | None = None) -> list[Named]:
    """The units named between two places of a text, each with its part in what is told."""
    found = []
    for match in names.pattern.finditer(text, start, len(text) if end is None else end):
        units = _meant(match, names)
        role = _role(text, match)
        if role:
            found.append(Named(Span(match.start(), match.end()), units, role, match[0]))
    return _innermost(text, found)


def without_names(text: str, names: Names) -> str:
    """The text, character for character, without what communities and streets are called; 街道总工会 stays."""
    return names.pattern.sub(_blotted, text)


def _blotted(match: re.Match[str]) -> str:
    name = match["name"]
    if name.endswith((*_ORGAN_NAMES, *_OFFICES)):
        return match[0]
    tail = next((one for one in _PLACES if name.endswith(one)), "")
    return "，" * (len(name) - len(tail)) + tail + (match["organ"] or "")


_OFFICES = ("办公室", "办", "站", "中心", "委员会")
_PLACES = ("社区", "街道", "办事处", "居委会", "村", "区")


def _innermost(text: str, found: list[Named]) -> list[Named]:
    """青棠街道｜河畔社区 names the community, not the street; the street only says where it is."""
    kept: list[Named] = []
    for one in found:
        if kept and kept[-1].span.end == one.span.start and kept[-1].words.endswith(("街道", "区", "街道办")):
            left = kept.pop()
            one = one._replace(role=left.role if left.role != HOST and one.role == HOST else one.role)
        kept.append(one)
    return kept


def _meant(match: re.Match[str], names: Names) -> tuple[str, ...]:
    """The units that the words may mean; an organ of the street that has a name of its own means itself."""
    name, organ = match["name"], match["organ"] or ""
    if organ in names.meanings and name.endswith(("街道", "街道办", "办事处")):
        return names.meanings[organ]
    return names.meanings[name]


_WHOLE = ("社区", "街道", "办事处", "居委会", "办公室", "委员会", "区", "办", "站", "中心", "村")
_ORGAN_NAMES = tuple(_ORGANS.split("|"))
_HAN_END = re.compile("[\u4e00-\u9fff]$")
_JOINED = re.compile(rf"(?:{_COHOSTED}(?:了)?|[、和与及由]|辖区|为|街道|来到|走进|前往)$")
_ALL_STREETS = frozenset("各本该全上沿临背商主小老这走大扫两跨多几镇乡")


def _role(text: str, match: re.Match[str]) -> str:
    """The part that the words around a name give it; '' where it names no unit."""
    start, end = match.span()
    left = text[max(0, start - 40) : start]
    left = left[max(left.rfind(mark) for mark in "。；;\n！") + 1 :]
    if _FOREIGN.match(text, end) or not _stands_free(text, match, left):
        return ""
    if _RIGHT_CREDIT.match(text, end) or _LEFT_CREDIT.search(left):
        return CREDIT
    clause = left[max(left.rfind(mark) for mark in "，,") + 1 :]
    if _LEFT_GUEST.search(clause) or _RIGHT_GUIDE.match(text, end) or _RIGHT_ATTENDS.match(text, end):
        return GUEST
    if _RIGHT_LED.match(text, end) or _RIGHT_LEADER_GOES.match(text, end):
        return HOST
    if carried := _RIGHT_COHOST.match(text, end):
        return DOER if carried["doer"] else COHOST
    if _LEFT_COHOST.search(clause):
        return COHOST
    if _LEFT_PLACE.search(clause):
        return PLACE
    if _RIGHT_OWNER.match(text, end) or _RIGHT_PLACE_WORDS.match(text, end):
        return OWNER
    return HOST


def _stands_free(text: str, match: re.Match[str], left: str) -> bool:
    """Whether a short name stands for the unit, and not in 河畔公园 or 走上街道."""
    if match["organ"]:
        return not (match["name"] == "街道" and left[-1:] in _ALL_STREETS and left)
    if match["name"].endswith((*_WHOLE, *_ORGAN_NAMES)) and match["name"] != "街道":
        return True
    end = match.end()
    if _RIGHT_PLACE_WORDS.match(text, end):
        return False
    if _HAN_END.search(left) and not _CLAUSE_START.search(left) and not _JOINED.search(left):
        return False
    return end == len(text) or text[end] in "\n。； " or bool(_RIGHT_DOES.match(text, end))


# --- with whom ---------------------------------------------------------------------------------------------------

_WITH = re.compile(
    rf"(?:{_COHOSTED})(?:了)?(?!开展|举办|举行|召开|组织|主办|发起|推出|[为在对向])(?P<who>[^，。；！？\n开展]{{2,60}}?)(?=，|,|。|；|\n|在|于|为|以|对|共同|一起|一同|开展|举办|举行|召开|组织|启动|走进|深入|走访|慰问|看望|前往|赴|到|将|面向|围绕|针对|推出|集中|成功|分别|向|进行|清理|清扫|清除|清运|整治|排查|检查|巡查|维修|拆除|疏通|安装|化解|调解|发放|主办|实施|打造|共建|设立|入户|上门|走|邀请|结合|利用|现场|送|把|免费|通过|“)"
)
# 我们和街道妇联一起在…
_ALONG_WITH = re.compile(
    "[和与跟同](?P<who>[^，。；：、！？\n和与跟同]{2,24}?)(?:的?(?:志愿者|工作人员|干部|党员|员工|职工|医护人员))?(?:一起|一道|一同)(?=在|到|走进|为|给|向|开展|举办|组织|举行|搞)"
)
_BY_AND_BY = re.compile(r"(?:由|，|。|；|\n|^)(?P<who>[^，。；由\n：:主]{2,40}?)(?:共同)?(?:承办|协办)")
_LED_AND_BY = re.compile(r"(?<=[主承]办[、，,])(?P<who>[^，。；\n]{2,40}?)(?:共同)?(?:承办|协办)")
_LABEL = re.compile(r"(?:承办|协办|联合主办|支持)单位[:：](?P<who>[^\n。；]{2,60})")
# A与B联合开展: those before the verb, all but the first.
_JOINTLY = re.compile(
    "(?:[两三多]方|双方)?(?:联合|共同|联手|携手)(?=，?在|，|开展|举办|举行|召开|组织|主办|走访|慰问|启动|发起|在|为)"
)
_BEFORE_JOINTLY = re.compile(
    r"[^，。；、\n]{2,20}?(?:、|和|与|携)(?P<who>[^，。；\n]{2,40}?)(?:(?:在|于|走进|深入|前往)[^，。；\n]{2,30})?$"
)
_EACH = re.compile("、|和|与|及|以及|，|,")
_NO_NAME = re.compile(
    "^(?:结对)$|^(?:辖区|社区|相关|有关|多|各|周边|共建|志愿|居民|企业|单位|部门|多方|多家|爱心|社会|力量|我)+(?:企业|单位|部门|力量|资源|人士|者|商家|组织|党员|居民|商户)?$|居民|群众|党员$|志愿者$|\\d|代表$|家长|工作人员$|干部$|网格员$|同学$|学生$|^青少年|^青年$|少年$"
)


def cohosts_in(text: str, start: int, end: int, names: Names, host: str | None) -> list[Words]:
    """Who held it together with the host: full names of known units, others as they are written."""
    found: dict[str, Span] = {}
    for match in _said(text, start, end):
        if _NO_NAME.search(match["who"][:12]):
            continue
        for who, span in _parted(match["who"], match.start("who"), names):
            name = _known(who, names) or who
            if name != host and _is_partner(match, who, names):
                found.setdefault(name, span)
    for name, span in _beside(text, start, end, names, host):
        found.setdefault(name, span)
    return sorted((Words(name, span) for name, span in found.items()), key=lambda one: one.span)


def _is_partner(match: re.Match[str], who: str, names: Names) -> bool:
    """Whether these words name somebody, and not an organ of the host's: 街道妇联、团工委联合开展."""
    if _NO_NAME.search(who) or not 1 < len(who) <= _LONGEST_NAME:
        return False
    if match.re is _LEADER:
        return not names.pattern.match(who)
    return match.re not in (_BEFORE_JOINTLY, _HELD_TOO) or not _OWN.fullmatch(who)


_LONGEST_NAME = 24
# 街道团工委×临阳学院青协
_TIMES = re.compile(r"[×✕](?P<who>[^，。；：、！\s]{2,20}?)(?=，|,|在|共同|联合|开展|举办|\n|$)")
_LEADER = re.compile(r"(?:由|，|。|；|\n|^|、)(?P<who>[^，。；由、\n：:]{2,40}?)(?:主办|牵头)(?=的|，|、|。)")


# A、B联合C开展: B held it too.
_HELD_TOO = re.compile(
    "[^，。；、\n]{2,20}?[、和与](?P<who>[^，。；、\n]{2,20}(?:社区|街道|工会|妇联|团工委|团委|委员会|办公室|站|所|中心|医院|学校|协会|公司|银行|局|残联|商会|支部|红十字会))$"
)


# A、B在广场开展: where one is the host, the other held it too.
_BODY = "(?:(?!联合|携手|会同|协同)[^，。；、：:\n日午晚和与]){1,16}(?:社区|街道|工会|妇联|团工委|团委|残联|红十字会|委员会|医院|保健院|中心|学校|小学|中学|幼儿园|大学|协会|公司|银行|局|商会|支部|党委|居委会|实践站|办事处|(?<!举)办)"
_PAIRED = re.compile(
    rf"(?:^|[，。；\n日午晚由])(?P<one>{_BODY})[、和与](?P<other>{_BODY})(?=在|于|\d|走进|到|联合|共同|开展|举办|举行|召开|组织)"
)


# 河畔社区妇联、团支部: both are the host's.
_OWN = re.compile(f"(?:社区)?(?:{_ORGANS})")


def _beside(text: str, start: int, end: int, names: Names, host: str | None) -> Iterator[tuple[str, Span]]:
    """Whom the text names in one breath with the host as those who act."""
    for match in _PAIRED.finditer(text, start, end):
        sides = {_known(match[side], names) or match[side]: Span(*match.span(side)) for side in ("one", "other")}
        if host in sides:
            yield from ((name, span) for name, span in sides.items() if name != host and not _OWN.fullmatch(name))


def _said(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for pattern in (_WITH, _ALONG_WITH, _BY_AND_BY, _LED_AND_BY, _LABEL, _LEADER, _TIMES):
        yield from pattern.finditer(text, start, end)
    for verb in _WITH.finditer(text, start, end):
        if before := _HELD_TOO.search(text, _clause_start(text, start, verb.start()), verb.start()):
            yield before
    for verb in _JOINTLY.finditer(text, start, end):
        if before := _BEFORE_JOINTLY.search(text, _clause_start(text, start, verb.start()), verb.start()):
            yield before


def _clause_start(text: str, start: int, end: int) -> int:
    """Where the clause begins that ends at a place, at most 62 characters before."""
    first = max(start, end - 62)
    return max(first, *(text.rfind(mark, first, end) + 1 for mark in "，。；\n"))


_OTHERS = re.compile(
    "[两二三四五六七八九十\\d]+个社区$|(?:等)?(?:\\d+|[一二三四五六七八九十几多]+)?(?:家|个)?(?:单位|部门)?(?:的)?(?:民警|医生|医护人员|工作人员|志愿者|律师|老师|专家|干警|队员|党员志愿者)?$|等$"
)


# 辖区爱民口腔门诊 is called 爱民口腔门诊; 辖区医院 has no other name.
_NEARBY = re.compile("(?:辖区内?的?|(?:隔壁|邻近|相邻|附近)的?|驻(?:区|地|街)单位|属地|当地)(?=[\u4e00-\u9fff]{4})")


def _parted(words: str, at: int, names: Names) -> list[tuple[str, Span]]:
    """Each of those named together; 和平里社区 is one."""
    whole = [found.span() for found in names.pattern.finditer(words)]
    joints = [one for one in _EACH.finditer(words) if not any(a <= one.start() < b for a, b in whole)]
    parts, reached = [], 0
    for joint in [*joints, None]:
        stop = joint.start() if joint else len(words)
        part = words[reached:stop].strip()
        if part:
            begin = at + reached + words[reached:stop].index(part)
            near = _NEARBY.match(part)
            part, begin = (part[near.end() :], begin + near.end()) if near else (part, begin)
            part = _OTHERS.sub("", part)
            parts.append((part, Span(begin, begin + len(part))))
        reached = joint.end() if joint else stop
    return parts


def _known(words: str, names: Names) -> str | None:
    match = names.pattern.fullmatch(words) or names.pattern.fullmatch(words.removeprefix("街道"))
    units = _meant(match, names) if match else ()
    return units[0] if len(units) == 1 else None
