"""Random histories never create, lose or overdraw a unit: the book."""

from hypothesis.stateful import run_state_machine_as_test

from tests.domain.ledger.machine import LedgerMachine
from tests.domain.ledger.worlds import InMemory


def test_a_book_agrees_with_the_paper() -> None:
    class Machine(LedgerMachine):
        def __init__(self) -> None:
            super().__init__(InMemory())

    run_state_machine_as_test(Machine)
