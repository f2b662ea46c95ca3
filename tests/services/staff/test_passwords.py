"""Passwords: which are refused and why, and what is kept of the others."""

import pytest

from app.services.staff import passwords
from app.services.staff.passwords import WeakPassword, hashed, matches, needs_rehash
from app.wiring.ids import SeededIds

IDS = SeededIds(1)
GOOD = "tiga kelinci di bulan"


def reason(password: str, *about: str) -> str:
    try:
        passwords.refuse_weak(password, about=about)
    except WeakPassword as error:
        return error.reason
    return ""


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "correct horse battery",
        "пароль из слов",
        "r7xq2bd9kw4m",
        "四つの馬と電池と二つの橋と川",
    ],
)
def test_a_long_uncommon_password_needs_no_capitals_or_signs(password: str) -> None:
    assert reason(password) == ""


def test_twelve_characters_are_enough_and_eleven_are_not() -> None:
    assert reason("kelincibulan") == ""
    assert reason("kelincibula") == "short"


def test_two_hundred_characters_are_read_and_more_are_not() -> None:
    words = "kelinci bulan " * 20

    assert reason(words[:200]) == ""
    assert reason(words[:201]) == "long"


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "P@ssw0rd!!!!",
        "passwordpassword",
        "Password Password!",
        "123456789012",
        "qwertyuiop12",
        "qwertyuiopasdf",
        "abcdefghijkl",
        "aaaaaaaaaaaa",
        "abababababab",
        "katasandi123!",
        "Rahasia-2026!",
        "indonesia1945",
        "1loveyou2026",
        "letmeinletmein",
        "2026-11-22 12",
        "a1b2c3d4e5f6",
    ],
)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    assert reason(password) == "common"


@pytest.mark.parametrize("password", ["sari.wijaya1", "Toko-Kopi-Sari", "sariwijaya99"])
def test_what_anybody_knows_of_its_owner_is_refused(password: str) -> None:
    assert reason(password, "Sari Wijaya", "sari@toko.test", "Toko Kopi") == "personal"


def test_a_password_may_hold_a_name_beside_something_else() -> None:
    assert reason("sari melihat tiga kelinci", "Sari") == ""


def test_a_kept_password_is_argon2id_with_today_s_parameters() -> None:
    kept = hashed(GOOD, IDS)

    assert kept.startswith("$argon2id$v=19$m=47104,t=2,p=1$")
    assert not needs_rehash(kept)
    assert needs_rehash(kept.replace("t=2", "t=1"))


def test_two_hashes_of_one_password_differ_and_both_hold() -> None:
    first, second = hashed(GOOD, IDS), hashed(GOOD, IDS)

    assert first != second
    assert matches(GOOD, first)
    assert matches(GOOD, second)


def test_another_password_does_not_hold() -> None:
    assert not matches("tiga kelinci di bumi", hashed(GOOD, IDS))


def test_nobody_s_password_is_checked_in_full_and_never_holds() -> None:
    assert not matches("nobody has this password", None)


def test_a_damaged_hash_holds_for_nobody() -> None:
    assert not matches(GOOD, "$argon2id$broken")


def test_one_sign_typed_in_two_ways_is_one_password() -> None:
    composed, decomposed = "caf\u00e9 di pinggir kota", "cafe\u0301 di pinggir kota"

    assert matches(decomposed, hashed(composed, IDS))
