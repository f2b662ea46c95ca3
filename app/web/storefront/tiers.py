"""The ladder of tiers: what each takes and gives, and where the member stands."""

from typing import Final

from app.domain.ledger.balances import Balance
from app.domain.perks.holding import Holder, perks_of
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.gift_words import gifts_in_words
from app.domain.programme.perks_words import title as perk_title
from app.domain.programme.tiers import Tier
from app.domain.programme.tiers_words import threshold_in_words
from app.domain.programme.tiers_words import title as tier_title
from app.services.storefront import home
from app.services.storefront.home import tier_of
from app.services.tier_view import TierView
from app.storage.unit_of_work import UnitOfWork
from app.web.api.shapes import Given
from app.web.storefront.member import ProgressShape, progress, tier_brief
from app.web.storefront.route import Ask, Table, Who

table = Table("Tiers")
GIFTS: Final = ("gifts", "yearly_gifts")


class TierShape(Given):
    """One tier."""

    id: str
    name: str
    reached: bool
    requirement_text: str
    perks: list[str]


class TiersShape(Given):
    """All tiers, from the lowest to the highest."""

    current: str | None
    text: str | None
    data: list[TierShape]
    progress: ProgressShape | None


@table.route(
    "GET",
    "/tiers",
    who=Who.VISITOR,
    summary="The tiers, what each takes and gives, and where one stands",
    answer=TiersShape,
)
def list_tiers(ask: Ask) -> TiersShape:
    return ask.work(lambda uow: shown_tiers(ask, uow))


def shown_tiers(ask: Ask, uow: UnitOfWork) -> TiersShape:
    """Return the ladder for who asks; hidden tiers only to their holders."""
    document, held = ask.document, _held(ask, uow)
    current = None if held is None else held.tier_id
    order = [tier.id for tier in document.tiers]
    rank = order.index(current) if current in order else -1
    brief = tier_brief(ask, held)
    text = None
    if brief is not None:
        text = brief.until_text or brief.name
    elif held is not None and rank < 0:
        text = ask.voice.say("tier.start")
    bar = None
    if held is not None:
        purse = home.Purse(Balance(), (), 0)
        found = home.next_of(document, purse, (), frozenset(), held)
        bar = None if found is None else progress(ask, found)
    return TiersShape(
        current=current,
        text=text,
        data=[
            _shape(ask, ask.told, tier, reached=order.index(tier.id) <= rank)
            for tier in ask.told.tiers
            if tier.enabled and (not tier.hidden or tier.id == current)
        ],
        progress=bar,
    )


def _held(ask: Ask, uow: UnitOfWork) -> TierView | None:
    member = ask.visit.member
    if member is None or member.state != "active" or not ask.document.tiers:
        return None
    return tier_of(ask.env, uow, ask.visit, ask.document)


def _shape(
    ask: Ask, document: ProgrammeDocument, tier: Tier, *, reached: bool
) -> TierShape:
    if tier.reach is None:
        needs = ask.voice.say("tier.start")
    else:
        needs = threshold_in_words(document, tier.reach, ask.language)
        needs = f"{needs[:1].upper()}{needs[1:]}"
    return TierShape(
        id=tier.id,
        name=tier_title(document, tier, ask.language),
        reached=reached,
        requirement_text=needs,
        perks=perks_in_words(ask, document, tier),
    )


def perks_in_words(ask: Ask, document: ProgrammeDocument, tier: Tier) -> list[str]:
    """Return what a tier gives: perks that it alone opens, and gifts on entry."""
    held = perks_of(document, Holder(member=True, tier_id=tier.id, plans={}))
    said = [perk_title(document, perk, ask.language) for perk in held]
    for name in GIFTS:
        if gifts := getattr(tier, name):
            told = gifts_in_words(document, gifts, ask.language)
            said.append(f"{told[:1].upper()}{told[1:]}")
    own = tier.description
    return [*([own.say(ask.language)] if own else []), *said]
