"""The real plugin in a real WordPress, in front of the real server: the tab works."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
import requests

from app.domain.ledger import Key
from app.recipes import recipe
from app.services import programmes
from app.services.adjustments import Adjustment, adjust
from app.services.connections import connection, seal_credentials
from app.services.settlement import settle
from app.services.settlement_work import SettleItem
from app.services.store_plugins import push
from app.settings import Settings
from app.storage.members import MemberRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.wiring import World, wired
from tests.factories import customer, order
from tests.integrations.plugin.wordpress import KEY, PATIENCE_S, SECRET, Site
from tests.servers import free_port, served
from tests.world import add_store

pytestmark = pytest.mark.wordpress
DEWI = "2"
"""Her number in the site."""


@pytest.fixture
def shop(
    site: Site, fresh_database_url: str, redis_url: str, tmp_path: Path
) -> Iterator[Site]:
    """The site, connected to a server of ours, where Dewi has a thousand points."""
    port = free_port()
    settings = Settings.from_environ(
        {"VAR_DIR": str(tmp_path), "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    )
    with (
        wired(settings, database_url=fresh_database_url, redis_url=redis_url) as world,
        served(world, port),
    ):
        join(world, site)
        yield site
        site.forget()


def join(world: World, site: Site) -> None:
    env = world.env
    programme_id = programmes.create(
        env, recipe("points-idr"), actor="test", publish_now=True
    ).programme_id
    store_id = env.ids.new()
    keys = {"consumer_key": KEY, "consumer_secret": SECRET}

    def write(uow: UnitOfWork) -> None:
        add_store(uow, store_id, platform="woocommerce", domain="shop.test")
        StoreRepository(uow).change(
            store_id,
            base_url=site.url,
            credentials=seal_credentials(env, programme_id, store_id, keys),
        )

    def buy(uow: UnitOfWork) -> UUID:
        who = customer(DEWI, email="dewi@customer.test")
        bought = order(who=who, at=env.clock.now())
        store = connection(env, uow, store_id)
        settle(env, uow, [SettleItem(store, bought)])
        return MemberRepository(uow).links(store_id, [DEWI])[DEWI]

    env.database.run(programme_id, write)
    member_id = env.database.run(programme_id, buy)

    def give(uow: UnitOfWork) -> None:
        member = MemberRepository(uow).get(member_id)
        gift = Adjustment(1000, "points", "gift")
        adjust(env, uow, member, gift, key=Key.of("gift", env.ids.new()), actor="x")

    env.database.run(programme_id, give)
    state = push(env, programme_id, store_id)
    assert state
    assert state.connected
    # The shop waits two seconds; what is compiled once must not be a part of them.
    warm = f"{state.api_url}/storefront/v1/stores/{state.store}/page?fragment=1"
    assert requests.get(warm, timeout=PATIENCE_S).status_code == 200


def test_the_tab_shows_the_members_page_whole_and_redeems_without_scripts(
    shop: Site,
) -> None:
    browser = shop.session("dewi")

    page = browser.get(f"{shop.url}/my-account/rewards/", timeout=PATIENCE_S).text
    inside = page.partition('<div class="lym-embed">')[2].partition("</main>")[0]
    form = re.search(
        r'<form method="post" action="([^"]+)"[^>]*>.*?name="form" value="([^"]+)"',
        inside,
        re.DOTALL,
    )

    assert "1,000 points" in inside or "1.000 poin" in inside
    assert inside.count('<link rel="stylesheet"') == 2
    assert "<script" not in inside
    assert form
    address, sealed = unescape(form[1]), unescape(form[2])
    confirm = requests.post(address, data={"form": sealed}, timeout=PATIENCE_S)
    assert confirm.status_code == 200
    assert "lym-button" in confirm.text


def test_the_public_page_explains_the_programme_to_everybody(shop: Site) -> None:
    page = requests.get(f"{shop.url}/loyalty/", timeout=PATIENCE_S).text
    inside = page.partition('<div class="lym-embed">')[2].partition("</main>")[0]

    assert "<h2" in inside
    assert "Dewi" not in inside
    assert "<form" not in inside


def test_the_numbers_on_a_page_are_the_servers(shop: Site) -> None:
    # The site sells in dollars and the programme counts rupiah: nothing is claimed.
    page = requests.get(f"{shop.url}/?stub_page=product", timeout=PATIENCE_S).text

    assert 'data-setia-points data-product="14"' in page
    assert "Buy this, earn" not in page
