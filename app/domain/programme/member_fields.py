"""Questions about a member, and about where and when something happened."""

from collections.abc import Callable, Mapping
from datetime import datetime

from app.domain.programme.facts import Facts
from app.domain.programme.field_kinds import ANYTHING, Field, FieldKind
from app.domain.words import Words

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _tier_began(facts: Facts) -> Mapping[str, datetime]:
    member = facts.member
    if member.tier is None or member.tier_since is None:
        return {}
    return {member.tier: member.tier_since}


def _about_member(
    name: str, kind: FieldKind, label: Words, read: Callable[[Facts], object]
) -> Field:
    return Field(f"member.{name}", kind, label, read, ANYTHING)


PLACE_FIELDS: tuple[Field, ...] = (
    Field(
        "store",
        FieldKind.CHOICE,
        Words(en="store", id="toko", ms="kedai"),
        lambda facts: facts.store,
        ANYTHING,
    ),
    Field(
        "store.domain",
        FieldKind.CHOICE,
        Words(en="store", id="toko", ms="kedai"),
        lambda facts: facts.store_domain,
        ANYTHING,
    ),
    Field(
        "store.platform",
        FieldKind.CHOICE,
        Words(en="platform", id="platform", ms="platform"),
        lambda facts: facts.platform,
        ANYTHING,
    ),
    Field(
        "at",
        FieldKind.TIME,
        Words(en="time", id="waktu", ms="masa"),
        lambda facts: facts.at,
        ANYTHING,
    ),
    Field(
        "at.weekday",
        FieldKind.CHOICE,
        Words(en="day of the week", id="hari", ms="hari"),
        lambda facts: WEEKDAYS[facts.local.weekday()],
        ANYTHING,
        options=WEEKDAYS,
    ),
    Field(
        "at.clock",
        FieldKind.CLOCK,
        Words(en="time of day", id="jam", ms="waktu"),
        lambda facts: facts.local.time(),
        ANYTHING,
    ),
)

MEMBER_FIELDS: tuple[Field, ...] = (
    _about_member(
        "state",
        FieldKind.CHOICE,
        Words(en="account", id="akun", ms="akaun"),
        lambda facts: facts.member_state,
    ),
    _about_member(
        "tier",
        FieldKind.CHOICE,
        Words(en="tier", id="tingkat", ms="peringkat"),
        lambda facts: facts.member.tier,
    ),
    _about_member(
        "tier_began",
        FieldKind.AGE,
        Words(en="tier", id="tingkat", ms="peringkat"),
        _tier_began,
    ),
    _about_member(
        "memberships",
        FieldKind.SET,
        Words(en="membership", id="keanggotaan", ms="keahlian"),
        lambda facts: facts.member.memberships.keys(),
    ),
    _about_member(
        "membership_began",
        FieldKind.AGE,
        Words(en="membership", id="keanggotaan", ms="keahlian"),
        lambda facts: facts.member.memberships,
    ),
    _about_member(
        "segments",
        FieldKind.SET,
        Words(en="group", id="kelompok", ms="kumpulan"),
        lambda facts: facts.member.segments,
    ),
    _about_member(
        "tags",
        FieldKind.SET,
        Words(en="mark", id="tanda", ms="tanda"),
        lambda facts: facts.member.tags.keys(),
    ),
    _about_member(
        "tag_began",
        FieldKind.AGE,
        Words(en="mark", id="tanda", ms="tanda"),
        lambda facts: facts.member.tags,
    ),
    _about_member(
        "consents",
        FieldKind.SET,
        Words(en="consent", id="persetujuan", ms="persetujuan"),
        lambda facts: facts.member.consents.keys(),
    ),
    _about_member(
        "orders",
        FieldKind.NUMBER,
        Words(en="earlier orders", id="pesanan sebelumnya", ms="pesanan terdahulu"),
        lambda facts: facts.member.orders_before,
    ),
    _about_member(
        "days",
        FieldKind.NUMBER,
        Words(
            en="days since joining",
            id="hari sejak bergabung",
            ms="hari sejak menyertai",
        ),
        lambda facts: facts.days_joined,
    ),
    _about_member(
        "birthday_days",
        FieldKind.NUMBER,
        Words(
            en="days to the nearest birthday",
            id="hari dari ulang tahun terdekat",
            ms="hari dari hari lahir terdekat",
        ),
        lambda facts: facts.days_to_birthday,
    ),
    _about_member(
        "language",
        FieldKind.CHOICE,
        Words(en="language", id="bahasa", ms="bahasa"),
        lambda facts: facts.member.language,
    ),
    _about_member(
        "country",
        FieldKind.CHOICE,
        Words(en="member's country", id="negara member", ms="negara ahli"),
        lambda facts: facts.member.country,
    ),
    _about_member(
        "region",
        FieldKind.CHOICE,
        Words(en="member's region", id="wilayah member", ms="wilayah ahli"),
        lambda facts: facts.member.region,
    ),
)
