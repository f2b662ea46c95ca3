"""Whether an address of a member is one of somebody who works here.

For comparing only: spellings that lead to one mailbox are one address.
"""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Self

from app.domain.programme.referral import Guards
from app.domain.referrals.contacts import plain_email

DOTLESS: Final[tuple[str, ...]] = Guards().dotless_domains
"""Where dots mean nothing, unless the programme says otherwise."""


def mailbox(email: str, dotless_domains: Collection[str] = DOTLESS) -> str:
    """Return the mailbox that an address leads to, in one spelling of letters too."""
    local, _, domain = unicodedata.normalize("NFKC", email).rpartition("@")
    try:
        domain = domain.strip().rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        # No name of a host; as a text it is still the same as itself.
        domain = domain.casefold()
    return plain_email(f"{local}@{domain}", dotless_domains)


@dataclass(frozen=True, slots=True)
class OwnAddresses:
    """The mailboxes of people who must not serve themselves."""

    mailboxes: frozenset[str] = frozenset()
    dotless_domains: tuple[str, ...] = DOTLESS

    @classmethod
    def of(
        cls, emails: Iterable[str | None], dotless_domains: tuple[str, ...] = DOTLESS
    ) -> Self:
        """Return them of addresses; who has none is known by none."""
        boxes = {mailbox(each, dotless_domains) for each in emails if each}
        return cls(frozenset(boxes), dotless_domains)

    def has(self, email: str | None) -> bool:
        """Tell whether a member's address leads to one of these mailboxes."""
        if email is None or not self.mailboxes:
            return False
        return mailbox(email, self.dotless_domains) in self.mailboxes


NOBODYS: Final = OwnAddresses()
