"""Campaigns: a calendar, ready dates, a new one, pausing and ending at once."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from app.domain.programme.loading import load_document
from app.domain.words import Language
from app.services import programmes, rollups, sealing
from app.web.admin.campaigns.dates import ready_dates
from tests.factories import customer, line, order
from tests.web.admin.conftest import Office

NEW = "/campaigns/new"
TWICE = {
    "kind": "multiplier",
    "name": "11.11",
    "since": "2026-11-20",
    "until": "2026-11-25",
    "who": "",
    "number": "2",
    "budget": "",
    "cap": "",
    "act": "save",
}


def publish(office: Office) -> None:
    draft = programmes.draft(office.env, office.programme_id)
    programmes.publish(
        office.env,
        office.programme_id,
        expected_digest=draft.digest,
        actor="staff:test",
    )


@pytest.mark.parametrize("language", Language)
def test_every_page_opens(office: Office, language: Language) -> None:
    office.as_role(office.staff.role, language)
    assert office.post(NEW, TWICE).status == 303

    for path in (
        "/campaigns",
        "/campaigns?month=2027-02",
        "/campaigns?month=rubbish",
        "/campaigns?view=quarter",
        "/campaigns/list",
        NEW,
        *(f"{NEW}?kind={kind}" for kind in ("bonus", "cheaper", "gift", "challenge")),
    ):
        page = office.get(path)
        assert page.status == 200, (path, page.text[-2000:])


def test_a_new_campaign_goes_into_the_draft_and_stands_in_the_calendar(
    office: Office,
) -> None:
    assert office.post(NEW, TWICE).status == 303

    draft = programmes.draft(office.env, office.programme_id).document
    rule = draft.model_dump(mode="json")["earning"][-1]
    assert rule["award"]["by"] == "2"
    assert rule["active"] == {"since": "2026-11-20", "until": "2026-11-25"}
    assert office.get("/campaigns?month=2026-11").text.count(">11.11</a>") == 6 + 1


def rows(office: Office) -> str:
    return unescape(office.get("/campaigns/list").text).partition("<tbody>")[2]


def test_what_stands_in_the_draft_alone_does_not_run(office: Office) -> None:
    office.post(NEW, {**TWICE, "since": "2026-11-25", "until": "2026-11-26"})

    drafted = rows(office)
    publish(office)
    published = rows(office)

    assert "in the draft" in drafted
    assert "/admin/programme/publish" in drafted
    assert ["planned" in drafted, 'value="pause"' in drafted] == [False, False]
    assert "in the draft" not in published
    assert ["planned" in published, 'value="pause"' in published] == [True, True]


def test_what_was_changed_in_the_draft_runs_as_before(office: Office) -> None:
    office.post(NEW, TWICE)
    publish(office)
    office.post("/programme/earn/welcome/do", {"do": "off"})
    name = programmes.live(office.env, office.programme_id)[1].earning[-1].id

    office.post(f"/campaigns/earning/{name}/do", {"do": "pause"})

    page = rows(office)
    assert "running" in page
    assert "changed in the draft" in page
    assert 'value="pause"' not in page


def test_what_was_taken_out_in_the_draft_runs_until_that_is_published(
    office: Office,
) -> None:
    office.post(NEW, TWICE)
    publish(office)
    live = programmes.live(office.env, office.programme_id)[1]
    draft = live.model_copy(update={"earning": live.earning[:-1]})
    programmes.save_draft(office.env, office.programme_id, draft, actor="staff:test")

    page = rows(office)

    assert "11.11" in page
    assert "running" in page
    assert "taken out in the draft" in page
    assert office.get("/campaigns").status == 200


FRIDAYS = {
    **TWICE,
    "name": "Fridays",
    "until": "2027-01-31",
    "has": "weekday",
    "weekday": ["fri"],
    "since_hour": "14:00",
    "until_hour": "18:00",
}


def test_a_campaign_counts_on_some_days_and_hours(office: Office) -> None:
    assert office.post(NEW, FRIDAYS).status == 303

    draft = programmes.draft(office.env, office.programme_id).document
    rule = draft.model_dump(mode="json")["earning"][-1]
    assert rule["when"]["items"] == [
        {"field": "at.weekday", "op": "in", "value": ["fri"]},
        {
            "field": "at.clock",
            "op": "within",
            "value": {"since": "14:00", "until": "18:00"},
        },
    ]
    month = office.get("/campaigns?month=2026-12").text.partition("<tbody>")[2]
    assert month.partition("</tbody>")[0].count(">Fridays</a>") == 4 + 1


def test_days_of_the_week_that_never_meet_are_no_overlap(office: Office) -> None:
    office.post(NEW, FRIDAYS)
    office.post(NEW, {**FRIDAYS, "name": "Mondays", "weekday": ["mon"]})
    apart = unescape(office.get("/campaigns").text)
    office.post(NEW, {**FRIDAYS, "name": "Weekend", "weekday": ["fri", "sat"]})

    assert " meet on " not in apart
    page = unescape(office.get("/campaigns").text)
    assert "Fridays and Weekend meet on 27 Nov 2026" in page
    assert "Mondays and" not in page


def test_hours_that_are_no_hours_are_told_at_their_field(office: Office) -> None:
    answer = office.post(NEW, {**FRIDAYS, "who": "", "until_hour": "14:00"})

    assert answer.status == 400
    at = answer.text.index('id="f-since_hour"')
    assert "is-invalid" in answer.text[at - 200 : at + 200]
    assert 'value="fri" checked' in answer.text


def sold(office: Office, *numbers: str) -> None:
    """Let members order, each a day after the other, and the days be counted."""
    world = office.desk.world
    for number in numbers:
        who = customer(number, email=f"buyer{number}@mail.test")
        bought = order(line("100000"), ref=f"r{number}", who=who)
        world.settle(replace(bought, placed_at=world.clock.now()))
        world.clock.advance(days=1)
    sealing.seal(world.env, world.programme_id)
    rollups.sweep(world.env, world.programme_id)


def facts(office: Office, said: Mapping[str, object]) -> str:
    """Put a campaign into the draft and read what it comes to."""
    answer = office.post(NEW, dict(said))
    assert answer.status == 303, answer.text[-3000:]
    at = answer.headers["Location"].partition("?")[0].removeprefix("/admin")
    page = office.get(at)
    assert page.status == 200, page.text[-2000:]
    assert "toast-line" not in page.text, "a word of its own for what nobody told"
    return " ".join(re.sub("<[^>]+>", " ", unescape(page.text)).split())


def test_a_new_campaign_tells_what_it_comes_to(office: Office) -> None:
    sold(office, "1", "2")
    days = {"since": "2026-12-01", "until": "2026-12-28"}

    bonus = facts(office, {**TWICE, **days, "kind": "bonus", "number": "50"})
    twice = facts(office, {**TWICE, **days, "name": "12.12"})
    capped = facts(office, {**TWICE, **days, "name": "Capped", "budget": "10"})

    assert "Days it holds 28 Members 2 It may give at most about 100 points" in bonus
    assert re.search(r"at most about [\d,]+ points", twice)
    assert "at most about 10 points" in capped
    assert "Budget 10 points" in capped
    assert "Capped and 12.12 meet on 1 Dec 2026" in capped
    assert "Capped" not in twice


def test_what_nobody_can_tell_is_said(office: Office) -> None:
    cheaper = {"kind": "cheaper", "number": "50", "reward": "ten-thousand"}

    told = facts(office, {**TWICE, **cheaper})

    assert "It may give can't be told beforehand" in told


def test_a_group_that_was_not_counted_has_no_number(office: Office) -> None:
    document = programmes.live(office.env, office.programme_id)[1]
    who = {"fact": "orders", "at_least": 3, "within_days": 365}
    data = document.model_dump(mode="json", exclude_none=True)
    data["segments"] = [{"id": "loyal", "who": who}]
    data["tiers"] = [{"id": "gold", "title": "Gold"}]
    programmes.save_draft(
        office.env, office.programme_id, load_document(data), actor="staff:test"
    )
    gift = {**TWICE, "kind": "gift", "who": "segment:loyal", "number": "10"}

    told = facts(office, gift)
    of_tier = facts(office, {**TWICE, "name": "Gold days", "who": "tier:gold"})

    assert "Members not counted yet" in told
    assert "Members 0" in of_tier
    assert "within four weeks" in facts(office, {**TWICE, "name": "x", "until": ""})


def test_a_campaign_that_is_not_there_has_no_review(office: Office) -> None:
    assert office.get("/campaigns/earning/nothing").status == 404


def test_what_is_wrong_stands_at_its_field(office: Office) -> None:
    answer = office.post(NEW, {**TWICE, "number": "much", "until": "2026-11-01"})

    assert answer.status == 400
    text = unescape(answer.text)
    assert 'value="much"' in text
    assert "Please enter a number, such as 1.25." in text
    assert "It ends before it begins" in text


@pytest.mark.parametrize(
    ("kind", "section", "more"),
    [
        ("bonus", "earning", {"number": "100", "cap": "300", "budget": "10.000"}),
        ("cheaper", "rewards", {"number": "50", "reward": "ten-thousand"}),
        ("challenge", "challenges", {"number": "100", "goal": "3"}),
    ],
)
def test_every_kind_becomes_what_it_is(
    office: Office, kind: str, section: str, more: dict[str, str]
) -> None:
    answer = office.post(NEW, {**TWICE, "kind": kind, "name": "Payday", **more})

    assert answer.status == 303, answer.text[:2000]
    draft = programmes.draft(office.env, office.programme_id).document
    assert draft.item(section, "payday").active.until == "2026-11-25"


def test_a_gift_needs_a_group(office: Office) -> None:
    answer = office.post(NEW, {**TWICE, "kind": "gift", "number": "100"})

    assert answer.status == 400
    assert "This is needed." in answer.text


def test_pausing_and_ending_hold_at_once_where_no_draft_waits(office: Office) -> None:
    office.post(NEW, TWICE)
    publish(office)

    assert office.post("/campaigns/earning/11/do", {"do": "pause"}).status == 404
    name = programmes.live(office.env, office.programme_id)[1].earning[-1].id
    at = f"/campaigns/earning/{name}/do"
    assert office.post(at, {"do": "pause"}).status == 303
    version, document = programmes.live(office.env, office.programme_id)
    assert (version, document.earning[-1].enabled) == (3, False)

    office.post(at, {"do": "resume"})
    office.post(at, {"do": "end"})

    version, document = programmes.live(office.env, office.programme_id)
    rule = document.earning[-1]
    assert (version, rule.enabled) == (5, True)
    assert rule.active is not None
    assert rule.active.until == "2026-11-21"


def test_pausing_waits_in_the_draft_where_other_changes_do(office: Office) -> None:
    office.post(NEW, TWICE)
    publish(office)
    office.post("/programme/earn/welcome/do", {"do": "off"})
    name = programmes.live(office.env, office.programme_id)[1].earning[-1].id

    office.post(f"/campaigns/earning/{name}/do", {"do": "pause"})

    assert programmes.live(office.env, office.programme_id)[0] == 2
    draft = programmes.draft(office.env, office.programme_id).document
    assert [rule.enabled for rule in draft.earning] == [True, False, True, False]


def test_two_multipliers_on_one_day_are_told(office: Office) -> None:
    office.post(NEW, TWICE)
    office.post(NEW, {**TWICE, "name": "Payday", "since": "2026-11-25", "until": ""})

    page = unescape(office.get("/campaigns").text)

    assert "11.11 and Payday meet on 25 Nov 2026: their bonuses add up." in page


def test_a_quarter_shows_its_three_months(office: Office) -> None:
    office.post(NEW, TWICE)

    page = unescape(office.get("/campaigns?view=quarter&month=2026-11").text)

    assert page.count('class="month month-low"') == 3
    assert [f"Calendar: {name} 2026" in page for name in ("Oct", "Nov", "Dec")] == [
        True,
        True,
        True,
    ]
    assert page.count(">11.11</a>") == 6 + 1
    assert "view=quarter&month=2026-07" in page
    assert "view=quarter&month=2027-01" in page


def test_the_day_the_programme_began_comes_round() -> None:
    began, leap = date(2025, 12, 1), date(2024, 2, 29)

    def next_one(today: date, first: date) -> date | None:
        found = {one.key: one.since for one in ready_dates(today, began=first)}
        return found.get("anniversary")

    assert next_one(date(2026, 11, 22), began) == date(2026, 12, 1)
    assert next_one(date(2026, 12, 2), began) == date(2027, 12, 1)
    assert next_one(date(2026, 11, 22), leap) == date(2027, 2, 28)
    assert next_one(began, began) == date(2026, 12, 1)


def test_ready_dates_are_the_next_ones() -> None:
    found = {one.key: (one.since, one.until) for one in ready_dates(date(2026, 11, 22))}

    assert found["payday"] == (date(2026, 11, 25), date(2026, 11, 30))
    assert found["black_friday"] == (date(2026, 11, 27), date(2026, 11, 30))
    assert found["harbolnas"] == (date(2026, 12, 12), date(2026, 12, 12))
    assert found["ramadan"][0] == date(2027, 2, 8)
    assert found["twin_11"][0] == date(2027, 11, 11)
    late = ready_dates(date(2026, 12, 31))
    assert next(one for one in late if one.key == "payday").until == date(2026, 12, 31)
