"""The page on which a list's columns are taken for something: it looks like the sheet, and a choice is tried at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.watching import sign_in, too_wide
from tests.people import PASSWORD

ROWS = [
    ("临水社区2023年活动汇总",),
    ("甲栏", "乙栏", "丙栏", "发了多少", "民族"),
    ("3月5日", "学雷锋清洁家园志愿服务", "30余人次", 200, "畲族"),
    ("3.8", "女性健康知识讲座", "45人次", 120, "畲族"),
    ("3月上旬", "法律咨询服务活动", "20人次", 80, "畲族"),
    ("合计", None, 95, 400),
]


def written(path: Path, rows: Sequence[tuple[object, ...]] = ROWS) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("活动")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def test_a_list_of_their_own_words_is_put_right_and_entered(
    street_site: str, open_window: Open, tmp_path: Path
) -> None:
    """As 卜文, who keeps the street's lines:

    1. 导入表格 with a list whose heads are nobody's words: the page that looks like the sheet opens.
    2. 发了多少 was told by nothing; taken for 份数, the rows below are read anew at once.
    3. 就这样认, then 导入: two entries; the third row is named with its number, of 民族 nothing is seen.
    """
    context, watch = open_window()
    page = context.new_page()
    sign_in(page, street_site, "bob", PASSWORD)
    page.goto(f"{street_site}/entries/import/")
    page.locator("input[type=file]").set_input_files(written(tmp_path / "活动汇总.xlsx"))
    page.get_by_role("button", name="读出来看").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("各列认作什么")
    assert "畲族" not in page.content()
    chosen = page.get_by_label("“发了多少”一列认作")
    expect(chosen).to_have_value("")
    chosen.select_option(label="份数（份）")
    expect(page.locator("#tried")).to_contain_text("份数 200")
    expect(page.locator("#tried")).to_contain_text("人次 30余人次")
    expect(page.locator("#tried")).to_contain_text("缺少哪一日")
    page.set_viewport_size({"width": 360, "height": 800})
    assert too_wide(page) <= 0
    page.get_by_role("button", name="就这样认").click()
    expect(page.get_by_role("link", name="有问题 1 行")).to_be_visible()
    page.get_by_role("button", name="导入这 2 条").click()
    expect(page.locator("p.lead")).to_contain_text("已记入 2 条")
    page.goto(f"{street_site}/entries/?unit=&q=学雷锋清洁家园")
    page.get_by_role("link", name="学雷锋清洁家园志愿服务").first.click()
    expect(page.locator("dl.facts")).to_contain_text("30余人次")
    expect(page.locator("dl.facts")).to_contain_text("200")
    assert watch.amiss == []


GROWN = [
    ("临水社区2023年活动台账",),
    ("日期", "活动名称", "参加人数"),
    ("2023-04-05", "清明祭扫", 40),
    ("2023-04-12", "防汛讲座", 25),
]


def test_a_list_that_grew_is_not_doubled(street_site: str, open_window: Open, tmp_path: Path) -> None:
    """As 卜文 again:

    1. A list of two rows goes in; its column of people is first taken for 人次 by one press.
    2. The same list with a row more: the page opens on the two that the book has; one is set aside by itself, and the
       button tells so at once; then the other with all that are the same; the one that is new goes in.
    """
    context, watch = open_window()
    page = context.new_page()
    sign_in(page, street_site, "bob", PASSWORD)
    page.goto(f"{street_site}/entries/import/")
    page.locator("input[type=file]").set_input_files(written(tmp_path / "四月.xlsx", GROWN))
    page.get_by_role("button", name="读出来看").click()
    page.get_by_role("button", name="这一列按人次记").click()
    expect(page.locator("table.table--cards")).to_contain_text("人次 40")
    page.get_by_role("button", name="导入这 2 条").click()
    expect(page.locator("p.lead")).to_contain_text("已记入 2 条")
    page.goto(f"{street_site}/entries/import/")
    more = [*GROWN, ("2023-04-20", "义诊", 30)]
    page.locator("input[type=file]").set_input_files(written(tmp_path / "四月续.xlsx", more))
    page.get_by_role("button", name="读出来看").click()
    expect(page.locator("#commit-ways")).to_contain_text("这 3 条里有 2 条")
    page.get_by_role("button", name="是同一件，不导入这一行").first.click()
    expect(page.locator("#commit-ways")).to_contain_text("这 2 条里有 1 条")
    expect(page.locator("#row-tabs")).to_contain_text("可以导入 2 条")
    page.get_by_role("button", name="这 1 条不导入").click()
    page.get_by_role("button", name="导入这 1 条").click()
    expect(page.locator("p.lead")).to_contain_text("已记入 1 条")
    assert watch.amiss == []
