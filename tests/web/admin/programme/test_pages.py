"""Every page of the programme opens, for everybody, in three languages."""

from html import unescape

import pytest

from app.domain.staff import Role
from app.domain.words import Language
from app.services import programmes
from tests.web.admin.conftest import Office
from tests.web.desk import DOCUMENT

PAGES = (
    "/programme",
    "/programme?in=ms&amount=100.000&orders=6",
    "/programme/why",
    "/programme/earn",
    "/programme/rewards",
    "/programme/tiers",
    "/programme/membership",
    "/programme/referrals",
    "/programme/play",
    "/programme/terms",
    "/programme/draft",
    "/programme/publish",
    "/programme/versions",
    "/programme/versions/1",
    "/programme/yaml",
    "/programme/part/tier-terms",
    "/programme/part/identity",
    "/programme/part/terms/yaml",
    "/programme/earn/new",
    "/programme/earn/new?kind=birthday",
    "/programme/rewards/new?kind=slider",
    "/programme/earn/spend",
    "/programme/earn/spend/yaml",
    "/programme/rewards/slide",
    "/programme/points/points",
    "/programme/play/recipes",
    "/programme/rewards?figures=1",
    "/programme/tiers?figures=1",
)


@pytest.mark.parametrize("language", Language)
def test_every_page_opens(office: Office, language: Language) -> None:
    office.as_role(Role.OWNER, language)

    for path in PAGES:
        answer = office.get(path)

        assert answer.status == 200, (path, answer.text[-2000:])
        assert answer.text.count("<h1>") == 1, path


def test_what_is_not_there_is_not_found(office: Office) -> None:
    for path in (
        "/programme/earn/nothing",
        "/programme/no-such-part/one",
        "/programme/earn/new?kind=nothing",
        "/programme/part/nothing",
        "/programme/versions/99",
        "/programme/versions/x",
    ):
        assert office.get(path).status == 404, path


def test_who_may_only_read_sees_no_button(office: Office) -> None:
    page = office.as_role(Role.ANALYST).get("/programme/earn/spend")

    assert page.status == 200
    assert "Save to draft" not in page.text
    assert office.post("/programme/earn/spend", {}).status == 403


def test_a_part_of_a_recipe_comes_in_the_money_of_the_store(office: Office) -> None:
    page = unescape(office.get("/programme/tiers/recipes").text)
    sent = {"recipe": "dsw-vip", "item": "gold"}

    assert "Shoe VIP" in page
    assert ">dsw-vip<" not in page
    assert "$" not in page
    assert office.post("/programme/tiers/recipes", sent).status == 303
    assert "Rp" in unescape(office.get("/programme/tiers/gold").text)

    found = programmes.draft(office.env, office.programme_id).document
    (tier,) = (one for one in found.tiers if one.id == "gold")
    assert tier.reach is not None
    assert [set(one.amount or {}) for one in tier.reach.items] == [{"IDR"}]
    compared = unescape(office.get("/programme/draft").text)
    assert "none of your stores sells" not in compared


def test_the_overview_has_a_card_of_referrals_and_of_the_terms(office: Office) -> None:
    bare = unescape(office.get("/programme").text)
    gift = {"kind": "points", "points": 200}
    office.desk.world.publish({**DOCUMENT, "referral": {"advocate_gifts": [gift]}})
    page = unescape(office.get("/programme").text)

    for tab in ("referrals", "terms"):
        assert f'class="card-title"><a href="/admin/programme/{tab}">' in bare
    assert "The member gets: 200 points" not in bare
    assert "The member gets: 200 points" in page
    assert "Usable 14 days after payment" in page
