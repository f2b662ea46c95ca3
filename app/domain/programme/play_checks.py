"""What games may get wrong between the parts of a document."""

from collections.abc import Iterator, Sequence

from app.domain.programme.assets import CreditAsset, TicketsAsset
from app.domain.programme.conditions import faults
from app.domain.programme.gift_checks import gift_problems
from app.domain.programme.gifts import Gift, PointsGift
from app.domain.programme.metrics_checks import metric_kind, unknown_metric
from app.domain.programme.parts import Parts
from app.domain.programme.play import (
    Contest,
    Game,
    Leaderboard,
    PrizeDraw,
    Quiz,
    Spin,
    Survey,
)
from app.domain.programme.problems import Problem, Step
from app.domain.programme.rewards import TicketsReward

Steps = tuple[Step, ...]
Placed = tuple[Steps, Sequence[Gift]]


def check(parts: Parts) -> Iterator[Problem]:
    """Return what is wrong with the games of a document."""
    tickets: set[str] = set()
    for at, game in parts.lists["play"].items():
        steps: Steps = ("play", at)
        for place, gifts in gifts_of(game):
            for nth, gift in enumerate(gifts):
                yield from gift_problems(parts, (*steps, *place, nth), gift)
        if game.when is not None:
            for code, reason, near in faults(game.when, "member"):
                yield Problem((*steps, "when"), code, reason, None, near)
        if isinstance(game, Leaderboard) and metric_kind(parts, game.metric) is None:
            yield unknown_metric(parts, (*steps, "metric"), game.metric)
        named = _tickets(game)
        if named is not None:
            tickets.add(named[1])
            yield from _are_tickets(parts, (*steps, *named[0]), named[1])
    yield from _sold(parts, tickets)


def gifts_of(game: Game) -> Iterator[Placed]:
    """Return every list of gifts of a game, with its place within the game."""
    match game:
        case Quiz():
            yield ("each_right",), game.each_right
            yield ("all_right",), game.all_right
        case Survey():
            yield ("gifts",), game.gifts
        case Spin():
            for at, prize in enumerate(game.prizes):
                yield ("prizes", at, "gifts"), prize.gifts
            yield ("otherwise",), game.otherwise
        case PrizeDraw():
            for at, won in enumerate(game.prizes):
                yield ("prizes", at, "gifts"), won.gifts
        case Contest():
            for at, place in enumerate(game.places):
                yield ("places", at, "gifts"), place.gifts
        case _:
            return


def _tickets(game: Game) -> tuple[Steps, str] | None:
    """Return the tickets that a game counts or takes, and where it says so."""
    if isinstance(game, PrizeDraw):
        return ("tickets",), game.tickets
    if isinstance(game, Spin) and game.cost is not None:
        return ("cost", "tickets"), game.cost.tickets
    return None


def _are_tickets(parts: Parts, steps: Steps, asset_id: str) -> Iterator[Problem]:
    asset = parts.asset(asset_id)
    if asset is None:
        yield parts.unknown("assets", steps, asset_id)
    elif not isinstance(asset, TicketsAsset):
        reason = f"{asset_id} is not counted in tickets; chances cost nothing else"
        yield Problem(steps, "tickets_wanted", reason, asset_id)


def _sold(parts: Parts, tickets: set[str]) -> Iterator[Problem]:
    """Return where chances could be had for money."""
    reason = "chances are not sold for money"
    for at, reward in parts.rewards.items():
        if isinstance(reward, TicketsReward) and reward.tickets in tickets:
            asset = parts.asset(reward.asset)
            if isinstance(asset, CreditAsset):
                steps: Steps = ("rewards", at, "asset")
                yield Problem(steps, "chances_for_money", reason, asset.id)
    for at, plan in parts.lists["memberships"].items():
        if not plan.offers:
            continue
        for name in ("gifts", "monthly_gifts", "yearly_gifts"):
            for nth, gift in enumerate(getattr(plan, name)):
                if isinstance(gift, PointsGift) and gift.asset in tickets:
                    steps = ("memberships", at, name, nth)
                    yield Problem(steps, "chances_for_money", reason, gift.asset)
