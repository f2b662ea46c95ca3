"""Store credit: one account for each customer and currency (Shopify)."""

from datetime import datetime

from integrations.sandbox.store.holdings import CreditAccount, CreditEntry
from integrations.sandbox.store.state import Store, StoreRefusal


def account_of(
    store: Store, customer_id: int, currency: str, *, open_it: bool
) -> CreditAccount | None:
    for account in store.credit_accounts.values():
        if account.customer_id == customer_id and account.currency == currency:
            return account
    if not open_it:
        return None
    account = CreditAccount(
        id=store.new_id("credit_account"), customer_id=customer_id, currency=currency
    )
    store.credit_accounts[account.id] = account
    return account


def credit(
    store: Store,
    account: CreditAccount,
    amount_minor: int,
    *,
    expires_at: datetime | None = None,
    event: str = "ADJUSTMENT",
) -> CreditEntry:
    """Put money on the account.

    Raises:
        StoreRefusal: Not a positive amount, or it would have expired already.
    """
    if amount_minor <= 0:
        raise StoreRefusal("NEGATIVE_OR_ZERO_AMOUNT", "The amount must be positive.")
    if expires_at is not None and expires_at <= store.now():
        raise StoreRefusal("EXPIRES_AT_IN_PAST", "The expiry date is in the past.")
    account.balance_minor += amount_minor
    entry = CreditEntry(
        id=store.new_id("credit_entry"),
        kind="credit",
        amount_minor=amount_minor,
        balance_minor=account.balance_minor,
        at=store.now(),
        expires_at=expires_at,
        remaining_minor=amount_minor,
        event=event,
    )
    account.entries.append(entry)
    return entry


def debit(
    store: Store, account: CreditAccount, amount_minor: int, event: str = "ADJUSTMENT"
) -> CreditEntry:
    """Take money off, from the oldest credits first.

    Raises:
        StoreRefusal: Not a positive amount, or more than there is.
    """
    if amount_minor <= 0:
        raise StoreRefusal("NEGATIVE_OR_ZERO_AMOUNT", "The amount must be positive.")
    if amount_minor > account.balance_minor:
        raise StoreRefusal("INSUFFICIENT_FUNDS", "The account holds less than that.")
    rest = amount_minor
    for earlier in account.entries:
        taken = min(rest, earlier.remaining_minor)
        earlier.remaining_minor -= taken
        rest -= taken
    account.balance_minor -= amount_minor
    entry = CreditEntry(
        id=store.new_id("credit_entry"),
        kind="debit",
        amount_minor=-amount_minor,
        balance_minor=account.balance_minor,
        at=store.now(),
        event=event,
    )
    account.entries.append(entry)
    return entry
