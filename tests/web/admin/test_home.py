"""Home: set-up, the idea and what is said to it, and the pause."""

from html import unescape

import pytest

from app.domain.staff import Role
from app.domain.words import Language
from app.services import ideas
from app.services.ideas import Idea
from app.storage.stores import StoreRepository
from app.web.admin.words import say
from tests.web.admin.conftest import Office

IDEA = Idea("take_part", 98, 98, "/programme/earn")


@pytest.fixture
def told(office: Office) -> Office:
    """Home with members of whom nearly all do nothing but buy."""
    office.desk.world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "INSERT INTO member (programme_id, member_id, state, joined_at, created_at,"
            " updated_at) SELECT %(programme)s, gen_random_uuid(), 'active', t, t, t"
            " FROM (SELECT %(at)s::timestamptz - interval '60 days' AS t) AS s,"
            " generate_series(1, 30)",
            {"programme": office.programme_id, "at": office.env.clock.now()},
        )
    )
    return office


def state(office: Office) -> str:
    found: str = office.desk.world.run(
        lambda uow: StoreRepository(uow).programme().state
    )
    return found


@pytest.mark.parametrize("language", Language)
def test_an_idea_can_be_done_put_off_or_sent_away(
    told: Office, language: Language
) -> None:
    told.as_role(Role.OWNER, language)
    page = unescape(told.get("/home").text)
    title = say("home.idea", language)

    assert title in page
    for key in ("idea.take_part.do", "home.later", "home.not_for_us"):
        assert say(key, language) in page
    sent = told.post("/home/say/take_part", {"say": "not_for_us"})
    assert (sent.status, title in unescape(told.get("/home").text)) == (303, False)
    told.post("/home/say/take_part/again")
    assert title in unescape(told.get("/home").text)


def test_who_goes_to_do_it_is_led_there(told: Office) -> None:
    done = told.post("/home/say/take_part", {"say": "done"})

    assert done.headers["Location"] == "/admin/programme/earn"
    assert "This week" not in told.get("/home").text


def test_only_what_home_asks_can_be_answered(office: Office) -> None:
    assert office.post("/home/say/cake", {"say": "later"}).status == 404
    assert office.post("/home/say/take_part", {"say": "maybe"}).status == 404


def test_the_programme_is_paused_and_goes_on_from_home(office: Office) -> None:
    assert say("programme.pause", Language.EN) in office.get("/home").text

    office.post("/home/pause")
    paused = state(office), office.get("/home").text
    office.post("/home/pause")

    assert paused[0] == "paused"
    assert say("programme.resume", Language.EN) in paused[1]
    assert state(office) == "active"


def test_who_changes_nothing_sees_no_button(told: Office) -> None:
    told.as_role(Role.ANALYST)

    page = told.get("/home").text

    assert "This week" in page
    assert "/home/say/" not in page
    assert "/home/pause" not in page


def test_setting_up_tells_how_far_it_is_and_can_wait(office: Office) -> None:
    live = office.get("/home").text
    office.desk.world.run(
        lambda uow: StoreRepository(uow).change_programme(mode="test")
    )

    page = office.get("/home").text
    office.post(f"/home/say/{ideas.SET_UP}", {"say": "later"})
    later = office.get("/home").text

    assert "Set-up" not in live
    assert "1 / 6" in page
    assert "Next: " in page
    assert "Set-up: 1 / 6" in later
    assert "Next: " not in later
