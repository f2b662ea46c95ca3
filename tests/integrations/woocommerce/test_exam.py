"""A store is looked at before it is kept: each look that fails has its code."""

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import pytest
import requests
import responses

from app.domain.store_exam import StoreCheck
from integrations.addresses import Allowance
from integrations.http import Http
from integrations.woocommerce.adapter import WooCommercePlatform
from integrations.woocommerce.exam import WooExaminer
from tests.integrations.benches import CALLBACK, SandboxBench
from tests.integrations.clock import StoppedClock
from tests.integrations.woocommerce.shop import API, BASE, store_at

OURS = "https://setia.example/webhooks/woocommerce/x"
ROOT = {"namespaces": ["wc/v3"]}


@pytest.fixture
def examiner(clock: StoppedClock) -> WooExaminer:
    http = Http(clock, allowed=Allowance())
    return WooExaminer(WooCommercePlatform(http, clock).client)


def wrong(checks: object) -> list[str]:
    assert isinstance(checks, list)
    return [each.code for each in checks if each.state != "passed"]


def of_bench(bench: SandboxBench) -> WooExaminer:
    assert isinstance(bench.platform, WooCommercePlatform)
    return WooExaminer(bench.platform.client)


def examined(bench: SandboxBench) -> list[StoreCheck]:
    return list(of_bench(bench).examine(bench.store, callback_url=CALLBACK, write=True))


def test_a_store_that_is_well_passes_every_look(bench: SandboxBench) -> None:
    before = bench.control("GET", "state")["webhooks"]

    found = examined(bench)

    assert wrong(found) == []
    assert [each.code for each in found] == [
        "address",
        "https",
        "reachable",
        "permalinks",
        "clock",
        "woocommerce",
        "our_address",
        "keys_read",
        "version",
        "coupons",
        "webhooks",
    ]
    assert bench.control("GET", "state")["webhooks"] == before


def test_a_store_whose_time_was_moved_says_so_itself(bench: SandboxBench) -> None:
    bench.control("POST", "clock", {"advance_days": 2})

    (found,) = [
        each
        for each in of_bench(bench).reach(bench.store.base_url)
        if each.code == "clock"
    ]

    assert found.state == "failed"
    assert found.figures["minutes"] in {"2879", "2880"}


def test_plain_permalinks_end_the_exam(bench: SandboxBench) -> None:
    bench.control("POST", "config", {"plain_permalinks": True})

    assert wrong(examined(bench)) == ["permalinks"]


def test_coupons_that_are_off_are_a_warning(bench: SandboxBench) -> None:
    bench.control("POST", "config", {"coupons_enabled": False})

    (found,) = [each for each in examined(bench) if each.state != "passed"]

    assert (found.code, found.state) == ("coupons", "warning")


def test_keys_that_nobody_knows_can_not_read(bench: SandboxBench) -> None:
    strange = {"consumer_key": "ck_" + "0" * 40, "consumer_secret": "cs_" + "0" * 40}
    store = replace(bench.store, credentials=strange)

    found = of_bench(bench).examine(store, callback_url=CALLBACK, write=True)

    assert wrong(found) == ["keys_read"]


def test_a_store_on_the_internet_can_not_deliver_to_this_machine(
    examiner: WooExaminer, shop: responses.RequestsMock
) -> None:
    shop.get(f"{BASE}/wp-json/", json=ROOT)
    shop.get(f"{API}/system_status", json={"environment": {"version": "10.5.0"}})
    shop.get(
        f"{API}/settings/general/woocommerce_enable_coupons", json={"value": "yes"}
    )

    found = examiner.examine(store_at(), callback_url=CALLBACK, write=False)

    assert wrong(found) == ["our_address"]


def test_an_old_version_and_keys_that_only_read_are_told(
    examiner: WooExaminer, shop: responses.RequestsMock
) -> None:
    shop.get(f"{BASE}/wp-json/", json=ROOT)
    shop.get(f"{API}/system_status", json={"environment": {"version": "6.9.0"}})
    shop.get(
        f"{API}/settings/general/woocommerce_enable_coupons", json={"value": "yes"}
    )
    refused = {"code": "woocommerce_rest_authentication_error", "data": {}}
    shop.post(f"{API}/webhooks", json=refused, status=401)

    found = examiner.examine(store_at(), callback_url=OURS, write=True)

    assert wrong(found) == ["version", "keys_write"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (
            {"status": 301, "headers": {"Location": "https://www.shop.example/"}},
            "moved",
        ),
        ({"status": 301, "headers": {"Location": f"{BASE}/"}}, "permalinks"),
        ({"body": "<html>", "content_type": "text/html"}, "permalinks"),
        ({"json": {"namespaces": ["wp/v2"]}}, "woocommerce"),
        ({"body": requests.ConnectionError()}, "reachable"),
    ],
)
def test_what_the_outside_of_a_store_shows_ends_the_exam(
    examiner: WooExaminer,
    shop: responses.RequestsMock,
    answer: dict[str, object],
    code: str,
) -> None:
    shop.get(f"{BASE}/wp-json/", **answer)

    assert wrong(examiner.reach(BASE)) == [code]


@pytest.mark.parametrize(
    "address",
    [
        "http://shop.example",
        "https://127.0.0.1",
        "https://user@shop.example",
        "https://localhost",
        "https://shop.example:8080",
        "ftp://shop.example",
    ],
)
def test_an_address_that_we_would_not_call_is_refused_unasked(
    examiner: WooExaminer, shop: responses.RequestsMock, address: str
) -> None:
    assert wrong(examiner.reach(address)) == ["address"]
    assert len(shop.calls) == 0


def test_a_name_that_leads_into_a_network_is_refused(clock: StoppedClock) -> None:
    http = Http(clock, resolver=lambda _host, port: [(2, 1, 6, "", ("10.0.0.7", port))])
    examiner = WooExaminer(WooCommercePlatform(http, clock).client)

    assert wrong(examiner.reach(BASE)) == ["address"]


@pytest.mark.parametrize(
    ("minutes", "base_url", "state"),
    [
        (4, BASE, "passed"),
        (6, BASE, "warning"),
        (40, BASE, "warning"),
        (40, "http://127.0.0.1:9", "failed"),
    ],
)
def test_clocks_that_differ_matter_most_where_calls_are_signed(
    clock: StoppedClock,
    shop: responses.RequestsMock,
    minutes: int,
    base_url: str,
    state: str,
) -> None:
    http = Http(clock, allowed=Allowance(local=True))
    examiner = WooExaminer(WooCommercePlatform(http, clock).client)
    stamp = format_datetime(clock.now() + timedelta(minutes=minutes), usegmt=True)
    shop.get(f"{base_url}/wp-json/", json=ROOT, headers={"Date": stamp})

    (found,) = [each for each in examiner.reach(base_url) if each.code == "clock"]

    assert found.state == state
