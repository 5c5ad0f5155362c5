"""Mappings that a person confirmed, recalled for files alike: the same heads, or all but one or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from yiben.ledger.headings import NOUNED, SEVERAL, noun_of, parts_of
from yiben.ledger.heads import LABELS, MINUTES, SCALES, SERIAL, SUBJECTS, Column, Words, key, label_of
from yiben.ledger.spoken import column_name
from yiben.lib.canonical import sha256_hex
from yiben.lib.refused import Refused

STRANGE = 2
"""So many heads may be new, and so many be missing."""
COMMON = 3


@dataclass(frozen=True)
class Saved:
    """What a person confirmed that columns with these heads are; `said` tells who and when."""

    fields: Mapping[str, str]
    said: str


def heads_of(columns: Sequence[Column]) -> dict[str, str]:
    """The fields by heads, of columns that may be kept; a head that stands twice is told apart by its turn."""
    found: dict[str, str] = {}
    for column in columns:
        if column.refused or not column.header or key(column.header) in SERIAL:
            continue
        found[_turned(found, column.header)] = column.field
    return found


def heads_at(columns: Sequence[Column]) -> dict[str, int]:
    """Where each head stands, of columns that may be kept; named as in `heads_of`."""
    found: dict[str, str] = {}
    places: dict[str, int] = {}
    for column in columns:
        if column.refused or not column.header or key(column.header) in SERIAL:
            continue
        head = _turned(found, column.header)
        found[head], places[head] = "", column.at
    return places


def taken_as(
    tables: Mapping[str, Sequence[Column]], wanted: Mapping[str, str], words: Words
) -> dict[str, dict[int, str]]:
    """Which fields the columns of some tables are to be taken for, by the heads that a person wrote down; a field is
    written as the book calls it (活动名称, 人次) or as mappings keep it. Refused where no table has such a head."""
    fields = {head: _field(said, words) for head, said in ((key(head), said) for head, said in wanted.items())}
    places = {sheet: heads_at(columns) for sheet, columns in tables.items()}
    strange = [head for head in fields if not any(head in heads for heads in places.values())]
    if strange:
        raise Refused(_("表里没有这些列：%(heads)s") % {"heads": "、".join(strange)})
    found: dict[str, dict[int, str]] = {}
    for sheet, heads in places.items():
        found[sheet] = {heads[head]: field for head, field in fields.items() if head in heads}
    return found


def _field(said: str, words: Words) -> str:
    known = {key(label): name for name, label in LABELS.items()} | {"不要": ""}
    for metric in words.metrics:
        known |= {key(metric.name): metric.slug, key(label_of(metric.slug, words.metrics)): metric.slug}
    return known.get(key(said), said.strip())


def signature(fields: Mapping[str, str]) -> str:
    """What is the same of two files with the same heads in the same order."""
    return sha256_hex("\n".join(fields).encode())


def recalled(columns: Sequence[Column], saved: Sequence[Saved], words: Words) -> tuple[list[Column], str]:
    """The columns as they were confirmed for a list like this one, with a sentence; unchanged where none is alike."""
    heads = heads_of(columns)
    if not heads:
        return list(columns), ""
    near = [(len(set(heads) ^ set(one.fields)), turn, one) for turn, one in enumerate(saved) if _alike(heads, one)]
    if not near:
        return list(columns), ""
    strange, _turn, best = min(near, key=lambda one: one[:2])
    told = f"列名和{best.said}确认过的一份{'一样' if not strange else '差不多'}，照那次的认法"
    return _taken(columns, best, words), told + ("，新的列请看一下" if strange else "")


def _alike(heads: Mapping[str, str], one: Saved) -> bool:
    new, missing = set(heads) - set(one.fields), set(one.fields) - set(heads)
    enough = len(set(heads) & set(one.fields)) >= COMMON or not (new or missing)
    return len(new) <= STRANGE and len(missing) <= STRANGE and enough


def _taken(columns: Sequence[Column], best: Saved, words: Words) -> list[Column]:
    seen: dict[str, str] = {}
    known = {metric.slug for metric in words.metrics}
    told = []
    present = heads_of(columns)
    claimed = {field for head, field in best.fields.items() if field and head in present}
    for column in columns:
        head = ""
        if not column.refused and column.header and key(column.header) not in SERIAL:
            head = _turned(seen, column.header)
            seen[head] = ""
        if head in best.fields and may_be(best.fields[head], known, words):
            name = best.fields[head]
            label = label_of(name, words.metrics, words) if name else ""
            why = f"{best.said}{'确认过' if name else '定为不要'}"
            # That its words are no kinds holds, whoever confirmed the column.
            why = SUBJECTS if column.why == SUBJECTS and name == column.field else why
            column = replace(column, field=name, label=label, why=why, sure=True)
        elif column.field in claimed:
            column = replace(column, field="", label="", why="")
        told.append(column)
    return told


def may_be(name: str, metrics: set[str], words: Words) -> bool:
    """Whether a field, as a form or a kept mapping writes it, is one that there is."""
    base, _equals, value = name.partition("=")
    if value:
        return (base == "kind" and value in words.kind_names) or (base == "lines" and value in words.line_names)
    if name in ("", MINUTES) or name in SCALES or name in LABELS:
        return True
    if noun_of(name):
        return parts_of(name)[0] in NOUNED & metrics and len(noun_of(name)) <= 20
    return "*" not in name and all(part in metrics for part in name.split("/"))


def make_sense(columns: Sequence[Column], *, titled: bool = False) -> None:
    """Refused where two columns are taken for one field, or none tells the day, or the name where the list has none
    (`titled`: its title names what was held)."""
    taken: dict[str, Column] = {}
    for column in columns:
        for part in [] if column.field in SEVERAL else parts_of(column.field):
            name = f"{part}:{noun_of(column.field)}" if noun_of(column.field) else part
            if name in taken:
                said = {"first": taken[name].header, "second": column.header, "field": column_name(column.label)}
                raise Refused(_("“%(first)s”和“%(second)s”两列都认作“%(field)s”，请把一列改成“不要”") % said)
            taken[name] = column
    missing = [] if {"start", "day"} & set(taken) else ["start"]
    missing += [] if titled or "title" in taken else ["title"]
    for name in missing:
        raise Refused(_("还没有一列认作“%(field)s”") % {"field": column_name(LABELS[name])})


def _turned(seen: Mapping[str, str], header: str) -> str:
    head, turn = key(header), 2
    while head in seen:
        head, turn = f"{key(header)}#{turn}", turn + 1
    return head
