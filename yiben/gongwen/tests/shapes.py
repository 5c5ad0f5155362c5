"""An outline written down as people would note it: number and title, deeper ones indented."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import dedent

from yiben.gongwen import Document, Node, read_text


def shape(nodes: Iterable[Node], depth: int = 0) -> str:
    """One line for each node: number, title; a plain paragraph is ¶."""
    lines = []
    for node in nodes:
        name = " ".join(filter(None, (node.number, node.title))) or ("¶" if node.manner == "paragraph" else node.manner)
        lines.append("  " * depth + name)
        if below := shape(node.children, depth + 1):
            lines.append(below)
    return "\n".join(lines)


def document(text: str) -> Document:
    """The document that an indented text in a test is."""
    return read_text(dedent(text).strip("\n"))


def expected(text: str) -> str:
    """The outline that an indented text in a test is."""
    return dedent(text).strip("\n")
