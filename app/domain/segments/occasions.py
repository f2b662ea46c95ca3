"""Under which name a campaign gives to a member once."""

from datetime import UTC, date, datetime

from app.domain.programme.campaigns import Campaign

ONCE = "once"


def occasion_of(campaign: Campaign, *, today: date, entered_at: datetime | None) -> str:
    """Return the occasion of a gift on a day.

    Args:
        campaign: Which says how often.
        today: In the programme's zone.
        entered_at: When the member came into the segment; of a draw None.
    """
    match campaign.again:
        case "month":
            return f"{today:%Y-%m}"
        case "year":
            return f"{today:%Y}"
        case "entry" if entered_at is not None:
            return f"entry:{entered_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        case _:
            return ONCE


def times_left(campaign: Campaign, given: int) -> int | None:
    """Return how often it can still be given; None for as often as one likes."""
    most = campaign.most_times
    return None if most is None else max(0, most - given)
