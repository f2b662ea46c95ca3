"""The steps of stories, and what can be looked at after one.

A topic adds its own in a module ``steps_<topic>`` with ``STEPS`` and ``READERS``.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from app.domain.events import (
    CustomerProfile,
    CustomerSeen,
    OrderSeen,
    OrderSnapshot,
    OrderState,
    ReviewSeen,
    ReviewSnapshot,
)
from app.domain.ids import read_id
from app.domain.money import Money
from app.domain.programme.assets import CreditAsset
from app.domain.rewards.reward import affordable, offers
from app.domain.rewards.voucher import LIVE_STATES, Voucher
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository
from integrations.fake.platform import FakePlatform
from tests.recipes.baskets import snapshot_of
from tests.recipes.pipeline import Player
from tests.recipes.stories import Step, worth


def who_of(told: Step) -> str:
    name: str = told.get("who", "ani")
    return name


def store_of(told: Step) -> str:
    name: str = told.get("store", "A")
    return name


def _sign_up(player: Player, told: Step) -> None:
    who, store = who_of(told), store_of(told)
    values = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in told.items()
        if key in CustomerProfile.__dataclass_fields__
    }
    profile = player.change_profile(who, store, **values)
    player.deliver(store, "customer.seen", CustomerSeen(profile, created=True))


def _order(player: Player, told: Step) -> None:
    who, store = who_of(told), store_of(told)
    currency = player.store(store).currency
    profile = player.profile(who, store)
    snapshot = snapshot_of(told, currency, at=player.clock.now(), customer=profile)
    _show(player, store, snapshot)


def _show(player: Player, store: str, snapshot: OrderSnapshot) -> None:
    """Show an order as it is now, and tell of it."""
    player.orders[snapshot.order_ref] = snapshot
    platform = player.env.platforms["fake"]
    assert isinstance(platform, FakePlatform)
    platform.shop(player.store(store)).put_order(snapshot)
    player.deliver(store, "order.seen", OrderSeen(snapshot))


def _refund(player: Player, told: Step) -> None:
    snapshot = player.orders[told["order"]]
    amounts = [Money.parse(str(each), snapshot.currency) for each in told["amounts"]]
    lines = tuple(
        replace(
            line,
            refunded_minor=amount.amount_minor,
            quantity_left=0
            if amount.amount_minor >= line.amount_minor
            else line.quantity_left,
        )
        for line, amount in zip(snapshot.lines, amounts, strict=True)
    )
    _change(player, told, lines=lines)


def _cancel(player: Player, told: Step) -> None:
    _change(player, told, state=OrderState.CANCELLED)


def _change(player: Player, told: Step, **values: Any) -> None:  # noqa: ANN401
    player.clock.advance(seconds=60)
    snapshot = player.orders[told["order"]]
    now = player.clock.now()
    changed = replace(snapshot, version=now, **values)
    _show(player, store_of(told), changed)


def _review(player: Player, told: Step) -> None:
    who, store = who_of(told), store_of(told)
    profile = player.profile(who, store)
    review = ReviewSnapshot(
        told.get("ref", f"r{player.told}"),
        told["product"],
        approved=told.get("approved", True),
        has_text=told.get("text", True),
        reviewer_ref=profile.customer_ref,
        reviewer_email=profile.email,
        has_photo=told.get("photo", False),
        has_video=told.get("video", False),
        written_at=player.clock.now(),
    )
    platform = player.env.platforms["fake"]
    assert isinstance(platform, FakePlatform)
    platform.shop(player.store(store)).reviews.append(review)
    player.deliver(store, "review.seen", ReviewSeen(review))


def _activity(player: Player, told: Step) -> None:
    if not player.knows(who_of(told)):
        _sign_up(player, {"who": who_of(told)})
    body = {
        "type": told["type"],
        "distinct_id": str(told["id"]),
        "member": f"email:{told.get('who', 'ani')}@mail.test",
        "occurred_at": player.clock.now().isoformat(),
        "data": told.get("data", {}),
    }
    player.ask("POST", "/activities", body)


def _wait(player: Player, told: Step) -> None:
    player.until(player.clock.now() + timedelta(days=told.get("days", 0)))


def _offers(player: Player, _told: Step) -> None:
    player.windows_pass()


def _redeem(player: Player, told: Step) -> None:
    player.windows_pass()
    body = {
        "reward_id": told["reward"],
        "store_id": str(player.stores[told.get("store", "A")]),
    }
    body |= {key: told[key] for key in ("points", "choice") if key in told}
    answer = player.ask(
        "POST", f"/members/email:{told.get('who', 'ani')}@mail.test/redemptions", body
    )
    if player.refused is None:
        player.code = _code(player, answer["id"])


def _code(player: Player, shown_id: str) -> str:
    def read(uow: UnitOfWork) -> Voucher:
        return VoucherRepository(uow).get(read_id("vou", shown_id))

    voucher: Voucher = player.run(read)
    terms = voucher.terms
    value = terms.kind.value
    if terms.amount_minor is not None:
        value = Money(terms.amount_minor, terms.currency).decimal_text()
    elif terms.percent_bp is not None:
        value = f"{terms.percent_bp // 100}%"
    return f"{terms.kind.value} {value}"


def _points(player: Player, who: str) -> int:
    return player.total(who)


def _credit(player: Player, who: str) -> dict[str, str]:
    """Return what somebody has of each asset other than points, as decimals."""
    found = {}
    for asset in player.document.assets:
        if asset.id == "points":
            continue
        units = player.total(who, asset.id)
        if isinstance(asset, CreditAsset):
            found[asset.id] = Money(units, asset.currency).decimal_text()
        else:
            found[asset.id] = str(Decimal(units).scaleb(-asset.scale))
    return found


def _offers_now(player: Player, who: str) -> list[str]:
    seen = offers(
        player.document,
        player.held(who).available,
        currency=player.currency,
        at=player.clock.now(),
        asset=player.document.assets[0].id,
    )
    return [f"{offer.reward_id}: {worth(offer)}" for offer in affordable(seen)]


def _vouchers(player: Player, who: str) -> list[str]:
    """Return the rewards of all vouchers that somebody has and did not use."""

    def read(uow: UnitOfWork) -> list[str]:
        page = VoucherRepository(uow).page(limit=200, member_id=player.member(who))
        return sorted(v.reward_id for v in page if v.state in LIVE_STATES)

    found: list[str] = player.run(read)
    return found


STEPS: dict[str, Callable[[Player, Step], None]] = {
    "sign_up": _sign_up,
    "customer": _sign_up,
    "order": _order,
    "refund": _refund,
    "cancel": _cancel,
    "review": _review,
    "activity": _activity,
    "wait": _wait,
    "offers": _offers,
    "redeem": _redeem,
}
READERS: dict[str, Callable[[Player, str], Any]] = {
    "balance": _points,
    "credit": _credit,
    "offers": _offers_now,
    "vouchers": _vouchers,
}
"""What ``expect`` may compare; ``change``, ``code`` and ``refused`` come apart."""

for path in sorted(Path(__file__).parent.glob("steps_*.py")):
    topic = import_module(f"tests.recipes.{path.stem}")
    STEPS.update(topic.STEPS)
    READERS.update(getattr(topic, "READERS", {}))
