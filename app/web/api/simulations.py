"""Trying a document on the past: asked for here, played by a worker."""

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.domain.ids import UnreadableId, public_id, read_id
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.numbers import parse_fraction
from app.services import programmes, simulation_desk
from app.services.simulation_desk import Wish
from app.storage.simulations import (
    SimulationMissing,
    SimulationRepository,
    SimulationRow,
    State,
)
from app.web.api.route import Ask, KeyUse, Reply, Table
from app.web.api.shapes import Asked, Given, Instant, Moment

table = Table("Programme")
KIND = "sim"
JsonObject = dict[str, Any]
SimulationId = Annotated[
    str,
    Field(
        pattern=f"^{KIND}_[0-7][0-9A-HJKMNP-TV-Z]{{25}}$",
        examples=[f"{KIND}_01KAZ3V7Q8H5M2N4P6R8T0V1W3"],
    ),
]


class Simulate(Asked):
    """What to try, on what. Without a document and a version: the draft."""

    document: JsonObject | None = Field(
        default=None, description="A whole document; it need not be saved anywhere."
    )
    version: Annotated[int, Field(ge=1, le=999_999_999)] | None = None
    since: Moment | None = Field(
        default=None, description="Count from here on; from the first order if null."
    )
    until: Moment | None = Field(default=None, description="Up to here; now if null.")
    redemption_rate: Annotated[
        str, Field(pattern=r"^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$", examples=["0.7"])
    ] = "0.7"
    leaders: Annotated[int, Field(ge=0, le=100)] = 10
    beside_live: bool = Field(
        default=True, description="Play the version in force by the same, too."
    )

    @model_validator(mode="after")
    def _one_document(self) -> Self:
        if self.document is not None and self.version is not None:
            raise ValueError("a document or a version, not both")
        return self


class SimulationShape(Given):
    """A simulation: how far it is, and what came of it."""

    id: SimulationId
    state: State
    asked_at: Instant
    asked_by: str
    began_at: Instant | None
    ended_at: Instant | None
    orders_done: int
    orders_total: int | None = Field(description="Null until it has begun.")
    problem: str | None = Field(description="Why it failed: a code.")
    result: JsonObject | None = Field(
        description="The figures of what was tried, and of the version in force,"
        " as `setia programme simulate --json` prints them. Kept for seven days."
    )

    @classmethod
    def of(cls, row: SimulationRow) -> Self:
        return cls(
            id=public_id(KIND, row.simulation_id),
            state=row.state,
            asked_at=row.asked_at,
            asked_by=row.asked_by,
            began_at=row.begun_at,
            ended_at=row.ended_at,
            orders_done=row.orders_done,
            orders_total=row.orders_total,
            problem=row.problem,
            result=None if row.result is None else _outside(row.result),
        )


def _outside(result: JsonObject) -> JsonObject:
    """Return a result with members named as outside."""
    reports = {
        name: None if result[name] is None else _report(result[name])
        for name in ("tried", "live")
    }
    return {**result, **reports}


def _report(report: JsonObject) -> JsonObject:
    leaders = [{**one, "ref": _member(one["ref"])} for one in report["leaders"]]
    moves = [
        {**one, "named": [_member(ref) for ref in one["named"]]}
        for one in report["moves"]
    ]
    return {**report, "leaders": leaders, "moves": moves}


def _member(ref: str) -> str:
    return public_id("mem", UUID(ref))


def _named(ask: Ask) -> UUID:
    try:
        return read_id(KIND, ask.path["simulation"])
    except UnreadableId as error:
        raise SimulationMissing("no such simulation in this programme") from error


def _document(ask: Ask, body: Simulate) -> ProgrammeDocument:
    if body.document is not None:
        return load_document(body.document)
    if body.version is not None:
        return programmes.version(ask.env, ask.programme_id, body.version)
    return programmes.draft(ask.env, ask.programme_id).document


@table.route(
    "POST",
    "/simulations",
    scope="programme:write",
    summary="Try a document on what is stored; a worker plays it, nothing is changed",
    answer=SimulationShape,
    body=Simulate,
    body_may_lack=True,
    status=202,
    refusals=(404, 422),
    idempotency=KeyUse.REQUIRED,
    example={"version": 1, "since": "2026-01-01T00:00:00Z", "redemption_rate": "0.8"},
)
def start_simulation(ask: Ask) -> Reply:
    body: Simulate = ask.body
    wish = Wish(
        _document(ask, body),
        since=body.since,
        until=body.until,
        redemption_rate=parse_fraction(body.redemption_rate),
        leaders=body.leaders,
        beside_live=body.beside_live,
    )
    row = ask.work(
        lambda uow: simulation_desk.ask(ask.env, uow, wish, actor=ask.principal.actor)
    )
    return Reply(SimulationShape.of(row), 202)


@table.route(
    "GET",
    "/simulations/{simulation}",
    scope="programme:read",
    summary="How far a simulation is, and its result",
    answer=SimulationShape,
    refusals=(404,),
)
def read_simulation(ask: Ask) -> SimulationShape:
    named = _named(ask)
    return SimulationShape.of(
        ask.work(lambda uow: SimulationRepository(uow).get(named))
    )


@table.route(
    "POST",
    "/simulations/{simulation}/cancel",
    scope="programme:write",
    summary="Stop a simulation that waits or runs",
    answer=SimulationShape,
    refusals=(404,),
    idempotency=KeyUse.OPTIONAL,
)
def cancel_simulation(ask: Ask) -> SimulationShape:
    named = _named(ask)
    return SimulationShape.of(
        ask.work(lambda uow: simulation_desk.cancel(ask.env, uow, named))
    )
