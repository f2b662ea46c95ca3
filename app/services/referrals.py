"""Referrals: judges each by the facts, and says what both sides should have.

Level-triggered. A referral is judged by the friend's orders as they stand and by
what speaks against it; both sides' evaluations come to the same. What speaks
against it is looked at until the member was rewarded, the order ever after.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.events import CustomerProfile, OrderSnapshot
from app.domain.gifts import GiftTarget
from app.domain.outgoing import people
from app.domain.outgoing.happening import Happening
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.gifts import ChoiceGift, Gift, Undo, VoucherGift
from app.domain.programme.referral import Referral
from app.domain.referrals.judging import (
    Decision,
    Deserving,
    Judgement,
    capped,
    friend_order,
    judge,
)
from app.domain.referrals.suspicion import Finding, Party, Past, Print, findings
from app.services.enrolment import guest_digests
from app.services.env import Env
from app.services.referral_notes import prints_of
from app.services.standing import Standing
from app.storage.members import MemberRepository, MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.referrals import ReferralRepository, ReferralRow
from app.storage.standing import StandingRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

RULE = "referral"
GOOD_STATES = frozenset({"waiting", "earned"})
Orders = Sequence[tuple[UUID, OrderSnapshot]]


@dataclass(slots=True)
class Bench:
    """Several referrals in hand, and what decides about them."""

    env: Env
    uow: UnitOfWork
    at: datetime
    pepper: bytes
    members: Mapping[UUID, MemberRow]
    prints: Mapping[UUID, set[Print]]
    orders: Mapping[UUID, Orders]

    def judged(self, row: ReferralRow, document: ProgrammeDocument) -> Judgement:
        """Return what one of them deserves now."""
        terms = document.referral
        if terms is None or row.void:
            return Judgement("refused", ("twice_the_same",))
        all_orders = self.orders.get(row.friend_id, ())
        pending = terms.wait or document.terms.pending
        seen = [friend_order(order, store, pending) for store, order in all_orders]
        paid = [one for one in seen if one is not None]
        found = self._findings(
            row, terms, before=any(one.paid_at < row.claimed_at for one in paid)
        )
        decision = None
        if row.decision == "refused":
            decision = Decision("refused")
        elif row.decision == "approved":
            decision = Decision("approved", frozenset(row.decision_reasons))
        return judge(
            terms,
            claimed_at=row.claimed_at,
            found=found,
            orders=sorted(
                (one for one in paid if one.paid_at >= row.claimed_at),
                key=lambda one: (one.paid_at, one.store_id, one.order_ref),
            ),
            at=self.at,
            decision=decision,
        )

    def _findings(
        self, row: ReferralRow, terms: Referral, *, before: bool
    ) -> Sequence[Finding]:
        """Return what speaks against it; after the reward only the worst does."""
        if row.rewarded_at is not None and row.advocate_id != row.friend_id:
            return ()
        past = self._past(row, terms)
        if before:
            past = replace(past, ordered_before=True)
        return findings(
            terms,
            self._party(row.advocate_id, terms),
            self._party(row.friend_id, terms),
            past,
        )

    def _party(self, member_id: UUID, terms: Referral) -> Party:
        known = frozenset(self.prints.get(member_id, set()))
        member = self.members.get(member_id)
        if member is not None:
            known |= prints_of(self.pepper, terms.guards, member)
        return Party(member_id, known)

    def _past(self, row: ReferralRow, terms: Referral) -> Past:
        """Return what was there when the link was used; read once, then kept."""
        if row.past is None:
            row.past = self._read_past(row, terms)
        joined_at = row.past["joined_at"]
        return Past(
            claimed_at=row.claimed_at,
            **{
                **row.past,
                "joined_at": joined_at and datetime.fromisoformat(joined_at),
            },
        )

    def _read_past(self, row: ReferralRow, terms: Referral) -> dict[str, Any]:
        friend = self.members[row.friend_id]
        said = CustomerProfile(None, email=friend.email, phone=friend.phone)
        party = self._party(row.friend_id, terms)
        crowd = ReferralRepository(self.uow).crowd(
            row,
            emails=[value for kind, value in party.prints if kind == "email"],
            contacts=[value for _, value in guest_digests(self.pepper, said)],
            email=friend.email,
            since=row.claimed_at - timedelta(hours=terms.velocity.hours),
        )
        joined = [one for one in (friend.joined_at, crowd.joined_at) if one]
        return {
            "joined_at": min(joined).isoformat() if joined else None,
            "ordered_before": crowd.ordered_before,
            "in_circle": crowd.in_circle,
            "of_member": crowd.of_member,
            "of_device": crowd.of_device,
        }


def bench(env: Env, uow: UnitOfWork, rows: Sequence[ReferralRow]) -> Bench:
    """Gather what decides about these referrals."""
    repository = ReferralRepository(uow)
    friends = {row.friend_id for row in rows}
    people = friends | {row.advocate_id for row in rows}
    return Bench(
        env,
        uow,
        env.clock.now(),
        StoreRepository(uow).programme().key_pepper,
        MemberRepository(uow).many(people),
        repository.prints_of(people),
        repository.orders_of(friends),
    )


def stand(standing: Standing) -> Sequence[GiftTarget]:
    """Judge a member's referrals on either side; return what they should have."""
    if standing.document.referral is None:
        return ()
    repository = ReferralRepository(standing.uow)
    rows = repository.lock_of(standing.member_id)
    if not rows:
        return ()
    desk = bench(standing.env, standing.uow, rows)
    before = {row.referral_id: _shown(row) for row in rows}
    judgements: dict[UUID, Judgement] = {}
    for row in rows:
        judgement = desk.judged(row, _document(standing, row))
        judgements[row.referral_id] = judgement
        _write(row, judgement)
        if judgement.wakes_at is not None:
            standing.wake(judgement.wakes_at)
    _cap(standing, rows, judgements)
    targets = [
        target
        for row in rows
        for target in _targets(standing, row, judgements[row.referral_id])
    ]
    changed = [row for row in rows if _shown(row) != before[row.referral_id]]
    for row in changed:
        row.updated_at = standing.at
    repository.save(changed)
    moved = [row for row in changed if row.state != before[row.referral_id][0]]
    standing.uow.tell(lambda: _told(moved, at=standing.at))
    others = {one for row in changed for one in (row.advocate_id, row.friend_id)}
    StandingRepository(standing.uow).owe(others - {standing.member_id}, at=standing.at)
    return targets


def _document(standing: Standing, row: ReferralRow) -> ProgrammeDocument:
    if row.programme_version == standing.version:
        return standing.document
    return ProgrammeRepository(standing.uow).version(row.programme_version)


def _shown(row: ReferralRow) -> tuple[object, ...]:
    return (
        row.state,
        tuple(row.reasons),
        row.capped,
        row.order_ref,
        row.welcomed_at,
        row.rewarded_at,
        row.past is None,
    )


def _told(moved: Sequence[ReferralRow], *, at: datetime) -> Iterator[Happening]:
    """Yield what developers hear of referrals that are in another state now."""
    for row in moved:
        name = people.REFERRALS.get(row.state)
        if name is not None:
            yield people.referral(name, row, at=at)


def _write(row: ReferralRow, judgement: Judgement) -> None:
    row.state, row.reasons = judgement.state, list(judgement.reasons)
    order = judgement.order
    row.order_store_id = order.store_id if order else None
    row.order_ref = order.order_ref if order else None


def _cap(
    standing: Standing,
    rows: Sequence[ReferralRow],
    judgements: Mapping[UUID, Judgement],
) -> None:
    """Say which of those whom this member brought are too many."""
    mine = [row for row in rows if row.advocate_id == standing.member_id]
    deserving = []
    for row in mine:
        order, terms = judgements[row.referral_id].order, _document(standing, row)
        if row.state in GOOD_STATES and order is not None and terms.referral:
            deserving.append(
                Deserving(
                    row.referral_id,
                    order.paid_at.astimezone(ZoneInfo(standing.zone)).date(),
                    order.paid_at,
                    terms.referral.most_per_month,
                    terms.referral.most_ever,
                    rewarded=row.rewarded_at is not None,
                )
            )
    over = capped(deserving)
    for row in mine:
        row.capped = over.get(row.referral_id)


def _targets(
    standing: Standing, row: ReferralRow, judgement: Judgement
) -> Iterator[GiftTarget]:
    terms = _document(standing, row).referral
    if terms is None:
        return
    if row.friend_id == standing.member_id:
        welcome = judgement.welcome
        if row.state == "held":
            # What a friend was welcomed with stays while people decide.
            welcome = row.welcomed_at is not None
        welcome = welcome and standing.member.state == "active"
        if welcome and row.welcomed_at is None:
            row.welcomed_at = standing.at
        if row.welcomed_at is not None:
            yield from _gifts(standing, row, "friend", terms, given=welcome)
    if row.advocate_id == standing.member_id:
        earned = row.state == "earned" and row.capped is None
        if earned and row.rewarded_at is None:
            row.rewarded_at = standing.at
        if row.rewarded_at is not None:
            yield from _gifts(standing, row, "advocate", terms, given=earned)


def _gifts(
    standing: Standing, row: ReferralRow, side: str, terms: Referral, *, given: bool
) -> Iterator[GiftTarget]:
    gifts = terms.friend_gifts if side == "friend" else terms.advocate_gifts
    happened_at = row.claimed_at if side == "friend" else row.rewarded_at
    store_id = row.store_id if side == "friend" else row.order_store_id or row.store_id
    reason = row.reasons[0] if row.reasons else row.capped or "no_longer_earned"
    for place, gift in enumerate(gifts):
        yield GiftTarget(
            member_id=standing.member_id,
            rule_id=RULE,
            source=f"{side}:{row.referral_id}",
            gift=gift,
            happened_at=happened_at or standing.at,
            place=place,
            times=1 if given else 0,
            undo=terms.undo or _undo(gift),
            store_id=store_id,
            reason=f"{side}_of_referral" if given else reason,
        )


def _undo(gift: Gift) -> Undo:
    return "unused" if isinstance(gift, VoucherGift | ChoiceGift) else "always"
