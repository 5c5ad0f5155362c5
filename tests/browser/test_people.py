"""An administrator's afternoon: a lost password, a lost phone, and somebody who leaves."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.watching import too_wide
from tests.people import PASSWORD
from yiben.lib.tables import write_table
from yiben.units import factors

OWN = "my-very-own-7"


@dataclass
class Paper:
    """What an administrator has on paper: her recovery codes, none before her first sign-in."""

    codes: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def paper() -> Paper:
    return Paper()


@pytest.fixture
def ada(street_site: str, open_window: Open, paper: Paper) -> Page:
    """A window in which 阿达 has signed in, with a second factor."""
    context, _watch = open_window()
    page = context.new_page()
    typed(page, street_site, "ada", PASSWORD)
    if paper.codes:
        page.get_by_label("验证码").fill(paper.codes.pop())
        page.get_by_role("button", name="登录").click()
    else:
        paper.codes = takes_on_factor(page, PASSWORD)
    page.goto(f"{street_site}/units/people/")
    expect(page.get_by_role("heading", level=1)).to_have_text("人员和岗位")
    return page


def typed(page: Page, site: str, login: str, password: str) -> None:
    """The sign-in page filled in, wherever that leads."""
    page.goto(f"{site}/units/sign-in/")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_load_state()


def takes_on_factor(page: Page, password: str) -> list[str]:
    """The page on which an administrator binds her phone; gives her recovery codes."""
    secret = page.locator("figcaption.trace").inner_text().replace(" ", "")
    page.get_by_label("验证器上显示的 6 位数字").fill(factors.code_at(secret, time.time()))
    page.get_by_label("现在的密码").fill(password)
    page.get_by_role("button", name="启用").click()
    codes = page.locator("li.trace")
    expect(codes).to_have_count(10)
    return codes.all_inner_texts()


def code_on(slip: Page) -> str:
    expect(slip.get_by_text("只显示这一次")).to_be_visible()
    return slip.locator(".slip strong").inner_text()


def begins(page: Page, site: str, login: str, code: str) -> None:
    """Sign in with the code of a slip, and choose a password."""
    typed(page, site, login, code)
    expect(page.get_by_role("heading", name="设一个自己的密码")).to_be_visible()
    page.get_by_label("新密码", exact=True).fill(OWN)
    page.get_by_label("再输一遍新密码").fill(OWN)
    page.get_by_role("button", name="设好密码").click()
    page.wait_for_load_state()


def new_page(open_window: Open, width: int = 360) -> Page:
    context, _watch = open_window(width=width)
    return context.new_page()


def test_a_lost_password(street_site: str, open_window: Open, ada: Page) -> None:
    """艾敏 forgot hers; 阿达 gives her a slip; the code opens once, to a password of her own."""
    amy = new_page(open_window)
    typed(amy, street_site, "amy", "I forgot it")
    expect(amy.get_by_text("忘了密码请找本单位管理员重设")).to_be_visible()
    ada.get_by_role("link", name="艾敏").click()
    ada.get_by_role("button", name="重设密码").click()
    code = code_on(ada)
    begins(amy, street_site, "amy", code)
    expect(amy.get_by_text("密码已改")).to_be_visible()
    assert too_wide(amy) <= 0
    again = new_page(open_window)
    typed(again, street_site, "amy", code)
    expect(again.get_by_text("登录名或密码不对")).to_be_visible()


def test_a_lost_second_factor(street_site: str, open_window: Open, ada: Page) -> None:
    """阿达 takes on 阿贝 as a second administrator; he loses phone and paper; she takes the factor away, for he can't."""
    ada.get_by_role("link", name="增加人员").click()
    for label, said in (("姓名", "阿贝"), ("登录名", "abe")):
        ada.get_by_label(label).fill(said)
    ada.get_by_label("单位").select_option(label="青石街道")
    ada.get_by_label("岗位", exact=True).select_option(label="管理员")
    ada.get_by_role("button", name="增加人员").click()
    code = code_on(ada)
    abe = new_page(open_window)
    begins(abe, street_site, "abe", code)
    abe.goto(f"{street_site}/")
    takes_on_factor(abe, OWN)
    lost = new_page(open_window)
    typed(lost, street_site, "abe", OWN)
    expect(lost.get_by_text("请另一位管理员为您解除第二重验证")).to_be_visible()
    ada.get_by_role("link", name="已经记下").click()
    ada.get_by_role("button", name="解除第二重验证").click()
    expect(ada.get_by_text("已解除阿贝的第二重验证")).to_be_visible()
    typed(lost, street_site, "abe", OWN)
    expect(lost.get_by_role("heading", name="启用第二重验证")).to_be_visible()
    ada.goto(f"{street_site}/acts/")
    expect(ada.get_by_role("cell", name="解除第二重验证").first).to_be_visible()


def test_handing_over_a_leavers_work(street_site: str, open_window: Open, ada: Page, tmp_path: Path) -> None:
    """卜文 asked 临水社区 something and leaves. 方雅, taken on from an Excel list, goes on with it."""
    asks_something(new_page(open_window, 1280), new_page(open_window), street_site)
    code = taken_on_from_a_list(ada, street_site, tmp_path)
    ada.goto(f"{street_site}/units/people/")
    ada.get_by_role("link", name="卜文").click()
    ada.get_by_role("link", name="办理离开").click()
    expect(ada.get_by_role("cell", name=re.compile("提了还没答复的问题 1"))).to_be_visible()
    ada.get_by_label("最后一天").fill((date.today() - timedelta(days=1)).isoformat())
    ada.get_by_role("button", name="办理离开").click()
    expect(ada.get_by_text("请写明交给谁")).to_be_visible()
    ada.get_by_label(re.compile("没办完的事交给")).select_option(index=1)
    ada.get_by_role("button", name="办理离开").click()
    expect(ada.get_by_text("卜文的离任已办好")).to_be_visible()
    fang = new_page(open_window)
    begins(fang, street_site, "fang.ya", code)
    expect(fang.get_by_role("heading", name="接手的事：卜文")).to_be_visible()
    fang.get_by_role("link", name="签到表上是几个人？").click()
    expect(fang.get_by_text("卜文")).to_be_visible()
    fang.get_by_role("button", name="撤回").click()
    expect(fang.get_by_text("已撤回").first).to_be_visible()
    bob = new_page(open_window)
    typed(bob, street_site, "bob", PASSWORD)
    expect(bob.get_by_text("现在没有在任的岗位")).to_be_visible()


def asks_something(bob: Page, alice: Page, site: str) -> None:
    """安宁 logs an activity; 卜文 asks her about it."""
    typed(alice, site, "alice", PASSWORD)
    alice.goto(f"{site}/entries/new/")
    alice.get_by_label("活动类型").select_option(label="志愿服务")
    alice.get_by_label("活动名称").fill("楼道清洁")
    alice.get_by_role("button", name="保存").click()
    alice.locator("#notices").get_by_role("link", name=re.compile("^9101")).click()
    alice.wait_for_url(re.compile("/entries/[0-9a-f-]{36}/"))
    typed(bob, site, "bob", PASSWORD)
    bob.goto(f"{alice.url}ask/")
    bob.get_by_label("问什么").fill("签到表上是几个人？")
    bob.get_by_role("button").filter(has_text=re.compile("^问|^提")).click()
    expect(bob.get_by_text("签到表上是几个人？").first).to_be_visible()


def taken_on_from_a_list(ada: Page, site: str, folder: Path) -> str:
    """方雅's code, from a list of which one row is wrong."""
    head = ["姓名", "登录名", "单位", "岗位", "条线", "自", "至"]
    rows = [
        ["方雅", "fang.ya", "青石街道", "条线干部", "", "2025-01-01", ""],
        ["钱多", "", "临水", "社区工作者", "", "", ""],
    ]
    (folder / "人员.xlsx").write_bytes(write_table(head, rows))
    ada.goto(f"{site}/units/people/list/")
    ada.get_by_label("人员表").set_input_files(str(folder / "人员.xlsx"))
    ada.get_by_role("button", name="核对").click()
    expect(ada.get_by_text("没有写登录名")).to_be_visible()
    ada.get_by_role("button", name="写入这 1 行").click()
    return code_on(ada)
