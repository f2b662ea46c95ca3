"""Contacts brought to one form, so that two spellings of one address meet."""

from collections.abc import Collection

GOOGLE = frozenset({"gmail.com", "googlemail.com"})
"""Two names of one provider."""


def plain_email(email: str, dotless_domains: Collection[str]) -> str:
    """Return an address as its mailbox: no ``+tag``, no dots where they mean nothing.

    For comparing only; nothing is ever sent to it.
    """
    local, _, domain = email.strip().lower().rpartition("@")
    domain = domain.rstrip(".")
    # What stands before a plus is the mailbox; a plus in front is none.
    local = local.partition("+")[0] or local
    if domain in dotless_domains:
        local = local.replace(".", "") or local
    if domain in GOOGLE:
        domain = "gmail.com"
    return f"{local}@{domain}"


def plain_phone(phone: str) -> str:
    """Return the digits of a number, without what people put between them."""
    return "".join(sign for sign in phone if sign.isdigit()).lstrip("0")
