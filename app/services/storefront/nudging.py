"""Hints: who gets any, and what became of them. Measured against who gets none.

A tenth of the members is held out, chosen by a keyed digest: the same members on
every device, and nobody can tell who. What they would have been shown is counted
all the same.
"""

from collections.abc import Sequence
from datetime import timedelta
from hmac import digest
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.services.env import Env
from app.storage.storefront import Act, Arm, NudgeTotal, StorefrontRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

HELD_OUT_PERCENT: Final = 10
REST: Final = timedelta(days=7)
"""After a hint was sent away, before it comes again."""
LOOK_BACK: Final = timedelta(days=90)


def arm_of(pepper: bytes, member_id: UUID) -> Arm:
    """Return whether a member gets hints. Pure; the same for good."""
    mark = digest(pepper, b"nudges/" + member_id.bytes, "sha256")
    share = int.from_bytes(mark[:4], "big") % 100
    return "held_out" if share < HELD_OUT_PERCENT else "nudged"


def offered(
    env: Env, uow: UnitOfWork, member_id: UUID, kinds: Sequence[str]
) -> Sequence[str]:
    """Return those of *kinds* that the member may be shown now, and count the first.

    None for who is held out, and none that was sent away in the last week.
    """
    programme = StoreRepository(uow).programme()
    today = env.clock.now().astimezone(ZoneInfo(programme.timezone)).date()
    repository = StorefrontRepository(uow)
    resting = repository.nudges_of(member_id, since=today - REST)
    left = [kind for kind in kinds if kind not in resting]
    arm = arm_of(programme.key_pepper, member_id)
    if left:
        repository.tally(member_id, left[0], "offered", day=today, arm=arm)
    return () if arm == "held_out" else left


def note(env: Env, uow: UnitOfWork, member_id: UUID, kind: str, act: Act) -> None:
    """Count what became of a hint."""
    programme = StoreRepository(uow).programme()
    today = env.clock.now().astimezone(ZoneInfo(programme.timezone)).date()
    arm = arm_of(programme.key_pepper, member_id)
    StorefrontRepository(uow).tally(member_id, kind, act, day=today, arm=arm)


def results(env: Env, uow: UnitOfWork) -> list[NudgeTotal]:
    """Return what became of the hints of the last three months, by kind and arm."""
    since = (env.clock.now() - LOOK_BACK).date()
    return StorefrontRepository(uow).totals(since=since)
