"""How a draft's text says a figure: exact, 余 only where it is true, compared only where there is a year before."""

import io
from datetime import date
from decimal import Decimal

import docx
import pytest

from tests.people import entry, sign_in
from yiben.figures.past import type_past
from yiben.gongwen import read
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.reports import actions
from yiben.reports.checking.reading import check, stock
from yiben.reports.models import Genre, Template

PERIOD = Period(date(2025, 1, 1), date(2025, 11, 20))
TOLD = {"indicator": "volunteering-times", "document": "《2024年度工作总结》"}


def worked(s, times=128):
    entry(s.riverside, by=s.alice, amounts={"times": times, "attendances": 300})


def typed(s, value=100):
    return type_past(by=s.bob, unit=s.street, value=Decimal(value), period=PERIOD.previous_year(), **TOLD)


def saying(s, body, **said):
    report = actions.build(by=s.bob, unit=s.street, genre="annual", period=PERIOD, **said)
    return actions.edit(report, by=s.bob, title="总结", body=body)


def text_of(data):
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


@pytest.mark.parametrize(("times", "printed"), [(128, "120余"), (120, "120")])
def test_over_so_many_only_if_it_is_true(street, times, printed):
    worked(street, times)
    report = saying(street, "开展志愿服务{{ 志愿服务场次 | 余 }}场，实为{{ 志愿服务场次 }}场。")
    document, sources = actions.preview(report)
    assert f"开展志愿服务{printed}场，实为{times}场。" in text_of(document)
    assert f"\n{times}\n" in text_of(sources)


def test_a_year_before_is_the_books_where_it_goes_back_so_far(street):
    worked(street)
    entry(street.riverside, by=street.alice, on=date(2024, 1, 9), amounts={"times": 64})
    report = saying(
        street, "志愿服务{{ 志愿服务场次 }}场，上年同期{{ 志愿服务场次 | 上年同期 }}场，{{ 志愿服务场次|同比 }}。"
    )
    document, sources = actions.preview(report)
    assert "志愿服务128场，上年同期64场，增长100%。" in text_of(document)
    assert "非本系统数据" not in text_of(document) + text_of(sources)


def test_a_typed_one_is_marked_and_stands_with_its_document_in_the_source_table(street):
    worked(street)
    typed(street)
    report = saying(street, "志愿服务上年同期{{ 志愿服务场次 | 上年同期 }}场，{{ 志愿服务场次 | 同比 }}。")
    document, sources = actions.preview(report)
    assert "志愿服务上年同期100（非本系统数据）场，增长28%（上年数为非本系统数据）。" in text_of(document)
    assert "《2024年度工作总结》" in text_of(sources)
    assert "卜文" in text_of(sources)


def test_without_a_year_before_nothing_is_compared_and_it_does_not_go_out(street):
    worked(street)
    report = saying(street, "志愿服务{{ 志愿服务场次 | 同比 }}。")
    page = sign_in(street.bob).get(f"/reports/{report.pk}/").content.decode()
    assert "没有上年同期的数" in page
    with pytest.raises(Refused, match="没认出的数字"):
        actions.send(report, by=street.bob)


def test_a_draft_compares_by_itself_where_it_can_and_the_check_agrees(street):
    worked(street)
    assert "与上年同期相比" not in actions.build(by=street.bob, unit=street.street, genre="annual", period=PERIOD).body
    entry(street.riverside, by=street.alice, on=date(2024, 1, 9), amounts={"times": 60, "attendances": 280})
    report = actions.build(by=street.bob, unit=street.street, genre="annual", period=PERIOD)
    document, _sources = actions.preview(report)
    assert "与上年同期相比，活动场次增长113.3%，活动参与人次增长7.1%，志愿服务场次增长113.3%。" in text_of(document)
    found = check(read(document), stock(street.street, PERIOD))
    assert {one.verdict.value for one in found} == {"supported"}


def test_a_manner_that_is_none_is_told(street):
    worked(street)
    with pytest.raises(Refused):
        actions.send(saying(street, "志愿服务{{ 志愿服务场次 | 大概 }}场。"), by=street.bob)


def test_a_clerks_template_marks_what_was_typed(street):
    worked(street)
    typed(street)
    word, kept = docx.Document(), io.BytesIO()
    word.add_paragraph("上年{{ 志愿服务场次 | 上年同期 }}场，{{ 志愿服务场次 | 同比 }}，活动{{ 活动场次 | 同比 }}")
    word.save(kept)
    made = Template.objects.create(unit=street.street, name="同比", filename="同比.docx", source=kept.getvalue())
    said = {"by": street.bob, "unit": street.street, "genre": Genre.TEMPLATE, "period": PERIOD, "template": made}
    document, _sources = actions.preview(actions.build(**said))
    assert text_of(document) == "上年100（非本系统数据）场，增长28%（上年数为非本系统数据），活动—"
