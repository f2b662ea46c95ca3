"""Deliveries from the stores: what came, what became of it, and once more, please."""

from datetime import datetime
from typing import Final

from app.domain.ids import public_id
from app.domain.programme.rule_names import rule_name
from app.domain.staff import Right
from app.services import deliveries, trying_again
from app.storage.inbox import InboxRepository, InboxRow
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.coded import named, reason
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import address_of
from app.web.admin.team.doing import by
from app.web.api.paging import cursor_of, id_after

pages = Pages("deliveries")

AT: Final = "/settings/deliveries"
LIST: Final = "admin-deliveries"
STATES: Final = ("set_aside", "waiting", "done", "superseded")
SIZE: Final = 50
SHOWN_BYTES: Final = 20_000


@pages.page("GET", AT, right=Right.READ)
def list_deliveries(ask: Ask) -> View:
    """Show deliveries, newest first."""
    state = ask.query.get("state", "")
    states = (state,) if state in STATES else STATES
    before = id_after(ask.programme_id, LIST, ask.query.get("after") or None)

    def read(uow: UnitOfWork) -> list[InboxRow]:
        return InboxRepository(uow).listed(states=states, before=before, most=SIZE + 1)

    found = ask.run(read)
    rows, older = found[:SIZE], None
    if len(found) > SIZE:
        cursor = cursor_of(ask.programme_id, LIST, rows[-1].inbox_id)
        older = address_of(AT, state=state or None, after=cursor)
    return View(
        "admin/settings/deliveries.html",
        {
            "rows": rows,
            "state": state,
            "states": STATES,
            "older": older,
            "first": address_of(AT, state=state or None) if before else None,
            "stores": {store.store_id: store.name for store in ask.office.stores},
            "reason": lambda code: reason(ask, code),
            "named": lambda prefix, code: named(ask, prefix, code),
        },
    )


@pages.page("GET", f"{AT}/<id>", right=Right.READ)
def read_delivery(ask: Ask) -> View:
    """Tell the story of one delivery; its body only to who may connect stores."""
    inbox_id = ask.id_of("id")
    story = ask.run(lambda uow: deliveries.story(ask.env, uow, inbox_id))
    body = None
    if story.body is not None and ask.staff.may(Right.STORES):
        body = story.body[:SHOWN_BYTES].decode("utf-8", "replace")
    return View(
        "admin/settings/delivery.html",
        {
            "story": story,
            "body": body,
            "steps": ("received", "understood", "decided", "posted", "sent"),
            "number": public_id("del", inbox_id),
            "stores": {store.store_id: store.name for store in ask.office.stores},
            "reason": lambda code: reason(ask, code),
            "named": lambda prefix, code: named(ask, prefix, code),
            "rule_title": lambda rule: _rule_title(ask, rule),
        },
    )


def _rule_title(ask: Ask, rule: str) -> str:
    """Return what a rule is called; one that went away, by how it was written down."""
    document = ask.office.document
    return rule if document is None else rule_name(document, rule, ask.language)


@pages.page("POST", f"{AT}/<id>/replay", right=Right.STORES)
def replay(ask: Ask) -> Redirect:
    """Have a delivery handled again."""
    inbox_id = ask.id_of("id")
    ask.run(lambda uow: trying_again.handle_again(ask.env, uow, by(ask), inbox_id))
    to = address_of(f"{AT}/{inbox_id}")
    return Redirect(to, told=ask.say("deliveries.replayed", 1))


@pages.page("POST", f"{AT}/replay", right=Right.STORES)
def replay_all(ask: Ask) -> Redirect:
    """Have everything that was set aside, or came in a stretch of time, again."""
    since = _moment(ask.sent.get("since"))
    states = STATES if since else trying_again.ASIDE

    def again(uow: UnitOfWork) -> int:
        return trying_again.handle_many_again(
            ask.env, uow, by(ask), states=states, since=since
        )

    count = ask.run(again)
    return Redirect(address_of(AT), told=ask.say("deliveries.replayed", count))


def _moment(said: str | None) -> datetime | None:
    """Return a moment of the past as an ISO text, if it is one."""
    if not said:
        return None
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
