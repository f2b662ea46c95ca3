"""Roles and rights: what each may, and who may each."""

import pytest

from app.domain.staff import RIGHTS, SENSITIVE, Right, Role, may, who_may


def test_an_owner_may_everything() -> None:
    assert {right for right in Right if may(Role.OWNER, right)} == set(Right)


def test_a_manager_may_all_but_team_and_keys() -> None:
    assert set(Right) - RIGHTS[Role.MANAGER] == {Right.TEAM, Right.KEYS}


def test_support_serves_members_and_changes_no_programme() -> None:
    assert {Right.READ, Right.ADJUST, Right.SERVE} == RIGHTS[Role.SUPPORT]


@pytest.mark.parametrize(
    "right", sorted(set(Right) - {Right.READ, Right.REPORTS, Right.AUDIT})
)
def test_an_analyst_only_reads(right: Right) -> None:
    assert not may(Role.ANALYST, right)


def test_an_analyst_takes_reports_out_and_no_data_of_members() -> None:
    assert may(Role.ANALYST, Right.REPORTS)
    assert not may(Role.ANALYST, Right.EXPORT)
    assert not may(Role.SUPPORT, Right.REPORTS)


def test_every_role_has_a_line_in_the_table() -> None:
    assert set(RIGHTS) == set(Role)


def test_who_may_names_the_mightiest_first() -> None:
    assert who_may(Right.ADJUST) == (Role.OWNER, Role.MANAGER, Role.SUPPORT)
    assert who_may(Right.TEAM) == (Role.OWNER,)


def test_what_takes_data_out_or_lets_people_in_wants_a_fresh_proof() -> None:
    assert {Right.EXPORT, Right.ERASE, Right.TEAM, Right.KEYS} == SENSITIVE
