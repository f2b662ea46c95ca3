"""Who a key is and what it may do."""

from typing import Literal

from pydantic import Field

from app.domain.ids import public_id
from app.storage.stores import ProgrammeRow, StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.route import ANY_KEY, Ask, Table
from app.web.api.shapes import Currency, Given, KeyId, ProgrammeId, StoreId

table = Table("Key")


class ProgrammeBrief(Given):
    """The programme that the key belongs to."""

    id: ProgrammeId
    name: str
    state: Literal["active", "paused", "frozen"]
    timezone: str
    live_version: int | None


class KeyBrief(Given):
    """The key in hand."""

    id: KeyId
    name: str
    mode: Literal["live", "test"]
    scopes: list[str]


class StoreBrief(Given):
    """A store of the programme."""

    id: StoreId
    platform: str = Field(examples=["shopify"])
    name: str
    currency: Currency
    state: Literal["connected", "blocked", "uninstalled", "erased"]


class WhoAmI(Given):
    """Who asks."""

    programme: ProgrammeBrief
    key: KeyBrief
    stores: list[StoreBrief]


@table.route(
    "GET",
    "/whoami",
    scope=ANY_KEY,
    summary="The programme, the key and its scopes",
    answer=WhoAmI,
)
def whoami(ask: Ask) -> WhoAmI:
    def read(uow: UnitOfWork) -> tuple[ProgrammeRow, list[StoreRow]]:
        repository = StoreRepository(uow)
        return repository.programme(), repository.all()

    programme, stores = ask.work(read)
    return WhoAmI(
        programme=ProgrammeBrief(
            id=public_id("prg", programme.programme_id),
            name=programme.name,
            state=programme.state,  # type: ignore[arg-type]  # the table knows these
            timezone=programme.timezone,
            live_version=programme.live_version,
        ),
        key=KeyBrief(
            id=public_id("key", ask.principal.key_id),
            name=ask.principal.name,
            mode=ask.principal.mode,  # type: ignore[arg-type]  # the table knows two
            scopes=sorted(ask.principal.scopes),
        ),
        stores=[
            StoreBrief(
                id=public_id("str", row.store_id),
                platform=row.platform,
                name=row.name,
                currency=row.currency,
                state=row.state,  # type: ignore[arg-type]  # the table knows these
            )
            for row in stores
        ],
    )
