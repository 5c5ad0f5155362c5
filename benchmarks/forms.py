"""Reading a superior's form against the book, as a multiple of reading the sheet; filling, of unzipping and zipping.

Run: `python -m benchmarks.forms` from the project's root. The cells' words are told apart, no database is asked.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import openpyxl

from yiben.lib import workbooks
from yiben.lib.periods import Period
from yiben.reports.workbooks.known import Known, Place, Term
from yiben.reports.workbooks.proposing import propose

ROWS, COLUMNS = 100, 10
KINDS = ("志愿服务", "宣传", "讲座", "培训", "会议")


def known() -> Known:
    places = [Place(1, "枫林街道", ("枫林",), "street", "0001")]
    places += [Place(2 + n, f"枫{chr(0x4E00 + n * 37)}里社区", (), "community", f"0001{n:04}") for n in range(ROWS)]
    return Known(
        home=places[0],
        places=tuple(places),
        definitions=(),
        aliases={},
        kinds=tuple(Term(f"kind{n}", name) for n, name in enumerate(KINDS)),
        topics=(),
        lines=(Term("union", "工会"),),
        metrics=(),
        today=date(2025, 12, 31),
        period=Period.of_year(2025),
        first_day=date(2025, 1, 1),
    )


def sheet(names: Known) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["2025年活动统计表"])
    page.append(["社区", *(f"{kind}{how}" for kind in KINDS for how in ("场次", "人次"))])
    for place in names.places[1:]:
        page.append([place.name])
    for row in page.iter_rows(min_row=3, max_row=ROWS + 2, min_col=2, max_col=COLUMNS + 1):
        for cell in row:
            cell.number_format = "0"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def took(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def zipped_again(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    return out.getvalue()


def main() -> None:
    names = known()
    data = sheet(names)
    values = {"Sheet": {(row + 3, column + 2): Decimal(row) for row in range(ROWS) for column in range(COLUMNS)}}
    found = len(propose(workbooks.opened(data), names).proposals)
    turns = [
        (
            took(lambda: openpyxl.load_workbook(io.BytesIO(data))),
            took(lambda: propose(workbooks.opened(data), names)),
            took(lambda: zipped_again(data)),
            took(lambda: workbooks.filled(data, values)),
        )
        for _turn in range(25)
    ]
    read, proposed, zipped, filled = map(min, zip(*turns, strict=True))
    print(f"{found} cells proposed in {proposed:.4f} s: {proposed / read:.2f} times openpyxl's reading ({read:.4f} s)")
    print(f"filled in {filled:.4f} s: {filled / zipped:.2f} times unzipping and zipping ({zipped:.4f} s)")


if __name__ == "__main__":
    main()
