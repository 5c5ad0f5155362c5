"""Plain fields that say what is counted: which kind, line, topic and title words, in what, of which time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from yiben.lib.periods import Period
from yiben.lib.refusals import spoken
from yiben.reports.workbooks import whens
from yiben.reports.workbooks.known import Known, Term, bare
from yiben.reports.workbooks.marks import HELD
from yiben.reports.workbooks.selection import Selection
from yiben.ui.spans import span

SEVERAL = "*"
"""What is chosen already, where it is more than one."""
OWN = "own"


class CountedForm(forms.Form):
    """Which entries, and of which time. What isn't changed stays as it is."""

    kind = forms.ChoiceField(label=_lazy("哪一类活动"), required=False)
    line = forms.ChoiceField(label=_lazy("哪个条线"), required=False)
    topic = forms.ChoiceField(label=_lazy("哪个专题"), required=False)
    titles = forms.CharField(
        label=_lazy("名称里有"),
        max_length=80,
        required=False,
        help_text=_lazy("几种叫法之间写顿号，如 无偿献血、献血；不写则不按名称挑"),
    )
    when = forms.ChoiceField(label=_lazy("哪段时间"), required=False)
    period = forms.CharField(
        label=_lazy("自己写的时段"),
        max_length=30,
        required=False,
        help_text=_lazy("选了“自己写”才用：2025、2025H1、2025Q3、2025-07 或起..止；只用在这一期"),
    )

    def __init__(self, *args: Any, known: Known, selection: Selection, when: str, said: str, **kwargs: Any) -> None:
        own = "" if not when or when in whens.NAMED else when.partition("@")[0]
        first = {
            "kind": _one(selection.kinds),
            "line": _one(selection.lines),
            "topic": _one(selection.topics),
            "titles": "；".join(title.replace("|", "、") for title in selection.titles),
            "when": OWN if own else when,
            "period": own,
        }
        kwargs["initial"] = first | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.known, self.before = known, selection
        self._choices("kind", _terms(known.kinds, selection.kinds, _("各类活动")))
        self._choices("line", _terms(known.lines, selection.lines, _("各条线")))
        self._choices("topic", _terms(known.topics, selection.topics, _("不分专题")))
        self._choices("when", _whens(known.period, said))

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("when") == OWN:
            try:
                Period.parse(said.get("period", ""))
            except ValueError as error:
                self.add_error("period", spoken(str(error)))
        return said

    def has_other(self, *names: str) -> bool:
        """Whether any of these fields was sent and says something else than before."""
        return any(name in self.data and name in self.changed_data for name in names)

    @property
    def selects_anew(self) -> bool:
        return self.has_other("kind", "line", "topic", "titles")

    @property
    def times_anew(self) -> bool:
        return self.has_other("when", "period")

    def selection(self, of: Selection | None = None) -> Selection:
        """The entries that are chosen; what wasn't changed is as in `of`, or as it was."""
        told = of if of is not None else self.before
        kinds, lines, topics = (self._chosen(name) for name in ("kind", "line", "topic"))
        return replace(
            told,
            kinds=told.kinds if kinds is None else kinds,
            lines=told.lines if lines is None else lines,
            topics=told.topics if topics is None else topics,
            titles=_titles(self.cleaned_data["titles"]) if self.has_other("titles") else told.titles,
        )

    def _chosen(self, name: str) -> frozenset[str] | None:
        chosen = self.cleaned_data[name]
        return frozenset({chosen} - {""}) if self.has_other(name) and chosen != SEVERAL else None

    @property
    def chosen_when(self) -> str:
        """The time as it is kept; "" where the form says it."""
        when = str(self.cleaned_data["when"])
        if when != OWN:
            return when
        return whens.fixed(Period.parse(self.cleaned_data["period"]), self.known.period)


def _one(slugs: frozenset[str]) -> str:
    return SEVERAL if len(slugs) > 1 else next(iter(slugs), "")


def _terms(terms: Sequence[Term], chosen: frozenset[str], every: str) -> list[tuple[str, str]]:
    names = [one.name for one in terms if one.slug in chosen]
    several = [(SEVERAL, "、".join(names))] if len(chosen) > 1 else []
    return [("", every), *several, *((one.slug, one.name) for one in terms)]


def _titles(said: str) -> tuple[str, ...]:
    parts = (re.split("[、|/]|或", one) for one in re.split("[；;]", said))
    return tuple(one for one in ("|".join(_words(part)) for part in parts) if one)


def _words(part: Iterable[str]) -> list[str]:
    return [word for one in part if (word := bare(one))]


def _whens(base: Period, said: str) -> list[tuple[str, str]]:
    names = {
        "so-far": _("年初到期末"),
        "year": _("全年"),
        "quarter": _("期末所在的季度"),
        "month": _("期末所在的月"),
        "before": _("上一期"),
        "last-year": _("上年同期"),
    }
    told = [(one, f"{names[one]}（{span(whens.span(one, base))}）") for one in whens.NAMED]
    return [("", _("照表上写的（%(said)s）") % {"said": said} if said else _("照表上写的")), *told, (OWN, _("自己写"))]


def metrics(known: Known) -> list[tuple[str, str]]:
    """What entries are counted in."""
    return [
        *((one.slug, f"{one.name}（{one.unit}）") for one in known.metrics if one.slug != "rate"),
        (HELD, _("是否开展")),
    ]


def entries_words(chosen: Selection, known: Known) -> str:
    """Which entries, in words."""
    terms = ((known.kinds, chosen.kinds), (known.lines, chosen.lines), (known.topics, chosen.topics))
    parts = ["、".join(term.name for term in known_ones if term.slug in some) for known_ones, some in terms]
    if chosen.kinds == held(known):
        parts[0] = ""
    parts += [_("名称里有“%(words)s”") % {"words": "”或“".join(words.split("|"))} for words in chosen.titles]
    return " · ".join(part for part in (parts if any(parts) else [_("各类活动")]) if part)


def held(known: Known) -> frozenset[str]:
    """All kinds of what is held."""
    return frozenset(kind.slug for kind in known.kinds if kind.counts)
