"""The same few people in every room: Alice logs for her community, Bob keeps her lines, Carol leads, Dan is a stranger.

`street()` makes a district with two streets: 青石街道 with two communities and an office, and the stranger's 白沙街道.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection, models
from django.test import Client
from django.utils import timezone

from yiben.ledger import actions as ledger
from yiben.ledger.content import Amount, Content
from yiben.ledger.models import Entry
from yiben.units import actions
from yiben.units.models import Act, Line, Person, Post, PostKind, Unit
from yiben.units.scope import FACTOR_KEY

SINCE = date(2023, 1, 1)
PASSWORD = "one-book-2025"


@dataclass
class Street:
    district: Unit
    street: Unit
    riverside: Unit
    hilltop: Unit
    office: Unit
    elsewhere: Unit
    alice: Post
    amy: Post
    bob: Post
    carol: Post
    eve: Post
    ada: Post
    dan: Post

    @property
    def posts(self) -> dict[str, Post]:
        """One post of every kind, and the stranger's, by the name of who holds it."""
        return {name: getattr(self, name) for name in ("alice", "bob", "carol", "eve", "ada", "dan")}


def _unit(name: str, kind: str, code: str, parent: Unit | None = None, *short: str) -> Unit:
    return actions.add_unit(by=None, name=name, kind=kind, code=code, since=SINCE, parent=parent, short_names=short)


def _post(login: str, name: str, unit: Unit, kind: str, *lines: str) -> Post:
    person = Person(login=login, name=name)
    person.set_password(PASSWORD)
    person.save()
    return actions.give_post(person, by=None, unit=unit, kind=kind, since=SINCE, lines=lines)


_BUILT: dict[tuple[str, ...], bytes] = {}
"""By the lines that there were: the street as the verbs built it in this process, and its rows."""


def street() -> Street:
    """The street in an empty book is built by the verbs once a process; the same rows are put in after that. Elsewhere
    (PostgreSQL would count on, and not from the rows) the verbs build it each time."""
    lines = tuple(Line.objects.values_list("slug", flat=True))
    if connection.vendor != "sqlite" or any(table.objects.exists() for table in (Unit, Person, Act)):
        return _build(*lines)
    if lines not in _BUILT:
        place = _build(*lines)
        rows = [list(table._default_manager.all()) for table in (Unit, Person, Post, Post.lines.through, Act)]
        _BUILT[lines] = pickle.dumps((place, rows))
        return place
    place, rows = pickle.loads(_BUILT[lines])
    for some in rows:
        _put(some)
    return place


def _put(rows: list[models.Model]) -> None:
    for row in rows:
        if isinstance(row, Act):
            row.at = timezone.now()
    type(rows[0])._default_manager.bulk_create(rows)


def _build(*lines: str) -> Street:
    district = _unit("清河区", "district", "910100000000")
    home = _unit("青石街道", "street", "910101000000", district, "青石")
    riverside = _unit("临水社区", "community", "910101000001", home, "临水")
    hilltop = _unit("望山社区", "community", "910101000002", home, "望山")
    office = _unit("党群工作办公室", "office", "910101000901", home, "党群办")
    other = _unit("白沙街道", "street", "910102000000", district, "白沙")
    elsewhere = _unit("沙湾社区", "community", "910102000001", other, "沙湾")
    return Street(
        district=district,
        street=home,
        riverside=riverside,
        hilltop=hilltop,
        office=office,
        elsewhere=elsewhere,
        alice=_post("alice", "安宁", riverside, "worker"),
        amy=_post("amy", "艾敏", hilltop, "worker"),
        bob=_post("bob", "卜文", home, "officer", *lines),
        carol=_post("carol", "康乐", home, "lead"),
        eve=_post("eve", "易诚", home, "auditor"),
        ada=_post("ada", "阿达", home, "admin"),
        dan=_post("dan", "单远", elsewhere, "worker"),
    )


def sign_in(post: Post) -> Client:
    """A browser in which this post's person has signed in, an administrator with her second factor."""
    client = Client()
    client.force_login(post.person, backend="django.contrib.auth.backends.ModelBackend")
    if post.kind == PostKind.ADMIN:
        session = client.session
        session[FACTOR_KEY] = True
        session.save()
    return client


def content(
    unit: Unit, *, on: date = date(2025, 3, 5), amounts: dict[str, int | str] | None = None, **said: Any
) -> Content:
    """An ordinary volunteering entry, changed by what is said."""
    given = tuple(Amount(metric, Decimal(value)) for metric, value in (amounts or {}).items())
    ordinary: dict[str, Any] = {"kind": "volunteering", "title": "学雷锋志愿服务", "lines": ("volunteering",)}
    return Content(unit_id=unit.pk, start=on, amounts=given, **(ordinary | said))


def entry(unit: Unit, *, by: Post | None = None, **said: Any) -> Entry:
    """That ordinary entry, recorded."""
    return ledger.record(content(unit, **said), by=by)
