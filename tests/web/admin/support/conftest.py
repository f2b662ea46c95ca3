"""A member of the office, what they asked, and short names for answering."""

import re
from uuid import UUID

import pytest

from app.services import members, support_desk
from app.services.members import Profile
from app.storage.support_claims import SupportClaim, SupportClaimRepository
from app.storage.support_messages import SupportMessage, SupportMessages
from app.storage.unit_of_work import UnitOfWork
from tests.web.admin.conftest import Office


@pytest.fixture
def budi(office: Office) -> UUID:
    """A member with a name and the bonus of signing up."""
    profile = Profile(email="budi@mail.test", first_name="Budi", last_name="Santoso")
    row, _ = office.env.database.run(
        office.programme_id, lambda uow: members.enrol(office.env, uow, profile)
    )
    return row.member_id


@pytest.fixture
def asked(office: Office, budi: UUID) -> UUID:
    """Budi's question."""
    return ask_something(office, budi, "Kenapa poinku sedikit?")


def ask_something(
    office: Office, member_id: UUID, text: str, key: str = "first"
) -> UUID:
    """Let a member ask something; return the conversation."""

    def write(uow: UnitOfWork) -> SupportClaim:
        return support_desk.question(
            office.env,
            uow,
            store_id=office.desk.world.store_id,
            member_id=member_id,
            text=text,
            request_key=key,
        )

    return office.env.database.run(office.programme_id, write).claim_id


def miss_points(office: Office, member_id: UUID, number: str) -> UUID:
    """Let a member miss points for an order; return the conversation."""
    env, now = office.env, office.env.clock.now()
    claim = SupportClaim(
        claim_id=env.ids.new(),
        store_id=office.desk.world.store_id,
        member_id=member_id,
        contact_digest=None,
        order_number=number,
        note=None,
        request_key=f"{member_id}/{number}",
        state="open",
        outcome="open",
        answer=None,
        answered_by=None,
        created_at=now,
        due_at=now,
    )
    env.database.run(
        office.programme_id, lambda uow: SupportClaimRepository(uow).add(claim)
    )
    return claim.claim_id


def kept(office: Office, claim_id: UUID) -> SupportClaim:
    """Return a conversation as it is kept."""
    return office.env.database.run(
        office.programme_id, lambda uow: SupportClaimRepository(uow).get(claim_id)
    )


def thread(office: Office, claim_id: UUID) -> list[SupportMessage]:
    """Return what was said and done in a conversation."""
    return office.env.database.run(
        office.programme_id, lambda uow: SupportMessages(uow).of([claim_id])
    )


def hidden(office: Office, claim_id: UUID, card: str) -> dict[str, str]:
    """Return the hidden fields of a form of the page of a conversation."""
    page = office.get(f"/members/support/{claim_id}").text
    part = page.split(f'id="{card}"')[1].split("</section>")[0]
    return dict(re.findall(r'type="hidden" name="(once|seen)" value="([^"]*)"', part))
