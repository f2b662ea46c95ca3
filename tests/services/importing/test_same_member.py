"""Rows about one member, though nothing in the file says that they are."""

from tests.services.importing.conftest import Importing
from tests.services.merges.meanwhile import merging_them

BUDI = "email,phone,points\nbudi@mail.test,+6281234567890,50\n"
TWICE = "email,phone,points\nbudi@mail.test,,50\n,+6281234567890,40\n"


def test_who_is_named_by_e_mail_and_by_phone_is_one_person(
    importing: Importing,
) -> None:
    importing.done(BUDI)

    row = importing.tried(TWICE, mode="add")
    tried = row.checked or {}

    assert (tried["people"], tried["given"], tried["duplicates"]) == (1, 50, 1)
    assert importing.faults(row, "check") == {3: ("duplicate", "")}
    row = importing.start(row)
    assert (row.done["given"], row.done["duplicates"]) == (50, 1)
    assert importing.balance("budi@mail.test").available == 100


def test_the_higher_of_the_two_rows_counts(importing: Importing) -> None:
    importing.done(BUDI)

    row = importing.done(
        "email,phone,points\nbudi@mail.test,,50\n,+6281234567890,80\n", mode="set"
    )

    assert importing.faults(row) == {2: ("duplicate", "")}
    assert importing.balance("budi@mail.test").available == 80


def test_lots_of_one_member_all_count(importing: Importing) -> None:
    importing.done(BUDI)

    row = importing.done(
        "email,phone,points,points_expire_at\n"
        "budi@mail.test,,50,2027-03-05\n,+6281234567890,40,2027-04-05\n",
        mode="add",
    )

    assert importing.faults(row) == {}
    assert importing.balance("budi@mail.test").available == 140


def test_accounts_that_the_file_tells_apart_stay_apart(importing: Importing) -> None:
    world = importing.world
    importing.done("external_id,email,points\n8001,ada@x.test,10\n8002,ada@y.test,20\n")
    one, other = (world.member(ref) for ref in ("8001", "8002"))
    world.run(merging_them(world, one, other))

    row = importing.done("external_id,points\n8001,5\n8002,7\n", mode="add")

    assert importing.faults(row) == {}
    assert world.balance(one).available == 42
