"""axe-core, brought by npm, let loose on a page: what somebody would stumble over who can't see it well or at all."""

from __future__ import annotations

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.browser.watching import too_wide
from tests.running import ROOT

SCRIPT = ROOT / "node_modules" / "axe-core" / "axe.min.js"
MISSING = "no axe-core in node_modules: run npm ci to test accessibility"
GRAVE = ("serious", "critical")
SIZES = ["scrollable-region-focusable", "target-size"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""Rules whose answer hangs on how large things are, and on their colours: asked again when these are others."""


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def brought() -> bool:
    return SCRIPT.exists()


def faults(page: Page, *rules: str) -> list[str]:
    """Serious and critical violations on the page as it stands: which rule, where. All rules, or just those."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"() => {{ {_script()} }}")
    asked: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
    asked |= {"runOnly": list(rules)} if rules else {"rules": {"target-size": {"enabled": True}}}
    found = page.evaluate("asked => axe.run(document, asked).then(answer => answer.violations)", asked)
    return [_told(one) for one in found if one["impact"] in GRAVE]


def faults_otherwise(page: Page) -> list[str]:
    """The same in large type, then in forced colours; the page is left as it was."""
    page.evaluate("() => { document.documentElement.dataset.type = 'large'; dispatchEvent(new Event('resize')); }")
    found = [f"in large type: {one}" for one in faults(page, *SIZES)]
    if (wide := too_wide(page)) > 0:
        found.append(f"in large type: {wide} px too wide")
    page.evaluate("() => { delete document.documentElement.dataset.type; dispatchEvent(new Event('resize')); }")
    page.emulate_media(forced_colors="active")
    found += [f"in forced colours: {one}" for one in faults(page, *COLOURS)]
    page.emulate_media(forced_colors="none")
    return found


def _told(one: dict[str, Any]) -> str:
    where = "; ".join(str(node["target"][0]) for node in one["nodes"][:3])
    return f"{one['id']} ({one['impact']}, {len(one['nodes'])} times): {where}"
