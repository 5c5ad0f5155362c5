"""Workbooks that leave the house: a list as filtered, the rows that an import could not take, the template."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from yiben.ledger.heads import LABELS
from yiben.ledger.imports import as_text
from yiben.ledger.models import BatchState, Entry, EntryQuerySet, ImportBatch, ImportRow
from yiben.ledger.spoken import said
from yiben.ledger.words import units_written_for
from yiben.lib.masking import masked
from yiben.lib.periods import today
from yiben.lib.tables import safe_text, sheet_name, write_table
from yiben.terms.models import Kind, Metric, Topic
from yiben.units.models import Line, Post, Unit

BEFORE = ("unit", "start", "end", "kind", "topic", "lines", "title", "place", "cohosts")
AFTER = ("measures", "note")


@contextmanager
def _workbook() -> Iterator[tuple[xlsxwriter.Workbook, io.BytesIO]]:
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(file, options) as workbook:
        yield workbook, file


class Writer:
    """Writes rows of text to a sheet; what looks like a formula stays text, also when the cell is edited."""

    def __init__(self, workbook: xlsxwriter.Workbook, name: str) -> None:
        self.sheet: Worksheet = workbook.add_worksheet(name)
        heading = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#F3F1EC"}
        self.head: Format = workbook.add_format(heading)
        self.text: Format = workbook.add_format({"valign": "top", "text_wrap": True, "num_format": "@"})
        self.day: Format = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.reason: Format = workbook.add_format({"valign": "top", "text_wrap": True, "font_color": "#9F2D20"})
        self.at = 0

    def heading(self, names: Sequence[str], widths: Sequence[int]) -> None:
        for column, (name, width) in enumerate(zip(names, widths, strict=True)):
            self.sheet.set_column(column, column, width)
            self.cell(column, name, self.head)
        self.sheet.freeze_panes(self.at + 1, 0)
        self.at += 1

    def row(self, values: Sequence[str]) -> None:
        for column, value in enumerate(values):
            self.cell(column, value)
        self.at += 1

    def cell(self, column: int, text: str, form: Format | None = None) -> None:
        if text:
            self.sheet.write_string(self.at, column, safe_text(text), form or self.text)


# --- a list as filtered -------------------------------------------------------------------------------------------


def entries_workbook(entries: EntryQuerySet) -> bytes:
    """The entries in the template's own columns, so that what went out can come in; then state and receipt."""
    metrics = list(Metric.objects.filter(active=True))
    names = [*(LABELS[name] for name in BEFORE), *map(_headed, metrics), *(LABELS[name] for name in AFTER)]
    tail = [LABELS["summary"], _("约数"), _("状态"), _("更正或作废原因"), _("回执")]
    listed = entries.for_list().prefetch_related("cohosts__unit").iterator(chunk_size=500)
    return write_table([*names, *tail], (_entry_row(entry, metrics) for entry in listed), sheet=_("记录"))


def _headed(metric: Metric) -> str:
    return metric.name if metric.unit in ("场", "人次", "人", "户", "份", "件") else f"{metric.name}（{metric.unit}）"


STATES = {"standing": gettext_lazy("有效"), "corrected": gettext_lazy("已更正"), "void": gettext_lazy("已作废")}


def _entry_row(entry: Entry, metrics: Sequence[Metric]) -> list[Any]:
    told: dict[str, Decimal] = {}
    for quantity in entry.quantities.all():
        told[quantity.metric_id] = told.get(quantity.metric_id, Decimal(0)) + quantity.value
    words = [f"{q.metric.name}{q.words}" for q in entry.quantities.all() if q.words]
    later = getattr(entry, "replaced_by", None)
    return [
        entry.unit.name,
        entry.start,
        entry.end,
        entry.kind.name,
        entry.topic.name if entry.topic else "",
        "、".join(line.short for line in entry.lines),
        masked(entry.title) if not entry.erased else _("（文字已清除）"),
        masked(entry.place),
        "、".join(cohost.unit.name for cohost in entry.cohosts.all()),
        *(told.get(metric.slug) for metric in metrics),
        "；".join(f"{measure.path} {measure.title}".strip() for measure in entry.measures),
        masked(entry.note),
        _("是") if entry.summary else "",
        "、".join(words),
        str(STATES[entry.state]),
        later.reason if later else entry.reason,
        entry.receipt,
    ]


# --- what an import could not take --------------------------------------------------------------------------------


def rejected_workbook(batch: ImportBatch) -> bytes:
    """The rows that were not taken, in the list's own columns, with the reason in a last one: mend and send again."""
    with _workbook() as (workbook, file):
        for number, (name, columns) in enumerate(batch.mapping.items(), start=1):
            columns = [column for column in columns if _still_kept(batch, column)]
            rows = list(batch.rows.filter(sheet=name[:60], good=False).order_by("pk"))
            if rows or number == len(batch.mapping) == 1:
                _rejected_sheet(workbook, name, _title_again(batch.contexts.get(name, {})), columns, rows)
        if not workbook.worksheets():
            workbook.add_worksheet(_("没有"))
    return file.getvalue()


def _still_kept(batch: ImportBatch, column: dict[str, Any]) -> bool:
    """Columns that were not taken are at hand in the preview only."""
    waiting = batch.state == BatchState.PREVIEW and bool(column["header"])
    return bool(column["field"]) or (waiting and not column["refused"])


def _title_again(context: Mapping[str, Any]) -> str:
    """What a list's title said of all its rows, for its rows that come back: whose they are, which year and month,
    what they are about. Empty where it said nothing that this year's list of the same person would not."""
    unit, year, month = context.get("unit"), context.get("year"), context.get("month")
    about = context.get("title") or (context.get("kind") and Kind.objects.get(slug=context["kind"]).name)
    if not (unit or month or about) and year in (None, today().year):
        return ""
    whose = Unit.objects.get(pk=unit).name if unit else ""
    # Read back by `surroundings`, so it stays as people write titles, in Chinese.
    called = f"{about}登记表" if about else "活动"
    return f"{whose}{year}年{f'{month}月' if month else ''}{called}（未导入的行）"


def _rejected_sheet(
    workbook: xlsxwriter.Workbook, name: str, title: str, columns: Sequence[dict[str, Any]], rows: Sequence[ImportRow]
) -> None:
    writer = Writer(workbook, _sheet_name(workbook, name))
    if title:
        writer.cell(0, title)
        writer.at += 1
    writer.heading([*(column["header"] for column in columns), _("未导入的原因")], [*[16] * len(columns), 50])
    for row in rows:
        reasons = [finding for finding in row.findings if finding["bad"]]
        for at, column in enumerate(columns):
            writer.cell(at, as_text(row.cells.get(str(column["at"]), "")))
        writer.cell(len(columns), _reason(row, reasons), writer.reason)
        writer.at += 1


def _reason(row: ImportRow, findings: Sequence[dict[str, Any]]) -> str:
    told = _("；").join(_told(f["column"], said(f["text"])) for f in findings)
    return _("原第 %(row)d 行：%(said)s") % {"row": row.number, "said": told}


def _told(column: str, text: str) -> str:
    return _("%(column)s：%(text)s") % {"column": column, "text": text} if column else text


def _sheet_name(workbook: xlsxwriter.Workbook, name: str) -> str:
    plain = sheet_name(name)[:28]
    taken = {sheet.get_name().casefold() for sheet in workbook.worksheets()}
    return plain if plain.casefold() not in taken else f"{plain}{len(taken) + 1}"


# --- the template -------------------------------------------------------------------------------------------------

ROWS_OFFERED = 2000


def template_columns() -> list[tuple[str, str]]:
    """Our own columns in their order: (heading, field or metric)."""
    metrics = [(_headed(metric), metric.slug) for metric in Metric.objects.filter(active=True)]
    return [*((LABELS[n], n) for n in BEFORE), *metrics, *((LABELS[n], n) for n in AFTER)]


def template_workbook(post: Post | None, today: date) -> bytes:
    """An empty list with our own columns, choices to pick from where there are any, and a sheet that explains."""
    columns = template_columns()
    choices = _choices(post, today)
    with _workbook() as (workbook, file):
        writer = Writer(workbook, _("活动记录"))
        writer.heading([name for name, _field in columns], [_width(field) for _name, field in columns])
        _notes(Writer(workbook, "填写说明"))
        offered = Writer(workbook, "选项")
        offered.sheet.hide()
        for at, (field, words) in enumerate(choices.items()):
            _offer(writer, offered, at, [name for _n, name in columns].index(field), words)
        _guard(writer, columns)
        writer.sheet.activate()
    return file.getvalue()


def _width(field: str) -> int:
    wide = {"title": 40, "measures": 28, "note": 32, "place": 22, "unit": 16, "lines": 14, "cohosts": 16, "topic": 14}
    return wide.get(field, 12 if field in ("start", "end", "kind") else 10)


def _choices(post: Post | None, today: date) -> dict[str, list[str]]:
    units = [unit.name for unit in units_written_for(post, today)] if post else []
    return {
        "unit": units,
        "kind": [kind.name for kind in Kind.objects.filter(active=True)],
        "lines": [line.short for line in Line.objects.filter(active=True)],
        "topic": [topic.name for topic in Topic.objects.filter(active=True)],
    }


def _offer(writer: Writer, offered: Writer, at: int, column: int, words: Sequence[str]) -> None:
    """A list to pick from, kept on the hidden sheet: a rule in the cell itself holds 255 characters."""
    if not words:
        return
    for row, word in enumerate(words):
        offered.at = row
        offered.cell(at, word)
    letter = chr(ord("A") + at)
    writer.sheet.data_validation(
        1,
        column,
        ROWS_OFFERED,
        column,
        {
            "validate": "list",
            "source": f"=选项!${letter}$1:${letter}${len(words)}",
            # Several lines may stand in one cell; names are checked when the list comes in.
            "error_type": "information",
            "error_title": _("不在选项里"),
            "error_message": _("可以多填几个，用顿号隔开；导入时会逐一核对。"),
        },
    )


def _guard(writer: Writer, columns: Sequence[tuple[str, str]]) -> None:
    for at, (_name, field) in enumerate(columns):
        if field in ("start", "end"):
            writer.sheet.set_column(at, at, _width(field), writer.day)


def _notes(writer: Writer) -> None:
    writer.heading([_("列"), _("怎么填")], [16, 80])
    for name, note in (
        (_("单位"), _("谁办的。社区工作者可以空着，就是本单位；用全称或简称都行。")),
        (_("开始日期"), _("必填。2025-3-5、2025年3月5日、3月5日-7日都认得；还没到的日子不收。")),
        (_("结束日期"), _("跨天的才填。")),
        (_("活动类型"), _("从选项里挑；空着的按活动名称判断。")),
        (_("事项"), _("会费、两癌筛查等有专门口径的才填。")),
        (_("条线"), _("可以多填，用顿号隔开。")),
        (_("活动名称"), _("必填。一句话写清做了什么，不写个人信息。")),
        (_("联合单位"), _("一起办的本街道单位，用顿号隔开；场次只算主办单位一次。")),
        (_("场次"), _("一场不用填；一行合计了几场的，照实填。")),
        (_("人次、人数等"), _("填确切的数。30余 这样的约数也收，会一直标明“约数”，直到有人填上确数。")),
        (_("金额（元）"), _("以元为单位，可以有两位小数。")),
        (_("对应举措"), _("写工作要点里任务的编号或名称，用分号隔开；没找到的可以导入后再归集。")),
        (_("不要填的"), _("民族、宗教信仰、政治面貌、身份证号、电话等个人信息：一本不记录，导入时会略去。")),
    ):
        writer.row([name, note])
