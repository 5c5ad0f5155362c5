"""The anatomy of an official document: reading it into immutable records, and the quantities in its text.

Whatever the document is like, `read` answers: what is odd about it comes back as findings, each with its place.
"""

from yiben.gongwen._dates import Deadline, deadlines
from yiben.gongwen._frequencies import Frequency, frequencies
from yiben.gongwen._quantities import Mention, quantities
from yiben.gongwen.document import Block, Document, Finding, Node, Part, Place, Table
from yiben.gongwen.reading import read, read_text
from yiben.gongwen.writing import Heading, PageBreak, Paper, Para, Run, write

__all__ = [
    "Block",
    "Deadline",
    "Document",
    "Finding",
    "Frequency",
    "Heading",
    "Mention",
    "Node",
    "PageBreak",
    "Paper",
    "Para",
    "Part",
    "Place",
    "Run",
    "Table",
    "deadlines",
    "frequencies",
    "quantities",
    "read",
    "read_text",
    "write",
]
