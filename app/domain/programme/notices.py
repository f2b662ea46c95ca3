"""What is allowed and probably not meant: notices beside a valid document.

A notice never stops a publication. The page and the command line show them
next to the comparison.
"""

from collections.abc import Iterator

from pydantic import BaseModel

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.doubts import hidden_tiers
from app.domain.programme.earning import FixedAward, OrderRule, RateAward
from app.domain.programme.problems import Problem, Step
from app.domain.programme.rewards import SliderReward
from app.domain.programme.storefront_notices import storefront_notices
from app.domain.programme.texts import Text


def notices(document: ProgrammeDocument) -> tuple[Problem, ...]:
    """Return everything that deserves a second look, with its place."""
    return (
        *_texts((), document),
        *_rules(document),
        *_rewards(document),
        *_useless(document),
        *hidden_tiers(document),
        *storefront_notices(document),
    )


def _texts(steps: tuple[Step, ...], value: object) -> Iterator[Problem]:
    """Name each text that some members will read in another language."""
    if isinstance(value, Text):
        for language in value.missing:
            reason = f"missing in {language}; members read: {value.say(language)!r}"
            yield Problem((*steps, str(language)), "text_falls_back", reason)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name == "words":
                continue  # What is not worded anew is said in the house's words.
            yield from _texts((*steps, name), getattr(value, name))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _texts((*steps, at), item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts((*steps, str(key)), item)


def _rules(document: ProgrammeDocument) -> Iterator[Problem]:
    bases = {
        rule.asset
        for rule in document.earning
        if isinstance(rule, OrderRule)
        and isinstance(rule.award, RateAward)
        and rule.enabled
    }
    for at, rule in enumerate(document.earning):
        steps: tuple[Step, ...] = ("earning", at)
        if not isinstance(rule, OrderRule):
            continue
        if rule.refund_mode == "threshold" and rule.when is None and not rule.minimum:
            reason = "nothing can be broken by a refund: neither condition nor minimum"
            yield Problem((*steps, "refunds"), "threshold_without_condition", reason)
        if isinstance(rule.award, RateAward):
            if rule.lane is not None and rule.lane_name != "base":
                reason = "multipliers look at the base lane only"
                yield Problem((*steps, "lane"), "not_multiplied", reason, rule.lane)
        elif not isinstance(rule.award, FixedAward) and rule.asset not in bases:
            reason = f"no rate gives {rule.asset}, so there is nothing to multiply"
            yield Problem((*steps, "award"), "nothing_to_multiply", reason)


def _rewards(document: ProgrammeDocument) -> Iterator[Problem]:
    for at, reward in enumerate(document.rewards):
        if not isinstance(reward, SliderReward):
            continue
        scale = document.asset(reward.asset).scale
        for currency, rate in reward.value.items():
            worth = reward.step * 10**scale / rate.exact(scale)
            if worth.denominator != 1:
                reason = "a step is worth no whole amount; members lose the fraction"
                place = ("rewards", at, "value", currency)
                yield Problem(place, "step_is_no_whole_amount", reason)


def _useless(document: ProgrammeDocument) -> Iterator[Problem]:
    if not document.earning and not document.has_standing:
        reason = "members can't earn anything"
        yield Problem(("earning",), "nothing_to_earn", reason)
    if not document.rewards and (document.earning or not document.has_standing):
        reason = "members can't use their points"
        yield Problem(("rewards",), "nothing_to_have", reason)
