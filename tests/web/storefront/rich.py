"""A programme that has everything a storefront can show."""

from typing import Any

from tests.domain.programme.games import (
    ASSETS,
    BOARD,
    CONTEST,
    FIVE,
    QUIZ,
    SPIN,
    SURVEY,
)
from tests.services.tiers.lives import TIERS
from tests.web.desk import DOCUMENT

WHEEL = {
    **{name: value for name, value in SPIN.items() if name != "cost"},
    "prizes": [{"id": "big", "parts": 100, "gifts": FIVE}],
    "otherwise": [],
    "plays": {"times": 1},
}
BIRTHDAY = {"id": "birthday", "trigger": "birthday", "award": {"points": 200}}
FOLLOW = {
    "id": "follow",
    "trigger": "social",
    "act": "follow",
    "network": "instagram",
    "award": {"points": 25},
}
NEWSLETTER = {
    "id": "news",
    "trigger": "consent",
    "consent": "newsletter",
    "award": {"points": 50},
}
CHALLENGE = {
    "id": "big-month",
    "kind": "reach",
    "metric": "spend",
    "goal": {"amount": {"IDR": "100000"}},
    "period": "month",
    "gifts": [{"kind": "points", "points": 50}],
}
TREES = {
    "id": "trees-gift",
    "kind": "charity",
    "price": 50,
    "amount": {"IDR": "5000"},
    "causes": ["trees", "books"],
}
MUG = {
    "id": "mug",
    "kind": "manual",
    "title": {"id": "Mug", "ms": "Mug", "en": "Mug"},
    "price": 50,
    "stock": {"units": 1},
}
RICH: dict[str, Any] = {
    **DOCUMENT,
    "assets": ASSETS,
    "earning": [*DOCUMENT["earning"], BIRTHDAY, FOLLOW, NEWSLETTER],
    "rewards": [*DOCUMENT["rewards"], TREES, MUG],
    "tiers": TIERS,
    "challenges": [CHALLENGE],
    "causes": [
        {"id": "trees", "title": {"id": "Pohon", "ms": "Pokok", "en": "Trees"}},
        {"id": "books"},
    ],
    "play": [
        QUIZ,
        SURVEY,
        WHEEL,
        {**CONTEST, "active": None, "closes": "2027-07-31"},
        {**BOARD, "metric": "points"},
    ],
    "referral": {
        "friend_gifts": [{"kind": "points", "points": 10}],
        "advocate_gifts": [{"kind": "points", "points": 20}],
    },
    "storefront": {
        "follow": [{"network": "Instagram", "url": "https://instagram.test/toko"}]
    },
}
