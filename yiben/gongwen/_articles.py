"""Whether a Chinese numeral before a measure word counts (每村培育一家) or is only an article or part of a word."""

import re

from yiben.gongwen._amounts import Amount

# Behind Chinese numerals these are rarely measure words: 三分, 四面, 五度, 二级.
_ARABIC_ONLY = frozenset(
    "分 度 面 道 方 头 声 对 安 伏 瓦 区 校 点 角 尺 寸 起 单 回 档 餐 步 束 票 把 元 块 村 乡 镇 县 日 级 号 单位 行 顶 滴".split()
)
_PART_OF_WORD = frozenset("统唯同单逐之专")
# 九台路, 三台镇: a place.
_NAMES_A_PLACE = frozenset("路街巷桥庄沟湾岭镇寨屯")
_ENDS_A_PRICE = frozenset(["", *"，。；、）)！/／或"])
_REACHED = frozenset("达到破过")
# 摆了七回, and not 三回九转; 大讲堂二讲 at the end of a clause.
_DONE = frozenset("了过共开")
_OFTEN_TWO = frozenset("讲 场 场次 堂 节 户 家".split())
_ONE_OF = frozenset("某任另又这那哪下上前后首头再整每新的让落漏在")
_BEING = tuple("作为 成为 是 像 做 当 当好 如同 何 某 不落 这 那 每 任何 有着 另外 每个".split())
_CONCRETE = frozenset(
    "名 所 家 次 支 座 处 间 户 辆 台 篇 人次 场次 倍 个百分点 个工作日 亩 万元 岗 位 册 场 节 期 栋".split()
)
_LASTING = frozenset("年 天 周 个月 小时 分钟 个星期 个小时 学期 个学期 季度 个季度 星期 晚 日 昼夜 周年".split())
_LASTS = frozenset("期满为每需用达经续聘假长约近超足有限薪停课时或")
_SET_UP = re.compile(
    "(?:建设|建立|成立|设立|设置|设|配备|配|培育|选树|推荐|推选|申报|评选|确定|开展|举办|组织|召开|新增|增加|新建|创建|建成|建|完成|派|聘请|选派|组建|制定|只|仅|共|有|安排|落实|明确|配齐|选聘|撰写|提交|报送|上报|办好|提供|参加|调整|修订|各|为|发放|免费|享受|赠送|解决|领办|认领|结对)(?:了)?$"
)
_SHARED_OUT = re.compile("每|各|至少|人均|户均|均|分别|不少于|只|仅")
_CLAUSE = re.compile("[，。；：！？\n]")
_IDEAS = re.compile(
    "(?:份|片|股|种|番|条|项|个|场)(?:爱心|力量|真情|责任|关爱|温暖|光|热|情|心意|天地|净土|热土|重要|系统|长期|严肃|崭新|新|艰巨|没有|突如|硬仗|攻坚|战|独特|特殊|民生工程|政治任务|基础性|良好|有效|可|切实)"
)
_POINTS = re.compile("意见|建议|要求|体会|希望|启示|措施|思考|认识|经验|共识|打算|做法|感受|倡议")

# 一名党员就是一面旗帜: any, not one.
_IS_JUST = re.compile("[^，。；、]{1,8}(?:就是|都是|便是)")


def counts_something(text: str, floor: int, amount: Amount, bounded: bool) -> bool:
    """False where the numeral is an article, a part of another word, or a date."""
    numeral, written = amount.numeral, amount.written
    before = text[max(floor, amount.start - 1) : amount.start] or text[max(0, amount.start - 1) : amount.start]
    if not written and before.isascii() and before.isalpha():
        return False
    if written in ("日", "级", "点"):
        return _counts_here(text, amount, bounded)
    if numeral.arabic:
        return not _is_code(amount)
    return _chinese_counts(text, floor, amount, before, bounded)


def _is_code(amount: Amount) -> bool:
    """007 is a code; 2023 before a noun (2023青年志愿者大会) is a year."""
    words = amount.words
    leading_zero = words[0] == "0" and words[1:2].isdigit()
    return leading_zero or (not amount.written and len(words) == 4 and words[:2] in ("19", "20") and words.isdigit())


def _counts_here(text: str, amount: Amount, bounded: bool) -> bool:
    """5日 is a date and 3级 a level, unless their words say how long or how many."""
    if amount.written == "级":
        return False
    if amount.written == "点":
        return bool(_POINTS.match(text, amount.end)) and amount.numeral.base > 1
    return (
        bounded
        or text[max(0, amount.start - 2) : amount.start] in ("连续", "公示", "为期", "历时")
        or amount.numeral.approx == "range"
    )


def _chinese_counts(text: str, floor: int, amount: Amount, before: str, bounded: bool) -> bool:
    words, written = amount.words, amount.written
    if amount.numeral.share:
        return words != "半"
    if before and before in _PART_OF_WORD:
        return False
    if words[0] in "百千万亿":
        return bounded or bool(amount.numeral.approx) or before in _REACHED
    if words[0] in "零〇" and "点" not in words:
        return False
    if len(words) == 1 and text[amount.end : amount.end + 1] in _NAMES_A_PLACE:
        return False
    if (
        written in _ARABIC_ONLY
        and len(words) == 1
        and not (bounded and written == "日")
        and not _is_price(text, amount)
        and not (written == "回" and (before in _DONE or words == "两") and text[amount.end : amount.end + 1] != "事")
    ):
        return False
    # 两 counts and 二 orders (二次污染), save in the language of statutes: 二年, 不少于二人.
    if words == "二" and not bounded and written not in _LASTING and written not in ("人", "名", "个"):
        return written in _OFTEN_TWO and text[amount.end : amount.end + 1] in _ENDS_A_PRICE
    return words != "一" or amount.numeral.base != 1 or _one_counts(text, floor, amount, bounded)


def _is_price(text: str, amount: Amount) -> bool:
    """会费五元, and not 三元桥 or 二元结构."""
    return amount.written == "元" and text[amount.end : amount.end + 1] in _ENDS_A_PRICE


def _one_counts(text: str, floor: int, amount: Amount, bounded: bool) -> bool:
    if bounded:
        return True
    written = amount.written
    clause = _CLAUSE.split(text[max(floor, amount.start - 24) : amount.start])[-1]
    if written in _LASTING:
        return clause[-1:] in _LASTS and not clause.endswith(("成为", "作为"))
    if clause[-1:] in _ONE_OF or clause.endswith(_BEING) or _IDEAS.match(text, amount.end - 1):
        return False
    if _IS_JUST.match(text, amount.end):
        return False
    if _SHARED_OUT.search(clause):
        return True
    return written in _CONCRETE or bool(_SET_UP.search(clause))
