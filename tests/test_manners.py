"""Lists in the manners of real streets: each good row right in every field, each bad one named, nothing refused kept."""

import pytest

from tests.manners import (
    cards,
    counts,
    days,
    departments,
    elsewhere,
    elsewhere_again,
    elsewhere_last,
    examined,
    examined_again,
    examined_third,
    heads,
    held_out,
    held_out_again,
    held_out_last,
    layouts,
    offices,
    ordinary,
    probed,
    rows,
    units,
)
from tests.manners.kit import marked, read_book

MANNERS = (
    heads,
    days,
    units,
    counts,
    rows,
    offices,
    ordinary,
    held_out,
    held_out_again,
    held_out_last,
    elsewhere,
    elsewhere_again,
    elsewhere_last,
    examined,
    examined_again,
    examined_third,
    cards,
    layouts,
    departments,
    probed,
)
KEPT = [(name, book) for kept in MANNERS for name, book in kept.case.books()]


@pytest.mark.parametrize("book", [book for _name, book in KEPT], ids=[name for name, _book in KEPT])
def test_a_list_gives_what_stands_in_it(book):
    assert marked(book).wrong == ()


@pytest.mark.parametrize(
    "book", [book for _n, book in KEPT if book.secrets], ids=[name for name, book in KEPT if book.secrets]
)
def test_nothing_of_what_is_refused_is_in_what_was_read(book):
    reading = read_book(book)
    kept = repr((reading.drafts, reading.notices, reading.tables))
    assert not [secret for secret in book.secrets if secret in kept]


def test_there_are_enough_manners():
    assert len(KEPT) >= 100
    assert sum(len(page.told) for _name, book in KEPT for page in book.pages) >= 500
