"""Which store each unit of a dividend comes from."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.domain.dividend_parts import Place, divided
from app.domain.dividends import issues
from app.domain.programme.dividends import Dividend

MONTHS = (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))
A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)


def parts(
    gathered: Mapping[Place, tuple[int, ...]],
    **values: Any,  # noqa: ANN401 - parts of a document
) -> list[Mapping[Place, int]]:
    """Return the parts of months at 10%, of what each store gathered in each."""
    dividend = Dividend.model_validate(
        {
            "id": "monthly",
            "asset": "credit",
            "per": "month",
            "shares": [{"metric": "spend", "percent": "10%"}],
            **values,
        }
    )
    sums = {
        place: {"spend": dict(zip(MONTHS, months, strict=False))}
        for place, months in gathered.items()
    }
    days = MONTHS[: max(len(months) for months in gathered.values())]
    whole = [sum(months[at] for months in gathered.values()) for at in range(len(days))]
    by_day = {"spend": dict(zip(days, whole, strict=True))}
    found = issues(dividend, by_day, currency="USD", first_days=days)
    result = divided(dividend, found, sums)
    issued = [issue.issued_minor for issue in found]
    assert [sum(one.values()) for one in result] == issued
    return result


@pytest.mark.parametrize(
    ("gathered", "values", "found"),
    [
        ({A: (40_000,), C: (10_000,)}, {}, [{A: 4000, C: 1000}]),
        ({A: (50_000,)}, {}, [{A: 5000}]),
        ({None: (150_000,)}, {}, [{None: 15_000}]),
        ({A: (0,), C: (10_000,)}, {}, [{C: 1000}]),
        ({A: (0,), C: (0,)}, {}, [{}]),
        # One unit of three equal parts: the first of them by name has it.
        ({A: (4,), B: (4,), C: (4,)}, {}, [{A: 1}]),
        ({A: (9,), B: (1,), C: (10,)}, {}, [{A: 1, C: 1}]),
        # What refunds took away of one store is borne by the others.
        ({A: (30_000,), C: (-10_000,)}, {}, [{A: 2000}]),
        ({A: (-30_000,), C: (-10_000,)}, {}, [{}]),
    ],
)
def test_what_is_issued_is_divided_by_what_each_store_gathered(
    gathered: Mapping[Place, tuple[int, ...]],
    values: dict[str, Any],
    found: list[Mapping[Place, int]],
) -> None:
    assert parts(gathered, **values) == found


def test_what_carries_is_carried_by_store() -> None:
    found = parts({A: (5_000, 0), C: (0, 10_000)}, least={"USD": "15.00"})

    assert found == [{}, {A: 500, C: 1000}]


def test_what_is_lost_at_the_most_is_lost_by_all() -> None:
    found = parts({A: (30_000, 0), C: (10_000, 0)}, most={"USD": "20.00"})

    assert found == [{A: 1500, C: 500}, {}]


def test_nothing_is_carried_where_the_rest_is_dropped() -> None:
    least = {"USD": "15.00"}

    found = parts({A: (5_000, 0), C: (0, 15_000)}, least=least, carry=False)

    assert found == [{}, {C: 1500}]
