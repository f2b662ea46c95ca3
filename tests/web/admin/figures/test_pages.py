"""Pages of figures and of what happened, read by people in three languages."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from app.domain.events import CustomerProfile
from app.domain.staff import Role
from app.domain.words import Language
from app.domain.words.analytics import DEFINED
from app.services import rollups
from app.services.outbox import owe
from app.services.sealing import seal
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON, customer, line, order
from tests.web.admin.conftest import Office

PAGES = (
    "/home",
    "/analytics",
    "/analytics/return",
    "/analytics/members",
    "/analytics/points",
    "/analytics/referrals",
    "/members/activity",
    "/members/redemptions",
)


def buyer(n: int) -> CustomerProfile:
    return customer(str(n), email=f"m{n}@mail.test")


@pytest.fixture
def busy(office: Office) -> Office:
    """A back office with orders, members, a redemption and something that failed."""
    world = office.desk.world
    for n in range(1, 5):
        at = NOON - timedelta(days=n)
        world.settle(order(line(f"{n}00000"), ref=f"100{n}", at=at, who=buyer(n)))
    world.settle(
        order(line("300"), ref="1009", at=NOON, who=buyer(1), shipping_minor=0)
    )
    while seal(office.env, office.programme_id):
        pass
    rollups.sweep(office.env, office.programme_id)
    return office


def broken(office: Office) -> UUID:
    world = office.desk.world

    def write(uow: UnitOfWork) -> UUID:
        debt = owe(
            office.env, uow, "issue_voucher", "somebody", store_id=world.store_id
        )
        uow.connection.exec_driver_sql(
            "UPDATE outbox SET state = 'set_aside', reason = 'platform_refused'"
        )
        return debt

    return office.env.database.run(office.programme_id, write)


@pytest.mark.parametrize("language", list(Language))
def test_pages_are_there_empty_in_each_language(
    office: Office, language: Language
) -> None:
    office.as_role(Role.ANALYST, language)

    answers = {path: office.get(path) for path in PAGES}

    assert {path: one.status for path, one in answers.items()} == dict.fromkeys(
        PAGES, 200
    )
    assert all(len(re.findall(r"<h1[ >]", one.text)) == 1 for one in answers.values())
    assert all(f'<html lang="{language}"' in one.text for one in answers.values())


def test_pages_with_much_to_say_are_there_too(busy: Office) -> None:
    assert {path: busy.get(path).status for path in PAGES} == dict.fromkeys(PAGES, 200)


def test_every_figure_says_how_it_is_computed(busy: Office) -> None:
    told = {name: busy.get(f"/analytics/why/{name}?days=90") for name in DEFINED}

    assert {one.status for one in told.values()} == {200}
    assert [
        name
        for name, one in told.items()
        if DEFINED[name].how.en[:40] not in one.text.replace("&#39;", "'")
    ] == []


def test_an_unknown_figure_is_not_explained(busy: Office) -> None:
    assert busy.get("/analytics/why/horoscope").status == 404


def test_home_leads_to_set_up_until_the_programme_is_live(busy: Office) -> None:
    assert "/admin/welcome" not in busy.get("/home").text


def test_home_names_what_waits_and_leads_there(busy: Office) -> None:
    broken(busy)
    busy.desk.world.receive("x", aside="unreadable_payload")

    page = busy.get("/home").text

    assert "1 thing could not reach a store" in page
    assert "1 delivery could not be read" in page
    assert "/admin/members/activity?failed=yes" in page


def test_the_stream_tells_points_refusals_and_failures(busy: Office) -> None:
    broken(busy)

    page = busy.get("/members/activity").text

    assert "Earned, order #1004: +400 points (Rp40,000) pending" in page
    assert "1009 earned nothing" in page
    assert "Making a reward&#39;s code could not be done: the store refused" in page


def test_a_filter_shows_only_its_kind(busy: Office) -> None:
    broken(busy)

    page = busy.get("/members/activity?failed=yes").text

    assert "Making a reward" in page
    assert "Earned, order" not in page
    assert "Nothing of this kind" in busy.get("/members/activity?kind=tiers").text


def test_pages_of_the_stream_go_back_by_a_cursor(busy: Office) -> None:
    for n in range(10, 40):
        busy.desk.world.settle(order(ref=f"2{n}", who=buyer(1)))

    first = busy.get("/members/activity").text
    older = re.search(r'href="/admin(/members/activity\?[^"]*before=[^"]+)"', first)
    assert older is not None
    second = busy.get(older[1].replace("&amp;", "&")).text

    assert set(re.findall(r"order (\d+)", first)).isdisjoint(
        re.findall(r"order (\d+)", second)
    )


def test_every_why_of_the_stream_opens(busy: Office) -> None:
    broken(busy)
    busy.desk.world.receive("x", aside="unreadable_payload")
    page = busy.get("/members/activity").text
    found = set(re.findall(r'href="/admin(/members/activity/why/[^"]+)"', page))

    answers = {path: busy.get(path).status for path in found}

    assert len(found) >= 6
    assert set(answers.values()) == {200}


def test_why_points_shows_the_order_and_the_rule(busy: Office) -> None:
    page = busy.get("/members/activity?kind=points&order=1002").text
    why = re.search(r'href="/admin(/members/activity/why/points/[^"]+)"', page)
    assert why is not None

    told = busy.get(why[1]).text

    assert "Rp200.000" in told or "Rp200,000" in told
    assert "#1002" in told


def test_what_failed_is_tried_again_by_who_may(busy: Office) -> None:
    debt = broken(busy)
    sent = {"id": str(debt)}

    refused = busy.as_role(Role.ANALYST).post("/members/activity/again", sent)
    done = busy.as_role(Role.SUPPORT).post("/members/activity/again", sent)

    assert (refused.status, done.status) == (403, 303)
    assert "Making a reward" not in busy.get("/members/activity?failed=yes").text


def test_a_retry_goes_back_only_to_our_own_pages(busy: Office) -> None:
    debt = broken(busy)

    done = busy.post(
        "/members/activity/again",
        {"id": str(debt), "back": "https://evil.test/admin/"},
    )

    assert done.headers["Location"].startswith("/admin/members/activity")


def test_new_rows_are_announced(busy: Office) -> None:
    page = busy.get("/members/activity").text
    news = re.search(r'hx-get="/admin(/members/activity/news[^"]+)"', page)
    assert news is not None
    busy.desk.world.settle(order(ref="3001", who=buyer(2)))

    told = busy.get(news[1].replace("&amp;", "&"), headers={"HX-Request": "true"}).text

    assert "1 new" in told


def test_a_chart_has_a_text_and_a_table(busy: Office) -> None:
    page = busy.get("/analytics").text

    assert 'type="application/json"' in page
    assert "Orders by members: 5 in all" in page
    assert 'id="by-day-table"' in page
    assert "chart-4.6.1" in page
    assert "chart-4.6.1" not in busy.get("/home").text


def test_a_period_is_chosen_in_the_address(busy: Office) -> None:
    assert 'aria-current="page">90 days' in busy.get("/analytics?days=90").text
    assert 'aria-current="page">28 days' in busy.get("/analytics?days=5").text


def test_points_go_from_opening_to_closing(busy: Office) -> None:
    page = busy.get("/analytics/points").text

    assert "Opening" in page
    assert "Closing" in page
    assert "+1,000" in page


def test_an_order_is_explained_by_its_own_address(busy: Office) -> None:
    store_id = busy.desk.world.store_id

    assert busy.get(f"/members/activity/orders/{store_id}/1003").status == 200
    assert busy.get(f"/members/activity/orders/{store_id}/none").status == 404
    assert busy.get("/members/activity/why/horoscope/x").status == 404


def test_a_delivery_is_read_again_by_who_looks_after_stores(busy: Office) -> None:
    sent = {"id": str(busy.desk.world.receive("x", aside="unreadable_payload"))}

    refused = busy.as_role(Role.SUPPORT).post("/members/activity/again/delivery", sent)
    done = busy.as_role(Role.MANAGER).post("/members/activity/again/delivery", sent)

    assert (refused.status, done.status) == (403, 303)
    assert "could not be read" not in busy.get("/members/activity?failed=yes").text
    assert "Handled a delivery again" in busy.get("/members/activity?kind=staff").text


def test_what_is_filtered_can_be_taken_away(busy: Office) -> None:
    answer = busy.get("/members/activity.csv?kind=points")

    lines = answer.text.splitlines()
    assert lines[0] == "at,kind,what,member_id,text,source"
    assert len([one for one in lines if ",accrual,mem_" in one]) >= 4
    assert "refusals" not in answer.text
    assert busy.as_role(Role.ANALYST).get("/members/activity.csv").status == 403
