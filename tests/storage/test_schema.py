"""Migrating as an owner with few rights, and again."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from app.storage.migrate import pending, upgrade
from app.storage.unit_of_work import Database, make_engine
from app.wiring.ids import SystemIds
from tests.domain.ledger.stories import Story
from tests.domain.ledger.worlds import InDatabase
from tests.servers import Shared
from tests.storage.conftest import new_programme


@pytest.fixture
def plain_owner_url(shared_servers: Shared) -> Iterator[str]:
    """An empty database whose owner may make nothing but tables.

    As on a hosted PostgreSQL: somebody else made the application's role.
    """
    if not shared_servers.private:
        pytest.skip("the given server may not let a new role log in")
    name = f"plain_{uuid4().hex[:8]}"
    role = sql.Identifier(name)
    with psycopg.connect(shared_servers.database_url, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        admin.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))
        admin.execute(sql.SQL("GRANT setia_app TO {}").format(role))
        admin.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(role))
        url = make_url(shared_servers.address_of(name)).set(username=name)
        yield url.render_as_string(hide_password=False)
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(role))
        admin.execute(sql.SQL("DROP ROLE {}").format(role))


@pytest.mark.slow
def test_an_owner_who_may_make_no_roles_migrates_and_serves(
    plain_owner_url: str,
) -> None:
    upgrade(plain_owner_url)
    engine = make_engine(plain_owner_url, pool_size=1)
    ledger = InDatabase(
        Database(engine, SystemIds()), new_programme(plain_owner_url), SystemIds()
    )

    posted = Story(ledger).tell({"do": "grant", "member": "ada", "amount": 5})

    assert len(posted) == 1
    assert pending(plain_owner_url) == []
    engine.dispose()


@pytest.mark.slow
def test_migrating_again_changes_nothing_and_breaks_nothing(
    fresh_database_url: str,
) -> None:
    upgrade(fresh_database_url)
    upgrade(fresh_database_url)

    assert pending(fresh_database_url) == []


def test_what_is_still_to_be_migrated_is_listed(plain_owner_url: str) -> None:
    assert pending(plain_owner_url)[:1] == ["0001"]
