"""How often one shopper, one address and one programme may ask.

Counted in Redis, in memory while it is away. A signed-in customer is counted by
name, a guest by address; through the app proxy all guests of a shop share one
count, because Shopify asks for them.
"""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from flask import Flask, g, request
from flask_limiter import Limiter

from app.services.storefront.visits import Visit
from app.web.counting import counter
from app.web.storefront.route import Pace

View = Callable[..., Any]
READS: Final = "60 per 3 seconds"
READS_OF_A_SHOP: Final = "900 per 3 seconds"
CHANGES: Final = "30 per minute"
CHANGES_OF_A_SHOP: Final = "600 per minute"
GUESSES: Final = "10 per 10 minutes"
GUESSES_OF_A_PROGRAMME: Final = "300 per hour"


def register(flask_app: Flask, *, redis_url: str) -> Limiter:
    """Return the counter of the storefront's doors."""
    limiter = counter(redis_url, who, name="storefront", moving=True)
    limiter.init_app(flask_app)
    return limiter


def paced(limiter: Limiter, view: View, pace: Pace) -> View:
    """Return the view, counted as its pace says."""
    counted: View = limiter.shared_limit(_reads, scope="read", key_func=who)(view)
    if pace is not Pace.READ:
        counted = limiter.shared_limit(_changes, scope="change", key_func=who)(counted)
    if pace is Pace.GUESS:
        counted = limiter.shared_limit(GUESSES, scope="guess", key_func=who)(counted)
        counted = limiter.shared_limit(
            GUESSES_OF_A_PROGRAMME, scope="guesses", key_func=_programme
        )(counted)
    return counted


def _reads() -> str:
    return READS_OF_A_SHOP if _shared() else READS


def _changes() -> str:
    return CHANGES_OF_A_SHOP if _shared() else CHANGES


def _shared() -> bool:
    visit = g.get("storefront_visit")
    through_proxy = g.get("storefront_door") == "proxy"
    return through_proxy and isinstance(visit, Visit) and visit.customer_ref is None


def who() -> str:
    """Return under which name the request in hand is counted."""
    visit = g.get("storefront_visit")
    if not isinstance(visit, Visit):
        return f"address/{request.remote_addr}"
    if visit.customer_ref is not None:
        return f"{_of(visit)}/{visit.customer_ref}"
    if g.get("storefront_door") == "proxy":
        return f"{_of(visit)}/guests"
    return f"{visit.programme_id}/address/{request.remote_addr}"


def _of(visit: Visit) -> str:
    return f"{visit.programme_id}/{visit.store_id}"


def _programme() -> str:
    visit = g.get("storefront_visit")
    found: UUID | None = visit.programme_id if isinstance(visit, Visit) else None
    return f"programme/{found}"
