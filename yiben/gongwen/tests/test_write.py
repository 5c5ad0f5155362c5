"""What a written document holds, read back with python-docx."""

import datetime
import io
import zipfile
from decimal import Decimal

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from yiben.gongwen import elements, pages
from yiben.gongwen.paper import chinese, day
from yiben.gongwen.tests.write_sample import REPORT
from yiben.gongwen.titles import balanced, width
from yiben.gongwen.writing import Heading, PageBreak, Paper, Para, Run, Table, numbered, write

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)


def opened(*blocks, **given):
    return docx.Document(io.BytesIO(write(Paper(**{"title": "情况报告", **given}, blocks=blocks))))


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


def named(document, style):
    return [paragraph for paragraph in document.paragraphs if paragraph.style.style_id == style]


def shape(document):
    """p for a paragraph, t for a table, | for the end of a section."""
    kinds = {qn("w:p"): "p", qn("w:tbl"): "t", qn("w:sectPr"): "|"}
    ends = ("|" * len(child.xpath("w:pPr/w:sectPr")) for child in document.element.body)
    return "".join(kinds[child.tag] + end for child, end in zip(document.element.body, ends, strict=True))


def given_align(document):
    rows = document.tables[0].rows
    return [cell.paragraphs[0].alignment for cell in rows[-1].cells]


# --- the file


def test_the_same_paper_gives_the_same_bytes():
    assert write(REPORT) == write(REPORT)


def test_no_clock_goes_into_the_file():
    archive = zipfile.ZipFile(io.BytesIO(write(REPORT)))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert docx.Document(io.BytesIO(write(REPORT))).core_properties.created.date() == REPORT.date


def test_every_part_named_is_there():
    archive = zipfile.ZipFile(io.BytesIO(write(REPORT)))
    assert archive.testzip() is None
    assert {f"/{name}" for name in archive.namelist()} >= set(pages._OVERRIDES)


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_makes_a_file_that_opens(title, text, cell):
    document = opened(
        Heading(1, text=text),
        Para(text),
        Para(runs=(Run(text, bold=True),)),
        Table(text, (cell,), ((cell, text),)),
        title=title,
        number=text,
        addressees=(text,),
        body=text,
        date=text,
        attachments=(text,),
        notes=(text,),
    )
    assert document.sections[0].page_width == pages.PORTRAIT.width * 635


def test_marks_of_xml_are_text():
    assert "a<b>&amp;“c”" in texts(opened(Para("a<b>&amp;“c”")))


def test_what_no_document_can_hold_is_left_out():
    assert "甲乙丙丁" in texts(opened(Para("甲\x00乙\x0b\ud800丙\ufffe\u202e丁")))


def test_indents_typed_as_blanks_are_dropped():
    assert "甲 乙" in texts(opened(Para("　　甲  乙 ")))


def test_lines_of_a_text_are_paragraphs():
    assert texts(opened(Para("甲\r\n\n乙")))[1:] == ["甲", "乙"]


def test_nothing_at_all_still_opens():
    assert texts(docx.Document(io.BytesIO(write(Paper(title=""))))) == [""]


def test_properties_stand_in_the_order_of_the_schema():
    document = docx.Document(io.BytesIO(write(REPORT)))
    order = {qn(f"w:{name}"): at for at, name in enumerate(elements._ORDER)}
    for properties in [*document.element.iter(qn("w:pPr")), *document.styles.element.iter(qn("w:pPr"))]:
        places = [order[child.tag] for child in properties]
        assert places == sorted(set(places))


# --- the page


def test_the_page_is_the_standards():
    section = opened().sections[0]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    assert [round(margin.mm, 1) for margin in margins] == [37.0, 35.0, 28.0, 26.0]


def test_twenty_two_lines_fill_the_type_area_and_no_more():
    assert 22 * pages.LINE <= pages.TYPE_HEIGHT < 23 * pages.LINE


def test_twenty_eight_characters_fill_a_line_and_no_more():
    character = pages.SIZE_3 * 10 + pages.SQUEEZE
    assert 28 * character <= pages.TYPE_WIDTH < 29 * character
    assert 26 * character <= pages.TYPE_WIDTH - pages.INDENT < 27 * character


def test_page_numbers_stand_outside():
    document = opened()
    odd, even = document.sections[0].footer, document.sections[0].even_page_footer
    assert document.settings.odd_and_even_pages_header_footer
    assert [footer.paragraphs[0].alignment for footer in (odd, even)] == [ALIGN.RIGHT, ALIGN.LEFT]
    assert odd.paragraphs[0].text == "— 1 —"


def test_every_run_names_its_faces():
    runs = [run for paragraph in docx.Document(io.BytesIO(write(REPORT))).paragraphs for run in paragraph.runs]
    faces = {run._element.rPr.rFonts.get(qn("w:eastAsia")) for run in runs}
    assert faces == {"方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"}
    assert {run.font.name for run in runs} == {"Times New Roman"}


@pytest.mark.parametrize(
    ("face", "instead"), [("方正小标宋简体", "宋体"), ("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体")]
)
def test_a_missing_face_has_its_substitute(face, instead):
    table = zipfile.ZipFile(io.BytesIO(write(REPORT))).read("word/fontTable.xml").decode()
    assert f'<w:font w:name="{face}"><w:altName w:val="{instead}"/>' in table


# --- title, number, addressees


def test_the_title_stands_in_the_middle_in_its_own_face():
    title = opened().paragraphs[0]
    assert (title.text, title.alignment, title.style.font.size.pt) == ("情况报告", ALIGN.CENTER, 22)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("云澜街道2025年工作情况报告", ["云澜街道2025年工作情况报告"]),
        ("关于云澜街道2025年度统战群团工作情况的报告", ["关于云澜街道2025年度", "统战群团工作情况的报告"]),
        (
            "青河街道2025年度党的建设暨组织、宣传、统战、政法工作会议发言材料",
            ["青河街道2025年度党的建设暨组织、", "宣传、统战、政法工作会议发言材料"],
        ),
        (
            "中共青澜市云澜区云澜街道工作委员会关于2025年度学习贯彻《中国共产党统一战线工作条例》情况的报告",
            ["中共青澜市云澜区云澜街道工作委员会", "关于2025年度学习贯彻", "《中国共产党统一战线工作条例》情况的报告"],
        ),
    ],
)
def test_a_long_title_breaks_where_the_meaning_allows(title, lines):
    assert opened(title=title).paragraphs[0].text.split("\n") == lines


@settings(deadline=None)
@given(st.text("街道工作报告关于、，。《》“”（）2025年度Ab ", max_size=150).map(str.strip))
def test_a_title_loses_nothing_and_keeps_within_its_lines(title):
    lines = balanced(title, 20)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert all(width(line) <= 20 for line in lines)


def test_a_title_of_a_hundred_thousand_characters_is_broken_quickly():
    assert len(balanced("街道工作" * 25_000, 20)) >= 5_000


@pytest.mark.parametrize(
    "title", ["短", "关于云澜街道2025年度统战群团工作情况的报告", "很长的标题" * 9, "很长的标题" * 14]
)
def test_the_body_comes_back_to_the_grid_below_the_title(title):
    paragraph = opened(title=title).paragraphs[0]
    height = (paragraph.text.count("\n") + 1) * pages.TITLE_LINE + paragraph.paragraph_format.space_after.twips
    assert height % pages.LINE == 0


def test_the_number_stands_above_the_title():
    document = opened(number="云街〔2025〕38号")
    assert shape(document).startswith("tp")
    assert document.tables[0].cell(0, 0).text == "云街〔2025〕38号"


def test_addressees_end_in_one_colon():
    assert named(opened(addressees=("区委", "区政府：")), "Salutation")[0].text == "区委、区政府："


# --- headings and paragraphs


def test_headings_count_by_themselves():
    levels = [1, 2, 2, 3, 3, 4, 2, 3, 1, 2, 3]
    numbers = [heading.number for heading in numbered(Heading(level) for level in levels)]
    assert numbers == ["一、", "（一）", "（二）", "1. ", "2. ", "（1）", "（三）", "1. ", "二、", "（一）", "1. "]


def test_a_number_given_is_kept_and_none_is_none():
    assert texts(opened(Heading(1, "三、", "打算"), Heading(2, "", "附记"), Heading(2, text="其他")))[1:] == [
        "三、打算",
        "附记",
        "（一）其他",
    ]


@pytest.mark.parametrize(("count", "number"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_a_number_is_written_as_headings_write_it(count, number):
    assert chinese(count) == number


@pytest.mark.parametrize(("level", "face"), [(1, "黑体"), (2, "楷体_GB2312"), (3, "仿宋_GB2312"), (4, "仿宋_GB2312")])
def test_each_level_has_its_face_and_stays_with_its_text(level, face):
    heading = named(opened(Heading(level, text="工作")), f"Heading{level}")[0]
    assert heading.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == face
    assert heading.style.paragraph_format.keep_with_next


def test_a_heading_may_run_on_in_its_paragraph():
    heading = opened(Heading(2, text="抓学习。", then=(Run("全年12次。"),))).paragraphs[1]
    assert (heading.text, heading.style.style_id) == ("（一）抓学习。全年12次。", "BodyText")


def test_a_lead_is_bold_and_the_rest_is_not():
    paragraph = opened(Para(runs=(Run("一是抓学习。", bold=True), Run("全年12次。")))).paragraphs[1]
    assert [(run.text, bool(run.bold)) for run in paragraph.runs] == [("一是抓学习。", True), ("全年12次。", False)]


def test_a_blank_between_runs_is_kept():
    assert texts(opened(Para(runs=(Run(" AB "), Run("CD")))))[1] == "AB CD"


def test_the_first_line_begins_two_characters_in():
    indent = opened(Para("甲")).paragraphs[1]._element.pPr.ind
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_an_empty_paragraph_is_none():
    assert texts(opened(Para(""), Para("　"), Para(runs=(Run(" "),)))) == ["情况报告"]


def test_a_break_begins_a_page_with_what_follows():
    first, second = opened(Para("甲"), PageBreak(), Para("乙")).paragraphs[1:]
    assert (first.paragraph_format.page_break_before, second.paragraph_format.page_break_before) == (None, True)


# --- signature


def placed(body, date="2025年11月20日"):
    """Left and right end, in characters from the right edge, of the organ and of the date."""
    document = opened(Para("甲"), body=body, date=date)
    organ, below = named(document, "Signature")[-1], named(document, "Date")[0]
    middle = (pages.TYPE_WIDTH - organ.paragraph_format.left_indent.twips) / 2 / pages.CHAR
    edge = below.paragraph_format.right_indent.twips / pages.CHAR
    return middle, width(organ.text), edge, width(below.text)


def test_the_date_keeps_four_characters_from_the_edge_and_the_organ_stands_over_it():
    middle, _, edge, long = placed("云澜街道办事处")
    assert edge == pytest.approx(4, abs=0.01)
    assert middle == pytest.approx(edge + long / 2, abs=0.01)


def test_a_long_organ_moves_the_date_inward_and_stays_on_the_page():
    middle, wide, edge, long = placed("中共青澜市云澜区云澜街道工作委员会办公室")
    assert middle == pytest.approx(edge + long / 2, abs=0.01)
    assert middle >= wide / 2 - 0.01


def test_two_organs_have_a_line_each():
    document = opened(Para("甲"), body="云澜街道党工委\n云澜街道办事处", date="2025年1月5日")
    assert texts(document)[2:] == ["云澜街道党工委", "云澜街道办事处", "2025年1月5日"]


def test_no_signature_stands_alone_on_its_page():
    document = opened(Para("甲"), Para("乙"), body="云澜街道", date="2025年1月5日", attachments=("名单",))
    kept = [bool(paragraph.paragraph_format.keep_with_next) for paragraph in document.paragraphs[1:]]
    assert kept == [False, True, True, True, False]


def test_month_and_day_have_no_zeros():
    assert day(datetime.date(2025, 1, 5)) == "2025年1月5日"


def test_one_attachment_has_no_number_and_several_have():
    assert named(opened(attachments=("名单",)), "Attachments")[0].text == "附件：名单"
    assert named(opened(attachments=("名单", "", "表")), "Attachments")[0].text == "附件：1. 名单\n2. 表"


def test_a_note_stands_in_brackets():
    assert [note.text for note in named(opened(notes=("联系人：李青", "（此件公开）")), "Notes")] == [
        "（联系人：李青）",
        "（此件公开）",
    ]


# --- tables


def test_the_head_comes_again_on_each_page():
    rows = opened(Table("表1", ("社区", "场次"), (("春江", 3),))).tables[0].rows
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False]


def test_numbers_stand_right_words_in_the_middle_and_sentences_left():
    rows = ((1, "春江社区", "1,286", Decimal("97.5"), "全年共开展理论宣讲十二场"), (2, "金源社区", "-", None, ""))
    table = Table("", ("序号", "社区", "人次", "完成率", "说明"), rows)
    assert given_align(opened(table)) == [ALIGN.CENTER, ALIGN.CENTER, ALIGN.RIGHT, ALIGN.RIGHT, ALIGN.LEFT]


def test_widths_and_sides_given_are_kept():
    document = opened(Table("", (), (("甲", "乙"),), widths=(1, 3), align=("right", "left")))
    assert given_align(document) == [ALIGN.RIGHT, ALIGN.LEFT]
    assert [round(column.width.twips / pages.TYPE_WIDTH, 2) for column in document.tables[0].columns] == [0.25, 0.75]


@settings(deadline=None)
@given(st.lists(st.lists(st.text("社区12场，", max_size=40), min_size=1, max_size=9), min_size=1, max_size=4))
def test_columns_fill_the_page_whatever_they_hold(rows):
    columns = opened(Table("", (), tuple(map(tuple, rows)))).tables[0].columns
    assert sum(column.width.twips for column in columns) == pages.TYPE_WIDTH
    assert all(column.width.twips > 0 for column in columns)


def test_nothing_but_numbers_too_wide_for_the_page_shares_it_evenly():
    columns = opened(Table("", (), (("121212121212",) * 9,))).tables[0].columns
    assert sum(column.width.twips for column in columns) == pages.TYPE_WIDTH
    assert len({round(column.width.twips, -1) for column in columns}) == 1


def test_short_rows_are_filled_up():
    table = opened(Table("", ("甲", "乙", "丙"), (("1",), ("1", "2", "3")))).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["1", "", ""]


def test_a_table_without_cells_is_left_out():
    assert shape(opened(Table("表1"), Para("甲"))) == "pp|"


def test_two_tables_do_not_run_into_one():
    table = Table("", ("甲",), (("1",),))
    assert shape(opened(table, table, Para("乙"))) == "ptptp|"


def test_a_table_at_the_end_is_followed_by_a_paragraph():
    assert shape(opened(Table("", ("甲",), (("1",),)))) == "ptp|"


def test_a_wide_table_lies_across_on_a_page_of_its_own():
    document = opened(Para("甲"), Table("表1", ("乙",), (("1",),), landscape=True), Para("丙"))
    assert shape(document) == "pp|ptp|p|"
    assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]
