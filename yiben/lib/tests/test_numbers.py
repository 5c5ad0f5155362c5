from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiben.lib.numbers import number_reading, read_number

READ = [
    ("30", "30"),
    (" 30 ", "30"),
    ("３０", "30"),
    ("1,286", "1286"),
    ("１，２８６", "1286"),
    ("1 286", "1286"),
    ("12,345,678.90", "12345678.90"),
    ("30人", "30"),
    ("30 人次", "30"),
    ("12场", "12"),
    ("1.2万", "12000"),
    ("1.2万元", "12000"),
    ("2亿元", "200000000"),
    ("¥30.50", "30.50"),
    ("￥1,200", "1200"),
    ("21994元", "21994"),
    ("21994元整", "21994"),
    ("-5", "-5"),
    ("+5", "5"),
    ("−5", "-5"),
    ("¥-5", "-5"),
    (".5", "0.5"),
    ("98.5%", "0.985"),
    ("98.5％", "0.985"),
    ("0", "0"),
    ("007", "7"),
    ("'30", "30"),
    ("2.5小时", "2.5"),
    ("30\u00a0户", "30"),
    ("3\u200b0", "30"),
    (30, "30"),
    (30.0, "30"),
    (0.1 + 0.2, "0.3"),
    (1e-3, "0.001"),
    (Decimal("1.50"), "1.50"),
]


@pytest.mark.parametrize(("cell", "number"), READ)
def test_it_reads(cell, number):
    assert number_reading(cell).value == Decimal(number)


@pytest.mark.parametrize("blank", [None, "", "  ", "\u3000", "-", "—", "/", "无"])
def test_a_blank_is_no_number_and_no_problem(blank):
    assert (number_reading(blank).value, number_reading(blank).problem) == (None, "")


@pytest.mark.parametrize(
    "rough", ["30余", "30余人", "100多人次", "约30", "近百人30", "30左右", "30-40", "30~40人", "不少于30人", "30人以上"]
)
def test_a_rough_number_asks_for_the_exact_one(rough):
    reading = number_reading(rough)
    assert reading.value is None
    assert reading.problem == f"“{rough}”是约数或范围，请填写确切的数"


@pytest.mark.parametrize(
    "odd",
    [
        *(
            "三十",
            "abc",
            "1,28",
            "12,34",
            "1e5",
            "1.2.3",
            "30人40",
            "--5",
            "人",
            "万",
            "½",
            "٣",
            "=1+1",
            "NaN",
            "1" * 19,
        ),
        *("30份，50元", True, float("nan"), float("inf"), Decimal("NaN"), 10**30, date(2025, 3, 5), b"30", [30]),
    ],
)
def test_what_is_no_number_is_told_in_a_sentence(odd):
    reading = number_reading(odd)
    assert reading.value is None
    assert reading.problem


@given(st.integers(-(10**15), 10**15))
def test_thousands_separators_and_width_change_nothing(number):
    text = f"{number:,}"
    wide = "".join(chr(ord(c) + 0xFEE0) for c in text)
    assert read_number(text) == read_number(wide) == read_number(number) == number


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_decimal_typed_is_the_decimal_read(number):
    assert read_number(str(number)) == number
    assert read_number(float(number)) == number


@given(st.text(max_size=50) | st.floats() | st.text("0123456789,.万元余-+ %", max_size=20))
def test_no_cell_upsets_it(cell):
    reading = number_reading(cell)
    assert reading.value is None or not reading.problem
