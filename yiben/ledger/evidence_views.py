from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiben.ledger import evidence, evidence_page, evidence_store
from yiben.ledger.forms import ReasonForm, refuse
from yiben.ledger.models import Entry, Evidence, Withdrawal
from yiben.lib.downloads import DOCX, PDF, XLSX, attachment
from yiben.lib.pictures import thumbnail
from yiben.lib.refused import Refused
from yiben.units.acts import READERS, WRITERS
from yiben.units.models import PostKind
from yiben.units.scope import StaffRequest, for_posts

KINDS = {"jpeg": "image/jpeg", "png": "image/png", "pdf": PDF, "docx": DOCX, "xlsx": XLSX}
WRONG = 422


@require_POST
@for_posts(*WRITERS)
def attach(request: StaffRequest, pk: UUID) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.for_post(request.post), pk=pk)
    if not request.FILES:
        messages.error(request, _("请先选照片或文件"))
    evidence_page.receive(request, request.post, entry)
    return redirect("ledger:detail", entry.pk)


@require_safe
@for_posts(*READERS)
def file(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _seen(request, pk)
    if not found.is_picture:
        return _shut(attachment(_content(found), found.name, KINDS[found.type]))
    return _shown(request, found, found.sha256, lambda: _content(found))


@require_safe
@for_posts(*READERS)
def thumb(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _seen(request, pk)
    if not found.is_picture:
        raise Http404
    return _shown(request, found, f"{found.sha256}-small", lambda: thumbnail(_content(found)))


@for_posts(*WRITERS)
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _hers(request, pk)
    form = ReasonForm(request.POST or None)
    said = _done(form, lambda: evidence.withdraw(found, by=request.post, reason=form.cleaned_data["reason"]))
    if said is None:
        return _reason_page(request, form, found, "withdraw")
    messages.success(request, _("附件已撤下"))
    return redirect("ledger:detail", found.entry_id)


@for_posts(PostKind.OFFICER)
def erase(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _hers(request, pk)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = _("法律依据")
    elsewhere = Evidence.objects.filter(sha256=found.sha256).exclude(pk=found.pk).exists()
    said = _done(form, lambda: evidence.erase(found, by=request.post, ground=form.cleaned_data["reason"]))
    if said is None:
        return _reason_page(request, form, found, "erase", elsewhere)
    messages.success(request, _("附件已清除，登记过这件事会留下"))
    return redirect("ledger:detail", found.entry_id)


def _reason_page(
    request: StaffRequest, form: ReasonForm, found: Evidence, verb: str, elsewhere: bool = False
) -> HttpResponse:
    context = {"form": form, "file": found, "entry": found.entry, "verb": verb, "elsewhere": elsewhere}
    context["withdrawn"] = bool(found.withdrawals.all())
    return render(request, "ledger/evidence_reason.html", context, status=WRONG if form.errors else 200)


def _seen(request: StaffRequest, pk: UUID) -> Evidence:
    found = evidence.seen_by(request.post, pk)
    if found is None:
        raise Http404
    return found


def _hers(request: StaffRequest, pk: UUID) -> Evidence:
    """The file, if its entry is of the acting post's own reach to write; what she may only read is not found."""
    found = evidence.in_reach_of(request.post, pk)
    if found is None:
        raise Http404
    return found


def _done(form: ReasonForm, act: Callable[[], Withdrawal]) -> Withdrawal | None:
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        refuse(form, refused)
        return None


def _content(found: Evidence) -> bytes:
    content = evidence_store.read(found.sha256)
    if content is None:
        raise Refused(_("这个附件的文件不见了或被改动过，不予打开；请督查或管理员运行 yiben verify 核验"))
    return content


def _shown(request: HttpRequest, found: Evidence, tag: str, content: Callable[[], bytes]) -> HttpResponse:
    """A picture in the page; asked for anew each time, sent only when it isn't there yet."""
    etag = quote_etag(tag)
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        kind = "image/jpeg" if tag.endswith("-small") else KINDS[found.type]
        answer = HttpResponse(content(), content_type=kind)
        answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(found.name, safe='')}"
    answer["ETag"] = etag
    return _shut(answer)


def _shut(answer: HttpResponse) -> HttpResponse:
    """Whatever was sent to us runs nothing and reaches nothing, however a browser takes it."""
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
