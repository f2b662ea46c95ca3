"""Who redeemed, told apart from who was given something or gave it back."""

from app.domain.programme.segments import Segment
from app.services import segments
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork
from tests.services.books import Books

BOUGHT = """
SELECT DISTINCT v.member_id FROM voucher v JOIN member m USING (programme_id, member_id)
WHERE v.source = 'points' AND v.state NOT IN ('withdrawn', 'returned')
  AND m.state = 'active'
"""


def test_who_bought_a_reward_and_kept_it_has_redeemed(books: Books) -> None:
    def read(uow: UnitOfWork) -> tuple[set[object], set[object]]:
        bought = {row[0] for row in uow.connection.exec_driver_sql(BOUGHT)}
        who = {"fact": "redeemed", "at_least": 1}
        segment = Segment.model_validate({"id": "asked", "who": who})
        _, document = ProgrammeRepository(uow).live()
        found = segments.preview(books.env, uow, document, segment, sample=1_000)
        return bought, set(found.sample)

    bought, found = books.counter.run(read)

    assert found == bought
    assert found
