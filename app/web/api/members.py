"""Members: listed, enrolled, read and changed; and what they hold."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from app.domain.ids import public_id
from app.domain.programme.birthdays import birthday_text, read_birthday
from app.services import members
from app.services.living import refuse_gone
from app.services.members import Profile
from app.storage.members import MemberRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.holdings import BalanceShape, balances
from app.web.api.naming import (
    CustomerRef,
    Email,
    Locale,
    OfStore,
    Phone,
    StoreRef,
    found,
)
from app.web.api.paging import cursor_of, moment_after
from app.web.api.reading import store_in
from app.web.api.route import Ask, KeyUse, Reply, Table
from app.web.api.shapes import (
    Asked,
    DryRunQuery,
    Given,
    Instant,
    Line,
    MemberId,
    Page,
    SinceQuery,
    maybe_id,
)

table = Table("Members")


def _a_day(text: str) -> str:
    """Refuse what is no day of the calendar."""
    read_birthday(text)
    return text


Birthday = Annotated[
    str,
    Field(
        pattern="^([0-9]{4}|-)-[0-9]{2}-[0-9]{2}$",
        examples=["1990-12-31", "--12-31"],
        description="Without a year where nobody told it: `--12-31`.",
    ),
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
    birthday: Birthday | None
    contact_verified: bool
    frozen: bool
    merged_into: MemberId | None
    joined_at: Instant | None
    created_at: Instant
    updated_at: Instant
    balance: list[BalanceShape] | None = Field(
        default=None, description="With `expand=balance`."
    )

    @classmethod
    def of(
        cls, row: MemberRow, balance: list[BalanceShape] | None = None
    ) -> "MemberShape":
        return cls(
            id=public_id("mem", row.member_id),
            state=row.state,  # type: ignore[arg-type]  # the table knows these only
            email=row.email,
            phone=row.phone,
            first_name=row.first_name,
            last_name=row.last_name,
            locale=row.locale,
            birthday=None if row.birthday is None else birthday_text(row.birthday),
            contact_verified=row.contact_verified,
            frozen=row.frozen_at is not None,
            merged_into=maybe_id("mem", row.merged_into),
            joined_at=row.joined_at,
            created_at=row.created_at,
            updated_at=row.updated_at,
            balance=balance,
        )


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
    birthday: Annotated[Birthday, AfterValidator(_a_day)] | None = None
    contact_verified: bool = False


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
    if changes.get("birthday"):
        changes["birthday"] = read_birthday(changes["birthday"])

    def write(uow: UnitOfWork) -> MemberRow:
        row = found(ask, uow)
        refuse_gone(row)
        return members.change(ask.env, uow, row, changes, actor=ask.principal.actor)

    return MemberShape.of(ask.work(write))
