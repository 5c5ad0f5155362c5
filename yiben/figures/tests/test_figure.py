from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import entry, sign_in
from yiben.figures.tests.promises import promise
from yiben.ledger import actions as ledger
from yiben.units.actions import give_post
from yiben.units.models import Person

PAGE = "/figures/volunteering-times/"


def page_of(post, address=PAGE, **asked):
    return sign_in(post).get(address, asked).content.decode()


def test_it_tells_the_value_the_definition_and_its_entries(street):
    told = entry(street.riverside, title="捡拾河岸垃圾")
    page = page_of(street.bob)
    assert '<span class="figure-value">1</span>' in page
    assert "统计活动类型为“志愿服务”的场次" in page
    assert f"/entries/{told.pk}/" in page


def test_the_parts_of_communities_and_months_make_up_the_whole(street):
    for day, unit in ((date(2025, 1, 5), street.riverside), (date(2025, 6, 5), street.hilltop)):
        entry(unit, on=day)
    entry(street.street, on=date(2025, 6, 6))
    answer = sign_in(street.bob).get(PAGE)
    by_unit, by_month = answer.context["by_unit"], answer.context["by_month"]
    own = answer.context["own_part"]
    assert sum(found.value for _unit, found, _url in by_unit) + own.value == 3
    assert sum(found.value for found, _url in by_month) == 3
    assert own.value == 1


def test_a_worker_sees_her_unit_and_no_other(street):
    entry(street.riverside)
    entry(street.hilltop)
    assert '<span class="figure-value">1</span>' in page_of(street.alice)
    assert sign_in(street.alice).get(PAGE, {"unit": street.hilltop.code}).status_code == 404
    assert sign_in(street.alice).get(PAGE, {"unit": street.street.code}).status_code == 404


def test_entries_of_other_lines_are_counted_and_not_listed(street):
    person = Person.objects.create(login="uma", name="吴会")
    uma = give_post(person, by=None, unit=street.street, kind="officer", since=date(2023, 1, 1), lines=["union"])
    hers = entry(street.riverside, title="职工志愿服务", lines=("union",))
    other = entry(street.riverside, title="青年志愿服务", lines=("youth",))
    page = page_of(uma)
    assert '<span class="figure-value">2</span>' in page
    assert str(hers.pk) in page
    assert str(other.pk) not in page
    assert "另有1条不在您的范围内" in page


def test_an_officer_of_other_lines_does_not_see_a_lines_figure(street):
    person = Person.objects.create(login="uma", name="吴会")
    uma = give_post(person, by=None, unit=street.street, kind="officer", since=date(2023, 1, 1), lines=["union"])
    assert sign_in(uma).get("/figures/link-rate/").status_code == 404
    assert sign_in(uma).get("/figures/union-dues/").status_code == 200
    assert "学社衔接率" not in page_of(uma, "/figures/")


def test_of_one_measure_it_counts_only_its_entries(street):
    measure = promise(street, "清洁家园")
    entry(street.riverside, measures=(measure.pk,))
    entry(street.riverside)
    answer = sign_in(street.bob).get(PAGE, {"measure": str(measure.pk)})
    assert answer.context["found"].value == 1
    assert "清洁家园" in answer.content.decode()


def test_a_corrected_entry_counts_as_it_stands_and_a_void_one_not_at_all(street):
    old, gone = entry(street.riverside, amounts={"times": 2}), entry(street.riverside)
    ledger.correct(old, by=street.alice, title="更正后的名称")
    ledger.void(gone, by=street.alice, reason="重复")
    page = page_of(street.bob)
    assert '<span class="figure-value">2</span>' in page
    assert "更正后的名称" in page
    assert str(old.pk) not in page


def test_joint_activities_are_told_beside_the_figure(street):
    entry(street.riverside, cohosts=(street.hilltop.pk,))
    assert "另参与联合举办 1 场" in page_of(street.amy)


def test_without_an_answer_it_says_so(street):
    assert "账本里没有可作答的记录" in page_of(street.bob, "/figures/link-rate/")


@pytest.mark.parametrize("period", ["去年", "2025-13", "2025-01-02..2025-01-01", "2025Q5"])
def test_a_period_nobody_can_read_is_refused_in_words(street, period):
    answer = sign_in(street.bob).get(PAGE, {"period": period})
    assert answer.status_code == 409
    assert "时段" in answer.content.decode()


@pytest.mark.parametrize("asked", [{"unit": "9" * 300}, {"measure": "x"}, {"measure": "0" * 32}])
def test_what_is_not_there_is_not_found(street, asked):
    assert sign_in(street.bob).get(PAGE, asked).status_code == 404


def test_more_entries_ask_no_more(street):
    client = sign_in(street.bob)

    def asked():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(PAGE).status_code == 200
        return len(caught)

    entry(street.riverside)
    few = asked()
    for month in range(1, 12):
        entry(street.hilltop, on=date(2025, month, 3), cohosts=(street.riverside.pk,))
    assert asked() == few <= 25
