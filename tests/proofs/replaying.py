"""One UUID sent again and again, by eight clients at once, to a real server."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.proofs.killing import Browser, Server, found_street
from yiben.lib.canonical import uuid7

CLIENTS = 8


def run(folder: Path, times: int) -> dict[str, Any]:
    """Every time the same receipt; at the end one entry, one trace."""
    post, unit = found_street(folder)
    said = {"unit": unit, "kind": "volunteering", "start": "2025-03-05", "title": "只此一条"}
    item = {"id": str(uuid7()), "post": post, "said": said}
    server = Server(folder)
    server.start()
    try:
        browsers = [Browser(server.port) for _client in range(CLIENTS)]
        for browser in browsers:
            browser.sign_in("alice")
        with ThreadPoolExecutor(CLIENTS) as pool:
            sent = list(pool.map(lambda at: browsers[at % CLIENTS].send([item])[0], range(times)))
    finally:
        server.kill()
    with sqlite3.connect(folder / "book.sqlite3") as book:
        (entries,) = book.execute("SELECT count(*) FROM ledger_entry").fetchone()
        (acts,) = book.execute("SELECT count(*) FROM units_act WHERE verb LIKE 'ledger.record%'").fetchone()
    receipts = {one["receipt"] for one in sent}
    assert (entries, acts, len(receipts), {one["state"] for one in sent}) == (1, 1, 1, {"recorded"})
    return {"sent": len(sent), "entries": entries, "receipts": len(receipts), "traces": acts}
