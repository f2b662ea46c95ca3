"""Every table with members in it says what a merge does to its rows."""

import pytest

from app.storage.merge_kinds import BOOKS, DROPPED, MOVED, STAYS, Moved
from app.storage.tables import metadata

LISTS = [{one.table for one in MOVED}, set(BOOKS), set(STAYS), set(DROPPED)]


def of_members() -> set[str]:
    """Return the tables that name a member, by a foreign key or by the column."""
    named = {
        table.name
        for table in metadata.tables.values()
        for column in table.columns
        if column.name.endswith("member_id")
    }
    referring = {
        table.name
        for table in metadata.tables.values()
        for key in table.foreign_key_constraints
        if key.referred_table.name == "member"
    }
    return named | referring


def test_every_table_with_a_member_is_in_one_list_and_no_other_table_is() -> None:
    known = set().union(*LISTS)

    assert of_members() - known == set(), "say in merge_kinds what becomes of these"
    assert known - of_members() == set()
    assert sum(len(one) for one in LISTS) == len(known)


@pytest.mark.parametrize("kind", MOVED, ids=lambda kind: kind.table)
def test_what_is_kept_of_a_row_is_in_its_table(kind: Moved) -> None:
    columns = set(metadata.tables[kind.table].columns.keys())

    assert set(kind.image) <= columns
    assert set(kind.key) <= set(kind.image)
    assert set(kind.fixed) <= set(kind.image)
