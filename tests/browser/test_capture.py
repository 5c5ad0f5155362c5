"""The worker's path on a phone: a brief is pasted, looked at and saved in three taps; ten activities are counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.phone import NEW, Book, Phone, cookies_of, until
from tests.browser.taps import ACTIVITIES, rows, table
from tests.browser.watching import Watch, too_wide

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .filter(one => ['serious', 'critical'].includes(one.impact))
  .map(one => one.id + ' ' + one.nodes.map(node => node.html).join(' | '))"""
BRIEF = ACTIVITIES[0].brief
TWO = BRIEF + "\n2025年3月6日下午，临水社区在会议室开展消防安全培训，40人参加。"


@pytest.fixture(scope="module")
def alice(chromium, street_site) -> list[Any]:
    return cookies_of(chromium, street_site, "alice")


@pytest.fixture
def phone(chromium, street_site, alice):
    held = Phone.of(chromium, street_site, alice)
    yield held
    held.context.close()


def test_three_taps_from_opening_the_page_to_saved(phone, street_folder):
    phone.page.goto(f"{phone.site}/capture/")
    until(phone.page, "Boolean(window.yibenSaving)")
    phone.page.get_by_label("把发到群里的简讯粘贴到这里").fill(BRIEF)
    phone.page.get_by_role("button", name="看一看").click()
    phone.page.get_by_role("button", name="保存").click()
    expect(phone.page.locator("#notices .notice--success")).to_contain_text("已记下")
    (entry,) = Book(street_folder).entries("学雷锋志愿服务活动")
    phone.says(entry["receipt"])


def test_a_draft_that_is_dropped_folds_away_and_is_not_saved(phone, street_folder):
    before = len(Book(street_folder).entries())
    phone.page.goto(f"{phone.site}/capture/")
    phone.page.get_by_label("把发到群里的简讯粘贴到这里").fill(TWO)
    phone.page.get_by_role("button", name="看一看").click()
    phone.page.get_by_label("这一条不记").first.check()
    expect(phone.page.locator("[name=d0-title]")).to_be_hidden()
    phone.page.get_by_role("button", name="保存").click()
    expect(phone.page.locator("#notices .notice--success")).to_be_visible()
    assert Book(street_folder).titles()[before:] == ["消防安全培训"]


def test_the_network_may_go_between_looking_and_saving(phone, street_folder):
    phone.page.goto(f"{phone.site}/capture/")
    phone.page.get_by_label("把发到群里的简讯粘贴到这里").fill(BRIEF.replace("学雷锋", "断网前看过的"))
    phone.page.get_by_role("button", name="看一看").click()
    until(phone.page, "Boolean(window.yibenSaving) && yibenOutbox.keyOf(yibenOutbox.told.owner).then(Boolean)")
    phone.context.set_offline(True)
    phone.page.get_by_role("button", name="保存").click()
    phone.says("已存在本机，等待发送")
    phone.context.set_offline(False)
    until(phone.page, "yibenOutbox.counts().then(counts => counts.own === 0)")
    assert len(Book(street_folder).entries("断网前看过的%")) == 1


def test_an_amount_that_is_seldom_true_is_asked_back_before_it_is_sent(phone, street_folder):
    page = phone.page
    phone.open()
    page.locator("[name=kind]").select_option("meeting")
    page.get_by_label("活动名称").fill("五千人的会")
    page.locator("[name=attendances]").fill("5000")
    page.get_by_role("button", name="保存").click()
    tick = page.get_by_label("确实是 5,000 人次")
    expect(tick).to_be_visible()
    expect(page.locator(".field--wrong .field-errors")).to_contain_text("请核对")
    tick.check()
    page.locator("[name=attendances]").fill("50000")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_label("确实是 50,000 人次")).not_to_be_checked()
    assert Book(street_folder).entries("五千人的会") == []
    page.get_by_label("确实是 50,000 人次").check()
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#notices .notice--success")).to_contain_text("已记下")
    assert len(Book(street_folder).entries("五千人的会")) == 1


def test_what_she_chose_last_comes_first(phone):
    phone.open()
    phone.save("第一次选比赛", kind="contest")
    phone.open()
    expect(phone.page.locator(".taps button").first).to_have_attribute("value", "contest")


def test_the_form_is_done_by_one_thumb_and_by_the_keyboard(phone):
    page = phone.open()
    small = page.evaluate(
        """() => Array.from(document.querySelectorAll('.taps button, .entry-form .button')).filter(one => {
             const box = one.getBoundingClientRect(); return box.width && (box.height < 44 || box.width < 44);
           }).map(one => one.textContent)"""
    )
    assert small == []
    page.locator(".taps button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".taps button").first).to_have_attribute("aria-pressed", "true")


def test_ten_typical_activities(phone):
    told = rows(phone)
    print(table(told))
    assert all(row.brief.taps == 3 for row in told if not row.mended)
    assert sum(row.mended == 0 for row in told) >= 6, table(told)
    assert sum(row.brief.taps for row in told) < sum(row.form.taps for row in told) / 2


PAGES = ("/capture/", NEW, "/capture/unsent/", "/capture/offline/", "/capture/trust/")


@pytest.mark.parametrize("large", [False, True], ids=["", "large"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_amiss_on_its_pages(chromium, street_site, alice, width, large):
    context = chromium.new_context(viewport={"width": width, "height": 800}, locale="zh-CN")
    context.add_cookies(alice)
    if large:
        context.add_cookies([{"name": "type", "value": "large", "url": street_site}])
    watch, page = Watch(context), context.new_page()
    for path in PAGES:
        page.goto(f"{street_site}{path}")
        if path != "/capture/trust/":
            until(page, "Boolean(window.yibenSaving)")
        looked_over(page, path)
    page.goto(f"{street_site}/capture/")
    page.get_by_label("把发到群里的简讯粘贴到这里").fill(TWO)
    page.get_by_role("button", name="看一看").click()
    page.wait_for_url("**/look/")
    looked_over(page, "look")
    assert watch.amiss == []
    context.close()


def looked_over(page: Page, path: str) -> None:
    assert too_wide(page) <= 0, path
    if AXE.exists():
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate(SERIOUS) == [], path
