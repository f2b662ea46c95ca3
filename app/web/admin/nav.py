"""Seven entries, each with its tabs: where everything in the back office stands.

The tree is complete from the start; an entry whose page is not there yet is left
out by ``shown``, so that nothing leads nowhere.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to go."""

    key: str
    """Of the words: ``nav.<key>``."""
    path: str
    """Below ``/admin``."""
    tabs: tuple["Entry", ...] = ()
    icon: str = ""


TREE: Final[tuple[Entry, ...]] = (
    Entry("home", "/home", icon="house"),
    Entry(
        "programme",
        "/programme",
        (
            Entry("overview", "/programme"),
            Entry("earn", "/programme/earn"),
            Entry("rewards", "/programme/rewards"),
            Entry("tiers", "/programme/tiers"),
            Entry("membership", "/programme/membership"),
            Entry("referrals", "/programme/referrals"),
            Entry("play", "/programme/play"),
            Entry("terms", "/programme/terms"),
        ),
        icon="star",
    ),
    Entry(
        "members",
        "/members",
        (
            Entry("list", "/members"),
            Entry("segments", "/members/segments"),
            Entry("activity", "/members/activity"),
            Entry("redemptions", "/members/redemptions"),
            Entry("review", "/members/review"),
            Entry("support", "/members/support"),
            Entry("import", "/members/import"),
        ),
        icon="people",
    ),
    Entry(
        "campaigns",
        "/campaigns",
        (Entry("calendar", "/campaigns"), Entry("all", "/campaigns/list")),
        icon="calendar",
    ),
    Entry(
        "storefront",
        "/storefront",
        (
            Entry("look", "/storefront"),
            Entry("panel", "/storefront/panel"),
            Entry("page", "/storefront/page"),
            Entry("placing", "/storefront/placing"),
            Entry("nudges", "/storefront/nudges"),
            Entry("languages", "/storefront/languages"),
        ),
        icon="shop",
    ),
    Entry(
        "analytics",
        "/analytics",
        (
            Entry("overview", "/analytics"),
            Entry("return", "/analytics/return"),
            Entry("members", "/analytics/members"),
            Entry("points", "/analytics/points"),
            Entry("referrals", "/analytics/referrals"),
            Entry("reports", "/analytics/reports"),
        ),
        icon="chart",
    ),
    Entry(
        "settings",
        "/settings",
        (
            Entry("general", "/settings"),
            Entry("team", "/settings/team"),
            Entry("stores", "/settings/stores"),
            Entry("keys", "/settings/keys"),
            Entry("webhooks", "/settings/webhooks"),
            Entry("deliveries", "/settings/deliveries"),
            Entry("data", "/settings/data"),
            Entry("legal", "/settings/legal"),
            Entry("system", "/settings/system"),
            Entry("audit", "/settings/audit"),
        ),
        icon="gear",
    ),
)


def shown(paths: Collection[str]) -> tuple[Entry, ...]:
    """Return the tree without what has no page among *paths*."""
    kept = []
    for entry in TREE:
        tabs = tuple(tab for tab in entry.tabs if tab.path in paths)
        if entry.path in paths or tabs:
            first = entry.path if entry.path in paths else tabs[0].path
            kept.append(Entry(entry.key, first, tabs, entry.icon))
    return tuple(kept)


def current(entries: Collection[Entry], path: str) -> tuple[Entry | None, Entry | None]:
    """Return the entry and the tab to which a path below ``/admin`` belongs."""
    entry = _nearest(entries, path)
    return entry, _nearest(entry.tabs, path) if entry else None


def _nearest(entries: Collection[Entry], path: str) -> Entry | None:
    def holds(at: str) -> bool:
        return path == at or path.startswith(f"{at}/")

    def reach(entry: Entry) -> int:
        inside = [entry.path, *(tab.path for tab in entry.tabs)]
        return max((len(at) for at in inside if holds(at)), default=0)

    best = max(entries, key=reach, default=None)
    return best if best is not None and reach(best) else None
