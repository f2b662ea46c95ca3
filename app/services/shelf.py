"""What one member may have now, why not the rest, and what a wish would give.

The answer comes from the same code that serves a redemption, up to the point
where something would be written.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from app.domain.errors import Refused
from app.domain.ledger import Key
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.rewards import PartnerReward, Reward
from app.domain.rewards.reward import Offer, RewardOffer, offers
from app.domain.rewards.voucher import Source, Voucher
from app.services.counter import Counter, Wish
from app.services.env import Env
from app.services.locks import known_of
from app.services.promises import ChoiceNeeded
from app.services.purchase import made
from app.services.serving import counter_of, store_of
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository, MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository, StoreRow
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
    stores = StoreRepository(uow)
    store = stores.get(store_id)
    version, document = ProgrammeRepository(uow).live()
    now = env.clock.now()
    seen = _offers(env, uow, document, member, store)
    found = []
    counter: Counter | None = None
    for reward in document.rewards:
        offer = seen[reward.id]
        reason = offer.reason
        if offer.available and offer.least is not None:
            wish = _wish(
                env, member.member_id, reward.id, store_id, offer.least.price_points
            )
            if counter is None:
                # One counter for the whole shelf: what it reads is read once.
                counter = Counter(
                    env,
                    uow,
                    wish,
                    now,
                    stores.programme(),
                    store,
                    version,
                    document,
                    reward,
                    known=known_of(uow, document, member.member_id, at=now),
                    member=member,
                    links=MemberRepository(uow).links_of(member.member_id),
                )
            reason = _refusal(uow, replace(counter, wish=wish, reward=reward))
        found.append(
            Seen(reward, reason, offer.points_missing, offer.least, offer.most)
        )
    return document, found


def _offers(
    env: Env,
    uow: UnitOfWork,
    document: ProgrammeDocument,
    member: MemberRow,
    store: StoreRow,
) -> dict[str, RewardOffer]:
    """Return what the member's points pay for, by reward."""
    ledger, now = LedgerRepository(uow, env.ids), env.clock.now()
    balances = ledger.balances(member.member_id)
    seen: dict[str, RewardOffer] = {}
    for asset in {reward.asset: None for reward in document.rewards}:
        lots = ledger.lots(member.member_id, asset) if asset in balances else []
        live = sum(lot.available for lot in lots if not lot.lapsed(now))
        owed = balances[asset].owed if asset in balances else 0
        seen |= {
            offer.reward_id: offer
            for offer in offers(
                document,
                0 if owed else live,
                currency=store.currency,
                at=now,
                asset=asset,
                zone=store.timezone,
            )
        }
    return seen


def _wish(
    env: Env, member_id: UUID, reward_id: str, store_id: UUID, points: int | None
) -> Wish:
    key = Key.of("rehearsal", env.ids.new())
    return Wish(member_id, reward_id, store_id, points, key, "system", Source.POINTS)


def _refusal(uow: UnitOfWork, counter: Counter) -> str:
    """Return why this wish would be refused, or ``yes``."""
    try:
        if isinstance(counter.reward, PartnerReward):
            theirs = store_of(uow, counter.reward, counter.store)
            counter = replace(counter, store=theirs)
        made(counter)
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
