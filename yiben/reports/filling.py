"""The child process that fills a template: no database, no settings, little time, little memory, few turns.

Run as `python -m yiben.reports.filling` with a job (JSON) on its standard input; the document comes out of its standard
output. It imports nothing of Django. What stops it is told by its exit code.
"""

from __future__ import annotations

import base64
import io
import json
import sys
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError, TemplateError

from yiben.reports.grammar import Guarded, TooLong, Turns, Value, Vocabulary

MEMORY = 768 << 20
SECONDS = 10
TURNS = 20_000
REFUSED, TOO_LONG, TOO_LARGE = 3, 4, 5
_BEGAN = (1980, 1, 1, 0, 0, 0)


def filled(job: dict[str, Any]) -> bytes:
    """The document: the same bytes for the same job."""
    known = Vocabulary(frozenset(job["figures"]), frozenset(job["counts"]))
    template = DocxTemplate(io.BytesIO(base64.b64decode(job["template"])))
    template.render(_context(job), Guarded(known), autoescape=True)
    _close(template.docx.element.body)  # get_docx() would open the template anew
    made = io.BytesIO()
    template.save(made)
    return _undated(made.getvalue())


def _context(job: dict[str, Any]) -> dict[str, object]:
    left = [TURNS]
    whole: dict[str, object] = dict(_values(job["values"]))
    return whole | {loop: Turns([_values(row) for row in rows], left) for loop, rows in job["loops"].items()}


def _values(printed: dict[str, str]) -> dict[str, Value]:
    return {name: Value(value) for name, value in printed.items()}


def _close(body: Any) -> None:
    """A cell needs a paragraph and a table a row, also where a loop had no turn: Word calls the file broken else."""
    for table in list(body.iter(qn("w:tbl"))):
        if table.find(qn("w:tr")) is None:
            table.getparent().remove(table)
    for cell in body.iter(qn("w:tc")):
        if len(cell) == 0 or cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))


def _undated(document: bytes) -> bytes:
    """The package anew with the same moment on every part, so that equal contents are equal bytes."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(document)) as package, ZipFile(made, "w", ZIP_DEFLATED) as anew:
        for name in package.namelist():
            entry = ZipInfo(name, _BEGAN)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            anew.writestr(entry, package.read(name))
    return made.getvalue()


def _bounded() -> None:
    """Where the system can, no more memory and processor time than said; the parent's clock holds everywhere."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def main() -> int:
    _bounded()
    try:
        document = filled(json.load(sys.stdin.buffer))
    except (TooLong, RecursionError):
        return TOO_LONG
    except MemoryError:
        return TOO_LARGE
    except (TemplateError, SecurityError) as error:
        sys.stderr.write(str(error)[:200])
        return REFUSED
    sys.stdout.buffer.write(document)
    return 0


if __name__ == "__main__":
    sys.exit(main())
