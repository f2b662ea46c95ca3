"""What is wrong with a document, in the reader's language."""

import re
from typing import Final

from app.domain.programme.problems import Problem
from app.domain.words import Language
from app.web.admin.words import knows, say

PLAIN: Final = "form.wrong"
GUESSED: Final = ("not_positive", "percent_range")
"""What their nearest value is, is the end of a range: nobody meant that."""
BARE: Final = re.compile(r"^[\"']|[\"']$")


def problem_words(problem: Problem, language: Language) -> str:
    """Return what is wrong and what would be right, without the place.

    Never in the words of the document's reader, which are English and for people
    who write documents: a code without a sentence of its own is told plainly.
    """
    key = f"programme.problem.{problem.code}"
    if not knows(key):
        key = f"programme.problem.{_family(problem.code)}"
    words = say(key if knows(key) else PLAIN, language)
    if problem.nearest and problem.code not in GUESSED:
        near = BARE.sub("", problem.nearest)
        words += " " + say("programme.problem.nearest", language, nearest=near)
    return words


def _family(code: str) -> str:
    return "unknown_item" if code.startswith("unknown_") else code
