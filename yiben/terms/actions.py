from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from importlib.resources import files
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from yiben.lib.canonical import uuid7
from yiben.lib.refused import Refused
from yiben.terms.counting import Counting, Known, refuse_beyond, sound
from yiben.terms.definitions import OWN
from yiben.terms.models import Indicator, IndicatorVersion, Kind, Metric, Topic, definitions
from yiben.units.acts import verb
from yiben.units.models import Line, Post, PostKind, Unit, UnitKind

BEHIND_SHIPPED = 10_000
_NO_NAME = re.compile(r"[{}：:、，,|\n]")

# The shipped catalogue


@transaction.atomic
def load() -> None:
    """Bring the shipped catalogue into the book: new words are added, renamed ones renamed, nothing is removed.

    A definition that differs under an unchanged version number is our mistake and stops the start.
    """
    _load(Line, "lines")
    _load(Kind, "kinds")
    _load(Metric, "metrics")
    _load(Topic, "topics")
    rows = shipped("indicators")
    for order, row in enumerate(rows):
        assert not row["slug"].startswith(OWN), "a slug that streets' own begin with"
        Indicator.objects.update_or_create(slug=row["slug"], defaults=_named(row, order))
    for row in rows:
        _load_version(row)


def shipped(name: str) -> list[dict[str, Any]]:
    """The rows of one shipped catalogue file, in its order."""
    text = files("yiben.terms").joinpath("catalogue", f"{name}.toml").read_text(encoding="utf-8")
    (rows,) = tomllib.loads(text).values()
    return list(rows)


def _load(model: type[models.Model], name: str) -> None:
    fields = {field.name for field in model._meta.get_fields()}
    for order, row in enumerate(shipped(name)):
        values = {"order": order} | {key: value for key, value in row.items() if key in fields and key != "slug"}
        model._default_manager.update_or_create(slug=row["slug"], defaults=values)


def _named(row: Mapping[str, Any], order: int) -> dict[str, Any]:
    return {
        "name": row["name"],
        "aliases": row.get("aliases", []),
        "unit": row["unit"],
        "line_id": row.get("line") or None,
        "order": order,
    }


def _load_version(row: Mapping[str, Any]) -> None:
    values = {
        "since": date.fromisoformat(str(row["since"])),
        "why": row["why"],
        "words": row["words"],
        "metric_id": row["metric"],
        "adds": row["adds"],
        "kinds": row.get("kinds", []),
        "topics": row.get("topics", []),
        "line_id": row.get("line") or None,
        "held": row.get("held", "held"),
        "distinct": row.get("distinct", ""),
        "sensitive": row.get("sensitive", False),
        "numerator_id": row.get("numerator") or None,
        "denominator_id": row.get("denominator") or None,
    }
    version, made = IndicatorVersion.objects.get_or_create(
        indicator_id=row["slug"], number=row["version"], defaults=values
    )
    changed = [] if made else [key for key, value in values.items() if getattr(version, key) != value]
    assert not changed, f"indicator {row['slug']} v{row['version']} changed in {changed}: give it a new version"


# A street's own


@verb("terms.define", posts=[PostKind.ADMIN])
def define(
    *,
    by: Post | None,
    tenant: Unit,
    name: str,
    unit: str,
    counting: Counting,
    since: date,
    why: str,
    today: date,
    aliases: Sequence[str] = (),
) -> Indicator:
    """An indicator that this street alone sees and counts, with its first version."""
    _refuse_other(tenant, by)
    Unit.objects.select_for_update().get(pk=tenant.pk)  # of two who press at once, the later finds the name taken
    _refuse_names(tenant, name, aliases)
    refuse_beyond(unit, "unit")
    kept = _sound(counting, tenant)
    indicator = Indicator(
        slug=f"{OWN}{uuid7().hex}",
        name=name,
        aliases=list(aliases),
        unit=unit,
        line_id=kept.line or None,
        tenant=tenant,
        order=BEHIND_SHIPPED,
    )
    _save(indicator)
    _add_version(indicator, 1, kept, since=since, why=why, today=today)
    return indicator


@verb("terms.revise", posts=[PostKind.ADMIN])
def revise(
    indicator: Indicator, *, by: Post | None, after: int, counting: Counting, since: date, why: str, today: date
) -> IndicatorVersion:
    """The next version of a street's own indicator; `after` is the version that was on the screen.

    What was issued keeps the version it was issued with; every other figure follows the newest.
    """
    if indicator.tenant is None:
        raise Refused(_("随软件提供的口径不能在这里改，需要不同的数法请另建一个指标"))
    _refuse_other(indicator.tenant, by)
    last = _newest(indicator)
    if not last.indicator.active:
        raise Refused(_("这个指标已经停用，请另建一个"))
    if last.number != after:
        raise Refused(_("已经有人出了新版本，请刷新页面后再改"))
    if since < last.since:
        raise Refused(_("新版本的日期不能早于上一版"), field="since")
    kept = _sound(counting, indicator.tenant)
    if _columns(kept).items() <= vars(last).items():
        raise Refused(_("与上一版没有不同"), field="words")
    indicator.line_id = kept.line or None
    indicator.save(update_fields=["line"])
    return _add_version(indicator, last.number + 1, kept, since=since, why=why, today=today)


@verb("terms.retire", posts=[PostKind.ADMIN])
def retire(indicator: Indicator, *, by: Post | None, reason: str, today: date) -> Indicator:
    """Offer a street's own indicator no more, with the reason.

    Entries and issued reports stay as they are, and what a plan promised by it goes on being counted.
    """
    if indicator.tenant is None:
        raise Refused(_("随软件提供的指标不能停用"))
    _refuse_other(indicator.tenant, by)
    last = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if not last.active:
        raise Refused(_("这个指标已经停用，请刷新页面"))
    if not reason.strip():
        raise Refused(_("请写明停用的原因"), field="reason")
    last.active, last.retired_on, last.why_retired = False, today, reason.strip()
    try:
        last.clean_fields()
    except ValidationError as error:
        raise Refused(_("原因最多300字"), field="reason") from error
    last.save(update_fields=["active", "retired_on", "why_retired"])
    return last


def _newest(indicator: Indicator) -> IndicatorVersion:
    """Of two who revise at once, the later sees the earlier one's version, or meets its number."""
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    last = indicator.versions.select_related("indicator").order_by("-number").first()
    assert last
    return last


def _refuse_other(tenant: Unit, by: Post | None) -> None:
    if tenant.kind != UnitKind.STREET or (by is not None and not by.unit.reaches(tenant)):
        raise Refused(_("只能由街道的管理员为本街道建立指标"))


def _refuse_names(tenant: Unit, name: str, aliases: Sequence[str]) -> None:
    """A name leads to one indicator, else a promise in a plan would find the wrong one."""
    taken = {word: one.name for one in Indicator.objects.seen_by(tenant) for word in (one.name, *one.aliases)}
    for field, word in (("name", name), *(("aliases", alias) for alias in aliases)):
        refuse_beyond(word, field)
        if _NO_NAME.search(word):
            raise Refused(_("名称里不能有花括号、冒号、顿号、逗号和竖线，汇报里要用它写数字"), field=field)
        if word in taken:
            told = {"word": word, "name": taken[word]}
            raise Refused(_("“%(word)s”已经是“%(name)s”的名称或别名") % told, field=field)


def _sound(counting: Counting, tenant: Unit) -> Counting:
    return sound(counting, known_to(tenant))


def known_to(tenant: Unit) -> Known:
    """The words that an indicator of this street can be made of."""
    return Known(
        kinds=dict(Kind.objects.filter(active=True).values_list("slug", "counts")),
        topics=frozenset(Topic.objects.filter(active=True).values_list("slug", flat=True)),
        lines=frozenset(Line.objects.filter(active=True).values_list("slug", flat=True)),
        metrics=frozenset(Metric.objects.filter(active=True).values_list("slug", flat=True)),
        indicators=definitions(tenant),
    )


def _add_version(
    indicator: Indicator, number: int, kept: Counting, *, since: date, why: str, today: date
) -> IndicatorVersion:
    if since > today:
        raise Refused(_("生效日期不能在将来：新口径一经保存就用来算数"), field="since")
    version = IndicatorVersion(indicator=indicator, number=number, since=since, why=why, **_columns(kept))
    _save(version)
    return version


def _columns(kept: Counting) -> dict[str, Any]:
    """A version's columns, in the manner in which a row that was read bears them."""
    named = {f"{key}_id": value or None for key, value in asdict(kept).items() if key in _KEYS}
    plain = {key: value for key, value in asdict(kept).items() if key not in _KEYS}
    distinct = "unit" if kept.adds == "distinct" else ""
    return named | plain | {"kinds": sorted(kept.kinds), "topics": sorted(kept.topics), "distinct": distinct}


_KEYS = frozenset({"metric", "line", "numerator", "denominator"})


def _save(thing: Indicator | IndicatorVersion) -> None:
    """Refuse what is empty or too long for its column, beside the field; not every database does."""
    try:
        thing.clean_fields()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused("；".join(sentences), field=field) from error
    thing.save(force_insert=True)
