"""Legal: the terms as generated, who answers for them, what is kept and how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Final

from pydantic import BaseModel, Field

from app.domain.consents import text_version
from app.domain.ids import public_id
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.page import chapters
from app.domain.programme.storefront_voices import NAMES, voice_of
from app.domain.staff import Right
from app.domain.words import Language
from app.services.retention import Kept, retention
from app.services.staff.audit import Fact
from app.storage.legal import LegalRepository, Notice, Wording
from app.storage.programmes import ProgrammeRepository, Version
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import address_of

pages = Pages("legal")

AT: Final = "/settings/legal"
TOLD: Final = ("terms", "stacking", "tier_terms", "referral")
"""Sections of the document that are terms."""
CHANNELS: Final = ("email", "sms", "whatsapp")
"""Of news, for which members are asked."""
OPT_IN: Final = "opt_in"
DAY: Final = timedelta(days=1)
Short = Annotated[str, Field(max_length=200)]
Long = Annotated[str, Field(max_length=2_000)]


class LegalForm(BaseModel):
    """Who answers for the programme."""

    company: Short = ""
    address: Long = ""
    contact: Short = ""
    processors: Long = ""


@dataclass(frozen=True, slots=True)
class Text:
    """The terms in one language."""

    tag: str
    name: str
    sentences: Sequence[str]
    links: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence that asks for a consent, as it stands now."""

    name: str
    language: str
    sentence: str
    version: str


@dataclass(frozen=True, slots=True)
class Read:
    """What the database knows."""

    notice: Notice
    version: Version | None
    wordings: Sequence[Wording]


@pages.page("GET", AT, right=Right.READ)
def legal(ask: Ask) -> View:
    """Show everything, and the form."""
    found = ask.run(_read)
    notice = found.notice
    said = {
        "company": notice.company,
        "address": notice.address,
        "contact": notice.contact,
        "processors": notice.processors,
    }
    return _view(ask, found, filled(said))


@pages.page("POST", AT, right=Right.SETTINGS)
def save_legal(ask: Ask) -> View | Redirect:
    """Keep who answers for the programme."""
    typed = ask.form(LegalForm)
    said = typed.value
    if said is None:
        return _view(ask, ask.run(_read), typed, 400)
    kept = Notice(
        company=_lines(said.company),
        address=_lines(said.address),
        contact=_lines(said.contact),
        processors=_lines(said.processors),
    )

    def write(uow: UnitOfWork) -> None:
        legal_rows = LegalRepository(uow)
        before = _facts(legal_rows.notice())
        legal_rows.keep(kept, at=ask.now, by=ask.staff.actor)
        subject = f"programme:{ask.programme_id}"
        ask.audit(uow, "legal.changed", subject, before=before, after=_facts(kept))

    ask.run(write)
    return Redirect(address_of(AT), told=ask.say("say.saved"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _facts(notice: Notice) -> dict[str, Fact]:
    return {
        "company": notice.company,
        "address": notice.address,
        "contact": notice.contact,
        "processors": notice.processors,
    }


def _read(uow: UnitOfWork) -> Read:
    kept = LegalRepository(uow)
    live = [each for each in ProgrammeRepository(uow).versions() if each.live]
    return Read(kept.notice(), live[0] if live else None, kept.wordings())


def _view(ask: Ask, found: Read, form: Typed[LegalForm], status: int = 200) -> View:
    document = ask.office.document
    return View(
        "admin/settings/legal.html",
        {
            "form": form,
            "notice": found.notice,
            "version": found.version,
            "texts": [] if document is None else _texts(ask, document),
            "kept": [(each, _span(ask, each)) for each in retention()],
            "asked": [] if document is None else _asked(ask, document),
            "wordings": found.wordings,
            "printed_at": ask.now,
        },
        status,
    )


def _texts(ask: Ask, document: ProgrammeDocument) -> list[Text]:
    return [
        Text(
            each.value,
            NAMES[each],
            [
                told.words
                for chapter in chapters(document, each)
                if chapter.section in TOLD
                for told in chapter.told
            ],
            _links(ask, each),
        )
        for each in Language
    ]


def _links(ask: Ask, language: Language) -> list[tuple[str, str]]:
    """Return where shoppers read the terms, store by store; only what is public."""
    if ask.office.version is None:
        return []
    root = ask.env.public_url.rstrip("/")
    return [
        (
            store.name,
            (
                f"{root}/storefront/v1/stores/{public_id('str', store.store_id)}"
                f"/page?lang={language.value}#terms"
            ),
        )
        for store in ask.office.stores
        if store.platform in ask.env.platforms
    ]


def _span(ask: Ask, kept: Kept) -> str:
    """Return how long something is kept, in words."""
    if kept.span is None:
        return ask.say(f"legal.until.{kept.until}")
    days, rest = divmod(kept.span, DAY)
    if rest or days == 1:
        return ask.say("legal.until.hours", kept.span // timedelta(hours=1))
    return ask.say("legal.until.days", days)


def _asked(ask: Ask, document: ProgrammeDocument) -> list[Asked]:
    """Return the sentences that ask for a consent now, with their versions."""
    found = []
    for each in Language:
        voice = voice_of(document, each.value)
        title = voice.say("consent.title")
        for channel in CHANNELS:
            sentence = f"{title}: {voice.say(f'consent.{channel}')}"
            name = ask.say(f"legal.asks.{channel}")
            found.append(Asked(name, NAMES[each], sentence, text_version(sentence)))
        if document.terms.enrolment == OPT_IN:
            sentence = voice.say("optin.body")
            name = ask.say("legal.asks.joining")
            found.append(Asked(name, NAMES[each], sentence, text_version(sentence)))
    return found
