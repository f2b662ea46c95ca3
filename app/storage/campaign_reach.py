"""How many members a campaign is for, as they stand now."""

from app.storage.unit_of_work import UnitOfWork

EVERYBODY = """
SELECT count(*) FROM member m
WHERE m.programme_id = %(programme)s AND m.state = 'active'
"""
OF_TIER = """
SELECT count(*) FROM member_tier t
JOIN member m ON m.programme_id = t.programme_id AND m.member_id = t.member_id
  AND m.state = 'active'
WHERE t.programme_id = %(programme)s AND t.until IS NULL AND t.tier = ANY(%(tiers)s)
"""


def everybody(uow: UnitOfWork) -> int:
    """Return how many members there are."""
    found: int = uow.connection.exec_driver_sql(
        EVERYBODY, {"programme": uow.programme_id}
    ).scalar_one()
    return found


def of_tiers(uow: UnitOfWork, tiers: list[str]) -> int:
    """Return how many members have one of these tiers."""
    found: int = uow.connection.exec_driver_sql(
        OF_TIER, {"programme": uow.programme_id, "tiers": tiers}
    ).scalar_one()
    return found
