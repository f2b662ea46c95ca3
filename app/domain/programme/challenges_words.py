"""Challenges in plain words, made from the configuration itself."""

from collections.abc import Iterator
from fractions import Fraction

from app.domain.programme.challenges import (
    Challenge,
    CollectChallenge,
    EveryChallenge,
    Goal,
    MilestonesChallenge,
    OneMetric,
    PersonalChallenge,
    ReachChallenge,
    StreakChallenge,
)
from app.domain.programme.condition_words import condition_in_words, window_in_words
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import number_text
from app.domain.programme.gift_words import gifts_in_words
from app.domain.programme.gifts import ChoiceGift, Gift, VoucherGift
from app.domain.programme.metrics_words import goal_in_words, metric_title
from app.domain.programme.saying import say, sentences
from app.domain.words import Language


def title(document: ProgrammeDocument, challenge: Challenge, language: Language) -> str:
    """Return what a challenge is called: the merchant's title, or what it asks."""
    if challenge.title is not None:
        return challenge.title.say(language)
    return next(_asks(document, challenge, language))


def tell(
    document: ProgrammeDocument, challenge: Challenge, language: Language
) -> tuple[str, ...]:
    """Return everything that a member should know of a challenge."""
    return (sentences(_tell(document, challenge, language)),)


def _tell(
    document: ProgrammeDocument, challenge: Challenge, language: Language
) -> Iterator[str]:
    yield from _asks(document, challenge, language)
    yield from _repeats(challenge, language)
    if challenge.when is not None:
        clause = condition_in_words(challenge.when, language)
        yield say("counts.if", language, condition=clause)
    if challenge.active is not None:
        yield window_in_words(challenge.active, language)
    if challenge.counts == "matured":
        yield say("challenge.matured", language)
    yield say(f"challenge.undo.{challenge.undo or _undo(challenge)}", language)


def _goal(
    document: ProgrammeDocument, challenge: OneMetric, goal: Goal, language: Language
) -> str:
    return goal_in_words(
        document,
        challenge.metric,
        amount=goal.amount,
        count=goal.count,
        language=language,
    )


def _asks(
    document: ProgrammeDocument, challenge: Challenge, language: Language
) -> Iterator[str]:
    period = say(f"period.{challenge.period}", language)
    if isinstance(challenge, MilestonesChallenge):
        for step in challenge.steps:
            yield say(
                "challenge.reach",
                language,
                goal=_goal(document, challenge, step.goal, language),
                period=period,
                gifts=gifts_in_words(document, step.gifts, language),
            )
        return
    gifts = gifts_in_words(document, challenge.gifts, language)
    match challenge:
        case ReachChallenge():
            goal = _goal(document, challenge, challenge.goal, language)
            yield say(
                "challenge.reach", language, goal=goal, period=period, gifts=gifts
            )
        case EveryChallenge():
            goal = _goal(document, challenge, challenge.goal, language)
            yield say("challenge.every", language, goal=goal, gifts=gifts)
        case StreakChallenge():
            yield say(
                "challenge.streak",
                language,
                goal=_goal(document, challenge, challenge.goal, language),
                length=str(challenge.length),
                periods=say(f"periods.{challenge.period}", language),
                gifts=gifts,
            )
        case CollectChallenge():
            yield _collect(document, challenge, gifts, language)
        case _:
            yield from _personal(document, challenge, gifts, language)


def _collect(
    document: ProgrammeDocument,
    challenge: CollectChallenge,
    gifts: str,
    language: Language,
) -> str:
    names = [metric_title(document, metric, language) for metric in challenge.metrics]
    period = say(f"period.{challenge.period}", language)
    if challenge.needs is None or challenge.needs == len(names):
        things = say("join.and", language).join(names)
        return say(
            "challenge.collect", language, things=things, period=period, gifts=gifts
        )
    return say(
        "challenge.collect_some",
        language,
        needs=str(challenge.needs),
        things=", ".join(names),
        period=period,
        gifts=gifts,
    )


def _personal(
    document: ProgrammeDocument,
    challenge: PersonalChallenge,
    gifts: str,
    language: Language,
) -> Iterator[str]:
    period = say(f"period.{challenge.period}", language)
    yield say("challenge.personal", language, period=period, gifts=gifts)
    least = _goal(document, challenge, challenge.least, language)
    yield say("challenge.own_goal", language, goal=least)


def _repeats(challenge: Challenge, language: Language) -> Iterator[str]:
    match challenge:
        case EveryChallenge(period="ever"):
            yield say("challenge.carries", language)
        case EveryChallenge():
            period = say(f"period.{challenge.period}", language)
            yield say("challenge.anew", language, period=period)
        case StreakChallenge():
            yield say("challenge.new_row", language)
        case _:
            yield say(f"again.{challenge.period}", language)
    if isinstance(challenge, EveryChallenge | StreakChallenge) and challenge.most:
        within = challenge.period if isinstance(challenge, EveryChallenge) else "ever"
        yield say(
            "challenge.most",
            language,
            times=number_text(Fraction(challenge.most), language),
            period=say(f"period.{within}", language),
        )


def _undo(challenge: Challenge) -> str:
    gifts: tuple[Gift, ...] = ()
    if isinstance(challenge, MilestonesChallenge):
        for step in challenge.steps:
            gifts += step.gifts
    else:
        gifts = challenge.gifts
    held = any(isinstance(gift, VoucherGift | ChoiceGift) for gift in gifts)
    return "unused" if held else "always"
