"""However many addresses a name has, connecting ends when it should."""

import socket
import time
from dataclasses import dataclass, field
from typing import Any, Final

import pytest

from integrations.addresses import Allowance
from integrations.http import Http
from integrations.sockets import MOST_PLACES, SHORTEST_S, connected
from tests.integrations.clock import StoppedClock
from tests.integrations.wire import says, serving

OLD: Final = [(f"93.184.215.{number}", 443) for number in range(1, 31)]
NEW: Final = [(f"2606:2800::{number}", 443, 0, 0) for number in range(1, 31)]
BEGAN: Final = 100.0
SILENT: Final = frozenset(str(place[0]) for place in (*OLD, *NEW))


@dataclass
class Line:
    """A network in which some addresses say nothing, and a clock beside it."""

    silent: frozenset[str] = SILENT
    takes_s: float = 0.0
    now: float = BEGAN
    tried: list[str] = field(default_factory=list)
    made: list[socket.socket] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def dial(self, address: Any, timeout: float) -> socket.socket:  # noqa: ANN401 - of sockets
        self.tried.append(address[0])
        if address[0] in self.silent:
            self.now += timeout
            raise TimeoutError
        self.now += self.takes_s
        self.made.append(socket.socket())
        return self.made[-1]

    def close(self) -> None:
        for each in self.made:
            each.close()


def test_a_name_with_many_silent_addresses_costs_one_limit() -> None:
    line = Line()

    with pytest.raises(TimeoutError):
        connected(OLD, BEGAN + 5, dial=line.dial, clock=line.clock)

    assert len(line.tried) == MOST_PLACES
    assert line.now == pytest.approx(BEGAN + 5)


def test_an_address_that_answers_is_reached_behind_silent_ones() -> None:
    line = Line(SILENT - {OLD[2][0]}, takes_s=0.5)

    made = connected(OLD, BEGAN + 4, dial=line.dial, clock=line.clock)

    # Two shares of a second each are gone, and half a second of the third.
    assert made.gettimeout() == pytest.approx(1.5)
    assert line.tried == [place[0] for place in OLD[:3]]
    line.close()


def test_older_addresses_are_tried_where_all_the_newer_are_silent() -> None:
    line = Line(frozenset(str(place[0]) for place in NEW))

    connected([*NEW, *OLD], BEGAN + 4, dial=line.dial, clock=line.clock)

    assert line.tried == [NEW[0][0], OLD[0][0]]
    line.close()


def test_an_address_that_is_named_often_is_tried_once() -> None:
    line = Line()

    with pytest.raises(TimeoutError):
        connected(OLD[:1] * 20, BEGAN + 5, dial=line.dial, clock=line.clock)

    assert line.tried == [OLD[0][0]]


def test_nothing_is_tried_when_the_time_went_by_in_finding_the_name() -> None:
    line = Line(frozenset())

    with pytest.raises(TimeoutError):
        connected(OLD, BEGAN, dial=line.dial, clock=line.clock)

    assert line.tried == []


def test_a_connection_made_at_the_last_moment_can_still_be_waited_for() -> None:
    line = Line(frozenset(), takes_s=9)

    made = connected(OLD, BEGAN + 5, dial=line.dial, clock=line.clock)

    assert made.gettimeout() == SHORTEST_S
    line.close()


def test_a_kept_connection_has_the_whole_time_again() -> None:
    http = Http(StoppedClock(), allowed=Allowance(local=True), total_s=4)
    answer = says()

    def late(caller: socket.socket) -> None:
        time.sleep(2.1)
        answer(caller)

    with serving(late, late) as wire:
        statuses = [http.call("GET", wire.url).status for _ in range(2)]

    # Both together took longer than one may.
    assert statuses == [200, 200]
    assert wire.connections == 1
