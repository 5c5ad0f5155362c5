"""The doors in the head of every page, for each kind of post."""

import pytest
from django.test import RequestFactory

from tests import people
from yiben.config.navigation import DOORS, doors
from yiben.units.models import PostKind

POSTS = {"alice": "worker", "bob": "officer", "carol": "lead", "eve": "auditor", "ada": "admin"}


@pytest.fixture
def street(db):
    return people.street()


def test_every_kind_of_post_has_doors():
    assert set(DOORS) == set(PostKind.values)


@pytest.mark.parametrize("who", POSTS)
def test_every_door_opens(street, who):
    client = people.sign_in(street.posts[who])
    urls = [url for _label, url, _current in client.get("/").context["navigation"]]
    assert len(urls) >= 4
    assert [url for url in urls if client.get(url).status_code != 200] == []


def at(post, path):
    request = RequestFactory().get(path)
    request.post = post
    return [label for label, _url, current in doors(request)["navigation"] if current]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", ["首页"]),
        ("/entries/", ["记录"]),
        ("/entries/new/", ["记录"]),
        ("/figures/board/", ["进度"]),
        ("/figures/activity-times/", ["数字"]),
        ("/figures/measures/x/", ["进度"]),
        ("/units/self/", []),
    ],
)
def test_the_door_one_went_through_is_marked(street, path, label):
    assert at(street.alice, path) == label


def test_nobody_has_no_doors():
    assert doors(RequestFactory().get("/")) == {}


def test_ones_own_pages_lie_behind_no_door(street):
    assert at(street.ada, "/units/self/password/") == at(street.ada, "/units/feedback/") == []
