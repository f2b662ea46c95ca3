"""What staff do for one member: give a reward, cancel one, set a tier, erase."""

from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from app.domain.errors import Conflict, Malformed, Refused
from app.domain.ids import public_id
from app.domain.ledger import Key
from app.domain.rewards.voucher import Voucher
from app.domain.staff import Right
from app.services import erasure, goodwill_rewards, redemption, tier_setting
from app.services.goodwill_rewards import Gift
from app.services.own_wallet import refuse_own
from app.services.tier_setting import TierOrder
from app.storage.programmes import NothingPublished
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.members.person import Whole, member_view
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import address_of

pages = Pages("deeds")

WORD = 6
"""Letters of a member's number that have to be typed to erase them."""


class GiveForm(BaseModel):
    """A reward to give."""

    reward: str = Field(min_length=1, max_length=80)
    store: UUID
    once: UUID


class TierForm(BaseModel):
    """A tier to set."""

    tier: str = Field(min_length=1, max_length=80)
    until: date | None = None
    reason: str = Field(min_length=2, max_length=200)


class EraseForm(BaseModel):
    """The end of the member's number, typed."""

    number: str


@pages.page("GET", "/members/<id>/give", right=Right.SERVE)
def give_form(ask: Ask) -> View:
    """Show what may be given."""
    return _give_view(ask, filled({"once": ask.env.ids.new()}))


@pages.page("POST", "/members/<id>/give", right=Right.SERVE)
def give(ask: Ask) -> View | Redirect:
    """Give a reward for nothing."""
    member_id, typed = ask.id_of("id"), ask.form(GiveForm)
    said = typed.value
    if said is None:
        return _give_view(ask, typed, 400)

    def write(uow: UnitOfWork) -> Voucher:
        wish = Gift(member_id, said.reward, said.store, Key.of("staff", said.once))
        voucher, again = goodwill_rewards.give(ask.env, uow, ask.staff, wish)
        facts = {"reward": said.reward, "voucher": str(voucher.voucher_id)}
        if not again:
            ask.audit(uow, "member.rewarded", f"member:{member_id}", after=facts)
        return voucher

    try:
        voucher = ask.run(write)
    except (Refused, Malformed, Conflict) as error:
        typed.refuse("reward", ask.why(error))
        return _give_view(ask, typed, 400)
    redemption.hurry(ask.env, ask.programme_id, voucher)
    to = address_of(f"/members/{member_id}")
    return Redirect(to, told=ask.say("member.reward_given"))


def _give_view(ask: Ask, form: Typed[GiveForm], status: int = 200) -> View:
    whole = Whole(ask, ask.id_of("id"))
    # A code can be bound to a customer only where the store has one.
    known = {store_id for store_id, _ in whole.page.customers}
    rewards = [
        (reward.id, reward.title.say(ask.language) if reward.title else reward.id)
        for reward in whole.rewards.values()
        if reward.enabled and reward.kind != "slider"
    ]
    stores = [
        (store.store_id, store.name)
        for store in ask.office.stores
        if store.state == "connected" and store.store_id in known
    ]
    return View(
        "admin/members/give.html",
        {
            "form": form,
            "name": whole.name,
            "rewards": rewards,
            "stores": stores,
            "at": f"/members/{whole.member.member_id}",
        },
        status,
    )


@pages.page("POST", "/members/<id>/vouchers/<voucher>/cancel", right=Right.SERVE)
def cancel(ask: Ask) -> Redirect:
    """Cancel a reward; its points come back once the code is off."""
    member_id, voucher_id = ask.id_of("id"), ask.id_of("voucher")
    facts = {"voucher": str(voucher_id)}

    def note(uow: UnitOfWork, _voucher: Voucher) -> None:
        goodwill_rewards.taken_back(uow, voucher_id)
        ask.audit(uow, "voucher.cancelled", f"member:{member_id}", after=facts)

    voucher = redemption.cancel(
        ask.env,
        ask.programme_id,
        voucher_id,
        ask.staff.actor,
        member_id=member_id,
        witness=note,
    )
    to = address_of(f"/members/{member_id}")
    said = "member.voucher_cancelled" if voucher.price else "member.gift_cancelled"
    return Redirect(to, told=ask.say(said))


@pages.page("POST", "/members/<id>/tier", right=Right.SERVE)
def set_tier(ask: Ask) -> View | Redirect:
    """Put a member into a tier."""
    member_id, typed = ask.id_of("id"), ask.form(TierForm)
    said = typed.value
    if said is None:
        return member_view(ask, {"tier": typed}, 400)
    order = TierOrder(
        said.tier, said.reason, ask.staff.actor, until=_end(ask, said.until)
    )

    def write(uow: UnitOfWork) -> None:
        refuse_own(ask.env, uow, ask.staff, member_id)
        tier_setting.set_tier(ask.env, uow, member_id, order)
        facts = {"tier": said.tier, "why": said.reason}
        ask.audit(uow, "member.tier_set", f"member:{member_id}", after=facts)

    try:
        ask.run(write)
    except (Refused, Malformed) as error:
        typed.refuse("until", ask.why(error))
        return member_view(ask, {"tier": typed}, 400)
    to = address_of(f"/members/{member_id}")
    return Redirect(to, told=ask.say("member.tier_set"))


def _end(ask: Ask, last: date | None) -> datetime | None:
    """Return the end of a day in the programme's zone."""
    if last is None:
        return None
    zone = ZoneInfo(ask.office.timezone)
    return datetime.combine(last, time(23, 59, 59), zone).astimezone(UTC)


@pages.page("GET", "/members/<id>/erase", right=Right.ERASE, sensitive=True)
def erase_form(ask: Ask) -> View:
    """Say what goes, before it goes."""
    return _erase_view(ask, filled({}))


@pages.page("POST", "/members/<id>/erase", right=Right.ERASE, sensitive=True)
def erase(ask: Ask) -> View | Redirect:
    """Erase the person."""
    member_id, typed = ask.id_of("id"), ask.form(EraseForm)
    word = _word(member_id)
    if typed.value is None or typed.value.number.lower() != word:
        typed.refuse("number", ask.say("say.confirm_wrong", number=word))
        return _erase_view(ask, typed, 400)

    erasure.erase(
        ask.env,
        ask.programme_id,
        member_id,
        actor=ask.staff.actor,
        witness=ask.witness("member.erased", f"member:{member_id}"),
    )
    return Redirect(address_of("/members"), told=ask.say("member.erased"))


def _word(member_id: UUID) -> str:
    return public_id("mem", member_id)[-WORD:].lower()


def _erase_view(ask: Ask, form: Typed[EraseForm], status: int = 200) -> View:
    member_id = ask.id_of("id")
    if ask.office.document is None:
        raise NothingPublished("publish a version of the programme first")
    whole = Whole(ask, member_id)
    return View(
        "admin/members/erase.html",
        {
            "form": form,
            "name": whole.name,
            "word": _word(member_id),
            "balance": whole.page.balances.get(whole.asset),
            "at": f"/members/{member_id}",
        },
        status,
    )
