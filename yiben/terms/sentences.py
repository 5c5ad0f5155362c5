"""A definition told in plain sentences: what it counts, how it adds up, what co-hosting does. No database in here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from yiben.terms.definitions import Definition


@dataclass(frozen=True)
class Names:
    """What the words that a definition cites are called, by slug."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, str] = field(default_factory=dict)


class Aspect(NamedTuple):
    """One thing that a definition settles, and how it settles it."""

    what: str
    words: str


def rule_of(definition: Definition) -> str:
    """The adding rule in a word or two, for a column of a table."""
    return {
        "sum": _("相加"),
        "last": _("取期末的数"),
        "max": _("取最大的一个"),
        "distinct": _("数有几个，不重复"),
        "ratio": _("两数相除"),
    }[definition.adds]


def adds_in_words(definition: Definition) -> str:
    """How the rows and months of the indicator make up a larger one, in a sentence."""
    if definition.adds == "last":
        return _stock(definition)
    if definition.adds == "ratio":
        return _share(definition)
    if definition.adds == "max":
        return _("取最大的一条记录；几个单位、几个月放在一起仍取最大，不相加。")
    if definition.adds == "distinct":
        return _("数有几个单位做过，同一单位只算一次；各月的数不能相加，要按整个期间重新数。")
    if definition.held == "held-or-cohosted":
        return _(
            "逐条相加；一条记录会在主办和联合举办的各单位里各算一次，所以各单位加起来可能大于街道的数，街道的数每条只算一次。"
        )
    return _("逐条相加；各单位的数加起来是街道的数，各月的数加起来是全年的数。")


def _stock(definition: Definition) -> str:
    if definition.metric == "rate":
        return _("取本单位期末以前最近一次填报的比率；各单位的比率不相加，也不平均。")
    return _("取各单位期末以前最近一次填报的数，再把各单位相加；各月的数不能相加。")


def _share(definition: Definition) -> str:
    assert definition.numerator
    assert definition.denominator
    parts = {"over": definition.numerator.name, "under": definition.denominator.name}
    return _("“%(over)s”除以“%(under)s”，两个数各自加总以后再相除；除数为0时没有答案。") % parts


def cohosting_in_words(definition: Definition) -> str:
    """What an activity that several units held together counts for."""
    if definition.adds == "ratio":
        return _("随相除的两个指标。")
    if definition.held == "held-or-cohosted":
        return _("主办的和联合举办的都算。")
    return _("只算在主办单位；联合举办的单位另外注明，不计入自己的数。")


def aspects(definition: Definition, names: Names) -> list[Aspect]:
    """Everything that decides the number, in the order in which two definitions are laid side by side."""
    found = [
        (_("单位"), definition.unit),
        (_("计什么"), _measured(definition, names)),
        (_("条线"), names.lines.get(definition.line, definition.line) or _("不分条线")),
        (_("活动类型"), _listed(definition.kinds, names.kinds)),
        (_("事项"), _listed(definition.topics, names.topics)),
        (_("怎样合计"), adds_in_words(definition)),
        (_("联合举办"), cohosting_in_words(definition)),
        (_("对外公布"), _shown_outside(definition)),
    ]
    return [Aspect(what, words) for what, words in found]


def _measured(definition: Definition, names: Names) -> str:
    if definition.adds == "ratio":
        return _("两个指标之比")
    if definition.adds == "distinct":
        return _("做过的单位")
    return names.metrics.get(definition.metric, definition.metric)


def _listed(slugs: Iterable[str], names: Mapping[str, str]) -> str:
    """In the catalogue's order; a word that has left the catalogue stands by its slug."""
    known = [name for slug, name in names.items() if slug in slugs]
    return "、".join([*known, *sorted(set(slugs) - set(names))]) or _("不限")


def _shown_outside(definition: Definition) -> str:
    return _("1至4写作“少于5”") if definition.sensitive else _("照实")
