"""One store of each platform for the contract tests."""

from collections.abc import Iterator

import pytest

from tests.integrations.benches import (
    Bench,
    SandboxBench,
    fake_bench,
    shopify_bench,
    woocommerce_bench,
)


@pytest.fixture(params=["fake", "shopify", "woocommerce"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    if request.param == "fake":
        yield fake_bench()
    elif request.param == "shopify":
        with shopify_bench() as made:
            yield made
    else:
        with woocommerce_bench() as made:
            yield made


@pytest.fixture(params=["shopify", "woocommerce"])
def sandbox(request: pytest.FixtureRequest) -> Iterator[SandboxBench]:
    """Yield a store with a checkout of its own: the fake has none."""
    made = shopify_bench() if request.param == "shopify" else woocommerce_bench()
    with made as bench:
        yield bench
