"""Crash points: named, all known, and deadly only when armed."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.crash import POINTS, UnknownCrashPoint, arm, crash_point

KILLED = -9
SOURCES = ("app", "webhooks", "integrations")


@pytest.fixture(autouse=True)
def disarmed() -> Iterator[None]:
    yield
    arm(None)


def named_in_code() -> set[str]:
    calls = (
        node
        for folder in SOURCES
        for path in Path(folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "crash_point"
    )
    return {
        str(part.value)
        for call in calls
        for part in ast.walk(call.args[0])
        if isinstance(part, ast.Constant)
    }


def test_every_point_in_the_code_is_listed_and_every_listed_one_is_there() -> None:
    assert named_in_code() == set(POINTS)


def dies(setting: str | None, *passes: str) -> bool:
    child = os.fork()
    if child == 0:
        arm(setting)
        for name in passes:
            crash_point(name)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


FIRST, SECOND = sorted(POINTS)[:2]


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
@pytest.mark.parametrize(
    ("setting", "passes", "deadly"),
    [
        (None, (FIRST, SECOND), False),
        ("", (FIRST,), False),
        (FIRST, (SECOND,), False),
        (FIRST, (SECOND, FIRST), True),
        (f"{FIRST}:2", (FIRST, SECOND), False),
        (f"{FIRST}:2", (FIRST, FIRST), True),
    ],
)
def test_a_point_kills_when_it_is_armed_and_its_turn_has_come(
    setting: str | None, passes: tuple[str, ...], *, deadly: bool
) -> None:
    assert dies(setting, *passes) is deadly


@pytest.mark.parametrize("setting", ["nowhere", f"{FIRST}:0", f"{FIRST}:x", ":2:"])
def test_a_setting_that_makes_no_sense_is_refused(setting: str) -> None:
    with pytest.raises(UnknownCrashPoint):
        arm(setting)
