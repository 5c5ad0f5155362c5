"""The administrator's first page says what is left to see to, until it is done."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from yiben.config.keeping.checklist import open_items
from yiben.units.models import Post, PostKind


def left(request: HttpRequest) -> dict[str, object]:
    """`keeping_left`, how many things, and `keeping_url`; on no other page, and not in the demo."""
    post: Post | None = getattr(request, "post", None)
    if post is None or post.kind != PostKind.ADMIN or request.path != "/" or settings.DEMO:
        return {}
    count = len(open_items(post, secure=request.is_secure(), now=timezone.now()))
    return {"keeping_left": count, "keeping_url": reverse("keeping:checklist")}
