"""Reports: a line for everything, and a meaning for every column."""

import csv
from datetime import timedelta

from app.domain.staff import Role
from app.services import rollups
from app.services.analytics.reports import COLUMNS
from app.services.sealing import seal
from tests.factories import NOON, customer, line, order
from tests.web.admin.conftest import Office


def lines(office: Office, name: str, query: str = "") -> list[list[str]]:
    answer = office.get(f"/analytics/reports/{name}.csv{query}")
    assert answer.status == 200
    return list(csv.reader(answer.text.splitlines()))


def test_every_report_has_its_columns_and_can_be_taken_away(office: Office) -> None:
    who = customer("1", email="ana@mail.test")
    office.desk.world.settle(
        order(line("100000"), at=NOON - timedelta(days=3), who=who)
    )
    while seal(office.env, office.programme_id):
        pass
    rollups.sweep(office.env, office.programme_id)

    found = {name: lines(office, name, "?meanings=yes") for name in COLUMNS}

    assert {name: tuple(rows[0]) for name, rows in found.items()} == dict(COLUMNS)
    assert all(all(cell for cell in rows[1]) for rows in found.values())
    figures = {row[0]: row for row in found["figures"][2:]}
    assert figures["average_order"][1:4] == ["IDR", "100000", "1"]
    points = found["points"][2:]
    assert len(points) == 28
    assert points[-1][-1] == points[-4][-1] != "0"
    assert found["cost"][2][0] == "discounts"


def test_an_analyst_takes_every_report_out_and_no_members(office: Office) -> None:
    page = office.as_role(Role.ANALYST).get("/analytics/reports")

    assert "figures.csv" in page.text
    for name in COLUMNS:
        assert office.get(f"/analytics/reports/{name}.csv").status == 200
    assert office.get("/members.csv").status == 403
    assert office.get("/members/activity.csv").status == 403


def test_who_serves_members_reads_reports_and_takes_none_out(office: Office) -> None:
    page = office.as_role(Role.SUPPORT).get("/analytics/reports")

    assert page.status == 200
    assert "figures.csv" not in page.text
    assert office.get("/analytics/reports/figures.csv").status == 403


def test_an_unknown_report_is_missing(office: Office) -> None:
    assert office.get("/analytics/reports/horoscope.csv").status == 404
