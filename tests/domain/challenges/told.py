"""Challenges and figures to test with."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.challenges.occasions import Scene, occasions
from app.domain.metrics.figures import DayAmount
from app.domain.programme.challenges import Challenge
from app.domain.programme.document import ProgrammeDocument
from tests.domain.programme.documents import document

TEN_POINTS = [{"kind": "points", "points": 10}]
MONTHLY: dict[str, Any] = {
    "id": "monthly",
    "kind": "reach",
    "goal": {"amount": {"IDR": 100}},
    "gifts": TEN_POINTS,
}
CUPS = {"id": "cups", "of": "items"}
CAKES = {"id": "cakes", "of": "items", "title": "cakes"}
NIGHTS = {"id": "nights", "of": "activity", "activity": "stay"}
Told = Mapping[str, int]
"""Amounts by day, ``2026-05-31``."""


def programme(*challenges: dict[str, Any], **sections: Any) -> ProgrammeDocument:  # noqa: ANN401 - parts of a document
    """Return a document with challenges and some metrics."""
    metrics = [CUPS, CAKES, NIGHTS]
    return document(metrics=metrics, challenges=list(challenges), **sections)


def figures(unit: str, told: Told) -> tuple[DayAmount, ...]:
    return tuple(
        DayAmount(date.fromisoformat(day), unit, amount) for day, amount in told.items()
    )


def scene(
    document: ProgrammeDocument,
    *,
    unit: str = "IDR",
    today: str = "2026-12-31",
    more: Mapping[str, Told] | None = None,
    goals: Mapping[str, int] | None = None,
    since: str | None = None,
    until: str | None = None,
    told: Told | None = None,
) -> Scene:
    """Return a scene: *told* of the first challenge's metric, *more* of others."""
    [first, *_] = document.challenges
    name = getattr(first, "metric", "")
    found = {name: figures(unit, told or {})}
    found |= {key: figures(unit, value) for key, value in (more or {}).items()}
    return Scene(
        document,
        found,
        date.fromisoformat(today),
        None if since is None else date.fromisoformat(since),
        None if until is None else date.fromisoformat(until),
        goals,
    )


def challenge_of(document: ProgrammeDocument) -> Challenge:
    first: Challenge = document.challenges[0]
    return first


def reached(
    told_challenge: dict[str, Any],
    told: Told | None = None,
    **more: Any,  # noqa: ANN401 - of the scene
) -> dict[str, int]:
    """Return how often each occasion of a challenge was reached."""
    found = programme(told_challenge)
    seen = occasions(challenge_of(found), scene(found, told=told, **more))
    return {one.source: one.times for one in seen}
