"""A draft shown by a signed link: worked out for real, and kept nowhere."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.programme.loading import load_document
from app.services.storefront.previewing import link_token, links
from app.storage.members import MemberRepository
from app.storage.programmes import ProgrammeRepository
from tests.web.desk import DOCUMENT
from tests.web.storefront.rich import RICH
from tests.web.storefront.shop import Shop, shop_at

DRAFT = {**RICH, "identity": {"name": "Musim baru", "timezone": "Asia/Jakarta"}}


@pytest.fixture
def shop(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    with shop_at(fresh_database_url, redis_url, document=DOCUMENT) as found:
        draft = load_document(DRAFT)
        found.world.run(
            lambda uow: ProgrammeRepository(uow).save_draft(
                draft, at=found.world.clock.now(), by="test", based_on=1
            )
        )
        yield found


def preview(shop: Shop, path: str) -> dict[str, Any]:
    token = link_token(shop.world.env, shop.world.programme_id)
    answer = shop.get(f"{path}?lang=id&preview={token}")
    assert answer.status == 200, answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    found: dict[str, Any] = answer.json
    return found


def test_the_draft_is_shown_to_a_member_who_does_not_exist(shop: Shop) -> None:
    home = preview(shop, "/member")
    tiers = preview(shop, "/tiers")
    rewards = preview(shop, "/rewards")
    start = preview(shop, "/bootstrap")

    assert (home["preview"], home["name"]) == (True, "Budi")
    assert home["balance"]["text"] == "1.250 poin"
    assert home["tier"]["id"] == "bronze"
    assert tiers["current"] == "bronze"
    assert any(one["available"] for one in rewards["data"])
    assert start["programme"]["name"] == "Musim baru"


def test_nothing_of_a_preview_is_kept(shop: Shop) -> None:
    before = shop.get("/bootstrap?lang=id").text

    for path in ("/member", "/rewards", "/card", "/history", "/referral", "/play"):
        preview(shop, path)

    assert shop.get("/bootstrap?lang=id").text == before
    rows = shop.world.run(lambda uow: MemberRepository(uow).page(after=None, limit=10))
    assert rows == []
    live = shop.world.run(lambda uow: ProgrammeRepository(uow).live()[0])
    assert live == 1


def test_there_is_a_link_for_each_store(shop: Shop) -> None:
    env, programme_id = shop.world.env, shop.world.programme_id

    ((name, link),) = links(env, programme_id)

    assert name
    token = link.removeprefix("https://satu.test/?loyalty_preview=")
    assert shop.get(f"/member?preview={token}").json["preview"]


def test_a_link_that_does_not_hold_shows_nothing(shop: Shop) -> None:
    token = link_token(shop.world.env, shop.world.programme_id)
    change = shop.post(f"/redemptions?preview={token}", {"reward_id": "ten-thousand"})
    shop.later(hours=25)

    old = shop.get(f"/member?preview={token}")
    forged = shop.get("/member?preview=nonsense")

    assert (change.status, change.json["code"]) == (422, "preview_only")
    assert (old.status, old.json["code"]) == (401, "preview_refused")
    assert (forged.status, forged.json["code"]) == (401, "preview_refused")
