import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiben.lib.masking import masked


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("联系张阿姨13812345678", "联系张阿姨138****5678"),
        ("电话138 1234 5678。", "电话138******5678。"),
        ("身份证110101199003078515", "身份证110101********8515"),
        ("身份证11010119900307851X登记", "身份证110101********851X登记"),
        ("１３８１２３４５６７８", "138****5678"),
        ("卡号6222020200112233", "卡号6222020200112233"),
        ("卡号4111111111111111", "卡号4111********1111"),
    ],
)
def test_a_persons_number_is_blotted_out(text, left):
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    ["发放资料200份", "单位代码990101001001", "热线12345", "2025年3月5日", "流水号202503051234567890", "A13812345678B"],
)
def test_other_numbers_stay(text):
    assert masked(text) == text


@given(st.text())
def test_it_never_raises_and_keeps_the_length(text):
    assert len(masked(text)) == len(text)
