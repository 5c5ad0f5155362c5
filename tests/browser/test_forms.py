"""A superior's form: uploaded, asked of a community, merged, filled and downloaded; next month the last value is shown."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import xlsxwriter
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.watching import sign_in, too_wide
from tests.people import PASSWORD

ROWS = [("社区", "常住人口（人）", "党员人数", "志愿服务场次"), ("临水社区",), ("望山社区",)]


def written(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("统计表")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    return path


def uploaded(page: Page, site: str, path: Path, name: str) -> None:
    page.goto(f"{site}/reports/forms/upload/")
    page.locator("input[type=file]").set_input_files(written(path))
    page.get_by_label("报表名称").fill(name)
    page.get_by_role("button", name="上传并查看").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def fits(page: Page) -> None:
    """At 360 pixels nothing but the sheet itself is wider than the window."""
    page.set_viewport_size({"width": 360, "height": 800})
    assert too_wide(page) <= 0
    page.set_viewport_size({"width": 1280, "height": 800})


def answer(page: Page, site: str) -> None:
    """The community's worker finds the cells among her tasks and types them."""
    sign_in(page, site, "alice", PASSWORD)
    page.get_by_role("link", name="4月社区情况统计表").first.click()
    page.get_by_label("常住人口（人）").fill("<b>5")
    page.get_by_role("button", name="交给街道").click()
    expect(page.get_by_text("这一格要填数")).to_be_visible()
    page.get_by_label("常住人口（人）").fill("三千一百二十")
    fits(page)
    page.get_by_role("button", name="交给街道").click()
    expect(page.get_by_text("已经交给街道")).to_be_visible()
    expect(page.get_by_text("记作 3120")).to_be_visible()
    expect(page.get_by_role("button", name="交给街道")).to_have_count(0)


def ask(page: Page) -> None:
    """The officer asks for the residents only."""
    page.get_by_role("link", name="挑格请单位填").click()
    expect(page.get_by_label("常住人口（人）：2 格")).to_be_checked()
    page.get_by_label("志愿服务场次：2 格").uncheck()
    fits(page)
    page.get_by_role("button", name="请它们填").click()
    expect(page.get_by_text("还没有填")).to_have_count(2)


def paste(page: Page, cell: str, text: str) -> None:
    """Cells copied from a workbook."""
    page.locator(f"[name={cell}]").focus()
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def test_a_form_is_uploaded_asked_merged_filled_and_downloaded(
    street_site: str, open_window: Open, tmp_path: Path
) -> None:
    page = open_window()[0].new_page()
    sign_in(page, street_site, "bob", PASSWORD)
    uploaded(page, street_site, tmp_path / "上级.xlsx", "4月社区情况统计表")
    expect(page.locator("td.refused").first).to_contain_text("不记录")
    ask(page)
    answer(open_window()[0].new_page(), street_site)
    page.reload()
    page.locator("[name=B2]").fill("3000")
    page.get_by_role("button", name="保存手填的").last.click()
    expect(page.get_by_text("街道填的是 3000")).to_be_visible()
    page.get_by_label("改用 3120").check()
    fits(page)
    page.get_by_role("button", name="就这样定").click()
    expect(page.locator("td.hand input")).to_have_value("3120")
    page.get_by_role("link", name="D2 的依据").click()
    page.get_by_label("填什么数").select_option("activity-times")
    fits(page)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("td.answered")).to_have_text("0")
    paste(page, "B2", "3120\n两千八百")
    page.get_by_role("button", name="确认并填好").click()
    expect(page.get_by_text("“两千八百”记作 2800")).to_be_visible()
    expect(page.get_by_role("link", name="下载填好的表")).to_be_visible()
    fits(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载填好的表").click()
    waiting.value.save_as(tmp_path / "填好.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "填好.xlsx")["统计表"]
    assert [[cell.value for cell in row] for row in sheet["B2:D3"]] == [[3120, None, 0], [2800, None, None]]
    uploaded(page, street_site, tmp_path / "下月.xlsx", "5月社区情况统计表")
    page.get_by_role("button", name="照上次 3120").click()
    expect(page.locator("td.hand input")).to_have_value("3120")
    page.get_by_role("button", name="整份表 1 格都照上次").click()
    expect(page.locator("td.hand input").nth(1)).to_have_value("2800")


def test_a_sheet_is_typed_without_scripts(street_site: str, open_window: Open, tmp_path: Path) -> None:
    page = open_window(java_script_enabled=False)[0].new_page()
    sign_in(page, street_site, "bob", PASSWORD)
    uploaded(page, street_site, tmp_path / "上级.xlsx", "6月社区情况统计表")
    page.locator("[name=B2]").fill("许多")
    page.locator("[name=B3]").fill("2800")
    page.locator("[name=B3]").press("Enter")
    expect(page.get_by_text("“许多”不是数")).to_be_visible()
    expect(page.locator("td.hand input")).to_have_value("2800")
    page.locator("[name=B2]").fill("3100")
    page.get_by_role("button", name="确认并填好").click()
    expect(page.get_by_role("link", name="下载填好的表")).to_be_visible()
