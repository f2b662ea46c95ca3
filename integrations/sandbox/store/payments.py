"""How an order is paid: gift cards first, then store credit, then a gateway."""

from dataclasses import dataclass

from integrations.sandbox.store import credit, gift_cards
from integrations.sandbox.store.holdings import CreditAccount, GiftCard
from integrations.sandbox.store.models import Customer
from integrations.sandbox.store.state import Store, StoreRefusal

STORE_CREDIT = "shopify_store_credit"


@dataclass(slots=True)
class Part:
    """A share of the total and what it is paid with."""

    gateway: str
    amount_minor: int
    paid_now: bool
    card: GiftCard | None = None
    account: CreditAccount | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """What the shopper pays with."""

    gateway: str
    paid_now: bool
    customer: Customer | None = None
    gift_cards: tuple[str, ...] = ()
    use_credit: bool = False


def parts_of(store: Store, means: Means, total_minor: int) -> list[Part]:
    """Share a total out over what it is paid with; nothing is taken yet.

    Raises:
        StoreRefusal: A gift card does not work (``gift_card``), or store credit was
            to pay for everything and is not enough (``credit``).
    """
    parts: list[Part] = []
    left = total_minor
    for code in dict.fromkeys(means.gift_cards):
        card = gift_cards.usable(store, code)
        share = min(left, card.balance_minor)
        if share:
            parts.append(Part(gift_cards.GATEWAY, share, paid_now=True, card=card))
            left -= share
    only_credit = means.gateway == STORE_CREDIT
    if left and (only_credit or means.use_credit):
        account = _account(store, means.customer)
        held = account.balance_minor if account else 0
        if only_credit and held < left:
            raise StoreRefusal("credit", "There is not enough store credit.")
        share = min(left, held)
        if share:
            parts.append(Part(STORE_CREDIT, share, paid_now=True, account=account))
            left -= share
    if left or not parts:
        parts.append(Part(means.gateway, left, means.paid_now or not left))
    return parts


def take(store: Store, parts: list[Part]) -> None:
    """Take the money from cards and accounts."""
    for part in parts:
        if part.card is not None:
            part.card.balance_minor -= part.amount_minor
        elif part.account is not None:
            credit.debit(store, part.account, part.amount_minor, "ORDER_PAYMENT")


def spendable_minor(store: Store, customer: Customer | None) -> int:
    """Return the store credit that a customer can pay with."""
    account = _account(store, customer)
    return account.balance_minor if account else 0


def _account(store: Store, customer: Customer | None) -> CreditAccount | None:
    if customer is None:
        return None
    currency = store.config.currency
    return credit.account_of(store, customer.id, currency, open_it=False)
