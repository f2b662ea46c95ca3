"""A customer came, changed or left: details, joining, the sign-up bonus, claims.

A customer with an account is a member; one without is a shadow that earns and
can't spend. A proved contact claims what a guest with the same contact earned.
"""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from app.domain.earning.evaluate import evaluate_signup
from app.domain.events import CustomerChanged, CustomerProfile
from app.ports import StoreConnection
from app.services import consents, merging, occasions, tier_tags
from app.services.enrolment import Enrolment, Wanted
from app.services.env import Env
from app.services.fact_context import Moment, reward
from app.services.referral_notes import note_sign_up
from app.services.standing import owe_standing
from app.storage.marks import MarkRepository
from app.storage.members import MemberRepository, MemberRow
from app.storage.merges import MergeRepository
from app.storage.orders import OrderRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork

SIGN_UP = "signup"


def customer_seen(
    env: Env, uow: UnitOfWork, store: StoreConnection, profile: CustomerProfile
) -> str:
    """Find or make the member, bring the details up to date; return what happened."""
    if profile.staff:
        return "staff_user_ignored"
    if profile.anonymised:
        return "anonymised_customer_ignored"
    enrolment = Enrolment(env, uow, at=env.clock.now())
    who = Wanted(store.store_id, profile)
    (member_id,) = enrolment.resolve([who])
    if member_id is None:
        return "nobody_identifiable"
    members = MemberRepository(uow)
    enrolment.update(members.get(member_id), profile, store.store_id)
    member_id = one_person(env, uow, enrolment, member_id, who)
    member = members.get(member_id)
    for shadow_id in enrolment.claimable(member, profile, store.store_id):
        merging.merge(env, uow, kept=member_id, gone=shadow_id, actor="claim")
    if profile.birthday is not None and member.birthday is None:
        members.change(member_id, at=env.clock.now(), birthday=profile.birthday)
    _note(
        env,
        uow,
        member_id,
        store.store_id,
        tags=profile.tags,
        consent=profile.marketing_consent,
        asked=False,
    )
    member = members.get(member_id)
    note_sign_up(env, uow, member, store.store_id, profile)
    if member.state != "active":
        return "customer_noted"
    return welcome(env, uow, member, store_id=store.store_id)


def one_person(
    env: Env,
    uow: UnitOfWork,
    enrolment: Enrolment,
    member_id: UUID,
    who: Wanted,
) -> UUID:
    """Make one of all members who proved this customer's address; return it.

    The longest known is kept. Nothing happens to a member who did not prove the
    address, is blocked, or has left, nor to two whose merge somebody undid.

    Raises:
        Busy: A redemption of one who would be absorbed is in progress.
    """
    same = [row.member_id for row in enrolment.same_person(who)]
    if member_id not in same:
        return member_id
    if len(same) > 1:
        apart = MergeRepository(uow).parted(member_id)
        same = [one for one in same if one not in apart]
    kept, *absorbed = same
    for gone in absorbed:
        if gone not in MergeRepository(uow).parted(kept):
            merging.merge(env, uow, kept=kept, gone=gone, actor="same_address")
    return kept


def customer_changed(
    env: Env, uow: UnitOfWork, store: StoreConnection, changed: CustomerChanged
) -> str:
    """Follow a change of marks or consent; return what happened.

    The rest of the customer is not said, and stays. A customer whom nobody has
    seen yet comes with all marks later.
    """
    members = MemberRepository(uow)
    links = members.links(store.store_id, [changed.customer_ref])
    member_id = links.get(changed.customer_ref)
    if member_id is None:
        return "customer_unknown"
    tags: Collection[str] | None = None
    if changed.tags_added or changed.tags_removed:
        held = MarkRepository(uow).of_store(member_id, "tag", store.store_id)
        gone = {tag.casefold() for tag in changed.tags_removed}
        tags = sorted((held | {tag.casefold() for tag in changed.tags_added}) - gone)
    _note(
        env,
        uow,
        member_id,
        store.store_id,
        tags=tags,
        consent=changed.marketing_consent,
        asked=True,
    )
    member = members.get(member_id)
    if member.state == "active":
        occasions.check(env, uow, member, store_id=store.store_id)
    owe_standing(env, uow, [member_id])
    return "customer_noted"


def _note(
    env: Env,
    uow: UnitOfWork,
    member_id: UUID,
    store_id: UUID,
    *,
    tags: Collection[str] | None,
    consent: bool | None,
    asked: bool,
) -> None:
    """Keep what a store says of a member's marks and consent; None says nothing.

    *asked*: the customer changed the consent just then.
    """
    marks, at = MarkRepository(uow), env.clock.now()
    if tags is not None:
        marks.set(member_id, "tag", store_id, tags, at=at)
        tier_tags.note_tags(env, uow, member_id, store_id, tags)
    if consent is not None:
        consents.told(env, uow, member_id, store_id, granted=consent, asked=asked)


def welcome(
    env: Env, uow: UnitOfWork, member: MemberRow, *, store_id: UUID | None
) -> str:
    """Give an active member what the programme gives for joining, once."""
    _, document = ProgrammeRepository(uow).live()
    paid = bool(OrderRepository(uow).paid_orders([member.member_id]))
    rewarded = reward(
        env,
        uow,
        Moment(member, member.joined_at or env.clock.now(), store_id),
        lambda context: evaluate_signup(
            document, replace(context, has_paid_order=paid)
        ),
        source=SIGN_UP,
    )
    occasions.check(env, uow, member, store_id=store_id)
    owe_standing(env, uow, [member.member_id], document=document)
    return "member_welcomed" if rewarded.given else "member_known"


def customer_gone(
    env: Env, uow: UnitOfWork, store: StoreConnection, customer_ref: str
) -> None:
    """Note that the store deleted the account: no erasure, the points stay."""
    MemberRepository(uow).customer_gone(
        store.store_id, customer_ref, at=env.clock.now()
    )
