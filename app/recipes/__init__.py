"""Programmes that work, as files: picked during onboarding, edited, launched.

Each recipe is a programme document in YAML beside this module. The document
says everything; no recipe has code of its own.
"""

from importlib.resources import files

from app.domain.errors import Missing
from app.domain.programme.document import ProgrammeDocument
from app.recipes.reading import print_document, read_document, read_source

__all__ = [
    "RecipeMissing",
    "print_document",
    "read_document",
    "read_source",
    "recipe",
    "recipe_names",
    "recipe_text",
]

SUFFIX = ".yaml"


class RecipeMissing(Missing):
    """There is no recipe of this name.

    Attributes:
        known: The names there are.
    """

    code = "recipe_missing"

    def __init__(self, name: str) -> None:
        self.known = ", ".join(recipe_names())
        super().__init__(f"no recipe {name!r}; there are {self.known}")


def recipe_names() -> tuple[str, ...]:
    """Return the names of all recipes."""
    found = (file.name for file in files(__name__).iterdir())
    return tuple(
        sorted(name.removesuffix(SUFFIX) for name in found if name.endswith(SUFFIX))
    )


def recipe_text(name: str) -> str:
    """Return a recipe as it is written, with its comments.

    Raises:
        RecipeMissing: There is none of that name.
    """
    if name not in recipe_names():
        raise RecipeMissing(name)
    return files(__name__).joinpath(name + SUFFIX).read_text(encoding="utf-8")


def recipe(name: str) -> ProgrammeDocument:
    """Return a recipe as a document.

    Raises:
        RecipeMissing: There is none of that name.
    """
    return read_document(recipe_text(name))
