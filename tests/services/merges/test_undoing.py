"""A merge that is undone at once leaves two members as they were."""

from uuid import UUID

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.domain.ledger import Balance
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON
from tests.services.merges.people import (
    GONE,
    KEPT,
    bought,
    given_points,
    joined,
    merged,
    row,
    sound,
    undone,
)
from tests.services.merges.rows import PLANTED, picture, plant
from tests.world import World


class TestNothingBetween:
    """Merge and undo at once."""

    @settings(
        max_examples=10,
        deadline=None,
        # Each example takes a real database for a second: shrinking takes minutes.
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        rows=st.lists(
            st.tuples(
                st.sampled_from(PLANTED),
                st.sampled_from([KEPT, GONE]),
                st.integers(min_value=0, max_value=1),
            ),
            max_size=30,
        ),
        given_to=st.lists(st.sampled_from([KEPT, GONE]), max_size=3),
        orders=st.lists(st.sampled_from([KEPT, GONE]), max_size=3),
    )
    def test_every_row_and_both_balances_are_as_before(
        self,
        world: World,
        rows: list[tuple[str, str, int]],
        given_to: list[str],
        orders: list[str],
    ) -> None:
        serial = str(world.env.ids.new())
        people = {ref: joined(world, f"{ref}-{serial}") for ref in (KEPT, GONE)}
        for table, who, variant in rows:
            plant(world, table, people[who], variant)
        for who in given_to:
            given_points(world, people[who], 40)
        for n, who in enumerate(orders):
            bought(world, f"{who}-{serial}", f"{serial}-{n}")
        before = picture(world, people.values())

        undone(world, merged(world, people[KEPT], people[GONE]))

        assert picture(world, people.values()) == before
        assert sound(world)

    def test_rows_of_every_table_come_back_twins_among_them(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        for table in PLANTED:
            for member_id in two:
                plant(world, table, member_id, 0)
            plant(world, table, two[1], 1)
        before = picture(world, two)
        assert [table for table in PLANTED if not before[table]] == []

        undone(world, merged(world, *two))

        assert picture(world, two) == before
        assert sound(world)

    def test_what_both_were_given_once_is_given_to_both_again(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two
        merge_id = merged(world, kept, gone)
        together = world.balance(kept)

        undone(world, merge_id)

        assert together == Balance(pending=514, available=130)
        assert world.balance(kept) == Balance(pending=257, available=100)
        assert world.balance(gone) == Balance(pending=257, available=130)
        assert row(world, gone).state == "active"

    def test_merged_again_it_is_taken_once_again(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        undone(world, merged(world, *two))

        again = merged(world, *two)

        assert world.balance(two[0]) == Balance(pending=514, available=130)
        assert sound(world)
        undone(world, again)
        assert world.balance(two[1]) == Balance(pending=257, available=130)
        assert sound(world)

    def test_a_block_follows_the_person_and_goes_with_them(
        self, world: World, two: tuple[UUID, UUID]
    ) -> None:
        kept, gone = two

        def block(uow: UnitOfWork) -> None:
            MemberRepository(uow).change(
                gone, at=NOON, frozen_at=NOON, frozen_reason="review"
            )

        world.run(block)
        merge_id = merged(world, kept, gone)
        assert row(world, kept).frozen_reason == "review"

        undone(world, merge_id)

        assert row(world, kept).frozen_at is None
        assert row(world, gone).frozen_reason == "review"
