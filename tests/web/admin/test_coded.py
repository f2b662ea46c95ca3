"""No code is shown to people: every one that rows keep has words."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from app.domain import events
from app.domain.errors import SetiaError
from app.domain.ledger.kinds import Kind
from app.domain.rewards.voucher import VoucherState
from app.domain.staff import Role
from app.domain.words import Language
from app.domain.words.storefront.redeeming import REDEEMING
from app.schedule import TIMERS
from app.services import debts
from app.services.keys import SCOPES
from app.web.admin.coded import UNKNOWN, did, families, figures, reason, reason_key
from app.web.admin.words import ALL, say, why
from app.web.problems import listed
from integrations.shopify import install as shopify
from integrations.woocommerce import install as woocommerce
from tests.web.admin.conftest import Office

ROOT = Path(__file__).parents[3]
SAID_AS = {"Verdict": 0, "not_met": 0, "Cancelled": 0, "SetAside": 0, "Again": 1}
NOTED_AS = {"_note": 1}
TOPICS = (
    *shopify.TOPICS,
    *shopify.COMPLIANCE_TOPICS,
    *woocommerce.TOPICS,
    *woocommerce.PLUGIN_TOPICS,
)


def codes_written() -> Iterator[str]:
    """Yield the codes that decisions, debts and deliveries end with."""
    for folder in ("app/domain/earning", "app/domain/programme", "app/services"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    yield from _code(node)


INTAKE = (
    *("intake", "merging", "reviews", "joining", "installing", "billing"),
    *("settlement", "access"),
)


def endings() -> Iterator[str]:
    """Yield what a delivery may end with, as far as it is written out."""
    for name in INTAKE:
        path = ROOT / "app" / "services" / f"{name}.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Return | ast.Assign | ast.IfExp | ast.Tuple):
                yield from _texts(node)
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "note":
                yield from _texts(node.args[1])


def _texts(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        said = each.value if isinstance(each, ast.Constant) else None
        if isinstance(said, str) and re.fullmatch(r"[a-z]+(_[a-z]+)+", said):
            yield said


# Of the same shape, and something else: columns, kinds of debts, states.
NOT_ENDINGS = {
    *("read_again", "app_subscriptions", "fetch_order", "set_aside"),
    *("check_discount", "read_reviews", "read_subscription", "taken_back"),
    *("read_access", "no_store"),
    *("first_name", "last_name", "contact_verified", "id_token"),
}


def test_whatever_a_delivery_ends_with_has_words() -> None:
    missing = {
        code for code in set(endings()) - NOT_ENDINGS if reason_key(code) == UNKNOWN
    }

    assert missing == set()


def _code(call: ast.Call) -> Iterator[str]:
    name = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
    at = (SAID_AS | NOTED_AS).get(str(name))
    if at is not None and len(call.args) > at:
        said = call.args[at]
        if isinstance(said, ast.Constant) and isinstance(said.value, str):
            yield said.value


def test_every_code_that_work_ends_with_has_words_of_its_own() -> None:
    codes = set(codes_written())

    assert len(codes) > 40
    assert {code for code in codes if f"reason.{code}" not in ALL} == set()


def all_errors(family: type[SetiaError]) -> Iterator[type[SetiaError]]:
    for error in family.__subclasses__():
        yield error
        yield from all_errors(error)


def test_every_error_is_told_by_its_words_or_its_family() -> None:
    told = {each.code: reason_key(each.code) for each in listed()}

    unknown = {code for code, key in told.items() if key == UNKNOWN}
    assert unknown & set(families()) == set()
    assert {f"reason.family.{each}" for each in families().values()} <= set(ALL)


@pytest.mark.parametrize(
    ("prefix", "codes"),
    [
        ("topic", TOPICS),
        ("event", [kind.__name__ for kind in get_args(events.Event)]),
        ("debt", list(debts.HANDLERS)),
        ("scope", SCOPES),
        ("timer", [timer.name for timer in TIMERS]),
        ("activity.kind", [kind.value for kind in Kind]),
        ("redemption", [state.value for state in VoucherState]),
    ],
)
def test_every_name_has_words(prefix: str, codes: list[str]) -> None:
    assert {code for code in codes if f"{prefix}.{code}" not in ALL} == set()


def test_every_figure_of_a_timer_has_words() -> None:
    missing = set()
    for timer in TIMERS:
        made = get_type_hints(timer.sweep)["return"]
        for each in (made, *get_args(made)):
            if is_dataclass(each) and "__str__" not in vars(each):
                missing |= {
                    part.name
                    for part in fields(each)
                    if part.type in (int, "int")
                    and f"timer.figure.{part.name}" not in ALL
                }

    assert missing == set()


def test_figures_of_a_result_are_added_up_by_name() -> None:
    assert figures("[R(read=2, problem=''), R(read=3, problem='')]") == [("read", 5)]
    assert figures("2 segments, 1 entered, 0 left, 4 gifts") == [
        ("segments", 2),
        ("entered", 1),
        ("left", 0),
        ("gifts", 4),
    ]
    assert figures("7") == [("", 7)]


def test_reasons_lose_what_is_for_developers(office: Office) -> None:
    said: dict[str, str] = {}

    def tell(ask: object) -> None:
        said["many"] = reason(ask, "gave_up:platform_unavailable")  # type: ignore[arg-type]  # speaks alone
        said["error"] = reason(ask, "unreadable_payload: line 1 is no JSON")  # type: ignore[arg-type]  # speaks alone
        said["stopped"] = did(
            ask,  # type: ignore[arg-type]  # speaks alone
            "SweepReport(lots=0, units=0, stopped='daily_mean')",
            failed=False,
        )
        said["failed"] = did(ask, "unexpected:KeyError", failed=True)  # type: ignore[arg-type]  # speaks alone
        said["well"] = did(ask, "no_violation", failed=False)  # type: ignore[arg-type]  # speaks alone
        said["idle"] = did(ask, "0 draws closed", failed=False)  # type: ignore[arg-type]  # speaks alone
        said["none"] = did(ask, None, failed=False)  # type: ignore[arg-type]  # speaks alone

    tell(Speaker(office))

    assert reason(Speaker(office), "customer_noted,same_snapshot") == (  # type: ignore[arg-type]  # speaks alone
        "the customer was noted, nothing changed"
    )
    assert reason(Speaker(office), "topic carts/update") == (  # type: ignore[arg-type]  # speaks alone
        "we need nothing of this kind"
    )
    assert said == {
        "many": "after many tries: the store did not answer",
        "error": "it could not be read",
        "stopped": "Stopped itself: far more than on other days",
        "failed": "Failed: something unforeseen went wrong on our side",
        "well": "All well",
        "idle": "Nothing to do",
        "none": "",
    }


class Speaker:
    """What speaks in an ``Ask``."""

    def __init__(self, office: Office) -> None:
        self._language = office.staff.language

    def say(self, key: str, n: int | None = None, /, **gaps: str) -> str:
        return say(key, self._language, n, **gaps)


def test_a_reward_is_in_the_same_state_for_staff_and_for_members() -> None:
    for language in Language:
        for ours, theirs in (
            ("issued", "ready"),
            ("used", "used"),
            ("issuing", "working"),
        ):
            said = say(f"redemption.{ours}", language)
            assert said == REDEEMING[f"status.{theirs}"].say(language)
        for ours, theirs in (("lapsed", "expired"), ("returned", "returned")):
            whole = REDEEMING[f"status.{theirs}"].say(language)
            assert whole.startswith(say(f"redemption.{ours}", language))


@pytest.mark.parametrize("language", list(Language))
def test_settings_show_no_codes(office: Office, language: Language) -> None:
    office.desk.world.receive("x", aside="gave_up:unreadable_payload: not JSON")
    office.as_role(Role.OWNER, language)

    deliveries = office.get("/settings/deliveries").text
    keys = office.get("/settings/keys").text
    system = office.get("/settings/system").text

    assert "unreadable_payload" not in deliveries
    assert "order.updated" not in deliveries
    assert "members:read</" not in keys
    assert say("scope.ledger:write", language) in keys
    assert "<code>" not in system


@pytest.mark.parametrize("language", Language)
def test_no_error_is_told_in_the_words_of_developers(language: Language) -> None:
    english = "words for developers"
    told = {
        each.code: why(each.__new__(each, english), language)
        for each in all_errors(SetiaError)
    }

    assert {code for code, said in told.items() if english in said} == set()
    assert {
        code for code, said in told.items() if "_" in code and code in said
    } == set()
