"""Members whose account can still move."""

from app.domain.errors import Refused
from app.storage.members import MemberRow

LIVING = frozenset({"active", "shadow"})


class MemberGone(Refused):
    """The member left, was merged into another, or was erased."""

    code = "member_gone"


def refuse_gone(member: MemberRow) -> None:
    """Refuse a member whose account can't move any more.

    Raises:
        MemberGone: Merged, closed or erased.
    """
    if member.state not in LIVING:
        raise MemberGone(f"this member is {member.state}")
