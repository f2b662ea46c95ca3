"""Yes, or why not: what a condition answers."""

from collections.abc import Mapping
from dataclasses import field

from app.domain.records import record


@record
class Verdict:
    """The answer to one question. A refusal is a code; words live elsewhere."""

    code: str
    figures: Mapping[str, object] = field(default_factory=dict)
    """What was found and what was wanted, for the decision trace; JSON."""

    def __bool__(self) -> bool:
        return self.code == "yes"


YES = Verdict("yes")
