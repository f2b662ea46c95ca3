"""The published figures: spreading, awards, refunds, keys, lots, journal."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest

from app.domain.earning.facts import rounded
from app.domain.ledger import Lot, draw, key_digest, lapse_instant, request_digest
from app.domain.ledger.accounts import Account
from app.domain.ledger.errors import InsufficientPoints
from app.domain.ledger.journal import (
    EPOCH,
    FIRST_PREVIOUS,
    Entry,
    Line,
    content,
    seal_entry,
)
from app.domain.ledger.keys import Key, canonical
from app.domain.ledger.posting import Note
from app.domain.money import spread
from tests.domain.ledger.playing import vectors
from tests.domain.ledger.stories import Story
from tests.domain.ledger.worlds import InMemory

MEMBER = UUID(int=1)


def cases(name: str, part: str = "cases") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = vectors(name)[part]
    return found


@pytest.mark.parametrize("case", cases("spread"))
def test_a_whole_is_spread_by_largest_remainder(case: dict[str, Any]) -> None:
    assert spread(case["whole"], case["weights"]) == case["parts"]


@pytest.mark.parametrize("case", cases("awards"))
def test_an_order_earns_the_published_award(case: dict[str, Any]) -> None:
    assert awards_of(case["amount_minor"], case) == case["awards"]


def awards_of(amount_minor: int, case: dict[str, Any]) -> list[int]:
    base = rounded(amount_minor * Fraction(case["rate"]), "down")
    if "multiplier" not in case:
        return [base]
    return [base, rounded(base * (Fraction(case["multiplier"]) - 1), "down")]


@pytest.mark.parametrize("case", cases("refunds"))
def test_refunds_take_back_the_published_parts(case: dict[str, Any]) -> None:
    kept = keeps(case)

    assert kept[0][0] == case["award"]
    assert clawed(row[0] for row in kept) == case["clawbacks"]
    if "multiplier" in case:
        assert clawed(row[1] for row in kept) == case["bonus_clawbacks"]


def keeps(case: dict[str, Any]) -> list[list[int]]:
    left = case["amount_minor"]
    kept = [awards_of(left, case)]
    for refund in case["refunds_minor"]:
        left -= refund
        kept.append(awards_of(left, case))
    return kept


def clawed(kept: Any) -> list[int]:  # noqa: ANN401 - any iterable of whole numbers
    """Settle one award to each figure in turn; return what each one took."""
    story = Story(InMemory())
    taken = []
    for keep in kept:
        posted = story.tell({"do": "award", "award": "A", "member": "m", "keep": keep})
        taken.append(sum(t.moved() for t in posted if t.kind == "clawback"))
    return taken[1:]


@pytest.mark.parametrize("case", cases("refunds", "returns"))
def test_spent_units_come_back_in_the_published_parts(case: dict[str, Any]) -> None:
    story = Story(InMemory())
    told = {"member": "m", "voucher": "v"}
    story.tell({"do": "grant", "member": "m", "amount": case["price"]})
    story.tell({"do": "hold", "amount": case["price"], **told})
    story.tell({"do": "burn", **told})

    refunded, came_back = 0, []
    for refund in case["refunds_minor"]:
        refunded += refund
        total = case["price"] * refunded // case["amount_minor"]
        posted = story.tell({"do": "return", "total": total, **told})
        came_back.append(sum(t.moved() for t in posted))

    assert came_back == case["returned"]


@pytest.mark.parametrize("case", cases("keys", "keys"))
def test_a_key_has_the_published_digest(case: dict[str, Any]) -> None:
    pepper = bytes.fromhex(vectors("keys")["pepper_hex"])

    digest = key_digest(pepper, Key.of(*case["fields"]))

    assert digest.hex() == case["digest_hex"]


@pytest.mark.parametrize("case", cases("keys", "requests"))
def test_a_request_has_the_published_digest(case: dict[str, Any]) -> None:
    assert canonical(case["request"]).decode() == case["canonical"]
    assert request_digest(case["request"]).hex() == case["digest_hex"]


@pytest.mark.parametrize("case", cases("lots", "draws"), ids=lambda case: case["name"])
def test_lots_pay_in_the_published_order(case: dict[str, Any]) -> None:
    at = datetime.fromisoformat(case["at"])
    lots = {
        written["name"]: lot_of(number, written)
        for number, written in enumerate(case["lots"], start=1)
    }
    names = {lot.lot_id: name for name, lot in lots.items()}

    for wanted in case["draws"]:
        if "refused" in wanted:
            with pytest.raises(InsufficientPoints) as refusal:
                draw(lots.values(), wanted["units"], at=at)
            assert refusal.value.figures == wanted["refused"]
            continue
        parts = draw(lots.values(), wanted["units"], at=at)
        for part in parts:
            lots[names[part.lot_id]].available -= part.amount
        assert [[names[p.lot_id], p.amount] for p in parts] == wanted["from"]


def lot_of(number: int, written: dict[str, Any]) -> Lot:
    awarded_at = written.get("awarded_at", "2026-01-01T00:00:00+00:00")
    lapses_at = written["lapses_at"]
    return Lot(
        lot_id=UUID(int=number),
        home_member_id=MEMBER,
        member_id=MEMBER,
        asset="points",
        award_id=None,
        award_lot=1,
        size=written["available"],
        awarded_at=datetime.fromisoformat(awarded_at),
        zone="UTC",
        available=written["available"],
        lapses_at=None if lapses_at is None else datetime.fromisoformat(lapses_at),
    )


@pytest.mark.parametrize("case", cases("lots", "lapses"), ids=lambda case: case["name"])
def test_a_life_ends_at_the_published_instant(case: dict[str, Any]) -> None:
    ends = lapse_instant(
        datetime.fromisoformat(case["available_from"]),
        months=case.get("months", 0),
        days=case.get("days", 0),
        zone=case["zone"],
    )

    assert ends == datetime.fromisoformat(case["lapses_at"])


@pytest.mark.parametrize("life", [{}, {"months": -1}, {"months": 1, "days": -1}])
def test_a_life_takes_time(life: dict[str, int]) -> None:
    months, days = life.get("months", 0), life.get("days", 0)

    with pytest.raises(ValueError, match="months or days"):
        lapse_instant(
            datetime(2026, 1, 1, tzinfo=UTC), zone="UTC", months=months, days=days
        )


def entry_of(written: dict[str, Any]) -> Entry:
    return Entry(
        transaction_id=UUID(written["transaction"]),
        kind=written["kind"],
        occurred_at=EPOCH + timedelta(microseconds=written["occurred_us"]),
        posted_at=EPOCH + timedelta(microseconds=written["posted_us"]),
        key_digest=bytes.fromhex(written["key_digest_hex"]),
        request_digest=bytes.fromhex(written["request_digest_hex"]),
        lines=tuple(
            Line(number, Account.read(source), Account.read(target), asset, lot, units)
            for number, source, target, asset, lot, units in written["lines"]
        ),
    )


def test_the_journal_has_the_published_hashes() -> None:
    journal = vectors("journal")
    programme_id = UUID(journal["programme"])
    previous = FIRST_PREVIOUS

    for written in journal["entries"]:
        entry = entry_of(written)
        sealed = seal_entry(programme_id, written["seq"], previous, entry)

        assert len(content(programme_id, written["seq"], entry)) == written["length"]
        assert sealed.content_hash.hex() == written["content_hash_hex"]
        assert sealed.hash.hex() == written["hash_hex"]
        assert sealed.previous_hash == previous
        previous = sealed.hash


@pytest.mark.parametrize("case", cases("journal", "commitments"))
def test_a_note_is_bound_by_its_commitment(case: dict[str, Any]) -> None:
    note = Note(case["note"], bytes.fromhex(case["salt_hex"]))

    assert note.commitment.hex() == case["commitment_hex"]
