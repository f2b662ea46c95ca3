"""Your account: what one changes about oneself, and what ends by it."""

import re
from base64 import b32decode

from app.domain.staff import Role
from app.services.staff import first_run, staffing, totp
from tests.web.admin.staff.conftest import EMAIL, PASSWORD, Door

SUPPORT = "budi@toko.test"
FRESH = "empat kucing di atap"


def inside(door: Door, role: Role = Role.SUPPORT) -> Door:
    door.hire(SUPPORT, role)
    door.enter(SUPPORT)
    door.get("/account")
    return door


def changed(current: str, fresh: str, repeated: str | None = None) -> dict[str, str]:
    return {
        "current_password": current,
        "new_password": fresh,
        "repeated_password": repeated or fresh,
    }


def test_name_and_language_are_changed_and_shown_at_once(door: Door) -> None:
    inside(door)

    done = door.post("/account", {"name": "Budi Hartono", "language": "ms"})

    assert done.status == 303
    door.get("/account")
    assert '<html lang="ms"' in door.text
    assert "Budi Hartono" in door.text


def test_a_new_password_ends_other_sessions_and_renews_this_one(door: Door) -> None:
    inside(door)
    other = door.anew()
    other.enter(SUPPORT)
    before = door.cookie()

    done = door.post("/account/password", changed(PASSWORD, FRESH))

    assert done.status == 303
    assert door.cookie() != before
    assert door.get("/account").status == 200
    assert other.get("/account").status == 303
    late = door.anew()
    late.get("/sign-in")
    assert late.post("/sign-in", {"email": SUPPORT, "password": FRESH}).status == 303


def test_who_came_in_by_a_link_sets_a_first_password_for_ten_minutes(
    door: Door,
) -> None:
    def by_link(email: str) -> Door:
        staffing.add(
            door.env, door.merchant_id, name="Ani", role=Role.SUPPORT, email=email
        )
        guest = door.anew()
        path = f"/enter/{first_run.sign_in_link(door.env, email)}"
        guest.get(path)
        guest.post(path)
        guest.get("/account")
        return guest

    early, late = by_link("ani@toko.test"), by_link("eva@toko.test")
    first = early.post("/account/password", changed("", FRESH))
    door.desk.world.clock.advance(minutes=11)
    second = late.post("/account/password", changed("", FRESH))

    assert (first.status, second.status) == (303, 400)


def test_what_is_wrong_with_a_new_password_stands_at_its_field(door: Door) -> None:
    inside(door)

    for said, words in (
        (changed("not the one", FRESH), "That is not right"),
        (changed(PASSWORD, "short"), "Take 12 characters or more"),
        (changed(PASSWORD, FRESH, "another one"), "The two are not the same"),
    ):
        assert door.post("/account/password", said).status == 400
        assert words in door.text
        assert FRESH not in door.text


def test_staff_may_set_up_a_second_factor_and_take_it_away(door: Door) -> None:
    inside(door)
    began = door.post("/account/second-factor/begin")
    assert began.status == 303
    door.get("/account/second-factor")
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", door.text)
    assert secret is not None
    key = b32decode(secret[1].replace(" ", ""))
    code = totp.code_of(key, totp.step_of(door.env.clock.now()))

    done = door.post("/account/second-factor", {"code": code})

    assert done.status == 200
    assert door.text.count("<li><code>") == 10
    half = door.anew()
    half.get("/sign-in")
    answer = half.post("/sign-in", {"email": SUPPORT, "password": PASSWORD})
    assert answer.headers["Location"] == "/admin/sign-in/second"
    door.get("/account")
    assert door.post("/account/second-factor/off").status == 303
    assert door.get("/account").status == 303


def test_a_recovery_code_replaces_the_telephone_once(door: Door) -> None:
    door.enter()
    door.get("/account")
    door.post("/account/recovery")
    found = re.search(r"<li><code>([0-9A-Z-]{19})</code>", door.text)
    assert found is not None

    def with_code(code: str) -> int:
        half = door.anew()
        half.get("/sign-in")
        half.post("/sign-in", {"email": EMAIL, "password": PASSWORD})
        half.get("/sign-in/second")
        return half.post("/sign-in/second", {"code": code.lower()}).status

    assert [with_code(found[1]), with_code(found[1])] == [303, 400]


def test_an_owner_keeps_the_second_factor(door: Door) -> None:
    door.enter()
    door.get("/account")

    answer = door.post("/account/second-factor/off")

    assert answer.status == 422
    assert "Owners keep their second factor" in door.text


def test_one_session_or_all_others_can_be_ended(door: Door) -> None:
    inside(door)
    first, second = door.anew(), door.anew()
    for other in (first, second):
        other.enter(SUPPORT)
    door.get("/account")
    ends = re.findall(r'action="/admin(/account/sessions/[^"]+)"', door.text)
    assert len(ends) == 2

    door.post(ends[0])
    left = [other.get("/account").status for other in (first, second)]
    assert sorted(left) == [200, 303]
    door.post("/account/sign-out-everywhere")

    assert [other.get("/account").status for other in (first, second)] == [303, 303]
    assert door.get("/account").status == 200


def test_a_session_of_somebody_else_is_not_ended(door: Door) -> None:
    door.enter()
    door.get("/account")
    owner = door.text
    other = inside(door.anew())
    theirs = re.search(r"/admin(/account/sessions/[^\"]+)", owner)
    assert theirs is None
    foreign = door.env.ids.new()

    assert other.post(f"/account/sessions/{foreign}/end").status == 404


def test_the_programmes_of_the_merchant_are_listed(door: Door) -> None:
    inside(door)

    door.get("/account/programmes")

    assert "open now" in door.text
    assert "1 store" in door.text


def test_an_owner_makes_another_programme_and_opens_it(door: Door) -> None:
    door.enter()
    door.get("/account/programmes")
    sent = {"name": "Teh Pagi", "timezone": "Asia/Makassar"}

    made = door.post("/account/programmes", sent)
    door.get("/account/programmes")

    assert made.status == 303
    assert "Teh Pagi" in door.text
    found = re.search(r'name="programme_id" value="([^"]+)"', door.text)
    assert found is not None
    assert door.post("/programmes/open", {"programme_id": found[1]}).status == 303
    door.get("/home")
    assert "Set up the programme" in door.text
    door.get("/settings/audit")
    assert "Made another programme" in door.text


def test_a_programme_without_a_name_or_of_no_zone_is_not_made(door: Door) -> None:
    door.enter()
    door.get("/account/programmes")

    unnamed = door.post("/account/programmes", {"name": "", "timezone": "UTC"})
    nowhere = door.post("/account/programmes", {"name": "Teh", "timezone": "Mars"})

    assert (unnamed.status, nowhere.status) == (400, 400)
    assert 'value="Teh"' in door.text
