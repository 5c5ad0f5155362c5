from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from django.db import models, transaction

from yiben.terms.models import Indicator, IndicatorVersion, Kind, Metric, Topic
from yiben.units.models import Line


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
