"""Nobody of the team serves their own account, but for an owner who is the only one."""

import re
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from app.domain.events import CustomerProfile
from app.domain.goodwill import Limits
from app.domain.ids import read_id
from app.domain.staff import Role
from app.domain.words import Language
from app.services.staff import sessions, staffing
from app.storage.goodwill import GoodwillRepository
from tests.web.admin.conftest import Office, person
from tests.web.admin.members.by_hand import send, shown
from tests.web.desk import DOCUMENT

OURS = "Sari.Dewi@gmail.com"
THEIRS = "saridewi+points@googlemail.com"
SAID = "This is your own account"


@pytest.fixture
def sari(office: Office) -> UUID:
    """The member that somebody of the team is in private."""
    who = CustomerProfile(customer_ref="c-1", email=THEIRS, has_account=True)
    return read_id("mem", office.desk.member(who))


def sits(office: Office, role: Role, email: str | None = OURS) -> None:
    """Let somebody of the team, with an address, sit down."""
    merchant_id = office.staff.merchant_id
    staff_id = staffing.add(
        office.env, merchant_id, name="Sari", role=role, email=email
    )
    opened = sessions.find(
        office.env, sessions.begin(office.env, merchant_id, staff_id)
    )
    assert opened is not None
    found = sessions.principal(opened)
    assert found is not None
    office.staff = found


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.MANAGER])
def test_nobody_gives_or_takes_points_of_their_own(
    office: Office, sari: UUID, role: Role
) -> None:
    before = shown(office, sari)
    sits(office, role)

    given, taken = send(office, sari), send(office, sari, way="remove")
    asked = send(office, sari, points="999999", deed="ask")

    assert (given.status, taken.status, asked.status) == (400, 400, 422)
    assert SAID in given.text
    assert SAID in asked.text
    assert shown(office, sari) == before
    assert "999" not in office.get("/members/review").text


def test_nobody_gives_themselves_a_reward_or_a_tier(office: Office, sari: UUID) -> None:
    tiers = [{"id": "gold", "title": "Gold"}]
    office.desk.world.publish({**DOCUMENT, "tiers": tiers})
    sits(office, Role.SUPPORT)

    reward = office.post(
        f"/members/{sari}/give",
        {
            "reward": "ten-thousand",
            "store": str(office.desk.world.store_id),
            "once": str(uuid4()),
        },
    )
    tier = office.post(f"/members/{sari}/tier", {"tier": "gold", "reason": "because"})

    assert (reward.status, tier.status) == (400, 400)
    assert SAID in reward.text
    assert SAID in tier.text


def test_what_somebody_asked_for_is_approved_by_another_than_its_member(
    office: Office, sari: UUID
) -> None:
    office.env.database.run(
        office.programme_id,
        lambda uow: GoodwillRepository(uow).set_limits(
            Role.SUPPORT, Limits(1, 1, 1), by="test", at=office.env.clock.now()
        ),
    )
    before, boss = shown(office, sari), office.staff
    office.staff = person(office.desk, Role.SUPPORT)
    send(office, sari, deed="ask")
    sits(office, Role.MANAGER)
    page = office.get("/members/review").text
    address = re.search(r"/admin(/members/review/approvals/[0-9a-f-]{36})", page)
    assert address is not None

    own = office.post(address[1], {"say": "approve"})
    office.staff = boss
    others = office.post(address[1], {"say": "approve"})

    assert (own.status, others.status) == (422, 303)
    assert SAID in own.text
    assert shown(office, sari) == before + 50


def test_of_two_owners_neither_serves_themself_but_the_only_one_may(
    office: Office, sari: UUID
) -> None:
    sits(office, Role.OWNER)
    alone = send(office, sari)
    staffing.add(office.env, office.staff.merchant_id, name="Another", role=Role.OWNER)

    two = send(office, sari)

    assert (alone.status, two.status) == (303, 400)
    assert SAID in two.text


def test_whose_address_is_another_or_unknown_may(office: Office, sari: UUID) -> None:
    sits(office, Role.MANAGER, "budi@mail.test")
    other = send(office, sari)
    office.staff = replace(office.staff, email=None)

    assert (other.status, send(office, sari).status) == (303, 303)


@pytest.mark.parametrize(
    ("language", "said"), [(Language.ID, "akunmu sendiri"), (Language.MS, "akaun anda")]
)
def test_it_is_said_in_the_language_of_who_tried(
    office: Office, sari: UUID, language: Language, said: str
) -> None:
    sits(office, Role.MANAGER)
    office.staff = replace(office.staff, language=language)

    assert said in send(office, sari).text
