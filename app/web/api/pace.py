"""How fast one key may ask: 20 requests a second, 60 at once.

Counted in Redis, so that all processes count together; in memory while Redis is
away. A request without a valid key is counted by its address.
"""

import time
from collections.abc import Callable
from typing import Final

from flask import Blueprint, Flask, Response
from flask_limiter import Limiter

from app.web.counting import counter

BURST: Final = 60
WINDOW_S: Final = 3
PER_SECOND: Final = BURST // WINDOW_S
POLICY: Final = f'"default";q={BURST};w={WINDOW_S}'
TOO_MANY: Final = 429


def register(
    flask_app: Flask,
    blueprint: Blueprint,
    *,
    redis_url: str,
    who: Callable[[], str],
) -> Limiter:
    """Count every request of *blueprint* under the name that *who* returns."""
    limiter = counter(redis_url, who, name="pace", moving=True)
    limiter.limit(f"{BURST} per {WINDOW_S} seconds", key_func=who)(blueprint)
    limiter.init_app(flask_app)

    def say(answer: Response) -> Response:
        answer.headers["RateLimit-Policy"] = POLICY
        limit = limiter.current_limit
        if limit is not None:
            left, seconds = max(limit.remaining, 0), _seconds_left(limit.reset_at)
            answer.headers["RateLimit"] = f'"default";r={left};t={seconds}'
            if answer.status_code == TOO_MANY:
                answer.headers["Retry-After"] = str(seconds)
        return answer

    blueprint.after_request(say)
    return limiter


def _seconds_left(reset_at: int) -> int:
    # The counters live by Redis's own clock, not by the programme's.
    return min(max(1, reset_at - int(time.time())), WINDOW_S)
