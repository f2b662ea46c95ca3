"""A shop's past in one file: asked for, waited for, read in pieces of whole orders."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import responses
from graphql import build_schema, parse, validate

from app.domain.errors import PlatformRefused, PlatformUnclear
from app.domain.events import OrderSnapshot
from integrations.addresses import Allowance
from integrations.http import Http
from integrations.shopify import history
from integrations.shopify.adapter import ShopifyPlatform
from integrations.shopify.history import FILE, ShopifyHistory
from tests.integrations.benches import START, RealClock, SandboxBench, shopify_bench

SINCE = START - timedelta(days=365)
SCHEMA = Path(FILE).parent / "admin.graphql"
STORAGE = "https://storage.googleapis.com/bulk/1.jsonl"


@pytest.fixture
def bench() -> Iterator[SandboxBench]:
    with shopify_bench() as made:
        yield made


def reader(bench: SandboxBench) -> ShopifyHistory:
    assert isinstance(bench.platform, ShopifyPlatform)
    http = Http(RealClock(), allowed=Allowance(local=True))
    return ShopifyHistory(bench.platform.client, http)


def file_of(bench: SandboxBench) -> str:
    asked = reader(bench)
    name = asked.begin(bench.store, since=SINCE)
    assert asked.ready(bench.store, name) is None
    where = asked.ready(bench.store, name)
    assert where is not None
    return where


def everything(bench: SandboxBench, where: str) -> list[OrderSnapshot]:
    found, place = reader(bench).orders(bench.store, where, place=0)
    while place is not None:
        more, place = reader(bench).orders(bench.store, where, place=place)
        found += more
    return found


def test_the_question_is_valid_against_the_schema() -> None:
    schema = build_schema(SCHEMA.read_text())

    assert validate(schema, parse(FILE.read_text())) == []


def test_orders_of_a_file_are_those_that_are_read_one_by_one(
    bench: SandboxBench,
) -> None:
    refs = [bench.order(email=f"tamu{n}@mail.test", quantity=n + 1) for n in range(3)]
    refs.append(bench.order(customer=bench.sign_up("ani@mail.test")))

    found = {each.order_ref: each for each in everything(bench, file_of(bench))}

    assert set(refs) <= set(found)
    for ref in refs:
        one = bench.platform.fetch_order(bench.store, ref)
        assert (found[ref].lines, found[ref].total_minor) == (
            one.lines,
            one.total_minor,
        )
        # Only an order read by itself shows the card that paid.
        whose = found[ref].customer
        assert whose is not None
        assert one.customer is not None
        assert replace(one.customer, payer_text=None) == whose
        assert found[ref].complete


def test_an_order_with_refunds_says_that_it_is_not_whole(bench: SandboxBench) -> None:
    ref = bench.order(email="tamu@mail.test", quantity=2)
    bench.refund(ref, quantity=1)

    found = {each.order_ref: each for each in everything(bench, file_of(bench))}

    assert not found[ref].complete


def test_a_file_is_read_piece_by_piece_and_each_order_once(
    bench: SandboxBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(12):
        bench.order(email=f"tamu{n}@mail.test")
    where = file_of(bench)
    whole = [each.order_ref for each in everything(bench, where)]
    monkeypatch.setattr(history, "PIECE", 12_000)

    pieces = [each.order_ref for each in everything(bench, where)]

    assert pieces == whole
    assert len(whole) >= 12


def test_an_order_longer_than_a_piece_is_unclear(
    bench: SandboxBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.order(email="tamu@mail.test")
    where = file_of(bench)
    monkeypatch.setattr(history, "PIECE", 300)

    with pytest.raises(PlatformUnclear):
        reader(bench).orders(bench.store, where, place=0)


def test_a_file_in_a_strange_place_is_not_fetched(bench: SandboxBench) -> None:
    with pytest.raises(PlatformRefused):
        reader(bench).orders(bench.store, "https://evil.example/x.jsonl", place=0)
    far = replace(bench.store, base_url="https://shop.myshopify.com")
    with pytest.raises(PlatformRefused):
        reader(bench).orders(far, "http://127.0.0.1:9/x.jsonl", place=0)


def test_an_operation_that_nobody_knows_is_asked_for_anew(bench: SandboxBench) -> None:
    with pytest.raises(PlatformRefused):
        reader(bench).ready(bench.store, "gid://shopify/BulkOperation/999999")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"id":"gid://shopify/LineItem/1","__parentId":"gid://shopify/Order/1"}', 200),
        ("{not json", 200),
        ('{"id":"gid://shopify/Order/1"}', 206),
    ],
)
def test_a_file_that_can_not_be_read_is_unclear(
    bench: SandboxBench, body: str, status: int
) -> None:
    with responses.RequestsMock() as mock:
        mock.get(STORAGE, body=body, status=status)

        with pytest.raises(PlatformUnclear):
            reader(bench).orders(bench.store, STORAGE, place=0)


def test_past_the_end_there_is_nothing(bench: SandboxBench) -> None:
    with responses.RequestsMock() as mock:
        mock.get(STORAGE, status=416)

        assert reader(bench).orders(bench.store, STORAGE, place=10) == ([], None)
