"""What members' points will cost the merchant."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from app.services.liability import LiabilityReport, report
from app.web.api.route import Ask, Table
from app.web.api.shapes import Asked, AssetName, Given, Instant, MoneyShape

table = Table("Reports")
FINEST = Decimal("0.0001")


class LiabilityQuery(Asked):
    """Of which units, and as of when."""

    asset: AssetName = "points"
    seq: Annotated[int, Field(ge=1, le=2**53)] | None = Field(
        default=None, description="As of this entry of the journal; the last one."
    )


class EstimateShape(Given):
    """What outstanding units come to."""

    expected: MoneyShape
    at_most: MoneyShape = Field(description="If every unit is used.")


class RewardCostShape(Given):
    """One reward's part of what is expected."""

    reward_id: str
    used: int = Field(description="Units that it took so far.")
    share: str = Field(description="Of what will still be used.", examples=["0.2500"])
    cost_known: bool = Field(description="False: the one value stands for it.")
    expected: MoneyShape


class LiabilityShape(Given):
    """What is outstanding, by one value of a unit and by what rewards cost."""

    asset: AssetName
    seq: int = Field(description="The entry of the journal; 0 before the first.")
    as_of: Instant
    outstanding: int
    share_expected: str = Field(examples=["1.0000"])
    by_value: EstimateShape
    by_cost: EstimateShape
    rewards: list[RewardCostShape]

    @classmethod
    def of(cls, found: LiabilityReport) -> "LiabilityShape":
        def money(amount_minor: int) -> MoneyShape:
            return MoneyShape.of(amount_minor, found.currency)

        return cls(
            asset=found.asset,
            seq=found.seq,
            as_of=found.as_of,
            outstanding=found.outstanding,
            share_expected=_decimal(found.share),
            by_value=EstimateShape(
                expected=money(found.estimate.expected_minor),
                at_most=money(found.estimate.gross_minor),
            ),
            by_cost=EstimateShape(
                expected=money(found.costs.expected_minor),
                at_most=money(found.costs.gross_minor),
            ),
            rewards=[
                RewardCostShape(
                    reward_id=one.reward_id,
                    used=one.used,
                    share=_decimal(one.share),
                    cost_known=one.priced,
                    expected=money(one.expected_minor),
                )
                for one in found.costs.rewards
            ],
        )


def _decimal(share: Fraction) -> str:
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return str(exact.quantize(FINEST, ROUND_HALF_UP))


@table.route(
    "GET",
    "/reports/liability",
    scope="ledger:read",
    summary="What members' points will cost, by one value and by each reward's cost",
    answer=LiabilityShape,
    query=LiabilityQuery,
    refusals=(404, 409, 422),
)
def read_liability(ask: Ask) -> LiabilityShape:
    query: LiabilityQuery = ask.query
    found = report(ask.env, ask.programme_id, query.asset, seq=query.seq)
    return LiabilityShape.of(found)
