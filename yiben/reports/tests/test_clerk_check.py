import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from yiben.lib import office
from yiben.reports.clerks import check
from yiben.reports.grammar import MAY_BE_EMPTY, Vocabulary

KNOWN = Vocabulary(
    frozenset({"志愿服务场次", "工会会费收缴金额"}),
    frozenset({"目标项数"}),
    general=frozenset({"志愿服务场次"}),
    lines={"工会工作": "union", "工会": "union"},
    pictures=frozenset({"各月活动图"}),
    aliases={"收缴会费": "工会会费收缴金额"},
)
LETTERS = [chr(0x4E00 + at) for at in range(40)]


def template(*paragraphs, table=()):
    """A .docx of these paragraphs, each a text or the texts of its runs; and a table."""
    document = Document()
    for paragraph in paragraphs:
        runs = [paragraph] if isinstance(paragraph, str) else paragraph
        added = document.add_paragraph()
        for run in runs:
            added.add_run(run)
    for row in table and [document.add_table(0, len(table[0]))]:
        for cells in table:
            for cell, text in zip(row.add_row().cells, cells, strict=True):
                cell.text = text
    return saved(document)


def saved(document):
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def lines(data):
    document = Document(io.BytesIO(data))
    return [paragraph.text for paragraph in document.paragraphs]


def opened_rows(data):
    return [[cell.text for cell in row.cells] for row in Document(io.BytesIO(data)).tables[0].rows]


def what(data):
    checked = check(data, KNOWN)
    assert checked.prepared is None
    return [(finding.where, finding.what) for finding in checked.findings]


GOOD = [
    "{{ 标题 }}",
    "全年开展志愿服务{{志愿服务场次}}场，会费{{ 工会会费收缴金额 | 万元 }}。",
    "{% if 志愿服务场次 %}有服务。{% endif %}",
    "{% for 社区 in 各社区 %}{{ 社区 }}{{ 志愿服务场次 }}场；{% endfor %}",
    "{{ 目标项数 }}项目标。",
]


def test_a_good_template_gives_its_names():
    checked = check(template(*GOOD), KNOWN)
    assert checked.findings == ()
    assert list(checked.reading.names) == ["标题", "志愿服务场次", "工会会费收缴金额", "目标项数"]
    assert {path: list(names) for path, names in checked.reading.in_turns.items()} == {
        ("各社区",): ["社区", "志愿服务场次"]
    }


@pytest.mark.parametrize(
    "said",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ 志愿服务场次.__class__ }}",
        "{{ 志愿服务场次['x'] }}",
        "{{ 志愿服务场次() }}",
        "{{ 志愿服务场次 + 1 }}",
        "{{ 志愿服务场次 * 志愿服务场次 }}",
        "{{ -志愿服务场次 }}",
        "{{ '字' }}",
        "{{ 12 }}",
        "{{ [志愿服务场次] }}",
        "{{ 志愿服务场次 if 志愿服务场次 }}",
        "{{ 志愿服务场次 | upper }}",
        "{{ 志愿服务场次 | attr('x') }}",
        "{{ 志愿服务场次 | 元 | 万元 }}",
        "{{ 志愿服务场次 | 元(1) }}",
        "{{ 没有这个数 }}",
        "{{ range }}",
        "{{ loop }}",
        "{{ self }}",
        "{{ }}",
        "{{- 志愿服务场次 -}}",
        "{# 批注 #}",
        "{% set 甲 = 1 %}",
        "{% macro x() %}{% endmacro %}",
        "{% include 'a' %}",
        "{% import 'a' as b %}",
        "{% raw %}{% endraw %}",
        "{% autoescape false %}{% endautoescape %}",
        "{% block x %}{% endblock %}",
        "{% if 志愿服务场次 > 3 %}多{% endif %}",
        "{% if not 志愿服务场次 %}无{% endif %}",
        "{% if 志愿服务场次 %}有{% elif 工会会费收缴金额 %}无{% endif %}",
        "{% if 志愿服务场次 %}有{% else %}无{% else %}{% endif %}",
        "{% for 社区 in 各社区 %}有{% else %}无{% endfor %}",
        "{% else %}",
        "{% if 志愿服务场次 | 元 %}{% endif %}",
        "{% if 志愿服务场次 or 工会会费收缴金额 %}{% endif %}",
        "{% if 点号 %}{% endif %}",
        "{{ 志愿服务场次 | 同比 | 元 }}",
        "{{ 志愿服务场次 | 上年同期 | 累计 }}",
        "{{ 标题 | 上年同期 }}",
        "{{ 工会会费收缴金额 | 工会工作 }}",
        "{% for 条线 in 各条线 %}{{ 志愿服务场次 | 工会工作 }}{% endfor %}",
        "{% for 条线 in 各条线 %}{{ 工会会费收缴金额 }}{% endfor %}",
        "{% for 社区 in 各社区 | 工会工作 %}{% endfor %}",
        "{% for 任务 in 各任务 | 没有 %}{% endfor %}",
        "{% for 社区 in 各社区 %}{% for 社区 in 各条线 %}{% endfor %}{% endfor %}",
        "句中{{ 各月活动图 }}",
        "{{ 各月活动图 | 元 }}",
        "{% for 社区 in 各社区 %}{{ 各月活动图 }}{% endfor %}",
        "{% if 各月活动图 %}{% endif %}",
        "{% for x in range(9) %}{% endfor %}",
        "{% for x in 志愿服务场次 %}{% endfor %}",
        "{% for x, y in 各社区 %}{% endfor %}",
        "{% for 标题 in 各社区 %}{% endfor %}",
        "{% for 社区 in 各社区 if 社区 %}{% endfor %}",
        "{% for 社区 in 各社区 recursive %}{% endfor %}",
        "{% for 任务 in 各任务 %}{{ 志愿服务场次 }}{% endfor %}",
        "{%colspan 志愿服务场次%}",
        "{% cellbg 志愿服务场次 %}",
        "{% vm %}",
        "{{r 志愿服务场次 }}",
        "{{ 志愿服务场次",
        "志愿服务场次 }}",
        "{% if 志愿服务场次 %}没有结尾",
        "{% endfor %}",
        "{%p if 志愿服务场次 %}同段{%p endif %}",
        "{{ " + "(" * 50 + "志愿服务场次" + ")" * 49 + " }}",
        "{{ " + "长" * 300 + " }}",
    ],
)
def test_anything_else_is_a_finding_that_names_its_paragraph(said):
    found = what(template("第一段没有花括号。", said))
    assert {where for where, _what in found} == {"第2段"}


def test_each_of_several_faults_is_told_at_once():
    found = what(template("{{ 甲 }}", "{{ 标题 }}", "{{ 乙.丙 }}", table=[("单位", "数"), ("{{ 丁 }}", "1")]))
    assert [where for where, _what in found] == ["第1段", "第3段", "第1个表格第2行第1格"]


@pytest.mark.parametrize("loops", [("各社区",) * 40, ("各社区", "各社区"), ("各社区", "各条线", "各任务")])
def test_loops_that_go_too_deep_or_twice_through_the_same_are_told(loops):
    deep = "".join(f"{{% for {letter} in {loop} %}}" for letter, loop in zip(LETTERS, loops, strict=False))
    found = what(template(deep + "x" + "{% endfor %}" * len(loops)))
    assert ("第1段", "循环最多套两层，里外不能是同一样") in found


def test_a_tag_in_several_runs_alike_is_joined():
    checked = check(template(["共{", "{ 志愿", "服务", "场次", " }", "}场", "，{{ 标题 }}"]), KNOWN)
    assert checked.findings == ()
    assert [line.replace(MAY_BE_EMPTY, "") for line in lines(checked.prepared)] == [
        "共{{ 志愿服务场次 }}场，{{ 标题 }}"
    ]
    runs = Document(io.BytesIO(checked.prepared)).paragraphs[0].runs
    assert "{{ 志愿服务场次 }}" in [run.text.replace(MAY_BE_EMPTY, "") for run in runs]


def test_hints_and_languages_that_nobody_sees_do_not_keep_runs_apart():
    document = Document()
    paragraph = document.add_paragraph()
    for text, attribute in (("{{ ", "hint"), ("志愿服务场次", ""), (" }}", "hint")):
        run = paragraph.add_run(text)
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        if attribute:
            fonts.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}hint", "eastAsia")
    assert check(saved(document), KNOWN).findings == ()


def test_a_tag_in_several_formats_cannot_be_joined():
    document = Document()
    paragraph = document.add_paragraph("共{{ 志愿")
    paragraph.add_run("服务").bold = True
    paragraph.add_run("场次 }}场").font.size = Pt(20)
    [(where, told)] = what(saved(document))
    assert (where, "几种格式" in told) == ("第1段", True)


def test_a_tag_over_a_break_cannot_be_joined():
    document = Document()
    paragraph = document.add_paragraph("共{{ 志愿服务")
    paragraph.runs[0].add_break()
    paragraph.add_run("场次 }}")
    assert [where for where, _what in what(saved(document))] == ["第1段"]


def test_loops_on_lines_and_rows_of_their_own_take_the_whole_of_them():
    rows = [
        ("单位", "场次"),
        ("{% for 社区 in 各社区 %}", ""),
        ("{{ 社区 }}", "{{ 志愿服务场次 }}"),
        ("{%tr endfor %}", ""),
    ]
    own = ["{% if 志愿服务场次 %}", "有服务。", "{%p endif %}"]
    checked = check(template(*own, table=rows), KNOWN)
    assert checked.findings == ()
    document = Document(io.BytesIO(checked.prepared))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "{%p if 志愿服务场次 %}",
        "有服务。",
        "{%p endif %}",
    ]
    assert [row.cells[0].text for row in document.tables[0].rows][1::2] == [
        "{%tr for 社区 in 各社区 %}",
        "{%tr endfor %}",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("前言{% for 社区 in 各社区 %}{{ 社区 }}", "{{ 志愿服务场次 }}{% endfor %}")],
        [("{% for 社区 in 各社区 %}", "别的字"), ("{{ 社区 }}", ""), ("{% endfor %}", "")],
        [("{%tr for 社区 in 各社区 %}{{ 社区 }}{%tr endfor %}", "")],
    ],
)
def test_a_loop_that_would_tear_a_table_is_told(rows):
    found = what(template("正文", table=rows))
    assert any("各占表格的一行" in told for _where, told in found)


def test_names_may_stand_in_the_head_and_foot_of_a_page():
    document = Document()
    document.add_paragraph("{{ 标题 }}")
    document.sections[0].header.paragraphs[0].text = "{{ 单位 }}"
    document.sections[0].footer.paragraphs[0].text = "{{ 甲 }}"
    assert what(saved(document)) == [("页脚第1段", "没有叫“甲”的数字")]


def test_a_tag_in_an_attribute_is_told():
    document = Document()
    paragraph = document.add_paragraph("正文")
    paragraph._p.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}rsidR", "{{ 标题 }}")
    assert [told for _where, told in what(saved(document))] == ["域、属性或隐藏的内容里有花括号，请写在正文里"]


def test_who_made_it_does_not_travel_with_it():
    document = Document()
    document.add_paragraph("{{ 标题 }}")
    document.core_properties.author = document.core_properties.title = "{{ 标题 }}"
    checked = check(saved(document), KNOWN)
    kept = Document(io.BytesIO(checked.prepared)).core_properties
    assert (kept.author, kept.title) == ("", "")


def with_part(name, content, *, instead=None):
    """A good template with one more part, or with one changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template(*GOOD))) as package, zipfile.ZipFile(made, "w") as anew:
        for part in package.namelist():
            content_of = package.read(part)
            anew.writestr(part, content_of.replace(*instead) if instead and part == name else content_of)
        if not instead:
            anew.writestr(name, content)
    return made.getvalue()


MAIN = b"wordprocessingml.document.main+xml"
SETTINGS = b'<Relationship Id="rId1" '


@pytest.mark.parametrize(
    "odd",
    [
        b"",
        b"PK\x03\x04 not a package",
        b"%PDF-1.7",
        "{{ 标题 }}".encode(),
        template("好")[:-200],
        with_part("word/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
        with_part("word/embeddings/oleObject1.bin", b"\xd0\xcf"),
        with_part("word/activeX/activeX1.xml", b"<a/>"),
        with_part("../../etc/passwd", b"x"),
        with_part("[Content_Types].xml", b"", instead=(MAIN, b"ms-word.document.macroEnabled.main+xml")),
        with_part("word/document.xml", b"", instead=(b"<w:document", b'<!DOCTYPE a [<!ENTITY x "y">]><w:document')),
        with_part("customXml/item9.xml", b"<a>" + b" " * (17 << 20) + b"</a>"),
    ],
)
def test_an_odd_file_is_a_finding_and_nothing_is_prepared(odd):
    [(where, told)] = what(odd)
    assert where == "文件"
    assert told


def test_a_part_fetched_from_elsewhere_is_refused():
    away = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://a.example/t.dotm" TargetMode="External"/></Relationships>'
    [(_where, told)] = what(with_part("word/_rels/document.xml.rels", b"", instead=(b"</Relationships>", away)))
    assert "外部" in told


def test_a_template_attached_from_elsewhere_is_refused():
    """What Word fetches and runs as it opens the file stands in the settings' own relations."""
    document = Document()
    document.add_paragraph("{{ 标题 }}")
    settings = document.part._settings_part
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    settings.relate_to("http://a.example/t.dotm", kind, is_external=True)
    [(where, told)] = what(saved(document))
    assert (where, "外部" in told) == ("文件", True)


@pytest.mark.parametrize("field", [" DDEAUTO cmd /k calc ", ' INCLUDEPICTURE "http://a.example/x.png" ', " dde x "])
def test_a_field_that_loads_or_starts_something_is_refused(field):
    document = Document()
    paragraph = document.add_paragraph("正文")
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), field)
    paragraph._p.append(simple)
    [(_where, told)] = what(saved(document))
    assert "外部" in told


def test_a_link_to_a_page_and_a_page_number_are_fine():
    document = Document()
    paragraph = document.add_paragraph("{{ 标题 }}")
    document.part.relate_to("http://a.example/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), " PAGE ")
    paragraph._p.append(simple)
    assert check(saved(document), KNOWN).findings == ()


@pytest.mark.slow
@pytest.mark.skipif(office.available() is None, reason="no LibreOffice")
def test_a_template_saved_by_libreoffice_reads_the_same(tmp_path: Path):
    import subprocess

    rows = [
        ("单位", "场次"),
        ("{%tr for 社区 in 各社区 %}", ""),
        ("{{ 社区 }}", "{{ 志愿服务场次 }}"),
        ("{%tr endfor %}", ""),
    ]
    (tmp_path / "t.docx").write_bytes(template(*GOOD, table=rows))
    for kind, name in (("odt", "t.docx"), ("docx", "t.odt")):
        subprocess.run(
            [
                office.available(),
                f"-env:UserInstallation=file://{tmp_path}/profile",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                tmp_path,
                tmp_path / name,
            ],
            check=True,
            capture_output=True,
            timeout=90,
        )
    checked = check((tmp_path / "t.docx").read_bytes(), KNOWN)
    assert checked.findings == ()
    assert set(checked.reading.used) == {"标题", "志愿服务场次", "工会会费收缴金额", "目标项数", "社区"}


def test_a_part_that_swells_is_refused_before_it_is_read():
    made = io.BytesIO(template(*GOOD))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/image1.png", b"\0" * (70 << 20))
    [(where, told)] = what(made.getvalue())
    assert (where, "不予打开" in told) == ("文件", True)


def test_braces_without_end_are_told_at_once():
    many = check(template("{{标题}}" * 2001, "{{ 甲 }}"), KNOWN)
    assert [(one.where, one.what) for one in many.findings] == [("正文", "写了2000处以上，太多了")]
