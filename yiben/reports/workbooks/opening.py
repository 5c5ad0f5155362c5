"""A file from above, opened and read against a unit's book."""

from __future__ import annotations

from functools import partial

from yiben.lib import office, workbooks
from yiben.lib.periods import Period, today
from yiben.reports.workbooks import book
from yiben.reports.workbooks.filling import Read, read
from yiben.units.models import Unit

_OLE = b"\xd0\xcf\x11\xe0"


def read_file(data: bytes, name: str, home: Unit, period: Period) -> tuple[Read, bytes]:
    """The workbook read against the book, and the .xlsx that was read. Refused where it is none."""
    data = as_xlsx(data, name)
    workbook = workbooks.opened(data)
    known = book.known(home, period, today=today())
    found = read(workbook, known, partial(book.facts, home, known), book.select)
    return found, data


def as_xlsx(data: bytes, name: str) -> bytes:
    """The workbook itself; an old one is converted where LibreOffice is, else asked for in the new format."""
    if data.startswith(_OLE):
        return office.to_xlsx(data, suffix=".et" if name.lower().endswith(".et") else ".xls")
    return data
