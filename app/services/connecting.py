"""Looks at a store before anything of it is kept, and connects it.

Nothing is written for a store that can't be used: the merchant reads what to put
right in the store, and tries again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.domain.errors import Refused
from app.domain.store_exam import StoreCheck, failed, typed_address, usable
from app.ports import StoreConnection
from app.services.connections import live_connection
from app.services.env import Env
from app.services.staff.audit import Witness, unseen
from app.services.store_examiner import StoreExaminer
from app.services.store_keeping import StoreTaken
from app.services.stores import (
    Connected,
    StoreNotUsable,
    connect,
    platform_of,
    webhook_url,
)
from app.storage.store_checks import CheckRepository
from app.storage.stores import StoreRow

WOOCOMMERCE = "woocommerce"


class StoreUnfit(StoreNotUsable):
    """The store was looked at, and something in it must be put right first.

    Attributes:
        checks: Everything that was looked at, in order.
    """

    code = "store_unfit"

    def __init__(self, checks: Sequence[StoreCheck]) -> None:
        self.checks = tuple(checks)
        wrong = [check.code for check in checks if check.state == "failed"]
        super().__init__("to be put right in the store: " + ", ".join(wrong))


class SandboxOnly(Refused):
    """Only while developing, with stores to play with."""

    code = "sandbox_only"


@dataclass(frozen=True, slots=True)
class Fit:
    """A store that was connected, and how the looks at it came out."""

    connected: Connected
    checks: tuple[StoreCheck, ...]


def look_from_outside(env: Env, typed: str) -> tuple[str, Sequence[StoreCheck]]:
    """Return the store's address that was meant, and what anybody can see of it."""
    base_url = typed_address(typed)
    return base_url, examiner_of(env).reach(base_url)


def connect_with_keys(
    env: Env,
    programme_id: UUID,
    *,
    typed: str,
    proof: Mapping[str, str],
    options: Mapping[str, str] | None = None,
    sandbox: bool = False,
    witness: Witness[StoreRow] = unseen,
) -> Fit:
    """Look at a store with keys, and connect it if it can be used.

    Raises:
        StoreUnfit: Something must be put right first; nothing was kept.
        StoreTaken: The shop belongs to another programme.
        PlatformError: The store stopped answering after it was looked at.
    """
    base_url = typed_address(typed)
    checks = examine_keys(env, programme_id, base_url, proof)
    if not usable(checks):
        raise StoreUnfit(checks)
    try:
        made = connect(
            env,
            programme_id,
            platform=WOOCOMMERCE,
            base_url=base_url,
            proof=proof,
            options=options,
            sandbox=sandbox,
            witness=witness,
        )
    except StoreTaken:
        raise
    except StoreNotUsable as error:
        raise StoreUnfit([*checks, failed("rest")]) from error
    at = env.clock.now()
    env.database.run(
        programme_id,
        lambda uow: CheckRepository(uow).note(made.store_id, checks, at=at),
    )
    return Fit(made, tuple(checks))


def examine_keys(
    env: Env, programme_id: UUID, base_url: str, proof: Mapping[str, str]
) -> Sequence[StoreCheck]:
    """Return how a store that we don't know yet comes out; nothing is kept."""
    examiner = env.examiners.get(WOOCOMMERCE)
    if examiner is None:
        return ()
    store_id = env.ids.new()
    draft = StoreConnection(
        store_id=store_id,
        programme_id=programme_id,
        platform=WOOCOMMERCE,
        base_url=base_url,
        domain="",
        currency="",
        timezone="UTC",
        credentials=dict(proof),
    )
    url = webhook_url(env, WOOCOMMERCE, store_id)
    return examiner.examine(draft, callback_url=url, write=True)


def examine(
    env: Env, programme_id: UUID, store_id: UUID, *, write: bool
) -> Sequence[StoreCheck]:
    """Look at a connected store again and keep what was found.

    Raises:
        StoreNotConnected: It was uninstalled or erased.
    """
    store = live_connection(env, programme_id, store_id)
    examiner = env.examiners.get(store.platform)
    if examiner is None:
        platform_of(env, store.platform)
        return ()
    url = webhook_url(env, store.platform, store_id)
    checks = examiner.examine(store, callback_url=url, write=write)
    at = env.clock.now()
    env.database.run(
        programme_id, lambda uow: CheckRepository(uow).note(store_id, checks, at=at)
    )
    return checks


def examiner_of(env: Env) -> StoreExaminer:
    """Return who looks at WooCommerce stores."""
    return env.examiners[WOOCOMMERCE]
