"""Games to test with."""

from typing import Any

from tests.domain.programme.documents import raw

POINTS = [{"kind": "points", "points": 10}]
FIVE = [{"kind": "points", "points": 5}]
ASSETS = [
    {"kind": "points"},
    {"kind": "tickets", "id": "tickets", "unit": "tickets", "unit_one": "ticket"},
    {"kind": "credit", "id": "saldo", "currency": "IDR"},
]
QUIZ: dict[str, Any] = {
    "id": "quiz",
    "kind": "quiz",
    "questions": [
        {"text": "One?", "answers": [{"text": "a", "right": True}, {"text": "b"}]},
        {"text": "Two?", "answers": [{"text": "a"}, {"text": "b", "right": True}]},
    ],
    "each_right": POINTS,
    "all_right": FIVE,
}
SURVEY: dict[str, Any] = {
    "id": "survey",
    "kind": "survey",
    "questions": [
        {"id": "again", "text": "Would you tell a friend?", "kind": "nps"},
        {"id": "glad", "text": "How was it?", "kind": "csat"},
        {"id": "where", "text": "Where?", "kind": "choice", "choices": ["a", "b"]},
        {"id": "words", "text": "What else?", "kind": "free", "required": False},
    ],
    "gifts": POINTS,
}
SPIN: dict[str, Any] = {
    "id": "wheel",
    "kind": "spin",
    "total": 100,
    "prizes": [
        {"id": "big", "parts": 1, "stock": 1, "gifts": POINTS},
        {"id": "small", "parts": 29, "gifts": FIVE},
    ],
    "cost": {"tickets": "tickets"},
}
DRAW: dict[str, Any] = {
    "id": "lucky",
    "kind": "draw",
    "tickets": "tickets",
    "closes": "2026-07-31",
    "prizes": [
        {"id": "first", "gifts": POINTS},
        {"id": "second", "winners": 2, "gifts": FIVE},
    ],
}
CONTEST: dict[str, Any] = {
    "id": "photos",
    "kind": "contest",
    "active": {"until": "2026-07-15"},
    "closes": "2026-07-31",
    "places": [{"gifts": POINTS}, {"gifts": FIVE}],
}
BOARD: dict[str, Any] = {"id": "board", "kind": "leaderboard"}


def played(*games: dict[str, Any], **sections: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    """Return a document with these games."""
    return raw(play=list(games), **{"assets": ASSETS, **sections})
