"""Takes what decisions need of the budgets that all members share.

A decision reads what is left without a lock; before it is written, what it needs
is taken. When somebody else was faster, what could be had is known for certain,
and the rules are asked again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.earning.decisions import AwardDecision, GiftDecision
from app.domain.earning.limits import BUDGET, budget_names
from app.domain.programme.document import ProgrammeDocument
from app.storage.budgets import BudgetRepository
from app.storage.unit_of_work import UnitOfWork

Given = Sequence[AwardDecision | GiftDecision]


def has_budgets(document: ProgrammeDocument) -> bool:
    """Tell whether anything of a document has a budget."""
    return document.remember(
        "has_budgets",
        lambda found: (
            bool(found.stacking.budgets)
            or any(rule.budget is not None for rule in found.earning)
        ),
    )


@dataclass(slots=True)
class Purse:
    """The budgets of one unit of work: what is used, and what was taken here."""

    uow: UnitOfWork
    used: Counter[str] = field(default_factory=Counter)
    _had: dict[str, int] = field(default_factory=dict)
    _read: set[str] = field(default_factory=set)

    def read(self, document: ProgrammeDocument, at: datetime, zone: str) -> None:
        """Know what is used of the budgets that count at *at*; no lock is taken."""
        if not has_budgets(document):
            return
        names = budget_names(document, at, zone) - self._read
        self._read |= names
        self.used.update(BudgetRepository(self.uow).used(names))

    def note(self, needs: Mapping[str, int]) -> None:
        """Let the next decision see what this one needs."""
        self.used.update(needs)

    def take(self, needs: Mapping[str, int], allowed: Mapping[str, int]) -> bool:
        """Take what is needed; False when less was to be had of any.

        Then ``used`` is exact, nobody else can take, and the rules must be asked
        again; what that leaves over goes back with ``settle``.
        """
        repository = BudgetRepository(self.uow)
        for name in sorted(needs):
            want = max(0, needs[name])
            self._had[name] = repository.take(name, want, open_units=allowed[name])
        if all(self._had[name] >= needs[name] for name in needs):
            return True
        for name in needs:
            self.used[name] = max(0, allowed[name] - self._had[name])
        return False

    def settle(self, needs: Mapping[str, int]) -> None:
        """Put back what was taken and is not needed after all."""
        repository = BudgetRepository(self.uow)
        for name in sorted(self._had):
            over = self._had[name] - max(0, needs.get(name, 0))
            if over > 0:
                repository.put_back(name, over)


def needs_of(given: Iterable[AwardDecision | GiftDecision]) -> Counter[str]:
    """Return what decisions use of budgets, by counter."""
    found: Counter[str] = Counter()
    for one in given:
        for key, amount in (one.counters or {}).items():
            if key.startswith(BUDGET):
                found[key] += amount
    return found


def allowed_of(given: Iterable[AwardDecision | GiftDecision]) -> dict[str, int]:
    """Return how much of each budget is open for these decisions."""
    found: dict[str, int] = {}
    for one in given:
        for key, units in (one.allowed or {}).items():
            found[key] = max(units, found.get(key, 0))
    return found
