"""The anatomy of an official document: reading it into immutable records, and the quantities in its text.

Whatever the document is like, `read` answers: what is odd about it comes back as findings, each with its place.
"""

from yiben.gongwen.document import Block, Document, Finding, Node, Part, Place, Table
from yiben.gongwen.reading import read, read_text

__all__ = ["Block", "Document", "Finding", "Node", "Part", "Place", "Table", "read", "read_text"]
