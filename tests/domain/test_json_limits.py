"""JSON that breaks a limit is refused with a reason; everything else is read."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.json_limits import MAX_BYTES, MAX_DEPTH, UnreadablePayload, read_json


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"nothing",
        b"\xff\xfe{}",
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":-Infinity}',
        b'{"a":1e400}',
        b'{"a":1e-400}',
        b'{"a":18446744073709551616}',
        b'{"a":-9223372036854775809}',
        b'{"a":' + b"9" * 5_000 + b"}",
        b'{"a":0.' + b"1" * 5_000 + b"}",
        b'{"a":1,"a":2}',
        b'{"a":1,"b":{"c":1,"c":1}}',
        b'{"a":"\\ud800"}',
        b'{"\\udfff":1}',
        b'{"a":"\xed\xa0\x80"}',
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1),
        b'{"a":' * (MAX_DEPTH + 1) + b"1" + b"}" * (MAX_DEPTH + 1),
        b'["]",' * 5_000 + b'"["' + b"]" * 5_000,
        b'["]",' * 5_000 + b"0" + b',"["]' * 5_000,
        b" " * (MAX_BYTES + 1),
    ],
    ids=lambda body: f"{body[:20]!r}, {len(body)} bytes",
)
def test_a_body_that_breaks_a_limit_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadablePayload):
        read_json(body)


def test_the_deepest_allowed_document_is_read() -> None:
    body = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH

    assert json.dumps(read_json(body)).encode() == body


def test_brackets_inside_texts_do_not_count() -> None:
    body = json.dumps({"note": "[" * 1_000, "more": '\\"]{{'}).encode()

    assert read_json(body) == {"note": "[" * 1_000, "more": '\\"]{{'}


def test_numbers_are_exact() -> None:
    body = b'{"a":21.50,"b":18446744073709551615,"c":-9223372036854775808,"d":0.1}'

    assert read_json(body) == {
        "a": Decimal("21.50"),
        "b": 2**64 - 1,
        "c": -(2**63),
        "d": Decimal("0.1"),
    }


def test_a_whole_surrogate_pair_is_a_character() -> None:
    assert read_json(b'"\\ud83d\\ude00"') == "\N{GRINNING FACE}"


documents = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


@given(documents)
def test_what_was_written_is_read_back(document: object) -> None:
    assert read_json(json.dumps(document).encode()) == document
