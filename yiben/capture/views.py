from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiben.capture import drafts
from yiben.capture.forms import MOST, BriefForm, DraftForm, draft_forms
from yiben.ledger import actions
from yiben.ledger.asking import Offers
from yiben.ledger.models import Entry
from yiben.ledger.rules import Book, check
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.units.acts import WRITERS
from yiben.units.models import Post
from yiben.units.scope import StaffRequest, for_posts

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
    entries = _recorded(kept, request.post) if all(form.is_valid() for form in kept) else None
    if entries is None or not read:
        return render(request, "capture/look.html", {"drafts": read}, status=WRONG)
    _say(request, entries)
    return redirect("ledger:detail", entries[0].pk) if len(entries) == 1 else redirect("capture:paste")


def _recorded(forms: list[DraftForm], post: Post) -> list[Entry] | None:
    """The entries; None where the rules said no, which the form that it is about then tells."""
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


def _say(request: StaffRequest, entries: list[Entry]) -> None:
    told = [(reverse("ledger:detail", args=[entry.pk]), entry.receipt) for entry in entries]
    links = format_html_join("，", '<a href="{}">{}</a>', told)
    words = _("已记下%(n)d条，回执：") % {"n": len(entries)} if entries else _("没有要记的，什么都没有记下。")
    messages.success(request, format_html("{}{}", words, links))
