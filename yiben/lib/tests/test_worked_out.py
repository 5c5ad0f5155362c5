"""Formulas that were saved without what they come to: the plain ones are worked out, the others have no value."""

from datetime import date

import pytest

from yiben.lib.worked_out import WorkedOut

ROWS = [("河畔", 1, 2.5, date(2025, 3, 5), "x"), ("b", 3, None, None, None)]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(B1:C2)", 6.5),
        ("B1+C1*2", 6),
        ("=D1+1", date(2025, 3, 6)),
        ("=ROW()-3", 3),
        ('=A1&"社区"', "河畔社区"),
        ("=DATE(2025,3,B2)", date(2025, 3, 3)),
        ("=$B$1-(B2-1)", -1),
        ("=D1", date(2025, 3, 5)),
        ("=B1/C2", None),
        ("=A1+1", None),
        ("=VLOOKUP(A1,B:C,2)", None),
        ("=Sheet2!A1", None),
        ("=A6", None),
        ("=SUM(B1:ZZ99999)", None),
        ("=" + "(" * 200 + "1" + ")" * 200, None),
        ("=" + "-" * 400 + "1", None),
        ("=1E400", None),
        ("", None),
    ],
)
def test_a_plain_formula_comes_to_what_excel_would_show(formula, value):
    assert WorkedOut(ROWS, {5: {0: formula}}).value(5, 0) == value


def test_a_formula_may_rest_on_others():
    texts = {row: {0: f"=A{row}+1"} for row in range(1, 3000)}
    worked = WorkedOut([(1,)], texts)
    assert [worked.value(row, 0) for row in range(1, 3000)] == list(range(2, 3001))


def test_two_that_ask_each_other_have_no_value():
    worked = WorkedOut([(), ()], {0: {0: "=A2"}, 1: {0: "=A1"}})
    assert worked.value(0, 0) is None
    assert worked.value(1, 0) is None
