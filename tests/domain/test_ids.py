"""Ids outside are a prefix and 26 symbols, and read back to what they were."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import AccessRevoked, Busy, PlatformRefused, PlatformThrottled
from app.domain.ids import UnreadableId, public_id, read_id


@given(st.uuids())
def test_an_id_reads_back(value: UUID) -> None:
    assert read_id("mem", public_id("mem", value)) == value


def test_case_does_not_matter() -> None:
    written = public_id("mem", UUID(int=12345))

    assert read_id("mem", written.lower()) == UUID(int=12345)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mem",
        "mem_",
        "txn_" + "0" * 26,
        "mem_" + "0" * 25,
        "mem_" + "0" * 25 + "U",
        "mem_" + "Z" * 26,
    ],
)
def test_what_is_no_such_id_is_refused(text: str) -> None:
    with pytest.raises(UnreadableId):
        read_id("mem", text)


def test_errors_show_their_public_figures() -> None:
    assert PlatformRefused("no", reason="TAKEN").figures == {
        "reason": "TAKEN",
        "sent": True,
    }
    assert Busy(retry_after=3).figures == {"retry_after": 3}
    assert PlatformThrottled("slow", retry_after=9).sent is False
    assert AccessRevoked("gone").retryable is False
