"""What a brief says, put as a person will look at it: the form's values, and beside each the words it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from yiben.ledger.amounts import read_amount
from yiben.ledger.asking import Offers
from yiben.ledger.attributing import promises_for
from yiben.ledger.brief import read_brief
from yiben.ledger.briefing.drafts import Brief, Draft, Quantity
from yiben.ledger.topics import TopicWords, topic_of
from yiben.lib.canonical import plain_decimal
from yiben.plans.suggesting import Activity, Promises, Suggestion
from yiben.terms.models import Topic
from yiben.units.models import Post, Unit

LONGEST = 20_000
"""Characters of a brief; the longest that people post to a group are a tenth of it."""


@dataclass(frozen=True)
class Sheet:
    """One activity of a brief: what its form says at first, whence, and what a person should settle."""

    initial: dict[str, Any]
    nouned: list[tuple[str, str, str]]
    words: dict[str, list[str]]
    planned: bool
    suggestions: list[Suggestion]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """A brief as it was read: one sheet an activity, and the spans of the text that were understood."""

    text: str
    sheets: list[Sheet]
    spans: list[tuple[int, int, str]]
    findings: list[str]


def read(text: str, post: Post, offers: Offers, today: date) -> Reading:
    """The brief's activities as this post would enter them."""
    street = [*offers.cohosts, *offers.units]
    brief = read_brief(
        text,
        units={unit.name: tuple(unit.short_names) for unit in street},
        today=today,
        default_unit=post.unit.name,
    )
    promises = Promises(promises_for(post.tenant, post))
    topics = [TopicWords(t.slug, (t.name, *t.aliases), frozenset(t.kinds)) for t in Topic.objects.filter(active=True)]
    entries = [draft for draft in brief.entries if _says_something(draft)]
    sheets = [_sheet(draft, text, brief, offers, promises, topics) for draft in entries]
    told = [f for f in brief.findings if not any(_within(f.span, draft.span) for draft in entries)]
    return Reading(text, sheets, _spans(entries), [finding.text for finding in told])


def _says_something(draft: Draft) -> bool:
    return bool(draft.title or draft.start or draft.kind or draft.quantities)


def _spans(drafts: Iterable[Draft]) -> list[tuple[int, int, str]]:
    fields = [(*source.span, source.field) for draft in drafts for source in draft.sources]
    counted = [(*quantity.span, "quantity") for draft in drafts for quantity in draft.quantities]
    return sorted({(int(start), int(end), str(kind)) for start, end, kind in fields + counted})


def _within(inner: Any, outer: Any) -> bool:
    return bool(outer[0] <= inner[0] < max(outer[1], outer[0] + 1))


def _sheet(
    draft: Draft, text: str, brief: Brief, offers: Offers, promises: Promises, topics: Sequence[TopicWords]
) -> Sheet:
    topic = topic_of(draft.title, draft.kind or "", topics)
    unit, note = _unit(draft, offers)
    cohosts, foreign = _cohosts(draft, offers)
    plain, nouned = _amounts(draft.quantities)
    asked = Activity(
        title=draft.title,
        note=text[slice(*draft.span)][:300],
        kind=draft.kind or "",
        lines=frozenset(draft.lines),
        topics=frozenset([topic] if topic else []),
        unit=draft.unit or "",
        day=draft.start,
    )
    suggestions = [] if draft.planned else promises.suggest(asked)
    initial = {
        "unit": unit,
        "kind": draft.kind or "",
        "title": draft.title,
        "start": draft.start,
        "end": draft.end,
        "place": draft.place or "",
        "topic": topic,
        "lines": list(draft.lines),
        "cohosts": cohosts,
    }
    own = [finding.text for finding in brief.findings if _within(finding.span, draft.span)]
    return Sheet(
        initial={name: value for name, value in (initial | plain).items() if value not in (None, "", [])},
        nouned=nouned,
        words=_words(draft, text),
        planned=draft.planned,
        suggestions=suggestions,
        notes=[*note, *foreign, *own],
    )


def _unit(draft: Draft, offers: Offers) -> tuple[int | None, list[str]]:
    named = next((unit.pk for unit in offers.units if unit.name == draft.unit), None)
    if named is not None or draft.unit is None:
        return named, []
    if len(offers.units) == 1:
        said = {"named": draft.unit, "own": offers.units[0].name}
        return None, [_("简讯写的是%(named)s，这里记在%(own)s名下。") % said]
    return None, [_("%(named)s不在您可登记的单位里。") % {"named": draft.unit}]


def _cohosts(draft: Draft, offers: Offers) -> tuple[list[int], list[str]]:
    known: dict[str, Unit] = {unit.name: unit for unit in offers.cohosts}
    found = [known[name].pk for name in draft.cohosts if name in known]
    foreign = [name for name in draft.cohosts if name not in known and all(name != u.name for u in offers.units)]
    told = [_("街道外的联合单位不记入：%(names)s") % {"names": "、".join(foreign)}] if foreign else []
    return found, told


def _amounts(quantities: Sequence[Quantity]) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """What stands in each metric's own field, and what needs one of its own: the second of a metric, by its noun."""
    plain: dict[str, str] = {}
    nouned: list[tuple[str, str, str]] = []
    taken: set[tuple[str, str]] = set()
    for quantity in quantities:
        written = _written(quantity)
        if not written:
            continue
        if quantity.metric not in plain:
            plain[quantity.metric] = written
            continue
        noun = (quantity.noun or quantity.text)[:40]
        if (quantity.metric, noun) not in taken:
            taken.add((quantity.metric, noun))
            nouned.append((quantity.metric, noun, written))
    return plain, nouned


def _written(quantity: Quantity) -> str:
    """The number as the form takes it: its digits, or its words where it is approximate."""
    if quantity.low is None:
        return ""
    if not quantity.approx and quantity.low == quantity.high:
        return plain_decimal(quantity.low)
    taken = read_amount(quantity.text, quantity.metric).value
    return quantity.text if taken is not None and taken.words else f"约{plain_decimal(quantity.low)}"


def _words(draft: Draft, text: str) -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for source in draft.sources:
        words.setdefault(source.field, []).append(text[slice(*source.span)])
    for quantity in draft.quantities:
        words.setdefault(quantity.metric, []).append(text[slice(*quantity.span)])
    return words
