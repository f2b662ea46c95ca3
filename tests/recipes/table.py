"""Prints the table of recipes and the stories that play their worked numbers.

Run ``python -m tests.recipes.table > docs/recipes.md`` after a change.
"""

import sys
from collections.abc import Iterator

from app.domain.words import Language
from app.recipes import recipe, recipe_names, recipe_text
from tests.recipes.stories import stories

TEST = "tests/recipes/test_recipes.py::test_a_recipe_plays_its_worked_numbers"
HEAD = f"""# Recipes and their worked numbers

Every recipe is a file in `app/recipes`. Each story below is a list of steps with
figures in `tests/recipes/<recipe>.yaml`, played by
`{TEST}`:
signed deliveries and API requests in, ledger and store out, with the ledger proved
at the end. Steps and what they may expect are described in `tests/recipes/pipeline.py`.
"""


def lines() -> Iterator[str]:
    """Return the page, line by line."""
    yield HEAD
    told = stories()
    count = sum(len(story.steps) for story in told)
    yield f"{len(recipe_names())} recipes, {len(told)} stories, {count} steps.\n"
    for name in sorted(recipe_names()):
        document = recipe(name)
        yield f"## {name}\n"
        about = [line.removeprefix("# ") for line in _comment(name)]
        yield f"{document.identity.name.say(Language.EN)}: {' '.join(about)}\n"
        yield "| story | steps | figures compared |"
        yield "| --- | ---: | ---: |"
        for story in told:
            if story.recipe == name:
                figures = sum(len(step.get("expect", {})) for step in story.steps)
                yield f"| {story.name} | {len(story.steps)} | {figures} |"
        yield ""


def _comment(name: str) -> Iterator[str]:
    for line in recipe_text(name).splitlines():
        if not line.startswith("# "):
            return
        yield line


def page() -> str:
    """Return the whole page."""
    return "\n".join(lines())


if __name__ == "__main__":
    sys.stdout.write(page())
