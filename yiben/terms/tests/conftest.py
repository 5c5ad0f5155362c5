import pytest

from tests.people import Street, street


@pytest.fixture
def place(db: None) -> Street:
    return street()
