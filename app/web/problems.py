"""Every problem code that the API can answer with: what it means, what to do.

The list is made from the errors themselves; ``python -m app.web.problems``
prints it as ``docs/problems.md``.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages
from typing import Final

from app.domain.errors import FAMILIES, PlatformError, SetiaError
from app.web.errors import TITLES, status_of

PACKAGES: Final = (
    "app.domain",
    "app.storage",
    "app.services",
    "app.web.api",
    "app.web.storefront",
)
DOORS: Final = (
    ("forbidden", 403, "The way is closed to you."),
    ("scope_missing", 403, "The key lacks a scope; `required_scope` names it."),
    ("method_not_allowed", 405, "The address takes other methods; see `Allow`."),
    ("too_large", 413, "The body is over one megabyte."),
    ("unsupported_media_type", 415, "The body is not said to be JSON."),
    ("too_many_requests", 429, "Too fast; wait as long as `Retry-After` says."),
    ("internal_error", 500, "Our fault; `request_id` leads us to it."),
)
ADVICE: Final = {
    400: "mend the request",
    401: "send a valid key",
    403: "use a key with the scope",
    404: "there is no such thing in this programme",
    405: "use another method",
    409: "read what is recorded, then decide",
    413: "send less",
    415: "send JSON",
    422: "the programme says no; the figures say why",
    429: "wait, then ask again",
    500: "tell us the request_id",
    502: "try again later",
    503: "try again after a moment",
}


@dataclass(frozen=True, slots=True)
class Coded:
    """One code."""

    code: str
    status: int
    meaning: str


def listed() -> list[Coded]:
    """Return every code, by status and name."""
    for package in PACKAGES:
        root = import_module(package)
        for module in walk_packages(root.__path__, f"{package}."):
            if "migrations" not in module.name:
                import_module(module.name)
    found = {
        error.code: _coded(error)
        for error in _leaves(SetiaError)
        if error.__module__.startswith(PACKAGES)
    }
    doors = (Coded(*door) for door in DOORS)
    return sorted(
        {**found, **{coded.code: coded for coded in doors}}.values(),
        key=lambda coded: (coded.status, coded.code),
    )


def _leaves(base: type[SetiaError]) -> Iterator[type[SetiaError]]:
    for child in base.__subclasses__():
        # What a platform said is not told: the family's words stand for all.
        if child is PlatformError:
            yield child
            continue
        if child not in FAMILIES or child.code in {code for code, _ in TITLES.values()}:
            yield child
        yield from _leaves(child)


def _coded(error: type[SetiaError]) -> Coded:
    words = " ".join((error.__doc__ or "").split("\n\n")[0].split())
    return Coded(error.code, status_of(error.__new__(error)), words)


def as_markdown() -> str:
    """Return the list as a page."""
    lines = [
        "# Problems",
        "",
        "Each error of the API is a problem document (RFC 9457) with a stable `code`.",
        "Branch on `code`; `detail` is for people and may change. Other members carry",
        "the public figures. This page is made from the code:",
        "`python -m app.web.problems > docs/problems.md`.",
    ]
    status = 0
    for coded in listed():
        if coded.status != status:
            status = coded.status
            title = TITLES[status][1]
            lines += [
                "",
                f"## {status}: {title}",
                "",
                f"What to do: {ADVICE[status]}.",
                "",
            ]
            lines += ["| code | meaning |", "| --- | --- |"]
        lines.append(f"| `{coded.code}` | {coded.meaning} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
