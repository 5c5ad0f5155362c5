"""A figure as pages write it, and the cells of the board: a thousand on a page, so they are made here."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiben.figures.board import Cell, Row
from yiben.figures.charts import NARROW, NARROWEST, WIDE, Chart, svg
from yiben.figures.progress import Due, Progress
from yiben.figures.rollup import Figure
from yiben.ui.states import state_of
from yiben.ui.templatetags.ui import NOTHING, figure, number

register = template.Library()


@register.simple_tag
def told(found: Figure, url: str = "", unit: bool = False) -> str:
    """A figure with the page it opens, as its metric is written (yuan with fen), with its unit where asked."""
    manner = "money" if found.definition.metric == "money" else ""
    return figure(found.value, url, found.approx, found.definition.unit if unit else "", manner)


@register.simple_tag
def whole_of(wholes: dict[str, Figure], found: Figure, url: str) -> str:
    """The figure together with those of the unit's predecessors; its link leads to where the parts stand."""
    return told(wholes[found.definition.slug], f"{url}#together", unit=True)


@register.simple_tag(takes_context=True)
def drawn(context: template.Context, chart: Chart, manner: str = "") -> SafeString:
    """A chart as it stands in a page; "narrow" for a phone."""
    small = NARROWEST if context.get("large_type") else NARROW
    return mark_safe(svg(chart, width=small if manner == "narrow" else WIDE))  # noqa: S308 - Vega escapes all texts


@register.simple_tag
def cells(row: Row) -> SafeString:
    """A row's numbers, each a link to what it rests on; where a community has a goal of its own, how it stands."""
    about = escape(_("约"))
    return mark_safe("".join(_cell(cell, about) for cell in row.cells))  # noqa: S308 - all parts are escaped below


@register.simple_tag
def due_marks(progress: Progress) -> SafeString:
    """The periods of something due again and again, a glyph each, with name and state for who hears the page."""
    marks = "".join(f"<li>{_mark(one.state, one.name)}</li>" for one in progress.periods)
    return mark_safe(f'<ol class="dues">{marks}</ol>' if marks else "")  # noqa: S308 - all parts are escaped below


_DUE: dict[str, Promise] = {
    "done": gettext_lazy("已做到"),
    "overdue": gettext_lazy("缺"),
    "running": gettext_lazy("本期应办"),
}


@register.simple_tag
def due_state(one: Due) -> dict[str, str]:
    """How a period stands, as `state` wants it."""
    return {"name": one.state, "word": str(_DUE.get(one.state, ""))}


def _cell(cell: Cell, about: str) -> str:
    if cell.value is None:
        return f'<td class="n"><span class="empty-figure">{NOTHING}</span></td>'
    words = escape(number(cell.value))
    sort = "figure figure--nil" if not cell.value else "figure"
    mark = f'<span class="about">{about}</span>' if cell.about else ""
    return f'<td class="n">{_mark(cell.state)}{mark}<a class="{sort}" href="{escape(cell.url)}">{words}</a></td>'


def _mark(name: str, of: str = "") -> str:
    """The state of a community's own goal: a glyph in its colour, and its word for who hears the page."""
    if not name:
        return ""
    state = state_of(name)
    glyph = f'<span class="glyph" aria-hidden="true">{state.glyph}</span>'
    said = f"{of} {_DUE.get(name, state.word)}" if of else state.word
    word = f'<span class="visually-hidden">{escape(said)}</span>'
    if of:
        return f'<span class="chip chip--{state.colour}" title="{escape(said)}">{glyph}{word}</span>'
    return f'<span class="chip chip--{state.colour}">{glyph}{word}</span>'
