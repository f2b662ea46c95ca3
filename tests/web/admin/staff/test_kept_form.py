"""A form that met the end of its session: whose it is, what is kept, how it returns."""

import re
from html import unescape
from pathlib import Path
from typing import Final

import pytest

from app.domain.staff import Role
from app.web.admin import again
from app.web.admin.groups import every_page
from app.web.admin.guard import LIVE
from app.web.admin.kept_form import NEVER
from app.web.admin.words import knows
from tests.web.admin.staff.conftest import EMAIL, KEPT_OF, PASSWORD, Door
from tests.web.admin.staff.test_entrance import code_of

SUPPORT = "budi@toko.test"
FOREIGN = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
TEMPLATES: Final = Path(__file__).parents[4] / "templates" / "admin"
SECRET_FIELD: Final = re.compile(
    r'field\((?:\w+, )?"(\w+)"(?=[^}]*(?:"password"|="one-time-code"))'
)
LIVE_DIV: Final = re.compile(r'<div[^<]*?hx-post="([^>]*?)" hx-trigger="input')
ENDS: Final = tuple(quote for each in LIVE for quote in (each, f'{each}"'))
INVITE = {"role": "owner", "email": "mallory@evil.test"}


def lose(door: Door, path: str, typed: dict[str, str]) -> str:
    """Send a form without a session; return the seal that comes back."""
    door.client.delete_cookie("setia")
    answer = door.post(path, typed)
    assert answer.status == 401
    return seal_in(door)


def seal_in(door: Door) -> str:
    kept = KEPT_OF.search(door.text)
    assert kept is not None
    return kept[1]


def come_in(door: Door, kept: str, email: str = SUPPORT) -> int:
    typed = {"email": email, "password": PASSWORD, "kept": kept}
    return door.post("/sign-in", typed).status


def test_a_form_from_another_browser_is_not_offered_behind_our_sign_in(
    door: Door,
) -> None:
    door.hire(SUPPORT, Role.SUPPORT)
    planted = lose(door.anew(), "/settings/team/invite", INVITE)

    door.get("/sign-in")
    status = come_in(door, planted)

    assert status == 303
    assert "mallory" not in door.text


def test_a_form_that_another_site_plants_is_not_shown_as_kept(door: Door) -> None:
    planted = lose(door.anew(), "/settings/team/invite", INVITE)

    answer = door.post("/sign-in", {"kept": planted}, headers=FOREIGN)

    assert answer.status == 403
    assert planted not in answer.text
    assert "What you typed is kept" not in door.text


def test_even_ones_own_form_is_not_shown_when_another_site_sends_it(
    door: Door,
) -> None:
    own = lose(door, "/account", {"name": "Budi"})

    answer = door.post("/sign-in", {"kept": own}, headers=FOREIGN)

    assert own not in answer.text


def test_a_wrong_password_does_not_lose_the_form(door: Door) -> None:
    door.hire(SUPPORT, Role.SUPPORT)
    own = lose(door, "/account", {"name": "Budi Santoso"})

    door.post("/sign-in", {"email": SUPPORT, "password": "wrong", "kept": own})
    status = come_in(door, seal_in(door))

    assert status == 200
    assert 'name="name" value="Budi Santoso"' in door.text


def test_a_form_is_kept_for_an_hour(door: Door) -> None:
    door.hire(SUPPORT, Role.SUPPORT)
    own = lose(door, "/account", {"name": "Budi Santoso"})

    door.desk.world.clock.advance(minutes=61)

    assert come_in(door, own) == 303


def test_a_proof_of_another_person_does_not_bring_a_form_along(door: Door) -> None:
    door.hire("other@toko.test", Role.OWNER, second_factor=True)
    other = door.anew()
    other.enter("other@toko.test")
    door.desk.world.clock.advance(minutes=11)
    other.get("/account")
    other.post("/settings/team/invite", INVITE)
    planted = seal_in(other)
    door.enter()
    door.get("/account")

    code = {"password": PASSWORD, "code": door.code()}
    door.desk.world.clock.advance(seconds=30)
    code["code"] = door.code()
    answer = door.post("/prove", {**code, "kept": planted})

    assert answer.status == 303


def test_a_proof_after_the_session_ended_leads_to_the_sign_in_with_the_form(
    door: Door,
) -> None:
    door.enter()
    door.desk.world.clock.advance(minutes=11)
    door.get("/account")
    door.post("/settings/team/invite", {"role": "support"})
    kept = seal_in(door)
    door.client.delete_cookie("setia")

    answer = door.post("/prove", {"password": PASSWORD, "code": "1", "kept": kept})

    assert answer.status == 401
    assert seal_in(door) == kept


def test_fields_with_code_in_their_name_are_kept_and_secrets_are_not(
    door: Door,
) -> None:
    door.hire(SUPPORT, Role.SUPPORT)
    secrets = dict.fromkeys(
        (
            *("password", "current_password", "new_password", "repeated_password"),
            *("code", "secret"),
        ),
        "hush-hush",
    )
    typed = {"code.prefix": "BDAY", "code.for_this_customer_only": "yes", **secrets}

    own = lose(door, "/programme/rewards/birthday-off", typed)
    status = come_in(door, own)

    assert status == 200
    assert 'name="code.prefix" value="BDAY"' in door.text
    assert 'name="code.for_this_customer_only" value="yes"' in door.text
    assert "hush-hush" not in door.text


def test_who_sets_up_the_second_factor_on_the_way_gets_the_form_back(
    door: Door,
) -> None:
    door.hire("new@toko.test", Role.OWNER)
    own = lose(door, "/account", {"name": "Ani Wijaya"})
    assert come_in(door, own, "new@toko.test") == 200
    secret = re.search(r'square-text">([A-Z2-7 ]+)<', door.text)
    assert secret is not None

    shown = door.post(
        "/sign-in/enrol", {"code": code_of(door, secret[1]), "kept": seal_in(door)}
    )
    assert shown.status == 200
    assert door.text.count("<li><code>") == 10
    onward = re.search(r'<form action="([^"]+)"', door.text)
    assert onward is not None
    door.post(onward[1].removeprefix("/admin"), {"kept": seal_in(door)})

    assert 'action="/admin/account"' in door.text
    assert 'name="name" value="Ani Wijaya"' in door.text


def test_the_way_on_from_the_recovery_codes_needs_a_form_of_ours(door: Door) -> None:
    door.hire(SUPPORT, Role.SUPPORT)
    door.enter(SUPPORT)
    door.get("/account")

    forged = door.post("/again", {"csrf": "x" * 43, "kept": "made-up"})
    without = door.post("/again", {"kept": "made-up"})
    door.client.delete_cookie("setia")
    nobody = door.post("/again", {"kept": "made-up"})

    assert forged.status == 403
    assert (without.status, without.headers["Location"]) == (303, "/admin/home")
    assert nobody.headers["Location"] == "/admin/sign-in"


@pytest.mark.parametrize(
    ("tongue", "deed"),
    [
        ("en", "Invite somebody to the team"),
        ("id", "Undang seseorang ke tim"),
        ("ms", "Jemput seseorang ke dalam pasukan"),
    ],
)
def test_the_button_is_beside_the_deed_and_its_place_in_words(
    door: Door, tongue: str, deed: str
) -> None:
    door.hire(SUPPORT, Role.SUPPORT)
    own = lose(door, "/settings/team/invite", INVITE)

    door.post(
        f"/sign-in?lang={tongue}",
        {"email": SUPPORT, "password": PASSWORD, "kept": own},
    )

    assert deed in door.text
    assert "mallory@evil.test" in door.text
    assert "Settings › Team" in door.text or tongue != "en"  # noqa: RUF001 - a path


def test_the_button_names_whom_a_deed_is_about(door: Door) -> None:
    other = door.hire("citra@toko.test", Role.MANAGER)
    door.hire(SUPPORT, Role.SUPPORT)
    own = lose(door, f"/settings/team/{other}/role", {"role": "owner"})

    come_in(door, own)

    said = re.search(r"<dl.*?</dl>", unescape(door.text), re.DOTALL)
    assert said is not None
    assert "Change somebody's role" in said[0]
    assert "Sari" in said[0]
    assert str(other) not in said[0]


def test_a_form_for_an_address_that_is_none_of_ours_is_not_offered(
    door: Door,
) -> None:
    door.client.delete_cookie("setia")
    door.get("/sign-in")

    answer = door.post("/settings/team", {"role": "owner"})

    assert answer.status == 405
    assert EMAIL not in door.text


def test_every_deed_has_words_for_its_button() -> None:
    deeds = [page.endpoint for page in every_page() if page.method == "POST"]

    assert [each for each in deeds if not knows(f"lost.deed.{each}")] == []


def test_no_secret_of_any_form_is_ever_kept() -> None:
    asked = set()
    for path in TEMPLATES.rglob("*.html"):
        asked.update(SECRET_FIELD.findall(path.read_text("utf-8")))

    assert {"password", "code", "secret", "current_password"} <= asked
    assert asked - NEVER == {"repeated"}, "joining happens before any session"


def test_a_deed_without_words_of_its_own_is_offered_all_the_same(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.hire(SUPPORT, Role.SUPPORT)
    own = lose(door, "/settings/team/invite", INVITE)
    monkeypatch.setattr(again, "DEED", "lost.deed.of-tomorrow.")

    status = come_in(door, own)

    assert status == 200
    assert "Send a form" in door.text


def test_what_answers_while_one_types_leaves_the_form_where_it_is(
    door: Door,
) -> None:
    path = "/admin/programme/earn/order/sentence"

    answer = door.client.post(path, data={"name": "x"}, headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["HX-Reswap"] == "none"
    assert "HX-Retarget" not in answer.headers
    assert answer.get_data() == b""


def test_whatever_asks_while_one_types_is_known_by_its_end() -> None:
    asked = set()
    for path in TEMPLATES.rglob("*.html"):
        asked.update(LIVE_DIV.findall(path.read_text("utf-8")))

    assert asked
    assert [each for each in asked if not each.rstrip(" })").endswith(ENDS)] == []
