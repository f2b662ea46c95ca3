"""Documents to test with."""

from typing import Any

import pytest

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid, Problem

RATE: dict[str, Any] = {"kind": "rate", "rates": {"IDR": "1 per 1000"}}
FIFTY: dict[str, Any] = {"kind": "fixed", "points": 50}


def spend(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    """Return a rule of 1 point for each Rp1.000."""
    return {"id": "spend", "trigger": "order", "award": RATE} | more


def raw(
    *earning: dict[str, Any],
    rewards: tuple[dict[str, Any], ...] = (),
    **sections: Any,  # noqa: ANN401 - parts of a document
) -> dict[str, Any]:
    """Return a document as plain values."""
    identity = {"name": "Kopi", "timezone": "Asia/Jakarta"}
    return {
        "identity": identity,
        "earning": list(earning),
        "rewards": list(rewards),
        **sections,
    }


def document(
    *earning: dict[str, Any],
    rewards: tuple[dict[str, Any], ...] = (),
    **sections: Any,  # noqa: ANN401 - parts of a document
) -> ProgrammeDocument:
    """Return a document that is expected to be right."""
    return load_document(raw(*earning, rewards=rewards, **sections))


def problems(data: object) -> dict[str, Problem]:
    """Return what is wrong with a document, by path."""
    with pytest.raises(DocumentInvalid) as refusal:
        load_document(data)
    return {problem.path: problem for problem in refusal.value.problems}


def only_problem(data: object) -> Problem:
    """Return the one thing that is wrong with a document."""
    [found] = problems(data).values()
    return found
