"""The welcome over HTTP: six pages, one answer each, in three languages."""

from typing import Any

import pytest

from app.domain.onboarding.choices import STEPS
from app.domain.staff import Role
from app.domain.words import Language
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.web.admin.conftest import Office

SEE_OTHER = 303


@pytest.fixture
def new(office: Office) -> Office:
    """An office whose programme nobody has seen yet."""

    def unpublish(uow: UnitOfWork) -> None:
        StoreRepository(uow).change_programme(live_version=None)
        uow.connection.exec_driver_sql("DELETE FROM programme_draft")

    office.env.database.run(office.programme_id, unpublish)
    return office


def sent(office: Office, path: str, **data: Any) -> str:  # noqa: ANN401 - fields
    answer = office.post(path, data)
    assert answer.status == SEE_OTHER, answer.text[:2000]
    return str(answer.headers["Location"])


def answered(office: Office) -> None:
    sent(office, "/welcome/goal", goal="bigger_baskets")
    sent(office, "/welcome/recipe", recipe="tiers-simple")
    sent(office, "/welcome/look", accent="#7A4100", side="left", launcher="icon")
    sent(office, "/welcome/members", bring="none", past_orders="none", welcome="yes")


def test_six_answers_lead_from_nothing_to_members(new: Office) -> None:
    assert new.get("/welcome").headers["Location"] == "/admin/welcome/goal"
    assert sent(new, "/welcome/goal", goal="friends") == "/admin/welcome/recipe"
    assert "Bring a friend" in new.get("/welcome/recipe").text
    answered(new)
    assert new.get("/welcome").headers["Location"] == "/admin/welcome/publish"

    to = sent(new, "/welcome/launch")

    assert to.startswith("/admin/welcome/publish?told=")
    assert "Your programme is live" in new.get("/welcome/publish").text


@pytest.mark.parametrize("language", list(Language))
def test_every_step_is_there_in_every_language(new: Office, language: Language) -> None:
    new.as_role(Role.OWNER, language)
    answered(new)

    for step in STEPS:
        page = new.get(f"/welcome/{step}")
        assert page.status == 200, step
        assert "<h1>" in page.text


def test_figures_of_a_usual_store_are_marked_as_such(new: Office) -> None:
    sent(new, "/welcome/goal", goal="bigger_baskets")

    page = new.get("/welcome/recipe?all=yes").text

    assert "figures of a usual store" in page
    assert "of your buyers reach Gold" in page
    assert page.count("Use this programme</button>") == 6


def test_what_was_typed_stays_where_something_is_wrong(new: Office) -> None:
    sent(new, "/welcome/recipe", recipe="points-simple")

    pale = new.post("/welcome/look", {"accent": "#777777", "side": "left"})
    since = new.post("/welcome/members", {"bring": "all", "past_orders": "points"})
    nobody = new.post("/welcome/try", {"contact": "nobody"})
    aim = new.post("/welcome/goal", {"goal": "peace"})

    assert [each.status for each in (since, nobody, aim)] == [400, 400, 400]
    assert pale.status in (303, 400)
    assert 'value="nobody"' in nobody.text
    assert "Choose one of the answers" in since.text


def test_a_trial_shows_who_tries_and_where(new: Office) -> None:
    answered(new)

    sent(new, "/welcome/try", contact="ani@mail.test")

    page = new.get("/welcome/publish").text
    assert "ani@mail.test" in page
    assert "loyalty_preview=" in page


def test_starting_without_a_programme_says_what_is_missing(new: Office) -> None:
    answer = new.post("/welcome/launch", {})

    assert answer.status == 400
    assert "choose a programme first" in answer.text


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.ANALYST])
def test_who_may_only_read_sees_no_button_and_changes_nothing(
    new: Office, role: Role
) -> None:
    answered(new)
    new.as_role(role)

    assert "Publish</button>" not in new.get("/welcome/publish").text
    assert new.post("/welcome/launch", {}).status == 403
    assert new.get("/welcome/nowhere").status == 404
