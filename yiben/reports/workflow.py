"""The workflow of a report as a page, drawn from TRANSITIONS; docs/workflow.md is that page, and a test keeps it so.

python -m django shell -c "from yiben.reports.workflow import page; print(page(), end='')" > docs/workflow.md
"""

from __future__ import annotations

from django.utils import translation

from yiben.reports.models import MOVERS, TRANSITIONS, Move, State
from yiben.units.models import PostKind

INTRODUCTION = """\
# The workflow of a report

Drawn from `TRANSITIONS` and `MOVERS` in `yiben/reports/models.py`; a test fails when this page and they differ.
Whoever drafted a report neither reviews, returns nor issues it. An issued report never changes.
"""


def page() -> str:
    """The diagram, and who makes which move."""
    with translation.override("zh-hans"):
        return f"{INTRODUCTION}\n```mermaid\n{diagram()}\n```\n\n{movers()}\n"


def diagram() -> str:
    """States and moves as a Mermaid state diagram."""
    states = [f"    {state.value}: {state.value} {state.label}" for state in State]
    moves = [
        f"    {before} --> {after}: {move} {Move(move).label}"
        for before, leads in TRANSITIONS.items()
        for move, after in leads.items()
    ]
    return "\n".join(["stateDiagram-v2", "    [*] --> drafted", *states, *moves, "    issued --> [*]"])


def movers() -> str:
    """Which posts make which move, as a table."""
    rows = [
        f"| {move.value} {move.label} | {', '.join(sorted(PostKind(kind).value for kind in MOVERS[move]))} |"
        for move in Move
    ]
    return "\n".join(["| move | posts |", "|---|---|", *rows])
