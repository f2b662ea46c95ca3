"""Where something of ours can stand in a store, and how it comes there.

What is here exists: a test holds the list against the theme app extension's blocks,
the extensions of checkout and account, and the WordPress plugin.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Way = Literal["embed", "block", "editor", "link", "plugin", "shortcode"]
"""How it is placed: app embed or app block of the theme editor, the editor of checkout
and accounts, a link in the store's menu, by the plugin itself, by hand in WordPress."""
Sample = Literal["launcher", "product", "cart", "progress", "invite", "thanks", "none"]
SHOPIFY: Final = "shopify"
WOOCOMMERCE: Final = "woocommerce"


@dataclass(frozen=True, slots=True)
class Placement:
    """One thing that a shopper may meet, on one platform."""

    key: str
    platform: str
    way: Way
    sample: Sample = "none"
    """What its picture shows."""
    block: str = ""
    """The block's file in the theme app extension."""
    template: str = ""
    """The page of the theme on which the editor opens."""
    mark: str = ""
    """Under which name its requests are noted; without one it asks us nothing."""


PANEL: Final = "panel"
"""The mark of the launcher: it is kept with the checks of a store."""
PRODUCT: Final = "product"
THANKS: Final = "thanks"
ACCOUNT: Final = "account"
PAGE: Final = "page"
PLUGIN: Final = "plugin"
MARKS: Final = frozenset({PANEL, PRODUCT, THANKS, ACCOUNT, PAGE, PLUGIN})

PLACEMENTS: Final[tuple[Placement, ...]] = (
    Placement("launcher", SHOPIFY, "embed", "launcher", "launcher", "index", PANEL),
    Placement("product", SHOPIFY, "block", "product", "points", "product", PRODUCT),
    Placement("cart", SHOPIFY, "block", "cart", "cart", "cart"),
    Placement("progress", SHOPIFY, "block", "progress", "progress", "index"),
    Placement("rewards", SHOPIFY, "block", "none", "rewards", "page"),
    Placement("referral", SHOPIFY, "block", "invite", "referral", "index"),
    Placement("members", SHOPIFY, "block", "none", "members", "product"),
    Placement("thanks", SHOPIFY, "editor", "thanks", mark=THANKS),
    Placement("account", SHOPIFY, "editor", "progress", mark=ACCOUNT),
    Placement("page", SHOPIFY, "link", mark=PAGE),
    Placement("launcher", WOOCOMMERCE, "plugin", "launcher", mark=PANEL),
    Placement("product", WOOCOMMERCE, "plugin", "product", mark=PRODUCT),
    Placement("cart", WOOCOMMERCE, "plugin", "cart", mark=PLUGIN),
    Placement("thanks", WOOCOMMERCE, "plugin", "thanks", mark=PLUGIN),
    Placement("account", WOOCOMMERCE, "plugin", "progress", mark=ACCOUNT),
    Placement("page", WOOCOMMERCE, "shortcode", mark=PAGE),
)


def of_platform(platform: str) -> tuple[Placement, ...]:
    """Return what can stand in a store of a platform, in a shopper's order."""
    return tuple(each for each in PLACEMENTS if each.platform == platform)


def mark_of(door: str, operation: str, said: Mapping[str, str]) -> str | None:
    """Return which placement an answered question shows to be there, if any.

    Args:
        door: At which it was asked: ``store``, ``proxy``, ``extension``.
        operation: What was asked for, as the table of addresses calls it.
        said: ``page`` of an estimate, ``agent`` of who asks.
    """
    if said.get("agent", "").startswith(AGENT):
        return PLUGIN
    if door == "extension":
        return THANKS if operation == ORDER else ACCOUNT
    # The panel asks for products only where a line about them stands.
    return PRODUCT if operation == ESTIMATE and said.get("page") == PRODUCT else None


AGENT: Final = "Setia Loyalty/"
"""How the plugin's own server calls itself."""
ORDER: Final = "read_order_news"
ESTIMATE: Final = "estimate"
