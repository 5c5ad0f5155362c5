"""QR codes in a source table: each opens the page of its figure's trace code. Only where the site has an address."""

from __future__ import annotations

import io
from urllib.parse import unquote

import segno
from django.conf import settings
from django.urls import reverse
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm
from docx.table import Table

SIDE = Mm(12)
"""As small as a phone still reads from paper: a third of a millimetre a dot."""
HEAD = "溯源码"


def with_squares(document: bytes) -> bytes:
    """The source table with a QR code above each trace code; as it was where no public address is set."""
    if not settings.PUBLIC_ADDRESS:
        return document
    word, made = Document(io.BytesIO(document)), io.BytesIO()
    for table in word.tables:
        _put_in(table)
    word.save(made)
    return made.getvalue()


def _put_in(table: Table) -> None:
    head, *rows = table.rows
    if head.cells[-1].text != HEAD:
        return
    for row in rows:
        below = row.cells[-1].paragraphs[0]
        above = below.insert_paragraph_before(style=below.style)
        above.alignment = WD_ALIGN_PARAGRAPH.CENTER
        # Of a fixed height, as table text is, a line would cut the picture off.
        above.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        above.paragraph_format.space_before = Mm(1)
        above.add_run().add_picture(io.BytesIO(square(below.text)), width=SIDE)


def square(code: str) -> bytes:
    """The QR code of a trace code's address, as a PNG."""
    made = io.BytesIO()
    segno.make(address_of(code), micro=False).save(made, kind="png", scale=6, border=1)
    return made.getvalue()


def address_of(code: str) -> str:
    """Where a trace code leads: https://…/t/CODE, or just its end where no public address is set."""
    return settings.PUBLIC_ADDRESS + unquote(reverse("traces:trace", args=[code]))
