"""What is needed of a platform whose admin shows our pages and collects for us.

A port of its own beside ``app.ports``: one platform has it, and it fits there by its
shape alone. Checks of signatures are pure and raise nothing; what goes over the
network raises members of the ``PlatformError`` family.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.domain.billing import PaidPlan, Subscription
from app.domain.installing import Granted, ShopUser, StaffVisit
from app.ports import StoreConnection


class AppHost(Protocol):
    """The platform as the place where merchants install us."""

    client_id: str

    def staff(self, token: str, *, at: datetime) -> StaffVisit | None:
        """Return who a session token speaks for, or None when it does not hold."""

    def link(self, query_string: str, *, at: datetime) -> str | None:
        """Return the shop that a signed address names, or None."""

    def named(self, query_string: str) -> str | None:
        """Return the shop that a signature in an address names, however old it is."""

    def granted(self, query_string: str, *, at: datetime) -> Granted | None:
        """Return the consent that a signed callback carries, or None."""

    def is_shop(self, name: str) -> bool:
        """Tell whether *name* is a shop's permanent name, spelled exactly."""

    def base_url(self, domain: str) -> str:
        """Return where a shop's API is called."""

    def app_url(self, domain: str, path: str = "") -> str:
        """Return where a shop's admin shows our pages."""

    def consent_url(self, domain: str, *, state: str, return_url: str) -> str:
        """Return the page of a shop where its merchant is asked for consent."""

    def scopes(self, store: StoreConnection) -> tuple[str, ...]:
        """Return the permissions that a shop grants now, as it says.

        Raises:
            AccessRevoked: Our tokens of it are dead.
        """

    def lacking(self, scopes: Sequence[str]) -> tuple[str, ...]:
        """Return the permissions that we need and that are not among *scopes*."""

    def user(self, store: StoreConnection, token: str) -> ShopUser | None:
        """Return what the platform says of the person behind a session token.

        None when it does not say: who they are is proven by the token alone.
        """

    def subscription(self, store: StoreConnection) -> Subscription | None:
        """Return the store's subscription as the platform has it now."""

    def is_for_tests(self, store: StoreConnection) -> bool:
        """Tell whether the shop is one of developers, where no money moves."""

    def subscribe(
        self, store: StoreConnection, plan: PaidPlan, *, return_url: str
    ) -> str:
        """Offer the plan to the merchant; return the page where they agree.

        An offer that nobody agreed to costs nothing and lapses by itself.
        """
