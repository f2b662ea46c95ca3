"""The places of a store in the back office: what is there, and what can't be told."""

from datetime import timedelta
from typing import Any

import pytest

from app.domain.placements import of_platform
from app.domain.staff import Role
from app.domain.words import Language
from app.storage.placements import PlacementRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.storefront.placing import editor_address
from tests.web.admin.conftest import Office

AT = "/storefront/placing"


def become(office: Office, **values: Any) -> None:  # noqa: ANN401 - of a store
    store_id = office.desk.world.store_id
    office.desk.world.run(lambda uow: StoreRepository(uow).change(store_id, **values))


def saw(office: Office, placement: str, days_ago: int = 0) -> None:
    at = office.env.clock.now() - timedelta(days=days_ago)
    store_id = office.desk.world.store_id

    def write(uow: UnitOfWork) -> None:
        PlacementRepository(uow).saw(store_id, placement, at=at)

    office.desk.world.run(write)


@pytest.mark.parametrize("language", list(Language))
def test_a_wordpress_shop_has_its_places(office: Office, language: Language) -> None:
    office.as_role(Role.ANALYST, language)

    page = office.get(AT)

    assert page.status == 200
    for each in of_platform("woocommerce"):
        assert f'id="place-{each.key}"' in page.text
    assert "place-referral" not in page.text
    assert "[setia_rewards]" in page.text


def test_pictures_speak_with_the_programme_s_own_rate(office: Office) -> None:
    page = office.get(AT)

    assert "Buy this, earn 150 points" in page.text
    assert "IDR" in page.text or "Rp" in page.text


def test_what_was_met_is_placed_and_what_was_not_is_not(office: Office) -> None:
    before = office.get(AT).text
    assert before.count("not seen yet") == len(of_platform("woocommerce"))

    saw(office, "plugin")
    saw(office, "page")
    saw(office, "account", days_ago=40)
    after = office.get(AT).text

    assert after.count("placed by the plugin") == 4
    assert after.count(">placed<") == 1
    assert after.count("not seen lately") == 1
    assert "Nobody met it for a month." in after


def test_a_shopify_store_says_what_can_t_be_told(office: Office) -> None:
    become(office, platform="shopify")

    page = office.get(AT).text

    silent = [each for each in of_platform("shopify") if not each.mark]
    assert page.count("we can&#39;t tell") == len(silent)
    assert "/admin/themes/current/editor?template=cart&amp;addAppBlockId=" in page


def test_a_sandbox_store_is_only_opened(office: Office) -> None:
    become(office, platform="shopify", sandbox=True)

    assert "/admin/themes/current/editor" not in office.get(AT).text


def test_the_editor_opens_with_the_embed_or_the_block() -> None:
    embed, block = of_platform("shopify")[:2]

    assert editor_address("x.myshopify.com", "key", embed) == (
        "https://x.myshopify.com/admin/themes/current/editor"
        "?context=apps&template=index&activateAppId=key/launcher"
    )
    assert editor_address("x.myshopify.com", "key", block) == (
        "https://x.myshopify.com/admin/themes/current/editor"
        "?template=product&addAppBlockId=key/points&target=newAppsSection"
    )


def test_without_a_store_there_is_nothing_to_place(office: Office) -> None:
    become(office, state="erased")

    assert "Connect a store first" in office.get(AT).text
