"""What is written about the API is true."""

from pathlib import Path

import pytest

from app.services.keys import SCOPES
from app.web.api.route import Route
from app.web.api.table import ROUTES
from app.web.problems import as_markdown

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_problems_is_the_list_in_the_code() -> None:
    written = (DOCS / "problems.md").read_text(encoding="utf-8")

    assert written == as_markdown(), "out of date: make problems"


@pytest.mark.parametrize("scope", SCOPES)
def test_every_scope_is_explained(scope: str) -> None:
    assert f"`{scope}`" in (DOCS / "api.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_every_resource_is_on_the_page(route: Route) -> None:
    last = [part for part in route.path.split("/") if not part.startswith("{")][-1]

    assert last in (DOCS / "api.md").read_text(encoding="utf-8")
