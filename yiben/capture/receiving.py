"""What becomes of an entry that waited on a device: a receipt, or the sentence why not, by the id that it bears.

Sending again is harmless, whoever had sent it meanwhile: an id that is in the book with the same content answers with
its receipt. One that another person sent from a file says so in its origin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yiben.capture.messages import Item
from yiben.capture.owner import owner_of
from yiben.ledger import actions, chain
from yiben.ledger.content import Content
from yiben.ledger.models import SENT_FOR, Entry
from yiben.ledger.rules import Book, check
from yiben.lib.refused import Refused
from yiben.lib.rows import load
from yiben.plans.models import Upcoming
from yiben.plans.upcoming import announce, settle
from yiben.terms.models import Kind
from yiben.units.acts import WRITERS, take_turn
from yiben.units.models import Person, Post, Unit
from yiben.units.scope import writes_for


@dataclass(frozen=True)
class Answer:
    """What the book says to one item: `recorded` with its receipt, or `refused` with sentences by field."""

    id: UUID
    state: str
    receipt: str = ""
    said: Mapping[str, str] = field(default_factory=dict)

    def told(self) -> dict[str, object]:
        return {"id": str(self.id), "state": self.state, "receipt": self.receipt, "said": dict(self.said)}


def receive(items: Sequence[Item], *, acting: Post, posts: Iterable[Post]) -> list[Answer]:
    """Enter what can be entered, each in the post in which it was saved; the answers come in the items' order.

    What another person saved, and this one sends from a file, is entered by the post that she acts in, for that person.
    """
    held = {post.pk: post for post in posts if post.kind in WRITERS}
    answers = {item.id: Answer(item.id, "refused", said=item.wrong) for item in items if item.content is None}
    for (post, owner), waiting in _together(items, acting).items():
        for answer in _receive(waiting, held.get(post, acting), owner):
            answers[answer.id] = answer
    _settle([item.upcoming for item in items if item.upcoming and answers[item.id].state == "recorded"], acting)
    return [answers[item.id] for item in items]


def _together(items: Sequence[Item], acting: Post) -> dict[tuple[int, str], list[Item]]:
    """Items that can be entered in one transaction: of one post and, where it isn't her own, of one owner."""
    own = owner_of(acting.person_id)
    found: dict[tuple[int, str], list[Item]] = {}
    for item in items:
        if item.content is not None:
            key = (item.post, "") if item.owner in ("", own) else (acting.pk, item.owner)
            found.setdefault(key, []).append(item)
    return found


def _receive(items: list[Item], by: Post, owner: str) -> list[Answer]:
    sender = _person(owner, by) if owner else None
    if owner and sender is None:
        return [_refusal(item, Refused(_("这些记录不是本街道的人存下的"))) for item in items]
    origin, whose = (f"{SENT_FOR}{sender.pk}", sender.pk) if sender else ("page", by.person_id)
    answers = [_announced(item, item.content, by) for item in items if item.planned and item.content is not None]
    items = [item for item in items if not item.planned]
    contents = [(item, replace(item.content, origin=origin)) for item in items if item.content is not None]
    with transaction.atomic():
        take_turn(by, alone=False)
        # Under the lock, so that of the same sent twice at once the second is seen to be there already.
        chain.locked(_units(contents, by))
        return answers + _entered(contents, by, whose)


def _units(contents: Iterable[tuple[Item, Content]], by: Post) -> set[int]:
    """The units that are written for, as far as this post may."""
    named = {content.unit_id for _item, content in contents}
    return {unit.pk for unit in load(Unit, id=named) if writes_for(by, unit)}


def _entered(contents: list[tuple[Item, Content]], by: Post, whose: int) -> list[Answer]:
    """What is in the book already gets its receipt, and writes no second trace; the rest enters."""
    known = {entry.pk for entry in load(Entry, id=[item.id for item, _content in contents])}
    answers = [_again(item, content, whose) for item, content in contents if item.id in known]
    fresh = [(item, content) for item, content in contents if item.id not in known]
    try:
        return answers + [_receipt(entry) for entry in _record([content for _item, content in fresh], by)]
    except Refused:
        # One that the book can't take holds up no other: each by itself, in order.
        return answers + [_one(item, content, by) for item, content in fresh]


def _person(owner: str, by: Post) -> Person | None:
    """The person of the street whose outbox bears this name."""
    people = Person.objects.filter(posts__unit__tenant=by.tenant).distinct()
    return next((person for person in people if owner_of(person) == owner), None)


def _record(contents: list[Content], by: Post) -> list[Entry]:
    if len(contents) == 1:
        return [actions.record(contents[0], by=by)]
    return actions.record_many(contents, by=by).entries if contents else []


def _one(item: Item, content: Content, by: Post) -> Answer:
    try:
        return _receipt(actions.record(content, by=by))
    except Refused as refused:
        return _refusal(item, refused)


def _announced(item: Item, content: Content, by: Post) -> Answer:
    """What has yet to be held goes into the calendar."""
    try:
        unit = Unit.objects.filter(pk=content.unit_id).first()
        kind = content.kind if Kind.objects.filter(slug=content.kind).exists() else ""
        if unit is None:
            raise Refused(_("请选单位"), field="unit")
        said = {"start": content.start, "end": content.end, "title": content.title, "place": content.place}
        announce(by=by, unit=unit, kind=kind, id=item.id, **said)  # type: ignore[arg-type]
    except Refused as refused:
        return _refusal(item, refused)
    return Answer(item.id, "recorded")


def _settle(logged: list[UUID], acting: Post) -> None:
    for one in Upcoming.objects.for_post(acting).open().filter(pk__in=logged) if logged else ():
        settle(one)


def _again(item: Item, content: Content, whose: int) -> Answer:
    found = _sent_before(content, whose)
    return _receipt(found) if found else _refusal(item, Refused(_("这个编号已经用过，请重新登记")))


def _receipt(entry: Entry) -> Answer:
    return Answer(entry.pk, "recorded", entry.receipt)


def _refusal(item: Item, refused: Refused) -> Answer:
    return Answer(item.id, "refused", said={refused.field or "": refused.sentence})


def _sent_before(content: Content, owner: int) -> Entry | None:
    """The entry that bears this id and says the same, where its owner sent it herself or somebody else did for her."""
    entry = Entry.objects.filter(pk=content.id).select_related("by", "unit").first()
    if entry is None or entry.by is None or entry.erased:
        return None
    if entry.by.person_id != owner and entry.origin != f"{SENT_FOR}{owner}":
        return None
    content = replace(content, origin=entry.origin)
    try:
        book = Book.open([content])
        return entry if chain.says_the_same(entry, check(content, book), book) else None
    except Refused:
        return None
