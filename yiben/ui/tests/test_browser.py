"""What only a browser can tell: widths, the keyboard, the policy, and what htmx does with an answer."""

import shutil

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
QUIET += ["--disable-background-networking", "--disable-component-update"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH"),
]
needs_htmx = pytest.mark.skipif(finders.find("vendor/htmx.min.js") is None, reason="htmx was not brought (npm)")


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def site(settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()
    server.join()


@pytest.fixture
def visit(chromium, site):
    """Opens a page of the guide in a window of that width; what the console complained of is kept on it."""
    contexts = []

    def opened(path="/guide/", width=1280, large=False, touch=False):
        context = chromium.new_context(locale="zh-CN", viewport={"width": width, "height": 800}, has_touch=touch)
        contexts.append(context)
        if large:
            context.add_cookies([{"name": "type", "value": "large", "url": site}])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(site + path)
        return page

    yield opened
    for context in contexts:
        context.close()


WIDER = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.mark.parametrize("path", ["/guide/", "/wrong/", "/auth/", "/part/404/"])
@pytest.mark.parametrize("large", [False, True])
def test_nothing_runs_over_the_edge(visit, path, large):
    page = visit(path, large=large)
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")  # tables are measured anew
        assert page.evaluate(WIDER) <= 0, width


def test_the_policy_stops_nothing(visit):
    assert visit().complaints == []


def test_the_keyboard_can_skip_to_the_page(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_menu_opens_by_key_and_closes_on_escape(visit):
    page = visit("/")
    page.focus(".menu--self summary")
    page.keyboard.press("Enter")
    assert page.is_visible(".menu--self button")
    page.keyboard.press("Escape")
    assert not page.is_visible(".menu--self button")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_head_of_a_table_stays_in_sight(visit):
    page = visit()
    assert page.evaluate("document.querySelector('.sheet').classList.contains('fits')")
    page.evaluate("document.querySelector('.table tbody tr:nth-child(3)').scrollIntoView()")
    assert page.evaluate("document.querySelector('.table thead th').getBoundingClientRect().top") == pytest.approx(
        0, abs=1
    )


def test_a_table_that_does_not_fit_is_reached_by_the_keyboard(visit):
    page = visit(width=360)
    assert page.get_attribute(".sheet--wide", "tabindex") == "0"


def test_fingers_find_their_targets(visit):
    page = visit(width=360, touch=True)
    low = "[...document.querySelectorAll('.button, .nav a, .menu summary, select, .tabs a, input[type=text]')]"
    low += ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML)"
    assert page.evaluate(low) == []


def test_the_first_wrong_field_has_the_focus(visit):
    assert visit("/wrong/").evaluate("document.activeElement.name") == "day"


@needs_htmx
def test_a_refusal_of_a_fragment_is_said_at_the_top(visit):
    page = visit("/")
    page.evaluate("htmx.ajax('GET', '/refuse/', '#content')")
    page.wait_for_selector("#notices [role=alert]")
    assert page.inner_text("#notices").strip().endswith("只能更正本单位的记录")
    assert page.query_selector("#content > .page-head") is not None


@needs_htmx
def test_a_fragment_that_is_not_there_is_said_too(visit):
    page = visit("/")
    page.evaluate("htmx.ajax('GET', '/nowhere/', '#content')")
    page.wait_for_selector("#notices [role=alert]")
    assert "已填写的内容还在页面上" in page.inner_text("#notices")


def test_it_prints_without_navigation(visit):
    page = visit()
    page.emulate_media(media="print")
    assert not page.is_visible(".nav")
    assert not page.is_visible(".button >> nth=0")
    assert page.is_visible(".demo")


def test_after_a_refusal_one_goes_back_to_what_was_typed(visit):
    page = visit("/auth/")
    page.fill("[name=login]", "zhoumin")
    page.goto(page.url.replace("/auth/", "/refuse/"))
    page.click("[data-back]")
    page.wait_for_url("**/auth/")
    assert page.input_value("[name=login]") == "zhoumin"
