"""``python -m benchmarks``: measure, beside ceilings of the same run, and print.

Each measure and its ceiling are taken in turn (A B A B …); the first round is
thrown away. A goal that is not met is printed as such and is no failure of the
command: figures are to be read.
"""

import argparse
import sys

from rich.console import Console

from benchmarks import cases, more
from benchmarks.figures import Figure, print_figures
from benchmarks.rig import rigged

CASES = {
    "P1-1": (cases.acknowledgement, 3000, 600),
    "P1-2": (cases.posting, 250, 60),
    "P1-3": (cases.drain, 2000, 500),
    "P1-4": (cases.redemption, 100, 30),
    "P1-6": (more.rules, 300, 100),
    "P1-12": (more.workers, 2000, 500),
}
ROUNDS, QUICK_ROUNDS = 5, 3


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--only", choices=sorted(CASES))
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    asked = parser.parse_args()
    console = Console(highlight=False, width=120)
    figures: list[Figure] = []
    for name in [asked.only] if asked.only else CASES:
        case, full, quick = CASES[name]
        console.print(f"{name} …")
        with rigged() as rig:
            rounds = QUICK_ROUNDS if asked.quick else ROUNDS
            figures += case(rig, rounds, quick if asked.quick else full)
    print_figures(figures, console)
    return 0


if __name__ == "__main__":
    sys.exit(main())
