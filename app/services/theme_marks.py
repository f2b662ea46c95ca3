"""Keeps what stores hold of us for their themes: the programme, and each member.

Level-triggered and out of everybody's way: settling an order writes nothing here.
Whoever changed something owes the store a look (one open debt a store); its handler
finds what changed in the journal and by when rows changed, and sends figures that
differ from what the store holds, some customers at a time. A look too many sends
nothing, and one that was never asked for is asked for every minute.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Final, TypeVar
from uuid import UUID

import structlog

from app.domain.errors import PlatformRefused
from app.domain.theme_marks import member_mark, programme_mark
from app.domain.tiers.ladder import ladder_of
from app.ports import StoreConnection
from app.services.connections import live_connection
from app.services.env import Env
from app.services.outbox import Again, Cancelled, DebtOutcome, Settled, owe
from app.services.theme_keeper import ThemeKeeper
from app.storage.outbox import LeasedDebt
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.stores import StoreRepository, StoreRow
from app.storage.theme_marks import OwedMark, ThemeMarks
from app.storage.unit_of_work import UnitOfWork

KIND: Final = "write_theme_marks"
WAIT: Final = timedelta(seconds=2)
"""What changes within it is sent together; between two writes about one customer."""
AT_ONCE: Final = 25
"""Customers in one call."""
MOST_CALLS: Final = 20
"""In one turn; the rest is owed anew, so that others have theirs."""
MOST_LOOKED_AT: Final = 5_000
DEFAULT_PATH: Final = "/apps/loyalty"
PATH_OPTION: Final = "proxy_path"
"""A merchant may move where the store's own address leads to us."""


log = structlog.get_logger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Turn:
    """One debt in hand."""

    env: Env
    store: StoreConnection
    keeper: ThemeKeeper

    def run(self, work: Callable[[UnitOfWork], T]) -> T:
        return self.env.database.run(self.store.programme_id, work)


def owe_look(env: Env, uow: UnitOfWork, store_id: UUID) -> None:
    """Owe one store a look for what changed."""
    owe(
        env,
        uow,
        KIND,
        str(store_id),
        store_id=store_id,
        key=str(store_id),
        due_at=env.clock.now() + WAIT,
    )


def owe_all(env: Env, uow: UnitOfWork) -> int:
    """Owe every store whose theme reads figures a look; return how many."""
    if not env.theme_keepers:
        return 0
    found = _reading(env, uow)
    for row in found:
        owe_look(env, uow, row.store_id)
    return len(found)


def _reading(env: Env, uow: UnitOfWork) -> list[StoreRow]:
    """Return the stores whose themes read what we write."""
    return [
        row
        for row in StoreRepository(uow).all()
        if row.platform in env.theme_keepers and row.state == "connected"
    ]


def owe_members(env: Env, uow: UnitOfWork, member_ids: Collection[UUID]) -> None:
    """Owe members' figures, for a change that neither journal nor rows tell."""
    if env.theme_keepers and member_ids:
        for store_id in ThemeMarks(uow).owe(member_ids, env.clock.now()):
            owe_look(env, uow, store_id)


def forget_customers(
    env: Env, uow: UnitOfWork, customers: Sequence[tuple[UUID, str]]
) -> None:
    """Owe the removal of what stores hold about these customers."""
    if customers:
        for store_id in ThemeMarks(uow).forget(customers, env.clock.now()):
            owe_look(env, uow, store_id)


def tell_anew(uow: UnitOfWork, store_id: UUID) -> None:
    """Tell a store of the programme again: it came back, perhaps with nothing."""
    ThemeMarks(uow).note_programme(store_id, None)


def leave(uow: UnitOfWork, store_id: UUID) -> None:
    """Forget what a store held: it left, and its platform removes what was ours."""
    ThemeMarks(uow).leave(store_id)


def sweep(env: Env, programme_id: UUID) -> int:
    """Look for changes that nobody told, and owe stores what there is.

    Returns:
        How many stores are owed something.
    """
    if not env.theme_keepers:
        return 0
    return env.database.run(programme_id, lambda uow: _sweep(env, uow))


def _sweep(env: Env, uow: UnitOfWork) -> int:
    marks, now, owed = ThemeMarks(uow), env.clock.now(), 0
    for row in _reading(env, uow):
        try:
            said, _ = _programme_said(uow, row)
        except NothingPublished:
            return 0
        seen = marks.cursor(row.store_id, now)
        more = marks.look(row.store_id, seen, now, most=MOST_LOOKED_AT)
        waiting = marks.owed(row.store_id, not_since=now, most=1)
        if more or waiting or _digest(said) != seen.programme_digest:
            owe_look(env, uow, row.store_id)
            owed += 1
    return owed


def clear(env: Env, store: StoreConnection) -> None:
    """Take the programme out of a store's theme: it is about to be disconnected."""
    keeper = env.theme_keepers.get(store.platform)
    if keeper is not None:
        keeper.keep_programme(store, None)


def write(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Bring what a store holds to what is true now. Safe to run late and twice."""
    if debt.store_id is None:
        return Cancelled("no_store")
    store = live_connection(env, debt.programme_id, debt.store_id)
    keeper = env.theme_keepers.get(store.platform)
    if keeper is None:
        return Cancelled("no_theme")
    turn = _Turn(env, store, keeper)
    try:
        asset = _programme(turn)
    except NothingPublished:
        return Cancelled("nothing_published")
    more = turn.run(partial(_look, turn))
    for _ in range(MOST_CALLS):
        if _members(turn, asset) < AT_ONCE:
            break
    else:
        more = True
    if more:
        # Asked for while in hand, it is due again at once, with its attempts forgotten.
        turn.run(lambda uow: owe_look(env, uow, store.store_id))
        return Settled()
    now = env.clock.now()
    if turn.run(
        lambda uow: ThemeMarks(uow).owed(store.store_id, not_since=now, most=1)
    ):
        # Changed again just after it was sent.
        return Again(now + WAIT, "just_written")
    return Settled()


HANDLERS: Final = {KIND: write}


def _programme(turn: _Turn) -> str:
    """Send what the theme shows of the programme if it changed; return its asset."""

    def read(uow: UnitOfWork) -> tuple[str, str, bytes | None]:
        store = turn.store
        said, asset = _programme_said(uow, store)
        seen = ThemeMarks(uow).cursor(store.store_id, turn.env.clock.now())
        return said, asset, seen.programme_digest

    said, asset, held = turn.run(read)
    if _digest(said) != held:
        if held is None:
            turn.keeper.prepare(turn.store)
        turn.keeper.keep_programme(turn.store, said)
        turn.run(
            lambda uow: ThemeMarks(uow).note_programme(
                turn.store.store_id, _digest(said)
            )
        )
    return asset


def _programme_said(
    uow: UnitOfWork, store: StoreRow | StoreConnection
) -> tuple[str, str]:
    """Return what a theme shows of the programme, and the asset it is about.

    Raises:
        NothingPublished: There is nothing to show yet.
    """
    _, document = ProgrammeRepository(uow).live()
    mark = programme_mark(
        document,
        state=StoreRepository(uow).programme().state,
        currency=store.currency,
        path=str(store.options.get(PATH_OPTION, DEFAULT_PATH)),
        names=(str(store.store_id), store.domain),
    )
    return _text(mark), document.main_points


def _look(turn: _Turn, uow: UnitOfWork) -> bool:
    marks, now = ThemeMarks(uow), turn.env.clock.now()
    seen = marks.cursor(turn.store.store_id, now)
    return marks.look(turn.store.store_id, seen, now, most=MOST_LOOKED_AT)


def _members(turn: _Turn, asset: str) -> int:
    """Send the figures of some customers; return how many were looked at."""
    now = turn.env.clock.now()
    store_id = turn.store.store_id

    def read(uow: UnitOfWork) -> tuple[list[OwedMark], dict[str, str]]:
        marks = ThemeMarks(uow)
        owed = marks.owed(store_id, not_since=now - WAIT, most=AT_ONCE)
        refs = [one.customer_ref for one in owed]
        base = ladder_of(ProgrammeRepository(uow).live()[1]).base
        figures = marks.figures(store_id, refs, asset=asset, base=base, at=now)
        return owed, {ref: _text(member_mark(each)) for ref, each in figures.items()}

    owed, wanted = turn.run(read)
    if not owed:
        return 0
    digests = {ref: _digest(said) for ref, said in wanted.items()}
    sent = {
        one.customer_ref: wanted.get(one.customer_ref)
        for one in owed
        if one.digest != digests.get(one.customer_ref)
    }
    for ref in _send(turn, sent):
        digests.pop(ref, None)
    turn.run(
        lambda uow: ThemeMarks(uow).settle(
            store_id, owed, digests, sent, turn.env.clock.now()
        )
    )
    return len(owed)


def _send(turn: _Turn, values: Mapping[str, str | None]) -> list[str]:
    """Send figures and removals; return the customers whom the store knows no more.

    The store takes a call as a whole or not at all, so after a refusal each customer
    goes alone, and one who is gone holds up nobody.
    """
    if not values:
        return []
    try:
        turn.keeper.keep_members(turn.store, values)
    except PlatformRefused as refusal:
        if len(values) == 1:
            log.info("theme_mark_refused", reason=refusal.reason)
            return list(values)
        return [
            gone for ref, value in values.items() for gone in _send(turn, {ref: value})
        ]
    return []


def _text(mark: Mapping[str, Any]) -> str:
    return json.dumps(mark, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(said: str) -> bytes:
    return hashlib.sha256(said.encode()).digest()
