"""Gifts in an editor: points, vouchers, badges, credit; others are kept."""

from collections.abc import Mapping
from typing import Any

from app.domain.programme.assets import CreditAsset
from app.web.admin.programme.fields.base import Around, Choices
from app.web.admin.programme.fields.plain import Pick, Points, Whole
from app.web.admin.programme.fields.rows import Kind, RowsField, choices_of
from app.web.admin.programme.fields.tables import Amounts


def points_assets(around: Around) -> Choices:
    """Return the kinds of points and tickets."""
    return tuple(
        (asset.id, _called(asset.id, around))
        for asset in around.document.assets
        if asset.kind != "credit"
    )


def credit_assets(around: Around) -> Choices:
    """Return the kinds of credit."""
    return tuple(
        (asset.id, asset.id)
        for asset in around.document.assets
        if isinstance(asset, CreditAsset)
    )


def all_assets(around: Around) -> Choices:
    """Return everything that members can hold."""
    return (*points_assets(around), *credit_assets(around))


def _called(asset_id: str, around: Around) -> str:
    return around.say("programme.is.points") if asset_id == "points" else asset_id


def _first(names: Choices) -> str:
    return names[0][0] if names else ""


def _points(around: Around) -> Mapping[str, Any]:
    return {"kind": "points", "asset": around.document.main_points}


def _voucher(around: Around) -> Mapping[str, Any]:
    first = _first(choices_of("rewards")(around))
    return {"kind": "voucher", **({"reward": first} if first else {})}


def _badge(around: Around) -> Mapping[str, Any]:
    first = _first(choices_of("badges")(around))
    return {"kind": "badge", **({"badge": first} if first else {})}


def _credit(around: Around) -> Mapping[str, Any]:
    first = _first(credit_assets(around))
    return {"kind": "credit", **({"asset": first} if first else {})}


def _told(gift: Mapping[str, Any], around: Around) -> str:
    if gift.get("kind") == "choice":
        return around.say(
            "programme.gift.choice", rewards=", ".join(gift.get("rewards", ()))
        )
    return around.say(
        "programme.gift.metric",
        metric=str(gift.get("metric")),
        amount=str(gift.get("amount")),
    )


KINDS = (
    Kind(
        name="points",
        template=_points,
        fields=(
            Points(at="points", label="points"),
            Pick(at="asset", label="asset", among=points_assets),
        ),
    ),
    Kind(
        name="voucher",
        template=_voucher,
        fields=(
            Pick(at="reward", label="reward", among=choices_of("rewards")),
            Whole(at="validity_days", label="validity_days", unit="days"),
        ),
    ),
    Kind(
        name="badge",
        template=_badge,
        fields=(Pick(at="badge", label="badge", among=choices_of("badges")),),
    ),
    Kind(
        name="credit",
        template=_credit,
        fields=(
            Amounts(at="amount", label="amount"),
            Pick(at="asset", label="asset", among=credit_assets),
        ),
    ),
)


def gifts(at: str, label: str = "gifts") -> RowsField:
    """Return a list of gifts at a place; *label* is what the list is called."""
    return RowsField(
        at=at,
        label=label,
        kinds=KINDS,
        which=lambda gift: str(gift.get("kind", "points")),
        told=_told,
        rows_of="gift",
    )
