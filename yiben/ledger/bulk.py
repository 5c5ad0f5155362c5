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
from contextlib import closing
from datetime import date
from itertools import islice
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

import orjson

from yiben.ledger import actions, chain
from yiben.ledger.content import FORMAT, Amount, Content, amount_told, content_told
from yiben.ledger.models import Head, closed_on
from yiben.ledger.pen import ListPen, kept_macs, kept_moment
from yiben.ledger.rules import LONGEST_NOTE, Book, check
from yiben.ledger.tally import Deltas, Own, Sums, month_of
from yiben.lib.aside import Asks, Talk, aside
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
    """A row of a list that waits to be entered, the id that its entry will have, as 32 hexadecimal digits, and its
    draft as it is kept."""

    pk: int
    entry: str
    draft: str

    def said(self) -> dict[str, Any]:
        told: dict[str, Any] = orjson.loads(self.draft)
        return told


def enter(rows: Sequence[Row], *, tenant: Unit, origin: str, reason: str, by: Post | None) -> None:
    """Enter rows whose ids were made here, inside the caller's transaction: all or, by a Refused, none.

    Raises IntegrityError where one is in the book already. `reason` is kept beside those on closed days.
    """
    sieve, author = Sieve.open(tenant), by.pk if by else None
    hers = frozenset(pk for pk, unit in sieve.book.units.items() if writes_for(by, unit))
    odd: list[Content] = []

    def work() -> Talk:
        return _prepared(rows, sieve, hers, _Clerk(sieve.book, origin, author), reason)

    # The child begins with what was looked up in this transaction, and asks the database nothing.
    with closing(aside(work) if len(rows) > _MANY else work()) as talk:
        touched = next(talk).what
        writer = _Writer(chain.locked(touched.units & hers), origin, author)
        said = talk.send(set(map(str, closed_on(tenant, touched.days))))
        while isinstance(said, _Lot):
            writer.write(said)
            odd += said.odd
            said = next(talk)
    writer.leave()
    said.apply()
    actions.enter_fresh(odd, by=by)


_MANY = 2000
"""So many are prepared in a child, while those before them are written."""
_AT_A_TIME = 500


class _Touched(NamedTuple):
    """The units and the days that rows tell of."""

    units: set[int]
    days: set[date]


Plain: TypeAlias = tuple[str, int, tuple[Any, ...], tuple[str, ...], str, str]
"""A row that the book takes as it is: its entry's id, its unit, what its table keeps of it, its lines, and the chain's
payload before and behind the number and the moment that it gets."""


class _Lot(NamedTuple):
    """Rows in the order of entering, the numbers of all of them, and those left to the door."""

    plain: list[Plain]
    numbers: list[Any]
    odd: list[Content]


def _prepared(rows: Sequence[Row], sieve: Sieve, hers: frozenset[int], clerk: _Clerk, reason: str) -> Talk:
    """The rows in lots, ready to be chained and written, and in the end what they add up to. Asks which of the days
    are closed. Needs no database."""
    told = [(row.entry, row.said()) for row in rows]
    sieve.look_ahead(said for _entry, said in told)
    days = set(map(date.fromisoformat, {said["start"] for _entry, said in told}))
    closed = yield Asks(_Touched({said["unit"] for _entry, said in told}, days))
    waiting = iter(told)
    while some := list(islice(waiting, _AT_A_TIME)):
        lot = _Lot([], [], [])
        salts, size = secrets.token_bytes(actions.SALT * len(some)), actions.SALT
        for first, (entry, said) in zip(range(0, len(salts), size), some, strict=True):
            late = said["start"] in closed
            numbers = None if late or said["unit"] not in hers else sieve.numbers(said)
            if numbers is None:
                content = content_told(said, id=UUID(entry), origin=clerk.origin, reason=reason if late else "")
                lot.odd.append(content)
            else:
                lot.plain.append(clerk.prepare(entry, said, numbers, salts[first : first + size], lot.numbers))
        yield lot
    yield clerk.deltas


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

    def __init__(self, head: Head) -> None:
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


class _Clerk:
    """Prepares rows that are not odd: all that can be said of them before they have a number."""

    def __init__(self, book: Book, origin: str, author: int | None) -> None:
        self.origin, self.units = origin, book.units
        self.deltas = Deltas(book.tree)
        self.codes = {pk: _json(unit.code) for pk, unit in book.units.items()}
        self.wordings: dict[tuple[str, ...], _Wording] = {}
        # By unit, month and wording, which the dictionary above keeps.
        self.places: dict[tuple[int, str, int], Sums] = {}
        self.written_by = _json(author)

    def prepare(self, entry: str, said: Said, numbers: list[Number], salt: bytes, counted: list[Any]) -> Plain:
        """A row ready to be chained; its numbers go to those `counted`, and into the sums."""
        start, unit = said["start"], said["unit"]
        words = self._wording((said["kind"], said["topic"], *said["lines"]))
        macs = macs_of(salt, said["title"], said["place"], said["note"])
        for metric, _noun, amount, told, _written in numbers:
            counted += (entry, metric, amount, told)
        key = unit, start[:7], id(words)
        sums = self.places.get(key)
        if sums is None:
            path, month = self.units[unit].path, month_of(date.fromisoformat(start))
            sums = self.deltas.place(Own(path, month, words.under, words.kind, words.topic))
            self.places[key] = sums
        self.deltas.gather(sums, numbers)
        kept = (
            *(start, said["end"], words.kind, words.topic or None, said["title"], said["place"], said["note"]),
            *(salt, kept_macs(*macs), said["summary"]),
        )
        return entry, unit, kept, words.under[1:], *self._payload(entry, said, numbers, words, macs)

    def _wording(self, words: tuple[str, ...]) -> _Wording:
        known = self.wordings.get(words)
        if known is None:
            known = self.wordings[words] = _Wording.of(*words)
        return known

    def _payload(
        self, entry: str, said: Said, numbers: list[Number], words: _Wording, macs: tuple[str, str, str]
    ) -> tuple[str, str]:
        """What `content.entry_payload` says, in its canonical form, before the number and behind the moment. Days,
        codes and hexadecimal digits are written as they are; one number a metric stands in one order."""
        title, place, note = macs
        end, summary = f'"{said["end"]}"' if said["end"] else "null", "true" if said["summary"] else "false"
        return (
            f'{{"amounts":[{",".join([number[4] for number in numbers])}],"by":{self.written_by},"cohosts":[],'
            f'"end":{end},"id":"{entry[:8]}-{entry[8:12]}-{entry[12:16]}-{entry[16:20]}-{entry[20:]}",'
            f'"kind":{words.written_kind},"late":false,"lines":{words.written_lines},"measures":[],"number":'
        ), (
            f'","replaces":null,"start":"{said["start"]}","summary":{summary},'
            f'"text":{{"note":"{note}","place":"{place}","title":"{title}"}},"topic":{words.written_topic},'
            f'"unit":{self.codes[said["unit"]]},"void":false,"what":"entry"}}'
        )


class _Writer:
    """Chains prepared rows, and writes them down with what is born with them."""

    def __init__(self, heads: Mapping[int, Head], origin: str, author: int | None) -> None:
        self.pen = ListPen(origin, author)
        self.desks = {pk: _Desk(head) for pk, head in heads.items()}
        self.between = f',"origin":{_json(origin)},"reason":"","recorded_at":"'

    def write(self, lot: _Lot) -> None:
        for entry, unit, said, lines, head, tail in lot.plain:
            desk = self.desks[unit]
            desk.number += 1
            digest = desk.next(f"{head}{desk.number}{self.between}{desk.stamp}{tail}")
            self.pen.entry((entry, unit, desk.number, desk.moment, digest), said, lines)
        self.pen.write(lot.numbers)

    def leave(self) -> None:
        """Keep where the chains have come to."""
        for desk in self.desks.values():
            desk.leave()
        chain.move(desk.head for desk in self.desks.values())


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
