"""Brings the ledger to a target: one award, one difference, its dates.

The book decides where units are taken from; here the programme's document is
turned into the ledger's words.
"""

from datetime import datetime
from uuid import UUID

from app.domain.ledger import Book, Key, LotTerms, ShortfallPolicy, SourceRef
from app.domain.programme.document import ProgrammeDocument
from app.domain.settlement import AwardEntry, Target


def shortfall_policy(document: ProgrammeDocument, asset: str) -> ShortfallPolicy:
    """Return who bears what a clawback can no longer take, in smallest units."""
    rule = document.terms.refunds.shortfall
    if rule.policy == "goodwill":
        return ShortfallPolicy.GOODWILL
    if rule.policy == "owe_up_to" and rule.limit is not None:
        return ShortfallPolicy.up_to(rule.limit * 10 ** document.asset(asset).scale)
    return ShortfallPolicy.SHORTFALL


def post_target(
    book: Book,
    aim: Target,
    *,
    key: Key,
    at: datetime,
    occurred_at: datetime,
    document: ProgrammeDocument,
    digest: bytes | None = None,
    source: SourceRef | None = None,
) -> AwardEntry:
    """Bring one award to its target and its waiting lots to their dates.

    Returns:
        The award as it stands now, to be stored.
    """
    entry = aim.entry
    posted = []
    if aim.keep != entry.keep:
        posted = book.settle_award(
            entry.award_id,
            aim.keep,
            key=key.then(entry.award_id).then,
            n=entry.n,
            member_id=entry.member_id,
            asset=entry.asset,
            opening=aim.terms,
            at=at,
            occurred_at=occurred_at,
            shortfall_policy=shortfall_policy(document, entry.asset),
            snapshot_digest=digest,
            minimum_life_days=document.terms.minimum_life_days,
            rule_ref=entry.rule_id,
            version=entry.version,
            source=source,
        )
    date_waiting_lots(book, entry.award_id, aim.terms)
    return aim.reached(len(posted))


def date_waiting_lots(book: Book, award_id: UUID, terms: LotTerms) -> None:
    """Give dates to the award's lots that waited for their trigger to be seen."""
    if terms.available_from is None:
        return
    for lot in book.lots_of_award(award_id):
        if lot.pending and lot.available_from is None:
            book.set_dates(
                lot.lot_id,
                available_from=terms.available_from,
                lapses_at=terms.lapses_at,
                reason="trigger_seen",
            )
