"""A history in which everything happened once, made once and copied for each test."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy.engine import make_url

from tests.servers import Shared
from tests.services.book_history import written
from tests.services.books import Books, reopened


@pytest.fixture(scope="session")
def history(shared_servers: Shared) -> Iterator[Books]:
    """The history in a database that tests copy; nobody is connected to it."""
    with shared_servers.copy() as url:
        with written(url) as found:
            kept = found
        yield kept


@pytest.fixture
def books(shared_servers: Shared, history: Books) -> Iterator[Books]:
    """A copy of the history, with real commits."""
    name = make_url(history.database_url).database or ""
    with (
        replace(shared_servers, template=name).copy() as url,
        reopened(history, url) as found,
    ):
        yield found
