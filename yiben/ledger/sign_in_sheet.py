"""A blank sheet to sign at an activity: its name, day and place, and ruled lines. Nothing of it is kept.

It asks for a name and a signature, and where wanted for the unit or address; for no telephone, no number of a card.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yiben.gongwen import Paper, write
from yiben.gongwen.paper import Para, Table, day

MOST_PEOPLE = 300
_BLANK = "＿" * 8
_LINE = 26  # full-width characters within the type area
_ROW = 10.0  # millimetres: room for a signature


@dataclass(frozen=True)
class SignInSheet:
    """What stands on the sheet; `addresses` asks for 单位或住址 as well."""

    title: str
    unit: str
    start: date | None
    place: str
    people: int
    addresses: bool = False

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What stands above the lines; what isn't known yet is left to be written in."""
        told = day(self.start) if self.start else "＿＿＿＿年＿＿月＿＿日"
        return [("时间", told), ("地点", self.place or _BLANK), ("举办单位", self.unit)]

    @property
    def head(self) -> tuple[str, ...]:
        return ("序号", "姓名", "单位或住址", "签名") if self.addresses else ("序号", "姓名", "签名") * 2

    @property
    def widths(self) -> tuple[float, ...]:
        return (1, 2.2, 4.4, 2.6) if self.addresses else (1, 2, 2.4) * 2

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The lines: one for each person, or two people side by side."""
        if self.addresses:
            return [(str(number), "", "", "") for number in range(1, self.people + 1)]
        return [(str(n), "", "", str(n + 1), "", "") for n in range(1, self.people + 1, 2)]

    @property
    def note(self) -> str:
        return "不留电话、证件号码；仅供本次活动使用"


def document(sheet: SignInSheet) -> bytes:
    """The sheet as .docx, in the layout of official documents."""
    lines = Table(head=sheet.head, rows=tuple(sheet.rows), widths=sheet.widths, row_height=_ROW)
    return write(Paper(title=f"{sheet.title}\n签到表", blocks=(*_above(sheet), lines), notes=(sheet.note,)))


def _above(sheet: SignInSheet) -> list[Para]:
    """The facts on one line where they fit, else the unit on its own."""
    when, where, who = (f"{name}：{value}" for name, value in sheet.facts)
    together = "　".join((when, where, who))
    told = [together] if len(together) <= _LINE else [f"{when}　{where}", who]
    return [Para(text) for text in told]
