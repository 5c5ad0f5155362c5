"""Where a person had put a measure right and the revised words say otherwise: what she set, what they say. Pure.

A row keeps such fields as texts (`contested`), its own being what stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Field
from django.utils.translation import gettext as _

from yiben.plans.models import Measure, Target
from yiben.ui.templatetags.ui import day, number

Row = Measure | Target


@dataclass(frozen=True)
class Contested:
    """One field: what a person had set, what the revised words say, and which of them stands: mine, words or other."""

    label: str
    mine: str
    words: str
    standing: str


def contest(row: Row, name: str, mine: Any) -> None:
    """Keep beside a row that a person had set this field so."""
    row.contested[name] = [_text(mine), _text(getattr(row, name))]


def put(row: Row, *, mine: bool) -> bool:
    """Let one side stand in every contested field of a row, unsaved; whether there is any."""
    for name, (hers, words) in row.contested.items():
        setattr(row, name, _value(row, name, hers if mine else words))
    return bool(row.contested)


def contested_of(row: Row, indicators: Mapping[str, str]) -> list[Contested]:
    """In words; `indicators` are the names of those that are cited."""
    found = []
    for name, (hers, words) in row.contested.items():
        now = getattr(row, name)
        sides = {"mine": _value(row, name, hers), "words": _value(row, name, words)}
        standing = next((side for side, value in sides.items() if value == now), "other")
        told = [_told(row, name, value, indicators) for value in sides.values()]
        found.append(Contested(_label(row, name), told[0], told[1], standing))
    return found


def _label(row: Row, name: str) -> str:
    label = str(_field(row, name).verbose_name)
    if isinstance(row, Target) and row.words:
        return _("“%(words)s”的%(field)s") % {"words": row.words, "field": label}
    return label


def indicators_in(rows: Iterable[Row]) -> set[str]:
    """Those that contested fields cite."""
    return {slug for row in rows for slug in row.contested.get("indicator_id", ()) if slug}


def _field(row: Row, name: str) -> Field[Any, Any]:
    field = row._meta.get_field(name.removesuffix("_id"))
    assert isinstance(field, Field)
    return field


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _value(row: Row, name: str, text: str) -> Any:
    field = _field(row, name)
    return None if field.null and not text else field.to_python(text)


def _told(row: Row, name: str, value: Any, indicators: Mapping[str, str]) -> str:
    match value:
        case None | "":
            return _("没有写")
        case bool():
            return _("是") if value else _("否")
        case Decimal():
            return number(value) + (row.unit if isinstance(row, Target) else "")
        case date():
            return day(value)
    if name == "indicator_id":
        return indicators.get(value, value)
    return str(dict(_field(row, name).flatchoices).get(value, value))
