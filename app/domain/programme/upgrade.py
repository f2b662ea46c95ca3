"""Older documents, brought up to date step by step.

A published version is kept as it was written and read by all later code. When
the schema changes in a way that a default can't hide, the schema version goes
up and one step is added here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from app.domain.programme.document import SCHEMA_VERSION

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

UPGRADES: dict[int, Upgrade] = {}
"""From the version that is the key to the next one."""


def upgraded(
    data: Mapping[str, Any], upgrades: Mapping[int, Upgrade] | None = None
) -> dict[str, Any]:
    """Return *data* in the present schema; a copy, as far as it was changed.

    A version that is not a whole number, or is of the future, is left for the
    reader to refuse.
    """
    steps = UPGRADES if upgrades is None else upgrades
    current = dict(data)
    version = current.get("schema_version", SCHEMA_VERSION)
    while type(version) is int and version in steps:
        current = steps[version](current)
        version += 1
        current["schema_version"] = version
    return current
