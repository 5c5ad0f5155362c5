import pytest

from tests import people


@pytest.fixture
def street(db):
    return people.street()
