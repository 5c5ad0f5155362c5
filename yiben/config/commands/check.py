"""`yiben check`: a document read back against the book, every quantity with its verdict."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from yiben.config.cli import FOUND
from yiben.config.commands.figure import period_of, told, unit_named
from yiben.gongwen import read
from yiben.lib.canonical import plain_decimal
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.reports.check_said import Said, book_value, label, spoken, unread
from yiben.reports.checking.reading import Checked, check, stock
from yiben.reports.checking.verdicts import Verdict

WRONG = (Verdict.CONTRADICTED, Verdict.INCONSISTENT)


@click.command(help=_("核对一份文稿（.docx、.txt）：每个数字与账本是否一致。"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unit", metavar="NAME", help=_("单位的全称、简称或代码；只有一个街道时可不写"))
@click.option("--period", metavar="P", callback=period_of, help=_("时段：2025、2025H1、2025Q3、2025-07 或起..止"))
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出"))
def command(file: Path, unit: str | None, period: Period, as_json: bool) -> None:
    document = read(file)
    if not document.readable:
        raise Refused(spoken(document.findings[0].what))
    held = stock(unit_named(unit), period)
    found = check(document, held)
    said = Said.of(held, found)
    for line in unread(document):
        click.echo(line, err=as_json)
    if as_json:
        click.echo(json.dumps([row(one, said) for one in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        click.echo(sentence(one, said))
    count = Counter(one.verdict for one in found)
    click.echo("　".join(f"{label(verdict)} {count[verdict]}" for verdict in Verdict))
    if any(one.verdict in WRONG for one in found):
        sys.exit(FOUND)


def row(one: Checked, said: Said) -> dict[str, Any]:
    """A checked quantity as JSON; the book's value as text, so that no digit is lost. A figure that the catalogue has
    no indicator for is called by what it counts."""
    known = said.indicator(one)
    figure = told(one.figure) if one.figure else None
    if figure is not None:
        figure["name"] = said.what(one)
    if figure is not None and known is not None:
        figure |= {"indicator": known.slug, "version": known.version, "words": known.words}
    return {
        "paragraph": one.claim.place,
        "start": one.claim.start,
        "text": one.claim.text,
        "verdict": one.verdict.value,
        "value": None if one.value is None else plain_decimal(one.value),
        "figure": figure,
    }


def sentence(one: Checked, said: Said) -> str:
    """A checked quantity in a line: where, what was printed, the verdict; what the book has and of what,
    or why it has nothing."""
    matched = said.matched(one)
    told = _("（账本：%(value)s）") % {"value": book_value(one)} if one.value is not None else ""
    return f"{one.claim.place}:{one.claim.start}　{one.claim.text}　{label(one.verdict)}{told}" + (
        f"　{matched}" if matched else ""
    )
