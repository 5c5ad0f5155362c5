"""Rows of lists put into the book by the thousand: what `actions.enter` does with each, every distinct word asked once.

A row that needs more than that (co-hosts, measures, words to be mended, whatever the book would refuse) is odd: it goes
through the door by itself. Nothing is judged here: the rules are asked about each day, kind, line and amount as it
comes up first, and what they say of it holds for the rows that say the same.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

import orjson

from yiben.ledger import actions, chain
from yiben.ledger.content import FORMAT, Amount, Content, amount_told, content_told
from yiben.ledger.models import Head, closed_on
from yiben.ledger.pen import ListPen, kept_macs, kept_moment
from yiben.ledger.rules import LONGEST_NOTE, Book, check
from yiben.ledger.tally import Deltas, Own, Sums, month_of
from yiben.lib.plain import legible
from yiben.lib.refused import Refused
from yiben.terms.models import Kind, Metric, Topic
from yiben.units.models import Line, Post, Unit
from yiben.units.scope import writes_for

Said: TypeAlias = Mapping[str, Any]
"""What a row of a list says, as `ImportRow.draft` keeps it."""
Number: TypeAlias = tuple[str, str, int, str, str]
"""An amount as the book keeps it (metric, noun, integer amount, words), and as the chain's payload writes it."""


class Row(NamedTuple):
    """A row of a list that waits to be entered, and the id that its entry will have, as 32 hexadecimal digits."""

    pk: int
    entry: str
    said: dict[str, Any]


def enter(rows: Sequence[Row], *, tenant: Unit, origin: str, reason: str, by: Post | None) -> None:
    """Enter rows whose ids were made here, inside the caller's transaction: all or, by a Refused, none.

    Raises IntegrityError where one is in the book already. `reason` is kept beside those on closed days.
    """
    sieve = Sieve.open(tenant)
    days = set(map(date.fromisoformat, {row.said["start"] for row in rows}))
    closed = set(map(str, closed_on(tenant, days)))
    hers = {pk for pk, unit in sieve.book.units.items() if writes_for(by, unit)}
    plain: list[tuple[Row, list[Number]]] = []
    odd: list[Content] = []
    sieve.look_ahead(row.said for row in rows)
    for row in rows:
        said = row.said
        late = said["start"] in closed
        numbers = None if late or said["unit"] not in hers else sieve.numbers(said)
        if numbers is None:
            odd.append(content_told(said, id=UUID(row.entry), origin=origin, reason=reason if late else ""))
        else:
            plain.append((row, numbers))
    _Writer(sieve.book, origin, by).write(plain)
    actions.enter_fresh(odd, by=by)


class Sieve:
    """Tells the rows that the book takes as they are, each distinct word of theirs asked for once."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._days: dict[int, tuple[str, str]] = {}
        self._words: dict[tuple[Any, ...], bool] = {}
        # By metric and digits, of the many that say no more than that; and where each stands in its entry, by the
        # metrics of a row.
        self._numbers: dict[str, dict[str, Number]] = {metric: {} for metric in book.metrics}
        self._orders: dict[tuple[bool, tuple[str, ...]], list[int] | None] = {}
        self._kind = next(iter(book.kinds), "")
        self._once = _number((_ONCE.metric, "1", "", ""), book)

    @classmethod
    def open(cls, tenant: Unit) -> Sieve:
        """With all that a row of this street's lists can name."""
        units = Unit.objects.under(tenant).values_list("pk", flat=True)
        kinds, topics, lines, metrics = (_slugs(model) for model in (Kind, Topic, Line, Metric))
        asked = [Content(pk, date.min, kind="", title="", lines=lines, amounts=_zeros(metrics)) for pk in units]
        asked += [Content(tenant.pk, date.min, kind=kind, title="") for kind in kinds]
        asked += [Content(tenant.pk, date.min, kind="", title="", topic=topic) for topic in topics]
        return cls(Book.open(asked))

    def look_ahead(self, rows: Iterable[Said]) -> None:
        """Ask for the first and the last day of each unit: those between need not be asked for."""
        days: defaultdict[int, set[str]] = defaultdict(set)
        for said in rows:
            days[said["unit"]].add(said["start"])
        for unit, told in days.items():
            for day in (min(told), max(told)):
                self._known_days(unit, day, None)

    def numbers(self, said: Said) -> list[Number] | None:
        """The amounts of a row that the book takes, in the order in which it keeps them; None for an odd row."""
        if said["measures"] or said["cohosts"] or not _fits(said["title"], said["place"], said["note"]):
            return None
        words = said["kind"], said["topic"], *said["lines"]
        if not self._known_days(said["unit"], said["start"], said["end"]) or not self._known_words(words):
            return None
        return self._of_amounts(said["amounts"], said["kind"])

    def _of_amounts(self, amounts: Sequence[Sequence[str]], kind: str) -> list[Number] | None:
        found: list[Number] = []
        for metric, value, words, noun in amounts:
            number = None if words or noun else self._numbers.get(metric, _NOTHING).get(value)
            if number is None and (number := self._asked(metric, value, words, noun)) is None:
                return None
            found.append(number)
        key = self.book.kinds[kind].counts, tuple([number[0] for number in found])
        order = self._orders[key] if key in self._orders else self._ordered(*key)
        if order is None:
            return None
        assert self._once is not None
        found.append(self._once)
        return [found[at] for at in order]

    def _ordered(self, counts: bool, metrics: tuple[str, ...]) -> list[int] | None:
        """Where the numbers of these metrics stand in an entry, and the once that is put in where none was given; None
        where one comes twice."""
        places = {metric: at for at, metric in enumerate(metrics) if counts or metric != _ONCE.metric}
        if counts:
            places.setdefault(_ONCE.metric, len(metrics))
        twice = len(set(metrics)) < len(metrics)
        order = self._orders[counts, metrics] = None if twice else [places[metric] for metric in sorted(places)]
        return order

    def _asked(self, metric: str, value: str, words: str, noun: str) -> Number | None:
        number = _number((metric, value, words, noun), self.book)
        if number is not None and not words:
            known = self._numbers[metric]
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[value] = number
        return number

    def _known_days(self, unit: int, start: str, end: str | None) -> bool:
        """Days that lie between two which the book takes of a unit are taken as well: only the outermost are asked."""
        if end:
            return self._takes(unit, start, end)
        known = self._days.get(unit)
        if known and known[0] <= start <= known[1]:
            return True
        first, last = known or (start, "")
        if not self._takes(unit, start, None):
            return False
        self._days[unit] = min(first, start), max(last, start)
        return True

    def _known_words(self, words: tuple[str, ...]) -> bool:
        known = self._words.get(words)
        if known is None:
            kind, topic, *lines = words
            asked = Content(self.book.tenant.pk, self.book.tenant.since, kind, "·", topic=topic, lines=tuple(lines))
            known = self._words[words] = _lets_through(asked, self.book)
        return known

    def _takes(self, unit: int, start: str, end: str | None) -> bool:
        last = date.fromisoformat(end) if end else None
        return unit in self.book.units and _lets_through(
            Content(unit, date.fromisoformat(start), self._kind, "·", end=last), self.book
        )


def _slugs(model: type[Kind | Topic | Line | Metric]) -> tuple[str, ...]:
    return tuple(model.objects.values_list("slug", flat=True))


def _zeros(metrics: Iterable[str]) -> tuple[Amount, ...]:
    return tuple(amount_told(metric, "0", "", "") for metric in metrics)


_ONCE = Amount("times", amount_told("times", "1", "", "").value)
_MOST_KNOWN = 4096
_NOTHING: Mapping[str, Number] = {}


def _lets_through(content: Content, book: Book) -> bool:
    try:
        check(content, book)
    except Refused:
        return False
    return True


def _fits(title: str, place: str, note: str) -> bool:
    """Whether an entry's words are taken as they stand."""
    if not title or title.isspace() or len(title) > 200 or len(place) > 120 or len(note) > LONGEST_NOTE:
        return False
    if title.isprintable() and place.isprintable() and note.isprintable():
        return True
    text = title + place + note
    return legible(text) == text


def _number(told: Sequence[str], book: Book) -> Number | None:
    """An amount as it is kept and written; None where the rules say more about it than whether it may stand."""
    name, value, words, noun = told
    metric = book.metrics.get(name)
    if metric is None or name == "rate" or noun:
        return None
    integer = _plainly(value, metric.places)
    if integer is None:
        try:
            integer = book.integer(amount_told(name, value, words, noun))
        except Refused:
            return None
    return name, "", integer, words, f'["{name}","","{integer}",{_json(words) if words else _NO_WORDS}]'


def _plainly(value: str, places: int) -> int | None:
    """Plain digits, few enough for any metric, are what they look like. All else the rules are asked about."""
    whole, _point, part = value.partition(".")
    digits = whole + part.ljust(places, "0")
    if len(whole) > _FEW_DIGITS or len(part) > places or not (digits.isascii() and digits.isdigit()) or not whole:
        return None
    return int(digits)


_FEW_DIGITS = 5


class _Desk:
    """Where the entries of one unit are chained, from its (locked) head on."""

    def __init__(self, unit: Unit, head: Head) -> None:
        self.path, self.written_code = unit.path, _json(unit.code)
        self.head, self.number, self.digest = head, head.number, head.digest
        self.at = chain.now(head)
        self.stamp, self.moment = chain.stamp(self.at), kept_moment(self.at)

    def next(self, payload: str) -> str:
        """The next fact's digest. See `content.digest`."""
        written = f"{_FORMAT}\n{self.digest}\n{payload}".encode()
        self.digest = hashlib.sha256(written).hexdigest()
        return self.digest

    def leave(self) -> None:
        self.head.number, self.head.digest, self.head.recorded_at = self.number, self.digest, self.at


_FORMAT, _NO_WORDS = FORMAT.decode(), '""'


class _Wording(NamedTuple):
    """What many rows share: their kind, topic and lines, and how the chain's payload writes each."""

    kind: str
    topic: str
    under: tuple[str, ...]
    written_kind: str
    written_topic: str
    written_lines: str

    @classmethod
    def of(cls, kind: str, topic: str, *lines: str) -> _Wording:
        named = sorted(set(lines))
        return cls(kind, topic, ("", *named), _json(kind), _json(topic or None), _json(named))


class _Writer:
    """Chains rows that are not odd, and writes them down with what is born with them."""

    def __init__(self, book: Book, origin: str, by: Post | None) -> None:
        self.book, author = book, by.pk if by else None
        self.pen, self.deltas = ListPen(origin, author), Deltas(book.tree)
        self.desks: dict[int, _Desk] = {}
        self.wordings: dict[tuple[str, ...], _Wording] = {}
        # By unit, month and wording, which the dictionary above keeps.
        self.places: dict[tuple[int, str, int], Sums] = {}
        self.written_origin, self.written_by = _json(origin), _json(author)

    def write(self, rows: Sequence[tuple[Row, list[Number]]]) -> None:
        heads = chain.locked({row.said["unit"] for row, _numbers in rows})
        self.desks = {pk: _Desk(self.book.units[pk], head) for pk, head in heads.items()}
        salts, size = secrets.token_bytes(actions.SALT * len(rows)), actions.SALT
        for first, (row, numbers) in zip(range(0, len(salts), size), rows, strict=True):
            self._one(row, numbers, salts[first : first + size])
        for desk in self.desks.values():
            desk.leave()
        self.pen.write()
        chain.move(heads.values())
        self.deltas.apply()

    def _one(self, row: Row, numbers: list[Number], salt: bytes) -> None:
        said, start, desk = row.said, row.said["start"], self.desks[row.said["unit"]]
        words = self._wording((said["kind"], said["topic"], *said["lines"]))
        desk.number += 1
        macs = macs_of(salt, said["title"], said["place"], said["note"])
        digest = desk.next(self._payload(row, numbers, words, macs, desk))
        self.pen.entry(
            (row.entry, said["unit"], desk.number, desk.moment, digest),
            (
                *(start, said["end"], words.kind, words.topic or None, said["title"], said["place"], said["note"]),
                *(salt, kept_macs(*macs), said["summary"]),
            ),
            lines=words.under[1:],
            numbers=numbers,
        )
        key = said["unit"], start[:7], id(words)
        sums = self.places.get(key)
        if sums is None:
            own = Own(desk.path, month_of(date.fromisoformat(start)), words.under, words.kind, words.topic)
            sums = self.places[key] = self.deltas.place(own)
        self.deltas.gather(sums, numbers)

    def _wording(self, words: tuple[str, ...]) -> _Wording:
        known = self.wordings.get(words)
        if known is None:
            known = self.wordings[words] = _Wording.of(*words)
        return known

    def _payload(
        self, row: Row, numbers: list[Number], words: _Wording, macs: tuple[str, str, str], desk: _Desk
    ) -> str:
        """What `content.entry_payload` says, in its canonical form. Days, codes and hexadecimal digits are written as
        they are; one number a metric stands in one order."""
        said, (title, place, note), key = row.said, macs, row.entry
        end, summary = f'"{said["end"]}"' if said["end"] else "null", "true" if said["summary"] else "false"
        return (
            f'{{"amounts":[{",".join([number[4] for number in numbers])}],"by":{self.written_by},"cohosts":[],'
            f'"end":{end},"id":"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}",'
            f'"kind":{words.written_kind},"late":false,"lines":{words.written_lines},"measures":[],'
            f'"number":{desk.number},"origin":{self.written_origin},"reason":"","recorded_at":"{desk.stamp}",'
            f'"replaces":null,"start":"{said["start"]}","summary":{summary},'
            f'"text":{{"note":"{note}","place":"{place}","title":"{title}"}},"topic":{words.written_topic},'
            f'"unit":{desk.written_code},"void":false,"what":"entry"}}'
        )


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


# HMAC as RFC 2104 tells it, for three texts under one salt: `hmac.digest` sets itself up anew for each, which takes
# twice as long. `macs` of content.py is the same.
_INNER, _OUTER = (bytes(at ^ mask for at in range(256)) for mask in (0x36, 0x5C))


def macs_of(salt: bytes, title: str, place: str, note: str) -> tuple[str, str, str]:
    """`content.macs`, of title, place and note."""
    key, sha = salt.ljust(64, b"\0"), hashlib.sha256
    inner, outer = key.translate(_INNER), key.translate(_OUTER)
    return (
        sha(outer + sha(inner + f"title\n{title}".encode()).digest()).hexdigest(),
        sha(outer + sha(inner + f"place\n{place}".encode()).digest()).hexdigest(),
        sha(outer + sha(inner + f"note\n{note}".encode()).digest()).hexdigest(),
    )
