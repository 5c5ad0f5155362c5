"""A file from above, opened and read against a unit's book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from yiben.lib import office, uploads, workbooks
from yiben.lib.periods import Period, today
from yiben.lib.refused import Refused
from yiben.lib.uploads import Type
from yiben.reports.models import Workbook
from yiben.reports.workbooks import book
from yiben.reports.workbooks.desk import manner, series_of
from yiben.reports.workbooks.filling import Read, read
from yiben.reports.workbooks.kept import overlaid
from yiben.reports.workbooks.memory import confirmed, remembered
from yiben.units.models import Unit

_PACKAGE = b"PK"
"""A package whose parts have odd names is still opened: its relations tell which is the workbook."""
_HEAD = 200


def read_file(
    data: bytes, name: str, home: Unit, period: Period, settings: Mapping[str, Any] | None = None
) -> tuple[Read, bytes]:
    """The workbook read against the book, and the .xlsx that was read. Refused where it is none.

    Of a form that was kept before, what persons chose for its cells and its manner holds; `settings` go before it."""
    data = as_xlsx(data, name)
    workbook = workbooks.opened(data)
    series = series_of(title_of(workbook, name))
    last = Workbook.objects.light().filter(unit=home, series=series).first()
    chosen = {**(last.settings if last else {}), **(settings or {})}
    known = replace(book.known(home, period, today=today()), manner=manner(chosen))
    kept = remembered(confirmed(home, series))
    found = read(workbook, known, partial(book.facts, home, known), book.select, overlaid(kept, known))
    return found, data


def title_of(workbook: workbooks.Workbook, filename: str) -> str:
    """What a form is called: the first words on its first sheet that could be a title, else its file."""
    sheet = next((one for one in workbook.sheets if not one.hidden), None)
    cells = list(sheet.cells.values())[:30] if sheet is not None else []
    words = [cell.value.strip() for cell in cells if isinstance(cell.value, str)]
    return next((word for word in words if 6 <= len(word) <= 60), "") or filename.rpartition(".")[0] or filename


def as_xlsx(data: bytes, name: str) -> bytes:
    """The workbook itself; an old one is converted where LibreOffice is, else asked for in the new format. Of a file
    of another kind, or one with a password, is said what it is."""
    found = uploads.type_of(data, name)
    if found is Type.XLS:
        return office.to_xlsx(data, suffix=".et" if name.lower().endswith(".et") else ".xls")
    if found in (Type.TXT, Type.UNKNOWN) and data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise Refused("这是网页或 XML 格式的表格，只是名字写成了表格，请用 WPS 或 Excel 打开后另存为 .xlsx 再上传")
    if found is Type.XLSX or (found is Type.UNKNOWN and data.startswith(_PACKAGE)):
        return data
    raise Refused(uploads.not_asked(found, {Type.XLSX}, name))
