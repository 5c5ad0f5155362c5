"""A superior's form: uploaded, looked at, a cell typed, filled and downloaded."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import xlsxwriter
from playwright.sync_api import expect

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


def test_a_form_is_uploaded_typed_filled_and_downloaded(street_site: str, open_window: Open, tmp_path: Path) -> None:
    context, _watch = open_window()
    page = context.new_page()
    sign_in(page, street_site, "bob", PASSWORD)
    page.goto(f"{street_site}/reports/forms/upload/")
    page.locator("input[type=file]").set_input_files(written(tmp_path / "上级.xlsx"))
    page.get_by_label("报表名称").fill("社区情况统计表")
    page.get_by_role("button", name="上传并查看").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("社区情况统计表", timeout=60_000)
    expect(page.locator("td.refused").first).to_contain_text("不记录")
    page.locator("td.open a").first.click()
    page.get_by_label("或手填").fill("3120")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("td.hand")).to_have_text("3120")
    page.get_by_role("button", name="确认并填好").click()
    expect(page.get_by_role("link", name="下载填好的表")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    assert too_wide(page) <= 0
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载填好的表").click()
    waiting.value.save_as(tmp_path / "填好.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "填好.xlsx")["统计表"]
    assert (sheet["B2"].value, sheet["B3"].value, sheet["C2"].value) == (3120, None, None)
