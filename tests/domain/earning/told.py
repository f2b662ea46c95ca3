"""Short ways to say what is known of a member."""

from dataclasses import replace
from typing import Any

from app.domain.earning.context import MemberContext, OrderContext
from app.domain.programme.facts import MemberFacts
from tests.domain.earning.orders import CONTEXT, MEMBER


def known(**facts: Any) -> OrderContext:  # noqa: ANN401 - facts of a member
    """Return an order's context in which this is known of its member."""
    return replace(CONTEXT, member=MemberFacts(**facts))


def somebody(context: MemberContext = MEMBER, **facts: Any) -> MemberContext:  # noqa: ANN401 - as above
    """Return a member's context in which this is known."""
    return replace(context, member=MemberFacts(**facts))
