"""Whether one picture was cut out of another, whichever way it was turned, by 64 × 64 grey points of each.

A picture's signs tell, for itself and for every part that is left when up to three tenths of its width and height are
cut off, which of its lowest waves stand out. Comparing signs is quick and finds what may be; `likeness` lays the part
on the whole more and more closely and says how alike they are. (Segments by brightness, as crop_resistant_hash takes
them, found a third of what was cut by 30 %, at half a second a picture.)
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

SIDE = 64
"""A picture is told by so many points a side."""
ENOUGH = 0.92
"""From this likeness on it is the same picture: of a million pairs of strangers none came to 0.82."""
_MARGINS = (0.0, 0.1, 0.2, 0.3)
_LEFT = [(before, 1 - after) for before in _MARGINS for after in _MARGINS if before + after < 0.35]
_PARTS = len(_LEFT) ** 2
_SIGNS, _SHORTLIST = 8, 300
# Steps by which the edges of a part are moved, how many of them, how many waves are compared, of how many pictures.
_ROUNDS = ((0.04, 1, 10, _SHORTLIST), (0.0125, 2, 12, 30), (0.004, 2, 16, 5))

Points: TypeAlias = NDArray[np.float64]
Stretches: TypeAlias = Sequence[tuple[float, float]]


class May(NamedTuple):
    """What may be: the picture at `place`, with that part of one (theirs, or ours turned so) the other's whole."""

    place: int
    ours_is_part: bool
    turn: int
    part: int


def signs_of(points: bytes) -> bytes:
    """What a picture is found by: 64 signs of each of its parts, the whole first."""
    return _signs(_points(points)).tobytes()


def may_be(points: bytes, others: Sequence[bytes]) -> list[May]:
    """Of pictures given by their signs those that may be part of this one, or this one of them; the likeliest first."""
    if not others:
        return []
    theirs = np.frombuffer(b"".join(others), np.uint64).reshape(len(others), _PARTS)
    in_theirs, in_ours = _Nearest(len(others)), _Nearest(len(others))
    for turn, image in enumerate(_turns(_points(points))):
        ours = _signs(image)
        differ = np.bitwise_count(theirs ^ ours[0])
        in_theirs.keep(differ.min(1), turn, differ.argmin(1))
        for part, sign in enumerate(ours):
            in_ours.keep(np.bitwise_count(theirs[:, 0] ^ sign), turn, part)
    apart = np.concatenate([in_theirs.apart, in_ours.apart])
    told = [(int(at) % len(others), int(at) < len(others)) for at in np.argsort(apart, kind="stable")[:_SHORTLIST]]
    return [May(place, part, *(in_theirs if part else in_ours).how(place)) for place, part in told]


class _Nearest:
    """For each of some pictures in how few signs it differs, and the turn and part that it does so in."""

    def __init__(self, many: int) -> None:
        self.apart = np.full(many, 65, np.uint8)
        self.turn, self.part = np.zeros(many, np.intp), np.zeros(many, np.intp)

    def keep(self, differ: NDArray[np.uint8], turn: int, part: int | NDArray[np.intp]) -> None:
        nearer = differ < self.apart
        self.apart[nearer], self.turn[nearer] = differ[nearer], turn
        self.part[nearer] = part if isinstance(part, int) else part[nearer]

    def how(self, place: int) -> tuple[int, int]:
        return int(self.turn[place]), int(self.part[place])


def laid_on(points: bytes, others: Sequence[tuple[May, bytes]]) -> list[tuple[May, float]]:
    """How alike they are when the part is laid on the whole: 1 for the same picture; the most alike first, few."""
    ours = _turns(_points(points))
    found = [_begun(may, ours[may.turn], _points(other)) for may, other in others]
    for step, moves, count, most in _ROUNDS:
        found = [_laid(one, step, moves, count) for one in found[:most]]
        found.sort(key=lambda one: -one.like)
    best = {one.may.place: one for one in reversed(found)}
    return [(one.may, one.like) for one in found if best[one.may.place] is one]


class _Laid(NamedTuple):
    """A part where it lies on a whole, and how alike they are there."""

    may: May
    part: Points
    whole: Points
    down: tuple[float, float]
    across: tuple[float, float]
    like: float = 0.0


def _begun(may: May, ours: Points, theirs: Points) -> _Laid:
    part, whole = (ours, theirs) if may.ours_is_part else (theirs, ours)
    down, across = divmod(may.part, len(_LEFT))
    return _Laid(may, part, whole, _LEFT[down], _LEFT[across])


def _laid(one: _Laid, step: float, moves: int, count: int) -> _Laid:
    """The same where it lies best, each edge moved a few steps either way."""
    down, across = _around(one.down, step, moves), _around(one.across, step, moves)
    steep = _steepness(count)
    theirs = (_seen(one.whole, _waves(down, count), _waves(across, count)) * steep).reshape(-1, count * count)
    ours = (_seen(one.part, *_whole_waves(count)) * steep).ravel()
    like = theirs @ ours / (np.linalg.norm(theirs, axis=1) * np.linalg.norm(ours) + 1e-9)
    best = int(like.argmax())
    return one._replace(down=down[best // len(across)], across=across[best % len(across)], like=float(like[best]))


def _around(stretch: tuple[float, float], step: float, moves: int) -> list[tuple[float, float]]:
    moved = [step * times for times in range(-moves, moves + 1)]
    return [(max(0.0, stretch[0] + one), min(1.0, stretch[1] + other)) for one in moved for other in moved]


def _signs(image: Points) -> NDArray[np.uint64]:
    waves = _margin_waves()
    told = _seen(image, waves, waves).reshape(_PARTS, _SIGNS * _SIGNS)
    signs = told > np.median(told[:, 1:], axis=1, keepdims=True)
    signs[:, 0] = False  # how bright it is as a whole tells nothing
    return np.packbits(signs, axis=1).view(np.uint64).ravel()


def _seen(image: Points, down: Points, across: Points) -> Points:
    """The lowest waves of each stretch down by each stretch across: (down, across, count, count)."""
    # Many small products: of large ones each library of numbers makes threads, which wait for each other.
    return (down @ image)[:, None] @ across.swapaxes(1, 2)[None]


def _waves(stretches: Stretches, count: int) -> Points:
    """Cosines over stretches of the points, weighed by how much of each point lies within: (stretches, count, SIDE)."""
    begin, end = (np.array(one)[:, None] for one in zip(*stretches, strict=True))
    edge = np.arange(SIDE + 1) / SIDE
    within = np.clip(np.minimum(edge[1:], end) - np.maximum(edge[:-1], begin), 0, None) / (end - begin)
    along = np.clip((edge[:-1] + 0.5 / SIDE - begin) / (end - begin), 0, 1)
    return np.cos(np.pi * np.arange(count)[None, :, None] * along[:, None, :]) * within[:, None, :]


@cache
def _margin_waves() -> Points:
    return _waves(_LEFT, _SIGNS)


@cache
def _whole_waves(count: int) -> tuple[Points, Points]:
    waves = _waves([(0.0, 1.0)], count)
    return waves, waves


@cache
def _steepness(count: int) -> Points:
    """Low waves are large in any picture; weighed so, each says as much as another, and the brightness nothing."""
    order = np.arange(count)
    return np.hypot(order[:, None], order[None, :])


def _turns(image: Points) -> list[Points]:
    """The picture as it is, mirrored, and either turned by each quarter."""
    ways = [image, image[:, ::-1], image[::-1], image[::-1, ::-1]]
    return [*ways, *(one.T for one in ways)]


def _points(points: bytes) -> Points:
    return np.frombuffer(points, np.uint8).reshape(SIDE, SIDE).astype(np.float64)
