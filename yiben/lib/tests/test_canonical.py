import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from yiben.lib.canonical import canonical, digest, is_uuid7, plain_decimal, sha256_hex, uuid7, uuid7_moment

decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text() | st.dates() | st.uuids() | decimals,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_keys_are_sorted_and_chinese_stays():
    value = {"单位": "甲社区", "b": [Decimal("2.50"), date(2025, 3, 5)], "a": None}
    assert canonical(value).decode() == '{"a":null,"b":["2.5","2025-03-05"],"单位":"甲社区"}'


def test_a_moment_is_the_same_in_every_time_zone():
    utc = datetime(2025, 3, 5, 1, 2, 3, tzinfo=UTC)
    assert canonical(utc) == canonical(utc.astimezone(timezone(timedelta(hours=8)))) == b'"2025-03-05T01:02:03.000000Z"'


@pytest.mark.parametrize(
    ("number", "text"),
    [("1E+3", "1000"), ("2.50", "2.5"), ("-0", "0"), ("-0.00", "0"), ("100", "100"), ("0.000001", "0.000001")],
)
def test_a_decimal_is_written_in_one_way(number, text):
    assert plain_decimal(Decimal(number)) == text


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        {1: "one"},
        {"s": {1, 2}},
        b"bytes",
        object(),
        datetime(2025, 1, 1),
        Decimal("NaN"),
        "\ud800",
        gettext_lazy("会议"),
    ],
)
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        canonical(value)


def test_a_large_integer_keeps_its_digits():
    assert canonical([2**53 - 1, 110101199001011234]) == b'[9007199254740991,"110101199001011234"]'


@given(values)
def test_it_is_json_and_repeats_itself(value):
    assert canonical(value) == canonical(value)
    json.loads(canonical(value))


@given(st.dictionaries(st.text(), st.integers()))
def test_the_order_of_keys_is_no_matter(value):
    assert digest(value) == digest(dict(reversed(list(value.items()))))


def test_the_digest_is_that_of_the_bytes():
    assert digest({"a": 1}) == sha256_hex(b'{"a":1}')
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_new_identifier_is_the_standard_librarys_and_sorts_by_time():
    made = [uuid7() for _ in range(500)]
    assert all(type(one) is UUID and is_uuid7(one) for one in made)
    assert made == sorted(made)


def test_an_identifier_tells_when_it_was_made():
    before = datetime.now(UTC) - timedelta(milliseconds=2)
    assert before <= uuid7_moment(uuid7()) <= datetime.now(UTC) + timedelta(milliseconds=2)
    assert uuid7_moment(UUID("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")).isoformat() == "2022-02-22T19:22:22+00:00"


@pytest.mark.parametrize("odd", [uuid4(), UUID("ffffffff-ffff-7fff-bfff-ffffffffffff")])
def test_a_time_that_cannot_be_read_is_told(odd):
    with pytest.raises(ValueError, match=str(odd)):
        uuid7_moment(odd)


def test_a_random_identifier_is_not_of_version_7():
    assert not is_uuid7(uuid4())
