"""The search box of every page: members, orders by their number, pages by name."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from app.domain.staff import Right
from app.services import member_list
from app.services.member_list import Listed
from app.storage.order_numbers import NamedOrder, OrderNumbers
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.members.picking import shown_of
from app.web.admin.nav import TREE
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import address_of

pages = Pages("find")

MOST: Final = 20


@pages.page("GET", "/find", right=Right.READ)
def find(ask: Ask) -> View | Redirect:
    """Show what a search finds; one member alone is shown at once."""
    said = ask.query.get("q", "").strip()
    shown = shown_of(ask)

    def read(uow: UnitOfWork) -> tuple[Sequence[Listed], list[NamedOrder]]:
        if shown is None or not said:
            return (), []
        people = member_list.search(uow, said, shown, limit=MOST).rows
        return people, OrderNumbers(uow).named(said)

    rows, orders = ask.run(read)
    places = _places(ask, said.lower()) if said else []
    if len(rows) == 1 and not places and not orders:
        return Redirect(address_of(f"/members/{rows[0].member.member_id}"))
    if len(orders) == 1 and said.startswith("#"):
        return Redirect(_order_at(orders[0]))
    stores = {store.store_id: store.name for store in ask.office.stores}
    found = {
        "said": said,
        "rows": rows,
        "places": places,
        "orders": [(one, _order_at(one), stores.get(one.store_id)) for one in orders],
    }
    tiers = member_list.tier_titles(shown.document, ask.language) if shown else {}
    return View("admin/find.html", {**found, "tiers": tiers})


def _order_at(order: NamedOrder) -> str:
    ref = quote(order.order_ref, safe="")
    return address_of(f"/members/activity/orders/{order.store_id}/{ref}")


def _places(ask: Ask, said: str) -> list[tuple[str, str]]:
    found = []
    for entry in TREE:
        name = ask.say(f"nav.{entry.key}")
        if said in name.lower():
            found.append((name, entry.path))
        for tab in entry.tabs:
            inner = ask.say(f"nav.{entry.key}.{tab.key}")
            if said in inner.lower() and (inner, tab.path) not in found:
                found.append((f"{name} › {inner}", tab.path))  # noqa: RUF001 - a path
    return found
