"""The whole route table of the API, in the order of its description."""

from typing import Final

from app.web.api import ledger, members, orders, redemptions, whoami
from app.web.api.route import Route

TABLES: Final = (
    whoami.table,
    members.table,
    ledger.table,
    orders.table,
    redemptions.rewards,
    redemptions.table,
)
ROUTES: Final[tuple[Route, ...]] = tuple(
    route for table in TABLES for route in table.routes
)
