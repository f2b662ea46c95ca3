"""Gift cards: money on a code, spent at the checkout bit by bit (Shopify)."""

from datetime import date

from integrations.sandbox.store.holdings import GiftCard
from integrations.sandbox.store.state import Store, StoreRefusal

SHORTEST, LONGEST = 8, 20
GATEWAY = "gift_card"


def make(
    store: Store,
    *,
    code: str,
    amount_minor: int,
    expires_on: date | None = None,
    note: str | None = None,
    customer_id: int | None = None,
) -> GiftCard:
    """Make a card.

    Raises:
        StoreRefusal: Its code is odd (``INVALID``) or there already (``TAKEN``), or
            there is no money on it (``GREATER_THAN``).
    """
    code = code.replace("-", "").lower()
    if not SHORTEST <= len(code) <= LONGEST or not code.isalnum():
        raise StoreRefusal("INVALID", "Code is invalid")
    if _by_code(store, code) is not None:
        raise StoreRefusal("TAKEN", "Code has already been taken")
    if amount_minor <= 0:
        raise StoreRefusal("GREATER_THAN", "Must be greater than 0")
    card = GiftCard(
        id=store.new_id("gift_card"),
        code=code,
        initial_minor=amount_minor,
        balance_minor=amount_minor,
        made_at=store.now(),
        expires_on=expires_on,
        note=note,
        customer_id=customer_id,
    )
    store.gift_cards[card.id] = card
    return card


def _by_code(store: Store, code: str) -> GiftCard | None:
    wanted = code.replace("-", "").replace(" ", "").lower()
    return next((row for row in store.gift_cards.values() if row.code == wanted), None)


def usable(store: Store, code: str) -> GiftCard:
    """Return the card with this code that has money on it.

    Raises:
        StoreRefusal: There is none, or it is switched off, over or empty.
    """
    card = _by_code(store, code)
    if card is None or not card.enabled:
        raise StoreRefusal("gift_card", "This gift card does not work.")
    today = store.now().astimezone(store.zone).date()
    if card.expires_on is not None and today > card.expires_on:
        raise StoreRefusal("gift_card", "This gift card has expired.")
    if card.balance_minor <= 0:
        raise StoreRefusal("gift_card", "This gift card is empty.")
    return card


def disable(store: Store, card: GiftCard) -> None:
    """Switch it off for good."""
    if card.enabled:
        card.enabled = False
        card.disabled_at = store.now()
