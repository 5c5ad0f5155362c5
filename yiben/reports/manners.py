"""How a clerk's template writes a number, and when it finds that there is something to write.

Pure, and imported by the child process that fills templates.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation

import cn2an  # type: ignore[import-untyped]
from markupsafe import Markup, escape

from yiben.gongwen.titles import balanced

NOTHING = "—"
TITLE_CHARS = 19  # of 二号字 20 fill the line, if no digit stands among them
_MOST_IN_WORDS = Decimal(10) ** 12


def number_of(text: str) -> tuple[str, Decimal | None]:
    """约 apart from the number that a figure printed; None where the book has no answer."""
    about = "约" if text.startswith("约") else ""
    try:
        value = Decimal(text.removeprefix("约"))
    except InvalidOperation:
        return about, None
    return about, value if value.is_finite() else None


def plain(value: Decimal) -> str:
    """12.50 → 12.5, 1E+3 → 1000."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(text: str) -> str:
    """21994.5 → 21994.5元"""
    return f"{text}元" if number_of(text)[1] is not None else str(text)


def ten_thousand_yuan(text: str) -> str:
    """21994.5 → 2.2万元, two decimals at most."""
    about, value = number_of(text)
    if value is None:
        return str(text)
    return f"{about}{plain((value / 10000).quantize(Decimal('0.01'), ROUND_HALF_UP))}万元"


def over(text: str) -> str:
    """128 → 120余, only where it is true: 120 stays 120, and what is about right stays as it is."""
    about, value = number_of(text)
    if about or value is None or value < 20:
        return str(text)
    tens = (value / 10).to_integral_value(ROUND_DOWN) * 10
    return f"{tens:f}余" if value > tens else str(text)


def about(text: str) -> str:
    """1286 → 约1300, to two digits; what has no more than two stays exact."""
    said, value = number_of(text)
    if said or value is None or value < 100:
        return str(text)
    places = Decimal(1).scaleb(value.adjusted() - 1)
    rounded = (value / places).to_integral_value(ROUND_HALF_UP) * places
    return f"约{rounded:f}" if rounded != value else str(text)


def thousands(text: str) -> str:
    """21994.5 → 21,994.5"""
    about, value = number_of(text)
    if value is None:
        return str(text)
    whole, point, rest = plain(value).partition(".")
    return f"{about}{int(whole):,}{point}{rest}"


def percent(text: str) -> str:
    """95.5 → 95.5%: the book keeps a rate as its percentage."""
    return f"{text}%" if number_of(text)[1] is not None else str(text)


def in_words(text: str) -> str:
    """128 → 一百二十八"""
    about, value = number_of(text)
    if value is None or abs(value) >= _MOST_IN_WORDS:
        return str(text)
    words = str(cn2an.an2cn(plain(value), "low"))
    # 12 is 十二: only within a larger number does 一 stand before 十.
    return about + (words.removeprefix("一") if words.startswith("一十") else words)


def capitals(text: str) -> str:
    """21994.5 → 贰万壹仟玖佰玖拾肆元伍角, as a voucher writes an amount."""
    about, value = number_of(text)
    if value is None or abs(value) >= _MOST_IN_WORDS:
        return str(text)
    return about + str(cn2an.an2cn(plain(value.quantize(Decimal("0.01"), ROUND_HALF_UP)), "rmb"))


def in_lines(text: str) -> str:
    """A title in lines of about the same length, as a heading of 二号字 wants them."""
    lines = [escape(line) for line in balanced(text, TITLE_CHARS)]
    return Markup('</w:t><w:br/><w:t xml:space="preserve">').join(lines)


FILTERS: dict[str, Callable[[str], str]] = {
    "元": yuan,
    "万元": ten_thousand_yuan,
    "千分位": thousands,
    "百分比": percent,
    "汉字": in_words,
    "大写": capitals,
    "余": over,
    "约": about,
    "分行": in_lines,
}


def compared(now: str, before: str) -> str:
    """增长12.5%, 下降3%, 持平; — where there is nothing to compare with. 约 where either is only about right."""
    (rough, value), (rough_before, was) = number_of(now), number_of(before)
    if value is None or was is None or was == 0:
        return NOTHING
    share = ((value - was) / was * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if value == was:
        return "持平"
    word = "增长" if value > was else "下降"
    return f"{rough or rough_before}{word}{plain(abs(share))}%" if share else f"{rough or rough_before}基本持平"


def moved(now: str, before: str) -> str:
    """提高3.5个百分点, 下降2个百分点, 持平: how a percentage moved; — where there is nothing to compare with."""
    (rough, value), (rough_before, was) = number_of(now), number_of(before)
    if value is None or was is None:
        return NOTHING
    if value == was:
        return "持平"
    return f"{rough or rough_before}{'提高' if value > was else '下降'}{plain(abs(value - was))}个百分点"


class Value(str):
    """A figure as printed. `if` finds it true where there is something to tell: not 0, not —, not nothing."""

    def __bool__(self) -> bool:
        value = number_of(str(self))[1]
        return bool(value) if value is not None else str(self) not in ("", NOTHING)
