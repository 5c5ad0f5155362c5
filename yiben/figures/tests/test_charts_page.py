"""The pages of charts: every number drawn stands in the table and leads to its figure."""

import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import entry, sign_in
from yiben.figures.charts_tables import beside_last_year, by_month, of_line
from yiben.figures.rollup import figure
from yiben.figures.tests.promises import promise
from yiben.figures.tests.test_exports import rows_of
from yiben.lib.periods import Period
from yiben.terms.models import definitions
from yiben.units.models import Line

CHARTS, BESIDE, PROGRESS = "/figures/charts/", "/figures/charts/beside/", "/figures/charts/progress/"


def lines(*slugs):
    return list(Line.objects.filter(slug__in=slugs))


def told(page):
    """The rows of the page's table: name, then numbers."""
    body = re.search(r"<tbody>.*?</tbody>", page.content.decode(), re.S)[0]
    return [re.findall(r">([^<>]+)</(?:th|span)>", row) for row in body.split("</tr>") if "<th" in row]


def test_months_and_lines_are_those_of_the_figures(street):
    entry(street.riverside, lines=("union",))
    entry(street.hilltop, lines=("union", "youth"))
    asked, year = definitions()["activity-times"], Period.of_year(2025)
    table = by_month(asked, street.street, year, lines("union", "youth"))
    assert [row.name for row in table.rows] == ["全部", "工会", "团委"]
    assert [row.total.value for row in table.rows] == [2, 2, 1]
    assert table.rows[2].figures[2] == figure(of_line(asked, lines("youth")[0]), street.street, Period.parse("2025-03"))
    assert sum(one.value for one in table.rows[1].figures) == 2


def test_a_number_of_one_line_opens_its_own_figure(street):
    entry(street.riverside, lines=("union",))
    client = sign_in(street.bob)
    address = f"/figures/activity-times/?unit={street.street.code}&period=2025-03&line=union"
    assert address.replace("&", "&amp;") in client.get(CHARTS).content.decode()
    page = client.get(address)
    assert page.context["found"].value == 1
    assert "活动场次（工会）" in page.content.decode()
    assert client.get(address.replace("union", "youth")).context["found"].value == 0


@pytest.mark.parametrize("line", ["nobody", "union'--", "%00"])
def test_a_line_that_is_none_is_not_there(street, line):
    assert sign_in(street.bob).get("/figures/activity-times/", {"line": line}).status_code == 404


def test_every_number_drawn_stands_in_the_table(street):
    for _time in range(3):
        entry(street.riverside, lines=("union",))
    page = sign_in(street.bob).get(CHARTS)
    rows = {row[0]: row[1:] for row in told(page)}
    assert rows["全部"][2] == rows["工会"][2] == rows["工会"][-1] == "3"
    drawn = re.findall(r"<svg.*?</svg>", page.content.decode(), re.S)
    assert len(drawn) == 4, "two charts, each for a page and for a phone"
    assert all('role="img"' in one and ">3<" in one for one in drawn)


def test_months_to_come_are_not_drawn_as_nothing(street):
    entry(street.riverside)
    page = sign_in(street.bob).get(CHARTS, {"period": "2025"}).content.decode()
    assert ">11月<" in page
    assert ">12月<" not in page


def test_lines_keep_the_catalogues_order_whatever_their_numbers(street):
    for _time in range(5):
        entry(street.riverside, lines=("enterprise",))
    names = [row[0] for row in told(sign_in(street.bob).get(CHARTS))]
    assert names == ["全部", *Line.objects.filter(active=True).values_list("short", flat=True)]


def test_last_year_ends_on_the_same_day(street):
    entry(street.riverside, on=date(2024, 12, 1))
    entry(street.riverside, on=date(2024, 11, 20))
    entry(street.riverside)
    asked = definitions()["activity-times"]
    period = Period.parse("2025-01-01..2025-11-20")
    (row,) = beside_last_year(asked, street.street, period, []).rows
    assert [one.value for one in row.figures] == [1, None]  # the book doesn't go back so far
    entry(street.riverside, on=date(2024, 1, 8))
    (row,) = beside_last_year(asked, street.street, period, []).rows
    assert [one.value for one in row.figures] == [1, 2]
    page = sign_in(street.bob).get(BESIDE, {"period": "2025"})
    assert "2025年1月1日至11月20日，对比2024年1月1日至11月20日" in page.content.decode()
    assert told(page)[0] == ["全部", "1", "2"]


def test_progress_tells_each_target_in_the_documents_order(street):
    promise(street, "乙事", indicator="volunteering-times", value=2, unit="场")
    promise(street, "甲事", indicator="volunteering-times", value=1, unit="场")
    entry(street.riverside)
    page = sign_in(street.bob).get(PROGRESS).content.decode()
    picture = re.search(r"<svg.*?</svg>", page, re.S)[0]
    assert picture.index(">乙事<") < picture.index(">甲事<")
    assert ">1/2场<" in picture
    assert "✓ 已完成" in picture


def test_a_worker_sees_her_units_charts_only(street):
    entry(street.hilltop)
    client = sign_in(street.alice)
    assert "没有可画的数" in client.get(CHARTS).content.decode()
    assert client.get(CHARTS, {"unit": street.hilltop.code}).status_code == 404


def test_an_indicator_that_no_line_can_narrow_is_not_drawn(street):
    entry(street.riverside)
    for slug in ("union-dues", "attendances-per-activity", "nothing", "own-x"):
        assert sign_in(street.bob).get(CHARTS, {"indicator": slug}).context["definition"].slug == "activity-times"


def test_more_than_a_year_of_months_is_refused_in_words(street):
    answer = sign_in(street.bob).get(CHARTS, {"period": "2023-01-01..2025-11-20"})
    assert "图表一次最多画十二个月" in answer.content.decode()


@pytest.mark.parametrize("address", [CHARTS, BESIDE, PROGRESS])
def test_more_entries_and_targets_ask_no_more(street, address):
    client = sign_in(street.bob)

    def asked():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    promise(street, "甲", indicator="volunteering-times", value=1, unit="场")
    entry(street.riverside)
    few = asked()
    for at in range(6):
        promise(street, f"乙{at}", indicator="activity-times", value=at + 1, unit="场")
        entry(street.hilltop, lines=("union", "women"))
    assert asked() == few <= 25


FILE, TABLE = "/figures/charts/picture/", "/figures/charts.xlsx"


def test_each_chart_of_a_page_can_be_fetched_as_a_picture(street):
    entry(street.riverside, lines=("union",))
    client = sign_in(street.bob)
    page = client.get(CHARTS, {"unit": street.riverside.code, "period": "2025Q1"})
    offered = [url.replace("&amp;", "&") for url in re.findall(rf'href="({FILE}[^"]+)"', page.content.decode())]
    assert len(offered) == 4, "two charts, each as PNG and as SVG"
    made = [client.get(url) for url in offered]
    assert [one["Content-Type"] for one in made] == ["image/png", "image/svg+xml"] * 2
    assert made[0].content.startswith(b"\x89PNG")
    assert made[1].content.startswith(b"<svg ")
    assert b"<script" not in made[1].content
    name = unquote(made[2]["Content-Disposition"])
    assert name.endswith("临水社区2025年第一季度各条线各月活动场次.png")


def test_the_table_of_a_page_of_charts_goes_out_as_it_stands(street):
    entry(street.riverside, lines=("union",))
    rows = rows_of(sign_in(street.bob).get(TABLE, {"period": "2025Q1"}))
    assert rows[1] == ("条线", "1月", "2月", "3月", "合计")
    assert rows[2:4] == [("全部", 0, 0, 1, 1), ("工会", 0, 0, 1, 1)]
    beside = rows_of(sign_in(street.bob).get(TABLE, {"page": "charts_beside", "period": "2025Q1"}))
    assert beside[1] == ("条线", "2025年", "2024年")


def test_the_progress_of_tasks_goes_out_as_table_and_pictures(street):
    promise(street, "办好志愿服务", indicator="volunteering-times", value=4)
    client = sign_in(street.bob)
    asked = {"page": "charts_progress", "year": "2025"}
    rows = rows_of(client.get(TABLE, asked))
    assert rows[1] == ("条线", "任务", "目标", "数值", "完成", "应完成", "单位", "进度")
    assert len(rows) == 3
    assert client.get(FILE, asked | {"kind": "png"}).content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "odd", [{"at": "2"}, {"at": "-1"}, {"at": "x"}, {"at": "9" * 5000}, {"kind": "exe"}, {"at": "\0"}]
)
def test_a_picture_that_is_none_is_not_there(street, odd):
    assert sign_in(street.bob).get(FILE, odd).status_code == 404
