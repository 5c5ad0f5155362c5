"""Our own marked sentences: women's federation, youth league, union, Red Cross, volunteering, communities."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from yiben.gongwen import quantities

SETS = ["quantities_set.txt", "quantities_fresh.txt", "quantities_later.txt", "quantities_blind.txt"]
NO_QUANTITY = {"date", "frequency", "ordinal", "docnum", "enumerator", "term"}
MARK = re.compile(r"\{([^|{}]*)\|([^|{}]*)\|([^|{}]*)\}")
Marked = tuple[int, int, Decimal | None, Decimal | None, str]


def _parsed(line: str) -> tuple[str, list[Marked]]:
    text, marks, reached = "", [], 0
    for mark in MARK.finditer(line):
        text += line[reached : mark.start()]
        low, open_ended, high = mark[2].partition("..")
        ends = (Decimal(end) if end else None for end in (low, high if open_ended else low))
        marks.append((len(text), len(text) + len(mark[1]), *ends, mark[3]))
        text += mark[1]
        reached = mark.end()
    return text + line[reached:], marks


def _sentences(name: str) -> list[tuple[str, list[Marked]]]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [_parsed(line) for line in lines if line and not line.startswith("#")]


def _scores(sentences) -> tuple[float, float, list[str]]:
    """F1 of value and unit, F1 of the whole interval, and what was read where nothing is marked."""
    total = valued = exact = 0
    strays: list[str] = []
    for text, marks in sentences:
        read = [mention for mention in quantities(text) if mention.kind not in NO_QUANTITY]
        total += len(marks) + len(read)
        strays += [
            mention.text for mention in read if not any(mention.start < m[1] and m[0] < mention.end for m in marks)
        ]
        for start, end, low, high, unit in marks:
            mention = next((mention for mention in read if mention.start < end and start < mention.end), None)
            if mention and mention.unit == unit:
                exact += (mention.low, mention.high) == (low, high)
                valued += mention.low == low or mention.high == high
    return 2 * valued / max(total, 1), 2 * exact / max(total, 1), strays


@pytest.mark.parametrize("name", SETS)
def test_value_and_unit_and_the_interval_are_right_nearly_always(name: str):
    valued, exact, _ = _scores(_sentences(name))
    assert valued >= 0.97
    assert exact >= 0.95


@pytest.mark.parametrize("name", SETS)
def test_sentences_without_a_mark_yield_no_quantity(name: str):
    unmarked = [(text, marks) for text, marks in _sentences(name) if not marks]
    assert len(unmarked) >= 10
    assert _scores(unmarked)[2] == []


def test_the_sets_are_large_enough_to_mean_something():
    sentences = [sentence for name in SETS for sentence in _sentences(name)]
    assert len(sentences) >= 340
    assert sum(len(marks) for _, marks in sentences) >= 550
