"""The blanks that a brief was typed or pasted with: taken out before it is read, and counted in again afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from yiben.ledger.briefing.drafts import Draft, Finding, Quantity, Source, Span

# Indents, and what stands behind a comma.
_ANYWHERE = r"(?m)^ +| +$|(?<=[，。；：:、！？”]) +"
_HAN = "[\u4e00-\u9fff]"
# Not behind 9.3, a day that heads a line.
_AT_DIGITS = rf"(?<={_HAN}) (?=\d)|(?<=\d)(?<![./-]\d)(?<![./-]\d\d) (?={_HAN})|(?<=\d) (?=月)"
_LOOSE = re.compile(_ANYWHERE)
_SET_APART = re.compile(f"{_ANYWHERE}|{_AT_DIGITS}")
_BESIDE_DIGITS = re.compile(rf"{_HAN} ?(?=\d)|\d ?(?={_HAN})")
_FEW = 4
_NEARLY_ALL = 0.8


class Squeezed(NamedTuple):
    """A text without idle blanks; `places` says of each of its characters where it stood, and where the text ended."""

    text: str
    places: Sequence[int]

    def was(self, span: Span) -> Span:
        """Where a span of the squeezed text stood."""
        if span.end <= span.start:
            return Span(self.places[span.start], self.places[span.start])
        return Span(self.places[span.start], self.places[span.end - 1] + 1)

    def draft(self, draft: Draft) -> Draft:
        """A draft with its words where they stood."""
        if isinstance(self.places, range):
            return draft
        return replace(
            draft,
            span=self.was(draft.span),
            sources=tuple(Source(one.field, self.was(one.span)) for one in draft.sources),
            quantities=tuple(self._quantity(one) for one in draft.quantities),
        )

    def _quantity(self, one: Quantity) -> Quantity:
        return replace(one, span=self.was(one.span))

    def finding(self, one: Finding) -> Finding:
        """A finding where its words stood."""
        return replace(one, span=self.was(one.span))


def squeezed(text: str) -> Squeezed:
    """The text without indents and blanks behind commas; without those beside digits, too, where a program set them
    (发放 200 份). In a note the blanks part what is told (反诈宣传 30人), and stay."""
    gaps = [gap.span() for gap in (_SET_APART if _is_spaced(text) else _LOOSE).finditer(text)]
    if not gaps:
        return Squeezed(text, range(len(text) + 1))
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)]
    places = [at for start, end in zip(starts, ends, strict=True) for at in range(start, end)]
    return Squeezed("".join(text[at] for at in places), [*places, len(text)])


def _is_spaced(text: str) -> bool:
    found = [" " in one[0] for one in _BESIDE_DIGITS.finditer(text)]
    return len(found) >= _FEW and sum(found) >= _NEARLY_ALL * len(found)
