"""Whatever state a row may be in, the pages that tell of it have the word."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import CheckConstraint, Table

from app.domain.programme.phrases.referral import WHY
from app.domain.words import storefront
from app.storage.tables import metadata
from app.web.admin.coded import UNKNOWN, reason_key
from app.web.admin.words import ALL

LISTED = re.compile(r"(\w+) IN \(([^()]*)\)")
TOLD: dict[str, tuple[str, ...]] = {
    "api_key.mode": ("keys.mode",),
    "backfill_run.state": ("stores.history",),
    "bulk_run.deed": ("bulk.deed", "bulk.title"),
    "bulk_run.state": ("bulk.state",),
    "export_run.state": ("data.state",),
    "import_run.state": ("import.state",),
    "inbox.state": ("deliveries.state",),
    "member.state": ("members.state",),
    "outbox.state": ("debt.state",),
    "referral.state": ("referral",),
    "staff.language": ("staff.language",),
    "staff.role": ("role",),
    "staff_invitation.role": ("role",),
    "store_check.state": ("stores.state",),
    "support_claim.kind": ("support.kind",),
    "support_claim.state": ("support.state",),
    "voucher.state": ("redemption",),
    "webhook_delivery.state": ("hooks.delivery",),
}
"""The families of words for a column whose value pages turn into a key."""
PART: dict[str, tuple[str, frozenset[str]]] = {
    # Who asks for a progress bar has a run that is under way.
    "import_run.state": (
        "import",
        frozenset(("checking", "running", "undoing")),
    ),
    # One that has ended well shows its figures instead.
    "simulation.state": (
        "programme.trial",
        frozenset(("waiting", "running", "cancelled", "failed")),
    ),
    # What is deleted is in no list.
    "webhook_endpoint.state": (
        "hooks.state",
        frozenset(("on", "paused", "disabled", "stopped")),
    ),
}
"""Columns of which pages tell some values only."""
NEVER_SAID = frozenset(
    (
        *("approval.state", "bulk_row.state", "contest_entry.state"),
        *("fact_award.state", "gift.state", "idempotent_request.state"),
        *("perk_offer.state", "perk_state.state", "prize_draw.state"),
        *("programme.state", "staff_session.state", "store.state"),
        *("store_subscription.state",),
    )
)
"""Columns of states that become no key: badges of their own, or nothing at all."""


def columns() -> Iterator[tuple[str, list[str]]]:
    """Yield every column whose values a constraint lists, with them."""
    for table in metadata.tables.values():
        for check in _checks(table):
            found = LISTED.fullmatch(str(check.sqltext).strip())
            if found:
                yield f"{table.name}.{found[1]}", re.findall(r"'([^']*)'", found[2])


def _checks(table: Table) -> Iterator[CheckConstraint]:
    for each in table.constraints:
        if isinstance(each, CheckConstraint):
            yield each


ALLOWED: dict[str, frozenset[str]] = {}
for named, allowed in columns():
    ALLOWED[named] = ALLOWED.get(named, frozenset()) | frozenset(allowed)


@pytest.mark.parametrize("column", TOLD)
def test_every_state_that_a_row_may_have_has_its_word(column: str) -> None:
    missing = {
        f"{family}.{value}" for family in TOLD[column] for value in ALLOWED[column]
    } - set(ALL)

    assert missing == set()


@pytest.mark.parametrize("column", PART)
def test_every_state_that_a_page_tells_has_its_word(column: str) -> None:
    family, values = PART[column]

    assert values <= ALLOWED[column]
    assert {f"{family}.{value}" for value in values} <= set(ALL)


def test_every_column_of_states_is_told_or_known_not_to_be() -> None:
    states = {column for column in ALLOWED if column.endswith(".state")}

    assert states - set(TOLD) - set(PART) - NEVER_SAID == set()


def test_how_a_conversation_stands_is_told_to_the_member_too() -> None:
    wanted = {f"help.{state}" for state in ALLOWED["support_claim.state"]}

    assert wanted <= set(storefront.ALL)


def test_what_speaks_against_a_referral_has_words_for_staff() -> None:
    assert {code for code in WHY if reason_key(code) == UNKNOWN} == set()
