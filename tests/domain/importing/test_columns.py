"""Columns are found by what others call them, then by what stands in them."""

import pytest

from app.domain.importing.columns import ALIASES, Column, plain, suggest
from app.domain.importing.sources import SOURCES


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("E-Mail", "email"),
        ("  EMAIL_ADDRESS ", "email"),
        ("alamat émail", "email"),
        ("No. HP", "phone"),
        ("wp_user_id", "external_id"),
        ("Points Balance", "points"),
        ("swell_point_balance", "points"),
        ("Birthday (MM/DD/YYYY)", "birthday"),
        ("tarikh lahir", "birthday"),
        ("VIP Tier", "tier"),
        ("\ufeffpoin", "points"),
        ("Tanggal bergabung", "joined_at"),
        ("Tarikh sertai", "joined_at"),
        ("Ulang tahun", "birthday"),
        ("Nama", "name"),
        ("Poin", "points"),
        ("Telepon", "phone"),
        ("Nomor WhatsApp", "phone"),
        ("Telefon bimbit", "phone"),
        ("Kode kupon", "reward_code"),
        ("Kedaluwarsa", "points_expire_at"),
    ],
)
def test_names_are_known_however_they_are_written(header: str, column: str) -> None:
    assert suggest([header], []) == {Column(column): 0}


def test_the_better_name_wins() -> None:
    found = suggest(["balance", "points", "approved points"], [])

    assert found == {Column.POINTS: 1}


def test_a_source_may_mean_something_of_its_own() -> None:
    own = SOURCES["woo_points"].own

    assert suggest(["id", "points"], [], own)[Column.EXTERNAL_ID] == 0


def test_a_column_without_a_name_is_known_by_its_cells() -> None:
    samples = [["ada@x.test", "12", "https://x.test/r/A"], ["", "30", ""]]

    found = suggest(["a", "b", "c"], samples)

    assert found == {Column.EMAIL: 0, Column.POINTS: 1, Column.REFERRAL_URL: 2}


def test_two_columns_of_whole_numbers_are_left_to_a_person() -> None:
    found = suggest(["a", "b", "c"], [["ada@x.test", "12", "7"]])

    assert found == {Column.EMAIL: 0}


def test_of_two_columns_of_addresses_the_first_is_taken() -> None:
    found = suggest(["a", "b"], [["ada@x.test", "b@x.test"], ["c@x.test"]])

    assert found == {Column.EMAIL: 0}


def test_an_empty_column_tells_nothing() -> None:
    assert suggest(["a"], [[""], []]) == {}


def test_no_name_means_two_things() -> None:
    names = [plain(name) for each in ALIASES.values() for name in each.split("|")]

    assert len(set(names)) >= len(names) - 4
