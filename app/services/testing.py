"""Trying a programme before its members see it: who may, and what is left after.

In test mode the programme in force is closed: nobody but the listed testers becomes a
member, earns, redeems or sees anything. Going live re-reads what testers ordered
meanwhile, so that orders which should not count are taken back like any other.
"""

from typing import Final

from app.domain.errors import Refused
from app.services.env import Env
from app.services.settlement import owe_reading
from app.storage.members import contact_digest
from app.storage.stores import StoreRepository
from app.storage.testers import TesterRepository, TesterRow
from app.storage.unit_of_work import UnitOfWork

MOST: Final = 20
LONGEST: Final = 254


class TooManyTesters(Refused):
    """As many testers as a programme may have are listed."""

    code = "too_many_testers"

    def __init__(self, *, most: int) -> None:
        self.most = most
        super().__init__(f"at most {most} testers")


class TesterUnreadable(Refused):
    """What was given as a tester is no e-mail address."""

    code = "tester_unreadable"


def add_tester(env: Env, uow: UnitOfWork, contact: str, *, by: str) -> TesterRow:
    """Let somebody be a member while the programme is being tried.

    Raises:
        TesterUnreadable: It is no e-mail address.
        TooManyTesters: There are enough of them.
    """
    address = contact.strip().lower()
    name, _, host = address.partition("@")
    if not name or "." not in host or len(address) > LONGEST or " " in address:
        raise TesterUnreadable("a tester is named by an e-mail address")
    testers = TesterRepository(uow)
    digest = contact_digest(
        StoreRepository(uow).programme().key_pepper, "email", address
    )
    known = testers.all()
    if len(known) >= MOST and digest not in {row.digest for row in known}:
        raise TooManyTesters(most=MOST)
    testers.put(digest, address, by=by, at=env.clock.now())
    return next(row for row in testers.all() if row.digest == digest)


def remove_tester(uow: UnitOfWork, digest: bytes) -> None:
    """Take somebody off the list; a member they became stays one."""
    TesterRepository(uow).forget(digest)


def testers(uow: UnitOfWork) -> list[TesterRow]:
    """Return who may try the programme."""
    return TesterRepository(uow).all()


def end(env: Env, uow: UnitOfWork) -> int:
    """Owe a reading of every order that earned in the test; return how many."""
    rows = uow.connection.exec_driver_sql(
        "SELECT store_id, order_ref FROM order_settlement WHERE programme_id = %s"
        " AND awards <> '[]' ORDER BY placed_at DESC LIMIT 1000",
        (uow.programme_id,),
    ).all()
    for store_id, order_ref in rows:
        owe_reading(env, uow, store_id, order_ref)
    TesterRepository(uow).forget()
    return len(rows)
