"""A store with known keys, and how to subscribe to what happens in it."""

from app.ports import StoreConnection
from tests.integrations.benches import SandboxBench, connection
from tests.integrations.wire import Wire

BASE = "https://shop.example"
API = f"{BASE}/wp-json/wc/v3"
CODE = "LOY-7K3MQ9TX2F4H"
SECRET = "s" * 64


def store_at(base_url: str = BASE, **changes: object) -> StoreConnection:
    return connection(
        "woocommerce",
        base_url,
        credentials={"consumer_key": "ck_1", "consumer_secret": "cs_1"},
        **changes,
    )


def subscribe(bench: SandboxBench, wire: Wire, secret: str = SECRET) -> str:
    url = f"{wire.url}/webhooks/woocommerce/{bench.store.store_id}"
    report = bench.platform.ensure_webhooks(
        bench.store, callback_url=url, secret=secret
    )
    assert report.failed == ()
    return url
