"""Every role at every page, walked from the table of pages itself.

A page that is added is walked too: whoever forgets its right, its proof of who
asks, or its headers, is told here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import get_args, get_type_hints
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from werkzeug.test import TestResponse

from app.domain.staff import SENSITIVE, Right, Role, may, who_may
from app.services.staff import sessions, staffing
from app.storage.stores import StoreRepository
from app.web.admin.groups import every_page
from app.web.admin.route import Download, Page
from app.web.admin.session_cookie import cookie_name, form_token
from tests.servers import Shared
from tests.web.desk import Desk, desk_at

PAGES = sorted(every_page(), key=lambda page: (page.rule, page.method))
READING = [page for page in PAGES if page.method == "GET"]
DEEDS = [page for page in PAGES if page.method == "POST"]
NOBODY = str(UUID(int=7))
LABELS = {
    Role.OWNER: "Owner",
    Role.MANAGER: "Manager",
    Role.SUPPORT: "Support",
    Role.ANALYST: "Analyst",
}


NOTED = {
    "GET /admin/members.csv": "an export is noted in the audit trail, and no more",
    "GET /admin/settings/audit.csv": "so is this one",
    "GET /admin/settings/stores/connecting/<id>": "locks the row, writes nothing",
}
"""Readings that a database without writes refuses, and why they may."""


FRESH = {
    "POST /admin/members/bulk/new": "gives many, or takes, or blocks them",
    "POST /admin/members/bulk/<id>/run": "goes on with it",
    "POST /admin/members/bulk/<id>/decide": "a second person's word",
    "POST /admin/members/bulk/<id>/undo": "takes it from many",
    "POST /admin/members/review/approvals/<id>": "points above somebody's limit",
    "POST /admin/members/import/<id>/run": "gives many what a file says",
    "POST /admin/members/import/<id>/approve": "a second person's word",
    "POST /admin/members/import/<id>/undo": "takes it from many",
}
"""Deeds that are sensitive by what they do, whatever the right that they ask for."""
LAX = {
    "POST /admin/members/bulk/<id>/stop": "gives nobody anything",
    "POST /admin/members/import/new": "keeps a file, which no proof would bring back",
    "POST /admin/members/import/<id>/columns": "an answer; points wait for the run",
    "POST /admin/members/import/<id>/options": "so is this one",
    "POST /admin/members/import/<id>/stop": "gives nobody anything",
}
"""Deeds of the same pages that ask for no fresh proof, and why."""


def named(page: Page) -> str:
    return f"{page.method} {page.rule}"


@dataclass(slots=True)
class Building:
    """A back office with one person of each role in it."""

    desk: Desk
    merchant_id: UUID
    database_url: str
    people: dict[Role, UUID] = field(default_factory=dict)
    owners: str = ""
    """A session that was begun before anybody refused writes."""

    def token(self, role: Role) -> str:
        return sessions.begin(self.desk.world.env, self.merchant_id, self.people[role])

    def visit(
        self,
        page: Page,
        token: str | None,
        *,
        csrf: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> TestResponse:
        """Ask for a page; a form is empty but for its token."""
        env = self.desk.world.env
        client = self.desk.pages.test_client()
        if token is not None:
            client.set_cookie(cookie_name(env), token)
        path = re.sub(r"<[^>]+>", NOBODY, page.rule)
        known = {"Origin": env.public_url, "Sec-Fetch-Site": "same-origin"}
        sent = form_token(token or "") if csrf is None else csrf
        return client.open(
            path,
            method=page.method,
            headers={**known, **(headers or {})},
            data={"csrf": sent} if page.method == "POST" else None,
        )


@pytest.fixture(scope="module")
def building(shared_servers: Shared, worker_number: int) -> Iterator[Building]:
    redis_url = f"{shared_servers.redis_url.partition('?')[0]}?db={worker_number}"
    with shared_servers.copy() as url, desk_at(url, redis_url) as desk:
        merchant_id: UUID = desk.world.run(
            lambda uow: StoreRepository(uow).programme().merchant_id
        )
        made = Building(desk, merchant_id, url)
        for role in Role:
            made.people[role] = staffing.add(
                desk.world.env, merchant_id, name=f"A {role.value}", role=role
            )
        made.owners = made.token(Role.OWNER)
        yield made


@pytest.fixture
def read_only(building: Building) -> Iterator[None]:
    """A database that refuses every write."""
    # Coming in is noted once a minute; that is no page's doing.
    building.visit(READING[0], building.owners)
    engine = building.desk.world.env.database.engine

    def switch(way: str) -> None:
        with psycopg.connect(building.database_url, autocommit=True) as owner:
            name = sql.Identifier(owner.info.dbname)
            change = sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = {}")
            owner.execute("SET default_transaction_read_only = off")
            owner.execute(change.format(name, sql.SQL(way)))
        engine.dispose()

    switch("on")
    yield
    switch("off")


@pytest.mark.parametrize("role", Role)
def test_who_may_not_is_refused_and_told_who_may(
    building: Building, role: Role
) -> None:
    token = building.token(role)
    refused = [page for page in PAGES if not may(role, page.right)]

    for page in refused:
        answer = building.visit(page, token)
        assert answer.status_code == 403, named(page)
        for other in who_may(page.right):
            assert LABELS[other] in answer.get_data(as_text=True), named(page)


@pytest.mark.parametrize("role", Role)
def test_who_may_see_a_page_is_let_in(building: Building, role: Role) -> None:
    token = building.token(role)
    allowed = [page for page in READING if may(role, page.right)]

    found = {named(page): building.visit(page, token).status_code for page in allowed}

    broken = {page: status for page, status in found.items() if status >= 500}
    assert {page: status for page, status in found.items() if status == 403} == {}
    assert broken == {}


@pytest.mark.usefixtures("read_only")
def test_no_reading_changes_anything(building: Building) -> None:
    found = {
        named(page): building.visit(page, building.owners).status_code
        for page in READING
    }

    writing = {page for page, status in found.items() if status >= 500}
    assert writing <= set(NOTED)


def test_without_a_session_every_page_leads_to_the_door(building: Building) -> None:
    for page in PAGES:
        answer = building.visit(page, None, csrf="x" * 43)
        if page.method == "GET":
            assert answer.status_code == 303, named(page)
            assert answer.headers["Location"].startswith("/admin/sign-in")
        else:
            assert answer.status_code == 401, named(page)


@pytest.mark.parametrize(
    ("csrf", "headers"),
    [
        ("", {}),
        ("x" * 43, {}),
        (None, {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_no_deed_is_done_without_the_token_of_its_session_or_from_elsewhere(
    building: Building, csrf: str | None, headers: dict[str, str]
) -> None:
    token = building.token(Role.OWNER)

    for page in DEEDS:
        answer = building.visit(page, token, csrf=csrf, headers=headers)
        assert answer.status_code == 401, named(page)


def test_deeds_under_sensitive_rights_ask_for_a_fresh_proof(building: Building) -> None:
    lax = [named(page) for page in DEEDS if page.right in SENSITIVE]
    strict = [named(page) for page in DEEDS if page.sensitive]

    assert set(lax) <= set(strict)


def test_files_under_sensitive_rights_ask_for_a_fresh_proof_too() -> None:
    files = [page for page in READING if page.right in SENSITIVE and gives_file(page)]
    lax = [named(page) for page in files if not page.sensitive]

    assert "GET /admin/members.csv" in map(named, files)
    assert lax == []


def gives_file(page: Page) -> bool:
    found = get_type_hints(page.handler)["return"]
    return Download in (found, *get_args(found))


def test_deeds_on_many_and_above_limits_ask_for_one_too() -> None:
    strict = {named(page) for page in DEEDS if page.sensitive}
    many = {
        named(page)
        for page in DEEDS
        if page.rule.startswith(("/admin/members/bulk", "/admin/members/import"))
    }

    assert set(FRESH) <= strict
    assert many - strict == set(LAX)


def test_a_proof_that_is_too_old_opens_no_sensitive_deed(building: Building) -> None:
    token = building.token(Role.OWNER)
    building.desk.world.clock.advance(minutes=11)

    for page in PAGES:
        if page.sensitive:
            answer = building.visit(page, token)
            text = answer.get_data(as_text=True)
            proof = answer.headers.get("Location", "").startswith("/admin/prove")
            assert proof or "Is it you?" in text, named(page)


def test_every_answer_carries_the_headers_of_a_personal_page(
    building: Building,
) -> None:
    token = building.token(Role.OWNER)
    for page in READING:
        for who in (token, None):
            headers = building.visit(page, who).headers
            policy = headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in policy, named(page)
            assert "unsafe-" not in policy, named(page)
            assert "object-src 'none'" in policy, named(page)
            assert "base-uri 'none'" in policy, named(page)
            assert headers["Cache-Control"] == "no-store", named(page)
            assert headers["X-Content-Type-Options"] == "nosniff", named(page)
            assert headers["Cross-Origin-Opener-Policy"] == "same-origin", named(page)
            assert "Set-Cookie" not in headers, named(page)


def test_no_page_has_script_or_style_inside(building: Building) -> None:
    token = building.token(Role.OWNER)
    for page in READING:
        answer = building.visit(page, token)
        if not answer.content_type.startswith("text/html"):
            continue
        text = answer.get_data(as_text=True)
        inline = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)
        assert inline == [], named(page)
        assert re.findall(r"\s(?:style|on[a-z]+)=[\"']", text) == [], named(page)
        assert "hx-on" not in text, named(page)


@pytest.mark.parametrize("role", Role)
def test_who_may_do_a_deed_is_not_refused(building: Building, role: Role) -> None:
    # Last: an empty form may do something, such as signing out elsewhere.
    for page in DEEDS:
        if may(role, page.right):
            status = building.visit(page, building.token(role)).status_code
            assert status != 403, named(page)
            assert status < 500, named(page)


def test_the_pages_of_this_table_are_there() -> None:
    rights = {page.rule: page.right for page in READING}

    assert rights["/admin/settings/audit"] is Right.AUDIT
    assert len(PAGES) > 20
