"""The key on paper: letters that can be typed again, a check on each line, and four words for the whole.

Whoever has the key opens every backup and every sealed column; without it nobody does. The words don't tell the key:
typed from the paper, they show that somebody holds a legible copy.
"""

from __future__ import annotations

import base64
import hashlib
import re

from django.utils.translation import gettext as _

from yiben.lib.refused import Refused
from yiben.lib.sealing import KEY_BYTES

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0 and O, 1 and I."""
_STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_LINE = 13
LINES = 4
MARK = "YIBEN-KEY-1"
# Sixteen first and sixteen second characters: each of 256 words is one byte, and any pair reads as something.
_FIRST = "春夏秋冬东西南北青黄红白高远新长"
_SECOND = "山水云风花树桥石舟灯月雨田竹鸟鱼"
WORDS = 4


def key_name(key: str) -> str:
    """What a key is called: eight digits that tell two keys apart and nothing else."""
    return hashlib.sha256(b"yiben key name\n" + _raw(key)).hexdigest()[:8]


def key_words(key: str) -> list[str]:
    """Four words that show that somebody has this key before her."""
    digest = hashlib.sha256(b"yiben key words\n" + _raw(key)).digest()
    return [_FIRST[byte >> 4] + _SECOND[byte & 15] for byte in digest[:WORDS]]


def are_words_of(key: str, typed: str) -> bool:
    """Whether these are the key's words, however they are spaced."""
    return re.sub(r"[\s,，、;；]+", "", typed) == "".join(key_words(key))


def key_lines(key: str) -> list[str]:
    """The key as four lines of fourteen letters, the last of each a check on the line."""
    letters = base64.b32encode(_raw(key)).decode().rstrip("=").translate(str.maketrans(_STANDARD, _LETTERS))
    lines = [letters[at : at + _LINE] for at in range(0, len(letters), _LINE)]
    return [_spaced(line + _check(line, number)) for number, line in enumerate(lines, start=1)]


def key_square(key: str) -> str:
    """What the square code says."""
    return " ".join([MARK, *key_lines(key)])


def read_key(text: str) -> str:
    """The key from what was typed or scanned, or from a key file. Refused, naming the line that is mistyped."""
    if re.fullmatch(r"[A-Za-z0-9_-]{43}=", text.strip()):
        return text.strip()
    letters = re.sub(r"[^0-9A-Z]", "", text.upper().replace(MARK, ""))
    if len(letters) != LINES * (_LINE + 1):
        said = {"most": LINES * (_LINE + 1), "count": len(letters)}
        raise Refused(_("密钥一共 %(most)d 个字母数字，读到 %(count)d 个") % said)
    lines = [letters[at : at + _LINE + 1] for at in range(0, len(letters), _LINE + 1)]
    for number, line in enumerate(lines, start=1):
        if set(line) - set(_LETTERS) or _check(line[:-1], number) != line[-1]:
            raise Refused(_("第 %(number)d 行有字母抄错了，请对照纸上再看一遍") % {"number": number})
    joined = "".join(line[:-1] for line in lines).translate(str.maketrans(_LETTERS, _STANDARD))
    return base64.urlsafe_b64encode(base64.b32decode(joined + "====")).decode()


def _check(line: str, number: int) -> str:
    return _LETTERS[hashlib.sha256(f"{number}{line}".encode()).digest()[0] & 31]


def _spaced(line: str) -> str:
    return "-".join((line[:5], line[5:10], line[10:]))


def _raw(key: str) -> bytes:
    raw = base64.urlsafe_b64decode(key)
    assert len(raw) == KEY_BYTES, "a key of another length"
    return raw
