"""Which tables make the book, and what of them never leaves it: one list for the export and whoever reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from django.apps import apps
from django.db import models

Column: TypeAlias = "models.Field[Any, Any]"

LEFT_OUT = frozenset(
    {"units.Factor", "units.RecoveryCode", "ledger.ImportUpload", "ledger.Gram", "ledger.Indexed", "ledger.Look"}
)
"""Second factors open doors, a list's file is kept only until it has been read, an index is made anew."""
SECRET = frozenset({"units.Person.password"})
INLINE = frozenset({"salt"})
"""Binary columns of a few bytes stand in the row; any other is a file beside the tables."""


def tables() -> list[type[models.Model]]:
    """Every table of the book, those that are pointed at before those that point. A table may point at itself."""
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("yiben.")]
    kept = [model for model in ours if model._meta.label not in LEFT_OUT]
    return list(_in_order(kept))


def _in_order(kept: list[type[models.Model]]) -> Iterator[type[models.Model]]:
    waiting = sorted(kept, key=lambda model: model._meta.db_table)
    while waiting:
        free = [model for model in waiting if not (_cited(model) - {model}) & set(waiting)]
        assert free, "tables that point at each other in a ring"
        yield from free
        waiting = [model for model in waiting if model not in free]


def _cited(model: type[models.Model]) -> set[type[models.Model]]:
    return {column.related_model for column in columns(model) if column.related_model is not None}


def columns(model: type[models.Model]) -> list[Column]:
    """The columns of a table that leave the book."""
    label = model._meta.label
    return [column for column in model._meta.concrete_fields if f"{label}.{column.name}" not in SECRET]


def is_file(column: Column) -> bool:
    """Whether what the column holds is written as a file of its own."""
    return isinstance(column, models.BinaryField) and column.name not in INLINE
