"""A clerk's template filled in a child process, which gets plain strings and gives back a document."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yiben
from yiben.lib.plain import legible
from yiben.lib.refused import Refused
from yiben.reports import filling
from yiben.reports.grammar import LOOPS, Reading, Vocabulary

WAIT = 12
_HOME = Path(yiben.__file__).resolve().parent.parent
_KEPT = ("SYSTEMROOT", "SYSTEMDRIVE", "PATH", "TEMP", "TMP")
"""What a process needs to start, on Windows too. Nothing else of ours goes with it: no settings, no keys."""


@dataclass
class Values:
    """What the names of a template say: of the whole document, and of each turn of each loop."""

    whole: dict[str, str] = field(default_factory=dict)
    turns: dict[str, Sequence[dict[str, str]]] = field(default_factory=dict)


def fill(prepared: bytes, known: Vocabulary, values: Values) -> bytes:
    """The document, the same bytes for the same values. Refused where it takes too long, or too much memory."""
    job = {
        "template": base64.b64encode(prepared).decode(),
        "figures": sorted(known.figures),
        "counts": sorted(known.counts),
        "values": {name: legible(value) for name, value in values.whole.items()},
        "loops": {loop: [_legible(row) for row in rows] for loop, rows in values.turns.items()},
    }
    return _asked(json.dumps(job).encode())


def _legible(row: Mapping[str, str]) -> dict[str, str]:
    return {name: legible(value) for name, value in row.items()}


def trial(prepared: bytes, known: Vocabulary, reading: Reading) -> None:
    """Fill it once with ones before it is kept: what never ends is refused now, not in December."""
    turns = {loop: _turns(loop, names) for loop, names in reading.in_turns.items()}
    fill(prepared, known, Values(dict.fromkeys(reading.names, "1"), turns))


def _turns(loop: str, names: Mapping[str, None]) -> Sequence[dict[str, str]]:
    return [dict.fromkeys([*LOOPS[loop], *names], "1")] * 3


def _asked(job: bytes) -> bytes:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | {"PYTHONPATH": str(_HOME)}
    command = [sys.executable, "-X", "utf8", "-B", "-m", filling.__name__]
    try:
        answer = subprocess.run(command, input=job, capture_output=True, timeout=WAIT, env=environment, check=False)  # noqa: S603 - our own words
    except subprocess.TimeoutExpired:
        raise Refused("填写这份模板用的时间太长，没有完成；请把模板改得简单些") from None
    if answer.returncode == 0 and answer.stdout.startswith(b"PK"):
        return answer.stdout
    raise Refused(_REASONS.get(answer.returncode, "这份模板没有填写成功，请用 WPS 或 Word 另存一份再上传"))


_REASONS = {
    filling.TOO_LONG: "模板里的循环次数太多，没有完成；请把模板改得简单些",
    filling.TOO_LARGE: "填写这份模板用的内存太多，没有完成；请把模板改得简单些",
}
