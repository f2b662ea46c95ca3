"""What is counted while it happens, for ``/metrics``.

Labels are few and closed: never an id, a domain or anything that a sender
chooses. What can be read from the database (backlogs, ages) is not counted here.
"""

from typing import Final

from prometheus_client import Counter, Histogram

DELIVERIES: Final = Counter(
    "setia_deliveries_total",
    "Webhook requests by provider and by what the door did with them.",
    ("provider", "result"),
)
DOOR_SECONDS: Final = Histogram(
    "setia_door_seconds",
    "Time from the whole request to the answer of the webhook door.",
    ("provider",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
HANDLED: Final = Counter(
    "setia_inbox_handled_total",
    "Deliveries handled, by how they ended.",
    ("provider", "state"),
)
DEBTS: Final = Counter(
    "setia_debts_total", "Attempts to pay a debt, by outcome.", ("kind", "outcome")
)
WEBHOOKS_SENT: Final = Counter(
    "setia_webhooks_sent_total",
    "Tries to tell developers something, by what became of them.",
    ("verdict",),
)
FAULTS: Final = Counter(
    "setia_faults_total", "Work that failed, by lane and course.", ("lane", "course")
)
REQUEST_SECONDS: Final = Histogram(
    "setia_request_seconds",
    "Time to answer a request of people and programs, by route.",
    ("method", "route", "status"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
SECONDS_TO_POINTS: Final = Histogram(
    "setia_delivery_to_done_seconds",
    "Time from the receipt of a delivery to its handling.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 3600),
)
