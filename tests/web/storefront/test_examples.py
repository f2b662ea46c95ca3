"""The examples that the widget is built against have exactly the shape of answers."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.web.api.shapes import Given
from app.web.storefront.bootstrap import Bootstrap, BootstrapOn
from app.web.storefront.card import CardShape
from app.web.storefront.causes import CausesShape
from app.web.storefront.challenges import ChallengesShape
from app.web.storefront.claims import ClaimShape
from app.web.storefront.earn import WaysShape
from app.web.storefront.estimates import EstimateShape
from app.web.storefront.history import ExplanationShape, HistoryShape
from app.web.storefront.member import HomeShape, StateShape
from app.web.storefront.play import PlayShape
from app.web.storefront.playing import ResultShape
from app.web.storefront.questions import ConversationsShape
from app.web.storefront.rewards import QuoteShape, RewardsShape
from app.web.storefront.shapes import Done
from app.web.storefront.sharing import ClaimedShape, ReferralShape
from app.web.storefront.tiers import TiersShape
from app.web.storefront.vouchers import VoucherShape, VouchersShape

EXAMPLES = Path(__file__).parent / "examples"
SHAPES: dict[str, type[Given]] = {
    "bootstrap": BootstrapOn,
    "bootstrap_paused": Bootstrap,
    "card": CardShape,
    "causes": CausesShape,
    "challenges": ChallengesShape,
    "claim": ClaimShape,
    "claim_open": ClaimShape,
    "claims": ConversationsShape,
    "done": Done,
    "earn": WaysShape,
    "estimate": EstimateShape,
    "explanation": ExplanationShape,
    "history": HistoryShape,
    "member_blocked": StateShape,
    "member_guest": StateShape,
    "member_guest_known": StateShape,
    "member_member": HomeShape,
    "member_new": HomeShape,
    "member_owing": HomeShape,
    "member_pending_optin": StateShape,
    "member_tier": HomeShape,
    "play": PlayShape,
    "play_result": ResultShape,
    "quote": QuoteShape,
    "referral": ReferralShape,
    "referral_claim": ClaimedShape,
    "rewards": RewardsShape,
    "tiers": TiersShape,
    "voucher": VoucherShape,
    "voucher_withdrawn": VoucherShape,
    "voucher_working": VoucherShape,
    "vouchers": VouchersShape,
}
OTHER = {"problem", "words_id"}


def read(name: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_an_example_is_what_an_answer_would_be(name: str) -> None:
    example = read(name)

    answer = SHAPES[name].model_validate(example)

    assert json.loads(answer.model_dump_json()) == example


def test_every_example_is_checked() -> None:
    found = {path.stem for path in EXAMPLES.glob("*.json")}

    assert found - OTHER <= set(SHAPES), found - OTHER - set(SHAPES)
    assert set(SHAPES) <= found
