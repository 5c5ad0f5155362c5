"""1,000 annual reports by a clerk's template, as a share of docxtpl rendering the same template with the figures given.

    make demo (once), then: .venv/bin/python benchmarks/templates.py [--reports 1000] [--template year] [DIR]

A thousand of the year's take three to five minutes on a quiet machine. It says how far it is, the share so far and the
memory as it goes; stopped early (Ctrl+C, or after --minutes) it tells what it has.

Ours: for each unit and period its figures are loaded from the book, cited, the template is filled in the bounded child,
and the source table is laid out: what `yiben report build` and a page do. Theirs: `DocxTemplate(file).render(figures)`
and `save`, in this process, with the very figures that ours worked out, and the pictures that ours drew, given for
nothing. Both take turns, in batches; what counts is the ratio by the clock. Bar: 35 %. Memory is the most that this
process (both of them) and the child that fills templates have held; it stays flat however many reports are made.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import sys
import time
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BAR = 0.35
BATCH = 20
SAID_EVERY = 100


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


@dataclass
class Spent:
    """Seconds by the clock and of the processor, for so many reports."""

    reports: int = 0
    clock: float = 0.0
    processor: float = 0.0

    def time(self, some, make) -> list:
        """What was made of each."""
        clock, processor = time.perf_counter(), time.process_time()
        made = [make(one) for one in some]
        self.clock += time.perf_counter() - clock
        self.processor += time.process_time() - processor
        self.reports += len(some)
        return made


class Race:
    """Both in turn, until all reports are made or time is over."""

    def __init__(self, slug: str, most: int, minutes: float) -> None:
        self.ours, self.theirs = Ours(slug), Theirs(prepared_of(slug))
        self.jobs, self.until = asked(most), time.monotonic() + minutes * 60
        self.spent = Spent(), Spent()
        self.memory: list[int] = []

    def run(self) -> None:
        self._start()
        for first in range(0, len(self.jobs), BATCH):
            given = self.spent[0].time(self.jobs[first : first + BATCH], self._made)
            self.spent[1].time(given, self.theirs.make)
            done = self.spent[0].reports
            if not done % SAID_EVERY:
                self.memory.append(held("VmRSS"))
                self._say(done)
            if time.monotonic() > self.until:
                print(f"stopped after {done}: time is over", flush=True)
                return

    def _start(self) -> None:
        """Before the clock runs: the child, compiled expressions, fonts."""
        self.theirs.make(self._made(self.jobs[0]))

    def _made(self, job):
        self.ours.make(*job)
        return self.ours.given

    def _say(self, done: int) -> None:
        print(f"{done}/{len(self.jobs)}: {self.share:.0%} so far, {self.memory[-1]} MB", flush=True)

    @property
    def share(self) -> float:
        return self.spent[1].clock / self.spent[0].clock

    @property
    def of_processor(self) -> float:
        return self.spent[1].processor / self.spent[0].processor


def held(what: str, process: str = "self") -> int:
    """VmRSS (now) or VmHWM (at most) of a process in MB; 0 where the system doesn't tell."""
    try:
        told = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in told.splitlines() if line.startswith(what)), 0)


def children() -> int:
    """The most that a child that fills templates has held."""
    from yiben.reports.rendering import POOL

    return max((held("VmHWM", str(child.process.pid)) for child in POOL.waiting), default=0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "data" / "demo")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--template", default="union", help="which of those that Yiben brings along")
    parser.add_argument("--minutes", type=float, default=25, help="at most so long")
    said = parser.parse_args()
    start(said.folder)
    race = Race(said.template, said.reports, said.minutes)
    try:
        race.run()
    except KeyboardInterrupt:
        print("stopped")
    ours, theirs = race.spent
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    machine = f"{platform.machine()} · Python {platform.python_version()} · {load}"
    print(f"{theirs.reports} reports by “{said.template}” · {machine}")
    print(
        f"ours, with figures, citations and source table: {ours.clock:.1f} s, {ours.reports / ours.clock:.1f} a second"
    )
    print(f"docxtpl alone, the figures given: {theirs.clock:.1f} s, {theirs.reports / theirs.clock:.1f} a second")
    print(f"most memory: {held('VmHWM')} MB, and {children()} MB in a child; as it went: {race.memory} MB")
    print(f"{race.share:.0%} of docxtpl by the clock ({race.of_processor:.0%} of the processor); the bar is {BAR:.0%}")
    return 0 if race.share >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
