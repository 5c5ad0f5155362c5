"""A brief is pasted, looked at, and saved; also without a script."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.people import sign_in, street
from tests.world import plan_of
from yiben.capture.messages import FORMAT
from yiben.capture.tests.sent import answers, item, send
from yiben.ledger.models import Entry
from yiben.ledger.tests.typing_in import typed
from yiben.plans.models import Upcoming
from yiben.plans.upcoming import announce
from yiben.units.models import Act

pytestmark = pytest.mark.django_db

ONE = (
    "2025年3月5日上午，临水社区联合望山社区在文化广场开展学雷锋志愿服务活动，30余名志愿者参加，"
    "发放防诈骗宣传资料200份，惠及居民120人次。"
)
TWO = ONE + "\n2025年3月6日下午，临水社区在会议室开展消防安全培训，40人参加。"


def looked_at(browser, text):
    return browser.post(reverse("capture:look"), {"text": text})


def pressed(answer, **changes):
    """What the page's form sends when she presses save."""
    html = answer.content.decode()
    form = html[html.index("data-entries") : html.index("</form>", html.index("data-entries"))]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attrs = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attrs.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        if "name" in attrs:
            sent.setdefault(attrs["name"], []).append(
                unescape(attrs.get("value", "on" if attrs.get("type") == "checkbox" else ""))
            )
    for name, body in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        sent[name] = [chosen[1] if chosen else ""]
    for name, body in re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        sent[name] = [unescape(body)]
    return sent | changes


def test_a_brief_becomes_an_entry_by_paste_look_save():
    s = street()
    browser = sign_in(s.alice)
    saved = browser.post(reverse("capture:save"), pressed(looked_at(browser, ONE)))
    entry = Entry.objects.get()
    assert saved.url == reverse("ledger:detail", args=[entry.pk])
    assert (str(entry.start), entry.kind_id, entry.unit, entry.place) == (
        "2025-03-05",
        "volunteering",
        s.riverside,
        "文化广场",
    )
    assert [cohost.unit for cohost in entry.cohosts.all()] == [s.hilltop]
    counted = {q.metric_id: (q.value, q.words) for q in entry.quantities.all()}
    assert counted["attendances"] == (120, "")
    assert counted["materials"] == (200, "")
    assert counted["volunteers"][0] == 30
    assert "30余" in counted["volunteers"][1]


def test_each_field_stands_with_the_words_that_it_was_read_from():
    s = street()
    html = looked_at(sign_in(s.alice), ONE).content.decode()
    for words in ("2025年3月5日", "文化广场", "30余名", "200份", "120人次"):
        assert html.count(f">{words}</mark>") >= 2, words


def test_an_approximate_number_is_made_exact_by_typing_it():
    s = street()
    browser = sign_in(s.alice)
    browser.post(reverse("capture:save"), pressed(looked_at(browser, ONE), **{"d0-volunteers": ["34"]}))
    told = Entry.objects.get().quantities.get(metric="volunteers")
    assert (told.value, told.words) == (34, "")


def test_several_activities_are_several_entries_of_one_press():
    s = street()
    browser = sign_in(s.alice)
    browser.post(reverse("capture:save"), pressed(looked_at(browser, TWO)))
    assert [str(entry.start) for entry in Entry.objects.order_by("number")] == ["2025-03-05", "2025-03-06"]
    assert Act.objects.filter(verb="ledger.record_many").count() == 1


def test_one_of_several_can_be_left_out():
    s = street()
    browser = sign_in(s.alice)
    browser.post(reverse("capture:save"), pressed(looked_at(browser, TWO), **{"d0-drop": ["on"]}))
    assert [str(entry.start) for entry in Entry.objects.all()] == ["2025-03-06"]


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved():
    s = street()
    browser = sign_in(s.alice)
    answer = browser.post(reverse("capture:save"), pressed(looked_at(browser, TWO), **{"d1-title": [""]}))
    assert answer.status_code == 422
    assert "请写活动名称" in answer.content.decode()
    assert not Entry.objects.exists()


def test_what_the_rules_refuse_stands_in_the_draft_that_it_is_about():
    s = street()
    browser = sign_in(s.alice)
    answer = browser.post(reverse("capture:save"), pressed(looked_at(browser, TWO), **{"d1-end": ["2025-03-01"]}))
    assert answer.status_code == 422
    first, second = answer.content.decode().partition("<main")[2].split('data-entry="d1"')
    assert "结束日期不能早于" in second
    assert "结束日期不能早于" not in first
    assert not Entry.objects.exists()


def test_pressing_save_twice_saves_once():
    s = street()
    browser = sign_in(s.alice)
    sent = pressed(looked_at(browser, TWO))
    for _time in range(2):
        assert browser.post(reverse("capture:save"), sent).status_code == 302
    assert Entry.objects.count() == 2


def test_the_likest_measures_are_offered_with_the_reason():
    s = street()
    plan_of(s, "确认的", state="confirmed", confirmed_at=timezone.now())
    html = looked_at(sign_in(s.alice), ONE).content.decode()
    assert 1 <= html.count('name="d0-measures"') <= 3
    assert "志愿服务" in html


def test_a_text_without_an_activity_says_what_to_do():
    s = street()
    html = looked_at(sign_in(s.alice), "收到").content.decode()
    assert "没有读出活动" in html
    assert reverse("ledger:new") in html


def test_an_empty_text_asks_for_one():
    s = street()
    answer = looked_at(sign_in(s.alice), " ")
    assert answer.status_code == 422
    assert "请粘贴一段简讯" in answer.content.decode()


def test_a_brief_of_another_unit_is_told():
    s = street()
    html = looked_at(sign_in(s.amy), ONE).content.decode()
    assert "简讯写的是临水社区" in html


@pytest.mark.parametrize("text", [ONE, TWO, "\n".join([TWO] * 12)])
def test_looking_takes_few_queries(text, django_assert_max_num_queries):
    s = street()
    browser = sign_in(s.alice)
    with django_assert_max_num_queries(25):
        assert looked_at(browser, text).status_code == 200


# -- what a browser keeps


def test_the_page_that_a_browser_keeps_has_nothing_of_the_book():
    s = street()
    plan_of(s, "确认的要点", state="confirmed", confirmed_at=timezone.now())
    browser = sign_in(s.alice)
    browser.post(reverse("capture:save"), pressed(looked_at(browser, ONE)))
    html = browser.get(reverse("capture:offline")).content.decode()
    assert "学雷锋志愿服务活动" not in html
    assert "开展志愿服务0" not in html
    assert "已记下" not in html.partition("<main")[2].partition("<form")[0]


def test_the_worker_keeps_the_page_and_its_files_and_may_serve_the_site():
    s = street()
    answer = sign_in(s.alice).get(reverse("capture:worker"))
    assert answer["Service-Worker-Allowed"] == "/"
    assert "javascript" in answer["Content-Type"]
    head = answer.content.decode().splitlines()[0]
    assert reverse("capture:offline") in head
    assert reverse("units:sign_out") in head
    assert "outbox" in head


def test_every_page_tells_the_browser_whose_outbox_it_is():
    s = street()
    page = unescape(sign_in(s.alice).get("/").content.decode())
    assert f'"format": "{FORMAT}"' in page
    assert '"owner": ""' not in page
    assert '"owner": ""' in unescape(sign_in(s.carol).get("/").content.decode())


# -- what has yet to be held

NOTICE = "定于2031年3月5日上午9时，临水社区将在文化广场举办学雷锋志愿服务活动，欢迎居民参加。"


def test_a_notice_goes_into_the_calendar_and_not_into_the_book():
    s = street()
    browser = sign_in(s.alice)
    looked = looked_at(browser, NOTICE)
    assert "这是预告" in looked.content.decode()
    browser.post(reverse("capture:save"), pressed(looked))
    assert not Entry.objects.exists()
    one = Upcoming.objects.get()
    assert (str(one.start), one.unit, one.place) == ("2031-03-05", s.riverside, "文化广场")
    page = browser.get(reverse("plans:calendar"), {"year": 2031}).content.decode()
    assert one.title in page
    assert f"{reverse('ledger:new')}?upcoming={one.pk}" in page


def test_what_was_announced_is_logged_from_the_calendar_and_leaves_it():
    s = street()
    browser = sign_in(s.alice)
    one = announce(by=s.alice, unit=s.riverside, start=date(2025, 3, 5), title="志愿者日活动", kind="volunteering")
    form = browser.get(reverse("ledger:new"), {"upcoming": str(one.pk)}).context["form"]
    assert (form["title"].value(), form["kind"].value()) == ("志愿者日活动", "volunteering")
    browser.post(reverse("ledger:new"), typed(s.riverside, title="志愿者日活动", upcoming=str(one.pk)))
    assert Entry.objects.get().title == "志愿者日活动"
    assert not Upcoming.objects.open().exists()


def test_another_units_announcement_fills_in_nothing():
    s = street()
    one = announce(by=s.amy, unit=s.hilltop, start=date(2025, 3, 5), title="别家的")
    for asked in (str(one.pk), "nonsense"):
        form = sign_in(s.alice).get(reverse("ledger:new"), {"upcoming": asked}).context["form"]
        assert form["title"].value() is None


def test_an_announcement_that_waited_on_a_phone_is_put_down_once():
    s = street()
    browser = sign_in(s.alice)
    waiting = item(s.alice, planned=True, start="2031-03-05", kind="")
    for _time in range(2):
        (told,) = answers(send(browser, waiting))
        assert told["state"] == "recorded"
    assert Upcoming.objects.count() == 1
    (told,) = answers(send(browser, item(s.alice, upcoming=waiting["id"])))
    assert told["state"] == "recorded"
    assert not Upcoming.objects.open().exists()
