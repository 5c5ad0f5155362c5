from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.browser.watching import Watch
from tests.running import serving

ONE = ("--workers", "1")
"""One process of four threads answers one browser; what two do to each other is for the tests of load and kills."""
PATIENCE = 60_000
"""Milliseconds that a page may take to say what it should: two cores that run the whole suite are slow at times."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = (
    "--no-sandbox",  # where tests run as root there is no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Only this machine: nothing that a page might ask for elsewhere is found.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


@contextmanager
def launched() -> Iterator[Browser]:
    """A Chromium of this machine's."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on PATH: install the Debian package chromium to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


# A module, not the session: while Playwright runs, its event loop stands in this thread, and Django's ORM refuses to
# work beside one.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


Opened = tuple[BrowserContext, Watch]
Open = Callable[..., Opened]


@pytest.fixture
def open_window(chromium: Browser) -> Iterator[Open]:
    """A window of somebody's own, so wide, and what the browser finds amiss in it."""
    opened: list[BrowserContext] = []

    def window(width: int = 1280, **said: object) -> Opened:
        size = {"width": width, "height": 800}
        context = chromium.new_context(viewport=size, locale="zh-CN", **said)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context, Watch(context)

    yield window
    for context in opened:
        context.close()


@pytest.fixture(scope="module")
def street_folder(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a new street without a plan or an entry; its people are those of `tests/people.py`."""
    return Path(shutil.copytree(founded, tmp_path_factory.mktemp("street") / "data"))


@pytest.fixture(scope="module")
def street_site(street_folder: Path) -> Iterator[str]:
    """That street, served."""
    with serving(street_folder, words=ONE) as address:
        yield address
