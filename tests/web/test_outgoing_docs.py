"""The page about webhooks says what the code does."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import time_machine
from standardwebhooks import Webhook

from app.domain.outgoing.trying import PAUSES
from app.domain.outgoing.types import table_text
from tests.webhooks.outgoing.test_sending import (
    VECTOR,
    VECTOR_AT,
    VECTOR_BODY,
    VECTOR_SECRET,
)

PAGE = Path(__file__).parents[2] / "docs" / "outgoing-webhooks.md"
TEXT = PAGE.read_text(encoding="utf-8")
HEADERS = {
    "webhook-id": "msg_2KWPBgLl",
    "webhook-timestamp": "1767225600",
    "webhook-signature": f"v1,AAAA {VECTOR}",
}


def example(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", TEXT, flags=re.DOTALL)
    assert found is not None
    return found[1]


def test_the_table_of_types_is_that_of_the_code() -> None:
    table = TEXT.partition("<!-- types -->\n")[2].partition("\n<!-- /types -->")[0]

    assert table == table_text()


def test_the_page_names_the_schedule_and_the_vector() -> None:
    assert len(PAUSES) == 9
    assert "5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h" in TEXT
    assert VECTOR in TEXT
    assert VECTOR_SECRET in TEXT
    assert VECTOR_BODY in TEXT


def test_the_python_example_verifies_the_vector() -> None:
    names: dict[str, object] = {"SECRET": VECTOR_SECRET}
    exec(example("python"), names)  # noqa: S102 - our own page
    receive = names["receive"]

    with time_machine.travel(VECTOR_AT, tick=False):
        receive(VECTOR_BODY.encode(), HEADERS)  # type: ignore[operator]  # defined by the page

    assert Webhook is names["Webhook"]


@pytest.mark.parametrize(("body", "answer"), [(VECTOR_BODY, "true"), ("{}", "false")])
def test_the_node_example_verifies_the_vector(body: str, answer: str) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node")
    script = (
        f"{example('js')}\nDate.now = () => 1767225600000;\n"
        f"console.log(verified({body!r}, {HEADERS!r}, {VECTOR_SECRET!r}))"
    )

    done = subprocess.run(
        [node, "-e", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == answer


@pytest.mark.parametrize(("body", "answer"), [(VECTOR_BODY, "true"), ("{}", "false")])
def test_the_php_example_verifies_the_vector(body: str, answer: str) -> None:
    php = shutil.which("php")
    if php is None:
        pytest.skip("no php")
    headers = ", ".join(f"{name!r} => {value!r}" for name, value in HEADERS.items())
    code = example("php").replace("time()", "1767225600")
    script = (
        f"{code}\necho json_encode(verified({body!r}, [{headers}], {VECTOR_SECRET!r}));"
    )

    done = subprocess.run(
        [php, "-r", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == answer
