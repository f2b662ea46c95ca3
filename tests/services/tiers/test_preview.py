"""Who would move by a draft, and who stands where they should not."""

from typing import Any

import pytest

from app.domain.programme.loading import load_document
from app.services.tier_preview import Preview, preview, sweep
from tests.services.tiers.lives import TIERS, Life, document, living, spend

DEARER = [TIERS[0], {**TIERS[1], "reach": spend(3_000_000)}, TIERS[2]]
CHEAPER = [TIERS[0], TIERS[1], {**TIERS[2], "reach": spend(2_000_000)}]


def asked(life: Life, **sections: Any) -> Preview:  # noqa: ANN401 - a document's
    draft = load_document(document(**sections))
    found: Preview = life.world.run(lambda uow: preview(life.world.env, uow, draft))
    return found


@pytest.mark.parametrize(
    ("sections", "counts"),
    [
        ({}, (2, 0, 0, 0)),
        ({"tiers": DEARER}, (2, 0, 0, 1)),
        ({"tiers": DEARER, "tier_terms": {"on_change": "recount"}}, (2, 0, 1, 0)),
        ({"tiers": DEARER, "tier_terms": {"at_term_end": "at_once"}}, (2, 0, 1, 0)),
        ({"tiers": CHEAPER}, (2, 1, 0, 0)),
        ({"tiers": [TIERS[0], TIERS[2]]}, (2, 0, 1, 0)),
        ({"tiers": TIERS[1:]}, (2, 0, 0, 0)),
        ({"tier_terms": {"window": {"kind": "calendar_year"}}}, (2, 0, 0, 0)),
        ({"tier_terms": {"window": {"kind": "anniversary"}}}, (2, 0, 0, 0)),
        ({"tier_terms": {"window": {"kind": "lifetime"}}}, (2, 0, 0, 0)),
    ],
)
def test_a_preview_counts_who_would_move(
    fresh_database_url: str, sections: dict[str, Any], counts: tuple[int, ...]
) -> None:
    with living(fresh_database_url, document()) as life:
        life.buy(2_100_000)
        life.buy(50_000, who="7002")
        life.wait(days=14)
        found = asked(life, **sections)

        assert (
            found.members,
            found.up_now,
            found.down_now,
            found.down_later,
        ) == counts
        assert all(len(move.sample) == move.members for move in found.moves)


def test_what_waits_counts_only_where_paid_amounts_count(
    fresh_database_url: str,
) -> None:
    with living(fresh_database_url, document()) as life:
        life.buy(2_100_000)

        assert asked(life).up_now == 0
        assert asked(life, tier_terms={"counts": "paid"}).up_now == 1


def test_several_requirements_and_currencies_are_weighed(
    fresh_database_url: str,
) -> None:
    amounts = {"IDR": 4_000_000, "MYR": 700}
    reach = {
        "any_of": [
            {"metric": "spend", "amount": amounts},
            {"metric": "orders", "count": 2},
        ]
    }
    tiers = [TIERS[0], {"id": "silver", "reach": reach}]
    with living(fresh_database_url, document(tiers=tiers)) as life:
        life.buy(1_000)
        assert asked(life, tiers=tiers, tier_terms={"counts": "paid"}).up_now == 0
        life.buy(1_000)
        assert asked(life, tiers=tiers, tier_terms={"counts": "paid"}).up_now == 1


def test_those_who_were_put_by_hand_are_left_out(fresh_database_url: str) -> None:
    with living(fresh_database_url, document()) as life:
        life.buy(2_100_000)
        life.wait(days=14)
        life.world.run(
            lambda uow: uow.connection.exec_driver_sql(
                "UPDATE member_tier SET by = 'ani' WHERE until IS NULL"
            )
        )

        assert asked(life).members == 0


def test_the_nightly_look_finds_who_stands_where_they_should_not(
    fresh_database_url: str,
) -> None:
    with living(fresh_database_url, document()) as life:
        env, programme_id = life.world.env, life.world.programme_id
        life.buy(2_100_000)
        life.wait(days=14)
        assert sweep(env, programme_id) == 0
        life.world.run(
            lambda uow: uow.connection.exec_driver_sql("DELETE FROM member_tier")
        )

        assert sweep(env, programme_id) == 1
        life.pay()
        assert life.tier() == "silver"


def test_where_there_are_no_tiers_nobody_is_looked_at(fresh_database_url: str) -> None:
    with living(fresh_database_url, document(tiers=[])) as life:
        assert sweep(life.world.env, life.world.programme_id) == 0
