"""The widget's files as browsers of any shop fetch them."""

from __future__ import annotations

from typing import cast

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from app.services.env import Env
from app.web.storefront import static_files


@pytest.fixture
def browser() -> FlaskClient:
    flask_app = APIFlask("widget", enable_openapi=False)
    # It is the same for everybody, so there is nothing to ask the world for.
    static_files.register(flask_app, cast("Env", None))
    return flask_app.test_client()


def path_of(name: str) -> str:
    return static_files.widget_address("", name)


@pytest.mark.parametrize("name", ["loader.js", "page.js", "panel.js", "play.js"])
def test_a_file_named_with_its_hash_is_kept_for_good(
    browser: FlaskClient, name: str
) -> None:
    answer = browser.get(path_of(name))

    assert answer.status_code == 200
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == static_files.FOR_GOOD
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("name", ["loader.js", "loader.0123456789ab.js"])
def test_a_plain_or_an_older_name_gets_todays_file_for_a_while(
    browser: FlaskClient, name: str
) -> None:
    answer = browser.get(f"{static_files.AT}/{name}")

    assert answer.data == browser.get(path_of("loader.js")).data
    assert answer.headers["Cache-Control"] == static_files.FOR_NOW


def test_what_a_browser_has_is_not_sent_again(browser: FlaskClient) -> None:
    first = browser.get(f"{static_files.AT}/panel.js")

    again = browser.get(
        f"{static_files.AT}/panel.js", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert again.status_code == 304


@pytest.mark.parametrize(
    "name", ["manifest.json", "panel.css", "panel", "..%2fsrc%2fpanel.js", "nothing.js"]
)
def test_nothing_else_is_served(browser: FlaskClient, name: str) -> None:
    browser.application.testing = False

    assert browser.get(f"{static_files.AT}/{name}").status_code != 200


def test_an_address_is_our_own_with_the_hash() -> None:
    address = static_files.widget_address("https://setia.test/", "panel.js")

    assert address.startswith("https://setia.test/storefront/v1/static/panel.")
