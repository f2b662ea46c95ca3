"""Judge.me: one review fires *created* and *published*; both say who and what.

The signature is hexadecimal, not base64, and its header arrives under two
names. The reviewer's address was typed by somebody: it proves nothing until it
matches a member who bought the product.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.domain.errors import Malformed
from app.domain.events import Event, Ignored, ReviewSeen, ReviewSnapshot
from app.domain.json_limits import read_json
from app.ports import Delivery, Signer
from integrations.digests import NeverPings, content_key, header, signed_hex

_DELETED = ("review/deleted", "review/destroyed")
_REF = re.compile(r"[0-9]{1,20}")


class UnreadableReview(Malformed):
    """A review delivery without the facts that make a review."""

    code = "unreadable_review"


class JudgeMeSigner(NeverPings):
    """Checks deliveries against the OAuth app's secret or the shop's API token."""

    def topic(self, headers: Mapping[str, str]) -> str:
        return header(headers, "x-judgeme-topic") or header(headers, "judgeme-topic")

    def verified(
        self, headers: Mapping[str, str], body: bytes, secrets: Sequence[bytes]
    ) -> bool:
        given = header(headers, "judgeme-hmac-sha256") or header(
            headers, "x-judgeme-hmac-sha256"
        )
        return signed_hex(body, given, secrets)

    def dedupe_key(
        self,
        headers: Mapping[str, str],  # noqa: ARG002 - the port's shape
        topic: str,
        body: bytes,
    ) -> str:
        return f"{topic}:{content_key(body)}"


class JudgeMe:
    """The review provider that stores know as ``judgeme``."""

    name = "judgeme"
    signer: Signer = JudgeMeSigner()

    def normalise(self, delivery: Delivery) -> list[Event]:
        body = read_json(delivery.body)
        if not isinstance(body, dict):
            raise UnreadableReview("the body is not an object")
        topic = delivery.topic or str(body.get("event") or body.get("key") or "")
        review = body.get("review")
        if not isinstance(review, dict):
            if topic.startswith("review/"):
                raise UnreadableReview(f"{topic} without a review")
            return [Ignored(f"judgeme topic {topic or 'unknown'}")]
        return [ReviewSeen(_review(review, topic))]


def _review(review: Mapping[str, Any], topic: str) -> ReviewSnapshot:
    review_ref = _ref(review.get("id"))
    product_ref = _ref(review.get("product_external_id"))
    if review_ref is None:
        raise UnreadableReview("the review has no id")
    if product_ref is None:
        raise UnreadableReview(f"review {review_ref} names no product of the store")
    reviewer = review.get("reviewer")
    reviewer = reviewer if isinstance(reviewer, dict) else {}
    deleted = topic in _DELETED or review.get("deleted") is True
    return ReviewSnapshot(
        # A store counts its own reviews from 1 on, too.
        review_ref=f"judgeme:{review_ref}",
        product_ref=product_ref,
        approved=_approved(review, topic) and not deleted,
        has_text=bool(_text(review.get("body"))),
        reviewer_email=_email(reviewer.get("email")),
        reviewer_ref=_ref(reviewer.get("external_id")),
        has_photo=_shows(review, "has_published_pictures", "pictures"),
        has_video=_shows(review, "has_published_videos", "videos"),
        deleted=deleted,
        written_at=_instant(review.get("created_at")),
    )


def _approved(review: Mapping[str, Any], topic: str) -> bool:
    if review.get("hidden") is True or review.get("curated") == "spam":
        return False
    published = review.get("published")
    return published if isinstance(published, bool) else topic == "review/published"


def _shows(review: Mapping[str, Any], flag: str, things: str) -> bool:
    listed = review.get(things)
    return review.get(flag) is True or (isinstance(listed, list) and bool(listed))


def _ref(value: object) -> str | None:
    text = str(value) if isinstance(value, int | str) else ""
    # Judge.me writes -1 and 0 where the store knows no such thing.
    return text if _REF.fullmatch(text) and int(text) > 0 else None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _email(value: object) -> str | None:
    text = _text(value).lower()
    return text if "@" in text else None


def _instant(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_text(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else None
