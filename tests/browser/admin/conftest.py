"""The back office in a browser: a live one with people, points and rewards in it.

One for all tests of a module, because to read pages changes nothing; a test that
changes something asks for ``fresh_desk_in_browser``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from app.domain.ledger import Key
from app.domain.staff import Role
from app.domain.words import Language
from app.recipes import recipe
from app.services import members
from app.services.adjustments import Adjustment, adjust
from app.services.members import Profile
from app.services.staff import sessions, staffing
from app.storage.members import MemberRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.session_cookie import cookie_name
from tests.factories import order
from tests.web.desk import Desk, desk_at

if TYPE_CHECKING:
    from tests.servers import Shared

PEOPLE = (("Budi", "Santoso"), ("Ayu", "Putri"), ("Rina", "Wijaya"))


class Handler(WSGIRequestHandler):
    """Waits only so long for a browser that connected and asks nothing."""

    timeout = 3


@dataclass
class LiveOffice:
    """A back office at an address of its own."""

    desk: Desk
    url: str
    member_id: UUID
    merchant_id: UUID
    staff: dict[tuple[Role, Language], UUID] = field(default_factory=dict)

    def token(self, role: Role, language: Language) -> str:
        """Return a session of somebody of that role, made the first time."""
        env = self.desk.world.env
        if (role, language) not in self.staff:
            self.staff[role, language] = staffing.add(
                env,
                self.merchant_id,
                name="Sari",
                role=role,
                email=f"{role.value}.{language.value}@setia.test",
                language=language,
            )
        return sessions.begin(env, self.merchant_id, self.staff[role, language])

    def sign_in(
        self,
        context: BrowserContext,
        role: Role = Role.OWNER,
        language: Language = Language.EN,
    ) -> None:
        """Let a browser come in as somebody."""
        env = self.desk.world.env
        context.clear_cookies()
        context.add_cookies(
            [
                {
                    "name": cookie_name(env),
                    "value": self.token(role, language),
                    "url": self.url,
                    "httpOnly": True,
                    "sameSite": "Lax",
                }
            ]
        )

    def at(self, path: str) -> str:
        """Return the address of a page below ``/admin``."""
        return f"{self.url}/admin{path}"


@contextmanager
def live_office(database_url: str, redis_url: str) -> Iterator[LiveOffice]:
    """Serve a back office with a recipe, three members, points and a reward."""
    document = recipe("tiers-idr" if _has("tiers-idr") else "points-idr")
    with desk_at(
        database_url, redis_url, document=document.model_dump(mode="json")
    ) as desk:
        env = desk.world.env
        first = _people(desk)
        merchant_id = desk.world.run(
            lambda uow: StoreRepository(uow).programme().merchant_id
        )
        server = make_server(
            "127.0.0.1", 0, desk.pages, threaded=True, request_handler=Handler
        )
        server.daemon_threads = False  # type: ignore[attr-defined]  # of the threaded one
        url = f"http://127.0.0.1:{server.server_port}"
        # The address is known only now, and pages were given their world before.
        object.__setattr__(env, "public_url", url)
        object.__setattr__(env, "loopback", True)
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield LiveOffice(desk, url, first, merchant_id)
        finally:
            server.shutdown()
            thread.join(timeout=5)
            server.server_close()


def _has(name: str) -> bool:
    folder = Path(__file__).parents[3] / "app" / "recipes"
    return any(path.stem == name for path in folder.rglob("*.yaml"))


def _people(desk: Desk) -> UUID:
    env, world = desk.world.env, desk.world

    def enrol(uow: UnitOfWork) -> list[UUID]:
        return [
            members.enrol(
                env,
                uow,
                Profile(
                    email=f"{first.lower()}@mail.test",
                    first_name=first,
                    last_name=last,
                    contact_verified=True,
                ),
            )[0].member_id
            for first, last in PEOPLE
        ]

    ids: list[UUID] = world.run(enrol)

    def give(uow: UnitOfWork) -> None:
        for number, member_id in enumerate(ids):
            asked = Adjustment(
                points=1000 * (number + 1), asset="points", reason_code="goodwill"
            )
            row = MemberRepository(uow).get(member_id)
            adjust(env, uow, row, asked, key=Key.of("test", member_id), actor="test")

    world.run(give)
    world.settle(order())
    return ids[0]


@pytest.fixture(scope="module")
def live_desk(shared_servers: Shared) -> Iterator[LiveOffice]:
    """A back office that tests of a module read together."""
    with (
        shared_servers.copy() as database_url,
        live_office(database_url, shared_servers.redis_url) as found,
    ):
        yield found


@pytest.fixture
def own_desk(fresh_database_url: str, redis_url: str) -> Iterator[LiveOffice]:
    """A back office of one test alone."""
    with live_office(fresh_database_url, redis_url) as found:
        yield found


@pytest.fixture
def visit(live_desk: LiveOffice, page: Page) -> Callable[..., Page]:
    """Return what opens a page of the back office in a role, language and width."""

    def open_page(
        path: str,
        *,
        role: Role = Role.OWNER,
        language: Language = Language.EN,
        width: int = 1280,
    ) -> Page:
        live_desk.sign_in(page.context, role, language)
        page.set_viewport_size({"width": width, "height": 860})
        answer = page.goto(live_desk.at(path))
        assert answer is not None
        assert answer.status < 400, (path, answer.status)
        assert urlsplit(page.url).path.startswith("/admin")
        return page

    return open_page
