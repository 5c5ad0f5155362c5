"""What was counted: the numbers of a brief that belong to this activity, each with the metric it is kept under."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from yiben.gongwen import Mention
from yiben.ledger.briefing.drafts import Quantity, Span
from yiben.lib.boundary import neutral_noun

_NO_QUANTITY = frozenset({"date", "frequency", "ordinal", "docnum", "enumerator", "term", "percent", "area"})
_ENDS = re.compile("[。；！？!?;\n]")
_COMMAS = re.compile("[，,。；:！？!?;\n]| +(?=[\u4e00-\u9fff])")
# Of another time than the activity's.
_CUMULATIVE = re.compile(
    r"(?:今年(?:以来|来|已|计划|拟|将|预计)|20\d\d年(?:度)?(?:拟|计划|将|预计|力争)(?!于)|截[至止]\d{1,2}月[底末份]|年初以来|已累计|截[至止]目前|目前为止|到目前|迄今|至今|历年|全年|去年|上年|往年|多年来|\d年来|自\d{4}年|(?<![月份])以来|以来，?[^，。；]{0,8}(?:已|累计)|近年来|明年|来年|下一?年|下一?步|下半年|成立以来|总数(?:已|共)?[达为]|现有|在册|拥有|辖区(?:内)?(?:现|共|总)?有|常住人口|注册志愿者|(?:计划|预计|力争|将)[^，。；]{0,6}(?:全年|年底|年内)|上半年|本年度|(?:全区|全市|全省|全街道)[^，。；]{0,6}(?:共|累计|现有)|平时|过去一年|一年来|至此|这是|20\d\d年，?[^，。；]{0,8}(?:计划|拟|将)(?![，。；])|目前(?:已|共|累计)(?!办结|完成|答复|解决|整改|化解|回复)|前完成|力争|目标)[^。；\n]{0,50}$"
)
_RESET = re.compile(
    "(?:^|[，。；：])(?:本次|此次|当天|当日|活动中|现场|今天|其中本次)|(?<![自从\\d])\\d{1,2}月\\d{1,2}[日号]"
)
_EACH = re.compile("(?:每[^，。；、]{1,3}|人均|户均|单价|各)[^，。；]{0,6}$")
_OWN_MONEY = re.compile(
    "(?:套餐价|价格|票价|单价|仅需|只需|只要|收费|营收|营业额|产值|销售额?|纳税|税收|注册资本|收入|利润|房租|市值|原价|售价|市场价)[^，。；]{0,6}$"
)
_WITH = re.compile("(?:联动|联合|会同|携手|协同|邀请|整合|链接)(?:了)?(?:辖区|区)?$")
_ROOM_FOR = re.compile(
    "[（(](?:计划|预计|原定|目标)$|已报名的$|(?:容纳|应到|请假|缺席|因[事病]未|可供|可同时|能容|设有?座位)[^，。；]{0,6}$"
)
_EACH_HEAD = re.compile(
    r"(?:每[^，。；、周月年天日]{1,8}|各[^，。；、\d]{0,4}(?:派|选派|出|抽调|安排|推荐)|平均|人均|户均)$"
)
_EACH_DOES = re.compile("每(?:组|人|户|个|名|队|班)[^，。；]{0,20}$")
_STATED_PRICE = re.compile(
    "(?:钱)?(?:都|也|分文)?不[要收]|理发|观影|看电影|购票|购|乘|坐车|洗|体检|健身|秒杀|抢|吃|喝|快剪|剪发|套餐|午餐|早餐|一|/|每|的(?:午餐|价格|优惠|标准)|以[上下]"
)
_GUEST = re.compile(
    r"专家|讲师|老师|教师|医生|医护|医师|律师|民警|教练|主持人|评委|嘉宾|理发师|护士|宣讲员|辅导员|法官|检察官|讲解员|厨师|社工|工作人员|裁判|消防员|救护师|师资|咨询师|导师|医务人员|技师|消防队员|检查员|网格员(?:入户|上门|分)|社区干部|心理老师|主任|书记|主席|调解员|骨干教师|传承人|书法家|书法爱好者|交警|税务干部|摄影师"
)
_VOLUNTEER = re.compile("志愿者|义工|志愿服务者|志愿服务人员|志愿队员|志愿服务队员|志愿小分队队员")
_SERVED = re.compile(
    "为[^，。；]{0,4}$|服务[^，。；]{0,8}$|惠及[^，。；]{0,8}$|帮助[^，。；]{0,4}$|受益[^，。；]{0,6}$"
)
# Distinct persons are helped, registered, certified, rewarded, or gave blood: told before the number, or behind it.
_HELPED_BEFORE = re.compile(
    "慰问|资助|救助|帮扶|表彰|评为|授予|颁发|献血|捐献|持证|证书|取证|合格|结业|报名|登记|参保|缴费|会费|入会|录用|意向|助学|选出|评出|评选|选树|认证|结对|安置|上岗|新增会员|采集|入库"
    "|一等奖|二等奖|三等奖|优秀奖|优胜奖|特等奖|金奖|银奖|铜奖|招录|吸纳|发展会员|补贴|签约|招募|招收|产生|走访|看望|关爱|发放给|办理|代缴|受助|救治|查出|筛出|寻回|劝返|招生"
)
_HELPED_BEHIND = re.compile(
    "获评|获奖|获[^，。；]{0,6}奖|荣获|获得|取得|通过考核|合格|获颁|领到|领取|报名|登记|参保|缴费|入会|录用|意向|献血|入职|(?<!新)就业|上岗|配对|受表彰|持证|办理|入库|捐献|受助|颁发|加入|申请"
)
_GIVEN_TO = re.compile(
    "[^，。；]{0,12}(?:送去|送上|送到|发放|赠送|配发|投保)(?![^，。；]*(?:曲|歌|节目|演出|表演|祝福))"
)
_CERTIFIED = re.compile(r"[^。；\d]{0,16}(?:获得|取得|考取|领到|拿到)[^。；\d]{0,6}证")
_REWARDED = re.compile("(?:优秀|先进|模范|最美|十佳)[^。；]{0,24}(?:表彰|颁奖|颁发|授予|嘉奖)")
_TO_THEM = re.compile("[为给向](?:辖区|社区)?内?的?$")
_CERTIFIED_BEHIND = re.compile(r"\d余?[人名位][^。；]{0,8}(?:获得|取得|考取|领到|通过)")
_CAME = re.compile(
    "[^，。；]{0,10}(?:夹道|观看|到场|见证|出席|围观|聆听|听讲|参加了?[^，。；]{0,6}(?:会|仪式|活动)|参会)"
)
_TEAM_BEHIND = re.compile("[^，。；、\\d]{0,6}(?:团队|部门|共建单位|成员单位|职能部门)")
_HANDED = re.compile("发放|派发|分发|散发|发送|领取|分送|发出|赠阅|派送|发了|派了|免费发")
_PAPER = re.compile(
    "宣传|资料|手册|传单|单页|折页|彩页|倡议|读本|海报|明白卡|一封信|票|券|须知|告知书|册子|画册|读物|法律书|小册|提示"
)
_TAKEN_IN = re.compile("采集|投递|形成|制定|编制|出具|收到|收回|回收|收集|征集|签订|达成|收取")
_ITEMS = frozenset(
    """
    个 件 条 家 项 幅 袋 箱 桶 瓶 把 副 盒 只 枚 台 套 辆 处 毫升 公斤 斤 吨 束 盆 棵 株 篇 起 盏 床 朵 顶 宗 例 封 部 首 张 本 册 幢 间 桌 枝 块 碗 提 包 单 所 对 双 条次 件次 家次 册次 升 克
    只次 串 根 片 粒 岗位 份 卷 车 笔 支 架 筐 捆 罐 只 枝 面 座 匹 票 扇 台次 台套 千克 车次 具 杯 碗 篮 壶 盘
    """.split()
)
_LEFT_OUT = re.compile(
    "(?:宣传|服务|志愿|便民|咨询|建筑|施工)?(?:服务点|工地|宣传点|展位|摊位|展台|咨询台|服务台|摊点|居民小组|小组|队伍|分队|服务队|工作组|环节|板块|章节|部分|阶段|方面|步骤|项目|展板|网格|楼栋|小区|社区|街道|区域|篇章|节目|游戏|站点|点位|代表队|队|单元|课程|专题|议题|问题导向|主题|话题|多小时|小时|月|摊|展区|体验区|方队|点|内容|流程|关卡|方向|层面|村|省|学校|小学|中学|幼儿园|服务中心|校区|班级|班|年级|科室|部门|故事|案例|议程|动作|要点|技巧|小事|字|基层工会|工会|支部|品种|种|类)"
)


_LEFT_OUT_BEFORE = re.compile(
    "(?:服务点|宣传点|展位|摊位|展台|咨询台|服务台|摊点|展区|小组|分队|服务队|工作组|环节|板块|网格|楼栋|节目|站点|点位|代表队|项目|课程|体验区|团队|集体)(?:共)?$"
)
_TEAMS = re.compile("队伍(?:共)?$")
_VOLUNTEERS_BEFORE = re.compile(
    f"(?:{_VOLUNTEER.pattern})(?:共|共计|一共|总共|约|近|计|有|达|总计|参与|参加|人数|累计|来了|到了|:|（|\\(|等|”)*$|志愿(?:服务|者)?(?:小分)?队[^，。；]{{0,6}}(?:出动|派出)$"
)
_WITH_OTHERS = re.compile(
    f"(?:(?<![\\d余多][人名位])[、和及]|(?<!参)与)(?:[^、，。；]{{0,6}})(?:{_VOLUNTEER.pattern})[^，。；]{{0,3}}$"
)
_INVITED = re.compile("(?:邀请|特邀|聘请)[^，。；为给对向\\d]{0,14}$")
_GUESTS_BEFORE = re.compile(
    "(?:专家|讲师|老师|教师|医生|医护人员|律师|民警|教练|师资|评委|嘉宾|宣讲员|理发师|工作人员|医务人员|消防员|医师|护士)(?:共|约|近)?$"
)


class _Around(NamedTuple):
    """The words around a mention: of its sentence and its clause before it, of its clause and its sentence behind."""

    sentence: str
    clause: str
    behind: str
    rest: str

    @property
    def near(self) -> str:
        return self.clause[-14:]


def counted_in(text: str, mentions: list[Mention], start: int, end: int, kind: str | None) -> list[Quantity]:
    """The quantities between two places of a text that tell of this activity, in order."""
    found: list[Quantity] = []
    for mention in mentions:
        if mention.start < start or mention.end > end or mention.kind in _NO_QUANTITY:
            continue
        if mention.low is None and mention.high is None:
            continue
        around = _around(text, mention, start, end)
        metric = _metric(mention, around, kind)
        if metric and not (metric in _HEADS and (_told(found, mention) or _is_part(found, metric, around))):
            found.append(_quantity(mention, metric))
    return found


_HEADS = frozenset({"attendances", "volunteers"})


def _told(found: list[Quantity], mention: Mention) -> bool:
    """Whether the same head count has been told: 招募7名志愿者，…这7名志愿者."""
    return any((one.low, one.unit, one.metric in _HEADS) == (mention.low, mention.unit, True) for one in found)


def _is_part(found: list[Quantity], metric: str, around: _Around) -> bool:
    """Whether it is a part of a head count told before: 体检287人，其中转诊12人."""
    return bool(_AMONG.search(around.clause)) and any(one.metric == metric for one in found)


_AMONG = re.compile("其中[^，。；]{0,12}$")


def _quantity(mention: Mention, metric: str) -> Quantity:
    noun = neutral_noun(mention.noun[:20]) if mention.kind == "people" else mention.noun
    span = Span(mention.start, mention.end)
    return Quantity(metric, _lower(mention), _upper(mention), mention.unit, span, mention.text, mention.approx, noun)


_PAIR = re.compile("十?(?:一两|一二|两三|二三|三四|三五|四五|五六|六七|七八|八九)(?P<scale>[十百千万])")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def _lower(mention: Mention) -> Decimal | None:
    """超500人 are 501 at least: people and things are whole."""
    more = mention.approx == "gt" and mention.kind in ("people", "count") and mention.low is not None
    return mention.low + 1 if more and mention.low is not None else mention.low


def _upper(mention: Mention) -> Decimal | None:
    """三四十 reaches to 49: both ends are round numbers."""
    pair = _PAIR.search(mention.text) if mention.approx == "range" else None
    return mention.high + _SCALES[pair["scale"]] - 1 if pair and mention.high is not None else mention.high


def _around(text: str, mention: Mention, start: int, end: int) -> _Around:
    before = text[max(start, mention.start - 70) : mention.start]
    sentence = _ENDS.split(before)[-1]
    behind = text[mention.end : min(end, mention.end + 24)]
    return _Around(sentence, _COMMAS.split(before)[-1], _COMMAS.split(behind)[0], _ENDS.split(behind)[0])


_COUNTED_HEADS = frozenset("人次 人份 人天 名 人 位 口人 名次".split())
_TIMES_OVER = frozenset("人次 人份 人天".split())
_SERVED_HOURS = re.compile("(?:服务|志愿)[^，。；课]{0,4}(?:时长|时数|时间)|工时|志愿服务")
# How many may come is told before anybody came: 名额50人, 每班限25人, 仅限20家, 前30名, 满15人开班.
_QUOTA_BEFORE = re.compile(
    "(?:名额|席位|限额|(?<![年权期界])限(?:定|额|报|招|量|收|领|购)?|上限|招满|报满|(?<![圆丰饱美小坐挤站])满)(?:[人数]{0,2})(?:仅|只|共|总数|为|是|有|设|约|各|:|（)*$"
)
_QUOTA_BEHIND = re.compile(
    "(?:的)?(?:名额|席位)|为限|封顶|以内|[^，。；]{0,3}(?:报满|满额|额满|起报|(?:即可?)?(?:开班|成团|截止))"
)


def _metric(mention: Mention, around: _Around, kind: str | None) -> str:
    """The metric that a mention is kept under; '' for what is no quantity of this activity."""
    if (
        _ROOM_FOR.search(around.clause)
        or _is_quota(around)
        or _DECIDED.search(around.sentence)
        or (kind != "status" and _of_another_time(around))
    ):
        return ""
    if mention.kind == "money":
        return "" if _is_price(around) else "money"
    if mention.unit in ("课时", "学时"):
        return "hours"
    if mention.kind == "period":
        served = _SERVED_HOURS.search(around.clause[-12:] + around.behind[:8])
        return "hours" if mention.unit == "小时" and served else ""
    if mention.unit in _COUNTED_HEADS or _is_people(mention, around):
        return _heads(mention, around, kind)
    return _things(mention, around, kind)


# 会议议定：一、购置遮阳帽300顶.
_DECIDED = re.compile("会议(?:议定|决定|明确|要求|强调|提出)[^。；]*$")


def _is_quota(around: _Around) -> bool:
    return bool(_QUOTA_BEFORE.search(around.near) or _QUOTA_BEHIND.match(around.behind))


def _of_another_time(around: _Around) -> bool:
    if _OF_A_YEAR.search(around.sentence):
        return False
    resets = list(_RESET.finditer(around.sentence))
    return bool(_CUMULATIVE.search(around.sentence, resets[-1].end() if resets else 0))


# 为全年服务时长前列的20名志愿者颁发证书: they came today.
_OF_A_YEAR = re.compile("全年[^，。；]{0,14}的$")
# 每人一份，价值约200元.
_EACH_ONE = re.compile(
    "每[人户名位家][^，。；]{0,4}[份套个件袋][^，。；]{0,8}，(?:每[^，。；]{1,3})?(?:价值|市值)[^，。；]{0,3}$"
)


def _is_price(around: _Around) -> bool:
    """Whether money is a price, a share or someone's own: 1元理发, 每人300元, 营收1.2亿元."""
    each = _EACH_ONE.search(around.sentence)
    return bool(
        each or _STATED_PRICE.match(around.behind) or _EACH.search(around.clause) or _OWN_MONEY.search(around.clause)
    )


_PERSONS = re.compile(
    "(?:的)?(?:人(?![次份大均])|[金银新]婚|夫妇|夫妻|新人|情侣|孩子|小朋友|学员|观众|姐妹|商户|业主|学生|家长|居民(?!小组|楼|区)|老人|儿童|青少年|少年|宝宝|妈妈|党员|志愿者|青年|妇女|职工|娃娃?(?!娃)|小?摊主|选手|同学|小?伙伴|师傅|头(?![条像绪等]))(?!家庭)"
)


def _is_people(mention: Mention, around: _Around) -> bool:
    """40多个孩子 are people."""
    if mention.unit == "个" and _VOLUNTEERS_BEFORE.search(around.clause):
        return True
    return mention.unit in ("个", "对") and bool(_PERSONS.match(around.behind))


_GIVEN_OUT = re.compile("[^，。；]{0,12}(?:颁发|颁奖|授予)")
_ONE_AMONG = re.compile("其中有?$")
_RECEIVING = re.compile("[^，。；]{0,10}代表接待")
_VOLUNTEERS_BEHIND = re.compile(rf"(?:的)?[^、和与及在由为\d]{{0,8}}(?:{_VOLUNTEER.pattern})")
_GUESTS_BEHIND = re.compile(rf"(?:的)?[^，。；、\d在由为与和从对跟随向听请]{{0,6}}(?:{_GUEST.pattern})")
_VISITED = re.compile("慰问|看望|献给")
_CERTIFICATE = re.compile("证书|取证")
_HONOURED = re.compile("(?:表彰|评选出|评出|授予|选树|命名|优秀|先进|最美)[^，。；]*$")


def _heads(mention: Mention, around: _Around, kind: str | None) -> str:
    """Volunteers apart; guests and those who receive left out; distinct persons where they were helped."""
    if _RECEIVING.match(around.behind) or (mention.low == 1 and _ONE_AMONG.search(around.clause)):
        return ""
    if kind == "award" and _HONOURED.search(around.clause):
        return "people"
    if kind == "award" and _GIVEN_OUT.match(around.behind):
        return "people"
    if _VOLUNTEERS_BEHIND.match(around.behind):
        return "" if _INVITED.search(around.near) else "volunteers"
    if _VOLUNTEERS_BEFORE.search(around.clause):
        return "attendances" if _WITH_OTHERS.search(around.clause) else "volunteers"
    if kind == "award" and _REWARDED.match(around.rest):
        return "people"
    if kind == "relief" and _VISITED.search(around.near):
        return "people"
    if _EACH_HEAD.search(around.near) or _are_guests(around):
        return ""
    if mention.unit in _TIMES_OVER or _CAME.match(around.behind):
        return "attendances"
    return "people" if _are_helped(around, kind) else "attendances"


def _are_guests(around: _Around) -> bool:
    guests = _GUESTS_BEHIND.match(around.behind)
    if guests and _TOOK_PART.match(around.behind, guests.end(), guests.end() + 2):
        return False
    return bool(guests or _GUESTS_BEFORE.search(around.near) or _INVITED.search(around.clause))


_IN_TRAINING = re.compile("(?:参加|参与)(?:了|此次|本次)?(?:培训|学习|课程|考试)|参训")
_TOOK_PART = re.compile("[^，。；]{0,8}(?:参加|参会|到场|出席|与会|观看|见证)")


def _are_helped(around: _Around, kind: str | None) -> bool:
    """Whether distinct persons were helped, registered, certified, rewarded, or gave blood."""
    if kind == "award" and _TOOK_PART.match(around.behind):
        return False
    if kind in ("dues", "service", "relief", "award") or _HELPED_BEHIND.search(around.behind):
        return True
    to_them = bool(_TO_THEM.search(around.near))
    if kind in ("benefit", "publicity", "themed") and to_them and _GIVEN_TO.match(around.behind):
        return True
    if _SERVED.search(around.near) or _IN_TRAINING.match(around.behind):
        return False
    told_behind = _CERTIFIED_BEHIND.search(around.rest)
    certified = _CERTIFIED.match(around.rest) or (not told_behind and _CERTIFICATE.search(around.sentence[-40:]))
    return bool(certified or _HELPED_BEFORE.search(around.near))


_OF_A_FAMILY = re.compile("(?:的)?[^，。；]{0,4}家庭")
_FAMILIES_BEFORE = re.compile("家庭(?:共|约|近)?$")


def _is_family(around: _Around) -> bool:
    """20组家庭, 亲子家庭20组."""
    return bool(_OF_A_FAMILY.match(around.behind) or _FAMILIES_BEFORE.search(around.clause))


_HELD = re.compile("开展|举办|组织|召开|活动|讲座|培训|宣传|共|放映|演出")
_BATTERIES = re.compile("电池[^，。；、]{0,2}$")
_OF_A_TEAM = re.compile("队|团|组")


def _things(mention: Mention, around: _Around, kind: str | None) -> str:
    """Households, times, what was handed out, and other things; stalls, teams and parts of a programme are none."""
    unit = mention.unit
    if _EACH_HEAD.search(around.clause) or _EACH_DOES.search(around.clause):
        return ""
    if unit in ("户", "户次", "户家庭", "家庭户") or (unit in ("组", "个", "对") and _is_family(around)):
        return "households"
    if unit in ("场", "场次", "期", "期次", "班次"):
        held = mention.text[0] != "一" and _HELD.search(around.clause + around.behind)
        return "times" if held else ""
    if unit == "节" and _BATTERIES.search(around.clause):
        return "items"
    if unit not in _ITEMS or _is_left_out(mention, around, kind):
        return ""
    return "materials" if _is_handed_out(mention, around) else "items"


_JOB_FAIR = re.compile("招聘|岗位")


def _is_left_out(mention: Mention, around: _Around, kind: str | None) -> bool:
    unit, clause, behind = mention.unit, around.clause, around.behind
    if _LEFT_OUT.match(behind):
        return True
    if _LEFT_OUT_BEFORE.search(clause) and not (kind == "award" and _HONOURED.search(clause)):
        return True
    if unit == "家":
        partners = _WITH.search(clause) and not _JOB_FAIR.search(around.sentence + around.rest)
        return behind.startswith("人") or bool(partners)
    if unit == "个" and _TEAM_BEHIND.match(behind):
        return True
    if unit in ("项", "种", "类", "个") and not behind and clause.endswith("等"):
        return True
    if kind == "status":
        return False
    teams = unit == "支" and _OF_A_TEAM.search(mention.text + behind[:10] + clause[-4:])
    return bool(teams or _TEAMS.search(clause) or behind.startswith("队伍"))


# Of 发放手册100册，受理申报9件 the second was not handed out.
_OTHER_DEED = re.compile(
    "受理|办理|办结|代办|解答|化解|调解|检查|排查|整改|清理|制作|完成|协调|解决|征集|回收|收到|收集|栽|种植|评出"
)


def _is_handed_out(mention: Mention, around: _Around) -> bool:
    unit = mention.unit
    if unit == "份":
        return not _TAKEN_IN.search(around.clause)
    if unit == "条" and _HANDED.search(around.clause):
        return True
    own_deed = _OTHER_DEED.search(around.clause) and not _HANDED.search(around.clause)
    if not own_deed and _HANDED.search(around.sentence[-40:]) and unit not in ("毫升", "袋", "家", "条", "处", "起"):
        return True
    return unit in ("张", "册", "本", "页", "单") and bool(_PAPER.search(around.clause[-10:] + around.behind[:6]))
