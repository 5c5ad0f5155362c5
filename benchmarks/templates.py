"""1,000 annual reports by a clerk's template, as a share of docxtpl rendering the same template with the figures given.

    make demo (once), then: .venv/bin/python benchmarks/templates.py [--reports 1000] [--template year] [DIR]

Ours: for each unit and period its figures are loaded from the book, cited, the template is filled in the bounded child,
and the source table is laid out: what `yiben report build` and a page do. Theirs: `DocxTemplate(file).render(figures)`
and `save`, in this process, with the very figures that ours worked out, and the pictures that ours drew, given for
nothing. Both take turns, in batches; what counts is the ratio. Bar: 35 %.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import sys
import time
from itertools import count, cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BAR = 0.35
BATCH = 25


def start(folder: Path) -> None:
    if not (folder / "READY").exists():
        sys.exit(f"no demo in {folder}: run make demo once")
    os.environ |= {"DJANGO_SETTINGS_MODULE": "yiben.config.settings", "YIBEN_DATA": str(folder), "YIBEN_INSECURE": "1"}
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()


def asked(most: int):
    """Units and periods of a year's length, one after another: the street and its communities, ends a day apart."""
    from datetime import date, timedelta

    from yiben.lib.periods import Period
    from yiben.units.models import Unit

    units = list(Unit.objects.filter(kind__in=["street", "community"], parent__isnull=False))
    last = date(2025, 12, 31)
    periods = (Period(date(2025, 1, 1), last - timedelta(days=day)) for day in cycle(range(60)))
    return list(islice(zip(cycle(units), periods, strict=False), most))


class Ours:
    """A report as a page makes it, without keeping it: its two documents, and the figures that it cites."""

    def __init__(self, slug: str) -> None:
        from yiben.reports.defaults import document, ours

        self.template, self.name, self.line = document(slug), ours()[slug].name, ours()[slug].line
        self.given = None
        self._listen()

    def _listen(self) -> None:
        """Hear which figures each document was filled with, for the other to have them."""
        from yiben.reports import filled

        inner = filled.begin

        def begin(prepared, known, values):
            self.given = values
            return inner(prepared, known, values)

        filled.begin = begin

    def report(self, unit, period):
        from yiben.reports import actions
        from yiben.reports.models import Genre, Report, Template

        template = Template(unit=unit.tenant or unit, name=self.name, source=self.template, ours="x")
        report = Report(unit=unit, genre=Genre.TEMPLATE, template=template, start=period.start, end=period.end)
        report.title = actions.default_title(report)
        return report

    def make(self, unit, period) -> int:
        from yiben.reports import actions

        return sum(map(len, actions.preview(self.report(unit, period))))


class Theirs:
    """docxtpl as its manual has it, with a plain Jinja environment that knows the same names and filters."""

    def __init__(self, prepared: bytes) -> None:
        from jinja2 import Environment

        from yiben.reports.manners import FILTERS

        self.prepared = _with_plain_names(prepared)
        self.environment = Environment(autoescape=True)
        self.environment.filters |= FILTERS

    def make(self, values) -> int:
        from docx.shared import Mm
        from docxtpl import DocxTemplate, InlineImage

        template = DocxTemplate(io.BytesIO(self.prepared))
        context = context_of(values.whole)
        for name, some in values.whole.pictures.items():
            context[name] = InlineImage(template, io.BytesIO(some[0].png), width=Mm(156))
        template.render(context, self.environment, autoescape=True)
        made = io.BytesIO()
        template.save(made)
        return len(made.getvalue())


def _plain(key: str) -> str:
    return key.replace("|", "__")


def _with_plain_names(prepared: bytes) -> bytes:
    """The same template as docxtpl wants it: 活动场次|上年同期 is a name, and a turn's words are its items."""
    import re
    from zipfile import ZIP_DEFLATED, ZipFile

    from yiben.reports.manners import FILTERS

    open_loops: list[str] = []

    def name(said: str) -> str:
        parts = said.strip().split("|")
        manner = parts.pop() if parts[-1] in FILTERS else ""
        key = _plain("|".join(parts))
        if open_loops and key not in WHOLE_WORDS:
            key = f"{open_loops[-1]}['{key}']"
        return key + (f"|{manner}" if manner else "")

    def tag(found: re.Match[str]) -> str:
        text = found[0]
        if text.startswith("{{"):
            return "{{ " + name(text[2:-2]) + " }}"
        head, *rest = text[2:-2].split()
        prefix = head if head in ("p", "tr") else ""
        said = rest if prefix else [head, *rest]
        if said[0] == "for":
            open_loops.append(said[1])
            said[3] = _plain(said[3])
        elif said[0] == "endfor":
            open_loops.pop()
        elif said[0] == "if":
            said[1] = name(said[1])
        return "{%" + prefix + " " + " ".join(said) + " %}"

    made = io.BytesIO()
    with ZipFile(io.BytesIO(prepared)) as package, ZipFile(made, "w", ZIP_DEFLATED) as anew:
        for part in package.namelist():
            content = package.read(part)
            if part == "word/document.xml":
                content = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", tag, content.decode()).encode()
            anew.writestr(part, content)
    return made.getvalue()


WHOLE_WORDS = {"标题", "单位", "落款", "时段", "年份", "截至", "发文字号", "成文日期", "章号", "节号", "点号"}


def context_of(turn):
    """A turn's words and the turns within it, as a Jinja context."""
    from yiben.reports.grammar import NUMBERINGS
    from yiben.reports.manners import Value

    words = {_plain(key): Value(value) for key, value in turn.words.items()}
    return NUMBERINGS | words | {_plain(loop): [context_of(one) for one in some] for loop, some in turn.turns.items()}


def prepared_of(slug: str) -> bytes:
    from yiben.reports.clerks import check
    from yiben.reports.defaults import document
    from yiben.reports.vocabularies import vocabulary
    from yiben.units.models import Unit

    checked = check(document(slug), vocabulary(Unit.objects.get(kind="street")))
    assert checked.prepared is not None
    return checked.prepared


def measure(slug: str, most: int) -> tuple[float, float]:
    """Seconds for all: ours, theirs."""
    ours, theirs = Ours(slug), Theirs(prepared_of(slug))
    jobs = asked(most)
    ours.make(*jobs[0])  # both have been started: the child, compiled expressions, fonts
    assert ours.given is not None
    theirs.make(ours.given)
    spent = [0.0, 0.0]
    for first in islice(count(0, BATCH), (most + BATCH - 1) // BATCH):
        given = []
        for unit, period in jobs[first : first + BATCH]:
            begun = time.perf_counter()
            ours.make(unit, period)
            spent[0] += time.perf_counter() - begun
            given.append(ours.given)
        begun = time.perf_counter()
        for values in given:
            theirs.make(values)
        spent[1] += time.perf_counter() - begun
    return spent[0], spent[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "data" / "demo")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--template", default="union", help="which of those that Yiben brings along")
    said = parser.parse_args()
    start(said.folder)
    ours, theirs = measure(said.template, said.reports)
    share = theirs / ours
    print(f"{said.reports} reports by “{said.template}” · {platform.machine()} · Python {platform.python_version()}")
    print(f"ours, with figures, citations and source table: {ours:.1f} s, {said.reports / ours:.1f} a second")
    print(f"docxtpl alone, the figures given:               {theirs:.1f} s, {said.reports / theirs:.1f} a second")
    print(f"{share:.0%} of docxtpl; the bar is {BAR:.0%}")
    return 0 if share >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
