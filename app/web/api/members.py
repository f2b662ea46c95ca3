"""Members: listed, enrolled, read and changed; and what they hold."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from app.domain.ids import public_id
from app.services import members
from app.services.members import MemberRef, Profile
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.api.paging import cursor_of, moment_after
from app.web.api.reading import store_in
from app.web.api.route import Ask, KeyUse, Reply, Table
from app.web.api.shapes import (
    Asked,
    AssetName,
    AwardId,
    DryRunQuery,
    Given,
    Instant,
    Line,
    Listed,
    LotId,
    MemberId,
    MoneyShape,
    Page,
    SinceQuery,
    maybe_id,
)

table = Table("Members")

Email = Annotated[
    str,
    Field(
        pattern=r"^[^\s@\x00-\x1f]{1,64}@[^\s@\x00-\x1f]{1,190}$",
        max_length=254,
        examples=["budi@mail.test"],
    ),
]
Phone = Annotated[str, Field(pattern=r"^\+[0-9]{6,15}$", examples=["+628123456789"])]
Locale = Annotated[
    str, Field(pattern="^[a-z]{2}(-[A-Za-z0-9]{2,8})?$", examples=["id"])
]
StoreRef = Annotated[
    str,
    Field(
        pattern="^(str_[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}"
        "|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$",
        description="`str_…`, or the store's UUID.",
        examples=["str_01KAZ3V7Q8H5M2N4P6R8T0V1W3"],
    ),
]
CustomerRef = Annotated[
    str, Field(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f]+$")
]


class MemberShape(Given):
    """A member."""

    id: MemberId
    state: Literal["shadow", "active", "closed", "merged", "erased"] = Field(
        description="A shadow member is a guest: earns, and can't redeem."
    )
    email: str | None
    phone: str | None
    first_name: str | None
    last_name: str | None
    locale: str | None
    birthday: date | None
    contact_verified: bool
    frozen: bool
    merged_into: MemberId | None
    joined_at: Instant | None
    created_at: Instant
    updated_at: Instant
    balance: "list[BalanceShape] | None" = Field(
        default=None, description="With `expand=balance`."
    )

    @classmethod
    def of(
        cls, row: MemberRow, balance: "list[BalanceShape] | None" = None
    ) -> "MemberShape":
        return cls(
            id=public_id("mem", row.member_id),
            state=row.state,  # type: ignore[arg-type]  # the table knows these only
            email=row.email,
            phone=row.phone,
            first_name=row.first_name,
            last_name=row.last_name,
            locale=row.locale,
            birthday=row.birthday,
            contact_verified=row.contact_verified,
            frozen=row.frozen_at is not None,
            merged_into=maybe_id("mem", row.merged_into),
            joined_at=row.joined_at,
            created_at=row.created_at,
            updated_at=row.updated_at,
            balance=balance,
        )


class OfStore(Asked):
    """Which store's customer ``external:`` means."""

    store_id: StoreRef | None = None


class MemberQuery(OfStore):
    """What to answer with a member."""

    expand: Literal["balance"] | None = None


class EnrolQuery(OfStore, DryRunQuery):
    """How to enrol."""


class Enrol(Asked):
    """A person to enrol, or a member whose details to bring up to date."""

    store_id: StoreRef | None = Field(
        default=None, description="Whose customer_ref this is; the API channel's else."
    )
    customer_ref: CustomerRef | None = None
    email: Email | None = None
    phone: Phone | None = None
    first_name: Line | None = None
    last_name: Line | None = None
    locale: Locale | None = None
    contact_verified: bool = Field(
        default=False,
        description="The person proved the contact; claims what a guest earned.",
    )


class ChangeMember(Asked):
    """Details to set; null takes one away, what is left out stays."""

    email: Email | None = None
    phone: Phone | None = None
    first_name: Line | None = None
    last_name: Line | None = None
    locale: Locale | None = None
    birthday: date | None = None
    contact_verified: bool = False


def named(ask: Ask) -> MemberRef:
    """Return the member that the path names."""
    return members.read_ref(ask.path["member"])


def found(ask: Ask, uow: UnitOfWork) -> MemberRow:
    """Return the member that the path names, as it stands."""
    text = getattr(ask.query, "store_id", None)
    store_id = store_in("store_id", text) if text else None
    return members.find(uow, named(ask), store_id)


@table.route(
    "GET",
    "/members",
    scope="members:read",
    summary="List members, last changed first",
    answer=Page[MemberShape],
    query=SinceQuery,
)
def list_members(ask: Ask) -> Page[MemberShape]:
    query: SinceQuery = ask.query
    after = moment_after(ask.programme_id, "members", query.cursor)

    def read(uow: UnitOfWork) -> list[MemberRow]:
        return members.page(
            uow,
            after=after,
            limit=query.limit + 1,
            updated_since=query.updated_since,
        )

    rows = ask.work(read)
    page = rows[: query.limit]
    more = None
    if len(rows) > query.limit:
        last = page[-1]
        more = cursor_of(ask.programme_id, "members", last.updated_at, last.member_id)
    return Page(data=[MemberShape.of(row) for row in page], next_cursor=more)


@table.route(
    "POST",
    "/members",
    scope="members:write",
    summary="Enrol a person, or bring a member up to date",
    answer=MemberShape,
    query=DryRunQuery,
    body=Enrol,
    status=201,
    also=(200,),
    refusals=(404, 409, 422),
    idempotency=KeyUse.OPTIONAL,
    rehearses=True,
    example={
        "customer_ref": "crm-1042",
        "email": "budi@mail.test",
        "first_name": "Budi",
        "locale": "id",
    },
)
def enrol_member(ask: Ask) -> Reply:
    body: Enrol = ask.body
    said = body.model_dump()
    store_id = store_in("/store_id", body.store_id) if body.store_id else None
    said |= {"store_id": store_id, "email": body.email and body.email.lower()}
    profile = Profile(**said)
    row, joined = ask.work(lambda uow: members.enrol(ask.env, uow, profile))
    shape = MemberShape.of(row)
    place = {"Location": f"/api/v1/members/{shape.id}"} if joined else {}
    return Reply(shape, 201 if joined else 200, place)


@table.route(
    "GET",
    "/members/{member}",
    scope="members:read",
    summary="Read a member",
    answer=MemberShape,
    query=MemberQuery,
    refusals=(404, 409),
)
def read_member(ask: Ask) -> MemberShape:
    query: MemberQuery = ask.query

    def read(uow: UnitOfWork) -> MemberShape:
        row = found(ask, uow)
        return MemberShape.of(row, balances(ask, uow, row) if query.expand else None)

    return ask.work(read)


@table.route(
    "PATCH",
    "/members/{member}",
    scope="members:write",
    summary="Change a member's details",
    answer=MemberShape,
    query=EnrolQuery,
    body=ChangeMember,
    refusals=(404, 409, 422),
    rehearses=True,
    example={"first_name": "Budi", "locale": "ms"},
)
def change_member(ask: Ask) -> MemberShape:
    body: ChangeMember = ask.body
    changes = body.model_dump(exclude_unset=True)
    if changes.get("email"):
        changes["email"] = changes["email"].lower()

    def write(uow: UnitOfWork) -> MemberRow:
        row = found(ask, uow)
        members.refuse_gone(row)
        return members.change(ask.env, uow, row, changes)

    return MemberShape.of(ask.work(write))


class BalanceShape(Given):
    """What a member has of one asset, in smallest units."""

    asset: AssetName
    usable: int = Field(description="Can be spent now.")
    pending: int = Field(description="Earned, not yet usable.")
    held: int = Field(description="Set aside for redemptions in progress.")
    owed: int = Field(description="Taken back after it was spent; positive.")
    shown: int = Field(description="usable - owed; what the member is told.")
    decimals: int = Field(description="How many of the last digits are decimals.")
    next_lapse: "Lapse | None" = Field(description="What lapses next, and when.")


class Lapse(Given):
    """Units that lapse together."""

    amount: int
    at: Instant


class LotShape(Given):
    """Units that were earned together."""

    id: LotId
    asset: AssetName
    award_id: AwardId | None
    size: int
    pending: int
    available: int
    held: int
    awarded_at: Instant
    available_from: Instant | None
    lapses_at: Instant | None
    basis: MoneyShape | None = Field(description="The money it was earned with.")


class LotsQuery(OfStore):
    """Which lots."""

    asset: AssetName = "points"
    every: bool = Field(default=False, description="Also lots with nothing left.")


@table.route(
    "GET",
    "/members/{member}/balance",
    scope="members:read",
    summary="What a member has, by asset",
    answer=Listed[BalanceShape],
    query=OfStore,
    refusals=(404, 409),
)
def read_balance(ask: Ask) -> Listed[BalanceShape]:
    return Listed(data=ask.work(lambda uow: balances(ask, uow, found(ask, uow))))


def balances(ask: Ask, uow: UnitOfWork, member: MemberRow) -> list[BalanceShape]:
    """Return the member's balances: every asset of the programme, and others held."""
    ledger = LedgerRepository(uow, ask.env.ids)
    held = ledger.balances(member.member_id)
    _, document = ProgrammeRepository(uow).live()
    scales = {asset.id: asset.scale for asset in document.assets}
    listed = []
    for asset in dict.fromkeys((*scales, *held)):
        lots = ledger.lots(member.member_id, asset) if asset in held else []
        live = [lot for lot in lots if lot.available and not lot.lapsed(ask.now)]
        usable = sum(lot.available for lot in live)
        figures = held.get(asset)
        owed = figures.owed if figures else 0
        listed.append(
            BalanceShape(
                asset=asset,
                usable=usable,
                pending=figures.pending if figures else 0,
                held=figures.held if figures else 0,
                owed=owed,
                shown=usable - owed,
                decimals=scales.get(asset, 0),
                next_lapse=_next_lapse(
                    [(lot.lapses_at, lot.available) for lot in live]
                ),
            )
        )
    return listed


def _next_lapse(live: list[tuple[datetime | None, int]]) -> Lapse | None:
    dated = [(at, amount) for at, amount in live if at is not None]
    if not dated:
        return None
    first = min(at for at, _ in dated)
    return Lapse(amount=sum(amount for at, amount in dated if at == first), at=first)


@table.route(
    "GET",
    "/members/{member}/lots",
    scope="members:read",
    summary="What a member holds, and when it lapses",
    answer=Listed[LotShape],
    query=LotsQuery,
    refusals=(404, 409),
)
def list_lots(ask: Ask) -> Listed[LotShape]:
    query: LotsQuery = ask.query

    def read(uow: UnitOfWork) -> list[LotShape]:
        member = found(ask, uow)
        lots = LedgerRepository(uow, ask.env.ids).lots(
            member.member_id, query.asset, every=query.every
        )
        return [
            LotShape(
                id=public_id("lot", lot.lot_id),
                asset=lot.asset,
                award_id=maybe_id("awd", lot.award_id),
                size=lot.size,
                pending=lot.pending,
                available=lot.available,
                held=lot.held,
                awarded_at=lot.awarded_at,
                available_from=lot.available_from,
                lapses_at=lot.lapses_at,
                basis=MoneyShape.maybe(lot.basis),
            )
            for lot in lots
        ]

    return Listed(data=ask.work(read))
