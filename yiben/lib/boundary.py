"""The one line that Yiben does not cross: it never records what people are, believe or say.

Every room asks here before a name becomes a field, a column, an indicator or a place in a template, and before a
measure of a plan is tracked. The answer looks at what is *asked*, not at words in a title: 主题党日场次 counts
activities and is fine, 党员人数 counts people by what they are and is not. Nobody asks about the title of an activity.

How it decides on a name: words that name a group, a trait or a matter are found (after innocent compounds such as
中华民族 or 合唱团团员 have been set aside). Such a name is refused, unless what follows the word shows that an activity
is meant (…宣传场次, …大会) and nothing in it asks for people (…人数, …名单, …登记). On a measure, which is a sentence,
it refuses where the group is what is listed, counted, checked or screened; where it acts (组织党员排查隐患), it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from yiben.lib.plain import plain, quoted


class What(StrEnum):
    """What the text is meant to become."""

    FIELD = "field"
    COLUMN = "column"
    INDICATOR = "indicator"
    TARGET = "target"
    LINE = "line"
    KIND = "kind"
    PROGRAMME = "programme"
    TAG = "tag"
    PLACE = "place"
    CELL = "cell"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the text may be used; if not, `reason` tells the user why and `noun` is the word that decided."""

    allowed: bool
    reason: str = ""
    noun: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


@dataclass(frozen=True, slots=True)
class Subject:
    """A family of words that say what people are, believe or say, and the activities that may bear them."""

    about: str
    words: re.Pattern[str]
    activities: re.Pattern[str]
    acts: bool = False  # such people are often the ones who do something, not the ones who are listed


def allows(text: str, *, what: What | str) -> Verdict:
    """Whether `text` may become a `what`: the question that every room asks before it keeps a name."""
    what = What(what)
    if what is What.MEASURE:
        return _on_measure(_folded(text[:_LONGEST_MEASURE]))
    return _on_name(text[:_LONGEST_NAME], what)


def refused_names(names: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Of pairs (where, name) those that must not be: (where, name, reason). For tests that walk models and maps."""
    verdicts = ((where, name, allows(str(name), what=What.FIELD)) for where, name in names)
    return [(where, str(name), verdict.reason) for where, name, verdict in verdicts if not verdict.allowed]


def neutral_noun(noun: str) -> str:
    """What may be counted instead: 党员志愿者 → 志愿者, 困难党员 → 困难人员; a noun that names no such group stays."""
    if not _names_a_group(_folded(noun)):
        return noun
    parts = dict.fromkeys(_neutral(_folded(part)) for part in _JOINTS.split(plain(noun)) if part)
    named = [part for part in parts if part != _ANYBODY]
    return "、".join(named) or _ANYBODY


# --- words ------------------------------------------------------------------------------------------------------

_LONGEST_NAME, _LONGEST_MEASURE = 400, 10_000
_NEARBY = 160  # characters of a sentence on each side of a word; a longer sentence changes its subject
_ASIDE = "\ue000"  # a private character in the place of an innocent compound, so that its neighbours don't join


def _any(*words: str) -> re.Pattern[str]:
    """A pattern for any of the words, which stand in lists as patterns parted by blanks."""
    return re.compile("|".join(word for some in words for word in some.split()))


_PEOPLES = "|".join(
    """
    汉 回 藏 苗 彝 壮 满 侗 瑶 白 傣 黎 畲 羌 怒 京 土 佤 蒙古 维吾尔 布依 朝鲜 土家 哈尼 哈萨克 傈僳 高山 拉祜
    东乡 纳西 景颇 柯尔克孜 达斡尔 仫佬 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 乌孜别克 俄罗斯 鄂温克 德昂
    保安 裕固 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺
    """.split()
)

# Compounds in which the word means something else, or in which a topic and no person is meant.
_INNOCENT = _any("""
    中华民族(?:共同体)?
    民族(?:团结|政策|文化(?!程度)|舞|乐|音乐|歌|服饰|服装|风情|风俗|习俗|传统|体育|工艺|美食|节日?|复兴|精神|大家庭|特色|知识|常识|法|企业|品牌|工业|英雄|路|街|巷|小区|社区|大厦|广场|中学|小学|学校|大学|宫|园|村|新村|医院|区域)
    (?:合唱|舞蹈|艺术|文艺|演出|宣讲|话剧|戏剧|京剧|豫剧|越剧|秧歌|腰鼓|民乐|交响乐|乐|旅行|旅游|参观|考察|代表|访问|讲师|杂技|歌舞|朗诵|曲艺)团团?员
    (?:团员)?学社衔接率? 水族(?:馆|箱|店) [集社剧财]团员工
    华侨(?:城|路|大学|中学|小学|医院|街|新?村|农场|社区|公园|大厦|宾馆|饭店) 反邪教 街道教 诚信教 自信教 通信教
    亲信教 微信教 电信教 宣传教[育学材程师员] 教徒弟 民主评议党员 党员电教 收藏民 走访民 来访民
    """)

_ANY_ACTIVITY = _any("""
    活动 会议 大会 座谈 例会 培训 宣传 宣讲 讲座 党课 团课 课堂 学习 教育 服务 慰问 走访 关爱 帮扶 比赛 竞赛
    演出 文艺 展览 联谊 交流 观摩 参观 仪式 义诊 咨询 捐 论坛 沙龙 讲堂 先锋岗 示范岗 责任区 队 站 中心 阵地
    之家 场次 主题日 政策 普法 法规 条例 生活会 评议 讨论 读书 阅读 冬训 轮训 读书班 培训班 表彰 送学 电教
    远程教育 联欢 扎染 剪纸 体验 美食 小吃 舞蹈 歌舞 晚会 茶话会 课$ 节$ 班$ 会$
    """)
# A religious gathering is an activity too, and just what must not be counted: there only talk about rules will do.
_TEACHING = _any("""
    政策 法规 条例 普法 宣传 宣讲 培训 讲座 座谈 学习 教育 工作会议 演练 知识
    """)

_SUBJECTS = (
    Subject(
        "民族",
        _any(
            """
        少数民族 民族 族别 族裔 族群 minzu ethnic(?:ity|ities)? nationality minorit(?:y|ies)
        水族(?=人口|人数|居民|群众|学生|同胞) (?:新疆|西藏)籍 涉[疆藏] 维族 维吾尔 藏胞
        (?<![收珍馆])藏民(?!间|俗) 回民(?!街|路|巷|小区|中学|小学|医院)
        """,
            f"(?:{_PEOPLES})族",
        ),
        _ANY_ACTIVITY,
    ),
    Subject(
        "宗教信仰",
        _any("""
        宗教(?:信仰|活动|场所|人士|界|徒|团体|组织|聚会|集会|仪式|教职)* 信仰 教职人员 神职人员
        信教(?!育|学|师|程|导|练)(?:群众|人员|居民)? 信众 信徒 (?:佛|伊斯兰|基督|天主|东正)教(?:徒|会)?
        道教(?!育|师|学|材|室|辅|研|改|程|务|练|导)徒? 教徒 基督徒 穆斯林 清真寺 寺庙 寺院 道观 庙宇 教堂
        (?:家庭|地下|私设)教会 ^教会$ 教会(?=聚会|活动|场所|人员|人数|信|名单|名册|登记|排查|数) 做礼拜 聚会点
        传教 朝觐 阿訇 牧师 神父 邪教 法轮功 zongjiao religio(?:n|ns|us) faiths? church(?:es)? mosques? muslims?
        christians? buddhis[mt]s? beliefs? 礼拜(?:[点堂]|(?=人数|人次|场所|聚会|登记)) 教派 全能神 门徒会
        """),
        _TEACHING,
    ),
    Subject(
        "政治面貌或党派、团体身份",
        _any("""
        政治(?:面貌|面目|身份|倾向|立场|态度|观点|表现|关系|背景) 政审
        (?:中共|共产)?(?:预备|正式|流动|在职|在册|退休|离退休)?党员 党籍 ^积极分子 党龄 团籍 团龄
        (?:共青)?团员(?!工) 入党积极分子 党员?发展对象
        [入离退脱][党团](?=时间|日期|年月|申请|积极|人数|人员|名单|介绍|对象|情况|志愿|宣誓|仪式|数|$) 民主党派
        无党派 党派(?![出驻人遣]) 党外(?:人士|知识分子|干部|代表) 统战(?:对象|人士|成员)
        新的?(?:社会)?阶层(?:人士|代表) 致公党 农工党 九三学社 zhengzhimianmao dangyuan tuanyuan
        political(?:status|affiliations?|views?|outlook|leanings?|identity|party)
        (?:party|league)members?(?:hip)? communists?
        """),
        _ANY_ACTIVITY,
        acts=True,
    ),
    Subject(
        "海外关系",
        _any("""
        归侨 侨眷 侨属 侨胞 侨民 侨情 侨界 涉侨人员 华侨 台胞 (?<![平电舞后前柜站])台属(?![性地于])
        台湾(?:同胞|居民) 港澳台?(?:同胞|居民|人员|亲属)
        overseas(?:ties|relatives?|chinese|relations?|contacts?) foreignties
        (?:海外|境外|国外|涉外|涉台)(?:关系|亲属|亲友|人员|联系|背景|婚姻|华人) 侨务(?:对象|人员)
        华人(?=人数|名单|名册|台账|登记) 外籍人员 国籍 因私出国 出国境?(?:情况|人员|人数|记录|史) 出入?境记录
        留学(?:人员|生)
        """),
        _ANY_ACTIVITY,
    ),
    Subject(
        "思想和言论",
        _any("""
        思想(?:状况|状态|动态|动向|倾向|情况|表现|波动|问题) 舆情 舆论 言论 发帖 跟帖 网评 聊天记录 朋友圈
        社交(?:媒体)?账号 自媒体账号 个人微博 yuqing ideolog(?:y|ical) publicopinion onlinespeech
        socialmediaaccounts? 网民(?![警宿政生意主间])
        """),
        _TEACHING,
    ),
    Subject(
        "对人员的排查管控",
        _any("""
        重点(?:人员|对象) (?:不稳定|涉稳|维稳|涉邪|涉访|不放心|高危|风险)(?:人员|对象|群体)
        (?:上访|信访|缠访|闹访)(?:人员|对象|群体|户|史) watchlists? 重点人(?![群才物士民员口])
        (?:越级|进京|赴省|到市)?上访 非访 稳控 (?<![走来])访民(?![情生意间宿俗营])
        """),
        _TEACHING,
    ),
)

_FORMALISM = Subject(
    "排名、积分、考勤或定位",
    _any("""
    排名 名次 排行 积分 考勤 (?:上班|下班|工作|每日|定位|拍照|巡查|走访)打卡 打卡(?:次数|天数|率|记录) ^打卡$
    出勤 缺勤 迟到 早退 (?:行动|活动|人员|走访|巡查|运动|gps)轨迹 ^轨迹 (?:手机|人员|实时|gps)定位
    定位(?:轨迹|签到|信息|打卡) ^定位$ 经纬度 ^[经纬]度$ (?:必传|必拍|强制)照片 人脸 刷脸 rankings?
    leaderboards? scoreboards? gps geolocation latitude longitude onlin(?:etime|eseconds|eminutes)
    login(?:count|days) (?<!failed)logins$ clockins? [红黑]榜 龙虎榜 [日月]活(?:跃|数|率|用户|$)
    在线(?:时长|时间|率|人数|天数)
    登[录陆](?:次?数|人数|天数|时长|率) (?:平台|账号|用户|人员)活跃 活跃(?:用户|人数|度|率) 考[核评]得?分
    工作得分 ^得分$ 扣分 加分 在岗(?:时长|率|情况) [脱离]岗
    """),
    _TEACHING,
)

# What asks for people rather than for what was done.
_ASKS = _any("""
    人数 人次 人口 人员 名额 户数 户籍 名册 名单 花名册 台账 登记 排查 摸排 摸底 底数 统计 核查 普查 清查 调查
    筛查 采集 录入 信息 档案 数据 比例 占比 率$ 动态 分布 构成 总数 管理 研判 监测 监控 管控 稳控 预警 轨迹 转接
    流动 去向 备案 建档 造册 标记 标签 识别 甄别 画像 报备 对象 巡查 检查 (?<![责系持讲])人$ 名$ 身份 户$
    """)
# Only a place where gatherings of believers are meant is nobody's business; halls for the old and the young are.
_GATHERINGS = re.compile(
    "(?<!老年)(?<!老人)(?<!年人)(?<!文化)(?<!文体)(?<!体育)(?<!健身)(?<!儿童)(?<!少年)(?<!少儿)(?<!青年)(?<!妇女)(?<!居民)(?<!群众)(?<!公共)(?<!娱乐)(?<!室内)(?<!户外)"
    "(?<!志愿)(?<!科普)(?<!阅读)活动场所(?:的|及|和|进行|开展|全面|安全|情况|信息|大)*(?:排查|摸排|摸底|登记|台账|清查|核查|普查|名册|名单|巡查|检查)"
    "|(?:非法|私设|违规)(?:宗教)?(?:聚会|集会|聚集)|聚会点"
)

_ABOUT_GATHERINGS = "群众聚集和活动场所的排查"

# --- names ------------------------------------------------------------------------------------------------------

_TRAITS = {
    "民族": "民族",
    "宗教": "宗教信仰",
    "信仰": "宗教信仰",
    "政治": "政治面貌",
    "政治面貌": "政治面貌",
    "党派": "政治面貌",
}
_TITLES = frozenset({What.PROGRAMME, What.KIND, What.LINE})
_DONE_FOR = re.compile("慰问|关爱|关心|服务|帮扶|走访")


def _on_name(text: str, what: What) -> Verdict:
    # A trait standing alone between separators is asked, whatever follows: 民族、文化程度 is not 民族文化.
    if trait := next((part for part in _parts(text) if part in _TRAITS), ""):
        return _refusal(text, trait, _TRAITS[trait])
    glued = "".join(_parts(text))
    if gathering := _GATHERINGS.search(glued):
        return _refusal(text, gathering[0], _ABOUT_GATHERINGS)
    kept = _INNOCENT.sub(_ASIDE, glued)
    for subject, found in _mentions(kept):
        if not _names_an_activity(subject, kept[: found.start()], kept[found.end() :], what):
            return _refusal(text, found[0], subject.about)
    return ALLOWED


def _mentions(text: str) -> Iterator[tuple[Subject, re.Match[str]]]:
    for subject in (*_SUBJECTS, _FORMALISM):
        for found in subject.words.finditer(text):
            yield subject, found


def _names_an_activity(subject: Subject, before: str, after: str, what: What) -> bool:
    if _ASKS.search(after):
        return False
    if subject.activities.search(after):
        return True
    # 慰问困难党员 is a thing done, where a thing done is being named.
    return what in _TITLES and not after and bool(_DONE_FOR.search(before))


def _refusal(text: str, word: str, about: str) -> Verdict:
    return Verdict(False, f"{quoted(plain(text))}涉及{about}，一本不记录，已略去", word)


# --- measures ---------------------------------------------------------------------------------------------------

_SENTENCES = re.compile("[^。；;！!？?]+")
_CLAUSES = re.compile("[，,：:]")
_LISTED = re.compile(
    "人数|总数|比例|占比|底数|名册|名单|花名册|台账|登记|造册|统计|普查|摸底|摸排|排查|核查|清查|筛查|调查|甄别|档案|建档|数据库|信息库|"
    "信息(?:采集|录入|登记|核查|统计|管理|更新)|备案|管控|稳控|研判|监测|预警|巡查|动态管理|发展数"
)
_LISTING = re.compile(
    "摸排|摸底|排查|清查|核查|统计|登记|普查|调查|筛查|甄别|摸清|采集|录入|造册|研判|监测|"
    "(?:建立|完善|更新|健全|编制|形成|掌握|汇总|上报|收集)(?=.{0,30}(?:台账|名册|名单|档案|底数|数据|信息|动态|人数|情况|状况|舆情|言论))"
)
_RECRUITING = re.compile("(?:发展|吸收|接收|新增|转接|培养|推荐|推优)(?:优秀|新)?$")
_COUNTED = re.compile(r"^(?:入党|入团)?(?:不少于|至少|达到?)?[\d一二三四五六七八九十百两]+余?多?[名人位个]")
_TOPIC = re.compile("^.{0,2}(?:政策|法规|条例|法律|事务|知识|宣传|普法)")
# Who does one of these is acting, and the check that follows is of something else.
_ACTING = re.compile(
    "开展|参与|参加|入户|带头|深入|协助|走访|负责|认领|上门|担任|下沉|报到|主动|积极|发挥|作用|模范|志愿|干部|力量|群众|到|为"
)
_ELSEWHERE = re.compile(
    "隐患|矛盾|安全|问题|火灾|消防|困难|独居|空巢|需求|老人|老年|楼|小区|纠纷|诉求|民情|环境|垃圾|企业|租户|房屋|健康|两癌|疾病|视力|体检"
)
_PLACES = re.compile("场所|聚会|聚集|集会|寺|庙|教堂|教会|道观")
_OBJECT_MARK = re.compile("(?:(?<![面相应结反])对(?![接口象应])|针对)[^，,、]{0,12}$")
_SENT_BY = re.compile("[，,：:]|由|发动|组织|安排|动员|依托|引导|号召")


def _on_measure(text: str) -> Verdict:
    if gathering := _GATHERINGS.search(text):
        return _refusal(text, gathering[0], _ABOUT_GATHERINGS)
    for sentence in _SENTENCES.findall(_INNOCENT.sub(_ASIDE, text)):
        for subject in _SUBJECTS:
            for found in subject.words.finditer(sentence):
                if _asks_for(subject, sentence, found):
                    return _refusal(text, found[0], subject.about)
    return ALLOWED


def _asks_for(subject: Subject, sentence: str, found: re.Match[str]) -> bool:
    before = sentence[max(0, found.start() - _NEARBY) : found.start()]
    after = sentence[found.end() : found.end() + _NEARBY]
    if _TOPIC.search(after):
        return False
    if subject.acts:
        return _lists_members(before, found[0], after)
    # Of believers, peoples or opinions nothing is listed in passing: the rest of the sentence is near enough.
    here, *later = _CLAUSES.split(after)
    if _PLACES.search(found[0]) and _LISTED.search(here):
        return True
    near = _CLAUSES.split(before)[-1]
    return any(_lists(clause) for clause in (here, *later)) or _is_listed_by(near, found[0] + here, reach=30)


def _lists(clause: str) -> bool:
    """Whether the clause goes on to list or check those named before it, and not something else like a hazard."""
    listed = _LISTED.search(clause)
    return bool(listed and not _ELSEWHERE.search(clause[max(0, listed.start() - 6) : listed.end() + 4]))


def _lists_members(before: str, members: str, after: str) -> bool:
    near, clause = _SENT_BY.split(before)[-1], _CLAUSES.split(after)[0]
    if _is_recruited(near, after) or _is_listed_by(near, members + clause, reach=10):
        return True
    listed = _LISTED.search(clause)
    if not listed or listed.start() > 10:
        return False
    if _OBJECT_MARK.search(before):
        return True
    return not (_ACTING.search(clause[: listed.start()]) or _ELSEWHERE.search(clause[listed.end() : listed.end() + 8]))


def _is_recruited(near: str, after: str) -> bool:
    """Whether a number of new members is asked: 发展党员5名, 党员发展5名; 慰问困难党员5名 is none."""
    if _RECRUITING.search(near):
        return bool(_COUNTED.search(after))
    return after.startswith("发展") and bool(_COUNTED.search(after.removeprefix("发展")))


def _is_listed_by(near: str, onward: str, *, reach: int) -> bool:
    """Whether a verb of listing shortly before has the group for its object: 统计辖区…, but not 排查隐患的…."""
    verbs = [verb for verb in _LISTING.finditer(near + onward) if verb.end() <= len(near)]
    if not verbs or len(near) - verbs[-1].end() > reach:
        return False
    return not _ELSEWHERE.search(near[verbs[-1].end() :])


# --- folding ----------------------------------------------------------------------------------------------------

_PAIRS = (
    "戰战 黨党 員员 團团 僑侨 歸归 華华 臺台 屬属 數数 冊册 單单 賬账 帳账 記记 錄录 統统 計计 "
    "調调 狀状 況况 輿舆 論论 網网 絡络 會会 議议 動动 場场 務务 願愿 積积 極极 發发 對对 "
    "傾倾 態态 維维 爾尔 滿满 壯壮 眾众 傳传 點点 廟庙 觀观 蘭兰 東东 測测 監监 風风 險险 "
    "軌轨 跡迹 績绩 時时 長长 線线 預预 檔档 構构 資资 訊讯 齡龄 間间 關关 係系 親亲 無无 "
    "護护 類类 別别 臉脸 緯纬 經经 紅红 講讲 課课 習习 訓训 問问 專专 題题 邊边 屆届 學学 "
    "識识 總总 體体 錫锡 納纳 門门 獨独 倫伦 烏乌 鮮鲜 達达 訪访 穩稳 離离 職职 備备 轉转 "
    "評评 聽听 階阶 層层 聯联 農农 產产 舉举 辦办 據据 庫库 僅仅 畫画 帶带 頭头 標标 籤签 "
    "貫贯 邏逻 歷历 壇坛 賽赛 週周 衛卫 術术 藝艺 師师 齊齐 幹干 趙赵 軍军 遷迁 來来 種种 "
    "羣群 鄉乡 導导 簽签 顯显 錶表 製制 隊队 圖图 個个 徵征 詢询 獻献 黏粘 讀读 書书 劃划 "
    "劇剧 樂乐 為为 範范 質质 漢汉 瑤瑶 裡里 "
)
_TRADITIONAL = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})
_SEPARATORS = re.compile(r"[\s/|\\,，、;；:：()（）\[\]【】<>《》\"'“”‘’·•.。*#_=+~—–-]+")
# Marks that end a clause stay, for measures are read clause by clause.
_FILLERS = re.compile(r"[\s/|\\、()（）\[\]【】<>《》\"'“”‘’·•.*#_=+~—–-]+")


def _simple(text: str) -> str:
    return plain(text).translate(_TRADITIONAL).lower()


def _folded(text: str) -> str:
    return _FILLERS.sub("", _simple(text))


def _parts(text: str) -> list[str]:
    return [part for part in _SEPARATORS.split(_simple(text)) if part]


# --- neutral nouns ----------------------------------------------------------------------------------------------

_ANYBODY = "人员"
_JOINTS = re.compile("[、，,和与及]")
_AFFILIATED = re.compile("^(?:老|新|预备|正式|在职|流动|退休|离退休|优秀|在册|新发展|发展|的)+$")
_PERSONS = re.compile(
    "人|者|员|民|众|妇女|青年|少年|儿童|学生|干部|代表|职工|教师|家庭|家属|户|老师|骨干|队|家长|书记|主任|医生|专家|同志|女性|男性|母亲|模范"
)


def _names_a_group(folded: str) -> bool:
    kept = _INNOCENT.sub(_ASIDE, folded)
    return any(subject.words.search(kept) for subject in _SUBJECTS)


def _neutral(part: str) -> str:
    rest = part
    while _names_a_group(rest):
        for subject in _SUBJECTS:
            rest = subject.words.sub("", rest)
    if rest == part or _PERSONS.search(rest):
        return rest
    return f"{_AFFILIATED.sub('', rest)}{_ANYBODY}"
