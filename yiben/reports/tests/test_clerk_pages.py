import io

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from tests.people import sign_in
from yiben.lib.periods import Period
from yiben.reports import actions
from yiben.reports.manners import FILTERS
from yiben.reports.models import Report, Template
from yiben.reports.template_pages import WRITTEN
from yiben.reports.tests.drafts import worked
from yiben.reports.tests.test_clerk_check import template
from yiben.reports.tests.test_clerk_reports import BRIEF, ROWS, drafted, kept

TEMPLATES = "/reports/templates/"
KEEP = TEMPLATES + "keep/"


def upload(s, data, *, called="简报.docx", **said):
    return sign_in(s.bob).post(KEEP, {"file": SimpleUploadedFile(called, data)} | said)


def test_an_officer_uploads_one_and_drafts_by_it(street):
    worked(street)
    answer = upload(street, template(*BRIEF, table=ROWS))
    found = Template.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{TEMPLATES}{found.pk}/")
    bob = sign_in(street.bob)
    assert "简报" in bob.get(TEMPLATES).content.decode()
    assert ">简报</option>" in bob.get("/reports/build/").content.decode()
    said = {"genre": f"template:{found.pk}", "period": "2025Q1", "unit": street.street.pk, "title": ""}
    report = Report.objects.get(pk=bob.post("/reports/build/", said).url.split("/")[2])
    page = bob.get(f"/reports/{report.pk}/").content.decode()
    assert "青石街道2025年第一季度简报" in page
    assert "望山社区" in page
    assert "修改文字" not in page
    document = bob.get(f"/reports/{report.pk}/document.docx").content
    assert Document(io.BytesIO(document)).tables[0].rows[1].cells[0].text == "临水社区"


def test_what_is_wrong_is_named_by_paragraph_and_shown_as_typed(street):
    answer = upload(
        street, template("一", "{{ cycler.__init__.__globals__.os.popen('id').read() }}", "{{ <b>粗</b> }}")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第2段" in page
    assert "cycler.__init__" in page
    assert "&lt;b&gt;" in page
    assert "<b>粗" not in page
    assert not Template.objects.exists()


def test_a_file_that_is_no_document_is_told_beside_its_field(street):
    answer = upload(street, b"%PDF-1.7")
    assert answer.status_code == 422
    assert "请上传可编辑的原文件" in answer.content.decode()


def test_a_name_taken_is_told_beside_its_field(street):
    kept(street)
    answer = upload(street, template("{{ 标题 }}"), called="x.docx", name="一页简报")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "已经有叫“一页简报”的模板" in page
    assert f'value="{Template.objects.get().pk}" selected' in page


def test_all_names_stand_on_a_page(street):
    page = sign_in(street.carol).get(TEMPLATES + "names/").content.decode()
    for words in (
        "{{ 志愿服务场次 }}",
        "{% for 社区 in 各社区 %}",
        "{% endfor %}",
        "{{ 标题 }}",
        "2.2万元",
        "{{ 目标项数 }}",
    ):
        assert words in page


def test_the_sample_is_a_good_template_of_one_page(street):
    worked(street)
    data = sign_in(street.bob).get(TEMPLATES + "ours.docx").content
    assert upload(street, data, called="一页简报.docx").status_code == 302
    report = actions.build(
        by=street.bob,
        unit=street.street,
        genre="template",
        period=Period.parse("2025Q1"),
        template=Template.objects.get(),
    )
    document = Document(io.BytesIO(actions.preview(report)[0]))
    assert "青石街道共开展各类活动5场，参与420人次，其中志愿服务3场、" in document.paragraphs[2].text
    assert [row.cells[0].text for row in document.tables[0].rows] == ["社区", "临水社区", "望山社区"]


def test_every_manner_of_writing_is_shown():
    assert [word for _name, word, _number in WRITTEN] == list(FILTERS)


def test_a_dropped_one_is_offered_no_more(street):
    found = kept(street)
    bob = sign_in(street.bob)
    assert bob.post(f"{TEMPLATES}{found.pk}/drop/").url == TEMPLATES
    assert f"template:{found.pk}" not in bob.get("/reports/build/").content.decode()


def test_it_comes_back_as_it_was_uploaded(street):
    found = kept(street)
    assert sign_in(street.eve).get(f"{TEMPLATES}{found.pk}/template.docx").content == bytes(found.source)


def test_a_report_whose_template_no_longer_fits_says_so_on_its_page(street):
    report = drafted(street)
    Template.objects.update(source=template("{{ 早已没有的数 }}"))
    page = sign_in(street.bob).get(f"/reports/{report.pk}/").content.decode()
    assert "没有叫“早已没有的数”的数字" in page


def test_its_words_have_no_page_to_edit_them(street):
    report = drafted(street)
    answer = sign_in(street.bob).get(f"/reports/{report.pk}/edit/")
    assert answer.status_code == 409
    assert "Word 或 WPS" in answer.content.decode()
    assert actions.send(report, by=street.bob).state == "sent"
