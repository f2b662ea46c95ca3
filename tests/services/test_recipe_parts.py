"""A part of a recipe comes with what it needs; how many could have a reward."""

from collections.abc import Iterator

import pytest

from app.domain.ledger import Key
from app.domain.programme.document import LISTS
from app.recipes import recipe, recipe_names
from app.services import members, programme_reach
from app.services.adjustments import Adjustment, adjust
from app.services.members import Profile
from app.services.recipe_parts import known_recipe, with_recipe_part
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.domain.programme.documents import document, spend
from tests.world import World, opened

BARE = document(spend())
PLAIN = ("earning", "rewards", "tiers", "perks", "challenges", "play", "badges")


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        yield made


def test_a_wheel_brings_its_tickets_and_its_prize() -> None:
    found = with_recipe_part(
        BARE, recipe("engagement"), "play", "wheel", new_id="wheel"
    )

    assert [game.id for game in found.play] == ["wheel"]
    assert [asset.id for asset in found.assets] == ["points", "tickets"]
    assert [reward.id for reward in found.rewards] == ["bag"]


@pytest.mark.parametrize("name", recipe_names())
def test_every_part_of_every_recipe_can_be_had_alone(name: str) -> None:
    source = known_recipe(name)
    for section in PLAIN:
        for item in getattr(source, section):
            found = with_recipe_part(BARE, source, section, item.id, new_id="own-one")

            assert found.item(section, "own-one") is not None


def test_what_a_recipe_has_not_is_said() -> None:
    assert set(PLAIN) <= set(LISTS)
    with pytest.raises(KeyError):
        with_recipe_part(BARE, recipe("engagement"), "play", "none", new_id="x")


def test_members_with_enough_points_are_counted_by_price(world: World) -> None:
    rewards = tuple(
        {"id": name, "kind": "free_shipping", "price": price}
        for name, price in (("low", 100), ("high", 300), ("same", 300), ("top", 900))
    )
    wanted = document(spend(), rewards=(*rewards, {"id": "gift", "kind": "manual"}))
    world.publish(wanted.model_dump(mode="json", exclude_none=True))

    def give(uow: UnitOfWork) -> None:
        for number, points in enumerate((50, 100, 299, 300, 1000)):
            profile = Profile(email=f"m{number}@mail.test")
            member_id = members.enrol(world.env, uow, profile)[0].member_id
            row = MemberRepository(uow).get(member_id)
            asked = Adjustment(points=points, asset="points", reason_code="goodwill")
            key = Key.of("test", member_id)
            adjust(world.env, uow, row, asked, key=key, actor="test")

    world.run(give)

    found = world.run(lambda uow: programme_reach.rewards(uow, wanted))

    can = {name: reach.can for name, reach in found.of.items()}
    assert can == {"low": 4, "high": 2, "same": 2, "top": 1, "gift": None}
    assert found.members == 5
