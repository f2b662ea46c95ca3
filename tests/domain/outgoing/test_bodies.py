"""What a fact is to developers: which type, which figures, and nothing of a person."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.domain.ids import public_id
from app.domain.ledger.accounts import Account, Place, Pot
from app.domain.ledger.balances import Balance
from app.domain.ledger.kinds import Kind
from app.domain.ledger.posting import Posting, Transaction
from app.domain.memberships.periods import Period
from app.domain.outgoing import people, points, rewards, types
from app.domain.outgoing.happening import LARGEST_BYTES, Happening, body_of
from app.domain.rewards.kinds import VoucherKind
from app.domain.rewards.voucher import (
    Progress,
    Source,
    Voucher,
    VoucherState,
    VoucherTerms,
)
from app.domain.tiers.spells import Spell

NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
DAY = timedelta(days=1)
BUDI, SARI, LOT = (UUID(int=number) for number in (1, 2, 3))


def entry(kind: Kind, *moves: tuple[str, UUID | None, str, UUID | None]) -> Transaction:
    return Transaction(
        id=UUID(int=9),
        kind=kind,
        key_digest=b"",
        request_digest=b"",
        occurred_at=NOON,
        postings=[
            Posting(Account.of(a, of), Account.of(b, to), "points", 129, LOT)
            for a, of, b, to in moves
        ],
        rule_ref="spend",
    )


def test_a_body_has_type_time_and_data_and_no_more() -> None:
    told = Happening("points.earned", NOON, {"points": 129}, BUDI)

    assert json.loads(body_of(told, sequence=7)) == {
        "type": "points.earned",
        "timestamp": "2026-11-22T12:00:00.123Z",
        "data": {"member": public_id("mem", BUDI), "sequence": 7, "points": 129},
    }


def test_a_body_without_a_member_has_no_number() -> None:
    assert json.loads(body_of(Happening("programme.paused", NOON)))["data"] == {}


def test_a_body_of_a_programme_on_trial_says_so() -> None:
    body = body_of(Happening("member.joined", NOON, {}, BUDI), sequence=1, test=True)

    assert json.loads(body)["data"]["test"] is True


def test_a_body_that_is_too_large_is_cut_to_its_references() -> None:
    told = Happening("member.updated", NOON, {"fields": ["x" * LARGEST_BYTES]}, BUDI)

    body = body_of(told, sequence=1)

    assert json.loads(body)["data"] == {
        "member": public_id("mem", BUDI),
        "sequence": 1,
        "cut": True,
    }


def test_a_type_that_is_not_in_the_table_cannot_be_told() -> None:
    with pytest.raises(ValueError, match="no type"):
        Happening("points.invented", NOON)


def test_types_stand_once_and_a_test_message_is_not_subscribed_to() -> None:
    names = [each.name for each in types.TYPES]
    offered = [each.name for _, group in types.grouped() for each in group]

    assert len(set(names)) == len(names)
    assert set(names) - set(offered) == {"ping"}


def test_the_table_of_the_documentation_has_a_row_for_each_type() -> None:
    rows = types.table_text().splitlines()[2:]

    assert len(rows) == len(types.TYPES)


def test_every_kind_of_the_ledger_has_its_type_or_none() -> None:
    assert set(points.TYPE_OF) == set(Kind)
    assert {name for name in points.TYPE_OF.values() if name} <= set(types.BY_NAME)


def test_an_accrual_tells_what_came_and_what_there_is_now() -> None:
    accrual = entry(Kind.ACCRUAL, (Pot.ISSUED, None, Place.PENDING, BUDI))
    left = {(BUDI, "points"): Balance(pending=129, available=5, shortfall=-2)}

    [told] = points.told([accrual], left)

    assert told.member_id == BUDI
    assert told.data["points"] == 129
    assert told.data["changes"] == {"usable": 0, "pending": 129, "held": 0}
    assert told.data["balance"] == {"usable": 3, "pending": 129, "held": 0}
    assert told.data["rule"] == "spend"


def test_a_gift_tells_both_members_of_their_side() -> None:
    gift = entry(Kind.GIFT, (Place.AVAILABLE, BUDI, Place.AVAILABLE, SARI))

    told = list(points.told([gift], {}))

    assert [(one.member_id, one.data["changes"]["usable"]) for one in told] == [
        (BUDI, -129),
        (SARI, 129),
    ]
    assert "balance" not in told[0].data


def test_a_burn_names_its_redemption_and_when_it_was_posted() -> None:
    burn = entry(Kind.BURN, (Place.HELD, BUDI, Pot.BURNED, None))
    later = NOON + DAY

    burn = replace(burn, voucher_id=UUID(int=4), posted_at=later, rule_ref=None)

    [told] = points.told([burn], {})

    assert (told.type, told.at) == ("points.redeemed", later)
    assert told.data["redemption"] == public_id("vou", UUID(int=4))
    assert "rule" not in told.data


def test_holds_and_imports_tell_nothing_of_their_own() -> None:
    hold = entry(Kind.HOLD, (Place.AVAILABLE, BUDI, Place.HELD, BUDI))
    brought = entry(Kind.IMPORT, (Pot.IMPORTED, None, Place.AVAILABLE, BUDI))

    assert list(points.told([hold, brought], {})) == []


def voucher(state: VoucherState = VoucherState.GRANTED) -> Voucher:
    return Voucher(
        voucher_id=UUID(int=4),
        member_id=BUDI,
        store_id=UUID(int=5),
        reward_id="ten",
        programme_version=1,
        source=Source.POINTS,
        asset="points",
        price=100,
        code="SETIA-SECRET",
        terms=VoucherTerms("Ten", VoucherKind.FIXED_AMOUNT, "IDR", NOON, None),
        actor="member",
        created_at=NOON,
        updated_at=NOON,
        progress=Progress(NOON),
        state=state,
    )


def test_a_new_voucher_is_told_without_its_code() -> None:
    [told] = rewards.made(voucher())

    assert told.type == "redemption.created"
    assert told.data["price"] == 100
    assert "SETIA-SECRET" not in body_of(told, sequence=1)


@pytest.mark.parametrize(
    ("was", "now", "cancelled", "name"),
    [
        (VoucherState.ISSUING, VoucherState.ISSUED, False, "redemption.issued"),
        (VoucherState.ISSUED, VoucherState.USED, False, "redemption.used"),
        (VoucherState.ISSUED, VoucherState.LAPSED, False, "redemption.expired"),
        (VoucherState.ISSUED, VoucherState.WITHDRAWN, False, "redemption.cancelled"),
        (VoucherState.ISSUING, VoucherState.WITHDRAWN, True, "redemption.cancelled"),
        (VoucherState.ISSUING, VoucherState.WITHDRAWN, False, "redemption.failed"),
    ],
)
def test_each_step_of_a_voucher_has_its_type(
    was: VoucherState, now: VoucherState, *, cancelled: bool, name: str
) -> None:
    moved = replace(
        voucher(now), reason="because", cancelled_at=NOON if cancelled else None
    )

    [told] = rewards.moved(moved, was)

    assert (told.type, told.data["reason"]) == (name, "because")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (VoucherState.GRANTED, VoucherState.ISSUING),
        (VoucherState.ISSUED, VoucherState.ISSUED),
        (VoucherState.USED, VoucherState.RETURNED),
    ],
)
def test_steps_of_our_own_work_are_not_told(
    was: VoucherState, now: VoucherState
) -> None:
    assert list(rewards.moved(voucher(now), was)) == []


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"state": "active", "joined_at": NOON}, ["member.joined"]),
        ({"state": "merged", "merged_into": SARI}, ["member.merged"]),
        ({"state": "merged"}, ["member.merged"]),
        ({"frozen_at": NOON, "frozen_reason": "fraud"}, ["member.blocked"]),
        ({"frozen_at": NOON, "frozen_reason": "erasure"}, []),
        ({"frozen_at": None}, ["member.updated"]),
        ({"email": "new@mail.test"}, ["member.updated"]),
        ({"active_at": NOON}, []),
    ],
)
def test_changes_of_a_member_are_told_by_what_they_mean(
    values: dict[str, object], names: list[str]
) -> None:
    told = list(people.member_changed(BUDI, values, at=NOON))

    assert [each.type for each in told] == names
    assert "mail.test" not in "".join(body_of(each, sequence=1) for each in told)


def test_a_shadow_of_a_guest_did_not_join() -> None:
    assert list(people.member_made(BUDI, "shadow", at=NOON)) == []
    assert [each.type for each in people.member_made(BUDI, "active", at=NOON)] == [
        "member.joined"
    ]


def spell(
    tier: str | None, since: datetime = NOON - DAY, *, ends: datetime | None = None
) -> Spell:
    return Spell(since, tier, None, ends, None, "", "figures", None)


RANKS = {"bronze": 0, "silver": 1, "gold": 2}


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ([], [spell("silver")], "tier.reached"),
        ([spell("silver")], [spell("gold")], "tier.reached"),
        ([spell("gold")], [spell("bronze")], "tier.lost"),
        ([spell("gold")], [], "tier.lost"),
        ([spell("gold", ends=NOON)], [spell("gold", ends=NOON + DAY)], "tier.extended"),
        ([spell("gold", ends=NOON)], [spell("gold")], "tier.extended"),
        ([spell("gold")], [spell("gold", ends=NOON + DAY)], None),
        ([spell("gold", NOON + DAY)], [spell("gold", NOON + 2 * DAY)], None),
        ([spell(None, ends=NOON)], [spell(None)], None),
    ],
)
def test_a_move_of_tiers_is_told_by_its_direction(
    before: list[Spell], after: list[Spell], name: str | None
) -> None:
    told = list(people.tier_moved(BUDI, before, after, RANKS, at=NOON))

    assert [each.type for each in told] == ([name] if name else [])


def period(starts_at: datetime, ends_at: datetime | None) -> Period:
    return Period("club", starts_at, ends_at, trial=False, ending="never", fee_id=LOT)


def test_a_first_period_begins_and_one_without_a_gap_renews() -> None:
    first, second = period(NOON, NOON + DAY), period(NOON + DAY, None)

    began = people.periods_moved(BUDI, [], [first], at=NOON)
    renewed = people.periods_moved(BUDI, [first], [first, second], at=NOON)

    assert [each.type for each in began] == ["membership.started"]
    assert [each.type for each in renewed] == ["membership.renewed"]


@dataclass
class Referral:
    referral_id: UUID = LOT
    advocate_id: UUID = BUDI
    friend_id: UUID = SARI
    state: str = "held"
    reasons: list[str] = field(default_factory=list)


def test_a_referral_is_told_to_be_the_advocates() -> None:
    told = people.referral("referral.held", Referral(reasons=["same_card"]), at=NOON)
    plain = people.referral("referral.claimed", Referral(), at=NOON)

    assert told.member_id == BUDI
    assert told.data["friend"] == public_id("mem", SARI)
    assert told.data["reasons"] == ["same_card"]
    assert "reasons" not in plain.data


def test_a_voucher_that_was_brought_along_is_told_by_its_import() -> None:
    assert (
        list(rewards.made(replace(voucher(), source=Source("carried"), price=0))) == []
    )
