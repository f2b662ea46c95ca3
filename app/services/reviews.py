"""Reviews: points for the act, never for the rating, once a product bought.

A review earns when it is approved, its writer is a member, and that member has
a paid order of the product in the store. It is taken back when it is deleted or
held again. The writer is found by the platform's customer id, else by the
e-mail together with an order of that product.
"""

from dataclasses import replace
from uuid import UUID

from app.domain.earning.evaluate import evaluate_review
from app.domain.events import ReviewSnapshot
from app.ports import StoreConnection
from app.services.env import Env
from app.services.fact_context import Moment, reward
from app.services.facts import take_back
from app.storage.members import MemberRepository, contact_digest
from app.storage.orders import FactRepository, FactRow, OrderRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork


def source_of(store_id: UUID, product_ref: str) -> str:
    """Return the source under which a product's review is rewarded once."""
    return f"review:{store_id}:{product_ref}"


def review_seen(
    env: Env, uow: UnitOfWork, store: StoreConnection, review: ReviewSnapshot
) -> str:
    """Reward, or take back, what this review is worth now; return what happened."""
    programme = StoreRepository(uow).programme()
    member_id = _writer(uow, programme.key_pepper, store, review)
    if member_id is None:
        return "reviewer_unknown_or_did_not_buy"
    source = source_of(store.store_id, review.product_ref)
    if review.deleted or not review.approved:
        taken = take_back(
            env,
            uow,
            member_id=member_id,
            source=source,
            item=review.review_ref,
            zone=programme.timezone,
            document=ProgrammeRepository(uow).live()[1],
        )
        return "review_taken_back" if taken else "review_not_approved"
    _, document = ProgrammeRepository(uow).live()
    bought = frozenset({review.product_ref})
    rewarded = reward(
        env,
        uow,
        Moment(
            MemberRepository(uow).get(member_id),
            review.written_at or env.clock.now(),
            store.store_id,
        ),
        lambda context: evaluate_review(
            document, review, replace(context, bought_products=bought)
        ),
        item=review.review_ref,
        source=source,
    )
    return "review_rewarded" if rewarded.given else "review_known_or_worth_nothing"


def unseen(
    env: Env, uow: UnitOfWork, store: StoreConnection, product_ref: str, seen: set[str]
) -> int:
    """Take back what reviews earned that the store no longer shows; return how many."""
    programme = StoreRepository(uow).programme()
    _, document = ProgrammeRepository(uow).live()
    source = source_of(store.store_id, product_ref)
    gone = [
        fact
        for fact in FactRepository(uow).with_source(source)
        if fact.state == "given" and _shown_by_store(fact) and _item(fact) not in seen
    ]
    for fact in gone:
        take_back(
            env,
            uow,
            member_id=fact.member_id,
            source=source,
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
    facts = FactRepository(uow).with_source(
        source_of(store.store_id, review.product_ref)
    )
    for fact in facts:
        if fact.terms.get("item") == review.review_ref:
            return fact.member_id
    return None
