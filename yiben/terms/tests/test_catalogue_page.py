"""The catalogue as a page: what a word counts as, for everybody who counts."""

import pytest

from tests import people
from yiben.terms.models import Indicator, Kind
from yiben.units.models import Line

pytestmark = pytest.mark.django_db


def page(part="", who="ada"):
    answer = people.sign_in(people.street().posts[who]).get("/terms/", {"part": part} if part else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_lists_every_indicator_with_its_definition():
    told = page()
    assert all(name in told for name in Indicator.objects.values_list("name", flat=True))
    assert "一条记录记1场" in told


@pytest.mark.parametrize(
    ("part", "words"), [("kinds", "不计"), ("topics", "博爱一日捐"), ("metrics", "人次"), ("lines", "工会工作")]
)
def test_each_part_is_a_tab_away(part, words):
    assert words in page(part)


def test_a_part_that_is_none_shows_the_first():
    assert "口径" in page("nonsense")


def test_a_line_at_rest_says_so():
    Line.objects.filter(slug="union").update(active=False)
    assert "停用" in page("lines")


def test_kinds_that_count_no_times_are_told_apart():
    assert Kind.objects.filter(counts=False).count() == page("kinds").count("不计")
