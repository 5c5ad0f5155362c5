"""Codes by time, and codes on paper: plain arithmetic."""

import base64

import pytest

from yiben.units import factors

# RFC 6238, appendix B (SHA-1), cut to six digits.
RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
RFC = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}


@pytest.mark.parametrize(("moment", "code"), RFC.items())
def test_it_gives_the_codes_of_the_standard(moment, code):
    assert factors.code_at(RFC_SECRET, moment) == code
    assert factors.accepted_step(RFC_SECRET, code, now=moment) == moment // 30


@pytest.mark.parametrize(("late", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_clock_may_be_one_step_off(late, taken):
    code = factors.code_at(RFC_SECRET, 1_000_000_000)
    assert (factors.accepted_step(RFC_SECRET, code, now=1_000_000_000 + late) is not None) is taken


def test_a_code_opens_once():
    now = 1_000_000_000
    code = factors.code_at(RFC_SECRET, now)
    step = factors.accepted_step(RFC_SECRET, code, now=now)
    assert factors.accepted_step(RFC_SECRET, code, now=now, after=step) is None


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "12 345"])
def test_what_is_no_code_is_none(code):
    assert factors.accepted_step(RFC_SECRET, code, now=59) is None


def test_secrets_and_recovery_codes_are_all_different():
    assert len({factors.new_secret() for _ in range(50)}) == 50
    codes = factors.new_codes()
    assert len(set(codes)) == 10
    assert not set("".join(codes)) & set("01ilo")


def test_a_recovery_code_may_be_typed_in_any_manner():
    assert factors.code_digest("ABCD efgh", key="k") == factors.code_digest("abcd-efgh", key="k")
    assert factors.code_digest("abcd-efgh", key="k") != factors.code_digest("abcd-efgh", key="other")


def test_the_address_names_login_and_place():
    said = factors.address(RFC_SECRET, login="ada", place="yiben.example")
    assert said.startswith("otpauth://totp/yiben.example:ada?")
    assert RFC_SECRET in said
