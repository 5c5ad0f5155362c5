"""A community worker's own path: by the form on a phone, and without a script."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.pictures import picture
from tests.browser.watching import sign_in, too_wide
from tests.people import PASSWORD

DAY = date.today() - timedelta(days=3)
TITLE = "楼道清洁志愿服务"


def test_a_worker_logs_corrects_and_voids_on_a_phone(street_site: str, open_window: Open) -> None:
    """On a screen 360 pixels wide, as 安宁 of 临水社区:

    1. 记一笔: 志愿服务, a title, a day, 志愿者 12. 保存. A receipt with the unit's number comes back.
    2. 更正: 志愿者 21, with a reason. The old entry stands in 更正和作废的经过.
    3. 作废, with a reason: it no longer counts, and nothing was deleted.
    No page is wider than the screen.
    """
    context, watch = open_window(width=360, has_touch=True, is_mobile=True)
    page = context.new_page()
    sign_in(page, street_site, "alice", PASSWORD)
    steps = [log, correct, void]
    for step in steps:
        step(page)
        assert too_wide(page) <= 0, f"after {step.__name__}: {page.url}"
    assert watch.amiss == []


def test_the_same_path_needs_no_script(street_site: str, open_window: Open) -> None:
    """The same three steps with JavaScript turned off."""
    context, watch = open_window(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, street_site, "alice", PASSWORD)
    for step in (log, correct, void):
        step(page)
    assert watch.amiss == []


def log(page: Page) -> None:
    page.get_by_role("link", name="记一笔").first.click()
    page.get_by_label("活动类型").select_option(label="志愿服务")
    page.get_by_label("活动名称").fill(TITLE)
    page.get_by_label("哪一天").fill(DAY.isoformat())
    page.get_by_label("志愿者").first.fill("12")
    picture(page, "worker", phone=True)
    page.get_by_role("button", name="保存").click()
    if page.evaluate("Boolean(window.yibenOutbox)"):
        # By the outbox she stays where she is, to log the next one; the receipt leads to the entry.
        page.locator("#notices").get_by_role("link", name=re.compile("^9101")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(page.locator("dl.facts")).to_contain_text("12 人")
    expect(page.locator("dd.trace").first).to_have_text(re.compile(r"^910101000001-\d+-[0-9a-f]{8}$"))


def correct(page: Page) -> None:
    page.get_by_role("link", name="更正", exact=True).click()
    page.get_by_label("志愿者").first.fill("21")
    page.get_by_role("button", name=re.compile("保存|更正")).click()
    expect(page.locator("dl.facts")).to_contain_text("21 人")
    history = page.get_by_role("region", name="更正和作废的经过")
    expect(history.get_by_role("row")).to_have_count(3)
    expect(history).to_contain_text("12")


def void(page: Page) -> None:
    page.get_by_role("link", name="作废", exact=True).click()
    page.get_by_label("原因").fill("记重了")
    page.get_by_role("button", name="作废", exact=True).click()
    expect(page.get_by_text("已作废，不再计数")).to_be_visible()
    expect(page.get_by_text("记重了").first).to_be_visible()
