"""Short secrets encrypted at rest. A sealed text names its algorithm, so that another may follow one day."""

from __future__ import annotations

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ALGORITHM = "aes256gcm"
KEY_BYTES = 32
_NONCE = 12


class Unsealable(ValueError):
    """Not sealed with this key for this purpose, or damaged since."""


def new_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


def seal(text: str, *, key: str, about: str) -> str:
    """`text` encrypted for one purpose: what was sealed `about` one thing does not open about another."""
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(_bytes(key)).encrypt(nonce, text.encode(), about.encode())
    return f"{ALGORITHM}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, *, key: str, about: str) -> str:
    """The text again. Raises Unsealable."""
    algorithm, _colon, payload = sealed.partition(":")
    if algorithm != ALGORITHM:
        raise Unsealable(f"unknown algorithm: {algorithm[:20]}")
    try:
        raw = base64.urlsafe_b64decode(payload)
        return AESGCM(_bytes(key)).decrypt(raw[:_NONCE], raw[_NONCE:], about.encode()).decode()
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise Unsealable("another key, another purpose, or damaged") from error


def _bytes(key: str) -> bytes:
    raw = base64.urlsafe_b64decode(key)
    if len(raw) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes, this one {len(raw)}")
    return raw
