"""Sixteen people send at once: what was acknowledged is in the book, its chains hold, and the tally is its recount."""

import pytest

from tests.proofs.load.run import play, summed


@pytest.mark.slow
def test_sixteen_clients_at_once_lose_nothing(tmp_path):
    told = summed(play(tmp_path / "data", rounds=1, seconds=0.3, synchronous="FULL"))
    assert {shape: one.errors for shape, one in told.items()} == {"yardstick": 0, "single": 0, "batch": 0}
    assert told["single"].entries > 0
    assert told["batch"].entries > 0
