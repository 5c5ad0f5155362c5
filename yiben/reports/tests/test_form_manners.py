"""How a form's cells are written: days, money, marks, drop-downs, persons; and what a person may choose for a form."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from tests import people
from yiben.reports.models import Workbook
from yiben.reports.tests.test_form_pages import filled, kept, place, saved, written  # noqa: F401
from yiben.reports.workbooks import keeping, marks
from yiben.reports.workbooks.dressing import private

pytestmark = pytest.mark.django_db


def said(place: people.Street, form: Workbook, **choices: Any) -> Any:  # noqa: F811 - the street, not its fixture
    """The form filled in this manner, chosen on its page."""
    client = people.sign_in(place.bob)
    plain = {"totals": "-", "dates": "iso", "zeros": "1", "people": "-", "money": "-", "marks": "-", "masks": "stars"}
    client.post(reverse("reports:form-manner", args=[form.pk]), plain | choices)
    form.refresh_from_db()
    keeping.fill(form, by=place.bob)
    return filled(form)


def form(place: people.Street, *rows: list[Any], rule: str = "", at: str = "") -> Workbook:  # noqa: F811
    return kept(place, saved(written(*rows, rule=rule, at=at)), "2025")


def test_whether_something_was_held_is_marked(place: people.Street) -> None:  # noqa: F811
    rows = (["2025年工作情况表"], ["社区", "是否开展志愿服务", "讲座是否开展（√/×）"], ["临水社区"], ["望山社区"])
    page = said(place, form(place, *rows), marks="已开展/未开展")
    assert [page["B3"].value, page["B4"].value] == ["已开展", "未开展"]
    assert [page["C3"].value, page["C4"].value] == ["×", "×"]


def test_a_drop_down_takes_what_it_has_and_nothing_else(place: people.Street) -> None:  # noqa: F811
    rows = (["2025年志愿服务台账"], ["日期", "社区", "活动类型", "活动名称"])
    people.entry(place.hilltop, by=place.amy, kind="lecture", title="反诈讲座", on=date(2025, 4, 1))
    kinds = form(place, *rows, rule='"志愿活动,会议"', at="C3:C5")
    page = said(place, kinds, dates="chinese")
    assert [cell.value for cell in page[3]] == ["2025年3月5日", "临水社区", "志愿活动", "学雷锋志愿服务"]
    assert [page["C5"].value, page["D5"].value] == [None, "反诈讲座"]


def test_money_and_people_are_written_as_was_chosen(place: people.Street) -> None:  # noqa: F811
    for on in (date(2025, 5, 1), date(2025, 5, 2)):
        people.entry(place.riverside, by=place.alice, kind="relief", title="慰问困难家庭", on=on,
                     amounts={"money": 5000, "people": 3, "attendances": 4})  # fmt: skip
    rows = (["社区", "慰问人数", "慰问金额"], ["临水社区"])
    plain = said(place, form(place, ["2025年慰问情况表"], *rows))
    assert (plain["B3"].value, plain["C3"].value) == (None, 10_000)
    chosen = said(place, form(place, ["2025年慰问情况统计表"], *rows), money="万元", people="attendances")
    assert (chosen["B3"].value, chosen["C3"].value) == (8, 1)


def test_what_is_typed_into_a_drop_down_is_one_of_it(place: people.Street) -> None:  # noqa: F811
    rows = (["2025年情况表"], ["社区", "星级"], ["临水社区"])
    stars = form(place, *rows, rule='"三星,四星"', at="B3:B3")
    page = reverse("reports:form-cell", args=[stars.pk, "B3"]) + "?sheet=Sheet"
    client = people.sign_in(place.bob)
    said = {"unit": str(place.riverside.pk), "indicator": "", "typed": "五星"}
    assert client.post(page, said).status_code == 422
    assert client.post(page, said | {"typed": "四星"}).status_code == 302
    assert stars.typed.get().value == "四星"


@pytest.mark.parametrize(
    ("words", "stars", "told"),
    [
        ("走访慰问张秀英老人", "走访慰问张**老人", "走访慰问张某某老人"),
        ("看望王芳女士，电话13812345678", "看望王*女士，电话138****5678", "看望王某女士，电话（已隐去）"),
        ("看望高龄老人", "看望高龄老人", "看望高龄老人"),
        ("慰问单亲困难家庭", "慰问单亲困难家庭", "慰问单亲困难家庭"),
        ("慰问马路养护工同志", "慰问马路养护工同志", "慰问马路养护工同志"),
    ],
)
def test_persons_are_blotted_out_of_an_entrys_words(words: str, stars: str, told: str) -> None:
    assert private(words) == stars
    assert private(words, "words") == told


@pytest.mark.parametrize(
    ("options", "shown", "held", "expected"),
    [
        ((), (), True, "是"),
        ((), ("√", ""), False, ""),
        (("√", "×"), ("是", "否"), False, "×"),
        (("已开展", "未开展"), (), True, "已开展"),
        (("有", "无", "不详"), (), False, ""),
        (("A", "B"), (), True, ""),
    ],
)
def test_a_mark_is_one_of_the_drop_down_or_none(
    options: tuple[str, ...], shown: tuple[str, ...], held: bool, expected: str
) -> None:
    assert marks.said(held, shown, options) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("√/×", ("√", "×")), ("打√", ("√", "")), ("是/否", ("是", "否")), ("是", ()), ("场", ()), ("有无", ("有", "无"))],
)
def test_brackets_show_how_to_mark(words: str, expected: tuple[str, ...]) -> None:
    assert marks.in_brackets(words) == expected


def test_a_note_shows_how_to_mark() -> None:
    assert marks.in_a_note("开展过的打“√”，没有开展的打“×”") == ("√", "×")
    assert marks.in_a_note("请填写场次") == ()


def test_a_drop_down_of_numbers_takes_a_number_of_it(place: people.Street) -> None:  # noqa: F811
    rows = (["2025年志愿服务情况表"], ["社区", "场次"], ["临水社区"], ["望山社区"])
    page = said(place, form(place, *rows, rule='"1,2,3"', at="B3:B4"))
    assert (page["B3"].value, page["B4"].value) == (2, None)
    assert Decimal(page["B3"].value) == 2
