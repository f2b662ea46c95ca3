"""Referrals: a member's link, who came through one, and the list for people.

A member is shown nothing of a friend but that there is one.
"""

from typing import Annotated, Final, Literal

from pydantic import Field

from app.domain.ids import public_id, read_id
from app.domain.programme.referral_words import Side, reason_in_words
from app.domain.programme.section_words import table_in_words
from app.domain.words import Language
from app.services import members, referral_desk
from app.services.referral_desk import STATES, TO_DECIDE, Claim, Verdict
from app.storage.programmes import ProgrammeRepository
from app.storage.referrals import ReferralRepository, ReferralRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.activities import MemberName
from app.web.api.naming import OfStore, StoreRef, found
from app.web.api.paging import cursor_of, moment_after
from app.web.api.reading import member_in, store_in
from app.web.api.route import Ask, KeyUse, Reply, Table
from app.web.api.shapes import (
    Asked,
    Given,
    Instant,
    Line,
    MemberId,
    Page,
    PageQuery,
    StoreId,
    maybe_id,
)

table = Table("Referrals")
MOST_FRIENDS: Final = 100

ReferralId = Annotated[
    str,
    Field(
        pattern="^ref_[0-7][0-9A-HJKMNP-TV-Z]{25}$",
        examples=["ref_01KAZ3V7Q8H5M2N4P6R8T0V1W3"],
    ),
]
ReferralState = Literal[
    "open",
    "held",
    "blocked",
    "waiting",
    "earned",
    "cancelled",
    "lapsed",
    "refused",
]


class WhyShape(Given):
    """Why a referral was not rewarded, or not yet."""

    code: str = Field(examples=["same_address"])
    text: str


class LinkShape(Given):
    """Where the member's link leads in one store."""

    store_id: StoreId
    url: str = Field(examples=["https://toko.test/?ref=7Q8H5M2N4P6R"])


class FriendShape(Given):
    """A friend whom the member brought; nothing says who it is."""

    since: Instant
    state: ReferralState
    reasons: list[WhyShape]
    rewarded_at: Instant | None


class MemberReferralShape(Given):
    """A member's link, and what came of it."""

    code: str = Field(examples=["7Q8H5M2N4P6R"])
    links: list[LinkShape]
    terms: str = Field(description="What bringing a friend gives, in words.")
    friends: list[FriendShape] = Field(description="The last hundred, newest first.")
    came: FriendShape | None = Field(description="How the member came, if by a link.")


class ReferralDecisionShape(Given):
    """What people decided."""

    outcome: Literal["approved", "refused"]
    reason: str | None
    by: str
    at: Instant


class ReferralShape(Given):
    """A friend who came through a member's link, as the merchant sees it."""

    id: ReferralId
    advocate_id: MemberId
    friend_id: MemberId
    state: ReferralState
    reasons: list[WhyShape] = Field(description="As they are told to the member.")
    friend_reasons: list[WhyShape] = Field(
        description="As they are told to the friend."
    )
    via: str = Field(description="`api`, `order` or `sign_up`.")
    claimed_at: Instant
    order_store_id: StoreId | None
    order_ref: str | None
    welcomed_at: Instant | None
    rewarded_at: Instant | None
    decision: ReferralDecisionShape | None


class ClaimBody(Asked):
    """Somebody came through a link."""

    code: Annotated[
        str,
        Field(
            min_length=1,
            max_length=64,
            pattern=r"^[A-Za-z0-9 _-]+$",
            examples=["7Q8H5M2N4P6R"],
        ),
    ]
    member: MemberName = Field(description="The friend, who has joined.")
    store_id: StoreRef | None = None
    device: Line | None = Field(
        default=None,
        description="The friend's network address and browser, for comparing; only a"
        " keyed digest is kept.",
    )


class ReferralsQuery(PageQuery):
    """Which referrals."""

    state: ReferralState | Literal["any"] | None = Field(
        default=None, description="Left out: those that people may decide on."
    )


class DecideBody(Asked):
    """Why it was decided so."""

    reason: Line


def _why(row: ReferralRow, side: Side, language: Language) -> list[WhyShape]:
    codes = [*row.reasons, *([row.capped] if row.capped else [])]
    return [
        WhyShape(code=code, text=reason_in_words(code, side, language))
        for code in codes
    ]


def _friend(row: ReferralRow, side: Side, language: Language) -> FriendShape:
    return FriendShape.model_validate(
        {
            "since": row.claimed_at,
            "state": row.state,
            "reasons": _why(row, side, language),
            "rewarded_at": row.welcomed_at if side == "friend" else row.rewarded_at,
        }
    )


def _shape(ask: Ask, row: ReferralRow) -> ReferralShape:
    decision = None
    if row.decision is not None:
        decision = {
            "outcome": row.decision,
            "reason": row.decision_note,
            "by": row.decided_by,
            "at": row.decided_at,
        }
    return ReferralShape.model_validate(
        {
            "id": public_id("ref", row.referral_id),
            "advocate_id": public_id("mem", row.advocate_id),
            "friend_id": public_id("mem", row.friend_id),
            "state": row.state,
            "reasons": _why(row, "advocate", ask.language),
            "friend_reasons": _why(row, "friend", ask.language),
            "via": row.via,
            "claimed_at": row.claimed_at,
            "order_store_id": maybe_id("str", row.order_store_id),
            "order_ref": row.order_ref,
            "welcomed_at": row.welcomed_at,
            "rewarded_at": row.rewarded_at,
            "decision": decision,
        }
    )


@table.route(
    "GET",
    "/members/{member}/referral",
    scope="members:read",
    summary="A member's link, made when first asked for, and what came of it",
    answer=MemberReferralShape,
    query=OfStore,
    refusals=(404, 409, 422),
)
def read_member_referral(ask: Ask) -> MemberReferralShape:
    def read(uow: UnitOfWork) -> MemberReferralShape:
        member = found(ask, uow)
        link = referral_desk.link_of(ask.env, uow, member)
        repository = ReferralRepository(uow)
        came = repository.of_friend(member.member_id)
        document = ProgrammeRepository(uow).live()[1]
        brought = repository.of_advocate(member.member_id)[:MOST_FRIENDS]
        return MemberReferralShape(
            code=link.code,
            links=[
                LinkShape(store_id=public_id("str", store_id), url=url)
                for store_id, url in link.urls
            ],
            terms=table_in_words(document, "referral", ask.language),
            friends=[_friend(row, "advocate", ask.language) for row in brought],
            came=None if came is None else _friend(came, "friend", ask.language),
        )

    return ask.work(read)


@table.route(
    "POST",
    "/referrals/claims",
    scope="members:write",
    summary="Tell that a member came through a link; the friend is welcomed at once",
    answer=ReferralShape,
    body=ClaimBody,
    status=201,
    also=(200,),
    refusals=(404, 409, 422),
    idempotency=KeyUse.OPTIONAL,
    example={"code": "7Q8H5M2N4P6R", "member": "email:budi@mail.test"},
)
def claim_referral(ask: Ask) -> Reply:
    body: ClaimBody = ask.body
    friend = member_in("/member", body.member)
    said = Claim(
        code=body.code,
        store_id=store_in("/store_id", body.store_id) if body.store_id else None,
        device_text=body.device,
    )

    def claim(uow: UnitOfWork) -> tuple[ReferralRow, bool]:
        return referral_desk.claim(ask.env, uow, members.find(uow, friend), said)

    row, new = ask.work(claim)
    # Apart from the claim: two who claim for one friend must not wait for balances.
    judged = ask.work(
        lambda uow: referral_desk.judge_now(ask.env, uow, row.referral_id)
    )
    return Reply(_shape(ask, judged), 201 if new else 200)


@table.route(
    "GET",
    "/referrals",
    scope="members:read",
    summary="The list for people: suspects and what a check refused; or any state",
    answer=Page[ReferralShape],
    query=ReferralsQuery,
)
def list_referrals(ask: Ask) -> Page[ReferralShape]:
    query: ReferralsQuery = ask.query
    states: tuple[str, ...] = TO_DECIDE
    if query.state is not None:
        states = STATES if query.state == "any" else (query.state,)
    name = f"referrals/{','.join(states)}"
    after = moment_after(ask.programme_id, name, query.cursor)

    def read(uow: UnitOfWork) -> list[ReferralRow]:
        return referral_desk.page(
            uow, states=states, after=after, limit=query.limit + 1
        )

    rows = ask.work(read)
    page, more = rows[: query.limit], None
    if len(rows) > query.limit:
        last = page[-1]
        more = cursor_of(ask.programme_id, name, last.claimed_at, last.referral_id)
    return Page(data=[_shape(ask, row) for row in page], next_cursor=more)


@table.route(
    "GET",
    "/referrals/{referral}",
    scope="members:read",
    summary="Read a referral",
    answer=ReferralShape,
    refusals=(404,),
)
def read_referral(ask: Ask) -> ReferralShape:
    referral_id = read_id("ref", ask.path["referral"])
    return _shape(ask, ask.work(lambda uow: ReferralRepository(uow).get(referral_id)))


def _decide(ask: Ask, outcome: Literal["approved", "refused"]) -> ReferralShape:
    referral_id = read_id("ref", ask.path["referral"])
    verdict = Verdict(outcome, ask.body.reason, ask.principal.actor)
    ask.work(lambda uow: referral_desk.decide(ask.env, uow, referral_id, verdict))
    return _shape(
        ask,
        ask.work(lambda uow: referral_desk.judge_now(ask.env, uow, referral_id)),
    )


@table.route(
    "POST",
    "/referrals/{referral}/approve",
    scope="members:write",
    summary="Approve a referral, with what is known against it now",
    answer=ReferralShape,
    body=DecideBody,
    refusals=(404, 409),
    idempotency=KeyUse.OPTIONAL,
    example={"reason": "They live together; both are real."},
)
def approve_referral(ask: Ask) -> ReferralShape:
    return _decide(ask, "approved")


@table.route(
    "POST",
    "/referrals/{referral}/reject",
    scope="members:write",
    summary="Refuse a referral, and take back what was given for it",
    answer=ReferralShape,
    body=DecideBody,
    refusals=(404, 409),
    idempotency=KeyUse.OPTIONAL,
    example={"reason": "The same person under two names."},
)
def reject_referral(ask: Ask) -> ReferralShape:
    return _decide(ask, "refused")
