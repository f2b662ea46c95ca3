"""Every page of the programme opens, for everybody, in three languages."""

import pytest

from app.domain.staff import Role
from app.domain.words import Language
from tests.web.admin.conftest import Office

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
