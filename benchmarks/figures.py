"""Ratios measured in turn: their median, their spread, and whether a goal is met."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from rich.console import Console
from rich.table import Table

Round = Callable[[], tuple[float, float]]
"""Measure ours and the ceiling, one right after the other."""


@dataclass(slots=True)
class Figure:
    """One measure: ours beside its ceiling."""

    name: str
    what: str
    unit: str
    goal: str
    """Empty: there is none, the figure is to be known."""
    ours: list[float] = field(default_factory=list)
    ceiling: list[float] = field(default_factory=list)
    met: Callable[["Figure"], bool] = lambda _figure: True

    @property
    def ratios(self) -> list[float]:
        if not self.ceiling:
            return []
        return [a / b for a, b in zip(self.ours, self.ceiling, strict=True)]

    def row(self) -> list[str]:
        ratios = self.ratios
        spread = f"{min(ratios):.2f}-{max(ratios):.2f}" if ratios else "-"
        return [
            self.name,
            self.what,
            f"{median(self.ours):,.1f} {self.unit}",
            f"{median(self.ceiling):,.1f}" if self.ceiling else "-",
            f"{median(ratios):.2f}" if ratios else "-",
            spread if ratios else f"{min(self.ours):,.1f}-{max(self.ours):,.1f}",
            self.goal,
            "" if not self.goal else "met" if self.met(self) else "NOT met",
        ]


def measure(
    figure: Figure, rounds: int, once: Round, settle: Callable[[], None]
) -> Figure:
    """Fill *figure* with *rounds* rounds, the first one thrown away as warm-up.

    *settle* runs after the warm-up: tables that were empty a moment ago get the
    statistics that they have in a shop that runs.
    """
    once()
    settle()
    for _ in range(rounds):
        ours, ceiling = once()
        figure.ours.append(ours)
        figure.ceiling.append(ceiling)
    return figure


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that *share* of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def print_figures(figures: Sequence[Figure], console: Console) -> None:
    """Print every figure with its ratio, spread and goal."""
    table = Table(
        "id", "measure", "ours", "ceiling", "ratio", "spread", "goal", "", expand=False
    )
    for figure in figures:
        table.add_row(*figure.row())
    console.print(table)
