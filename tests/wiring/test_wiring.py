"""The collaborators of a process: clock, ids, secrets, logs, and forks."""

import io
import json
import logging
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import structlog

from app.domain.ids import ALPHABET
from app.settings import Settings
from app.storage.mailbox import ComplianceRecord
from app.wiring import World, wired
from app.wiring.clock import SHIFT_FILE, ShiftedClock, SystemClock, shift_clock
from app.wiring.ids import SeededIds, SystemIds
from app.wiring.logs import MASK, set_up_logs
from app.wiring.secret_box import FernetBox, SealBroken, derive_key
from tests.factories import NOON

KEYS = (
    "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "b3RoZXIgb3RoZXIgb3RoZXIgb3RoZXIgb3RoZXIgIQ==",
)


def test_a_clock_of_development_moves_with_the_file(tmp_path: Path) -> None:
    clock, real = ShiftedClock(tmp_path / SHIFT_FILE), SystemClock()
    assert clock.now() - real.now() < timedelta(seconds=1)

    shift_clock(tmp_path, timedelta(days=15))
    assert abs(clock.now() - real.now() - timedelta(days=15)) < timedelta(seconds=2)

    (tmp_path / SHIFT_FILE).unlink()
    assert abs(clock.now() - real.now()) < timedelta(seconds=2)


def test_the_monotonic_clock_does_not_move_with_the_file(tmp_path: Path) -> None:
    clock = ShiftedClock(tmp_path / SHIFT_FILE)
    before = clock.monotonic_us()
    shift_clock(tmp_path, timedelta(days=-15))

    assert clock.monotonic_us() >= before


def test_times_are_aware_and_in_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta()


def test_ids_are_ordered_by_time_and_of_version_seven() -> None:
    ids = [SystemIds().new() for _ in range(100)]

    assert ids == sorted(ids)
    assert {each.version for each in ids} == {7}


def test_seeded_ids_repeat_and_are_ordered() -> None:
    first, second = SeededIds(3), SeededIds(3)
    ids = [first.new() for _ in range(50)]

    assert ids == [second.new() for _ in range(50)]
    assert ids == sorted(set(ids))
    assert {each.version for each in ids} == {7}
    assert (first.code(8), first.secret(4)) == (second.code(8), second.secret(4))


@pytest.mark.parametrize("ids", [SystemIds(), SeededIds(1)])
def test_codes_have_no_look_alikes_and_jitter_keeps_its_bounds(
    ids: SystemIds | SeededIds,
) -> None:
    code = ids.code(200)
    jitters = Counter(ids.jitter_ms(3) for _ in range(300))

    assert set(code) <= set(ALPHABET)
    assert len(code) == 200
    assert sorted(jitters) == [0, 1, 2, 3]
    assert ids.jitter_ms(0) == ids.jitter_ms(-1) == 0
    assert len(ids.secret(32)) == 32


def test_secrets_come_from_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def noted(size: int) -> bytes:
        asked.append(size)
        return bytes(size)

    monkeypatch.setattr("secrets.token_bytes", noted)
    random.seed(1)

    assert SystemIds().secret(16) == bytes(16)
    assert asked == [16]


def test_a_secret_comes_back_where_it_was_sealed_and_nowhere_else() -> None:
    box = FernetBox(KEYS)
    sealed = box.seal(b"ck_secret", context="p1/store/s1/credentials")

    assert box.open(sealed, context="p1/store/s1/credentials") == b"ck_secret"
    assert "ck_secret" not in sealed
    for elsewhere in ("p2/store/s1/credentials", "p1/store/s1/credential", ""):
        with pytest.raises(SealBroken):
            box.open(sealed, context=elsewhere)


def test_a_context_can_not_be_stretched_into_the_secret() -> None:
    box = FernetBox(KEYS)
    sealed = box.seal(b"ab", context="c")

    with pytest.raises(SealBroken):
        box.open(sealed, context="ca")


@pytest.mark.parametrize("damage", ["", "x", "gAAAA", "é"])
def test_a_damaged_seal_is_broken(damage: str) -> None:
    with pytest.raises(SealBroken):
        FernetBox(KEYS).open(damage, context="c")


def test_keys_rotate_without_loss() -> None:
    old, both, new = FernetBox(KEYS[1:]), FernetBox(KEYS), FernetBox(KEYS[:1])
    sealed = old.seal(b"secret", context="c")

    renewed = both.renewed(sealed)

    assert both.open(sealed, context="c") == b"secret"
    assert new.open(renewed, context="c") == b"secret"
    with pytest.raises(SealBroken):
        old.open(renewed, context="c")
    with pytest.raises(SealBroken):
        new.renewed(sealed)


def test_what_is_under_the_newest_key_stays_as_it_is() -> None:
    box = FernetBox(KEYS)
    sealed = box.seal(b"secret", context="c")

    assert box.renewed(sealed) == sealed


def test_each_purpose_has_a_key_of_its_own() -> None:
    keys = {derive_key(key, purpose) for key in KEYS for purpose in ("a", "b")}

    assert len(keys) == 4


@pytest.fixture
def lines() -> Iterator[Any]:
    """Log into memory; gives what was written, line by line."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    written = io.StringIO()

    def read() -> list[dict[str, Any]]:
        return [json.loads(line) for line in written.getvalue().splitlines()]

    def set_up(*, with_words: bool = False) -> Any:  # noqa: ANN401 - a reader
        set_up_logs("info", with_words=with_words)
        (handler,) = root.handlers
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(written)
        return read

    yield set_up
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def test_a_line_is_one_json_object_whatever_is_in_it(lines: Any) -> None:  # noqa: ANN401
    read = lines()

    structlog.get_logger("test").info("it\nhappened", what='a "quote"\r\n\x1b[31m')
    logging.getLogger("library").warning("also %s", "this")

    first, second = read()
    assert first["event"] == "it\nhappened"
    assert (first["level"], first["logger"]) == ("info", "test")
    assert datetime.fromisoformat(first["timestamp"]).tzinfo is not None
    assert (second["event"], second["logger"]) == ("also this", "library")


def test_personal_data_and_secrets_are_masked(lines: Any) -> None:  # noqa: ANN401
    read = lines()

    structlog.get_logger("test").warning(
        "it", email="budi@mail.test", token="t", code="LOY-1", long="x" * 9_999
    )

    (line,) = read()
    assert {line["email"], line["token"], line["code"]} == {MASK}
    assert len(line["long"]) < 600


def test_the_words_of_an_error_stay_out_of_production(lines: Any) -> None:  # noqa: ANN401
    read = lines()
    for with_words in (False, True):
        lines(with_words=with_words)
        try:
            dict[str, int]()["budi@mail.test"]
        except KeyError:
            structlog.get_logger("test").exception("broke")
            logging.getLogger("library").exception("broke too")

    quiet, quiet_library, open_, _ = read()
    assert "budi" not in json.dumps([quiet, quiet_library])
    assert quiet["error"] == quiet_library["error"] == "KeyError"
    assert quiet["places"][-1].startswith("test_wiring.py:")
    assert "budi" in open_["says"]


def settings(tmp_path: Path, **environ: str) -> Settings:
    return Settings.from_environ({"VAR_DIR": str(tmp_path), **environ})


@pytest.fixture
def world(fresh_database_url: str, redis_url: str, tmp_path: Path) -> Iterator[World]:
    with wired(
        settings(tmp_path), database_url=fresh_database_url, redis_url=redis_url
    ) as made:
        yield made


def proof(world: World, key: str) -> ComplianceRecord:
    return ComplianceRecord(
        record_id=world.env.ids.new(),
        provider="shopify",
        shop_domain="gone.myshopify.com",
        topic="shop/redact",
        dedupe_key=key,
        body_digest=bytes(32),
        received_at=NOON,
    )


def backend(world: World) -> int:
    with world.env.database.unbound() as look:
        found: int = look.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        return found


def backends(world: World) -> int:
    with world.env.database.unbound() as look:
        found: int = look.exec_driver_sql(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        ).scalar_one()
        return found


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_forked_child_shares_no_connection_with_its_parent(world: World) -> None:
    mine = backend(world)
    world.mailbox.record(proof(world, "before"))
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        theirs = backend(world)
        world.mailbox.record(proof(world, "in the child"))
        os.write(write, f"{theirs} {backends(world)}".encode())
        world.close()
        os._exit(0)
    os.waitpid(child, 0)

    theirs, together = map(int, os.read(read, 40).split())
    assert theirs != mine
    # One of the engine and one of the mailbox, on either side.
    assert together == 4
    # The child's end has not ended ours.
    assert backend(world) == mine
    assert world.mailbox.record(proof(world, "after"))
    os.close(read)
    os.close(write)


def test_production_has_no_movable_clock_and_no_fake_store(tmp_path: Path) -> None:
    production = settings(
        tmp_path,
        APP_ENV="production",
        DATABASE_URL="postgresql://db.example/setia",
        REDIS_URL="rediss://redis.example",
        SECRET_KEYS=KEYS[0],
        PUBLIC_URL="https://points.example",
        SHOPIFY_API_KEY="none",
    )
    with wired(
        production, database_url="postgresql://127.0.0.1:1/x", redis_url="redis://x"
    ) as world:
        assert isinstance(world.env.clock, SystemClock)
        assert set(world.env.platforms) == {"woocommerce"}
        assert world.env.app_secrets == {}


def test_development_speaks_to_all(world: World) -> None:
    assert {"shopify", "woocommerce", "fake"} <= set(world.env.platforms)
    assert world.env.app_secrets["shopify"]
    assert "judgeme" in world.env.review_providers


def test_wiring_shows_no_secret(world: World) -> None:
    assert "secret" not in repr(world.env.app_secrets.keys())
    assert "setia-development-shopify-secret" not in repr(world.env)
    assert world.settings.secret_keys[0] not in repr(world)


def test_importing_the_program_connects_to_nothing() -> None:
    found = subprocess.run(
        [sys.executable, "-c", "import app.factory, app.worker, app.cli"],
        env={"PATH": os.defpath, "DATABASE_URL": "postgresql://127.0.0.1:1/x"},
        capture_output=True,
        check=False,
    )

    assert (found.returncode, found.stderr) == (0, b"")


def test_ids_of_the_outside_and_inside_are_the_same_moment() -> None:
    new = SystemIds().new()
    stamp_ms = new.int >> 80

    assert isinstance(new, UUID)
    assert abs(datetime.now(UTC).timestamp() * 1000 - stamp_ms) < 60_000  # noqa: TID251
