"""A run that failed in the middle: it goes on or is taken back, as it was answered."""

import pytest

from app.services.importing import desk, work
from app.services.importing.desk import ImportNotReady
from app.storage.importing import ImportRow
from app.storage.prove import freeze_programme, thaw_programme
from tests.services.importing.conftest import Importing

THREE = "email,points\nada@x.test,10\nbudi@mail.test,20\ncika@x.test,30\n"


@pytest.fixture
def failed(importing: Importing, monkeypatch: pytest.MonkeyPatch) -> ImportRow:
    """An import of three that failed after one: the programme was frozen."""
    monkeypatch.setattr(work, "AT_ONCE", 1)
    world, row = importing.world, importing.tried(THREE)
    world.run(lambda uow: desk.start(world.env, uow, row.import_id))

    def told(done: int, _total: int) -> None:
        if done == 1:
            at = world.clock.now()
            world.run(lambda uow: freeze_programme(uow, reason="test", at=at))

    work.work_on(world.env, world.programme_id, row.import_id, told)
    world.run(thaw_programme)
    return importing.look(row.import_id)


def test_its_answers_stay_as_they_were(importing: Importing, failed: ImportRow) -> None:
    with pytest.raises(ImportNotReady):
        importing.answer(failed, mode="set")

    assert importing.look(failed.import_id).state == "failed"


def test_it_goes_on(importing: Importing, failed: ImportRow) -> None:
    with pytest.raises(ImportNotReady):
        importing.answer(failed, mode="set")

    finished = importing.start(failed)

    assert (finished.state, finished.done["given"]) == ("done", 60)


def test_it_is_taken_back(importing: Importing, failed: ImportRow) -> None:
    with pytest.raises(ImportNotReady):
        importing.answer(failed, mode="set")

    undone = importing.undo(failed)

    assert (failed.done["given"], undone.state) == (10, "undone")
    assert importing.findings() == []
