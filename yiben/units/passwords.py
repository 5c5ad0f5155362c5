"""Passwords that an administrator hands over on a slip: easy to copy, and used once."""

from __future__ import annotations

import secrets

# No 0/O, 1/l/i: it is read from paper and typed on a phone.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def passing_password() -> str:
    """Three groups of four: 59 bits, far beyond the tries that sign-in allows."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
