"""Codes by time, against the vectors of RFC 6238, and recovery codes."""

from datetime import UTC, datetime, timedelta

import pytest

from app.services.staff import totp
from app.wiring.ids import SeededIds

SECRET = b"12345678901234567890"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ],
)
def test_the_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert totp.code_of(SECRET, second // totp.STEP_S, digits=8) == code


def at(seconds: int) -> int | None:
    code = totp.code_of(SECRET, totp.step_of(NOON))
    return totp.matching_step(SECRET, code, now=NOON + timedelta(seconds=seconds))


def test_a_code_is_good_one_step_early_and_one_step_late() -> None:
    step = totp.step_of(NOON)

    assert [at(seconds) for seconds in (-30, 0, 59)] == [step, step, step]
    assert [at(seconds) for seconds in (-31, 60)] == [None, None]


def test_a_step_that_was_used_counts_no_more() -> None:
    step = totp.step_of(NOON)
    code = totp.code_of(SECRET, step)

    assert totp.matching_step(SECRET, code, now=NOON, after=step) is None
    assert totp.matching_step(SECRET, code, now=NOON, after=step - 1) == step


def test_blanks_in_a_code_do_not_matter() -> None:
    code = totp.code_of(SECRET, totp.step_of(NOON))

    assert totp.matching_step(SECRET, f" {code[:3]} {code[3:]}", now=NOON) is not None


@pytest.mark.parametrize(
    "typed", ["", "000000", "\uff11\uff12\uff13\uff14\uff15\uff16", "12345", "x" * 999]
)
def test_anything_else_is_no_code(typed: str) -> None:
    assert totp.matching_step(SECRET, typed, now=NOON) is None


def test_the_square_holds_what_apps_read() -> None:
    uri = totp.provisioning_uri(SECRET, "sari@toko.test")

    assert uri == (
        "otpauth://totp/Setia:sari@toko.test?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=Setia&algorithm=SHA1&digits=6&period=30"
    )
    assert totp.square_code(uri).startswith("data:image/svg+xml")


def test_ten_recovery_codes_differ_and_are_read_however_typed() -> None:
    codes = totp.recovery_codes(SeededIds(1))
    first = codes[0]

    assert len(set(codes)) == 10
    assert len(first) == 19
    assert totp.recovery_digest(first) == totp.recovery_digest(
        f" {first.lower().replace('-', ' ')}"
    )
    assert totp.recovery_digest(first) != totp.recovery_digest(codes[1])


def test_a_recovery_code_is_told_from_one_by_time() -> None:
    assert totp.looks_like_recovery(totp.recovery_codes(SeededIds(1))[0])
    assert not totp.looks_like_recovery("123 456")
