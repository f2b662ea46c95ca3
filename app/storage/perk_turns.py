"""Turns at a member's record in a store: taken, given back, over by themselves."""

from datetime import datetime
from typing import Final
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

TAKE: Final = """
INSERT INTO perk_turn AS t (programme_id, member_id, store_id, token, until)
VALUES (%(programme)s, %(member)s, %(store)s, %(token)s, %(until)s)
ON CONFLICT (programme_id, member_id, store_id) DO UPDATE
SET token = excluded.token, until = excluded.until WHERE t.until <= %(at)s
"""
GIVE_BACK: Final = """
DELETE FROM perk_turn WHERE programme_id = %(programme)s
  AND member_id = %(member)s AND store_id = %(store)s AND token = %(token)s
"""


def take_turn(
    uow: UnitOfWork,
    member_id: UUID,
    store_id: UUID,
    token: UUID,
    *,
    at: datetime,
    until: datetime,
) -> bool:
    """Take the turn; False while it is another's."""
    done = uow.connection.exec_driver_sql(
        TAKE,
        {
            "programme": uow.programme_id,
            "member": member_id,
            "store": store_id,
            "token": token,
            "at": at,
            "until": until,
        },
    )
    return done.rowcount == 1


def give_back(uow: UnitOfWork, member_id: UUID, store_id: UUID, token: UUID) -> None:
    """End a turn, unless another has it by now."""
    uow.connection.exec_driver_sql(
        GIVE_BACK,
        {
            "programme": uow.programme_id,
            "member": member_id,
            "store": store_id,
            "token": token,
        },
    )
