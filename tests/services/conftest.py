"""A history in which everything happened once, made once and copied for each test."""

from collections.abc import Iterator

import pytest

from tests.servers import Shared
from tests.services.book_history import copy_of, history_in
from tests.services.books import Books


@pytest.fixture(scope="session")
def history(shared_servers: Shared) -> Iterator[Books]:
    """The history in a database that tests copy; nobody is connected to it."""
    with history_in(shared_servers) as kept:
        yield kept


@pytest.fixture
def books(shared_servers: Shared, history: Books) -> Iterator[Books]:
    """A copy of the history, with real commits."""
    with copy_of(history, shared_servers) as found:
        yield found
