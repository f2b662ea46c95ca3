"""What an unpaid shop leaves its people: what their role may see, and no more."""

from uuid import UUID

import pytest

from app.domain.billing import Standing
from app.domain.staff import READING, RIGHTS, Right, Role
from app.domain.words import Language
from app.services.shop_staff import read_only
from app.services.staff.principal import StaffPrincipal, Surface

UNPAID = (Standing.NOT_YET, Standing.READ_ONLY)


def somebody(role: Role) -> StaffPrincipal:
    return StaffPrincipal(
        staff_id=UUID(int=1),
        merchant_id=UUID(int=2),
        programme_id=UUID(int=3),
        name="Sari",
        role=role,
        language=Language.EN,
        surface=Surface.EMBEDDED,
    )


def rights(staff: StaffPrincipal) -> set[Right]:
    return {right for right in Right if staff.may(right)}


@pytest.mark.parametrize("standing", UNPAID)
@pytest.mark.parametrize("role", Role)
def test_an_unpaid_shop_leaves_everybody_what_their_role_may_see(
    role: Role, standing: Standing
) -> None:
    left = rights(read_only(somebody(role), standing))

    assert left == RIGHTS[role] & READING


def test_support_does_not_come_to_the_audit_log_by_not_paying() -> None:
    person = read_only(somebody(Role.SUPPORT), Standing.READ_ONLY)

    assert not person.may(Right.AUDIT)
    assert person.role is Role.SUPPORT


@pytest.mark.parametrize("standing", sorted(set(Standing) - set(UNPAID)))
def test_who_pays_or_need_not_keeps_every_right(standing: Standing) -> None:
    assert rights(read_only(somebody(Role.MANAGER), standing)) == RIGHTS[Role.MANAGER]
