"""Single parts of recipes: looked at, and put into a programme with what they need."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from app.domain.onboarding.fitting import StoreFacts, fitted
from app.domain.programme.canonical import canonical
from app.domain.programme.document import LISTS, ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid
from app.recipes import recipe

ROUNDS: Final = 6
"""A prize needs a reward, which needs a cause: no longer chain is known."""
UNKNOWN: Final[Mapping[str, str]] = {
    **{f"unknown_{name.removesuffix('s')}": name for name in LISTS},
    "unknown_rule": "earning",
}
"""The section in which a problem's missing item stands."""


@cache
def known_recipe(name: str) -> ProgrammeDocument:
    """Return a recipe, read once; ``RecipeMissing`` when there is none."""
    return recipe(name)


def recipe_here(name: str, store: StoreFacts) -> ProgrammeDocument:
    """Return a recipe in the store's money and amounts, as a newcomer gets it.

    Raises:
        RecipeMissing: There is none of that name.
    """
    return fitted(known_recipe(name), store)


def with_recipe_part(
    document: ProgrammeDocument,
    source: ProgrammeDocument,
    section: str,
    item_id: str,
    *,
    new_id: str,
) -> ProgrammeDocument:
    """Return *document* with an item of *source*, and with what that item needs.

    Raises:
        DocumentInvalid: It needs something that the source hasn't either.
        KeyError: The source has no such item.
    """
    data, theirs = canonical(document), canonical(source)
    wanted = _of(theirs, section, item_id)
    if wanted is None:
        raise KeyError(item_id)
    data[section] = [*data.get(section, []), {**wanted, "id": new_id}]
    for _ in range(ROUNDS):
        try:
            return load_document(data)
        except DocumentInvalid as error:
            if not _mended(data, theirs, error):
                raise
    return load_document(data)


def _of(data: Mapping[str, Any], section: str, item_id: object) -> Any:  # noqa: ANN401 - JSON
    items = data.get(section, ())
    return next((item for item in items if item["id"] == item_id), None)


def _mended(
    data: dict[str, Any], theirs: Mapping[str, Any], error: DocumentInvalid
) -> bool:
    """Bring what is missing from the source; tell whether anything was."""
    mended = False
    for problem in error.problems:
        section = UNKNOWN.get(problem.code)
        if section is None or _of(data, section, problem.value) is not None:
            continue
        needed = _of(theirs, section, problem.value)
        if needed is not None:
            data[section] = [*data.get(section, []), needed]
            mended = True
    return mended
