"""Speed of reading quantities, as a multiple of an eight-line regex over the same text in the same run.

    python benchmarks/quantities.py [FILE …]

Prints characters a second of both, interleaved, the median of seven rounds,
in processor time: others may be at work. The bar is 1/12 of the regex.
"""

import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from yiben.gongwen import quantities

ROUNDS = 7
REPEATS = 10
BAR = 1 / 12
_TESTS = Path(__file__).parents[1] / "yiben/gongwen/tests"
_MARK = re.compile(r"\{([^|{}]*)\|[^{}]*\}")

# The eight lines that one would write first: a number, a multiplier, a measure word.
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?|[一二两三四五六七八九十百千]+"
SCALE = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
UNIT = "人次|场次|个月|百分点|平方米|%|元|人|名|位|个|项|场|次|期|件|条|份|户|家|所|支|年|天|小时|亩|岁"
EIGHT_LINES = re.compile(rf"(近|约|超过?|不少于|不低于|至少)?({NUMBER})([百千万亿]?)(余|多)?({UNIT})")


def eight_lines(text: str) -> list[tuple[int, int, float, str]]:
    """What the regex finds, with its values."""
    return [
        (
            found.start(),
            found.end(),
            float(found[2].replace(",", "")) * SCALE[found[3]] if found[2].isascii() else 0,
            found[5],
        )
        for found in EIGHT_LINES.finditer(text)
    ]


def texts(paths: list[str]) -> list[str]:
    """The sentences of the given files, or those of our own marked sets without their marks."""
    files = [Path(path) for path in paths] or sorted(_TESTS.glob("quantities_*.txt"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return [_MARK.sub(r"\1", line) for line in lines if line]


def seconds(read: Callable[[str], object], sentences: list[str]) -> float:
    """One round over all sentences, often enough to be measured."""
    begun = time.process_time()
    for _ in range(REPEATS):
        for sentence in sentences:
            read(sentence)
    return time.process_time() - begun


def main(paths: list[str]) -> int:
    """Print both speeds and their ratio; exit code 1 below the bar."""
    sentences = texts(paths)
    size = sum(map(len, sentences))
    rounds = [(seconds(eight_lines, sentences), seconds(quantities, sentences)) for _ in range(ROUNDS + 1)][1:]
    plain, ours = (size * REPEATS / statistics.median(times) for times in zip(*rounds, strict=True))
    ratio = statistics.median(theirs / mine for theirs, mine in rounds)
    print(
        f"{len(sentences)} sentences, {size} characters, of processor time: "
        f"regex {plain:,.0f}/s, quantities {ours:,.0f}/s, ratio {ratio:.3f} (bar {BAR:.3f})"
    )
    return 0 if ratio >= BAR else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
