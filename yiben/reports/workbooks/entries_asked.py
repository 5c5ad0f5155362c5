"""Which entries a cell asks for: what its own words select, within its table's subject and the notes' scope."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from yiben.reports.workbooks.carrying import carried_over, counting_words, is_set_in, whole_of
from yiben.reports.workbooks.cells import Cell, half_understood
from yiben.reports.workbooks.folding import bare_core, folded, names_several, only_orders
from yiben.reports.workbooks.selection import EVERYTHING, SURE_OF_A_SUBJECT, Said, Selection, both

_UMBRELLA_LINES = re.compile("文明实践|民生实事|学习型|非公|营商环境")


def entries_asked(cell: Cell, said: Sequence[Said]) -> Selection | str:
    """The entries that a cell's words select; why that can't be told."""
    selection = _unscoped(cell, said)
    return selection if isinstance(selection, str) else _in_scope(cell, _of_a_deed(said, selection))


def _of_a_deed(said: Sequence[Said], selection: Selection) -> Selection:
    """Of entries of no kind those that the word for who came is said of: 听讲人次 in a line's form. 发放宣传资料 of no
    line is the indicator called so, of all kinds."""
    usually = frozenset().union(*(one.usually for one in said))
    closer = selection.kinds or selection.named or (not selection and any(one.metric == "materials" for one in said))
    return selection if closer else replace(selection, kinds=usually)


def _unscoped(cell: Cell, said: Sequence[Said]) -> Selection | str:
    own = [s.selection for s in said if s.selection is not None and s is not cell.section]
    line = cell.section
    several = line is not None and names_several(line.words)
    of_a_line = cell.slot.section in cell.reader.meanings.lines
    narrows = line is not None and not several and (of_a_line or not only_orders(line.words))
    if narrows and not any(one.named for one in own) and line is not None and line.selection:
        own.append(line.selection)
    if own and not any(one.named or one.lines for one in own) and (charge := cell.reader.in_charge(cell.slot)):
        own.append(Selection(lines=frozenset({charge})))
    told = [one for one in own if line is None or one is not line.selection]
    carried = carried_over(cell, EVERYTHING) if not told and line is not None and line.selection else None
    if isinstance(carried, Selection):  # the row before says more than the line over both
        cell.doubted(0.85)
        own = [carried] if carried.named else [*own, carried]
    together = EVERYTHING
    for one in own:
        narrowed = both(together, one)
        if narrowed is None:
            return "左边和上边的词说的不是一回事，请手填"
        together = narrowed
    if not together.figure and not together.named:
        carried = carried_over(cell, together)
        if isinstance(carried, str):
            return carried
        if carried is not None:
            cell.doubted(0.85)
            together = carried
            subject = cell.context.subject
            if (
                "活动" in counting_words(cell)
                and not is_set_in(cell)
                and (carried.kinds or carried.named)
                and (subject is None or subject.selection != carried)
            ):
                cell.doubted(0.6, "“活动”可能接着前一栏说，也可能指全部活动；这里接着前一栏数")
    if (whole := whole_of(cell)) is not None and not together.figure:
        together = both(together, whole) or together
    if several and not together:
        return "看不出是哪一类活动，请手填"
    subject = cell.context.subject
    if of_a_line and line is not None and subject is not None and folded(subject.words) in folded(line.words):
        subject = None  # the line over the first row that it heads
    if together.kinds and (wider := cell.reader.meant_by_all(subject, together, cell.texts)):
        together = replace(together, kinds=wider)
    if subject is None or together.figure or (together and subject.sure < SURE_OF_A_SUBJECT):
        return together
    if together.named:
        return _of_its_line(cell, together, subject)
    if subject.selection is not None:
        about = subject.selection
        if together.lines and about.lines:
            about = replace(about, lines=together.lines)
        if not together and subject.sure < SURE_OF_A_SUBJECT and any(s.anything for s in said):
            cell.doubted(0.85)
            return together
        if not together:
            cell.doubted(0.6 if subject.rest else subject.sure, half_understood(subject))
            umbrella = _UMBRELLA_LINES.search(folded(subject.words))
            return together if umbrella and any(s.metric == "materials" for s in said) else subject.selection
        if together.kinds and _UMBRELLA_LINES.search(folded(subject.words)):
            return together
        return both(together, about) or _of_the_same_line(cell, together, about)
    if subject.typed or subject.rest:
        if not together and any(s.anything for s in said) and names_several(subject.words):
            cell.doubted(0.85)
            return together
        if not together:
            return subject.typed or f"账本里没有“{subject.rest[:12]}”，请手填"
        if any(s.selection and bare_core(s.words) in folded(subject.words) for s in said):
            return together
        if re.search("[和与及、]", subject.words):  # one of several things that the title lists
            cell.doubted(0.85)
            return together
        cell.doubted(0.6, f"标题里的“{(subject.rest or subject.words)[:12]}”账本分不出来；这里没有按它挑")
    return together


def _of_the_same_line(cell: Cell, own: Selection, subject: Selection) -> Selection:
    """What a cell names that isn't what its title names: of the title's line still."""
    if not subject.lines or own.lines:
        return own
    cell.doubted(0.85)
    return replace(own, lines=subject.lines)


def _in_scope(cell: Cell, selection: Selection) -> Selection | str:
    """The selection as the notes narrow it down; why not where that can't be said."""
    says = cell.context.scope
    if says.doubt:
        return f"附注说只统计“{says.doubt}”，账本分不出来，请手填"
    if not selection and says.without:
        counting = {kind.slug for kind in cell.reader.known.kinds if kind.counts}
        selection = Selection(kinds=frozenset(counting - says.without))
    elif any(bare_core(text) in one for one in says.doubted for text in cell.texts if len(bare_core(text)) > 1):
        cell.doubted(0.6, "附注对这一项另有说明，账本分不出来")
    if says.selection and not selection.figure:
        narrowed = both(selection, says.selection)
        return narrowed if narrowed is not None else "附注说的不是这一类活动，请手填"
    return selection


def _of_its_line(cell: Cell, named: Selection, subject: Said) -> Selection:
    """A programme in a line's form: those of its entries that bear the line."""
    lines = subject.selection.lines if subject.selection is not None else frozenset()
    if named.lines or not lines or not lines <= cell.reader.known.lines_used:
        return named
    return replace(named, lines=lines)
