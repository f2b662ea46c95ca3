"""The groups of pages that there are; each has a ``pages`` of its own."""

from collections.abc import Iterator
from importlib import import_module
from typing import Final

from app.web.admin.route import Page, Pages

GROUPS: Final[tuple[str, ...]] = (
    "app.web.admin.start",
    "app.web.admin.find",
    "app.web.admin.members.table",
    "app.web.admin.members.person",
    "app.web.admin.members.adjusting",
    "app.web.admin.members.deeds",
    "app.web.admin.members.review",
)
"""Modules with a ``pages``: add yours, one a line."""


def every_page() -> Iterator[Page]:
    """Yield every page of the back office."""
    for name in GROUPS:
        pages: Pages = import_module(name).pages
        yield from pages.pages
