"""Files of any size encrypted at rest, read and written in pieces. What was cut off, swapped or changed does not open.

The file: a magic word that names the algorithm, 16 random bytes, then pieces of 1 MiB, each AES-256-GCM with 16 bytes
of tag. A key of the file's own comes from the caller's key and the random bytes (HKDF-SHA256), so that no nonce comes
twice; a piece's nonce is its number and whether it is the last (the STREAM construction), so that no piece can be moved
or left out. `about` names what the file is; it doesn't open as anything else.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from yiben.lib.sealing import Unsealable

MAGIC = b"yiben-sealed/aes256gcm-1\n"
PIECE = 1 << 20
_SALT = 16
_TAG = 16


def seal_stream(pieces: Iterable[bytes], *, key: bytes, about: str) -> Iterator[bytes]:
    """The bytes of the sealed file, for content that comes in pieces of any size."""
    salt = os.urandom(_SALT)
    cipher = _cipher(key, salt)
    yield MAGIC + salt
    number, held = 0, b""
    for piece in _in_pieces(pieces):
        if held:
            yield cipher.encrypt(_nonce(number, last=False), held, about.encode())
            number += 1
        held = piece
    yield cipher.encrypt(_nonce(number, last=True), held, about.encode())


def unseal_stream(file: BinaryIO, *, key: bytes, about: str) -> Iterator[bytes]:
    """The content again, in pieces. Raises Unsealable: at the first piece for another key, at the end for a cut file.

    What was given out before must not be used when it raises."""
    if file.read(len(MAGIC)) != MAGIC:
        raise Unsealable("not a sealed file of a kind known here")
    cipher = _cipher(key, file.read(_SALT))
    number, piece = 0, file.read(PIECE + _TAG)
    while True:
        following = file.read(PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), piece, about.encode())
        except InvalidTag as error:
            raise Unsealable("another key, another file, cut off or damaged") from error
        if not following:
            return
        number, piece = number + 1, following


def _in_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one size, the last as long as is left; nothing gives nothing."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) > PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, MAGIC).derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
