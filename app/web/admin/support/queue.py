"""The list of conversations, what is due first first; and what all pages share."""

from collections.abc import Sequence
from typing import Final

from app.domain.staff import Right
from app.domain.support import KINDS, STATES
from app.services import support_facts
from app.services.member_list import SIZES
from app.services.support_facts import Queue
from app.storage.members import MemberRow
from app.storage.support_claims import SupportClaim, Wanted
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.route import Ask, Pages, View
from app.web.admin.shown import address_of
from app.web.api.paging import cursor_of, moment_after

pages = Pages("support")

AT: Final = "/members/support"
LIST: Final = "admin-support"
FILTERS: Final = ("state", "kind", "whose", "due")


@pages.page("GET", AT, right=Right.READ)
def conversations(ask: Ask) -> View:
    """Show conversations."""
    size = _size(ask)
    after = moment_after(ask.programme_id, LIST, ask.query.get("after") or None)
    wanted = wanted_of(ask)

    def read(uow: UnitOfWork) -> Queue:
        return support_facts.queue(uow, wanted, after, limit=size)

    found = ask.run(read)
    asked = {name: ask.query.get(name) or None for name in FILTERS}
    later = None
    if found.later is not None:
        cursor = cursor_of(ask.programme_id, LIST, *found.later)
        later = address_of(
            AT, **asked, size=size if size != SIZES[0] else None, after=cursor
        )
    return View(
        "admin/support/queue.html",
        {
            "rows": found.rows,
            "members": found.members,
            "asked": asked,
            "later": later,
            "first": address_of(AT, **asked) if ask.query.get("after") else None,
            "states": STATES,
            "kinds": KINDS,
            "about": lambda claim: about(ask, claim),
            "called": lambda row: called(ask, row),
            "tabs": tabs(ask),
        },
    )


def wanted_of(ask: Ask) -> Wanted:
    """Return the filter that is asked for; what is unknown filters nothing.

    Without one it is what waits for us.
    """
    state, kind = ask.query.get("state", ""), ask.query.get("kind", "")
    overdue = ask.query.get("due") == "overdue"
    usual: Sequence[str] = STATES if state == "all" else ("open",)
    return Wanted(
        states=(state,) if state in STATES else usual,
        kind=kind if kind in KINDS else None,
        assigned_to=ask.staff.actor if ask.query.get("whose") == "mine" else None,
        due_before=ask.now if overdue else None,
    )


def _size(ask: Ask) -> int:
    said = ask.query.get("size", "")
    return int(said) if said in {str(size) for size in SIZES} else SIZES[0]


def about(ask: Ask, claim: SupportClaim) -> str:
    """Return what a conversation is about, in a few words."""
    if claim.kind == "missing_points":
        return ask.say("support.of_order", order=claim.order_number or "")
    return ask.say("support.kind.question")


def called(ask: Ask, row: MemberRow | None) -> str:
    """Return how somebody is called; a guest has no name."""
    if row is None:
        return ask.say("support.guest")
    names = [each for each in (row.first_name, row.last_name) if each]
    return " ".join(names) or row.email or row.phone or ask.say("members.nameless")


def tabs(ask: Ask) -> list[tuple[str, str, str]]:
    """Return the parts of the desk."""
    paths = (
        ("queue", AT),
        ("templates", f"{AT}/templates"),
        ("report", f"{AT}/report"),
    )
    return [
        (name, ask.say(f"support.tab.{name}"), address_of(path)) for name, path in paths
    ]
