"""What the page of an issued report tells of the book after it: 出具时 128，现在 132，因为…"""

from tests.people import content, entry, sign_in
from yiben.ledger import actions as ledger
from yiben.ledger.models import Entry
from yiben.reports.since import changes
from yiben.reports.tests.drafts import issued


def change_of(report, post, name="活动参与人次"):
    (found,) = [c for c in changes(report, post) if c.citation.name == name and c.citation.unit == report.unit]
    return found


def test_a_void_entry_went(street):
    report = issued(street)
    gone = Entry.objects.get(title="植树护绿")
    ledger.void(gone, by=street.alice, reason="重复")
    change = change_of(report, street.carol)
    assert (change.citation.value, change.now.value) == (420, 380)
    assert (change.came.count, change.went.count) == (0, 1)
    assert list(change.went.shown) == [gone]


def test_of_a_corrected_entry_the_old_went_and_the_new_came(street):
    report = issued(street)
    old = Entry.objects.get(title="植树护绿")
    new = ledger.correct(old, by=street.alice, amounts=content(street.riverside, amounts={"attendances": 60}).amounts)
    change = change_of(report, street.carol)
    assert (change.citation.value, change.now.value) == (420, 440)
    assert (list(change.came.shown), list(change.went.shown)) == ([new], [old])


def test_an_entry_taken_from_a_task_moves_the_figure_of_the_task(street):
    report = issued(street)
    told = Entry.objects.get(title="“春送岗位”招聘会")
    ledger.attribute(told, by=street.bob, lines=("union",), measures=())
    change = change_of(report, street.carol, "活动场次：开展“春送岗位”活动")
    assert (change.citation.value, change.now.value, change.went.count) == (1, 0, 1)


def test_the_page_tells_then_now_and_because(street):
    report = issued(street)
    entry(street.riverside, by=street.alice, title="后来的一场", amounts={"attendances": 5})
    page = sign_in(street.carol).get(f"/reports/{report.pk}/").content.decode()
    assert 'data-label="出具时">420<' in page
    assert 'data-label="现在">425<' in page
    assert "新计入 1 条" in page
    assert "后来的一场" in page


def test_nothing_moved_is_said_too(street):
    report = issued(street)
    entry(street.elsewhere, title="别的街道的一场")
    page = sign_in(street.carol).get(f"/reports/{report.pk}/").content.decode()
    assert "文中的数字与账本现在的一致" in page
