"""Small programmes to begin with: their amounts are fitted to a store.

Each is a document like any recipe, with amounts for orders of a usual size in three
currencies; what other stores get is worked out from these.
"""

from importlib.resources import files

from app.domain.programme.document import ProgrammeDocument
from app.recipes import RecipeMissing
from app.recipes.reading import read_document

SUFFIX = ".yaml"


def starter_names() -> tuple[str, ...]:
    """Return the names of all of them."""
    found = (file.name for file in files(__name__).iterdir())
    return tuple(
        sorted(name.removesuffix(SUFFIX) for name in found if name.endswith(SUFFIX))
    )


def starter(name: str) -> ProgrammeDocument:
    """Return one as a document.

    Raises:
        RecipeMissing: There is none of that name.
    """
    if name not in starter_names():
        raise RecipeMissing(name)
    text = files(__name__).joinpath(name + SUFFIX).read_text(encoding="utf-8")
    return read_document(text)
