"""A sentence said by a pure module: Chinese as it stands, and what a page needs to say it in another language."""

from __future__ import annotations


class Said(str):
    """A sentence with its parts put in. `form` is the message id, `parts` what stands in it."""

    form: str
    parts: dict[str, str]

    def __new__(cls, form: str, **parts: str) -> Said:
        said = super().__new__(cls, form % parts if parts else form)
        said.form, said.parts = form, parts
        return said


def say(form: str, **parts: str) -> Said:
    """The sentence. Imported as `_`, so that its message id is found with all others."""
    return Said(form, **parts)
