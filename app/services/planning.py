"""Decides what the orders of a batch should be worth, before anything is written.

What rules ask of members is gathered once for the batch. What all members share
is taken once for the batch, too: if less is to be had than the decisions need,
they are made again with what could be had.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from app.domain.earning.context import OrderContext, earn_on_of
from app.domain.earning.earns import earns
from app.domain.earning.evaluate import evaluate_order
from app.domain.earning.limits import BUDGET
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import NOBODY, MemberFacts
from app.domain.settlement import AwardEntry, decision_basis, merged, target
from app.services import voucher_uses as vouchers
from app.services.budgets import Purse, allowed_of, has_budgets, needs_of
from app.services.member_facts import Wanted, gather
from app.services.settlement_work import Desk, Work
from app.storage.orders import OrderKey

Earlier = Mapping[UUID, set[OrderKey]]


def has_limits(document: ProgrammeDocument) -> bool:
    """Tell whether what a member had before decides what comes next."""
    return document.remember(
        "has_limits",
        lambda found: (
            bool(found.stacking.caps)
            or has_budgets(found)
            or any(rule.limits for rule in found.earning)
        ),
    )


def plan(
    desk: Desk, works: Sequence[Work], earlier: Earlier, held: vouchers.Held
) -> None:
    """Decide what each award of each order should be worth, and why."""
    facts = _facts(desk, works)
    purse = Purse(desk.uow)
    for work in works:
        snapshot, zone = work.item.snapshot, work.item.store.timezone
        purse.read(_document(desk, work), snapshot.placed_at, zone)
    before = [(work.row.decided_on, work.row.programme_version) for work in works]
    limits = {owner: dict(used) for owner, used in desk.limits.items()}
    for work in works:
        _plan(
            desk,
            work,
            earlier,
            held,
            facts=facts.get(_wanted(work), NOBODY),
            purse=purse,
        )
    needs, allowed = _needs(works, limits)
    if not needs or purse.take(needs, allowed):
        return
    desk.limits = {owner: dict(used) for owner, used in limits.items()}
    for work, (decided_on, version) in zip(works, before, strict=True):
        work.row.decided_on, work.row.programme_version = decided_on, version
        work.decision = None
        _plan(
            desk,
            work,
            earlier,
            held,
            facts=facts.get(_wanted(work), NOBODY),
            purse=purse,
        )
    purse.settle(_needs(works, limits)[0])


def _document(desk: Desk, work: Work) -> ProgrammeDocument:
    return desk.document_of(work.row.programme_version)[1]


def _wanted(work: Work) -> Wanted:
    return (work.member_id or UUID(int=0), work.item.snapshot.placed_at, work.item.key)


def _facts(desk: Desk, works: Sequence[Work]) -> Mapping[Wanted, MemberFacts]:
    """Return what each order's own version asks of its member."""
    mine = [work for work in works if work.member_id is not None]
    by_version: dict[int, list[Work]] = {}
    for work in mine:
        version, _ = desk.document_of(work.row.programme_version)
        by_version.setdefault(version, []).append(work)
    beside = [
        (work.member_id, work.item.key, work.item.snapshot)
        for work in mine
        if work.member_id is not None
    ]
    found: dict[Wanted, MemberFacts] = {}
    for version, of_version in by_version.items():
        _, document = desk.document_of(version)
        wanted = [_wanted(work) for work in of_version]
        also = document.asked("metrics")
        found.update(gather(desk.uow, document, wanted, beside=beside, also=also))
    return found


def _plan(
    desk: Desk,
    work: Work,
    earlier: Earlier,
    held: vouchers.Held,
    *,
    facts: MemberFacts,
    purse: Purse,
) -> None:
    """Decide what each award of the order should be worth. No I/O but versions."""
    snapshot, row = work.item.snapshot, work.row
    version, document = desk.document_of(row.programme_version)
    work.entries = [AwardEntry.from_json(stored) for stored in row.awards]
    context = _context(desk, work, earlier, held, facts)
    own = _own(desk.limits, work)
    shared = {name: units - own.get(name, 0) for name, units in purse.used.items()}
    context = replace(context, used={**context.used, **shared})
    work.context = context
    allowed = earns(snapshot, context, document.terms.earners)
    work.verdict = allowed.code
    if allowed and work.member_id is not None:
        basis = decision_basis(work.member_id, snapshot)
        if row.decided_on != basis:
            row.decided_on = basis
            work.decision = evaluate_order(document, snapshot, context)
            work.entries = merged(
                work.entries,
                work.decision.awards,
                member_id=work.member_id,
                version=version,
                new_id=desk.env.ids.new,
            )
            needs = needs_of(work.decision.given)
            needs.subtract({name: own.get(name, 0) for name in needs})
            purse.note(needs)
            desk.note_use(work)
        row.programme_version = version
    work.targets = [
        target(
            entry,
            snapshot,
            owner=work.member_id,
            earning=bool(allowed),
            zone=desk.programme.timezone,
            at=desk.at,
        )
        for entry in work.entries
    ]


def _context(
    desk: Desk,
    work: Work,
    earlier: Earlier,
    held: vouchers.Held,
    facts: MemberFacts,
) -> OrderContext:
    store = work.item.store
    others = earlier.get(work.member_id, set()) if work.member_id else set()
    return OrderContext(
        store_id=store.store_id,
        platform=store.platform,
        zone=store.timezone,
        at=desk.at,
        member_state=desk.member_states.get(work.member_id, "nobody"),
        earn_on=earn_on_of(store.options),
        own_codes=held.amounts(store.store_id, work.item.snapshot),
        first_order=not (others - {work.item.key}),
        used=desk.used(work.member_id, work.item.key),
        store_domain=store.domain,
        member=facts,
        earns_from=desk.programme.counts_from,
    )


def _own(
    limits: Mapping[UUID, Mapping[OrderKey, Mapping[str, int]]], work: Work
) -> dict[str, int]:
    """Return what this very order used of budgets before."""
    if work.member_id is None:
        return {}
    used = limits.get(work.member_id, {}).get(work.item.key, {})
    return {name: units for name, units in used.items() if name.startswith(BUDGET)}


def _needs(
    works: Sequence[Work],
    limits: Mapping[UUID, Mapping[OrderKey, Mapping[str, int]]],
) -> tuple[Counter[str], dict[str, int]]:
    """Return what the batch needs of budgets beside what its orders had."""
    needs: Counter[str] = Counter()
    allowed: dict[str, int] = {}
    for work in works:
        if work.decision is None:
            continue
        own = _own(limits, work)
        for name, units in needs_of(work.decision.given).items():
            needs[name] += units - own.get(name, 0)
        for name, units in allowed_of(work.decision.given).items():
            allowed[name] = max(units, allowed.get(name, 0))
    return needs, allowed
