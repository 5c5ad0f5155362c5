"""A report by a clerk's template: its figures worked out and cited as any other's, its document filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from yiben.figures.targets import Reading as Progress
from yiben.lib.refused import Refused
from yiben.reports.clerks import Checked, check
from yiben.reports.grammar import Reading, Vocabulary
from yiben.reports.models import Report
from yiben.reports.render import COUNTS, Rendered, Shelf, cite, printed, state_of
from yiben.reports.rendering import Values, fill
from yiben.reports.text import Name, Text
from yiben.terms.definitions import Definition
from yiben.terms.models import definitions
from yiben.units.models import Line, Unit


def vocabulary(catalogue: Iterable[Definition]) -> Vocabulary:
    """What can be written in a template: every figure of the catalogue whose name is one word."""
    names = (definition.name for definition in catalogue)
    return Vocabulary(frozenset(name for name in names if name.isidentifier()), frozenset(COUNTS))


def fill_in(report: Report, stock: Shelf, *, number: str = "", on: date | None = None) -> tuple[Rendered, bytes]:
    """The figures that it cites, and its document. Refused as by `fitting`."""
    known, checked = fitting(report, stock)
    assert checked.prepared is not None
    rendered = Rendered(Text((), ()))
    # A document is in Chinese, whatever language its author's pages are in.
    with translation.override("zh-hans"):
        values = _values(checked.reading, rendered, stock, number, on)
    return rendered, fill(checked.prepared, known, values)


def fitting(report: Report, stock: Shelf) -> tuple[Vocabulary, Checked]:
    """Its template read anew. Refused where the catalogue has lost a name, or one is of a line not the report's."""
    assert report.template is not None
    known = vocabulary(definitions(report.unit.tenant).values())
    checked = check(bytes(report.template.source), known)
    if checked.prepared is None:
        told = "；".join(f"{one.where}：{one.what}" for one in checked.findings[:3])
        raise Refused(_("模板“%(name)s”现在不能用了。%(told)s") % {"name": report.template.name, "told": told})
    others = [name for name in checked.reading.used if name in known.figures and name not in stock.by_name]
    if others:
        raise Refused(_("模板里有别的条线的数字：%(names)s") % {"names": "、".join(others[:5])}, field="genre")
    return known, checked


def _values(reading: Reading, rendered: Rendered, stock: Shelf, number: str, on: date | None) -> Values:
    report = stock.report
    words = {
        "标题": report.title,
        "单位": report.unit.name,
        "时段": report.period.label(),
        "发文字号": number,
        "成文日期": f"{on.year}年{on.month}月{on.day}日" if on else "",
    }
    whole = {name: words.get(name) or _printed(name, report.unit, rendered, stock) for name in reading.names}
    turns = {"各社区": _communities, "各条线": _lines, "各任务": _tasks}
    return Values(whole, {loop: turns[loop](names, rendered, stock) for loop, names in reading.in_turns.items()})


def _printed(name: str, unit: Unit, rendered: Rendered, stock: Shelf) -> str:
    if name in COUNTS:
        return str(stock.count(name))
    if name not in stock.by_name:
        return ""
    return printed(cite(rendered, stock, name, stock.figure(Name(name), unit)))


def _communities(names: Iterable[str], rendered: Rendered, stock: Shelf) -> list[dict[str, str]]:
    """A turn for each community in the tree's order, with its own figures."""
    return [
        {name: unit.name if name == "社区" else _printed(name, unit, rendered, stock) for name in names}
        for unit in stock.communities
    ]


def _lines(names: Iterable[str], _rendered: Rendered, stock: Shelf) -> list[dict[str, str]]:
    """A turn for each line of the report, with how its targets stand."""
    lines = list(stock.report.lines.all()) or list(Line.objects.filter(active=True))
    return [
        {name: line.name if name == "条线" else str(stock.count(name, line.slug)) for name in names} for line in lines
    ]


def _tasks(names: Iterable[str], rendered: Rendered, stock: Shelf) -> list[dict[str, str]]:
    """A turn for each target that the plan sets and an indicator answers."""
    return [_task(names, progress, rendered, stock) for progress in stock.readings]


def _task(names: Iterable[str], progress: Progress, rendered: Rendered, stock: Shelf) -> dict[str, str]:
    target = progress.target
    said = {"任务": target.measure.title, "目标": target.words_asked, "进度": state_of(progress)}
    if "完成数" in names:
        name = progress.definition.name + (f"：{target.measure.title}" if target.own else "")
        said["完成数"] = printed(cite(rendered, stock, name, progress.figure))
    return said
