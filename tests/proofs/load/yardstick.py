"""The yardstick: the same middleware, session, person and post, and one row by `create()` in a transaction of its own."""

from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from yiben.config.urls import urlpatterns as site
from yiben.units.acts import WRITERS
from yiben.units.models import Feedback
from yiben.units.scope import StaffRequest, for_posts


@require_POST
@for_posts(*WRITERS)
def row(request: StaffRequest) -> HttpResponse:
    text = request.body.decode()
    with transaction.atomic():
        one = Feedback.objects.create(by=request.user, unit=request.post.unit, text=text, at=timezone.now())
    return JsonResponse({"id": one.pk}, headers={"Cache-Control": "no-store"})


urlpatterns = [path("yardstick/", row), *site]
