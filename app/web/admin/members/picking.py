"""What an address of the list of members asks for: filters, order, people."""

from datetime import datetime
from typing import Final
from uuid import UUID

from app.domain.ids import UnreadableId, public_id, read_id
from app.domain.tiers.ladder import ladder_of
from app.domain.words import Language
from app.services.member_list import Shown
from app.storage.member_list import (
    KIND,
    SORTS,
    Cursor,
    Filters,
    Order,
    SortKey,
    SortName,
)
from app.web.admin.route import Ask
from app.web.api.paging import BadCursor, cursor_of, parts_of

LIST: Final = "admin-members"
STATES: Final = {
    "": ("active", "shadow", "closed"),
    "active": ("active",),
    "shadow": ("shadow",),
    "closed": ("closed",),
    "blocked": ("active", "shadow"),
}
FILTERS: Final = ("state", "tier", "segment")
FIRST: Final = "-changed"
UP_FIRST: Final = frozenset(("name",))
"""What one wants to see from its beginning; of all else the most or the newest."""
MEMBER: Final = "mem"


def filters_of(ask: Ask, shown: Shown) -> Filters:
    """Return the filter that is asked for; what is unknown filters nothing."""
    asked = asked_of(ask)
    state, tier = asked["state"] or "", asked["tier"]
    return Filters(
        states=STATES.get(state, STATES[""]),
        frozen=state == "blocked",
        tier=tier,
        base=tier is not None and tier == ladder_of(shown.document).base,
        segment=asked["segment"],
    )


def asked_of(ask: Ask) -> dict[str, str | None]:
    """Return the filters of an address, or of a form, as they stand in it."""
    return {name: ask.query.get(name) or ask.sent.get(name) or None for name in FILTERS}


def order_of(ask: Ask) -> Order:
    """Return the order that is asked for: ``-points``, ``name``."""
    said = ask.query.get("sort", "") or FIRST
    name = said.removeprefix("-")
    for known in SORTS:
        if name == known == "tier" and asked_of(ask)["tier"]:
            # All of one tier: by tier there is nothing to sort.
            return Order("joined", said.startswith("-"))
        if name == known:
            return Order(known, said.startswith("-"))
    return Order()


def order_text(order: Order) -> str:
    """Return an order as an address says it."""
    return f"-{order.by}" if order.down else order.by


def turned(order: Order, by: SortName) -> str:
    """Return what the heading of a column leads to: this order, or the other way."""
    if order.by == by:
        return order_text(Order(by, not order.down))
    return order_text(Order(by, by not in UP_FIRST))


def cursor_text(ask: Ask, order: Order, cursor: Cursor) -> str:
    """Return where a page ended; it carries the order."""
    return cursor_of(ask.programme_id, LIST, order_text(order), *cursor)


def after(ask: Ask, order: Order) -> Cursor | None:
    """Return where the page before ended.

    Raises:
        BadCursor: It is not ours, or of another order.
    """
    parts = parts_of(ask.programme_id, LIST, ask.query.get("after") or None, count=3)
    if parts is None:
        return None
    said, key, last = parts
    if said != order_text(order):
        raise BadCursor("the cursor is of another order")
    return _key(order, key), UUID(last)


def _key(order: Order, text: str) -> SortKey:
    kind = KIND[order.by]
    if kind == "bigint":
        return int(text)
    return datetime.fromisoformat(text) if kind == "timestamptz" else text


def people_of(ask: Ask) -> list[UUID]:
    """Return the members that were ticked; what names nobody is left out."""
    found: dict[UUID, None] = {}
    for said in (*ask.query.getlist("m"), *ask.sent.getlist("m")):
        try:
            found[read_id(MEMBER, f"{MEMBER}_{said}")] = None
        except UnreadableId:
            continue
    return list(found)


def short_id(member_id: UUID) -> str:
    """Return a member's number as a tick box sends it."""
    return public_id(MEMBER, member_id).removeprefix(f"{MEMBER}_")


def shown_of(ask: Ask) -> Shown | None:
    """Return how figures are meant; None before there is any programme."""
    document = ask.office.document
    if document is None:
        return None
    return Shown(document, ask.office.currency, ask.now)


def segment_titles(shown: Shown, language: Language) -> dict[str, str]:
    """Return the name of each segment as people read it."""
    return {
        segment.id: segment.title.say(language) if segment.title else segment.id
        for segment in shown.document.segments
    }
