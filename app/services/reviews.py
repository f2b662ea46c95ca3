"""Reviews: points for the act, never for the rating, once a product bought.

A review earns when it is approved, its writer is a member, and that member has
a paid order of the product in the store; a rule counts a product's reviews once, or
each of them. It is taken back when it is deleted or
held again. The writer is found by the platform's customer id, else by the
e-mail together with an order of that product.
"""

from dataclasses import replace
from uuid import UUID

from app.domain.earning.context import MemberContext
from app.domain.earning.decisions import FactDecision
from app.domain.earning.evaluate import evaluate_review
from app.domain.events import ReviewSnapshot
from app.ports import StoreConnection
from app.services.env import Env
from app.services.fact_context import Moment, reward
from app.services.facts import take_back
from app.storage.members import MemberRepository, contact_digest
from app.storage.orders import FactRow, OrderRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.review_facts import facts_of_product
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork


def source_of(store_id: UUID, product_ref: str) -> str:
    """Return what the reviews of a product are together, where they count once."""
    return f"review:{store_id}:{product_ref}"


def sources_of(store_id: UUID, review: ReviewSnapshot) -> tuple[str, str]:
    """Return what a review may have given under: its product's source, its own."""
    product = source_of(store_id, review.product_ref)
    return product, f"{product}@{review.review_ref}"


def review_seen(
    env: Env, uow: UnitOfWork, store: StoreConnection, review: ReviewSnapshot
) -> str:
    """Reward, or take back, what this review is worth now; return what happened."""
    programme = StoreRepository(uow).programme()
    member_id = _writer(uow, programme.key_pepper, store, review)
    if member_id is None:
        return "reviewer_unknown_or_did_not_buy"
    _, document = ProgrammeRepository(uow).live()
    if review.deleted or not review.approved:
        taken = [
            take_back(
                env,
                uow,
                member_id=member_id,
                source=source,
                item=review.review_ref,
                zone=programme.timezone,
                document=document,
            )
            for source in sources_of(store.store_id, review)
        ]
        return "review_taken_back" if any(taken) else "review_not_approved"
    bought = frozenset({review.product_ref})
    paid = _paid(uow, store, review)

    def ask(context: MemberContext) -> FactDecision:
        told = replace(context, bought_products=bought)
        decision = evaluate_review(document, review, told)
        fresh = (
            a for a in decision.awards if paid.get(a.rule_id, a.source) == a.source
        )
        return replace(decision, awards=tuple(fresh))

    rewarded = reward(
        env,
        uow,
        Moment(
            MemberRepository(uow).get(member_id),
            review.written_at or env.clock.now(),
            store.store_id,
        ),
        ask,
        item=review.review_ref,
    )
    return "review_rewarded" if rewarded.given else "review_known_or_worth_nothing"


def _paid(
    uow: UnitOfWork, store: StoreConnection, review: ReviewSnapshot
) -> dict[str, str]:
    """Return which rules gave something for this very review, and under what source.

    A later version may count reviews where this one counted products; what was given
    for a review is not given again under the other source.
    """
    facts = facts_of_product(uow, source_of(store.store_id, review.product_ref))
    return {
        fact.rule_id: fact.source
        for fact in facts
        if _item(fact) == review.review_ref and fact.state != "taken_back"
    }


def unseen(
    env: Env, uow: UnitOfWork, store: StoreConnection, product_ref: str, seen: set[str]
) -> int:
    """Take back what reviews earned that the store no longer shows; return how many."""
    programme = StoreRepository(uow).programme()
    _, document = ProgrammeRepository(uow).live()
    source = source_of(store.store_id, product_ref)
    gone = [
        fact
        for fact in facts_of_product(uow, source)
        if fact.state == "given" and _shown_by_store(fact) and _item(fact) not in seen
    ]
    for fact in gone:
        take_back(
            env,
            uow,
            member_id=fact.member_id,
            source=fact.source,
            item=_item(fact),
            zone=programme.timezone,
            document=document,
        )
    return len(gone)


def _item(fact: FactRow) -> str:
    return str(fact.terms.get("item"))


def _shown_by_store(fact: FactRow) -> bool:
    """Tell whether the store lists this review; those of review apps it does not."""
    return ":" not in _item(fact)


def _writer(
    uow: UnitOfWork, pepper: bytes, store: StoreConnection, review: ReviewSnapshot
) -> UUID | None:
    """Return the member who wrote it and bought the product, if anyone did."""
    members, orders = MemberRepository(uow), OrderRepository(uow)
    if review.deleted and review.reviewer_email is None and not review.reviewer_ref:
        return _rewarded(uow, store, review)
    candidates: list[UUID] = []
    if review.reviewer_ref:
        links = members.links(store.store_id, [review.reviewer_ref])
        candidates += links.values()
    if review.reviewer_email:
        digest = contact_digest(pepper, "email", review.reviewer_email)
        candidates += members.guests([digest]).values()
        candidates += members.with_email_in(store.store_id, review.reviewer_email)
    for member_id in dict.fromkeys(candidates):
        if orders.bought(member_id, review.product_ref, store.store_id):
            return member_id
    return _rewarded(uow, store, review)


def _rewarded(
    uow: UnitOfWork, store: StoreConnection, review: ReviewSnapshot
) -> UUID | None:
    """Return who was rewarded for exactly this review before."""
    facts = facts_of_product(uow, source_of(store.store_id, review.product_ref))
    for fact in facts:
        if fact.terms.get("item") == review.review_ref:
            return fact.member_id
    return None
