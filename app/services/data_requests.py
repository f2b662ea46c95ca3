"""Requests for a person's data: found when they come, handed over when asked for.

The file is made anew each time it is fetched, from what is kept then: no copy of it
lies about, and an erasure in between leaves nothing in it. A request is answered when
its file was fetched, and closed for good when its thirty days are over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from app.domain.errors import Missing
from app.services import data_files
from app.services.data_files import DataFile, Form
from app.services.env import Env
from app.services.staff.audit import Witness, unseen
from app.storage.members import MemberRepository
from app.storage.privacy import PrivacyRepository, PrivacyRow
from app.storage.unit_of_work import UnitOfWork

KIND: Final = "data_request"
READY: Final = "ready"
UNKNOWN: Final = "unknown"
SOON: Final = timedelta(days=7)
"""So long before it is due a request is urgent."""


class NoSuchRequest(Missing):
    """There is no such request, or its time is over."""

    code = "data_request_missing"


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """One request that somebody of the merchant's staff should answer."""

    request_id: UUID
    store_id: UUID
    received_at: datetime
    due_at: datetime
    fetched_at: datetime | None


def open_requests(env: Env, programme_id: UUID) -> list[OpenRequest]:
    """Return the requests whose file waits, the most urgent first."""

    def read(uow: UnitOfWork) -> list[PrivacyRow]:
        return PrivacyRepository(uow).waiting(KIND, env.clock.now())

    return [
        OpenRequest(
            row.request_id, row.store_id, row.received_at, row.due_at, row.done_at
        )
        for row in env.database.run(programme_id, read)
        if row.outcome != UNKNOWN
    ]


def find(env: Env, uow: UnitOfWork, request_id: UUID) -> str:
    """Look for the person of a request; return ``ready`` or ``unknown``.

    An unknown person has no data with us, and the request is met by that.
    """
    rows = PrivacyRepository(uow)
    row = rows.get(request_id)
    outcome = READY if _member_of(uow, row) is not None else UNKNOWN
    if outcome == UNKNOWN:
        rows.met(request_id, at=env.clock.now(), outcome=UNKNOWN)
    else:
        rows.note(request_id, outcome=READY)
    return outcome


def file_of(
    env: Env,
    programme_id: UUID,
    request_id: UUID,
    witness: Witness[bytes] = unseen,
    *,
    form: Form = "json",
) -> DataFile:
    """Return the file of a request, and note that it was handed over.

    Raises:
        NoSuchRequest: There is none, its time is over, or nobody is meant by it.
    """
    merchant = data_files.merchant_name(env, programme_id)

    def make(uow: UnitOfWork) -> bytes:
        rows, now = PrivacyRepository(uow), env.clock.now()
        row = rows.find(request_id)
        if row is None or row.kind != KIND or now >= row.due_at:
            raise NoSuchRequest("no such request for data")
        member_id = _member_of(uow, row)
        if member_id is None:
            raise NoSuchRequest("nobody is kept who is meant by this request")
        content = data_files.member_file(
            env, uow, member_id, form=form, merchant=merchant
        )
        rows.note(request_id, outcome="handed_over", done_at=now)
        witness(uow, content)
        return content

    content = env.database.run(programme_id, make)
    return DataFile(content, form, f"request-{request_id}")


def close_old(env: Env, programme_id: UUID) -> int:
    """Forget whom requests were about when their time is over; return how many."""
    return env.database.run(
        programme_id, lambda uow: PrivacyRepository(uow).close(KIND, env.clock.now())
    )


def _member_of(uow: UnitOfWork, row: PrivacyRow) -> UUID | None:
    ref = str(row.about.get("customer_ref") or "")
    return MemberRepository(uow).links(row.store_id, [ref]).get(ref) if ref else None
