"""The one-time link to an export: a file for who fetches it, nothing for who looks."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from app.services.exporting import desk as exporting
from app.services.exporting.desk import Wish
from tests.web.desk import Desk, desk_at


@pytest.fixture
def desk(fresh_database_url: str, redis_url: str) -> Iterator[Desk]:
    with desk_at(fresh_database_url, redis_url) as made:
        yield made


def link(desk: Desk) -> str:
    """Make an export and return the path that fetches it."""
    world = desk.world
    export_id: UUID = world.run(
        lambda uow: exporting.ask(world.env, uow, Wish(), actor="staff:a").export_id
    )
    exporting.make(world.env, world.programme_id, export_id)
    path: str = world.run(lambda uow: exporting.link(world.env, uow, export_id))
    return path


def test_looking_at_a_link_does_not_use_it_up(desk: Desk) -> None:
    address = link(desk)
    visitor = desk.pages.test_client()

    looked = [visitor.head(address) for _ in range(2)]
    fetched = visitor.get(address)
    zipped = fetched.get_data()
    again = visitor.get(address)

    assert [each.status_code for each in looked] == [405, 405]
    assert looked[0].headers["Allow"] == "GET"
    assert (fetched.status_code, again.status_code) == (200, 404)
    assert zipped[:2] == b"PK"
