"""What one member may have now, why not the rest, and what a wish would give.

The answer comes from the same code that serves a redemption, up to the point
where something would be written.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from app.domain.errors import Refused
from app.domain.ledger import Key
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import MemberFacts
from app.domain.programme.rewards import Reward
from app.domain.rewards.reward import Offer, RewardOffer, offers
from app.domain.rewards.voucher import Source, Voucher
from app.services.counter import Wish
from app.services.env import Env
from app.services.locks import known_of
from app.services.promises import ChoiceNeeded
from app.services.purchase import made
from app.services.serving import counter_of
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

__all__ = ["YES", "Offer", "Seen", "shelf", "would_redeem"]

YES = "yes"


@dataclass(frozen=True, slots=True)
class Seen:
    """A reward as one member sees it."""

    reward: Reward
    reason: str
    """``yes``, or why not."""
    points_missing: int
    least: Offer | None
    most: Offer | None


def shelf(
    env: Env, uow: UnitOfWork, member: MemberRow, store_id: UUID
) -> tuple[ProgrammeDocument, list[Seen]]:
    """Return every reward with the reason why this member can't have it, if any."""
    store = StoreRepository(uow).get(store_id)
    _, document = ProgrammeRepository(uow).live()
    ledger, now = LedgerRepository(uow, env.ids), env.clock.now()
    balances = ledger.balances(member.member_id)
    seen: dict[str, RewardOffer] = {}
    for asset in document.assets:
        lots = ledger.lots(member.member_id, asset.id) if asset.id in balances else []
        live = sum(lot.available for lot in lots if not lot.lapsed(now))
        owed = balances[asset.id].owed if asset.id in balances else 0
        seen |= {
            offer.reward_id: offer
            for offer in offers(
                document,
                0 if owed else live,
                currency=store.currency,
                at=now,
                asset=asset.id,
                zone=store.timezone,
            )
        }
    found = []
    known = known_of(uow, document, member.member_id, at=now)
    for reward in document.rewards:
        offer = seen[reward.id]
        reason = offer.reason
        if offer.available and offer.least is not None:
            wish = _wish(
                env, member.member_id, reward.id, store_id, offer.least.price_points
            )
            reason = _refusal(env, uow, wish, known)
        found.append(
            Seen(reward, reason, offer.points_missing, offer.least, offer.most)
        )
    return document, found


def _wish(
    env: Env, member_id: UUID, reward_id: str, store_id: UUID, points: int | None
) -> Wish:
    key = Key.of("rehearsal", env.ids.new())
    return Wish(member_id, reward_id, store_id, points, key, "system", Source.POINTS)


def _refusal(env: Env, uow: UnitOfWork, wish: Wish, known: MemberFacts) -> str:
    """Return why this wish would be refused, or ``yes``."""
    try:
        made(replace(counter_of(env, uow, wish), known=known))
    except ChoiceNeeded:
        return YES
    except Refused as error:
        reason = getattr(error, "reason", "")
        return str(reason or error.code)
    return YES


def would_redeem(
    env: Env,
    uow: UnitOfWork,
    *,
    member_id: UUID,
    reward_id: str,
    store_id: UUID,
    points: int | None,
    actor: str,
    choice: str | None = None,
) -> Voucher:
    """Return the voucher that a redemption would give; writes nothing.

    Raises:
        Whatever the redemption would raise before it asks the store.
    """
    wish = replace(_wish(env, member_id, reward_id, store_id, points), choice=choice)
    counter = counter_of(env, uow, wish)
    book = LedgerRepository(uow, env.ids).open([(member_id, counter.reward.asset)])
    voucher = made(counter)
    book.hold(
        Key.of("hold", voucher.voucher_id),
        member_id=member_id,
        asset=voucher.asset,
        amount=voucher.price,
        at=voucher.created_at,
        occurred_at=voucher.created_at,
        voucher_id=voucher.voucher_id,
        actor=actor,
    )
    return voucher
