"""The first start: a street of one's own, by the command or by the page that an empty book shows.

Whoever finds that page first would become the administrator, so it asks for a key which only those at the server see.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.terms.actions import shipped
from yiben.units import actions
from yiben.units.models import Person, PostKind, Unit, UnitKind
from yiben.units.passwords import passing_password
from yiben.units.units_sheet import UnitRow


def lines_named(text: str) -> list[str]:
    """The slugs that a list of slugs or names means; nothing typed means all lines."""
    known = {word: row["slug"] for row in shipped("lines") for word in (row["slug"], row["name"], row["short"])}
    words = [word.strip() for word in text.replace("，", ",").replace("、", ",").split(",") if word.strip()]
    if unknown := [word for word in words if word not in known]:
        offered = "、".join(f"{row['slug']}（{row['short']}）" for row in shipped("lines"))
        raise Refused(_("没有“%(word)s”这条条线，可用的有：%(offered)s") % {"word": unknown[0], "offered": offered})
    return list(dict.fromkeys(known[word] for word in words)) or [row["slug"] for row in shipped("lines")]


@transaction.atomic
def found_street(
    rows: Sequence[UnitRow], *, lines: Sequence[str], login: str, name: str, password: str, passing: bool
) -> Unit:
    """Everything or nothing: the units, the lines, and an administrator of the street (of the district, if several).

    Raises Refused where somebody was quicker: a book is founded once.
    """
    if Unit.objects.exists():
        raise Refused(_("这里已经有账本了，请直接登录"))
    units: dict[str, Unit] = {}
    for row in rows:
        units[row.name] = actions.add_unit(
            by=None,
            name=row.name,
            kind=row.kind,
            code=row.code,
            since=row.since,
            parent=units.get(row.parent),
            short_names=row.short_names,
        )
    actions.choose_lines(by=None, lines=lines)
    streets = [unit for unit in units.values() if unit.kind == UnitKind.STREET]
    kept = streets[0] if len(streets) == 1 else units[rows[0].name]
    person: Person = actions.add_person(by=None, login=login, name=name, password=password, passing=passing)
    actions.give_post(person, by=None, unit=kept, kind=PostKind.ADMIN, since=today())
    return kept


def is_empty() -> bool:
    """Whether nobody has founded anything in this book."""
    return not Unit.objects.exists()


def founding_key() -> str:
    """The key of the first page, made anew where there is none; it lies in the data folder."""
    if not _key_file().exists():
        _key_file().touch(mode=0o600)
        _key_file().write_text(passing_password(), encoding="utf-8")
    return _key_file().read_text(encoding="utf-8").strip()


def opens(key: str) -> bool:
    """Whether that is the key. Without one on the disk nothing opens."""
    kept = _key_file()
    return kept.is_file() and secrets.compare_digest(key.strip().encode(), kept.read_bytes().strip())


def lose_key() -> None:
    """After the founding nobody needs it."""
    _key_file().unlink(missing_ok=True)


def _key_file() -> Path:
    return Path(settings.DATA) / "founding-key"
