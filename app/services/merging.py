"""Two members become one: lots, debts, vouchers and links move to the kept one.

The books keep every lot's home, and what else moved is written down, so that a merge
can be undone (``unmerging``). A member whose redemption is in progress is merged when
that has ended. Whether both still live is asked under the locks of both: of two who
merge the same two at once, the second finds one who is merged already.
"""

import json
from typing import Final
from uuid import UUID

from app.domain.errors import Busy
from app.domain.ledger import Key
from app.domain.ledger.errors import HoldUnfinished
from app.domain.ledger.freezes import Freeze
from app.ports import StoreConnection
from app.services import consents
from app.services.env import Env
from app.services.facts import retract_doubles
from app.services.living import every_account, refuse_gone
from app.services.standing import owe_standing
from app.storage.campaigns import CampaignRepository
from app.storage.carried import CarriedRepository
from app.storage.chosen_days import ChosenDayRepository
from app.storage.contact_changes import ContactChangeRepository
from app.storage.earned_gifts import EarnedGiftRepository
from app.storage.games import GameRepository
from app.storage.gifts import GiftRepository
from app.storage.goodwill import GoodwillRepository
from app.storage.ledger import LedgerRepository
from app.storage.marks import MarkRepository
from app.storage.members import MemberRepository, MemberRow
from app.storage.membership_fees import MembershipFees
from app.storage.merge_images import MergeImages
from app.storage.merges import MergeRepository, MergeRow
from app.storage.metric_grants import MetricGrantRepository
from app.storage.metrics import drop_taken_back, move_entries
from app.storage.orders import FactRepository
from app.storage.perks import PerkRepository
from app.storage.referrals import ReferralRepository
from app.storage.segments import SegmentRepository
from app.storage.standing import StandingRepository
from app.storage.storefront import StorefrontRepository
from app.storage.tier_history import TierHistory
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository

RETRY_SECONDS = 60
PLATFORM: Final = "platform"
CONTACT: Final = ("email", "phone", "first_name", "last_name", "locale")
"""What a store may say of the one while it means the other."""


def customers_merged(
    env: Env, uow: UnitOfWork, store: StoreConnection, kept_ref: str, gone_ref: str
) -> str:
    """Follow a merge in the store; works before either member exists."""
    members = MemberRepository(uow)
    members.serialise([f"{store.store_id}/{kept_ref}", f"{store.store_id}/{gone_ref}"])
    links = members.links(store.store_id, [kept_ref, gone_ref])
    kept, gone = links.get(kept_ref), links.get(gone_ref)
    now = env.clock.now()
    if gone is None and kept is None:
        return "neither_customer_known"
    if gone is None or kept is None:
        # One member under both names: late events about either find it.
        heir = kept or gone
        if heir is not None:
            members.link(store.store_id, kept_ref, heir, at=now)
            members.link(store.store_id, gone_ref, heir, at=now)
        return "customer_renamed"
    if kept == gone:
        return "already_merged"
    merge(env, uow, kept=kept, gone=gone, actor=PLATFORM)
    return "members_merged"


def merge(env: Env, uow: UnitOfWork, *, kept: UUID, gone: UUID, actor: str) -> UUID:
    """Move everything of *gone* to *kept* in this unit of work; return the merge.

    Raises:
        MemberGone: One of the two was merged, closed or erased before.
        MemberMoved: One of them was merged or erased while this waited.
        Busy: A redemption of the absorbed member is in progress.
    """
    members = MemberRepository(uow)
    for one in (kept, gone):
        refuse_gone(members.get(one))
    now = env.clock.now()
    ledger, facts = LedgerRepository(uow, env.ids), FactRepository(uow)
    pairs = every_account(env, uow, [kept, gone])
    ledger.open(pairs, living=[kept, gone])
    # Read under the locks: what was given while this waited moves too.
    awards = [fact.award_id for fact in facts.of_members([kept, gone])]
    book = ledger.open(pairs, awards=awards)
    images, merges = MergeImages(uow), MergeRepository(uow)
    watch, homes = images.watch(kept, gone), merges.homes_of(gone)
    row, heir = members.get(gone), members.get(kept)
    try:
        posted = book.merge(
            Key.of("merge", gone, kept, row.version),
            absorbed_id=gone,
            kept_id=kept,
            occurred_at=now,
            actor=actor,
        )
    except HoldUnfinished as error:
        raise Busy(
            "a redemption of the absorbed member is in progress",
            retry_after=RETRY_SECONDS,
        ) from error
    retract_doubles(facts, book, kept=kept, gone=gone, at=now)
    ledger.flush(book)
    _move(env, uow, gone, kept)
    if row.frozen_at is not None and heir.frozen_at is None:
        reason = row.frozen_reason or ""
        ledger.freeze(kept, Freeze.REDEEMING, reason=reason, at=now)
        members.change(kept, at=now, frozen_at=row.frozen_at, frozen_reason=reason)
    members.change(gone, at=now, state="merged", merged_into=kept)
    members.change(kept, at=now)
    owe_standing(env, uow, [kept])
    merge_id = env.ids.new()
    noted = MergeRow(
        merge_id=merge_id,
        kept_id=kept,
        gone_id=gone,
        merged_at=now,
        actor=actor,
        transaction_id=None if posted is None else posted.id,
        homes=tuple(homes),
        sealed_contact=_sealed(env, uow, merge_id, heir),
    )
    merges.add(noted, images.touched(watch))
    return merge_id


def _move(env: Env, uow: UnitOfWork, gone: UUID, kept: UUID) -> None:
    """Give the kept member what stands outside the books."""
    members = MemberRepository(uow)
    VoucherRepository(uow).move(gone, kept)
    GiftRepository(uow).move(gone, kept)
    for owned in (
        GoodwillRepository,
        EarnedGiftRepository,
        MarkRepository,
        ChosenDayRepository,
        MetricGrantRepository,
    ):
        owned(uow).move(gone, kept)
    consents.move(env, uow, gone, kept)
    ContactChangeRepository(uow).move(gone, kept)
    GameRepository(uow).move(gone, kept)
    members.move_links(gone, kept)
    members.move_orders(gone, kept)
    drop_taken_back(uow, [kept, gone])
    move_entries(uow, gone, kept)
    for topic in (StandingRepository, TierHistory, MembershipFees, PerkRepository):
        topic(uow).move(gone, kept)
    ReferralRepository(uow).move(gone, kept)
    for personal in (
        CampaignRepository,
        CarriedRepository,
        SegmentRepository,
        StorefrontRepository,
    ):
        personal(uow).move(gone, kept)


def contact_context(programme_id: UUID, merge_id: UUID) -> str:
    """Return the sealing context of the contact data before a merge."""
    return f"{programme_id}/member_merge/{merge_id}/sealed_contact"


def _sealed(env: Env, uow: UnitOfWork, merge_id: UUID, row: MemberRow) -> str:
    said = {name: getattr(row, name) for name in CONTACT}
    return env.secrets.seal(
        json.dumps(said | {"contact_verified": row.contact_verified}).encode(),
        context=contact_context(uow.programme_id, merge_id),
    )
