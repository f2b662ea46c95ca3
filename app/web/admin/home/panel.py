"""How the panel comes onto a theme, store by store, and whether it was seen there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.domain.staff import Right
from app.services.store_health import panels
from app.services.storefront.visits import SHOPIFY
from app.storage.stores import StoreRow
from app.web.admin.route import Ask, Pages, View

pages = Pages("placing")

STEPS: Final = {"shopify": 3, "woocommerce": 4}
"""How many sentences lead to the panel, by platform."""
LAUNCHER: Final = "launcher"
"""The app embed's file in the theme app extension."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One store, and what is left to do in it."""

    name: str
    seen_at: datetime | None
    steps: list[str]
    href: str
    """Where it is done, or looked at."""
    do: str


@pages.page("GET", "/home/panel", right=Right.READ)
def placing(ask: Ask) -> View:
    """Show the steps of each store's platform."""
    found = ask.run(lambda uow: panels(ask.env, uow))
    stores = [_placed(ask, row, seen_at) for row, seen_at in found]
    return View("admin/home/panel.html", {"stores": stores})


def _placed(ask: Ask, row: StoreRow, seen_at: datetime | None) -> Placed:
    count = STEPS.get(row.platform, 0)
    steps = [ask.say(f"placing.{row.platform}.{n}") for n in range(1, count + 1)]
    if row.sandbox:
        steps = [ask.say("placing.sandbox")]
    href, do = _way(ask, row)
    return Placed(row.name or row.domain, seen_at, steps, href, ask.say(do))


def _way(ask: Ask, row: StoreRow) -> tuple[str, str]:
    """Return where the next step is done: in the theme editor, or in WordPress.

    A sandbox store shows the panel by itself; it only has to be opened.
    """
    key = ask.env.app_keys.get(SHOPIFY, "")
    if row.sandbox or row.platform not in STEPS:
        return row.base_url, "placing.open"
    if row.platform == SHOPIFY:
        embed = f"context=apps&template=index&activateAppId={key}/{LAUNCHER}"
        editor = f"https://{row.domain}/admin/themes/current/editor"
        return f"{editor}?{embed}", "placing.editor"
    return f"{row.base_url}/wp-admin/plugin-install.php?tab=upload", "placing.plugins"
