"""What may stand under what, and how units are called."""

from __future__ import annotations

from yiben.lib.plain import plain
from yiben.units.models import UnitKind

BELOW: dict[str, list[UnitKind]] = {
    UnitKind.DISTRICT: [UnitKind.STREET],
    UnitKind.STREET: [UnitKind.COMMUNITY, UnitKind.OFFICE],
    UnitKind.COMMUNITY: [],
    UnitKind.OFFICE: [],
}
"""What may stand under a unit of a kind. Who writes in a book stands under a street."""

TOPS = (UnitKind.DISTRICT, UnitKind.STREET)


def split_names(text: str) -> list[str]:
    """The names in a text such as 临水、临水社区居委会, each once."""
    for mark in ",，;；/":
        text = text.replace(mark, "、")
    return list(dict.fromkeys(name for name in (plain(part) for part in text.split("、")) if name))
