"""A street of one's own, from an empty folder to its first issued report, with a browser alone."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ONE, Open
from tests.browser.pictures import picture
from tests.browser.watching import sign_in
from tests.running import serving
from yiben.units.factors import code_at

STREET = "云溪街道"
ADMIN, SECRET = "zhou.lan", "song-feng-yun-xi-7788"
UNITS = "松风社区（松风）\n望江社区（望江、望江居委会）\n综合服务中心（服务中心）"
PEOPLE = {
    "he.qing": ("何晴", "松风社区", "社区工作者"),
    "lu.yuan": ("陆远", STREET, "条线干部"),
    "qin.min": ("秦敏", STREET, "分管领导"),
}
OWN_WORD = "wo-zi-ji-de-mi-ma-9"
PLAN = """云溪街道2025年工会工作要点
一、工会工作
1. 组织职工文体活动，全年不少于2场，参与职工不少于60人次。
2. 走访慰问困难职工，每季度至少1次。
云溪街道办事处
2025年2月20日
"""
BRIEF = "3月5日上午，松风社区联合综合服务中心在文化广场开展学雷锋志愿服务活动，36名志愿者参加，发放宣传资料200份。"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A site on a folder that isn't there yet."""
    folder = tmp_path_factory.mktemp("own") / "book"
    with serving(folder, words=ONE) as address:
        yield address, folder


def test_a_street_of_ones_own_from_an_empty_folder_to_its_first_issued_report(
    empty: tuple[str, Path], open_window: Open, tmp_path: Path
) -> None:
    """What an office does in an afternoon, without a command or an engineer:

    1. Open the address that the server's window shows: name, units, lines, the first administrator.
    2. Sign in; her phone becomes the second factor.
    3. Three people, each with a slip; each signs in by it and chooses a password of her own.
    4. The line officer brings in the work points and confirms them.
    5. The worker pastes a brief: paste, look, save.
    6. The officer drafts the report, the lead reviews and issues it: it says what the worker pasted.
    """
    site, folder = empty
    context, watch = open_window()
    admin = context.new_page()
    found(admin, site, folder)
    take_on_factor(admin, site)
    slips = {login: take_on(admin, login) for login in PEOPLE}
    admin.get_by_role("navigation", name="主导航").get_by_role("link", name="人员和岗位").click()
    expect(admin.get_by_role("main")).to_contain_text("秦敏")
    picture(admin, "people")

    desks = {}
    for login, password in slips.items():
        others, other_watch = open_window()
        desks[login] = others.new_page()
        choose_own_password(desks[login], site, login, password)
        assert other_watch.amiss == [], other_watch.amiss
    bring_in_the_plan(desks["lu.yuan"], tmp_path)
    paste_a_brief(desks["he.qing"], site)
    draft_a_report(desks["lu.yuan"])
    issue_it(desks["qin.min"], site)
    assert watch.amiss == []


def found(page: Page, site: str, folder: Path) -> None:
    page.goto(f"{site}/entries/")
    expect(page.get_by_role("heading", level=1)).to_have_text("建立本街道的账本")
    page.get_by_label("开启码").fill((folder / "founding-key").read_text(encoding="utf-8"))
    page.get_by_label("街道名称").fill(STREET)
    page.get_by_label("所在区县").fill("长宁区")
    page.get_by_label("社区和站办所").fill(UNITS)
    page.get_by_label("从哪一年记起").fill("2024")
    page.get_by_label("管理员姓名").fill("周岚")
    page.get_by_label("管理员登录名").fill(ADMIN)
    page.get_by_label("管理员密码").fill(SECRET)
    page.get_by_label("再输一遍密码").fill(SECRET)
    picture(page, "begin")
    page.get_by_role("button", name="建立账本").click()
    expect(page.get_by_text(f"{STREET}的账本建好了")).to_be_visible()


def take_on_factor(page: Page, site: str) -> None:
    sign_in(page, site, ADMIN, SECRET, to=re.compile("/units/"))
    secret = page.locator("figcaption.trace").inner_text().replace(" ", "").upper()
    page.get_by_label("验证器上显示的 6 位数字").fill(code_at(secret, time.time()))
    page.get_by_label("现在的密码").fill(SECRET)
    page.get_by_role("button", name="启用").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("恢复码")
    page.get_by_role("link", name="已经记下").click()


def take_on(page: Page, login: str) -> str:
    """A person more; her one-time password."""
    name, unit, kind = PEOPLE[login]
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="人员和岗位").click()
    page.get_by_role("link", name="增加人员").first.click()
    page.get_by_label("姓名").fill(name)
    page.get_by_label("登录名").fill(login)
    page.get_by_label("单位").select_option(label=_option(page, "单位", unit))
    page.get_by_label("岗位").select_option(label=_option(page, "岗位", kind))
    page.get_by_role("button", name="增加人员").click()
    slip = page.get_by_role("region", name=f"{name}的登录条")
    expect(slip).to_contain_text(login)
    if login == "he.qing":
        picture(page, "slip")
    return slip.locator("strong").inner_text()


def _option(page: Page, label: str, said: str) -> str:
    """The option as it is written; units of a tree are set in."""
    options = page.get_by_label(label).locator("option").all_inner_texts()
    return next(one for one in options if said in one)


def choose_own_password(page: Page, site: str, login: str, password: str) -> None:
    sign_in(page, site, login, password, to=re.compile("/units/"))
    page.get_by_label("新密码", exact=True).fill(OWN_WORD)
    page.get_by_label("再输一遍新密码").fill(OWN_WORD)
    page.get_by_role("button", name="设好密码").click()
    expect(page.get_by_role("navigation", name="主导航").get_by_role("link", name="记录", exact=True)).to_be_visible()


def bring_in_the_plan(page: Page, folder: Path) -> None:
    file = folder / "工作要点.txt"
    file.write_text(PLAN, encoding="utf-8")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="工作要点").click()
    page.get_by_role("link", name="导入工作要点").first.click()
    page.get_by_label("工作要点文件").set_input_files(file)
    page.get_by_role("button", name="上传并读取").click()
    expect(page.locator("article.pair")).to_have_count(2)
    page.get_by_role("button", name="确认", exact=True).click()
    expect(page.get_by_text("已确认，任务开始跟踪。")).to_be_visible()


def paste_a_brief(page: Page, site: str) -> None:
    page.goto(f"{site}/capture/")
    page.get_by_label("把发到群里的简讯粘贴到这里").fill(BRIEF.replace("3月5日", "2025年3月5日"))
    page.get_by_role("button", name="看一看").click()
    picture(page, "paste")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#notices .notice--success")).to_contain_text("已记下")


def draft_a_report(page: Page) -> None:
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="汇报").click()
    page.get_by_role("link", name="起草汇报").first.click()
    page.get_by_label("时段").fill("2025")
    page.get_by_role("button", name="起草", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("志愿服务1场")
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("已送审")).to_be_visible()


def issue_it(page: Page, site: str) -> None:
    page.goto(f"{site}/")
    page.get_by_role("main").get_by_role("link", name=re.compile("2025年度")).first.click()
    page.get_by_role("button", name="审阅通过").click()
    page.get_by_label("发文字号").fill("云溪办〔2025〕1号")
    page.get_by_label("成文日期").fill("2025-12-30")
    page.get_by_role("button", name="出具", exact=True).click()
    expect(page.get_by_text("已出具，文件不再改变")).to_be_visible()
