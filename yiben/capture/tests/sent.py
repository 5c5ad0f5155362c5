"""What a browser's outbox sends."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from yiben.capture.messages import FORMAT
from yiben.lib.canonical import uuid7
from yiben.units.models import Post


def item(post: Post, **said: Any) -> dict[str, Any]:
    """One ordinary entry that waited, saved in that post."""
    ordinary = {
        "unit": str(post.unit_id),
        "kind": "volunteering",
        "title": "学雷锋志愿服务",
        "start": "2025-03-05",
        "lines": ["volunteering"],
        "amounts": [["volunteers", "30余", ""], ["attendances", "120", ""]],
    }
    return {"id": str(uuid7()), "post": post.pk, "said": ordinary | said}


def send(browser: Client, *items: dict[str, Any]) -> HttpResponse:
    body = json.dumps({"format": FORMAT, "items": items})
    return browser.post(reverse("capture:entries"), body, content_type="application/json")


def answers(answer: HttpResponse) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.content
    return answer.json()["answers"]
