from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, cast

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from yiben.capture import drafts
from yiben.capture.forms import MOST, BriefForm, DraftForm, PhotoForm, draft_forms
from yiben.capture.messages import FORMAT, Outdated, Unreadable, read_message
from yiben.capture.owner import key_of, owner_of
from yiben.capture.receiving import receive
from yiben.capture.shell import shell
from yiben.capture.trusting import local_authority
from yiben.ledger import actions
from yiben.ledger.asking import EntryForm, Offers, usual_kinds
from yiben.ledger.evidence import attach
from yiben.ledger.models import Entry
from yiben.ledger.rules import Book, check
from yiben.lib.downloads import attachment
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.plans.upcoming import announce
from yiben.units.acts import WRITERS
from yiben.units.models import Post, Unit
from yiben.units.scope import StaffRequest, for_posts, writes_for

WRONG = 422


@require_safe
@for_posts(*WRITERS)
def paste(request: StaffRequest) -> HttpResponse:
    """Where a brief is pasted."""
    return render(request, "capture/paste.html", {"form": BriefForm()})


@require_POST
@for_posts(*WRITERS)
def look(request: StaffRequest) -> HttpResponse:
    """The brief's activities with what was read of each, to be looked at and saved."""
    form = BriefForm(request.POST)
    if not form.is_valid():
        return render(request, "capture/paste.html", {"form": form}, status=WRONG)
    day, post = today(), request.post
    offers = Offers.to(post, day)
    reading = drafts.read(form.cleaned_data["text"], post, offers, day)
    read = [
        DraftForm(post=post, today=day, prefix=f"d{number}", offers=offers, sheet=sheet)
        for number, sheet in enumerate(reading.sheets[:MOST])
    ]
    return render(request, "capture/look.html", {"form": form, "reading": reading, "drafts": read})


@require_POST
@for_posts(*WRITERS)
def save(request: StaffRequest) -> HttpResponse:
    """All that was looked at, at one press: all of it or, with what is wrong beside its field, none."""
    offers = Offers.to(request.post, today())
    read = draft_forms(request.POST, post=request.post, today=today(), offers=offers)
    kept = [form for form in read if not form["drop"].value()]
    held, planned = ([form for form in kept if form.is_planned() is to_come] for to_come in (False, True))
    entries = _recorded(held, request.post) if read and all([form.is_valid() for form in kept]) else None  # noqa: C419
    if entries is None:
        return render(request, "capture/look.html", {"drafts": read}, status=WRONG)
    _announce(planned, request.post)
    _say(request, entries, len(planned))
    return redirect("ledger:detail", entries[0].pk) if len(entries) == 1 else redirect("capture:paste")


def _recorded(forms: list[DraftForm], post: Post) -> list[Entry] | None:
    """The entries; None where the rules said no, which the form that it is about then tells."""
    if not forms:
        return []
    try:
        return actions.record_many([form.new_content() for form in forms], by=post).entries
    except Refused as refused:
        form, said = next(((form, no) for form in forms if (no := _refusal(form))), (forms[0], refused))
        form.add_error(said.field if said.field in form.fields else None, said.sentence)
        return None


def _refusal(form: DraftForm) -> Refused | None:
    """What the rules say of this one alone."""
    try:
        content = form.new_content()
        check(content, Book.open([content]))
    except Refused as refused:
        return refused
    return None


def _announce(forms: list[DraftForm], post: Post) -> None:
    """What has yet to be held goes into the calendar."""
    for form in forms:
        content = form.new_content()
        unit = Unit.objects.get(pk=content.unit_id)
        said = {"start": content.start, "end": content.end, "title": content.title, "place": content.place}
        announce(by=post, unit=unit, kind=content.kind, id=content.id, **said)  # type: ignore[arg-type]


def _say(request: StaffRequest, entries: list[Entry], planned: int) -> None:
    if planned:
        messages.success(request, _("已列入日历%(n)d件，办完再记。") % {"n": planned})
        if not entries:
            return
    told = [(reverse("ledger:detail", args=[entry.pk]), entry.receipt) for entry in entries]
    links = format_html_join("，", '<a href="{}">{}</a>', told)
    words = _("已记下%(n)d条，回执：") % {"n": len(entries)} if entries else _("没有要记的，什么都没有记下。")
    messages.success(request, format_html("{}{}", words, links))


# -- what a browser does without a network, and how it speaks when there is one again


@require_safe
@for_posts(*WRITERS)
def unsent(request: StaffRequest) -> HttpResponse:
    """What waits in this browser, and what was sent from it; the browser alone knows."""
    return render(request, "capture/unsent.html", {})


@require_safe
@for_posts(*WRITERS)
def offline(request: StaffRequest) -> HttpResponse:
    """The empty form that a browser keeps for a place without signal: nothing of the book is on it."""
    offers = replace(Offers.to(request.post, today()), measures=[])
    form = EntryForm(post=request.post, today=today(), offers=offers)
    usual = " ".join(usual_kinds(request.post, today()))
    return render(request, "capture/offline.html", {"form": form, "usual": usual})


SPEAKS = "X-Yiben-Outbox"


def for_outbox(view: Callable[[StaffRequest], JsonResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A page for scripts: who isn't signed in, may not write, or isn't whose outbox speaks (`SPEAKS`), is told so in a
    manner that a script understands."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return _told({"state": "signed-out"}, status=401)
        post: Post | None = getattr(request, "post", None)
        if request.user.passing or post is None or post.kind not in WRITERS:
            return _told({"state": "no-writer"}, status=403)
        if request.headers.get(SPEAKS) not in (None, owner_of(request.user)):
            return _told({"state": "another"}, status=403)
        return view(cast("StaffRequest", request))

    return guarded


@require_GET
@for_outbox
def ready(request: StaffRequest) -> JsonResponse:
    """Whether entries may be sent now: whose they must be, the key that they lie under, and a token for the sending."""
    person = request.user
    return _told({"state": "ready", "owner": owner_of(person), "key": key_of(person), "token": get_token(request)})


@require_POST
@for_outbox
def entries(request: StaffRequest) -> JsonResponse:
    """Takes what waited: an answer an item, by its id."""
    try:
        items = read_message(request.body)
    except Outdated:
        return _told({"state": "outdated"}, status=409)
    except (Unreadable, RequestDataTooBig):
        return _told({"state": "unreadable"}, status=400)
    answers = receive(items, acting=request.post, posts=request.posts)
    return _told({"state": "answered", "answers": [answer.told() for answer in answers]})


@require_POST
@for_outbox
def photos(request: StaffRequest) -> JsonResponse:
    """Takes a photo that waited, for an entry that is in the book."""
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _told({"state": "unreadable"}, status=400)
    said = form.cleaned_data
    entry = Entry.objects.filter(pk=said["entry"]).select_related("unit").first()
    by = next((post for post in request.posts if entry and writes_for(post, entry.unit)), request.post)
    try:
        if entry is None:
            raise Refused(_("账本里没有这张照片的那条记录"))
        attach(entry, by=by, name=said["file"].name, content=said["file"].read(), id=said["id"])
    except Refused as refused:
        return _told({"id": str(said["id"]), "state": "refused", "said": {"": refused.sentence}})
    return _told({"id": str(said["id"]), "state": "recorded"})


def _told(words: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse({"format": FORMAT} | words, status=status, headers={"Cache-Control": "no-store"})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with what it keeps: it may serve the whole site, and is asked for anew at every visit."""
    script = finders.find("ui/worker.js")
    assert isinstance(script, str)
    head = f"const SHELL = {json.dumps(shell(), ensure_ascii=True)};\n"
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return HttpResponse(head + Path(script).read_text("utf-8"), content_type="text/javascript", headers=headers)


# -- how a device comes to trust a street's own certificate


@require_safe
def trust(request: HttpRequest) -> HttpResponse:
    """What to do so that the site opens by https without a warning; and why it then works without a network."""
    found = local_authority()
    return render(request, "capture/trust.html", {"found": found, "secure": request.is_secure()})


@require_safe
def authority(request: HttpRequest) -> HttpResponse:
    """The street's own authority, for a device to keep. It is no secret."""
    found = local_authority()
    if found is None:
        raise Http404
    return attachment(found.der, _("一本证书") + ".crt", "application/x-x509-ca-cert")
