"""A merchant with an owner, and short names for signing in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from app.domain.staff import Role
from app.services.env import Env
from app.services.staff import passwords, sessions, staffing, totp
from app.services.staff.audit import By
from app.services.staff.second_factor import secret_context
from app.services.staff.sessions import Opened
from app.services.staff.signing_in import Caller, Entered, with_password
from app.storage.staff import StaffRepository, StaffRow
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import MerchantWork
from tests.world import World, opened

PASSWORD = "tiga kelinci di bulan"
SECRET = bytes(range(20))
HOME = Caller(address="203.0.113.7", agent="Firefox · Linux")
OWNER = By(actor="staff:owner")


@dataclass(slots=True)
class Team:
    """A merchant's team in a small world."""

    world: World
    merchant_id: UUID
    owner_id: UUID

    @property
    def env(self) -> Env:
        return self.world.env

    def run(self, work: Any) -> Any:  # noqa: ANN401 - what the work returns
        return self.env.database.run_merchant(self.merchant_id, work)

    def add(
        self,
        email: str,
        *,
        role: Role = Role.SUPPORT,
        password: str | None = PASSWORD,
        second_factor: bool = False,
    ) -> UUID:
        staff_id = staffing.add(
            self.env, self.merchant_id, name="Budi", role=role, email=email
        )

        def secrets(work: MerchantWork) -> None:
            team = StaffRepository(work)
            if password is not None:
                kept = passwords.hashed(password, self.env.ids)
                team.change(staff_id, password_hash=kept)
            if second_factor:
                context = secret_context(team.get(staff_id))
                sealed = self.env.secrets.seal(SECRET, context=context)
                team.change(staff_id, totp_secret=sealed, totp_at=self.env.clock.now())

        self.run(secrets)
        return staff_id

    def row(self, staff_id: UUID) -> StaffRow:
        found: StaffRow | None = self.run(
            lambda work: StaffRepository(work).find(staff_id)
        )
        assert found is not None
        return found

    def code(self, *, later: int = 0) -> str:
        return totp.code_of(SECRET, totp.step_of(self.env.clock.now()) + later)

    def sign_in(self, email: str, password: str = PASSWORD) -> Entered:
        return with_password(self.env, email=email, password=password, caller=HOME)

    def opened(self, token: str) -> Opened:
        found = sessions.find(self.env, token)
        assert found is not None
        return found


@pytest.fixture
def team(fresh_database_url: str) -> Iterator[Team]:
    """The team of a merchant with one programme and one owner."""
    with opened(fresh_database_url) as world:
        merchant_id: UUID = world.run(
            lambda uow: StoreRepository(uow).programme().merchant_id
        )
        made = Team(world, merchant_id, UUID(int=0))
        made.owner_id = made.add("sari@toko.test", role=Role.OWNER, second_factor=True)
        yield made
