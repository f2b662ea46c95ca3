"""Requests of the platforms about personal data: recorded at once, met later.

A request must be met within 30 days. Erasing a person is a debt of its own,
because holds may have to end first; erasing a shop waits until it is certain
that the shop has not come back.
"""

from dataclasses import asdict
from datetime import timedelta
from hashlib import sha256
from json import dumps
from uuid import UUID

from sqlalchemy import insert, select

from app.domain.events import DataRequested, RedactCustomer, RedactStore
from app.services.env import Env
from app.services.outbox import owe
from app.storage.privacy import PrivacyRepository
from app.storage.tables.privacy import privacy_request
from app.storage.unit_of_work import UnitOfWork

TIME_ALLOWED = timedelta(days=30)
KINDS: dict[type, str] = {
    RedactCustomer: "redact_customer",
    RedactStore: "redact_store",
    DataRequested: "data_request",
}


def record(
    env: Env,
    uow: UnitOfWork,
    store_id: UUID,
    event: RedactCustomer | RedactStore | DataRequested,
) -> UUID:
    """Write the request down, once, and owe what it asks for; return its id."""
    about = asdict(event)
    kind = KINDS[type(event)]
    key = sha256(dumps(about, sort_keys=True).encode()).hexdigest()
    known = uow.connection.execute(
        select(privacy_request.c.request_id).where(
            privacy_request.c.programme_id == uow.programme_id,
            privacy_request.c.store_id == store_id,
            privacy_request.c.kind == kind,
            privacy_request.c.request_key == key,
            privacy_request.c.done_at.is_(None),
        )
    ).scalar()
    if known is not None:
        return UUID(str(known))
    now = env.clock.now()
    request_id = env.ids.new()
    uow.connection.execute(
        insert(privacy_request).values(
            programme_id=uow.programme_id,
            request_id=request_id,
            store_id=store_id,
            kind=kind,
            request_key=key,
            about=about,
            received_at=now,
            due_at=now + TIME_ALLOWED,
        )
    )
    subject = str(request_id)
    owe(env, uow, kind, subject, store_id=store_id, key=subject)
    return request_id


def met(env: Env, uow: UnitOfWork, request_id: UUID, outcome: str) -> None:
    """Note that the request was met, and forget what it was about."""
    PrivacyRepository(uow).met(request_id, at=env.clock.now(), outcome=outcome)
