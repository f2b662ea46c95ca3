"""The programme's document, from draft to force and back."""

from tests.web.desk import DOCUMENT, Desk


def test_the_programme_goes_from_draft_to_force_and_back(desk: Desk) -> None:
    live = desk.get("/programme")
    changed = {**live.json["document"], "rewards": []}

    draft = desk.ask("PUT", "/programme/draft", json=changed)
    blind = desk.ask("PUT", "/programme/draft", json=changed)
    stale = desk.ask(
        "PUT",
        "/programme/draft",
        json=changed,
        headers={"If-Match": live.headers["ETag"]},
    )
    seen = desk.get("/programme/draft/comparison?lang=en").json
    unseen = desk.ask("POST", "/programme/draft/publish")
    published = desk.ask(
        "POST", "/programme/draft/publish", headers={"If-Match": draft.headers["ETag"]}
    )
    restored = desk.ask("POST", "/programme/versions/1/restore", json={})

    assert draft.status == 200, draft.text
    assert (blind.status, blind.json["code"]) == (400, "if_match_required")
    assert (stale.status, stale.json["code"]) == (409, "draft_changed")
    assert seen["publishable"] is True
    assert len(seen["changes"]) == 3
    assert (unseen.status, unseen.json["code"]) == (400, "if_match_required")
    assert published.json == {"version": 2, "digest": draft.json["digest"], "new": True}
    assert restored.json["version"] == 3
    assert [
        each["version"] for each in desk.get("/programme/versions").json["data"]
    ] == [
        3,
        2,
        1,
    ]


def test_every_mistake_of_a_document_comes_with_its_place(desk: Desk) -> None:
    document = {**DOCUMENT, "rewards": [{"id": "x", "kind": "percent", "price": -1}]}

    answer = desk.ask("PUT", "/programme/draft", json=document)

    assert (answer.status, answer.json["code"]) == (400, "document_invalid")
    assert {each["pointer"] for each in answer.json["errors"]} == {
        "/rewards/0/price",
        "/rewards/0/percent",
    }


def test_the_document_can_be_read_and_written_as_yaml(desk: Desk) -> None:
    yaml = {"Accept": "application/yaml"}
    live = desk.get("/programme", headers=yaml)

    draft = desk.ask(
        "PUT",
        "/programme/draft",
        data=live.text,
        headers={"Content-Type": "application/yaml"},
    )
    broken = desk.ask(
        "PUT",
        "/programme/draft",
        data="a: [",
        headers={"Content-Type": "application/yaml"},
    )

    assert live.text.startswith("schema_version: ")
    assert draft.headers["ETag"] == live.headers["ETag"]
    assert desk.get("/programme/draft", headers=yaml).text == live.text
    assert (broken.status, broken.json["code"]) == (400, "document_invalid")
