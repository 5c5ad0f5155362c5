"""What the book can take: `Book` gathers, in a few queries, what a run of entries is checked against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from yiben.ledger.content import Amount, Content
from yiben.ledger.models import Entry
from yiben.lib.boundary import neutral_noun
from yiben.lib.canonical import plain_decimal
from yiben.lib.periods import today
from yiben.lib.plain import legible
from yiben.lib.refused import Refused
from yiben.lib.rows import load
from yiben.plans.models import Measure
from yiben.terms.models import Kind, Metric, Topic
from yiben.units.models import Line, Unit

W = TypeVar("W", Kind, Metric, Topic, Line)

MOST = {
    **{"times": 10**5, "volunteers": 10**6, "households": 10**7, "people": 10**7, "attendances": 10**8},
    **{"items": 10**9, "materials": 10**9, "hours": 10**8, "money": 10**11, "rate": 10**5},
}
"""More than this nobody tells of one activity: there is a digit too many, or it is a telephone number. A year's
sum, or the viewers of a broadcast, stay far below."""
MOST_OF_OTHERS = 10**9
LONGEST_NOTE = 5000
LONGEST_REASON = 300


@dataclass
class Book:
    """The words and units that a run of entries names, each looked up once."""

    contents: Sequence[Content]
    tenant: Unit
    units: dict[int, Unit]
    tree: dict[str, int]
    kinds: dict[str, Kind]
    metrics: dict[str, Metric]
    topics: dict[str, Topic]
    lines: set[str]
    measures: dict[UUID, Measure]
    today: date
    _integers: dict[tuple[str, Decimal], int] = field(default_factory=dict)
    """What has been worked out of amounts: lists say the same numbers over and over."""

    @classmethod
    def open(cls, contents: Sequence[Content]) -> Book:
        """Look everything up. Raises Refused when the units lie in no book, or in two streets' books."""
        named = {pk for c in contents for pk in (c.unit_id, *c.cohosts)}
        units = {unit.pk: unit for unit in load(Unit, id=named)}
        paths = {path for unit in units.values() for path in unit.chain_paths}
        tree = {unit.path: unit for unit in load(Unit, path=paths)}
        tenants = {units[c.unit_id].tenant_id for c in contents if c.unit_id in units}
        tenant = next((unit for unit in tree.values() if {unit.pk} == tenants), None)
        if tenant is None:
            raise Refused(_("记录要落在一个街道的一个单位名下"), field="unit")
        wanted = {pk for c in contents for pk in c.measures}
        measures = Measure.objects.tracked().filter(pk__in=wanted, plan__unit=tenant) if wanted else []
        return cls(
            contents=contents,
            tenant=tenant,
            units=units,
            tree={path: unit.pk for path, unit in tree.items() if unit.tenant_id == tenant.pk},
            kinds=_named(Kind, {c.kind for c in contents}),
            metrics=_named(Metric, {_ONCE.metric, *(a.metric for c in contents for a in c.amounts)}),
            topics=_named(Topic, {c.topic for c in contents if c.topic}),
            lines=set(_named(Line, {line for c in contents for line in c.lines})),
            measures={measure.pk: measure for measure in measures},
            today=today(),
        )

    @property
    def days(self) -> set[date]:
        """Every day that the run touches, those of the entries that it replaces included."""
        return {c.start for c in self.contents} | {entry.start for entry in self.replaced().values()}

    def replaced(self) -> dict[UUID, Entry]:
        """The entries whose place is taken, with what the tally needs of them."""
        if not hasattr(self, "_replaced"):
            pks = [c.replaces for c in self.contents if c.replaces]
            self._replaced = {e.pk: e for e in Entry.objects.filter(pk__in=pks).for_list()} if pks else {}
        return self._replaced

    def integers(self, content: Content) -> list[tuple[str, str, int, str]]:
        """An entry's amounts as the book keeps them: (metric, noun, integer amount, words)."""
        return [(a.metric, a.noun, self.integer(a), a.words) for a in content.amounts]

    def integer(self, amount: Amount) -> int:
        """An amount in 10^-places units; Refused where the book can't keep it so."""
        key = amount.metric, amount.value
        if key not in self._integers:
            self._integers[key] = _integer(amount, self.metrics[amount.metric])
        return self._integers[key]

    def check_attributions(self, unit: Unit, lines: set[str], measures: set[UUID]) -> None:
        unknown = lines - set(_named(Line, lines))
        if unknown:
            raise Refused(_("没有这条条线：%(line)s") % {"line": "、".join(sorted(unknown))}, field="lines")
        found = Measure.objects.tracked().filter(pk__in=measures, plan__unit=self.tenant).count() if measures else 0
        if found != len(measures):
            raise Refused(_("所选任务不在已确认的工作要点里"), field="measures")


def _named(model: type[W], slugs: set[str]) -> dict[str, W]:
    """What of the catalogue goes by these slugs. What no slug can be was sent by nobody's form, and isn't asked for."""
    asked = sorted(slug for slug in slugs if slug.isascii() and slug.isprintable())
    return {word.pk: word for word in load(model, slug=asked)}


def check(content: Content, book: Book) -> Content:
    """The content as it will be written, or Refused with the field. Whose it is was asked before."""
    unit = book.units[content.unit_id]
    content = _legible(content)
    if content.void:
        return content
    _check_days(content, unit, book.today)
    _check_words(content, book)
    _check_cohosts(content, unit, book)
    return content.but(amounts=_amounts(content, book))


def _legible(content: Content) -> Content:
    reason = legible(content.reason)
    if len(reason) > LONGEST_REASON:
        raise Refused(_("原因最多%(most)d字") % {"most": LONGEST_REASON}, field="reason")
    title, place, note = legible(content.title), legible(content.place), legible(content.note)
    if (title, place, note, reason) == (content.title, content.place, content.note, content.reason):
        return content
    return content.but(title=title, place=place, note=note, reason=reason)


def _check_days(content: Content, unit: Unit, today: date) -> None:
    if content.start > today:
        raise Refused(_("开始日期在将来，活动办完再登记"), field="start")
    if content.end and content.end < content.start:
        raise Refused(_("结束日期不能早于开始日期"), field="end")
    if content.start < unit.since or (unit.until and content.start > unit.until):
        raise Refused(_("%(unit)s在这一天还未成立或已撤销") % {"unit": unit.name}, field="start")


def _check_words(content: Content, book: Book) -> None:
    if not content.title.strip():
        raise Refused(_("请写活动名称"), field="title")
    if len(content.title) > 200 or len(content.place) > 120:
        raise Refused(_("活动名称最多200字，地点最多120字"), field="title")
    if len(content.note) > LONGEST_NOTE:
        raise Refused(_("备注最多%(most)d字") % {"most": LONGEST_NOTE}, field="note")
    if content.kind not in book.kinds:
        raise Refused(_("没有这种活动类型"), field="kind")
    topic = book.topics.get(content.topic) if content.topic else None
    if content.topic and (topic is None or (topic.kinds and content.kind not in topic.kinds)):
        raise Refused(_("这个事项不属于所选的活动类型"), field="topic")
    if not book.lines.issuperset(content.lines):
        raise Refused(_("没有这条条线"), field="lines")
    if not content.measures:
        return
    # A correction keeps what the entry answers already, though a revision has left that measure out since.
    replaced = book.replaced().get(content.replaces) if content.replaces else None
    borne = {measure.pk for measure in replaced.measures} if replaced else set()
    if set(content.measures) - set(book.measures) - borne:
        raise Refused(_("所选任务不在已确认的工作要点里"), field="measures")


def _check_cohosts(content: Content, unit: Unit, book: Book) -> None:
    if content.unit_id in content.cohosts:
        raise Refused(_("联合单位不能是本单位"), field="cohosts")
    if content.cohosts and any(
        pk not in book.units or book.units[pk].tenant_id != unit.tenant_id for pk in content.cohosts
    ):
        raise Refused(_("联合单位要在本街道内"), field="cohosts")


def _amounts(content: Content, book: Book) -> tuple[Amount, ...]:
    """The amounts with 场次 put in where none was given; a noun that names a group of people becomes neutral."""
    amounts = [replace(a, noun=neutral_noun(a.noun)) if a.noun else a for a in content.amounts]
    for amount in amounts:
        _check_amount(amount, content, book)
    if len({(a.metric, a.noun) for a in amounts}) != len(amounts):
        raise Refused(_("同一计量填了两次"), field="amounts")
    counts = book.kinds[content.kind].counts
    if not counts:
        amounts = [a for a in amounts if a.metric != "times"]
    elif all(a.metric != "times" for a in amounts):
        amounts.append(_ONCE)
    return tuple(sorted(amounts, key=_in_order))


_ONCE = Amount("times", Decimal(1))
_in_order = attrgetter("metric", "value", "words", "noun")


def _check_amount(amount: Amount, content: Content, book: Book) -> None:
    if amount.metric not in book.metrics:
        raise Refused(_("没有这种计量"), field="amounts")
    if amount.metric == "rate" and content.kind != "status":
        raise Refused(_("比率只能登记为“情况”"), field="rate")
    book.integer(amount)


def _integer(amount: Amount, metric: Metric) -> int:
    if not amount.value.is_finite() or amount.value < 0:
        raise Refused(_("%(metric)s不能是负数") % {"metric": metric.name}, field=metric.slug)
    scaled = amount.value.scaleb(metric.places)
    if scaled != scaled.to_integral_value():
        asked = _("%(metric)s要填整数") if metric.places == 0 else _("%(metric)s最多两位小数")
        raise Refused(asked % {"metric": metric.name}, field=metric.slug)
    if amount.value > MOST.get(metric.slug, MOST_OF_OTHERS):
        told = {"metric": metric.name, "number": amount.words or plain_decimal(amount.value)}
        raise Refused(_("%(metric)s写的是%(number)s，数字大得不像，请核对") % told, field=metric.slug)
    return int(scaled)
