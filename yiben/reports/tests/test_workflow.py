from pathlib import Path

from yiben.reports.models import MOVERS, TRANSITIONS, Move, State
from yiben.reports.workflow import page

DOCS = Path(__file__).parents[3] / "docs/workflow.md"


def test_the_page_in_the_docs_is_the_table_in_the_code():
    assert DOCS.read_text(encoding="utf-8") == page(), "write it anew as yiben/reports/workflow.py says"


def test_every_state_and_move_has_its_place():
    assert set(TRANSITIONS) == set(State)
    assert {move for moves in TRANSITIONS.values() for move in moves} == set(Move) == set(MOVERS)


def test_nothing_leads_out_of_an_issued_report():
    assert TRANSITIONS[State.ISSUED] == {}
