"""What figures are compared with: the book's of a year before, or one typed from a document of the time."""

from datetime import date
from decimal import Decimal

import pytest

from tests.people import entry, sign_in
from yiben.figures.models import PastFigure
from yiben.figures.past import Past, take_back_past, type_past
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.terms.models import definitions
from yiben.units.models import Act

YEAR = Period.of_year(2025)
TOLD = {"indicator": "volunteering-times", "document": "《2024年度工作总结》"}


def typed(s, value=90, period="2024", **said):
    asked = {"by": s.bob, "unit": s.street, "value": Decimal(value), "period": Period.parse(period)}
    return type_past(**(asked | TOLD | said))


def before(s, period=YEAR):
    asked = definitions(s.street)["volunteering-times"]
    return Past.load([asked], s.street, period).of(asked)


def test_with_neither_a_book_nor_a_document_there_is_nothing_to_compare_with(street):
    entry(street.riverside, by=street.alice)
    assert before(street) is None


def test_a_typed_figure_stands_where_the_book_does_not_go_back_so_far(street):
    entry(street.riverside, by=street.alice, on=date(2024, 6, 1))
    typed(street)
    assert before(street).typed.document == "《2024年度工作总结》"
    assert before(street).value == 90


def test_a_stock_noted_of_long_ago_makes_no_year_of_the_book(street):
    entry(street.street, kind="status", topic="volunteer-team", on=date(2024, 1, 1), amounts={"items": 3})
    entry(street.riverside, by=street.alice, on=date(2024, 6, 1))
    assert before(street) is None


def test_the_books_own_goes_before_it(street):
    entry(street.riverside, by=street.alice, on=date(2024, 1, 9))
    typed(street)
    assert (before(street).typed, before(street).value) == (None, 1)


def test_it_is_of_just_those_days(street):
    typed(street, period="2024-01-01..2024-11-20")
    assert before(street) is None
    assert before(street, Period.parse("2025-01-01..2025-11-20")).value == 90


def test_the_newest_stands_and_can_be_taken_back(street):
    typed(street)
    newer = typed(street, 95)
    assert before(street).value == 95
    take_back_past(newer, by=street.bob)
    assert before(street) is None
    assert PastFigure.objects.count() == 2
    with pytest.raises(Refused, match="已经撤回"):
        take_back_past(newer, by=street.bob)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"document": " "}, "哪份文件"),
        ({"indicator": "no-such"}, "没有这个指标"),
        ({"period": "2025"}, "过去的数"),
        ({"value": -1}, "负数"),
    ],
)
def test_what_is_no_past_figure_is_refused(street, said, why):
    with pytest.raises(Refused, match=why):
        typed(street, **said)


def test_nobody_types_for_another_street(street):
    with pytest.raises(Refused, match="范围"):
        typed(street, unit=street.elsewhere)


def test_an_officer_types_and_takes_back_on_a_page(street):
    bob, address = sign_in(street.bob), "/figures/past/"
    said = {"unit": street.street.pk, "period": "2024", "value": "90"} | TOLD
    assert bob.post(address, said).status_code == 302
    page = bob.get(address).content.decode()
    assert page.count("《2024年度工作总结》") == 2  # the hint has it, too
    assert "卜文" in page
    assert bob.post(address, said | {"document": ""}).status_code == 422
    assert Act.objects.get(verb="figures.type_past").detail["title"] == "志愿服务场次"
    assert bob.post(f"{address}{PastFigure.objects.get().pk}/take-back/").status_code == 302
    assert "还没有录入上年的数" in bob.get(address).content.decode()
