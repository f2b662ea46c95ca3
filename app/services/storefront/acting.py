"""What members do about themselves: join, tell a birthday, follow."""

from datetime import date
from typing import Final

from app.domain.errors import Conflict, Malformed, Missing
from app.domain.events import CustomerProfile
from app.domain.programme.birthdays import UNTOLD_YEAR
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import SocialRule
from app.services import merging, occasions
from app.services.activities import Activity, record
from app.services.enrolment import Enrolment, Wanted
from app.services.env import Env
from app.services.joining import one_person, welcome
from app.services.living import refuse_gone
from app.services.standing import owe_standing
from app.services.storefront.visits import IdentityNeeded, Visit
from app.storage.activities import ActivityRow
from app.storage.members import MemberRepository, MemberRow
from app.storage.unit_of_work import UnitOfWork

FIRST_YEAR: Final = 1900


class BirthdaySet(Conflict):
    """The birthday was told before; the shop can change it."""

    code = "birthday_set"


class BirthdayImpossible(Malformed):
    """There is no such day, or it is still to come."""

    code = "birthday_impossible"


class ActionMissing(Missing):
    """No way to earn of this name can be claimed on honour."""

    code = "action_missing"


def join(env: Env, uow: UnitOfWork, visit: Visit) -> MemberRow:
    """Make who is signed in a member, because they said so; twice is once.

    Raises:
        IdentityNeeded: Nobody is signed in whom the programme knows.
        MemberGone: They left, or were merged into another.
    """
    if visit.member is None or visit.customer_ref is None:
        raise IdentityNeeded("sign in at the store first")
    members = MemberRepository(uow)
    member = members.get(visit.member.member_id)
    refuse_gone(member)
    enrolment = Enrolment(env, uow, at=env.clock.now(), asked=True)
    said = CustomerProfile(
        visit.customer_ref, email=member.email, phone=member.phone, has_account=True
    )
    enrolment.update(member, said, visit.store_id)
    who = Wanted(visit.store_id, said)
    member_id = one_person(env, uow, enrolment, member.member_id, who)
    member = members.get(member_id)
    for shadow_id in enrolment.claimable(member, said, visit.store_id):
        merging.merge(env, uow, kept=member_id, gone=shadow_id, actor="claim")
    welcome(env, uow, members.get(member_id), store_id=visit.store_id)
    return members.get(member_id)


def tell_birthday(
    env: Env,
    uow: UnitOfWork,
    member: MemberRow,
    *,
    month: int,
    day: int,
    year: int | None,
) -> MemberRow:
    """Keep a member's birthday, once; the gifts of the day follow.

    Raises:
        BirthdaySet: Another day was told before.
        BirthdayImpossible: There is no such day, or it is still to come.
    """
    members = MemberRepository(uow)
    members.serialise([f"birthday/{member.member_id}"])
    known = members.get(member.member_id).birthday
    try:
        told = date(year or (known.year if known else UNTOLD_YEAR), month, day)
    except ValueError as error:
        raise BirthdayImpossible("there is no such day") from error
    if not date(FIRST_YEAR, 1, 1) <= told <= env.clock.now().date():
        raise BirthdayImpossible("a birthday lies in the past")
    if known is not None:
        if (known.month, known.day) != (month, day):
            raise BirthdaySet("the birthday was told before")
        return member
    members.change(member.member_id, at=env.clock.now(), birthday=told)
    fresh = members.get(member.member_id)
    occasions.check(env, uow, fresh)
    owe_standing(env, uow, [member.member_id])
    return fresh


def claim_action(
    env: Env,
    uow: UnitOfWork,
    member: MemberRow,
    document: ProgrammeDocument,
    rule_id: str,
    *,
    key: str,
) -> ActivityRow:
    """Believe a member who says to have followed or shared; as often as it counts.

    Raises:
        ActionMissing: No such rule, or one that nobody claims on honour.
    """
    rule = document.rule(rule_id)
    if not isinstance(rule, SocialRule) or not rule.enabled:
        raise ActionMissing("nothing of this name can be claimed here")
    told = Activity(
        type=rule.activity,
        distinct_id=f"storefront/{member.member_id}/{key}",
        occurred_at=None,
        data={"network": rule.network},
    )
    row, _ = record(env, uow, member, told)
    return row
