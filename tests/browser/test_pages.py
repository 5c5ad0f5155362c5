"""Every page of the sample street that a post can reach by links, looked at on a phone: in normal and large type, in
forced colours, and on paper."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser import axe
from tests.browser.conftest import ONE, Open
from tests.browser.paper import on_paper
from tests.browser.pictures import picture
from tests.browser.watching import Watch, sign_in, too_wide
from tests.running import serving

PASSWORD = "yiben-demo"
LOGINS = {
    "hepan.worker": {"/entries/new/", "/entries/ID/correct/", "/entries/import/", "/plans/ID/", "/figures/board/"},
    "union.officer": {"/entries/import/ID/", "/plans/upload/", "/reports/build/", "/reports/ID/", "/figures/WORD/"},
    "first.lead": {"/figures/board/", "/figures/measures/ID/", "/reports/ID/", "/entries/ID/", "/plans/ID/"},
    "auditor": {"/verify/", "/acts/", "/entries/", "/reports/ID/", "/figures/"},
    "admin": {"/units/", "/units/ID/", "/units/people/", "/units/people/ID/", "/entries/months/", "/acts/"},
}
"""Who signs in, and some of the pages that the walk must have come by."""
SEVERAL = {"/figures/WORD/": 3, "/terms/WORD/": 2}
"""Pages of one kind look alike; of these a few are opened."""
LOOKED_AT: dict[str, set[str]] = {}
"""By kind of page, what stood on those that were looked at: posts see the same there, in part."""
MADE_OF = """() => [...new Set([...document.body.querySelectorAll('*')].map(one => {
  const path = [];
  for (let at = one; at && at !== document.body; at = at.parentElement) {
    const said = at.getAttributeNames().filter(name => /^(role|type|for|alt|lang|aria-.*)$/.test(name)).sort();
    path.push([at.localName, at.className.baseVal ?? at.className, ...said].join(' '));
  }
  return path.join(' < ');
}))]"""
"""Each sort of element on the page by its own and its ancestors' tags, classes and roles: what the answers hang on."""
FILE = re.compile(r"\.(xlsx|docx|pdf|json)$|/(source|picture)/$")


@pytest.fixture(scope="module")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(Path(shutil.copytree(demo, tmp_path_factory.mktemp("walked") / "demo")), words=ONE) as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize("login", LOGINS)
def test_every_page_fits_a_phone_and_breaks_nothing(site: str, open_window: Open, login: str) -> None:
    """Follow every link from the first page, in a window 360 pixels wide. No page is wider than the window, the
    browser's console stays empty (a breach of the page's policy would stand there), nothing is asked of another
    machine, no link leads to a refusal, nobody is kept out by how a page is made, and on paper it is no wider than
    the sheet, without what is for the screen."""
    context, watch = open_window(width=360)
    page = context.new_page()
    sign_in(page, site, login, PASSWORD)
    seen = walk(page, site, watch)
    assert seen.keys() >= LOGINS[login], f"never came by {LOGINS[login] - seen.keys()}"


def walk(page: Page, site: str, watch: Watch) -> Counter[str]:
    """Opens one page of every kind; gives how many of each."""
    waiting, known, seen, amiss = [page.url], {page.url}, Counter[str](), []
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if FILE.search(kind) or seen[kind] >= SEVERAL.get(kind, 1):
            continue
        page.goto(address)
        seen[kind] += 1
        amiss += [f"{kind}: {found}" for found in watch.amiss]
        watch.amiss.clear()
        if (wide := too_wide(page)) > 0:
            amiss.append(f"{kind}: {wide} px too wide")
        amiss += [f"{kind}: {found}" for found in looked_at(page, kind)]
        for found in links(page, site):
            if found not in known:
                known.add(found)
                waiting.append(found)
    assert amiss == []
    return seen


def looked_at(page: Page, kind: str) -> list[str]:
    """What keeps people out and what is wrong on paper, if there is anything on the page that wasn't on others of its
    kind; in large type and forced colours, on the first of its kind."""
    made_of, known = set(page.evaluate(MADE_OF)), LOOKED_AT.get(kind, set())
    LOOKED_AT[kind] = made_of | known
    if made_of <= known:
        return []
    kept_out = axe.faults(page) if axe.brought() else []
    otherwise = axe.faults_otherwise(page) if axe.brought() and not known else []
    return kept_out + otherwise + on_paper(page)


def links(page: Page, site: str) -> list[str]:
    """Where the page's links lead; those that it keeps hidden lead nowhere yet."""
    shown = "links => links.filter(link => !link.closest('[hidden]')).map(link => link.href)"
    found = page.eval_on_selector_all("a[href]", shown)
    return [link for link in (str(one).partition("#")[0] for one in found) if link.startswith(f"{site}/")]


def kind_of(address: str) -> str:
    """The address without what tells one row from another."""
    path = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", urlsplit(address).path)
    path = re.sub(r"/\d+(?=/)", "/ID", path)
    path = re.sub(r"^/t/\w+", "/t/CODE", path)
    path = re.sub(r"^/terms/(?!compare/|define/)[a-z0-9-]+/", "/terms/WORD/", path)
    return re.sub(r"^/figures/(?!board/|measures/|charts/)[a-z0-9-]+/$", "/figures/WORD/", path)


@pytest.mark.slow
def test_the_board_lies_across_the_sheet_and_a_list_stands_upright(site: str, open_window: Open) -> None:
    context, _watch = open_window()
    page = context.new_page()
    sign_in(page, site, "union.officer", PASSWORD)
    page.goto(f"{site}/figures/board/")
    assert sheet(page) > 1
    page.goto(f"{site}/entries/")
    assert sheet(page) < 1
    page.emulate_media(media="print")
    assert page.locator(".printed").is_visible()
    assert page.locator(".demo").is_visible()
    assert "青棠街道" in page.locator(".printed").inner_text()


def test_the_pictures_of_the_documents_show_the_sample_street(site: str, open_window: Open) -> None:
    for login, address, name in (
        ("first.lead", "/figures/board/", "board"),
        ("auditor", "/verify/", "verify"),
        ("admin", "/keeping/", "keeping"),
    ):
        context, watch = open_window()
        page = context.new_page()
        sign_in(page, site, login, PASSWORD)
        page.goto(f"{site}{address}")
        picture(page, name)
        assert watch.amiss == []


def sheet(page: Page) -> float:
    """How wide the first sheet of the printed page is beside its height."""
    box = re.search(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", page.pdf(prefer_css_page_size=True))
    assert box is not None
    return float(box[1]) / float(box[2])
