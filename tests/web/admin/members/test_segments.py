"""Segments in the back office: ready ones, questions of one's own, counted, saved."""

import re
from typing import Any

import pytest

from app.domain.events import CustomerProfile
from app.domain.programme.loading import load_document
from app.domain.staff import Role
from app.services import members, programmes, segment_desk, segments
from app.services.members import Profile
from app.services.segment_desk import Row
from tests.factories import order
from tests.web.admin.conftest import Office
from tests.world import POINTS_IDR

WHO = CustomerProfile(customer_ref="c-9", email="a@mail.test", has_account=True)


@pytest.fixture
def buyer(office: Office) -> None:
    """One member with one order, and one without."""
    office.desk.world.settle(order())
    profile = Profile(email="new@mail.test", first_name="Nur")
    office.env.database.run(
        office.programme_id, lambda uow: members.enrol(office.env, uow, profile)
    )


def draft_segments(office: Office) -> list[str]:
    found = programmes.draft(office.env, office.programme_id).document.segments
    return [segment.id for segment in found]


def base(text: str) -> str:
    found = re.search(r'name="base" value="([^"]+)"', text)
    assert found is not None
    return found[1]


def test_a_ready_segment_is_counted_before_it_is_taken(
    office: Office, buyer: None
) -> None:
    page = office.get("/members/segments/new?ready=one-order")

    assert "1 member" in page.text
    assert 'value="One order"' in page.text


def test_a_ready_segment_that_fits_no_row_is_taken_as_it_is(office: Office) -> None:
    page = office.get("/members/segments/new?ready=big-spenders").text
    assert "/members/segments/ready/big-spenders" in page

    assert office.post("/members/segments/ready/big-spenders").status == 303
    assert office.post("/members/segments/ready/of-nobody").status == 404
    assert draft_segments(office) == ["big-spenders"]


def test_questions_are_counted_without_being_saved(office: Office, buyer: None) -> None:
    fields = {"name": "Buyers", "fact0": "orders", "low0": "1", "deed": "count"}

    answer = office.post("/members/segments/new", fields)

    assert answer.status == 200
    assert "1 member" in answer.text
    assert "Buyers" in answer.text
    assert "Buyers" not in office.get("/members/segments").text


def test_a_segment_goes_into_the_draft_and_out_of_it(office: Office) -> None:
    page = office.get("/members/segments/new").text
    fields = {
        "base": base(page),
        "name": "Kopi Lovers",
        "match": "any",
        "fact0": "spend",
        "low0": "1000000",
        "days0": "365",
        "fact1": "tag",
        "names1": "vip, wholesale",
    }

    assert office.post("/members/segments/new", fields).status == 303
    assert draft_segments(office) == ["kopi-lovers"]
    shown = office.get("/members/segments/kopi-lovers").text
    assert 'value="1000000"' in shown
    assert 'value="vip, wholesale"' in shown

    assert office.post("/members/segments/kopi-lovers/remove").status == 303
    assert "Kopi Lovers" not in office.get("/members/segments").text


def test_a_wrong_question_keeps_what_was_typed(office: Office) -> None:
    fields = {"name": "Odd", "fact0": "orders", "low0": "many"}

    answer = office.post("/members/segments/new", fields)

    assert answer.status == 400
    assert 'value="many"' in answer.text
    assert 'value="Odd"' in answer.text


def wrong_at(text: str) -> set[str]:
    return set(re.findall(r'id="([a-z]+[0-9]?)-error"', text))


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"fact0": "orders", "low0": "many"}, "low0"),
        ({"fact0": "joined", "low0": "1", "fact1": "orders", "high1": "x"}, "high1"),
        ({"fact0": "", "fact1": "orders", "low1": "1", "days1": "0"}, "days1"),
        ({"fact0": "orders"}, "fact0"),
        ({"fact0": "spend", "low0": "ten"}, "low0"),
        ({"fact0": "tier", "names0": "of-nobody"}, "names0"),
    ],
)
def test_what_is_wrong_stands_at_its_own_input(
    office: Office, fields: dict[str, str], place: str
) -> None:
    answer = office.post("/members/segments/new", {"name": "Odd", **fields})

    assert answer.status == 400
    assert "One field needs another look" in answer.text
    assert wrong_at(answer.text) in ({place}, {f"low{place[-1]}"})


def test_the_form_shows_what_is_asked_and_room_for_one_more(office: Office) -> None:
    empty = office.get("/members/segments/new").text
    typed = {"name": "Both", "fact0": "orders", "low0": "1", "fact1": "joined"}

    more = office.post("/members/segments/new", {**typed, "deed": "add"})

    assert empty.count('<fieldset class="question">') == 1
    assert more.status == 200
    assert more.text.count('<fieldset class="question">') == 3
    assert 'value="Both"' in more.text
    assert "draft" not in more.headers.get("Location", "")


def test_without_a_name_or_a_question_it_says_so(office: Office) -> None:
    answer = office.post("/members/segments/new", {"name": ""})

    assert answer.status == 400
    assert "Give it a name" in answer.text
    assert "at least one condition" in answer.text


def test_who_saves_second_sees_that_somebody_was_there(office: Office) -> None:
    early = base(office.get("/members/segments/new").text)
    first = {"name": "One", "fact0": "orders", "low0": "1"}
    office.post("/members/segments/new", {"base": early, **first})
    office.post(
        "/members/segments/one",
        {
            "base": base(office.get("/members/segments/one").text),
            **first,
            "low0": "5",
        },
    )
    stale = {**first, "base": early, "low0": "3"}

    answer = office.post("/members/segments/one", stale)

    assert answer.status == 409
    assert "Somebody else changed" in answer.text
    assert 'value="3"' in answer.text


def test_support_reads_segments_and_changes_none(office: Office) -> None:
    office.as_role(Role.SUPPORT)

    assert office.get("/members/segments").status == 200
    assert office.get("/members/segments/new").status == 403


def test_a_deeper_segment_is_left_to_yaml() -> None:
    deep = {
        "match": "all",
        "items": [
            {"fact": "orders", "at_least": 1},
            {"match": "none", "items": [{"fact": "tag", "of": ["vip"]}]},
        ],
    }
    document = load_document({**POINTS_IDR, "segments": [{"id": "deep", "who": deep}]})

    assert segment_desk.rows_of(document.segments[0]) is None


@pytest.mark.parametrize(
    "row",
    [
        Row("orders", "1", "3", "30"),
        Row("last_order", "10"),
        Row("spend", "250000", "", "90"),
        Row("joined", "", "30"),
        Row("balance", "100", "500"),
        Row("tag", names="vip, gold"),
        Row("birthday", days="14"),
        Row("rhythm", "2"),
    ],
)
def test_a_question_stands_in_its_row_again(row: Row) -> None:
    (question,) = segment_desk.asked([row], "IDR", "points")
    who = {"match": "all", "items": [question]}
    document = load_document({**POINTS_IDR, "segments": [{"id": "one", "who": who}]})

    assert segment_desk.rows_of(document.segments[0]) == ("all", [row])


def test_every_ready_segment_is_a_segment() -> None:
    reward = {"id": "ten", "kind": "free_shipping", "price": 100}
    plain = load_document({**POINTS_IDR, "rewards": [reward]})
    found = segment_desk.ready(plain, "IDR")

    document = load_document(
        {**POINTS_IDR, "rewards": [reward], "segments": list(found.values())}
    )

    assert len(document.segments) == len(found) == 12


TIERED = {
    **POINTS_IDR,
    "tiers": [
        {"id": "member", "title": {"en": "Member", "id": "Member", "ms": "Ahli"}},
        {
            "id": "gold",
            "title": {"en": "Gold", "id": "Emas", "ms": "Emas"},
            "reach": {"all_of": [{"metric": "spend", "amount": {"IDR": 1_000_000}}]},
        },
    ],
}


def drafted(office: Office, document: dict[str, Any]) -> str:
    return programmes.save_draft(
        office.env, office.programme_id, load_document(document), actor="staff:1"
    )


def test_tiers_and_languages_are_ticked_and_kept(office: Office) -> None:
    drafted(office, TIERED)
    page = office.get("/members/segments/new").text
    fields = {
        "base": base(page),
        "name": "Golden",
        "match": "all",
        "fact0": "tier",
        "tier0": ["gold"],
        "fact1": "language",
        "language1": ["id", "ms"],
        "deed": "save",
    }

    saved = office.post("/members/segments/new", fields)
    shown = office.get("/members/segments/golden").text

    assert "Gold" in page
    assert "Bahasa Indonesia" in page
    assert saved.status == 303
    assert re.search(r'name="tier0" value="gold" checked', shown)
    assert len(re.findall(r'name="language1" value="(?:id|ms)" checked', shown)) == 2


def test_near_a_tier_is_four_fifths_of_what_it_asks(office: Office) -> None:
    found = segment_desk.ready(load_document(TIERED), "IDR")["near-a-tier"]

    assert found["who"]["items"] == [
        {
            "fact": "spend",
            "at_least": {"IDR": "800000"},
            "at_most": {"IDR": "999999"},
            "within_days": 365,
        }
    ]
    assert "near-a-tier" not in segment_desk.ready(load_document(POINTS_IDR), "IDR")


def test_a_segment_says_what_uses_it(office: Office) -> None:
    loyal = {"field": "member.segments", "op": "contains_any", "value": ["loyal"]}
    who = {"fact": "orders", "at_least": 3}
    document = {
        **POINTS_IDR,
        "segments": [{"id": "loyal", "who": who}, {"id": "idle", "who": who}],
        "earning": [{**POINTS_IDR["earning"][0], "when": loyal}],
    }
    drafted(office, document)

    used = office.get("/members/segments/loyal").text
    unused = office.get("/members/segments/idle").text

    assert "Ways to earn" in used.partition("Used in")[2]
    assert "Nothing of the programme asks for it yet" in unused


def test_a_segment_says_how_many_are_in_others_too(office: Office, buyer: None) -> None:
    who = {"fact": "orders", "at_least": 1}
    document = {
        **POINTS_IDR,
        "segments": [{"id": "buyers", "who": who}, {"id": "patrons", "who": who}],
    }
    programmes.publish(
        office.env,
        office.programme_id,
        expected_digest=drafted(office, document),
        actor="staff:1",
    )
    segments.evaluate_all(office.env, office.programme_id)

    page = office.get("/members/segments/buyers").text

    assert "patrons" in page.partition("Also in")[2]
    assert "100%" in page.partition("Also in")[2]


@pytest.mark.parametrize("name", ["never-redeemed", "big-givers", "expiring-soon"])
def test_what_is_ready_about_rewards_and_friends_fits_the_form(
    office: Office, name: str
) -> None:
    page = office.get(f"/members/segments/new?ready={name}").text

    assert "Take it" not in page
    fields = {"base": base(page), "name": name, "match": "all", "deed": "save"}
    for found in re.finditer(
        r'<input[^>]*name="(low|high|days)0" value="([^"]+)"', page
    ):
        fields |= {f"{found[1]}0": found[2]}
    fact = re.search(r'<option value="(\w+)" selected', page.partition("fact0")[2])
    assert fact is not None

    answer = office.post("/members/segments/new", {**fields, "fact0": fact[1]})

    assert answer.status == 303
    assert draft_segments(office) == [name]
