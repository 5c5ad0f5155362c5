import pytest
from django.test import Client
from django.urls import reverse

from tests.people import Street, sign_in
from yiben.terms.models import definitions

DETAIL = reverse("terms:detail", args=["volunteering-times"])
PAIR = reverse("terms:compare") + "?a=volunteering-times&b=youth-volunteering-times"


def read(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


@pytest.mark.parametrize("url", [reverse("terms:list"), DETAIL, PAIR])
@pytest.mark.parametrize("who", ["alice", "bob", "carol", "eve", "ada", "dan"])
def test_every_post_may_read_what_a_word_counts_as(place: Street, url: str, who: str) -> None:
    assert "志愿服务场次" in read(sign_in(place.posts[who]), url)


def test_nobody_reads_it_without_signing_in(place: Street) -> None:
    assert Client().get(DETAIL).status_code == 302


def test_the_list_names_every_indicator_with_its_unit_and_line(place: Street) -> None:
    page = read(sign_in(place.alice), reverse("terms:list"))
    assert [d.name for d in definitions().values() if d.name not in page] == []
    assert page.index("各条线共用") < page.index("工会会费收缴金额") < page.index("企业诉求办结率")


def test_the_list_is_narrowed_by_line_and_by_name(place: Street) -> None:
    browser = sign_in(place.alice)
    by_line = read(browser, reverse("terms:list") + "?line=union")
    assert "工会会费收缴金额" in by_line
    assert "无偿献血人次" not in by_line
    by_name = read(browser, reverse("terms:list") + "?q=献血")
    assert "无偿献血人次" in by_name
    assert "工会会费收缴金额" not in by_name


def test_a_name_that_nothing_bears_leads_back_to_all(place: Street) -> None:
    assert "没有这样的指标" in read(sign_in(place.alice), reverse("terms:list") + "?q=没有的事")


def test_an_odd_filter_is_no_error(place: Street) -> None:
    assert "志愿服务场次" in read(sign_in(place.alice), reverse("terms:list") + "?line=nothing&q=" + "长" * 99)


def test_a_page_says_how_it_adds_and_what_cohosting_does(place: Street) -> None:
    page = read(sign_in(place.alice), DETAIL)
    assert "各单位的数加起来是街道的数" in page
    assert "只算在主办单位" in page
    assert "年度汇报的常用数" not in page.split("版本")[0]
    assert "第1版" in page


def test_a_page_of_a_ratio_leads_to_its_two_numbers(place: Street) -> None:
    page = read(sign_in(place.alice), reverse("terms:detail", args=["requests-closed-rate"]))
    assert reverse("terms:detail", args=["requests-closed"]) in page
    assert "“办结企业诉求件数”除以“受理企业诉求件数”" in page


def test_a_page_leads_to_those_that_sound_alike(place: Street) -> None:
    assert PAIR.replace("&", "&amp;") in read(sign_in(place.alice), DETAIL)


def test_two_are_shown_side_by_side_with_what_differs(place: Street) -> None:
    page = read(sign_in(place.alice), PAIR)
    differing = page[page.index("不同") : page.index("相同")]
    assert "共青团工作" in differing
    assert "加起来" not in differing


@pytest.mark.parametrize("asked", ["", "?a=volunteering-times", "?a=volunteering-times&b=none"])
def test_what_is_not_there_is_not_found(place: Street, asked: str) -> None:
    assert sign_in(place.alice).get(reverse("terms:compare") + asked).status_code == 404
    assert sign_in(place.alice).get(reverse("terms:detail", args=["none"])).status_code == 404


@pytest.mark.parametrize("url", [reverse("terms:list"), DETAIL, PAIR])
def test_a_page_asks_the_book_only_a_few_times(place: Street, url: str, django_assert_max_num_queries) -> None:
    browser = sign_in(place.alice)
    with django_assert_max_num_queries(16):
        browser.get(url)
