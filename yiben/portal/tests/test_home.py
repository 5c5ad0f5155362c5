"""The first page of each post: what waits for her."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from tests import people
from yiben.ledger import asks
from yiben.lib.periods import Period, stop_the_calendar
from yiben.plans.models import Measure, Plan, Target
from yiben.portal import desk
from yiben.reports import actions as reports

TODAY = date(2025, 11, 20)


@pytest.fixture(autouse=True)
def _november():
    stop_the_calendar(TODAY)
    yield
    stop_the_calendar(None)


def promise(place, *, value=4, scope="each", line="volunteering", title="开展志愿服务", year=2025, state="confirmed"):
    plan = Plan.objects.create(
        unit=place.street,
        year=year,
        title=f"{year}年工作要点",
        source=b"x",
        sha256=f"{title}{year}{state}",
        state=state,
        confirmed_at=timezone.now() if state == "confirmed" else None,
    )
    measure = Measure.objects.create(plan=plan, order=0, line_id=line, title=title, text=title)
    Target.objects.create(
        measure=measure, indicator_id="volunteering-times", value=Decimal(value), unit="场", scope=scope
    )
    return measure


def page(post):
    answer = people.sign_in(post).get("/")
    assert answer.status_code == 200
    return answer


def text(post):
    return page(post).content.decode()


# -- the worker's


def test_a_workers_first_page_offers_to_log_one(street):
    assert 'href="/entries/new/">记一笔' in text(street.alice)


def test_it_shows_what_was_logged_last_with_its_receipt(street):
    entry = people.entry(street.riverside, by=street.alice)
    people.entry(street.hilltop, by=street.amy, title="望山的事")
    told = text(street.alice)
    assert entry.receipt in told
    assert "望山的事" not in told


def test_it_counts_this_month_and_links_to_the_figures(street):
    people.entry(street.riverside, by=street.alice, on=date(2025, 11, 3))
    people.entry(street.riverside, by=street.alice, on=date(2025, 10, 31))
    figure, url = page(street.alice).context["month"][0]
    assert (figure.definition.slug, figure.value) == ("activity-times", 1)
    assert people.sign_in(street.alice).get(url).status_code == 200


def test_a_withdrawal_is_no_news(street):
    from yiben.ledger import actions as ledger

    ledger.void(people.entry(street.riverside, by=street.alice), by=street.alice, reason="记重了")
    assert [entry.state for entry in desk.latest_of(street.alice)] == ["void"]


def test_an_undone_import_is_no_news_at_all(street):
    from yiben.ledger import actions as ledger

    listed = people.entry(street.riverside, by=street.alice, origin="import:1")
    ledger.void(people.entry(street.riverside, by=street.alice, origin="import:2"), by=street.alice, reason="撤销导入")
    assert list(desk.latest_of(street.alice)) == [listed]


def test_a_worker_is_late_only_with_what_her_community_owes(street):
    promise(street)
    promise(street, scope="total", value=400, title="全街道的事")
    shares = page(street.alice).context["shares"]
    assert [share.reading.target.measure.title for share in shares.behind] == ["开展志愿服务"]
    assert shares.others == []


def test_her_part_in_what_the_street_owes_is_a_tap_away(street):
    promise(street)
    promise(street, scope="total", value=400, title="全街道的事")
    people.entry(street.riverside, by=street.alice)
    people.entry(street.hilltop, by=street.amy)
    assert "/shares/" in text(street.alice)
    shares = people.sign_in(street.alice).get("/shares/").context["shares"]
    told = [share for _line, rows in shares.others for share in rows]
    assert [(s.reading.target.measure.title, s.here.value) for s in told] == [("开展志愿服务", 1), ("全街道的事", 1)]
    assert told[1].reading.figure.value == 2


def test_what_a_neighbour_did_does_not_help_her(street):
    promise(street, value=1)
    people.entry(street.hilltop, by=street.amy)
    assert [share.here.value for share in page(street.alice).context["shares"].behind] == [0]
    assert page(street.amy).context["shares"].behind == []


def test_an_office_owes_nothing_that_each_community_owes(street):
    from yiben.units.actions import give_post

    post = give_post(street.amy.person, by=None, unit=street.office, kind="worker", since=people.SINCE)
    promise(street)
    for every in (False, True):
        shares = desk.shares_of(post, TODAY, every=every)
        assert (shares.promised, shares.behind, shares.others) == (1, [], [])


def test_in_january_last_years_plan_is_still_shown(street):
    promise(street, year=2024)
    assert desk.year_of_plans(street.alice, date(2025, 1, 5)) == 2024
    promise(street, year=2025)
    assert desk.year_of_plans(street.alice, date(2025, 1, 5)) == 2025
    assert desk.year_of_plans(street.alice, date(2024, 12, 31)) == 2024


# -- the officer's and the lead's


def test_an_officer_sees_what_is_late_the_overdue_first(street):
    risky = promise(street, title="有风险的")
    overdue = promise(street, title="逾期的")
    Target.objects.filter(measure=overdue).update(deadline=date(2025, 6, 30))
    late = page(street.bob).context["late"]
    assert [reading.target.measure for reading in late.readings] == [overdue, risky]
    assert (late.overdue, late.at_risk, late.tracked) == (1, 1, 2)


def test_an_officer_sees_her_lines_only(street):
    from yiben.units.actions import end_post, give_post

    promise(street, line="volunteering")
    promise(street, line="union", title="工会的事")
    end_post(street.bob, by=None, until=date(2025, 1, 1))
    give_post(street.bob.person, by=None, unit=street.street, kind="officer", since=people.SINCE, lines=["union"])
    context = page(street.bob).context
    assert [reading.target.measure.title for reading in context["late"].readings] == ["工会的事"]
    assert [line.slug for line, _count, _url in context["by_line"]] == ["union"]


def test_a_months_records_lead_to_their_list(street):
    people.entry(street.riverside, by=street.alice, on=date(2025, 11, 3))
    by_line = {line.slug: (count, url) for line, count, url in page(street.bob).context["by_line"]}
    count, url = by_line["volunteering"]
    assert count == people.sign_in(street.bob).get(url).context["page"].paginator.count == 1
    assert by_line["union"][0] == 0


def test_a_draft_plan_waits_for_its_officer_not_for_a_worker(street):
    promise(street, state="draft")
    assert "2025年工作要点" in text(street.bob)
    assert "2025年工作要点" not in text(street.alice)


def test_a_report_waits_for_the_lead_once_it_is_sent(street):
    people.entry(street.riverside, by=street.alice)
    report = reports.build(by=street.bob, unit=street.street, genre="annual", period=Period.of_year(2025))
    assert report.title in text(street.bob)
    assert report.title not in text(street.carol)
    reports.send(report, by=street.bob)
    assert report.title in text(street.carol)


def test_without_a_plan_the_page_says_what_to_do_first(street):
    assert "导入一份工作要点" in text(street.bob)


# -- the auditor's and the administrator's


def test_an_auditor_can_verify_and_sees_what_was_done(street):
    people.entry(street.riverside, by=street.alice)
    told = text(street.eve)
    assert "核验账本" in told
    assert "安宁" in told


def test_an_administrator_is_told_whose_post_ends_soon(street):
    from yiben.units.actions import end_post

    end_post(street.amy, by=street.ada, until=date(2025, 12, 31))
    assert [post.person.name for post in page(street.ada).context["ending"]] == ["艾敏"]
    assert "学雷锋" not in text(street.ada)


def test_what_is_due_this_quarter_and_not_done_yet_stands_on_the_workers_page(street):
    measure = promise(street, value=1, title="开好例会")
    measure.targets.update(frequency="quarterly")
    for month in (2, 5, 8):
        people.entry(street.riverside, on=date(2025, month, 28))
    shown = text(street.alice)
    assert "本期还要做的" in shown
    assert "本期（第四季度）还差1场，12月31日前" in shown
    people.entry(street.riverside, on=date(2025, 11, 1))
    assert "本期还要做的" not in text(street.alice)


def test_a_question_waits_on_the_first_page_of_who_was_asked_and_its_answer_on_the_askers(street):
    asked = asks.ask(by=street.bob, entry=people.entry(street.riverside, by=street.alice), text="签到表上几个人？")
    assert "签到表上几个人" in people.sign_in(street.alice).get("/").content.decode()
    assert "签到表上几个人" not in people.sign_in(street.amy).get("/").content.decode()
    asks.answer(asked, by=street.alice, text="三十二个")
    assert "签到表上几个人" not in people.sign_in(street.alice).get("/").content.decode()
    assert "已答复" in people.sign_in(street.bob).get("/").content.decode()


def test_an_officer_is_told_how_many_entries_answer_no_task_yet(street):
    people.entry(street.riverside, by=street.alice)
    assert "没有归到任务" not in text(street.bob)
    promise(street)
    assert "还有 1 条记录没有归到任务。" in text(street.bob)


def test_a_workers_page_leads_to_where_entries_are_attributed_in_bulk(street):
    people.entry(street.riverside, by=street.alice)
    assert 'href="/entries/attribute/"' in text(street.alice)
