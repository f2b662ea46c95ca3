"""What is stored of members beside their orders, for a simulation, in bulk.

Reviews are not stored themselves: only what they earned is, and by which rule.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

PAGE: Final = 2_000
PEOPLE: Final = """
SELECT member_id, joined_at, birthday FROM member
WHERE programme_id = %(programme)s AND member_id = ANY(%(members)s)
  AND state = 'active' AND joined_at IS NOT NULL
"""
MARKED: Final = """
SELECT DISTINCT member_id, since, kind, name FROM member_mark
WHERE programme_id = %(programme)s AND member_id = ANY(%(members)s)
"""
CHANGES: Final = """
SELECT member_id, at FROM (
  SELECT member_id, unnest(ARRAY[since, until]) AS at FROM member_mark
  WHERE programme_id = %(programme)s AND member_id = ANY(%(members)s)
  UNION
  SELECT member_id, unnest(ARRAY[starts_at, ends_at]) FROM membership
  WHERE programme_id = %(programme)s AND member_id = ANY(%(members)s)
) AS changed
WHERE at < %(until)s ORDER BY member_id, at
"""
ACTIVITIES: Final = """
SELECT member_id, occurred_at, type, distinct_id, data FROM activity
WHERE programme_id = %(programme)s AND member_id = ANY(%(members)s)
  AND occurred_at < %(until)s
ORDER BY occurred_at, activity_id
"""
REVIEWS: Final = """
SELECT member_id, happened_at, rule_id, source, terms->>'item' FROM fact_award
WHERE programme_id = %(programme)s AND member_id = ANY(%(members)s)
  AND source LIKE 'review:%%' AND state <> 'taken_back' AND happened_at < %(until)s
ORDER BY happened_at, source, rule_id
"""
WITHOUT_ORDERS: Final = """
SELECT m.member_id, m.state, coalesce(m.joined_at, m.created_at) FROM member m
WHERE m.programme_id = %(programme)s AND m.state IN ('active', 'shadow')
  AND m.created_at < %(until)s
  AND (%(after)s::uuid IS NULL OR m.member_id > %(after)s::uuid)
  AND NOT EXISTS (SELECT FROM order_settlement o
    WHERE o.programme_id = m.programme_id AND o.member_id = m.member_id
    AND o.placed_at < %(until)s AND o.snapshot IS NOT NULL)
ORDER BY m.member_id LIMIT %(most)s
"""


class StoredPerson(NamedTuple):
    """A member with an account."""

    member_id: UUID
    joined_at: datetime
    birthday: date | None


class StoredMark(NamedTuple):
    """That a consent or a tag began."""

    member_id: UUID
    since: datetime
    kind: str
    name: str


class StoredActivity(NamedTuple):
    """What a program told."""

    member_id: UUID
    at: datetime
    type: str
    distinct_id: str
    data: dict[str, Any]


class StoredReview(NamedTuple):
    """That a review earned something, by one rule."""

    member_id: UUID
    at: datetime
    rule_id: str
    source: str
    review_ref: str | None


class Bystander(NamedTuple):
    """A member without any order."""

    member_id: UUID
    state: str
    joined_at: datetime


class StoredPlays:
    """Reads what happened to members of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def people(self, members: Collection[UUID]) -> list[StoredPerson]:
        """Return those of *members* who have an account."""
        return [StoredPerson(*row) for row in self._rows(PEOPLE, members)]

    def marked(self, members: Collection[UUID]) -> list[StoredMark]:
        """Return when consents and tags of *members* began."""
        return [StoredMark(*row) for row in self._rows(MARKED, members)]

    def changes(
        self, members: Collection[UUID], *, until: datetime
    ) -> list[tuple[UUID, datetime]]:
        """Return when marks and memberships of *members* began or ended."""
        return [(row[0], row[1]) for row in self._rows(CHANGES, members, until=until)]

    def activities(
        self, members: Collection[UUID], *, until: datetime
    ) -> list[StoredActivity]:
        """Return what programs told of *members* before an instant."""
        rows = self._rows(ACTIVITIES, members, until=until)
        return [StoredActivity(*row) for row in rows]

    def reviews(
        self, members: Collection[UUID], *, until: datetime
    ) -> list[StoredReview]:
        """Return the reviews of *members* that earned something."""
        return [StoredReview(*row) for row in self._rows(REVIEWS, members, until=until)]

    def without_orders(self, *, until: datetime) -> Iterator[list[Bystander]]:
        """Return the members who placed no order before an instant, page by page."""
        after: UUID | None = None
        while True:
            found = [
                Bystander(*row)
                for row in self._rows(
                    WITHOUT_ORDERS, (), until=until, after=after, most=PAGE
                )
            ]
            if found:
                yield found
            if len(found) < PAGE:
                return
            after = found[-1].member_id

    def _rows(
        self, statement: str, members: Collection[UUID], **values: object
    ) -> Sequence[Any]:
        return self._connection.exec_driver_sql(
            statement,
            {"programme": self._programme_id, "members": list(members), **values},
        ).all()
