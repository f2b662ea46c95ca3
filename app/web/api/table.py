"""The whole route table of the API, in the order of its description."""

from typing import Final

from app.web.api import (
    activities,
    announcements,
    challenges,
    choices,
    contests,
    corrections,
    expiry,
    games,
    holdings,
    ledger,
    liability,
    members,
    memberships,
    occasions,
    order_explanations,
    orders,
    personal,
    programme,
    programme_words,
    redemptions,
    referrals,
    reports,
    reward_stock,
    rewards,
    statements,
    tiers,
    whoami,
)
from app.web.api.route import Route

TABLES: Final = (
    whoami.table,
    members.table,
    occasions.table,
    holdings.table,
    statements.table,
    ledger.table,
    corrections.table,
    expiry.table,
    activities.table,
    orders.table,
    order_explanations.table,
    rewards.table,
    reward_stock.table,
    redemptions.table,
    choices.table,
    challenges.table,
    tiers.table,
    memberships.table,
    referrals.table,
    games.table,
    contests.table,
    programme.table,
    announcements.table,
    personal.table,
    programme_words.table,
    reports.table,
    liability.table,
)
ROUTES: Final[tuple[Route, ...]] = tuple(
    route for table in TABLES for route in table.routes
)
