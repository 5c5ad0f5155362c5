"""A list of people taken on at once: everybody on it, or nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from yiben.lib.refused import Refused
from yiben.units import actions
from yiben.units.models import Person, Post, Unit
from yiben.units.passwords import passing_password
from yiben.units.people_sheet import PersonRow

_SALT = "units.people_list"
_WAITS = 3600


@dataclass
class Slip:
    """What is handed to a person on paper: her code, which is told this once, and her posts."""

    person: Person
    password: str
    posts: list[Post] = field(default_factory=list)


@transaction.atomic
def take_on_many(rows: Sequence[PersonRow], *, by: Post | None) -> list[Slip]:
    """New people with their posts, and posts for those who are here already. Gives a slip for each who is new."""
    units = Unit.objects.in_bulk([row.unit for row in rows])
    slips: dict[str, Slip] = {}
    for row in rows:
        person = _known(row, slips) or _new(row, slips, by)
        post = actions.give_post(
            person,
            by=by,
            unit=units[row.unit],
            kind=row.kind,
            since=row.since,
            until=row.until,
            lines=row.lines,
        )
        if row.login.lower() in slips:
            slips[row.login.lower()].posts.append(post)
    return list(slips.values())


def _known(row: PersonRow, slips: dict[str, Slip]) -> Person | None:
    if row.login.lower() in slips:
        return slips[row.login.lower()].person
    return Person.objects.filter(login__iexact=row.login).first() if row.known else None


def _new(row: PersonRow, slips: dict[str, Slip], by: Post | None) -> Person:
    password = passing_password()
    person = actions.add_person(by=by, login=row.login, name=row.name, password=password, passing=True)
    slips[row.login.lower()] = Slip(person, password)
    return person


# -- between the look and the word: the rows travel with the page, signed, and nothing is kept


def sealed(rows: Iterable[PersonRow], by: Post) -> str:
    """The rows as a text that only this post can hand back, within the hour."""
    return signing.dumps([_plain(row) for row in rows], salt=f"{_SALT}:{by.pk}", compress=True)


def unsealed(text: str, by: Post) -> list[PersonRow]:
    """The rows again. Raises Refused where the page is too old, or another's."""
    try:
        rows: list[dict[str, Any]] = signing.loads(text, salt=f"{_SALT}:{by.pk}", max_age=_WAITS)
    except signing.BadSignature as error:
        raise Refused(_("核对的结果已经过期，请把人员表再上传一次"), field="file") from error
    return [_row(row) for row in rows]


def _plain(row: PersonRow) -> dict[str, Any]:
    return asdict(row) | {"since": str(row.since), "until": str(row.until) if row.until else None}


def _row(said: dict[str, Any]) -> PersonRow:
    until = date.fromisoformat(said["until"]) if said["until"] else None
    return PersonRow(
        **said | {"lines": tuple(said["lines"]), "since": date.fromisoformat(said["since"]), "until": until}
    )
