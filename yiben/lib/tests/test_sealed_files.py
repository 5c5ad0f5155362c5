"""Sealed files: they open whole, with their key, as what they are, or not at all."""

import io

import pytest

from yiben.lib.sealed_files import PIECE, seal_stream, unseal_stream
from yiben.lib.sealing import Unsealable

KEY = bytes(range(32))


def sealed(content, key=KEY, about="book"):
    pieces = [content[at : at + 300_000] for at in range(0, len(content), 300_000)]
    return b"".join(seal_stream(pieces, key=key, about=about))


def opened(content, key=KEY, about="book"):
    return b"".join(unseal_stream(io.BytesIO(content), key=key, about=about))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_it_comes_back(size):
    content = (b"yiben" * (size // 5 + 1))[:size]
    told = sealed(content)
    assert opened(told) == content
    assert content == b"" or content[:40] not in told or size < 40


def test_the_same_content_looks_different_each_time():
    assert sealed(b"x" * 100) != sealed(b"x" * 100)


CONTENT = bytes(2 * PIECE + 7)
TOLD = sealed(CONTENT)
HEAD = len(TOLD) - len(CONTENT) - 3 * 16
BROKEN = {
    "a byte changed": TOLD[:-30] + bytes([TOLD[-30] ^ 1]) + TOLD[-29:],
    "cut between pieces": TOLD[: HEAD + PIECE + 16],
    "cut within a piece": TOLD[:-5],
    "its last piece left out": TOLD[: HEAD + 2 * (PIECE + 16)],
    "pieces swapped": TOLD[:HEAD]
    + TOLD[HEAD + PIECE + 16 : HEAD + 2 * (PIECE + 16)]
    + TOLD[HEAD : HEAD + PIECE + 16]
    + TOLD[-23:],
    "something added": TOLD + b"x",
    "nothing left": b"",
    "only its head": TOLD[:HEAD],
    "plain": CONTENT,
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_damaged_one_does_not_open(broken):
    with pytest.raises(Unsealable):
        opened(broken)


def test_another_key_or_purpose_does_not_open_it():
    with pytest.raises(Unsealable):
        opened(TOLD, key=bytes(32))
    with pytest.raises(Unsealable):
        opened(TOLD, about="evidence")
