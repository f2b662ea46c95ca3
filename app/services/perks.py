"""Perks: what a member should have in each store, written as a level.

Evaluated with the member's standing, after tiers and memberships. A change owes
the store a debt (``put_perk``, ``take_perk``); ``perk_debts`` pays it and always
goes by what is wanted then, so no debt can come too late or too often.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from app.domain.gifts import GiftTarget
from app.domain.perks.holding import digest_of, holds_in, perks_of, way_in
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.perks import Perk
from app.services.channel_orders import PLATFORM
from app.services.env import Env
from app.services.outbox import owe
from app.services.perk_view import holder_of
from app.services.publication import is_published
from app.services.standing import Standing, owe_standing
from app.storage.members import MemberRepository
from app.storage.perks import PerkRepository, PerkState
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

PUT = "put_perk"
TAKE = "take_perk"
OFFER = "offer"
"""In place of a member: the debt is about the store's automatic discount."""
BATCH = 500
NOBODY = UUID(int=0)


def stand(standing: Standing) -> Sequence[GiftTarget]:
    """Say what should be in the stores, and owe what is not there. No gifts."""
    uow, member_id = standing.uow, standing.member_id
    repository = PerkRepository(uow)
    if not (standing.document.perks or standing.held.perks):
        return ()
    known = {(one.perk, one.store_id): one for one in repository.of_member(member_id)}
    wanted = _wanted(standing)
    changed: list[PerkState] = []
    for place in {**known, **wanted}:
        state = _level(standing, known.get(place), place, wanted.get(place))
        if state is not None:
            changed.append(state)
    repository.save(changed)
    for state in changed:
        owe_perk(standing.env, uow, state)
    return ()


def _wanted(standing: Standing) -> dict[tuple[str, UUID], tuple[Perk, str]]:
    """Return the perks that stores must know, with the customer there."""
    links = dict(MemberRepository(standing.uow).links_of(standing.member_id))
    holder = holder_of(standing.uow, standing.member, at=standing.at)
    stores = [
        row
        for row in StoreRepository(standing.uow).all()
        if row.state in ("connected", "blocked")
        and row.platform != PLATFORM
        and row.store_id in links
    ]
    return {
        (perk.id, store.store_id): (perk, links[store.store_id])
        for perk in perks_of(standing.document, holder)
        if way_in(perk) != "nothing"
        for store in stores
        if holds_in(perk, str(store.store_id), store.domain)
    }


def _level(
    standing: Standing,
    known: PerkState | None,
    place: tuple[str, UUID],
    wanted: tuple[Perk, str] | None,
) -> PerkState | None:
    """Return the row of a place if it is to change, or is owed to the store."""
    if wanted is None:
        if known is None or (not known.wanted and known.state == "absent"):
            return None
        return replace(known, wanted=False, wanted_at=standing.at)
    perk, customer_ref = wanted
    if known is None:
        perk_id, store_id = place
        return PerkState(
            member_id=standing.member_id,
            perk=perk_id,
            store_id=store_id,
            wanted=True,
            state="absent",
            customer_ref=None,
            tag=perk.tag_name,
            code=None,
            discount_ref=None,
            digest=None,
            problem=None,
            wanted_at=standing.at,
            changed_at=None,
        )
    same = known.digest == digest_of(perk) and known.customer_ref == customer_ref
    if known.wanted and same and known.settled:
        return None
    return replace(known, wanted=True, wanted_at=standing.at)


def owe_perk(env: Env, uow: UnitOfWork, state: PerkState) -> None:
    """Owe a store what is wanted; one open debt of each kind for each place."""
    owe(
        env,
        uow,
        PUT if state.wanted else TAKE,
        f"{state.member_id}/{state.perk}",
        store_id=state.store_id,
        key=f"{state.member_id}/{state.perk}/{state.store_id}",
    )


def leave(env: Env, uow: UnitOfWork, member_ids: Collection[UUID]) -> None:
    """Want nothing any more for people who leave; the stores are told."""
    repository = PerkRepository(uow)
    for member_id in member_ids:
        for state in repository.of_member(member_id):
            gone = replace(state, wanted=False, wanted_at=env.clock.now())
            repository.save([gone])
            owe_perk(env, uow, gone)


def sweep(env: Env, programme_id: UUID) -> int:
    """Look at members whose perks the document no longer knows, and at offers.

    Returns:
        How many members and offers are looked at.
    """
    if not is_published(env, programme_id):
        return 0
    after, looked_at = NOBODY, 0
    while True:
        found = env.database.run(programme_id, partial(_left_over, env, after=after))
        looked_at += len(found)
        if len(found) < BATCH:
            break
        after = found[-1]
    return looked_at + env.database.run(programme_id, lambda uow: _offers(env, uow))


def _left_over(env: Env, uow: UnitOfWork, *, after: UUID) -> list[UUID]:
    document = ProgrammeRepository(uow).live()[1]
    known = [perk.id for perk in document.perks if perk.enabled]
    repository = PerkRepository(uow)
    found = repository.holders_to_look_at(known, after=after, most=BATCH)
    for member_id in found:
        for state in repository.of_member(member_id):
            if state.wanted and state.perk not in known:
                gone = replace(state, wanted=False, wanted_at=env.clock.now())
                repository.save([gone])
                owe_perk(env, uow, gone)
    owe_standing(env, uow, found)
    return found


def _offers(env: Env, uow: UnitOfWork) -> int:
    """Owe stores the automatic discounts that changed or are wanted no longer."""
    document = ProgrammeRepository(uow).live()[1]
    domains = {row.store_id: row.domain for row in StoreRepository(uow).all()}
    owed = 0
    for offer in PerkRepository(uow).offers():
        domain = domains[offer.store_id]
        wanted = offer_wanted(document, offer.perk, offer.store_id, domain)
        digest = None if wanted is None else digest_of(wanted)
        if wanted is None and offer.state == "absent":
            continue
        if wanted is not None and offer.digest == digest:
            continue
        owed += 1
        owe(
            env,
            uow,
            PUT if wanted is not None else TAKE,
            f"{OFFER}/{offer.perk}",
            store_id=offer.store_id,
            key=f"{OFFER}/{offer.perk}/{offer.store_id}",
        )
    return owed


def offer_wanted(
    document: ProgrammeDocument, perk_id: str, store_id: UUID, domain: str
) -> Perk | None:
    """Return the perk whose automatic discount a store should hold, or None."""
    perk: Perk | None = document.item("perks", perk_id)
    if perk is None or not perk.enabled or way_in(perk) != "discount":
        return None
    return perk if holds_in(perk, str(store_id), domain) else None
