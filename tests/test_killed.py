"""The server dies in the middle of a phone's sync: nothing acknowledged is missing, nothing is there twice."""

import pytest

from tests.proofs.killing import ENTRIES, run


@pytest.mark.slow
def test_a_server_killed_in_the_middle_of_a_sync_loses_nothing_acknowledged(tmp_path):
    told = run(tmp_path / "data", kills=2)
    assert [one.in_book for one in told] == [ENTRIES] * 2
    assert any(0 < one.acknowledged_at_kill < ENTRIES for one in told), told
