"""Photographs by a browser: made small before they are sent, each with its answer, gone when withdrawn."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.watching import sign_in, too_wide
from tests.people import PASSWORD
from yiben.lib.tests.photos import photo

DAY = date.today() - timedelta(days=3)
RECEIPT = re.compile(r"910101000001-\d+-[0-9a-f]{8}")


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """A large photo, one that was saved again smaller, and a file that isn't taken."""
    (tmp_path / "合影.jpg").write_bytes(photo("合影", (4000, 3000), quality=97))
    (tmp_path / "转发的.jpg").write_bytes(photo("合影", (900, 675), quality=60))
    (tmp_path / "标志.svg").write_bytes(b"<svg/>")
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(tmp_path / "大照片.jpg", quality=95)
    return tmp_path


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_photos_are_added_told_alike_and_withdrawn_on_a_phone(
    street_site: str, open_window: Open, album: Path, script: bool
) -> None:
    """On a screen 360 pixels wide, as 安宁 of 临水社区, with and without JavaScript:

    1. Two entries. On the first: choose a photo and a drawing, 上传. The photo is shown; the drawing is refused by name.
    2. On the second: the same photo as it was forwarded. It is added, and a sentence says which entry has one like it.
    3. 撤下 with a reason: the photo is gone, the reason stands there.
    """
    context, watch = open_window(width=360, has_touch=True, is_mobile=True, java_script_enabled=script)
    page = context.new_page()
    sign_in(page, street_site, "alice", PASSWORD)
    logged(page, street_site, f"第一次活动{script}")
    upload(page, album / "合影.jpg", album / "标志.svg")
    expect(page.get_by_text("已加上 1 个附件")).to_be_visible()
    expect(page.get_by_text("“标志.svg”没有加上")).to_be_visible()
    logged(page, street_site, f"第二次活动{script}")
    upload(page, album / "转发的.jpg")
    expect(page.get_by_role("link", name=re.compile("第一次活动")).first).to_be_visible()
    assert too_wide(page) <= 0
    page.get_by_role("link", name="撤下").click()
    page.get_by_label("原因").fill("选错了")
    page.get_by_role("button", name="撤下").click()
    expect(page.get_by_text("撤下了一个附件：选错了")).to_be_visible()
    expect(page.locator(".photos img")).to_have_count(0)
    assert watch.amiss == []


def test_a_large_photo_is_made_small_before_it_is_sent(street_site: str, open_window: Open, album: Path) -> None:
    context, watch = open_window()
    page = context.new_page()
    sign_in(page, street_site, "alice", PASSWORD)
    logged(page, street_site, "大照片的活动")
    sent: list[int] = []
    page.on(
        "request",
        lambda asked: (
            sent.append(int(asked.all_headers().get("content-length", 0))) if asked.method == "POST" else None
        ),
    )
    upload(page, album / "大照片.jpg")
    expect(page.get_by_text("已加上 1 个附件")).to_be_visible()
    assert (album / "大照片.jpg").stat().st_size > 2 * max(sent) > 0
    assert watch.amiss == []


def test_a_notice_goes_along_with_a_new_entry_as_it_is(street_site: str, open_window: Open, tmp_path: Path) -> None:
    (tmp_path / "通知.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    context, watch = open_window()
    page = context.new_page()
    sign_in(page, street_site, "alice", PASSWORD)
    page.goto(f"{street_site}/entries/new/")
    page.get_by_text("照片和附件").click()
    page.locator("#id_files").set_input_files(str(tmp_path / "通知.pdf"))
    logged(page, street_site, "带通知的活动", begun=True)
    for _try in range(20):
        if page.get_by_role("link", name="通知.pdf").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_role("link", name="通知.pdf")).to_be_visible()
    assert watch.amiss == []


def logged(page: Page, site: str, title: str, *, begun: bool = False) -> None:
    if not begun:
        page.goto(f"{site}/entries/new/")
    page.get_by_label("活动类型").select_option(label="志愿服务")
    page.get_by_label("活动名称").fill(title)
    page.get_by_label("哪一天").fill(DAY.isoformat())
    page.get_by_role("button", name="保存").click()
    # With scripts the outbox tells the receipt beside the title; without, the entry's page does.
    told = page.locator("#outbox li").filter(has_text=title).or_(page.locator("dl.facts"))
    expect(told.get_by_text(RECEIPT)).to_be_visible()
    page.goto(f"{site}/entries/?words={title}")
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def upload(page: Page, *files: Path) -> None:
    page.locator("#files input[type=file]").set_input_files([str(file) for file in files])
    page.get_by_role("button", name="上传").click()
