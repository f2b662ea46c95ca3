"""From the door to the first page: each step, each wrong turn, each cookie."""

import re

from app.domain.staff import Role
from app.services.staff import first_run, sessions
from tests.web.admin.staff.conftest import EMAIL, KEPT_OF, PASSWORD, Door

SUPPORT = "budi@toko.test"


def test_an_owner_comes_in_by_password_and_code(door: Door) -> None:
    door.get("/sign-in?next=/admin/help")
    half = door.post(
        "/sign-in", {"email": EMAIL, "password": PASSWORD, "next": "/admin/help"}
    )
    assert half.headers["Location"] == "/admin/sign-in/second?next=/admin/help"
    assert door.get("/help").status == 303

    door.get("/sign-in/second?next=/admin/help")
    done = door.post("/sign-in/second", {"code": door.code(), "next": "/admin/help"})

    assert (done.status, done.headers["Location"]) == (303, "/admin/help")
    assert door.get("/help").status == 200


def test_without_a_session_a_page_leads_to_the_door_and_back(door: Door) -> None:
    away = door.get("/help?page=/home")

    assert away.status == 303
    assert away.headers["Location"] == "/admin/sign-in?next=/admin/help%3Fpage%3D/home"


def test_cookies_are_http_only_lax_and_for_the_whole_host(door: Door) -> None:
    door.hire(SUPPORT, Role.SUPPORT)

    answers = [door.get("/sign-in"), door.enter(SUPPORT)]

    given = [line for each in answers for line in each.headers.getlist("Set-Cookie")]
    names = [line.partition("=")[0] for line in given]
    assert sorted(names) == ["setia", "setia-door", "setia-known"]
    for line in given:
        assert "; HttpOnly" in line
        assert "; SameSite=Lax" in line
        assert "; Path=/" in line
        assert "Domain" not in line


def test_a_session_id_that_somebody_planted_is_never_signed_in(door: Door) -> None:
    door.hire(SUPPORT, Role.SUPPORT)
    planted = "A" * 43
    door.client.set_cookie("setia", planted)

    door.enter(SUPPORT)

    assert door.cookie() != planted
    other = door.anew()
    other.client.set_cookie("setia", planted)
    assert other.get("/help").status == 303


def test_a_copied_cookie_is_worth_nothing_after_sign_out(door: Door) -> None:
    door.hire(SUPPORT, Role.SUPPORT)
    door.enter(SUPPORT)
    copied = door.cookie()
    assert copied is not None
    thief = door.anew()
    thief.client.set_cookie("setia", copied)
    assert thief.get("/help").status == 200

    door.get("/help")
    door.post("/sign-out")

    assert door.cookie() is None
    assert thief.get("/help").status == 303


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(door: Door) -> None:
    pages = set()
    for email in (EMAIL, "nobody@toko.test"):
        door.get("/sign-in")
        answer = door.post("/sign-in", {"email": email, "password": "not the password"})
        assert answer.status == 400
        pages.add(re.sub(r'value="[^"]*"', "", answer.text))

    assert len(pages) == 1


def test_the_sixth_try_is_told_to_wait(door: Door) -> None:
    for _ in range(5):
        door.get("/sign-in")
        door.post("/sign-in", {"email": EMAIL, "password": "not the password"})

    answer = door.post("/sign-in", {"email": EMAIL, "password": PASSWORD})

    assert answer.status == 429
    assert answer.headers["Retry-After"] == "30"
    assert "Wait 30 seconds" in door.text


def test_a_stranger_keeps_nobody_out_of_their_own_browser(door: Door) -> None:
    door.enter()
    door.get("/help")
    door.post("/sign-out")
    stranger = door.anew()
    for _ in range(5):
        stranger.get("/sign-in")
        stranger.post("/sign-in", {"email": EMAIL, "password": "not the password"})

    stranger.get("/sign-in")
    late = stranger.post("/sign-in", {"email": EMAIL, "password": PASSWORD})
    door.get("/sign-in")
    own = door.post("/sign-in", {"email": EMAIL, "password": PASSWORD})

    assert late.status == 429
    assert own.headers["Location"] == "/admin/sign-in/second"


def test_what_a_browser_keeps_of_its_people_can_not_be_read(door: Door) -> None:
    staff_id = door.hire(SUPPORT, Role.SUPPORT)

    door.enter(SUPPORT)

    kept = door.cookie("setia-known")
    assert kept is not None
    assert str(staff_id) not in kept
    assert SUPPORT not in kept
    assert len(kept) < 1_000


def test_a_form_without_its_token_or_from_elsewhere_signs_nobody_in(
    door: Door,
) -> None:
    door.hire(SUPPORT, Role.SUPPORT)
    typed = {"email": SUPPORT, "password": PASSWORD}

    door.get("/sign-in")
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    refused = [
        door.post("/sign-in", {**typed, "csrf": ""}).status,
        door.post("/sign-in", {**typed, "csrf": "x" * 43}).status,
        door.post("/sign-in", typed, headers=foreign).status,
        door.post("/sign-in", typed, headers={"Origin": "null"}).status,
        door.post("/sign-in", typed, headers={"Sec-Fetch-Site": "same-site"}).status,
    ]

    assert refused == [403] * 5
    assert door.cookie() is None


def test_a_signed_in_form_needs_the_token_of_its_own_session(door: Door) -> None:
    door.hire(SUPPORT, Role.SUPPORT)
    other = door.anew()
    other.enter(SUPPORT)
    other.get("/help")
    foreign = other.text
    door.enter(SUPPORT)
    token = re.search(r'name="csrf" value="([^"]+)"', foreign)
    assert token is not None

    answer = door.post("/sign-out", {"csrf": token[1]})

    assert answer.status == 403
    assert door.get("/help").status == 200


def test_a_one_time_link_wants_a_click_and_works_once(door: Door) -> None:
    token = first_run.sign_in_link(door.env, EMAIL)

    door.get(f"/enter/{token}")
    assert door.cookie() is None
    done = door.post(f"/enter/{token}")

    assert done.status == 303
    assert door.get("/help").status == 200
    assert door.anew().get(f"/enter/{token}").status == 404


def test_who_only_looks_at_a_one_time_link_neither_comes_in_nor_uses_it_up(
    door: Door,
) -> None:
    token = first_run.sign_in_link(door.env, EMAIL)

    looked = door.client.head(f"/admin/enter/{token}")

    assert looked.status_code == 200
    assert door.cookie() is None
    door.get(f"/enter/{token}")
    assert door.post(f"/enter/{token}").status == 303


def test_a_one_time_link_lasts_ten_minutes(door: Door) -> None:
    token = first_run.sign_in_link(door.env, EMAIL)

    door.desk.world.clock.advance(minutes=10)

    assert door.get(f"/enter/{token}").status == 404


def test_an_owner_without_a_second_factor_sets_it_up_and_is_shown_codes_once(
    door: Door,
) -> None:
    door.hire("new@toko.test", Role.OWNER)
    answer = door.enter("new@toko.test")
    assert answer.headers["Location"] == "/admin/sign-in/enrol"
    door.get("/sign-in/enrol")
    secret = re.search(r'square-text">([A-Z2-7 ]+)<', door.text)
    assert secret is not None
    assert 'src="data:image/svg+xml' in door.text

    wrong = door.post("/sign-in/enrol", {"code": "000000"})
    done = door.post("/sign-in/enrol", {"code": code_of(door, secret[1])})

    assert (wrong.status, done.status) == (400, 200)
    assert door.text.count("<li><code>") == 10
    assert door.get("/help").status == 200
    assert door.get("/sign-in/enrol").status == 303


def code_of(door: Door, secret: str) -> str:
    from base64 import b32decode  # noqa: PLC0415

    from app.services.staff import totp  # noqa: PLC0415

    plain = b32decode(secret.replace(" ", ""))
    return totp.code_of(plain, totp.step_of(door.env.clock.now()))


def test_a_form_that_met_the_end_of_its_session_comes_back_after_the_sign_in(
    door: Door,
) -> None:
    door.hire(SUPPORT, Role.SUPPORT)
    door.enter(SUPPORT)
    door.get("/help")
    door.client.delete_cookie("setia")

    lost = door.post("/account", {"name": "Budi Santoso", "password": "hush"})

    assert lost.status == 401
    assert "What you typed is kept" in door.text
    kept = KEPT_OF.search(door.text)
    assert kept is not None
    assert "Budi" not in kept[1]
    done = door.post(
        "/sign-in", {"email": SUPPORT, "password": PASSWORD, "kept": kept[1]}
    )
    assert done.status == 200
    assert 'action="/admin/account"' in door.text
    assert 'name="name" value="Budi Santoso"' in door.text
    assert "hush" not in door.text


def test_a_form_that_another_site_sent_is_not_kept(door: Door) -> None:
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}

    answer = door.post("/account", {"name": "Mallory"}, headers=foreign)

    assert answer.status == 401
    assert KEPT_OF.search(door.text) is None


def test_a_kept_form_that_somebody_made_up_is_forgotten(door: Door) -> None:
    door.hire(SUPPORT, Role.SUPPORT)
    door.get("/sign-in")

    done = door.post(
        "/sign-in", {"email": SUPPORT, "password": PASSWORD, "kept": "made-up"}
    )

    assert (done.status, done.headers["Location"]) == (303, "/admin/home")


def test_the_door_speaks_three_languages(door: Door) -> None:
    said = [
        door.get("/sign-in?lang=id").text,
        door.get("/sign-in", headers={"Accept-Language": "ms-MY,ms;q=0.9"}).text,
        door.get("/sign-in", headers={"Accept-Language": "fr"}).text,
    ]

    assert [re.search(r"<h1>(.*?)</h1>", text)[1] for text in said] == [  # type: ignore[index]  # it is there
        "Masuk",
        "Log masuk",
        "Sign in",
    ]


def test_no_page_of_the_entrance_may_be_kept_or_framed(door: Door) -> None:
    token = first_run.sign_in_link(door.env, EMAIL)
    paths = ("/sign-in", "/setup", "/setup/x", "/invitations/x", f"/enter/{token}")

    for path in paths:
        headers = door.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"


def test_an_open_session_is_not_asked_to_sign_in_again(door: Door) -> None:
    door.enter()

    answer = door.get("/sign-in?next=/admin/help")

    assert answer.headers["Location"] == "/admin/help"
    token = door.cookie()
    assert token is not None
    assert sessions.find(door.env, token) is not None
