"""The briefs marked by hand: how often each field is read right, in all of them together."""

import pytest

from yiben.ledger.tests.brief_scores import Scores, scores

SETS = ("briefs_set.txt", "briefs_blind.txt", "briefs_fresh.txt", "briefs_later.txt")


@pytest.fixture(scope="module")
def read() -> Scores:
    return scores(*SETS)


@pytest.mark.parametrize(
    ("field", "floor"),
    [
        ("number", 0.97),
        ("number of several", 0.85),
        ("start", 0.96),
        ("end", 0.96),
        ("unit", 0.96),
        ("kind", 0.90),
        ("planned", 0.98),
        ("place", 0.90),
        ("cohosts", 0.95),
    ],
)
def test_a_field_is_read_right_nearly_always(read: Scores, field: str, floor: float):
    assert read.of(field) >= floor, "\n".join(line for line in read.wrong if f" {field}:" in line)


@pytest.mark.parametrize(("field", "floor"), [("counts", 0.96), ("metrics", 0.93)])
def test_quantities_are_found_with_their_metric_nearly_always(read: Scores, field: str, floor: float):
    assert read.f1(field) >= floor, "\n".join(line for line in read.wrong if " counts:" in line)


def test_what_a_brief_does_not_say_stays_empty(read: Scores):
    assert read.of("given though unsaid") <= 0.01
