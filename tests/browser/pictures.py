"""Pictures of pages for the documents, taken by the tests that walk them, so that they stay true.

`YIBEN_PICTURES=1 .venv/bin/python -m pytest tests/browser` takes them anew; otherwise it is only asked whether each
picture that is taken is there.
"""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.running import ROOT

FOLDER = ROOT / "docs" / "pictures"
WIDE = {"width": 1280, "height": 800}


def picture(page: Page, name: str, *, phone: bool = False) -> Path:
    """The picture of the page's window from its top, under that name: on a desk, or on the phone that it is open on."""
    path = FOLDER / f"{name}.png"
    if os.environ.get("YIBEN_PICTURES"):
        size = page.viewport_size
        if not phone:
            page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=path, full_page=False)
        if size:
            page.set_viewport_size(size)
    assert path.exists(), f"no picture {name}: take it with YIBEN_PICTURES=1"
    return path
