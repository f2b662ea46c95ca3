"""Stock, pools, hand-overs, choices and badges over the API."""

from collections.abc import Iterator

import pytest

from app.domain.gifts import GiftTarget
from app.domain.ids import read_id
from app.domain.programme.gifts import BadgeGift, ChoiceGift, Gift
from app.services.gifts import settle_gifts
from tests.factories import NOON
from tests.servers import Shared
from tests.services.rewards.every_kind import ASSETS, REWARDS
from tests.web.desk import DOCUMENT, Desk, desk_at

PROGRAMME = {
    **DOCUMENT,
    "assets": ASSETS,
    "causes": [{"id": "trees"}, {"id": "schools"}],
    "badges": [{"id": "early-bird", "title": "Early bird", "description": "First"}],
    "rewards": [*DOCUMENT["rewards"], *REWARDS],
}


@pytest.fixture(scope="module")
def desk(shared_servers: Shared) -> Iterator[Desk]:
    with (
        shared_servers.copy() as url,
        desk_at(url, shared_servers.redis_url, document=PROGRAMME) as desk,
    ):
        yield desk


@pytest.fixture(scope="module")
def member(desk: Desk) -> str:
    member = desk.member()
    desk.post(
        f"/members/{member}/transactions", {"points": 9_000, "reason_code": "gift"}
    )
    return member


def give(desk: Desk, member: str, gift: Gift, source: str) -> None:
    target = GiftTarget(
        member_id=read_id("mem", member),
        rule_id="tier:gold",
        source=source,
        gift=gift,
        happened_at=NOON,
    )
    desk.world.run(lambda uow: settle_gifts(desk.world.env, uow, [target]))


def redeemed(desk: Desk, member: str, reward: str, **more: object) -> dict[str, object]:
    body = {"reward_id": reward, "store_id": desk.store_id, **more}
    answer = desk.post(f"/members/{member}/redemptions", body)
    assert answer.status == 201, answer.text
    found: dict[str, object] = answer.json
    return found


def test_codes_are_uploaded_counted_and_shown_to_who_got_them(
    desk: Desk, member: str
) -> None:
    pool = {one["reward_id"]: one["pool"] for one in desk.get("/stock").json["data"]}
    before = pool["flight"]["left"]
    added = desk.post("/rewards/flight/codes", {"codes": ["FLY-1", "FLY-2"]})
    more = desk.post("/rewards/flight/codes", {"csv": "code\nFLY-3\n"})

    voucher = redeemed(desk, member, "flight")

    assert (added.status, added.json["left"]) == (201, before + 2)
    assert more.json["left"] == before + 3
    first = "TWIN" if before else "FLY-1"
    assert (voucher["code"], voucher["state"]) == (first, "used")
    assert desk.get(f"/vouchers/{voucher['id']}").json["code"] == first
    listed = desk.get("/stock").json["data"]
    pools = {one["reward_id"]: one["pool"] for one in listed}
    assert (pools["flight"]["left"], pools["flight"]["given"]) == (before + 2, 1)


def test_an_upload_with_mistakes_names_every_line(desk: Desk) -> None:
    desk.post("/rewards/flight/codes", {"codes": ["TWIN"]})

    refused = desk.post("/rewards/flight/codes", {"codes": ["TWIN", "A", "A"]})

    assert refused.status == 400
    places = [(one["pointer"], one["code"]) for one in refused.json["errors"]]
    assert places == [("/codes/0", "known_already"), ("/codes/2", "same_as_line")]


def test_a_reward_without_a_pool_takes_no_codes(desk: Desk) -> None:
    assert desk.post("/rewards/dear/codes", {"codes": ["A"]}).status == 404


@pytest.mark.parametrize("body", [{}, {"codes": ["B"], "csv": "C"}])
def test_an_upload_is_a_list_or_a_csv(desk: Desk, body: dict[str, object]) -> None:
    assert desk.post("/rewards/flight/codes", body).status == 400


def test_what_was_scanned_twice_says_when_and_by_whom(desk: Desk, member: str) -> None:
    voucher = redeemed(desk, member, "cupcake")

    first = desk.post("/handovers", {"code": voucher["code"], "place": "Café"})
    again = desk.post("/handovers", {"code": voucher["code"]})

    assert (voucher["state"], first.json["voucher"]["state"]) == ("issued", "used")
    assert (first.json["first_time"], again.json["first_time"]) == (True, False)
    assert again.json["place"] == "Café"
    assert again.json["handed_by"].startswith("api:")


def test_a_code_that_nobody_has_is_not_found(desk: Desk) -> None:
    assert desk.post("/handovers", {"code": "NOPE"}).status == 404


def test_the_cause_is_picked_by_the_request(desk: Desk, member: str) -> None:
    body = {"reward_id": "donation", "store_id": desk.store_id}

    refused = desk.post(f"/members/{member}/redemptions", body)
    given = redeemed(desk, member, "donation", choice="trees")

    assert (refused.status, refused.json["code"]) == (400, "choice_needed")
    assert given["code"] is None
    discount = given["discount"]
    assert isinstance(discount, dict)
    assert (discount["kind"], discount["cause"]) == ("charity", "trees")


def test_a_member_chooses_one_of_two_gifts(desk: Desk, member: str) -> None:
    gift = ChoiceGift(kind="choice", rewards=("given", "cupcake"))
    give(desk, member, gift, "term-1")

    (choice,) = desk.get(f"/members/{member}/choices").json["data"]
    address = f"/members/{member}/choices/{choice['id']}"
    chosen = desk.post(address, {"reward_id": "given"})
    again = desk.post(address, {"reward_id": "given"})
    other = desk.post(address, {"reward_id": "cupcake"})

    assert [one["reward_id"] for one in choice["options"]] == ["given", "cupcake"]
    assert (chosen.status, chosen.json["state"]) == (200, "issued")
    assert again.json["id"] == chosen.json["id"]
    assert (other.status, other.json["code"]) == (409, "chosen_before")
    assert desk.get(f"/members/{member}/choices").json["data"] == []


def test_a_member_sees_their_badges(desk: Desk, member: str) -> None:
    give(desk, member, BadgeGift(kind="badge", badge="early-bird"), "once")

    (badge,) = desk.get(f"/members/{member}/badges").json["data"]

    assert (badge["badge_id"], badge["title"]) == ("early-bird", "Early bird")


def test_every_kind_of_reward_is_listed(desk: Desk, member: str) -> None:
    listed = {one["id"]: one for one in desk.get("/rewards").json["data"]}
    seen = desk.get(f"/members/{member}/rewards").json["data"]
    reasons = {one["id"]: one["reason"] for one in seen}

    assert {one["id"] for one in REWARDS} <= set(listed)
    assert listed["donation"]["choices"] == ["trees", "schools"]
    assert listed["given"]["price_points"] is None
    assert (reasons["given"], reasons["donation"]) == ("only_given", "yes")
