"""Campaigns and goals in plain words."""

from collections.abc import Iterator
from fractions import Fraction

from app.domain.programme.campaigns import Campaign
from app.domain.programme.condition_words import window_in_words
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import money_text, number_text, percent_text
from app.domain.programme.gift_words import gifts_in_words
from app.domain.programme.goals import ProgrammeGoal
from app.domain.programme.saying import say, sentences
from app.domain.words import Language


def title(document: ProgrammeDocument, campaign: Campaign, language: Language) -> str:
    """Return what a campaign is called: the merchant's title, or what it gives."""
    if campaign.title is not None:
        return campaign.title.say(language)
    return _gives(document, campaign, language)


def tell(
    document: ProgrammeDocument, campaign: Campaign, language: Language
) -> tuple[str, ...]:
    """Return what a member should know of a campaign."""
    return (sentences(_tell(document, campaign, language)),)


def _gives(document: ProgrammeDocument, campaign: Campaign, language: Language) -> str:
    gifts = gifts_in_words(document, campaign.gifts, language)
    return say("campaign.gives", language, gifts=gifts)


def _tell(
    document: ProgrammeDocument, campaign: Campaign, language: Language
) -> Iterator[str]:
    yield _gives(document, campaign, language)
    if campaign.surprise is not None:
        members = number_text(Fraction(campaign.surprise.members), language)
        yield say("campaign.draw", language, members=members)
    yield say(f"campaign.again.{campaign.again}", language)
    if campaign.active is not None:
        yield window_in_words(campaign.active, language)
    if campaign.most_times is not None:
        n = number_text(Fraction(campaign.most_times), language)
        yield say("campaign.most", language, n=n)


def goal_title(
    _document: ProgrammeDocument, goal: ProgrammeGoal, language: Language
) -> str:
    """Return what a goal is called: the merchant's title, or what it measures."""
    if goal.title is not None:
        return goal.title.say(language)
    return say(f"aim.{goal.aim}", language)


def tell_goal(
    document: ProgrammeDocument, goal: ProgrammeGoal, language: Language
) -> tuple[str, ...]:
    """Return from where to where a figure is meant to go, and how it is computed."""
    told = say(
        "aim.from_to",
        language,
        aim=goal_title(document, goal, language),
        baseline=figure_text(goal, goal.baseline.value, language),
        target=figure_text(goal, goal.target.value, language),
        until=goal.until,
    )
    return (sentences(iter([told, how_computed(goal, language)])),)


def how_computed(goal: ProgrammeGoal, language: Language) -> str:
    """Return how the figure of a goal comes about, without a full stop."""
    days = number_text(Fraction(goal.within_days), language)
    return say(f"how.{goal.aim}", language, days=days)


def figure_text(goal: ProgrammeGoal, value: int, language: Language) -> str:
    """Return a figure of a goal as people read it: ``12,5%``, ``Rp50.000``, ``300``."""
    match goal.target.kind:
        case "percent":
            return percent_text(value, language)
        case "amount":
            return money_text(value, goal.currency or "", language)
        case _:
            return number_text(Fraction(value), language)
