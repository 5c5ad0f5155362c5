"""A week of a phone in bad weather, drawn once and the same each time; `make proof` draws a thousand anew."""

from __future__ import annotations

from tests.browser.network import network
from tests.browser.phone import Book, cookies_of
from tests.proofs.weather import Place, run

RUNS = 7
DRAWN = 6
"""Hypothesis plays days beyond those that it counts; at this many it plays all of them, and no more."""


def test_whatever_befalls_the_phone_the_book_is_what_was_saved(chromium, street_site, street_folder):
    with network(street_site) as line:
        alice, amy = (cookies_of(chromium, line.address, login) for login in ("alice", "amy"))
        place = Place(chromium, line, Book(street_folder), alice, amy)
        run(place, DRAWN, same=True)
    assert place.runs >= RUNS
    assert place.saved >= RUNS
    assert len(set(place.befell)) > 5
