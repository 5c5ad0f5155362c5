"""The templates that Yiben brings along: one for each line, the year's, the quarter's, a brief of one page.

They are Word files like those that clerks upload, made of `texts.toml` in official layout whenever one is asked for.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from yiben.gongwen.writing import write
from yiben.reports.defaults import template


@dataclass(frozen=True)
class Ours:
    """One of them: how a list calls it, what the title of its report ends with, and the line that it is of."""

    slug: str
    called: str
    name: str
    line: str = ""

    @property
    def all_lines(self) -> bool:
        """Whether it has figures of every line."""
        return self.slug in ("year", "quarter")


@cache
def texts() -> dict[str, Any]:
    """texts.toml"""
    return tomllib.loads(files("yiben.reports.defaults").joinpath("texts.toml").read_text(encoding="utf-8"))


@cache
def ours() -> dict[str, Ours]:
    """All of them by slug, in the order in which they are offered."""
    whole = [Ours(one["slug"], one["called"], one["name"]) for one in texts()["whole"]]
    lines = [Ours(one["slug"], one["name"], one["name"], line=one["slug"]) for one in texts()["line"]]
    return {one.slug: one for one in [*whole, *lines]}


@lru_cache(maxsize=16)
def document(slug: str) -> bytes:
    """The Word file: the same bytes every time."""
    return write(template.paper(slug, texts()))
