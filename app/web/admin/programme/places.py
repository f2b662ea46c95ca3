"""Where each part of the document is edited."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.programme.document import LISTS
from app.web.admin.route import NoSuchThing

SECTIONS: Final[Mapping[str, str]] = {
    "earn": "earning",
    "rewards": "rewards",
    "tiers": "tiers",
    "perks": "perks",
    "membership": "memberships",
    "play": "play",
    "challenges": "challenges",
    "badges": "badges",
    "points": "assets",
    "metrics": "metrics",
    "dividends": "dividends",
    "causes": "causes",
    "gifts": "campaigns",
    "goals": "goals",
}
"""Lists, by how their addresses begin."""
TABLES: Final[Mapping[str, str]] = {
    "terms": "terms",
    "referrals": "referral",
    "tier-terms": "tier_terms",
    "identity": "identity",
    "stacking": "stacking",
}
"""Sections that are one table."""
HOMES: Final[Mapping[str, str]] = {
    "earning": "/programme/earn",
    "rewards": "/programme/rewards",
    "tiers": "/programme/tiers",
    "tier_terms": "/programme/tiers",
    "perks": "/programme/tiers",
    "memberships": "/programme/membership",
    "referral": "/programme/referrals",
    "stacking": "/programme/earn",
    "play": "/programme/play",
    "challenges": "/programme/play",
    "badges": "/programme/play",
    "metrics": "/programme/play",
    "terms": "/programme/terms",
    "identity": "/programme/terms",
    "assets": "/programme/terms",
    "dividends": "/programme/membership",
    "causes": "/programme/rewards",
    "campaigns": "/campaigns/list",
    "goals": "/programme/goals",
    "storefront": "/storefront",
    "words": "/storefront/languages",
}
"""The page on which a section is seen."""
PREFIX: Final = "/admin"


@dataclass(frozen=True, slots=True)
class Place:
    """One part of the document, and its address."""

    section: str
    item_id: str | None
    path: str
    """Below ``/admin``."""
    kind: str | None = None
    """What a new item is to be; it has no id yet."""

    @property
    def new(self) -> bool:
        """Whether it is not in the document yet."""
        return self.kind is not None

    @property
    def home(self) -> str:
        """The page to which one goes back."""
        return HOMES[self.section]

    @property
    def address(self) -> str:
        """The whole address of its form."""
        return PREFIX + self.path

    @property
    def inside(self) -> str:
        """Where the addresses of its other pages begin.

        The form of a table may stand on a tab of the menu; what belongs to it, such
        as all its settings, is found beside the other tables.
        """
        if self.new or is_list(self.section):
            return self.address
        return f"{PREFIX}/programme/part/{slug_of(self.section)}"

    @property
    def yaml(self) -> str:
        """The whole address of all its settings."""
        return f"{self.inside}/yaml"


def section_of(slug: str) -> str:
    """Return the section behind an address.

    Raises:
        NoSuchThing: There is none.
    """
    if slug not in SECTIONS:
        raise NoSuchThing(f"no part of a programme is called {slug!r}")
    return SECTIONS[slug]


def item_place(section: str, item_id: str) -> Place:
    """Return where an item is edited."""
    return Place(section, item_id, f"/programme/{slug_of(section)}/{item_id}")


def new_place(section: str, kind: str) -> Place:
    """Return where a new item is filled in."""
    return Place(section, None, f"/programme/{slug_of(section)}/new", kind)


def table_place(slug: str) -> Place:
    """Return where a section that is one table is edited.

    Raises:
        NoSuchThing: There is none.
    """
    if slug not in TABLES:
        raise NoSuchThing(f"no part of a programme is called {slug!r}")
    section = TABLES[slug]
    home = HOMES[section]
    path = home if home == f"/programme/{slug}" else f"/programme/part/{slug}"
    return Place(section, None, path)


def slug_of(section: str) -> str:
    """Return how the address of a section begins."""
    every = {**SECTIONS, **TABLES}
    return next(slug for slug, name in every.items() if name == section)


def home_of_steps(section: str) -> str:
    """Return the page on which somebody can mend a problem of a section."""
    return HOMES.get(section, "/programme/yaml")


def is_list(section: str) -> bool:
    """Tell whether a section is a list of items."""
    return section in LISTS
