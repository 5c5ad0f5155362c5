"""What real Word and WPS files hold: boxes, heads and feet, notes, fields, changes; and loops, else, lines, last year."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from tests.people import entry
from yiben.lib.periods import Period
from yiben.reports import actions, rendering
from yiben.reports.clerk_templates import keep_template
from yiben.reports.clerks import check
from yiben.reports.manners import capitals, compared, in_words, moved, percent, thousands
from yiben.reports.models import Genre
from yiben.reports.rendering import Turn, Values, fill
from yiben.reports.tests.drafts import worked
from yiben.reports.tests.test_clerk_check import KNOWN, lines, saved, template, what, with_part
from yiben.reports.tests.test_clerk_fill import of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def prepared(data):
    checked = check(data, KNOWN)
    assert checked.findings == ()
    return checked.prepared


def texts(data, values):
    return [p.text for p in Document(io.BytesIO(fill(prepared(data), KNOWN, values))).paragraphs]


def boxed(text):
    """A document with a text box that says it."""
    document = Document()
    paragraph = document.add_paragraph("正文")
    box = f"<w:r {W} {V}><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    paragraph._p.append(parse_xml(box + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"))
    return document


# --- where names may stand --------------------------------------------------------------------------------------------


def test_a_text_box_is_filled_like_the_body():
    data = fill(prepared(saved(boxed("{{ 标题 }}"))), KNOWN, of({"标题": "甲 & 乙"}))
    box = Document(io.BytesIO(data)).element.body.find(f".//{qn('w:txbxContent')}")
    assert "".join(t.text for t in box.iter(qn("w:t"))) == "甲 & 乙"


def test_what_is_wrong_in_a_text_box_is_told_with_its_paragraph():
    assert what(saved(boxed("{{ 甲 }}"))) == [("第1段的文本框", "没有叫“甲”的数字")]


def test_heads_and_feet_are_filled_too():
    document = Document()
    document.add_paragraph("{{ 标题 }}")
    document.sections[0].header.paragraphs[0].text = "{{ 单位 }}{% if 志愿服务场次 %}有{% else %}无{% endif %}"
    data = fill(prepared(saved(document)), KNOWN, of({"标题": "甲", "单位": "{{ 乙 }}", "志愿服务场次": "0"}))
    assert Document(io.BytesIO(data)).sections[0].header.paragraphs[0].text == "{{ 乙 }}无"


def with_footnote(text):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    link = f'<Relationship Id="rId77" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
    notes = f'<w:footnotes {W}><w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    data = with_part("word/_rels/document.xml.rels", b"", instead=(b"</Relationships>", link))
    made, sort = io.BytesIO(), b"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    own = b'<Override PartName="/word/footnotes.xml" ContentType="' + sort + b'"/></Types>'
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w") as anew:
        for name in package.namelist():
            content = package.read(name)
            anew.writestr(name, content.replace(b"</Types>", own) if name == "[Content_Types].xml" else content)
        anew.writestr("word/footnotes.xml", notes)
    return made.getvalue()


def test_a_footnote_is_filled_once_whatever_its_value_says():
    words = {"标题": "{{ 工会会费收缴金额 }}", "志愿服务场次": "1", "工会会费收缴金额": "2", "目标项数": "3"}
    data = fill(prepared(with_footnote("{{ 标题 }}")), KNOWN, of(words, 各社区=[]))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert "{{ 工会会费收缴金额 }}" in package.read("word/footnotes.xml").decode()


def test_what_is_wrong_in_a_footnote_is_told():
    assert what(with_footnote("{{ 甲.乙 }}")) == [("脚注第1段", "不能用“.”取别的内容，只能写数字的名称")]


def test_names_in_a_content_control_are_read_unless_it_is_bound():
    def controlled(binding):
        document = Document()
        control = (
            f"<w:sdt {W}><w:sdtPr>{binding}</w:sdtPr><w:sdtContent><w:p><w:r><w:t>{{{{ 标题 }}}}</w:t></w:r></w:p>"
        )
        document.element.body.insert(0, parse_xml(control + "</w:sdtContent></w:sdt>"))
        return saved(document)

    assert check(controlled(""), KNOWN).findings == ()
    [(where, told)] = what(controlled('<w:dataBinding w:xpath="/a" w:storeItemID="{x}"/>'))
    assert (where, "绑定" in told) == ("第1段", True)


def test_a_name_in_a_field_is_told():
    document = Document()
    paragraph = document.add_paragraph()
    for kind in ("begin", "separate", "", "end"):
        run = paragraph.add_run("" if kind else "{{ 标题 }}")
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
    [(where, told)] = what(saved(document))
    assert (where, "域" in told) == ("第1段", True)


def test_changes_nobody_accepted_and_comments_are_told():
    document = Document()
    paragraph = document.add_paragraph("{{ 标题 }}")
    paragraph._p.append(parse_xml(f'<w:ins {W} w:id="1" w:author="甲"><w:r><w:t>新</w:t></w:r></w:ins>'))
    document.add_comment(paragraph.runs, text="这里改一下", author="乙")
    found = what(saved(document))
    assert [where for where, _told in found] == ["第1段", "批注"]
    assert "修订" in found[0][1]


def test_a_single_pair_of_braces_around_a_name_is_told():
    for typed in ("共{志愿服务场次}场", "共｛志愿服务场次｝场"):
        assert what(template(typed)) == [("第1段", "要写两个花括号：{{ 志愿服务场次 }}")]


def test_full_width_blanks_and_bars_inside_are_understood():
    assert lines(prepared(template("{{　工会会费收缴金额　｜　元　}}"))) == [
        "{{ 工会会费收缴金额|元 }}".join(["\ue003", ""])
    ]


def test_a_name_nearly_right_is_met_with_the_right_one():
    assert what(template("{{ 志愿服务次数 }}")) == [("第1段", "没有叫“志愿服务次数”的数字，是不是“志愿服务场次”？")]


def test_another_word_for_it_is_written_as_its_name():
    checked = check(template("{{ 收缴会费 | 元 }}"), KNOWN)
    assert list(checked.reading.names) == ["工会会费收缴金额"]


def test_braces_in_another_format_than_the_name_do_no_harm():
    document = Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("{{ ").font.size = Pt(9)
    paragraph.add_run("标题").bold = True
    paragraph.add_run(" }}").font.size = Pt(9)
    made = fill(prepared(saved(document)), KNOWN, of({"标题": "甲"}))
    assert [(run.text, run.bold) for run in Document(io.BytesIO(made)).paragraphs[0].runs if run.text] == [("甲", True)]


# --- else, loops in loops, lines, stretches -----------------------------------------------------------------------------


def test_else_says_what_is_so_otherwise():
    source = template(
        "{% if 志愿服务场次 %}有{% else %}无{% endif %}", "{% if 标题 %}", "甲", "{% else %}", "乙", "{% endif %}"
    )
    assert texts(source, of({"志愿服务场次": "0", "标题": "题"})) == ["无", "甲"]
    assert texts(source, of({"志愿服务场次": "3", "标题": ""})) == ["有", "乙"]


def test_rows_may_stand_in_else():
    rows = [("{%tr if 志愿服务场次 %}",), ("{{ 志愿服务场次 }}",), ("{%tr else %}",), ("无",), ("{%tr endif %}",)]
    made = fill(prepared(template("表", table=rows)), KNOWN, of({"志愿服务场次": "0"}))
    assert [row.cells[0].text for row in Document(io.BytesIO(made)).tables[0].rows] == ["无"]


def test_a_loop_in_a_loop_has_the_words_of_both():
    said = "{% for 甲 in 各社区 %}{% for 乙 in 各条线 %}{{ 甲 }}{{ 乙 }}{{ 志愿服务场次 }}；{% endfor %}{% endfor %}"
    inner = [
        Turn({"社区": "临水", "条线": "工会", "志愿服务场次": "3"}),
        Turn({"社区": "临水", "条线": "团", "志愿服务场次": "0"}),
    ]
    values = Values(Turn({}, {"各社区": [Turn({}, {"各条线": inner})]}))
    assert texts(template(said), values) == ["临水工会3；临水团0；"]


def test_turns_of_loops_in_loops_multiply_and_are_stopped():
    said = "{% for 甲 in 各社区 %}{% for 乙 in 各条线 %}{{ 甲 }}{% endfor %}{% endfor %}"
    inner = [Turn({"社区": "x"})] * 200
    values = Values(Turn({}, {"各社区": [Turn({}, {"各条线": inner})] * 200}))
    with pytest.raises(rendering.Refused, match="循环次数太多"):
        fill(prepared(template(said)), KNOWN, values)


def test_a_paragraph_of_which_nothing_came_out_goes_and_so_does_an_empty_heading():
    source = template(
        "{{ 章号 }}、甲",
        "{% if 志愿服务场次 %}有。{% endif %}",
        "{{ 章号 }}、乙",
        "（{{ 节号 }}）丙",
        "（{{ 节号 }}）丁",
        "字",
    )
    assert texts(source, of({"志愿服务场次": "0"})) == ["一、乙", "（一）丁", "字"]
    assert texts(source, of({"志愿服务场次": "1"}))[:3] == ["一、甲", "有。", "二、乙"]


def test_points_count_by_themselves():
    said = "{% if 志愿服务场次 %}{{ 点号 }}是甲。{% endif %}{{ 点号 }}是乙。{{ 点号 }}是丙。"
    assert texts(template(said, "{{ 点号 }}是丁。"), of({"志愿服务场次": "0"})) == ["一是乙。二是丙。", "丁。"]
    assert texts(template(said), of({"志愿服务场次": "2"})) == ["一是甲。二是乙。三是丙。"]


def test_no_value_can_be_taken_for_one_of_our_marks():
    assert texts(template("{{ 标题 }}"), of({"标题": "\ue000\ue003甲\ue002"})) == ["甲"]


def kept(s, *paragraphs, table=()):
    return keep_template(
        by=s.bob, unit=s.street, name="试", filename="试.docx", data=template(*paragraphs, table=table)
    )


def filled(s, found, period="2025Q1"):
    said = {"by": s.bob, "unit": s.street, "genre": Genre.TEMPLATE, "period": Period.parse(period), "template": found}
    report = actions.build(**said)
    rendered, document = actions.written(report, actions.shelf(report))
    return rendered, Document(io.BytesIO(document))


def test_one_line_last_year_and_the_year_so_far_are_figures_of_their_own(street):
    worked(street)
    entry(street.riverside, on=Period.parse("2024-02").start, amounts={"attendances": 1})
    found = kept(
        street,
        "{{ 活动场次 }} {{ 活动场次 | 工会工作 }} {{ 活动场次|上年同期 }} {{ 活动场次|同比 }} {{ 活动场次 | 累计 }}",
    )
    rendered, document = filled(street, found)
    assert document.paragraphs[0].text == "5 2 1 增长400% 5"
    told = {(one.figure.definition.slug, str(one.figure.period), one.printed) for one in rendered.cited}
    assert told == {
        ("activity-times", "2025Q1", "5"),
        ("activity-times@union", "2025Q1", "2"),
        ("activity-times", "2024Q1", "1"),
    }


def test_each_line_in_each_community(street):
    worked(street)
    said = "{% for 甲 in 各社区 %}{% for 乙 in 各条线 %}{{ 甲 }}{{ 乙 }}{{ 活动场次 }}；{% endfor %}{% endfor %}"
    _rendered, document = filled(street, kept(street, said))
    told = document.paragraphs[0].text
    assert "望山社区工会工作1；" in told
    assert "临水社区工会工作0；" in told


def test_the_tasks_of_one_line_with_all_that_is_known_of_them(street):
    worked(street)
    said = "{% for 任务 in 各任务 | 工会 %}{{ 任务 }}，{{ 目标 }}，{{ 完成数 }}，{{ 完成率 }}，{{ 进度 }}；{% endfor %}"
    _rendered, document = filled(street, kept(street, said))
    told = document.paragraphs[0].text.split("；")
    assert told[0] == "开展“春送岗位”活动，不少于1场，1，100%，已完成"
    assert len(told) == 3


def test_a_picture_stands_where_it_is_asked_and_its_figures_are_cited(street):
    worked(street)
    rendered, document = filled(street, kept(street, "前", "{{ 各月活动图 }}", "后"), period="2025H1")
    [shape] = document.inline_shapes
    assert shape.width > 4_000_000
    assert document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].blob[:4] == b"\x89PNG"
    assert len(rendered.cited) >= 6


def test_of_an_empty_book_there_is_no_picture_and_no_gap(street):
    _rendered, document = filled(street, kept(street, "前", "{{ 各月活动图 }}", "后"))
    assert [paragraph.text for paragraph in document.paragraphs] == ["前", "后"]


# --- how numbers are written ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("manner", "printed", "written"),
    [
        (thousands, "21994.5", "21,994.5"),
        (thousands, "约900", "约900"),
        (percent, "95.5", "95.5%"),
        (percent, "—", "—"),
        (in_words, "128", "一百二十八"),
        (in_words, "12", "十二"),
        (in_words, "0", "零"),
        (capitals, "21994.5", "贰万壹仟玖佰玖拾肆元伍角"),
        (in_words, "9" * 400, "9" * 400),
    ],
)
def test_a_number_is_written_as_asked(manner, printed, written):
    assert manner(printed) == written


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        ("12", "10", "增长20%"),
        ("9", "10", "下降10%"),
        ("10", "10", "持平"),
        ("约12", "10", "约增长20%"),
        ("12", "0", "—"),
        ("12", "—", "—"),
        ("100000", "100001", "基本持平"),
    ],
)
def test_a_change_is_told_in_words(now, before, told):
    assert compared(now, before) == told


def test_a_percentage_moves_by_points():
    assert (moved("95.5", "92"), moved("90", "92"), moved("—", "3")) == ("提高3.5个百分点", "下降2个百分点", "—")


# --- children ---------------------------------------------------------------------------------------------------------------


def test_one_child_fills_many_and_a_bad_job_harms_no_other():
    pool = rendering.Pool(idle=1)
    good = rendering._job(prepared(template("{{ 标题 }}")), KNOWN, of({"标题": "甲"}))
    bad = rendering._job(template("{{ 标题.__class__ }}"), KNOWN, of({"标题": "甲"}))
    first = pool.begin(good)
    assert first.document().startswith(b"PK")
    assert pool.waiting == [first.child]
    second = pool.begin(bad)
    assert second.child is first.child
    with pytest.raises(rendering.Refused):
        second.document()
    assert pool.waiting == []
    third = pool.begin(good)
    assert third.document().startswith(b"PK")
    assert third.child is not first.child
    third.child.end()


def test_a_child_that_died_while_it_waited_is_replaced():
    pool = rendering.Pool(idle=1)
    job = rendering._job(prepared(template("{{ 标题 }}")), KNOWN, of({"标题": "甲"}))
    begun = pool.begin(job)
    begun.document()
    begun.child.process.kill()
    begun.child.process.wait()
    after = pool.begin(job)
    assert after.document().startswith(b"PK")
    after.child.end()


def test_a_child_has_had_enough_after_so_many(monkeypatch):
    monkeypatch.setattr(rendering, "JOBS", 1)
    pool = rendering.Pool(idle=1)
    pool.begin(rendering._job(prepared(template("{{ 标题 }}")), KNOWN, of({"标题": "甲"}))).document()
    assert pool.waiting == []
