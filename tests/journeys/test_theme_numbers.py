"""From an order in a Shopify store to the figures that its theme shows."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests

from app.services import erasure
from app.services.sealing import seal
from app.services.theme_marks import WAIT
from app.wiring.clock import shift_clock
from tests.journeys.conftest import TIMEOUT_S, Journey, _connect, opened

EMAIL = "dewi@pelanggan.test"


@pytest.fixture
def journey(
    fresh_database_url: str, redis_url: str, tmp_path: Path
) -> Iterator[Journey]:
    with opened("shopify", fresh_database_url, redis_url, tmp_path) as made:
        yield made


def followed(journey: Journey) -> None:
    """Seal what was posted, and let what is owed for the theme come due."""
    while seal(journey.env, journey.programme_id):
        pass
    journey.ahead += 5 * WAIT
    shift_clock(journey.var, journey.ahead)
    journey.ask("clock", {"advance_s": (5 * WAIT).total_seconds()})
    journey.settle()


def shown(journey: Journey, path: str, *, email: str = EMAIL) -> str:
    """Return a page of the shop as the customer's browser gets it."""
    visitor = requests.Session()
    visitor.get(f"{journey.shop_url}/sandbox-language/id", timeout=TIMEOUT_S)
    visitor.post(
        f"{journey.shop_url}/account/login",
        data={"email": email, "password": "sandbox"},
        timeout=TIMEOUT_S,
    )
    return visitor.get(f"{journey.shop_url}{path}", timeout=TIMEOUT_S).text


def test_an_order_is_on_the_theme_page_soon_after(journey: Journey) -> None:
    journey.act(
        "signup", email=EMAIL, first_name="Dewi", last_name="L", password="sandbox"
    )
    followed(journey)
    before = shown(journey, "/pages/rewards")
    answer = journey.act(
        "checkout-with-code",
        customer=EMAIL,
        email=EMAIL,
        lines=[{"sku": "KOPI-01", "quantity": 1}],
    )
    journey.act("complete", order_id=answer["order"]["id"])

    followed(journey)

    after = shown(journey, "/pages/rewards")
    assert "Kamu punya 100 poin" in before
    assert "sedang diproses" not in before
    assert "150 poin sedang diproses" in after


def test_an_erased_person_is_out_of_the_theme(journey: Journey) -> None:
    journey.act(
        "signup", email=EMAIL, first_name="Dewi", last_name="L", password="sandbox"
    )
    followed(journey)
    erasure.erase(journey.env, journey.programme_id, journey.member(EMAIL))

    followed(journey)

    assert "100 poin" not in shown(journey, "/pages/rewards").partition("Butuh")[0]


def test_a_store_that_is_connected_anew_has_its_theme_anew(journey: Journey) -> None:
    followed(journey)
    shop = SimpleNamespace(url=journey.shop_url)
    journey.ask("reset")
    before = requests.get(journey.shop_url, timeout=TIMEOUT_S).text

    _connect(journey.env, journey.programme_id, "shopify", shop)  # type: ignore[arg-type]  # its address is enough
    followed(journey)

    after = requests.get(journey.shop_url, timeout=TIMEOUT_S).text
    assert "data-setia" not in before
    assert "data-setia" in after
