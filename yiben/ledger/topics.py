"""The topic that an entry's title names: 两癌筛查进社区 is about 两癌筛查. A person sees it before it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class TopicWords(NamedTuple):
    """A topic, what it is called, and the kinds of entry it goes with."""

    slug: str
    words: tuple[str, ...]
    kinds: frozenset[str]


def topic_of(title: str, kind: str, topics: Iterable[TopicWords]) -> str:
    """The slug of the topic whose longest word stands in the title, among those that go with the kind; "" for none,
    or for two that are named equally well. Blanks and quotation marks in the title don't matter."""
    bare = title.translate(_IGNORED)
    best, longest = "", 0
    for topic in topics:
        if kind not in topic.kinds:
            continue
        for word in topic.words:
            if len(word) < longest or word not in bare or not word:
                continue
            # Named equally well by another, it is neither, until a longer word decides.
            best = "" if len(word) == longest and best != topic.slug else topic.slug
            longest = len(word)
    return best


_IGNORED = str.maketrans("", "", " \u3000“”‘’\"'《》")
_IGNORABLE = re.compile("[ \u3000“”‘’\"'《》]")


class Topics:
    """Tells the topic of each of many titles: most name none, which is seen at a glance."""

    def __init__(self, topics: Sequence[TopicWords]) -> None:
        self._topics = topics
        self._by_kind: dict[str, tuple[list[TopicWords], re.Pattern[str], str]] = {}

    def of(self, title: str, kind: str) -> str:
        """What `topic_of` tells, else the only topic that goes with the kind."""
        topics, named, only = self._by_kind.get(kind) or self._know(kind)
        bare = title.translate(_IGNORED) if _IGNORABLE.search(title) else title
        return (topic_of(bare, kind, topics) if named.search(bare) else "") or only

    def _know(self, kind: str) -> tuple[list[TopicWords], re.Pattern[str], str]:
        topics = [topic for topic in self._topics if kind in topic.kinds]
        words = "|".join(re.escape(word) for topic in topics for word in topic.words if word)
        known = topics, re.compile(words or "(?!)"), only_topic(kind, topics)
        self._by_kind[kind] = known
        return known


def only_topic(kind: str, topics: Iterable[TopicWords]) -> str:
    """The one topic that goes with a kind, "" where there are several or none: dues are union dues."""
    slugs = [topic.slug for topic in topics if kind in topic.kinds]
    return slugs[0] if len(slugs) == 1 else ""
