"""What an import does while the programme is being tried."""

from app.services import testing
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.services.importing.conftest import Importing

THREE = (
    "external_id,email,points\n7777,real@customer.test,50\n,other@customer.test,10\n"
    "7778,tester@mail.test,20\n"
)


def test_only_testers_come_in(importing: Importing) -> None:
    def begin(uow: UnitOfWork) -> None:
        testing.add_tester(importing.world.env, uow, "tester@mail.test", by="ani")
        StoreRepository(uow).change_programme(mode="test")

    importing.world.run(begin)

    row = importing.tried(THREE)
    checked = importing.faults(row, "check")
    row = importing.start(row)

    assert checked == {2: ("testers_only", ""), 3: ("testers_only", "")}
    assert importing.faults(row) == checked
    assert (row.done["new"], row.done["refused"]) == (1, 2)
    assert importing.balance("tester@mail.test").available == 20
