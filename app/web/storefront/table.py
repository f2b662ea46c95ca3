"""The whole route table of the storefront, in the order of its description."""

from typing import Final

from app.web.storefront import (
    bootstrap,
    member,
    rewards,
    vouchers,
)
from app.web.storefront.route import Route

TABLES: Final = (
    bootstrap.table,
    member.table,
    rewards.table,
    vouchers.table,
)
ROUTES: Final[tuple[Route, ...]] = tuple(
    route for table in TABLES for route in table.routes
)
