"""Text as it was meant: what people type by full-width keyboard, paste from a web page or pad with blanks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
_ILLEGIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A value read from someone else's text; `problem` says in Chinese why there is none. A blank has neither."""

    value: T | None = None
    problem: str = ""


def plain(text: str) -> str:
    """`text` in half-width characters, without invisible ones, with single blanks and none at the ends."""
    folded = unicodedata.normalize("NFKC", text)
    if not folded.isprintable():
        folded = "".join(_visible(character) for character in folded)
    return " ".join(folded.split())


def legible(text: str) -> str:
    """`text` word for word, but without what no eye sees and no document can hold: control characters (line ends and
    tabs stay), halves of characters, and marks that turn the writing round."""
    return _ILLEGIBLE.sub("", text)


def quoted(text: str, most: int = 20) -> str:
    """`text` in Chinese quotation marks for a sentence to the user, cut where it is long."""
    return f"“{text[:most]}…”" if len(text) > most else f"“{text}”"


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    return "" if category in ("Cf", "Cs") else character
