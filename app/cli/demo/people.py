"""A believable store: forty members and a year of their orders, the same each time.

People sign up and buy through the sandbox stores, backdated; what Setia makes of
it comes in by webhooks like everything else.
"""

import random
from datetime import datetime, timedelta

from app.cli.demo.clients import Shop

PER_STORE = 20
MOST_ORDERS = 8
YEAR_DAYS = 360
REFUND_SHARE = 8
"""One order in so many is refunded."""
FIRST_NAMES = [
    "Aisyah",
    "Budi",
    "Citra",
    "Dewi",
    "Eko",
    "Farah",
    "Gita",
    "Hadi",
    "Indah",
    "Joko",
    "Kartika",
    "Lina",
    "Made",
    "Nadia",
    "Oka",
    "Putri",
    "Rizal",
    "Sari",
    "Tono",
    "Wulan",
]
LAST_NAMES = [
    "Abdullah",
    "Anggraini",
    "Binti",
    "Gunawan",
    "Hakim",
    "Ismail",
    "Kusuma",
    "Lestari",
    "Maulana",
    "Nugroho",
    "Pratama",
    "Rahman",
    "Santoso",
    "Setiawan",
    "Siregar",
    "Tan",
    "Utami",
    "Wibowo",
    "Yusof",
    "Zulkifli",
]
SKUS = ("KOPI-01", "KOPI-02", "MUG-01", "SEDUH-01", "TAS-01")


def populate(shop: Shop, *, now: datetime, seed: int) -> int:
    """Fill a store with people and their orders; return how many orders."""
    chance = random.Random(seed)  # noqa: S311 - must be repeatable
    orders = 0
    for n in range(PER_STORE):
        first = FIRST_NAMES[(n + seed) % len(FIRST_NAMES)]
        last = chance.choice(LAST_NAMES)
        email = f"{first}.{last}.{shop.platform}@pelanggan.test".lower()
        shop.act("signup", email=email, first_name=first, last_name=last)
        for _ in range(chance.randint(1, MOST_ORDERS)):
            _buy(
                shop, email, now - timedelta(days=chance.randint(1, YEAR_DAYS)), chance
            )
            orders += 1
    return orders


def _buy(shop: Shop, email: str, at: datetime, chance: random.Random) -> None:
    lines = [
        {"sku": sku, "quantity": chance.randint(1, 2)}
        for sku in chance.sample(SKUS, chance.randint(1, 3))
    ]
    order = shop.act(
        "order", customer=email, email=email, lines=lines, at=at.isoformat()
    )["order"]
    shop.act("complete", order_id=order["id"])
    if chance.randrange(REFUND_SHARE) == 0:
        shop.act("refund", order_id=order["id"], lines=[{"index": 0, "quantity": 1}])
