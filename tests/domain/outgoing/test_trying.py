"""When a message is tried again, what an answer means, and how a secret is written."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.outgoing import secrets
from app.domain.outgoing.trying import (
    FAILS_FOR,
    PAUSES,
    Sent,
    Verdict,
    gives_up,
    next_try,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_the_pauses_are_those_of_the_schedule() -> None:
    waits = [next_try(number, lambda _upper: 0) for number in range(1, 11)]

    assert waits == [*PAUSES, None]
    assert [wait.total_seconds() for wait in PAUSES] == [
        *(5, 300, 1800),
        *(hours * 3600 for hours in (2, 5, 10, 14, 20, 24)),
    ]


def test_jitter_adds_at_most_a_tenth() -> None:
    assert next_try(2, lambda upper: upper) == timedelta(seconds=330)


@pytest.mark.parametrize(
    ("status", "verdict", "why"),
    [
        (200, Verdict.DELIVERED, None),
        (204, Verdict.DELIVERED, None),
        (299, Verdict.DELIVERED, None),
        (199, Verdict.FAILED, "http_199"),
        (301, Verdict.FAILED, "redirected"),
        (404, Verdict.FAILED, "http_404"),
        (410, Verdict.GONE, "http_410"),
        (500, Verdict.FAILED, "http_500"),
        (None, Verdict.FAILED, "no_connection"),
    ],
)
def test_an_answer_means_what_its_class_says(
    status: int | None, verdict: Verdict, why: str | None
) -> None:
    sent = Sent(status, "no_connection" if status is None else "")

    assert (sent.verdict, sent.why) == (verdict, why)


def test_an_answer_is_kept_as_its_first_two_kilobytes_of_text() -> None:
    sent = Sent(200, answer=b"\x00\xff" + b"a" * 5000)

    assert sent.shown == "\ufffd\ufffd" + "a" * 2046
    assert Sent(None).why == "no_answer"


def test_an_address_is_given_up_at_five_days_and_not_before() -> None:
    assert gives_up(NOON, NOON + FAILS_FOR)
    assert not gives_up(NOON, NOON + FAILS_FOR - timedelta(seconds=1))


def test_a_secret_is_read_as_it_was_written() -> None:
    raw = bytes(range(24))

    assert secrets.secret_text(raw) == "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"
    assert secrets.secret_bytes(secrets.secret_text(raw)) == raw
    assert 24 <= secrets.SIZE <= 64


@pytest.mark.parametrize("text", ["AAEC", "whsec_not base 64!"])
def test_what_is_no_secret_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        secrets.secret_bytes(text)
