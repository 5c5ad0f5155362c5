"""What a workbook itself says that its words mean: codes on a sheet, 教育培训含培训班、讲座, 造干＝造血干细胞."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from yiben.lib.workbooks import Sheet, Workbook
from yiben.reports.workbooks.folding import folded
from yiben.reports.workbooks.selection import Selection
from yiben.reports.workbooks.wording import Wording

_CODE = re.compile("[A-Z]{1,4}-?\\d{1,4}")
_TERM = re.compile(
    '(?:^|[。；;\\n(:：]|\\d[.、]|\\d{1,3}(?:栏)?[ \u3000])\\s*[“"]?(?P<term>[\u4e00-\u9fff]{2,8})[”"]?[:：]?'
    "(?:含|包括|包含|指|是指|系指)(?P<what>[^。；;\\n]{2,60})"
)
_SHORT = re.compile("(?P<short>[\u4e00-\u9fff]{2,6})[＝=](?P<long>[\u4e00-\u9fff]{3,12})")
_PAIR = re.compile(
    "(?:^|[：:；;，,、。 ])([\u4e00-\u9fffA-Z]{1,3})[—–=＝－-]+([\u4e00-\u9fff]{2,12}(?:[(（][\u4e00-\u9fff]+[)）])?)"
)
_LIKE = re.compile("(?:等|的)(?:各[类种项])?(?P<kind>[\u4e00-\u9fff]{2,8})$")


def codes_in(workbook: Workbook) -> dict[str, str]:
    """Codes that some sheet explains in the cell beside them: G01 | 会议次数."""
    found: dict[str, str] = {}
    for sheet in workbook.sheets:
        if sheet.hidden or sheet.right > 6 or sheet.bottom > 500:
            continue
        told = dict(_beside(sheet))
        found |= told if len(told) >= 3 else {}
    for sheet in workbook.sheets:
        said = (cell.value for cell in sheet.cells.values() if isinstance(cell.value, str)) if not sheet.hidden else ()
        for note in said:
            pairs = dict(_PAIR.findall(note)) if len(note) > 12 else {}
            found |= pairs if len(pairs) >= 3 else {}
    for sheet in workbook.sheets:
        told = {} if sheet.hidden or sheet.right > 20 or sheet.bottom > 500 else dict(_listed(sheet))
        found |= {code: words for code, words in told.items() if code not in found} if len(told) >= 3 else {}
    return found


def _listed(sheet: Sheet) -> Iterable[tuple[str, str]]:
    """The codes of a table's rows with the words of the row and what it is counted in: 走访企业 | YS001 | 次."""
    for (row, column), cell in sheet.cells.items():
        if not isinstance(cell.value, str) or not _CODE.fullmatch(cell.value.strip()):
            continue
        around = [sheet.cells.get((row, column + step)) for step in (-1, 1, 2)]
        said = [one.value.strip() if one is not None and isinstance(one.value, str) else "" for one in around]
        name = next((one for one in said if len(one) > 2), "")
        unit = next((one for one in said if 0 < len(one) <= 2), "")
        if name:
            yield cell.value.strip(), f"{name}（{unit}）" if unit else name


def _beside(sheet: Sheet) -> Iterable[tuple[str, str]]:
    last = sheet.right
    for (row, column), cell in sheet.cells.items():
        beside = sheet.cells.get((row, column + 1))
        said = str(cell.value).strip() if isinstance(cell.value, str) else ""
        if _CODE.fullmatch(said) and column + 1 == last and beside is not None and isinstance(beside.value, str):
            yield said, beside.value.strip()


def terms_in(notes: Iterable[str], wording: Wording) -> dict[str, Selection]:
    """Terms that notes make of several kinds, each of which is understood."""
    found: dict[str, Selection] = {}
    for note in notes:
        for one in _TERM.finditer(note):
            if (chosen := _meant(one["what"], wording)) is not None:
                found[folded(one["term"])] = chosen
    return found


def _meant(what: str, wording: Wording) -> Selection | None:
    words = folded(what)
    if like := _LIKE.search(words):
        said = wording.read(like["kind"])
        return said.selection if _plain(said.selection) and not said.rest else None
    parts = [wording.read(one) for one in re.split("[、和及与,]", words) if one]
    if len(parts) < 2 or any(not _plain(one.selection) or one.rest or one.typed for one in parts):
        return None
    return Selection(kinds=frozenset().union(*(one.selection.kinds for one in parts if one.selection)))


def _plain(selection: Selection | None) -> bool:
    return selection is not None and bool(selection.kinds) and not selection.named


def short_for(notes: Iterable[str]) -> Mapping[str, str]:
    """Words that a note shortens: （造干＝造血干细胞）."""
    return {one["short"]: one["long"] for note in notes for one in _SHORT.finditer(note)}
