"""The live preview: the shipped panel, what is typed, and nothing that can be used."""

import json
import re
from html import unescape

import pytest

from app.web.admin.storefront.catalogue import KEYS
from tests.web.admin.conftest import Office
from tests.web.desk import Answer


def opened(office: Office, **typed: str) -> Answer:
    """Return the preview beside the form of the look."""
    text = office.get("/storefront").text
    found = re.search(r'data-preview="/admin([^"]+)"', text)
    assert found is not None
    return office.get(found[1], query_string=typed)


def asked(office: Office, page: Answer, what: str) -> Answer:
    api = re.search(r'data-api="/admin([^"]+)"', page.text)
    assert api is not None
    return office.get(f"{api[1]}/{what}")


def test_the_panel_is_the_shipped_one_and_shows_what_is_typed(office: Office) -> None:
    page = opened(
        office,
        accent="#7a3e12",
        side="left",
        launcher="icon",
        shape="square",
        p_scheme="dark",
        p_lang="id",
        **{"word:launcher.guest:id": "Kado"},
    )
    boot = asked(office, page, "bootstrap").json

    assert re.search(r'src="/storefront/v1/static/loader\.[0-9a-f]{12}\.js"', page.text)
    assert boot["look"] == {
        "accent": "#7a3e12",
        "on_accent": "#ffffff",
        "scheme": "dark",
        "radius": 0,
        "font": "inherit",
        "side": "left",
        "lift": 16,
        "launcher": "icon",
        "hide_over": boot["look"]["hide_over"],
    }
    assert boot["launcher"]["guest"] == "Kado"
    assert boot["lang"] == "id"
    assert boot["state"] == "on"


def test_a_colour_that_cannot_be_read_is_shown_corrected(office: Office) -> None:
    page = opened(office, accent="#7a7a7a")

    boot = asked(office, page, "bootstrap").json

    assert boot["look"]["accent"] != "#7a7a7a"


@pytest.mark.parametrize(
    "typed",
    [
        {"accent": "red", "side": "above", "lift": "x", "radius": "99999", "font": "A"},
        {"p_face": "boss", "p_view": "x", "p_lang": "xx", "p_scheme": "y"},
        {"word:launcher.guest:en": "{who}", "p_lang": "en"},
    ],
)
def test_what_is_typed_wrongly_is_shown_as_it_is_saved(
    office: Office, typed: dict[str, str]
) -> None:
    usual = asked(office, opened(office, p_lang=typed.get("p_lang", "")), "bootstrap")

    found = asked(office, opened(office, **typed), "bootstrap")

    assert found.json == usual.json


@pytest.mark.parametrize("face", ["guest", "member", "top"])
def test_each_face_has_answers(office: Office, face: str) -> None:
    page = opened(office, p_face=face, p_lang="en")

    member = asked(office, page, "member").json
    words = asked(office, page, "words/en.x.json").json

    assert member["state"] == ("guest" if face == "guest" else "member")
    assert set(words) <= set(KEYS)
    assert asked(office, page, "rewards").json["data"][0]["title"]
    assert asked(office, page, "earn").json["data"]
    assert asked(office, page, "history").status == 404


def test_parts_that_are_off_are_not_in_the_panel(office: Office) -> None:
    page = opened(office, shown="earn,card")

    features = asked(office, page, "bootstrap").json["features"]

    assert features == ["earn", "card"]


def test_parts_stand_in_the_order_of_the_form(office: Office) -> None:
    page = opened(office, shown="earn,card,tiers", order="card,earn,nonsense,tiers")

    features = asked(office, page, "bootstrap").json["features"]

    assert features == ["card", "earn"]


def test_who_switches_all_parts_off_sees_none(office: Office) -> None:
    page = opened(office, has="shown")

    boot = asked(office, page, "bootstrap").json
    member = asked(office, page, "member").json

    assert boot["features"] == []
    assert (boot["guest"]["earn"], boot["guest"]["reward"]) == ([], None)
    assert (member["tier"], member["progress"]) == (None, None)


def test_a_scene_that_is_none_is_what_is_saved(office: Office) -> None:
    page = opened(office)
    api = re.search(r'data-api="/admin([^"]+)"', page.text)
    assert api is not None
    token = api[1].rpartition("/")[0]

    for scene in ("x", "e30", "bnVsbA", "A" * 4000):
        assert office.get(f"{token}/{scene}/bootstrap").json["state"] == "on"


def test_only_our_own_pages_may_frame_it_and_no_script_is_inline(
    office: Office,
) -> None:
    page = opened(office)

    policy = page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in page.text
    assert not re.search(r"\son\w+=", page.text)


def test_a_token_that_is_old_or_none_opens_nothing(office: Office) -> None:
    page = opened(office)
    found = re.search(r'data-api="/admin([^"]+)"', page.text)
    assert found is not None
    token = found[1].rpartition("/")[0]

    assert office.get("/storefront/preview/nothing").status in (401, 403)
    office.desk.world.clock.advance(hours=2)
    assert office.get(token).status in (401, 403)


def test_nothing_personal_is_in_what_it_answers(office: Office) -> None:
    text = unescape(json.dumps(asked(office, opened(office), "member").json))

    assert "mem_example" in text
