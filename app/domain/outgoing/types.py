"""Every type of message: its group, what it means, and the fact that makes it.

A type stands here only if something in the system makes it. The documentation's
table is made from this one.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.words import Words

EVERY: Final = "*"
"""In place of a type: all of them, also those to come."""
PING: Final = "ping"
DISABLED: Final = "webhook.disabled"


class Group(StrEnum):
    """What types are about."""

    MEMBERS = "members"
    POINTS = "points"
    REWARDS = "rewards"
    TIERS = "tiers"
    MEMBERSHIP = "membership"
    REFERRALS = "referrals"
    PLAY = "play"
    PROGRAMME = "programme"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of message."""

    name: str
    group: Group
    words: Words
    """What it means."""
    fact: str
    """What makes it, for developers."""
    own: tuple[str, ...] = ()
    """Fields of ``data`` beside ``member`` and ``sequence``."""


def _w(en: str, id_: str, ms: str) -> Words:
    return Words(en, id_, ms)


_ENTRY: Final = (
    *("transaction", "kind", "asset", "points", "changes", "balance"),
    "rule",
)
_VOUCHER: Final = ("redemption", "reward", "state", "source", "asset", "price", "store")

TYPES: Final[tuple[EventType, ...]] = (
    EventType(
        "member.joined",
        Group.MEMBERS,
        _w(
            "Somebody became a member",
            "Seseorang menjadi member",
            "Seseorang menyertai",
        ),
        "a member is enrolled, or a shadow member gets an account",
    ),
    EventType(
        "member.updated",
        Group.MEMBERS,
        _w("Details changed", "Data member berubah", "Butiran ahli berubah"),
        "a detail of a member changes; the message names the field, not what is in it",
        ("fields",),
    ),
    EventType(
        "member.blocked",
        Group.MEMBERS,
        _w("A member was blocked", "Member diblokir", "Ahli disekat"),
        "a member may earn, and redeem nothing any more",
    ),
    EventType(
        "member.merged",
        Group.MEMBERS,
        _w("Two members became one", "Dua member digabung", "Dua ahli digabungkan"),
        "a member is absorbed by another one",
        ("into",),
    ),
    EventType(
        "member.erased",
        Group.MEMBERS,
        _w("A person was erased", "Data seseorang dihapus", "Data seseorang dipadam"),
        "a person's data is gone from here; delete yours too",
    ),
    EventType(
        "points.earned",
        Group.POINTS,
        _w("Points were earned", "Poin didapat", "Mata dikumpul"),
        "an accrual; the points are pending unless the rule gives them at once",
        _ENTRY,
    ),
    EventType(
        "points.available",
        Group.POINTS,
        _w("Points can be used", "Poin bisa dipakai", "Mata boleh digunakan"),
        "pending points mature",
        _ENTRY,
    ),
    EventType(
        "points.redeemed",
        Group.POINTS,
        _w("Points were spent", "Poin dipakai", "Mata dibelanjakan"),
        "held points are spent for good, because the reward is there",
        (*_ENTRY, "redemption"),
    ),
    EventType(
        "points.returned",
        Group.POINTS,
        _w("Spent points came back", "Poin kembali", "Mata dikembalikan"),
        "points of a reward that was cancelled, lapsed or refunded come back",
        (*_ENTRY, "redemption"),
    ),
    EventType(
        "points.clawed_back",
        Group.POINTS,
        _w(
            "Points were taken back after a refund",
            "Poin ditarik setelah pengembalian dana",
            "Mata ditarik balik selepas bayaran balik",
        ),
        "an order that had earned is refunded or cancelled",
        _ENTRY,
    ),
    EventType(
        "points.adjusted",
        Group.POINTS,
        _w("Points were corrected", "Poin dikoreksi", "Mata dilaraskan"),
        "a correction, gift, merge, forfeiture or reversal; `kind` says which",
        _ENTRY,
    ),
    EventType(
        "points.expiring",
        Group.POINTS,
        _w("Points will lapse soon", "Poin akan hangus", "Mata akan luput"),
        "a member is told before points lapse",
        ("asset", "points", "lapses_on", "days_before"),
    ),
    EventType(
        "points.expired",
        Group.POINTS,
        _w("Points lapsed", "Poin hangus", "Mata luput"),
        "points reach the end of their life",
        _ENTRY,
    ),
    EventType(
        "redemption.created",
        Group.REWARDS,
        _w("A reward was taken", "Hadiah diambil", "Ganjaran diambil"),
        "a member exchanges points, or a rule gives the reward; the code comes later",
        _VOUCHER,
    ),
    EventType(
        "redemption.issued",
        Group.REWARDS,
        _w("A reward can be used", "Hadiah bisa dipakai", "Ganjaran boleh digunakan"),
        "the store confirmed the code, or an order let go of it again",
        _VOUCHER,
    ),
    EventType(
        "redemption.used",
        Group.REWARDS,
        _w("A reward was used", "Hadiah dipakai", "Ganjaran digunakan"),
        "an order carries the code",
        _VOUCHER,
    ),
    EventType(
        "redemption.cancelled",
        Group.REWARDS,
        _w("A reward was cancelled", "Hadiah dibatalkan", "Ganjaran dibatalkan"),
        "a member or staff gives it back before it is used",
        (*_VOUCHER, "reason"),
    ),
    EventType(
        "redemption.expired",
        Group.REWARDS,
        _w("A reward lapsed", "Hadiah hangus", "Ganjaran luput"),
        "it was not used in time",
        _VOUCHER,
    ),
    EventType(
        "redemption.failed",
        Group.REWARDS,
        _w(
            "A reward could not be made", "Hadiah gagal dibuat", "Ganjaran gagal dibuat"
        ),
        "the store refused the code or was out of reach too long; points come back",
        (*_VOUCHER, "reason"),
    ),
    EventType(
        "tier.reached",
        Group.TIERS,
        _w("A tier was reached", "Tingkat tercapai", "Peringkat dicapai"),
        "a member moves up",
        ("tier", "from", "until"),
    ),
    EventType(
        "tier.lost",
        Group.TIERS,
        _w("A tier was lost", "Tingkat turun", "Peringkat hilang"),
        "a member moves down",
        ("tier", "from", "until"),
    ),
    EventType(
        "tier.extended",
        Group.TIERS,
        _w("A tier was extended", "Tingkat diperpanjang", "Peringkat dilanjutkan"),
        "a member keeps a tier for longer",
        ("tier", "from", "until"),
    ),
    EventType(
        "membership.started",
        Group.MEMBERSHIP,
        _w("A membership began", "Keanggotaan mulai", "Keahlian bermula"),
        "the first period of a plan is written",
        ("plan", "starts_at", "ends_at", "trial"),
    ),
    EventType(
        "membership.renewed",
        Group.MEMBERSHIP,
        _w(
            "A membership was renewed",
            "Keanggotaan diperpanjang",
            "Keahlian diperbaharui",
        ),
        "another period follows one without a gap",
        ("plan", "starts_at", "ends_at", "trial"),
    ),
    EventType(
        "referral.claimed",
        Group.REFERRALS,
        _w(
            "A friend came through a link",
            "Teman datang lewat tautan",
            "Rakan datang melalui pautan",
        ),
        "somebody uses a member's link; `member` brought `friend`",
        ("referral", "friend", "state"),
    ),
    EventType(
        "referral.held",
        Group.REFERRALS,
        _w(
            "A referral waits for a person",
            "Ajakan menunggu diperiksa",
            "Rujukan menunggu semakan",
        ),
        "something speaks against it",
        ("referral", "friend", "state", "reasons"),
    ),
    EventType(
        "referral.completed",
        Group.REFERRALS,
        _w("A referral was earned", "Ajakan berhasil", "Rujukan berjaya"),
        "the friend's first order counts",
        ("referral", "friend", "state", "reasons"),
    ),
    EventType(
        "referral.rejected",
        Group.REFERRALS,
        _w("A referral was refused", "Ajakan ditolak", "Rujukan ditolak"),
        "rules or staff refuse it",
        ("referral", "friend", "state", "reasons"),
    ),
    EventType(
        "challenge.completed",
        Group.PLAY,
        _w("A challenge was won", "Tantangan selesai", "Cabaran selesai"),
        "a member reaches a challenge's goal, or a milestone of it",
        ("challenge", "occasion", "times"),
    ),
    EventType(
        "badge.earned",
        Group.PLAY,
        _w("A badge was earned", "Lencana didapat", "Lencana diperoleh"),
        "a member is given a badge",
        ("badge", "rule"),
    ),
    EventType(
        "draw.won",
        Group.PLAY,
        _w("A draw was won", "Undian dimenangkan", "Cabutan dimenangi"),
        "a draw closes; one message for each winner",
        ("game", "prize", "round"),
    ),
    EventType(
        "programme.published",
        Group.PROGRAMME,
        _w("A version was published", "Versi diterbitkan", "Versi diterbitkan"),
        "a version of the programme comes into force",
        ("version", "restored_from"),
    ),
    EventType(
        "programme.paused",
        Group.PROGRAMME,
        _w("The programme was paused", "Program dijeda", "Program dijeda"),
        "nobody redeems until it goes on",
    ),
    EventType(
        "programme.resumed",
        Group.PROGRAMME,
        _w("The programme went on", "Program dilanjutkan", "Program diteruskan"),
        "members redeem again",
    ),
    EventType(
        "import.finished",
        Group.SYSTEM,
        _w("An import ended", "Impor selesai", "Import selesai"),
        "a file of members is read; its points are told by this message alone",
        ("import", "state"),
    ),
    EventType(
        "export.ready",
        Group.SYSTEM,
        _w("An export can be fetched", "Ekspor siap diambil", "Eksport sedia diambil"),
        "a file is ready in the back office",
        ("export",),
    ),
    EventType(
        DISABLED,
        Group.SYSTEM,
        _w(
            "A webhook was switched off",
            "Webhook dimatikan",
            "Webhook dimatikan",
        ),
        "an address failed for five days, or answered 410",
        ("webhook", "reason"),
    ),
    EventType(
        PING,
        Group.SYSTEM,
        _w("A test", "Percobaan", "Percubaan"),
        "somebody asks for a test message; it goes to that address alone",
        ("webhook",),
    ),
)
BY_NAME: Final = {each.name: each for each in TYPES}


def grouped() -> list[tuple[Group, list[EventType]]]:
    """Return the types that can be subscribed to, group by group."""
    found: dict[Group, list[EventType]] = {}
    for each in TYPES:
        if each.name != PING:
            found.setdefault(each.group, []).append(each)
    return list(found.items())


def table_text() -> str:
    """Return the types as a table of the documentation."""
    lines = ["| `type` | It is sent when | In `data` |", "| --- | --- | --- |"]
    for each in TYPES:
        fields = " ".join(f"`{name}`" for name in each.own) or "–"  # noqa: RUF001 - an en dash stands for nothing
        lines.append(f"| `{each.name}` | {each.fact} | {fields} |")
    return "\n".join(lines)
