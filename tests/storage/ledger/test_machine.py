"""Random histories never create, lose or overdraw a unit: the repository."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from app.storage.unit_of_work import Database
from tests.domain.ledger.machine import LedgerMachine
from tests.domain.ledger.worlds import CountedIds, InDatabase
from tests.storage.conftest import MakeProgramme


@pytest.mark.slow
def test_the_repository_agrees_with_the_paper(
    database: Database, make_programme: MakeProgramme
) -> None:
    profile = settings()
    fewer = settings(
        max_examples=max(20, profile.max_examples // 10), stateful_step_count=30
    )

    class Machine(LedgerMachine):
        def __init__(self) -> None:
            super().__init__(InDatabase(database, make_programme(), CountedIds()))

    run_state_machine_as_test(Machine, settings=fewer)
