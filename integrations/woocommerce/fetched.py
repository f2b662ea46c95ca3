"""Reads orders and reviews from a store, with the refunds where those decide.

``modified_after`` is exclusive and counts whole seconds, and a list shifts while
it is read: an order that changes moves to the end and lets the next ones slip
onto the page before. So a listing goes on by time, not by page number, a little
before where it was, and what comes twice is settled once.
"""

from datetime import UTC, datetime, timedelta

from app.domain.errors import PlatformMissing, PlatformUnclear
from app.domain.events import OrderSnapshot, ReviewSnapshot
from app.domain.money import exponent
from app.ports import Page, StoreConnection
from integrations.http import readable
from integrations.reading import Body, maybe_gmt, ref, text
from integrations.woocommerce.client import PER_PAGE, WooClient
from integrations.woocommerce.normalise import review_of
from integrations.woocommerce.orders import snapshot_of

OVERLAP = timedelta(minutes=5)
SECOND = timedelta(seconds=1)
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
PHASES = ("any", "trash")
"""Trashed orders are in no listing but their own."""
MOST_REFUND_PAGES = 10


def fetch_order(
    client: WooClient, store: StoreConnection, order_ref: str
) -> OrderSnapshot:
    """Return an order as it stands now.

    Raises:
        PlatformMissing: It was deleted or lies in the trash.
    """
    if not order_ref.isascii() or not order_ref.isdigit():
        raise PlatformMissing(f"no order {order_ref}")
    body = client.get_one(store, f"orders/{order_ref}", dp=_places(store))
    if body.get("status") == "trash":
        raise PlatformMissing(f"order {order_ref} is in the trash")
    return _whole(client, store, body)


def order_page(
    client: WooClient,
    store: StoreConnection,
    *,
    changed_since: datetime | None,
    cursor: str | None,
) -> Page[OrderSnapshot]:
    """Return one page of orders, oldest change first, trashed ones at the end."""
    start = (changed_since or BEGINNING) - OVERLAP
    phase, after, page = _place(cursor, start)
    found, _ = client.get_page(
        store,
        "orders",
        page,
        modified_after=_stamp(after),
        dates_are_gmt="true",
        orderby="modified",
        order="asc",
        status=phase,
        dp=_places(store),
    )
    with readable("an order"):
        orders = [_whole(client, store, body) for body in found]
    return Page(orders, _next(phase, after, page, found, start))


def review_page(
    client: WooClient,
    store: StoreConnection,
    *,
    written_since: datetime,
    cursor: str | None,
) -> Page[ReviewSnapshot]:
    """Return one page of the reviews written since, newest first.

    There is no listing by change, and none of what lies in the trash.
    """
    page = int(cursor) if cursor and cursor.isdigit() else 1
    found, last = client.get_page(
        store,
        "products/reviews",
        page,
        after=_stamp(written_since - SECOND),
        status="all",
        orderby="date_gmt",
        order="desc",
    )
    with readable("a review"):
        reviews = [review_of(each) for each in found]
    # Unknown filters are ignored in silence: an older review ends the listing.
    young = [
        each
        for each in reviews
        if each.written_at is not None and each.written_at >= written_since
    ]
    more = page < last and len(young) == len(reviews)
    return Page(young, str(page + 1) if more else None)


def _whole(client: WooClient, store: StoreConnection, body: Body) -> OrderSnapshot:
    """Return the snapshot, with the refunds read when their totals don't tell."""
    with readable("an order"):
        if not body.get("refunds"):
            return snapshot_of(
                body, [], store_currency=store.currency, zone=store.timezone
            )
        order_ref = ref(body.get("id"), "order id")
        refunds = list(
            client.get_all(
                store,
                f"orders/{order_ref}/refunds",
                most_pages=MOST_REFUND_PAGES,
                dp=_places(store),
            )
        )
        return snapshot_of(
            body, refunds, store_currency=store.currency, zone=store.timezone
        )


def _places(store: StoreConnection) -> str:
    """Return the decimals to ask for: the shop's own setting may cut too early."""
    return str(max(2, exponent(store.currency))) if store.currency else "2"


def since(name: str, moment: datetime | None) -> dict[str, str]:
    """Return a time filter that takes in *moment*; nothing without one."""
    if moment is None:
        return {}
    return {name: _stamp(moment - OVERLAP), "dates_are_gmt": "true"}


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _place(cursor: str | None, start: datetime) -> tuple[str, datetime, int]:
    """Return the phase, instant and page that a cursor stands for."""
    if cursor is None:
        return PHASES[0], start, 1
    phase, _, rest = cursor.partition(" ")
    stamp, _, page = rest.partition(" ")
    after = maybe_gmt(stamp)
    if phase not in PHASES or after is None or not page.isdigit():
        raise PlatformUnclear(f"{cursor!r} is no place in a listing of orders")
    return phase, after, int(page)


def _next(
    phase: str, after: datetime, page: int, found: list[Body], start: datetime
) -> str | None:
    """Return where to go on: by the last change seen, by page within one second."""
    if len(found) < PER_PAGE:
        later = PHASES.index(phase) + 1
        return f"{PHASES[later]} {_cut(start)} 1" if later < len(PHASES) else None
    last = maybe_gmt(text(found[-1].get("date_modified_gmt")))
    if last is not None and last - SECOND > after:
        return f"{phase} {_cut(last - SECOND)} 1"
    return f"{phase} {_cut(after)} {page + 1}"


def _cut(moment: datetime) -> str:
    return _stamp(moment).removesuffix("Z")
