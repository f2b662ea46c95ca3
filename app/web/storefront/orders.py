"""What one order brought: for the thank-you page, and the order in the account.

Only the member whose order it is reads a figure. A guest is told that points wait,
not how many: an order's number proves nothing, and its points would tell its total.
"""

from typing import Annotated, Literal

from pydantic import Field

from app.services.orders import OrderMissing, settlement_of
from app.services.storefront import home
from app.storage.orders import OrderRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.shapes import Given
from app.web.storefront.member import ProgressShape, progress
from app.web.storefront.route import Ask, Pace, Table, Who
from app.web.storefront.shapes import PointsText, day, points

table = Table("Orders")
EARNING = frozenset({"paid", "fulfilled"})
State = Literal["earned", "waiting", "guest", "none"]


class OrderNewsShape(Given):
    """What an order brought its member."""

    state: Annotated[
        State, Field(description="`waiting`: not heard of or not paid yet; ask again.")
    ]
    points: PointsText | None = None
    text: str | None = None
    pending_text: str | None = Field(
        default=None, description="From when the points can be used."
    )
    balance: PointsText | None = None
    progress: ProgressShape | None = None


@table.route(
    "GET",
    "/orders/{order}",
    who=Who.VISITOR,
    summary="What an order brought",
    answer=OrderNewsShape,
    pace=Pace.GUESS,
    while_paused=True,
)
def read_order_news(ask: Ask) -> OrderNewsShape:
    visit = ask.visit
    if not visit.running or visit.blocked:
        return OrderNewsShape(state="none")
    if visit.member is None or visit.member.state != "active":
        return OrderNewsShape(state="guest", text=ask.voice.say("order.guest"))
    return ask.work(lambda uow: _news(ask, uow))


def _news(ask: Ask, uow: UnitOfWork) -> OrderNewsShape:
    try:
        order = settlement_of(uow, ask.store_id, ask.path["order"])
    except OrderMissing:
        return _waiting(ask)
    if order.member_id != ask.member.member_id:
        # The same as of no order at all: whose it is, is nobody's business.
        return _waiting(ask)
    if order.state == "open":
        return _waiting(ask)
    units = _kept(ask, order)
    if order.state not in EARNING or not units:
        return OrderNewsShape(state="none")
    said = points(ask, units)
    seen = home.home_of(ask.env, uow, ask.visit, ask.document)
    later = order.matures_at is not None and order.matures_at > ask.now
    return OrderNewsShape(
        state="earned",
        points=said,
        text=ask.voice.say("celebrate.points", points=said.text),
        pending_text=ask.voice.say("home.pending_help", date=day(ask, order.matures_at))
        if later and order.matures_at is not None
        else None,
        balance=points(ask, seen.purse.usable),
        progress=None if seen.next is None else progress(ask, seen.next),
    )


def _waiting(ask: Ask) -> OrderNewsShape:
    return OrderNewsShape(state="waiting", text=ask.voice.say("order.waiting"))


def _kept(ask: Ask, order: OrderRow) -> int:
    """Return what the order is worth now to who asks, in the main points."""
    main, whose = ask.document.main_points, str(ask.member.member_id)
    return sum(
        award["keep"]
        for award in order.awards
        if award["asset"] == main and str(award["member_id"]) == whose
    )
