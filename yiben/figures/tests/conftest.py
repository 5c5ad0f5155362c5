from datetime import date

import pytest

from tests import people
from yiben.lib import periods


@pytest.fixture
def street(db):
    return people.street()


@pytest.fixture(autouse=True)
def _november():
    """The year of the tests is not over: it is 20 November 2025."""
    periods.stop_the_calendar(date(2025, 11, 20))
    yield
    periods.stop_the_calendar(None)
