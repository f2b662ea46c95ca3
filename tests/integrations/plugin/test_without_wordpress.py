"""The plugin's plain functions, called without WordPress."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integrations.plugin.setia import SECRET, STORE
from tests.integrations.plugin.wordpress import HERE, PLUGIN, ROOT

Call = Callable[..., Any]
CLOSED = json.loads((ROOT / "tests/vectors/closed_goods.json").read_text("utf-8"))
VECTOR = json.loads((ROOT / "tests/vectors/identity_token.json").read_text("utf-8"))
GOOD = {
    "api_url": "https://loyalty.example/",
    "store": STORE,
    "identity_secret": SECRET,
}
RUPIAH = {
    "state": "on",
    "decimals": 0,
    "unit": {"one": "poin", "other": "poin"},
    "earn_rate": {"points": 1, "per_minor": 1000, "currency": "IDR"},
}


@pytest.fixture
def call(php: str) -> Call:
    """Call a function of the plugin; returns what it returned, or all of it."""

    def run(name: str, *given: object, whole: bool = False, **around: object) -> Any:  # noqa: ANN401 - any JSON
        asked = {"call": name, "with": list(given), **around}
        done = subprocess.run(
            [php, "-d", "display_errors=stderr", str(HERE / "unit.php"), str(PLUGIN)],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=False,
        )
        assert not done.stderr, done.stderr
        found = json.loads(done.stdout)
        return found if whole else found["done"]

    return run


@pytest.mark.parametrize("case", VECTOR["cases"], ids=lambda case: case["name"])
def test_a_token_is_what_the_vector_says(call: Call, case: dict[str, Any]) -> None:
    assert call("Identity::token", case["claims"], case["secret"]) == case["token"]


@pytest.mark.parametrize(
    ("amount", "decimals", "minor"),
    [
        ("49.90", 2, 4990),
        ("49.9", 2, 4990),
        ("49", 2, 4900),
        ("49.999", 2, 4999),
        ("150000", 0, 150000),
        ("150000.00", 0, 150000),
        ("1.234", 3, 1234),
        ("", 2, None),
        ("-5", 2, None),
        ("1e3", 2, None),
        ("12.5x", 2, None),
    ],
)
def test_an_amount_is_read_without_rounding_up(
    call: Call, amount: str, decimals: int, minor: int | None
) -> None:
    assert call("Money::minor", amount, decimals) == minor


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"api_url": "http://loyalty.example"}, "setia_bad_api_url"),
        ({"api_url": "https://user@loyalty.example"}, "setia_bad_api_url"),
        ({"api_url": 'https://a.test/"onload='}, "setia_bad_api_url"),
        ({"api_url": "javascript:alert(1)"}, "setia_bad_api_url"),
        ({"api_url": ""}, "setia_bad_api_url"),
        ({"api_url": ["https://a.test"]}, "setia_bad_api_url"),
        ({"loader_url": "http://cdn.example/l.js"}, "setia_bad_loader_url"),
        ({"panel_url": "//cdn.example/p.js"}, "setia_bad_panel_url"),
        ({"store": "str_1"}, "setia_bad_store"),
        ({"store": STORE + "/../x"}, "setia_bad_store"),
        ({"identity_secret": "short"}, "setia_bad_identity_secret"),
        ({"identity_secret": "&" * 44}, "setia_bad_identity_secret"),
    ],
)
def test_what_is_no_connection_is_not_kept(
    call: Call, changes: dict[str, object], error: str
) -> None:
    found = call("Connection::keep", {**GOOD, **changes}, whole=True)

    assert found["done"] == {"error": error}
    assert "setia_connection" not in found["options"]


def test_a_connection_is_kept_without_the_slash_at_its_end(call: Call) -> None:
    found = call("Connection::keep", GOOD, whole=True)

    assert found["done"] is True
    assert found["options"]["setia_connection"]["api_url"] == "https://loyalty.example"
    kept = call("Connection::get", options=found["options"])
    assert kept["api"] == f"https://loyalty.example/storefront/v1/stores/{STORE}"


def test_a_server_on_this_machine_may_speak_plain_http(call: Call) -> None:
    assert call("Connection::is_safe", "http://127.0.0.1:8000")
    assert not call("Connection::is_safe", "http://127.0.0.1.evil.example")


def test_a_damaged_option_is_no_connection(call: Call) -> None:
    assert call("Connection::get", options={"setia_connection": "x"}) is None
    assert call("Connection::get", options={"setia_connection": {"store": 1}}) is None


@pytest.mark.parametrize(
    ("says", "amount", "text"),
    [
        (RUPIAH, "49900", "49 poin"),
        (RUPIAH, "1500000.00", "1.500 poin"),
        (RUPIAH, "999", None),
        ({**RUPIAH, "state": "paused"}, "49900", None),
        ({**RUPIAH, "earn_rate": None}, "49900", None),
        (
            RUPIAH | {"earn_rate": {"points": 1, "per_minor": 1000, "currency": "USD"}},
            "49900",
            None,
        ),
        ({**RUPIAH, "earn_rate": {"points": 1, "per_minor": 0}}, "49900", None),
        (None, "49900", None),
    ],
)
def test_what_an_amount_earns_is_said_only_when_it_is_known(
    call: Call, says: object, amount: str, text: str | None
) -> None:
    assert call("Programme::earned", says, amount) == text


@pytest.mark.parametrize(
    ("server", "ours"),
    [
        ({}, True),
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, True),
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, False),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, False),
        ({"HTTP_ORIGIN": "https://shop.example"}, True),
        ({"HTTP_ORIGIN": "https://shop.example.evil.test"}, False),
        ({"HTTP_ORIGIN": "null"}, False),
    ],
)
def test_only_pages_of_the_shop_are_answered(
    call: Call,
    server: dict[str, str],
    ours: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert call("Browser::is_our_page", server=server) is ours


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("LOYAL-7F3K", "LOYAL-7F3K"),
        ("a b", ""),
        ("<b>x", "x"),
        ("x" * 65, ""),
        ("", ""),
        ("../x", ""),
    ],
)
def test_a_code_has_no_signs_that_mean_something(
    call: Call, given: str, code: str
) -> None:
    assert call("Browser::code", "ref", get={"ref": given}) == code


def test_every_file_is_php_that_an_old_server_reads(php: str) -> None:
    newer = ("match (", "?->", "enum ", "readonly ", "#[", "mixed ", "never ")

    for path in sorted(PLUGIN.rglob("*.php")):
        checked = subprocess.run(
            [php, "-l", str(path)], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stdout
        code = _without_comments(path)
        assert not [word for word in newer if word in code], path


def _without_comments(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(
        line for line in lines if not line.strip().startswith(("*", "/*", "//"))
    )


@pytest.mark.parametrize("case", CLOSED["cases"], ids=lambda case: case["name"])
def test_closed_goods_are_closed_to_whom_the_vector_says(
    call: Call, case: dict[str, Any]
) -> None:
    given = [case["held"], case["goods"], case["tags"], case["now"]]
    found = call("Closed_Goods::closed_by", *given)

    assert (found["id"] if found else None) == case["closed"]
    assert (found["opens_at"] if found else None) == case["opens_at"]


def test_a_list_of_closed_goods_is_kept_whole_or_not_at_all(call: Call) -> None:
    rules = CLOSED["cases"][1]["held"]["rules"]
    right = {"v": 1, "rules": rules, "never": [12]}

    kept = call("Closed_Goods::keep", right, whole=True)
    assert kept["done"] == 1
    assert kept["options"]["setia_closed_goods"] == {"rules": rules, "never": ["12"]}
    for wrong in (
        {},
        {**right, "v": 2},
        {**right, "rules": "all"},
        {**right, "rules": [{**rules[0], "kind": "never"}]},
        {**right, "rules": [{**rules[0], "collections": "kado"}]},
        {**right, "rules": [{**rules[0], "opens_at": "soon"}]},
        {**right, "rules": rules * 201},
    ):
        answer = call("Closed_Goods::keep", wrong, whole=True)
        assert answer["done"] == {"error": "setia_bad_closed_goods"}
        assert not answer["options"]
