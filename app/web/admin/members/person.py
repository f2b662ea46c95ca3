"""One member's page: what they have, why, and what can be done for them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from pydantic import BaseModel, Field

from app.domain.errors import SetiaError
from app.domain.explain import Line
from app.domain.ids import public_id
from app.domain.importing.sources import SOURCES
from app.domain.programme.birthdays import year_of
from app.domain.staff import Right
from app.domain.words.languages import day_text, yearly_text
from app.services import blocking, explaining, merge_page, tier_view
from app.services.explaining import Asked, Told
from app.services.member_list import tier_titles
from app.services.member_more import MemberMore, more_of
from app.services.member_page import MemberPage, member_page
from app.services.merge_page import Listing
from app.services.storefront.cards import spoken
from app.services.storefront.qr import drawn
from app.services.tier_view import TierView
from app.storage.member_list import Figures, MemberList
from app.storage.members import MemberRow
from app.storage.programmes import NothingPublished
from app.storage.reads import OrderLine
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.members.noted import noted
from app.web.admin.members.refused import Refused, refused
from app.web.admin.members.unmerging import lines
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import address_of
from app.web.api.paging import cursor_of, moment_after

pages = Pages("member")

LINES: Final = 25
HISTORY: Final = "admin-member-history"


class Why(BaseModel):
    """A reason that somebody typed."""

    reason: str = Field(min_length=2, max_length=200)


def asked_of(ask: Ask, member_id: UUID) -> Asked:
    """Return whose history is told, and how.

    Raises:
        NothingPublished: There is no programme yet.
    """
    document = ask.office.document
    if document is None:
        raise NothingPublished("publish a version of the programme first")
    return Asked(member_id, document, ask.language, ask.now)


class Whole:
    """Everything that the page of one member shows."""

    def __init__(self, ask: Ask, member_id: UUID) -> None:
        asked = asked_of(ask, member_id)
        document = asked.document
        self.asset = document.main_points
        self.name = ""

        def read(
            uow: UnitOfWork,
        ) -> tuple[MemberPage, Told, Figures, TierView | None, Listing, MemberMore]:
            page = member_page(ask.env, uow, member_id, document.main_points)
            after = moment_after(
                ask.programme_id, HISTORY, ask.query.get("after") or None
            )
            told = explaining.told_page(uow, asked, after, LINES)
            figures = MemberList(uow).figures(
                [member_id], asset=document.main_points, currency=ask.office.currency
            )
            tier = (
                tier_view.view(ask.env, uow, member_id)
                if document.tiers and ask.office.version is not None
                else None
            )
            merges = merge_page.of_member(ask.env, uow, member_id)
            more = more_of(uow, asked, page.orders)
            return page, told, figures.get(member_id, Figures()), tier, merges, more

        read_now = ask.run(read)
        self.page, self.told, self.figures, self.tier, self.merges, self.more = read_now
        self.member = self.page.member
        self.tiers = tier_titles(document, ask.language)
        self.rewards = {reward.id: reward for reward in document.rewards}
        self.name = name_of(self.page) or ask.say("members.nameless")
        self.lines: list[Line] = list(reversed(self.told.lines))


def name_of(page: MemberPage) -> str:
    """Return how a member is called: the name, else the address, else nothing."""
    return called(page.member)


def called(member: MemberRow) -> str:
    """Return the same of the row alone."""
    names = [each for each in (member.first_name, member.last_name) if each]
    return " ".join(names) or member.email or member.phone or ""


@pages.page("GET", "/members/<id>", right=Right.READ)
def member(ask: Ask) -> View:
    """Show one member."""
    return member_view(ask, {})


def member_view(ask: Ask, forms: Mapping[str, Typed[Any]], status: int = 200) -> View:
    """Return the page, with forms as they were typed."""
    member_id = ask.id_of("id")
    whole = Whole(ask, member_id)
    older = None
    if whole.told.next_cursor is not None:
        cursor = cursor_of(ask.programme_id, HISTORY, *whole.told.next_cursor)
        older = address_of(f"/members/{member_id}", after=cursor)
    stores = {store.store_id: store for store in ask.office.stores}
    return View(
        "admin/members/member.html",
        {
            "whole": whole,
            "member": whole.member,
            "balance": whole.page.balances.get(whole.asset),
            "older": older,
            "stores": stores,
            "number": public_id("mem", member_id),
            "at": f"/members/{member_id}",
            "block_form": forms.get("block", filled({})),
            "tier_form": forms.get("tier", filled({})),
            "birthday": birthday(ask, whole.member.birthday),
            "merges": lines(ask, whole.merges),
            "source_name": lambda code: SOURCES[code].name if code in SOURCES else code,
            "noted": noted(ask),
            "moments": moments(ask, whole),
            "order_at": order_at,
            "card": spoken(whole.more.card) if whole.more.card else None,
            "card_drawn": drawn(whole.more.card) if whole.more.card else None,
            "links": [
                (store.name, f"{store.base_url}/?ref={whole.more.link_code}")
                for store in ask.office.stores
                if store.state == "connected" and store.base_url.startswith("http")
            ]
            if whole.more.link_code
            else [],
            "voucher_title": lambda voucher: reward_title(ask, whole, voucher),
        },
        status,
    )


def moments(ask: Ask, whole: Whole) -> list[Line | Refused]:
    """Return the lines of a page with the orders that earned nothing between them.

    Those older than the page stand on a later one; the last ones on the first.
    """
    lines: list[Line | Refused] = list(whole.lines)
    if ask.query.get("after"):
        return lines
    since = whole.lines[-1].entry.occurred_at if whole.told.next_cursor else None
    lines += [
        refused(ask, each)
        for each in whole.more.refused
        if since is None or each.at >= since
    ]
    return sorted(lines, key=instant_of, reverse=True)


def instant_of(moment: Line | Refused) -> datetime:
    """Return when something happened."""
    return moment.entry.occurred_at if isinstance(moment, Line) else moment.at


def order_at(order: OrderLine) -> str:
    """Return the page that tells why an order earned what it did."""
    ref = quote(order.order_ref, safe="")
    return address_of(f"/members/activity/orders/{order.store_id}/{ref}")


def reward_title(ask: Ask, whole: Whole, voucher: object) -> str:
    """Return what a voucher is called now; else what it was promised as."""
    reward_id = str(getattr(voucher, "reward_id", ""))
    reward = whole.rewards.get(reward_id)
    title = None if reward is None else reward.title
    promised = getattr(getattr(voucher, "terms", None), "title", "")
    return title.say(ask.language) if title else promised or reward_id


def birthday(ask: Ask, day: date | None) -> str:
    """Return a birthday, without a year where nobody told it."""
    if day is None:
        return ""
    known = year_of(day) is not None
    return (day_text if known else yearly_text)(day, ask.language)


@pages.page("POST", "/members/<id>/block", right=Right.MEMBERS)
def block(ask: Ask) -> View | Redirect:
    """Stop a member from redeeming."""
    member_id, typed = ask.id_of("id"), ask.form(Why)
    if typed.value is None:
        return member_view(ask, {"block": typed}, 400)
    reason = typed.value.reason

    def write(uow: UnitOfWork) -> None:
        blocking.block(ask.env, uow, member_id, reason)
        ask.audit(uow, "member.blocked", f"member:{member_id}", after={"why": reason})

    try:
        ask.run(write)
    except SetiaError as error:
        typed.refuse("reason", ask.why(error))
        return member_view(ask, {"block": typed}, 400)
    return Redirect(
        address_of(f"/members/{member_id}"),
        told=ask.say("member.block_done"),
        undo=address_of(f"/members/{member_id}/unblock"),
    )


@pages.page("POST", "/members/<id>/unblock", right=Right.MEMBERS)
def unblock(ask: Ask) -> Redirect:
    """Let a member redeem again."""
    member_id = ask.id_of("id")

    def write(uow: UnitOfWork) -> None:
        blocking.unblock(ask.env, uow, member_id)
        ask.audit(uow, "member.unblocked", f"member:{member_id}")

    ask.run(write)
    to = address_of(f"/members/{member_id}")
    return Redirect(to, told=ask.say("member.unblock_done"))
