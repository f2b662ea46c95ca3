"""The whole route table of the storefront, in the order of its description."""

from typing import Final

from app.web.storefront import (
    actions,
    bootstrap,
    card,
    causes,
    challenges,
    claims,
    earn,
    estimates,
    history,
    member,
    orders,
    play,
    playing,
    questions,
    rewards,
    sharing,
    tiers,
    vouchers,
)
from app.web.storefront.route import Route

TABLES: Final = (
    bootstrap.table,
    member.table,
    earn.table,
    rewards.table,
    vouchers.table,
    tiers.table,
    history.table,
    orders.table,
    sharing.table,
    card.table,
    challenges.table,
    play.table,
    playing.table,
    causes.table,
    estimates.table,
    actions.table,
    claims.table,
    questions.table,
)
ROUTES: Final[tuple[Route, ...]] = tuple(
    route for table in TABLES for route in table.routes
)
