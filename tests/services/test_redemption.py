"""Buying a voucher: one unit of work, then the store."""

import pytest

from app.domain.rewards.voucher import VoucherState
from tests.services.voucher_world import Counter, opened


@pytest.fixture
def counter(fresh_database_url):
    with opened(fresh_database_url) as counter:
        yield counter


def test_a_click_buys_a_working_code(counter: Counter) -> None:
    bought = counter.buy()

    assert bought.state is VoucherState.ISSUED
    assert counter.store.works(bought.code)
    assert counter.has() == (500, 0)
