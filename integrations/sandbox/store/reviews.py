"""Product reviews with moderation."""

from integrations.sandbox.store.models import Customer, Review
from integrations.sandbox.store.state import Store, StoreRefusal

STATUSES = {"approved", "hold", "spam", "trash"}


def write(
    store: Store,
    *,
    product_id: int,
    rating: int,
    text: str,
    author: str,
    email: str,
    customer: Customer | None = None,
    status: str | None = None,
    through_rest: bool = False,
) -> Review:
    """Leave a review; it waits for approval unless the shop trusts or staff says.

    Raises:
        StoreRefusal: No such product, a rating outside 1 to 5, no text, a repeat.
    """
    with store.lock:
        if product_id not in store.products:
            raise StoreRefusal("product", "There is no such product.")
        if not through_rest and not 1 <= rating <= 5:  # noqa: PLR2004 -- five stars
            raise StoreRefusal("rating", "Give one to five stars.")
        if not text.strip():
            raise StoreRefusal("text", "Please write what you think.")
        same = (r for r in store.reviews.values() if r.status != "trash")
        if any(r.email == email and r.text == text for r in same):
            raise StoreRefusal("duplicate", "You have said that already.")
        held = "hold" if store.config.moderate_reviews else "approved"
        review = Review(
            id=store.new_id("review"),
            product_id=product_id,
            author=author,
            email=email,
            rating=rating,
            text=text,
            status=status or held,
            created_at=store.now(),
            customer_id=customer.id if customer else None,
            verified=bought(store, product_id, email, customer),
        )
        store.reviews[review.id] = review
        _product_saved(store, product_id)
        store.emit("review.created", review, through_rest=through_rest)
        if review.status == "approved":
            store.emit("review.approved", review)
        return review


def bought(
    store: Store, product_id: int, email: str, customer: Customer | None
) -> bool:
    """Whether this person has an order with that product."""
    for order in store.live_orders():
        own = customer is not None and order.customer_id == customer.id
        same = bool(email) and order.email.lower() == email.lower()
        if (own or same) and any(row.product_id == product_id for row in order.lines):
            return True
    return False


def set_status(store: Store, review: Review, status: str) -> None:
    """Approve, hold or bin a review; the product is saved along with it."""
    with store.lock:
        if status not in STATUSES:
            raise StoreRefusal("status", "approved, hold, spam or trash.")
        was, review.status = review.status, status
        _product_saved(store, review.product_id)
        if status == "approved" and was != "approved":
            store.emit("review.approved", review)
        store.emit("review.updated", review)


def _product_saved(store: Store, product_id: int) -> None:
    product = store.products[product_id]
    product.updated_at = store.now()
    store.emit("product.updated", product)
