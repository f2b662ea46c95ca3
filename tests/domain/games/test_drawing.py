"""A draw: committed beforehand, even, and worked out again by anybody."""

import hashlib
import hmac
from collections import Counter
from uuid import UUID

import pytest

from app.domain.games import drawing
from app.domain.games.chances import RANGE
from app.domain.games.drawing import Holder, commitment, list_digest, number_of, winners

SEED = bytes(range(32))
ANI, BUDI, CICI = (UUID(int=number) for number in (1, 2, 3))
HOLDERS = [Holder(CICI, 5), Holder(ANI, 3), Holder(BUDI, 0)]


def test_the_commitment_is_the_digest_of_the_seed() -> None:
    assert commitment(SEED) == hashlib.sha256(SEED).hexdigest()


def test_the_list_is_sorted_and_leaves_out_who_has_no_ticket() -> None:
    text = f"{ANI} 3\n{CICI} 5\n"

    assert list_digest(HOLDERS) == hashlib.sha256(text.encode()).hexdigest()
    assert list_digest(HOLDERS) == list_digest(HOLDERS[::-1])


def test_a_winner_can_be_worked_out_by_hand() -> None:
    digest = hmac.new(SEED, b"setia-draw:1:0", hashlib.sha256).digest()
    ticket = int.from_bytes(digest, "big") % 8

    [first] = winners(SEED, HOLDERS, 1)

    assert (first.round, first.ticket) == (1, ticket)
    assert first.member_id == (ANI if ticket < 3 else CICI)


def test_nobody_wins_twice_and_no_more_win_than_take_part() -> None:
    found = winners(SEED, HOLDERS, 5)

    assert sorted(one.member_id for one in found) == [ANI, CICI]
    assert [one.round for one in found] == [1, 2]


def test_a_draw_without_tickets_has_no_winner() -> None:
    assert winners(SEED, [Holder(ANI, 0)], 3) == []
    assert winners(SEED, [], 3) == []


def test_chances_follow_the_tickets() -> None:
    seeds = (number.to_bytes(32, "big") for number in range(2_000))

    counts = Counter(winners(seed, HOLDERS, 1)[0].member_id for seed in seeds)

    assert 650 < counts[ANI] < 850
    assert counts[ANI] + counts[CICI] == 2_000


def test_a_refused_number_takes_the_next_attempt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[int] = []

    def picky(number: int, below: int) -> int | None:
        assert number < RANGE
        told.append(number)
        return None if len(told) == 1 else number % below

    monkeypatch.setattr(drawing, "within", picky)
    digest = hmac.new(SEED, b"setia-draw:4:1", hashlib.sha256).digest()

    assert number_of(SEED, 4, 7) == int.from_bytes(digest, "big") % 7


def test_a_ticket_beyond_all_is_nobodys() -> None:
    with pytest.raises(ValueError, match="beyond"):
        drawing.holder_of([Holder(ANI, 1)], 1)
