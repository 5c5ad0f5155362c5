"""How likely each kind is by the characters of a text, as they stood in marked briefs: where no name decides.

The table beside this module is learnt by `scripts/learn_kinds.py` from the briefs of our tests and a list of deeds.
"""

from __future__ import annotations

import math
import re
from functools import cache
from importlib.resources import files
from itertools import pairwise

from yiben.ledger.briefing.drafts import Span

_HAN = re.compile("[\u4e00-\u9fff]+")
_TAIL = re.compile("(?:主题|系列)?活动$")
_READ_ON = 200
_TOO_LITTLE = 3


@cache
def _learnt() -> dict[str, dict[str, float]]:
    """Each run of characters with what it adds to kinds; under "" what each kind has to begin with."""
    text = files("yiben.ledger.briefing").joinpath("likely.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {
        gram: {slug: int(weight) / 100 for slug, _, weight in (one.partition(":") for one in told.split())}
        for gram, told in rows
    }


def runs(text: str) -> set[str]:
    """All twos of Chinese characters that stand together."""
    return {first + second for words in _HAN.findall(text) for first, second in pairwise(words)}


def features(names: list[str], first: str, rest: str) -> dict[str, float]:
    """What a text shows: its first sentence in full, the rest a little, its names twice, and how they end."""
    shown = dict.fromkeys(runs(rest[:_READ_ON]), 0.3)
    shown.update(dict.fromkeys(runs(first[: 2 * _READ_ON]), 1.0))
    for name in names:
        for run in runs(name):
            shown[run] = shown.get(run, 0) + 0.7
        stem = _TAIL.sub("", name.split("，")[0].rstrip("”，。"))
        shown.update({"$" + stem[-length:]: 1.0 for length in (2, 3, 4)})
    size = math.sqrt(sum(weight * weight for weight in shown.values()))
    return {run: 3 * weight / size for run, weight in shown.items()}


def likely(names: list[str], first: str, rest: str) -> dict[str, float]:
    """The probability of each kind; none where too little was ever seen before: 大家好."""
    learnt = _learnt()
    seen = [(learnt[run], weight) for run, weight in features(names, first, rest).items() if run in learnt]
    if len(seen) < _TOO_LITTLE:
        return {}
    told = dict(learnt[""])
    for adding, weight in seen:
        for slug, adds in adding.items():
            told[slug] += weight * adds
    most = max(told.values())
    odds = {slug: math.exp(value - most) for slug, value in told.items()}
    total = sum(odds.values())
    return {slug: value / total for slug, value in odds.items()}


def telling(text: str, span: Span, slug: str) -> Span:
    """The run of characters within a span that speaks most for a kind."""
    weights = {run: _learnt().get(run, {}).get(slug, 0.0) for run in sorted(runs(text[slice(*span)]))}
    run = max(weights, key=lambda one: weights[one], default="")
    at = text.find(run, *span)
    return Span(at, at + len(run))
