"""What the page shows of the member who asks: the same answers as the panel's.

Nothing is worked out here. Each piece is what an address of the storefront's table
answers, so the page and the panel can't tell a member two things.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from pydantic import ValidationError

from app.domain.errors import Malformed
from app.storage.members import MemberRepository, MemberRow
from app.web.api.shapes import Given
from app.web.storefront.page.forms import sealed
from app.web.storefront.page.visit import Call
from app.web.storefront.route import Ask, Reply, Route
from app.web.storefront.table import ROUTES

BY_PLACE: Final[Mapping[tuple[str, str], Route]] = {
    (route.method, route.path): route for route in ROUTES
}
MOST_HISTORY: Final = 12


class FormUnreadable(Malformed):
    """A form came back with what the page did not offer."""

    code = "form_unreadable"


@dataclass(frozen=True, slots=True)
class Offered:
    """A reward or a voucher, with the form that asks for it or gives it back."""

    shape: Any
    """As an address of the table answers it."""
    form: str | None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the shape has
        """Return what the shape says: templates see one thing."""
        return getattr(self.shape, name)


@dataclass(frozen=True, slots=True)
class News:
    """One kind of news, with the form that turns it on or off."""

    text: str
    granted: bool
    form: str


@dataclass(frozen=True, slots=True)
class Mine:
    """All of it; empty for a guest."""

    state: Any = None
    shelf: tuple[Offered, ...] = ()
    vouchers: tuple[Offered, ...] = ()
    history: tuple[Any, ...] = ()
    referral: Any = None
    news: tuple[News, ...] = ()
    card: str = ""
    """Where the member's card is."""
    waiting: str | None = None
    """What is said to somebody who has an account and has not joined yet."""
    joins: str | None = None
    """The form that joins."""


def mine(call: Call) -> Mine:
    """Return what is the member's own."""
    visit = call.visit
    if visit.customer_ref is None or visit.blocked:
        return Mine()
    state = answered(call.ask, "/member")
    if state.state != "member":
        return Mine(waiting=getattr(state, "text", None), joins=_joins(call))
    shelf = answered(call.ask, "/rewards").data
    referred = call.ask.document.referral is not None
    return Mine(
        state=state,
        shelf=tuple(Offered(one, _form(call, one)) for one in shelf),
        vouchers=tuple(
            Offered(one, _back(call, one))
            for one in answered(call.ask, "/vouchers").data
            if one.state in ("ready", "working")
        ),
        history=tuple(answered(call.ask, "/history").data[:MOST_HISTORY]),
        referral=answered(call.ask, "/referral") if referred else None,
        news=tuple(_news(call, one) for one in state.consents),
        card=_card_at(call),
    )


def answered(
    ask: Ask,
    path: str,
    *,
    method: str = "GET",
    key: str | None = None,
    named: Mapping[str, str] | None = None,
    **body: Any,  # noqa: ANN401 - fields of the body, which its model checks
) -> Any:  # noqa: ANN401 - the shape of the address
    """Return what an address of the table answers to the visitor at hand.

    Args:
        ask: Who asks.
        path: The address as the table has it.
        method: Its method.
        key: The name of this request, where the address needs one.
        named: The parts of the path that are filled in.
        **body: The fields of what is sent.
    """
    route = BY_PLACE[method, path]
    try:
        said = None if route.body is None else route.body(**body)
    except ValidationError as error:
        raise FormUnreadable("a form of ours says no such thing") from error
    asked = replace(ask, query=route.query(), body=said, key=key, path=named or {})
    given = route.handler(asked)
    return given.given if isinstance(given, Reply) else given


def card(call: Call) -> Given | None:
    """Return the member's card, or None for a guest."""
    member = call.visit.member
    if member is None or call.visit.blocked or member.state != "active":
        return None
    shown: Given = answered(call.ask, "/card")
    return shown


def member_at_hand(call: Call, member_id: UUID) -> MemberRow:
    """Return the member whom a form of ours names."""
    return call.ask.work(lambda uow: MemberRepository(uow).get(member_id))


def _card_at(call: Call) -> str:
    """Return the card's address; at a store's door only a token says whose it is."""
    if call.door.name == "proxy":
        return call.place.card
    token = sealed(call.ask.env, call.visit, "card")
    return f"{call.place.card}&{urlencode({'form': token})}"


def _form(call: Call, reward: Any) -> str | None:  # noqa: ANN401 - a reward's shape
    if not reward.available:
        return None
    return sealed(call.ask.env, call.visit, "ask", reward.id)


def _back(call: Call, voucher: Any) -> str | None:  # noqa: ANN401 - a voucher's shape
    if not voucher.cancellable:
        return None
    return sealed(call.ask.env, call.visit, "cancel", voucher.id)


def _news(call: Call, consent: Any) -> News:  # noqa: ANN401 - a consent's shape
    about = f"{consent.channel}:{'off' if consent.granted else 'on'}"
    form = sealed(call.ask.env, call.visit, "consent", about)
    return News(consent.text, consent.granted, form)


def _joins(call: Call) -> str | None:
    if call.visit.member is None:
        return None
    return sealed(call.ask.env, call.visit, "join")
