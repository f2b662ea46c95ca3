"""What Shopify does for a customer beside codes: tags, store credit, gift cards."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from app.domain.errors import (
    CodeTaken,
    PlatformMissing,
    PlatformRefused,
    PlatformUnclear,
)
from app.domain.money import Money
from app.domain.rewards.credit import (
    CreditMovement,
    CreditSpec,
    GiftCardSpec,
    IssuedGiftCard,
)
from app.ports import Clock, StoreConnection
from integrations.http import readable
from integrations.reading import Body, amounts_in, mapping, objects, ref, text
from integrations.shopify.automatic import plain
from integrations.shopify.client import ShopifyClient
from integrations.shopify.credit import ADD, TAKE, Credit
from integrations.shopify.rewards import gid, mark_in, marked, same_code

ALWAYS = frozenset({"tags", "automatic_discount"})
CREDIT_SCOPES = frozenset(
    {
        "read_store_credit_accounts",
        "read_store_credit_account_transactions",
        "write_store_credit_account_transactions",
    }
)
CARD_SCOPES = frozenset({"read_gift_cards", "write_gift_cards"})
SHORTEST_CARD, LONGEST_CARD = 8, 20
SHOWN = 4
"""The last characters of a card's code; more is never told again."""
TAKEN = "TAKEN"
MOMENT = timedelta(microseconds=1)


class ShopifyBenefits:
    """``MemberBenefits`` over Admin GraphQL."""

    def __init__(self, client: ShopifyClient, clock: Clock) -> None:
        self._client = client
        self._credit = Credit(client, clock)

    def can(self, store: StoreConnection) -> frozenset[str]:
        """Return what the granted permissions and the shop's settings allow."""
        reply = self._client.run(store, "LoyaltyOffers")
        granted = {
            str(each.get("handle"))
            for each in objects(
                mapping(reply.data.get("currentAppInstallation")).get("accessScopes")
            )
        }
        found = set(ALWAYS)
        if granted >= CARD_SCOPES:
            found.add("gift_card")
        if granted >= CREDIT_SCOPES:
            reply = self._client.run(store, "StoreCreditSettings")
            settings = mapping(reply.data.get("storeCreditConfiguration"))
            if settings.get("storeCreditEnabled") is True:
                found.add("store_credit")
        return frozenset(found)

    def tag_customer(
        self,
        store: StoreConnection,
        customer_ref: str,
        *,
        add: Sequence[str] = (),
        remove: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """Add and remove tags; what is so already is not sent."""
        held = self._tags(store, customer_ref)
        asked = {"id": gid("Customer", customer_ref)}
        new = [each for each in add if each not in held]
        old = [each for each in remove if each in held]
        if new:
            self._client.change(store, "TagsAdd", "tagsAdd", {**asked, "tags": new})
        if old:
            change = {**asked, "tags": old}
            self._client.change(store, "TagsRemove", "tagsRemove", change)
        return self._tags(store, customer_ref) if new or old else held

    def _tags(self, store: StoreConnection, customer_ref: str) -> tuple[str, ...]:
        asked = {"id": gid("Customer", customer_ref)}
        node = self._client.run(store, "LoyaltyTags", asked).data.get("customer")
        if not isinstance(node, dict):
            raise PlatformMissing(f"no customer {customer_ref}")
        tags = node.get("tags")
        return tuple(sorted(tags)) if isinstance(tags, list) else ()

    def add_credit(self, store: StoreConnection, spec: CreditSpec) -> CreditMovement:
        return self._credit.move(store, spec, ADD)

    def take_credit(self, store: StoreConnection, spec: CreditSpec) -> CreditMovement:
        return self._credit.move(store, spec, TAKE)

    def credit_balance(
        self, store: StoreConnection, customer_ref: str, currency: str
    ) -> Money:
        return self._credit.balance(store, customer_ref, currency)

    def issue_gift_card(
        self, store: StoreConnection, spec: GiftCardSpec
    ) -> IssuedGiftCard:
        """Create the card under a code of ours; that code exists once in a shop.

        Raises:
            CodeTaken: The code is on a card that is not ours.
        """
        try:
            payload = self._client.change(
                store,
                "LoyaltyGiftCardCreate",
                "giftCardCreate",
                {"input": _card_input(store, spec)},
            )
        except PlatformRefused as refusal:
            if refusal.reason != TAKEN:
                raise
            held = self.look_up_gift_card(store, spec.code)
            if held is None:
                raise PlatformUnclear("the card's code is taken, and not shown") from (
                    refusal
                )
            if held.marker != spec.marker:
                raise CodeTaken("another card has the code", reason=TAKEN) from refusal
            return held
        return _card(payload.get("giftCard"))

    def look_up_gift_card(
        self, store: StoreConnection, code: str
    ) -> IssuedGiftCard | None:
        """Return the card with this code: Shopify's search looks into the codes.

        Only the last four characters come back, so those are compared again.
        """
        wanted = _card_code(code)
        reply = self._client.run(
            store, "LoyaltyGiftCards", {"query": f"'{plain(wanted)}'"}
        )
        for node in objects(mapping(reply.data.get("giftCards")).get("nodes")):
            last = text(node.get("lastCharacters")) or ""
            if same_code(last, wanted[-SHOWN:]):
                return _card(node)
        return None

    def disable_gift_card(
        self, store: StoreConnection, code: str
    ) -> IssuedGiftCard | None:
        """Switch the card off; Shopify never switches one on again."""
        held = self.look_up_gift_card(store, code)
        if held is None or not held.enabled:
            return held
        payload = self._client.change(
            store,
            "LoyaltyGiftCardDisable",
            "giftCardDeactivate",
            {"id": gid("GiftCard", held.external_ref)},
        )
        return _card(payload.get("giftCard"))


def _card_code(code: str) -> str:
    return code.replace("-", "")


def _card_input(store: StoreConnection, spec: GiftCardSpec) -> dict[str, object]:
    code = _card_code(spec.code)
    if not (SHORTEST_CARD <= len(code) <= LONGEST_CARD and code.isalnum()):
        raise PlatformRefused(
            "a card's code is 8 to 20 letters and digits", reason="code"
        )
    asked: dict[str, object] = {
        "code": code,
        "initialAmount": {
            "amount": spec.amount.decimal_text(),
            "currencyCode": spec.amount.currency,
        },
        "note": marked(spec.note, spec.marker),
    }
    if spec.customer_ref is not None:
        asked["customerId"] = gid("Customer", spec.customer_ref)
    if spec.expires_at is not None:
        # Good through its last day in the shop's own zone.
        last = (spec.expires_at - MOMENT).astimezone(ZoneInfo(store.timezone))
        asked["expiresOn"] = last.date().isoformat()
    return asked


def _card(node: object) -> IssuedGiftCard:
    body: Body = mapping(node)
    with readable("a gift card"):
        money = mapping(body.get("balance"))
        currency = text(money.get("currencyCode")) or ""
        return IssuedGiftCard(
            external_ref=ref(body.get("id"), "gift card id"),
            balance=Money(amounts_in(currency)(money.get("amount")), currency),
            enabled=body.get("enabled") is True,
            marker=mark_in(body.get("note")),
        )
