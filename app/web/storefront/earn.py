"""Ways to earn, as one shopper sees them: what is open, done, or at its limit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from app.domain.earning.periods import period_label
from app.domain.programme.earning import (
    BirthdayRule,
    ConsentRule,
    EarningRule,
    FixedAward,
    MultiplierAward,
    OrderRule,
    ProfileRule,
    SignUpRule,
    SocialRule,
    TagRule,
)
from app.domain.programme.figures import points_text
from app.domain.programme.section_words import table_in_words
from app.domain.programme.storefront_voices import features
from app.storage.marks import MarkRepository
from app.storage.members import MemberRow
from app.storage.orders import FactRepository, FactRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.shapes import Given
from app.web.storefront.guests import PLAIN_KINDS, way_of
from app.web.storefront.route import Ask, Table, Who
from app.web.storefront.shapes import PointsText
from app.web.storefront.sharing import gifts_of

table = Table("Earning")
NEWS: Final = "newsletter"
State = Literal["open", "done", "limit", "waiting"]
Kind = Literal[
    "purchase",
    "signup",
    "review",
    "birthday",
    "follow",
    "newsletter",
    "share",
    "referral",
    "visit",
    "profile",
    "activity",
    "product",
    "challenge",
    "campaign",
]
ActionKind = Literal["link", "honour", "birthday", "newsletter", "refer", "shop"]


class Action(Given):
    """What the shopper can do about it here."""

    kind: ActionKind
    url: str | None = None


class WayShape(Given):
    """A way to earn."""

    id: str
    kind: Kind
    title: str
    text: str
    points: PointsText | None
    state: State
    action: Action | None


class WaysShape(Given):
    """All ways to earn."""

    data: list[WayShape]


@dataclass(frozen=True, slots=True)
class Past:
    """What a member did already; nothing of a guest."""

    member: MemberRow | None
    facts: Sequence[FactRow]
    consents: frozenset[str]
    zone: str

    def of(self, rule: EarningRule) -> list[FactRow]:
        """Return what the member has of a rule."""
        return [one for one in self.facts if one.rule_id == rule.id and one.keep]


@table.route(
    "GET",
    "/earn",
    who=Who.VISITOR,
    summary="Ways to earn, and which are open now",
    answer=WaysShape,
)
def list_ways(ask: Ask) -> WaysShape:
    return WaysShape(data=ask.work(lambda uow: shown_ways(ask, uow)))


def shown_ways(ask: Ask, uow: UnitOfWork) -> list[WayShape]:
    """Return the ways to earn for who asks."""
    past = _past(ask, uow)
    zone = ask.visit.store.timezone
    rules = [
        rule
        for rule in ask.told.earning
        if rule.enabled
        and not isinstance(rule, TagRule)
        and (rule.active is None or rule.active.holds(ask.now, zone))
    ]
    rules.sort(key=lambda rule: not isinstance(rule, OrderRule))
    return [*(_way(ask, rule, past) for rule in rules), *_referral(ask)]


def _past(ask: Ask, uow: UnitOfWork) -> Past:
    member, zone = ask.visit.member, ask.visit.programme.timezone
    if member is None:
        return Past(None, (), frozenset(), zone)
    return Past(
        member,
        FactRepository(uow).of_members([member.member_id]),
        frozenset(MarkRepository(uow).names(member.member_id, "consent")),
        zone,
    )


def _way(ask: Ask, rule: EarningRule, past: Past) -> WayShape:
    said = way_of(ask, rule)
    gives = None
    if isinstance(rule.award, FixedAward):
        asset = ask.document.asset(rule.asset)
        units = Fraction(rule.award.points) * 10**asset.scale
        gives = PointsText(
            value=int(units),
            text=points_text(asset, Fraction(rule.award.points), ask.language),
        )
    state = _state(ask, rule, past)
    action = _action(ask, rule) if state == "open" else None
    return WayShape(
        id=rule.id,
        kind=_kind(rule),
        title=said.title,
        text=said.text,
        points=gives,
        state=state,
        action=action,
    )


def _kind(rule: EarningRule) -> Kind:
    if isinstance(rule, SocialRule):
        return "follow" if rule.act in ("follow", "like") else "share"
    if isinstance(rule, OrderRule):
        return "campaign" if isinstance(rule.award, MultiplierAward) else "purchase"
    return PLAIN_KINDS[rule.trigger]


def _state(ask: Ask, rule: EarningRule, past: Past) -> State:
    if past.member is None:
        return "open"
    if any(one.state == "waiting" for one in past.facts if one.rule_id == rule.id):
        return "waiting"
    if not _had(ask, rule, past, past.member):
        return "open"
    again = isinstance(rule, SocialRule) and rule.once_per != "ever"
    return "limit" if again else "done"


def _had(ask: Ask, rule: EarningRule, past: Past, member: MemberRow) -> bool:
    """Tell whether the member has what the rule gives, for now at least."""
    had = past.of(rule)
    match rule:
        case SignUpRule():
            found = True
        case ProfileRule():
            found = bool(had)
        case ConsentRule(consent=consent):
            found = bool(had) or consent in past.consents
        case BirthdayRule():
            found = member.birthday is not None
        case SocialRule(network=network, once_per=once_per):
            label = period_label(once_per, ask.now, past.zone)
            source = f"{rule.activity}:{network}:{once_per}:{label}"
            found = any(one.source == source for one in had)
        case _:
            found = False
    return found


def _action(ask: Ask, rule: EarningRule) -> Action | None:
    match rule:
        case OrderRule():
            return Action(kind="shop", url=ask.visit.store.base_url)
        case BirthdayRule():
            return Action(kind="birthday")
        case ConsentRule(consent=consent) if consent == NEWS:
            return Action(kind="newsletter")
        case SocialRule(network=network):
            return Action(kind="honour", url=_link(ask, network))
        case _:
            return None


def _link(ask: Ask, network: str) -> str | None:
    """Return where the shop is to be found on a network."""
    links = ask.document.storefront.follow
    same = (one.url for one in links if one.network.casefold() == network.casefold())
    return next(same, None)


def _referral(ask: Ask) -> Iterator[WayShape]:
    document = ask.told
    referral = document.referral
    if referral is None or not referral.enabled or "refer" not in features(document):
        return
    friend, mine = gifts_of(ask, referral)
    text = ask.voice.say("refer.title", friend_reward=friend, your_reward=mine)
    if not friend or not mine:
        text = table_in_words(document, "referral", ask.language)
    yield WayShape(
        id="referral",
        kind="referral",
        title=ask.voice.say("earn.referral"),
        text=text,
        points=None,
        state="open",
        action=Action(kind="refer"),
    )
