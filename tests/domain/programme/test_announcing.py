"""Members are told what they can notice of a new version, and nothing else."""

from typing import Any

import pytest

from app.domain.programme.announcing import announcement, announcements
from app.domain.words import Language
from tests.domain.programme.documents import document, spend

EN = Language.EN
SLOW = {"id": "slow", "who": {"fact": "last_order", "at_least": 30}}
OFFER = {"id": "o", "segment": "slow", "gifts": [{"kind": "points", "points": 5}]}
AIM = {
    "id": "g",
    "aim": "active_members",
    "baseline": {"count": 1},
    "target": {"count": 2},
    "until": "2026-12-31",
}
HIDDEN = {
    "id": "black",
    "hidden": True,
    "reach": {"all_of": [{"metric": "orders", "count": 9}]},
}
BASE = {"id": "base"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"segments": [SLOW], "campaigns": [OFFER], "goals": [AIM]}),
        ({}, {"metrics": [{"id": "nights", "of": "given"}]}),
        ({"tiers": [BASE]}, {"tiers": [BASE, HIDDEN]}),
        ({}, {"badges": [{"id": "b", "enabled": False}]}),
        ({}, {"identity": {"name": "Kopi", "timezone": "Asia/Makassar"}}),
        (
            {"badges": [{"id": "a"}, {"id": "b"}]},
            {"badges": [{"id": "b"}, {"id": "a"}]},
        ),
    ],
    ids=str,
)
def test_what_members_can_not_notice_is_not_told(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    said = announcement(document(**before), document(**after), EN)

    assert said == ("Nothing changes",)


def test_what_they_can_notice_is_told_in_every_language() -> None:
    before = document(spend(), badges=[{"id": "b", "title": "Early"}])
    after = document(spend(enabled=False))

    found = announcements(before, after)

    assert set(found) == set(Language)
    assert len(found[EN]) == 2
    assert found[EN][0].startswith("Switched off: ")
    assert found[EN][1].startswith("No longer: ")
    assert len({tuple(lines) for lines in found.values()}) == 3


def test_a_badge_that_is_described_anew_is_told_by_its_title() -> None:
    badge = {"id": "b", "title": "Early"}
    before = document(badges=[{**badge, "description": "Before nine."}])
    after = document(badges=[{**badge, "description": "Before eight."}])

    [said] = announcement(before, after, EN)

    assert said == "Early, before: Before nine. Now: Before eight."
