"""What is looked at in a store before anything of it is kept, and ever after.

Each check is a code; what a merchant reads, and where in the store's own pages it
is put right, belongs to the words of the page.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

MIN_VERSION: Final = (8, 0)
_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})")
_PAGES = re.compile(r"/(wp-admin|wp-login\.php|wp-json|my-account)(/.*)?$")
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class CheckState(StrEnum):
    """How a check came out."""

    PASSED = "passed"
    WARNING = "warning"
    """It works, and something will be missing."""
    FAILED = "failed"
    """The store can't be used as it is."""


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """One thing that was looked at."""

    code: str
    state: CheckState = CheckState.PASSED
    figures: Mapping[str, str] = field(default_factory=dict)
    """Fill the gaps of the sentence about it."""


def failed(code: str, **figures: str) -> StoreCheck:
    """Return a check that failed."""
    return StoreCheck(code, CheckState.FAILED, figures)


def warned(code: str, **figures: str) -> StoreCheck:
    """Return a check with a warning."""
    return StoreCheck(code, CheckState.WARNING, figures)


def usable(checks: Iterable[StoreCheck]) -> bool:
    """Tell whether nothing failed."""
    return all(check.state is not CheckState.FAILED for check in checks)


def typed_address(text: str) -> str:
    """Return the address that somebody who typed *text* means.

    Without a scheme it is https, but http for this machine; what belongs to a page
    of the store and not to the store is left out.
    """
    found = "".join(text.split())
    if "://" not in found:
        host = urlsplit(f"//{found}").netloc.rpartition("@")[2]
        local = host.partition(":")[0] in _LOOPBACK
        found = f"{'http' if local else 'https'}://{found}"
    scheme, _, rest = found.partition("://")
    bare = rest.partition("?")[0].partition("#")[0].rstrip("/")
    return f"{scheme.lower()}://{_PAGES.sub('', bare).rstrip('/')}"


def on_this_machine(url: str) -> bool:
    """Tell whether an address leads to this machine."""
    return (urlsplit(url).hostname or "") in _LOOPBACK


def recent_enough(version: str) -> bool:
    """Tell whether a version of WooCommerce is one that we know."""
    found = _VERSION.match(version)
    return found is not None and (int(found[1]), int(found[2])) >= MIN_VERSION
