"""A page as it will be printed: how wide it lies on a sheet of A4, and what doesn't belong there."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.watching import too_wide

UPRIGHT, ACROSS = 673, 1031
"""Pixels between the margins of a sheet: 178 and 273 millimetres."""
FOR_THE_SCREEN = "nav:not(.pager), .pager a, button, .button, .tools-filters, .menu, [type=submit]"


def on_paper(page: Page) -> list[str]:
    """What is wrong with the page when printed; it is left as it was."""
    size = page.viewport_size
    assert size is not None
    across = page.locator(".board-page").count() > 0
    page.emulate_media(media="print")
    page.set_viewport_size({"width": ACROSS if across else UPRIGHT, "height": 1000})
    wide = too_wide(page)
    shown = page.eval_on_selector_all(
        FOR_THE_SCREEN, "all => all.filter(one => one.getClientRects().length).map(one => one.outerHTML.slice(0, 60))"
    )
    page.emulate_media(media="screen")
    page.set_viewport_size(size)
    found = [f"{wide} px wider than the paper"] if wide > 0 else []
    return found + [f"printed: {one}" for one in shown]
