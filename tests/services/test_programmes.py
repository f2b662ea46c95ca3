"""Draft, compare, publish, restore: versions never change, nothing gets lost."""

from collections.abc import Iterator
from dataclasses import replace
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.exc import DBAPIError

from app.domain.programme.canonical import digest
from app.domain.programme.document import ProgrammeDocument
from app.recipes import recipe
from app.services import programmes
from app.storage.programmes import (
    DraftChanged,
    DraftMissing,
    NothingPublished,
    ProgrammeRepository,
    VersionCache,
    VersionMissing,
)
from app.storage.stores import ProgrammeMissing, StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.domain.programme.documents import RATE, document, spend
from tests.servers import Shared
from tests.world import World, opened

ONE = document(spend())
TWO = document(spend(award={**RATE, "rates": {"IDR": "2 per 1000"}}))
ADA = "staff:ada"
BUDI = "staff:budi"


@pytest.fixture(scope="module")
def one_world(shared_servers: Shared) -> Iterator[World]:
    """A database of this module's own, with real commits."""
    with shared_servers.copy() as url, opened(url) as world:
        yield world


@pytest.fixture
def world(one_world: World) -> World:
    """A programme of the test's own, without any document."""
    ids, at = one_world.env.ids, one_world.clock.now()
    mine = replace(one_world, programme_id=ids.new())

    def write(uow: UnitOfWork) -> None:
        registry, merchant_id = StoreRepository(uow), ids.new()
        registry.add_merchant(merchant_id, "Toko", at=at)
        registry.add_programme(
            merchant_id=merchant_id,
            name="Kosong",
            timezone="UTC",
            pepper=bytes(32),
            at=at,
        )

    mine.run(write)
    return mine


def save(world: World, found: ProgrammeDocument, **more: Any) -> str:  # noqa: ANN401 - arguments
    return programmes.save_draft(
        world.env, world.programme_id, found, actor=ADA, **more
    )


def publish(world: World, found: ProgrammeDocument) -> int:
    """Save and publish; return the version."""
    seen = save(world, found)
    return programmes.publish(
        world.env, world.programme_id, expected_digest=seen, actor=ADA
    ).version


def live(world: World) -> tuple[int, ProgrammeDocument]:
    return programmes.live(world.env, world.programme_id)


def test_a_draft_becomes_version_one_and_is_used_up(world: World) -> None:
    seen = save(world, ONE)

    done = programmes.publish(
        world.env, world.programme_id, expected_digest=seen, actor=BUDI, note="launch"
    )

    assert (done.version, done.digest, done.new) == (1, digest(ONE), True)
    assert live(world) == (1, ONE)
    with pytest.raises(DraftMissing):
        programmes.draft(world.env, world.programme_id)


def test_a_version_says_who_when_and_what_for(world: World) -> None:
    publish(world, ONE)
    seen = save(world, TWO)
    programmes.publish(
        world.env, world.programme_id, expected_digest=seen, actor=BUDI, note="double"
    )

    newest, oldest = programmes.versions(world.env, world.programme_id)

    assert (newest.version, newest.published_by, newest.note, newest.live) == (
        2,
        BUDI,
        "double",
        True,
    )
    assert newest.published_at == world.clock.now()
    assert (oldest.version, oldest.published_by, oldest.note, oldest.live) == (
        1,
        ADA,
        None,
        False,
    )


def test_an_older_version_is_read_as_it_was(world: World) -> None:
    publish(world, ONE)
    publish(world, TWO)

    assert programmes.version(world.env, world.programme_id, 1) == ONE
    assert live(world) == (2, TWO)


def test_the_same_version_is_read_once_in_a_process(world: World) -> None:
    publish(world, ONE)

    (_number, first), (_same, again) = live(world), live(world)

    assert first is again


def test_a_version_that_nobody_published_is_missing(world: World) -> None:
    with pytest.raises(NothingPublished):
        live(world)
    with pytest.raises(VersionMissing):
        programmes.version(world.env, world.programme_id, 1)


def test_a_programme_that_nobody_made_is_missing(world: World) -> None:
    stranger = UUID(int=7)

    with pytest.raises(ProgrammeMissing):
        programmes.live(world.env, stranger)
    with pytest.raises(ProgrammeMissing):
        programmes.save_draft(world.env, stranger, ONE, actor=ADA)


def test_a_full_cache_forgets_what_was_not_used_longest(world: World) -> None:
    cache = VersionCache(2)
    keys = [(world.programme_id, number, "d") for number in range(3)]
    for key in keys[:2]:
        cache.put(key, ONE)
    cache.get(keys[0])

    cache.put(keys[2], TWO)

    assert [cache.get(key) for key in keys] == [ONE, None, TWO]


def test_a_draft_that_changed_is_not_published(world: World) -> None:
    seen = save(world, ONE)
    save(world, TWO)

    with pytest.raises(DraftChanged) as refusal:
        programmes.publish(
            world.env, world.programme_id, expected_digest=seen, actor=ADA
        )

    assert refusal.value.figures == {"expected": digest(ONE), "found": digest(TWO)}
    with pytest.raises(NothingPublished):
        live(world)


def test_an_update_that_would_be_lost_is_refused(world: World) -> None:
    seen = save(world, ONE)
    save(world, TWO, expected_digest=seen)

    with pytest.raises(DraftChanged):
        save(world, ONE, expected_digest=seen)
    programmes.discard_draft(world.env, world.programme_id)
    with pytest.raises(DraftMissing):
        save(world, ONE, expected_digest=seen)


def test_a_draft_knows_what_it_was_based_on_and_who_wrote_it(world: World) -> None:
    publish(world, ONE)
    save(world, TWO)

    found = programmes.draft(world.env, world.programme_id)

    assert (found.document, found.digest) == (TWO, digest(TWO))
    assert (found.based_on, found.saved_by, found.saved_at) == (
        1,
        ADA,
        world.clock.now(),
    )


def test_publishing_again_after_success_changes_nothing(world: World) -> None:
    seen = save(world, ONE)
    arguments: dict[str, Any] = {"expected_digest": seen, "actor": ADA}
    first = programmes.publish(world.env, world.programme_id, **arguments)

    again = programmes.publish(world.env, world.programme_id, **arguments)

    assert (again.version, again.new) == (first.version, False)
    assert len(programmes.versions(world.env, world.programme_id)) == 1


def test_publishing_without_a_draft_is_refused(world: World) -> None:
    with pytest.raises(DraftMissing):
        programmes.publish(
            world.env, world.programme_id, expected_digest="0" * 64, actor=ADA
        )
    publish(world, ONE)
    with pytest.raises(DraftMissing):
        programmes.publish(
            world.env, world.programme_id, expected_digest="0" * 64, actor=ADA
        )


def test_a_draft_like_the_version_in_force_makes_no_new_one(world: World) -> None:
    assert publish(world, ONE) == 1
    assert publish(world, ONE) == 1
    with pytest.raises(DraftMissing):
        programmes.draft(world.env, world.programme_id)


def test_an_older_version_is_put_back_as_a_new_one(world: World) -> None:
    publish(world, ONE)
    publish(world, TWO)
    save(world, TWO)

    done = programmes.restore(world.env, world.programme_id, 1, actor=BUDI, note="oops")

    assert (done.version, done.new) == (3, True)
    assert live(world) == (3, ONE)
    newest = programmes.versions(world.env, world.programme_id)[0]
    assert (newest.restored_from, newest.note) == (1, "oops")
    assert programmes.draft(world.env, world.programme_id).document == TWO


def test_putting_back_what_is_in_force_makes_no_new_version(world: World) -> None:
    publish(world, ONE)

    done = programmes.restore(world.env, world.programme_id, 1, actor=ADA)

    assert (done.version, done.new) == (1, False)


def test_an_asset_that_members_hold_stays(world: World) -> None:
    assets = [{"kind": "points", "id": "points"}, {"kind": "points", "id": "stars"}]
    publish(world, document(spend(), assets=assets))
    seen = save(world, ONE)

    with pytest.raises(programmes.NotPublishable) as refusal:
        programmes.publish(
            world.env, world.programme_id, expected_digest=seen, actor=ADA
        )

    [problem] = refusal.value.problems
    assert (problem.code, problem.value) == ("asset_removed", "stars")
    assert "members hold stars" in str(refusal.value)
    assert programmes.draft(world.env, world.programme_id).document == ONE


def test_the_registry_repeats_name_and_zone_of_the_version_in_force(
    world: World,
) -> None:
    publish(world, recipe("points-ladder"))

    def read(uow: UnitOfWork) -> tuple[str, str]:
        row = uow.connection.exec_driver_sql(
            "SELECT name, timezone FROM programme WHERE programme_id = %s",
            (world.programme_id,),
        ).one()
        return row[0], row[1]

    assert world.run(read) == ("Reward Ladder", "America/New_York")


def test_a_published_version_can_neither_be_changed_nor_taken_away(
    world: World,
) -> None:
    publish(world, ONE)

    for statement in (
        "UPDATE programme_version SET note = 'x'",
        "DELETE FROM programme_version",
    ):
        with pytest.raises(DBAPIError, match=r"denied|insert-only"):
            world.run(lambda uow, sql=statement: uow.connection.exec_driver_sql(sql))


def test_a_number_whose_publication_was_rolled_back_may_come_again(
    world: World,
) -> None:
    def fail(uow: UnitOfWork) -> None:
        repository = ProgrammeRepository(uow)
        repository.lock()
        repository.add_version(ONE, at=world.clock.now(), by=ADA)
        assert repository.live() == (1, ONE)
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        world.run(fail)

    assert publish(world, TWO) == 1
    assert live(world) == (1, TWO)


def test_of_many_publications_at_once_one_makes_the_version(world: World) -> None:
    seen, gate = save(world, ONE), Barrier(8)
    answers: list[tuple[int, bool]] = []

    def race() -> None:
        gate.wait()
        done = programmes.publish(
            world.env, world.programme_id, expected_digest=seen, actor=ADA
        )
        answers.append((done.version, done.new))

    threads = [Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [(1, False)] * 7 + [(1, True)]


def test_a_new_programme_has_a_draft_of_its_own(world: World) -> None:
    made = programmes.create(
        world.env, recipe("points-idr"), actor=ADA, merchant_name="Toko Dua"
    )

    found = programmes.draft(world.env, made.programme_id)

    assert made.version is None
    assert found.document == recipe("points-idr")
    assert found.digest == made.draft_digest
    with pytest.raises(DraftMissing):
        programmes.draft(world.env, world.programme_id)


def test_a_new_programme_may_be_published_at_once(world: World) -> None:
    first = programmes.create(world.env, ONE, actor=ADA, publish_now=True)

    second = programmes.create(
        world.env, TWO, actor=ADA, merchant_id=first.merchant_id, publish_now=True
    )

    assert (first.version, second.version) == (1, 1)
    assert first.merchant_id == second.merchant_id
    assert programmes.live(world.env, first.programme_id) == (1, ONE)
    assert programmes.live(world.env, second.programme_id) == (1, TWO)
