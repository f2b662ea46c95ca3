"""Is it alive, can it serve, how is it doing.

``/healthz`` asks nobody. ``/readyz`` is red only when requests can't be served:
without Redis everything works, more slowly, and a long backlog must not take the
door away that fills it; both are said as *degraded*. ``/metrics`` is for the
operator's own network.
"""

from collections.abc import Callable, Iterator
from typing import Final

from flask import Blueprint, Flask, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import REGISTRY, Collector
from redis import Redis, RedisError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from typing_extensions import override

from app.services.env import Env
from app.storage.backlog import Backlog, Backlogs, read_backlogs, schema_version

BEHIND_S: Final = 300
UNSEALED_S: Final = 60


class Watch:
    """Looks at what this installation stands on."""

    def __init__(
        self, env: Env, redis: Redis, newest_revision: Callable[[], str]
    ) -> None:
        self._env = env
        self._redis = redis
        self._newest_revision = newest_revision

    def checks(self) -> dict[str, str]:
        """Return each part's state: ``ok``, ``degraded`` or ``failing``."""
        found = {"redis": "ok" if self._redis_answers() else "degraded"}
        try:
            with self._env.database.unbound() as look:
                current = schema_version(look) == self._newest_revision()
                backlogs = read_backlogs(look)
        except SQLAlchemyError:
            return {**found, "database": "failing"}
        behind = self._behind(backlogs)
        return {
            **found,
            "database": "ok",
            "migrations": "ok" if current else "failing",
            "backlog": "degraded" if behind else "ok",
        }

    def backlogs(self) -> Backlogs | None:
        """Return the backlogs, or None when the database does not answer."""
        try:
            with self._env.database.unbound() as look:
                return read_backlogs(look)
        except DBAPIError:
            return None

    def age_s(self, backlog: Backlog) -> float:
        """Return how long the oldest row of a backlog has waited."""
        return backlog.age_s(self._env.clock.now())

    def _behind(self, backlogs: Backlogs) -> bool:
        return (
            self.age_s(backlogs.inbox) > BEHIND_S
            or self.age_s(backlogs.unsealed) > UNSEALED_S
        )

    def _redis_answers(self) -> bool:
        try:
            return bool(self._redis.ping())
        except RedisError:
            return False


class BacklogCollector(Collector):
    """Reads the backlogs from the database whenever somebody looks."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    @override
    def collect(self) -> Iterator[Metric]:
        """Return gauges; only ``setia_up`` when the database does not answer."""
        found = self._watch.backlogs()
        up = GaugeMetricFamily("setia_up", "Whether the database answered.")
        up.add_metric([], 0 if found is None else 1)
        yield up
        if found is None:
            return
        named = (
            ("inbox", found.inbox),
            ("outbox", found.outbox),
            ("webhooks", found.webhooks),
            ("unsealed", found.unsealed),
        )
        yield _gauge("waiting", "Rows that wait.", [(n, b.waiting) for n, b in named])
        yield _gauge(
            "oldest_age_seconds",
            "How long the oldest waiting row has waited.",
            [(n, self._watch.age_s(b)) for n, b in named],
        )
        yield _gauge(
            "set_aside", "Rows for a person.", [(n, b.set_aside) for n, b in named[:3]]
        )
        yield _gauge(
            "blocked",
            "Debts of stores that took our access away.",
            [("outbox", found.outbox.blocked)],
        )


def _gauge(name: str, text: str, values: list[tuple[str, float]]) -> Metric:
    family = GaugeMetricFamily(f"setia_backlog_{name}", text, labels=("place",))
    for place, value in values:
        family.add_metric([place], value)
    return family


def register(flask_app: Flask, watch: Watch) -> None:
    """Add the three addresses to *flask_app*."""
    blueprint = Blueprint("health", __name__)
    own = CollectorRegistry()
    own.register(BacklogCollector(watch))

    @blueprint.get("/healthz")
    def alive() -> Response:
        return jsonify(status="ok")

    @blueprint.get("/readyz")
    def ready() -> Response:
        checks = watch.checks()
        failing = "failing" in checks.values()
        answer = jsonify(status="failing" if failing else "ok", checks=checks)
        answer.status_code = 503 if failing else 200
        return answer

    @blueprint.get("/metrics")
    def metrics() -> Response:
        text = generate_latest(REGISTRY) + generate_latest(own)
        return Response(text, content_type=CONTENT_TYPE_LATEST)

    flask_app.register_blueprint(blueprint)
