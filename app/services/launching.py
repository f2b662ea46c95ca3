"""The last step: trying the programme with testers, and letting members in.

The order of acts matters: closed before something is published to be tried, and the
day from which orders count set before anything is published to be lived with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from app.services import backfills, programmes, testing
from app.services.env import Env
from app.services.onboarding import (
    StepMissing,
    Way,
    document_of,
    gives_something,
    refuse_launched,
    way,
)
from app.services.programmes import Published
from app.services.staff.audit import Witness, unseen
from app.services.store_health import PANEL
from app.storage.backfills import BackfillRepository
from app.storage.onboarding import OnboardingRepository
from app.storage.programmes import DraftMissing, ProgrammeRepository
from app.storage.store_checks import CheckRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork


def try_it(
    env: Env,
    programme_id: UUID,
    contact: str,
    *,
    by: str,
    witness: Witness[str | None] = unseen,
) -> Published | None:
    """Put the draft into force for one tester, and nobody else.

    Raises:
        StepMissing: There is nothing to try yet.
        LaunchedAlready: Members see the programme; there is nothing to try apart.
        TesterUnreadable, TooManyTesters: Not this one.
    """

    def close(uow: UnitOfWork) -> str | None:
        refuse_launched(uow)
        testing.add_tester(env, uow, contact, by=by)
        # Closed first, so that publishing lets nobody else in.
        StoreRepository(uow).change_programme(mode="test")
        if not gives_something(document_of(uow)):
            raise StepMissing("there is no programme to try yet")
        try:
            seen = ProgrammeRepository(uow).draft().digest
        except DraftMissing:
            seen = None
        witness(uow, seen)
        return seen

    digest = env.database.run(programme_id, close)
    if digest is None:
        return None
    return programmes.publish(env, programme_id, expected_digest=digest, actor=by)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list before the start."""

    code: Literal["store", "programme", "history", "tried", "terms", "panel", "mail"]
    state: Literal["ok", "todo", "later"]
    needed: bool = False


def checklist(uow: UnitOfWork, found: Way) -> list[Check]:
    """Return what should be so before members see the programme."""
    runs = [each.run for each in found.progress.values()]
    read = bool(runs) and all(run.state == "done" for run in runs)
    orders = uow.connection.exec_driver_sql(
        "SELECT EXISTS (SELECT FROM order_settlement WHERE programme_id = %s"
        " AND member_id IS NOT NULL)",
        (uow.programme_id,),
    ).scalar_one()
    shown = any(row.code == PANEL for row in CheckRepository(uow).all())
    document = found.document
    terms = document is not None and document.identity.terms_url is not None
    return [
        Check("store", "ok" if found.stores else "todo", needed=True),
        Check("programme", "ok" if gives_something(document) else "todo", needed=True),
        Check("history", "ok" if read else "later"),
        Check("tried", "ok" if orders else "later"),
        Check("terms", "ok" if terms else "later"),
        Check("panel", "ok" if shown else "later"),
        Check("mail", "later"),
    ]


def launch(
    env: Env, programme_id: UUID, *, by: str, witness: Witness[None] = unseen
) -> Published | None:
    """Let members in: publish, open, and bring in who and what was chosen.

    Doing it twice is the same as once.

    Raises:
        StepMissing: No store is connected, or there is no programme.
    """

    def look(uow: UnitOfWork) -> tuple[Way, str | None]:
        found = way(env, uow)
        if not found.stores or not gives_something(found.document):
            raise StepMissing("connect a store and choose a programme first")
        try:
            return found, ProgrammeRepository(uow).draft().digest
        except DraftMissing:
            return found, None

    found, digest = env.database.run(programme_id, look)
    if found.launched:
        return None
    members = dict(found.choices.get("members", {}))

    def prepare(uow: UnitOfWork) -> None:
        # Before the publication, so that no order of before slips in between.
        begins = begins_at(members, zone=found.programme.timezone, now=env.clock.now())
        counts = "tiers" if members.get("past_orders") == "tiers" else "count"
        StoreRepository(uow).change_programme(counts_from=begins, past_orders=counts)

    env.database.run(programme_id, prepare)

    def open_up(uow: UnitOfWork) -> None:
        stores = StoreRepository(uow)
        if stores.programme().mode == "test":
            testing.end(env, uow)
        stores.change_programme(mode="live")
        repository = OnboardingRepository(uow)
        repository.choose({}, by=by, at=env.clock.now())
        repository.launched(at=env.clock.now())
        _bring(env, uow, found, members, by=by)
        witness(uow, None)

    if digest is None:
        env.database.run(programme_id, open_up)
        return None
    # All of it or nothing: what is half let in would count as let in.
    return programmes.publish(
        env,
        programme_id,
        expected_digest=digest,
        actor=by,
        witness=lambda uow, _done: open_up(uow),
    )


def begins_at(members: Mapping[str, Any], *, zone: str, now: datetime) -> datetime:
    """Return from when orders earn."""
    since = members.get("since")
    if members.get("past_orders") != "points" or not since:
        return now
    return datetime.combine(date.fromisoformat(since), time(), ZoneInfo(zone))


def _bring(
    env: Env, uow: UnitOfWork, found: Way, members: Mapping[str, Any], *, by: str
) -> None:
    """Read the stores' past once more, now to settle it."""
    everybody = members.get("bring") == "all"
    wanted = everybody or members.get("past_orders", "none") != "none"
    for store in found.stores if wanted else ():
        StoreRepository(uow).lock(store.store_id)
        going = BackfillRepository(uow).open_of(store.store_id)
        if going is not None and going.purpose != "settle":
            backfills.stop(env, uow, going.run_id)
        backfills.begin(
            env, uow, store.store_id, purpose="settle", by=by, customers=everybody
        )
