"""Whose an outbox is: a name for a person that tells nothing of her, and the key under which hers lies on a device.

Both follow from the field key and need no table. The key is given to her browser when she has signed in and leaves the
device when she signs out, or when somebody else signs in there: what waits stays, and nobody else can read it.
"""

from __future__ import annotations

import base64
import hmac

from django.conf import settings

from yiben.units.models import Person


def owner_of(person: Person | int) -> str:
    """The name of a person's outbox."""
    return _derived("owner", person).hex()[:32]


def key_of(person: Person | int) -> str:
    """The 256 bits under which a person's outbox is kept, in base64."""
    return base64.b64encode(_derived("key", person)).decode()


def _derived(what: str, person: Person | int) -> bytes:
    pk = person if isinstance(person, int) else person.pk
    return hmac.digest(settings.FIELD_KEY.encode(), f"yiben outbox {what} {pk}".encode(), "sha256")
