"""Seals and what is proved by them: all chain heads on a day, kept outside the book; and the walk along every chain."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from yiben.ledger import chain
from yiben.ledger.chain import Break, Walk
from yiben.ledger.models import Attribution, Entry, Erasure, Evidence, Head, Withdrawal
from yiben.ledger.tally import Key, Sum, kept, recount
from yiben.lib import canonical
from yiben.lib.refused import Refused
from yiben.lib.turns import one_moment
from yiben.units.models import Unit

FORMAT = "yiben-seal/1"
Progress = Callable[[int, int], None]


# --- seals --------------------------------------------------------------------------------------------------------


def seal(at: datetime) -> dict[str, Any]:
    """The heads of every chain as they stand, with the moment and a digest over it all. Keep it outside the book."""
    with one_moment():
        heads: dict[str, Any] = {}
        for street in streets():
            heads |= chain.heads(street)
    body = {"format": FORMAT, "made_at": chain.stamp(at), "heads": heads}
    return body | {"digest": canonical.digest(body)}


def streets() -> list[Unit]:
    return list(Unit.objects.filter(kind="street"))


@dataclass(frozen=True)
class Seal:
    """A seal as read from its file: by unit code the numbers and digests that stood."""

    made_at: str
    heads: Mapping[str, tuple[int, str]]


def read_seal(data: bytes) -> Seal:
    """The seal in a file. Raises Refused when it is none, or was changed after it was made."""
    try:
        said = json.loads(data)
        body = {name: said[name] for name in ("format", "made_at", "heads")}
        datetime.fromisoformat(body["made_at"])
        heads = {code: (int(head["number"]), str(head["digest"])) for code, head in body["heads"].items()}
        whole = canonical.digest(body) == said["digest"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(_("这不是封存文件")) from error
    if body["format"] != FORMAT:
        raise Refused(_("这份封存文件的格式这个版本不认识"))
    if not whole:
        raise Refused(_("封存文件本身被改动过，不能用来核对"))
    return Seal(str(body["made_at"]), heads)


# --- the proof ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """A cell of the tally that is not what the entries add up to."""

    unit: str
    key: Key
    kept: Sum
    counted: Sum


@dataclass
class Proof:
    """What a verification found: how much was walked, what was erased, where it does not hold."""

    walks: list[Walk] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.breaks and not self.differences

    @property
    def facts(self) -> int:
        return sum(walk.facts for walk in self.walks)

    @property
    def erased(self) -> int:
        return sum(walk.erased for walk in self.walks)

    @property
    def cleared(self) -> list[Break]:
        """The files that were erased by law."""
        return [found for walk in self.walks for found in walk.cleared]


def verify(sealed: Seal | None = None, *, progress: Progress | None = None, stored: bool = True) -> Proof:
    """Walk every chain, read every attached file through (unless they are not `stored` here) and recount every tally;
    against a seal when one is given. The book stays open meanwhile."""
    proof = Proof()
    units = _chained()
    for done, unit in enumerate(units, start=1):
        proof.walks.append(_walk(unit, sealed, stored))
        if progress:
            progress(done, len(units))
    proof.breaks += [found for walk in proof.walks for found in (*walk.breaks, *chain.changed_files(walk))]
    proof.breaks += _gone(sealed, {unit.code for unit in units})
    for street in streets():
        try:
            proof.differences += differences(street)
        # What can't be read can't be added up; the walk has named the row, where it is one of a chain's.
        except Exception:
            proof.breaks.append(Break(street.name, 0, _("合计无法重算，有数据读不出来")))
    return proof


@one_moment()
def _walk(unit: Unit, sealed: Seal | None, stored: bool = True) -> Walk:
    return chain.walk(unit, Head.objects.filter(unit=unit).first(), _sealed(sealed, unit), stored=stored)


def _chained() -> list[Unit]:
    """Every unit that has a chain, or facts that should be in one."""
    written: set[int] = set(Head.objects.values_list("pk", flat=True))
    for table in (Entry, Attribution, Erasure, Evidence, Withdrawal):
        written |= set(table.objects.order_by().values_list("unit_id", flat=True).distinct())
    return list(Unit.objects.filter(pk__in=[pk for pk in written if isinstance(pk, int)]))


def _sealed(sealed: Seal | None, unit: Unit) -> dict[int, str]:
    number, digest = sealed.heads.get(unit.code, (0, "")) if sealed else (0, "")
    return {number: digest} if number else {}


def _gone(sealed: Seal | None, codes: set[str]) -> list[Break]:
    heads = sealed.heads if sealed else {}
    return [
        Break(code, number, _("封存时有这个单位的账本，现在没有了"))
        for code, (number, _digest) in heads.items()
        if code not in codes and number
    ]


@one_moment()
def differences(street: Unit) -> list[Difference]:
    """Where a street's tally is not its recount."""
    has, should = kept(street), recount(street)
    names = dict(Unit.objects.under(street).values_list("pk", "name"))
    return [
        Difference(names[key.unit], key, has.get(key, Sum()), should.get(key, Sum()))
        for key in sorted(has.keys() | should.keys(), key=str)
        if has.get(key, Sum()) != should.get(key, Sum())
    ]
