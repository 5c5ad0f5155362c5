"""What an administrator does about the keeping, on a page or by a command."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.config.keeping.notes import note
from yiben.config.keeping.paper import are_words_of, key_name
from yiben.lib.refused import Refused
from yiben.units.acts import verb
from yiben.units.models import Post, PostKind

PRINTED, CHECKED = "key_printed", "key_copy"


@dataclass(frozen=True)
class Key:
    """A key, as an act names it."""

    name: str

    def act_detail(self) -> dict[str, str]:
        return {"number": self.name}


@verb("config.print_keys", posts=[PostKind.ADMIN])
def tell_printed(*, by: Post | None) -> Key:
    """Leave a trace that the key was put on paper."""
    name = key_name(settings.FIELD_KEY)
    note(PRINTED, key=name, at=timezone.now().isoformat(timespec="seconds"))
    return Key(name)


@verb("config.check_keys", posts=[PostKind.ADMIN])
def confirm_copy(*, by: Post | None, words: str) -> Key:
    """Whoever types the four words from the paper has a legible copy in hand. Refused (`words`) where they differ."""
    name = key_name(settings.FIELD_KEY)
    if not are_words_of(settings.FIELD_KEY, words):
        raise Refused(_("与现在的密钥（%(name)s）对不上：请照纸上的四个词输入") % {"name": name}, field="words")
    note(CHECKED, key=name, at=timezone.now().isoformat(timespec="seconds"))
    return Key(name)
