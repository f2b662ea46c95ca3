"""Two members become one: lots, debts, vouchers and links move to the kept one.

The books keep every lot's home, so a merge can be undone. A member whose
redemption is in progress is merged when that has ended.
"""

from uuid import UUID

from app.domain.errors import Busy
from app.domain.ledger import Key
from app.domain.ledger.errors import HoldUnfinished
from app.ports import StoreConnection
from app.services import consents
from app.services.env import Env
from app.services.facts import retract_doubles
from app.services.standing import owe_standing
from app.storage.campaigns import CampaignRepository
from app.storage.chosen_days import ChosenDayRepository
from app.storage.contact_changes import ContactChangeRepository
from app.storage.earned_gifts import EarnedGiftRepository
from app.storage.games import GameRepository
from app.storage.gifts import GiftRepository
from app.storage.goodwill import GoodwillRepository
from app.storage.ledger import LedgerRepository
from app.storage.marks import MarkRepository
from app.storage.members import MemberRepository
from app.storage.membership_fees import MembershipFees
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
    merge(env, uow, kept=kept, gone=gone, actor="platform")
    return "members_merged"


def merge(env: Env, uow: UnitOfWork, *, kept: UUID, gone: UUID, actor: str) -> None:
    """Move everything of *gone* to *kept* in this unit of work.

    Raises:
        Busy: A redemption of the absorbed member is in progress.
    """
    members, vouchers = MemberRepository(uow), VoucherRepository(uow)
    now = env.clock.now()
    ledger = LedgerRepository(uow, env.ids)
    assets = sorted({asset for _, asset in ledger.accounts([kept, gone])})
    facts = FactRepository(uow)
    book = ledger.open(
        [(member, asset) for member in (kept, gone) for asset in assets],
        awards=[fact.award_id for fact in facts.of_members([kept, gone])],
    )
    row = members.get(gone)
    try:
        book.merge(
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
    vouchers.move(gone, kept)
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
    for personal in (CampaignRepository, SegmentRepository, StorefrontRepository):
        personal(uow).move(gone, kept)
    members.change(gone, at=now, state="merged", merged_into=kept)
    members.change(kept, at=now)
    owe_standing(env, uow, [kept])
