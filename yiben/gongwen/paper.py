"""A document to be written, as immutable records, and the numbers that its headings take."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Side = Literal["left", "center", "right"]
Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4: 一、 （一） 1. （1）

    Without a number it counts by itself; a number given is set as it stands (`"三、"`), `""` sets none.
    `then` runs on behind the heading in the same paragraph.
    """

    level: int
    number: str | None = None
    text: str = ""
    then: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of the body: plain text, or runs of which some are bold (一是……)."""

    text: str = ""
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Its head is repeated on every page; a wide one may lie across (`landscape`).

    `widths` are shares of the page's width, `align` is one side a column; both are worked out from
    the cells where they are not given: numbers stand right. `row_height` is in millimetres, and the least.
    """

    caption: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    widths: tuple[float, ...] = ()
    align: tuple[Side, ...] = ()
    landscape: bool = False
    row_height: float = 8


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


Block = Heading | Para | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be written.

    `number` is 发文字号, `body` the issuing organ (several on lines of their own), `date` 成文日期,
    `attachments` the names under 附件：, `notes` 附注 below the date.
    """

    title: str
    number: str | None = None
    addressees: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    body: str | None = None
    date: datetime.date | str | None = None
    attachments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    subtitle: str = ""


def numbered(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with a number in every heading, each level beginning anew under the one above."""
    counts = [0, 0, 0, 0]
    return [_numbered(block, counts) if isinstance(block, Heading) else block for block in blocks]


def _numbered(heading: Heading, counts: list[int]) -> Heading:
    assert 1 <= heading.level <= 4, heading
    if heading.number == "":
        return heading
    at = heading.level - 1
    counts[at:] = [counts[at] + 1] + [0] * (3 - at)
    number = _number(heading.level, counts[at]) if heading.number is None else heading.number
    return Heading(heading.level, number, heading.text, heading.then)


def _number(level: int, count: int) -> str:
    # The blank behind "1." keeps 1. 2025年 from being read as 1.2025.
    return {1: f"{chinese(count)}、", 2: f"（{chinese(count)}）", 3: f"{count}. ", 4: f"（{count}）"}[level]


def chinese(count: int) -> str:
    """1 to 99 as headings count: 一, 十, 十一, 二十."""
    assert 0 < count < 100, count
    tens, ones = divmod(count, 10)
    digits = "零一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones or not tens else "")


def day(date: datetime.date | str) -> str:
    """2025年1月5日: no zeros before month and day."""
    return date if isinstance(date, str) else f"{date.year}年{date.month}月{date.day}日"
