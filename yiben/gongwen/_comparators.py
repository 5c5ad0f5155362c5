"""The words around a number that make it a bound: 不少于, 超过, 近, 约 before it; 以上, 以内, 左右 behind it."""

import re
from decimal import Decimal

from yiben.gongwen._numerals import Numeral, plain

_BEFORE = {
    "ge": "至少 少说 不少于 不低于 不小于 不短于 不下于 不下 不少 起码 最少 最低 年满 满 ≥ 大于等于 不得少于 不得低于 不能少于 不能低于 不应少于 不应低于 不得短于 不可少于 不会少于 不得小于 最少不低于 少则 下限 下限为",
    "le": "不超过 不超 不超出 不得超出 不能超出 不高出 多则 上限 不高于 不多于 不大于 不长于 最多 至多 顶多 最高 最长 ≤ 小于等于 不得超过 不能超过 不得高于 不得多于 不应超过 不可超过 不能高于 不得大于 不应高于 最高不超过 最长不超过 最多不超过 上限为 最高额度 最高额度为 最高限额 最高可达 最高可获 最高给予"
    " 最高补贴 最高奖励 最高可贷 最高补助 最高可申请 最高支持",
    "gt": "不止 刚过 超过 超出 突破 逾 多于 大于 高于 超 > ＞ 破 已过",
    "lt": "不足 不到 不满 未满 未达 少于 低于 小于 < ＜ 未达到 不及",
    "jin": "近 将近 接近 靠近 临近 差不多",
    "yue": "约 大约 约为 大概 大致 大体 约莫 大约摸 估摸 约占 约有 约达 左右",
}  # fmt: skip
_MEANS = {word: approx for approx, words in _BEFORE.items() for word in words.split()}
_FILLER = "(?:了|到|为|有|合|折合|共|计|占|达到|达|应有|要有|需有|设|由|含|有效)?"
_WORDS = "|".join(sorted(map(re.escape, _MEANS), key=len, reverse=True))
_DIRECT = re.compile(rf"({_WORDS}){_FILLER} ?$")
_LAST = frozenset(word[-1] for word in _MEANS) | frozenset("了到为有合共计占达设由含效 ")
# Not 增长超过, where 过 is 超过's own, but 经过, 通过, 附近, 最近, 大约束.
_NOT_BEFORE = tuple(
    "要约 附近 最近 临近 公约 条约 契约 合约 预约 节约 相约 签约 邀约 制约 圆满 充满 饱满 美满 满满 爆满 坐满".split()
)
# A bound may stand far off: 不低于采购金额的｜30%, 至少建设｜一所.
_FAR = re.compile(
    r"(?:(至少|不(?:得|能|应|可)?(?:低于|少于|高于|超过|多于)|最少|起码)([^，。；：、！？,;:\n0-9]{1,14})"
    r"|(最多|至多)([^，。；：、！？,;:\n0-9的是]{1,5}))$"
)
_FAR_LEAST = frozenset({"至少", "最少", "起码"})
_FAR_HINT = re.compile("不|至[少多]|最[少多]|起码")
_FAR_SHARE = re.compile("(超过|约占|接近|高于|低于|占到|不足)([^，。；：、,;:\n0-9]{1,12}的)$")
_BEHIND = re.compile(
    "[ ]?(?:（含(?:本数|本级)?）|\\(含\\))?"
    "(?:(?:及|或|和)?(?:其)?(以上|以下|以内|之内)|(限额(?:以)?内|额度内|范围内)|(?:的)?(左右|上下)|(内)(?![蒙容部地需涵控外心])|(多|余)(?![样元方边额下项场次名人位])|(有余|出头|开外|不到(?![位场岗现])|封顶|为限)|(不等)|(起)(?![来到点草步源诉伏]))"
)
_BEHIND_MEANS = {
    "以上": "ge",
    **dict.fromkeys(("以下", "以内", "之内", "内", "封顶", "为限"), "le"),
    **dict.fromkeys(("左右", "上下"), "yue"),
    **dict.fromkeys(("多", "余", "有余", "出头"), "yu"),
    "开外": "gt",
    "不到": "lt",
    "不等": "",
    "起": "",
}
_TENTH = Decimal("0.1")


def word_before(text: str, floor: int, start: int, share: bool) -> tuple[str, int]:
    """(approximation, where its words begin) of the comparator before a number; ("", start) if there is none."""
    window = text[max(floor, start - 18) : start]
    if not window:
        return "", start
    if window[-1] in _LAST:
        found = _DIRECT.search(window)
        if found and not window[: found.end(1)].endswith(_NOT_BEFORE):
            return _MEANS[found[1]], start - len(window) + found.start()
    if share or _FAR_HINT.search(window):
        return _far_before(window, start, share)
    return "", start


def _far_before(window: str, start: int, share: bool) -> tuple[str, int]:
    found = _FAR.search(window)
    if found and found[3]:
        return "le", start - len(window) + found.start()
    if found and (share or found[1] in _FAR_LEAST or found[2].endswith("的") or found[2].startswith("每")):
        at_least = found[1] in _FAR_LEAST or found[1].endswith(("低于", "少于"))
        return "ge" if at_least else "le", start - len(window) + found.start()
    far = _FAR_SHARE.search(window) if share else None
    if far:
        approx = {"约占": "yue", "接近": "jin", "低于": "lt", "不足": "lt", "占到": ""}.get(far[1], "gt")
        return approx, start - len(window) + far.start()
    return "", start


def word_behind(text: str, end: int, kind: str) -> tuple[str, int]:
    """(approximation, where its words end) of the comparator behind a number and its measure word."""
    found = _BEHIND.match(text, end)
    if not found:
        return "", end
    word = found[found.lastindex or 0]
    if word.startswith(("限额", "额度", "范围")):
        return "le", found.end()
    if (word == "内" and kind != "period") or (word in ("多", "余") and kind in ("count", "people")):
        return "", end
    if word == "起" and kind != "money":
        return "", end
    return _BEHIND_MEANS[word], found.end()


def bounds(numeral: Numeral, approx: str, whole: bool) -> tuple[Decimal | None, Decimal | None]:
    """The interval a number means under its approximation; things that come whole leave out the round end."""
    base, high = numeral.base, numeral.high
    if approx in ("", "range", "ji") or (approx == "shu" and high != base):
        return base, high
    if approx in ("ge", "gt", "shang", "shu"):
        return base, None
    if approx in ("le", "lt"):
        return None, high
    if approx == "yu":
        return _more_than(base, numeral.step, whole)
    if approx == "jin":
        below = base - 1 if whole and base > 1 else base
        return min(plain(base * (1 - _TENTH)), below), below
    return plain(base * (1 - _TENTH)), plain(base * (1 + _TENTH))


def _more_than(base: Decimal, step: Decimal, whole: bool) -> tuple[Decimal, Decimal]:
    if whole and step > 1:
        return base + 1, base + step - 1
    return base, base + step
