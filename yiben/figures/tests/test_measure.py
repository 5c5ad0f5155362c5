from datetime import date

from tests.people import entry, sign_in
from yiben.figures.tests.promises import promise
from yiben.plans.models import Completion


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
    assert "这是全街道合计的目标，这里只列出本社区的数" in page
    assert "有风险" not in page


def test_a_strangers_page_is_not_there(street):
    measure = promise(street, "志愿服务")
    assert sign_in(street.dan).get(f"/figures/measures/{measure.pk}/").status_code == 404
