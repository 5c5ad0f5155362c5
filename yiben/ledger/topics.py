"""The topic that an entry's title names: 两癌筛查进社区 is about 两癌筛查. A person sees it before it counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class TopicWords(NamedTuple):
    """A topic, what it is called, and the kinds of entry it goes with."""

    slug: str
    words: tuple[str, ...]
    kinds: frozenset[str]


def topic_of(title: str, kind: str, topics: Iterable[TopicWords]) -> str:
    """The slug of the topic whose longest word stands in the title, among those that go with the kind; "" for none,
    or for two that are named equally well. Blanks and quotation marks in the title don't matter."""
    bare = "".join(character for character in title if character not in " \u3000“”‘’\"'《》")
    found: dict[str, int] = {}
    for topic in topics:
        longest = max((len(word) for word in topic.words if word and word in bare), default=0)
        if longest and kind in topic.kinds:
            found[topic.slug] = longest
    best = [slug for slug, length in found.items() if length == max(found.values())]
    return best[0] if len(best) == 1 else ""


def only_topic(kind: str, topics: Iterable[TopicWords]) -> str:
    """The one topic that goes with a kind, "" where there are several or none: dues are union dues."""
    slugs = [topic.slug for topic in topics if kind in topic.kinds]
    return slugs[0] if len(slugs) == 1 else ""
