"""A browser in front of the back office: real cookies, real forms, nobody inside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from app.domain.staff import Role
from app.services.env import Env
from app.services.staff import passwords, staffing, totp
from app.services.staff.second_factor import secret_context
from app.storage.staff import StaffRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import MerchantWork
from tests.web.desk import Answer, Desk, desk_at

PASSWORD = "tiga kelinci di bulan"
SECRET = bytes(range(20))
EMAIL = "sari@toko.test"
CSRF_OF = re.compile(r'name="csrf" value="([^"]*)"')
KEPT_OF = re.compile(r'name="kept" value="([^"]*)"')


@dataclass(slots=True)
class Door:
    """One browser and what it saw last."""

    desk: Desk
    merchant_id: UUID
    client: FlaskClient
    last: Answer | None = None
    csrf: str = ""
    """The token of the form that was seen last."""

    @property
    def env(self) -> Env:
        return self.desk.world.env

    @property
    def text(self) -> str:
        assert self.last is not None
        return unescape(self.last.text)

    def get(self, path: str, **more: Any) -> Answer:  # noqa: ANN401 - of the client
        return self._keep(self.client.get(f"/admin{path}", **more))

    def post(
        self,
        path: str,
        data: dict[str, str] | None = None,
        *,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send a form of the page that was seen last, as a browser does."""
        form = {"csrf": self.csrf, **(data or {})}
        known = {"Origin": self.env.public_url, "Sec-Fetch-Site": "same-origin"}
        return self._keep(
            self.client.post(
                f"/admin{path}", data=form, headers={**known, **(headers or {})}
            )
        )

    def _keep(self, answer: Any) -> Answer:  # noqa: ANN401 - of the client
        self.last = Answer(
            answer.status_code, answer.headers, answer.get_data(as_text=True)
        )
        found = CSRF_OF.search(self.last.text)
        self.csrf = found[1] if found else self.csrf
        return self.last

    def anew(self) -> "Door":
        """Return another browser at the same door."""
        return Door(self.desk, self.merchant_id, self.desk.pages.test_client())

    def cookie(self, name: str = "setia") -> str | None:
        found = self.client.get_cookie(name)
        return found.value if found else None

    def hire(self, email: str, role: Role, *, second_factor: bool = False) -> UUID:
        """Add somebody with the usual password."""
        env = self.env
        staff_id = staffing.add(
            env, self.merchant_id, name="Sari", role=role, email=email
        )
        kept = passwords.hashed(PASSWORD, env.ids)

        def write(work: MerchantWork) -> None:
            team = StaffRepository(work)
            team.change(staff_id, password_hash=kept)
            if second_factor:
                context = secret_context(team.get(staff_id))
                sealed = env.secrets.seal(SECRET, context=context)
                team.change(staff_id, totp_secret=sealed, totp_at=env.clock.now())

        env.database.run_merchant(self.merchant_id, write)
        return staff_id

    def code(self) -> str:
        return totp.code_of(SECRET, totp.step_of(self.env.clock.now()))

    def enter(self, email: str = EMAIL) -> Answer:
        """Come in by password, and by code where one is asked for."""
        self.get("/sign-in")
        answer = self.post("/sign-in", {"email": email, "password": PASSWORD})
        if answer.headers.get("Location", "").startswith("/admin/sign-in/second"):
            self.desk.world.clock.advance(seconds=30)
            self.get("/sign-in/second")
            answer = self.post("/sign-in/second", {"code": self.code()})
        return answer


@pytest.fixture
def door(fresh_database_url: str, redis_url: str) -> Iterator[Door]:
    """The door of a back office with one owner, who has a second factor."""
    with desk_at(fresh_database_url, redis_url) as desk:
        merchant_id: UUID = desk.world.run(
            lambda uow: StoreRepository(uow).programme().merchant_id
        )
        found = Door(desk, merchant_id, desk.pages.test_client())
        found.hire(EMAIL, Role.OWNER, second_factor=True)
        yield found
