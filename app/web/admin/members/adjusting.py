"""Points given and taken by hand: the form, its limits, the wish for a second yes."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.domain.errors import Conflict, Malformed, Refused
from app.domain.goodwill import Limits
from app.domain.ledger import Key
from app.domain.ledger.balances import Balance
from app.domain.programme.document import ProgrammeDocument
from app.domain.staff import Right
from app.domain.typed_numbers import Unread, read_whole
from app.services import goodwill
from app.services.adjustments import Adjustment, Booked, NothingToAdjust
from app.services.goodwill import REASONS, Budget, OverLimit
from app.services.member_page import MemberPage, member_page
from app.services.staff.audit import Fact
from app.storage.programmes import NothingPublished
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.members.person import name_of
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import Pen, address_of

pages = Pages("adjusting")

MOST: int = 10**12
QUICK: tuple[int, ...] = (50, 100, 250, 500)
ORDERS: int = 3
"""So many orders whose points are offered as an amount."""


class AdjustForm(BaseModel):
    """What was typed."""

    way: Literal["add", "remove", "set"] = "add"
    points: int = Field(ge=0, le=MOST)
    reason: Literal[
        "goodwill",
        "late_delivery",
        "correction",
        "in_store",
        "missed_order",
        "event",
        "other",
    ]
    public_note: str | None = Field(default=None, max_length=300)
    internal_note: str | None = Field(default=None, max_length=500)
    expires: Literal["yes"] | None = None
    expires_asked: Literal["yes"] | None = None
    """Whether the box stood in the form: else what is given lapses as usual."""
    once: UUID
    """Made with the form: sending it twice gives once."""

    @property
    def lapses(self) -> bool:
        """Whether what is given lapses as what is earned does."""
        return self.expires == "yes" or self.expires_asked is None


@pages.page("GET", "/members/<id>/adjust", right=Right.ADJUST)
def adjust_form(ask: Ask) -> View:
    """Show the form."""
    first = {
        "way": "add",
        "reason": "goodwill",
        "expires": "yes",
        "once": ask.env.ids.new(),
    }
    given = {
        name: ask.query[name] for name in ("points", "reason") if name in ask.query
    }
    return _view(ask, filled({**first, **given}))


@pages.page("POST", "/members/<id>/adjust", right=Right.ADJUST)
def adjust(ask: Ask) -> View | Redirect:
    """Give or take, or ask somebody to agree."""
    member_id, typed = ask.id_of("id"), ask.form(AdjustForm)
    said = typed.value
    if said is None:
        return _view(ask, typed, 400)
    asked = _asked(ask, member_id, said)
    if ask.sent.get("deed") == "ask":
        return _ask_for(ask, member_id, typed, asked, said.once)

    def write(uow: UnitOfWork) -> tuple[Balance, Booked]:
        key = Key.of("staff", said.once)
        done = goodwill.give(ask.env, uow, ask.staff, member_id, asked, key=key)
        facts: dict[str, Fact] = {"points": done.points, "reason": asked.reason_code}
        page = member_page(ask.env, uow, member_id, asked.asset)
        if not done.again:
            ask.audit(uow, "member.adjusted", f"member:{member_id}", after=facts)
        return page.balances[asked.asset], done

    try:
        balance, done = ask.run(write)
    except OverLimit as error:
        typed.refuse("points", ask.why(error))
        return _view(ask, typed, 400, over=True)
    except NothingToAdjust:
        typed.refuse("points", ask.say("adjust.nothing"))
        return _view(ask, typed, 400)
    except (Refused, Malformed) as error:
        typed.refuse("points", ask.why(error))
        return _view(ask, typed, 400)
    pen = Pen(ask)
    told = ask.say(
        "adjust.done",
        points=pen.signed(done.points),
        balance=pen.points(balance.shown),
    )
    return Redirect(
        address_of(f"/members/{member_id}"),
        told=told,
        undo=address_of(f"/members/{member_id}/adjust/{done.transaction.id}/undo"),
    )


@pages.page("POST", "/members/<id>/adjust/<deed>/undo", right=Right.ADJUST)
def undo(ask: Ask) -> Redirect:
    """Take back by a counter-entry what this person gave or took just now."""
    member_id, deed_id = ask.id_of("id"), ask.id_of("deed")

    def write(uow: UnitOfWork) -> None:
        goodwill.take_back(ask.env, uow, ask.staff, member_id, deed_id)
        facts: dict[str, Fact] = {"deed": str(deed_id)}
        ask.audit(uow, "member.adjust_undone", f"member:{member_id}", after=facts)

    to, told = address_of(f"/members/{member_id}"), ask.say("adjust.undone")
    try:
        ask.run(write)
    except (Refused, Conflict) as error:
        told = ask.why(error)
    return Redirect(to, told=told)


@pages.page("POST", "/members/<id>/adjust/amount", right=Right.ADJUST)
def amount(ask: Ask) -> View:
    """Put an amount that was offered into the form, and keep the rest of it."""
    said = {name: ask.sent[name] for name in ask.sent}
    return _view(ask, filled({**said, "points": said.get("quick", "")}))


@pages.page("POST", "/members/<id>/adjust/worth", right=Right.ADJUST)
def worth(ask: Ask) -> View:
    """Say what the typed points are worth and what the balance will be."""
    typed = ask.form(AdjustForm)
    page = _page(ask, ask.id_of("id"), _document(ask).main_points)
    live = _live(ask, typed, page)
    return View("admin/members/adjust_live.html", {"live": live})


@dataclass(frozen=True, slots=True)
class Live:
    """What the form as typed would do."""

    change: int
    before: int
    after: int


def _live(ask: Ask, typed: Typed[AdjustForm], page: MemberPage) -> Live | None:
    """Return it; None while no number stands there."""
    document = _document(ask)
    try:
        points = read_whole(typed.get("points"))
    except Unread:
        return None
    units: int = points * 10 ** document.asset(document.main_points).scale
    before = page.balances.get(document.main_points, Balance()).shown
    way = typed.get("way")
    change = -units if way == "remove" else units
    after = units if way == "set" else before + change
    return Live(after - before, before, after)


def _document(ask: Ask) -> ProgrammeDocument:
    document = ask.office.document
    if document is None:
        raise NothingPublished("publish a version of the programme first")
    return document


def _asked(ask: Ask, member_id: UUID, said: AdjustForm) -> Adjustment:
    """Return what is to be booked; for a balance to reach, what is missing by now."""
    document = _document(ask)
    asset = document.main_points
    units = said.points * 10 ** document.asset(asset).scale
    points, to = units, None
    if said.way == "remove":
        points = -units
    if said.way == "set":
        page, to = _page(ask, member_id, asset), units
        points = units - page.balances.get(asset, Balance()).shown
    return Adjustment(
        points=points,
        asset=asset,
        reason_code=said.reason,
        public_note=said.public_note,
        internal_note=said.internal_note,
        lapses=said.lapses,
        to=to,
    )


def _ask_for(
    ask: Ask, member_id: UUID, typed: Typed[AdjustForm], asked: Adjustment, once: UUID
) -> View | Redirect:
    if asked.points == 0:
        typed.refuse("points", ask.say("adjust.nothing"))
        return _view(ask, typed, 400)

    def write(uow: UnitOfWork) -> None:
        approval_id = goodwill.ask_for(
            ask.env, uow, ask.staff, member_id, asked, once=once
        )
        if approval_id is None:
            return
        facts: dict[str, Fact] = {
            "points": asked.points,
            "approval": str(approval_id),
        }
        ask.audit(uow, "approval.asked", f"member:{member_id}", after=facts)

    ask.run(write)
    return Redirect(address_of(f"/members/{member_id}"), told=ask.say("adjust.asked"))


def _page(ask: Ask, member_id: UUID, asset: str) -> MemberPage:
    return ask.run(lambda uow: member_page(ask.env, uow, member_id, asset))


def _view(
    ask: Ask, form: Typed[AdjustForm], status: int = 200, *, over: bool = False
) -> View:
    member_id = ask.id_of("id")
    document = _document(ask)
    page = _page(ask, member_id, document.main_points)

    def read(uow: UnitOfWork) -> Budget:
        return goodwill.budget(ask.env, uow, ask.staff, member_id)

    left = ask.run(read)
    pen, scale = Pen(ask), 10 ** document.asset(document.main_points).scale
    return View(
        "admin/members/adjust.html",
        {
            "form": form,
            "name": name_of(page) or ask.say("members.nameless"),
            "balance": page.balances.get(document.main_points, Balance()),
            "limit": _limit_words(ask, pen, left.limits, left.today),
            "over": over,
            "quick": [(each, pen.count(each)) for each in QUICK],
            "of_orders": [
                (order.earned // scale, order.number or order.order_ref)
                for order in page.orders
                if order.earned >= scale
            ][:ORDERS],
            "live": _live(ask, form, page),
            "lapsing": document.terms.lot_expiry.kind != "none",
            "reasons": [(each, ask.say(f"adjust.reason.{each}")) for each in REASONS],
            "at": f"/members/{member_id}",
        },
        status,
    )


def _limit_words(ask: Ask, pen: Pen, limits: Limits, today: int) -> str:
    if limits.per_deed is None:
        return ask.say("adjust.no_limit")
    day = max(0, (limits.per_day or 0) - today)
    return ask.say(
        "adjust.limit", deed=pen.points(limits.per_deed), day=pen.points(day)
    )
