"""What a browser finds amiss: in its console, in its requests, in how wide a page is."""

from __future__ import annotations

from re import Pattern
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request, Response


class Watch:
    """Collects console errors and warnings (a breach of the page's policy is one), requests that fail or leave this
    machine, and answers of 400 and more."""

    def __init__(self, context: BrowserContext) -> None:
        self.amiss: list[str] = []
        context.on("console", lambda said: self._note(said.type in ("error", "warning"), f"{said.type}: {said.text}"))
        context.on("weberror", lambda error: self._note(True, f"script: {error.error}"))
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    def _note(self, wrong: bool, what: str) -> None:
        if wrong:
            self.amiss.append(what)

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        self._note(parts.scheme != "data" and parts.hostname != "127.0.0.1", f"asked elsewhere: {request.url}")

    def _failed(self, request: Request) -> None:
        # The browser's own word for what a download or leaving a page cuts off (its icon, too); a refusal by the page's
        # policy or an answer that never came bears another.
        self._note(request.failure != "net::ERR_ABORTED", f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        self._note(response.status >= 400, f"answered {response.status}: {response.url}")


def sign_in(page: Page, site: str, login: str, password: str, to: Pattern[str] | None = None) -> None:
    """Ends on the first page, or where whoever signs in is led before it."""
    page.goto(f"{site}/")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(to or f"{site}/")


def too_wide(page: Page) -> int:
    """By how many pixels the page is wider than its window. Tables may scroll in their own sheet, once a script has seen
    that a window has become narrower."""
    for _try in range(20):
        wide = int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        if wide <= 0:
            break
        page.wait_for_timeout(50)
    return wide
