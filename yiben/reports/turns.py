"""What the names of a clerk's template say in one report: words, counts, and figures, cited as they are said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property

from yiben.figures.charts_tables import of_line
from yiben.figures.models import PastFigure
from yiben.figures.past import TYPED, goes_back_to, typed_of
from yiben.figures.rollup import Figure, Figures, plain
from yiben.figures.targets import Reading as Progress
from yiben.lib.periods import Period
from yiben.reports.drawn import Book, Drawing, Place, charts_of, drawn_of, lines_of, picture
from yiben.reports.grammar import COMPARED, DOCUMENT_WORDS, LOOPS, Asked, Reading, Vocabulary
from yiben.reports.manners import NOTHING, compared, moved
from yiben.reports.render import COUNTS, Rendered, Shelf, cite, printed, state_of
from yiben.reports.rendering import Picture, Turn, Values
from yiben.reports.text import A_YEAR_BEFORE
from yiben.terms.definitions import Definition
from yiben.ui.states import STATES
from yiben.units.models import Line, Unit, UnitKind

SO_FAR = "累计"


class Teller:
    """Says names of one report, and cites what it says."""

    def __init__(
        self, reading: Reading, known: Vocabulary, rendered: Rendered, stock: Shelf, number: str, on: date | None
    ) -> None:
        self.reading, self.known, self.rendered, self.stock = reading, known, rendered, stock
        self.report = stock.report
        self.words = dict(zip(DOCUMENT_WORDS, _document_words(stock, number, on), strict=True))
        self.stretches = {
            "": self.report.period,
            A_YEAR_BEFORE: stock.so_far.previous_year(),
            SO_FAR: Period(date(self.report.end.year, 1, 1), self.report.end),
        }

    def values(self) -> Values:
        """Everything that the template asks for."""
        return Values(self._turn((), Place(self.report.unit)))

    def _turn(self, path: tuple[str, ...], place: Place) -> Turn:
        drawn = {key: self._drawn(key, place) for key in self.reading.pictures.get(path, ())}
        keys: Iterable[str] = self.reading.in_turns[path] if path else self.reading.names
        inside = [way for way in self.reading.in_turns if len(way) == len(path) + 1 and way[: len(path)] == path]
        turns = {way[-1]: [self._turn(way, one) for one in self._through(way[-1], place)] for way in inside}
        words = {key: self._said(key, path, place) for key in keys}
        for figure in (figure for _pictures, figures in drawn.values() for figure in figures):
            cite(self.rendered, self.stock, figure.definition.name, figure)
        return Turn(words, turns, {key: pictures for key, (pictures, _figures) in drawn.items()})

    def _drawn(self, key: str, place: Place) -> tuple[list[Picture], list[Figure]]:
        """The pictures of that name at a place, none where there is nothing to draw, and what they show."""
        drawing = drawn_of(Asked.of(key, self.known), place, self.stock, self._lines_by_words)
        charts, figures = charts_of(drawing, self.stock, Book(self._figures, lambda: self._goes_back))
        return [picture(chart) for chart in charts], figures if charts else []

    def _through(self, loop: str, place: Place) -> Iterator[Place]:
        """Each in its own order: the tree's, the catalogue's, the plan's."""
        what, _bar, line = loop.partition("|")
        if what == "各社区":
            yield from (replace(place, unit=unit) for unit in self.stock.communities)
        elif what == "各条线":
            yield from (replace(place, line=one) for one in self.lines)
        else:
            slug = self.known.lines.get(line, place.line.slug if place.line else "")
            tasks = (one for one in self.stock.readings if not slug or one.target.measure.line_id == slug)
            yield from (replace(place, task=one) for one in tasks)

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.stock)

    def _said(self, key: str, path: tuple[str, ...], place: Place) -> str:
        own = {word for loop in path for word in LOOPS[loop.partition("|")[0]]}
        if key in own:
            return self._of_turn(key, place)
        asked = Asked.of(key, self.known)
        if asked.name in COUNTS:
            return str(self.stock.count(asked.name, self.known.lines.get(asked.line, "")))
        if asked.name in self.words:
            return self.words[asked.name]
        return self._number(asked, place) if asked.name in self.stock.by_name else ""

    def _of_turn(self, word: str, place: Place) -> str:
        if word == "社区":
            return place.unit.name
        if place.line is not None and word == "条线":
            return place.line.name
        if place.line is not None and word in COUNTS:
            return str(self.stock.count(word, place.line.slug))
        assert place.task is not None
        return self._of_task(word, place.task, place.unit)

    # --- figures ---

    def _number(self, asked: Asked, place: Place) -> str:
        line = self.known.lines.get(asked.line, place.line.slug if place.line else "")
        stretch = "" if asked.stretch == COMPARED else asked.stretch
        if asked.stretch == A_YEAR_BEFORE:
            before, mark = self._a_year_before(asked.name, line, place.unit)
            return before + (f"（{TYPED}）" if mark else "")
        now = self._cited(asked.name, line, stretch, place.unit)
        if asked.stretch != COMPARED:
            return now
        before, mark = self._a_year_before(asked.name, line, place.unit)
        told = (moved if self.stock.by_name[asked.name].unit == "%" else compared)(now, before)
        return told + (mark if told != NOTHING else "")

    def _a_year_before(self, name: str, line: str, unit: Unit) -> tuple[str, str]:
        """The number of a year before as printed, and how it is marked: by the book, or typed from a document."""
        if self._goes_back:
            return self._cited(name, line, A_YEAR_BEFORE, unit), ""
        typed = self._typed.get(self.stock.by_name[name].slug)
        if typed is None or line or unit != self.report.unit:
            return NOTHING, ""
        self.rendered.typed[typed.pk] = typed
        return plain(typed.value), f"（上年数为{TYPED}）"

    @cached_property
    def _typed(self) -> dict[str, PastFigure]:
        return typed_of(self.report.unit, self.stretches[A_YEAR_BEFORE], as_of=self.stock.as_of)

    @cached_property
    def _goes_back(self) -> bool:
        return goes_back_to(self.report.unit, self.stretches[A_YEAR_BEFORE])

    def _cited(self, name: str, line: str, stretch: str, unit: Unit) -> str:
        definition = self._narrowed(self.stock.by_name[name], line)
        figure = self._figures.of(definition, unit, self.stretches[stretch])
        return printed(cite(self.rendered, self.stock, figure.definition.name, figure))

    def _narrowed(self, definition: Definition, line: str) -> Definition:
        return of_line(definition, self._lines_by_slug[line]) if line else definition

    @cached_property
    def _lines_by_words(self) -> dict[str, Line]:
        known = self.known.lines
        return {word: self._lines_by_slug[slug] for word, slug in known.items() if slug in self._lines_by_slug}

    @cached_property
    def _lines_by_slug(self) -> dict[str, Line]:
        return {line.slug: line for line in self.stock.all_lines}

    @cached_property
    def _figures(self) -> Figures:
        """What is asked of all stretches of days, read once."""
        definitions: dict[str, Definition] = {}
        stretches: set[Period] = set()
        for path, keys in [((), self.reading.names), *self.reading.in_turns.items()]:
            each = [line.slug for line in self.lines] if "各条线" in path else [""]
            for asked in (Asked.of(key, self.known) for key in keys):
                if asked.name in self.stock.by_name:
                    lines = [self.known.lines[asked.line]] if asked.line else each
                    narrowed = [self._narrowed(self.stock.by_name[asked.name], line) for line in lines]
                    definitions |= {one.slug: one for one in narrowed}
                    stretches |= {self.stretches[stretch] for stretch in _asked_for(asked)}
        for drawing in self._drawings():
            definitions |= {one.slug: one for one in drawing.definitions(self.stock)}
            stretches |= {self.stock.so_far, *([self.stretches[A_YEAR_BEFORE]] if drawing.compares else [])}
        periods = stretches or {self.report.period}
        span = Period(min(one.start for one in periods), max(one.end for one in periods))
        return Figures.load(definitions.values(), self._units, span, as_of=self.stock.as_of, stretches=periods)

    def _drawings(self) -> Iterator[Drawing]:
        """What is drawn, for each line that a loop goes through."""
        for path, keys in self.reading.pictures.items():
            each = self.lines if "各条线" in path else [None]
            for key in keys:
                for line in each:
                    place = Place(self.report.unit, line)
                    yield drawn_of(Asked.of(key, self.known), place, self.stock, self._lines_by_words)

    @cached_property
    def _units(self) -> list[Unit]:
        """The report's, and its communities where a template goes through them, or draws each."""
        through = any("各社区" in path for path in self.reading.in_turns)
        through = through or any(drawing.name == "各社区各月活动图" for drawing in self._drawings())
        return [self.report.unit, *(self.stock.communities if through else ())]

    # --- tasks ---

    def _of_task(self, word: str, task: Progress, unit: Unit) -> str:
        target = task.target
        if word in ("完成数", "完成情况"):
            done = self._done(task, unit)
            state = self._state(task, unit)
            return done if word == "完成数" else f"{_with_unit(done, task)}，{state}"
        told = {
            "任务": target.measure.title,
            "目标": target.words_asked,
            "完成率": self._share(task, unit),
            "进度": self._state(task, unit),
            "牵头单位": target.measure.lead_unit,
            "完成时限": _due(target.deadline or target.measure.deadline),
        }
        return told[word]

    def _done(self, task: Progress, unit: Unit) -> str:
        name = task.definition.name + (f"：{task.target.measure.title}" if task.target.own else "")
        return printed(cite(self.rendered, self.stock, name, self._figure_of(task, unit)))

    def _figure_of(self, task: Progress, unit: Unit) -> Figure:
        return task.by_unit[unit.pk][0] if unit.pk in task.by_unit else task.figure

    def _state(self, task: Progress, unit: Unit) -> str:
        """How far it is; of a community only where each community has the goal."""
        if unit.pk == self.report.unit_id:
            return state_of(task)
        if task.target.scope != "each" or unit.pk not in task.by_unit:
            return NOTHING
        return str(STATES[task.by_unit[unit.pk][1].state].word)

    def _share(self, task: Progress, unit: Unit) -> str:
        told = task.progress
        if unit.pk != self.report.unit_id:
            told = task.by_unit[unit.pk][1] if task.target.scope == "each" and unit.pk in task.by_unit else None
        return NOTHING if told is None or told.share is None else f"{plain(told.share)}%"


def _asked_for(asked: Asked) -> tuple[str, ...]:
    """The stretches whose figures a name asks for."""
    return ("", A_YEAR_BEFORE) if asked.stretch == COMPARED else (asked.stretch,)


def _with_unit(done: str, task: Progress) -> str:
    return f"完成{done}{task.target.unit or task.definition.unit}" if done != NOTHING else "账本里还没有这个数"


def _due(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _document_words(stock: Shelf, number: str, on: date | None) -> tuple[str, ...]:
    """What DOCUMENT_WORDS say, in their order."""
    report = stock.report
    unit, year = report.unit, f"{report.start.year}年"
    organ = unit.name + ("办事处" if unit.kind == UnitKind.STREET else "")
    so_far = f"截至{stock.today.month}月{stock.today.day}日，" if report.start <= stock.today < report.end else ""
    return report.title, unit.name, organ, report.period.label(), year, so_far, number, _due(on)
