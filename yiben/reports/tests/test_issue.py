from datetime import date
from io import BytesIO

import docx
import pytest

from tests.people import entry, street
from yiben.ledger import actions as ledger
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.reports import actions
from yiben.reports.models import Report, State
from yiben.reports.since import changes
from yiben.units.actions import give_post

pytestmark = pytest.mark.django_db
YEAR = Period.of_year(2025)


def text_of(data):
    document = docx.Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def drafted(s, **said):
    entry(s.riverside, by=s.alice, amounts={"attendances": 120, "materials": 200})
    entry(s.hilltop, by=s.amy, amounts={"attendances": 30})
    return actions.build(**({"by": s.bob, "unit": s.street, "genre": "annual", "period": YEAR} | said))


def issued(s):
    report = actions.send(drafted(s), by=s.bob)
    report = actions.review(report, by=s.carol)
    return actions.issue(report, by=s.carol, number="青办〔2025〕12号", date=date(2025, 11, 18))


def test_a_draft_carries_its_figures_as_names():
    s = street()
    report = drafted(s)
    assert "志愿服务{{ 志愿服务场次 }}场" in report.body
    assert report.state == State.DRAFTED


def test_an_issued_report_prints_the_books_figures_and_no_codes():
    s = street()
    report = issued(s)
    text = text_of(report.document)
    assert "参与居民150人次" in text
    assert "发放宣传资料200份" in text
    assert "青办〔2025〕12号" in text
    assert not any(citation.code in text for citation in report.citations.all())


def test_every_figure_stands_in_the_source_table_with_its_code():
    s = street()
    report = issued(s)
    sources = text_of(report.sources)
    assert report.citations.count() > 5
    assert all(citation.code in sources for citation in report.citations.all())


def test_who_drafts_does_not_review():
    s = street()
    both = give_post(s.bob.person, by=None, unit=s.street, kind="lead", since=date(2023, 1, 1))
    report = actions.send(drafted(s), by=s.bob)
    with pytest.raises(Refused, match="起草人"):
        actions.review(report, by=both)


def test_a_return_says_why_and_goes_back_to_its_author():
    s = street()
    report = actions.send(drafted(s), by=s.bob)
    with pytest.raises(Refused, match="意见"):
        actions.send_back(report, by=s.carol, remarks="")
    report = actions.send_back(report, by=s.carol, remarks="补充存在的问题")
    actions.edit(report, by=s.bob, title=report.title, body=report.body + "\n补充。")
    assert Report.objects.get().body.endswith("补充。")


@pytest.mark.parametrize("move", ["review", "issue"])
def test_a_draft_cannot_be_reviewed_or_issued(move):
    s = street()
    report = drafted(s)
    said = {"number": "", "date": date(2025, 11, 18)} if move == "issue" else {}
    with pytest.raises(Refused, match="不能"):
        getattr(actions, move)(report, by=s.carol, **said)


def test_an_issued_report_never_changes_and_tells_what_moved_since():
    s = street()
    report = issued(s)
    before = bytes(report.document)
    late = entry(s.riverside, by=s.alice, amounts={"attendances": 10})
    (change,) = [
        c for c in changes(report, s.carol) if c.citation.name == "活动参与人次" and c.citation.unit == s.street
    ]
    assert (change.citation.value, change.now.value, change.came.count) == (150, 160, 1)
    assert list(change.came.shown) == [late]
    assert bytes(Report.objects.get().document) == before
    with pytest.raises(Refused):
        actions.edit(report, by=s.bob, title="改", body="改")


def test_what_moved_is_told_in_as_many_queries_however_much_it_is(django_assert_max_num_queries):
    s = street()
    report = issued(s)
    for day in range(1, 9):
        entry(s.riverside, by=s.alice, amounts={"attendances": 10}, on=date(2025, 6, day), title=f"第{day}场")
    with django_assert_max_num_queries(16):
        told = changes(report, s.carol)
    (change,) = [c for c in told if c.citation.name == "活动参与人次" and c.citation.unit == s.street]
    assert change.came.count == 8
    assert [one.title for one in change.came.shown] == ["第8场", "第7场", "第6场", "第5场", "第4场"]


def test_what_moved_is_named_to_those_only_who_may_read_it():
    s = street()
    report = issued(s)
    entry(s.riverside, by=s.alice, amounts={"attendances": 10}, lines=("union",))
    youth = give_post(s.bob.person, by=None, unit=s.street, kind="officer", since=date(2023, 1, 1), lines=["youth"])
    for post, readable in ((s.carol, 1), (youth, 0), (None, 0)):
        (change,) = [
            c for c in changes(report, post) if c.citation.name == "活动参与人次" and c.citation.unit == s.street
        ]
        assert (change.came.count, len(change.came.shown)) == (1, readable)


def test_a_correction_that_keeps_the_value_is_no_change():
    s = street()
    report = issued(s)
    told = ledger.correct(entry(s.hilltop, amounts={}), by=None, title="改名")
    ledger.void(told, by=None, reason="误报")
    assert changes(report, s.carol) == []


def test_a_name_nobody_knows_is_a_finding_and_stops_the_way():
    s = street()
    report = drafted(s)
    actions.edit(report, by=s.bob, title=report.title, body="发展{{ 党员人数 }}名。")
    report.refresh_from_db()
    with pytest.raises(Refused, match="没认出"):
        actions.send(report, by=s.bob)


def test_a_worker_cannot_build():
    s = street()
    with pytest.raises(Refused):
        actions.build(by=s.alice, unit=s.riverside, genre="annual", period=YEAR)


def test_two_people_saving_at_once_lose_nothing():
    s = street()
    report = drafted(s)
    was = report.body
    actions.edit(report, by=s.bob, title="一", body="甲", was=was)
    with pytest.raises(Refused, match="别人改过"):
        actions.edit(report, by=s.bob, title="二", body="乙", was=was)
    assert Report.objects.get().body == "甲"


def test_the_head_of_every_chain_is_recorded():
    s = street()
    report = issued(s)
    assert report.heads[s.riverside.code]["number"] == 1
