"""Habits that no linter knows, checked on every file of the project."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

ROOT = Path(__file__).parent.parent
PACKAGES = ("app", "integrations", "webhooks")
CHECKED = (*PACKAGES, "tests", "benchmarks")
MADE_BY_TOOLS = ("app/storage/migrations/versions/",)
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 60

# Where money and points pass. A float that is about something else (seconds to
# wait, likeness of words) is named here with the function or class it stands in.
ADAPTERS = ("fake", "reviews", "shopify", "woocommerce")
EXACT = (
    *("app/domain", "app/storage", "app/services"),
    *(f"integrations/{adapter}" for adapter in ADAPTERS),
)
FLOATS_OF_OTHER_THINGS = {
    "app/domain/programme/nearest.py:",  # how alike two words must be
    "app/services/meters.py:",  # seconds, as Prometheus counts them
    "app/storage/backlog.py:Backlog.age_s",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*folders: str) -> list[str]:
    found = [
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
    ]
    return sorted(name for name in found if not name.startswith(MADE_BY_TOOLS))


def parsed(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), name)


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def imported(tree: ast.AST) -> set[str]:
    """The modules that a source imports, by full name."""
    nodes = list(ast.walk(tree))
    plain = {
        alias.name
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    return plain | {
        node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)
    }


def test_the_domain_imports_the_standard_library_and_pydantic_only() -> None:
    allowed = sys.stdlib_module_names | {"pydantic", "pydantic_core"}

    strangers = {
        f"{name} imports {module}"
        for name in sources("app/domain")
        for module in imported(parsed(name))
        if module.partition(".")[0] not in allowed
        and not module.startswith("app.domain")
    }

    assert strangers == set()


def test_a_module_fits_in_one_reading() -> None:
    lines = {
        name: len((ROOT / name).read_text(encoding="utf-8").splitlines())
        for name in sources(*CHECKED)
    }

    long = {name: count for name, count in lines.items() if count > MOST_LINES}

    assert not long, "\n".join(f"{name}: {count}" for name, count in long.items())


def length(function: Function) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def test_a_function_fits_on_one_screen() -> None:
    long = {
        f"{name}:{function.name}"
        for name in sources(*CHECKED)
        for function in functions(parsed(name))
        if length(function) > MOST_LINES_OF_A_FUNCTION
    }

    assert not long, "\n".join(sorted(long))


def test_every_module_says_what_lives_in_it() -> None:
    silent = {
        name
        for name in sources(*CHECKED)
        if (tree := parsed(name)).body and ast.get_docstring(tree) is None
    }

    assert silent == set()


def test_every_job_a_worker_may_run_is_the_function_of_that_name() -> None:
    jobs = importlib.import_module("app.jobs")

    for path, job in jobs.ALLOWED.items():
        module, _, name = path.rpartition(".")
        assert getattr(importlib.import_module(module), name) is job


def is_float(node: ast.AST) -> bool:
    named = isinstance(node, ast.Name) and node.id == "float"
    return named or (isinstance(node, ast.Constant) and isinstance(node.value, float))


def asks_for_a_type(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "isinstance"
    )


def floats(tree: ast.AST, place: str = "") -> Iterator[str]:
    """The classes and functions in which a source has floats.

    To ask whether a value is one, in order to refuse it, is no float.
    """
    for node in ast.iter_child_nodes(tree):
        inside = place
        if isinstance(node, Function | ast.ClassDef):
            inside = f"{place}.{node.name}".lstrip(".")
        if is_float(node):
            yield inside
        if not asks_for_a_type(node):
            yield from floats(node, inside)


def test_no_float_comes_near_money_or_points() -> None:
    near = {
        f"{name}:{place}" for name in sources(*EXACT) for place in floats(parsed(name))
    }

    assert near == FLOATS_OF_OTHER_THINGS


def modules() -> Iterator[str]:
    for package in PACKAGES:
        yield package
        found = importlib.import_module(package)
        for module in pkgutil.walk_packages(found.__path__, f"{package}."):
            runs_when_imported = module.name.endswith(".__main__")
            if not runs_when_imported and ".migrations." not in module.name:
                yield module.name


def descendants(family: type[Exception]) -> Iterator[type[Exception]]:
    for child in family.__subclasses__():
        yield child
        yield from descendants(child)


@pytest.fixture(scope="session")
def errors() -> list[type[Exception]]:
    """Every error of the project, each once."""
    for module in modules():
        importlib.import_module(module)
    base = importlib.import_module("app.domain.errors").SetiaError
    found = dict.fromkeys(descendants(base))
    return [error for error in found if error.__module__.startswith(PACKAGES)]


def test_every_error_has_a_code_of_its_own(errors: list[type[Exception]]) -> None:
    nameless = {error.__qualname__ for error in errors if "code" not in vars(error)}
    codes = Counter(vars(error).get("code") for error in errors)

    assert nameless == set()
    assert {code for code, count in codes.items() if count > 1} == set()


def test_every_code_is_in_snake_case(errors: list[type[Exception]]) -> None:
    snake = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

    assert {
        code for error in errors if not snake.fullmatch(code := vars(error)["code"])
    } == set()


def test_every_template_compiles() -> None:
    templates = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True
    )

    for name in templates.list_templates():
        templates.get_template(name)
