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
    "|user email|subscriber email"
    "|email pelanggan|surel|alamat e-mel|emel",
    Column.PHONE: "phone|phone number|mobile|whatsapp|no hp|telepon|telefon"
    "|mobile number|nombor telefon"
    "|nomor telepon|no telepon|nomor hp|hp|handphone|no handphone|nomor wa|no wa"
    "|nomor whatsapp|no telefon|telefon bimbit|nombor telefon bimbit|phone no|tel",
    Column.EXTERNAL_ID: "external id|customer id|shopify id|merchant id|user id"
    "|wp user id|shopify customer id|customer ref"
    "|id pelanggan|id customer|nomor pelanggan|nombor pelanggan",
    Column.FIRST_NAME: "first name|nama depan|nama pertama|given name",
    Column.LAST_NAME: "last name|nama belakang|surname|family name"
    "|nama akhir|nama keluarga",
    Column.NAME: "name|full name|nama|customer name|display name|nama penuh"
    "|nama lengkap|username"
    "|nama pelanggan|nama member|nama ahli|nama anggota",
    Column.POINTS: "points|points balance|point balance|current points balance|balance"
    "|points approved|approved points|swell point balance|swell pbal|poin|mata"
    "|current points|available points|saldo poin|baki mata"
    "|jumlah poin|total poin|sisa poin|poin aktif|poin tersedia|jumlah mata"
    "|mata ganjaran|mata tersedia|jumlah mata ganjaran",
    Column.POINTS_PENDING: "points pending|pending points"
    "|poin menunggu|poin tertunda|mata menunggu|mata belum selesai",
    Column.POINTS_AVAILABLE_AT: "points available at|available at|available from",
    Column.POINTS_EXPIRE_AT: "points expire at|expiry|expiration"
    "|points expiration date|expiry date|expires at|expiration date|lapses at"
    "|tarikh luput|tanggal kedaluwarsa"
    "|tanggal kadaluarsa|tanggal hangus|kedaluwarsa|berlaku sampai"
    "|poin hangus pada|mata luput pada|tarikh tamat|sah sehingga",
    Column.POINTS_LIFETIME: "points lifetime|total points earned|lifetime points"
    "|points earned|swell points earned"
    "|total poin didapat|poin pernah didapat|mata pernah diperoleh",
    Column.POINTS_SPENT: "points spent|points redeemed|total points spent"
    "|poin dipakai|poin ditukar|poin terpakai|mata digunakan|mata ditebus",
    Column.TIER: "tier|vip tier|vip tier name|level|loyalty tier|peringkat|tingkat"
    "|current tier"
    "|level member|tingkatan|tahap|peringkat ahli|tingkat member",
    Column.TIER_UNTIL: "tier until|vip tier ends at|tier expiration"
    "|swell vip tier ends at|tier expiry date"
    "|tingkat sampai|peringkat sehingga|berlaku tingkat sampai",
    Column.TIER_SPEND: "tier spend|spent in period",
    Column.TIER_POINTS: "tier points|tier points earned|swell tier points earned",
    Column.STORE_CREDIT: "store credit|credit balance|swell credit balance"
    "|store credit balance"
    "|kredit toko|saldo toko|kredit kedai|baki kredit",
    Column.BIRTHDAY: "birthday|date of birth|birth date|birthday (mm/dd)"
    "|birthday (mm/dd/yyyy)|tanggal lahir|tarikh lahir|dob|birthday date"
    "|ulang tahun|tgl lahir|hari lahir|hari jadi|tanggal ulang tahun",
    Column.JOINED_AT: "joined at|opt in date|enrolled at|enrollment date|member since"
    "|joined|date joined|created at|registered"
    "|tanggal bergabung|tgl bergabung|bergabung|tanggal daftar|tgl daftar"
    "|tanggal pendaftaran|member sejak|terdaftar sejak|tarikh sertai"
    "|tarikh menyertai|tarikh daftar|tarikh pendaftaran|ahli sejak",
    Column.STATUS: "status|state|enrolled|opted in|loyalty status|program status"
    "|status member|status ahli|keadaan",
    Column.REFERRAL_CODE: "referral code|swell referral discount code"
    "|kode referral|kode referensi|kode ajak teman|kod rujukan",
    Column.REFERRAL_URL: "referral url|referral link|unique referral link"
    "|swell referral link"
    "|tautan referral|link referral|tautan referensi|pautan rujukan",
    Column.REFERRED_BY: "referred by|referrer email"
    "|diajak oleh|direferensikan oleh|dirujuk oleh|email pengajak",
    Column.REWARD_CODE: "reward code|coupon|discount code|coupon code"
    "|kode diskon|kode kupon|kupon|kode voucher|kod diskaun|kod kupon",
    Column.REWARD_NAME: "reward name|coupon name|nama hadiah|nama kupon|nama ganjaran",
    Column.REWARD_EXPIRES_AT: "reward expires at|coupon expiry"
    "|kupon berlaku sampai|kode hangus pada|kod luput pada",
    Column.TAGS: "tags|labels|customer tags|tag|label|penanda",
    Column.LANGUAGE: "language|locale|bahasa",
    Column.CONSENT_EMAIL: "consent email|accepts marketing|email consent"
    "|izin email|izin e-mail|setuju email|izin e-mel|setuju e-mel",
    Column.NOTE: "note|notes|comment|catatan|nota|keterangan|ulasan staf|komentar",
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
