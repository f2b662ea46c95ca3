"""What publishing would change is said, and nothing is undone that nobody saw."""

import pytest

from app.domain.words import Language
from app.services import programmes
from app.services.programme_comparing import compare
from app.services.programmes import LiveChanged, Published
from app.storage.programmes import DraftChanged, DraftMissing
from tests.domain.programme.documents import RATE, document, spend
from tests.services.test_programmes import (
    ADA,
    BUDI,
    ONE,
    TWO,
    live,
    one_world,
    publish,
    save,
    world,
)
from tests.world import World

__all__ = ["one_world", "world"]

THREE = document(spend(award={**RATE, "rates": {"IDR": "3 per 1000"}}))


def test_a_comparison_says_what_would_change_in_the_language(world: World) -> None:
    publish(world, ONE)
    seen = save(world, TWO)

    found = compare(world.env, world.programme_id, language=Language.ID)

    assert (found.live_version, found.digest) == (1, seen)
    assert [change.path for change in found.changes] == [
        "earning.spend.award.rates.IDR"
    ]
    assert found.words[0].startswith("Dapat 2 poin setiap belanja Rp1.000, sebelumnya")
    assert [notice.code for notice in found.notices] == ["nothing_to_have"]
    assert found.hindrances == ()


def test_before_the_first_version_everything_is_new(world: World) -> None:
    save(world, ONE)

    found = compare(world.env, world.programme_id)

    assert found.live_version is None
    assert found.words == (
        "New way to earn: Earn 1 point for every Rp1,000 you spend.",
    )


def test_a_document_can_be_compared_without_saving_it(world: World) -> None:
    publish(world, ONE)

    found = compare(world.env, world.programme_id, document=TWO)

    assert len(found.changes) == 1
    with pytest.raises(DraftMissing):
        compare(world.env, world.programme_id)


def test_a_version_that_nobody_compared_with_is_not_undone(world: World) -> None:
    publish(world, ONE)
    publish(world, TWO)
    seen = save(world, THREE)
    programmes.restore(world.env, world.programme_id, 1, actor=BUDI)

    def put(compared_with: int) -> Published:
        return programmes.publish(
            world.env,
            world.programme_id,
            expected_digest=seen,
            compared_with=compared_with,
            actor=ADA,
        )

    with pytest.raises(LiveChanged):
        put(2)

    assert live(world) == (3, ONE)
    assert put(3).version == 4


def test_a_draft_that_somebody_wrote_meanwhile_is_not_thrown_away(
    world: World,
) -> None:
    seen = save(world, TWO)
    newer = save(world, THREE)

    with pytest.raises(DraftChanged):
        programmes.discard_draft(world.env, world.programme_id, expected_digest=seen)

    assert programmes.draft(world.env, world.programme_id).digest == newer
    programmes.discard_draft(world.env, world.programme_id, expected_digest=newer)
    programmes.discard_draft(world.env, world.programme_id, expected_digest=newer)
    with pytest.raises(DraftMissing):
        programmes.draft(world.env, world.programme_id)
