from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from yiben.ledger import actions, asks, evidence_page, exports, importing, mapping_page, meanwhile, tasks, twins
from yiben.ledger.asking import EntryForm, as_announced, usual_kinds
from yiben.ledger.content import Content
from yiben.ledger.forms import AttributeForm, ClosingForm, FilterForm, ReasonForm, SignInSheetForm, UploadForm, refuse
from yiben.ledger.heads import Words
from yiben.ledger.models import Attribution, BatchState, Closing, Entry, ImportBatch, ImportRow
from yiben.ledger.months import months_of
from yiben.ledger.preview import Names, Shown, columns_of, notices_of, pairs, shown
from yiben.ledger.search import Newest, Pages
from yiben.ledger.sign_in_sheet import document
from yiben.ledger.words import words_for
from yiben.lib.downloads import DOCX, XLSX, attachment
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.lib.uploads import TABLES, received, safe_name
from yiben.ui.spans import span
from yiben.ui.templatetags.ui import number
from yiben.units.acts import READERS, WRITERS
from yiben.units.models import Post, PostKind, Unit
from yiben.units.scope import StaffRequest, for_posts, writes_for

ROWS = 50
WRONG = 422
CHANGED = 409
BOOKKEEPERS = (*READERS, PostKind.ADMIN)


# -- reading the book


@require_safe
@for_posts(*READERS)
def entries(request: StaffRequest) -> HttpResponse:
    filters = FilterForm(request.GET, post=request.post, today=today())
    pages = Pages if filters.typed else Newest
    page = pages(filters.entries().for_list(), ROWS).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "typed": filters.typed,
        "elsewhere": _also_past(request, filters) if filters.typed and not page.object_list else "",
        "page": page,
        "export_url": f"{reverse('ledger:export')}?{request.GET.urlencode()}",
        "new_url": reverse("ledger:new"),
        "may_write": actions.record.may(request.post),
        # A worker's list is her own unit's; what others held together with it is marked.
        "own_units": request.post.unit.carried if request.post.kind == PostKind.WORKER else None,
        "several_units": len(filters.units) > 1 or len(request.post.unit.carried) > 1,
    }
    return render(request, "ledger/list.html", context)


def _also_past(request: StaffRequest, filters: FilterForm) -> str:
    """Where what was searched for is found among what was corrected or voided; "" where it isn't there either."""
    every = request.GET.copy()
    every["state"] = "all"
    if request.GET.get("state") == "all" or not FilterForm(every, post=request.post, today=today()).entries().exists():
        return ""
    return f"?{every.urlencode()}"


@require_safe
@for_posts(*READERS)
def export(request: StaffRequest) -> HttpResponse:
    filters = FilterForm(request.GET, post=request.post, today=today())
    return attachment(exports.entries_workbook(filters.entries()), _("记录") + f"{today():%Y%m%d}.xlsx", XLSX)


@require_safe
@for_posts(*READERS)
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    entry = _found(request, pk)
    if entry.void:
        assert entry.replaces_id is not None
        return redirect("ledger:detail", entry.replaces_id)
    told = Attribution.objects.filter(entry=entry).select_related("line", "measure", "by__person", "by__unit")
    attributions = list(told.order_by("number", "pk"))
    history = entry.lineage()
    return render(
        request,
        "ledger/detail.html",
        {
            "entry": entry,
            "history": history,
            "files": evidence_page.files_of(entry, history, request.post),
            "attributions": attributions,
            "attributed_since": any(fact.number != entry.number for fact in attributions),
            "cohosted": request.post.kind == PostKind.WORKER and entry.unit_id not in request.post.unit.carried,
            "twins": twins.twins_of(entry, request.post.tenant) if _told_of_twins(entry, request.post) else [],
            "may_part": twins.may_part(entry, request.post),
            "may": _may(entry, request.post),
        },
    )


def _told_of_twins(entry: Entry, post: Post) -> bool:
    """Those who can do something about it: it is no finding for whoever reads."""
    return post.kind == PostKind.OFFICER or twins.may_part(entry, post)


@require_POST
@for_posts(*WRITERS)
def tell_apart(request: StaffRequest, pk: UUID, other: UUID) -> HttpResponse:
    seen = Entry.objects.select_related("unit__tenant").filter(unit__tenant=request.post.tenant, void=False)
    entry, another = get_object_or_404(seen, pk=pk), get_object_or_404(seen, pk=other)
    twins.tell_apart(entry, another, by=request.post)
    messages.success(request, _("好，以后不再提示这两条"))
    return redirect("ledger:detail", pk)


def _may(entry: Entry, post: Post) -> dict[str, bool]:
    """Which buttons a post gets: the rules of the actions themselves, asked beforehand."""
    hers = writes_for(post, entry.unit)
    changes = hers and entry.state == "standing" and actions.corrected_here(entry)
    return {
        "correct": changes and actions.correct.may(post),
        "void": changes and actions.void.may(post),
        "attribute": hers and entry.state == "standing" and actions.attribute.may(post),
        "copy": actions.record.may(post) and not entry.erased,
        "erase": hers and actions.erase.may(post) and not entry.erased,
        "ask": asks.ask.may(post) and entry.unit_id != post.unit_id and post.unit.reaches(entry.unit),
    }


# -- writing in it


@for_posts(*WRITERS)
def new(request: StaffRequest) -> HttpResponse:
    begun = as_announced(request.GET.get("upcoming", ""), request.post)
    form = EntryForm(request.POST or None, post=request.post, today=today(), initial={"start": today()} | begun)
    entry = _done(form, lambda: actions.record(form.new_content(), by=request.post))
    if entry is None:
        sent, usual = bool(request.FILES), usual_kinds(request.post, today())
        return _entry_page(request, form, _("记一笔"), reverse("ledger:list"), sent=sent, usual=" ".join(usual))
    form.settle(request.post)
    evidence_page.receive(request, request.post, entry)
    return _said(request, entry, _("已记下，回执 %(receipt)s") % {"receipt": entry.receipt})


@require_GET
@for_posts(*WRITERS)
def copy(request: StaffRequest, pk: UUID) -> HttpResponse:
    copied = actions.content_of(_found(request, pk))
    form = EntryForm(post=request.post, today=today(), standing=copied, initial={"start": None, "end": None})
    return _entry_page(request, form, _("照此新记一笔"), reverse("ledger:detail", args=[pk]), url=reverse("ledger:new"))


@for_posts(*WRITERS)
def correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    entry = _hers(request, pk)
    standing: Content = actions.content_of(entry)
    form = EntryForm(request.POST or None, post=request.post, today=today(), standing=standing, unit=entry.unit)
    if entry.state == "corrected" and not _sent_again(form):
        return _corrected_meanwhile(request, entry, standing, form)
    corrected = _done(
        form,
        lambda: actions.correct(
            entry,
            by=request.post,
            reason=form.cleaned_data["reason"],
            id=form.cleaned_data["id"],
            **form.content(),
        ),
    )
    if corrected is None:
        return _entry_page(request, form, _("更正"), reverse("ledger:detail", args=[pk]), entry=entry)
    return _said(request, corrected, _("已更正，新的回执 %(receipt)s") % {"receipt": corrected.receipt})


def _sent_again(form: EntryForm) -> bool:
    """Whether this very correction is in the book already: a press that was doubled on its way."""
    return form.is_valid() and Entry.objects.filter(pk=form.cleaned_data["id"]).exists()


def _corrected_meanwhile(request: StaffRequest, entry: Entry, before: Content, form: EntryForm) -> HttpResponse:
    """Somebody else was quicker: told field by field, and what was typed is carried over to the entry as it stands."""
    newest = entry.lineage()[-1]
    if newest.void:
        return redirect("ledger:detail", newest.pk)
    here, back = reverse("ledger:correct", args=[newest.pk]), reverse("ledger:detail", args=[newest.pk])
    if not form.is_valid():
        return redirect(here)
    now = actions.content_of(newest)
    told = {"changes": meanwhile.changes(form, before, now), "newest": newest, "url": here, "entry": newest}
    opened = meanwhile.carried_over(form, now, post=request.post, today=today(), unit=entry.unit)
    context = {"form": opened, "heading": _("更正"), "back": back} | told
    return render(request, "ledger/entry_form.html", context, status=CHANGED)


def _entry_page(request: StaffRequest, form: EntryForm, heading: str, back: str, **more: Any) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": back, "closed": form.has_error("reason")} | more
    return render(request, "ledger/entry_form.html", context, status=WRONG if form.errors else 200)


@for_posts(*WRITERS)
def void(request: StaffRequest, pk: UUID) -> HttpResponse:
    entry = _hers(request, pk)
    form = ReasonForm(request.POST or None)
    said = _done(
        form,
        lambda: actions.void(entry, by=request.post, reason=form.cleaned_data["reason"], id=form.cleaned_data["id"]),
    )
    if said is None:
        return _reason_page(request, form, entry, "void")
    return _said(request, entry, _("已作废"))


@for_posts(PostKind.OFFICER)
def erase(request: StaffRequest, pk: UUID) -> HttpResponse:
    entry = _hers(request, pk)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = _("法律依据")
    said = _done(form, lambda: actions.erase(entry, by=request.post, ground=form.cleaned_data["reason"]))
    if said is None:
        return _reason_page(request, form, entry, "erase")
    return _said(request, entry, _("文字已清除，数字保留"))


def _reason_page(request: StaffRequest, form: ReasonForm, entry: Entry, verb: str) -> HttpResponse:
    context = {"form": form, "entry": entry, "verb": verb}
    return render(request, "ledger/reason_form.html", context, status=WRONG if form.errors else 200)


@for_posts(*WRITERS)
def attribute(request: StaffRequest, pk: UUID) -> HttpResponse:
    entry = _hers(request, pk)
    form = AttributeForm(request.POST if request.method == "POST" else None, entry=entry)
    said = _done(form, lambda: actions.attribute(entry, by=request.post, **form.cleaned_data))
    if said is None:
        context = {"form": form, "entry": entry}
        return render(request, "ledger/attribute.html", context, status=WRONG if form.errors else 200)
    return _said(request, entry, _("归集已更新"))


# -- paper for an activity


@require_safe
@for_posts(*WRITERS)
def sign_in_sheet(request: StaffRequest, pk: UUID | None = None) -> HttpResponse:
    """A blank sheet to sign, for an entry or for what is still to come. Nothing of it is kept."""
    form, unit = _sheet_form(request, pk)
    sheet = form.sheet(unit) if form.is_valid() else None
    way = reverse("ledger:sign_in_document", args=[pk] if pk else [])
    context = {"form": form, "sheet": sheet, "document_url": f"{way}?{_asked(form)}"}
    return render(request, "ledger/sign_in_sheet.html", context)


@require_safe
@for_posts(*WRITERS)
def sign_in_document(request: StaffRequest, pk: UUID | None = None) -> HttpResponse:
    form, unit = _sheet_form(request, pk)
    if not form.is_valid():
        return redirect("ledger:sign_in_sheet", *([pk] if pk else []))
    sheet = form.sheet(unit)
    return attachment(document(sheet), safe_name(f"{sheet.title}-{_('签到表')}.docx"), DOCX)


def _sheet_form(request: StaffRequest, pk: UUID | None) -> tuple[SignInSheetForm, Unit]:
    """The form as asked for in the address; of an entry it says what that one does, until somebody changes it."""
    entry = _found(request, pk) if pk else None
    unit = entry.unit if entry else request.post.unit
    if "title" in request.GET:
        return SignInSheetForm(request.GET), unit
    if entry is None or not entry.title:
        return SignInSheetForm(initial={"people": PEOPLE}), unit
    said = {"title": entry.title[:60], "start": entry.start, "place": entry.place[:60], "people": PEOPLE}
    return SignInSheetForm(said), unit


def _asked(form: SignInSheetForm) -> str:
    """What the form says now, as the words of an address: the document is asked for by them."""
    return urlencode({name: form[name].value() or "" for name in form.fields}) if form.is_bound else ""


PEOPLE = 40


# -- closing months


@require_safe
@for_posts(*BOOKKEEPERS)
def months(request: StaffRequest) -> HttpResponse:
    return _months_page(request, ClosingForm())


@require_POST
@for_posts(PostKind.LEAD, PostKind.ADMIN)
def close(request: StaffRequest) -> HttpResponse:
    return _close_or_reopen(request, actions.close, _("已结账：%(period)s"))


@require_POST
@for_posts(PostKind.LEAD, PostKind.ADMIN)
def reopen(request: StaffRequest) -> HttpResponse:
    return _close_or_reopen(request, actions.reopen, _("已重新打开：%(period)s"))


def _close_or_reopen(request: StaffRequest, verb: Callable[..., Closing], said: str) -> HttpResponse:
    form = ClosingForm(request.POST)

    def act() -> Closing:
        asked = form.cleaned_data
        span = asked["period"]
        return verb(request.post.tenant, by=request.post, start=span.start, end=span.end, reason=asked["reason"])

    if _done(form, act) is None:
        return _months_page(request, form)
    messages.success(request, said % {"period": span(form.cleaned_data["period"])})
    return redirect(f"{reverse('ledger:months')}?year={form.cleaned_data['period'].start.year}")


def _months_page(request: StaffRequest, form: ClosingForm) -> HttpResponse:
    asked = request.GET.get("year", "")
    year = int(asked) if len(asked) == 4 and asked.isdecimal() and 1949 < int(asked) < 2200 else today().year
    tenant = request.post.tenant
    context = {
        "form": form,
        "year": year,
        "months": months_of(tenant, year, today()),
        "this_year": today().year,
        "closings": Closing.objects.filter(unit=tenant).select_related("by__person", "by__unit")[:50],
        "may_close": actions.close.may(request.post),
    }
    return render(request, "ledger/months.html", context, status=WRONG if form.errors else 200)


# -- lists that come as files


@for_posts(*WRITERS)
def bring_in(request: StaffRequest) -> HttpResponse:
    pointed = {name: request.GET[name] for name in ("sheet", "head") if name in request.GET}
    form = UploadForm(request.POST or None, request.FILES or None, initial=pointed, post=request.post, today=today())

    def act() -> ImportBatch:
        upload = received(form.cleaned_data["file"], types=TABLES, most=importing.MOST_BYTES, field="file")
        unit, heads = form.chosen_unit(), form.heads()
        return tasks.receive(by=request.post, unit=unit, filename=upload.name, data=upload.content, heads=heads)

    begun = _done(form, act)
    if begun is not None:
        return redirect("ledger:batch" if _may_go_in(begun) else "ledger:mapping", begun.pk)
    batches = ImportBatch.objects.for_post(request.post).with_counts()
    page = Paginator(batches, 20).get_page(request.GET.get("page"))
    if importing.no_head() in form.errors.get("file", ()):
        form.ask_for_the_head()
    context = {"form": form, "page": page, "again": request.GET.get("file", "") if pointed else ""}
    return render(request, "ledger/import.html", context | pointed, status=WRONG if form.errors else 200)


def _may_go_in(begun: ImportBatch) -> bool:
    """Whether every column was told, and some row is good; or the rows are still being read."""
    return begun.confirmed and (begun.working or begun.counts()["good"] > 0)


@require_safe
@for_posts(*READERS)
def batch(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _batch(request, pk)
    if request.headers.get("HX-Request") == "true":
        return _progress(request, found)
    return _working_page(request, found) if found.working else _batch_page(request, found)


def _progress(request: StaffRequest, found: ImportBatch) -> HttpResponse:
    """How far work on a list is, asked again and again; the whole page once there is something to see."""
    if found.working:
        return render(request, "ledger/_working.html", _worked_on(found))
    answer = HttpResponse()
    answer["HX-Redirect"] = reverse("ledger:batch", args=[found.pk])
    return answer


def _working_page(request: StaffRequest, found: ImportBatch) -> HttpResponse:
    hers = found.by_id in request.post.stands_for and importing.begin_import.may(request.post)
    may_drop = hers and found.state == BatchState.READING and not found.mapping
    context = {"may_import": importing.begin_import.may(request.post), "may_drop": may_drop}
    return render(request, "ledger/working.html", context | _worked_on(found))


def _worked_on(found: ImportBatch) -> dict[str, Any]:
    text = found.get_step_display() if found.step else _("排队等候")
    return {"batch": found, "text": text, "here": reverse("ledger:batch", args=[found.pk])}


def _batch_page(request: StaffRequest, found: ImportBatch, refused: Refused | None = None) -> HttpResponse:
    counts = found.counts()
    asked = request.GET.get("rows") or _rows_first(found, counts)
    page = Paginator(_rows_asked(found, asked), ROWS).get_page(request.GET.get("page"))
    context = {
        "batch": found,
        "counts": counts,
        "asked": asked,
        "tabs": _row_tabs(found, counts, asked),
        "page": page,
        "rows": _shown(found, list(page)) if asked != "twins" else [],
        "pairs": pairs(found, list(page), Entry.objects.for_post(request.post)) if asked == "twins" else [],
        "several_sheets": len(found.mapping) > 1,
        "late": importing.late_rows(found),
        "refused": refused,
        "notices": notices_of(found),
        "columns": columns_of(found),
        "left": _left(found),
        "of_people": mapping_page.of_people(found) if found.state == BatchState.PREVIEW else [],
        "may_import": importing.begin_import.may(request.post),
        "hers": found.by_id in request.post.stands_for and importing.begin_import.may(request.post),
    }
    return render(request, "ledger/batch.html", context, status=WRONG if refused else 200)


def _rows_first(found: ImportBatch, counts: dict[str, int]) -> str:
    """The rows that a list's page opens on: what would be entered twice, then what can't be entered."""
    if found.state == BatchState.PREVIEW and counts["same"]:
        return "twins"
    return "bad" if counts["bad"] else "good"


def _left(found: ImportBatch) -> list[str]:
    """The columns that will be left out though they hold numbers."""
    if found.state != BatchState.PREVIEW:
        return []
    return mapping_page.left_counting(found, mapping_page.first_rows(found), {})


TRIED = 200


@for_posts(*WRITERS)
def mapping(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What a list's columns are taken for: shown, tried at each change (asked by htmx), confirmed."""
    found = _batch(request, pk)
    if found.state != BatchState.PREVIEW or found.rows.filter(entered__isnull=False).exists():
        return redirect("ledger:batch", pk)
    asked: QueryDict | None = request.POST if request.method == "POST" else None
    looking = request.headers.get("HX-Request") == "true" and "confirm" not in request.POST
    if asked is not None and "attendances" in asked:
        asked, looking = mapping_page.taken_by_attendances(found, asked), True
    fields = mapping_page.asked_fields(found, asked) if asked is not None else {}
    leave = mapping_page.asked_to_leave(found, asked) if asked is not None else frozenset()
    refused = None
    if asked is not None and not looking:
        try:
            tasks.map_columns(found, by=request.post, fields=fields, leave=leave)
            return redirect("ledger:batch", pk)
        except Refused as error:
            refused = error
    words = words_for(request.post, found.unit, today())
    first = mapping_page.first_rows(found)
    context = {"batch": found, "refused": refused} | _tried(found, (fields, leave), request.post, words, first)
    context["tables"] = mapping_page.tables(found, words, first, asked)
    if request.headers.get("HX-Request") == "true" and not refused:
        return render(request, "ledger/_tried.html", context | {"oob": True})
    return render(request, "ledger/mapping.html", context, status=WRONG if refused else 200)


def _tried(
    found: ImportBatch,
    asked: tuple[importing.Fields, Collection[str]],
    post: Post,
    words: Words,
    first: Sequence[ImportRow],
) -> dict[str, Any]:
    fields, leave = asked
    try:
        drafts = importing.try_mapping(found, fields, words, most=TRIED, leave=leave)
    except Refused as refused:
        return {"problem": refused.sentence}
    units = dict(Unit.objects.under(post.tenant).values_list("pk", "name"))
    told = {"tried": mapping_page.tried(drafts, words, units), "whole": len(drafts) < TRIED}
    return told | {"left": mapping_page.left_counting(found, first, fields)}


def _shown(found: ImportBatch, rows: Sequence[ImportRow]) -> list[Shown]:
    names = Names.of(found)
    return [shown(row, found.mapping, names) for row in rows]


def _rows_asked(found: ImportBatch, asked: str) -> QuerySet[ImportRow]:
    rows = found.rows.select_related("entered")
    match asked:
        case "twins":
            return rows.filter(good=True).exclude(twins=[])
        case "good":
            return rows.filter(good=True, skipped=False)
    return rows.filter(good=False)


@require_POST
@for_posts(*WRITERS)
def skip(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Leave out a row that may tell what is recorded already, or all that the book has number for number; or take them
    after all."""
    found = _batch(request, pk)
    if same := request.POST.get("same"):
        importing.skip_same(found, by=request.post, skip=same == "1")
        return redirect("ledger:batch", pk)
    asked = request.POST.get("row", "")
    row = get_object_or_404(found.rows, pk=int(asked) if asked.isdecimal() and len(asked) < MOST_DIGITS else 0)
    importing.skip_row(found, row.pk, by=request.post, skip=request.POST.get("skip") == "1")
    if request.headers.get("HX-Request") != "true":
        return redirect(f"{reverse('ledger:batch', args=[pk])}?rows=twins")
    row.refresh_from_db()
    (pair,) = pairs(found, [row], Entry.objects.for_post(request.post))
    counts = found.counts()
    context = {"batch": found, "pair": pair, "hers": True, "oob": True, "counts": counts, "asked": "twins"}
    return render(request, "ledger/_pair.html", context | {"tabs": _row_tabs(found, counts, "twins")})


MOST_DIGITS = 18


def _row_tabs(found: ImportBatch, counts: dict[str, int], asked: str) -> list[tuple[str, str, bool]]:
    good = {BatchState.DONE: _("已记入 %(n)s 条"), BatchState.UNDONE: _("记入过 %(n)s 条")}
    named = [("bad", _("有问题 %(n)s 行")), ("good", good.get(BatchState(found.state), _("可以导入 %(n)s 条")))]
    named += [("twins", _("可能重复 %(n)s 行"))] if counts["twins"] else []
    here = reverse("ledger:batch", args=[found.pk])
    return [(words % {"n": number(counts[name])}, f"{here}?rows={name}", name == asked) for name, words in named]


@require_POST
@for_posts(*WRITERS)
def commit(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _batch(request, pk)
    try:
        tasks.commit(found, by=request.post, reason=request.POST.get("reason", ""), again=_known_again(request))
    except Refused as refused:
        if refused.field != "twins":
            return _batch_page(request, found, refused)
        messages.warning(request, refused.sentence)
        return redirect(f"{reverse('ledger:batch', args=[pk])}?rows=twins")
    return redirect("ledger:batch", pk)


def _known_again(request: HttpRequest) -> int:
    """How many rows the page said would be entered again."""
    said = request.POST.get("again", "")
    return int(said) if said.isdecimal() and len(said) < MOST_DIGITS else 0


@require_POST
@for_posts(*WRITERS)
def undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    undone = tasks.undo(_batch(request, pk), by=request.post)
    if not undone.working:
        messages.success(request, _("已撤销这次导入"))
    return redirect("ledger:batch", pk)


@require_POST
@for_posts(*WRITERS)
def drop(request: StaffRequest, pk: UUID) -> HttpResponse:
    importing.drop_import(_batch(request, pk), by=request.post)
    messages.success(request, _("已放弃，什么都没有导入"))
    return redirect("ledger:import")


@require_safe
@for_posts(*READERS)
def rejected(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _batch(request, pk)
    name = found.filename.rpartition(".")[0] or found.filename
    return attachment(exports.rejected_workbook(found), f"{name}-{_('未导入')}.xlsx", XLSX)


@require_safe
@for_posts(*READERS)
def template(request: StaffRequest) -> HttpResponse:
    return attachment(exports.template_workbook(request.post, today()), _("一本导入模板") + ".xlsx", XLSX)


# -- shared by the above


def _found(request: StaffRequest, pk: UUID) -> Entry:
    shown = Entry.objects.for_post(request.post).for_list().select_related("by__person", "by__unit", "erasure")
    found: Entry = get_object_or_404(shown, pk=pk)
    return found


def _hers(request: StaffRequest, pk: UUID) -> Entry:
    """An entry that the post may change, or the sentence why not before a form is shown."""
    entry = _found(request, pk)
    if not writes_for(request.post, entry.unit):
        raise Refused(_("只能更改本单位的记录"))
    return entry


def _batch(request: StaffRequest, pk: UUID) -> ImportBatch:
    found: ImportBatch = get_object_or_404(
        ImportBatch.objects.for_post(request.post).select_related("unit__tenant"), pk=pk
    )
    return found


def _done(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What the action gave, or None where the form was not sent, is wrong, or the rules said no."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        refuse(form, refused)
        return None


def _said(request: HttpRequest, entry: Entry, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("ledger:detail", entry.pk)
