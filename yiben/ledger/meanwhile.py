"""Two people at one entry: what the other changed while one was typing, field by field, and nothing overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from yiben.ledger.amounts import said
from yiben.ledger.asking import EntryForm, initial_of
from yiben.ledger.content import Amount, Content
from yiben.units.models import Post, Unit

_OURS = ("id", "reason")


@dataclass(frozen=True)
class Change:
    """A field that somebody changed: what it said before, what it says now, and what one was about to say of it."""

    label: str
    before: str
    now: str
    mine: str
    clash: bool


def changes(form: EntryForm, before: Content, now: Content) -> list[Change]:
    """What differs between three states of one entry: as the form was opened, as it stands, as it was typed.

    `form` is valid, bound, and was opened on `before`."""
    was, stands = initial_of(before), initial_of(now)
    told = []
    for name, field in form.fields.items():
        theirs, mine = _plain(was.get(name)) != _plain(stands.get(name)), name in form.changed_data
        if name in _OURS or not (theirs or mine):
            continue
        said_before, says_now = _words(field, was.get(name)), _words(field, stands.get(name))
        typed = _words(field, form.cleaned_data[name]) if mine else said_before
        told.append(Change(str(field.label), said_before, says_now, typed, clash=theirs and mine and says_now != typed))
    return told


def carried_over(form: EntryForm, now: Content, *, post: Post, today: date, unit: Unit) -> EntryForm:
    """The form opened anew on the entry as it stands, with only those fields changed that one had changed oneself."""
    typed = {name: _plain(form.cleaned_data[name]) for name in form.changed_data if name != "id"}
    return EntryForm(post=post, today=today, standing=now, unit=unit, initial=typed)


def _plain(value: Any) -> Any:
    if isinstance(value, Amount):
        return said(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return sorted(str(one) for one in value)
    return value or ""


def _words(field: forms.Field, value: Any) -> str:
    plain = _plain(value)
    if isinstance(field, forms.ChoiceField):
        named = _named(field.choices)
        return "、".join(
            named.get(str(one), str(one)) for one in (plain if isinstance(plain, list) else [plain]) if one
        )
    if isinstance(plain, bool):
        return "✓" if plain else ""
    return str(plain)


def _named(choices: Any) -> dict[str, str]:
    """Choices by their values; grouped ones count like others."""
    named: dict[str, str] = {}
    for value, label in choices:
        inner: Sequence[Any] = label if isinstance(label, (list, tuple)) else [(value, label)]
        named |= {str(key): str(words) for key, words in inner}
    return named
