"""What is typed into a form's cells: a number where the heads ask for one, as people write numbers; else any words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from yiben.gongwen import quantities
from yiben.ledger.amounts import read_amount
from yiben.lib.canonical import plain_decimal
from yiben.lib.numbers import read_number
from yiben.reports.workbooks import hand

_BRACKETED = re.compile(r"[(（]([^()（）]{1,5})[)）]")
_MEASURED = re.compile(
    "(?:数|量|额|率|比例?|比重|面积|人口|人次|场次|户次|件次|次|增长|增幅|降幅|得分|经费|资金|时长|合计|总计)$"
)
_CHOSEN = re.compile("是否|有无|√|是/否|有/无")
_NOTHING = frozenset({"/", "—", "——", "-", "无", "没有", "不涉及", "暂无"})
_PERCENT = re.compile(r"[-+]?\d+(?:\.\d+)?[%％]", re.ASCII)


def wants_number(words: Iterable[str]) -> bool:
    """Whether heads ask for a number: by the unit in their brackets, or by their last word."""
    said = [word.strip() for word in words]
    if any(_CHOSEN.search(word) for word in said):
        return False
    return any(_unit_in(word) or _MEASURED.search(_BRACKETED.sub("", word)) for word in said)


def _unit_in(word: str) -> bool:
    found = _BRACKETED.search(word)
    return found is not None and (found[1] in ("%", "‰") or read_number(f"1{found[1]}") is not None)


def number_in(text: str, words: Iterable[str] = ()) -> str | None:
    """The number that a text tells, as digits: 约四千二百 is 4200; None where it tells none. Under 万元 the number of
    those."""
    said = text.strip()
    if said in _NOTHING or _PERCENT.fullmatch(said):
        return said
    percents = [one for one in quantities(said) if one.kind == "percent"]
    if len(percents) == 1 and percents[0].text == said and percents[0].low == percents[0].high:
        return f"{plain_decimal(percents[0].low or Decimal(0))}%"
    told = read_amount(said, "items", "人").value
    value = told.value if told is not None else read_number(said)
    if value is None:
        return None
    return plain_decimal(value / 10_000 if "万" in said and any("万" in word for word in words) else value)


class NumberTyped(forms.CharField):
    """A number as people type it; what it was understood as is what is kept."""

    def __init__(self, *, words: Sequence[str], **said: Any) -> None:
        said.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        percent = any(re.search("[%％]", word) for word in words)
        said.setdefault("help_text", _("填数，如 87.5；没有的写 /") if percent else _("填数，如 4200；没有的写 0 或 /"))
        super().__init__(**said)
        self.words = words

    def clean(self, value: Any) -> str:
        said = super().clean(value)
        if not said:
            return ""
        number = number_in(said, self.words)
        if number is None:
            raise forms.ValidationError(_("“%(said)s”不是数；这一格要填数，如 4200") % {"said": said[:20]})
        return number


def typed_field(label: str, words: Sequence[str], options: Sequence[str], initial: str = "") -> forms.Field:
    """What is typed into a cell: one of its drop-down where it has one, a number where its heads ask for one."""
    said: dict[str, Any] = {"label": label, "required": False, "initial": initial}
    if options:
        return forms.ChoiceField(choices=[("", "—"), *((word, word) for word in options)], **said)
    if wants_number(words):
        return NumberTyped(words=words, max_length=hand.LONGEST_TYPED, **said)
    return forms.CharField(max_length=hand.LONGEST_TYPED, **said)


def understood(form: forms.Form) -> list[tuple[str, str]]:
    """What was typed in other words than those that are kept: (约四千二百, 4200)."""
    told = []
    for name, field in form.fields.items():
        typed = str(form[name].data or "").strip()
        if isinstance(field, NumberTyped) and typed != form.cleaned_data.get(name, typed):
            told.append((typed, form.cleaned_data[name]))
    return told
