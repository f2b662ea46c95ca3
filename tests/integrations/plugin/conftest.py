"""A WordPress with the plugin, made once for all tests that need one."""

import shutil
from collections.abc import Iterator

import pytest

from tests.integrations.plugin.setia import Setia, answering
from tests.integrations.plugin.wordpress import (
    Site,
    what_is_missing,
)
from tests.integrations.plugin.wordpress import (
    site as opened,
)

NO_PHP = "no PHP found: install php-cli"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    missing = what_is_missing()
    if missing:
        pytest.skip(f"no WordPress to run the plugin in: {missing} not found")
    folder = tmp_path_factory.mktemp("wordpress")
    with opened(folder) as made:
        yield made
    # The site is large; what the tests said of it is in their output.
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def setia() -> Iterator[Setia]:
    """A server that answers as Setia's storefront does."""
    with answering() as server:
        yield server


@pytest.fixture
def connected(site: Site, setia: Setia) -> Iterator[Site]:
    """The site, connected to ``setia``."""
    site.tell("PUT", setia.connection())
    yield site
    site.forget()


@pytest.fixture
def php() -> str:
    found = shutil.which("php")
    if found is None:
        pytest.skip(NO_PHP)
    return found
