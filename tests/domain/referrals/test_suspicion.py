"""What speaks against a referral, and how much."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.programme.referral import Referral
from app.domain.referrals.suspicion import (
    GUARD_OF_PRINT,
    Finding,
    Party,
    Past,
    Print,
    findings,
)
from tests.factories import NOON

ANI, BUDI = UUID(int=1), UUID(int=2)
NEW = Past(claimed_at=NOON)
GIFTS = [{"kind": "points", "points": 1}]


def terms(**guards: str) -> Referral:
    said: dict[str, Any] = {"advocate_gifts": GIFTS, "guards": guards}
    return Referral.model_validate(said)


def against(past: Past = NEW, *shared: Print, **guards: str) -> list[tuple[str, str]]:
    found = findings(
        terms(**guards),
        Party(ANI, frozenset({("email", b"ani"), *shared})),
        Party(BUDI, frozenset({("email", b"budi"), *shared})),
        past,
    )
    return [(one.code, one.weight) for one in found]


def test_nothing_speaks_against_a_new_friend() -> None:
    assert against() == []


def test_nobody_is_a_friend_of_oneself() -> None:
    found = findings(terms(), Party(ANI), Party(ANI), NEW)

    assert found == (Finding("same_member", "block"),)


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("email", ("own_address", "block")),
        ("phone", ("own_phone", "block")),
        ("address", ("same_address", "review")),
        ("device", ("same_device", "review")),
        ("payer", ("same_payment", "block")),
    ],
)
def test_what_both_have_is_found(kind: str, found: tuple[str, str]) -> None:
    guard, _ = GUARD_OF_PRINT[kind]

    assert against(NEW, (kind, b"same")) == [found]
    assert against(NEW, (kind, b"same"), **{guard: "off"}) == []
    assert against(NEW, (kind, b"same"), **{guard: "review"})[0][1] == "review"


@pytest.mark.parametrize(
    ("past", "found"),
    [
        (replace(NEW, joined_at=NOON), []),
        (replace(NEW, joined_at=NOON - timedelta(days=7)), []),
        (
            replace(NEW, joined_at=NOON - timedelta(days=7, microseconds=1)),
            [("existing_member", "block")],
        ),
        (replace(NEW, ordered_before=True), [("existing_customer", "block")]),
        (replace(NEW, in_circle=True), [("circle", "block")]),
        (replace(NEW, of_member=4), []),
        (replace(NEW, of_member=5), [("too_fast", "review")]),
        (replace(NEW, of_device=1), []),
        (replace(NEW, of_device=2), [("same_device_fast", "review")]),
    ],
)
def test_what_was_there_before_is_found(
    past: Past, found: list[tuple[str, str]]
) -> None:
    assert against(past) == found


def test_refusals_come_first_and_each_once() -> None:
    past = replace(NEW, of_member=9, in_circle=True)

    assert against(past, ("address", b"a"), ("address", b"b")) == [
        ("circle", "block"),
        ("same_address", "review"),
        ("too_fast", "review"),
    ]
