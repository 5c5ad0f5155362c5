"""Sentences of pure modules in the reader's language.

What reads a list, a form or a document knows no Django: it says what it found in Chinese, and keeps it so. Where a page
or a command shows it, the sentence is looked up here: as it stands, or by the shape that it was made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import get_language, gettext

_PLACE = re.compile(r"%\((\w+)\)s")


def N_(text: str) -> str:
    """The text itself, marked for the catalogues: it is translated where it is shown."""
    return text


class Spoken:
    """Translates sentences of these shapes (`没有：%(said)s`), and any that stands in the catalogue as it is."""

    def __init__(self, shapes: Iterable[str] = ()) -> None:
        self._shapes = [(_shape(one), one) for one in shapes]

    def knows(self, text: str) -> bool:
        """Whether a sentence is of one of these shapes."""
        return any(shape.fullmatch(text) for shape, _template in self._shapes)

    def __call__(self, text: str) -> str:
        """The sentence in the language of the page; what nobody has put into words stays as it was said."""
        if not text or (get_language() or "zh").startswith("zh"):
            return text
        told = gettext(text)
        if told != text:
            return told
        for shape, template in self._shapes:
            if found := shape.fullmatch(text):
                return gettext(template) % {name: self(part) for name, part in found.groupdict().items()}
        return text


def _shape(template: str) -> re.Pattern[str]:
    parts = _PLACE.split(template)
    return re.compile("".join(f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)), re.S)
