import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import entry, sign_in
from yiben.figures.board import Addresses, board
from yiben.figures.rollup import figure
from yiben.figures.tests.promises import promise
from yiben.lib.periods import Period
from yiben.plans.models import Measure
from yiben.terms.models import definitions

BOARD = "/figures/board/"
TODAY = date(2025, 11, 20)


def shown(street, whole=None, communities=None):
    measures = Measure.objects.select_related("line", "plan").prefetch_related("targets__measure", "completions")
    units = [street.riverside, street.hilltop] if communities is None else communities
    return board(measures, definitions(), whole or street.street, units, 2025, TODAY, Addresses("/f/_slug_/", "/e/"))


def rows_of(found):
    return [row for _name, rows in found.groups for row in rows]


def test_its_numbers_are_those_of_the_figures(street):
    promise(street, "开展志愿服务", indicator="volunteering-times", value=10, unit="场")
    for unit in (street.riverside, street.riverside, street.hilltop, street.office):
        entry(unit)
    (row,) = rows_of(shown(street))
    asked = definitions()["volunteering-times"]
    units = [street.street, street.riverside, street.hilltop]
    assert [cell.value for cell in row.cells] == [figure(asked, u, Period.of_year(2025)).value for u in units]
    assert [cell.value for cell in row.cells] == [4, 2, 1]


def test_a_number_opens_its_figure(street):
    promise(street, "开展志愿服务", indicator="volunteering-times", value=10, unit="场")
    entry(street.riverside)
    page = sign_in(street.bob).get(BOARD)
    address = f"/figures/volunteering-times/?unit={street.riverside.code}&amp;period=2025"
    assert address in page.content.decode()
    assert sign_in(street.bob).get(address.replace("&amp;", "&")).status_code == 200


def test_a_goal_of_each_community_is_judged_community_by_community_in_words(street):
    promise(
        street, "志愿服务", indicator="volunteering-times", value=1, unit="场", scope="each", deadline=date(2025, 6, 30)
    )
    entry(street.riverside)
    (row,) = rows_of(shown(street))
    assert [cell.state for cell in row.cells] == ["", "done", "overdue"]
    page = sign_in(street.bob).get(BOARD).content.decode()
    assert '<span class="visually-hidden">已完成</span>' in page
    assert '<span class="visually-hidden">已逾期</span>' in page


def test_a_measure_without_a_number_counts_its_entries_and_has_no_state(street):
    measure = promise(street, "壮大队伍")
    entry(street.riverside, measures=(measure.pk,))
    (row,) = rows_of(shown(street))
    assert (row.target, row.progress) == (None, None)
    assert [cell.value for cell in row.cells] == [1, 1, 0]


def test_own_entries_only_count_where_the_target_says_so(street):
    measure = promise(street, "清洁家园", indicator="volunteering-times", value=2, unit="次", own=True)
    entry(street.riverside, measures=(measure.pk,))
    entry(street.riverside)
    (row,) = rows_of(shown(street))
    assert row.cells[0].value == 1
    assert f"measure={measure.pk}" in row.cells[0].url


def test_it_sums_states_up_and_shows_one_when_asked(street):
    promise(street, "甲", indicator="volunteering-times", value=1, unit="场", deadline=date(2025, 3, 1))
    promise(street, "乙", line="union", indicator="union-dues", value=0, unit="元")
    assert shown(street).states() == {"overdue": 1, "done": 1}
    assert [row.measure.title for row in rows_of(shown(street).only("done"))] == ["乙"]
    page = sign_in(street.bob).get(BOARD, {"state": "done"}).content.decode()
    assert "乙" in page
    assert ">甲<" not in page


def test_a_state_nobody_knows_shows_all(street):
    promise(street, "甲", indicator="volunteering-times", value=1, unit="场")
    assert ">甲<" in sign_in(street.bob).get(BOARD, {"state": "best"}).content.decode()


def test_a_workers_board_has_only_her_units_column(street):
    promise(street, "志愿服务", indicator="volunteering-times", value=1, unit="场")
    entry(street.hilltop)
    page = sign_in(street.alice).get(BOARD).content.decode()
    head = re.search(r"<thead>.*?</thead>", page, re.S)[0]
    assert "临水" in head
    assert "望山" not in page
    assert street.hilltop.code not in page


def test_an_empty_year_says_what_to_do_first(street):
    page = sign_in(street.bob).get(BOARD, {"year": "2023"}).content.decode()
    assert "先导入并确认工作要点" in page


@pytest.mark.parametrize("year", ["二〇二五", "0", "99999", "-1"])
def test_a_year_that_is_none_is_refused_in_words(street, year):
    answer = sign_in(street.bob).get(BOARD, {"year": year})
    assert "年份要写成四位数字" in answer.content.decode()
    assert answer.status_code != 500


def test_more_measures_ask_no_more(street):
    client = sign_in(street.bob)

    def asked():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(BOARD).status_code == 200
        return len(caught)

    promise(street, "甲", indicator="volunteering-times", value=1, unit="场", own=True)
    promise(street, "乙")
    entry(street.riverside)
    few = asked()
    for at in range(8):
        promise(street, f"丙{at}", indicator="activity-times", value=at, unit="场", scope="each", own=bool(at % 2))
        entry(street.hilltop)
    assert asked() == few <= 25
