"""One sequence of bytes for one value (RFC 8785), its digest, and identifiers that sort by time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import rfc8785
import uuid_utils
from uuid_utils import compat


def canonical(value: Any) -> bytes:
    """The canonical JSON of `value`: the same for equal values on every machine, also in ten years.

    Days are written as ISO dates, moments in UTC to the microsecond, Decimals and large integers as strings of
    digits without a needless zero, UUIDs as their 36 characters. Floats are refused: they don't keep what was typed.
    """
    return rfc8785.dumps(_jsonable(value))


def digest(value: Any) -> str:
    """The SHA-256 of the canonical JSON, as 64 hexadecimal digits."""
    return sha256_hex(canonical(value))


def sha256_hex(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def uuid7() -> UUID:
    """A new identifier; those made later in this process sort later."""
    return compat.uuid7()


def uuid7_hex() -> str:
    """`uuid7` as its 32 hexadecimal digits, in the same order as those: for thousands, in an eighth of the time."""
    return uuid_utils.uuid7().hex


def is_uuid7(value: UUID) -> bool:
    return value.version == 7


def uuid7_moment(value: UUID) -> datetime:
    """The moment (UTC, to the millisecond) at which its maker says that it was made: a claim, not a proof."""
    if not is_uuid7(value):
        raise ValueError(f"not a UUIDv7: {value}")
    # Integers only: a float of seconds can fall a microsecond short. 48 bits reach beyond datetime's year 9999.
    seconds, milliseconds = divmod(value.int >> 80, 1000)
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=milliseconds * 1000)
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"its time is beyond the calendar: {value}") from None


def plain_decimal(number: Decimal) -> str:
    """The digits of `number` without exponent, trailing zeros or minus nought: 1E+3 is 1000, 2.50 is 2.5."""
    if not number.is_finite():
        raise ValueError("only finite numbers have a canonical form")
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


_SAFE = 2**53 - 1


def _jsonable(value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case str():
            return str.__str__(value)
        case int():
            # Beyond 2^53 JSON readers lose digits: a province's fen stay within, other people's numbers may not.
            return int(value) if abs(value) <= _SAFE else str(int(value))
        case Decimal():
            return plain_decimal(value)
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Mapping():
            return _object(value)
        case list() | tuple():
            return [_jsonable(item) for item in value]
    raise TypeError(f"no canonical form for {type(value).__name__}")


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _object(value: Mapping[Any, Any]) -> dict[str, Any]:
    if not all(isinstance(key, str) for key in value):
        raise TypeError("keys must be strings")
    return {key: _jsonable(item) for key, item in value.items()}
