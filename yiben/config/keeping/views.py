from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiben.config.keeping import actions
from yiben.config.keeping.checklist import checklist
from yiben.config.keeping.forms import WordsForm
from yiben.config.keeping.health import health as found
from yiben.lib.refused import Refused
from yiben.units.models import PostKind
from yiben.units.scope import StaffRequest, for_posts


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For machines: 200 while all is well, else 503."""
    told = found()
    answer = JsonResponse(told, status=200 if told["status"] == "ok" else 503)
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(PostKind.ADMIN)
def keeping(request: StaffRequest) -> HttpResponse:
    """The administrator's checklist; the words on the key's paper are typed here."""
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_copy(by=request.post, words=form.cleaned_data["words"])
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            messages.success(request, _("对得上，已记下密钥有纸质副本"))
            return redirect("keeping:checklist")
    items = checklist(request.post, secure=request.is_secure(), now=timezone.now())
    copied = any(item.slug == "key" and item.done for item in items)
    left = sum(not item.done for item in items)
    said = {"items": items, "form": form, "left": left, "copied": copied, "demo": settings.DEMO}
    return render(request, "keeping/checklist.html", said, status=422 if form.errors else 200)
