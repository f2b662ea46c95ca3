"""Proves the books of a programme, and freezes what they contradict.

``prove`` is one function for tests, the nightly job and the operator. It changes
nothing: freezing is a step of its own, taken by who decides to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from app.domain.ledger.errors import LedgerOutOfBalance
from app.domain.ledger.freezes import Freeze
from app.services.env import Env
from app.storage.ledger import LedgerRepository
from app.storage.prove import (
    Anchor,
    Progress,
    Violation,
    find_violations,
    find_violations_at_once,
    freeze_programme,
    silent,
)
from app.storage.prove import (
    thaw_programme as thaw_rows,
)
from app.storage.unit_of_work import UnitOfWork

REASON = "books_contradict"
"""Why the prover froze somebody; followed by the rules."""
NAMED = 3
"""Violations spelt out in an alert; the rest is counted."""


def prove(
    where: Env | Connection,
    programme_id: UUID,
    *,
    anchors: Sequence[Anchor] = (),
    progress: Progress = silent,
) -> list[Violation]:
    """Return every violation of the sixteen rules, by rule; normally none.

    Reads one moment of the books and takes no lock that a writer needs.

    Args:
        where: The world, or a connection that shows one moment already.
        programme_id: Whose books.
        anchors: Hashes of the journal that were written down outside.
        progress: Told what is being checked and how far it is.
    """
    if isinstance(where, Connection):
        found = find_violations(where, programme_id, anchors=anchors, progress=progress)
    else:
        found = find_violations_at_once(
            where.database.engine, programme_id, anchors=anchors, progress=progress
        )
    return sorted(found, key=lambda one: (one.rule, one.subject, one.check))


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was frozen because of violations."""

    members: tuple[UUID, ...]
    programme: bool


def freeze(env: Env, programme_id: UUID, violations: Sequence[Violation]) -> Frozen:
    """Stop the writes of everybody whom *violations* concern; reading goes on.

    The programme itself is frozen when its books as a whole are wrong. The end
    of holds that were sent already stays possible. A sealer that is late stops
    nobody. Thawing is a person's decision.
    """
    rules_by_member: dict[UUID, set[int]] = {}
    wide: set[int] = set()
    for one in violations:
        if not one.contradiction:
            continue
        if one.programme_wide or one.member_id is None:
            wide.add(one.rule)
        else:
            rules_by_member.setdefault(one.member_id, set()).add(one.rule)

    def work(uow: UnitOfWork) -> None:
        ledger, now = LedgerRepository(uow, env.ids), env.clock.now()
        for member_id in sorted(rules_by_member):
            ledger.freeze(
                member_id,
                Freeze.WRITES,
                reason=_reason(rules_by_member[member_id]),
                at=now,
            )
        if wide:
            freeze_programme(uow, reason=_reason(wide), at=now)

    env.database.run(programme_id, work)
    return Frozen(tuple(sorted(rules_by_member)), bool(wide))


def thaw_member(env: Env, programme_id: UUID, member_id: UUID) -> None:
    """Let a frozen member post again."""
    env.database.run(
        programme_id, lambda uow: LedgerRepository(uow, env.ids).thaw(member_id)
    )


def thaw_programme(env: Env, programme_id: UUID) -> None:
    """Let a frozen programme post again; a paused one stays paused."""
    env.database.run(programme_id, thaw_rows)


def _reason(rules: set[int]) -> str:
    return f"{REASON}:{','.join(str(rule) for rule in sorted(rules))}"


def sweep(env: Env, programme_id: UUID) -> str:
    """Prove and freeze: the nightly job.

    Raises:
        LedgerOutOfBalance: There are violations. What they concern is frozen;
            a person must look.
    """
    violations = prove(env, programme_id)
    if not violations:
        return "no_violation"
    freeze(env, programme_id, violations)
    named = "; ".join(one.sentence for one in violations[:NAMED])
    raise LedgerOutOfBalance(f"{len(violations)} violations: {named}")
