"""The member card: a code to show at the counter, drawn as squares."""

from app.domain.programme.document import ProgrammeDocument
from app.services.storefront import cards, qr
from app.services.storefront.home import purse_of, tier_of
from app.storage.unit_of_work import UnitOfWork
from app.web.api.shapes import Given
from app.web.storefront.member import TierBrief, tier_brief
from app.web.storefront.route import Ask, Table, Who
from app.web.storefront.shapes import PointsText, points

table = Table("Card")


class CardShape(Given):
    """The card of a member."""

    code: str
    spoken: str
    qr_svg_path: str
    size: int
    name: str
    balance: PointsText
    tier: TierBrief | None


@table.route(
    "GET",
    "/card",
    who=Who.MEMBER,
    summary="The member card; its code is made when first asked for",
    answer=CardShape,
)
def read_card(ask: Ask) -> CardShape:
    return ask.work(lambda uow: shown_card(ask, uow, ask.document))


def shown_card(ask: Ask, uow: UnitOfWork, document: ProgrammeDocument) -> CardShape:
    """Return the card of who asks."""
    member = ask.member
    code = cards.card_of(ask.env, uow, member)
    drawn = qr.drawn(code)
    purse = purse_of(ask.env, uow, member.member_id, document.main_points)
    held = tier_of(ask.env, uow, ask.visit, document)
    names = (member.first_name, member.last_name)
    return CardShape(
        code=code,
        spoken=cards.spoken(code),
        qr_svg_path=drawn.path,
        size=drawn.size,
        name=" ".join(name for name in names if name),
        balance=points(ask, purse.usable),
        tier=tier_brief(ask, held),
    )
