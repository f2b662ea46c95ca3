"""From what was said of an occasion before to what is said now. Pure.

An occasion that was reached belongs to the version under which it was: what is
published later neither takes it nor makes it dearer. Facts alone take it back.
"""

from dataclasses import dataclass

from app.domain.challenges.occasions import Occasion


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of an occasion before."""

    times: int
    goal: int | None
    version: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be said of an occasion now."""

    occasion: Occasion
    """Whose gifts are meant."""
    times: int
    version: int


def fresh(live: Occasion, version: int) -> Judgement | None:
    """Return what is to be said of an occasion for the first time, if anything."""
    if live.times or live.goal is not None:
        return Judgement(live, live.times, version)
    return None


def judged(
    said: Said, own: Occasion, live: Occasion | None, *, version: int, open_ended: bool
) -> Judgement:
    """Return what holds now of an occasion of which something was said before.

    Args:
        said: What was said before.
        own: The occasion by the version that said so.
        live: The same by the live version; None when it does not see it.
        version: The live version.
        open_ended: Whether the challenge never closes, so that what was published
            later adds to what was reached before.
    """
    if said.version == version or not open_ended or live is None:
        return Judgement(own, own.times, said.version)
    kept = min(said.times, own.times)
    if live.times >= kept:
        return Judgement(live, live.times, version)
    return Judgement(own, kept, said.version)
