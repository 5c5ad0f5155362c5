"""What the heading of a column means: our own words and those that streets use, the unit of count behind it, the shape.

A meaning has a rank: the nearer to our own word the lower it is, so that of two columns the likelier one is taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from yiben.ledger.wider_headings import FILLED_IN_BY, wider
from yiben.lib.plain import plain

# How people head the columns of an activity list. The first of each is our own.
NAMES: dict[str, tuple[str, ...]] = {
    "unit": (
        "单位",
        *("单位名称", "社区", "社区名称", "所属社区", "填报单位", "上报单位", "主办单位"),
        *(
            "承办单位",
            "举办单位",
            "开展单位",
            "责任单位",
            "部门",
            "主办",
            "承办",
            "主办方",
            "承办方",
            "主办社区",
            "承办社区",
            "举办方",
            "组织方",
        ),
        *("community", "unit", "host", "organizer", "organiser"),
    ),
    "start": (
        "开始日期",
        *("日期", "活动日期", "活动时间", "开展时间", "开展日期", "举办时间", "举办日期"),
        *(
            "开始时间",
            "办理时间",
            "办理日期",
            "时间",
            "年月日",
            "时段",
            "期间",
            "实际日期",
            "实际时间",
            "date",
            "time",
            "when",
        ),
    ),
    "end": ("结束日期", "结束时间", "截止日期", "截止时间", "完成日期"),
    "kind": ("活动类型", "类型", "类别", "活动类别", "活动形式", "形式", "工作类型"),
    "topic": ("事项", "具体事项", "事项名称"),
    "lines": ("条线", "所属条线", "工作条线", "业务条线", "对应条线"),
    "title": (
        "活动名称",
        "名称",
        "活动主题",
        "主题",
        "标题",
        *("本节主题", "本次主题", "本期主题", "本课主题", "单元主题", "节次主题", "本节内容", "本次内容"),
        "会议名称",
        "项目名称",
        "工作名称",
        "活动",
        "活动题目",
        "班级",
        "班级名称",
        "课程",
        "event",
        "activity",
        "title",
        "name",
    ),
    "place": ("地点", "活动地点", "举办地点", "开展地点", "会议地点", "场所", "venue", "place", "location", "where"),
    "cohosts": (
        "联合单位",
        "联合举办单位",
        "协办单位",
        "合办单位",
        "联办单位",
        "联办",
        "协办",
        "合办",
        "协办方",
        "合作方",
        "partners",
    ),
    "measures": ("对应举措", "对应任务", "举措", "任务", "工作要点", "对应要点"),
    "note": (
        "备注",
        "说明",
        "活动内容",
        "内容",
        "工作内容",
        "活动简介",
        "简介",
        "内容简介",
        "主要内容",
        "remarks",
        "remark",
        "notes",
        "note",
    ),
    "counts": ("文字里的数量", "参加情况", "参与情况", "活动成效", "工作成效", "活动效果", "成效", "数量情况"),
    "summary": ("补录汇总", "汇总"),
    "start+place": ("时间地点", "活动时间地点", "时间和地点", "日期地点", "时间（地点）", "活动时间（地点）"),
    "title+counts": ("名称和数量（一段话）",),
    "year": ("年", "年份", "年度"),
    "month": ("月", "月份", "季度", "month"),
    "day": ("日", "几日", "几号"),
}
LABELS = {name: words[0] for name, words in NAMES.items()}
SCALES = {"money*万元": Decimal(10_000), "money*千元": Decimal(1000), "money*百元": Decimal(100)}
MINUTES = "hours*分钟"
IN_PROSE = "title+counts"
"""A column of sentences that tell what was held, and how many came."""
SEVERAL = frozenset({"note", "counts"})
"""Fields that several columns may be: what stands in them is put together."""
NOUNED = frozenset({"materials", "items"})
"""Metrics of which several columns may be counted side by side, each by its noun: 宣传册 and 问卷."""

_PATTERN_RANK = 100
_DEED = (
    "(?:活动|开展|举办|举行|服务|培训|宣传|宣讲|走访|慰问|会议|召开|筛查|义诊|献血|捐赠|捐款|缴费|收缴|缴纳|办理|组织|实施|讲座|授课|发放|接待|"
    "检查|学习|演练|比赛|竞赛|志愿服务|志愿|项目|工作|课程|团课|节点|完成|进展|落实|入户|探访|调研|帮扶|救助|评选|受理|办结|主要|具体|详细|简要)?"
)
# What these head is asked beforehand, of another year, or of a part: never what took place.
NOT_DONE = re.compile(
    "计划|应到|应参|应缴|应收|目标|预计|预算|任务数|上年|去年|同期|上月|占比|比例|招募|拟|预约|名额|单价|人均|平均|满意|累计(?!(?:服务|志愿|活动|培训)*(?:时长|时数|工时|小时))|序号|编号|得分|评分|排名"
)
_PART = re.compile("其中|男|(?<![妇儿])女(?!性?(?:健康|权益))|岁|未成年|小计")
_DONE = re.compile("实到|实际|实有|实参|成功|最终|到场|到会|出席|总")
_HELD_ON = re.compile("活动|举办|举行|开展|召开|开始")
# 登记日期 beside 办班时间/开始 is the day of writing it down.
_NOTED_ON = re.compile("登记|记录|备案|归档|入账|记账|发布|收集")
_TOTAL = re.compile("合计|总计|总数|小计|共计")
_LESSER = re.compile(
    "每[周次场人节月天期]|单次|工作人员|代表|专家|讲师|教师|老师|医生|医护|律师|民警|干部|领导|社工|网格员"
)
# How questionnaires and forms on telephones ask: 3、您所在的社区（必填）.
_ASKED = re.compile(
    r"^\*|^第\d{1,2}[题问][.、:：]?|^[(（]?\d{1,2}[)、.](?=\D)|^q\d{1,2}[:.、]?|^(?:请(?:填写|输入|选择|上传)|(?:填写|输入|选择|上传)(?![时日人者单]))|^[你您]?(?:所在|所属)?的|\((?:必填|选填|自动|单选|多选|填空)[^)]*\)|(?<=[\u4e00-\u9fff])[1-9]$|\?+$|(?:是|为)$"
)
# These tell of the form, and of nothing that took place.
FILLED_IN = re.compile(
    "提交|答卷|答题|所用|填写|创建|修改|填[表报]|制表|上报|报送|出生|打印|更新|持续|报名|录入|审核|(?:汇总|统计|编制|审批|发起|申请)(?=日期|时间|年月日)"
)
_CAME = (
    "(?:实际)?(?:参与|参加|参训|参会|参学|参赛|到会|到场|出席|受益|惠及|覆盖|签到|"
    "实到|前来|带动|动员|发动|吸引|受教育|受训|受助|受惠|听课)的?"
)
_MET = f"(?:{_CAME}|出动|服务|上门|走访|培训|接待|慰问|活动)"
_WHO = (
    "(?:社区|辖区|普通|广大|现场|困难)?(?:居民|考生|游客|旅客|消费者|用户|客户|病患|患者|群众|市民|村民|职工|员工|会员|学员|学生|家长|妇女|女性|儿童|青少年|少年|青年|"
    "老人|老年人|长者|亲子|选民|代表|委员|业主|师生|幼儿|小朋友|孩子|母亲|孕妇|农民工|司机|军属|环卫工人?|对象|听众|观众|嘉宾|受众|人员|劳动者|骑手|家庭成员)"
)
_SHAPES: tuple[tuple[str, str], ...] = (
    (
        "start+place",
        rf"{_DEED}(?:时间|日期)(?:[、,和及与/]|以及)?{_DEED}(?:地点|场所|地址)|{_DEED}地点(?:[、,和及与/]|以及)?(?:时间|日期)",
    ),
    (
        "cohosts",
        "(?:联合|协办|合办|联办|共建|合作|协作|配合|协同|支持)(?:举办|开展|主办)?的?(?:单位|部门|社区|机构|组织|方)",
    ),
    (
        "unit",
        "(?:活动|主办|承办|举办|召开|开展|组织|责任|牵头|实施|填报|上报|报送|所属|所在|服务|走访|宣传|筛查|申报|建设|主责|参赛|开课|办学|培训|授课|教学|办班|开班|讲课|缴费|缴纳|交费|上缴|收缴|募捐|献血|采血|受赠|接待|受益|街道|辖区|网格|所属网格)?的?"
        r"(?:(?:志愿)?组织(?=名称)|社区|村\(社区\)|社区\(村\)|村居|村社区|村\(居\)|单位|部门|机构|主体)(?:名称)?",
    ),
    ("end", rf"{_DEED}(?:结束|截止|终止|结班|结课|结业|闭幕)(?:日期|时间)"),
    (
        "start",
        rf"(?:{_DEED}{_DEED}|[\u4e00-\u9fff]{{2,3}})(?:起始|开始|起止)?(?:日期时间|日期|时间|年月日|时段)|"
        "(?:集中|具体)?(?:活动|服务|举办|开展|培训|慰问|走访|上课|授课|义诊|宣传|会议|实施)日",
    ),
    (
        "title",
        rf"{_DEED}(?:活动|会议|课程|服务|项目|事项|任务)?(?:主题名称|名称|主题|题目|标题|项目|事项|名目|议题)|(?:主要|具体|重点|开展)的?活动|活动名",
    ),
    (
        "counts",
        f"{_DEED}(?:活动)?(?:取得|主要)?的?(?:成效|效果|战果)|(?:活动|服务|现场|开展|简要|基本|主要){{1,2}}(?:情况|概况|数据)",
    ),
    (
        "note",
        rf"{_DEED}(?:活动)?(?:开展|进展|完成|落实|办理|组织|实施)?"
        "(?:内容|情况|简介|概况|简述|说明|描述|事由|过程|摘要|小结|总结|进展|进度|纪要|备注|成果|成效|效果|正文|详情|做法|报道|经过|亮点)(?:简介|说明|描述|摘要|简述)?",
    ),
    (
        "place",
        rf"(?:{_DEED}|[\u4e00-\u9fff]{{2}})(?:地点|场地|场所|位置|地址)|(?:活动|举办|召开|开展|集合|服务|所在)地",
    ),
    ("kind", rf"{_DEED}(?:活动)?(?:类型|类别|分类|种类|性质|形式|方式|大类)"),
    ("lines", "(?:所属|工作|业务|对应|归口)?(?:条线|线条|条口|线口|业务口)(?:名称)?"),
    ("hours", ".{0,8}(?:时长|工时|小时数|课时数?|学时数?)(?:合计|总计|总数)?"),
    ("attendances", "(?!.*(?:志愿者|义工)).{0,10}人次(?:数|合计|总数)?"),
    ("times", ".{0,6}(?:场次数?|场数|次数|期数|班次|课次|批次)"),
    (
        "volunteers",
        ".{0,6}(?:志愿者|义工|志愿服务者|红马甲|小红帽|志愿服务(?=人数))(?:参与|服务|出动)?的?(?:人数|数量|数|人次)?|志愿|(?:实际)?(?:上岗|到岗)(?:人数|人次|数)?|volunteers?",
    ),
    ("attendances", "attendances?"),
    (
        "people",
        rf".{{0,10}}人数|(?:活动|参与|参加|到场)?规模|{_CAME}(?:总?数量?)?|(?:{_MET})?(?:{_WHO}){{1,2}}(?:{_MET})?(?:总?数量?)?|"
        rf".{{1,6}}(?:{_WHO})总?数|"
        "participants?|attendees",
    ),
    (
        "households",
        ".{0,6}(?:户数|家庭数量?|户次)|"
        "(?:参与|参加|受益|走访|慰问|帮扶|惠及|覆盖|服务|参赛|受助|亲子|入户)(?:居民|困难|亲子)?(?:家庭|户)(?:\\(组\\))?|households?",
    ),
    (
        "materials",
        ".{0,6}(?:资料|宣传单|宣传册|宣传品|传单|手册|折页|宣传页|海报|问卷|材料)(?:份数|数量|数|发放量|发放数)?|.{0,4}份数|leaflets?|handouts?|brochures?",
    ),
    # Posts offered too: 招聘会提供岗位数 is made of them.
    (
        "items",
        ".{0,6}(?:件数|办件量|办结数|受理数|物资数量)|(?:提供|发布|推出|推介|征集|收集|招聘|就业|用工|企业|空缺|意向){0,2}(?:工作)?岗位(?:总?数量?|总量)?",
    ),
    (
        "money",
        "投入|.{0,8}(?:花费|开支|金额|资金|经费|费用|款额|慰问金|慰问款|支出|投资|善款|捐款|会费)(?:数|额|合计|总额|支出|投入|使用)?",
    ),
)
_COMPILED = tuple((name, re.compile(shape)) for name, shape in _SHAPES)
_MANY = "(?:total|actual|num(?:ber)?(?:of)?|no(?:of)?|count(?:of)?)?"
_ENGLISH = tuple(
    (name, re.compile(shape))
    for name, shape in (
        ("volunteers", f"{_MANY}volunteers?(?:count|num(?:ber)?|total)?"),
        (
            "people",
            f"{_MANY}(?:participants?|attendees?|people|persons?|headcount|attendances?|attended|turnout)(?:count|num(?:ber)?|total)?",
        ),
        ("households", f"{_MANY}(?:households?|families)(?:count)?"),
        ("materials", f"{_MANY}(?:leaflets?|handouts?|brochures?|flyers?|materials?|copies)(?:count)?"),
        ("hours", "(?:total|service|volunteer)*(?:hours?|duration)(?:h|hours?)?"),
        ("times", f"{_MANY}sessions?(?:count)?"),
        (
            "money",
            "(?:total|actual)?(?:costs?|expenses?|spending|spent|amount|fees?|expenditure|money|funds?)(?:yuan|rmb|cny)?",
        ),
        (
            "start",
            "(?:start|begin|event|activity|held)(?:ning)?(?:date|time|day|datetime|on)?|day|dateheld|datefrom|from",
        ),
        ("end", "(?:end|finish)(?:ing)?(?:date|time|day|datetime|on)?|dateto|until"),
        ("title", "(?:event|activity|programme?|session|course|item)(?:name|title|topic)|subject|topic|theme|what"),
        ("place", "(?:event|activity)?(?:place|venue|location|address|site)(?:name)?"),
        ("unit", "(?:host(?:ing)?|organi[sz]er|community|department|unit|organi[sz]ation)(?:name|unit)?"),
        ("kind", "(?:event|activity)?(?:type|category|kind)"),
        ("note", "remarks?|notes?|comments?|description|summary|details?"),
    )
)
_OF_UNIT = {
    **dict.fromkeys(("人次",), "attendances"),
    **dict.fromkeys(("人", "名", "位"), "people"),
    **dict.fromkeys(("户", "户次"), "households"),
    **dict.fromkeys(("份", "册", "本", "张"), "materials"),
    **dict.fromkeys(("件", "件次", "个", "套", "只", "袋", "箱", "盒", "桶", "瓶"), "items"),
    **dict.fromkeys(("元", "万元", "千元", "百元"), "money"),
    **dict.fromkeys(("小时", "分钟", "分", "课时"), "hours"),
    **dict.fromkeys(("场", "场次", "次"), "times"),
}
_BARE = frozenset("人 名 户 份 件 元 万元 千元 小时 课时 场 场次 次".split())
"""What stands alone over a column: 分 is as well a mark, 张 and 本 a name."""
UNITS = frozenset(_OF_UNIT)
"""Units of count that may stand in a heading."""
_VOLUNTEERS = re.compile("志愿者|义工|志愿服务者|志愿(?:助教|讲师|教师|老师|讲解员?|骨干|队员|人员|力量|岗)")
# So many of these are nothing that was given out: 参与单位（个）, 收集点位（个）.
_NO_THINGS = re.compile(
    "(?:照片|图片|单位|社区|企业|小组|团队|队伍|品牌|项目|点位|网格|阵地|组织|问题|类|诉求|意见|建议)数?$"
)
# What was gathered on the way is brought home one by one, as things are: 收集诉求（个）.
_MONEY = re.compile("[钱金费款额支资投入花]")
_GATHERED = re.compile("(?:收集|征集|收到|听取|梳理|反映)的?[^()]{0,4}(?:诉求|意见|建议)数?")
_OTHER_TONGUE = re.compile(r"[a-z][a-z.'&/\- ]*(?:\([a-z ]*\))?")
_IDENTIFIER = re.compile(r"(?<![a-z])(?:[ug]u)?id$|(?<![a-z])(?:code|sn|key)$")
_OTHER_UNITS = frozenset({("hours", "天")})
_BRACKETS = str.maketrans("[]【】〔〕<>", "()()()()")
# 手册（本/份）, 物资（件、套）.
_EITHER_UNIT = re.compile("[（(]([份册本张件个套袋箱盒])(?:[/、或和]?[份册本张件个套袋箱盒])+[）)]$")
_GIVEN = re.compile("^(?:发放|分发|派发|赠送|印制|张贴|悬挂|制作|免费|各类|其它|其他)+|(?:份数|数量|发放量|数)$")
_LONGEST = 24
# 参与人数（居民/志愿者） over 20/5.
_TWO_INSIDE = re.compile(r"[^()/]{2,12}\(([^()/]{2,6}(?:/[^()/]{2,6}){1,2})\)")
_IN_BRACKETS = re.compile(r"(?<=[\u4e00-\u9fff])\([^()]{1,6}\)(?=[\u4e00-\u9fff])")
_AND_HOW_MANY = re.compile("[、和及与](?:人数|数量)$")
_COMERS = {"people", "attendances", "volunteers"}
_PEOPLE_ALONE = re.compile("居民|群众|学员|职工|妇女|青年|家长|老人|学生")


class Meaning(NamedTuple):
    """A field, and how near the heading is to our own word for it."""

    field: str
    rank: int

    @property
    def by_shape(self) -> bool:
        """Whether only the heading's shape told it, so that the cells must agree."""
        return self.rank >= _PATTERN_RANK


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """A name as it is compared: half-width, small letters, without blanks and marks of a required field."""
    return re.sub(r"[\s*:：·•\"'“”]+", "", plain(text)).casefold()


@dataclass(frozen=True)
class Counted:
    """A metric as a column is matched to it."""

    slug: str
    name: str
    unit: str
    aliases: tuple[str, ...] = ()


class Headings:
    """What headings mean where these metrics are counted."""

    def __init__(self, metrics: Sequence[Counted], *, wide: bool = False) -> None:
        """`wide` for what is known to be a heading: much of what stands in a list sounds like one."""
        self.metrics, self.wide = metrics, wide
        self.known = _known(metrics)
        self.slugs = {metric.slug for metric in metrics}
        self._read: dict[str, Meaning | None] = {}

    def of_column(self, heading: str, *, alone: Collection[str], typed: bool) -> Meaning | None:
        """What a column's heading means: as a whole, by its lower parts, or by an upper one under which it stands
        `alone`; `typed` where the slash in it was typed by a person (人次/份数 over 30/200)."""
        heading = _EITHER_UNIT.sub(r"(\1)", heading) if heading[-1:] in ")）" else heading
        upper, _slash, lower = heading.partition("/")
        lowest = heading.rpartition("/")[2]
        if typed and (both := self._both(heading)):
            return both
        if upper and _TOTAL.fullmatch(lowest):
            above = heading.rpartition("/")[0]
            return self.of(above.rpartition("/")[2]) or self.of(upper) or self.of(_joined(above))
        if upper and (counted := self._under(heading, lowest)):
            return counted
        uppers = (prefix.rpartition("/")[2] for prefix in reversed(prefixes(heading)) if prefix in alone)
        candidates = filter(None, (_joined(heading), _joined(lower), lowest, *uppers))
        found = list(filter(None, (self.of(candidate) for candidate in candidates)))
        if not found:
            return self._bare(heading)
        best = next((one for one in found if one.rank < _PATTERN_RANK // 2), found[0])
        return Meaning(best.field, best.rank + _PATTERN_RANK // 2) if NOT_DONE.search(heading) else best

    def _under(self, heading: str, lowest: str) -> Meaning | None:
        """慰问品/份 and 慰问金额/元: the lowest part tells in which unit that above it is counted."""
        unit = key(lowest).translate(_BRACKETS).strip("()")
        if unit not in UNITS:
            return None
        found = self.of(f"{_joined(heading.rpartition('/')[0])}({unit})")
        counted = found.field.partition("*")[0] if found else ""
        # 课时 over 场次 and 小时 is two columns, and neither is told by what stands above both.
        return found if counted in self.slugs and _alike(counted, _OF_UNIT[unit]) else None

    def _bare(self, heading: str) -> Meaning | None:
        """人, 份 or 元 as the whole of a heading, with nothing above that would tell of whom or what."""
        unit = key(heading).translate(_BRACKETS).strip("()")
        name = _OF_UNIT.get(unit) if unit in _BARE else None
        return self._in_unit(Meaning(name, _PATTERN_RANK), unit) if name in self.slugs and name else None

    def of(self, text: str) -> Meaning | None:
        """What one name means, by our words, then by its unit of count, then by its shape."""
        if text not in self._read:
            self._read[text] = self._named(text) or self._in_two_tongues(text)
        return self._read[text]

    def _in_two_tongues(self, text: str) -> Meaning | None:
        """Venue 地点: what the Chinese part means."""
        whole = plain(text).casefold().strip()
        chinese = _OTHER_TONGUE.sub("", whole).strip()
        told = chinese and chinese != whole and not chinese.startswith("(")
        found = self._named(chinese) if told else None
        # 活动ID and 社区code tell which row of another table it is.
        return None if found and found.field in NAMES and _IDENTIFIER.search(whole) else found

    def _both(self, heading: str) -> Meaning | None:
        """人次/份数 typed as one heading over cells like 30/200; a head of two rows gives 参加情况/人次."""
        turn, of = part_done(heading)
        done = self.of(str(re.split("[/、]", heading)[turn])) if of else None
        if done and done.field in self.slugs:
            return Meaning(done.field, _PATTERN_RANK)
        inside = _TWO_INSIDE.fullmatch(plain(heading))
        told = [f"{who}人数" if _PEOPLE_ALONE.fullmatch(who) else who for who in inside[1].split("/")] if inside else []
        parts = [self.of(part) for part in told or re.split("[/、和及]", heading)]
        names = [found.field for found in parts if found]
        counted = all(name not in NAMES and "*" not in name for name in names)
        # 参加人员及数量 asks who came and how many: one thing.
        counted = counted and not _AND_HOW_MANY.search(heading)
        if names == ["unit", "cohosts"]:
            # 主办/协办 over 河畔社区/桥南社区: the first is whose it is.
            return Meaning("unit", _PATTERN_RANK)
        if len(names) == len(parts) > 1 and len(set(names)) == 1 and names[0] in NAMES:
            # 活动名称/主题 asks twice for one thing.
            return Meaning(names[0], _PATTERN_RANK)
        if 2 <= len(names) == len(parts) <= 3 and counted and len(set(names)) == len(names):
            return Meaning("/".join(names), 0)
        return None

    def _named(self, text: str) -> Meaning | None:
        whole = _asked_for(key(text).translate(_BRACKETS)).replace("人(次)", "人次")
        # 活动（项目）名称: what stands in brackets before the last word may be left out.
        whole = _IN_BRACKETS.sub("", whole)
        whole = whole[1:-1] if whole.startswith("(") and whole.endswith(")") else whole
        base, _open, inside = whole.partition("(")
        inside = inside.removesuffix(")").removeprefix("单位")
        # 人数（人） is 人数; 填报单位（盖章）临水社区 is a line of its own above the head.
        closed = whole == base or whole.endswith(")")
        found = self.known.get(whole) or (self.known.get(base) if closed else None)
        if found is None and closed and len(base) <= _LONGEST:
            found = self._by_unit(base, inside) or self._by_shape(base, whole)
        if found is None or (found.field, inside) in _OTHER_UNITS:
            return None
        return self._in_unit(found, inside)

    def _in_unit(self, found: Meaning, inside: str) -> Meaning:
        name, rank = found
        if name == "counts" and _OF_UNIT.get(inside) in self.slugs:
            return Meaning(_OF_UNIT[inside], rank)
        if name == "items" and (counted := _OF_UNIT.get(inside, name)) in self.slugs:
            # 数量（份） counts copies.
            return Meaning(counted, rank)
        if inside == "人次" and name == "people":
            return Meaning("attendances", rank)
        if name == "hours" and inside in ("分", "分钟"):
            return Meaning(MINUTES, rank)
        return Meaning(f"{name}*{inside}" if f"{name}*{inside}" in SCALES else name, rank)

    def _by_unit(self, base: str, inside: str) -> Meaning | None:
        """服务群众（人次）, 反诈手册（份）: the unit in brackets tells what is counted."""
        name = _OF_UNIT.get(inside)
        things = inside in ("件", "件次", "份") or (inside == "个" and _GATHERED.fullmatch(base))
        if name in NOUNED and not things and _NO_THINGS.search(base):
            return None
        if name is None or name not in self.slugs or NOT_DONE.search(base) or _PART.sub("", base) == "":
            return None
        if _VOLUNTEERS.search(base) and name in ("people", "attendances"):
            name = "volunteers"
        elif _PART.search(base):
            return None
        # What things were worth stands behind what was paid out.
        worth = _PATTERN_RANK // 2 if name == "money" and not _MONEY.search(base) else 0
        return Meaning(name, _PATTERN_RANK + _nearer(base) + worth)

    def _by_shape(self, base: str, whole: str) -> Meaning | None:
        if FILLED_IN_BY.fullmatch(base):
            return Meaning("unit", _PATTERN_RANK)
        if NOT_DONE.search(base) or FILLED_IN.search(base):
            return None
        if base.isascii():
            return self._in_english(base)
        for turn, (name, shape) in enumerate(_COMPILED):
            if name not in NAMES and not self._may_be(name, base):
                continue
            if shape.fullmatch(whole) or shape.fullmatch(base):
                held = name == "start" and _HELD_ON.search(base)
                noted = name == "start" and _NOTED_ON.search(base)
                far = _PATTERN_RANK if noted else -10 if held else 0
                return Meaning(name, _PATTERN_RANK + turn + _nearer(base) + far)
        if not self.wide:
            return None
        first = _PATTERN_RANK + len(_COMPILED)
        found = (Meaning(name, first + turn) for turn, name in wider(base) if name in NAMES or self._may_be(name, base))
        return next(found, None)

    def _in_english(self, base: str) -> Meaning | None:
        """cost_yuan, startDate, number_of_participants: names of fields as programs write them."""
        bare = re.sub("[_.-]", "", base)
        found = (name for name, shape in _ENGLISH if shape.fullmatch(bare) and (name in NAMES or name in self.slugs))
        return next((Meaning(name, _PATTERN_RANK) for name in found), None)

    def _may_be(self, metric: str, base: str) -> bool:
        """Whether a heading may count by this metric: not where it tells a part of those who came."""
        return metric in self.slugs and (metric == "volunteers" or not _PART.search(base))


def _alike(metric: str, other: str) -> bool:
    return metric == other or {metric, other} <= NOUNED or {metric, other} <= _COMERS


@lru_cache(maxsize=1024)
def part_done(heading: str) -> tuple[int, int]:
    """Of 应到/实到 over 40/36 which part tells who came, and of how many; (0, 0) of other headings."""
    parts = re.split("[/、]", key(heading).translate(_BRACKETS))
    done = [turn for turn, part in enumerate(parts) if not NOT_DONE.search(part)]
    return (done[0], len(parts)) if len(parts) > 1 and len(done) == 1 else (0, 0)


def prefixes(heading: str) -> list[str]:
    """What stands above the lowest part of a heading: 甲 and 甲/乙 of 甲/乙/丙."""
    parts = heading.split("/")
    return ["/".join(parts[:turn]) for turn in range(1, len(parts))]


def _joined(heading: str) -> str:
    """A heading of several rows as one: 参与情况（人）/志愿者/时长（小时） is 参与情况志愿者时长（小时）."""
    uppers, _slash, lowest = heading.rpartition("/")
    return "".join(re.sub(r"[(（][^)）]*[)）]", "", upper) for upper in uppers.split("/")) + lowest


def _nearer(base: str) -> int:
    """Of two columns of people those who really came stand before those who were to, and these before who helps; of
    two of hours the whole before the hours of each."""
    return (-10 if _DONE.search(base) else 0) + (_PATTERN_RANK // 2 if _LESSER.search(base) else 0)


@lru_cache(maxsize=8192)
def _asked_for(whole: str) -> str:
    """A heading without how it was asked for."""
    while (shorter := _ASKED.sub("", whole)) != whole:
        whole = shorter
    return whole


def _known(metrics: Sequence[Counted]) -> dict[str, Meaning]:
    """Every known heading with the field that it means and how near it is to our own word."""
    table = {key(word): Meaning(name, rank) for name, words in NAMES.items() for rank, word in enumerate(words)}
    for metric in metrics:
        own = f"{metric.name}({metric.unit})"
        for rank, word in enumerate((own, metric.name, *metric.aliases)):
            table.setdefault(key(word), Meaning(metric.slug, rank))
    return table


# --- fields as text ---------------------------------------------------------------------------------------------------


def parts_of(name: str) -> list[str]:
    """The fields or metrics that a column's field names: attendances and times of attendances/times, start and place
    of start+place; of money*万元 and materials:问卷 what stands before."""
    base = name.partition("*")[0].partition(":")[0]
    return [part for part in re.split("[/+]", base) if part]


def noun_of(name: str) -> str:
    """问卷 of materials:问卷."""
    return name.partition(":")[2]


def given_out(header: str) -> str:
    """The noun of what a column counts: 问卷 of 发放问卷（份）."""
    lowest = key(header).rpartition("/")[2].translate(_BRACKETS).partition("(")[0]
    return _GIVEN.sub("", _GIVEN.sub("", lowest))[:20]


def metrics_in(fields: Iterable[str], metrics: Mapping[str, str] | set[str]) -> Iterator[str]:
    """Which metrics some columns count."""
    return (part for name in fields for part in parts_of(name) if part in metrics)
