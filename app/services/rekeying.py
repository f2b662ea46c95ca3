"""Seals stored secrets anew under the newest key, so that older keys can go.

A text that is under the newest key already is left as it is: a run that was
stopped goes on where it was by being run again, and a second run changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import structlog

from app.domain.errors import Untrusted
from app.services.env import Env
from app.storage.sealed import (
    SEALED_COLUMNS,
    SealedColumn,
    SealedText,
    replace_sealed,
    sealed_texts,
)
from app.storage.unit_of_work import UnitOfWork

AT_ONCE: Final = 200

log = structlog.get_logger(__name__)

Told = Callable[[str, int], None]
"""Takes the place and how many of its texts were looked at."""


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
    """Seal every stored secret of a programme under the newest key.

    Args:
        env: The world; its secret box holds the keys, newest first.
        programme_id: Whose secrets.
        write: False to count only.
        told: Hears how far the run is.

    Raises:
        Busy: A row was locked all along; run it again.
    """
    done = Rekeyed()
    for place in SEALED_COLUMNS:
        after, looked = UUID(int=0), 0
        while texts := _some(env, programme_id, place, after):
            _renew(env, programme_id, place, texts, done, write=write)
            after, looked = texts[-1].row_id, looked + len(texts)
            told(str(place), looked)
    return done


def _some(
    env: Env, programme_id: UUID, place: SealedColumn, after: UUID
) -> list[SealedText]:
    return env.database.run(
        programme_id, lambda uow: sealed_texts(uow, place, after=after, most=AT_ONCE)
    )


def _renew(
    env: Env,
    programme_id: UUID,
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

        def change(uow: UnitOfWork) -> int:
            return replace_sealed(uow, place, stale)

        # What somebody wrote in between is under the newest key by that.
        env.database.run(programme_id, change)
