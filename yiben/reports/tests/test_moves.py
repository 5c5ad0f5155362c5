"""Who may make which move of a report in which state: by the action, and by what the page offers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import entry, sign_in
from yiben.lib.refused import Refused
from yiben.reports import actions
from yiben.reports.models import MOVERS, TRANSITIONS, Move, Remark, Report, State
from yiben.reports.tests.drafts import IN_STATE, ISSUED_ON, drafted, returned, sent

MAKE = {
    Move.SEND: lambda report, by: actions.send(report, by=by),
    Move.RETURN: lambda report, by: actions.send_back(report, by=by, remarks="请补充"),
    Move.REVIEW: lambda report, by: actions.review(report, by=by),
    Move.ISSUE: lambda report, by: actions.issue(report, by=by, number="", date=ISSUED_ON),
}
BUTTONS = {Move.SEND: "/send/", Move.RETURN: "/return/", Move.REVIEW: "/review/", Move.ISSUE: "/issue/"}
# state → the moves that each post may make: bob is an officer, carol leads; alice, eve, ada and dan may none
MAY = {
    # state: bob, carol
    "drafted": ({Move.SEND}, set()),
    "sent": (set(), {Move.RETURN, Move.REVIEW}),
    "returned": ({Move.SEND}, set()),
    "reviewed": (set(), {Move.ISSUE, Move.RETURN}),
    "issued": (set(), set()),
}


@pytest.mark.parametrize("state", State.values)
def test_only_the_moves_of_the_table_can_be_made(street, state):
    report = IN_STATE[state](street)
    for name, post in street.posts.items():
        for move, make in MAKE.items():
            may = move in {"bob": MAY[state][0], "carol": MAY[state][1]}.get(name, set())
            assert may == (move in TRANSITIONS[state] and post.kind in MOVERS[move] and name != "dan")
            if not may:
                with pytest.raises(Refused):
                    make(Report.objects.get(pk=report.pk), post)
    assert Report.objects.get(pk=report.pk).state == state


@pytest.mark.parametrize("state", [state for state in State.values if state != "issued"])
def test_the_page_offers_just_those_moves_and_one_primary_action(street, state):
    report = IN_STATE[state](street)
    for name, may in zip(("bob", "carol"), MAY[state], strict=True):
        page = sign_in(street.posts[name]).get(f"/reports/{report.pk}/").content.decode()
        assert {move for move, button in BUTTONS.items() if f"{report.pk}{button}" in page} == may
        assert page.count("button--primary") == (1 if may else 0)


def test_every_move_is_a_remark_and_an_act(street):
    report = returned(street)
    assert list(Remark.objects.filter(report=report).values_list("move", "words")) == [
        ("send", ""),
        ("return", "补充存在的问题"),
    ]


def test_who_must_write_again_reads_why_first(street):
    report = returned(street)
    page = sign_in(street.bob).get(f"/reports/{report.pk}/").content.decode()
    assert page.index("补充存在的问题") < page.index('class="paper"')


def test_a_lead_returns_a_report_on_the_page(street):
    report, carol = sent(street), sign_in(street.carol)
    answer = carol.post(f"/reports/{report.pk}/return/", {"remarks": ""})
    assert (answer.status_code, Report.objects.get().state) == (409, "sent")
    carol.post(f"/reports/{report.pk}/return/", {"remarks": "请补充问题"})
    assert Report.objects.get().state == "returned"


def test_issuing_without_a_day_or_in_the_future_is_refused(street):
    report, carol = IN_STATE["reviewed"](street), sign_in(street.carol)
    for day in ("", "昨天", "2025-11-21"):
        assert carol.post(f"/reports/{report.pk}/issue/", {"date": day, "number": ""}).status_code == 409
    assert Report.objects.get().state == "reviewed"
    carol.post(f"/reports/{report.pk}/issue/", {"date": "2025-11-20", "number": "青办〔2025〕1号"})
    assert Report.objects.get().number == "青办〔2025〕1号"


def test_more_work_and_more_communities_ask_no_more(street):
    report, client = drafted(street), sign_in(street.bob)

    def asked():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/reports/{report.pk}/").status_code == 200
        return len(caught)

    few = asked()
    for _again in range(6):
        entry(street.hilltop, cohosts=(street.riverside.pk,), lines=("union", "youth"))
    assert asked() == few <= 25
