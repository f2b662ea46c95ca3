"""``setia ledger``: what the operator sees, and the exit codes scripts rely on."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.cli.ledger import upkeep
from app.services.env import Env
from app.services.sweeps import SweepReport
from tests.servers import Shared
from tests.services.book_history import copy_of, history_in
from tests.services.books import Books

Run = Callable[..., Result]
EDITED = (
    "UPDATE member_balance SET available = available + 7 WHERE {ours}"
    " AND member_id = {ada}"
)


@pytest.fixture(scope="module")
def history(shared_servers: Shared) -> Iterator[Books]:
    with history_in(shared_servers) as kept:
        yield kept


@pytest.fixture
def books(shared_servers: Shared, history: Books) -> Iterator[Books]:
    with copy_of(history, shared_servers) as found:
        yield found


@pytest.fixture
def run(books: Books, redis_url: str, tmp_path: Path) -> Run:
    environment = {
        "DATABASE_URL": books.database_url,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path / "var"),
        "COLUMNS": "220",
    }

    def runner(*arguments: object, **more: str) -> Result:
        words = ["ledger", *map(str, arguments)]
        found = CliRunner(env={**environment, **more}).invoke(main, words)
        assert found.exception is None or isinstance(found.exception, SystemExit)
        return found

    return runner


def data(result: Result) -> Any:  # noqa: ANN401 - whatever JSON holds
    return json.loads(result.output)


def test_books_that_hold_exit_with_zero(run: Run, books: Books) -> None:
    told = run("prove")
    plain = run("prove", "--json")

    assert told.exit_code == 0
    assert told.output == f"{books.programme_id}: all 16 rules hold\n"
    assert (plain.exit_code, data(plain)["holds"]) == (0, True)


def test_a_terminal_sees_how_far_a_proof_is(run: Run, books: Books) -> None:
    shown = run("prove", FORCE_COLOR="1")

    assert shown.exit_code == 0
    assert "replay" in shown.stderr
    assert "replay" not in shown.stdout


def test_every_programme_is_proved_when_all_are_asked_for(run: Run) -> None:
    assert run("prove", "--all").exit_code == 0
    assert run("prove", "--all", "--anchors", __file__).exit_code == 2


def test_violations_are_listed_and_exit_with_one(run: Run, books: Books) -> None:
    books.plant(EDITED)

    told = run("prove")
    plain = run("prove", "--json")

    assert (told.exit_code, plain.exit_code) == (1, 1)
    assert f"balance:{books.ada}/points" in told.output
    assert {"rule", "check", "subject", "member_id", "expected", "found"} == set(
        data(plain)["violations"][0]
    )
    assert {one["rule"] for one in data(plain)["violations"]} == {3, 4, 5, 15}


def test_a_proof_freezes_only_when_it_is_told_to_and_thaw_lets_go(
    run: Run, books: Books
) -> None:
    books.plant(EDITED)

    run("prove")
    before = data(run("prove", "--json"))["frozen"]
    frozen = run("prove", "--freeze")
    member, programme = run("thaw", books.ada), run("thaw")

    assert before is False
    assert "frozen; `setia ledger thaw` lets them go on" in frozen.output
    assert (member.exit_code, programme.exit_code) == (0, 0)
    books.give(1, books.people[1])


def test_a_balance_is_explained_in_each_language(run: Run, books: Books) -> None:
    english = run("explain", books.ada, "--lang", "en")
    malay = run("explain", books.ada, "--lang", "ms")
    default = run("explain", "email:budi@mail.test")

    assert english.exit_code == 0
    assert "Why this balance" in english.output
    assert "Earned with order #A" in english.output
    assert "spend v2" in english.output
    assert "Mengapa baki ini" in malay.output
    assert "Kenapa saldonya begini" in default.output


def test_an_explanation_is_data_too(run: Run, books: Books) -> None:
    (found,) = data(run("explain", books.ada, "--json", "--asset", "points"))

    assert found["adds_up"] is True
    assert found["totals"][-1]["amount"] == found["balance"]["balance"]
    assert found["lines"][0]["reason"] == "added"
    assert data(run("explain", books.ada, "--json", "--asset", "credit")) == []


def test_an_explanation_that_does_not_add_up_says_so(run: Run, books: Books) -> None:
    books.plant(EDITED)

    found = run("explain", books.ada, "--lang", "en")

    assert found.exit_code == 1
    assert "run `setia ledger prove`" in found.output


def test_somebody_without_history_has_nothing_to_explain(
    run: Run, books: Books
) -> None:
    nobody = books.counter.add_member("7999", email="new@mail.test")

    found = run("explain", nobody, "--lang", "en")

    assert (found.exit_code, found.output) == (0, "Nothing here yet\n")


def test_a_member_who_is_not_there_is_refused_in_one_line(
    run: Run, books: Books
) -> None:
    by_id = run("explain", books.env.ids.new())
    by_mail = run("explain", "email:nobody@mail.test")
    by_rubbish = run("explain", "rubbish")

    assert {by_id.exit_code, by_mail.exit_code, by_rubbish.exit_code} == {1}
    assert "member_missing" in by_id.output
    assert "no member has this e-mail address" in by_mail.output
    assert "unreadable_id" in by_rubbish.output


def test_what_waits_is_sealed(run: Run, books: Books) -> None:
    books.give(1, books.ada)

    first, second = run("seal"), run("seal", "--json")

    assert first.output == "1 sealed\n"
    assert data(second) == {"sealed": 0}


def test_a_rebuild_compares_first_and_swaps_when_told(run: Run, books: Books) -> None:
    books.plant(EDITED)

    compared = run("rebuild", "--compare")
    rebuilt = run("rebuild")
    again = run("rebuild", "--json")

    assert compared.exit_code == 1
    assert f"balance:{books.ada}/points" in compared.output
    assert "0 rows changed" in compared.output
    assert "1 rows changed" in rebuilt.output
    assert data(again)["differences"] == []
    assert "nothing differs" in run("rebuild").output
    assert run("prove").exit_code == 0


def test_the_head_is_anchored_once_and_compared_from_then_on(
    run: Run, books: Books, tmp_path: Path
) -> None:
    folder, key = tmp_path / "anchors", tmp_path / "anchor.key"
    file = folder / f"{books.programme_id}.jsonl"
    ask = ("anchor", "--folder", folder, "--key", key)

    without = run(*ask)
    first = run(*ask, "--new-key")
    again = run(*ask)
    books.give(1, books.ada)
    run("seal")
    third = run(*ask)
    overwritten = run(*ask, "--new-key")
    proof = run("prove", "--anchors", file)

    assert "make one with --new-key" in without.output
    assert (without.exit_code, overwritten.exit_code) == (1, 1)
    assert "anchored in" in first.output
    assert "is anchored already" in again.output
    assert "anchored in" in third.output
    assert key.stat().st_mode & 0o077 == 0
    assert len(file.read_text().splitlines()) == 2
    assert proof.output.endswith("all 16 rules hold, 2 anchors agree\n")


def test_a_journal_that_contradicts_an_anchor_is_found(
    run: Run, books: Books, tmp_path: Path
) -> None:
    folder, key = tmp_path / "anchors", tmp_path / "anchor.key"
    run("anchor", "--folder", folder, "--key", key, "--new-key")
    file = folder / f"{books.programme_id}.jsonl"
    books.plant(
        "UPDATE ledger_journal SET hash = content_hash WHERE {ours}"
        " AND seq = (SELECT max(seq) FROM ledger_journal WHERE {ours})"
    )

    found = run("prove", "--anchors", file, "--json")
    (folder / "anchor.pub").unlink()
    keyless = run("prove", "--anchors", file)

    assert "anchor" in {one["check"] for one in data(found)["violations"]}
    assert "--public-key" in keyless.output


def test_nothing_is_anchored_before_something_is_sealed(
    run: Run, books: Books, tmp_path: Path
) -> None:
    books.plant("DELETE FROM ledger_journal WHERE {ours}")

    found = run("anchor", "--folder", tmp_path, "--key", tmp_path / "k", "--new-key")

    assert "nothing is sealed yet" in found.output


def test_an_expiry_that_the_brake_stopped_goes_on_when_confirmed(
    run: Run, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def expire(_env: Env, _programme_id: UUID, *, confirmed: bool) -> SweepReport:
        asked.append(confirmed)
        return SweepReport(3, 500) if confirmed else SweepReport(stopped="daily_mean")

    monkeypatch.setattr(upkeep, "expire_some", expire)

    stopped, done = run("expire"), run("expire", "--confirmed")

    assert asked == [False, True]
    assert (stopped.exit_code, done.exit_code) == (1, 0)
    assert "stopped: daily_mean; look at it, and say --confirmed" in stopped.stderr
    assert done.stdout == "500 units of 3 lots expired\n"


def test_a_frozen_programme_is_not_a_matter_of_confirming(
    run: Run, books: Books
) -> None:
    books.plant("UPDATE programme SET state = 'frozen' WHERE {ours}")

    stopped = run("expire", "--confirmed")

    assert stopped.exit_code == 1
    assert stopped.stderr.splitlines()[-1] == "stopped: programme_frozen"
