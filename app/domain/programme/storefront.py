"""What shoppers see: look, languages, nudges, the panel's parts, the page.

Colours, lengths and lists only, never style sheets or HTML. Sentences that a
merchant words anew stand in ``words`` of the document for the three languages
of the house, and here for languages that the house doesn't speak.
"""

from collections.abc import Mapping
from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, Field, Strict, model_validator

from app.domain.programme.base import Flag, Line, Section, Whole, refuse
from app.domain.programme.colours import INK, readable_ground, text_on
from app.domain.programme.identity import WORD_KEY
from app.domain.programme.storefront_links import Https, Selector
from app.domain.programme.texts import Text
from app.domain.words import Language
from app.domain.words.storefront import Direction

MAX_LANGUAGES: Final = 20
MAX_QUESTIONS: Final = 30
MAX_LINKS: Final = 12
MAX_SELECTORS: Final = 20
MAX_SENTENCE: Final = 600
MAX_LIFT: Final = 240
MAX_RADIUS: Final = 28
DEFAULT_ACCENT: Final = "#0b6e4f"
WRITTEN_FROM_THE_RIGHT: Final = frozenset(
    {"ar", "ckb", "dv", "fa", "he", "ps", "ug", "ur", "yi"}
)

Feature = Literal[
    "redeem",
    "earn",
    "refer",
    "tiers",
    "card",
    "play",
    "challenges",
    "charity",
    "birthday",
    "claims",
    "history",
]
Nudge = Literal[
    "redeem",
    "unused",
    "almost",
    "expiring",
    "guest",
    "friend",
    "campaign",
    "birthday",
]
PagePart = Literal[
    "how",
    "earning",
    "rewards",
    "tiers",
    "memberships",
    "perks",
    "dividends",
    "challenges",
    "play",
    "referral",
    "causes",
    "questions",
    "terms",
]
FEATURES: Final[tuple[Feature, ...]] = get_args(Feature)
NUDGES: Final[tuple[Nudge, ...]] = get_args(Nudge)
"""In the order in which they are tried."""
PAGE_PARTS: Final[tuple[PagePart, ...]] = get_args(PagePart)


def _accent(text: str) -> str:
    if text_on(text) is None:
        near = readable_ground(text)
        reason = f"neither white nor {INK} text reaches 4.5 to 1 on it"
        refuse("unreadable_colour", reason, near)
    return text


Accent = Annotated[
    str,
    Strict(),
    Field(pattern=r"^#[0-9a-f]{6}$"),
    AfterValidator(_accent),
]
"""A colour on which text can be read; which text, ``text_on`` tells."""
Sentence = Annotated[Line, Field(max_length=MAX_SENTENCE)]


class Look(Section):
    """Design tokens; everything else is made of them."""

    accent: Accent = DEFAULT_ACCENT
    scheme: Literal["light", "dark", "auto"] = "auto"
    radius: Annotated[Whole, Field(ge=0, le=MAX_RADIUS)] = 12
    """Of corners, in pixels."""
    font: Literal["inherit", "system", "serif", "rounded"] = "inherit"
    """The store's own, or one that every device has."""
    side: Literal["right", "left"] = "right"
    """Where the launcher stands; mirrored in languages written from the right."""
    lift: Annotated[Whole, Field(ge=0, le=MAX_LIFT)] = 16
    """Pixels above the lower edge."""
    launcher: Literal["button", "icon", "none"] = "button"
    hide_over: Annotated[tuple[Selector, ...], Field(max_length=MAX_SELECTORS)] = ()
    """Things of the theme that the launcher makes way for."""

    @property
    def on_accent(self) -> str:
        """The colour of text on the accent."""
        return text_on(self.accent) or INK


class OwnLanguage(Section):
    """A language that the house doesn't speak, in the merchant's words."""

    tag: Annotated[
        str,
        Strict(),
        Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"),
    ]
    name: Line
    """What it calls itself: 中文, العربية."""
    base: Language = Language.EN
    """Says what is missing here, and writes figures and dates."""
    words: Mapping[Annotated[str, Strict(), Field(pattern=WORD_KEY)], Sentence] = Field(
        default_factory=dict
    )

    @model_validator(mode="after")
    def _of_its_own(self) -> "OwnLanguage":
        if self.tag.partition("-")[0] in {each.value for each in Language}:
            refuse(
                "spoken_language",
                "the house speaks it; word single sentences anew in words",
                "zh",
            )
        return self

    @property
    def direction(self) -> Direction:
        """Where its lines begin."""
        primary = self.tag.partition("-")[0]
        return "rtl" if primary in WRITTEN_FROM_THE_RIGHT else "ltr"


class FollowLink(Section):
    """Where the shop is to be found."""

    network: Line
    url: Https


class Question(Section):
    """One of the page's questions, and its answer."""

    question: Text
    answer: Text


class RewardsPage(Section):
    """The page that explains the programme."""

    title: Text | None = None
    body: Text | None = None
    image: Https | None = None
    hidden: Annotated[tuple[PagePart, ...], Field(max_length=len(PAGE_PARTS))] = ()
    order: Annotated[tuple[PagePart, ...], Field(max_length=len(PAGE_PARTS))] = ()
    """These first; the others follow in the usual order."""
    questions: Annotated[tuple[Question, ...], Field(max_length=MAX_QUESTIONS)] = ()
    """Before the questions that the programme answers by itself."""
    indexed: Flag = True
    """Whether search engines may list it."""


class Storefront(Section):
    """All of it."""

    look: Look = Look()
    languages: Annotated[tuple[OwnLanguage, ...], Field(max_length=MAX_LANGUAGES)] = ()
    spoken: Annotated[tuple[Language, ...], Field(max_length=len(Language))] = ()
    """Of the house's languages, those that are offered; all when none is named."""
    nudges_off: Annotated[tuple[Nudge, ...], Field(max_length=len(NUDGES))] = ()
    hidden: Annotated[tuple[Feature, ...], Field(max_length=len(FEATURES))] = ()
    order: Annotated[tuple[Feature, ...], Field(max_length=len(FEATURES))] = ()
    """These first; the others follow in the usual order."""
    follow: Annotated[tuple[FollowLink, ...], Field(max_length=MAX_LINKS)] = ()
    page: RewardsPage = RewardsPage()
