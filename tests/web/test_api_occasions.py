"""Chosen days, marks and consents through the API."""

from typing import Any

from tests.web.desk import DOCUMENT, Desk

TRIPLE: dict[str, Any] = {
    "id": "triple",
    "trigger": "order",
    "chosen": {"days": 1, "per": "year"},
    "award": {"kind": "multiplier", "by": 3},
}


def published(desk: Desk, *rules: dict[str, Any]) -> None:
    document = {**DOCUMENT, "earning": [*DOCUMENT["earning"], *rules]}
    draft = desk.ask("PUT", "/programme/draft", json=document)
    assert draft.status == 200, draft.text
    tag = {"If-Match": draft.headers["ETag"]}
    assert desk.ask("POST", "/programme/draft/publish", headers=tag).status == 200


def test_a_day_is_chosen_once_a_year(desk: Desk) -> None:
    published(desk, TRIPLE)
    member = desk.member()
    path = f"/members/{member}/chosen-days"
    choice = {"rule_id": "triple", "day": "2099-07-04"}

    first = desk.ask("PUT", path, json=choice)
    again = desk.ask("PUT", path, json=choice)
    other = desk.ask("PUT", path, json={**choice, "day": "2099-08-01"})
    past = desk.ask("PUT", path, json={**choice, "day": "2020-01-01"})
    unknown = desk.ask("PUT", path, json={**choice, "rule_id": "tripel"})

    assert first.status == 200, first.text
    assert again.json == first.json == desk.get(path).json
    assert [each["day"] for each in first.json["data"]] == ["2099-07-04"]
    assert (other.status, other.json["code"]) == (422, "days_all_chosen")
    assert "2099-07-04" in other.json["detail"]
    assert (past.status, past.json["code"]) == (422, "day_past")
    assert (unknown.status, unknown.json["code"]) == (404, "bonus_rule_missing")


def test_marks_and_consents_are_set_as_a_whole(desk: Desk) -> None:
    member = desk.member()

    desk.ask("PUT", f"/members/{member}/tags", json={"tags": ["VIP", "old"]})
    tags = desk.ask("PUT", f"/members/{member}/tags", json={"tags": ["vip"]})
    consents = desk.ask(
        "PUT", f"/members/{member}/consents", json={"consents": ["newsletter"]}
    )
    none = desk.ask("PUT", f"/members/{member}/consents", json={"consents": []})

    assert tags.json == {"tags": ["vip"]}
    assert consents.json == {"consents": ["newsletter"]}
    assert none.json == {"consents": []}


def test_a_consent_keeps_the_sentence_that_was_shown(desk: Desk) -> None:
    path = f"/members/{desk.member()}/consents"
    said = {"language": "id", "wording": "Kirimi aku kabar lewat SMS."}

    desk.ask("PUT", path, json={"consents": ["sms"], **said})
    desk.ask("PUT", path, json={"consents": []})

    found = desk.get(path).json
    assert found["consents"] == []
    given, taken = found["history"]
    assert (given["consent"], given["granted"], given["source"]) == ("sms", True, "api")
    assert (given["language"], given["wording"]) == tuple(said.values())
    assert len(given["text_version"]) == 16
    assert (taken["granted"], taken["wording"]) == (False, None)
