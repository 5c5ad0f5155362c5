"""A street of ten communities and sixteen workers who are signed in. Run as `python -m tests.proofs.load.found` with
YIBEN_DATA set; prints a JSON list of (session, post, unit)."""

import json
import os
from pathlib import Path
from typing import Any

COMMUNITIES, WORKERS = 10, 16

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "yiben.config.settings"
    Path(os.environ["YIBEN_DATA"]).mkdir(parents=True, exist_ok=True)

    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from tests.people import SINCE
    from yiben.units import actions
    from yiben.units.models import Person

    call_command("migrate", verbosity=0)
    born: dict[str, Any] = {"by": None, "since": SINCE}
    street = actions.add_unit(name="青石街道", kind="street", code="910101000000", **born)
    communities = [
        actions.add_unit(name=f"第{n}社区", kind="community", code=f"9101010{n:05}", parent=street, **born)
        for n in range(1, COMMUNITIES + 1)
    ]
    signed_in = []
    for n in range(WORKERS):
        unit = communities[n % COMMUNITIES]
        person = Person.objects.create(login=f"worker{n}", name=f"社工{n}")
        post = actions.give_post(person, unit=unit, kind="worker", lines=(), **born)
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        signed_in.append((session.session_key, post.pk, unit.pk))
    print(json.dumps(signed_in))
