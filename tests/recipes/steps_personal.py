"""What segments and personal offers made of somebody.

- ``expect`` knows ``segments`` (those somebody is in), ``offered`` (occasions of
  campaigns that gave), ``winners`` (how many people draws gave to, each draw
  derived again), ``recommended`` (products) and ``goal`` (value and course).
- ``segments``, ``goals``: nothing happens, look only.
"""

from app.domain.ids import public_id
from app.services import personal, recommending
from app.services.goals import measure
from app.storage.campaigns import CampaignRepository
from app.storage.segments import SegmentRepository
from tests.recipes.pipeline import Player
from tests.recipes.stories import Step


def _look(player: Player, told: Step) -> None:
    del player, told


def _segments(player: Player, who: str) -> list[str]:
    answer = player.ask("GET", f"/members/email:{who}@mail.test/segments")
    names: list[str] = answer["segments"]
    member_id = player.member(who)
    found = player.run(lambda uow: SegmentRepository(uow).of([member_id]))
    assert found.get(member_id, frozenset()) == set(names)
    return names


def _offered(player: Player, who: str) -> dict[str, int]:
    member_id = player.member(who)
    rows = player.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT campaign, count(*)::int FROM campaign_gift WHERE member_id = %s"
            " GROUP BY campaign",
            (member_id,),
        ).all()
    )
    return {row[0]: row[1] for row in rows}


def _winners(player: Player, who: str) -> int:
    del who
    verdicts = personal.verify(player.env, player.programme_id)
    assert all(one.sound for one in verdicts)
    given = player.run(lambda uow: CampaignRepository(uow).tallies())
    drawn = {one.draw.campaign for one in verdicts}
    assert sum(one.gifts for one in given if one.campaign in drawn) == sum(
        len(one.draw.winners) for one in verdicts
    )
    return sum(len(one.draw.winners) for one in verdicts)


def _recommended(player: Player, who: str) -> list[str]:
    recommending.sweep(player.env, player.programme_id)
    answer = player.ask("GET", f"/members/email:{who}@mail.test/recommendations")
    stores = {public_id("str", store) for store in player.stores.values()}
    assert {each["store_id"] for each in answer["data"]} <= stores
    return [each["product_ref"] for each in answer["data"]]


def _goal(player: Player, who: str) -> str:
    del who
    _, [found] = player.run(lambda uow: measure(player.env, uow))
    return f"{found.progress.value} {found.progress.course}"


STEPS = {"segments": _look, "goals": _look}
READERS = {
    "segments": _segments,
    "offered": _offered,
    "winners": _winners,
    "recommended": _recommended,
    "goal": _goal,
}
