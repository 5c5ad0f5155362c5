"""Cost of reading briefs, as a multiple of reading the quantities in the same texts in the same run.

    python benchmarks/briefs.py [FILE …]

Prints milliseconds a brief of both, interleaved, the median of seven rounds, in processor time: others may be at
work. The bar is fifteen times.
"""

import re
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from yiben.gongwen import quantities
from yiben.ledger.brief import read_brief

ROUNDS = 7
BAR = 15
_TESTS = Path(__file__).parents[1] / "yiben/ledger/tests"
_MARKS = re.compile(r"(?m)^(?:[=~@#] .*\n?)")
UNITS = {
    f"{name}社区": [name] for name in "河畔 桥南 桥北 柳荫 石榴园 书院 钟楼 棠梨里 东堤 学府 金桂 新苑".split()
} | {"青棠街道办事处": ["青棠街道", "街道"]}
TODAY = date(2025, 11, 20)


def texts(paths: list[str]) -> list[str]:
    """The briefs of the given files, or of our own marked sets without their marks."""
    files = [Path(path) for path in paths] or sorted(_TESTS.glob("briefs_*.txt"))
    chunks = [chunk for file in files for chunk in re.split(r"(?m)^@ .*\n", file.read_text(encoding="utf-8"))[1:]]
    return [text for chunk in chunks if (text := _MARKS.sub("", chunk).strip())]


def seconds(read: Callable[[str], object], briefs: list[str]) -> float:
    """One round over all briefs."""
    begun = time.process_time()
    for brief in briefs:
        read(brief)
    return time.process_time() - begun


def _read(text: str) -> object:
    return read_brief(text, units=UNITS, today=TODAY, default_unit="河畔社区")


def main(paths: list[str]) -> int:
    """Print both costs and their ratio; exit code 1 above the bar."""
    briefs = texts(paths)
    rounds = [(seconds(quantities, briefs), seconds(_read, briefs)) for _ in range(ROUNDS + 1)][1:]
    plain, ours = (1000 * statistics.median(times) / len(briefs) for times in zip(*rounds, strict=True))
    ratio = statistics.median(mine / theirs for theirs, mine in rounds)
    print(
        f"{len(briefs)} briefs, {sum(map(len, briefs))} characters, of processor time a brief: "
        f"quantities {plain:.2f} ms, read_brief {ours:.2f} ms, ratio {ratio:.1f} (bar {BAR})"
    )
    return 0 if ratio <= BAR else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
