"""What is done about a conversation: points, the order, who sees to it, its state."""

from typing import Final, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.domain.errors import Conflict, Malformed, Refused
from app.domain.staff import Right
from app.domain.support import CAUSES
from app.services import support_desk, support_facts
from app.services.adjustments import Adjustment
from app.services.goodwill import OverLimit
from app.services.staff import staffing
from app.services.staff.audit import Fact
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed
from app.web.admin.route import Ask, NoSuchThing, Pages, Redirect, View
from app.web.admin.shown import Pen, address_of
from app.web.admin.support.queue import AT
from app.web.admin.support.talk import TALK, document_of, talk_view

pages = Pages("claims")

MOST: Final = 10**12
MINE: Final = "me"


class GiveForm(BaseModel):
    """Points to give."""

    points: int = Field(ge=1, le=MOST)
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
    once: UUID


class StateForm(BaseModel):
    """How a conversation should stand."""

    state: Literal["open", "waiting", "answered", "closed"]
    cause: str | None = None


@pages.page("POST", f"{TALK}/give", right=Right.ADJUST)
def give(ask: Ask) -> View | Redirect:
    """Give the member points, or ask somebody to agree."""
    claim_id, typed = ask.id_of("id"), ask.form(GiveForm)
    said = typed.value
    if said is None:
        return talk_view(ask, {"give": typed}, 400)
    document = document_of(ask)
    asked = Adjustment(
        points=said.points * 10 ** document.asset(document.main_points).scale,
        asset=document.main_points,
        reason_code=said.reason,
        public_note=said.public_note,
    )
    if ask.sent.get("deed") == "ask":
        return _ask_for(ask, claim_id, asked, said.once)

    def write(uow: UnitOfWork) -> None:
        support_desk.give(ask.env, uow, ask.staff, claim_id, asked, once=said.once)
        facts: dict[str, Fact] = {"points": asked.points, "reason": said.reason}
        ask.audit(uow, "member.adjusted", f"claim:{claim_id}", after=facts)

    try:
        ask.run(write)
    except (Refused, Malformed, Conflict) as error:
        return _refused(ask, typed, error)
    told = ask.say("support.gave", points=Pen(ask).points(asked.points))
    return Redirect(address_of(f"{AT}/{claim_id}"), told=told)


def _refused(
    ask: Ask, typed: Typed[GiveForm], error: Refused | Malformed | Conflict
) -> View:
    typed.refuse("points", ask.why(error))
    return talk_view(ask, {"give": typed}, 400, over=isinstance(error, OverLimit))


def _ask_for(ask: Ask, claim_id: UUID, asked: Adjustment, once: UUID) -> Redirect:
    def write(uow: UnitOfWork) -> None:
        approval_id = support_desk.ask_for(
            ask.env, uow, ask.staff, claim_id, asked, once=once
        )
        if approval_id is not None:
            facts: dict[str, Fact] = {
                "points": asked.points,
                "approval": str(approval_id),
            }
            ask.audit(uow, "approval.asked", f"claim:{claim_id}", after=facts)

    ask.run(write)
    return Redirect(address_of(f"{AT}/{claim_id}"), told=ask.say("adjust.asked"))


@pages.page("POST", f"{TALK}/settle", right=Right.SERVE)
def settle(ask: Ask) -> Redirect:
    """Read the claimed order from its store, and settle what the store says."""
    claim_id = ask.id_of("id")
    how = support_facts.settle_now(
        ask.env, ask.programme_id, ask.staff, claim_id, document_of(ask)
    )

    def note(uow: UnitOfWork) -> None:
        ask.audit(uow, "claim.settled", f"claim:{claim_id}", after={"how": how})

    ask.run(note)
    to = address_of(f"{AT}/{claim_id}")
    return Redirect(to, told=ask.say(f"support.settle.{how}"))


@pages.page("POST", f"{TALK}/assign", right=Right.SERVE)
def assign(ask: Ask) -> Redirect:
    """Let somebody of the team see to it."""
    claim_id, to = ask.id_of("id"), ask.sent.get("to", "")
    whom = _colleague(ask, to)

    def write(uow: UnitOfWork) -> None:
        support_desk.assign(ask.env, uow, ask.staff, claim_id, whom)
        facts = {"to": whom[0] if whom else None}
        ask.audit(uow, "claim.assigned", f"claim:{claim_id}", after=facts)

    ask.run(write)
    back = address_of(f"{AT}/{claim_id}")
    return Redirect(back, told=ask.say("support.assign_done"))


def _colleague(ask: Ask, to: str) -> tuple[str, str] | None:
    """Return who is meant; None for nobody in particular."""
    if to == MINE:
        return ask.staff.actor, ask.staff.name
    if not to:
        return None
    for mate in staffing.team(ask.env, ask.staff.merchant_id):
        if str(mate.row.staff_id) == to:
            return f"staff:{to}", mate.row.name
    raise NoSuchThing("nobody of this id works here")


@pages.page("POST", f"{TALK}/state", right=Right.SERVE)
def state(ask: Ask) -> Redirect:
    """Close a conversation, open it again, or wait for the member."""
    claim_id, typed = ask.id_of("id"), ask.form(StateForm)
    if typed.value is None:
        raise NoSuchThing("no such state")
    wanted = typed.value

    def write(uow: UnitOfWork) -> None:
        support_desk.change_state(
            ask.env,
            uow,
            ask.staff,
            claim_id,
            wanted.state,
            cause=wanted.cause if wanted.cause in CAUSES else None,
        )
        facts = {"state": wanted.state}
        ask.audit(uow, "claim.state_changed", f"claim:{claim_id}", after=facts)

    ask.run(write)
    back = address_of(f"{AT}/{claim_id}")
    return Redirect(back, told=ask.say("support.state_done"))
