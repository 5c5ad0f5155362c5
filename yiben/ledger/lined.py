"""Which line of work some words name."""

from __future__ import annotations

import re

from yiben.ledger.headings import key
from yiben.ledger.heads import Words

_LINE_TAIL = re.compile("(?:条线|线|工作|口|类)$")


# What a list is called after says little by these: 学习台账 is as often of a party branch's evenings.
_SAYS_LITTLE = frozenset({"学习", "志愿"})


def line_called(text: str, words: Words) -> str:
    """The one line of work that a list's title or name is of: 街道总工会活动汇总表; "" where it names none, or two."""
    name = key(text)
    named = (word for word in words.lines if len(word) >= 2 and word not in _SAYS_LITTLE and word in name)
    found = {words.lines[word] for word in named}
    return found.pop() if len(found) == 1 else ""


def line_named(said: str, words: Words) -> str:
    """The line of work that some words name: 妇联, 妇联工作, 工会条线, 文明实践; "" for none."""
    name = key(said)
    bare = _LINE_TAIL.sub("", name)
    for tried in (name, bare, f"{bare}工作"):
        if found := words.lines.get(tried):
            return found
    within = {slug for word, slug in words.lines.items() if len(word) >= 2 and word in name}
    return within.pop() if len(within) == 1 else ""
