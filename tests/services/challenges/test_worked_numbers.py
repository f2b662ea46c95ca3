"""The worked numbers of programmes that give something for reaching something."""

from app.domain.programme.document import ProgrammeDocument
from app.services.choices import choices_of, choose
from app.storage.unit_of_work import UnitOfWork
from tests.services.challenges.played import Played, document, playing

VOUCHER = [{"kind": "voucher", "reward": "five"}]
KIDS = {
    "id": "kids-club",
    "kind": "every",
    "goal": {"amount": {"USD": 100}},
    "gifts": VOUCHER,
}


def test_kids_club_gives_five_for_each_hundred_and_carries_the_rest(
    fresh_database_url: str,
) -> None:
    with playing(fresh_database_url, document(KIDS)) as budi:
        budi.buy(9_999, "2026-02-01", ref="TILL")
        assert budi.vouchers == []
        budi.buy(1, "2026-02-02")
        assert budi.vouchers == ["five"]
        budi.buy(25_000, "2026-02-03")
        assert budi.vouchers == ["five"] * 3
        assert budi.progress()["kids-club"].done == 5_000
        budi.refund("TILL", 5_001)
        assert budi.vouchers == ["five"] * 2


BEAUTY = {
    "id": "beauty-gift",
    "kind": "reach",
    "metric": "beauty",
    "goal": {"amount": {"USD": 30}},
    "gifts": [{"kind": "voucher", "reward": "free"}],
}
BEAUTY_METRIC = {
    "id": "beauty",
    "of": "spend",
    "amount": {"only": {"collections": ["beauty"]}},
}


def test_beauty_club_gives_one_gift_a_month(fresh_database_url: str) -> None:
    told = document(BEAUTY, metrics=[BEAUTY_METRIC])
    with playing(fresh_database_url, told) as budi:
        budi.buy(2_999, "2026-03-05", collection_refs=("beauty",))
        budi.buy(9_999, "2026-03-06")
        assert budi.vouchers == []
        budi.buy(1, "2026-03-31T23:59", collection_refs=("beauty",))
        assert budi.vouchers == ["free"]
        budi.buy(9_500, "2026-04-02", collection_refs=("beauty",))
        assert budi.vouchers == ["free"] * 2
        budi.buy(9_500, "2026-04-03", collection_refs=("beauty",))
        assert budi.vouchers == ["free"] * 2


FILLS = {
    "id": "pharmacy",
    "kind": "every",
    "metric": "fills",
    "goal": {"count": 10},
    "period": "year",
    "most": 10,
    "gifts": [{"kind": "credit", "asset": "credit", "amount": {"USD": 5}}],
}
CREDIT = [
    {"kind": "points", "id": "points"},
    {"kind": "credit", "id": "credit", "currency": "USD"},
]
FILL_METRIC = {
    "id": "fills",
    "of": "activity",
    "activity": "prescription.filled",
    "figure": "fills",
}


def test_a_hundred_and_four_fills_are_fifty_dollars_and_four_are_left(
    fresh_database_url: str,
) -> None:
    told = document(FILLS, metrics=[FILL_METRIC], assets=CREDIT)
    with playing(fresh_database_url, told) as budi:
        budi.buy(100, "2026-01-02")
        budi.tell("prescription.filled", "2026-02-01", fills=9)
        assert budi.credit("credit") == 0
        budi.tell("prescription.filled", "2026-02-02", fills=1)
        assert budi.credit("credit") == 500
        budi.tell("prescription.filled", "2026-06-01", fills=94)
        assert budi.credit("credit") == 5_000
        seen = budi.progress()["pharmacy"]
        assert (seen.done, seen.times, seen.closed) == (4, 10, True)
        budi.tell("prescription.filled", "2027-01-01", fills=6)
        assert budi.credit("credit") == 5_000
        budi.tell("prescription.filled", "2027-01-02", fills=4)
        assert budi.credit("credit") == 5_500


STARS = {
    "id": "hundred",
    "kind": "every",
    "metric": "points",
    "goal": {"count": 100},
    "gifts": VOUCHER,
}
EARNING = [
    {
        "id": "spend",
        "trigger": "order",
        "award": {"kind": "rate", "rates": {"USD": "1 per 1"}},
    }
]


def test_each_hundred_points_give_five_dollars(fresh_database_url: str) -> None:
    with playing(fresh_database_url, document(STARS, earning=EARNING)) as budi:
        budi.buy(9_999, "2026-02-01")
        assert (budi.points, budi.vouchers) == (99, [])
        budi.buy(13_100, "2026-02-02", ref="BIG")
        assert (budi.points, budi.vouchers) == (230, ["five"] * 2)
        budi.refund("BIG", 13_000)
        assert (budi.points, budi.vouchers) == (100, ["five"])


NIGHTS = {
    "id": "nights-reached",
    "kind": "milestones",
    "metric": "nights",
    "steps": [
        {
            "goal": {"count": count},
            "gifts": [{"kind": "choice", "rewards": ["five", "ten"]}],
        }
        for count in (20, 30, 40)
    ],
}
NIGHT_METRIC = {
    "id": "nights",
    "of": "activity",
    "activity": "stay.completed",
    "figure": "nights",
}


def open_choices(budi: Played) -> int:
    found: int = budi.world.run(lambda uow: len(choices_of(uow, budi.member)))
    return found


def test_each_milestone_of_nights_is_a_choice(fresh_database_url: str) -> None:
    told = document(NIGHTS, metrics=[NIGHT_METRIC])
    with playing(fresh_database_url, told) as budi:
        budi.buy(100, "2026-01-02")
        budi.tell("stay.completed", "2026-02-01", nights=19)
        assert open_choices(budi) == 0
        budi.tell("stay.completed", "2026-02-10", nights=1)
        assert open_choices(budi) == 1
        budi.tell("stay.completed", "2026-03-10", nights=21)
        assert open_choices(budi) == 3

        def pick(uow: UnitOfWork) -> None:
            first = choices_of(uow, budi.member)[0]
            choose(budi.world.env, uow, budi.member, first.gift_id, "ten")

        budi.world.run(pick)
        budi.pay()
        assert (open_choices(budi), budi.vouchers) == (2, ["ten"])
        budi.tell("stay.completed", "2026-03-10", nights=-2)
        assert (open_choices(budi), budi.vouchers) == (2, [])


PERSONAL = {
    "id": "your-week",
    "kind": "personal",
    "metric": "cups",
    "period": "week",
    "look_back": 4,
    "by": 1,
    "least": {"count": 3},
    "gifts": [{"kind": "points", "points": 50}],
}
CUPS = {"id": "cups", "of": "items"}


def test_buy_three_this_week_for_fifty_stars(fresh_database_url: str) -> None:
    with playing(fresh_database_url, document(PERSONAL, metrics=[CUPS])) as budi:
        budi.buy(100, "2026-02-02")
        budi.buy(100, "2026-02-03")
        assert budi.progress()["your-week"].goal == 3
        assert budi.points == 0
        budi.buy(100, "2026-02-08T23:59", ref="THIRD")
        assert budi.points == 50
        budi.buy(100, "2026-02-09")
        assert (budi.points, budi.progress()["your-week"].done) == (50, 1)
        budi.refund("THIRD", 100)
        assert budi.points == 0


def test_a_document_of_all_these_says_that_it_watches_members() -> None:
    told = document(KIDS)

    assert ProgrammeDocument.model_validate(told).has_standing
    assert not ProgrammeDocument.model_validate({**told, "challenges": []}).has_standing
