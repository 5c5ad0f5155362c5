from datetime import date

import pytest

from tests.people import entry, sign_in, street
from yiben.lib.sheets import read_sheets
from yiben.plans.models import Measure, Plan, Target

pytestmark = pytest.mark.django_db


def promised(s, value=10, **said):
    plan = Plan.objects.create(
        unit=s.street,
        year=2025,
        title="要点",
        source=b"",
        sha256="0" * 64,
        state="confirmed",
        confirmed_at="2025-03-01T00:00Z",
    )
    measure = Measure.objects.create(plan=plan, order=1, title="办好志愿服务", text="", line_id="volunteering")
    return Target.objects.create(measure=measure, indicator_id="volunteering-times", value=value, unit="场", **said)


def rows_of(response):
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    return read_sheets(response.content)[0].rows


def test_the_board_goes_out_as_it_stands():
    s = street()
    promised(s, scope="each")
    entry(s.riverside, on=date(2025, 3, 5))
    rows = rows_of(sign_in(s.bob).get("/figures/board.xlsx?year=2025"))
    assert rows[1][5:] == ("合计", "临水社区", "望山社区")
    assert rows[2][1:3] == ("办好志愿服务", "每个社区不少于10场")
    assert rows[2][5:] == (1, 1, 0)


def test_figures_go_out_with_their_definitions():
    s = street()
    entry(s.riverside, on=date(2025, 3, 5))
    rows = rows_of(sign_in(s.bob).get("/figures/figures.xlsx?period=2025"))
    told = {row[1]: row for row in rows[2:]}
    assert told["志愿服务场次"][2:5] == (1, "场", 1)
    assert told["志愿服务场次"][6].startswith("统计")


def test_a_worker_takes_out_only_her_own():
    s = street()
    entry(s.hilltop, on=date(2025, 3, 5))
    rows = rows_of(sign_in(s.alice).get("/figures/figures.xlsx?period=2025"))
    assert {row[1]: row[2] for row in rows[2:]}["志愿服务场次"] == 0
    assert sign_in(s.alice).get(f"/figures/figures.xlsx?unit={s.hilltop.code}").status_code == 404


def test_a_count_on_the_board_opens_the_entries_it_counts():
    s = street()
    plan = Plan.objects.create(
        unit=s.street,
        year=2025,
        title="要点",
        source=b"",
        sha256="1" * 64,
        state="confirmed",
        confirmed_at="2025-03-01T00:00Z",
    )
    told = Measure.objects.create(plan=plan, order=1, title="做好邻里互助", text="", line_id="volunteering")
    entry(s.riverside, on=date(2025, 3, 5), title="邻里送餐", measures=(told.pk,))
    entry(s.hilltop, on=date(2025, 3, 6), title="楼道清理", measures=(told.pk,))
    page = sign_in(s.bob).get("/figures/board/?year=2025")
    (row,) = [row for _name, rows in page.context["board"].groups for row in rows]
    (column,) = [at for at, unit in enumerate(page.context["board"].columns) if unit == s.riverside]
    opened = sign_in(s.bob).get(row.cells[column].url).content.decode()
    assert row.cells[column].value == 1
    assert "邻里送餐" in opened
    assert "楼道清理" not in opened


def test_the_board_opens_on_the_newest_year_that_has_a_plan():
    s = street()
    Plan.objects.filter(pk=promised(s).measure.plan_id).update(year=2023)
    assert sign_in(s.bob).get("/figures/board/").context["year"] == 2023
    assert sign_in(s.bob).get("/figures/board/?year=2024").context["year"] == 2024
