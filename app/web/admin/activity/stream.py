"""Members, activity: everything that happened, and why."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel

from app.domain.ids import public_id
from app.domain.rewards.voucher import Voucher, VoucherState
from app.domain.sheets import sheet_line
from app.domain.staff import Right
from app.services import activity_why, trying_again
from app.services.activity_stream import KINDS, Asked, newer, orders_called, stream
from app.services.env import Env
from app.services.staff.audit import By
from app.storage.activity import NEWEST
from app.storage.members import MemberRow
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository
from app.web.admin.activity.rows import row_of
from app.web.admin.coded import named, reason
from app.web.admin.members.noted import noted
from app.web.admin.route import Ask, Download, NoSuchThing, Pages, Redirect, View
from app.web.admin.shown import address_of
from app.web.admin.team.doing import by

pages = Pages("activity")

SIZES: Final = (25, 50, 100)
LONGEST: Final = 10_000
"""Rows of a spreadsheet."""
HEADINGS: Final = ("at", "kind", "what", "member_id", "text", "source")
HERE: Final = "/members/activity"


class Again(BaseModel):
    """What is to be tried once more."""

    id: UUID
    back: str = ""


def read_asked(ask: Ask) -> Asked:
    """Return the filters of an address; what can't be read is left out."""

    def identity(name: str) -> UUID | None:
        try:
            return UUID(ask.query.get(name, ""))
        except ValueError:
            return None

    size = ask.query.get("size", "")
    by = ask.query.get("by", "")
    order = ask.query.get("order", "").strip()[:100]
    return Asked(
        kinds=frozenset(kind for kind in ask.query.getlist("kind") if kind in KINDS),
        member_id=identity("member"),
        order_refs=ask.run(lambda uow: orders_called(uow, order)) if order else None,
        store_id=identity("store"),
        actor=ask.staff.actor if by == "me" else None,
        by_hand=by in ("hand", "me"),
        automatic=by == "automatic",
        failed=ask.query.get("failed") == "yes",
        before=identity("before") or NEWEST,
        most=int(size) if size in {str(each) for each in SIZES} else SIZES[0],
    )


def filters(ask: Ask) -> dict[str, str | None]:
    """Return the filters of an address as they stand in it."""
    names = ("kind", "member", "order", "store", "by", "failed", "size")
    return {name: ask.query.get(name) or None for name in names}


@pages.page("GET", HERE, right=Right.READ)
def activity(ask: Ask) -> View:
    """Show everything that happened, newest first."""
    asked, said = read_asked(ask), filters(ask)
    page = ask.run(lambda uow: stream(uow, asked))
    rows = [row_of(ask, each, page.members) for each in page.entries]
    older = address_of(HERE, **said, before=page.older) if page.older else None
    top = rows[0].id if rows and asked.before == NEWEST else None
    return View(
        "admin/activity/stream.html",
        {
            "rows": rows,
            "said": said,
            "kinds": KINDS,
            "older": older,
            "newest": address_of(HERE, **said) if asked.before != NEWEST else None,
            "news": address_of(f"{HERE}/news", **said, since=top) if top else None,
            "searched_part": page.searched_part,
            "filtered": any(said.values()),
            "csv": address_of(f"{HERE}.csv", **said),
        },
    )


@pages.page("GET", f"{HERE}.csv", right=Right.EXPORT, sensitive=True)
def activity_csv(ask: Ask) -> Download:
    """Give what is filtered as a spreadsheet, the newest ten thousand at most."""
    asked = replace(read_asked(ask), most=SIZES[-1])

    def pieces() -> Iterator[bytes]:
        yield sheet_line(HEADINGS).encode()
        before: UUID | None = asked.before
        for _ in range(LONGEST // SIZES[-1]):
            if before is None:
                return
            wanted = replace(asked, before=before)
            page = ask.run(partial(stream, asked=wanted))
            for each in page.entries:
                row = row_of(ask, each, page.members)
                member = public_id("mem", each.member_id) if each.member_id else ""
                yield sheet_line(
                    (each.at, row.kind, each.what, member, row.text, row.source)
                ).encode()
            before = page.older

    return Download(pieces(), "setia-activity.csv")


@pages.page("GET", f"{HERE}/news", right=Right.READ)
def news(ask: Ask) -> View:
    """Say how many new things there are; they come when they are asked for."""
    try:
        since = UUID(ask.query.get("since", ""))
    except ValueError as error:
        raise NoSuchThing("no such place in the stream") from error
    count = ask.run(lambda uow: newer(uow, read_asked(ask), since))
    said = filters(ask)
    return View(
        "admin/activity/news.html",
        {
            "count_new": count,
            "newest": address_of(HERE, **said),
            "news": address_of(f"{HERE}/news", **said, since=since),
        },
    )


@pages.page("POST", f"{HERE}/again", right=Right.SERVE)
def again(ask: Ask) -> Redirect:
    """Try a debt to a store that failed once more."""
    return _try_again(ask, trying_again.try_again)


@pages.page("POST", f"{HERE}/again/delivery", right=Right.STORES)
def replay(ask: Ask) -> Redirect:
    """Read a delivery that was set aside once more."""
    return _try_again(ask, trying_again.handle_again)


def _try_again(ask: Ask, act: Callable[[Env, UnitOfWork, By, UUID], None]) -> Redirect:
    typed = ask.form(Again)
    if typed.value is None:
        raise NoSuchThing("nothing to try again")
    wanted = typed.value
    ask.run(lambda uow: act(ask.env, uow, by(ask), wanted.id))
    back = wanted.back if wanted.back.startswith("/admin/") else address_of(HERE)
    return Redirect(back, told=ask.say("activity.trying"))


@pages.page("GET", f"{HERE}/why/<kind>/<id>", right=Right.READ)
def why(ask: Ask) -> View:
    """Explain one thing of the stream."""
    kind, found_id = ask.path["kind"], ask.id_of("id")
    tell = TOLD.get(kind)
    if tell is None:
        raise NoSuchThing(f"nothing is explained as {kind}")
    said = ask.run(lambda uow: tell(ask, uow, found_id))
    return View(
        "admin/activity/why.html",
        {
            "kind": kind,
            "back": address_of(HERE),
            "reason": lambda code: reason(ask, code),
            "named": lambda prefix, code: named(ask, prefix, code),
            **said,
        },
    )


def _points(ask: Ask, uow: UnitOfWork, found_id: UUID) -> dict[str, Any]:
    found = activity_why.why_points(ask.env, uow, found_id, ask.language)
    return {"found": found, "order": found.order, "noted": noted(ask)}


def _refusal(ask: Ask, uow: UnitOfWork, found_id: UUID) -> dict[str, Any]:
    return {"decided": activity_why.why_refusal(uow, found_id, ask.language)}


def _failure(_ask: Ask, uow: UnitOfWork, found_id: UUID) -> dict[str, Any]:
    return {"debt": activity_why.why_debt(uow, found_id)}


def _delivery(_ask: Ask, uow: UnitOfWork, found_id: UUID) -> dict[str, Any]:
    return {"delivery": activity_why.why_delivery(uow, found_id)}


def _voucher(_ask: Ask, uow: UnitOfWork, found_id: UUID) -> dict[str, Any]:
    vouchers = VoucherRepository(uow)
    return {
        "voucher": vouchers.get(found_id),
        "uses": vouchers.uses([found_id]).get(found_id, []),
    }


def _referral(_ask: Ask, uow: UnitOfWork, found_id: UUID) -> dict[str, Any]:
    return {"referral": activity_why.why_referral(uow, found_id)}


TOLD: Final = {
    "points": _points,
    "refusals": _refusal,
    "failures": _failure,
    "delivery": _delivery,
    "rewards": _voucher,
    "referrals": _referral,
}


@pages.page("GET", f"{HERE}/orders/<store>/<order>", right=Right.READ)
def why_order(ask: Ask) -> View:
    """Explain everything that was decided about an order."""
    document = ask.office.document
    store_id = ask.id_of("store")
    if document is None:
        raise NoSuchThing("nothing was decided yet")
    found = ask.run(
        lambda uow: activity_why.why_order(
            uow, store_id, ask.path["order"], document, ask.language
        )
    )
    if found is None:
        raise NoSuchThing("no such order")
    return View(
        "admin/activity/why.html",
        {
            "kind": "order",
            "back": address_of(HERE),
            "order": found,
            "reason": lambda code: reason(ask, code),
        },
    )


@pages.page("GET", "/members/redemptions", right=Right.READ)
def redemptions(ask: Ask) -> View:
    """Show rewards that members hold or used, newest first."""
    said = ask.query.get("state", "")
    states = [state for state in VoucherState if state.value == said]
    try:
        before = UUID(ask.query.get("before", ""))
    except ValueError:
        before = None
    size = ask.query.get("size", "")
    most = int(size) if size in {str(each) for each in SIZES} else SIZES[0]

    def read(uow: UnitOfWork) -> tuple[list[Voucher], Mapping[UUID, MemberRow]]:
        found = VoucherRepository(uow).page(
            states=states, attention=said == "failed", before=before, limit=most + 1
        )
        return found, activity_why.members_of(uow, [each.member_id for each in found])

    found, members = ask.run(read)
    shown = found[:most]
    kept = {"state": said or None, "size": size or None}
    here = "/members/redemptions"
    return View(
        "admin/activity/redemptions.html",
        {
            "rows": [(each, members.get(each.member_id)) for each in shown],
            "states": [*(state.value for state in VoucherState), "failed"],
            "state": said,
            "older": address_of(here, **kept, before=shown[-1].voucher_id)
            if len(found) > most
            else None,
            "newest": address_of(here, **kept) if before else None,
        },
    )
