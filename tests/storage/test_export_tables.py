"""What is in an export, what is not and why: the lists know every table there is."""

from itertools import pairwise
from pathlib import Path

import pytest

from app.storage import export_tables, member_file
from app.storage.export_tables import LEFT_OUT, OWN_FILES, columns_of, tables
from app.storage.exporting import STREAMS
from app.storage.tables import metadata

DOCS = Path(__file__).parents[2] / "docs" / "import-export.md"


def test_every_table_is_exported_or_named_with_a_reason() -> None:
    exported = {table.name for table in tables()} | OWN_FILES

    assert set(metadata.tables) == exported | set(LEFT_OUT)
    assert exported & set(LEFT_OUT) == set()
    assert all(LEFT_OUT.values())


def test_the_docs_name_what_is_left_out() -> None:
    text = DOCS.read_text(encoding="utf-8")

    assert [name for name in LEFT_OUT if f"`{name}`" not in text] == []


@pytest.mark.parametrize("table", sorted(OWN_FILES))
def test_a_table_with_a_file_of_its_own_is_read_for_it(table: str) -> None:
    words = " ".join(statement for _, statement in STREAMS.values()).split()
    read = {after for word, after in pairwise(words) if word in {"FROM", "JOIN"}}

    assert table in read


def test_no_secret_leaves() -> None:
    leaving = {name for table in tables() for name in columns_of(table)}

    assert [name for name in leaving if export_tables.SECRET.search(name)] == []
    assert not leaving & {"key_pepper", "credentials", "sealed", "lease_token"}


def test_every_table_that_knows_a_member_is_in_the_file_of_a_person() -> None:
    """By its ``member_id``, by hand, or not: then with a reason."""
    knows = {
        table.name
        for table in metadata.tables.values()
        for column in table.c
        if table.info.get("tenant")
        and (
            column.name.endswith(("member_id", "advocate_id", "friend_id"))
            or any(
                key.column.table.name == "member" and key.column.name == "member_id"
                for key in column.foreign_keys
            )
        )
    }
    by_itself = {name for name in knows if "member_id" in metadata.tables[name].c}

    told = (by_itself - set(member_file.LEFT_OUT)) | set(member_file.BY_HAND)
    assert knows - told - set(member_file.LEFT_OUT) == set()
    assert all(member_file.LEFT_OUT.values())
