"""One review is told twice; both times it is the same review."""

import json
from datetime import UTC, datetime

import pytest

from app.domain.errors import Malformed
from app.domain.events import Ignored, ReviewSeen, ReviewSnapshot
from app.ports import Delivery
from integrations.reviews.judgeme import JudgeMe

PROVIDER = JudgeMe()
REVIEW = {
    "id": 1001,
    "title": "Good",
    "body": "Keeps warm.",
    "rating": 2,
    "product_external_id": 8100001,
    "reviewer": {"email": " Ama@Example.com ", "name": "Ama", "external_id": 77001},
    "published": True,
    "hidden": False,
    "curated": "ok",
    "has_published_pictures": True,
    "has_published_videos": False,
    "created_at": "2026-11-20T09:30:00+00:00",
}


def told(topic: str, **changes: object) -> ReviewSnapshot:
    body = json.dumps({"review": REVIEW | changes}).encode()
    (event,) = PROVIDER.normalise(Delivery(topic, body))
    assert isinstance(event, ReviewSeen)
    return event.review


def test_created_and_published_tell_of_one_review() -> None:
    created, published = told("review/created"), told("review/published")

    assert created == published
    assert created == ReviewSnapshot(
        review_ref="judgeme:1001",
        product_ref="8100001",
        approved=True,
        has_text=True,
        reviewer_email="ama@example.com",
        reviewer_ref="77001",
        has_photo=True,
        written_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("topic", "changes", "approved"),
    [
        ("review/created", {"published": False}, False),
        ("review/created", {"published": None}, False),
        ("review/published", {"published": None}, True),
        ("review/published", {"hidden": True}, False),
        ("review/published", {"curated": "spam"}, False),
        ("review/deleted", {}, False),
    ],
)
def test_a_review_counts_when_everybody_can_read_it(
    topic: str, changes: dict[str, object], *, approved: bool
) -> None:
    assert told(topic, **changes).approved is approved


def test_a_deleted_review_says_so() -> None:
    assert told("review/deleted").deleted
    assert told("review/updated", deleted=True).deleted


@pytest.mark.parametrize("reviewer", [None, [], {"email": "nobody", "external_id": -1}])
def test_a_reviewer_may_be_nobody(reviewer: object) -> None:
    review = told("review/created", reviewer=reviewer)

    assert (review.reviewer_email, review.reviewer_ref) == (None, None)


@pytest.mark.parametrize(
    ("changes", "photo", "video"),
    [
        ({"has_published_pictures": False, "pictures": [{"urls": {}}]}, True, False),
        ({"has_published_pictures": None, "pictures": []}, False, False),
        ({"has_published_pictures": None, "videos": ["x"]}, False, True),
    ],
)
def test_pictures_and_videos_are_seen(
    changes: dict[str, object], *, photo: bool, video: bool
) -> None:
    review = told("review/created", **changes)

    assert (review.has_photo, review.has_video) == (photo, video)


@pytest.mark.parametrize("written", ["yesterday", "2026-11-20T09:30:00", None])
def test_a_time_without_an_offset_is_no_time(written: object) -> None:
    assert told("review/created", created_at=written).written_at is None


def test_the_topic_may_stand_in_the_body() -> None:
    body = json.dumps({"key": "review/deleted", "review": REVIEW}).encode()

    (event,) = PROVIDER.normalise(Delivery("", body))

    assert isinstance(event, ReviewSeen)
    assert event.review.deleted


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"id": "x"},
        {"product_external_id": None},
        {"product_external_id": -1},
    ],
)
def test_a_review_without_its_ids_is_malformed(changes: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        told("review/created", **changes)


def test_what_is_no_review_is_malformed_or_ignored() -> None:
    with pytest.raises(Malformed):
        PROVIDER.normalise(Delivery("review/created", b"{}"))
    with pytest.raises(Malformed):
        PROVIDER.normalise(Delivery("review/created", b"[]"))
    assert PROVIDER.normalise(Delivery("product/updated", b"{}")) == [
        Ignored("judgeme topic product/updated")
    ]
    assert PROVIDER.normalise(Delivery("", b"{}")) == [Ignored("judgeme topic unknown")]


def test_repeats_meet_by_topic_and_content() -> None:
    key = PROVIDER.signer.dedupe_key({}, "review/created", b"{}")

    assert key == PROVIDER.signer.dedupe_key({}, "review/created", b"{}")
    assert key != PROVIDER.signer.dedupe_key({}, "review/published", b"{}")
    assert (
        PROVIDER.signer.topic({"x-judgeme-topic": "review/created"}) == "review/created"
    )
