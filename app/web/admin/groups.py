"""The groups of pages that there are; each has a ``pages`` of its own."""

from collections.abc import Iterator
from importlib import import_module
from typing import Final

from app.web.admin.route import Page, Pages

GROUPS: Final[tuple[str, ...]] = (
    "app.web.admin.start",
    "app.web.admin.onboarding.publish",
    "app.web.admin.onboarding.steps",
    "app.web.admin.stores.connecting",
    "app.web.admin.stores.table",
    "app.web.admin.activity.stream",
    "app.web.admin.analytics.overview",
    "app.web.admin.analytics.reports",
    "app.web.admin.home.today",
    "app.web.admin.home.panel",
    "app.web.admin.find",
    "app.web.admin.members.table",
    "app.web.admin.members.bulk",
    "app.web.admin.members.person",
    "app.web.admin.members.adjusting",
    "app.web.admin.members.deeds",
    "app.web.admin.members.personal",
    "app.web.admin.members.figures",
    "app.web.admin.members.helping",
    "app.web.admin.members.review",
    "app.web.admin.members.merging",
    "app.web.admin.members.unmerging",
    "app.web.admin.members.segmenting",
    "app.web.admin.members.importing",
    "app.web.admin.members.import_answers",
    "app.web.admin.support.queue",
    "app.web.admin.support.talk",
    "app.web.admin.support.deeds",
    "app.web.admin.support.templates",
    "app.web.admin.support.report",
    "app.web.admin.settings.data",
    "app.web.admin.settings.requests",
    "app.web.admin.settings.general",
    "app.web.admin.settings.legal",
    "app.web.admin.settings.keys",
    "app.web.admin.settings.webhooks",
    "app.web.admin.settings.deliveries",
    "app.web.admin.settings.system",
    "app.web.admin.programme.overview",
    "app.web.admin.programme.conflicts",
    "app.web.admin.programme.lists",
    "app.web.admin.programme.draft",
    "app.web.admin.programme.yamls",
    "app.web.admin.programme.trials",
    "app.web.admin.programme.pools",
    "app.web.admin.programme.products",
    "app.web.admin.programme.from_recipes",
    "app.web.admin.programme.items",
    "app.web.admin.campaigns.calendar",
    "app.web.admin.storefront.look",
    "app.web.admin.storefront.panel",
    "app.web.admin.storefront.page",
    "app.web.admin.storefront.placing",
    "app.web.admin.storefront.nudges",
    "app.web.admin.storefront.languages",
    "app.web.admin.storefront.importing",
    "app.web.admin.team.people",
    "app.web.admin.team.own",
    "app.web.admin.team.log",
)
"""Modules with a ``pages``: add yours, one a line."""


def every_page() -> Iterator[Page]:
    """Yield every page of the back office."""
    for name in GROUPS:
        pages: Pages = import_module(name).pages
        yield from pages.pages
