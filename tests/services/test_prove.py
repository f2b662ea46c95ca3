"""What the books must hold, and that every way of breaking it is named."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy.exc import InternalError

from app.domain.ledger.errors import (
    LedgerOutOfBalance,
    MemberFrozen,
    ProgrammeFrozen,
)
from app.domain.ledger.kinds import Kind
from app.services.prove import freeze, prove, sweep, thaw_member, thaw_programme
from app.storage.prove import RULES, Anchor, snapshot
from app.storage.unit_of_work import UnitOfWork
from tests.services.books import Books

EDITED = (
    "UPDATE member_balance SET available = available + 1 WHERE {ours} AND available > 0"
)
CUT = "DELETE FROM ledger_journal WHERE {ours} AND seq = 3"

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "vectors" / "prove.json").read_text()
)["cases"]


def test_a_clean_history_breaks_no_rule(books: Books) -> None:
    assert prove(books.env, books.programme_id) == []


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case['rule']}: {case['name']}" for case in CASES]
)
def test_a_planted_violation_is_named_by_its_rule(
    books: Books, case: dict[str, Any]
) -> None:
    changed = books.plant(*case["plant"])

    found = prove(books.env, books.programme_id)

    assert changed > 0
    assert [
        one.sentence
        for one in found
        if one.rule == case["rule"]
        and one.check.startswith(case["check"])
        and one.subject.startswith(case["about"])
    ]


def test_every_rule_has_a_planted_violation() -> None:
    assert {case["rule"] for case in CASES} == set(RULES)


def test_everything_that_a_ledger_does_is_in_the_history(books: Books) -> None:
    def kinds(uow: UnitOfWork) -> set[str]:
        rows = uow.connection.exec_driver_sql("SELECT kind FROM ledger_transaction")
        return {row[0] for row in rows}

    assert books.counter.run(kinds) == {kind.value for kind in Kind}


def test_a_proof_can_be_had_on_a_connection_that_shows_one_moment(
    books: Books,
) -> None:
    with snapshot(books.env.database.engine, books.programme_id) as connection:
        assert prove(connection, books.programme_id) == []


def test_a_proof_can_write_nothing(books: Books) -> None:
    with (
        snapshot(books.env.database.engine, books.programme_id) as connection,
        pytest.raises(InternalError, match="read-only"),
    ):
        connection.exec_driver_sql("UPDATE member_balance SET version = 0")


def test_a_long_proof_tells_how_far_it_is(books: Books) -> None:
    told: list[tuple[str, int, int]] = []

    prove(
        books.env,
        books.programme_id,
        progress=lambda what, done, of: told.append((what, done, of)),
    )

    assert {what for what, _, _ in told} >= {"lots", "balances", "replay"}
    assert told[-1][1] == told[-1][2]


def test_a_proof_sees_one_moment_while_others_go_on_writing(books: Books) -> None:
    bob = books.people[0]
    stop = Event()

    def write() -> int:
        written = 0
        while not stop.is_set():
            books.give(1, bob)
            written += 1
        return written

    with ThreadPoolExecutor(1) as writers:
        writing = writers.submit(write)
        proofs = [prove(books.env, books.programme_id) for _ in range(3)]
        stop.set()

    assert proofs == [[], [], []]
    assert writing.result() > 0


def test_what_is_kept_for_a_claim_code_may_lie_with_somebody_who_is_erased(
    books: Books,
) -> None:
    books.plant("UPDATE member SET state = 'erased' WHERE {ours} AND member_id = {bob}")
    before = [one.rule for one in prove(books.env, books.programme_id)]
    books.plant(
        "INSERT INTO erasure (programme_id, member_id, policy, actor, requested_at)"
        " SELECT programme_id, member_id, 'keep', 'test', now() FROM member"
        " WHERE {ours} AND member_id = {bob}"
    )

    assert before == [16]
    assert prove(books.env, books.programme_id) == []


def test_another_programme_is_not_looked_at(books: Books) -> None:
    books.plant(EDITED)

    assert prove(books.env, books.env.ids.new()) == []


def test_an_anchor_that_the_journal_contradicts_is_named(books: Books) -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)

    found = prove(
        books.env,
        books.programme_id,
        anchors=[Anchor(2, bytes(32), at), Anchor(10**6, bytes(32), at)],
    )

    assert [(one.rule, one.check, one.subject) for one in found] == [
        (12, "anchor", "journal:1000000"),
        (12, "anchor", "journal:2"),
    ]


def test_a_violation_stops_the_writes_of_its_member_and_of_nobody_else(
    books: Books,
) -> None:
    bob, cika = books.people[:2]
    books.plant(f"{EDITED} AND member_id = {{bob}}")
    found = prove(books.env, books.programme_id)

    frozen = freeze(
        books.env, books.programme_id, [one for one in found if one.rule == 3]
    )

    assert (frozen.members, frozen.programme) == ((bob,), False)
    with pytest.raises(MemberFrozen, match="books_contradict:3"):
        books.give(1, bob)
    books.give(1, cika)
    assert books.balance(bob).available > 0


def test_a_broken_journal_stops_the_programme_until_a_person_lets_it_go_on(
    books: Books,
) -> None:
    books.plant(CUT)

    with pytest.raises(LedgerOutOfBalance, match="rule 12"):
        sweep(books.env, books.programme_id)

    with pytest.raises(ProgrammeFrozen, match="books_contradict:12"):
        books.give(1, books.ada)
    thaw_programme(books.env, books.programme_id)
    books.give(1, books.ada)


def test_a_sealer_that_is_late_stops_nobody(books: Books) -> None:
    books.plant(
        "INSERT INTO ledger_unsealed (programme_id, posted_at, transaction_id)"
        " SELECT programme_id, posted_at - interval '2 minutes', transaction_id"
        " FROM ledger_transaction WHERE {ours} AND kind = 'expiry' LIMIT 1"
    )
    found = prove(books.env, books.programme_id)

    frozen = freeze(books.env, books.programme_id, found)

    assert [one.check for one in found] == ["age of the queue"]
    assert (frozen.members, frozen.programme) == ((), False)


def test_a_member_goes_on_after_thawing(books: Books) -> None:
    books.plant(f"{EDITED} AND member_id = {{ada}}")
    found = [one for one in prove(books.env, books.programme_id) if one.rule == 3]
    freeze(books.env, books.programme_id, found)

    thaw_member(books.env, books.programme_id, books.ada)

    books.give(1, books.ada)


def test_the_nightly_job_says_that_all_is_well(books: Books) -> None:
    assert sweep(books.env, books.programme_id) == "no_violation"
