"""Our columns, what others call them, and which column of a file is which.

Names are compared without case, spaces, marks and accents; what no name tells is
told by what stands in the cells. A person confirms it before anything happens.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final


class Column(StrEnum):
    """What a column of a file may mean to us."""

    EMAIL = "email"
    PHONE = "phone"
    EXTERNAL_ID = "external_id"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    NAME = "name"
    POINTS = "points"
    POINTS_PENDING = "points_pending"
    POINTS_AVAILABLE_AT = "points_available_at"
    POINTS_EXPIRE_AT = "points_expire_at"
    POINTS_LIFETIME = "points_lifetime"
    POINTS_SPENT = "points_spent"
    TIER = "tier"
    TIER_UNTIL = "tier_until"
    TIER_SPEND = "tier_spend"
    TIER_POINTS = "tier_points"
    STORE_CREDIT = "store_credit"
    BIRTHDAY = "birthday"
    JOINED_AT = "joined_at"
    STATUS = "status"
    REFERRAL_CODE = "referral_code"
    REFERRAL_URL = "referral_url"
    REFERRED_BY = "referred_by"
    REWARD_CODE = "reward_code"
    REWARD_NAME = "reward_name"
    REWARD_EXPIRES_AT = "reward_expires_at"
    TAGS = "tags"
    LANGUAGE = "language"
    CONSENT_EMAIL = "consent_email"
    NOTE = "note"


KEYS: Final = (Column.EXTERNAL_ID, Column.EMAIL, Column.PHONE)
"""By which a person is known, the surest first."""

PROGRESS: Final = frozenset({Column.TIER_POINTS, Column.TIER_SPEND})
"""What counts towards a tier by itself, whatever imported points do."""

ALIASES: Final[Mapping[Column, str]] = {
    Column.EMAIL: "email|e-mail|email address|emails|customer email|e-mel|alamat email"
    "|user email|subscriber email",
    Column.PHONE: "phone|phone number|mobile|whatsapp|no hp|telepon|telefon"
    "|mobile number|nombor telefon",
    Column.EXTERNAL_ID: "external id|customer id|shopify id|merchant id|user id"
    "|wp user id|shopify customer id|customer ref",
    Column.FIRST_NAME: "first name|nama depan|nama pertama|given name",
    Column.LAST_NAME: "last name|nama belakang|surname|family name",
    Column.NAME: "name|full name|nama|customer name|display name|nama penuh"
    "|nama lengkap|username",
    Column.POINTS: "points|points balance|point balance|current points balance|balance"
    "|points approved|approved points|swell point balance|swell pbal|poin|mata"
    "|current points|available points|saldo poin|baki mata",
    Column.POINTS_PENDING: "points pending|pending points",
    Column.POINTS_AVAILABLE_AT: "points available at|available at|available from",
    Column.POINTS_EXPIRE_AT: "points expire at|expiry|expiration"
    "|points expiration date|expiry date|expires at|expiration date|lapses at"
    "|tarikh luput|tanggal kedaluwarsa",
    Column.POINTS_LIFETIME: "points lifetime|total points earned|lifetime points"
    "|points earned|swell points earned",
    Column.POINTS_SPENT: "points spent|points redeemed|total points spent",
    Column.TIER: "tier|vip tier|vip tier name|level|loyalty tier|peringkat|tingkat"
    "|current tier",
    Column.TIER_UNTIL: "tier until|vip tier ends at|tier expiration"
    "|swell vip tier ends at|tier expiry date",
    Column.TIER_SPEND: "tier spend|spent in period",
    Column.TIER_POINTS: "tier points|tier points earned|swell tier points earned",
    Column.STORE_CREDIT: "store credit|credit balance|swell credit balance"
    "|store credit balance",
    Column.BIRTHDAY: "birthday|date of birth|birth date|birthday (mm/dd)"
    "|birthday (mm/dd/yyyy)|tanggal lahir|tarikh lahir|dob|birthday date",
    Column.JOINED_AT: "joined at|opt in date|enrolled at|enrollment date|member since"
    "|joined|date joined|created at|registered",
    Column.STATUS: "status|state|enrolled|opted in|loyalty status|program status",
    Column.REFERRAL_CODE: "referral code|swell referral discount code",
    Column.REFERRAL_URL: "referral url|referral link|unique referral link"
    "|swell referral link",
    Column.REFERRED_BY: "referred by|referrer email",
    Column.REWARD_CODE: "reward code|coupon|discount code|coupon code",
    Column.REWARD_NAME: "reward name|coupon name",
    Column.REWARD_EXPIRES_AT: "reward expires at|coupon expiry",
    Column.TAGS: "tags|labels|customer tags",
    Column.LANGUAGE: "language|locale|bahasa",
    Column.CONSENT_EMAIL: "consent email|accepts marketing|email consent",
    Column.NOTE: "note|notes|comment|catatan|nota",
}

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL: Final = re.compile(r"https?://\S+")
_WHOLE: Final = re.compile(r"[0-9]+(?:\.0+)?")
_MOSTLY: Final = 4
"""Four fifths of the cells that hold anything."""


def plain(header: str) -> str:
    """Return a name as it is compared: letters and digits only, without accents."""
    spread = unicodedata.normalize("NFKD", header.casefold())
    return "".join(letter for letter in spread if letter.isalnum())


_KNOWN: Final[Mapping[str, tuple[Column, int]]] = {
    plain(alias): (column, place)
    for column, aliases in ALIASES.items()
    for place, alias in enumerate(aliases.split("|"))
}

Mapped = Mapping[Column, int]
"""Which cell of a row is which column."""


def suggest(
    headers: Sequence[str],
    samples: Sequence[Sequence[str]],
    own: Mapping[str, Column] | None = None,
) -> dict[Column, int]:
    """Return which cell is probably which column.

    Args:
        headers: The first row.
        samples: Some rows after it.
        own: Names that a source uses in a way of its own, as ``plain`` writes them.
    """
    found: dict[Column, tuple[int, int]] = {}
    for at, header in enumerate(headers):
        name = plain(header)
        known = (own[name], -1) if own and name in own else _KNOWN.get(name)
        if known is None:
            continue
        column, place = known
        if column not in found or place < found[column][0]:
            found[column] = (place, at)
    mapped = {column: at for column, (_, at) in found.items()}
    _by_content(mapped, headers, samples)
    return mapped


def _by_content(
    mapped: dict[Column, int],
    headers: Sequence[str],
    samples: Sequence[Sequence[str]],
) -> None:
    for column, pattern in (
        (Column.EMAIL, _EMAIL),
        (Column.REFERRAL_URL, _URL),
        (Column.POINTS, _WHOLE),
    ):
        if column in mapped:
            continue
        free = [at for at in range(len(headers)) if at not in mapped.values()]
        alike = [at for at in free if _mostly(pattern, at, samples)]
        # Several columns of whole numbers could be anything: a person must say.
        if len(alike) == 1 or (alike and column is Column.EMAIL):
            mapped[column] = alike[0]


def _mostly(
    pattern: re.Pattern[str], at: int, samples: Sequence[Sequence[str]]
) -> bool:
    cells = [row[at] for row in samples if at < len(row) and row[at]]
    fitting = sum(pattern.fullmatch(cell) is not None for cell in cells)
    return bool(cells) and fitting * (_MOSTLY + 1) >= len(cells) * _MOSTLY
