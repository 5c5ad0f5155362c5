"""What the words over a cell mean: which entries are asked for (kind, topic, line, title), counted in what.

A phrase is understood whole or not at all: what is left over after every known word, and names no entry either, is
something that the book doesn't know, and the cell is left to be typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from yiben.lib import boundary
from yiben.lib.plain import plain
from yiben.reports.workbooks.known import Known, bare, called
from yiben.reports.workbooks.marks import HELD, in_brackets
from yiben.reports.workbooks.marks import asked as whether_asked
from yiben.reports.workbooks.organs import organ_in
from yiben.terms.definitions import Definition


@dataclass(frozen=True)
class Selection:
    """Which entries: of these kinds, bearing a line, called so. `titles` are alternatives in `also` all must hold.
    `figure`: an indicator of the catalogue whose adding rule is not a plain sum."""

    kinds: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()
    topics: frozenset[str] = frozenset()
    figure: str = ""

    @property
    def named(self) -> bool:
        """Whether it names a programme or topic of its own."""
        return bool(self.titles or self.topics or self.figure)

    def __bool__(self) -> bool:
        return bool(self.kinds or self.lines or self.named)


EVERYTHING = Selection()
SURE_OF_A_SUBJECT = 0.85
"""Below, a title's words were found in names of entries by so little that they narrow nothing down."""


@dataclass(frozen=True)
class Said:
    """What some words mean: a selection (None: they name none), the metric, its scale, and what wasn't understood."""

    words: str
    selection: Selection | None = None
    metric: str = ""
    scale: Decimal = Decimal(1)
    unit: str = ""
    anything: bool = False
    """Words like 活动: every activity, where nothing says it more closely."""
    rest: str = ""
    typed: str = ""
    """Why the book can't know it."""
    refused: str = ""
    default_metric: str = ""
    sure: float = 1.0
    marks: tuple[str, ...] = ()
    umbrella: bool = False
    """What isn't understood are words that say nothing closer of what is counted: 重点工作."""
    whom: str = ""
    """The line for whose people only is counted how many came: 妇女人次."""
    wide: bool = False
    """The book tells the topic of no entry: all of its kind are meant, where a line narrows them."""


_NUMBERING = re.compile(
    r"^(?:附?表|附件)[一二三四五六七八九十\d]{1,2}[:、.-]?|^\d{1,2}(?:\.\d{1,2})+[、.]?(?=[\u4e00-\u9fff])|"
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.])|^其中[::、,]?"
)
_DIVIDED = re.compile("[分按](?:季度|月份?|社区|单位|条线|片区?|类别?|项目|街道|部门|科室|村居)")
_WITHIN = re.compile(r"[\u4e00-\u9fff]\(([\u4e00-\u9fff]{1,4})\)(?:[会班课站所]|行动|活动|服务)")
"""Brackets within a word, for another form of it: 座谈（对接）会."""
_QUOTED = re.compile('[“"‘《]([^”"’》]{2,12})[”"’》]')
_BRACKETS = re.compile(r"\(([^()]*)\)")
_OPEN = str.maketrans("（）［］【】〔〕[]：﹒·", "()()()()():..")
_YEAR_IN_WORDS = re.compile("二[〇○零O0][一二三四五六七八九〇○零O]{2}(?=年)")
_CN_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_SCALES = {"万元": Decimal(10_000), "千元": Decimal(1000), "百元": Decimal(100), "万人次": Decimal(10_000)}
_UNITS = {
    **dict.fromkeys(("场", "场次", "次", "期", "期数", "批", "批次", "次数", "堂", "节", "场(次)", "期(次)"), "times"),
    **dict.fromkeys(("讲", "课", "轮", "场/次", "次/场", "班次", "场数", "班", "届", "家次"), "times"),
    **dict.fromkeys(("人次", "万人次", "名次", "人(次)", "人/次"), "attendances"),
    **dict.fromkeys(("人", "名", "位"), "people"),
    **dict.fromkeys(("户", "户次", "家庭", "户数"), "households"),
    **dict.fromkeys(("份", "册", "本", "张", "份数"), "materials"),
    **dict.fromkeys(("元", "万元", "千元", "百元", "人民币元"), "money"),
    **dict.fromkeys(("小时", "时", "课时", "学时", "工时"), "hours"),
    **dict.fromkeys(("件", "个", "项", "支", "处", "家", "条", "台", "所", "件数", "个数"), "items"),
    "%": "rate",
}
_METRICS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(shape))
    for name, shape in (
        (
            "volunteers",
            "(?:参与|参加|出动|服务|投入|动员|组织)*的?志愿(?:服务)?者(?:参与|参加|投入|出动)?(?:总?人次|总?人数|数量|数)?$",
        ),
        (
            "materials",
            "(?:发放|印发|派发)?的?(?:各类)?(?:宣传)?(?:资料|材料|单页|折页|手册|宣传单|宣传册|宣传品|传单|倡议书|明白纸|公开信|宣传彩页)(?:发放|印发|派发)?(?:份数|数量|总数|总量|量|数)?$|份数$",
        ),
        ("hours", "(?:服务|活动|志愿|志愿服务|累计|授课|总)*(?:时长|时数|小时数?|课时数?|学时数?|工时|服务时间)$"),
        (
            "attendances",
            "(?:总|[参受听到][\u4e00-\u9fff]|授课|受益|受众|惠及|服务|覆盖|到场|受教育|培训|居民|群众|职工|青年|妇女|学员|的)*人次数?$",
        ),
        (
            "people",
            "(?:总|参加|参与|参训|受训|参会|到会|参赛|受益|受众|惠及|服务|覆盖|到场|受教育|培训|居民|群众|职工|青年|妇女|学员|的)*(?:人数|人员数|受益人|参与人)$",
        ),
        ("households", "(?:受益|惠及|走访|慰问|服务|帮扶|困难)*(?:总?户数|户次数?|家庭数|家庭户数)$"),
        (
            "times",
            "(?:总|开展|举办|组织|活动|召开|开课|开班)*(?:场次数?|活动总?数量?|次数|场数|期数|批次|批次数|频次|场)$",
        ),
        (
            "money",
            "(?:募集|募捐|筹集|捐赠|捐款|发放|收缴|使用|投入|慰问)*的?(?:总?金额|善款|捐款额?|[募筹]款额?|[募捐][集捐赠]额|款额|资金|款项|总额|慰问金|款)(?:数|数额|总额)?$",
        ),
        ("items", "(?:件数|个数|项数|办件量)$"),
    )
)
_MORE_KINDS = {"座谈": "meeting", "座谈会议": "meeting"}
"""As forms shorten names of kinds, beyond what lists call them."""
_OF_SOME = re.compile("(青年|青少年|妇女|职工)(?:人次|人数)$")
_OF_A_GROUP = re.compile("(?:青年|妇女|职工|居民|群众|学员)(?:总?人数)")
"""Those who live there, more likely than those who came."""
_SOLVED = re.compile(
    "(?:企业|群众|居民)?反映的?(?:问题|诉求|困难)(?:得到|已)?(?:解决|办结)(?:数|件数)?$|"
    "(?:帮助|协助|为)?(?:企业|群众|居民)?(?:协调)?解决(?:实际)?(?:问题|困难|诉求|难题|事项)(?:件数|个数|数量|数)?$"
)
"""What a visit led to, counted in 件 beside it."""
_OF_A_LINE = {
    "union": ("职工", "工会会员", "劳动者"),
    "youth": ("青年", "青少年", "团员"),
    "women": ("妇女儿童", "妇女", "巾帼", "妇儿", "女性"),
    "redcross": ("人道主义", "人道"),
    "enterprise": ("企业", "商户", "个体户"),
    "liaison": ("人大代表", "代表"),
}
"""Whom each line's work is for: 职工培训 is the union's."""
_MONEY_WORDS = re.compile("慰问金|捐款|善款|募捐")
_CANNOT = re.compile(
    "人口|户籍|常住|流动|面积|平方|编制|在编|在岗|在职|干部职?数|工作人员|专职|兼职|网格员?|楼栋|楼院|楼门|小区数|小区个数|居民小组|住宅|商铺|商户|门店|企业数|企业总数|单位数|"
    "党组织|支部|预算|经费|拨付|支出|投入|电话|联系|手机|邮箱|地址|负责人|责任人|经办|填表|填报|审核|签字|盖章|满意|好评|知晓率|覆盖率|覆盖面|完成率|达标|比例|占比|比率|"
    "率$|率\\(|目标|任务数|计划|应完成|指标值|预计|拟|下月|下季|下年|下一步|明年|存在|问题|建议|措施|原因|经验|做法|亮点|备注|说明|上年|去年|同期|同比|环比|增长|增幅|增减|较上|"
    "上月|上季|上期|基数|得分|评分|自评|分值|权重|是否|有无|等级|星级|序号|编号|库存|结余|余额|存量|现有|"
    "站点|阵地|场地|设备|车辆|队伍|团队|组织数|协会|注册|登记在册|名册|名单|台账数|年龄|性别|身份证|学历|职务|职称|姓名|在校|学生数|残疾人数|低保|特困人数|失业|就业人数|就业率|"
    "新增就业|育龄|出生|死亡|独居老人数|高龄|退役军人数|适龄|接种|床位|医生|教师|投诉|信访|案件|发案|事故|隐患|整改|拆除|违建|车位|充电桩|路灯|绿化|亩|公里|吨"
)
_COMPARED = re.compile("上年|去年|同期|同比|环比|增长|增幅|增减|较上|上月|上季|上期")
# Words that narrow nothing: who does it, that it is done, how much of it.
_FILLERS = sorted(
    """
    开展 举办 组织 召开 参加 参与 受益 惠及 覆盖 服务 居民 群众 各类 各项 各种 总数 总 数量 数 合计 本期 实际 完成
    已 共 累计 活动 工作 情况 人员 进行 集中 现场 社区 辖区 街道 全街道 本单位 单位 各单位 所属 本社区 各社区
    基层 各条线 倡导
    的 及 和 与 或 、 等 类 , ， / + - — : 。 ; ； 次数 场次 期数 人次 人数 户数 份数 金额 件数 时长 次 场 期 统计
    指标 项目名称 项目 内容 名称 数值 填报 主要 具体 其中 新增 发放 力度 方面 为 一 所 了 系列 学员 观众 听众 受众
    参与者 参加者 答复 答 回答 答案 结果 填写 数据 组织开展 举行 实施 落实 推进 承办 主办 牵头 自主 成功 实有 全部 所有
    涉及 带动 吸引 动员 发动 邀请 直接 受惠 总计 共计 一共 大约 左右 上报 报送 成效 进展 状况 明细 工作量 发生 当前
    目前 截至 是 有
    各 受检 参检 普查 体检者 开课 开班 办班 帮助 协助 听讲 听课 参训 受训 参会 到会 参赛 受教育 观看 到场
    """.split(),
    key=len,
    reverse=True,
)
_ASKED = re.compile(
    "^(?:请问|请填写|请填|请写明)|^(?:贵|你|您|我|本)(?:单位|社区|街道|地区?|镇|村|辖区)?(?:所在)?(?:的?(?:单位|社区|街道))?|"
    "(?:有|是|为)(?:多少|几何)$|多少$|[?。;,、]+$"
)
"""How questionnaires ask: 贵单位今年共举办讲座多少场？"""
_CREATED = re.compile(
    "(?:文明|平安|学习型|示范|和谐|美丽|幸福|书香|健康|绿色|无废|完整|友好型?|老年友好型?)(?:社区|街道|城市|单位|小区)(?:创建|申报|评选|评估)|"
    "创建|自评|自查|申报|申请|推荐"
)
"""What a community is to become, which says nothing of what is counted."""
_IN_A_QUESTION = re.compile(
    "(?:一共|总共|共|都)?(?:组织|开展|举办|发出|来听|听过|办(?!理)|做|开(?!展)|发(?!放))(?:了|过)?(?=$|[\u4e00-\u9fff(])|(?<=[\u4e00-\u9fff])(?:了|过)(?=$|[\u4e00-\u9fff(])|"
    "的?呢$|(?:一共|总共|共)$|^来|的居民$|的群众$"
)
_YOU = re.compile("^[贵你您](?:单位|社区|街道|地区|镇|村)")
_HOW_MANY_OF = re.compile(
    "(?:[一总]?共计?|累计|大?约)*(?:有|为|是|达|出)?(?:多少|几)(?P<unit>场次?|次|期|讲|份|人次|户|件)(?=[\u4e00-\u9fff(]*$)"
)
_HOW_MANY = re.compile("(?:[一总]?共计?|累计|大?约)*(?:有|为|是|达)?(?:多少|几)(?:个|家)?(?=[\u4e00-\u9fff]{1,3}$)")
_COMMON = frozenset(
    """
    家庭 群众 居民 企业 代表 青年 妇女 儿童 老人 职工 社区 健康 安全 政策 法律 生活 文化 教育 服务 困难 优秀 骨干
    工作 活动 学习 培训 宣传 志愿 专题 主题 现场 集中 技能 知识 业务 干部 会议 街道 辖区 重点 技术 心理 权益 维权
    普法 环境 公益
    """.split()
)
"""Words that stand in names of many activities and name none."""
_ALL_OF_THEM = re.compile("(?:各[类种项]|所有|全部).{0,6}活动|活动总")
_ALL_ACTIVITIES = ("群众性活动", "各类活动", "群众活动", "社区活动", "活动")
_FOR_RELIEF = re.compile("困难(?:家庭|群众|职工|居民|户|人员|对象)?|家庭|对象|重点人群")
_UMBRELLA = re.compile(
    "群团(?:组织|工作)?|工青妇|工会、?(?:共青团|团委)、?妇联|各?条线|文明实践|新时代|民生(?:服务|工作|实事)?(?:项目)?|基层(?:治理|工作|减负)?|社区(?:治理|建设|工作|服务)?|党群(?:服务|工作)?(?:中心|站)?|便民服务(?:中心|站)|实践[所站]|精神文明(?:建设)?|平安(?:建设)?|综合|群众(?:性|文化)?|公共服务|社会(?:事务|治理|工作|服务)|"
    "重点(?:工作|任务)?|目标(?:管理|责任)?|任务|完成|考核|考评|督查|督导|绩效|评估|自评|自查|摸底|分析|同比|环比|调研|问卷|访谈|阶段性?|类型|类别|分布|结构|构成|系统|简明|基础|实施|开展|建设|发展|"
    "交叉|补充|供给|频次|试点|资料|运行|备查|(?:文明)?创建|为民办实事|我?为群众办实事|利民|业务|主要|数据|指标|成果|成效|进展|推进|落实|总体|基本|全年|年度|月度|季度|半年|本月|常态化|双月|居民|便民|为民|服务群众|惠民|特色|品牌|主题|系列|专项"
)
_FORM = re.compile(
    "附?表[一二三四五六七八九\\d]+[:：、.]?|附件[一二三四五六七八九\\d]*[:：]?|(?:情况|工作|数据|活动|进展|信息)*(?:统计|分析|摸底|自查|考核|完成|汇总|报送|上报|调查|登记|填报|对比|比较|对照|月报|季报|年报|报告|采集|调度|一览|明细|核查|核对|核实|反馈|进度)*(?:(?<!代)表(?![彰扬演达决])|台账|清单|报表|日志)(?:\\(.*\\))?|台账|报表|样表|半?[月季年周]报|(?:情况)?(?:统计|汇总|一览|对比|通报|简表|简报|小结|总结)$"
)


def folded(text: str) -> str:
    """Words as they are compared: half-width, without blanks and quotation marks, brackets of one sort, years in
    digits."""
    return _folded(text) if len(text) < 80 else _fold(text)


def _fold(text: str) -> str:
    said = bare(plain(text).translate(_OPEN))
    return _YEAR_IN_WORDS.sub(lambda found: found[0].translate(_CN_DIGITS), said)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return _fold(text)


_INCLUDING = re.compile("^(?:其中)?(?:含|包含|包括|包|如|即|指)")
_ONLY_EXAMPLES = re.compile("等(?:各[类种项])?[^、]{0,6}$|^各?条线(?:合计)?$|^下同$|^(?:物资?|实物)?折[款合价]")
_BROUGHT = re.compile("送[\u4e00-\u9fff]{2}")
"""Drives called by what they bring: 送温暖、送清凉."""
_WHO_CAME = re.compile(
    "(?:上课|上岗|听讲|听课|参加|参与|受益|惠及|覆盖|服务|到场|参训|培训|接待|受助|参会|活动)*"
    "(?P<who>学员|家庭|群众|居民|对象|人员|志愿者)?"
)
"""Words that only say who came or was reached: 上课学员, 惠及家庭."""
_COUNTED_AS = {"家庭": "households", "志愿者": "volunteers", "学员": "attendances"}
_AND_THE_LIKE = re.compile("、[^、]+等(?:各[类种项])?(?P<kind>[^、等]{2,8})$")
"""政策法规宣传、禁毒反诈等各类宣传: all of the kind, with examples."""
_SPENT = re.compile("(?:募集|募捐|筹集|收入|支出|发放|款物|物资|款|折合|折款)+(?:合计|总额|总计|数额?)?$")
_HANDED_OUT = frozenset({"relief", "donation"})
"""Kinds of which the book notes the money that went out or came in."""
_PRIVATE = re.compile("身份证|证件号|银行卡|银行账号|卡号|家庭住址|家庭地址|户籍地址|住址")


def left_out(head: str, what: boundary.What) -> str:
    """Why what a head asks for is never kept: the boundary's reason, or that it is a resident's own; "" where it is."""
    verdict = boundary.allows(head, what=what)
    if not verdict.allowed:
        return verdict.reason
    return f"“{head[:12]}”是居民的证件号、银行卡号或住址，一本不记录" if _PRIVATE.search(head) else ""


def is_unit(text: str) -> bool:
    """Whether words are nothing but a unit of count."""
    return folded(text) in _UNITS


class Wording:
    """The words of one book: what phrases of a form select."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._figures = {one.slug: one for one in known.definitions}
        self._by_alias = self._aliases()
        self._kinds = _phrases((term.slug, (term.name, *term.aliases)) for term in known.kinds)
        self._kinds |= _MORE_KINDS
        for word in ("活动", "情况", "现状", "存量", "其他", "其它", "节点", "办理", "接待"):
            self._kinds.pop(word, None)
        plain_names = [folded(t.name) for t in known.kinds]
        plain_names += [folded(name).removesuffix("工作") for t in known.lines for name in (t.name, *t.aliases[:1])]
        self._plain_names = sorted(plain_names, key=len, reverse=True)
        self._topics = _phrases((term.slug, (term.name, *term.aliases)) for term in known.topics)
        self._topic_names = {bare(term.name): term.slug for term in known.topics}
        self._topics = {word: slug for word, slug in self._topics.items() if not self._of_kinds(word)}
        self._lines = _phrases((term.slug, (term.name, *term.aliases)) for term in known.lines)
        for word in ("学习", "志愿"):
            self._lines.pop(word, None)
        self._lexicon = sorted({*self._kinds, *self._topics, *self._lines, *self._by_alias}, key=len, reverse=True)
        self.read = lru_cache(maxsize=8192)(self._read)
        self.selected = lru_cache(maxsize=8192)(self._selected)

    def _aliases(self) -> dict[str, list[Definition]]:
        found: dict[str, list[Definition]] = {}
        for one in self.known.definitions:
            for name in (one.name, *self.known.aliases.get(one.slug, ())):
                found.setdefault(_core(folded(name)), []).append(one)
        return found

    def line_only(self, text: str) -> str:
        """The line that a whole cell names: 团委, 红十字会."""
        words = _BRACKETS.sub("", folded(text))
        return self._lines.get(words.removesuffix("工作"), "") or self._lines.get(words, "")

    def line_in(self, title: str) -> str:
        """The line that a title speaks of; the longest word decides."""
        words = _FORM.sub("", folded(title))
        found = [word for word in self._lines if word in words]
        return self._lines[max(found, key=len)] if found else ""

    # --- one phrase -------------------------------------------------------------------------------------------------

    def _read(self, text: str) -> Said:
        """What one cell's words mean by themselves."""
        if refused := left_out(text, boundary.What.CELL):
            return Said(text, refused=refused)
        words = folded(text)
        if 3 <= len(words) <= 5 and (options := in_brackets(words)) and options[1]:
            return Said(text, marks=options)
        inside = _BRACKETS.findall(words)
        phrase, counted = _asked(_NUMBERING.sub("", _BRACKETS.sub("", words)).strip(":"))
        inside += [counted] if counted else []
        phrase = _YOU.sub("", phrase)
        marks = next(filter(None, map(in_brackets, inside)), ())
        if (whether := whether_asked(phrase)) is not None or marks:
            return self._whether(text, phrase if whether is None else whether, marks)
        metric, scale, unit = self._bracketed(inside)
        if metric in ("items", "") and (solved := _SOLVED.search(phrase)):
            before = phrase[: solved.start()]
            said = self.selected(before, "items") if _without_fillers(before) else Said(text)
            return replace(said, words=text, metric="items", unit=unit)
        within = _WITHIN.findall(words)
        other = [one for one in inside if one and not self._bracketed([one])[0] and not _harmless(one)]
        other = [one for one in other if one not in within]
        if _COMPARED.search(words):
            return Said(text, typed="与往期比较的数，请手填")
        if whole := self._whole(phrase, metric, unit):
            return replace(whole, words=text, scale=scale)
        phrase, found = self._measured(phrase)
        if metric == "people" and found == "volunteers":
            metric = "volunteers"
        if metric in ("people", "") and found == "attendances":
            metric = "attendances"
        if metric == "attendances" and found == "volunteers":
            metric = "volunteers"
        if found == "materials" and re.search("资料|传单|宣传[品单册页]", words) and not _without_fillers(phrase):
            return Said(text, metric="materials", anything=True, unit=unit)
        if found == "people" and not metric and _OF_A_GROUP.fullmatch(words):
            return Said(text, metric="people", sure=0.6)
        metric = metric or found
        if phrase in _UNITS and not metric:
            metric, scale = _UNITS[phrase], _SCALES.get(phrase, Decimal(1))
            phrase = ""
        if metric == "money" and (spent := _SPENT.search(phrase)) and spent.start() > 1:
            handed = self.selected(phrase[: spent.start()], metric)
            known = handed.selection is not None and not (handed.typed or handed.rest)
            if known and handed.selection and (handed.selection.titles or handed.selection.kinds <= _HANDED_OUT):
                phrase = phrase[: spent.start()]
        said = self.selected(phrase, metric)
        if said.selection is not None and self._also_apart(said.selection):
            said = replace(said, sure=min(said.sure, 0.6))
        if said.typed and not said.refused and (came := _WHO_CAME.fullmatch(phrase)):
            counted = _COUNTED_AS.get(came["who"] or "", "")
            said = Said(text) if metric or counted else said
            metric = counted if counted == "volunteers" or not metric else metric
        if metric in ("attendances", "people") and not said.typed and (whom := _OF_SOME.search(words)):
            said = replace(said, whom=next(slug for slug, some in _OF_A_LINE.items() if whom[1] in some))
        if not (said.selection or said.typed or said.rest) and _ALL_OF_THEM.search(words):
            said = replace(said, anything=True)
        if quoted := self._quoted(text, said):
            said = replace(said, selection=quoted, typed="", rest="", sure=0.9)
        if said.typed and within and (twice := self._named_twice(phrase, within)):
            said = replace(said, selection=twice, typed="", rest="", sure=0.85)
        if other and not said.typed and (either := self._either(said, other)):
            said, other = either, []
        if other and (named := self._spelt_out(said, other)):
            said, other = named, []
        if other and not said.typed:
            said = replace(said, rest=said.rest + "".join(other), sure=min(said.sure, 0.6))
        return replace(said, words=text, metric=metric, scale=scale, unit=unit)

    def _quoted(self, text: str, said: Said) -> Selection | None:
        """A programme named in quotation marks, where what stands around it isn't understood: “春风行动”招聘."""
        names = [bare(one) for one in _QUOTED.findall(text)]
        if len(names) != 1 or len(names[0]) < 2 or not self.known.in_titles(names[0]):
            return None
        told = said.selection.titles if said.selection is not None else ()
        if said.selection is not None and (not told or any(names[0] in one for one in told)):
            return None
        return Selection(titles=(names[0],))

    def _spelt_out(self, said: Said, other: list[str]) -> Said | None:
        """What brackets only spell out: examples, whom a line works for, or the programmes that are meant."""
        parts = [one for inside in other for one in re.split("[、,/和及]", _INCLUDING.sub("", inside)) if one]
        chosen = said.selection
        if chosen is not None and all(_ONLY_EXAMPLES.search(one) or _INCLUDING.match(one) for one in other):
            return said
        if chosen is not None and chosen.kinds and all(self._no_more_than(one, chosen.kinds) for one in parts):
            return said
        if chosen is not None and chosen.lines and all(one in _whom(chosen.lines) for one in parts):
            return said
        kinds = chosen.kinds if chosen is not None else frozenset[str]()
        unknown = chosen is None and bool(said.typed) and len(parts) > 1
        if not (unknown or (kinds and chosen and not chosen.named)):
            return None
        told = [self._kinds.get(one.removesuffix("班"), self._kinds.get(one, "")) for one in parts]
        if len(parts) > 1 and all(told) and not (kinds and chosen and chosen.kinds.isdisjoint(told)):
            return replace(
                said, selection=Selection(frozenset(told), chosen.lines if chosen else frozenset()), typed=""
            )
        if not all(len(one) > 1 and self.known.in_titles(one, kinds) for one in parts):
            return None
        named = Selection(kinds, chosen.lines if chosen else frozenset(), ("|".join(parts),))
        return replace(said, selection=named, typed="", rest="", sure=0.85)

    def _named_twice(self, phrase: str, within: list[str]) -> Selection | None:
        """A programme with another name in brackets within it: 净滩（护河）行动."""
        names = [re.sub("行动|活动|服务", "", phrase), *within]
        known = len(within) == 1 and all(len(one) > 1 and self.known.in_titles(one) for one in names)
        return Selection(titles=("|".join(names),)) if known else None

    def _no_more_than(self, part: str, kinds: frozenset[str]) -> bool:
        told = self.selected(part, "")
        return told.selection == Selection(kinds=kinds) and not (told.rest or told.typed)

    def _either(self, said: Said, other: list[str]) -> Said | None:
        """A programme with another name in brackets: 便民服务日（集市）."""
        chosen = said.selection
        if chosen is None or len(chosen.titles) != 1 or len(other) != 1 or not self.known.in_titles(other[0]):
            return None
        either = other[0] if chosen.titles[0] in other[0] else f"{chosen.titles[0]}|{other[0]}"
        return replace(said, selection=replace(chosen, titles=(either,)), sure=0.85)

    def _whether(self, text: str, phrase: str, marks: tuple[str, ...]) -> Said:
        """Whether something was held at all: 是否开展两癌筛查（√/×）."""
        if not _without_fillers(phrase):
            return Said(text, metric=HELD, marks=marks, sure=0.9)  # what is asked of stands beside it
        said = self.selected(phrase, "")
        if said.typed or said.rest or said.selection is None or said.selection.figure:
            return Said(text, typed=said.typed or f"账本里没有“{phrase[:16]}”，请手填")
        return replace(said, words=text, metric=HELD, marks=marks, sure=min(said.sure, 0.9))

    def _bracketed(self, inside: Iterable[str]) -> tuple[str, Decimal, str]:
        for one in inside:
            said = one.removeprefix("单位").strip(":")
            if said in _UNITS:
                return _UNITS[said], _SCALES.get(said, Decimal(1)), said
            each = {_UNITS.get(part, "") for part in re.split("[/()、]", said) if part}
            if len(each) == 1 and "" not in each:
                return each.pop(), Decimal(1), said
        return "", Decimal(1), ""

    def _measured(self, phrase: str) -> tuple[str, str]:
        """The phrase without the words at its end that say what is counted, and that metric."""
        for name, shape in _METRICS:
            if found := shape.search(phrase):
                kept = phrase[: found.start()]
                audience = next((w for words in _OF_A_LINE.values() for w in words if w in found[0]), "")
                if name == "money" and _MONEY_WORDS.search(found[0]):
                    kept += {"慰问金": "慰问"}.get(found[0][-3:], "捐款" if "慰问" not in found[0] else "慰问")
                elif name in ("households", "money") and "慰问" in found[0]:
                    kept += "走访慰问" if "走访" in found[0] else "慰问"
                elif name == "materials" and f"{_without_fillers(kept)}宣传" in self._kinds and kept:
                    kept = f"{_without_fillers(kept)}宣传"
                elif name == "households" and "帮扶" in found[0]:
                    kept += "帮扶"
                elif name == "households" and "走访" in found[0]:
                    kept += "走访"
                elif name in ("attendances", "people") and "培训" in found[0]:
                    kept += f"{audience}培训"
                elif name in ("hours", "volunteers") and found[0].startswith("志愿") and name == "hours":
                    kept += "志愿服务"
                elif name == "money" and re.search("[捐募筹]", found[0]):
                    kept += "捐款"
                return kept, name
        return phrase, ""

    def _whole(self, phrase: str, metric: str, unit: str) -> Said | None:
        """An indicator of the catalogue that doesn't simply add: stocks, rates, how many units."""
        for one in self._by_alias.get(_core(phrase), ()):
            if one.adds == "sum" and one.metric not in ("items",):
                continue
            if unit and unit != one.unit and not (metric == "items" == one.metric):
                continue
            if (one.held != "held" and "联合" not in phrase) or (one.topics and not self._used(one.topics)):
                continue
            return Said(phrase, Selection(figure=one.slug), metric=one.metric, unit=one.unit)
        return None

    # --- which entries ----------------------------------------------------------------------------------------------

    def _selected(self, phrase: str, metric: str) -> Said:
        """The selection that a phrase without its metric names."""
        if not phrase or not _without_fillers(phrase):
            anything = any(word in phrase for word in _ALL_ACTIVITIES)
            return Said(phrase, anything=anything)
        if kind := _AND_THE_LIKE.search(phrase):
            all_of_it = self.selected(kind["kind"], metric)
            if all_of_it.selection is not None and self._of_kinds(kind["kind"]) and not all_of_it.selection.named:
                return replace(all_of_it, words=phrase)
        slug, beside = organ_in(phrase)
        called = not beside and not re.match("[助惠涉]企", phrase) and self.known.in_titles(phrase)
        if slug in self.known.lines_used and not _without_fillers(beside) and not called:
            return Said(phrase, Selection(lines=frozenset({slug})))
        if chosen := self._definition(phrase, metric):
            return chosen
        if _CANNOT.search(phrase) and not self._known_whole(phrase):
            if (literal := self._of_its_line(phrase)) is not None:
                return Said(phrase, literal)
            if pieces := self._scattered(phrase):
                return Said(phrase, Selection(titles=pieces), sure=0.82)
            return Said(phrase, typed=f"账本里没有“{phrase[:16]}”，请手填")
        return self._pieces(phrase, metric)

    def _known_whole(self, phrase: str) -> bool:
        return any(phrase in names for names in (self._kinds, self._topics, self._lines)) or self.known.in_titles(
            phrase
        )

    def _definition(self, phrase: str, metric: str) -> Said | None:
        """A phrase that an indicator is called by."""
        if phrase in self._kinds and phrase not in self._topic_names:
            return None
        if phrase in self._lines and phrase not in self._topics:
            return None
        found = [one for one in self._by_alias.get(_core(phrase), ()) if one.adds == "sum" and one.held == "held"]
        if not found:
            return None
        if len(phrase) < 5 and (literal := self._of_its_line(phrase)):
            return Said(phrase, literal, default_metric="times")
        chosen = next((one for one in found if one.metric == metric), found[0])
        if not (chosen.kinds or chosen.topics or chosen.line):
            return Said(phrase, anything=True, default_metric=chosen.metric)
        selection = self._of_definition(chosen, _core(phrase))
        if len(phrase) >= 4 and not self._of_kinds(phrase) and self.known.in_titles(phrase):
            selection = Selection(titles=(phrase,))
        wide = bool(chosen.topics) and not selection.named
        if not selection:
            return Said(phrase, rest=phrase, typed=f"账本里没有“{phrase[:16]}”，请手填")
        if metric == "attendances" and chosen.unit == "人次" and chosen.metric == "people":
            return Said(phrase, selection, default_metric="attendances|people", wide=wide)
        return Said(phrase, selection, default_metric=chosen.metric, wide=wide)

    def _of_its_line(self, phrase: str) -> Selection | None:
        """Kinds for whom a line works: 职工培训, 走访企业. Nothing else may stand in the phrase."""
        found = ((slug, word) for slug, words in _OF_A_LINE.items() for word in words if word in phrase)
        slug, word = max(found, key=lambda one: len(one[1]), default=("", ""))
        if not slug or slug not in self.known.lines_used:
            return None
        rest = phrase.replace(word, "", 1)
        for another in _OF_A_LINE[slug]:
            rest = rest.replace(another, "")
        kinds = self._kinds_in(rest)
        if self.known.in_titles(phrase) and not any(name in rest for name in (*self._plain_names, "慰问")):
            return None  # 代表视察 is called so; 走访企业 are all visits of them
        for one in sorted((w for w in self._kinds if w in rest), key=len, reverse=True):
            rest = rest.replace(one, "")
        if "relief" in kinds:
            rest, kinds = _FOR_RELIEF.sub("", rest), kinds - {"visit"}
        return None if not kinds or _without_fillers(rest) else Selection(kinds, frozenset({slug}))

    def _of_kinds(self, phrase: str) -> bool:
        """Whether the phrase is made of the names of kinds and lines alone, so that no title is meant by it."""
        rest = phrase
        for word in self._plain_names:
            rest = rest.replace(word, "")
        if relief := [word for word, slug in self._kinds.items() if slug == "relief" and word in phrase]:
            rest = _FOR_RELIEF.sub("", re.sub("|".join(sorted(relief, key=len, reverse=True)), "", rest))
        return not _without_fillers(rest)

    def _of_definition(self, one: Definition, phrase: str) -> Selection:
        if not one.topics:
            lines = frozenset({one.line} - {""})
            return Selection(kinds=one.kinds, lines=lines)
        if self._of_kinds(phrase):
            return Selection(kinds=one.kinds, lines=frozenset({one.line} - {""}))
        titled = next((name for name in (phrase, phrase.removesuffix("活动")) if self.known.in_titles(name)), "")
        if titled:
            return Selection(titles=(titled,))
        if named := self._in_topic(phrase):
            return named
        return Selection(kinds=one.kinds, topics=one.topics if self._used(one.topics) else frozenset())

    def _used(self, topics: frozenset[str]) -> bool:
        """Whether any entry bears one of these topics; where none does, nothing would be counted as none held."""
        return self.known.topics_used is None or bool(topics & self.known.topics_used)

    def _in_topic(self, phrase: str) -> Selection | None:
        """A topic's word inside the phrase: 青年夜校 of 青年夜校课程; by title where entries are called so."""
        word = next((w for w in self._lexicon if w in phrase and w in self._topics), "")
        if word and self.known.in_titles(word):
            kinds = self._kinds_in(phrase.replace(word, "", 1))
            return Selection(kinds=kinds, titles=(word,))
        return None

    def _kinds_in(self, phrase: str) -> frozenset[str]:
        return frozenset(self._kinds[w] for w in self._lexicon if w in self._kinds and w in phrase)

    def _pieces(self, phrase: str, metric: str) -> Said:
        """The phrase taken apart into known words, the longest first."""
        phrase = "会议" if phrase == "开会" else phrase
        if len(brought := _BROUGHT.findall(phrase)) > 1 and all(map(self.known.in_titles, brought)):
            return Said(phrase, Selection(titles=("|".join(brought),)), sure=0.9)
        if literal := self._of_its_line(phrase):
            return Said(phrase, literal)
        kinds: set[str] = set()
        lines: set[str] = set()
        titles: list[str] = []
        topics: set[str] = set()
        rest = phrase
        while word := next((w for w in self._lexicon if w in rest), ""):
            before, _word, after = rest.partition(word)
            if word in self._kinds and not (word in self._topics and self.known.in_titles(word)):
                kinds.add(self._kinds[word])
            elif word in self._topics:
                if self.known.in_titles(word):
                    titles.append(word)
                elif word in self._topic_names and self._used(frozenset({self._topics[word]})):
                    topics.add(self._topics[word])
                else:
                    return self._by_title(phrase, metric)
            elif word in self._lines:
                lines.add(self._lines[word])
            else:
                one = next((d for d in self._by_alias[word] if d.adds == "sum"), None)
                if one is None or not (one.kinds or one.line):
                    rest = f"{before}\x00{after}"
                    if one is None:
                        return Said(phrase, typed=f"账本里没有“{phrase[:16]}”，请手填")
                    continue
                chosen = self._of_definition(one, word)
                kinds |= chosen.kinds
                lines |= chosen.lines
                titles += chosen.titles
                topics |= chosen.topics
            rest = f"{before}\x00{after}"
        left = _without_fillers(rest.replace("\x00", ""))
        if kinds & {"relief"}:
            left = _without_fillers(_FOR_RELIEF.sub("", left))
        if "relief" in kinds and re.search("走访|探访|看望|探望|入户", phrase):
            kinds.discard("visit")
        slug = next((slug for slug, words in _OF_A_LINE.items() if left in words), "")
        if kinds and slug in self.known.lines_used and lines <= {slug}:
            lines, left = {slug}, ""
        if len(titles) == 1 and self._kinds.get(titles[0]) in kinds:  # 捐款献血 are both of one kind
            titles = []
        selection = Selection(frozenset(kinds), frozenset(lines), tuple(titles), frozenset(topics))
        if not left:
            return Said(phrase, selection if selection else None, anything="活动" in phrase and not selection)
        return self._by_title(phrase, metric, selection, left)

    def _by_title(self, phrase: str, metric: str, selection: Selection = EVERYTHING, left: str = "") -> Said:
        """A programme of its own: entries are called so. Where none is, the book knows nothing of it."""
        if either := self._alternatives(phrase, selection.kinds):
            return Said(phrase, Selection(selection.kinds, selection.lines, (either,)), sure=0.9)
        if united := self._united(phrase):
            return Said(phrase, Selection(lines=selection.lines, titles=(united,)), sure=0.82)
        shorter = _TITLE_ENDS.sub("", phrase)
        names = (phrase, phrase.removesuffix("活动"), shorter, _without_fillers(phrase), self._shorn(phrase), left)
        for name in dict.fromkeys(names):
            kinds = selection.kinds if name == left else frozenset[str]()
            if self._stands_free(name) and self.known.in_titles(name, kinds) and metric not in ("items", "rate"):
                lines = selection.lines if name == left else frozenset[str]()
                sure = 0.9 if len(name) > 2 or self.known.in_titles(phrase) else 0.82 if not kinds else 0.6
                return Said(phrase, Selection(kinds, lines, titles=(name,)), sure=sure)
        if pieces := self._scattered(phrase):
            return Said(phrase, Selection(lines=selection.lines, titles=pieces), sure=0.82)
        umbrella = not _without_fillers(_UMBRELLA.sub("", phrase))
        return Said(phrase, rest=left or phrase, typed=f"账本里没有“{phrase[:16]}”，请手填", umbrella=umbrella)

    def _scattered(self, phrase: str) -> tuple[str, ...]:
        """The words of a name that entries bear in another order, or with more between: 重点企业走访."""
        name = phrase.removesuffix("活动")
        if name != phrase and len(name) == 2 and name not in _COMMON | {*self._lexicon}:
            return (name,) if any(title.startswith(name) for title in self.known.titles) else ()
        if not 4 <= len(name) <= 12 or re.search("[、/,和及或]", name):
            return ()
        found = {pieces for title in self.known.titles if (pieces := _pieces_in(name, title))}
        fewest = min(found, key=lambda one: (len(one), one), default=())
        common = {*_COMMON, *_FILLERS, *self._kinds}
        telling = [one for one in fewest if one not in common and not _UMBRELLA.fullmatch(one)]
        return fewest if 1 < len(fewest) <= 3 and telling else ()

    def _united(self, phrase: str) -> str:
        """What all the entries are called that several names side by side select, each by itself."""
        parts = [one for one in re.split("[、/和及与或,]", phrase) if one]
        if len(parts) == 1 and len(phrase) == 4 and phrase not in self._kinds and not self.known.in_titles(phrase):
            parts = [phrase[:2], phrase[2:]]
            of = [self.known.kinds_called(one) for one in parts]
            return "|".join(parts) if of[0] and of[0] == of[1] and not set(parts) & _COMMON else ""
        if not 1 < len(parts) <= 4 or any(len(one) < 2 for one in parts):
            return ""
        chosen = [self._chosen(one) for one in parts]
        found = [[title for title, of in self.known.titles.items() if _calls(one, title, of)] for one in chosen if one]
        return (
            "|".join(sorted({title for some in found for title in some}))
            if all(found) and len(found) == len(parts) and sum(map(len, found)) <= 60
            else ""
        )

    def _chosen(self, part: str) -> Selection | None:
        said = self.selected(part, "")
        if said.selection is not None and not (said.rest or said.typed or said.selection.topics) and said.sure > 0.8:
            return said.selection if said.selection.kinds or said.selection.titles else None
        pieces = self._scattered(part)
        return Selection(titles=pieces) if pieces else None

    def _also_apart(self, chosen: Selection) -> bool:
        """Whether names of the same kind bear the words apart as well: 政策进园区宣传 beside 政策宣传."""
        name = chosen.titles[0] if len(chosen.titles) == 1 else ""
        kind = max((word for word in self._kinds if name.endswith(word)), key=len, default="")
        topic = name.removesuffix(kind)
        if not kind or len(topic) != 2 or "|" in name:
            return False
        like = (title for title, of in self.known.titles.items() if topic in title and self._kinds[kind] in of)
        return any(name not in title and kind in title for title in like)

    def _shorn(self, phrase: str) -> str:
        """A name without the kind or the deed that is said behind it: 大课堂讲座, 活动周参加."""
        shorter = re.sub("(?:参加|参与|开展|举办|受益)$", "", phrase)
        kind = max((word for word in self._kinds if shorter.endswith(word)), key=len, default="")
        shorter = shorter.removesuffix(kind) if kind and len(shorter) - len(kind) >= 3 else shorter
        return shorter if shorter != phrase and len(shorter) >= 3 else ""

    def _alternatives(self, phrase: str, kinds: frozenset[str]) -> str:
        """Programmes told side by side, each of which entries are called by: 禁毒、防溺水宣传."""
        parts = [one for one in re.split("[、/和及与或,]", phrase) if one]
        names = [next(filter(self._programme(kinds), (one, self._without_kinds(one))), "") for one in parts]
        return "|".join(names) if len(names) > 1 and all(names) else ""

    def _stands_free(self, name: str) -> bool:
        """Whether words could name a programme: of two characters only those that stand apart in some title, as 夜校
        does and 就业 in 新就业形态 doesn't."""
        if len(name) > 2 or name in self._lexicon:
            return len(name) > 2 or (len(name) == 2 and name not in _COMMON)
        if len(name) < 2 or name in _COMMON:
            return False
        around = (title.partition(name) for title in self.known.titles if name in title)
        return any(self._ends(before) and self._begins(after) for before, _name, after in around)

    def _ends(self, before: str) -> bool:
        return not re.search("[\u4e00-\u9fff]$", before) or any(before.endswith(word) for word in self._known_words)

    def _begins(self, after: str) -> bool:
        return not re.match("[\u4e00-\u9fff]", after) or any(after.startswith(word) for word in self._known_words)

    @cached_property
    def _known_words(self) -> tuple[str, ...]:
        whom = (word for words in _OF_A_LINE.values() for word in words)
        return tuple(
            word for word in {*self._lexicon, *_FILLERS, *_COMMON, *whom, "班", "会", "课", "日", "节"} if word
        )

    def _programme(self, kinds: frozenset[str]) -> Callable[[str], bool]:
        return lambda name: len(name) > 1 and self.known.in_titles(name, kinds)

    def _without_kinds(self, phrase: str) -> str:
        for word in (w for w in self._lexicon if w in self._kinds):
            phrase = phrase.replace(word, "")
        return _without_fillers(phrase)

    # --- a line of words --------------------------------------------------------------------------------------------

    def subject(self, title: str) -> Said:
        """What a form is about, by its title: 青棠街道2025年第三季度志愿服务情况统计表."""
        for quoted in _QUOTED.findall(title):
            if not self.known.in_titles(bare(quoted)) and not self._known_whole(bare(quoted)):
                title = title.replace(quoted, "")  # a campaign's name, which no entry bears
        words = _NUMBERING.sub("", _BRACKETS.sub("", folded(title))).replace("总工会", "工会")
        words = _DIVIDED.sub("", _FORM.sub("", _CREATED.sub("", words)))
        for place in self.known.places:
            for name in (place.name, *place.short_names):
                words = words.replace(bare(name), "")
        words = _PERIODS.sub("", words)
        words = re.sub("(?:走?进|下)(?=社区|街道|村)", "", words)
        words = re.sub("^附[:：]|^[\u4e00-\u9fff]{2,3}[省市区县旗](?=[\u4e00-\u9fff]{4})", "", words)
        words = re.sub(
            "[各全]?(?:片区|组团|镇街|街道|社区(?!教育|学校|大课堂)|村|镇|单位|(?<!社)区县?|市)(?:办事处)?", "", words
        )
        bare_words = re.sub("新时代|文明实践|关于|报送|上报|的?通知$|附件", "", words)
        words = bare_words if _without_fillers(bare_words) else words
        words, metric = self._measured(words)
        said = replace(self._about(words, title), metric=metric)
        if len(said.rest) >= 2 and re.match(f"{re.escape(said.rest)}[区县市旗]", folded(title)):
            return self.subject(folded(title)[len(said.rest) + 1 :])  # whose form it is, above all that the book knows
        return said

    def _about(self, words: str, title: str) -> Said:
        if not _without_fillers(words):
            return Said(title, anything=True)
        said = self.selected(words, "")
        if said.typed or said.rest or said.sure < SURE_OF_A_SUBJECT:
            trimmed = _UMBRELLA.sub("", words)
            if not _without_fillers(trimmed):
                return Said(title, anything=True)
            said = self.selected(trimmed, "") if said.typed or said.rest else said
        slug, beside = organ_in(words)
        if slug in self.known.lines_used and (said.typed or said.rest or said.sure < SURE_OF_A_SUBJECT):
            return self._of_an_organ(slug, beside, title)
        left = re.sub("^[助惠涉暖稳援]企.*", "企业", _without_fillers(words))
        slug = next((slug for slug, whom in _OF_A_LINE.items() if left in whom), "")
        if (said.typed or said.rest) and slug in self.known.lines_used:
            return Said(title, Selection(lines=frozenset({slug})), sure=0.9)
        return said

    def _of_an_organ(self, slug: str, beside: str, title: str) -> Said:
        """A form of one line: of its entries those that the other words of its title name, where they name any."""
        lines = frozenset({slug})
        left = _UMBRELLA.sub("", beside)
        if not _without_fillers(left):
            return Said(title, Selection(lines=lines))
        said = self.selected(left, "")
        sure = said.sure >= SURE_OF_A_SUBJECT and not (said.typed or said.rest)
        if said.selection is not None and sure and not said.selection.lines:
            return replace(said, words=title, selection=replace(said.selection, lines=lines))
        return Said(title, Selection(lines=lines), rest=_without_fillers(left), sure=0.9)


_TITLE_ENDS = re.compile("(?<=....)(?:活动|工作|项目|行动|课程|培训班|班次|班|课|会)+$")
_PERIODS = re.compile(
    r"20\d\d(?:年度?|-)?|前[一二三四两\d]+个?(?:季度|月)|[一二三四1-4][至到—-][一二三四1-4]季度|[本当][年月季期]度?|第?[一二三四1-4]季度|[上下]半年|(?:1[0-2]|0?[1-9]|[一二三四五六七八九]|十[一二]?)(?:月份?)?[-至到—~～](?:1[0-2]|0?[1-9]|[一二三四五六七八九]|十[一二]?)月份?|"
    r"(?:1[0-2]|0?[1-9]|[一二三四五六七八九]|十[一二]?)月份?|截[至止].*?[日月底]|[年月季]度|全年|本年|本月|\d+日"
)


def _phrases(terms: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Names before aliases; a name is looked up folded."""
    listed = [(slug, [folded(name) for name in names]) for slug, names in terms]
    found = {names[0]: slug for slug, names in listed}
    for slug, names in listed:
        for name in names:
            found.setdefault(name, slug)
            found.setdefault(name.removesuffix("工作"), slug)
    return {name: slug for name, slug in found.items() if len(name) >= 2}


_TAILS = re.compile("(?:场次|次数|期数|人次|人数|户数|份数|金额|件数|数量|总数|数)$")


def _core(phrase: str) -> str:
    """A name without the word for how it is counted: 志愿服务场次 → 志愿服务."""
    shorter = _TAILS.sub("", phrase)
    return shorter if len(shorter) >= 2 else phrase


def _asked(phrase: str) -> tuple[str, str]:
    """What a question asks for, without asking, and what it is counted in; other words as they are."""
    if not re.search("[?]$|多少|几[\u4e00-\u9fff]{1,2}$", phrase):
        return phrase, ""
    for _turn in range(3):
        phrase = _ASKED.sub("", phrase)
    if (found := _HOW_MANY_OF.search(phrase)) and found["unit"] in _UNITS:
        phrase = phrase[: found.start()] + phrase[found.end() :]
        return _IN_A_QUESTION.sub("", phrase), found["unit"]
    if (found := _HOW_MANY.search(phrase)) and (unit := phrase[found.end() :]) in _UNITS:
        return _IN_A_QUESTION.sub("", phrase[: found.start()]), unit
    return _IN_A_QUESTION.sub("", _HOW_MANY.sub("", phrase)), ""


def _without_fillers(phrase: str) -> str:
    for word in _FILLERS:
        phrase = phrase.replace(word, "")
    return phrase


def _calls(chosen: Selection, title: str, kinds: frozenset[str]) -> bool:
    return (not chosen.kinds or bool(chosen.kinds & kinds)) and all(called(title, one) for one in chosen.titles)


def _pieces_in(name: str, title: str) -> tuple[str, ...]:
    """The name cut into pieces of two characters at least that all stand in the title; none where it can't be."""
    pieces: list[str] = []
    while name:
        longest = next((size for size in range(len(name), 1, -1) if name[:size] in title), 0)
        if not longest:
            return ()
        pieces.append(name[:longest])
        name = name[longest:]
    return tuple(pieces)


def _whom(lines: Iterable[str]) -> set[str]:
    return {word for line in lines for word in _OF_A_LINE.get(line, ())}


def _harmless(inside: str) -> bool:
    shape = r"\d+|[一二三四五六七八九十]+|次|人|盖章|单位.*|.*合计|含.*|.*填写?|.*月.*|保留.*"
    return bool(re.fullmatch(shape, inside))
