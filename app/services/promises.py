"""What a voucher promises, frozen into its terms when it comes to be.

Later versions of the programme don't touch it.
"""

from dataclasses import replace
from datetime import datetime

from app.domain.errors import Malformed
from app.domain.ledger import lapse_instant
from app.domain.programme.figures import money_text
from app.domain.programme.reward_words import reward_title
from app.domain.programme.rewards import (
    CharityReward,
    ExperienceReward,
    GiftCardReward,
    Reward,
    SliderReward,
    StoreCreditReward,
    TicketsReward,
)
from app.domain.programme.saying import say
from app.domain.programme.windows import instant_of
from app.domain.rewards.kinds import VoucherKind
from app.domain.rewards.offer import Offer, RewardUnavailable, refs_for
from app.domain.rewards.voucher import ReturnPolicy, Source, VoucherTerms
from app.domain.words import Language
from app.services.counter import Counter
from app.services.env import Env
from app.services.issuing import new_code
from app.storage.members import MemberRepository, MemberRow

CARD_PREFIX = 8
"""Stores take gift card codes of 20 symbols at most."""


class ChoiceNeeded(Malformed):
    """The reward offers several things: the request must pick one.

    Attributes:
        choices: What can be picked.
    """

    code = "choice_needed"

    def __init__(self, *, choices: tuple[str, ...]) -> None:
        self.choices = choices
        super().__init__(f"pick one of {', '.join(choices)}")


def code_for(env: Env, offer: Offer) -> str:
    """Return the code of a voucher, in the form that its kind can have."""
    prefix = offer.code_prefix
    if offer.kind is VoucherKind.GIFT_CARD:
        prefix = prefix[:CARD_PREFIX]
    return new_code(env, prefix)


def terms_of(counter: Counter, member: MemberRow, offer: Offer) -> VoucherTerms:
    """Return what is promised.

    Raises:
        RewardUnavailable: The store has none of the products, or does not know
            the customer to whom it must be bound.
        ChoiceNeeded: The wish does not say which one.
    """
    store, reward, terms = counter.store, counter.reward, counter.document.terms
    products = refs_for(offer.product_refs, str(store.store_id))
    collections = refs_for(offer.collection_refs, str(store.store_id))
    if (offer.product_refs or offer.collection_refs) and not products + collections:
        # Without its scope the code would take something off everything.
        raise RewardUnavailable(reward_id=reward.id, reason="not_in_this_store")
    customer_ref, email = _customer(counter, member, offer)
    promised = VoucherTerms(
        title=_title(counter, member, offer),
        kind=offer.kind,
        currency=offer.currency,
        starts_at=counter.at,
        ends_at=_end(counter, offer),
        amount_minor=offer.amount.amount_minor if offer.amount else None,
        percent_bp=offer.percent_bp,
        pieces=offer.pieces,
        product_refs=products,
        collection_refs=collections,
        minimum_minor=offer.minimum_minor,
        customer_ref=customer_ref,
        customer_email=email,
        combines_with=offer.combines_with,
        refund_policy=ReturnPolicy(terms.refunds.spent_points),
        slider=isinstance(reward, SliderReward),
        minimum_life_days=terms.minimum_life_days,
        stocked=reward.stock is not None and reward.stock.back,
        cost_minor=(reward.cost or {}).get(offer.currency),
    )
    return _of_kind(counter, reward, promised)


def _of_kind(counter: Counter, reward: Reward, terms: VoucherTerms) -> VoucherTerms:
    """Return the terms with what only this kind of reward promises."""
    match reward:
        case CharityReward(causes=causes):
            return replace(terms, cause=_picked(counter, causes))
        case TicketsReward(tickets=asset, number=number):
            return replace(terms, tickets=asset, amount_minor=number)
        case GiftCardReward(lasts_days=days) | StoreCreditReward(lasts_days=days):
            zone = counter.store.timezone
            end = lapse_instant(counter.at, days=days, zone=zone) if days else None
            return replace(terms, spend_by=end)
        case ExperienceReward(closes=closes, starts_at=starts_at):
            keep_from = _instant(counter, closes or starts_at, end=closes is not None)
            return replace(terms, keep_from=keep_from, unused_returns=False)
        case _:
            return terms


def _picked(counter: Counter, choices: tuple[str, ...]) -> str:
    wish = counter.wish
    if wish.choice in choices:
        return str(wish.choice)
    # A rule can't ask; who buys must say.
    if wish.choice is None and (len(choices) == 1 or wish.source is Source.RULE):
        return choices[0]
    raise ChoiceNeeded(choices=choices)


def _instant(counter: Counter, moment: str, *, end: bool) -> datetime:
    return instant_of(moment, counter.programme.timezone, end=end)


def _end(counter: Counter, offer: Offer) -> datetime | None:
    """Return when the voucher lapses: the occasion's end, or its own last day."""
    wish, reward = counter.wish, counter.reward
    if isinstance(reward, ExperienceReward):
        return _instant(counter, reward.ends_at, end=True)
    if offer.kind.at_once or offer.kind is VoucherKind.GIFT_CARD:
        return None
    days = wish.validity_days or offer.validity_days
    own = lapse_instant(counter.at, days=days, zone=counter.store.timezone)
    return wish.ends_at or own


def _title(counter: Counter, member: MemberRow, offer: Offer) -> str:
    """Return what the voucher is called, in the member's language."""
    spoken = set(Language)
    language = counter.document.identity.language
    if member.locale is not None and member.locale[:2] in spoken:
        language = Language(member.locale[:2])
    reward, amount = counter.reward, offer.amount
    if reward.title is None and amount is not None and offer.kind.discount:
        # Of a slider the amount is this one's, not the reward's.
        worth = money_text(amount.amount_minor, offer.currency, language)
        return say("reward.amount_off", language, amount=worth)
    return reward_title(counter.document, counter.reward, language)


def _customer(
    counter: Counter, member: MemberRow, offer: Offer
) -> tuple[str | None, str | None]:
    """Return whom the store must bind it to.

    Raises:
        RewardUnavailable: It must be bound, and the store knows no such customer.
    """
    credit = offer.kind is VoucherKind.STORE_CREDIT
    if not offer.kind.by_store or not (offer.customer_bound or credit):
        return None, None
    links = counter.links
    if links is None:
        links = MemberRepository(counter.uow).links_of(member.member_id)
    refs = [ref for store_id, ref in links if store_id == counter.store.store_id]
    email = None if credit else member.email
    card = offer.kind is VoucherKind.GIFT_CARD
    if not refs and email is None and not card:
        reason = "customer_unknown_to_store"
        raise RewardUnavailable(reward_id=offer.reward_id, reason=reason)
    return (refs[-1] if refs else None), email
