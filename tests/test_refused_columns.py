"""Of a refused column nothing is anywhere: not in the database, the preview, the file that comes back, nor a log."""

import json
import logging
import re

import pytest
from django.db import connection
from django.urls import reverse

from tests.manners import counts as counted
from tests.manners import heads, offices, rows
from tests.people import sign_in, street
from yiben.ledger import importing
from yiben.ledger.exports import rejected_workbook
from yiben.lib.sheets import read_sheets

pytestmark = pytest.mark.django_db

BOOKS = [(name, book) for kept in (heads, counted, rows, offices) for name, book in kept.case.books() if book.secrets]


def everything() -> str:
    """All text in all tables, JSON unescaped."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [_text(cell) for row in cursor.fetchall() for cell in row]
    text = "\n".join(found)
    return text + re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)


def _text(cell: object) -> str:
    return bytes(cell).decode("utf-8", "ignore") if isinstance(cell, bytes | memoryview) else str(cell)


def test_what_is_searched_is_everything():
    s = street()
    book = dict(BOOKS)["refused_columns"]
    importing.begin_import(by=s.bob, unit=s.riverside, filename="台账.xlsx", data=book.data())
    assert "2025年活动登记表" not in everything()
    assert "学雷锋" in everything() or "讲座" in everything()


@pytest.mark.parametrize("book", [book for _name, book in BOOKS], ids=[name for name, _book in BOOKS])
def test_nothing_of_a_refused_column_is_kept(book, caplog):
    s = street()
    with caplog.at_level(logging.DEBUG):
        batch = importing.begin_import(by=s.bob, unit=s.riverside, filename="台账.xlsx", data=book.data())
        seen = everything()
        client = sign_in(s.bob)
        pages = [client.get(reverse(name, args=[batch.pk])) for name in ("ledger:batch", "ledger:mapping")]
        assert [page.status_code for page in pages] == [200, 200]
        seen += "".join(page.content.decode() for page in pages)
        seen += str([sheet.rows for sheet in read_sheets(rejected_workbook(batch))])
        batch = importing.map_import(batch, by=s.bob, fields={})
        if batch.counts()["good"]:
            importing.commit_import(batch, by=s.bob)
        seen += everything() + caplog.text + json.dumps(batch.mapping, ensure_ascii=False)
    assert not [secret for secret in book.secrets if secret in seen]
