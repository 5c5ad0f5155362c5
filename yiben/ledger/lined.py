"""Which line of work some words name."""

from __future__ import annotations

import re

from yiben.ledger.headings import key
from yiben.ledger.heads import Words

_LINE_TAIL = re.compile("(?:条线|线|工作|口|类)$")


def line_named(said: str, words: Words) -> str:
    """The line of work that some words name: 妇联, 妇联工作, 工会条线, 文明实践; "" for none."""
    name = key(said)
    bare = _LINE_TAIL.sub("", name)
    for tried in (name, bare, f"{bare}工作"):
        if found := words.lines.get(tried):
            return found
    within = {slug for word, slug in words.lines.items() if len(word) >= 2 and word in name}
    return within.pop() if len(within) == 1 else ""
