"""A new member's welcome comes before what they ask for.

An order makes a customer with an account a member before the store's own message
about the customer arrived. Who is at the door meanwhile has joined, so what joining
gives is given first; the message finds it given.
"""

from dataclasses import replace
from datetime import timedelta
from threading import Lock
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary

from app.domain.programme.earning import SignUpRule
from app.services.env import Env
from app.services.joining import SIGN_UP, welcome
from app.services.storefront.visits import Visit
from app.storage.members import MemberRepository, MemberRow
from app.storage.storefront import StorefrontRepository
from app.storage.unit_of_work import Database, UnitOfWork

NEW: Final = timedelta(days=1)
"""After that the store's message has come, or reconciliation has found the member."""
MOST_KNOWN: Final = 10_000
_GREETED: WeakKeyDictionary[Database, set[UUID]] = WeakKeyDictionary()
_LOCK: Final = Lock()


def greeted(env: Env, visit: Visit) -> Visit:
    """Return the visit after a new member was given what joining gives."""
    member = visit.member
    if member is None or not _is_new(env, visit, member):
        return visit
    with _LOCK:
        known = _GREETED.setdefault(env.database, set())
        if member.member_id in known:
            return visit

    def write(uow: UnitOfWork) -> MemberRow:
        if not StorefrontRepository(uow).awarded(member.member_id, SIGN_UP):
            welcome(env, uow, member, store_id=visit.store_id)
        return MemberRepository(uow).get(member.member_id)

    fresh = env.database.run(visit.programme_id, write)
    with _LOCK:
        if len(known) >= MOST_KNOWN:
            known.clear()
        known.add(member.member_id)
    return replace(visit, member=fresh)


def _is_new(env: Env, visit: Visit, member: MemberRow) -> bool:
    document, joined_at = visit.document, member.joined_at
    if document is None or joined_at is None or visit.blocked:
        return False
    gives = any(
        isinstance(rule, SignUpRule) and rule.enabled for rule in document.earning
    )
    return gives and member.state == "active" and env.clock.now() - joined_at < NEW
