"""Good causes: what was given together, and what a member gave."""

from app.domain.programme.causes import Cause
from app.domain.programme.figures import money_text
from app.domain.programme.section_words import item_in_words, item_title
from app.services import charity
from app.storage.charity import CharityRepository, Donation
from app.storage.unit_of_work import UnitOfWork
from app.web.api.shapes import Given
from app.web.storefront.guests import after
from app.web.storefront.rewards import cause_title
from app.web.storefront.route import Ask, Table, Who
from app.web.storefront.shapes import MoneyText, day, money

table = Table("Causes")
MOST_RECEIPTS = 20


class CauseShape(Given):
    """A cause, and what was given to it by all members."""

    id: str
    title: str
    text: str
    total_text: str


class ReceiptShape(Given):
    """What a member gave once."""

    title: str
    amount: MoneyText
    at_text: str


class CausesShape(Given):
    """The causes, and one's own gifts."""

    data: list[CauseShape]
    receipts: list[ReceiptShape]


@table.route(
    "GET",
    "/causes",
    who=Who.VISITOR,
    summary="Good causes, what was given together, and one's own gifts",
    answer=CausesShape,
)
def list_causes(ask: Ask) -> CausesShape:
    return ask.work(lambda uow: shown_causes(ask, uow))


def shown_causes(ask: Ask, uow: UnitOfWork) -> CausesShape:
    """Return the causes for who asks."""
    document, language = ask.document, ask.language
    totals: dict[str, list[str]] = {}
    for total in charity.totals(uow):
        if not total.amount_minor:
            continue
        text = money_text(total.amount_minor, total.currency, language)
        totals.setdefault(total.cause, []).append(text)
    given: list[Donation] = []
    if ask.visit.member is not None:
        given = CharityRepository(uow).donations(
            member_id=ask.visit.member.member_id, most=MOST_RECEIPTS
        )
    return CausesShape(
        data=[
            _cause(ask, cause, totals.get(cause.id, []))
            for cause in document.causes
            if cause.enabled
        ],
        receipts=[
            ReceiptShape(
                title=cause_title(document, one.cause, ask),
                amount=money(ask, one.amount_minor, one.currency),
                at_text=day(ask, one.given_at),
            )
            for one in given
        ],
    )


def _cause(ask: Ask, cause: Cause, given: list[str]) -> CauseShape:
    title = item_title(ask.document, "causes", cause, ask.language)
    text = item_in_words(ask.document, "causes", cause, ask.language)
    together = ask.voice.say("cause.together", amount=" + ".join(given))
    return CauseShape(
        id=cause.id,
        title=title,
        text=after(title, text),
        total_text=together if given else "",
    )
