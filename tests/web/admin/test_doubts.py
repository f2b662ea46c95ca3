"""What somebody new to the back office stumbled over, and does not any more."""

from html import unescape

import pytest

from app.domain.programme.loading import load_document
from app.domain.staff import Role
from app.domain.store_exam import StoreCheck, failed
from app.domain.words import Language
from app.services import programmes
from app.services.staff import staffing
from app.services.store_health import PANEL
from app.storage.store_checks import CheckRepository
from app.storage.stores import StoreRepository
from app.web.admin.words.zones import zone_name
from tests.web.admin.conftest import Office
from tests.web.desk import DOCUMENT


def noted(office: Office, *checks: StoreCheck) -> None:
    world = office.desk.world
    world.run(
        lambda uow: CheckRepository(uow).note(
            world.store_id, checks, at=world.clock.now()
        )
    )


def test_home_names_the_store_that_needs_attention_and_what_is_wrong(
    office: Office,
) -> None:
    noted(office, failed("webhooks_not_made", topics="order.updated"))

    page = office.get("/home").text

    assert "Something needs you" in page
    assert "Webhooks are missing" in page
    assert "/admin/settings/stores" in page


def test_home_reminds_of_the_panel_until_a_store_showed_it(office: Office) -> None:
    reminded = office.get("/home").text
    steps = office.get("/home/panel").text
    noted(office, StoreCheck(PANEL))

    assert 'href="/admin/home/panel"' in reminded
    assert "Not seen yet" in steps
    assert 'href="/admin/home/panel"' not in office.get("/home").text
    assert "Seen in the store" in office.get("/home/panel").text


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("platform", ["shopify", "woocommerce"])
def test_the_steps_to_the_panel_are_those_of_the_platform(
    office: Office, platform: str, language: Language
) -> None:
    plain = office.env
    known = {**plain.platforms, platform: next(iter(plain.platforms.values()))}
    object.__setattr__(plain, "platforms", known)
    office.desk.world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "UPDATE store SET platform = %s", (platform,)
        )
    )
    office.as_role(Role.OWNER, language)

    page = unescape(office.get("/home/panel").text)

    ways = {
        "shopify": "/admin/themes/current/editor?context=apps",
        "woocommerce": "/wp-admin/plugin-install.php?tab=upload",
    }
    assert ways[platform] in page
    assert page.count("<li>") >= 3


def test_a_version_names_who_published_it(office: Office) -> None:
    env, programme_id = office.env, office.programme_id
    rudi = staffing.add(
        env, office.staff.merchant_id, name="Rudi Hartono", role=Role.MANAGER
    )
    before = office.get("/programme/versions").text
    document = load_document({**DOCUMENT, "rewards": DOCUMENT["rewards"][:1]})
    programmes.save_draft(env, programme_id, document, actor="staff:ada")
    digest = programmes.draft(env, programme_id).digest
    programmes.publish(env, programme_id, expected_digest=digest, actor=f"staff:{rudi}")

    page = office.get("/programme/versions").text

    assert "the set-up" in before
    assert "Rudi Hartono" in page
    assert "Rudi Hartono" in office.get("/programme/versions/2").text
    assert "somebody" not in page


def test_a_problem_leads_to_what_it_is_about_by_its_name(office: Office) -> None:
    assets = [{"kind": "points", "id": "points", "scale": 1}]
    whole = load_document({**DOCUMENT, "assets": assets})
    programmes.save_draft(office.env, office.programme_id, whole, actor="staff:ada")
    office.desk.member()

    page = unescape(office.get("/programme/publish").text)

    assert ">assets" not in page
    assert ">Points</a>" in page


def test_what_stays_the_same_is_not_told_as_a_change(office: Office) -> None:
    assert "a year instead of" not in office.get("/programme/draft").text


def test_a_zone_is_said_in_words_of_each_language() -> None:
    assert zone_name("Asia/Jakarta", Language.EN) == "Western Indonesia (WIB, Jakarta)"
    assert zone_name("Asia/Jakarta", Language.ID) == "Indonesia Barat (WIB, Jakarta)"
    assert zone_name("America/New_York", Language.MS) == "New York (America)"
    assert zone_name("UTC", Language.MS) == "Waktu universal (UTC)"


def test_a_long_rule_stands_above_the_month(office: Office) -> None:
    sent = {"kind": "multiplier", "number": "2", "act": "save"}
    year = {"name": "A year long", "since": "2026-01-01", "until": "2026-12-31"}
    days = {"name": "Two days", "since": "2026-11-11", "until": "2026-11-12"}
    for each in (year, days):
        assert office.post("/campaigns/new", {**sent, **each}).status == 303

    page = office.get("/campaigns?month=2026-11").text

    month = page.partition('<table class="month">')[2].partition("</table>")[0]
    assert month.count(">Two days</a>") == 2
    assert "A year long" not in month
    assert "All through the month" in page


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"since": "2026-11-20", "until": "2026-11-01"}, "until"),
        ({"since": "2026-11-20", "until": "soon"}, "until"),
        ({"since": "soon", "until": "2026-11-20"}, "since"),
    ],
)
def test_a_wrong_date_is_told_at_its_own_field(
    office: Office, sent: dict[str, str], field: str
) -> None:
    form = {"kind": "multiplier", "number": "2", "name": "X", "act": "save", **sent}

    page = office.post("/campaigns/new", form).text

    wrong = {name for name in ("since", "until") if f'id="{name}-error"' in page}
    assert wrong == {field}


def test_a_tester_can_be_taken_off_the_list(office: Office) -> None:
    def unpublish(uow: object) -> None:
        StoreRepository(uow).change_programme(live_version=None)  # type: ignore[arg-type]  # a unit of work

    office.env.database.run(office.programme_id, unpublish)
    office.post("/welcome/recipe", {"recipe": "points-simple"})
    office.post("/welcome/try", {"contact": "ani@mail.test"})
    page = office.get("/welcome/publish").text
    assert "ani@mail.test" in page
    home = office.get("/home").text
    assert "Set up the programme" in home
    assert "Test mode" in home
    digest = page.partition('name="tester" value="')[2].partition('"')[0]

    done = office.post("/welcome/testers/remove", {"tester": digest})

    assert done.status == 303
    assert "ani@mail.test" not in office.get("/welcome/publish").text
    assert office.post("/welcome/testers/remove", {"tester": "x"}).status == 404
