"""Requests that nobody thought of: no failure of ours, and only described answers."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from app.web.api.route import Route
from app.web.api.table import ROUTES
from tests.servers import Shared
from tests.web.desk import Desk, desk_at

EXAMPLES = 12
NOT_MEANT = [positive_data_acceptance]
"""A schema can't say which cursors are ours, or what a programme refuses."""


@pytest.fixture(scope="module")
def fuzzed(shared_servers: Shared) -> Iterator[Desk]:
    with shared_servers.copy() as url, desk_at(url, shared_servers.redis_url) as found:
        found.member()
        yield found


def made_real(case: Any, desk: Desk) -> None:  # noqa: ANN401 - schemathesis's own
    """Let a well-formed request be about things that exist."""
    if case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    if "member" in (case.path_parameters or {}):
        case.path_parameters["member"] = "external:7001"
    if isinstance(case.body, dict):
        known = {
            "member": "external:7001",
            "reward_id": "ten-thousand",
            "store_id": desk.store_id,
        }
        case.body.update({k: v for k, v in known.items() if k in case.body})


@pytest.fixture(scope="module")
def described(fuzzed: Desk) -> Any:  # noqa: ANN401 - schemathesis's own
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", fuzzed.pages)


@pytest.mark.slow
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_nothing_asked_breaks_anything(
    route: Route,
    fuzzed: Desk,
    described: Any,  # noqa: ANN401 - schemathesis's own
) -> None:
    operation = described[route.path][route.method]
    cases = st.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )

    @given(case=cases, about=st.sampled_from(("anything", "real things")))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any, about: str) -> None:  # noqa: ANN401 - schemathesis's own
        if about == "real things":
            made_real(case, fuzzed)
        case.call_and_validate(
            headers={"Authorization": f"Bearer {fuzzed.key}"}, excluded_checks=NOT_MEANT
        )

    ask()
