"""How several rewards add up, in words; what is usual is not said."""

from fractions import Fraction

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import points_text
from app.domain.programme.saying import say
from app.domain.programme.stacking import Stacking
from app.domain.words import Language


def title(_document: ProgrammeDocument, _stacking: Stacking, language: Language) -> str:
    """Return what the section is called."""
    return say("stacking.title", language)


def tell(
    document: ProgrammeDocument, stacking: Stacking, language: Language
) -> tuple[str, ...]:
    """Return what members should know of caps and of bonuses that meet."""
    said = []
    if stacking.multipliers != "add":
        said.append(say(f"stacking.{stacking.multipliers}", language))
    for cap in stacking.caps:
        asset = document.asset(cap.asset)
        points = points_text(asset, Fraction(cap.points), language)
        limit = say(f"limit.points.{cap.per}", language, points=points)
        said.append(say("stacking.together", language, limit=limit))
    if stacking.budgets:
        said.append(say("budget", language))
    return tuple(f"{one}." for one in said)
