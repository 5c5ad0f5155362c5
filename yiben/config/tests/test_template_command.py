"""`yiben report template` and `yiben report build --template`: what the pages of templates do."""

from datetime import date

import pytest
from click.testing import CliRunner
from docx import Document

from tests.people import entry, street
from yiben.config.cli import FOUND
from yiben.config.commands import report
from yiben.lib.refused import Refused
from yiben.reports.defaults import document
from yiben.reports.models import Report, Template
from yiben.reports.tests.test_clerk_check import template

pytestmark = pytest.mark.django_db


def run(*words):
    return CliRunner().invoke(report.command, [str(word) for word in words], catch_exceptions=False)


def test_what_is_wrong_is_told_by_paragraph_and_nothing_is_kept(tmp_path):
    street()
    file = tmp_path / "坏.docx"
    file.write_bytes(template("一", "{{ 志愿服务场次.x }}"))
    said = run("template", file, "--unit", "青石", "--keep")
    assert said.exit_code == FOUND
    assert said.output.startswith("第2段　不能用“.”取别的内容")
    assert not Template.objects.exists()


def test_a_good_one_is_kept_and_drafted_by(tmp_path):
    place = street()
    entry(place.riverside, on=date(2025, 3, 5), amounts={"attendances": 40})
    file = tmp_path / "一页简报.docx"
    file.write_bytes(document("brief"))
    assert "可以用了" in run("template", file, "--unit", "青石", "--keep", "--by", "bob").output
    words = ("--unit", "青石", "--template", "一页简报", "--period", "2025Q1", "--out", tmp_path)
    path = run("build", *words, "--by", "bob").output.splitlines()[0]
    assert [row.cells[1].text for row in Document(path).tables[0].rows][1:] == ["1", "0"]
    assert Report.objects.get().template == Template.objects.get()


def test_a_name_that_no_template_has_is_refused():
    street()
    with pytest.raises(Refused, match="没有叫“年报”的模板"):
        run("build", "--unit", "青石", "--period", "2025Q1", "--template", "年报")
