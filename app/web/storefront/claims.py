"""Missing points: looked for at once, else kept for people to answer."""

from typing import Annotated, Literal

from pydantic import Field

from app.domain.ids import public_id
from app.services.storefront import claiming
from app.services.storefront.claiming import Told
from app.web.api.naming import Email
from app.web.api.shapes import Asked, Given, Prose
from app.web.storefront.route import Ask, Pace, Table, Who
from app.web.storefront.shapes import day, points

table = Table("Claims")


class ClaimBody(Asked):
    """Which order, and how to reach a guest."""

    order_number: Annotated[
        str, Field(min_length=1, max_length=40, pattern=r"^#?[A-Za-z0-9._/-]+$")
    ]
    email: Email | None = None
    note: Prose | None = None


class ClaimShape(Given):
    """What came of it."""

    id: str
    state: Literal["open", "waiting", "answered", "closed"]
    text: str


@table.route(
    "POST",
    "/claims",
    who=Who.VISITOR,
    summary="Ask for points of an order; answered at once where that is possible",
    answer=ClaimShape,
    body=ClaimBody,
    status=201,
    keyed=True,
    pace=Pace.GUESS,
    example={"order_number": "1042"},
)
def claim_points(ask: Ask) -> ClaimShape:
    body: ClaimBody = ask.body
    told = Told(
        order_number=body.order_number.removeprefix("#"),
        email=body.email.lower() if body.email else None,
        note=body.note,
        key=ask.key or "",
    )
    found = claiming.claim(ask.env, ask.visit, told)
    match found.claim.outcome:
        case "found":
            text = ask.voice.say("claim.found", points=points(ask, found.units).text)
        case "nothing":
            text = ask.voice.say("claim.nothing")
        case _:
            text = ask.voice.say("claim.open", date=day(ask, found.claim.due_at))
    return ClaimShape(
        id=public_id("clm", found.claim.claim_id),
        state=found.claim.state,  # type: ignore[arg-type]  # the table knows these only
        text=text,
    )
