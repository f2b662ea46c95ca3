"""The audit trail's chain: byte for byte, and every kind of damage."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from app.domain.audit import BLANK, Chained, Entry, chained, cleaned, first_break
from app.domain.ledger.journal import FIRST_PREVIOUS

OWNER = UUID(int=7)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def trail(length: int) -> list[Chained]:
    links: list[Chained] = []
    for seq in range(1, length + 1):
        previous = links[-1].hash if links else FIRST_PREVIOUS
        entry = Entry(
            action="member.adjusted",
            subject=f"member:{seq}",
            actor="staff:1",
            after={"points": seq},
            address_digest=bytes(32) if seq == 2 else None,
        )
        links.append(
            chained(OWNER, seq, previous, entry_id=UUID(int=seq), at=AT, entry=entry)
        )
    return links


def test_the_first_hash_is_this_one_for_good() -> None:
    first = trail(1)[0]

    assert first.hash.hex() == (
        "91d0e47bad5631c986a45e3c9e32b43012a6ddfcc939e283c048c140853f0edd"
    )


def test_a_whole_trail_holds_also_in_stretches() -> None:
    links = trail(4)

    assert first_break(OWNER, links) is None
    assert first_break(OWNER, links[2:], after=links[1]) is None
    assert first_break(OWNER, []) is None


def changed(links: list[Chained]) -> list[Chained]:
    entry = replace(links[2].entry, after={"points": 1_000})
    return [*links[:2], replace(links[2], entry=entry), *links[3:]]


def resigned(links: list[Chained]) -> list[Chained]:
    forged = chained(
        OWNER,
        3,
        links[1].hash,
        entry_id=links[2].entry_id,
        at=AT,
        entry=replace(links[2].entry, actor="staff:2"),
    )
    return [*links[:2], forged, *links[3:]]


def gap(links: list[Chained]) -> list[Chained]:
    return [*links[:1], *links[2:]]


def swapped(links: list[Chained]) -> list[Chained]:
    return [links[1], links[0], *links[2:]]


@pytest.mark.parametrize(
    ("damage", "found_at"), [(changed, 3), (resigned, 4), (gap, 2), (swapped, 1)]
)
def test_damage_is_found_where_it_begins(
    damage: Callable[[list[Chained]], list[Chained]], found_at: int
) -> None:
    assert first_break(OWNER, damage(trail(5))) == found_at


def test_a_trail_of_another_owner_does_not_hold() -> None:
    assert first_break(UUID(int=8), trail(2)) == 1


@pytest.mark.parametrize(
    "name", ["email", "new_password", "TOTP_secret", "access_token", "phone_number"]
)
def test_what_smells_of_secrets_or_people_is_blanked(name: str) -> None:
    assert cleaned({name: "ani@toko.test"}) == {name: BLANK}


def test_what_is_left_empty_says_so() -> None:
    assert cleaned({"email": None, "points": None}) == {"email": None, "points": None}
    assert cleaned(None) is None


def test_facts_are_kept_in_order_and_long_ones_cut() -> None:
    kept = cleaned({"stores": ("a", "b"), "on": True, "note": "x" * 600, "points": 5})

    assert kept == {"note": "x" * 500, "on": True, "points": 5, "stores": ["a", "b"]}
    assert kept is not None
    assert list(kept) == ["note", "on", "points", "stores"]
