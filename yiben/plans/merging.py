"""What a revised document says, joined with what people had put right in the plan before it. Pure.

Three say something of each field: the old document as it is read today, the plan as it stood, the new document. Where
the documents agree, what stood goes on. Where nobody had put it right, the new words count. Where both differ, the new
words count, too, and what stood is told beside them: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from yiben.plans.contesting import contest
from yiben.plans.models import Measure, Target
from yiben.plans.revision import is_same

DUTIES = ("lead_unit", "support_units", "leader", "deadline")
R = TypeVar("R", Measure, Target)
ASKED = ("comparator", "value", "unit", "scope", "deadline", "frequency")
COUNTED = ("indicator_id", "own")
GOAL = (*ASKED, *COUNTED)


def join_measure(anew: Measure, stood: Measure, read: Measure | None) -> None:
    """Let a measure of a revision keep what had been put right in the one that it goes on with."""
    same = is_same(anew.text, stood.text)
    # Read no more (its document was another's, or is read otherwise today): then only the words can tell.
    base = read or (anew if same else stood)
    if stood.title != base.title:
        anew.title = stood.title
    if stood.line_id != base.line_id or anew.line_id is None:
        anew.line_id = stood.line_id
    _join(anew, stood, base, DUTIES)
    if read is None:
        for name in DUTIES:
            setattr(anew, name, getattr(anew, name) or getattr(stood, name))


class Joined(NamedTuple):
    """The numbers of a measure of a revision: those that stay, those that a person had taken out or put in."""

    kept: list[Target]
    out: list[Target]
    added: list[Target]


def join_targets(anew: Sequence[Target], stood: Sequence[Target], read: Sequence[Target], *, same: bool) -> Joined:
    """The same for its numbers, which are found again by their words, else by their unit; `same`: its text is, too."""
    mine = {base: own for base, own in aligned(read, stood) if base is not None and own is not None}
    base_of = {now: base for base, now in aligned(read, anew) if base is not None and now is not None}
    joined = Joined([], [], [])
    for at, target in enumerate(anew):
        base = base_of.get(at)
        if base is not None and base in mine:
            _join(target, stood[mine[base]], read[base], GOAL)
        # A person had taken it out, and the document says it as before.
        gone = base is not None and base not in mine and agree(read[base], target)
        (joined.out if gone else joined.kept).append(target)
    rest = [own for at, own in enumerate(stood) if at not in mine.values() and (same or not own.words)]
    joined.added.extend(own for own in rest if not any(_says_it(target, own) for target in joined.kept))
    return joined


def aligned(left: Sequence[Target], right: Sequence[Target]) -> list[tuple[int | None, int | None]]:
    """The places of numbers that are one on both sides, by their words and then by their unit; None where it lacks."""
    pairs: dict[int, int] = {}
    for key in (_by_words, _by_unit):
        for at, target in enumerate(left):
            free = (to for to, other in enumerate(right) if to not in pairs.values() and key(other) == key(target))
            if at not in pairs and (to := next(free, None)) is not None:
                pairs[at] = to
    told: list[tuple[int | None, int | None]] = [(at, pairs.get(at)) for at in range(len(left))]
    return told + [(None, to) for to in range(len(right)) if to not in pairs.values()]


def _by_words(target: Target) -> tuple[str, str]:
    return target.words, target.unit


def _by_unit(target: Target) -> str:
    return target.unit


def agree(one: Target, other: Target, names: Iterable[str] = GOAL) -> bool:
    """Whether two numbers say the same, in these fields."""
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _says_it(one: Target, other: Target) -> bool:
    return agree(one, other, ("value", "unit", "scope", "frequency"))


# One field after another


def _join(anew: R, stood: R, read: R, names: Iterable[str]) -> None:
    for name in names:
        said, mine, now = (getattr(row, name) for row in (read, stood, anew))
        if now == said or (now is None and name == "indicator_id"):
            setattr(anew, name, mine)
        elif mine not in (said, now):
            contest(anew, name, mine)
