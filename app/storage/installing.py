"""Installations under way and subscriptions as rows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from app.domain.billing import Subscription, SubscriptionState
from app.storage.tables.installing import consent_state, store_subscription
from app.storage.unit_of_work import UnitOfWork


def find_store_by_ref(
    connection: Connection, platform: str, shop_ref: str
) -> tuple[UUID, UUID] | None:
    """Return (programme, store) of a platform's shop number, or None."""
    row = connection.exec_driver_sql(
        "SELECT programme_id, store_id FROM setia_store_by_ref(%s, %s)",
        (platform, shop_ref),
    ).first()
    return (row[0], row[1]) if row else None


def one_at_a_time(connection: Connection, platform: str, domain: str) -> None:
    """Wait until nobody else installs this shop; held to the end of the work."""
    connection.exec_driver_sql(
        "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
        (f"install/{platform}/{domain}",),
    )


class ConsentStates:
    """States of merchants who were sent to a consent page. Belongs to no programme."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        *,
        state_digest: bytes,
        platform: str,
        domain: str,
        browser_digest: bytes,
        lapses_at: datetime,
    ) -> None:
        self._connection.execute(
            insert(consent_state).values(
                state_digest=state_digest,
                platform=platform,
                domain=domain,
                browser_digest=browser_digest,
                lapses_at=lapses_at,
            )
        )

    def take(self, state_digest: bytes) -> tuple[str, str, bytes, datetime] | None:
        """Delete a state and return (platform, domain, browser, until), or None.

        Of two who come with the same state one gets it.
        """
        row = self._connection.execute(
            delete(consent_state)
            .where(consent_state.c.state_digest == state_digest)
            .returning(
                consent_state.c.platform,
                consent_state.c.domain,
                consent_state.c.browser_digest,
                consent_state.c.lapses_at,
            )
        ).first()
        return None if row is None else (row[0], row[1], row[2], row[3])

    def forget(self, lapsed_before: datetime) -> int:
        """Delete what lapsed; return how many."""
        return self._connection.execute(
            delete(consent_state).where(consent_state.c.lapses_at < lapsed_before)
        ).rowcount


class SubscriptionRepository:
    """Reads and writes what the stores of one programme pay."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def get(self, store_id: UUID) -> tuple[Subscription, datetime | None] | None:
        """Return the subscription and when the store's first one began, or None."""
        t = store_subscription.c
        row = self._connection.execute(
            select(
                t.subscription_ref,
                t.state,
                t.test,
                t.trial_days,
                t.began_at,
                t.ends_at,
                t.first_began_at,
            ).where(t.programme_id == self._programme_id, t.store_id == store_id)
        ).first()
        if row is None:
            return None
        held = Subscription(
            row[0], SubscriptionState(row[1]), row[2], row[3], row[4], row[5]
        )
        return held, row[6]

    def keep(
        self,
        store_id: UUID,
        held: Subscription,
        *,
        first_began_at: datetime | None,
        at: datetime,
    ) -> None:
        """Write what the platform says now."""
        values = {
            "subscription_ref": held.subscription_ref,
            "state": held.state.value,
            "test": held.test,
            "trial_days": held.trial_days,
            "began_at": held.began_at,
            "ends_at": held.ends_at,
            "first_began_at": first_began_at,
            "read_at": at,
        }
        self._connection.execute(
            upsert(store_subscription)
            .values(programme_id=self._programme_id, store_id=store_id, **values)
            .on_conflict_do_update(
                index_elements=["programme_id", "store_id"], set_=values
            )
        )
