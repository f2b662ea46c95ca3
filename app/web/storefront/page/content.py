"""What the rewards page says to everybody, made of the programme's document.

Nothing is written by hand that the document knows: a rule is read out, so the
page can't promise what the programme doesn't do.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from app.domain.perks.holding import Holder, perks_of
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import OrderRule
from app.domain.programme.figures import points_text
from app.domain.programme.gift_words import gifts_in_words
from app.domain.programme.page import Told, chapters, ended
from app.domain.programme.reward_words import reward_title
from app.domain.programme.rewards import Reward, SliderReward
from app.domain.programme.saying import say
from app.domain.programme.section_words import item_title
from app.domain.programme.storefront import PagePart
from app.domain.programme.storefront_voices import page_parts
from app.domain.programme.terms_words import expiry_in_words, pending_in_words
from app.domain.programme.tiers import Tier
from app.domain.programme.tiers_words import threshold_in_words
from app.domain.words import Language
from app.domain.words.storefront import Voice
from app.web.storefront import guests
from app.web.storefront.route import Ask

HEADINGS: Final[Mapping[PagePart, str]] = {"earning": "page.earn"}
"""Parts that are not headed by their own name."""
_SENTENCE: Final = re.compile(r"(?<=[.?!])\s+(?=[^\sa-z])")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a part: a reward, a rule, a game."""

    id: str
    title: str
    lead: str
    details: tuple[str, ...] = ()
    tag: str | None = None
    """What stands at its end: a price."""
    note: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class TierLine:
    """One tier of the table."""

    title: str
    how: str
    gives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page."""

    name: PagePart
    heading: str
    items: tuple[Item, ...] = ()
    tiers: tuple[TierLine, ...] = ()
    notes: tuple[str, ...] = ()
    questions: tuple[tuple[str, str], ...] = ()

    @property
    def gives(self) -> bool:
        """Whether any tier brings something that can be told."""
        return any(tier.gives for tier in self.tiers)


@dataclass(frozen=True, slots=True)
class Content:
    """The whole page, ready to show."""

    programme: str
    title: str
    description: str
    heading: str
    body: str
    bonus: str | None
    image: str | None
    parts: tuple[Part, ...]
    terms_url: str | None
    follow: tuple[tuple[str, str], ...]

    @property
    def questions(self) -> tuple[tuple[str, str], ...]:
        """The questions of the page, for search engines."""
        return tuple(each for part in self.parts for each in part.questions)


def content(ask: Ask, *, member: bool = False) -> Content:
    """Return the page in the visitor's language.

    A *member* knows how it works, and comes for the rewards. Made once for each
    version, store and language, and again when something of it has ended.
    """
    visit = ask.visit
    over = ended(ask.document, ask.now, visit.store.timezone)
    key = f"{visit.programme_id}/{visit.store_id}/{visit.store.name}"
    return ask.document.remember(
        f"storefront.page/{key}/{ask.voice.tag}/{member}/{sorted(over)}",
        lambda _document: _written(ask, over, member=member),
    )


def _written(ask: Ask, over: frozenset[str], *, member: bool) -> Content:
    document, voice, language = ask.document, ask.voice, ask.language
    page, shop = document.storefront.page, ask.visit.store.name
    programme = document.identity.name.say(language)
    promise = guests.promise(ask)
    described = document.identity.description
    writer = _Writer(ask, over)
    names = page_parts(document)
    if member:
        first = [name for name in names if name == "rewards"]
        names = (*first, *(name for name in names if name not in ("how", "rewards")))
    return Content(
        programme=programme,
        title=voice.say("page.title", program=programme),
        description=described.say(language)
        if described is not None
        else voice.say("page.description", shop=shop),
        heading=promise.title if page.title is None else page.title.say(language),
        body=promise.body if page.body is None else page.body.say(language),
        bonus=promise.bonus,
        image=page.image,
        parts=tuple(part for name in names if (part := writer.part(name)) is not None),
        terms_url=document.identity.terms_url,
        follow=tuple((each.network, each.url) for each in document.storefront.follow),
    )


def sentences_of(text: str) -> tuple[str, ...]:
    """Return a paragraph's sentences; figures such as Rp1.000 stay whole."""
    return tuple(filter(None, _SENTENCE.split(text.strip())))


class _Writer:
    """Writes the parts, each from the section that it is about."""

    def __init__(self, ask: Ask, over: frozenset[str]) -> None:
        self._ask = ask
        self._document: ProgrammeDocument = ask.told
        self._voice: Voice = ask.voice
        self._language: Language = ask.language
        told = chapters(ask.told, ask.language, without=over)
        self._told: dict[str, tuple[Told, ...]] = {
            chapter.section: chapter.told for chapter in told
        }

    def part(self, name: PagePart) -> Part | None:
        """Return one part, or None where the programme has nothing of it."""
        own: Mapping[PagePart, Callable[[], Part | None]] = {
            "how": self._how,
            "tiers": self._tiers,
            "referral": self._referral,
            "questions": self._questions,
            "terms": self._terms,
        }
        if name in own:
            return own[name]()
        listed: Mapping[PagePart, Callable[[], Iterator[Item]]] = {
            "earning": self._earning,
            "rewards": self._rewards,
        }
        items = listed[name]() if name in listed else self._plain(name)
        heading = self._voice.say(HEADINGS.get(name, f"page.{name}"))
        found = tuple(items)
        return Part(name, heading, found) if found else None

    def _how(self) -> Part:
        voice, ways = self._voice, guests.promise(self._ask)
        shopping = next((way.text for way in ways.earn), None)
        first = ways.reward
        texts = {
            "join": voice.say("page.how_join"),
            "earn": f"{shopping}." if shopping else voice.say("page.how_earn"),
            "redeem": voice.say("page.how_redeem")
            if first is None
            else voice.say(
                "page.first_reward", reward=first.title, points=first.cost_text
            ),
        }
        items = tuple(
            Item(step, voice.say(f"guest.step_{step}"), text)
            for step, text in texts.items()
        )
        return Part("how", voice.say("page.how"), items)

    def _earning(self) -> Iterator[Item]:
        for told in self._told.get("earning", ()):
            rule = self._document.rule(told.id)
            if rule is None:
                continue
            way = guests.way_of(self._ask, rule)
            lead, *details = sentences_of(told.words) or ("",)
            plain = isinstance(rule, OrderRule) and rule.title is None
            title = self._voice.say("guest.step_earn") if plain else way.title
            yield Item(told.id, title, lead, tuple(details))

    def _rewards(self) -> Iterator[Item]:
        for told in self._told.get("rewards", ()):
            reward = self._document.reward(told.id)
            if reward is not None:
                yield self._reward(told, reward)

    def _reward(self, told: Told, reward: Reward) -> Item:
        title = reward_title(self._document, reward, self._language)
        cost = self._cost(reward)
        said = say("reward.cost", self._language, points=cost or "") + "."
        known = {title.rstrip("."), said[:1].upper() + said[1:-1]}
        lines = [
            line for line in sentences_of(told.words) if line.rstrip(".") not in known
        ]
        own = reward.description
        lead = own.say(self._language) if own is not None else ""
        if cost is not None and isinstance(reward, SliderReward):
            cost = self._voice.say("page.from_cost", points=cost)
        return Item(told.id, title, lead, tuple(lines), cost, image=reward.image)

    def _cost(self, reward: Reward) -> str | None:
        asset = self._document.asset(reward.asset)
        if isinstance(reward, SliderReward):
            least = max(reward.minimum, reward.step)
            return points_text(asset, Fraction(least), self._language)
        if reward.price is None:
            return None
        return points_text(asset, Fraction(reward.price), self._language)

    def _plain(self, section: str) -> Iterator[Item]:
        for told in self._told.get(section, ()):
            item = self._document.item(section, told.id)
            title = item_title(self._document, section, item, self._language)
            lines = [
                line
                for line in sentences_of(told.words)
                if line.rstrip(".") != title.rstrip(".")
            ]
            lead, *details = lines or ("",)
            yield Item(told.id, title, lead, tuple(details))

    def _tiers(self) -> Part | None:
        shown = [
            tier for tier in self._document.tiers if tier.enabled and not tier.hidden
        ]
        if not shown:
            return None
        notes = sentences_of(
            " ".join(told.words for told in self._told.get("tier_terms", ()))
        )
        lines = tuple(self._tier(tier) for tier in shown)
        return Part("tiers", self._voice.say("page.tiers"), tiers=lines, notes=notes)

    def _tier(self, tier: Tier) -> TierLine:
        document, language = self._document, self._language
        how = self._voice.say("tier.start")
        if tier.reach is not None:
            how = threshold_in_words(document, tier.reach, language)
        elif tier.assigned_by is not None:
            how = say("tier.assigned", language)
        gives = [
            item_title(document, "perks", perk, language)
            for perk in perks_of(document, Holder(member=True, tier_id=tier.id))
        ]
        gives += [
            gifts_in_words(document, gifts, language)
            for gifts in (tier.gifts, tier.yearly_gifts)
            if gifts
        ]
        if tier.description is not None:
            gives.insert(0, tier.description.say(language))
        return TierLine(
            item_title(document, "tiers", tier, language),
            f"{how[:1].upper()}{how[1:]}",
            tuple(f"{each[:1].upper()}{each[1:]}" for each in gives),
        )

    def _referral(self) -> Part | None:
        told = self._told.get("referral", ())
        if not told:
            return None
        lead, *details = sentences_of(told[0].words) or ("",)
        items = (Item("referral", "", lead, tuple(details)),)
        return Part("referral", self._voice.say("page.refer"), items)

    def _questions(self) -> Part:
        document, voice, language = self._document, self._voice, self._language
        asked = [
            (each.question.say(language), each.answer.say(language))
            for each in document.storefront.page.questions
        ]
        terms = document.terms
        pending = pending_in_words(terms.pending.days, terms.pending.since, language)
        if not document.memberships:
            asked.append((voice.say("faq.cost_q"), voice.say("faq.cost_a")))
        if document.earning:
            expiry = expiry_in_words(terms.expiry, language)
            asked.append((voice.say("faq.when_q"), _sentence(pending)))
            asked.append((voice.say("faq.expire_q"), _sentence(expiry)))
        if document.rewards:
            asked.append((voice.say("faq.how_q"), voice.say("faq.how_a")))
        asked.append((voice.say("faq.refund_q"), voice.say("faq.refund_a")))
        return Part("questions", voice.say("page.faq"), questions=tuple(asked))

    def _terms(self) -> Part:
        told = (*self._told.get("terms", ()), *self._told.get("stacking", ()))
        notes = sentences_of(" ".join(each.words for each in told))
        return Part("terms", self._voice.say("page.terms"), notes=notes)


def _sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}."
