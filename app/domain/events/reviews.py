"""Product reviews, in our words. The rating never decides about points."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReviewSnapshot:
    """One review as it stands now."""

    review_ref: str
    """A review app's begins with its name and a colon; the store's own has none."""
    product_ref: str
    approved: bool
    has_text: bool
    reviewer_email: str | None = None
    reviewer_ref: str | None = None
    """The platform's customer id, when the provider knows it."""
    has_photo: bool = False
    has_video: bool = False
    deleted: bool = False
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReviewSeen:
    """A provider told us about a review."""

    review: ReviewSnapshot


@dataclass(frozen=True, slots=True)
class ReviewHint:
    """A product changed, perhaps by a review: read its reviews."""

    product_ref: str
