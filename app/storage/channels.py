"""Refunds of channel orders, each remembered under its reference."""

from datetime import datetime
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

TELL = """
INSERT INTO channel_refund
  (programme_id, store_id, order_ref, refund_ref, request_digest, told_at)
VALUES (%(programme)s, %(store)s, %(order)s, %(ref)s, %(digest)s, %(at)s)
ON CONFLICT DO NOTHING
"""
KNOWN = """
SELECT request_digest FROM channel_refund
WHERE programme_id = %(programme)s AND store_id = %(store)s
  AND order_ref = %(order)s AND refund_ref = %(ref)s
"""


class ChannelRepository:
    """Reads and writes ``channel_refund``; the order's row is locked."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def refund(
        self,
        store_id: UUID,
        order_ref: str,
        refund_ref: str,
        digest: bytes,
        *,
        at: datetime,
    ) -> bytes | None:
        """Remember a refund; return the digest of an earlier one of this name."""
        values = {
            "programme": self._programme_id,
            "store": store_id,
            "order": order_ref,
            "ref": refund_ref,
            "digest": digest,
            "at": at,
        }
        if self._connection.exec_driver_sql(TELL, values).rowcount:
            return None
        return bytes(self._connection.exec_driver_sql(KNOWN, values).one()[0])
