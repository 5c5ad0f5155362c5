import re
from datetime import date

from django.utils import timezone

from tests.people import entry, sign_in
from yiben.figures.tests.promises import promise
from yiben.plans.models import Completion, Measure, Plan
from yiben.units.models import Unit


def page_of(post, measure):
    return sign_in(post).get(f"/figures/measures/{measure.pk}/").content.decode()


def test_it_tells_the_arithmetic_of_a_target_in_words(street):
    measure = promise(street, "志愿服务", indicator="volunteering-times", value=10, unit="场")
    entry(street.riverside)
    assert "目标10场，到今天应完成8.9场（10场×324天÷365天），已完成1场" in page_of(street.bob, measure)


def test_it_names_the_communities_that_lag(street):
    measure = promise(
        street, "志愿服务", indicator="volunteering-times", value=1, unit="场", scope="each", deadline=date(2025, 6, 30)
    )
    entry(street.riverside)
    page = page_of(street.bob, measure)
    assert "2个社区中1个已达成，落后的有望山" in page
    assert "应于6月30日前完成" in page


def test_a_measure_without_a_number_tells_its_entries_and_the_last_day(street):
    measure = promise(street, "壮大队伍")
    told = entry(street.riverside, measures=(measure.pk,))
    page = page_of(street.bob, measure)
    assert "对应的记录 1 条，最近一条在2025年3月5日" in page
    assert str(told.pk) in page


def test_an_owners_word_stands_with_name_and_reason(street):
    measure = promise(street, "壮大队伍")
    Completion.objects.create(measure=measure, done=True, reason="三支队伍已成立", by=street.bob)
    page = page_of(street.bob, measure)
    assert "三支队伍已成立（卜文）" in page
    assert "已完成" in page


def test_to_a_worker_a_goal_of_the_whole_street_has_no_judgement(street):
    measure = promise(street, "志愿服务", indicator="volunteering-times", value=10, unit="场")
    page = page_of(street.alice, measure)
    assert "这是全街道合计的目标，这里只列出本单位的数" in page
    assert "有风险" not in page


def test_a_strangers_page_is_not_there(street):
    measure = promise(street, "志愿服务")
    assert sign_in(street.dan).get(f"/figures/measures/{measure.pk}/").status_code == 404


def monthly(street, scope="total"):
    return promise(
        street, "开好例会", indicator="volunteering-times", value=1, unit="次", frequency="monthly", scope=scope
    )


def words_of(page):
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", page))


def test_what_is_due_each_month_tells_done_missed_and_due(street):
    measure = monthly(street)
    for month in (1, 3, 10):
        entry(street.riverside, on=date(2025, month, 31))
    page = words_of(page_of(street.bob, measure))
    assert "1月✓已做到1场2月◆缺0场3月✓已做到1场" in page
    assert "11月◎本期应办0场12月○未到期" in page
    assert "本期（11月）还差1次，11月30日前" in page


def test_each_communitys_months_are_told_beside_it(street):
    measure = monthly(street, scope="each")
    entry(street.riverside, on=date(2025, 11, 1))
    page = page_of(street.bob, measure)
    assert 'title="11月 已做到"' in page
    assert 'title="11月 本期应办"' in page
    assert "本期还没有做到的有望山" in page


def test_what_is_due_until_june_is_not_due_in_july(street):
    measure = promise(
        street,
        "例会",
        indicator="volunteering-times",
        value=1,
        unit="次",
        frequency="monthly",
        deadline=date(2025, 6, 30),
    )
    page = words_of(page_of(street.bob, measure))
    assert "6月◆缺" in page
    assert "7月" not in page.partition("对应的记录")[0]


def test_a_community_owes_nothing_before_it_was_there(street):
    measure = monthly(street, scope="each")
    Unit.objects.filter(pk=street.hilltop.pk).update(since=date(2025, 10, 5))
    page = page_of(street.bob, measure)
    assert "每月1次：已过1期，做到0期，缺2025年10月" in page


def test_a_cancelled_measure_tells_what_it_was_and_why(street):
    measure = promise(street, "组织比赛", indicator="volunteering-times", value=4, unit="场")
    entry(street.riverside, title="拔河赛", measures=(measure.pk,))
    revised = Plan.objects.create(
        unit=street.street, year=2025, title="修订", source=b"", sha256="r", revises=measure.plan, state="draft"
    )
    Plan.objects.filter(pk=revised.pk).update(state="confirmed", confirmed_at=timezone.now())
    Plan.objects.filter(pk=measure.plan_id).update(state="revised")
    Measure.objects.filter(pk=measure.pk).update(dropped=True, why_dropped="修订后取消")
    page = page_of(street.bob, measure)
    assert "这项任务不再跟踪：修订后取消。" in page
    assert f"/plans/{revised.pk}/revision/" in page
    assert "拔河赛" in page
    assert "有风险" not in page


def test_the_old_words_of_a_measure_that_goes_on_lead_to_it(street):
    measure, before = promise(street, "例会"), promise(street, "从前的例会", year=2024)
    Measure.objects.filter(pk=before.pk).update(same_as=measure)
    Plan.objects.filter(pk=before.plan_id).update(state="revised")
    answer = sign_in(street.bob).get(f"/figures/measures/{before.pk}/")
    assert answer["Location"] == f"/figures/measures/{measure.pk}/"


def test_a_measure_of_a_draft_has_no_page_of_progress(street):
    measure = promise(street, "例会")
    Plan.objects.filter(pk=measure.plan_id).update(state="draft")
    assert sign_in(street.bob).get(f"/figures/measures/{measure.pk}/").status_code == 404
