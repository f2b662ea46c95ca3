"""Goals are set on a page: which figure, from where to where, and until when."""

from html import unescape
from typing import Any, get_args

import pytest

from app.domain.programme.goals import Aim
from app.domain.staff import Role
from app.domain.words import Language
from app.services import programmes
from tests.web.admin.conftest import Office
from tests.web.admin.programme.test_editing import fields_of, opened
from tests.web.desk import DOCUMENT

NEW = "/programme/goals/new"
MARKS = {
    "repeat_rate": {"baseline.percent": "20", "target.percent": "27.5"},
    "enrolment_rate": {"baseline.percent": "20", "target.percent": "30"},
    "redemption_rate": {"baseline.percent": "20", "target.percent": "30"},
    "returning_revenue": {"baseline.percent": "20", "target.percent": "30"},
    "average_order": {"baseline.amount.IDR": "150,000", "target.amount.IDR": "180,000"},
    "active_members": {"baseline.count": "100", "target.count": "1,200"},
}


def kept(office: Office) -> list[dict[str, Any]]:
    """Return the goals of the draft as they would be written down."""
    found = programmes.draft(office.env, office.programme_id).document
    return [
        goal.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        for goal in found.goals
    ]


def add(office: Office, aim: str, **typed: str) -> Any:  # noqa: ANN401 - an answer
    page = office.get(f"{NEW}?kind={aim}")
    assert page.status == 200
    sent = {**fields_of(page.text, NEW), **typed, "act": "save", "has": "enabled"}
    return office.post(NEW, sent)


@pytest.mark.parametrize("aim", get_args(Aim))
def test_a_goal_of_every_kind_is_set(office: Office, aim: str) -> None:
    answer = add(office, aim, **MARKS[aim], until="2027-06-30", enabled="on")

    assert answer.status == 303, answer.text[-3000:]
    [goal] = kept(office)
    assert goal["aim"] == aim
    assert goal["until"] == "2027-06-30"
    assert goal["baseline"].keys() == goal["target"].keys()


def test_what_is_missing_is_said_and_what_was_typed_stays(office: Office) -> None:
    answer = add(office, "repeat_rate", **{"target.percent": "27.5"})
    page = unescape(answer.text)

    assert answer.status == 400
    assert 'value="27.5"' in page
    assert page.count("is-invalid") >= 1 or "aria-invalid" in page


def test_a_goal_is_changed_and_taken_away(office: Office) -> None:
    goal = {
        "id": "again",
        "aim": "repeat_rate",
        "baseline": {"percent": "20%"},
        "target": {"percent": "30%"},
        "until": "2027-06-30",
    }
    office.desk.world.publish({**DOCUMENT, "goals": [goal]})
    at = "/programme/goals/again"

    sent = {**opened(office, at), "target.percent": "35", "act": "save"}
    assert office.post(at, sent).status == 303
    assert kept(office)[0]["target"] == {"percent": "35%"}
    assert "35%" in unescape(office.get("/programme/goals").text)

    assert office.post(f"{at}/do", {"do": "remove"}).status == 303
    assert kept(office) == []


@pytest.mark.parametrize("language", Language)
def test_analytics_leads_to_the_goals(office: Office, language: Language) -> None:
    page = office.as_role(Role.OWNER, language).get("/analytics")

    assert 'href="/admin/programme/goals"' in page.text
    assert office.get("/programme/goals").status == 200
    assert office.get(f"{NEW}?kind=average_order").status == 200


def test_who_may_only_read_is_shown_the_goals_alone(office: Office) -> None:
    office.as_role(Role.ANALYST)

    assert "/programme/goals/new" not in office.get("/programme/goals").text
    assert office.post(NEW, {"kind": "repeat_rate"}).status == 403
