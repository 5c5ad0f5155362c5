"""What stands in the columns of a list, to be looked at before they are taken for something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yiben.ledger.headings import key
from yiben.ledger.heads import Column
from yiben.lib.sheets import Cell

SAMPLE = 200
"""So many cells of a column are looked at."""
TICKS = frozenset({"是", "√", "✓", "✔", "☑", "1", "Y", "YES", "TRUE", "有"})
NO_TICKS = frozenset({"否", "×", "✗", "0", "N", "NO", "FALSE", "无", "/", "-", "—"})

SKIPPED = frozenset(
    f"{opened}{said}{closed}"
    for opened, closed in ("()", "（）", "[]", "【】", "<>", "〔〕")
    for said in ("空", "跳过", "未填", "未填写", "未作答", "未回答", "空白", "无")
)
"""What questionnaires write where nothing was answered."""


@dataclass(frozen=True)
class Sample:
    """What stands in one column: its cells that hold something."""

    column: Column
    cells: Sequence[Cell]

    @property
    def texts(self) -> list[str]:
        return [cell for cell in self.cells if isinstance(cell, str)]

    def share(self, fits: Callable[[Cell], bool]) -> float:
        return sum(fits(cell) for cell in self.cells) / len(self.cells) if self.cells else 0.0

    def named(self, known: Callable[[str], object]) -> float:
        return self.share(lambda cell: isinstance(cell, str) and bool(known(key(cell))))


def cells_of(rows: Sequence[Sequence[Cell]], at: int, *, most: int = SAMPLE) -> list[Cell]:
    """The first cells of a column that hold something."""
    found: list[Cell] = []
    for row in rows:
        if (cell := row[at]) is not None and not (type(cell) is str and (not cell or cell in SKIPPED)):
            found.append(cell)
            if len(found) == most:
                break
    return found
