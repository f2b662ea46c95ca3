"""What staff do for a member who asks at the counter: redeem, put a birthday right."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field

from app.domain.errors import Conflict, Malformed, Missing, Refused
from app.domain.ledger import Key
from app.domain.programme.birthdays import UNTOLD_YEAR
from app.domain.rewards.voucher import Voucher, VoucherState
from app.domain.staff import Right
from app.services import birthdays, redemption, shelf
from app.services.shelf import YES, Seen
from app.storage.members import MemberRepository, MemberRow
from app.storage.stores import StoreRow
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.coded import reason
from app.web.admin.forms import Typed, filled
from app.web.admin.members.person import birthday, called
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import Pen, address_of

pages = Pages("helping")

Optional = Annotated[int | None, BeforeValidator(lambda said: said or None)]


class RedeemForm(BaseModel):
    """A reward to be bought with the member's points."""

    reward: str = Field(min_length=1, max_length=80)
    store: UUID
    points: Optional = Field(default=None, ge=1, le=10**12)
    once: UUID
    """Made with the form: sending it twice redeems once."""


class BirthdayForm(BaseModel):
    """A birthday; without a year where nobody tells it."""

    day: int = Field(ge=1, le=31)
    month: int = Field(ge=1, le=12)
    year: Optional = Field(default=None, ge=birthdays.FIRST_YEAR, le=9999)
    reason: str = Field(min_length=2, max_length=200)


@dataclass(frozen=True, slots=True)
class Counter:
    """What one member can have in one store."""

    member: MemberRow
    store: StoreRow | None
    seen: list[Seen]


@pages.page("GET", "/members/<id>/redeem", right=Right.SERVE)
def redeem_form(ask: Ask) -> View:
    """Show what the member's points pay for."""
    return _redeem_view(ask, filled({"once": ask.env.ids.new()}))


@pages.page("POST", "/members/<id>/redeem", right=Right.SERVE)
def redeem(ask: Ask) -> View | Redirect:
    """Exchange the member's points for a reward, as the member would."""
    member_id, typed = ask.id_of("id"), ask.form(RedeemForm)
    said = typed.value
    if said is None:
        return _redeem_view(ask, typed, 400)
    facts = {"reward": said.reward}
    try:
        voucher = redemption.redeem(
            ask.env,
            ask.programme_id,
            member_id=member_id,
            reward_id=said.reward,
            store_id=said.store,
            points=_units(ask, said),
            idempotency=Key.of("staff", said.once),
            actor=ask.staff.actor,
            witness=ask.witness("member.redeemed", f"member:{member_id}", after=facts),
        )
    except (Refused, Malformed, Conflict, Missing) as error:
        typed.refuse("reward", ask.why(error))
        return _redeem_view(ask, typed, 400)
    return Redirect(address_of(f"/members/{member_id}"), told=_told(ask, voucher))


def _units(ask: Ask, said: RedeemForm) -> int | None:
    """Return what was typed in smallest units; only a slider asks for it."""
    document = ask.office.document
    if said.points is None or document is None:
        return None
    for reward in document.rewards:
        if reward.id == said.reward and reward.kind == "slider":
            scale: int = document.asset(reward.asset).scale
            units: int = said.points * 10**scale
            return units
    return None


def _told(ask: Ask, voucher: Voucher) -> str:
    if voucher.state is VoucherState.WITHDRAWN:
        return ask.say("redeem.refused")
    return ask.say("redeem.done")


def _redeem_view(ask: Ask, form: Typed[RedeemForm], status: int = 200) -> View:
    member_id = ask.id_of("id")
    stores = {each.store_id: each for each in ask.office.stores}

    def read(uow: UnitOfWork) -> tuple[Counter, list[StoreRow]]:
        members = MemberRepository(uow)
        member = members.get(member_id)
        known = [stores.get(store_id) for store_id, _ in members.links_of(member_id)]
        there = [each for each in known if each and each.state == "connected"]
        wanted = form.get("store") or ask.query.get("store")
        at = [each for each in there if str(each.store_id) == str(wanted)] or there
        if not at:
            return Counter(member, None, []), there
        _, seen = shelf.shelf(ask.env, uow, member, at[0].store_id)
        return Counter(member, at[0], seen), there

    found, there = ask.run(read)
    pen = Pen(ask)
    at = f"/members/{member_id}"
    return View(
        "admin/members/redeem.html",
        {
            "form": form,
            "name": called(found.member) or ask.say("members.nameless"),
            "store": found.store,
            "elsewhere": [
                (each.name, address_of(f"{at}/redeem", store=each.store_id))
                for each in there
                if each != found.store
            ],
            "rewards": [
                (each.reward.id, _offered(ask, pen, each))
                for each in found.seen
                if each.reason == YES
            ],
            "sliding": any(
                each.reward.kind == "slider"
                for each in found.seen
                if each.reason == YES
            ),
            "refused": [
                (title_of(ask, each), reason(ask, each.reason))
                for each in found.seen
                if each.reason != YES and each.reward.enabled
            ],
            "at": at,
        },
        status,
    )


def title_of(ask: Ask, seen: Seen) -> str:
    """Return what a reward is called."""
    title = seen.reward.title
    return title.say(ask.language) if title else seen.reward.id


def _offered(ask: Ask, pen: Pen, seen: Seen) -> str:
    """Return a reward and what it costs."""
    if seen.least is None:
        return title_of(ask, seen)
    price = pen.points(seen.least.price_points, seen.least.asset)
    key = "redeem.from" if seen.reward.kind == "slider" else "redeem.for"
    return ask.say(key, title=title_of(ask, seen), price=price)


@pages.page("GET", "/members/<id>/birthday", right=Right.MEMBERS)
def birthday_form(ask: Ask) -> View:
    """Show the day that is kept, and whether it can be put right."""
    return _birthday_view(ask, filled({}))


@pages.page("POST", "/members/<id>/birthday", right=Right.MEMBERS)
def tell_birthday(ask: Ask) -> View | Redirect:
    """Keep a birthday, or correct it once."""
    member_id, typed = ask.id_of("id"), ask.form(BirthdayForm)
    said = typed.value
    if said is None:
        return _birthday_view(ask, typed, 400)
    try:
        told = date(said.year or UNTOLD_YEAR, said.month, said.day)
    except ValueError:
        typed.refuse("day", ask.say("birthday.no_day"))
        return _birthday_view(ask, typed, 400)

    def write(uow: UnitOfWork) -> None:
        done, _ = birthdays.tell(ask.env, uow, member_id, told)
        ask.audit(uow, done, f"member:{member_id}", after={"why": said.reason})

    try:
        ask.run(write)
    except (Refused, Malformed, Conflict) as error:
        typed.refuse("day", ask.why(error))
        return _birthday_view(ask, typed, 400)
    to = address_of(f"/members/{member_id}")
    return Redirect(to, told=ask.say("birthday.kept"))


def _birthday_view(ask: Ask, form: Typed[BirthdayForm], status: int = 200) -> View:
    member_id = ask.id_of("id")

    def read(uow: UnitOfWork) -> tuple[MemberRow, bool]:
        member = MemberRepository(uow).get(member_id)
        return member, birthdays.was_corrected(uow, member_id)

    member, closed = ask.run(read)
    return View(
        "admin/members/birthday.html",
        {
            "form": form,
            "name": called(member) or ask.say("members.nameless"),
            "kept": birthday(ask, member.birthday),
            "closed": closed and member.birthday is not None,
            "at": f"/members/{member_id}",
        },
        status,
    )
