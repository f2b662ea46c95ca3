"""The back office of a small world, and short names for visiting it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from app.domain.staff import Role
from app.domain.words import Language
from app.services.env import Env
from app.services.staff.principal import StaffPrincipal, Surface
from app.storage.stores import StoreRepository
from app.web.admin import guard
from tests.web.desk import Answer, Desk, desk_at

PREFIX = "/admin"
CSRF = "the-token-of-this-session"


@dataclass(slots=True)
class Office:
    """The back office with somebody at work in it."""

    desk: Desk
    staff: StaffPrincipal
    past: list[str] = field(default_factory=list)

    @property
    def env(self) -> Env:
        return self.desk.world.env

    @property
    def programme_id(self) -> UUID:
        return self.desk.world.programme_id

    def as_role(self, role: Role, language: Language | None = None) -> "Office":
        """Let somebody of another role, or language, sit down."""
        self.staff = person(
            self.desk, role, language or self.staff.language, self.staff.staff_id
        )
        return self

    def get(self, path: str, **more: Any) -> Answer:  # noqa: ANN401 - of the client
        return self._open("GET", path, **more)

    def post(
        self,
        path: str,
        data: dict[str, Any] | None = None,
        **more: Any,  # noqa: ANN401 - of the client
    ) -> Answer:
        """Send a form with the session's token."""
        return self._open("POST", path, data={"csrf": CSRF, **(data or {})}, **more)

    def _open(self, method: str, path: str, **more: Any) -> Answer:  # noqa: ANN401
        address = path if path.startswith("/shopify") else f"{PREFIX}{path}"
        answer = self.desk.pages.test_client().open(address, method=method, **more)
        text = answer.get_data(as_text=True)
        # The client keeps a large upload in a file and leaves it open.
        answer.request.environ["wsgi.input"].close()
        return Answer(answer.status_code, answer.headers, text)


def person(
    desk: Desk, role: Role, language: Language = Language.EN, who: UUID | None = None
) -> StaffPrincipal:
    """Return somebody who proved who they are a moment ago."""
    env, programme_id = desk.world.env, desk.world.programme_id

    def merchant(uow: Any) -> UUID:  # noqa: ANN401 - of the database
        return StoreRepository(uow).programme().merchant_id

    return StaffPrincipal(
        staff_id=who or env.ids.new(),
        merchant_id=env.database.run(programme_id, merchant),
        programme_id=programme_id,
        name="Sari",
        role=role,
        language=language,
        surface=Surface.ALONE,
        session_id=env.ids.new(),
        proven_at=env.clock.now(),
    )


@contextmanager
def office_at(database_url: str, redis_url: str) -> Iterator[Office]:
    """Open the back office with its owner in it.

    Who comes in at the door, and with which proof, has tests of its own; here the
    person is set down behind it.
    """
    with (
        desk_at(database_url, redis_url) as desk,
        pytest.MonkeyPatch.context() as patch,
    ):
        found = Office(desk, person(desk, Role.OWNER))

        def check(_env: Env, _staff: StaffPrincipal) -> None:
            from flask import request  # noqa: PLC0415 - only inside a request

            if request.form.get("csrf") != CSRF:
                raise guard.FormStale("no token")

        patch.setattr(guard, "principal_of", lambda _env: found.staff)
        patch.setattr(guard, "csrf_token", lambda _env, _staff: CSRF)
        patch.setattr(guard, "check_unsafe", check)
        yield found


@pytest.fixture
def office(fresh_database_url: str, redis_url: str) -> Iterator[Office]:
    """The back office with its owner in it."""
    with office_at(fresh_database_url, redis_url) as found:
        yield found
