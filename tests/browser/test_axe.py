"""That axe finds what keeps people out, so that its silence in the walk of `test_pages.py` means something."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import axe

pytestmark = pytest.mark.skipif(not axe.brought(), reason=axe.MISSING)

PAGE = """<!doctype html><html lang="zh-CN"><title>页</title>
<style>html { font-size: 16px } html[data-type=large] { font-size: 20px } %s</style><main><h1>页</h1>%s</main>"""


def found(chromium: Browser, style: str, body: str) -> str:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    page.set_content(PAGE % (style, body))
    faults = axe.faults(page) + axe.faults_otherwise(page)
    page.close()
    return "\n".join(faults)


def test_a_plain_page_has_none(chromium: Browser) -> None:
    assert found(chromium, "", "<p>一次记录，处处可用。</p><form><label>日期 <input></label></form>") == ""


@pytest.mark.parametrize(
    ("rule", "style", "body"),
    [
        ("color-contrast", "p { color: #999 }", "<p>看不清</p>"),
        ("label", "", "<input>"),
        ("svg-img-alt", "", '<svg role="img"><text>1</text></svg>'),
        ("target-size", "a { display: block; font-size: 8px; line-height: 1 }", "<a href=#a>甲</a><a href=#b>乙</a>"),
        ("link-in-text-block", "a { color: #111; text-decoration: none }", "<p>见<a href=#a>这里</a>，写得很清楚</p>"),
    ],
)
def test_it_names_what_keeps_people_out(chromium: Browser, rule: str, style: str, body: str) -> None:
    assert f"{rule} (" in found(chromium, style, body)


def test_it_looks_in_large_type_and_forced_colours(chromium: Browser) -> None:
    wide = "div { width: 19rem; height: 1px }"
    assert found(chromium, wide, "<div></div>") == "in large type: 28 px too wide"
    forced = "@media (forced-colors: active) { p { forced-color-adjust: none; color: #eee; background: #fff } }"
    assert found(chromium, forced, "<p>看不清</p>").startswith("in forced colours: color-contrast")
