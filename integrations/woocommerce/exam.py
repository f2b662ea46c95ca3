"""Looks at a WooCommerce store: can we reach it, may we use it, will it tell us.

Each look is one cheap call. What fails is told as a code and never in the store's
own words (they may be anybody's); a failure that keeps the rest from being looked
at ends the exam.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from app.domain.errors import (
    AccessRevoked,
    PlatformError,
    PlatformMissing,
)
from app.domain.store_exam import (
    StoreCheck,
    failed,
    on_this_machine,
    recent_enough,
    warned,
)
from app.ports import StoreConnection
from integrations.addresses import AddressRefused, UnsafeAddress
from integrations.http import Answer
from integrations.reading import mapping, text
from integrations.woocommerce import install
from integrations.woocommerce.client import WooClient

REDIRECTS: Final = range(300, 400)
APART_WARNS_S: Final = 5 * 60
APART_FAILS_S: Final = 15 * 60
"""A store refuses signed calls that are further off."""
PROBE: Final = "order.updated"


class WooExaminer:
    """The looks, as ``StoreExaminer`` wants them."""

    def __init__(self, client: WooClient) -> None:
        self._client = client

    def address(self, base_url: str) -> StoreCheck:
        try:
            self._client.http.check(base_url)
        except AddressRefused:
            return failed("address", address=base_url[:200])
        return StoreCheck("address")

    def reach(self, base_url: str) -> Sequence[StoreCheck]:
        return list(self._reach(base_url))

    def examine(
        self, store: StoreConnection, *, callback_url: str, write: bool
    ) -> Sequence[StoreCheck]:
        found = list(self._reach(store.base_url))
        if any(check.state == "failed" for check in found):
            return found
        found.append(_ours(store, callback_url))
        found += self._with_keys(store, callback_url, write=write)
        return found

    def _reach(self, base_url: str) -> Iterator[StoreCheck]:
        yield (address := self.address(base_url))
        if address.state == "failed":
            return
        secure = base_url.startswith("https://") or on_this_machine(base_url)
        yield StoreCheck("https") if secure else failed("https")
        try:
            root = self._client.http.call("GET", f"{base_url}/wp-json/")
        except UnsafeAddress:
            yield failed("address", address=base_url[:200])
            return
        except PlatformError as error:
            # Coarse on purpose: nobody learns what else listens in a network.
            certificate = "certificate" in str(error)
            yield failed("certificate" if certificate else "reachable")
            return
        yield from self._root(base_url, root)

    def _root(self, base_url: str, root: Answer) -> Iterator[StoreCheck]:
        moved = _moved_to(base_url, root)
        if moved:
            yield failed("moved", address=moved[:200])
            return
        yield StoreCheck("reachable")
        if root.status in REDIRECTS or not root.is_json:
            yield failed("permalinks")
            return
        yield StoreCheck("permalinks")
        yield _clock(root, self._client.clock.now(), base_url)
        try:
            names = mapping(root.document()).get("namespaces")
        except PlatformError:
            names = None
        there = isinstance(names, list) and "wc/v3" in names
        yield StoreCheck("woocommerce") if there else failed("woocommerce")

    def _with_keys(
        self, store: StoreConnection, callback_url: str, *, write: bool
    ) -> Iterator[StoreCheck]:
        try:
            status = self._client.get_one(
                store, "system_status", _fields="environment,settings"
            )
            coupons = install.coupons_enabled(self._client, store)
        except AccessRevoked:
            yield failed("keys_read")
            return
        except PlatformError:
            yield failed("rest")
            return
        yield StoreCheck("keys_read")
        version = text(mapping(status.get("environment")).get("version")) or "?"
        good = recent_enough(version)
        figures = {"version": version[:40]}
        yield (
            StoreCheck("version", figures=figures)
            if good
            else failed("version", **figures)
        )
        yield StoreCheck("coupons") if coupons else warned("coupons")
        if write:
            yield self._webhooks(store, callback_url)

    def _webhooks(self, store: StoreConnection, callback_url: str) -> StoreCheck:
        """Make a webhook that never fires, and take it away: the rights to do so."""
        asked = {
            "name": "Setia test",
            "topic": PROBE,
            "status": "paused",
            "delivery_url": callback_url,
            "secret": "not-used",
        }
        try:
            made = self._client.post(store, "webhooks", asked)
        except AccessRevoked:
            return failed("keys_write")
        except PlatformError:
            return failed("webhooks")
        try:
            self._client.delete(store, f"webhooks/{made.get('id')}")
        except PlatformMissing:
            pass
        except PlatformError:
            return failed("webhooks")
        kept = made.get("topic") == PROBE and made.get("delivery_url") == callback_url
        return StoreCheck("webhooks") if kept else failed("webhooks")


def _moved_to(base_url: str, root: Answer) -> str:
    """Return where a site sends whoever asks for its API; empty for nowhere else."""
    if root.status not in REDIRECTS:
        return ""
    target = urlsplit(urljoin(base_url, root.headers.get("location", "")))
    here = urlsplit(base_url)
    if (target.scheme, target.netloc) == (here.scheme, here.netloc):
        return ""
    return f"{target.scheme}://{target.netloc}"


def _clock(root: Answer, now: datetime, base_url: str) -> StoreCheck:
    """Compare clocks; only calls over plain http are signed with the time."""
    try:
        theirs = parsedate_to_datetime(root.headers.get("date", ""))
    except (TypeError, ValueError, IndexError):
        return StoreCheck("clock")
    if theirs.tzinfo is None:
        return StoreCheck("clock")
    apart_s = abs(int((theirs - now).total_seconds()))
    minutes = {"minutes": str(apart_s // 60)}
    if apart_s >= APART_FAILS_S and not base_url.startswith("https://"):
        return failed("clock", **minutes)
    return (
        StoreCheck("clock") if apart_s < APART_WARNS_S else warned("clock", **minutes)
    )


def _ours(store: StoreConnection, callback_url: str) -> StoreCheck:
    """Tell whether the store can reach us: public https, or both on one machine."""
    both_here = on_this_machine(store.base_url) and on_this_machine(callback_url)
    public = callback_url.startswith("https://") and not on_this_machine(callback_url)
    if public or both_here:
        return StoreCheck("our_address")
    return failed("our_address", address=callback_url.partition("/webhooks")[0][:200])
