"""Seals stored secrets anew under the newest key, so that older keys can go.

A text that is under the newest key already is left as it is: a run that was
stopped goes on where it was by being run again, and a second run changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeAlias, TypeVar
from uuid import UUID

import structlog

from app.domain.errors import Untrusted
from app.services.env import Env
from app.storage.sealed import (
    SEALED_COLUMNS,
    SEALED_OF_TEAMS,
    SealedColumn,
    SealedText,
    replace_sealed,
    sealed_texts,
)
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import MerchantWork, UnitOfWork

AT_ONCE: Final = 200

log = structlog.get_logger(__name__)

T = TypeVar("T")
Work: TypeAlias = UnitOfWork | MerchantWork
Told = Callable[[str, int], None]
"""Takes the place and how many of its texts were looked at."""


class Runner(Protocol):
    """Runs work in a unit of work of one owner."""

    def __call__(self, work: Callable[[Work], T]) -> T:
        """Return what *work* returns."""


@dataclass(slots=True)
class Rekeyed:
    """What one run found and did."""

    renewed: int = 0
    """Under an older key before; counted, too, by a run that writes nothing."""
    fresh: int = 0
    """Under the newest key already."""
    broken: list[str] = field(default_factory=list)
    """Texts that none of our keys opens: their places and rows."""


def sweep(env: Env, programme_id: UUID) -> Rekeyed:
    """Seal anew what an older key sealed; the timer's way."""
    done = seal_anew(env, programme_id)
    if done.broken:
        log.error(
            "secrets that no key opens",
            programme_id=str(programme_id),
            places=done.broken[:10],
        )
    return done


def seal_anew(
    env: Env,
    programme_id: UUID,
    *,
    write: bool = True,
    told: Told = lambda _place, _done: None,
) -> Rekeyed:
    """Seal every stored secret of a programme, and of its team, anew.

    Args:
        env: The world; its secret box holds the keys, newest first.
        programme_id: Whose secrets.
        write: False to count only.
        told: Hears how far the run is.

    Raises:
        Busy: A row was locked all along; run it again.
    """
    done = Rekeyed()

    def in_programme(work: Callable[[Work], T]) -> T:
        return env.database.run(programme_id, work)

    merchant_id = env.database.run(programme_id, _merchant)

    def in_team(work: Callable[[Work], T]) -> T:
        return env.database.run_merchant(merchant_id, work)

    for places, run in ((SEALED_COLUMNS, in_programme), (SEALED_OF_TEAMS, in_team)):
        for place in places:
            after, looked = UUID(int=0), 0
            while texts := _some(run, place, after):
                _renew(env, run, place, texts, done, write=write)
                after, looked = texts[-1].row_id, looked + len(texts)
                told(str(place), looked)
    return done


def _merchant(uow: UnitOfWork) -> UUID:
    return StoreRepository(uow).programme().merchant_id


def _some(run: Runner, place: SealedColumn, after: UUID) -> list[SealedText]:
    return run(lambda work: sealed_texts(work, place, after=after, most=AT_ONCE))


def _renew(
    env: Env,
    run: Runner,
    place: SealedColumn,
    texts: list[SealedText],
    done: Rekeyed,
    *,
    write: bool,
) -> None:
    stale: list[tuple[SealedText, str]] = []
    for text in texts:
        try:
            fresh = env.secrets.renewed(text.sealed)
        except Untrusted:
            done.broken.append(f"{place} {text.row_id}")
            continue
        if fresh == text.sealed:
            done.fresh += 1
        else:
            stale.append((text, fresh))
    done.renewed += len(stale)
    if stale and write:
        # What somebody wrote in between is under the newest key by that.
        run(lambda work: replace_sealed(work, place, stale))
