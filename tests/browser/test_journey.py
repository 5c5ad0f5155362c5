"""The whole loop in a browser: a plan in, a list in, a report out."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.lists import BROKEN, GOOD, write_list
from tests.browser.pictures import picture
from tests.browser.watching import sign_in
from tests.people import PASSWORD

PLAN = Path(__file__).parent.parent / "samples" / "work-points-2023.docx"
MEASURES = 15
NUMBER = "青石办〔2023〕36号"


def test_a_year_goes_round_from_the_plan_to_the_issued_report(
    street_site: str, open_window: Open, tmp_path: Path
) -> None:
    """What a tester would do by hand, on a street without a plan or an entry:

    1. Sign in as 卜文, line officer of 青石街道.
    2. 工作要点 → 导入工作要点 → choose tests/samples/work-points-2023.docx → 上传并读取. The draft shows each task
       beside its sentence. 确认.
    3. 记录 → 导入表格 → choose a list of 30 rows → 读出来看: 26 rows can go in, 4 have something wrong, each with its
       reason; the total row is left out. 导入这 26 条. 下载有问题的行 gives the four back.
    4. 进度 → 年度 2023: the board shows the tasks by community.
    5. 汇报 → 起草汇报 → 时段 2023 → 起草 → 送审. There is no button to review one's own.
    6. Sign in as 康乐, the lead: the report waits on the first page. 审阅通过, then 出具 with number and date.
    7. 下载文档: the Word file says 12 occasions of volunteering, 2,000 yuan of dues, and carries number and date.
    """
    context, watch = open_window()
    officer = context.new_page()
    sign_in(officer, street_site, "bob", PASSWORD)
    bring_in_the_plan(officer)
    bring_in_a_list(officer, tmp_path)
    look_at_the_board(officer)
    draft_a_report(officer)

    others, lead_watch = open_window()
    lead = others.new_page()
    sign_in(lead, street_site, "carol", PASSWORD)
    review_and_issue(lead)
    says_what_the_list_said(download(lead, "下载文档"))
    assert watch.amiss == []
    assert lead_watch.amiss == []


def go(page: Page, door: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=door, exact=True).click()


def bring_in_the_plan(page: Page) -> None:
    go(page, "工作要点")
    page.get_by_role("link", name="导入工作要点").first.click()
    page.get_by_label("工作要点文件").set_input_files(PLAN)
    page.get_by_role("button", name="上传并读取").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2023年度统战群团工作要点")
    assert page.locator("article.pair").count() == MEASURES
    expect(page.get_by_text(f"将跟踪 {MEASURES} 项任务")).to_be_visible()
    picture(page, "plan")
    page.get_by_role("button", name="确认", exact=True).click()
    expect(page.get_by_text("已确认，任务开始跟踪。")).to_be_visible()


def bring_in_a_list(page: Page, folder: Path) -> None:
    go(page, "记录")
    page.get_by_role("link", name="导入表格").click()
    page.get_by_label("表格文件").set_input_files(write_list(folder / "活动登记表.xlsx"))
    page.get_by_role("button", name="读出来看").click()
    expect(page.get_by_role("main")).to_contain_text(f"{len(GOOD)} 条可以导入，{len(BROKEN)} 行有问题")
    for row in BROKEN:
        expect(page.get_by_role("row").filter(has_text=str(row[5])).locator(".finding--bad")).to_be_visible()
    expect(page.get_by_text(re.compile(r"第\d+行是合计，没有导入"))).to_be_visible()
    picture(page, "import")
    page.get_by_role("button", name=f"导入这 {len(GOOD)} 条").click()
    expect(page.get_by_role("main")).to_contain_text(f"已记入 {len(GOOD)} 条。{len(BROKEN)} 行没有导入。")
    assert rejected_titles(page) == [row[5] for row in BROKEN]


def rejected_titles(page: Page) -> list[object]:
    import openpyxl

    rows = list(openpyxl.load_workbook(BytesIO(download(page, "下载有问题的行"))).active.iter_rows(values_only=True))
    at = next(row for row in rows if "活动名称" in row).index("活动名称")
    return [row[at] for row in rows if row[at] and row[at] != "活动名称"]


def look_at_the_board(page: Page) -> None:
    go(page, "进度")
    page.get_by_label("年度").select_option("2023")
    page.get_by_role("button", name=re.compile("查看|筛选")).click()
    table = page.get_by_role("table").first
    expect(page.locator("main")).to_contain_text("2023年")
    expect(table).to_contain_text("临水")
    assert table.get_by_role("row").count() > MEASURES


def draft_a_report(page: Page) -> None:
    go(page, "汇报")
    page.get_by_role("link", name="起草汇报").first.click()
    page.get_by_label("时段").fill("2023")
    page.get_by_role("button", name="起草", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("开展志愿服务12场")
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("已送审")).to_be_visible()
    expect(page.get_by_role("button", name="审阅通过")).to_have_count(0)


def review_and_issue(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name=re.compile("2023年度")).first.click()
    page.get_by_role("button", name="审阅通过").click()
    page.get_by_label("发文字号").fill(NUMBER)
    page.get_by_label("成文日期").fill("2023-12-29")
    page.get_by_role("button", name="出具", exact=True).click()
    expect(page.get_by_text("已出具，文件不再改变")).to_be_visible()
    expect(page.get_by_text("文中的数字与账本现在的一致。")).to_be_visible()
    picture(page, "issued")


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as begun:
        page.get_by_role("link", name=name).click()
    return Path(begun.value.path()).read_bytes()


def says_what_the_list_said(data: bytes) -> None:
    document = Document(BytesIO(data))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *map("\t".join, rows)])
    for expected in (
        "开展各类活动24场",
        "约402人次",
        "志愿服务12场",
        "会费2000元",
        "发放宣传资料500份",
        "企业4次",
        NUMBER,
        "2023年12月29日",
    ):
        assert expected in text, f"{expected} is not in\n{text}"
