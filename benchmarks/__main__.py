"""``python -m benchmarks``: measure, beside ceilings of the same run, and print.

Each measure and its ceiling are taken in turn (A B A B …); the first round is
thrown away. A goal that is not met is printed as such and is no failure of the
command: figures are to be read.
"""

import argparse
import sys

from rich.console import Console

from benchmarks import (
    admin,
    cases,
    filling,
    importing,
    more,
    pairs,
    publication,
    scale,
    simulator,
    storage,
    visible,
)
from benchmarks.figures import Figure, print_figures
from benchmarks.rig import rigged
from benchmarks.scale_data import scale_world

CASES = {
    "P1-1": (cases.acknowledgement, 3000, 600),
    "P1-2": (cases.posting, 250, 60),
    "P1-3": (cases.drain, 2000, 500),
    "P1-4": (cases.redemption, 100, 30),
    "P1-5": (visible.visible, 300, 20),
    "P1-6": (more.rules, 300, 100),
    "P1-7": (simulator.simulator, 1_000_000, 50_000),
    "P1-8": (filling.filling, 100_000, 5_000),
    "P1-12": (pairs.workers, 4000, 1000),
    "P1-14": (storage.storage, 10_000, 2_000),
    "IMPORT": (importing.importing, 100_000, 5_000),
}
LARGE = {
    "P1-9": (scale.reading, 400, 100),
    "P1-10": (publication.everybody_stands, 100_000, 10_000),
    "P1-11": (scale.proof, 1, 1),
    "ADMIN": (admin.pages, 40, 10),
}
"""On a programme that is built once; QUICK has a tenth of it."""


def widget(rounds: int) -> list[Figure]:
    from benchmarks.widget import widget as measure  # noqa: PLC0415 - needs an extra

    return measure(rounds)


def doors(rounds: int) -> list[Figure]:
    from benchmarks.storefront import storefront as measure  # noqa: PLC0415 - tests' shop

    return measure(rounds, REQUESTS)


def home(rounds: int) -> list[Figure]:
    from benchmarks.first_paint import first_paint as measure  # noqa: PLC0415 - as widget

    return measure(rounds)


REQUESTS = 200
PAGES = {"P1-13": widget, "STOREFRONT": doors, "ADMIN-FCP": home}
"""In a browser, against a shop on a shelf or the demo; they need the browser extra."""
ROUNDS, QUICK_ROUNDS = 5, 3


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--only", choices=sorted(CASES | LARGE | PAGES))
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    asked = parser.parse_args()
    console = Console(highlight=False, width=120)
    figures: list[Figure] = []
    rounds = QUICK_ROUNDS if asked.quick else ROUNDS
    for name in [asked.only] if asked.only else (*CASES, *LARGE, *PAGES):
        console.print(f"{name} …")
        if name in CASES:
            case, full, quick = CASES[name]
            with rigged() as rig:
                figures += case(rig, rounds, quick if asked.quick else full)
        elif name in PAGES:
            figures += PAGES[name](rounds)
        else:
            large, full, quick = LARGE[name]
            with scale_world(small=asked.quick) as world:
                figures += large(world, rounds, quick if asked.quick else full)
    print_figures(figures, console)
    return 0


if __name__ == "__main__":
    sys.exit(main())
