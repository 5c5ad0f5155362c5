"""The second factor: codes by time (RFC 6238) from a phone, and recovery codes on paper. Pure arithmetic."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP

# What every authenticator takes: six digits, SHA-1, thirty seconds.
DIGITS = 6
STEP = 30
DRIFT = 1
"""A phone's clock may be one step off, either way."""
SECRET_BYTES = 20
CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """A secret as authenticators take it by hand: 32 letters and digits."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def address(secret: str, *, login: str, place: str) -> str:
    """What the square code says to the authenticator."""
    return _totp(secret).get_provisioning_uri(login, place)


def accepted_step(secret: str, code: str, *, now: float, after: int = -1) -> int | None:
    """The time step whose code this is, None where it is none; a step that was used before is not taken again."""
    if len(code) != DIGITS or not code.isascii() or not code.isdigit():
        return None
    present = int(now) // STEP
    for step in range(present - DRIFT, present + DRIFT + 1):
        if step > after and _is(secret, code, step):
            return step
    return None


def code_at(secret: str, moment: float) -> str:
    """The six digits that a phone shows at that moment."""
    return _totp(secret).generate(int(moment)).decode()


def _is(secret: str, code: str, step: int) -> bool:
    try:
        _totp(secret).verify(code.encode(), step * STEP)
    except InvalidToken:
        return False
    return True


def _totp(secret: str) -> TOTP:
    try:
        return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP)  # noqa: S303
    except binascii.Error as error:
        raise AssertionError("a secret of ours is base32") from error


def new_codes() -> list[str]:
    """Ten codes for the drawer, each opening once: four letters, a line, four letters, without 0/o and 1/l/i."""
    return ["-".join(_letters(4) for _ in range(2)) for _ in range(CODES)]


def _letters(count: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(count))


def code_digest(code: str, *, key: str) -> str:
    """What is kept of a recovery code. Without the key nothing can be tried against it."""
    plain = code.strip().lower().replace("-", "").replace(" ", "")
    return hmac.new(key.encode(), plain.encode(), hashlib.sha256).hexdigest()
