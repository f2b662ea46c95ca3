"""Follows the customer tags that give tiers: dated facts, one for each stay."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from app.domain.tiers.ladder import ladder_of
from app.domain.tiers.spells import Assignment
from app.services.env import Env
from app.services.standing import owe_standing
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.tier_history import TierHistory
from app.storage.unit_of_work import UnitOfWork


def note_tags(
    env: Env,
    uow: UnitOfWork,
    member_id: UUID,
    store_id: UUID,
    tags: Collection[str],
    *,
    at: datetime | None = None,
) -> None:
    """Follow a customer's tags in one store: *tags* are all that it carries now."""
    try:
        ladder = ladder_of(ProgrammeRepository(uow).live()[1])
    except NothingPublished:
        return
    if not ladder.by_tag:
        return
    now = at or env.clock.now()
    carried = {tag.casefold(): tag for tag in tags}
    wanted = {
        tier: carried[tag] for tag, tier in ladder.by_tag.items() if tag in carried
    }
    history = TierHistory(uow)
    open_ones = history.tags(member_id, store_id)
    gone = [ref for tier, ref in open_ones.items() if tier not in wanted]
    changed = history.end(member_id, gone, at=now) if gone else 0
    for tier, tag in wanted.items():
        if tier not in open_ones:
            given = Assignment(
                env.ids.new(), tier, "tag", now, None, "store", f"tag:{tag}"
            )
            history.assign(member_id, given, at=env.clock.now(), store_id=store_id)
            changed += 1
    if changed:
        owe_standing(env, uow, [member_id])
