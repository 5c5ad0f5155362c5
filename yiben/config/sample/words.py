"""The names of the shipped catalogue, for a sample that is written as people would write it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def names(catalogue: str, field: str = "name") -> dict[str, str]:
    """Slug to name of every word in one catalogue file: kinds, metrics, lines, topics, indicators."""
    text = files("yiben.terms").joinpath("catalogue", f"{catalogue}.toml").read_text(encoding="utf-8")
    (rows,) = tomllib.loads(text).values()
    return {row["slug"]: row[field] for row in rows}
