"""What a browser's outbox sends: entries as people typed them, each with the id made when she pressed save.

The names are those of the form; the rules are the book's. What can't be read is told by field, and nothing is guessed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yiben.ledger.amounts import read_amount
from yiben.ledger.content import Amount, Content
from yiben.lib.canonical import is_uuid7
from yiben.lib.dates import read_day

FORMAT = "yiben-outbox/1"
MOST = 50
"""Entries in one message."""
_LONGEST = 6000
_TEXTS = ("kind", "title", "place", "topic", "note", "reason")


class Unreadable(ValueError):
    """Not a message of the outbox: cut off, or somebody else's."""


class Outdated(Unreadable):
    """A message of another version of the outbox: the page that sent it is to be opened anew."""


@dataclass(frozen=True)
class Item:
    """One entry that waited: its content, or what is wrong with it by field.

    `planned` is for the calendar only; `upcoming` stood there and is logged with this.
    """

    id: UUID
    post: int
    owner: str = ""
    planned: bool = False
    upcoming: UUID | None = None
    content: Content | None = None
    wrong: dict[str, str] = field(default_factory=dict)


def read_message(body: bytes) -> list[Item]:
    """The entries of a message in their order. Raises Unreadable."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        old = isinstance(told, dict) and str(told.get("format")).startswith(FORMAT.partition("/")[0])
        raise Outdated("another version") if old else Unreadable("another format")
    items = told.get("items")
    if not isinstance(items, list) or not 0 < len(items) <= MOST:
        raise Unreadable("no items, or too many")
    return [_item(one) for one in items]


def _item(told: Any) -> Item:
    if not isinstance(told, dict) or not isinstance(told.get("said"), dict):
        raise Unreadable("an item without content")
    id, post, owner = _uuid(told.get("id")), told.get("post"), told.get("owner", "")
    if id is None or not is_uuid7(id) or not _is_key(post) or not isinstance(owner, str):
        raise Unreadable("an item without id or post")
    said = told["said"]
    planned = said.get("planned") is True
    content, wrong = _content(id, said, planned)
    return Item(id, int(str(post)), owner[:64], planned, _uuid(said.get("upcoming")), content, wrong)


def _content(id: UUID, said: Mapping[str, Any], planned: bool) -> tuple[Content | None, dict[str, str]]:
    wrong: dict[str, str] = {}
    start, end = (_day(name, said.get(name), wrong) for name in ("start", "end"))
    amounts = _amounts(said.get("amounts"), wrong)
    texts = {name: _text(said.get(name)) for name in _TEXTS}
    unit = said.get("unit")
    if start is None:
        wrong.setdefault("start", _("请选日期"))
    if not texts["kind"] and not planned:
        wrong["kind"] = _("请选活动类型")
    if not texts["title"].strip():
        wrong["title"] = _("请写活动名称")
    if not _is_key(unit):
        wrong["unit"] = _("请选单位")
    if wrong or start is None:
        return None, wrong
    content = Content(
        id=id,
        unit_id=int(str(unit)),
        start=start,
        end=end,
        kind=texts["kind"],
        title=" ".join(texts["title"].split()),
        place=texts["place"].strip(),
        topic=texts["topic"],
        note=texts["note"].strip(),
        reason=texts["reason"].strip(),
        lines=tuple(one for one in _list(said.get("lines")) if isinstance(one, str)),
        cohosts=tuple(int(str(one)) for one in _list(said.get("cohosts")) if _is_key(one)),
        measures=tuple(found for one in _list(said.get("measures")) if (found := _uuid(one))),
        amounts=amounts,
        summary=said.get("summary") is True,
    )
    return content, wrong


def _day(name: str, said: Any, wrong: dict[str, str]) -> date | None:
    reading = read_day(_text(said))
    if reading.problem:
        wrong[name] = reading.problem
    return reading.value


def _amounts(said: Any, wrong: dict[str, str]) -> tuple[Amount, ...]:
    """(metric, words, noun) as typed: "30余" keeps its words."""
    found: list[Amount] = []
    for one in _list(said):
        metric, words, noun = (_text(part) for part in (*_list(one), "", "", "")[:3])
        reading = read_amount(words[:40], metric)
        if reading.problem:
            wrong[metric[:40]] = reading.problem
        elif (amount := reading.value) is not None:
            found.append(Amount(amount.metric, amount.value, amount.words, noun[:40]))
    return tuple(found)


def _list(said: Any) -> list[Any]:
    return said[:200] if isinstance(said, list) else []


def _text(said: Any) -> str:
    return said[:_LONGEST] if isinstance(said, str) else ""


def _is_key(said: Any) -> bool:
    if isinstance(said, bool):
        return False
    return (isinstance(said, int) and 0 < said < 2**63) or (
        isinstance(said, str) and said.isdecimal() and len(said) < 19
    )


def _uuid(said: Any) -> UUID | None:
    try:
        return UUID(said) if isinstance(said, str) else None
    except ValueError:
        return None
