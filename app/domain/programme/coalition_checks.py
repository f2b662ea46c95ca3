"""What a coalition may get wrong between the parts of a document."""

from collections.abc import Iterator

from app.domain.programme.assets import PointsAsset
from app.domain.programme.coalition import Coalition
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem, Step


def check(parts: Parts) -> Iterator[Problem]:
    """Return what is wrong with the worth of assets between stores."""
    coalition: Coalition | None = parts.tables.get("coalition")
    seen: set[str] = set()
    for at, worth in enumerate(coalition.worth if coalition else ()):
        steps: tuple[Step, ...] = ("coalition", "worth", at, "asset")
        asset = parts.asset(worth.asset)
        if asset is None:
            yield parts.unknown("assets", steps, worth.asset)
        elif not isinstance(asset, PointsAsset):
            reason = f"{worth.asset} is credit and counts at its face value"
            yield Problem(steps, "points_wanted", reason, worth.asset)
        elif worth.asset in seen:
            reason = f"{worth.asset} has a worth already"
            yield Problem(steps, "twice_the_same", reason, worth.asset)
        seen.add(worth.asset)
