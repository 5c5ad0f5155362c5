"""A clerk's template in a browser: a bad one comes back with its faults, the mended one drafts a report."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.lists import GOOD, write_list
from tests.browser.test_journey import download, go
from tests.browser.watching import sign_in
from tests.people import PASSWORD

ROWS = ("{%tr for 社区 in 各社区 %}", "{{ 社区 }}|{{ 活动场次 }}", "{%tr endfor %}")


def word_file(path: Path, *paragraphs: str) -> Path:
    """What a clerk makes in Word: paragraphs, and a table with a row for each community."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(0, 2)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, [*row.split("|"), ""], strict=False):
            cell.text = text
    document.save(str(path))
    return path


def test_a_template_goes_from_its_faults_to_a_downloaded_report(
    street_site: str, open_window: Open, tmp_path: Path
) -> None:
    """What a tester would do by hand:

    1. Sign in as 卜文, line officer; bring in a list of activities (记录 → 导入表格).
    2. 汇报 → 模板 → 添加模板 → a Word file with a call in paragraph 2 and a name that there isn't in paragraph 3: both
       are named, with how to mend them.
    3. The mended file → 检查并添加 → it stands in the list.
    4. 汇报 → 起草汇报 → the template, 时段 2023 → 起草 → 下载文档: the figures are those of the list.
    5. 模板 → 季度情况 → 换新版 → a file with one paragraph changed: it is version 2, and the next draft is made by it.
    6. 模板 → 一页简报 → 起草 → 起草: one that Yiben brought along needs no file at all.
    """
    context, watch = open_window()
    page = context.new_page()
    sign_in(page, street_site, "bob", PASSWORD)
    bring_in_a_list(page, tmp_path)
    bad = word_file(tmp_path / "坏.docx", "{{ 标题 }}", "{{ 活动场次.__class__ }}", "共{{ 志愿服务次数 }}场")
    told = upload(page, street_site, bad)
    expect(told.get_by_role("row").filter(has_text="第2段")).to_contain_text("不能用“.”")
    expect(told.get_by_role("row").filter(has_text="第3段")).to_contain_text("是不是“志愿服务场次”")
    mended = word_file(
        tmp_path / "季度情况.docx", "{{ 标题 }}", "开展活动{{ 活动场次 }}场，志愿服务{{ 志愿服务场次 }}场。"
    )
    upload(page, street_site, mended)
    expect(page.get_by_text("模板“季度情况”可以用了")).to_be_visible()
    draft(page, "季度情况")
    paragraphs, rows = read(download(page, "下载文档"))
    assert paragraphs[1] == "开展活动24场，志愿服务12场。"
    assert sum(int(row[1]) for row in rows) <= 24
    assert [row[0] for row in rows] == ["临水社区", "望山社区"]
    page.goto(f"{street_site}/reports/templates/")
    page.get_by_role("link", name="季度情况", exact=True).click()
    page.get_by_role("link", name="换新版").click()
    again = word_file(
        tmp_path / "季度情况.docx", "{{ 标题 }}", "志愿服务{{ 志愿服务场次 }}场，活动共{{ 活动场次 }}场。"
    )
    page.get_by_label("Word 文件").set_input_files(again)
    page.get_by_role("button", name="检查并添加").click()
    expect(page.get_by_text("换成了第2版")).to_be_visible()
    draft(page, "季度情况")
    assert read(download(page, "下载文档"))[0][1] == "志愿服务12场，活动共24场。"
    draft(page, "一页简报")
    paragraphs, _rows = read(download(page, "下载文档"))
    assert "共开展各类活动24场" in "".join(paragraphs)
    assert [one for one in watch.amiss if "422" not in one] == []


def bring_in_a_list(page: Page, folder: Path) -> None:
    go(page, "记录")
    page.get_by_role("link", name="导入表格").click()
    page.get_by_label("表格文件").set_input_files(write_list(folder / "活动登记表.xlsx"))
    page.get_by_role("button", name="读出来看").click()
    page.get_by_role("button", name=f"导入这 {len(GOOD)} 条").click()
    expect(page.get_by_role("main")).to_contain_text(f"已记入 {len(GOOD)} 条")


def upload(page: Page, site: str, file: Path) -> Page:
    page.goto(f"{site}/reports/templates/keep/")
    page.get_by_label("Word 文件").set_input_files(file)
    page.get_by_role("button", name="检查并添加").click()
    return page


def draft(page: Page, template: str) -> None:
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="汇报", exact=True).click()
    page.get_by_role("link", name="起草汇报").first.click()
    page.get_by_label("种类").select_option(label=template)
    page.get_by_label("时段").fill("2023")
    page.get_by_role("button", name="起草", exact=True).click()


def read(data: bytes) -> tuple[list[str], list[list[str]]]:
    document = Document(BytesIO(data))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return [paragraph.text for paragraph in document.paragraphs], rows
