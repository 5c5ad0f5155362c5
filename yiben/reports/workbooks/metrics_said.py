"""What words say that is counted: 场次, 人次, 万元; the metric, its scale and its unit."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from decimal import Decimal

from yiben.reports.workbooks.folding import folded, without_fillers
from yiben.reports.workbooks.words import METRICS, OF_A_LINE, SCALES, UNITS

_MONEY_WORDS = re.compile("慰问金|捐款|善款|募捐")


def is_unit(text: str) -> bool:
    """Whether words are nothing but a unit of count."""
    return folded(text) in UNITS


def measured(phrase: str, kinds: Container[str]) -> tuple[str, str]:
    """The phrase without the words at its end that say what is counted, and that metric."""
    for name, shape in METRICS:
        if found := shape.search(phrase):
            kept = phrase[: found.start()]
            audience = next((w for words in OF_A_LINE.values() for w in words if w in found[0]), "")
            if name == "money" and _MONEY_WORDS.search(found[0]):
                kept += {"慰问金": "慰问"}.get(found[0][-3:], "捐款" if "慰问" not in found[0] else "慰问")
            elif name in ("households", "money") and "慰问" in found[0]:
                kept += "走访慰问" if "走访" in found[0] else "慰问"
            elif name == "materials" and f"{without_fillers(kept)}宣传" in kinds and kept:
                kept = f"{without_fillers(kept)}宣传"
            elif name == "households" and "帮扶" in found[0]:
                kept += "帮扶"
            elif name == "households" and "走访" in found[0]:
                kept += "走访"
            elif name in ("attendances", "people") and "培训" in found[0]:
                kept += f"{audience}培训"
            elif name in ("hours", "volunteers") and found[0].startswith("志愿") and name == "hours":
                kept += "志愿服务"
            elif name == "money" and re.search("[捐募筹]", found[0]):
                kept += "捐款"
            return kept, name
    return phrase, ""


def counted_in(inside: Iterable[str]) -> tuple[str, Decimal, str]:
    """The metric, scale and unit that brackets behind a head name: （万元）; empty where none does."""
    for one in inside:
        said = one.removeprefix("单位").strip(":")
        if said in UNITS:
            return UNITS[said], SCALES.get(said, Decimal(1)), said
        each = {UNITS.get(part, "") for part in re.split("[/()、]", said) if part}
        if len(each) == 1 and "" not in each:
            return each.pop(), Decimal(1), said
    return "", Decimal(1), ""
