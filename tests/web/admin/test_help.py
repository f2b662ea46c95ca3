"""Help: every place of the back office has an answer to what people ask first."""

import re

import pytest

from app.web.admin import words
from app.web.admin.nav import TREE
from app.web.admin.start import tips
from tests.web.admin.conftest import Office

PLACES = [
    f"{entry.key}.{tab.key}" if tab is not entry else entry.key
    for entry in TREE
    for tab in entry.tabs or (entry,)
]


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_help(place: str) -> None:
    assert tips(place)


def test_no_help_is_about_a_place_that_does_not_exist() -> None:
    about = {
        match[1]
        for key in words.ALL
        if (match := re.fullmatch(r"help\.(.+)\.\d+", key)) is not None
    }

    assert about <= set(PLACES)


def test_help_is_about_the_page_one_comes_from(office: Office) -> None:
    shown = office.get("/help?page=/members/segments").text

    assert (
        "Help: Members \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} Segments" in shown
    )
    assert "A segment is a question about members" in shown


def test_a_page_without_help_of_its_own_shows_the_topics(office: Office) -> None:
    shown = office.get("/help?page=/account").text

    assert "<h1>Help</h1>" in re.sub(r"<h1[^>]*>", "<h1>", shown)
    assert "Redemptions" in shown


def test_an_empty_search_says_what_can_be_found(office: Office) -> None:
    assert "Who or what are you looking for?" in office.get("/find").text
    assert "Who or what are you looking for?" not in office.get("/find?q=zzz").text
