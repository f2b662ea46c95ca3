"""What members gave to causes, and what the merchant paid out of it."""

from app.domain.errors import Missing, Refused
from app.services.env import Env
from app.storage.charity import CauseTotal, CharityRepository, Payout
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork


class CauseMissing(Missing):
    """Neither the programme nor any gift names such a cause."""

    code = "cause_missing"


class NothingToPay(Refused):
    """All gifts to this cause in this currency were paid out."""

    code = "nothing_to_pay"


def totals(uow: UnitOfWork) -> list[CauseTotal]:
    """Return what was given to each cause; causes without gifts are there too."""
    _, document = ProgrammeRepository(uow).live()
    found = CharityRepository(uow).totals()
    named = {total.cause for total in found}
    currency = document.identity.currency
    return found + [
        CauseTotal(cause.id, currency, 0, 0, 0)
        for cause in document.causes
        if cause.id not in named
    ]


def pay_out(
    env: Env, uow: UnitOfWork, *, cause: str, currency: str, reference: str, actor: str
) -> Payout:
    """Note that everything open was paid to a cause; each gift is paid once.

    Raises:
        CauseMissing: There is no such cause.
        NothingToPay: Nothing is open.
    """
    if all(total.cause != cause for total in totals(uow)):
        raise CauseMissing(f"there is no cause {cause}")
    repository = CharityRepository(uow)
    open_ones = repository.unpaid(cause, currency)
    if not open_ones:
        raise NothingToPay(f"nothing in {currency} is open for {cause}")
    payout = Payout(
        payout_id=env.ids.new(),
        cause=cause,
        currency=currency,
        amount_minor=sum(each.amount_minor for each in open_ones),
        donations=len(open_ones),
        reference=reference,
        actor=actor,
        paid_at=env.clock.now(),
    )
    repository.add(payout, open_ones)
    return payout
