"""Plays the stories of ``tests/vectors`` and says where a ledger differs."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain.errors import SetiaError
from tests.domain.ledger.stories import Story
from tests.domain.ledger.worlds import Ledger

VECTORS = Path(__file__).parents[2] / "vectors"
COLUMNS = (
    "pending",
    "available",
    "held",
    "burned",
    "expired",
    "clawed",
    "removed",
    "forfeited",
    "given",
    "shortfall",
    "goodwill",
    "absorbed",
)
BOOKS = ("stories", "lives", "moves", "corrections", "refusals")


def vectors(name: str) -> dict[str, Any]:
    """Return one published file."""
    found: dict[str, Any] = json.loads(
        (VECTORS / f"{name}.json").read_text(encoding="utf-8")
    )
    return found


def all_stories() -> dict[str, dict[str, Any]]:
    """Return every story by the name of its book and its own."""
    return {
        f"{book}: {story['name']}": story
        for book in BOOKS
        for story in vectors(book)["stories"]
    }


def play(ledger: Ledger, written: Mapping[str, Any]) -> list[str]:
    """Tell *ledger* the story; return what came out otherwise than written."""
    story = Story(ledger)
    differences = []
    for number, step in enumerate(written["steps"], start=1):
        outcome = outcome_of(story, step)
        expected = {
            name: step[name]
            for name in ("postings", "refused", "figures")
            if name in step
        }
        found = {name: outcome.get(name) for name in expected}
        if found != expected:
            differences.append(f"step {number}: {outcome} and not {expected}")
        for member, figures in step.get("balances", {}).items():
            balance = story.balance(member)
            shown = [
                balance.pending,
                balance.available,
                balance.held,
                balance.shortfall,
            ]
            if shown != figures:
                differences.append(f"step {number}: {member} has {shown}")
    return differences + ending(story, written)


def ending(story: Story, written: Mapping[str, Any]) -> list[str]:
    """Return where the lots end otherwise than written."""
    differences = []
    for number, columns in written.get("lots", {}).items():
        lot = story.lot(int(number))
        state = {name: getattr(lot, name) for name in COLUMNS if getattr(lot, name)}
        if state != columns:
            differences.append(f"lot {number} ends as {state}")
        if lot.total() != lot.size:
            differences.append(f"lot {number} does not add up")
    for number, member in written.get("holders", {}).items():
        if story.lot(int(number)).member_id != story.id_of("member", member):
            differences.append(f"lot {number} is not held by {member}")
    for number, instant in written.get("lapses", {}).items():
        lapses_at = story.lot(int(number)).lapses_at
        if (None if lapses_at is None else lapses_at.isoformat()) != instant:
            differences.append(f"lot {number} lapses at {lapses_at}")
    return differences


def outcome_of(story: Story, step: Mapping[str, Any]) -> dict[str, Any]:
    """Do one step; return what a vector says about it."""
    try:
        posted = story.tell(step)
    except SetiaError as refusal:
        figures = {k: v for k, v in refusal.figures.items() if isinstance(v, int)}
        return {"refused": refusal.code, "figures": figures}
    return {
        "postings": [
            [
                transaction.kind.value,
                posting.source.place.value,
                posting.target.place.value,
                posting.amount,
                None
                if posting.lot_id is None
                else story.lots.index(posting.lot_id) + 1,
            ]
            for transaction in posted
            for posting in transaction.postings
        ]
    }
