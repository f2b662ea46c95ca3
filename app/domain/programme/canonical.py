"""Documents as plain JSON: whole for storage, terse for people.

The whole form spells out every default, so that a default which changes later
never changes a version that was published before. Both forms read back as the
same document.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from app.domain.programme.document import ProgrammeDocument

KINDS = ("schema_version", "trigger", "kind")
"""Keys that say what a part is; never left out."""


def canonical(document: ProgrammeDocument) -> dict[str, Any]:
    """Return the whole document as JSON values: texts, whole numbers, no nulls."""
    return document.model_dump(mode="json", exclude_none=True)


def canonical_text(document: ProgrammeDocument) -> str:
    """Return the one text of a document: sorted keys, no spaces."""
    return json.dumps(
        canonical(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def digest(document: ProgrammeDocument) -> str:
    """Return SHA-256 of the canonical text, in hex; equal documents, equal digest."""
    return sha256(canonical_text(document).encode()).hexdigest()


def terse(document: ProgrammeDocument) -> dict[str, Any]:
    """Return the document without what is the default anyway."""
    short = document.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    tidy: dict[str, Any] = _with_kinds(short, canonical(document))
    return {"schema_version": document.schema_version, **tidy}


def _with_kinds(short: Any, whole: Any) -> Any:  # noqa: ANN401 - JSON values
    if isinstance(short, Mapping):
        first = [key for key in ("id", *KINDS) if key in whole]
        rest = [key for key in whole if key in short and key not in first]
        named = {key: whole[key] for key in (*first, *rest)}
        return {
            key: _with_kinds(short[key], value) if key in short else value
            for key, value in named.items()
        }
    if isinstance(short, list):
        pairs = zip(short, whole, strict=True)
        return [_with_kinds(item, full) for item, full in pairs]
    return short
