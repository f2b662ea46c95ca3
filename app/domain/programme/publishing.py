"""What a new version may not do to the one before it.

Points were given in assets that the ledger keeps for good, so an asset can't
go away or change what its smallest unit is.
"""

from collections.abc import Iterator

from app.domain.programme.assets import Asset, CreditAsset
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.problems import Problem


def hindrances(
    before: ProgrammeDocument, after: ProgrammeDocument
) -> tuple[Problem, ...]:
    """Return why *after* can't follow *before*; nothing when it can."""
    return tuple(problem for asset in before.assets for problem in _asset(asset, after))


def _asset(asset: Asset, after: ProgrammeDocument) -> Iterator[Problem]:
    place = {one.id: at for at, one in enumerate(after.assets)}
    at = place.get(asset.id)
    if at is None:
        reason = f"members hold {asset.id}; an asset stays for good"
        yield Problem(("assets",), "asset_removed", reason, asset.id)
        return
    now = after.assets[at]
    if now.kind != asset.kind:
        reason = f"{asset.id} is {asset.kind} and stays so"
        yield Problem(
            ("assets", at, "kind"), "asset_changed", reason, now.kind, asset.kind
        )
    elif now.scale != asset.scale:
        reason = f"{asset.id} was given with {asset.scale} decimals"
        near = str(asset.scale)
        yield Problem(("assets", at, "scale"), "asset_changed", reason, now.scale, near)
    elif _currency(now) != _currency(asset):
        reason = f"{asset.id} is credit in {_currency(asset)} and stays so"
        yield Problem(
            ("assets", at, "currency"),
            "asset_changed",
            reason,
            _currency(now),
            _currency(asset),
        )


def _currency(asset: Asset) -> str | None:
    return asset.currency if isinstance(asset, CreditAsset) else None
