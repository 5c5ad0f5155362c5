from base64 import b64decode
from io import BytesIO
from urllib.parse import unquote

import docx
import pytest

from tests.people import entry, sign_in
from yiben.lib import office
from yiben.reports.frozen import parts
from yiben.reports.models import Citation, Report
from yiben.reports.tests.drafts import drafted, issued


def test_an_issued_document_is_the_same_bytes_every_time(street):
    report, bob = issued(street), sign_in(street.bob)
    frozen = bytes(report.document), bytes(report.sources)
    for _time in range(2):
        entry(street.riverside, title="后来的一场")
        for name, kept in zip(("document.docx", "sources.docx"), frozen, strict=True):
            assert bob.get(f"/reports/{report.pk}/{name}").content == kept
    assert bytes(Report.objects.get().document) == frozen[0]


def test_a_download_says_what_it_is_and_is_not_kept(street):
    report = issued(street)
    answer = sign_in(street.eve).get(f"/reports/{report.pk}/sources.docx")
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert f"{report.title}（来源说明）.docx" in unquote(answer["Content-Disposition"])
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_a_draft_downloads_as_it_stands_now(street):
    report, bob = drafted(street), sign_in(street.bob)

    def words():
        document = docx.Document(BytesIO(bob.get(f"/reports/{report.pk}/document.docx").content))
        return "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert "开展志愿服务3场" in words()
    entry(street.riverside, title="又一场")
    assert "开展志愿服务4场" in words()


def test_the_page_shows_what_the_frozen_bytes_say(street):
    report = issued(street)
    entry(street.riverside, title="后来的一场")
    page = sign_in(street.carol).get(f"/reports/{report.pk}/").content.decode()
    for part in parts(bytes(report.document)):
        assert part.text.replace("“", "“") in page
    assert "开展志愿服务3场" in page
    assert "开展志愿服务4场" not in page


def test_each_figure_has_one_code_of_its_own(street):
    first = issued(street)
    codes = list(first.citations.values_list("code", flat=True))
    figures = set(first.citations.values_list("indicator", "unit", "measure", "start", "end"))
    assert len(codes) == len(set(codes)) == len(figures) > 10
    assert all(len(code) == 10 for code in codes)


def test_two_reports_of_the_same_figures_have_different_codes(street):
    issued(street)
    before = set(Citation.objects.values_list("code", flat=True))
    issued(street)
    assert Citation.objects.count() == len(set(Citation.objects.values_list("code", flat=True))) > len(before)


def test_only_an_issued_report_becomes_a_pdf(street):
    assert sign_in(street.bob).get(f"/reports/{drafted(street).pk}/document.pdf").status_code == 404


@pytest.mark.skipif(office.available() is None, reason="LibreOffice (soffice) is not installed")
def test_an_issued_report_comes_as_pdf(street):
    answer = sign_in(street.bob).get(f"/reports/{issued(street).pk}/document.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert b"%%EOF" in answer.content[-1024:]


def test_without_libreoffice_the_page_offers_no_pdf_and_says_why(street, monkeypatch):
    monkeypatch.setattr(office, "available", lambda: None)
    report, bob = issued(street), sign_in(street.bob)
    assert "document.pdf" not in bob.get(f"/reports/{report.pk}/").content.decode()
    answer = bob.get(f"/reports/{report.pk}/document.pdf")
    assert (answer.status_code, "LibreOffice" in answer.content.decode()) == (409, True)


def test_what_is_drawn_and_what_is_only_short_stand_on_the_page_as_in_the_document():
    dot = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")
    made, kept = docx.Document(), BytesIO()
    made.add_paragraph("工会工作情况")
    made.add_paragraph("本年度工作如下。")
    made.add_paragraph().add_run().add_picture(BytesIO(dot))
    made.add_paragraph("工会工作：146场")
    made.add_table(2, 2).cell(0, 0).text = "单位"
    made.save(kept)
    shown = [(part.role, part.level, part.text) for part in parts(kept.getvalue())]
    assert ("picture", 0, "") in shown
    assert ("body", 0, "工会工作：146场") in shown
    assert next(part for part in parts(kept.getvalue()) if part.role == "picture").source.startswith("data:image/png;")
