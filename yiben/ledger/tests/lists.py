"""Lists as communities keep them, built for tests."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

HEAD = ["单位", "开始日期", "活动类型", "活动名称", "志愿者", "备注"]


def workbook(*sheets: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> bytes:
    """Sheets of rows as the bytes of an .xlsx; `merged` are ranges of the first."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(list(row))
    for area in merged:
        book.worksheets[0].merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def row(**said: Any) -> list[Any]:
    """An ordinary row under HEAD, changed by what is said."""
    ordinary = {
        "unit": "临水社区",
        "on": "2025-03-05",
        "kind": "志愿服务",
        "title": "学雷锋志愿服务",
        "volunteers": 30,
        "note": None,
    }
    return list((ordinary | said).values())
