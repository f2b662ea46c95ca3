"""Store credit and gift cards of the scripted store."""

from dataclasses import dataclass, field, replace

from app.domain.money import Money
from app.domain.rewards.credit import (
    CreditMovement,
    CreditSpec,
    GiftCardSpec,
    IssuedGiftCard,
)
from app.ports import StoreConnection
from tests.services.scripted_store import ScriptedStore


@dataclass
class ScriptedBenefits:
    """Obeys the script of its store, and remembers movements by their marker."""

    store: ScriptedStore
    movements: dict[str, CreditSpec] = field(default_factory=dict)
    cards: dict[str, IssuedGiftCard] = field(default_factory=dict)

    def add_credit(self, _store: StoreConnection, spec: CreditSpec) -> CreditMovement:
        mishap = self.store.begin("add_credit")
        self.movements[spec.marker] = spec
        self.store.end(mishap)
        return CreditMovement(f"credit-{spec.marker}", spec.amount)

    def issue_gift_card(
        self, _store: StoreConnection, spec: GiftCardSpec
    ) -> IssuedGiftCard:
        mishap = self.store.begin("issue_gift_card")
        card = IssuedGiftCard(
            f"card-{spec.code}", spec.amount, enabled=True, marker=spec.marker
        )
        self.cards.setdefault(spec.code, card)
        self.store.end(mishap)
        return self.cards[spec.code]

    def look_up_gift_card(
        self, _store: StoreConnection, code: str
    ) -> IssuedGiftCard | None:
        self.store.end(self.store.begin("look_up_gift_card"))
        return self.cards.get(code)

    def disable_gift_card(
        self, _store: StoreConnection, code: str
    ) -> IssuedGiftCard | None:
        self.store.end(self.store.begin("disable_gift_card"))
        if code in self.cards:
            self.cards[code] = replace(self.cards[code], enabled=False)
        return self.cards.get(code)

    def spend(self, code: str, amount_minor: int) -> None:
        """Let somebody pay with a card."""
        card = self.cards[code]
        left = Money(card.balance.amount_minor - amount_minor, card.balance.currency)
        self.cards[code] = replace(card, balance=left)
