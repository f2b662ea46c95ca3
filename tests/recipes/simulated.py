"""What the live pipeline gave in a story, the simulator gives.

For orders, by what stands on figures, and by everything else that is stored: sign-ups,
reviews, activities, birthdays, anniversaries, consents and tags.
"""

from collections import Counter
from datetime import timedelta

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import ReviewRule, SignUpRule
from app.domain.simulation.plays import DAYS, TOLD
from app.domain.simulation.simulator import Simulator, Terms
from app.domain.tiers.ladder import ladder_of
from app.services.simulation import people_of, shop_of
from app.storage.orders import FactRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.recipes.pipeline import Player

BY_FIGURES = ("tier:", "challenge:", "dividend:")
PLAYS = (*TOLD, *DAYS, SignUpRule, ReviewRule)
Given = dict[str, Counter[str]]
"""Units by order, or by what stands on figures: rule and asset."""


def _live(
    player: Player, uow: UnitOfWork
) -> tuple[Given, Counter[str], dict[str, str]]:
    orders: Given = {}
    rows = uow.connection.exec_driver_sql(
        "SELECT order_ref, awards FROM order_settlement WHERE programme_id = %s"
        " AND member_id IS NOT NULL AND snapshot IS NOT NULL",
        (player.programme_id,),
    )
    for ref, awards in rows:
        kept = Counter({f"{a['rule_id']} {a['asset']}": a["keep"] for a in awards})
        orders[ref] = +kept
    members = [
        row[0]
        for row in uow.connection.exec_driver_sql(
            "SELECT member_id FROM member WHERE programme_id = %s",
            (player.programme_id,),
        )
    ]
    figures: Counter[str] = Counter()
    rules = _played(player.document)
    for fact in FactRepository(uow).of_members(members):
        if fact.state == "waiting":
            continue
        if fact.rule_id.startswith(BY_FIGURES) or fact.rule_id in rules:
            figures[f"{fact.rule_id} {fact.asset}"] += fact.keep
    tiers = {
        str(row[0]): row[1]
        for row in uow.connection.exec_driver_sql(
            "SELECT member_id, tier FROM member_tier WHERE programme_id = %s"
            " AND until IS NULL AND member_id = ANY(%s)",
            (player.programme_id, members),
        )
    }
    return orders, +figures, tiers


def _played(document: ProgrammeDocument) -> set[str]:
    return {rule.id for rule in document.earning if isinstance(rule, PLAYS)}


def _simulated(
    player: Player, uow: UnitOfWork, document: ProgrammeDocument
) -> tuple[Given, Counter[str], dict[str, str]]:
    stores = StoreRepository(uow)
    shops = {row.store_id: shop_of(row) for row in stores.all()}
    now = player.clock.now()
    published = uow.connection.exec_driver_sql(
        "SELECT min(published_at) FROM programme_version WHERE programme_id = %s",
        (player.programme_id,),
    ).scalar_one()
    terms = Terms(
        published,
        now + timedelta(seconds=1),
        stores.programme().timezone,
        beside_orders=True,
    )
    rules = _played(document)
    simulator = Simulator(document, terms)
    orders: Given = {}
    base = ladder_of(document).base
    figures: Counter[str] = Counter()
    tiers: dict[str, str] = {}
    for people in people_of(uow, [document], shops=shops, until=terms.until):
        for person in people:
            outcome = simulator.play(person)
            for spell in outcome.spells[-1:]:
                if len(outcome.spells) > 1 or spell.tier_id != base:
                    tiers[person.ref] = spell.tier_id or ""
            for place, placed in enumerate(person.orders):
                orders[placed.snapshot.order_ref] = Counter(
                    {
                        f"{one.rule_id} {one.asset}": one.units
                        for one in outcome.earned
                        if one.place == place
                    }
                )
            for one in outcome.bestowed:
                by_figures = one.rule_id.startswith(BY_FIGURES)
                if one.asset is not None and (by_figures or one.rule_id in rules):
                    figures[f"{one.rule_id} {one.asset}"] += one.units
    return orders, figures, tiers


def expect_the_same(player: Player) -> None:
    """See that a simulation of what was played gives what was given."""

    def compare(uow: UnitOfWork) -> None:
        live = _live(player, uow)
        assert _simulated(player, uow, player.document) == live

    player.run(compare)
