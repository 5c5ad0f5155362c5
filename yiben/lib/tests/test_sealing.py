"""Secrets at rest."""

import pytest

from yiben.lib.sealing import Unsealable, new_key, seal, unseal


def test_it_opens_again_with_its_key_and_purpose():
    key = new_key()
    sealed = seal("张三 13800000000", key=key, about="signup:1")
    assert sealed.startswith("aes256gcm:")
    assert "13800000000" not in sealed
    assert unseal(sealed, key=key, about="signup:1") == "张三 13800000000"


def test_the_same_text_is_never_sealed_alike():
    key = new_key()
    assert seal("同", key=key, about="x") != seal("同", key=key, about="x")


@pytest.mark.parametrize(
    "spoil",
    [lambda s: s[:-6] + "AAAA==", lambda s: s.replace("aes", "rot"), lambda _s: "aes256gcm:", lambda _s: "aes256gcm:é"],
)
def test_a_damaged_one_does_not_open(spoil):
    key = new_key()
    with pytest.raises(Unsealable):
        unseal(spoil(seal("密", key=key, about="x")), key=key, about="x")


def test_another_key_or_purpose_does_not_open():
    key = new_key()
    sealed = seal("密", key=key, about="x")
    with pytest.raises(Unsealable):
        unseal(sealed, key=new_key(), about="x")
    with pytest.raises(Unsealable):
        unseal(sealed, key=key, about="y")


def test_a_short_key_is_refused():
    with pytest.raises(ValueError, match="32"):
        seal("密", key="QUJD", about="x")
