"""A request that is too large."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("length", ["33554433", "9" * 5000, "-1", "many"])
def test_it_is_refused_in_words(client, length):
    answer = client.post("/language/", CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert "一次最多 32 MB" in answer.content.decode()


def test_one_within_the_limit_passes(client):
    assert client.post("/language/", {"language": "en"}).status_code == 302
