"""What Word keeps outside the text, and what it keeps in it that isn't read."""

import pytest

from yiben.gongwen import read
from yiben.gongwen.autonumber import numeral
from yiben.gongwen.tests.shapes import expected, shape
from yiben.gongwen.tests.words import W, abstract, bare, level, num, numbered, p, saved

OFFICIAL = abstract(
    0,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalFullWidth", "（%4）"),
) + num(1, 0)


def outline(body, **parts):
    return shape(read(bare(body, **parts)).outline)


def test_automatic_numbers_are_read_as_printed():
    body = "".join(
        [
            numbered("工会工作", 1),
            numbered("开展慰问", 1, 1),
            numbered("走访困难职工", 1, 2),
            numbered("发放慰问品", 1, 2),
            numbered("开展培训", 1, 1),
            numbered("举办培训班", 1, 2),
            numbered("报名", 1, 3),
            numbered("妇联工作", 1),
            numbered("开展讲座", 1, 1),
        ]
    )
    assert outline(body, numbering=OFFICIAL) == expected("""
        一 工会工作
          （一） 开展慰问
            1 走访困难职工
            2 发放慰问品
          （二） 开展培训
            1 举办培训班
              （1） 报名
        二 妇联工作
          （一） 开展讲座
        """)


def test_an_automatic_number_is_in_no_span():
    document = read(bare(numbered("工会工作。全年慰问20户。", 1), numbering=OFFICIAL))
    (node,) = document.outline
    assert (node.number, node.start, node.title, node.text) == ("一", 0, "工会工作", "工会工作。全年慰问20户。")
    assert (document.block(0).number, document.block(0).level) == ("一", 1)


def test_a_list_can_start_anew():
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = abstract(0, level(0, "decimal", "%1.")) + num(1, 0) + num(2, 0, restart) + num(3, 0)
    body = "".join(
        [
            p("一、工会工作"),
            numbered("甲事", 1),
            numbered("乙事", 1),
            p("二、妇联工作"),
            numbered("丙事", 2),
            p("三、团委工作"),
            numbered("丁事", 3),
        ]
    )
    assert outline(body, numbering=lists) == expected("""
        一 工会工作
          1 甲事
          2 乙事
        二 妇联工作
          1 丙事
        三 团委工作
          2 丁事
        """)


def test_numbers_come_from_styles_too():
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="own"/><w:basedOn w:val="a"/></w:style>'
    )
    body = p("工会工作", '<w:pStyle w:val="a"/>') + p("妇联工作", '<w:pStyle w:val="b"/>')
    assert outline(body, numbering=OFFICIAL, styles=styles) == "一 工会工作\n二 妇联工作"


def test_a_style_can_be_switched_off_from_its_list():
    styles = '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="own"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    body = p("为做好今年工作，制定本要点。", '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert outline(body, numbering=OFFICIAL, styles=styles) == "¶"


def test_bullets_are_no_numbers():
    lists = abstract(0, level(0, "bullet", "\uf06c")) + num(1, 0)
    nodes = read(bare(p("一、工会工作") + numbered("走访20户", 1) + numbered("慰问3次", 1), numbering=lists)).outline
    assert [(child.number, child.manner) for child in nodes[0].children] == [("", "•"), ("", "•")]


FORMS = [
    ("chineseCounting", 21, "二十一"),
    ("chineseCounting", 10, "十"),
    ("chineseCounting", 105, "一百零五"),
    ("chineseLegalSimplified", 12, "拾贰"),
    ("ideographTraditional", 2, "乙"),
    ("decimalEnclosedCircle", 3, "③"),
    ("decimalFullWidth", 12, "１２"),
    ("lowerLetter", 28, "bb"),
    ("upperRoman", 14, "XIV"),
    ("decimalZero", 7, "07"),
    ("ideographDigital", 20, "二〇"),
    ("nobodyKnows", 4, "4"),
]


@pytest.mark.parametrize(("form", "value", "label"), FORMS)
def test_number_formats(form, value, label):
    assert numeral(value, form) == label


def test_soft_breaks_and_tabs_stay_in_the_text():
    document = read(
        bare("<w:p><w:r><w:t>一、工会工作</w:t><w:br/><w:t>（一）慰问</w:t><w:tab/><w:t>20户</w:t></w:r></w:p>")
    )
    assert document.blocks[0].text == "一、工会工作\n（一）慰问\t20户"
    assert shape(document.outline).startswith("一 工会工作\n  （一）")


def test_inserted_text_is_read_and_deleted_text_is_not():
    document = read(
        bare(
            '<w:p><w:r><w:t>全年召开会议</w:t></w:r><w:del w:id="1"><w:r><w:delText>2</w:delText></w:r></w:del>'
            '<w:ins w:id="2"><w:r><w:t>4</w:t></w:r></w:ins><w:r><w:t>次。</w:t></w:r></w:p>'
            "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
        )
    )
    assert document.blocks[0].text == "全年召开会议4次。"
    assert [finding.kind for finding in document.findings] == ["tracked"]


def test_text_boxes_are_read_once_and_said():
    box = "<w:txbxContent><w:p><w:r><w:t>联系电话见附件</w:t></w:r></w:p></w:txbxContent>"
    document = read(
        bare(
            '<w:p><w:r><w:t>一、工会工作</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p><w:p><w:r><w:t>二、妇联工作</w:t></w:r></w:p>"
        )
    )
    assert [(block.index, block.text) for block in document.blocks] == [
        (0, "一、工会工作"),
        ("b0", "联系电话见附件"),
        (1, "二、妇联工作"),
    ]
    assert [(finding.where, finding.kind) for finding in document.findings] == [("b0", "text-box")]


def test_footnotes_and_hidden_text_are_left_out_and_said():
    document = read(
        bare(
            '<w:p><w:r><w:t>走访20户</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>（内部口径）</w:t></w:r><w:r><w:t>。</w:t></w:r></w:p>",
            footnotes=f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>",
        )
    )
    assert document.blocks[0].text == "走访20户。"
    assert {finding.kind for finding in document.findings} == {"footnotes", "hidden"}


def test_fields_show_their_result_not_their_instruction():
    document = read(
        bare(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>5月</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            "<w:r><w:t>完成。</w:t></w:r><w:hyperlink><w:r><w:t>详见</w:t></w:r></w:hyperlink></w:p>"
        )
    )
    assert document.blocks[0].text == "5月完成。详见"


def test_headers_and_footers_are_left_out():
    def build(word):
        word.sections[0].header.paragraphs[0].text = "内部资料"
        word.sections[0].footer.paragraphs[0].text = "第1页"
        word.add_paragraph("一、工会工作")

    document = read(saved(build))
    assert [block.text for block in document.blocks] == ["一、工会工作"]
    assert document.findings == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全年开展活动999场", True),
        ("合计12,300元", True),
        ("青石街道2025年工作总结", False),
        ("第 3 页 共 12 页", False),
        ("— 3 —", False),
        ("青办〔2025〕12号", False),
        ("2025-11-20", False),
        ("7", False),
    ],
)
def test_a_number_in_a_header_is_said_to_be_unread_and_that_of_a_page_is_not(text, told):
    def build(word):
        word.sections[0].header.paragraphs[0].text = text
        word.add_paragraph("一、工会工作")

    assert [(one.kind, one.text) for one in read(saved(build)).findings] == ([("margin", text)] if told else [])


def test_bold_leads_are_headings():
    def build(word):
        word.add_paragraph("二、重点任务")
        for lead, rest in (("强化思想引领。", "组织学习12期。"), ("深化志愿服务：", "开展活动20场。")):
            paragraph = word.add_paragraph()
            paragraph.add_run(lead).bold = True
            paragraph.add_run(rest)
        word.add_paragraph("三、工作要求")

    assert shape(read(saved(build)).outline) == expected("""
        二 重点任务
          强化思想引领
          深化志愿服务
        三 工作要求
        """)


def test_bold_title_needs_no_stop_after_its_number():
    def build(word):
        paragraph = word.add_paragraph()
        paragraph.add_run("1.开展主题教育").bold = True
        paragraph.add_run("按照上级部署要求，认真组织专题学习、专题宣讲等系列活动。")

    (node,) = read(saved(build)).outline
    assert (node.number, node.title) == ("1", "开展主题教育")


def test_the_typeface_of_headings_marks_a_lead():
    kai = '<w:rPr><w:rFonts w:eastAsia="楷体_GB2312"/></w:rPr>'
    (node,) = read(
        bare(f"<w:p><w:r>{kai}<w:t>（一）强化思想引领</w:t></w:r><w:r><w:t>组织学习12期，办好讲堂。</w:t></w:r></w:p>")
    ).outline
    assert (node.number, node.title) == ("（一）", "强化思想引领")


def test_words_own_list_styles_are_numbered():
    def build(word):
        word.add_paragraph("慰问职工", style="List Number")
        word.add_paragraph("走访企业", style="List Number")

    assert shape(read(saved(build)).outline) == "1 慰问职工\n2 走访企业"


def test_emphasis_in_a_sentence_is_no_heading():
    def build(word):
        paragraph = word.add_paragraph()
        paragraph.add_run("各社区").bold = True
        paragraph.add_run("要认真组织，按时报送。")

    (node,) = read(saved(build)).outline
    assert (node.manner, node.title) == ("paragraph", "")


def test_bold_lines_stand_above_numbers_that_begin_anew():
    def build(word):
        for name in ("工会", "妇联"):
            word.add_paragraph().add_run(f"{name}条线").bold = True
            word.add_paragraph("1.开展慰问。")
            word.add_paragraph("2.开展培训。")

    assert shape(read(saved(build)).outline) == expected("""
        工会条线
          1
          2
        妇联条线
          1
          2
        """)


def test_heading_styles_are_levels():
    def build(word):
        word.add_heading("2024年工作计划", 0)
        word.add_heading("工会工作", 1)
        word.add_heading("组织建设", 2)
        word.add_paragraph("新建企业工会3家。")
        word.add_heading("妇联工作", 1)

    document = read(saved(build))
    assert document.title == "2024年工作计划"
    assert shape(document.outline) == expected("""
        工会工作
          组织建设
            ¶
        妇联工作
        """)


def test_table_cells_have_their_places():
    def build(word):
        word.add_paragraph("2024年重点任务分工表")
        table = word.add_table(rows=3, cols=3)
        for row, texts in enumerate(
            (("序号", "任务", "时限"), ("1", "走访企业不少于20家", "6月底前"), ("2", "举办沙龙2场", ""))
        ):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        table.cell(1, 2).merge(table.cell(2, 2))
        word.add_paragraph("以上任务请抓好落实。")

    document = read(saved(build))
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["序号", "任务", "时限"],
        ["1", "走访企业不少于20家", "6月底前"],
        ["2", "举办沙龙2场", "6月底前"],
    ]
    assert [cell.index for cell in table.rows[2]] == ["t0r2c0", "t0r2c1", "t0r1c2"]
    assert table.after == 0
    assert document.block("t0r1c1").text == "走访企业不少于20家"
    assert [block.index for block in document.blocks] == [0, 1]


def test_a_frame_of_one_cell_is_read_as_text():
    def build(word):
        word.add_table(rows=1, cols=1).cell(0, 0).text = "一、工会工作\n1.慰问职工"

    document = read(saved(build))
    assert document.tables == ()
    assert [(node.number, node.paragraph) for node in document.nodes()] == [("一", "t0r0c0"), ("1", "t0r0c0")]


def test_strict_files_read_the_same():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{p("一、工会工作")}</w:body></w:document>'
    assert shape(read(bare("", document=body)).outline) == "一 工会工作"


def test_content_controls_are_read_and_contents_are_not():
    toc = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('工会工作 1')}</w:sdtContent></w:sdt>"
    )
    own = f"<w:sdt><w:sdtContent>{p('一、工会工作')}</w:sdtContent></w:sdt>"
    document = read(bare(toc + own + p("二、妇联工作")))
    assert shape(document.outline) == "一 工会工作\n二 妇联工作"
    assert [block.index for block in document.blocks] == ["s0p0", 0]


def test_paragraphs_count_as_in_word():
    document = read(bare(p("2024年计划") + p("") + p("一、工会工作")))
    assert [(block.index, block.role) for block in document.blocks] == [(0, "title"), (1, "blank"), (2, "body")]
