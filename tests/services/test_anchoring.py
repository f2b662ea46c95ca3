"""Anchors say what the journal was; nobody without the key can write one."""

import json

import pytest

from app.services.anchoring import (
    AnchorBroken,
    new_key,
    present_head,
    public_of,
    read_anchors,
    signed_line,
)
from app.services.prove import prove
from app.storage.prove import Anchor
from tests.factories import NOON
from tests.services.books import Books

PRIVATE, PUBLIC = new_key()
ONE = Anchor(5, bytes(range(32)), NOON)
TWO = Anchor(9, bytes(32), NOON)


def anchored(books: Books, *anchors: Anchor) -> list[str]:
    lines: list[str] = []
    for anchor in anchors:
        after = lines[-1] if lines else None
        lines.append(signed_line(books.programme_id, anchor, PRIVATE, after=after))
    return lines


def test_what_was_anchored_is_read_back(books: Books) -> None:
    lines = anchored(books, ONE, TWO)

    assert read_anchors(lines, books.programme_id, PUBLIC) == [ONE, TWO]
    assert read_anchors([], books.programme_id, PUBLIC) == []
    assert public_of(PRIVATE) == PUBLIC


def test_the_head_of_a_sealed_journal_agrees_with_it(books: Books) -> None:
    head = present_head(books.env, books.programme_id)

    assert head is not None
    assert prove(books.env, books.programme_id, anchors=[head]) == []
    assert present_head(books.env, books.env.ids.new()) is None


def test_a_rewritten_journal_contradicts_its_anchor(books: Books) -> None:
    head = present_head(books.env, books.programme_id)
    assert head is not None
    books.plant(
        "UPDATE ledger_journal SET hash = content_hash WHERE {ours}"
        " AND seq = (SELECT max(seq) FROM ledger_journal WHERE {ours})"
    )

    found = prove(books.env, books.programme_id, anchors=[head])

    assert "anchor" in {one.check for one in found}


def test_a_changed_line_is_refused(books: Books) -> None:
    (line,) = anchored(books, ONE)
    content = json.loads(line)

    with pytest.raises(AnchorBroken, match="signature does not fit"):
        read_anchors([json.dumps({**content, "seq": 6})], books.programme_id, PUBLIC)


def test_a_line_of_another_key_is_refused(books: Books) -> None:
    other, _ = new_key()
    line = signed_line(books.programme_id, ONE, other, after=None)

    with pytest.raises(AnchorBroken, match="signature does not fit"):
        read_anchors([line], books.programme_id, PUBLIC)


def test_a_line_that_is_missing_is_noticed(books: Books) -> None:
    _, second = anchored(books, ONE, TWO)

    with pytest.raises(AnchorBroken, match="does not follow") as refusal:
        read_anchors([second], books.programme_id, PUBLIC)

    assert refusal.value.line == 1


def test_a_journal_that_was_longer_before_is_noticed(books: Books) -> None:
    lines = anchored(books, TWO, ONE)

    with pytest.raises(AnchorBroken, match="longer before"):
        read_anchors(lines, books.programme_id, PUBLIC)


def test_the_anchors_of_another_programme_are_refused(books: Books) -> None:
    lines = anchored(books, ONE)

    with pytest.raises(AnchorBroken, match="another programme"):
        read_anchors(lines, books.env.ids.new(), PUBLIC)


@pytest.mark.parametrize("line", ["", "{}", "[]", '{"signature": "zz"}', "null"])
def test_rubbish_is_refused(books: Books, line: str) -> None:
    with pytest.raises(AnchorBroken, match="can't be read"):
        read_anchors([line], books.programme_id, PUBLIC)
