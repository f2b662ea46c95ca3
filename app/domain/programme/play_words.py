"""Games in plain words: terms and odds, made from the configuration itself."""

from collections.abc import Iterator
from fractions import Fraction

from app.domain.programme.condition_words import condition_in_words, window_in_words
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import number_text, points_text
from app.domain.programme.gift_words import gifts_in_words
from app.domain.programme.metrics_words import metric_title
from app.domain.programme.play import (
    Contest,
    Game,
    Leaderboard,
    PrizeDraw,
    Quiz,
    Spin,
    SpinPrize,
    Survey,
)
from app.domain.programme.saying import say, sentences
from app.domain.programme.windows import Window
from app.domain.words import Language


def title(_document: ProgrammeDocument, game: Game, language: Language) -> str:
    """Return what a game is called: the merchant's title, or its kind."""
    if game.title is not None:
        return game.title.say(language)
    return say(f"play.{game.kind}", language)


def tell(
    document: ProgrammeDocument, game: Game, language: Language
) -> tuple[str, ...]:
    """Return everything that a member should know before playing."""
    told = sentences(_tell(document, game, language))
    return (told,) if game.terms is None else (told, game.terms.say(language))


def _tell(document: ProgrammeDocument, game: Game, language: Language) -> Iterator[str]:
    match game:
        case Quiz():
            yield from _quiz(document, game, language)
        case Survey():
            yield from _survey(document, game, language)
        case Spin():
            yield from _spin(document, game, language)
        case PrizeDraw():
            yield from _draw(document, game, language)
        case Contest():
            yield from _contest(document, game, language)
        case _:
            yield from _leaderboard(document, game, language)
    if game.when is not None:
        clause = condition_in_words(game.when, language)
        yield say("counts.if", language, condition=clause)
    if game.active is not None:
        yield window_in_words(game.active, language)


def _number(number: int, language: Language) -> str:
    return number_text(Fraction(number), language)


def _quiz(document: ProgrammeDocument, game: Quiz, language: Language) -> Iterator[str]:
    yield say("quiz.asks", language, questions=str(len(game.questions)))
    for key, gifts in (("quiz.each", game.each_right), ("quiz.all", game.all_right)):
        if gifts:
            yield say(key, language, gifts=gifts_in_words(document, gifts, language))


def _survey(
    document: ProgrammeDocument, game: Survey, language: Language
) -> Iterator[str]:
    yield say("survey.asks", language, questions=str(len(game.questions)))
    if game.gifts:
        gifts = gifts_in_words(document, game.gifts, language)
        yield say("survey.gifts", language, gifts=gifts)
    yield say("survey.anonymous" if game.anonymous else "survey.named", language)


def odds_in_words(
    document: ProgrammeDocument, game: Spin, language: Language
) -> tuple[str, ...]:
    """Return the chance of each prize, and that of none."""
    found = [_prize(document, game, prize, language) for prize in game.prizes]
    rest = game.total - sum(prize.parts for prize in game.prizes)
    if rest:
        gaps = {
            "parts": _number(rest, language),
            "total": _number(game.total, language),
        }
        if game.otherwise:
            gifts = gifts_in_words(document, game.otherwise, language)
            found.append(say("spin.odds", language, gifts=gifts, **gaps))
        else:
            found.append(say("spin.nothing", language, **gaps))
    return tuple(found)


def _prize(
    document: ProgrammeDocument, game: Spin, prize: SpinPrize, language: Language
) -> str:
    gaps = {
        "parts": _number(prize.parts, language),
        "total": _number(game.total, language),
        "gifts": gifts_in_words(document, prize.gifts, language),
    }
    if prize.stock is None:
        return say("spin.odds", language, **gaps)
    return say("spin.stock", language, stock=_number(prize.stock, language), **gaps)


def _spin(document: ProgrammeDocument, game: Spin, language: Language) -> Iterator[str]:
    yield from odds_in_words(document, game, language)
    if any(prize.stock is not None for prize in game.prizes):
        if game.otherwise:
            gifts = gifts_in_words(document, game.otherwise, language)
            yield say("spin.gone_gifts", language, gifts=gifts)
        else:
            yield say("spin.gone", language)
    period = say(f"period.{game.plays.per}", language)
    times = _number(game.plays.times, language)
    yield say("spin.plays", language, times=times, period=period)
    if game.cost is None:
        yield say("spin.free", language)
    else:
        asset = document.asset(game.cost.tickets)
        tickets = points_text(asset, Fraction(game.cost.number), language)
        yield say("spin.cost", language, tickets=tickets)
    yield say("play.no_money", language)


def _draw(
    document: ProgrammeDocument, game: PrizeDraw, language: Language
) -> Iterator[str]:
    for prize in game.prizes:
        gifts = gifts_in_words(document, prize.gifts, language)
        if prize.winners == 1:
            yield say("draw.one", language, gifts=gifts)
        else:
            winners = _number(prize.winners, language)
            yield say("draw.prize", language, winners=winners, gifts=gifts)
    ticket = points_text(document.asset(game.tickets), Fraction(1), language)
    yield say("draw.tickets", language, tickets=ticket)
    yield say("draw.spent", language)
    yield window_in_words(Window(until=game.closes), language)
    yield say("draw.proof", language)
    yield say("play.no_money", language)


def _contest(
    document: ProgrammeDocument, game: Contest, language: Language
) -> Iterator[str]:
    yield say(f"contest.{game.entry}", language, entries=str(game.entries))
    yield say("contest.looked_at", language)
    yield say(f"contest.{game.decide}", language)
    for at, place in enumerate(game.places, start=1):
        gifts = gifts_in_words(document, place.gifts, language)
        yield say("contest.place", language, place=str(at), gifts=gifts)
    yield say("contest.equals", language)
    yield window_in_words(Window(until=game.closes), language)


def _leaderboard(
    document: ProgrammeDocument, game: Leaderboard, language: Language
) -> Iterator[str]:
    yield say(
        "leaderboard.shows",
        language,
        shown=str(game.shown),
        metric=metric_title(document, game.metric, language),
        period=say(f"period.{game.period}", language),
    )
    yield say("leaderboard.opt_in", language)
