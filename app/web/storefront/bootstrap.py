"""What every page of a store needs first: look, promise, unit; the same for everybody.

Nothing here knows who asks, so browsers and networks may keep it. It is made once
for each version of the programme, store and language.
"""

from hashlib import sha256
from json import dumps
from typing import Final, Literal

from pydantic import Field

from app.domain.money import exponent
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import OrderRule, RateAward
from app.domain.programme.storefront_voices import features, nudges, voices
from app.domain.words.storefront import Voice, panel_words
from app.services.storefront import placing
from app.storage.programmes import NothingPublished
from app.web.api.shapes import Currency, Given, StoreId
from app.web.storefront import guests
from app.web.storefront.guests import GuestShape
from app.web.storefront.route import Ask, Reply, Table, Who
from app.web.storefront.serve import name_of
from app.web.storefront.shapes import unit_names

table = Table("Start")
ONE_MINUTE: Final = "public, max-age=60, stale-while-revalidate=600"
FOR_GOOD: Final = "public, max-age=31536000, immutable"
LOCALES: Final = {"id": "id-ID", "ms": "ms-MY", "en": "en"}
SHORT: Final = 12
BUY_BUTTONS: Final = (
    '[name="checkout"]',
    ".checkout-button",
    ".wc-block-cart__submit-button",
    "#place_order",
)
"""What leads a shopper to pay, in themes of both platforms: never covered."""
REWARDS_PAGE: Final = ".lym-inside"
"""Our own page in a theme. Everything that the button leads to stands there, with
buttons of its own: it would only lie over them."""


class ProgrammeName(Given):
    """Which programme it is."""

    name: str


class Unit(Given):
    """What points are called."""

    one: str
    other: str
    decimals: int = Field(description="Of points, how many last digits are decimals.")


class LookShape(Given):
    """Design tokens: colours, lengths and choices, never style sheets."""

    accent: str
    on_accent: str
    scheme: Literal["light", "dark", "auto"]
    radius: int
    font: Literal["inherit", "system", "serif", "rounded"]
    side: Literal["right", "left"]
    lift: int
    launcher: Literal["button", "icon", "none"]
    hide_over: list[str]


class Launcher(Given):
    """The button that opens the panel."""

    guest: str
    aria: str
    offline: str
    """Said by the button when the panel cannot be fetched."""


class WordsAt(Given):
    """Where the panel's words are, relative to this door."""

    url: str


class Rate(Given):
    """What a plain purchase earns, where that is one rate for everybody."""

    points: int
    per_minor: int
    currency: Currency


class Bootstrap(Given):
    """What every page needs first."""

    v: Literal[1] = 1
    state: Literal["on", "off", "paused"]
    programme: ProgrammeName
    store: StoreId
    platform: str
    lang: str
    langs: list[str]
    dir: Literal["ltr", "rtl"]


class BootstrapOn(Bootstrap):
    """The same of a programme that runs."""

    locale: str
    currency: Currency
    decimals: int
    unit: Unit
    look: LookShape
    launcher: Launcher
    words: WordsAt
    features: list[str]
    guest: GuestShape
    earn_rate: Rate | None
    nudges: list[str]
    page_url: str
    terms_url: str


@table.route(
    "GET",
    "/bootstrap",
    who=Who.ANYBODY,
    summary="What every page needs first; the same for everybody",
    answer=BootstrapOn,
    while_paused=True,
)
def read_bootstrap(ask: Ask) -> Reply:
    visit = ask.visit
    if not ask.preview:
        proxied = ask.door == "proxy"
        placing.note_panel(ask.env, visit, proxied=proxied, origin=ask.origin)
    if not visit.running:
        return Reply(_closed(ask), cache=ONE_MINUTE)
    row, key = visit.store, f"{visit.store_id}/{ask.voice.tag}/{ask.base}"
    key += f"/{row.currency}/{row.name}/{row.base_url}"
    text = ask.document.remember(
        f"storefront.bootstrap/{visit.programme_id}/{key}",
        lambda _document: _open(ask).model_dump_json(),
    )
    return Reply(None, text=text, cache=ONE_MINUTE)


def _closed(ask: Ask) -> Bootstrap:
    visit, document = ask.visit, ask.visit.document
    return Bootstrap(
        state="off" if document is None else "paused",
        programme=_named(ask),
        store=name_of(visit),
        platform=visit.store.platform,
        lang=ask.voice.tag,
        langs=[ask.voice.tag] if document is None else list(voices(document)),
        dir=ask.voice.direction,
    )


def _named(ask: Ask) -> ProgrammeName:
    document = ask.visit.document
    if document is None:
        return ProgrammeName(name=ask.visit.programme.name)
    return ProgrammeName(name=document.identity.name.say(ask.language))


def _open(ask: Ask) -> BootstrapOn:
    document, voice, row = ask.document, ask.voice, ask.visit.store
    one, other = unit_names(document, ask)
    look = document.storefront.look
    page = f"{page_url(ask)}?lang={ask.voice.tag}"
    return BootstrapOn(
        **_closed(ask).model_dump(exclude={"state"}),
        state="on",
        locale=LOCALES.get(voice.tag, voice.tag),
        currency=row.currency,
        decimals=exponent(row.currency),
        unit=Unit(
            one=one,
            other=other,
            decimals=document.asset(document.main_points).scale,
        ),
        look=LookShape(
            **look.model_dump(exclude={"hide_over"}),
            on_accent=look.on_accent,
            hide_over=[*BUY_BUTTONS, REWARDS_PAGE, *look.hide_over],
        ),
        launcher=Launcher(
            guest=voice.say("launcher.guest"),
            aria=voice.say("launcher.aria"),
            offline=voice.say("error.offline"),
        ),
        words=WordsAt(url=f"words/{voice.tag}.{_hash(document, voice)}.json"),
        features=list(features(document)),
        guest=guests.panel_promise(ask),
        earn_rate=earn_rate(document, row.currency),
        nudges=list(nudges(document)),
        page_url=page,
        terms_url=document.identity.terms_url or f"{page}#terms",
    )


def page_url(ask: Ask) -> str:
    """Return where the rewards page is, as the shopper's page reaches it."""
    if ask.door == "proxy":
        return ask.base.rpartition("/")[0]
    if ask.visit.store.platform == "shopify":
        return f"{ask.visit.store.base_url}/apps/loyalty"
    root = ask.env.public_url.rstrip("/")
    return f"{root}/storefront/v1/stores/{name_of(ask.visit)}/page"


def earn_rate(document: ProgrammeDocument, currency: str) -> Rate | None:
    """Return the one rate of a plain purchase, or None where it depends."""
    rates = [
        rule.award.rates[currency]
        for rule in document.earning
        if isinstance(rule, OrderRule)
        and rule.enabled
        and isinstance(rule.award, RateAward)
        and rule.asset == document.main_points
        and rule.when is None
        and rule.active is None
        and rule.amount.only.empty
        and currency in rule.award.rates
    ]
    if len(rates) != 1 or rates[0].percentage:
        return None
    exact = rates[0].exact(document.asset(document.main_points).scale)
    return Rate(points=exact.numerator, per_minor=exact.denominator, currency=currency)


def words_text(document: ProgrammeDocument, voice: Voice) -> str:
    """Return the panel's words in one voice, as they are sent."""
    return document.remember(
        f"storefront.words/{voice.tag}",
        lambda _document: dumps(
            panel_words(voice), ensure_ascii=False, separators=(",", ":")
        ),
    )


def _hash(document: ProgrammeDocument, voice: Voice) -> str:
    return sha256(words_text(document, voice).encode()).hexdigest()[:SHORT]


class WordsMissing(NothingPublished):
    """There are no words of this language and content."""

    code = "words_missing"


class PanelWords(Given):
    """The panel's sentences by key; a counted one has ``one`` and ``other``."""


@table.route(
    "GET",
    "/words/{file}",
    who=Who.ANYBODY,
    summary="The panel's words in one language; immutable",
    answer=PanelWords,
    while_paused=True,
)
def read_words(ask: Ask) -> Reply:
    document = ask.document
    tag, _, rest = ask.path["file"].partition(".")
    voice = voices(document).get(tag)
    if voice is None or rest != f"{_hash(document, voice)}.json":
        # An older page asks for words that were replaced: it asks again by name.
        raise WordsMissing("no such words; read bootstrap again")
    return Reply(None, text=words_text(document, voice), cache=FOR_GOOD)
