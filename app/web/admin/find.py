"""The search box of every page: members, and pages by name."""

from typing import Final

from app.domain.staff import Right
from app.services import member_list
from app.web.admin.members.table import shown_of
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
    rows = (
        ask.run(lambda uow: member_list.search(uow, said, shown, limit=MOST)).rows
        if shown is not None and said
        else ()
    )
    places = _places(ask, said.lower()) if said else []
    if len(rows) == 1 and not places:
        return Redirect(address_of(f"/members/{rows[0].member.member_id}"))
    found = {"said": said, "rows": rows, "places": places}
    tiers = member_list.tier_titles(shown.document, ask.language) if shown else {}
    return View("admin/find.html", {**found, "tiers": tiers})


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
