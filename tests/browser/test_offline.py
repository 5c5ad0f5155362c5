"""Without a network: what was saved on the phone waits there, goes when it can, and stands in the book once."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.network import FAULTS, Network, network
from tests.browser.phone import NEW, UNSENT, Book, Phone, cookies_of, until
from tests.browser.watching import sign_in
from tests.people import PASSWORD
from yiben.ledger.amounts import read_amount


@pytest.fixture(scope="module")
def book(street_folder: Path) -> Book:
    return Book(street_folder)


@pytest.fixture(scope="module")
def line(street_site: str) -> Iterator[Network]:
    """The way to the site, over which the weather is bad when a test says so."""
    with network(street_site) as server:
        yield server


@pytest.fixture(scope="module")
def alice(chromium: Browser, line: Network) -> list[Any]:
    return cookies_of(chromium, line.address, "alice")


@pytest.fixture(scope="module")
def amy(chromium: Browser, line: Network) -> list[Any]:
    return cookies_of(chromium, line.address, "amy")


@pytest.fixture
def phone(chromium: Browser, line: Network, alice: list[Any]) -> Iterator[Phone]:
    """Alice's, at the entry page, ready to go where there is no signal."""
    line.weather.clear()
    held = Phone.of(chromium, line.address, alice)
    held.open()
    held.kept()
    yield held
    held.context.close()


def test_the_entry_page_opens_without_a_network_after_one_visit(phone, book):
    phone.context.set_offline(True)
    for path in (NEW, "/capture/", UNSENT, "/"):
        phone.page.goto(f"{phone.site}{path}")
        expect(phone.page.get_by_text("现在没有网络").first).to_be_visible()
    phone.save("没有网络时记的")
    phone.says("1 条未发送")
    assert book.titles("没有网络时记的") == []
    phone.context.set_offline(False)
    expect(phone.page.locator("#outbox").get_by_role("link", name=re.compile("^9101"))).to_be_visible()
    (entry,) = book.entries("没有网络时记的")
    phone.says(entry["receipt"])
    expect(phone.page.locator("#unsent")).to_be_hidden()


def test_what_waits_outlives_the_tab_and_goes_when_the_page_is_opened(phone, book):
    phone.context.set_offline(True)
    phone.save("关掉以前记的")
    phone.page.close()
    phone.context.set_offline(False)
    phone.page = phone.context.new_page()
    phone.page.goto(f"{phone.site}/")
    until(phone.page, "Boolean(window.yibenOutbox)")
    until(phone.page, "yibenOutbox.counts().then(counts => counts.own === 0)")
    assert book.titles("关掉以前记的") == ["关掉以前记的"]


def test_the_order_is_kept(phone, book):
    phone.context.set_offline(True)
    titles = [f"依次{n}" for n in range(5)]
    for title in titles:
        phone.save(title)
    phone.says("5 条未发送")
    phone.context.set_offline(False)
    phone.send_all()
    assert book.titles("依次%") == titles


@pytest.mark.parametrize("fault", FAULTS)
def test_bad_weather_loses_nothing_and_doubles_nothing(phone, book, line, fault):
    line.weather[:] = ["sound", fault, fault]
    phone.save(f"坏天气{fault}")
    line.weather[:] = [fault]
    phone.flush()
    line.weather.clear()
    phone.send_all()
    (entry,) = book.entries(f"坏天气{fault}")
    (item,) = [one for one in phone.items() if one["state"] == "sent"]
    assert (item["receipt"], item["id"].replace("-", "")) == (entry["receipt"], entry["id"].replace("-", ""))
    assert phone.counts()["own"] == 0


def test_a_captive_portal_is_told_and_takes_nothing(phone, book, line):
    line.weather[:] = ["portal"] * 3
    phone.save("在咖啡馆记的")
    phone.says("网络要先认证")
    assert phone.counts()["own"] == 1
    line.weather.clear()
    phone.send_all()
    assert book.titles("在咖啡馆记的") == ["在咖啡馆记的"]


def test_after_an_expired_session_she_signs_in_again_and_nothing_is_lost(phone, book, line):
    phone.context.clear_cookies(name="sessionid")
    phone.save("登录过期时记的")
    phone.says("登录已过期")
    sign_in(phone.page, line.address, "alice", PASSWORD)
    until(phone.page, "yibenOutbox.counts().then(counts => counts.own === 0)")
    assert book.titles("登录过期时记的") == ["登录过期时记的"]


def test_a_page_that_has_grown_old_says_so_and_keeps_what_was_saved(phone, book):
    old = {"format": "yiben-outbox/2", "state": "ready"}
    phone.context.route("**/capture/ready/", lambda route: route.fulfill(json=old))
    phone.save("旧页面记的")
    phone.says("一本已更新")
    phone.context.unroute("**/capture/ready/")
    phone.open()
    phone.send_all()
    assert book.titles("旧页面记的") == ["旧页面记的"]


@pytest.mark.parametrize("locks", [True, False], ids=["with locks", "without"])
def test_two_tabs_send_once(phone, book, locks):
    if not locks:
        phone.context.add_init_script("Object.defineProperty(navigator, 'locks', {value: undefined})")
        phone.open()
    phone.context.set_offline(True)
    for n in range(6):
        phone.save(f"两个标签{locks}{n}")
    phone.context.set_offline(False)
    second = phone.context.new_page()
    second.goto(f"{phone.site}{UNSENT}")
    until(second, "Boolean(window.yibenSending)")
    phone.page.evaluate("void yibenSending.flush()")
    second.evaluate("yibenSending.flush()")
    until(second, "yibenOutbox.counts().then(counts => counts.own === 0)")
    assert book.titles(f"两个标签{locks}%") == [f"两个标签{locks}{n}" for n in range(6)]


def test_what_cannot_be_right_is_told_without_a_network(phone):
    phone.context.set_offline(True)
    tomorrow = str(date.today() + timedelta(days=2))
    for said, words in (
        ({"title": ""}, "请填写这一项"),
        ({"title": "有错", "start": tomorrow}, "开始日期在将来"),
        ({"title": "有错", "volunteers": "若干"}, "请写数字"),
        ({"title": "有错", "volunteers": "-3"}, "请写数字"),
    ):
        phone.save_wrong(**said)
        phone.says(words)
        expect(phone.page.locator("[aria-invalid=true]").first).to_be_focused()
    assert phone.counts()["own"] == 0


def test_what_the_book_refuses_waits_to_be_put_right(phone, book):
    """Before the unit was there, which the phone doesn't know."""
    phone.context.set_offline(True)
    phone.save("早于建立的", start="2020-01-01")
    phone.context.set_offline(False)
    phone.flush()
    phone.open(UNSENT)
    phone.says("还未成立")
    phone.page.get_by_role("link", name="改好再存").click()
    expect(phone.page.get_by_label("活动名称")).to_have_value("早于建立的")
    phone.page.get_by_label("哪一天").fill("2025-04-01")
    phone.page.get_by_role("button", name="保存").click()
    until(phone.page, "yibenOutbox.counts().then(counts => counts.own === 0)")
    assert book.titles("早于建立的") == ["早于建立的"]


def test_what_was_being_written_is_there_again(phone):
    phone.fill("写到一半")
    phone.page.wait_for_timeout(700)
    phone.context.set_offline(True)
    phone.page.reload()
    expect(phone.page.get_by_label("活动名称")).to_have_value("写到一半")
    phone.says("已恢复上次没写完的内容")


def test_numbers_are_taken_without_a_network_as_the_book_takes_them(phone):
    """The same shapes, sent to the browser: neither takes what the other refuses."""
    for written in AMOUNTS:
        reading = read_amount(written, "hours")
        taken = reading.value is not None or not reading.problem
        assert phone.page.evaluate("text => yibenSaving.isAmount(text)", written) == taken, written


AMOUNTS = """30|３０|30余|30余名|３０余人|约30|近百|1,286|1，286|2.5万|2万余元|¥30.50|30人次|30 人|百余|若干|几十|-3|- 3|0|0人|1小时30分|90分钟|1:30
三十|十来个|30-40|30至40|30多|30以上|不足30|约|人|12.345|1e5|+5|30%|98.5%|30左右|大约30|超过200|至少 20|1 286|30。|30余。|1小时30分。|-3。|30，|abc|30abc""".replace(
    "\n", "|"
).split("|")


def test_a_phone_that_never_got_ready_says_so_and_leaves_what_was_written_on_the_page(chromium, line, alice):
    held = Phone.of(chromium, line.address, alice)
    line.weather[:] = ["drop"] * 20
    held.open()
    held.context.set_offline(True)
    assert not held.save("没法存的")
    expect(held.page.get_by_label("活动名称")).to_have_value("没法存的")
    held.context.set_offline(False)
    line.weather.clear()
    held.page.get_by_role("button", name="保存").click()
    held.says("已记下")
    held.context.close()


# -- whose it is


def test_another_person_on_the_same_phone_sees_a_number_and_nothing_else(phone, book, alice, amy):
    phone.context.set_offline(True)
    phone.save("只有我能看的")
    phone.page.close()  # while there is no network: with one, she would send it herself
    phone.context.set_offline(False)
    phone.context.clear_cookies()
    phone.context.add_cookies(amy)
    phone.page = phone.context.new_page()
    phone.open()
    phone.says("另有 1 条属于他人、未发送")
    phone.flush()
    kept = phone.page.evaluate(READ_ALL)
    assert "只有我能看的" not in kept["text"]
    assert kept["key"] != owner_in(phone, "alice")
    assert book.titles("只有我能看的") == []
    phone.page.close()
    phone.context.clear_cookies()
    phone.context.add_cookies(alice)
    phone.page = phone.context.new_page()
    phone.open()
    until(phone.page, "yibenOutbox.counts().then(counts => counts.own === 0)")
    assert book.titles("只有我能看的") == ["只有我能看的"]


HOLD = """() => {
  const plain = window.fetch;
  window.fetch = async (url, options) => {
    if (options.method === "POST") await new Promise((go) => { window.letGo = go; });
    return plain(url, options);
  };
}"""


def test_nothing_goes_in_the_name_of_somebody_who_signs_in_meanwhile(phone, book, alice, amy):
    phone.page.evaluate(HOLD)
    phone.fill("换了人登录")
    phone.page.get_by_role("button", name="保存").click()
    until(phone.page, "Boolean(window.letGo)")
    phone.context.clear_cookies(name="sessionid")
    phone.context.add_cookies([cookie for cookie in amy if cookie["name"] == "sessionid"])
    phone.page.evaluate("letGo()")
    phone.says("现在登录的是另一个人")
    assert book.titles("换了人登录") == []
    assert [item["state"] for item in phone.items()] == ["waiting"]
    phone.context.clear_cookies()
    phone.context.add_cookies(alice)
    phone.open()
    phone.send_all()
    assert book.titles("换了人登录") == ["换了人登录"]


def test_signing_out_clears_the_kept_page_and_the_key_but_not_the_outbox(chromium, line, book):
    held = Phone.of(chromium, line.address)
    sign_in(held.page, line.address, "alice", PASSWORD)
    held.open()
    held.kept()
    held.context.set_offline(True)
    held.save("退出以前记的")
    held.context.set_offline(False)
    line.weather[:] = ["drop"] * 50
    held.page.goto(f"{line.address}/units/self/")
    held.page.locator(".menu--self summary").click()
    held.page.get_by_role("button", name="退出登录").click()
    held.page.wait_for_url("**/sign-in/")
    held.says("本机有 1 条未发送，本人登录后发送")
    assert held.page.evaluate("caches.keys()") == []
    kept = held.page.evaluate(READ_ALL)
    assert (kept["key"], kept["items"]) == (None, 1)
    assert "退出以前记的" not in kept["text"]
    line.weather.clear()
    sign_in(held.page, line.address, "alice", PASSWORD)
    until(held.page, "yibenOutbox.counts().then(counts => counts.own === 0)")
    assert book.titles("退出以前记的") == ["退出以前记的"]
    held.context.close()


def test_only_the_empty_page_and_its_files_are_cached(phone, line):
    phone.save("记过的一笔")
    phone.page.goto(f"{line.address}/entries/")
    phone.open()
    phone.kept()
    kept = phone.page.evaluate(CACHED)
    assert "记过的一笔" not in kept["text"]
    pages = [address for address in kept["addresses"] if "/static/" not in address]
    assert [address.removeprefix(line.address) for address in pages] == ["/capture/offline/"]


# -- a file, and photos


def test_the_outbox_goes_by_file_and_another_person_sends_it(phone, book, chromium, line, amy):
    phone.context.set_offline(True)
    phone.save("存成文件的")
    with phone.page.expect_download() as download:
        phone.page.get_by_role("button", name="存成文件").click()
    content = Path(download.value.path()).read_bytes()
    assert json.loads(content)["items"][0]["said"]["title"] == "存成文件的"
    bob = Phone.of(chromium, line.address, cookies_of(chromium, line.address, "bob"))
    bob.open(UNSENT)
    bob.page.locator("input[data-outbox-file]").set_input_files(
        {"name": "未发送.json", "mimeType": "application/json", "buffer": content}
    )
    until(bob.page, "yibenOutbox.mine().then(items => items.some(item => item.state === 'sent'))")
    (entry,) = book.entries("存成文件的")
    assert re.fullmatch(r"page:for:\d+", entry["origin"])
    phone.context.set_offline(False)
    phone.send_all()
    assert book.titles("存成文件的") == ["存成文件的"]
    assert [item["receipt"] for item in phone.items()] == [entry["receipt"]]
    bob.context.close()


@pytest.mark.parametrize("content", [b"", b"{", b'{"format": "other"}', b"[]"])
def test_what_is_no_such_file_is_told(phone, content):
    phone.open(UNSENT)
    phone.page.locator("input[data-outbox-file]").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": content}
    )
    phone.says("这不是一本存出的未发送文件")
    assert phone.items() == []


def test_a_photo_is_made_small_loses_its_position_and_goes_after_its_entry(phone, book, street_folder):
    phone.context.set_offline(True)
    phone.fill("有照片的")
    phone.page.get_by_text("照片和附件").click()
    phone.page.locator("#id_files").set_input_files(
        {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": photo(side=2000)}
    )
    phone.page.get_by_role("button", name="保存").click()
    until(phone.page, "yibenOutbox.counts().then(counts => counts.own === 2)")
    sent = bytes(phone.page.evaluate(PHOTO))
    picture = Image.open(io.BytesIO(sent))
    assert max(picture.size) == 1600
    assert not picture.getexif()
    assert b"GPS" not in sent
    phone.context.set_offline(False)
    phone.send_all()
    (entry,) = book.entries("有照片的")
    phone.page.goto(f"{phone.site}/entries/{UUID(entry['id'])}/")
    expect(phone.page.locator("main img").first).to_be_visible()


def photo(side: int) -> bytes:
    """A photograph as a phone takes it, with where and by what."""
    image = Image.effect_noise((side, side * 3 // 4), 40).convert("RGB")
    exif = image.getexif()
    exif[0x010F] = "Some Phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 0.0), 3: "E", 4: (120.0, 10.0, 0.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=90)
    assert b"Some Phone" in out.getvalue()
    return out.getvalue()


# -- where it can't be


def test_a_browser_without_service_workers_says_so_and_works_online(chromium, line, book, alice):
    held = Phone.of(chromium, line.address, alice)
    held.context.add_init_script("delete Navigator.prototype.serviceWorker")
    held.open()
    held.says("此处不能离线使用")
    held.fill("没有后台的浏览器记的")
    held.page.get_by_role("button", name="保存").click()
    held.page.wait_for_url(re.compile(r"/entries/[0-9a-f-]{36}/"))
    assert book.titles("没有后台的浏览器记的") == ["没有后台的浏览器记的"]
    held.context.close()


def owner_in(held: Phone, _login: str) -> str:
    return str(held.page.evaluate("yibenOutbox.all().then(items => items[0].owner)"))


READ_ALL = """async () => {
  const db = await yibenOutbox.open(), dump = {};
  for (const store of db.objectStoreNames) dump[store] = await db.getAll(store);
  const bytes = dump.bodies.concat(dump.meta).map(one => one.data ? new TextDecoder().decode(one.data) : '');
  const key = await db.get('meta', 'key');
  return {text: JSON.stringify(dump) + bytes.join(), key: key ? key.owner : null, items: dump.items.length};
}"""
CACHED = """async () => {
  const addresses = [];
  let text = '';
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      addresses.push(request.url);
      text += await (await cache.match(request)).text();
    }
  }
  return {addresses, text};
}"""
PHOTO = """async () => {
  const photo = (await yibenOutbox.mine()).find(item => item.kind === 'photo');
  return Array.from(new Uint8Array(await yibenOutbox.bodyOf(photo)));
}"""
