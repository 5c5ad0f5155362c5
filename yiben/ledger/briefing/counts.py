"""What was counted: the numbers of a brief that belong to this activity, each with the metric it is kept under."""

from __future__ import annotations

import re

from yiben.gongwen import Mention
from yiben.ledger.briefing.drafts import Quantity, Span

_NO_QUANTITY = frozenset({"date", "frequency", "ordinal", "docnum", "enumerator", "term", "percent", "area"})
_HEADS = frozenset("人 名 位 人份".split())
_SHEETS = frozenset("份 册 本 张 页 单 套".split())
_CUMULATIVE = re.compile(
    r"(?:今年以来|年初以来|今年来|截至目前|截至|目前为止|到目前|迄今|至今|历年|全年|去年|上年|往年|多年来|年来|自\d{4}年|[自从][^，。；]{1,16}以来|近年来|明年|下一?步|下半年|来年|每年|成立以来|总计已|常年|先后累计|现有|在册|共有(?:党员|居民|住户|人口|志愿者|会员)|拥有|辖区(?:内)?(?:现|共|总)?有|辖区总|常住人口|注册志愿者)[^。；\n]{0,60}$"
)
_RESET = re.compile("[。；\n]|本次|此次|当天|当日|活动中|现场|今天")
_GUEST = re.compile(
    r"专家|讲师|老师|教师|医生|医护|医师|律师|民警|教练|主持人|评委|嘉宾|理发师|护士|宣讲员|辅导员|法官|检察官|讲解员|厨师|社工|工作人员|裁判|消防员|救护师|师资|心理咨询师|咨询师|导师|医务人员|理论宣讲"
)
_VOLUNTEER = re.compile("志愿者|义工|志愿服务者|志愿服务人员|志愿队员|小红帽|红马甲|志愿军")
_HELPED = re.compile(
    "慰问|资助|救助|帮扶|表彰|获评|获奖|评为|评选|授予|荣获|颁发|献血|捐献者|持证|证书|考取|取证|报名|登记|参保|缴费|会费|入会|录用|签约|达成|意向|入党|采集|入库|助学|选出|评出|选树|认证|结对|安置|上岗|新增会员|招募"
)
_HANDED = re.compile("发放|派发|分发|散发|发送|领取|分送|发出|张贴|印发|赠阅|派送")
_ITEMS = frozenset(
    "个 件 条 家 项 幅 袋 箱 桶 瓶 把 副 盒 只 枚 台 套 辆 处 毫升 公斤 斤 吨 束 盆 棵 株 篇 起 盏 床 朵 顶 宗 例 封 部 首 张 本 册 幢 间 桌 枝 块 碗 提 包 单 所 支 对 双 条次 件次 家次 册次 升 克 米 平方米 只次 串 根 片 岗位 个岗位 粒".split()
)
_LEFT_OUT_UNITS = frozenset(
    "点位 摊位 展位 小组 组次 楼 层 栋 届 级 期 课 章 节 版 号 岁 周岁 轮 步 类 种 门类 大类 方面 面 点 字 句 页 公里 米 街道 社区 省 市 县 区 网格 批 班 站 队 支 支队伍 楼栋 单元 倍 分".split()
)
_LEFT_OUT_NOUNS = re.compile(
    r"^(?:余)?(?:个|支|家)?(?:服务点|展位|摊位|宣传点|展台|咨询台|服务台|摊点|小组|队伍|分队|服务队|志愿服务队|工作组|环节|板块|章节|部分|阶段|方面|步骤|项目组|展板|网格|楼栋|小区|社区|街道|区域|篇章|节目|游戏|站点|点位|代表队|队)"
)


def counted_in(text: str, mentions: list[Mention], start: int, end: int, kind: str | None) -> list[Quantity]:
    """The quantities between two places of a text that tell of this activity, in order."""
    found: list[Quantity] = []
    for mention in mentions:
        if mention.start < start or mention.end > end:
            continue
        metric = _metric(text, mention, start, kind)
        if metric:
            found.append(_quantity(mention, metric))
    return found


def _quantity(mention: Mention, metric: str) -> Quantity:
    span = Span(mention.start, mention.end)
    return Quantity(metric, mention.low, mention.high, mention.unit, span, mention.text, mention.approx, mention.noun)


def _metric(text: str, mention: Mention, start: int, kind: str | None) -> str:
    if mention.kind in _NO_QUANTITY or (mention.low is None and mention.high is None):
        return ""
    before = text[max(start, mention.start - 70) : mention.start]
    reset = max((found.end() for found in _RESET.finditer(before)), default=0)
    before = before[reset:]
    behind = text[mention.end : mention.end + 14]
    if kind != "status" and _CUMULATIVE.search(before):
        return ""
    clause = re.split("[，。；：！？\n]", before)[-1]
    after = re.split("[，。；！？、\n（(]", behind)[0]
    unit = mention.unit
    if mention.kind == "money":
        return "" if re.match("理发|[^，。；]{0,3}(?:剪发|快剪|套餐|午餐|早餐)", behind) else "money"
    if unit in ("课时", "学时"):
        return "hours"
    if mention.kind == "period":
        return "hours" if unit == "小时" and re.search("时长|服务时间|工时|志愿服务", clause + after) else ""
    if unit in ("人次", "人份", "人天"):
        return (
            "volunteers"
            if _VOLUNTEER.search(clause[-12:] + after[:8]) and not re.search("服务|惠及", after)
            else "attendances"
        )
    if mention.kind == "people":
        return _heads(clause, after, kind)
    if unit in ("户", "户次", "户家庭") or (unit in ("组", "个", "对") and re.match("(?:亲子)?家庭", after)):
        return "households"
    if unit in ("场", "场次", "期", "期次", "班次"):
        return "times" if re.search("开展|举办|组织|召开|活动|讲座|培训|宣传|共", clause + after) else ""
    if _LEFT_OUT_NOUNS.match(after) or (unit in _LEFT_OUT_UNITS and unit not in ("支",)):
        return ""
    if (unit in ("份", "册", "本", "张") and unit == "份") or (unit in _SHEETS and _HANDED.search(clause)):
        return "materials"
    if unit in _ITEMS:
        return "materials" if _HANDED.search(clause) and unit not in ("毫升", "袋", "家", "条", "件次") else "items"
    return ""


def _heads(clause: str, after: str, kind: str | None) -> str:
    near = clause[-14:]
    if _VOLUNTEER.search(after) or (
        _VOLUNTEER.search(near) and not re.search("居民|群众|为|服务|惠及", near[near.rfind("志愿") :])
    ):
        return "volunteers"
    if _GUEST.search(after[:10]) or _GUEST.search(near[-6:]):
        return ""
    if _HELPED.search(near + after) or kind in ("dues", "service", "relief", "award"):
        return "people"
    return "attendances"
