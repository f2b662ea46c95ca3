"""Notes what orders say of people, and who came through a member's link.

A part of settlement: one statement a batch for each kind of note. A sign-up may
carry a code, too. What people are compared by is kept as keyed digests, never in
the clear.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from app.domain.events import CustomerProfile
from app.domain.programme.referral import Guards, Referral
from app.domain.referrals.contacts import plain_email, plain_phone
from app.domain.referrals.suspicion import Print
from app.services.env import Env
from app.services.settlement_work import Desk, Work
from app.storage.members import MemberRow, contact_digest
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.referrals import ReferralRepository, ReferralRow
from app.storage.standing import StandingRepository
from app.storage.unit_of_work import UnitOfWork

A_DAY: Final = timedelta(days=1)
WITHIN_THE_SHOP: Final = frozenset({"pos", "admin", "draft_order", "api"})
"""Channels in which staff or programs enter orders: the device is not theirs who
buy, and at a till neither is the address."""


def digest(pepper: bytes, kind: str, value: str) -> bytes:
    """Return the keyed digest under which something of a person is compared."""
    return contact_digest(pepper, f"referral/{kind}", value)


def prints_of(
    pepper: bytes, guards: Guards, person: CustomerProfile | MemberRow
) -> frozenset[Print]:
    """Return the digests of what an order or a member's row says of a person."""
    found: dict[str, str] = {}
    if person.email:
        found["email"] = plain_email(person.email, guards.dotless_domains)
    if person.phone:
        found["phone"] = plain_phone(person.phone)
    if isinstance(person, CustomerProfile):
        found["address"] = one_form(person.address_text)
        found["device"] = one_form(person.device_text)
        found["payer"] = one_form(person.payer_text)
    return frozenset(
        (kind, digest(pepper, kind, value)) for kind, value in found.items() if value
    )


def one_form(text: str | None) -> str:
    """Return a text as it is compared."""
    return " ".join((text or "").lower().split())


def note_orders(desk: Desk, works: Sequence[Work]) -> None:
    """Note what these settled orders say of people, and links that they carry."""
    terms = desk.document.referral
    if terms is None:
        return
    repository = ReferralRepository(desk.uow)
    if terms.enabled:
        prints = [each for work in works for each in _seen(desk, terms, work)]
        repository.add_prints(prints, at=desk.at)
        _capture(desk, repository, works)
    owners = {work.member_id for work in works if work.member_id is not None}
    owners |= {entry.member_id for work in works for entry in work.entries}
    advocates = repository.advocates_of(owners)
    if advocates:
        StandingRepository(desk.uow).owe(advocates, at=desk.at)
        desk.uow.after_commit(lambda: desk.env.wake.work("outbox"))


def _seen(desk: Desk, terms: Referral, work: Work) -> Iterator[tuple[UUID, str, bytes]]:
    person = _customer(work)
    if work.member_id is None or person is None or person.anonymised:
        return
    pepper = desk.programme.key_pepper
    for kind, value in prints_of(pepper, terms.guards, person):
        yield work.member_id, kind, value


def _customer(work: Work) -> CustomerProfile | None:
    """Return who bought, without what is the shop's own and not theirs."""
    snapshot = work.item.snapshot
    if snapshot.customer is None or snapshot.channel not in WITHIN_THE_SHOP:
        return snapshot.customer
    address = None if snapshot.channel == "pos" else snapshot.customer.address_text
    return replace(snapshot.customer, device_text=None, address_text=address)


def _capture(desk: Desk, repository: ReferralRepository, works: Sequence[Work]) -> None:
    """Take orders that carry a member's code as coming through the link."""
    carrying = [
        (work, plain_code(work.item.snapshot.referral))
        for work in works
        if work.member_id is not None and work.item.snapshot.referral
    ]
    owners = repository.owners({code for _, code in carrying})
    for work, code in carrying:
        friend_id, snapshot = work.member_id, work.item.snapshot
        if friend_id is None or code not in owners or owners[code] == friend_id:
            # One's own link on one's own order is a bookmark, not a fraud.
            continue
        person = _customer(work)
        device = one_form(person.device_text if person else None)
        pepper = desk.programme.key_pepper
        row = ReferralRow(
            referral_id=desk.env.ids.new(),
            advocate_id=owners[code],
            friend_id=friend_id,
            code=code,
            via="order",
            store_id=work.item.store.store_id,
            claimed_at=snapshot.placed_at,
            device_digest=digest(pepper, "device", device) if device else None,
            programme_version=desk.version,
            updated_at=desk.at,
        )
        if repository.claim(row):
            StandingRepository(desk.uow).owe([friend_id], at=desk.at)


def note_sign_up(
    env: Env,
    uow: UnitOfWork,
    member: MemberRow,
    store_id: UUID,
    profile: CustomerProfile,
) -> bool:
    """Take a customer whose record carries a code as coming through the link.

    A code that nobody has, or that is the member's own, is nobody's mistake to
    answer: it is passed over.

    Returns:
        Whether this is how the friend came; False too where they came before.
    """
    code = plain_code(profile.referral)
    if not code:
        return False
    try:
        version, document = ProgrammeRepository(uow).live()
    except NothingPublished:
        return False
    repository, now = ReferralRepository(uow), env.clock.now()
    advocate_id = repository.owners([code]).get(code)
    if document.referral is None or not document.referral.enabled:
        return False
    if advocate_id is None or advocate_id == member.member_id:
        return False
    row = ReferralRow(
        referral_id=env.ids.new(),
        advocate_id=advocate_id,
        friend_id=member.member_id,
        code=code,
        via="sign_up",
        store_id=store_id,
        claimed_at=_signed_up(profile, now),
        device_digest=None,
        programme_version=version,
        updated_at=now,
    )
    new = repository.claim(row)
    if new:
        StandingRepository(uow).owe([member.member_id], at=now)
        uow.after_commit(lambda: env.wake.work("outbox"))
    return new


def _signed_up(profile: CustomerProfile, now: datetime) -> datetime:
    """Return when the link was used, for a delivery that comes late.

    An order placed between the two is the friend's first, not one of before. A
    code put on an old record does not make its past one of a friend.
    """
    if profile.created_at is None or not now - A_DAY < profile.created_at < now:
        return now
    return profile.created_at


def plain_code(text: str | None) -> str:
    """Return a code as it is kept: people type small letters and spaces."""
    return "".join((text or "").upper().split())[:64]
