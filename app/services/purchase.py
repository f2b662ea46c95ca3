"""What a member is given for a wish: checked, priced, and promised for good.

Refusals come with their figures. What a voucher promises is frozen into its
terms here; later versions of the programme don't touch it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.earning.periods import period_label
from app.domain.errors import Refused
from app.domain.ledger import Key, key_digest, lapse_instant, request_digest
from app.domain.ledger.errors import MemberFrozen
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import money_text
from app.domain.programme.reward_words import reward_title
from app.domain.programme.rewards import Reward, SliderReward
from app.domain.programme.saying import say as say_words
from app.domain.rewards.issuing import DEADLINE
from app.domain.rewards.reward import (
    Offer,
    RewardUnavailable,
    price,
    refs_for,
    unavailable,
)
from app.domain.rewards.voucher import (
    LIVE_STATES,
    Progress,
    ReturnPolicy,
    Source,
    Voucher,
    VoucherState,
    VoucherTerms,
)
from app.domain.words import Language
from app.services.connections import StoreNotConnected
from app.services.env import Env
from app.services.issuing import new_code
from app.storage.members import MemberRepository, MemberRow
from app.storage.stores import ProgrammeRow, StoreRow
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import Request, VoucherRepository

COUNTED = frozenset({*LIVE_STATES, VoucherState.USED})
"""What counts against a limit; a voucher that was given back doesn't."""


class MemberNotEnrolled(Refused):
    """A guest, or someone who left: there is nobody who could redeem."""

    code = "member_not_enrolled"


class LimitReached(Refused):
    """The member has had as many as one member may have."""

    code = "limit_reached"

    def __init__(self, *, limit: str, most: int) -> None:
        self.limit = limit
        self.most = most
        super().__init__(f"the limit {limit} of {most} is reached")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for."""

    member_id: UUID
    reward_id: str
    store_id: UUID
    points: int | None
    key: Key
    actor: str
    source: Source
    validity_days: int | None = None
    """Instead of the reward's own."""
    ends_at: datetime | None = None
    """An end that the occasion sets."""

    def request(self, pepper: bytes) -> Request:
        asked = {
            "act": self.source,
            "member": self.member_id,
            "reward": self.reward_id,
            "store": self.store_id,
            "points": self.points,
        }
        return Request(key_digest(pepper, self.key), request_digest(asked))


@dataclass(slots=True)
class Counter:
    """Where a wish is served: what was read for it in this unit of work."""

    env: Env
    uow: UnitOfWork
    wish: Wish
    at: datetime
    programme: ProgrammeRow
    store: StoreRow
    version: int
    document: ProgrammeDocument
    reward: Reward


def made(counter: Counter) -> Voucher:
    """Return the voucher that fulfils the wish, or refuse it."""
    env, wish, reward, store = (
        counter.env,
        counter.wish,
        counter.reward,
        counter.store,
    )
    if store.state != "connected":
        raise StoreNotConnected(f"{store.name} is {store.state}")
    member = _member(counter)
    closed = unavailable(reward, at=counter.at, zone=store.timezone)
    if closed is not None:
        raise RewardUnavailable(reward_id=reward.id, reason=closed)
    bought = wish.source is Source.POINTS
    if bought:
        _check_limits(counter)
    scale = counter.document.asset(reward.asset).scale
    offer = price(reward, wish.points, currency=store.currency, scale=scale)
    return Voucher(
        voucher_id=env.ids.new(),
        member_id=wish.member_id,
        store_id=wish.store_id,
        reward_id=reward.id,
        programme_version=counter.version,
        source=wish.source,
        asset=reward.asset,
        price=offer.price_points if bought else 0,
        code=new_code(env, offer.code_prefix),
        terms=_terms(counter, member, offer),
        actor=wish.actor,
        created_at=counter.at,
        updated_at=counter.at,
        progress=Progress(deadline_at=counter.at + DEADLINE),
    )


def _member(counter: Counter) -> MemberRow:
    member = MemberRepository(counter.uow).get(counter.wish.member_id)
    if member.state != "active":
        raise MemberNotEnrolled(f"this member is {member.state}")
    if member.frozen_at is not None:
        raise MemberFrozen(member.frozen_reason or "")
    return member


def _check_limits(counter: Counter) -> None:
    """Refuse what is beyond the reward's limits; the balance lock serialises."""
    limits, wish, zone = counter.reward.limits, counter.wish, counter.programme.timezone
    if not (limits.per_member or limits.per_period or limits.unused):
        return
    had = VoucherRepository(counter.uow).of_reward(wish.member_id, wish.reward_id)
    unused = sum(state in LIVE_STATES for state, _ in had)
    counted = [created_at for state, created_at in had if state in COUNTED]
    checks = [("unused", limits.unused, unused)]
    checks.append(("per_member", limits.per_member, len(counted)))
    if limits.per_period is not None:
        period = limits.per_period.per
        label = period_label(period, counter.at, zone)
        same = sum(period_label(period, when, zone) == label for when in counted)
        checks.append((f"per_{period}", limits.per_period.times, same))
    for limit, most, used in checks:
        if most is not None and used >= most:
            raise LimitReached(limit=limit, most=most)


def _terms(counter: Counter, member: MemberRow, offer: Offer) -> VoucherTerms:
    """Freeze what is promised; later versions of the programme don't touch it."""
    store, reward, terms = counter.store, counter.reward, counter.document.terms
    products = refs_for(offer.product_refs, str(store.store_id))
    collections = refs_for(offer.collection_refs, str(store.store_id))
    if (offer.product_refs or offer.collection_refs) and not products + collections:
        # Without its scope the code would take something off everything.
        raise RewardUnavailable(reward_id=reward.id, reason="not_in_this_store")
    customer_ref, email = _customer(counter, member, offer)
    return VoucherTerms(
        title=_title(counter, member, offer),
        kind=offer.kind,
        currency=offer.currency,
        starts_at=counter.at,
        ends_at=_end(counter, offer),
        amount_minor=offer.amount.amount_minor if offer.amount else None,
        percent_bp=offer.percent_bp,
        product_refs=products,
        collection_refs=collections,
        minimum_minor=offer.minimum_minor,
        customer_ref=customer_ref,
        customer_email=email,
        combines_with=offer.combines_with,
        refund_policy=ReturnPolicy(terms.refunds.spent_points),
        slider=isinstance(reward, SliderReward),
        minimum_life_days=terms.minimum_life_days,
    )


def _end(counter: Counter, offer: Offer) -> datetime:
    """Return when the voucher lapses: the occasion's end, or its own last day."""
    wish = counter.wish
    days = wish.validity_days or offer.validity_days
    own = lapse_instant(counter.at, days=days, zone=counter.store.timezone)
    return wish.ends_at or own


def _title(counter: Counter, member: MemberRow, offer: Offer) -> str:
    """Return what the voucher is called, in the member's language."""
    spoken = set(Language)
    language = counter.document.identity.language
    if member.locale is not None and member.locale[:2] in spoken:
        language = Language(member.locale[:2])
    if counter.reward.title is None and offer.amount is not None:
        worth = money_text(offer.amount.amount_minor, offer.currency, language)
        return say_words("reward.amount_off", language, amount=worth)
    return reward_title(counter.document, counter.reward, language)


def _customer(
    counter: Counter, member: MemberRow, offer: Offer
) -> tuple[str | None, str | None]:
    """Return whom the store must bind the code to.

    Raises:
        RewardUnavailable: It must be bound, and the store knows no such customer.
    """
    if not offer.customer_bound:
        return None, None
    links = MemberRepository(counter.uow).links_of(member.member_id)
    refs = [ref for store_id, ref in links if store_id == counter.store.store_id]
    if not refs and member.email is None:
        reason = "customer_unknown_to_store"
        raise RewardUnavailable(reward_id=offer.reward_id, reason=reason)
    return (refs[-1] if refs else None), member.email
