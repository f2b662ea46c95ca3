"""A real store's past is read in the background, by each platform's own way."""

from datetime import timedelta
from uuid import UUID

from app.services import backfills, outbox
from app.services.debts import HANDLERS
from app.storage.backfills import BackfillRepository, PastOrders, RunRow
from app.wiring.clock import shift_clock
from tests.journeys.conftest import Journey

ORDERS = 4
ROUNDS = 8
WAIT = timedelta(seconds=5)


def run_of(journey: Journey, run_id: UUID) -> RunRow:
    found: RunRow = journey.run(lambda uow: BackfillRepository(uow).get(run_id))
    return found


def test_the_past_of_a_store_is_read_as_it_is(journey: Journey) -> None:
    for number in range(ORDERS):
        journey.ask(
            "actions/order",
            {
                "email": f"tamu{number % 2}@mail.test",
                "lines": [{"sku": "KOPI-01", "quantity": 1 + number}],
            },
        )
    run = journey.run(
        lambda uow: backfills.begin(
            journey.env, uow, journey.store_id, purpose="history", by="test"
        )
    )

    for _ in range(ROUNDS):
        outbox.drain(journey.env, HANDLERS, most=50)
        journey.ahead += WAIT
        shift_clock(journey.var, journey.ahead)

    done = run_of(journey, run.run_id)
    since = journey.env.clock.now() - timedelta(days=400)
    known = journey.run(lambda uow: PastOrders(uow).summary(since=since))
    assert (done.state, done.orders_failed, done.problem) == ("done", 0, None)
    assert done.customers_done >= 1
    assert (known.orders, known.buyers) == (ORDERS, 2)
    assert (done.bulk_ref is not None) is (journey.platform == "shopify")
