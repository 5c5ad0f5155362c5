"""The server is killed (SIGKILL) in the middle of a sync of 200 entries, and started again, until all are in the book.

What was acknowledged before a kill must be in the book after it; at the end each of the 200 is there once.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.people import PASSWORD
from tests.running import ROOT, STARTS_WITHIN, free_port, surroundings
from yiben.capture.messages import FORMAT
from yiben.lib.canonical import uuid7

ENTRIES = 200
BATCH = 10


@dataclass
class Server:
    """`yiben serve` on a folder, killed as a power cut would."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "yiben.config.cli", "--data", str(self.folder), "serve", "--port", str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=surroundings(self.folder),
            cwd=self.folder.parent,
            start_new_session=True,
        )
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            try:
                if Browser(self.port).get("/units/sign-in/")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Browser:
    """As much of a browser as the outbox needs: cookies, a token, JSON."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: SimpleCookie = SimpleCookie()

    def get(self, path: str) -> tuple[int, bytes]:
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: bytes, **headers: str) -> tuple[int, bytes]:
        return self._ask("POST", path, body, headers)

    def _ask(self, how: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        kept = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())
        try:
            line.request(how, path, body, {"Cookie": kept} | headers)
            answer = line.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    self.cookies.load(value)
            return answer.status, answer.read()
        except http.client.HTTPException as error:
            raise OSError("cut off") from error
        finally:
            line.close()

    def sign_in(self, login: str) -> None:
        self.get("/units/sign-in/")
        form = {"username": login, "password": PASSWORD, "csrfmiddlewaretoken": self.cookies["csrftoken"].value}
        status, _page = self.post(
            "/units/sign-in/", urlencode(form).encode(), **{"Content-Type": "application/x-www-form-urlencoded"}
        )
        assert status == 302, status

    def send(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answers; raises OSError where the line was cut or the answer isn't whole."""
        status, told = self.get("/capture/ready/")
        if status != 200:
            raise OSError(f"not ready: {status}")
        body = json.dumps({"format": FORMAT, "items": items}).encode()
        headers = {"Content-Type": "application/json", "X-CSRFToken": json.loads(told)["token"]}
        status, answer = self.post("/capture/entries/", body, **headers)
        if status != 200:
            raise OSError(f"answered {status}")
        try:
            found: list[dict[str, Any]] = json.loads(answer)["answers"]
        except ValueError as error:
            raise OSError("half an answer") from error
        return found


def found_street(folder: Path) -> tuple[int, int]:
    """A street without an entry; gives the keys of Alice's post and of her unit."""
    words = [sys.executable, "-m", "tests.browser.found"]
    subprocess.run(words, env=surroundings(folder), cwd=ROOT, check=True, timeout=120)
    with sqlite3.connect(folder / "book.sqlite3") as book:
        found = (
            "SELECT p.id, p.unit_id FROM units_post p JOIN units_person a ON a.id = p.person_id WHERE a.login = 'alice'"
        )
        post, unit = book.execute(found).fetchone()
    return post, unit


@dataclass
class Told:
    """What one sync saw: when the server was killed, how many had been acknowledged, how often it was started."""

    acknowledged_at_kill: int
    rounds: int
    in_book: int


def sync(server: Server, browser: Browser, keys: tuple[int, int], name: str, after: float) -> Told:
    """Sends 200 entries, kills the server that many seconds in, starts it again, and sends the rest."""
    post, unit = keys
    said = {"unit": unit, "kind": "volunteering", "start": "2025-03-05", "amounts": [["volunteers", "3", ""]]}
    items = [{"id": str(uuid7()), "post": post, "said": said | {"title": f"{name}{n}"}} for n in range(ENTRIES)]
    receipts: dict[str, str] = {}
    killer = threading.Timer(after, server.kill)
    killer.start()
    rounds = _send_all(browser, items, receipts)
    killer.join()
    at_kill = len(receipts)
    server.start()
    _is_in(server.folder, receipts)
    rounds += _send_all(browser, items, receipts)
    assert len(receipts) == ENTRIES, len(receipts)
    _is_in(server.folder, receipts)
    with sqlite3.connect(f"file:{server.folder / 'book.sqlite3'}?mode=ro", uri=True) as book:
        rows = book.execute(
            "SELECT title FROM ledger_entry WHERE title LIKE ? ORDER BY number", [f"{name}%"]
        ).fetchall()
    assert [title for (title,) in rows] == [f"{name}{n}" for n in range(ENTRIES)]
    return Told(at_kill, rounds, len(rows))


def _send_all(browser: Browser, items: list[dict[str, Any]], receipts: dict[str, str]) -> int:
    """Batch after batch, as the outbox does, until all are acknowledged or the line is cut."""
    for rounds, at in enumerate(range(0, len(items), BATCH)):
        batch = [item for item in items[at : at + BATCH] if item["id"] not in receipts]
        if not batch:
            continue
        try:
            answers = browser.send(batch)
        except OSError:
            return rounds
        receipts.update({one["id"]: one["receipt"] for one in answers if one["state"] == "recorded"})
    return len(items) // BATCH


def _is_in(folder: Path, receipts: dict[str, str]) -> None:
    """Nothing acknowledged is missing."""
    with sqlite3.connect(f"file:{folder / 'book.sqlite3'}?mode=ro", uri=True) as book:
        rows = book.execute("SELECT id, number, substr(digest, 1, 8) FROM ledger_entry").fetchall()
    kept = {id: (number, digest) for id, number, digest in rows}
    for id, receipt in receipts.items():
        _unit, number, digest = receipt.split("-")
        assert kept.get(id.replace("-", "")) == (int(number), digest), receipt


def run(folder: Path, kills: int, seed: int = 1) -> list[Told]:
    """So many kills, each in the middle of a sync."""
    keys = found_street(folder)
    server, dice = Server(folder), random.Random(seed)
    server.start()
    try:
        browser = Browser(server.port)
        browser.sign_in("alice")
        took = _duration(server, browser, keys)
        told = [sync(server, browser, keys, f"断电{n}·", dice.uniform(0.1, 0.9) * took) for n in range(kills)]
    finally:
        server.kill()
    done = subprocess.run(
        [sys.executable, "-m", "yiben.config.cli", "--data", str(folder), "verify"],
        env=surroundings(folder),
        cwd=folder.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return told


def _duration(server: Server, browser: Browser, keys: tuple[int, int]) -> float:
    """How long a sync of 200 takes here when nothing befalls it."""
    post, unit = keys
    said = {"unit": unit, "kind": "volunteering", "start": "2025-03-05", "title": "先量一次"}
    items = [{"id": str(uuid7()), "post": post, "said": said} for _n in range(ENTRIES)]
    began = time.monotonic()
    _send_all(browser, items, {})
    return time.monotonic() - began
