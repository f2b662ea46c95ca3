"""The garbage collector is slow while anybody simulates, and as before afterwards."""

import gc

import pytest

from app.services.simulation_memory import SELDOM, seldom_collected


def test_the_last_one_out_restores_the_pace() -> None:
    usual = gc.get_threshold()

    with seldom_collected():
        with seldom_collected():
            within = gc.get_threshold()
        between = gc.get_threshold()

    assert (within, between) == (SELDOM, SELDOM)
    assert gc.get_threshold() == usual


def test_the_pace_is_restored_after_a_mistake() -> None:
    usual = gc.get_threshold()

    with pytest.raises(ValueError, match="stop"), seldom_collected():
        raise ValueError("stop")

    assert gc.get_threshold() == usual
