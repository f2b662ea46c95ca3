"""Deeds on many members: chosen in the list, confirmed with their number, followed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import urlencode
from uuid import UUID

from pydantic import BaseModel, Field

from app.domain.errors import SetiaError
from app.domain.staff import Right
from app.domain.typed_numbers import Unread, read_whole
from app.services.bulk import desk
from app.services.bulk.desk import BulkCountWrong, Wish
from app.services.goodwill import REASONS
from app.services.staff.audit import Fact
from app.storage.bulk import BulkRepository, BulkRow
from app.storage.member_list import Filters, MemberList
from app.storage.programmes import NothingPublished
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled, read_form
from app.web.admin.members.picking import (
    asked_of,
    filters_of,
    people_of,
    segment_titles,
    short_id,
    shown_of,
)
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import Pen, address_of
from app.web.admin.words import knows

pages = Pages("bulk")

AT: Final = "/members/bulk"
MOST: Final = 10**12
ALL: Final = "all"
BESIDES: Final = ("deed", "whom")
Reason = Literal[
    "goodwill",
    "late_delivery",
    "correction",
    "in_store",
    "missed_order",
    "event",
    "other",
]


class HowMany(BaseModel):
    """What each of them gets."""

    way: Literal["add", "remove"] = "add"
    points: int = Field(ge=1, le=MOST)
    reason: Reason = "goodwill"


class Confirmed(BaseModel):
    """What is said of it, and the number of members."""

    number: str = Field(min_length=1, max_length=20)
    public_note: str | None = Field(default=None, max_length=300)
    internal_note: str | None = Field(default=None, max_length=500)
    why: str | None = Field(default=None, min_length=2, max_length=200)
    once: UUID
    """Made with the form: sending it twice does it once."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whom a deed is about, as the address or the form says it."""

    deed: str
    all: bool
    asked: dict[str, str | None]
    people: list[UUID]
    filters: Filters

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Return the fields that carry it from form to form."""
        carried = [("deed", self.deed), ("whom", ALL if self.all else "ticked")]
        carried += [(name, value) for name, value in self.asked.items() if value]
        if not self.all:
            carried += [("m", short_id(each)) for each in self.people]
        return carried


def chosen_of(ask: Ask) -> Chosen:
    """Return whom it is about; ticked rows count whatever the filter says."""
    shown = shown_of(ask)
    if shown is None:
        raise NothingPublished("publish a version of the programme first")
    said = ask.sent if "whom" in ask.sent else ask.query
    every, people = said.get("whom") == ALL, people_of(ask)
    filters = filters_of(ask, shown) if every else Filters(only=people)
    deed = said.get("deed", "")
    deed = deed if deed in ("points", "block", "csv") else "points"
    return Chosen(deed, every, asked_of(ask), people, filters)


@pages.page("GET", AT, right=Right.MEMBERS)
def bulk_list(ask: Ask) -> View:
    """Show the deeds on many members that there were."""
    rows = ask.run(lambda uow: BulkRepository(uow).recent(desk.RECENT))
    said = {"rows": [(row, summary(ask, row)) for row in rows]}
    return View("admin/members/bulk_list.html", said)


@pages.page("GET", f"{AT}/new", right=Right.MEMBERS)
def bulk_form(ask: Ask) -> View | Redirect:
    """Ask how many points; then show count and sum, and ask for the number."""
    chosen = chosen_of(ask)
    if chosen.deed == "csv" and (chosen.all or chosen.people):
        return Redirect(_csv(chosen))
    if chosen.deed == "block" or "points" not in ask.query:
        first = {"way": "add", "reason": "goodwill"}
        return _view(ask, chosen, filled(first), _fresh(ask))
    how: Typed[Any] = read_form(HowMany, ask.query, ask.language)
    return _view(ask, chosen, how, _fresh(ask), 200 if how.value else 400)


def _csv(chosen: Chosen) -> str:
    asked = urlencode([each for each in chosen.fields if each[0] not in BESIDES])
    return f"{address_of('/members.csv')}?{asked}"


def _fresh(ask: Ask) -> Typed[Any]:
    return filled({"once": ask.env.ids.new()})


@pages.page("POST", f"{AT}/new", right=Right.MEMBERS, sensitive=True)
def bulk_begin(ask: Ask) -> View | Redirect:
    """Begin, once the number was typed."""
    chosen, typed = chosen_of(ask), ask.form(Confirmed)
    how: Typed[Any] = (
        read_form(HowMany, ask.sent, ask.language)
        if chosen.deed == "points"
        else filled({})
    )
    said = typed.value
    if chosen.deed == "block" and said is not None and said.why is None:
        typed.refuse("why", ask.say("form.missing"))
        said = None
    if said is None or (chosen.deed == "points" and how.value is None):
        return _view(ask, chosen, how, typed, 400)
    wish = Wish(
        bulk_id=said.once,
        deed="block" if chosen.deed == "block" else "points",
        filters=chosen.filters,
        typed=_number(said.number),
        asked={"reason": said.why}
        if chosen.deed == "block"
        else _points(ask, how, said),
    )

    def write(uow: UnitOfWork) -> BulkRow:
        row = desk.begin(ask.env, uow, ask.staff, wish)
        facts: dict[str, Fact] = {"deed": row.deed, "count": row.counted}
        if row.deed == "points":
            facts |= {"points": row.asked["points"], "reason": row.asked["reason"]}
        ask.audit(uow, "members.bulk_begun", f"bulk:{row.bulk_id}", after=facts)
        return row

    try:
        row = ask.run(write)
    except BulkCountWrong as error:
        typed.refuse(
            "number", ask.say("say.confirm_wrong", number=Pen(ask).count(error.members))
        )
        return _view(ask, chosen, how, typed, 400)
    except SetiaError as error:
        typed.refuse("", ask.why(error))
        return _view(ask, chosen, how, typed, 400)
    return Redirect(address_of(f"{AT}/{row.bulk_id}"))


def _number(text: str) -> int:
    try:
        return read_whole(text)
    except Unread:
        return -1


def _points(ask: Ask, how: Typed[Any], said: Confirmed) -> dict[str, Any]:
    document, each = ask.office.document, how.value
    if document is None or each is None:
        raise NothingPublished("publish a version of the programme first")
    asset = document.main_points
    units = each.points * 10 ** document.asset(asset).scale
    return {
        "points": units if each.way == "add" else -units,
        "asset": asset,
        "reason": each.reason,
        "public_note": said.public_note,
        "internal_note": said.internal_note,
    }


def _view(
    ask: Ask, chosen: Chosen, how: Typed[Any], form: Typed[Any], status: int = 200
) -> View:
    shown = shown_of(ask)
    counted = ask.run(lambda uow: MemberList(uow).count_all(chosen.filters))
    total = 0
    if shown is not None and how.value is not None:
        scale = 10 ** shown.document.asset(shown.document.main_points).scale
        total = counted * how.value.points * scale
    return View(
        "admin/members/bulk_new.html",
        {
            "chosen": chosen,
            "counted": counted,
            "sum": total,
            "how": how,
            "form": form,
            "ready": chosen.deed == "block" or how.value is not None,
            "reasons": [(each, ask.say(f"adjust.reason.{each}")) for each in REASONS],
            "ways": [(each, ask.say(f"bulk.way.{each}")) for each in ("add", "remove")],
            "whom": _whom(ask, chosen),
        },
        status,
    )


def _whom(ask: Ask, chosen: Chosen) -> list[str]:
    """Return the filter in words."""
    shown, found = shown_of(ask), []
    if shown is None or not chosen.all:
        return []
    asked = chosen.asked
    if asked["state"] and knows(f"members.state.{asked['state']}"):
        found.append(ask.say(f"members.state.{asked['state']}"))
    if asked["tier"]:
        found.append(f"{ask.say('members.tier')}: {asked['tier']}")
    if asked["segment"]:
        titles = segment_titles(shown, ask.language)
        segment = titles.get(asked["segment"], asked["segment"])
        found.append(f"{ask.say('members.segment')}: {segment}")
    return found


def summary(ask: Ask, row: BulkRow) -> str:
    """Return a deed in one sentence."""
    people = row.people_total or row.counted
    if row.deed == "block":
        return ask.say("bulk.said.block", people)
    pen, points = Pen(ask), row.asked["points"]
    amount = pen.points(abs(points), row.asked["asset"])
    key = "bulk.said.add" if points > 0 else "bulk.said.remove"
    return ask.say(key, people, points=amount)


@pages.page("GET", f"{AT}/<id>", right=Right.MEMBERS)
def bulk_page(ask: Ask) -> View:
    """Show how far a deed is, and what became of it."""
    return _page(ask, _found(ask))


def _found(ask: Ask) -> BulkRow:
    bulk_id = ask.id_of("id")
    return ask.run(lambda uow: BulkRepository(uow).get(bulk_id))


def _page(
    ask: Ask, row: BulkRow, status: int = 200, form: Typed[Any] | None = None
) -> View:
    def read(uow: UnitOfWork) -> list[tuple[str, str, int]]:
        repository = BulkRepository(uow)
        return [
            (state, _code(ask, code), n)
            for state in ("refused", "stayed")
            for code, n in repository.codes(row.bulk_id, state)
        ]

    until = desk.undo_until(row)
    said = {
        "row": row,
        "summary": summary(ask, row),
        "working": desk.working(row),
        "left_out": ask.run(read),
        "mine": row.asked_by == ask.staff.actor,
        "undo_until": until if until is not None and until > ask.now else None,
        "problem": _why(ask, row.problem),
        "total": total_of(row),
        "form": form or filled({}),
    }
    return View("admin/members/bulk_run.html", said, status)


def total_of(row: BulkRow) -> int:
    """Return how many members the present step is about."""
    if row.state in ("undoing", "undone"):
        return row.done.get("done", 0)
    return row.people_total or row.counted


def _code(ask: Ask, code: str) -> str:
    for key in (f"bulk.code.{code}", f"reason.{code}", f"why.{code}"):
        if knows(key):
            return ask.say(key)
    return ask.say("reason.unknown")


def _why(ask: Ask, code: str | None) -> str:
    return _code(ask, code) if code else ""


@pages.page("GET", f"{AT}/<id>/progress", right=Right.MEMBERS)
def bulk_progress(ask: Ask) -> View | Redirect:
    """Show how far it is; once it is through, the page itself."""
    row = _found(ask)
    if not desk.working(row) or not ask.hx:
        return Redirect(address_of(f"{AT}/{row.bulk_id}"))
    said = {"row": row, "total": total_of(row)}
    return View("admin/members/bulk_progress.html", said)


def _deed(
    ask: Ask, action: str, act: Callable[[UnitOfWork, UUID], object]
) -> View | Redirect:
    """Do something to a deed; a refusal stands on its page."""
    row = _found(ask)

    def write(uow: UnitOfWork) -> None:
        act(uow, row.bulk_id)
        ask.audit(uow, action, f"bulk:{row.bulk_id}")

    try:
        ask.run(write)
    except SetiaError as error:
        form: Typed[Any] = filled({})
        form.refuse("", ask.why(error))
        return _page(ask, _found(ask), 400, form)
    return Redirect(address_of(f"{AT}/{row.bulk_id}"))


@pages.page("POST", f"{AT}/<id>/run", right=Right.MEMBERS, sensitive=True)
def bulk_go_on(ask: Ask) -> View | Redirect:
    """Go on with what was stopped."""
    return _deed(
        ask, "members.bulk_begun", lambda uow, each: desk.go_on(ask.env, uow, each)
    )


@pages.page("POST", f"{AT}/<id>/stop", right=Right.MEMBERS)
def bulk_stop(ask: Ask) -> View | Redirect:
    """Let it end after what is in hand."""
    return _deed(ask, "members.bulk_stopped", desk.stop)


@pages.page("POST", f"{AT}/<id>/decide", right=Right.MEMBERS, sensitive=True)
def bulk_decide(ask: Ask) -> View | Redirect:
    """Say yes or no; who asked may only take it back."""
    approve = ask.sent.get("say") == "approve"

    def act(uow: UnitOfWork, bulk_id: UUID) -> None:
        desk.decide(ask.env, uow, ask.staff, bulk_id, approve=approve)

    return _deed(ask, "approval.approved" if approve else "approval.refused", act)


@pages.page("POST", f"{AT}/<id>/undo", right=Right.MEMBERS, sensitive=True)
def bulk_undo(ask: Ask) -> View | Redirect:
    """Take everything back, once the number was typed."""
    row = _found(ask)
    people = row.done.get("done", 0)
    form: Typed[Any] = filled({"number": ask.sent.get("number", "")})
    if _number(form.get("number")) != people:
        number = Pen(ask).count(people)
        form.refuse("number", ask.say("say.confirm_wrong", number=number))
        return _page(ask, row, 400, form)
    return _deed(
        ask, "members.bulk_undone", lambda uow, each: desk.undo(ask.env, uow, each)
    )
