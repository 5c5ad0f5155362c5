"""A document checked: sent, read with its claims beside it, a word of the street's own explained, taken back with comments;
and what stands behind its figures taken along."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.watching import sign_in, too_wide
from tests.people import PASSWORD
from tests.running import yiben
from yiben.lib.tables import write_table

ROWS = [
    ["临水社区", "2025-03-05", "志愿服务", "志愿服务", "学雷锋志愿服务", 40],
    ["望山社区", "2025-04-07", "志愿服务", "志愿服务", "清洁家园", 30],
]
TEXTS = ("青石街道2025年工作总结", "全年开展志愿服务5场，参加居民70人次。组织红马甲行动2场。")


@pytest.fixture(scope="module", autouse=True)
def _logged(street_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The street's book has two rounds of volunteering."""
    path = tmp_path_factory.mktemp("list") / "记录.xlsx"
    path.write_bytes(write_table(["单位", "开始日期", "活动类型", "条线", "活动名称", "人次"], ROWS))
    done = yiben(street_folder, "entries", "import", str(path), "--unit", "青石街道")
    assert done.returncode == 0, done.stderr


def written(path: Path) -> Path:
    word = Document()
    for text in TEXTS:
        word.add_paragraph(text)
    word.save(str(path))
    return path


def fits(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    assert too_wide(page) <= 0
    page.set_viewport_size({"width": 1280, "height": 800})


def test_a_document_is_checked_explained_and_taken_back_with_comments(
    street_site: str, open_window: Open, tmp_path: Path
) -> None:
    window, watch = open_window()
    page = window.new_page()
    sign_in(page, street_site, "bob", PASSWORD)
    page.goto(f"{street_site}/reports/check/")
    page.locator("input[type=file]").set_input_files(written(tmp_path / "总结.docx"))
    page.get_by_label("时段").fill("2025")
    page.get_by_role("button", name="核对").click()
    expect(page.locator(".claim--contradicted")).to_have_text("5场")
    expect(page.locator(".claim--supported")).to_have_text("70人次")
    fits(page)
    row = page.locator(".claim-row").filter(has_text="2场").filter(has=page.locator("details"))
    row.last.locator("summary").click()
    row.last.get_by_label("原文").fill("红马甲行动")
    row.last.get_by_label("指标").fill("红马甲场次")
    row.last.get_by_role("button", name="记住").click()
    expect(page.locator(".field-errors")).to_contain_text("没有叫“红马甲场次”的指标，最接近的是")
    assert [said for said in watch.amiss if "422" not in said] == []
    watch.amiss.clear()
    fits(page)
    row.last.get_by_label("指标").fill("志愿服务场次")
    row.last.get_by_role("button", name="记住").click()
    expect(page.locator(".claim--supported")).to_have_text(["70人次", "2场"])
    expect(page.get_by_role("cell", name="“红马甲行动”")).to_be_visible()
    fits(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载带批注的文稿").click()
    waiting.value.save_as(tmp_path / "批注.docx")
    word = Document(str(tmp_path / "批注.docx"))
    assert [one.text for one in word.comments] == [
        "与账本不符：账本里青石街道2025年志愿服务场次为2场（依据记录2条）。"
        "请核对后改正文稿；账本漏记、错记的，请补记或更正记录。"
    ]
    assert [one.text for one in word.paragraphs] == list(TEXTS)
    page.locator(".claim-book a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("志愿服务场次")
    assert watch.amiss == []


def test_the_evidence_of_a_unit_is_taken_along(street_site: str, open_window: Open, tmp_path: Path) -> None:
    page = open_window()[0].new_page()
    sign_in(page, street_site, "bob", PASSWORD)
    page.goto(f"{street_site}/units/")
    page.get_by_role("link", name="临水社区").click()
    page.get_by_role("link", name="证据打包").click()
    page.get_by_label("用途").fill("区里检查")
    page.get_by_label("时段").fill("2025")
    fits(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="打包下载").click()
    waiting.value.save_as(tmp_path / "证据.zip")
    with ZipFile(tmp_path / "证据.zip") as pack:
        told = [json.loads(line)["title"] for line in pack.read("entries.jsonl").decode().splitlines()]
        assert pack.testzip() is None
    assert told == ["学雷锋志愿服务"]
