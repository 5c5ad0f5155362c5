"""A worker's phone: a browser of its own with what she does on it, and the book as it stands on the disk."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.watching import sign_in
from tests.people import PASSWORD

NEW, UNSENT = "/entries/new/", "/capture/unsent/"


def cookies_of(browser: Browser, site: str, login: str) -> list[Any]:
    """What a browser keeps of a sign-in: with it another one is signed in, too."""
    context = browser.new_context(locale="zh-CN")
    sign_in(context.new_page(), site, login, PASSWORD)
    kept = context.cookies()
    context.close()
    return kept


def until(page: Page, said: str, within: float = 60) -> None:
    """Waits until that is true on the page; Playwright's own way of waiting is forbidden by the pages' policy."""
    end = time.monotonic() + within
    while not page.evaluate(said):
        assert time.monotonic() < end, f"never true within {within} s: {said}"
        page.wait_for_timeout(30)


@dataclass
class Phone:
    context: BrowserContext
    site: str
    page: Page

    @classmethod
    def of(cls, browser: Browser, site: str, cookies: Iterable[Any] = ()) -> Phone:
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, locale="zh-CN", has_touch=True, is_mobile=True
        )
        context.set_default_timeout(60_000)
        context.add_cookies(list(cookies))
        return cls(context, site, context.new_page())

    def open(self, path: str = NEW) -> Page:
        self.page.goto(f"{self.site}{path}")
        until(self.page, "Boolean(window.yibenSending && window.yibenSaving)")
        return self.page

    def kept(self) -> None:
        """Waits until the browser has all that it needs to open the entry page without a network."""
        until(self.page, "document.documentElement.dataset.offline === 'ready'")

    def fill(self, title: str, **said: str) -> None:
        page = self.page
        page.get_by_label("活动类型").select_option(said.get("kind", "volunteering"))
        page.get_by_label("活动名称").fill(title)
        page.get_by_label("哪一天").fill(said.get("start", "2025-03-05"))
        page.locator("#id_volunteers").fill(said.get("volunteers", "12"))

    def save(self, title: str, **said: str) -> bool:
        """By the form, until the page says what came of it: whether it was taken."""
        self.fill(title, **said)
        self.page.get_by_role("button", name="保存").click()
        until(
            self.page, "!document.querySelector('form[data-busy]') && Boolean(document.querySelector('#notices > *'))"
        )
        return "没有存下" not in self.page.locator("#notices").inner_text()

    def save_wrong(self, title: str = "有错", **said: str) -> None:
        self.fill(title, **said)
        self.page.get_by_role("button", name="保存").click()
        until(self.page, "!document.querySelector('form[data-busy]')")

    def flush(self) -> str:
        return str(self.page.evaluate("yibenSending.flush()"))

    def send_all(self, within: float = 60) -> None:
        """Sends until nothing waits."""
        told, end = [], time.monotonic() + within
        while self.counts()["own"]:
            told.append(self.flush())
            assert time.monotonic() < end, (told[-9:], len(told), self.items(), self.page.url)
            self.page.wait_for_timeout(30)

    def counts(self) -> dict[str, int]:
        told: dict[str, int] = self.page.evaluate("yibenOutbox.counts()")
        return told

    def items(self) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = self.page.evaluate("yibenOutbox.mine()")
        return told

    def says(self, text: str) -> None:
        expect(self.page.locator("body")).to_contain_text(text)


@dataclass(frozen=True)
class Book:
    """The book on the disk, read past the server."""

    folder: Path

    def entries(self, like: str = "%") -> list[dict[str, Any]]:
        with sqlite3.connect(f"file:{self.folder / 'book.sqlite3'}?mode=ro", uri=True) as book:
            book.row_factory = sqlite3.Row
            rows = book.execute(
                "SELECT e.id, e.number, e.title, e.digest, e.origin, u.code FROM ledger_entry e JOIN units_unit u"
                " ON u.id = e.unit_id WHERE e.title LIKE ? ORDER BY e.unit_id, e.number",
                [like],
            ).fetchall()
        return [dict(row) | {"receipt": f"{row['code']}-{row['number']}-{row['digest'][:8]}"} for row in rows]

    def titles(self, like: str = "%") -> list[str]:
        return [entry["title"] for entry in self.entries(like)]
