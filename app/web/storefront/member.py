"""A member's first view: state, balance, what comes next, what to cheer for."""

from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from app.domain.ids import public_id
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import money_text, units_text
from app.domain.programme.metrics import BUILT_IN
from app.domain.programme.reward_words import reward_title
from app.domain.programme.saying import say
from app.domain.programme.section_words import item_title
from app.domain.programme.storefront_voices import features
from app.domain.programme.tiers_words import title as tier_title
from app.domain.words import Words, count_text
from app.services.contact_changes import resting
from app.services.storefront import celebrating, home
from app.services.storefront.celebrating import Celebration
from app.services.storefront.home import Home, Next, Purse
from app.services.tier_view import TierView
from app.storage.unit_of_work import UnitOfWork
from app.web.api.shapes import Given, Instant, MemberId
from app.web.storefront.route import Ask, Table, Who
from app.web.storefront.shapes import (
    MoneyText,
    PointsText,
    day,
    last_day,
    money,
    points,
    told_reward,
)

table = Table("Member")
MARK = "★"
FRIEND = Words(en="A friend", id="Temanmu", ms="Rakan anda")
CHANNELS = ("email", "sms", "whatsapp")
CONSENT_NAMES = {"email": "newsletter", "sms": "sms", "whatsapp": "whatsapp"}
Channel = Literal["email", "sms", "whatsapp"]


class Pending(PointsText):
    """Points that wait, and from when some can be used."""

    from_text: str | None


class Expiring(PointsText):
    """The points that lapse next."""

    on: Instant
    on_text: str


class TierBrief(Given):
    """The tier that a member holds."""

    id: str
    name: str
    mark: str
    until_text: str | None


class ProgressShape(Given):
    """The one bar: a reward, the next tier, or keeping the tier."""

    kind: Literal["reward", "tier", "keep"]
    text: str
    current: int
    target: int
    value_text: str


class BirthdayShape(Given):
    """Whether the birthday is known, and worth asking for."""

    known: bool
    ask: bool


class ConsentShape(Given):
    """A consent to news over one channel."""

    channel: Channel
    granted: bool
    text: str


class HoldShape(Given):
    """Until when points rest, because contact data changed."""

    until: Instant
    text: str


class CelebrationShape(Given):
    """Good news; tell ``/seen`` once it was shown."""

    id: str
    kind: Literal["points", "tier", "reward", "birthday", "friend"]
    text: str


class CreditShape(Given):
    """What a member has beside points."""

    asset: str
    text: str


class StateShape(Given):
    """Where somebody stands who is no member yet, or none."""

    state: Literal["guest", "guest_known", "pending_optin", "blocked"]
    waiting: PointsText | None = None
    text: str | None = None
    preview: bool = False


class HomeShape(Given):
    """A member's first view."""

    state: Literal["member"] = "member"
    waiting: PointsText | None = None
    id: MemberId
    name: str
    balance: PointsText
    worth: MoneyText | None
    pending: Pending | None
    expiring: Expiring | None
    owed: PointsText | None
    hold: HoldShape | None
    tier: TierBrief | None
    progress: ProgressShape | None
    vouchers_ready: int
    answers_unread: int = 0
    """Conversations with an answer that is new to them."""
    birthday: BirthdayShape
    consents: list[ConsentShape]
    celebrations: list[CelebrationShape]
    credit: list[CreditShape]
    preview: bool = Field(default=False, description="Nothing here is real.")


@table.route(
    "GET",
    "/member",
    who=Who.VISITOR,
    summary="Who asks, and their first view",
    answer=HomeShape,
    while_paused=True,
)
def read_member(ask: Ask) -> StateShape | HomeShape:
    visit = ask.visit
    if ask.preview:
        shown = ask.work(lambda uow: shown_home(ask, uow))
        return _in_panel(ask, shown.model_copy(update={"preview": True}))
    if visit.customer_ref is None or not visit.running:
        return StateShape(state="guest")
    if visit.blocked:
        return StateShape(state="blocked")
    if visit.member is None or visit.member.state != "active":
        return _pending(ask)
    return _in_panel(ask, ask.work(lambda uow: shown_home(ask, uow)))


def _in_panel(ask: Ask, shown: HomeShape) -> HomeShape:
    """Return the first view without the parts of the panel that are off."""
    parts, bar = features(ask.document), shown.progress
    off: dict[str, None] = {} if "tiers" in parts else {"tier": None}
    if bar and ("redeem" if bar.kind == "reward" else "tiers") not in parts:
        off["progress"] = None
    return shown.model_copy(update=off)


def _pending(ask: Ask) -> StateShape:
    """Return what waits for somebody who has not said yes."""
    member = ask.customer

    def read(uow: UnitOfWork) -> Purse:
        main = ask.document.main_points
        return home.purse_of(ask.env, uow, member.member_id, main)

    purse = ask.work(read)
    units = purse.live + purse.balance.pending
    waiting = points(ask, units) if units else None
    text = ask.voice.say("guest.waiting", points=waiting.text) if waiting else None
    return StateShape(state="pending_optin", waiting=waiting, text=text)


def shown_home(ask: Ask, uow: UnitOfWork) -> HomeShape:
    """Return the first view of the member who asks."""
    document, member = ask.document, ask.member
    seen = home.home_of(ask.env, uow, ask.visit, document)
    news = celebrating.news(ask.env, uow, member, document, seen)
    owed = seen.purse.balance.owed
    return HomeShape(
        id=public_id("mem", member.member_id),
        name=member.first_name or "",
        balance=points(ask, seen.purse.usable),
        worth=worth(ask, seen.purse.usable),
        pending=_waiting(ask, seen.purse),
        expiring=expiring(ask, seen.purse),
        owed=points(ask, owed) if owed else None,
        hold=_hold(ask),
        tier=tier_brief(ask, seen.tier),
        progress=None if seen.next is None else progress(ask, seen.next),
        vouchers_ready=len(seen.ready),
        answers_unread=len(news.unread),
        birthday=_birthday(ask, document),
        consents=_consents(ask, seen),
        celebrations=[_cheer(ask, one) for one in news.celebrations],
        credit=[
            CreditShape(
                asset=asset, text=units_text(document, asset, own.live, ask.language)
            )
            for asset, own in seen.others.items()
            if own.live
        ],
    )


def _hold(ask: Ask) -> HoldShape | None:
    until = resting(ask.member, at=ask.now)
    if until is None:
        return None
    time = f"{until.astimezone(ZoneInfo(ask.visit.store.timezone)):%H:%M}"
    text = ask.voice.say("home.hold", date=day(ask, until), time=time)
    return HoldShape(until=until, text=text)


def worth(ask: Ask, units: int) -> MoneyText | None:
    """Return what points are worth as a discount, where any number has a price."""
    currency = ask.visit.store.currency
    amount = home.worth_minor(ask.document, units, currency)
    return money(ask, amount, currency) if amount else None


def _waiting(ask: Ask, purse: Purse) -> Pending | None:
    units = purse.balance.pending
    if not units:
        return None
    begins = [
        lot.available_from
        for lot in purse.lots
        if lot.pending and lot.available_from is not None
    ]
    first = min(begins, default=None)
    return Pending(
        **points(ask, units).model_dump(),
        from_text=None if first is None else day(ask, first),
    )


def expiring(ask: Ask, purse: Purse) -> Expiring | None:
    """Return the points that lapse next, and their last day."""
    dated = [
        (lot.lapses_at, lot.available)
        for lot in purse.lots
        if lot.available and lot.lapses_at is not None and not lot.lapsed(ask.now)
    ]
    if not dated:
        return None
    end = min(at for at, _ in dated)
    units = sum(amount for at, amount in dated if at == end)
    return Expiring(
        **points(ask, units).model_dump(),
        on=end,
        on_text=last_day(ask, end),
    )


def tier_brief(ask: Ask, tier: TierView | None) -> TierBrief | None:
    """Return the tier that is held, in a line."""
    if tier is None or tier.tier_id is None:
        return None
    name = _tier_name(ask, tier.tier_id)
    until = tier.grace_end if tier.in_grace else tier.term_end
    text = None
    if until is not None:
        text = ask.voice.say("tier.until", tier=name, date=last_day(ask, until))
    return TierBrief(id=tier.tier_id, name=name, mark=MARK, until_text=text)


def _tier_name(ask: Ask, tier_id: str) -> str:
    tier = ask.document.item("tiers", tier_id)
    return tier_id if tier is None else tier_title(ask.document, tier, ask.language)


def progress(ask: Ask, found: Next) -> ProgressShape:
    """Return the bar, with what it says and what it means."""
    text, current, target = _progress_words(ask, found)
    return ProgressShape(
        kind=found.kind,
        text=text,
        current=min(found.current, found.target),
        target=found.target,
        value_text=ask.voice.say("a11y.progress", current=current, target=target),
    )


def _progress_words(ask: Ask, found: Next) -> tuple[str, str, str]:
    """Return the sentence, and both figures as people read them."""
    voice, left = ask.voice, max(0, found.target - found.current)
    if found.reward is not None:
        said = voice.say(
            "home.next_reward",
            points=points(ask, left).text,
            reward=reward_title(ask.told, told_reward(ask, found.reward), ask.language),
        )
        return said, _count(ask, found.current), points(ask, found.target).text
    goal, missing = found.goal, found.missing
    if goal is None or missing is None:
        return "", _count(ask, found.current), _count(ask, found.target)
    name = _tier_name(ask, goal.tier_id)
    if missing.unit is not None:
        key = "home.keep_tier" if found.kind == "keep" else "home.next_tier_spend"
        amount = money_text(left, missing.unit, ask.language)
        until = "" if goal.until is None else last_day(ask, goal.until)
        return (
            voice.say(key, amount=amount, tier=name, date=until),
            money_text(found.current, missing.unit, ask.language),
            money_text(found.target, missing.unit, ask.language),
        )
    what = _metric_words(ask, missing.metric, left)
    said = voice.say("home.next_tier_points", points=what, tier=name)
    return said, _count(ask, found.current), _count(ask, found.target)


def _metric_words(ask: Ask, metric: str, number: int) -> str:
    document, count = ask.document, _count(ask, number)
    kind = BUILT_IN.get(metric)
    if metric == "points":
        return units_text(document, document.main_points, number, ask.language)
    if kind is not None:
        return say(f"tier.need_{kind}", ask.language, count=count)
    own = document.item("metrics", metric)
    name = metric if own is None else item_title(document, "metrics", own, ask.language)
    return f"{count} {name}"


def _count(ask: Ask, number: int) -> str:
    return count_text(number, ask.language)


def _birthday(ask: Ask, document: ProgrammeDocument) -> BirthdayShape:
    known = ask.member.birthday is not None
    gives = any(
        rule.trigger == "birthday" and rule.enabled for rule in document.earning
    )
    hidden = "birthday" in document.storefront.hidden
    return BirthdayShape(known=known, ask=gives and not known and not hidden)


def _consents(ask: Ask, seen: Home) -> list[ConsentShape]:
    """Return the consents to news; a phone's only where there is a phone."""
    has_phone = ask.member.phone is not None
    return [
        ConsentShape(
            channel=channel,
            granted=CONSENT_NAMES[channel] in seen.consents,
            text=ask.voice.say(f"consent.{channel}"),
        )
        for channel in ("email", "sms", "whatsapp")
        if channel == "email" or has_phone
    ]


def _cheer(ask: Ask, news: Celebration) -> CelebrationShape:
    document, voice = ask.document, ask.voice
    name = ask.member.first_name or ""
    match news.kind:
        case "points":
            text = voice.say("celebrate.points", points=points(ask, news.units).text)
        case "tier":
            text = voice.say("celebrate.tier", tier=_tier_name(ask, news.name))
        case "reward":
            reward = document.reward(news.name)
            title = reward and reward_title(
                document, told_reward(ask, reward), ask.language
            )
            text = voice.say("celebrate.reward", reward=title or news.name)
        case "birthday":
            text = voice.say("celebrate.birthday", name=name)
        case _:
            text = voice.say("celebrate.friend", name=say_friend(ask))
    return CelebrationShape(id=news.id, kind=news.kind, text=text)


def say_friend(ask: Ask) -> str:
    """Return how a friend is called whose name nobody may read."""
    return FRIEND.say(ask.language)
