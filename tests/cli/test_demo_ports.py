"""Two demonstrations that start together never choose the same port."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from app.cli.demo.processes import PortsInHand


def test_who_starts_second_chooses_when_the_first_listens(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    chosen: SimpleQueue[str] = SimpleQueue()
    first = PortsInHand()

    def second() -> None:
        ports = PortsInHand()
        chosen.put("second")
        ports.release()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(second)
        with pytest.raises(Empty):
            chosen.get(timeout=0.2)
        first.release()
        first.release()
        done.result(timeout=30)

    assert chosen.get(timeout=30) == "second"


def test_a_port_that_was_given_is_not_given_again_before_anybody_listens(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ports = PortsInHand()

    given = [ports.free(18_500) for _ in range(3)]
    ports.release()

    assert len(set(given)) == 3
