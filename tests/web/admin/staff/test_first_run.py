"""An empty installation: from the printed link to a first page that works."""

import re
from base64 import b32decode
from dataclasses import replace

from flask import Response

from app.services.staff import first_run, sessions, totp
from app.storage.stores import StoreRepository
from app.web.admin.groups import every_page
from app.web.admin.session_cookie import BROWSER, cookie_name, give
from tests.web.admin.staff.conftest import PASSWORD, Door

TYPED = {
    "shop": "Toko Baru",
    "timezone": "Asia/Kuala_Lumpur",
    "name": "Aminah",
    "email": "aminah@baru.test",
    "password": PASSWORD,
    "repeated": PASSWORD,
    "language": "ms",
}


def test_the_first_owner_comes_from_the_printed_link_to_a_page_that_works(
    door: Door,
) -> None:
    token = first_run.offer(door.env, name="Setia")
    path = f"/setup/{token}"
    door.get(path)
    assert "You are the first" in door.text
    joined = door.post(path, TYPED)
    assert joined.headers["Location"] == "/admin/sign-in/enrol"
    assert door.get("/home").status == 303

    door.get("/sign-in/enrol")
    assert '<html lang="ms"' in door.text
    secret = re.search(r'square-text">([A-Z2-7 ]+)<', door.text)
    assert secret is not None
    key = b32decode(secret[1].replace(" ", ""))
    code = totp.code_of(key, totp.step_of(door.env.clock.now()))
    door.post("/sign-in/enrol", {"code": code})

    cookie = door.cookie()
    assert cookie is not None
    opened = sessions.find(door.env, cookie)
    assert opened is not None
    assert opened.merchant_id != door.merchant_id
    assert opened.programme_id is not None
    row = door.env.database.run(
        opened.programme_id, lambda uow: StoreRepository(uow).programme()
    )
    assert (row.name, row.timezone) == ("Toko Baru", "Asia/Kuala_Lumpur")
    # Nothing is there yet: no store, no member, nothing published.
    bare = [page.path for page in every_page() if page.method == "GET"]
    found = {path: door.get(path).status for path in bare if "<" not in path}
    assert {path: status for path, status in found.items() if status >= 500} == {}
    assert door.anew().get(path).status == 404


def test_the_name_that_was_given_with_the_link_is_in_the_form(door: Door) -> None:
    door.get(f"/setup/{first_run.offer(door.env, name='Kopi Senja')}")
    assert 'value="Kopi Senja"' in door.text
    assert "Indonesia (WIB, Jakarta)" in door.text

    door.get(f"/setup/{first_run.offer(door.env, name='Setia')}")
    assert 'value="Setia"' not in door.text


def test_a_wrong_form_makes_nobody_and_keeps_the_link(door: Door) -> None:
    path = f"/setup/{first_run.offer(door.env, name='Setia')}"
    door.get(path)

    wrong = door.post(path, {**TYPED, "password": "short", "repeated": "short"})

    assert wrong.status == 400
    assert 'value="Toko Baru"' in door.text
    assert 'value="aminah@baru.test"' in door.text
    assert door.anew().get(path).status == 200


def test_without_the_printed_link_there_is_nothing_to_set_up(door: Door) -> None:
    hint = door.get("/setup")
    assert hint.status == 200
    assert "Setia is set up already" in door.text
    assert "<form" not in door.text

    assert door.get("/setup/made-up").status == 404


def test_people_of_one_merchant_can_do_nothing_to_those_of_another(
    door: Door,
) -> None:
    path = f"/setup/{first_run.offer(door.env, name='Setia')}"
    other = door.anew()
    other.get(path)
    other.post(path, TYPED)
    theirs = other.cookie()
    assert theirs is not None
    foreign = sessions.find(door.env, theirs)
    assert foreign is not None
    staff_id, session_id = foreign.staff.staff_id, foreign.session.session_id
    door.enter()
    door.get("/settings/team")

    known = [
        door.get(f"/settings/team/{staff_id}").status,
        door.post(f"/settings/team/{staff_id}/role", {"role": "analyst"}).status,
        door.post(f"/settings/team/{staff_id}/remove", {"typed_name": "Aminah"}).status,
        door.post(f"/settings/team/{staff_id}/sign-out").status,
        door.post(f"/settings/team/{staff_id}/sessions/{session_id}/end").status,
        door.post(f"/settings/team/{staff_id}/second-factor/off").status,
        door.post(f"/account/sessions/{session_id}/end").status,
    ]

    assert known == [404] * 7
    assert sessions.find(door.env, theirs) is not None
    door.get("/settings/team")
    assert "Aminah" not in door.text


def test_over_https_cookies_have_the_host_prefix_and_are_secure(door: Door) -> None:
    env = replace(door.env, public_url="https://points.example")

    assert cookie_name(env) == "__Host-setia"
    assert cookie_name(env, BROWSER) == "__Host-setia-door"
    assert cookie_name(door.env) == "setia"
    answer = Response()
    give(env, answer, "token")
    said = answer.headers["Set-Cookie"].split("; ")
    assert said[0] == "__Host-setia=token"
    assert set(said[2:]) == {
        *("Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=604800"),
    }
