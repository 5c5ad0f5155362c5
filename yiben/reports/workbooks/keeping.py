"""Forms taken in, their cells bound or typed, and the file filled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.lib import workbooks
from yiben.lib.canonical import sha256_hex
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.lib.workbooks import Place
from yiben.reports.form_models import Frequency
from yiben.reports.models import Binding, Workbook
from yiben.reports.workbooks.desk import Desk, desk, series_of
from yiben.reports.workbooks.filling import Row
from yiben.reports.workbooks.hand import WRITES, its_own, type_all
from yiben.reports.workbooks.kept import as_json, entries_as_json, figure_key, itself
from yiben.reports.workbooks.listing import Listed
from yiben.reports.workbooks.opening import as_xlsx, title_of
from yiben.reports.workbooks.proposals import CONFIDENT, Asked, Sort
from yiben.reports.workbooks.selection import Selection
from yiben.units.acts import verb
from yiben.units.models import Post, Unit


def take_in(
    *, by: Post | None, unit: Unit, filename: str, data: bytes, period: Period, name: str = "", **said: Any
) -> Workbook:
    """Keep a form that came from above; an old one is converted first, where that can be done here."""
    content = as_xlsx(data, filename)
    book = workbooks.opened(content)
    title = name.strip() or title_of(book, filename)
    return keep(
        by=by, unit=unit, name=title[:120], filename=filename[:120], content=content, period=period,
        converted=content is not data, **said,
    )  # fmt: skip


@verb("reports.keep_form", posts=WRITES)
def keep(
    *,
    by: Post | None,
    unit: Unit,
    name: str,
    filename: str,
    content: bytes,
    period: Period,
    converted: bool,
    **said: Any,
) -> Workbook:
    """Write it down, with what the register said of the same form the last time. Raises Refused for a unit that isn't
    the post's."""
    if by is not None and not by.unit.reaches(unit):
        raise Refused(_("只能收本单位及下属单位的报表"), field="unit")
    hashed = sha256_hex(content)
    _not_taken_in_before(unit, hashed, period)
    said = _as_the_last(unit, series_of(name), said)
    return Workbook.objects.create(
        unit=unit,
        name=name,
        series=series_of(name),
        filename=filename,
        content=content,
        sha256=hashed,
        start=period.start,
        end=period.end,
        converted=converted,
        uploaded_by=by,
        **said,
    )


def _not_taken_in_before(unit: Unit, hashed: str, period: Period) -> None:
    """The same file may be filled for another period; for the same it would be a burden told twice."""
    alike = Workbook.objects.light().filter(unit=unit, sha256=hashed, start=period.start, end=period.end).first()
    if alike is not None:
        told = {"name": alike.name, "day": f"{timezone.localtime(alike.uploaded_at):%Y-%m-%d}"}
        raise Refused(_("这份表这一时段已经收过：%(day)s的“%(name)s”，在登记册里打开就能接着填") % told, field="file")


def _as_the_last(unit: Unit, series: str, said: dict[str, Any]) -> dict[str, Any]:
    """What isn't said of a form is as it was the last time: who asks it, how often, how it is filled."""
    last = Workbook.objects.light().filter(unit=unit, series=series).first()
    if last is None:
        return said
    told = {name: getattr(last, name) for name in ("asker", "document", "settings") if not said.get(name)}
    once = said.get("frequency", Frequency.ONCE) == Frequency.ONCE
    return {**said, **told, **({"frequency": last.frequency} if once else {})}


@verb("reports.describe_form", posts=WRITES)
def describe(form: Workbook, *, by: Post | None, **said: Any) -> Workbook:
    """Who asks it, by which document, how often, when it is due; and the manner in which it is filled."""
    its_own(form, by)
    for name, value in said.items():
        setattr(form, name, value)
    form.save(update_fields=list(said))
    return form


@verb("reports.bind_cell", posts=WRITES)
def bind(
    form: Workbook,
    *,
    by: Post | None,
    sheet: str,
    place: Place,
    asked: Asked | None,
    alike: Mapping[Place, Asked | None] | None = None,
    when: str = "",
) -> Workbook:
    """Let a cell be answered by this figure, and each of those `alike` by its own; none: it is typed. What the boundary
    refuses stays refused. `when`: the time that was chosen, where it isn't the form's."""
    its_own(form, by)
    on = desk(form)
    chosen = {place: asked, **(alike or {})}
    rows = {one: on.rows.get((sheet, one)) for one in chosen}
    if any(
        row is None or row.proposal.sort == Sort.REFUSED or (sheet, one) not in on.keys for one, row in rows.items()
    ):
        raise Refused(_("这一格不能填"))
    sorts = {one: Sort.FIGURE if what else Sort.TYPED for one, what in chosen.items()}
    told = [_chosen(on, (sheet, one), sorts[one], what, by.pk if by else None) for one, what in chosen.items()]
    for one in told if when else ():
        one.asked = {**one.asked, "when": when}
    _choose(told)
    return form


@verb("reports.accept_cells", posts=WRITES)
def accept(form: Workbook, *, by: Post | None, cells: Collection[tuple[str, Place]]) -> Workbook:
    """What is proposed for these cells is right, though Yiben wasn't sure: it is filled, and remembered. Of a list the
    whole column is."""
    its_own(form, by)
    on = desk(form)
    unsure = {cell: on.rows[cell] for cell in cells if cell in on.rows and on.state(cell, on.rows[cell]) == "unsure"}
    if not unsure:
        raise Refused(_("这些格已经有人看过了"))
    places = {_remembered_at(on, row): row.proposal for row in unsure.values()}
    _choose(
        [
            _chosen(on, cell, one.sort, one.asked, by.pk if by else None)
            for cell, one in places.items()
            if cell in on.keys
        ]
    )
    return form


@verb("reports.correct_list", posts=WRITES)
def correct_list(
    form: Workbook,
    *,
    by: Post | None,
    number: int,
    fields: Mapping[int, str],
    selection: Selection | None = None,
    when: str = "",
) -> Workbook:
    """Let a list have these entries in its rows (none: as before), and these fields in its columns; "" is typed. What
    the boundary refuses stays refused."""
    its_own(form, by)
    on = desk(form)
    listed = on.found.form.lists[number]
    if any(column not in listed.fields and column not in listed.others for column in fields):
        raise Refused(_("这一列不能填"))
    who = by.pk if by else None
    told = {(listed.sheet, (listed.head, column)): {"field": name} for column, name in fields.items()}
    if selection is not None:
        told[listed.sheet, itself(listed)] = {**entries_as_json(selection), "when": when}
    chosen = [_chosen(on, cell, Sort.FIELD, None, who) for cell in told]
    for one in chosen:
        one.asked = told[one.sheet, (one.row, one.column)]
    _choose(chosen)
    return form


def _remembered_at(on: Desk, row: Row) -> tuple[str, Place]:
    """Where a cell's binding stands: a list's at the head of its column."""
    one = row.proposal
    if one.sort != Sort.FIELD:
        return one.sheet, one.place
    holding = (some for some in on.found.form.lists if some.sheet == one.sheet and some.head < one.place[0])
    return one.sheet, (max(some.head for some in holding), one.place[1])


def _chosen(on: Desk, cell: tuple[str, Place], sort: Sort, asked: Asked | None, by: int | None) -> Binding:
    sheet, (row, column) = cell
    return Binding(
        workbook=on.form, sheet=sheet, row=row, column=column, key=on.keys[cell], sort=str(sort), changed=True,
        asked=as_json(asked), figure=figure_key(asked) if asked and sort == Sort.FIGURE else "", by_id=by,
    )  # fmt: skip


def _choose(chosen: Sequence[Binding]) -> None:
    """Write down what a person chose, over what was there."""
    Binding.objects.bulk_create(
        chosen,
        update_conflicts=True,
        unique_fields=["workbook", "sheet", "row", "column"],
        update_fields=["key", "sort", "asked", "figure", "changed", "by", "at"],
        batch_size=500,
    )


def type_in(
    form: Workbook, *, by: Post | None, sheet: str, place: Place, value: str, alike: Collection[Place] = ()
) -> Workbook:
    """A value typed by hand, into those cells `alike` as well."""
    return type_all(form, by=by, values={(sheet, one): value for one in (place, *alike)})


@verb("reports.queue_form", posts=WRITES)
def queue(form: Workbook, *, by: Post | None, rows: int) -> Workbook:
    """Mark a form with a long list as one that is filled beside the pages."""
    its_own(form, by)
    if Workbook.objects.filter(pk=form.pk, queued_at__isnull=False).exists():
        raise Refused(_("这份表正在后台填，请稍等"))
    form.queued_at, form.done, form.total, form.trouble = timezone.now(), 0, rows, ""
    form.save(update_fields=["queued_at", "done", "total", "trouble"])
    return form


@verb("reports.fill_form", posts=WRITES)
def fill(form: Workbook, *, by: Post | None, on: Desk | None = None, data: bytes = b"") -> Workbook:
    """Write everything that is known into the superior's file, and keep what each cell was bound to. `data`: the file
    where it was made before, so that nobody waits for it."""
    its_own(form, by)
    on = on or desk(form)
    form.result, form.counts = data or on.file(), _counts(on)
    form.filled_by, form.filled_at, form.queued_at = by, timezone.now(), None
    form.save(update_fields=["result", "counts", "filled_by", "filled_at", "queued_at"])
    _keep_bindings(form, on, by)
    return form


def _counts(on: Desk) -> dict[str, Any]:
    told = on.counts
    typed = told.get("hand", 0) + told.get("open", 0) + told.get("waiting", 0)
    return {
        "answered": told.get("answered", 0) + on.streamed,
        "unsure": told.get("unsure", 0),
        "typed": typed,
        "hand": told.get("hand", 0),
        "refused": told.get("refused", 0),
        "digest": on.digest,
    }


def _keep_bindings(form: Workbook, on: Desk, by: Post | None) -> None:
    """Remember what was sure and what persons chose, now or before; what nobody has accepted isn't remembered."""
    kept = [_confirmed(on, cell, row, by) for cell, row in on.rows.items() if _to_remember(on, cell, row)]
    lists = {cell: _as_before(on, cell) for listed in on.found.form.lists for cell in _cells_of_a_list(on, listed)}
    kept += lists.values()
    form.bindings.all().delete()
    Binding.objects.bulk_create(kept, batch_size=500)


def _cells_of_a_list(on: Desk, listed: Listed) -> list[tuple[str, Place]]:
    """Where something stands that a person chose for a list or one of its columns."""
    columns = sorted({*listed.fields, *listed.others})
    cells = [(listed.sheet, place) for place in (itself(listed), *((listed.head, column) for column in columns))]
    chosen = ((cell, on.kept.get(on.keys.get(cell, ""))) for cell in cells)
    return [cell for cell, one in chosen if one is not None and one.changed and one.sort == Sort.FIELD]


def _as_before(on: Desk, cell: tuple[str, Place]) -> Binding:
    before = on.kept[on.keys[cell]]
    told = _chosen(on, cell, Sort.FIELD, None, before.by_id)
    told.asked = before.asked
    return told


def _to_remember(on: Desk, cell: tuple[str, Place], row: Row) -> bool:
    one = row.proposal
    sure = one.sort == Sort.TYPED or one.sure >= CONFIDENT
    return cell in on.keys and one.sort in (Sort.FIGURE, Sort.TOTAL, Sort.TYPED) and sure


def _confirmed(on: Desk, cell: tuple[str, Place], row: Row, by: Post | None) -> Binding:
    """A cell as it was filled; a choice of before goes on as one, by whom it was made."""
    told, before = (
        _chosen(on, cell, row.proposal.sort, row.proposal.asked, by.pk if by else None),
        on.kept.get(on.keys[cell]),
    )
    told.changed = before is not None and before.changed and before.sort == told.sort
    if before is not None and told.changed:
        told.asked, told.by_id = before.asked, before.by_id
    written = row.value if cell not in on.typed else None
    told.entries, told.value = row.entries, str(written)[:60] if written is not None else ""
    return told
