"""Brings perks into stores and takes them out again: the debts of ``perks``.

Both kinds of debt do the same: they read what is wanted now and bring the store
there. Before a discount is asked for, its code is kept; so an attempt that ended
without an answer is followed by a look at the store, never by a second code.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from app.domain.errors import CodeTaken, PlatformCannot, PlatformMissing
from app.domain.perks.holding import ForWhom, digest_of, discount_of, way_in
from app.domain.programme.perks import Perk
from app.domain.rewards.discount import IssuedDiscount
from app.ports import MemberBenefits, Platform, StoreConnection
from app.services.connections import live_connection
from app.services.env import Env
from app.services.issuing import new_code
from app.services.outbox import LEASE, Again, Cancelled, DebtOutcome, Settled
from app.services.perks import OFFER, PUT, TAKE, offer_wanted
from app.services.stores import platform_of
from app.storage.members import MemberRepository
from app.storage.outbox import LeasedDebt
from app.storage.perk_turns import give_back, take_turn
from app.storage.perks import PerkOffer, PerkRepository, PerkState
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork

PREFIX = "PERK"
TURN_WAIT = timedelta(seconds=1)
TAGS = "tags"
AUTOMATIC = "automatic_discount"


@dataclass(frozen=True, slots=True)
class _Turn:
    """One debt in hand."""

    env: Env
    debt: LeasedDebt
    store: StoreConnection
    platform: Platform

    @property
    def benefits(self) -> MemberBenefits:
        return self.platform.benefits

    def save(self, state: PerkState) -> PerkState:
        """Write what the store is known to hold; what is wanted stays as it is."""

        def write(uow: UnitOfWork) -> None:
            repository = PerkRepository(uow)
            now = repository.lock(state.member_id, state.perk, state.store_id)
            if now is not None:
                kept = replace(state, wanted=now.wanted, wanted_at=now.wanted_at)
                repository.save([kept])

        state = replace(state, changed_at=self.env.clock.now())
        self.env.database.run(self.debt.programme_id, write)
        return state

    def save_offer(self, offer: PerkOffer) -> PerkOffer:
        offer = replace(offer, changed_at=self.env.clock.now())
        self.env.database.run(
            self.debt.programme_id, lambda uow: PerkRepository(uow).save_offer(offer)
        )
        return offer


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is wanted of one perk of one member in one store."""

    state: PerkState
    perk: Perk | None
    """None: it is to be taken out."""
    customer_ref: str | None
    email: str | None


def pay(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Bring a store to what is wanted of a perk now. Safe to run late and twice."""
    if debt.store_id is None:
        return Cancelled("no_store")
    whose, _, perk_id = debt.subject.partition("/")
    store = live_connection(env, debt.programme_id, debt.store_id)
    turn = _Turn(env, debt, store, platform_of(env, store.platform))
    if whose == OFFER:
        return _offer(turn, perk_id)
    read = partial(_read, UUID(whose), perk_id, debt.store_id)
    with _alone(turn, UUID(whose)) as ours:
        if not ours:
            return Again(env.clock.now() + TURN_WAIT, "customer_busy")
        return _of_member(turn, read)


@contextmanager
def _alone(turn: _Turn, member_id: UUID) -> Iterator[bool]:
    """Keep others from changing the member's record in the store meanwhile.

    No unit of work is open while the store is asked, so the turn is a row; that of
    a worker that died is over with the lease of its debt.
    """
    run, programme_id = turn.env.database.run, turn.debt.programme_id
    now, token, store_id = (
        turn.env.clock.now(),
        turn.env.ids.new(),
        turn.store.store_id,
    )
    ours: bool = run(
        programme_id,
        lambda uow: take_turn(
            uow, member_id, store_id, token, at=now, until=now + LEASE
        ),
    )
    try:
        yield ours
    finally:
        if ours:
            run(programme_id, lambda uow: give_back(uow, member_id, store_id, token))


def _of_member(
    turn: _Turn, read: Callable[[UnitOfWork], _Wanted | None]
) -> DebtOutcome:
    run, programme_id = turn.env.database.run, turn.debt.programme_id
    wanted = run(programme_id, read)
    if wanted is None:
        return Cancelled("perk_unknown")
    outcome: DebtOutcome | None
    try:
        outcome = _take(turn, wanted) if wanted.perk is None else _put(turn, wanted)
    except PlatformMissing:
        turn.save(_emptied(wanted.state, "customer_gone"))
        outcome = Cancelled("customer_gone")
    except PlatformCannot as error:
        problem = f"{error.code}:{error.reason}"
        turn.save(replace(_marked(wanted, wanted.state), problem=problem))
        outcome = Settled()
    if outcome is not None:
        return outcome
    again = run(programme_id, read)
    if again is not None and again.state.wanted_at != wanted.state.wanted_at:
        return Again(turn.env.clock.now(), "wanted_otherwise")
    return Settled()


HANDLERS = {PUT: pay, TAKE: pay}


def _read(
    member_id: UUID, perk_id: str, store_id: UUID, uow: UnitOfWork
) -> _Wanted | None:
    state = PerkRepository(uow).lock(member_id, perk_id, store_id)
    if state is None:
        return None
    members = MemberRepository(uow)
    links = dict(members.links_of(member_id))
    perk: Perk | None = ProgrammeRepository(uow).live()[1].item("perks", perk_id)
    there = state.wanted and perk is not None and perk.enabled and store_id in links
    return _Wanted(
        state,
        perk if there else None,
        links.get(store_id),
        members.get(member_id).email,
    )


def _marked(wanted: _Wanted, state: PerkState) -> PerkState:
    """Return the row of a perk that the store can't have."""
    digest = None if wanted.perk is None else digest_of(wanted.perk)
    return replace(
        state,
        state="impossible" if wanted.perk is not None else "absent",
        digest=digest,
        customer_ref=wanted.customer_ref,
    )


def _emptied(state: PerkState, problem: str | None = None) -> PerkState:
    return replace(
        state,
        state="absent",
        customer_ref=None,
        code=None,
        discount_ref=None,
        digest=None,
        problem=problem,
    )


def _put(turn: _Turn, wanted: _Wanted) -> DebtOutcome | None:
    perk, state, customer_ref = wanted.perk, wanted.state, wanted.customer_ref
    if perk is None or customer_ref is None:
        return Cancelled("perk_unknown")
    digest = digest_of(perk)
    if state.customer_ref not in (None, customer_ref) or (
        state.digest not in (None, digest) and state.state != "absent"
    ):
        state = _cleared(turn, state)
    can = turn.benefits.can(turn.store)
    if TAGS in can:
        turn.benefits.tag_customer(turn.store, customer_ref, add=(perk.tag_name,))
        state = replace(state, tag=perk.tag_name)
    elif way_in(perk) == "tag":
        raise PlatformCannot("the store knows no customer tags", reason=TAGS)
    state = replace(state, customer_ref=customer_ref, problem=None)
    try:
        if way_in(perk) == "discount":
            if {TAGS, AUTOMATIC} <= can:
                _hold_offer(turn, perk)
            else:
                state = _own_code(turn, wanted, state)
    except KeyError:
        problem = f"no_amount:{turn.store.currency}"
        turn.save(replace(state, state="impossible", digest=digest, problem=problem))
        return Settled()
    except CodeTaken:
        turn.save(replace(state, code=None, state="absent"))
        return Again(turn.env.clock.now(), "code_taken")
    turn.save(replace(state, state="present", digest=digest))
    return None


def _own_code(turn: _Turn, wanted: _Wanted, state: PerkState) -> PerkState:
    """Let the store hold a reusable code of the member's own."""
    perk = wanted.perk
    if perk is None:
        return state
    code = state.code or new_code(turn.env, PREFIX)
    marker = f"perk:{perk.id}:{state.member_id}"
    spec = discount_of(
        perk,
        code=code,
        marker=marker,
        currency=turn.store.currency,
        at=turn.env.clock.now(),
        whom=ForWhom(customer_ref=state.customer_ref, customer_email=wanted.email),
    )
    held: IssuedDiscount | None = None
    if state.state == "unclear":
        held = turn.platform.look_up(turn.store, code)
        if held is not None and held.marker not in (None, marker):
            raise CodeTaken("another discount has the code", reason="TAKEN")
    if held is None:
        state = turn.save(replace(state, state="unclear", code=code))
        held = turn.platform.issue(turn.store, spec)
    return replace(state, code=code, discount_ref=held.discount_ref)


def _cleared(turn: _Turn, state: PerkState) -> PerkState:
    """Take out of the store what was put there for other terms or customers."""
    if state.code is not None:
        turn.platform.withdraw(turn.store, state.code)
    if state.tag is not None and state.customer_ref is not None:
        others = turn.env.database.run(
            turn.debt.programme_id,
            lambda uow: PerkRepository(uow).tagged_otherwise(
                state.member_id, state.store_id, state.tag or "", but=state.perk
            ),
        )
        if not others and TAGS in turn.benefits.can(turn.store):
            turn.benefits.tag_customer(
                turn.store, state.customer_ref, remove=(state.tag,)
            )
    return turn.save(_emptied(state))


def _take(turn: _Turn, wanted: _Wanted) -> DebtOutcome | None:
    _cleared(turn, wanted.state)
    return None


def _hold_offer(turn: _Turn, perk: Perk) -> None:
    """Let the store hold the automatic discount for everybody with the tag.

    Raises:
        KeyError: The perk has a floor, and none in the store's currency.
    """
    offer = _known_offer(turn, perk.id)
    digest = digest_of(perk)
    if offer is not None and offer.state == "present" and offer.digest == digest:
        return
    if offer is not None and offer.digest not in (None, digest):
        turn.platform.withdraw(turn.store, offer.code)
        offer = None
    at = turn.env.clock.now()
    if offer is None or offer.state == "absent":
        offer = PerkOffer(
            perk=perk.id,
            store_id=turn.store.store_id,
            wanted=True,
            state="absent",
            code=new_code(turn.env, PREFIX),
            tag=perk.tag_name,
            discount_ref=None,
            digest=None,
            problem=None,
            wanted_at=at,
            changed_at=None,
        )
    spec = discount_of(
        perk,
        code=offer.code,
        marker=f"perk:{perk.id}",
        currency=turn.store.currency,
        at=at,
        whom=ForWhom(tag=perk.tag_name),
    )
    held: IssuedDiscount | None = None
    if offer.state == "unclear":
        held = turn.platform.look_up(turn.store, offer.code)
    if held is None:
        offer = turn.save_offer(replace(offer, state="unclear", digest=digest))
        held = turn.platform.issue(turn.store, spec)
    turn.save_offer(
        replace(offer, state="present", digest=digest, discount_ref=held.discount_ref)
    )


def _known_offer(turn: _Turn, perk_id: str) -> PerkOffer | None:
    return turn.env.database.run(
        turn.debt.programme_id,
        lambda uow: PerkRepository(uow).offer(perk_id, turn.store.store_id),
    )


def _offer(turn: _Turn, perk_id: str) -> DebtOutcome:
    """Renew or withdraw an automatic discount that the document changed."""

    def read(uow: UnitOfWork) -> Perk | None:
        document = ProgrammeRepository(uow).live()[1]
        store = turn.store
        return offer_wanted(document, perk_id, store.store_id, store.domain)

    perk = turn.env.database.run(turn.debt.programme_id, read)
    offer = _known_offer(turn, perk_id)
    if offer is None:
        return Cancelled("no_offer")
    if perk is not None:
        try:
            _hold_offer(turn, perk)
        except KeyError:
            return Cancelled(f"no_amount:{turn.store.currency}")
        return Settled()
    turn.platform.withdraw(turn.store, offer.code)
    turn.save_offer(replace(offer, wanted=False, state="absent", digest=None))
    return Settled()
