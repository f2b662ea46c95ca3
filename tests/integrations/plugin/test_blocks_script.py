"""The plugin's script for the cart and checkout blocks, run by Node."""

import json
import shutil
import subprocess
from typing import Any

import pytest

from tests.integrations.plugin.wordpress import HERE, PLUGIN

pytestmark = pytest.mark.node


@pytest.fixture
def told() -> dict[str, Any]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node found: install nodejs")
    done = subprocess.run(
        [node, str(HERE / "blocks.mjs"), str(PLUGIN / "assets/cart-blocks.js")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_line_says_what_the_cart_says_and_opens_the_panel(
    told: dict[str, Any],
) -> None:
    text, button = told["shown"]["inside"]

    assert (told["name"], told["scope"]) == ("setia-loyalty", "woocommerce-checkout")
    # A child of the element, so the browser shows it as text.
    assert text["inside"] == ["You\u2019ll earn <b>49</b> points"]
    assert button["props"]["data-loyalty-open"] == "redeem"
    assert button["inside"] == ["Use points"]


def test_a_cart_that_says_nothing_has_no_line(told: dict[str, Any]) -> None:
    assert told["nothing"] == [None, None]


def test_a_reward_is_applied_and_a_refusal_comes_back_in_words(
    told: dict[str, Any],
) -> None:
    assert [each["data"]["code"] for each in told["asked"]] == ["GOOD", "BAD"]
    assert {each["namespace"] for each in told["asked"]} == {"setia-loyalty"}
    assert told["said"] == [
        ["setia:applied", {"code": "GOOD", "applied": True, "reason_text": ""}],
        [
            "setia:applied",
            {"code": "BAD", "applied": False, "reason_text": "Not for this cart."},
        ],
    ]
    assert told["prevented"] == 2
