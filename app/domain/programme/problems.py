"""What is wrong with a document: every mistake at once, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.errors import Malformed

Step = str | int
SHOWN = 120


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where, what was found, why not, and what would be right."""

    steps: tuple[Step, ...]
    code: str
    reason: str
    value: Any = None
    nearest: str | None = None

    @property
    def path(self) -> str:
        """The place as people write it: ``earning[0].award.rates.IDR``."""
        text = ""
        for step in self.steps:
            if isinstance(step, int):
                text += f"[{step}]"
            else:
                text += f".{step}" if text else step
        return text or "(document)"

    @property
    def pointer(self) -> str:
        """The place as a JSON Pointer (RFC 6901)."""
        texts = (str(step).replace("~", "~0").replace("/", "~1") for step in self.steps)
        return "".join(f"/{text}" for text in texts)

    @property
    def shown(self) -> str:
        """The value, short enough for one line."""
        text = repr(self.value)
        return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"

    @property
    def sentence(self) -> str:
        """The whole problem in one line."""
        hint = f" (nearest: {self.nearest})" if self.nearest else ""
        return f"{self.path}: {self.reason}; found {self.shown}{hint}"


class DocumentInvalid(Malformed):
    """The document breaks its schema or contradicts itself.

    Attributes:
        problems: All of them, in the order of the document.
    """

    code = "document_invalid"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            f"{len(self.problems)} problems in the programme document:\n"
            + "\n".join(f"  {problem.sentence}" for problem in self.problems)
        )
