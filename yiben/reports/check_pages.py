"""Pages of the check: send a document, read it with its claims judged, take it back with comments in Word's margin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiben.gongwen import Document, Table, read
from yiben.gongwen.docx import Comment, commented
from yiben.lib.downloads import DOCX, attachment
from yiben.lib.periods import Period, today
from yiben.lib.refused import Refused
from yiben.lib.uploads import DOCUMENTS, received
from yiben.reports import check_said, checks
from yiben.reports.check_models import Check, Pin
from yiben.reports.check_said import Said, is_aside, spoken, unread
from yiben.reports.checking.passages import Passage, passages
from yiben.reports.checking.reading import Checked, Stock, check, stock
from yiben.reports.checking.verdicts import Verdict
from yiben.units.models import PostKind, Unit, UnitKind
from yiben.units.scope import StaffRequest, for_posts

SEE = (PostKind.OFFICER, PostKind.LEAD, PostKind.AUDITOR)
SEND = (PostKind.OFFICER, PostKind.LEAD)
MOST_FILE = 20 * 1024 * 1024
MOST_TEXT = 100_000
MOST_HEAD = 30
WRONG = 422


class CheckForm(forms.Form):
    """A document or a text, and what it is about."""

    file = forms.FileField(label=_lazy("文件"), required=False, help_text=_lazy(".docx 或 .txt；或把文字粘贴在下面"))
    text = forms.CharField(
        label=_lazy("文字"), required=False, max_length=MOST_TEXT, widget=forms.Textarea({"rows": 8})
    )
    unit = forms.ModelChoiceField(label=_lazy("单位"), queryset=Unit.objects.none(), empty_label=None)
    period = forms.CharField(
        label=_lazy("时段"), max_length=30, help_text=_lazy("如 2025、2025Q3，或 2025-01-01..2025-11-20")
    )

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.for_post(request.post).on(today()).exclude(kind=UnitKind.DISTRICT)
        self.initial.setdefault("unit", request.post.unit_id)
        self.initial.setdefault("period", str(today().year))

    def clean_period(self) -> Period:
        """The period typed."""
        try:
            return Period.parse(self.cleaned_data["period"])
        except ValueError as error:
            raise forms.ValidationError(spoken(str(error))) from error

    def clean(self) -> dict[str, Any]:
        """One of file and text."""
        asked = super().clean() or {}
        if not asked.get("file") and not (asked.get("text") or "").strip() and not self.errors:
            self.add_error("file", _("请上传文件，或者粘贴文字"))
        return asked


@require_http_methods(["GET", "POST"])
@for_posts(*SEE)
def checked_documents(request: StaffRequest) -> HttpResponse:
    """Send a document to be checked; below, those checked before."""
    may = request.post.kind in SEND
    form = CheckForm(request.POST or None, request.FILES or None, request=request)
    if request.method == "POST" and not may:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("reports:check", _sent(request, form).pk)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else "file", spoken(str(refused)))
    before = Check.objects.for_post(request.post).defer("source").select_related("unit", "checked_by__person")
    page = Paginator(before, 20).get_page(request.GET.get("page"))
    status = WRONG if request.method == "POST" else 200
    listed = [(one, check_said.days(one.period)) for one in page]
    said = {"form": form, "page": page, "listed": listed, "may": may}
    return render(request, "reports/checks.html", said, status=status)


def _sent(request: StaffRequest, form: CheckForm) -> Check:
    asked = form.cleaned_data
    source, name = asked["text"].encode(), ""
    if asked["file"]:
        upload = received(asked["file"], types=DOCUMENTS, most=MOST_FILE, field="file")
        source, name = upload.content, upload.name
    return checks.send_document(by=request.post, unit=asked["unit"], period=asked["period"], name=name, source=source)


@dataclass(frozen=True)
class Piece:
    """Some words of the text; a claim's carry what was found."""

    text: str
    found: Shown | None = None


@dataclass(frozen=True)
class Line:
    """A paragraph of the document as the page shows it, or a table in its place."""

    heads: bool
    pieces: tuple[Piece, ...]
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()


@dataclass(frozen=True)
class Typed:
    """What a person typed of what words before a number mean, and what is wrong with it."""

    words: str
    indicator: str = ""
    whose: str = ""
    period: str = ""
    wrong: str = ""
    why: str = ""


@dataclass(frozen=True)
class Shown:
    """A claim as the page shows it beside the text."""

    number: int
    one: Checked
    state: str
    word: str
    told: str
    book: str
    url: str
    entries: int
    typed: Typed


@require_safe
@for_posts(*SEE)
def checked(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A document with its claims coloured, each leading to what it rests on."""
    return _page(request, pk, {})


def _page(request: StaffRequest, pk: UUID, typed: Mapping[int, Typed], status: int = 200) -> HttpResponse:
    """The document's page; what was typed of some claims, by their numbers, stands in their fields again."""
    kept, document, held, found = _read(request, pk)
    said = Said.of(held, found)
    shown = [_shown(number, one, said, typed.get(number)) for number, one in enumerate(found, 1)]
    listed = [one for one in shown if not is_aside(one.one)]
    agreed = [one for one in listed if one.one.verdict == Verdict.SUPPORTED]
    looked_at = sorted((one for one in listed if one not in agreed), key=lambda one: FIRST.index(one.one.verdict))
    for number in typed.keys() - {one.number for one in listed}:
        messages.error(request, typed[number].why)
    count = Counter(one.one.verdict for one in listed)
    home = kept.unit.tenant or kept.unit
    context = {
        "kept": kept,
        "days": check_said.days(kept.period),
        "lines": _lines(document, shown),
        "shown": looked_at,
        "agreed": agreed,
        "aside": [one for one in shown if is_aside(one.one)],
        "unread": unread(document),
        "counts": [(STATES[verdict], check_said.label(verdict), count[verdict]) for verdict in Verdict],
        "total": len(found),
        "indicators": sorted({one.name for one in held.known.values()}),
        "may_pin": request.post.kind in SEND,
        "pins": [(one, check_said.days(one.period) if one.period else "") for one in _pins(kept)],
        "units": [(one.code, one.name) for one in held.units.values() if home.reaches(one) and _stands(one)],
    }
    return render(request, "reports/check.html", context, status=status)


def _stands(unit: Unit) -> bool:
    return unit.since <= today() and (unit.until is None or unit.until >= today())


def _pins(kept: Check) -> QuerySet[Pin]:
    """What words mean in the street, as people said."""
    pins = Pin.objects.filter(unit=kept.unit.tenant or kept.unit)
    return pins.select_related("indicator", "whose", "pinned_by__person")


def _read(request: StaffRequest, pk: UUID) -> tuple[Check, Document, Stock, list[Checked]]:
    kept = get_object_or_404(Check.objects.for_post(request.post).select_related("unit__tenant"), pk=pk)
    document = read(bytes(kept.source))
    slugs = frozenset(request.post.line_slugs) if request.post.kind == PostKind.OFFICER else frozenset()
    held = stock(kept.unit, kept.period, only=slugs)
    return kept, document, held, check(document, held)


STATES = {
    Verdict.SUPPORTED: "supported",
    Verdict.CONTRADICTED: "contradicted",
    Verdict.NOT_IN_BOOK: "unknown",
    Verdict.INCONSISTENT: "contradicted",
    Verdict.NOT_UNDERSTOOD: "unknown",
}


FIRST = [
    Verdict.CONTRADICTED,
    Verdict.INCONSISTENT,
    Verdict.NOT_UNDERSTOOD,
    Verdict.NOT_IN_BOOK,
]
"""What a person should look at comes first."""


def _shown(number: int, one: Checked, said: Said, typed: Typed | None) -> Shown:
    return Shown(
        number,
        one,
        STATES[one.verdict],
        check_said.label(one.verdict),
        said.matched(one),
        check_said.book_value(one),
        _evidence(one, said),
        one.figure.entries if one.figure else 0,
        typed or Typed(_words_before(one)),
    )


def _words_before(one: Checked) -> str:
    """What a person could pin: the words right before the number."""
    return one.claim.clause.strip("　 、，")[-20:]


def _evidence(one: Checked, said: Said) -> str:
    """The figure's page; for what no indicator tells, the entries that it was added up from."""
    figure = one.figure
    if figure is None:
        return ""
    if len(one.among) == 1:
        return reverse("ledger:detail", args=[min(one.among)])
    asked = {"unit": figure.unit.code, "period": str(figure.period)}
    indicator = said.indicator(one)
    if indicator and indicator.version:
        asked |= {"measure": str(figure.measure)} if figure.measure else {}
        return reverse("figures:figure", args=[indicator.slug]) + "?" + urlencode(asked)
    asked |= {"line": figure.definition.line} if figure.definition.line else {}
    asked |= {"kind": min(figure.definition.kinds)} if len(figure.definition.kinds) == 1 else {}
    return reverse("ledger:list") + "?" + urlencode(asked)


def _lines(document: Document, shown: Sequence[Shown]) -> list[Line]:
    """The document paragraph by paragraph, each table behind the paragraph that it stands behind."""
    by_place: dict[object, list[Shown]] = {}
    for one in shown:
        by_place.setdefault(one.one.claim.place, []).append(one)
    lines: list[Line] = []
    waiting = list(document.tables)
    for passage in passages(document):
        while waiting and _stands_before(waiting[0], passage):
            lines.append(_table(waiting.pop(0), by_place))
        heads = len(passage.text) < MOST_HEAD and not passage.text.rstrip().endswith(("。", "；", "，"))
        lines.append(Line(heads, tuple(_pieces(passage.text, by_place.get(passage.place, ())))))
    return [*lines, *(_table(table, by_place) for table in waiting)]


def _stands_before(table: Table, passage: Passage) -> bool:
    if not isinstance(passage.place, int):
        return False
    return table.after is None or (isinstance(table.after, int) and table.after < passage.place)


def _table(table: Table, by_place: Mapping[object, Sequence[Shown]]) -> Line:
    """A table, cell by cell; a merged cell in each place that it covers."""
    rows = tuple(tuple(tuple(_pieces(cell.text, by_place.get(cell.index, ()))) for cell in row) for row in table.rows)
    return Line(heads=False, pieces=(), rows=rows)


def _pieces(text: str, shown: Sequence[Shown]) -> Iterator[Piece]:
    at = 0
    for one in sorted(shown, key=lambda each: each.one.claim.start):
        start = one.one.claim.start
        end = start + len(one.one.claim.text)
        if start < at or end > len(text):
            continue
        yield Piece(text[at:start])
        yield Piece(text[start:end], one)
        at = end
    yield Piece(text[at:])


@require_POST
@for_posts(*SEND)
def pin(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say which indicator some words of the document mean; like words are read so from now on."""
    kept, _document, _held, before = _read(request, pk)
    typed = Typed(*(request.POST.get(name, "") for name in ("words", "indicator", "whose", "period")))
    try:
        said = checks.pin_words(
            by=request.post,
            unit=kept.unit,
            words=typed.words,
            indicator=typed.indicator,
            whose=_whose(typed.whose, kept),
            period=_days(typed.period),
        )
    except Refused as refused:
        wrong = replace(typed, wrong=refused.field if refused.field in PINNED else "words", why=str(refused))
        return _page(request, pk, {_number(request): wrong}, WRONG)
    told = {"words": said.words, "name": said.indicator.name}
    if _read_anew(before, _read(request, pk)[3]):
        messages.success(request, _("记住了：“%(words)s”就是%(name)s") % told)
    else:
        messages.warning(
            request,
            _("记住了：“%(words)s”就是%(name)s。不过这份文稿里没有一个数因此换了读法：这几个字要紧挨在数字前面。")
            % told,
        )
    return redirect("reports:check", pk)


def _read_anew(before: Sequence[Checked], after: Sequence[Checked]) -> bool:
    """Whether any number is held against something else than before."""
    return [(one.figure, one.verdict) for one in before] != [(one.figure, one.verdict) for one in after]


PINNED = ("words", "indicator", "whose", "period")


def _number(request: StaffRequest) -> int:
    """Which claim of the page the form stands at."""
    number = request.POST.get("number", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < MOST_DIGITS else 0


MOST_DIGITS = 6


def _whose(code: str, kept: Check) -> Unit | None:
    return get_object_or_404(Unit.objects.under(kept.unit.tenant or kept.unit), code=code) if code else None


def _days(typed: str) -> Period | None:
    try:
        return Period.parse(typed) if typed.strip() else None
    except ValueError as error:
        raise Refused(spoken(str(error)), field="period") from error


@require_POST
@for_posts(*SEND)
def drop_pin(request: StaffRequest, pk: UUID, pin: int) -> HttpResponse:
    """Forget what some words were said to mean."""
    kept = get_object_or_404(Check.objects.for_post(request.post).select_related("unit__tenant"), pk=pk)
    found = get_object_or_404(Pin.objects.select_related("unit"), pk=pin, unit=kept.unit.tenant or kept.unit)
    dropped = checks.drop_pin(found, by=request.post)
    messages.success(request, _("“%(words)s”按它自己的意思读") % {"words": dropped.words})
    return redirect("reports:check", pk)


@require_safe
@for_posts(*SEE)
def checked_document(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same .docx with a comment on each number that the book or the text speaks against, or doesn't know."""
    kept, _document, held, found = _read(request, pk)
    if not kept.is_word:
        raise Refused(_("粘贴的文字不能写批注，请上传 .docx"))
    says = Said.of(held, found)
    said = [
        Comment(one.claim.place, one.claim.start, one.claim.text, says.comment(one)) for one in found if _worth(one)
    ]
    data = commented(bytes(kept.source), said, _("一本核对"), timezone.now())
    return attachment(data, f"{kept.name.removesuffix('.docx')}（{_('核对批注')}）.docx", DOCX)


def _worth(one: Checked) -> bool:
    """Whether somebody should look at it: all but what agrees and what is no claim about work done."""
    return one.verdict != Verdict.SUPPORTED and not is_aside(one)
