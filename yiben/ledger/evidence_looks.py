"""Which pictures of a street look like one: the same, saved anew, turned or mirrored, or one cut out of the other.

A `Look` is an index: it is worked out from the picture, kept beside it, made by the worker for what came without one
(`follow`), and goes when the picture is erased. It is asked once, for who attaches a picture, and tells nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from uuid import UUID

from django.db import IntegrityError, transaction

from yiben.ledger import evidence_store
from yiben.ledger.models import Evidence, EvidenceQuerySet, Look
from yiben.lib import pictures
from yiben.lib.refused import Refused
from yiben.units.models import Unit

MOST = 20_000
"""A street's newest pictures that are looked through for parts."""
MOST_LAID = 12
"""Of many files that are sent at once, so many are looked for as parts of others; that takes a third of a second."""
_AT_ONCE = 20


class How(IntEnum):
    """How one file is like another; the surer the smaller."""

    SAME = 0
    ALIKE = 1
    TURNED = 2
    PART = 3


def look_of(file: Evidence, grey: bytes) -> Look:
    """What a picture is found by; of a page only whether it was turned, for parts of any two pages are alike."""
    signs = b""
    if grey and not pictures.is_page(file.likeness):
        from yiben.lib import cutouts  # with numbers by the million: only for who attaches pictures

        signs = cutouts.signs_of(grey)
    return Look(evidence=file, grey=grey, signs=signs)


def follow() -> bool:
    """Look at some pictures that nobody has looked at yet, in short transactions; whether there were any."""
    files = list(Evidence.objects.exclude(likeness="").filter(look=None).order_by("pk")[:_AT_ONCE])
    for file in files:
        look = look_of(file, _grey_of(file))
        try:
            with transaction.atomic():
                # It may have been erased, or looked at by who attached it, meanwhile.
                if Evidence.objects.select_for_update().filter(pk=file.pk).exclude(likeness="").exists():
                    look.save(force_insert=True)
        except IntegrityError:
            continue
    return bool(files)


def _grey_of(file: Evidence) -> bytes:
    """Nothing of one that is gone or damaged: verify tells that, and an index needn't try again and again."""
    content = evidence_store.read(file.sha256)
    try:
        return pictures.grey_of(content) if content is not None else b""
    except Refused:
        return b""


class Street:
    """The standing files of a street, read once for any number of files that are compared with them."""

    def __init__(self, tenant: Unit) -> None:
        self.tenant = tenant
        self._likenesses: list[tuple[UUID, str]] | None = None
        self._signs: list[tuple[UUID, bytes]] | None = None
        self._laid = 0

    def near(self, file: Evidence) -> dict[UUID, How]:
        """Files that are like this one and how, the surest first. Itself may be among them."""
        standing = self._standing()
        same = standing.filter(sha256=file.sha256).values_list("pk", flat=True)
        found = dict.fromkeys(same, How.SAME)
        look = Look.objects.filter(evidence=file).first()
        for pk, how in (*self._whole(file, look), *self._parts(file, look)):
            found.setdefault(pk, how)
        return found

    def _standing(self) -> EvidenceQuerySet:
        return Evidence.objects.standing().filter(unit__tenant=self.tenant)

    def _whole(self, file: Evidence, look: Look | None) -> list[tuple[UUID, How]]:
        if not file.likeness:
            return []
        page = pictures.is_page(file.likeness)
        ways = pictures.turned(bytes(look.grey)) if look and look.grey else []
        ours = [file.likeness, *(way + file.likeness[len(way) :] for way in ways)]
        near = []
        for pk, theirs in self._all_likenesses():
            differ, way = pictures.nearest(ours, theirs)
            if differ <= pictures.most_differing(page or pictures.is_page(theirs)):
                near.append((way > 1, differ, pk))
        return [(pk, How.TURNED if turned else How.ALIKE) for turned, _differ, pk in sorted(near)]

    def _parts(self, file: Evidence, look: Look | None) -> Iterator[tuple[UUID, How]]:
        if look is None or not look.signs or self._laid >= MOST_LAID:
            return
        from yiben.lib import cutouts

        self._laid += 1
        pks = [pk for pk, _signs in self._all_signs()]
        may = cutouts.may_be(bytes(look.grey), [signs for _pk, signs in self._all_signs()])
        wanted = dict(Look.objects.filter(pk__in=[pks[one.place] for one in may]).values_list("pk", "grey"))
        # What was erased in this moment is in the one and not in the other.
        others = [(one, bytes(wanted[pks[one.place]])) for one in may if pks[one.place] in wanted]
        for one, like in cutouts.laid_on(bytes(look.grey), others):
            if like >= cutouts.ENOUGH:
                yield pks[one.place], How.PART

    def _all_likenesses(self) -> Iterable[tuple[UUID, str]]:
        if self._likenesses is None:
            self._likenesses = list(self._standing().exclude(likeness="").order_by().values_list("pk", "likeness"))
        return self._likenesses

    def _all_signs(self) -> list[tuple[UUID, bytes]]:
        if self._signs is None:
            looks = Look.objects.filter(evidence__in=self._standing().order_by()).exclude(signs=b"")
            newest = looks.order_by("-evidence__recorded_at", "-pk").values_list("pk", "signs")[:MOST]
            self._signs = [(pk, bytes(signs)) for pk, signs in newest]
        return self._signs
