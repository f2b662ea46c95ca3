"""Who is erased or merged leaves the segments; draws still verify."""

from app.services import personal
from app.services.merging import merge
from app.storage.blanking import Blanking
from tests.services.personal.shoppers import document, shopping

BUYERS = {"id": "buyers", "who": {"fact": "orders", "at_least": 1}}
LUCKY = {
    "id": "lucky",
    "segment": "buyers",
    "surprise": {"members": 2},
    "gifts": [{"kind": "points", "points": 5}],
}


def test_an_erased_winner_is_in_no_segment_and_the_draw_is_sound(
    fresh_database_url: str,
) -> None:
    found = document(segments=[BUYERS], campaigns=[LUCKY])
    with shopping(fresh_database_url, found) as shoppers:
        world = shoppers.world
        winner = shoppers.buys("7001", 1)
        shoppers.buys("7002", 1)
        personal.sweep(world.env, world.programme_id)
        assert shoppers.of("7001") == {"buyers"}

        world.run(lambda uow: Blanking(uow).member([winner], at=world.clock.now()))

        rows = world.run(
            lambda uow: uow.connection.exec_driver_sql(
                "SELECT count(*) FROM member_segment WHERE member_id = %s", (winner,)
            ).scalar_one()
        )
        [verdict] = personal.verify(world.env, world.programme_id)
        assert rows == 0
        assert verdict.sound
        assert winner in verdict.draw.winners


def test_a_merged_member_is_asked_anew_as_the_one_who_stays(
    fresh_database_url: str,
) -> None:
    twice = {"id": "buyers", "who": {"fact": "orders", "at_least": 2}}
    offer = {"id": "thanks", "segment": "buyers", "gifts": LUCKY["gifts"]}
    found = document(segments=[twice], campaigns=[offer])
    with shopping(fresh_database_url, found) as shoppers:
        world = shoppers.world
        gone = shoppers.buys("7001", 1, 2)
        kept = shoppers.buys("7002", 1)
        first = personal.sweep(world.env, world.programme_id)
        world.run(lambda uow: merge(world.env, uow, kept=kept, gone=gone, actor="t"))
        second = personal.sweep(world.env, world.programme_id)

        assert (first.given, second.given) == (1, 0)
        assert shoppers.of("7002") == {"buyers"}
