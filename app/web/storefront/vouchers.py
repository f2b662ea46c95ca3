"""What a member holds, buying it with points, and giving it back."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import Field

from app.domain.ids import public_id, read_id
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import money_text
from app.domain.programme.reward_words import reward_title
from app.domain.programme.saying import say
from app.domain.rewards.kinds import VoucherKind
from app.domain.rewards.voucher import LIVE_STATES, Voucher, VoucherState
from app.domain.words import Language, Words
from app.services import redemption, vouchers
from app.services.code_pools import reveal
from app.services.storefront import qr
from app.storage.programmes import ProgrammeRepository, VersionMissing
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherMissing
from app.web.api.paging import cursor_of, id_after
from app.web.api.shapes import UNITS, Asked, Given, VoucherId
from app.web.storefront.rewards import RewardId
from app.web.storefront.route import Ask, Said, Table, Who
from app.web.storefront.shapes import MoneyText, last_day, money

table = Table("Vouchers")
PAGE: Final = 20
State = Literal["working", "ready", "used", "expired", "withdrawn", "returned"]
SHOWN: Final[dict[VoucherState, State]] = {
    VoucherState.GRANTED: "working",
    VoucherState.ISSUING: "working",
    VoucherState.ISSUED: "ready",
    VoucherState.USED: "used",
    VoucherState.LAPSED: "expired",
    VoucherState.WITHDRAWN: "withdrawn",
    VoucherState.RETURNED: "returned",
}
NO_CODE: Final = frozenset(
    {VoucherKind.CHARITY, VoucherKind.TICKETS, VoucherKind.STORE_CREDIT}
)
AT_COUNTER: Final = frozenset({VoucherKind.MANUAL, VoucherKind.EXPERIENCE})
CREDIT: Final = frozenset({VoucherKind.STORE_CREDIT})
WITHOUT_POINTS: Final = Words(
    en="Not available any more", id="Sudah tidak tersedia", ms="Tidak lagi tersedia"
)
REFUSED_BY_STORE: Final = Words(
    en="The shop could not make the code. Your points are back.",
    id="Toko tidak bisa membuat kodenya. Poinmu sudah kembali.",
    ms="Kedai tidak dapat membuat kod. Mata anda telah dipulangkan.",
)
BY_MEMBER: Final = frozenset({"cancelled"})


class Apply(Given):
    """How it gets to the cart."""

    kind: Literal["code", "credit", "none"]


class VoucherShape(Given):
    """What a member holds of a reward."""

    id: VoucherId
    reward_id: str
    title: str
    state: State
    state_text: str
    code: str | None
    apply: Apply
    amount: MoneyText | None
    lapses_text: str | None
    conditions: list[str]
    cancellable: bool
    qr: str | None = Field(description="Of what staff hand over: the code's text.")
    qr_svg_path: str | None = Field(description="The same drawn, `size` squares wide.")
    size: int | None
    reason_text: str | None


class VouchersShape(Given):
    """What a member holds and held, newest first."""

    data: list[VoucherShape]
    next_cursor: str | None


class RedeemBody(Asked):
    """What a member wants for their points."""

    reward_id: RewardId
    points: Annotated[int, Field(ge=1, le=UNITS)] | None = None
    choice: RewardId | None = None


class PageAsked(Said):
    """Where the page before ended."""

    cursor: Annotated[str, Field(min_length=1, max_length=500)] | None = None


def shown(ask: Ask, found: list[Voucher]) -> list[VoucherShape]:
    """Return vouchers as shown; uploaded codes are opened for it."""
    pooled = [one for one in found if one.terms.kind is VoucherKind.CODE_POOL]
    opened = ask.work(lambda uow: reveal(ask.env, uow, pooled)) if pooled else {}
    versions = versions_of(ask, found)
    return [
        _shape(ask, one, versions.get(one.programme_version), opened) for one in found
    ]


def versions_of(ask: Ask, found: list[Voucher]) -> dict[int, ProgrammeDocument]:
    """Return the documents by which vouchers were promised; one read for each."""
    live = ask.visit.version
    documents = {live: ask.document}
    older = {one.programme_version for one in found} - {live}
    if not older:
        return documents

    def read(uow: UnitOfWork) -> dict[int, ProgrammeDocument]:
        programmes = ProgrammeRepository(uow)
        kept = {}
        for version in sorted(older):
            with suppress(VersionMissing):
                kept[version] = programmes.version(version)
        return kept

    return documents | ask.work(read)


def _shape(
    ask: Ask,
    voucher: Voucher,
    document: ProgrammeDocument | None,
    opened: Mapping[UUID, str],
) -> VoucherShape:
    pool_code = opened.get(voucher.voucher_id)
    terms, kind = voucher.terms, voucher.terms.kind
    state = SHOWN[voucher.state]
    own = None if kind is VoucherKind.CODE_POOL else voucher.code
    usable = state == "ready" and voucher.ending is None
    code = (pool_code or own) if usable and kind not in NO_CODE else None
    counter = kind in AT_COUNTER and code is not None
    drawn = qr.drawn(code) if counter and code is not None else None
    amount = None
    if terms.amount_minor is not None and kind is not VoucherKind.TICKETS:
        amount = money(ask, terms.amount_minor, terms.currency)
    return VoucherShape(
        id=public_id("vou", voucher.voucher_id),
        reward_id=voucher.reward_id,
        title=title_of(ask, voucher, document),
        state=state,
        state_text=_state_text(ask, voucher, state),
        code=code,
        apply=Apply(kind=_apply(voucher, code)),
        amount=amount,
        lapses_text=_lapses(ask, voucher) if usable else None,
        conditions=_conditions(ask, voucher),
        cancellable=_cancellable(ask, voucher),
        qr=code if counter else None,
        qr_svg_path=drawn.path if drawn else None,
        size=drawn.size if drawn else None,
        reason_text=_reason(ask, voucher),
    )


def title_of(ask: Ask, voucher: Voucher, document: ProgrammeDocument | None) -> str:
    """Return what a voucher is called, in the language asked for.

    The version that promised it says its reward's title in every language. Where
    none of them is the title that was promised, the promised one stays.
    """
    terms = voucher.terms
    reward = None if document is None else document.reward(voucher.reward_id)
    if document is None or reward is None:
        return terms.title
    said = {}
    for language in Language:
        if reward.title is None and terms.amount_minor and terms.kind.discount:
            worth = money_text(terms.amount_minor, terms.currency, language)
            said[language] = say("reward.amount_off", language, amount=worth)
        else:
            said[language] = reward_title(document, reward, language)
    return said[ask.language] if terms.title in said.values() else terms.title


def _state_text(ask: Ask, voucher: Voucher, state: State) -> str:
    if voucher.ending is not None and state == "ready":
        return ask.voice.say("status.working")
    if state in ("withdrawn", "expired") and not voucher.price:
        return WITHOUT_POINTS.say(ask.language)
    return ask.voice.say(f"status.{state}")


def _apply(voucher: Voucher, code: str | None) -> Literal["code", "credit", "none"]:
    if voucher.terms.kind in CREDIT:
        return "credit"
    usable = code is not None and voucher.terms.kind.discount
    return "code" if usable else "none"


def _lapses(ask: Ask, voucher: Voucher) -> str | None:
    if voucher.lapses_at is None:
        return None
    return ask.voice.say("redeem.expires", date=last_day(ask, voucher.lapses_at))


def _conditions(ask: Ask, voucher: Voucher) -> list[str]:
    terms = voucher.terms
    if not terms.minimum_minor:
        return []
    amount = money_text(terms.minimum_minor, terms.currency, ask.language)
    return [ask.voice.say("redeem.min_spend", amount=amount)]


def _cancellable(ask: Ask, voucher: Voucher) -> bool:
    live = voucher.state in LIVE_STATES and voucher.ending is None
    keeps = voucher.terms.keep_from
    in_time = keeps is None or ask.now < keeps
    return live and in_time and bool(voucher.price) and not voucher.terms.kind.at_once


def _reason(ask: Ask, voucher: Voucher) -> str | None:
    if voucher.state is not VoucherState.WITHDRAWN or voucher.reason in BY_MEMBER:
        return None
    return REFUSED_BY_STORE.say(ask.language) if voucher.price else None


@table.route(
    "POST",
    "/redemptions",
    who=Who.MEMBER,
    summary="Exchange points for a reward; the same key is the same voucher",
    answer=VoucherShape,
    body=RedeemBody,
    status=201,
    keyed=True,
    example={"reward_id": "ten-off"},
)
def redeem(ask: Ask) -> VoucherShape:
    body: RedeemBody = ask.body
    voucher = redemption.redeem(
        ask.env,
        ask.visit.programme_id,
        member_id=ask.member.member_id,
        reward_id=body.reward_id,
        store_id=ask.store_id,
        points=body.points,
        idempotency=ask.ledger_key(),
        choice=body.choice,
    )
    return shown(ask, [voucher])[0]


@table.route(
    "GET",
    "/redemptions/{redemption}",
    who=Who.MEMBER,
    summary="One voucher of one's own",
    answer=VoucherShape,
)
def read_redemption(ask: Ask) -> VoucherShape:
    return shown(ask, [own_voucher(ask)])[0]


def own_voucher(ask: Ask) -> Voucher:
    """Return the voucher that the path names; only one's own exists."""
    voucher_id = read_id("vou", ask.path["redemption"])
    voucher = ask.work(lambda uow: vouchers.voucher(uow, voucher_id))
    if voucher.member_id != ask.member.member_id:
        raise VoucherMissing("no such voucher in this programme")
    return voucher


@table.route(
    "POST",
    "/redemptions/{redemption}/cancel",
    who=Who.MEMBER,
    summary="Give a voucher back; its points come back",
    answer=VoucherShape,
    keyed=True,
)
def cancel_redemption(ask: Ask) -> VoucherShape:
    voucher_id = read_id("vou", ask.path["redemption"])
    given_back = redemption.cancel(
        ask.env,
        ask.visit.programme_id,
        voucher_id,
        "member",
        member_id=ask.member.member_id,
    )
    return shown(ask, [given_back])[0]


@table.route(
    "GET",
    "/vouchers",
    who=Who.MEMBER,
    summary="What a member holds and held",
    answer=VouchersShape,
    query=PageAsked,
)
def list_vouchers(ask: Ask) -> VouchersShape:
    member_id = ask.member.member_id
    name = f"storefront vouchers/{member_id}"
    programme_id = ask.visit.programme_id
    before = id_after(programme_id, name, ask.query.cursor)

    def read(uow: UnitOfWork) -> list[Voucher]:
        return vouchers.vouchers_of_member(uow, member_id, before, limit=PAGE + 1)

    found = ask.work(read)
    page = found[:PAGE]
    more = len(found) > PAGE
    return VouchersShape(
        data=shown(ask, page),
        next_cursor=cursor_of(programme_id, name, page[-1].voucher_id)
        if more
        else None,
    )
