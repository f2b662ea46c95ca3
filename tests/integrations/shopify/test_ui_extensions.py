"""The extensions of checkout and customer accounts: they fit Shopify's own types."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from app.services.theme_marks import DEFAULT_PATH
from app.web.storefront.doors import DEFAULT_PROXY, EXTENSION_AT, PROXY_AT
from integrations.shopify.client import API_VERSION
from tests.node_tools import installed, node

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[2] / "integrations/shopify/ui"
MODULES = ("thankYou", "orderStatus", "page")
MOST_BUNDLE_BYTES = 64_000
"""Shopify refuses larger ones."""


def words(name: str) -> dict[str, str]:
    groups = json.loads((FOLDER / "locales" / f"{name}.json").read_text())
    return {f"{one}.{key}": text for one in groups for key, text in groups[one].items()}


@pytest.mark.node
def test_they_fit_the_types_that_shopify_publishes() -> None:
    place = installed("integrations/shopify/ui")

    done = node(place, "node_modules/typescript/bin/tsc", "--project", ".")

    assert done.stdout == ""
    assert done.returncode == 0


@pytest.mark.node
@pytest.mark.parametrize("module", MODULES)
def test_a_bundle_is_small_enough(module: str, tmp_path: Path) -> None:
    place, target = installed("integrations/shopify/ui"), tmp_path / "out.js"
    words = ["--bundle", "--minify", "--format=esm", "--jsx=automatic"]

    subprocess.run(
        [
            place / "node_modules/.bin/esbuild",
            f"src/{module}.jsx",
            *words,
            "--jsx-import-source=preact",
            f"--outfile={target}",
        ],
        cwd=place,
        check=True,
        capture_output=True,
    )

    assert target.stat().st_size <= MOST_BUNDLE_BYTES


@pytest.mark.node
def test_asking_and_redeeming_do_as_they_should() -> None:
    place = installed("integrations/shopify/ui")

    done = node(place, "--test", str(HERE / "ui.test.mjs"))

    assert done.returncode == 0, done.stdout


def test_they_are_of_the_version_that_we_pin_and_their_modules_exist() -> None:
    said = tomllib.loads((FOLDER / "shopify.extension.toml").read_text())
    targets = {
        one["target"]: one["module"]
        for extension in said["extensions"]
        for one in extension["targeting"]
    }

    assert said["api_version"] == API_VERSION
    assert set(targets) == {
        "purchase.thank-you.block.render",
        "customer-account.order-status.block.render",
        "customer-account.page.render",
    }
    assert all((FOLDER / module).is_file() for module in targets.values())


def test_every_extension_may_call_us_and_a_page_stands_alone() -> None:
    said = tomllib.loads((FOLDER / "shopify.extension.toml").read_text())
    beside = {
        one["handle"]: [each["target"] for each in one["targeting"]]
        for one in said["extensions"]
    }

    assert all(one["capabilities"]["network_access"] for one in said["extensions"])
    assert beside["setia-rewards-page"] == ["customer-account.page.render"]


def test_the_server_is_the_one_of_the_apps_file() -> None:
    app = (FOLDER.parent / "shopify.app.toml").read_text()
    address = (FOLDER / "src/address.js").read_text()

    assert "<PUBLIC_URL>" in app
    assert 'SERVER = "<PUBLIC_URL>"' in address
    assert "extension" in tomllib.loads(app)["extension_directories"]
    assert "ui" in tomllib.loads(app)["extension_directories"]


def test_extensions_and_proxy_lead_to_our_doors() -> None:
    proxy = tomllib.loads((FOLDER.parent / "shopify.app.toml").read_text())["app_proxy"]
    address = (FOLDER / "src/address.js").read_text()

    assert f"{proxy['url']}/v1" == f"<PUBLIC_URL>{PROXY_AT}"
    assert f"/{proxy['prefix']}/{proxy['subpath']}" == DEFAULT_PATH == DEFAULT_PROXY
    assert f"${{SERVER}}{EXTENSION_AT}" in address


@pytest.mark.parametrize("lang", ["id", "ms"])
def test_every_language_says_the_same_things(lang: str) -> None:
    english, other = words("en.default"), words(lang)

    assert set(english) == set(other)
    for key, text in english.items():
        assert set(re.findall(r"{{\w+}}", text)) == set(
            re.findall(r"{{\w+}}", other[key])
        )


def test_every_word_that_is_asked_for_is_there() -> None:
    sources = "".join(path.read_text() for path in (FOLDER / "src").iterdir())

    asked = set(re.findall(r'(?:say|translate)\(\s*"([a-z_.]+)"', sources))

    assert asked <= set(words("en.default"))
    assert asked
