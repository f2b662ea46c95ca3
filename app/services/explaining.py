"""Answers "why this balance" for one member, in words.

Only reads. The answer is about one moment: a unit of work that shows one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.domain.explain import Explanation, Line, Standing, Units, explain
from app.domain.explain.entries import Entry, Subject
from app.domain.explain.standings import lapsing, waiting
from app.domain.explain.telling import Teller
from app.domain.programme.assets import CreditAsset
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.reward_words import title_again
from app.domain.programme.rule_names import rule_name
from app.domain.words import Language
from app.services.env import Env
from app.storage.members import MemberRepository
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.prove import snapshot
from app.storage.prove.history import HistoryReader
from app.storage.prove.history_pages import Cursor, HistoryPages, Page
from app.storage.unit_of_work import UnitOfWork


def explain_member(
    uow: UnitOfWork,
    member_id: UUID,
    asset: str,
    language: Language,
    *,
    at: datetime,
) -> Explanation:
    """Return every line of a member's ledger and how things stand at *at*.

    Raises:
        MemberMissing: There is no such member.
    """
    MemberRepository(uow).get(member_id)
    reader = HistoryReader(uow.connection, uow.programme_id)
    document = _document(uow)

    def name_of(rule_ref: str) -> str:
        return rule_name(document, rule_ref, language) if document else rule_ref

    return explain(
        member_id,
        asset,
        entries=_named(reader.entries(member_id, asset), document, language),
        balance=reader.balance(member_id, asset),
        lots=reader.lots(member_id, asset),
        holds=reader.holds(member_id, asset),
        units=units_of(document, asset),
        language=language,
        at=at,
        origins=reader.origins(member_id, asset),
        name_of=name_of,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """Some lines of a history, oldest first, and how the units they moved stand."""

    asset: str
    lines: tuple[Line, ...]
    """Their running balances count from the first of them only."""
    waiting: tuple[Standing, ...]
    lapsing: tuple[Standing, ...]
    next_cursor: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose history is told, and how."""

    member_id: UUID
    document: ProgrammeDocument
    language: Language
    at: datetime

    @property
    def asset(self) -> str:
        """The points that the history is about."""
        return self.document.main_points


def told_page(uow: UnitOfWork, asked: Asked, cursor: Cursor | None, most: int) -> Told:
    """Tell the newest lines before *cursor*; reads these and no others."""
    pages = HistoryPages(uow.connection, uow.programme_id)
    return _told(asked, pages.page(asked.member_id, asked.asset, cursor, most=most))


def told_line(uow: UnitOfWork, asked: Asked, transaction_id: UUID) -> Told:
    """Tell one line of the member's history; no line where it is another's."""
    pages = HistoryPages(uow.connection, uow.programme_id)
    return _told(asked, pages.one(asked.member_id, asked.asset, transaction_id))


def _told(asked: Asked, page: Page) -> Told:
    document, language = asked.document, asked.language
    units = units_of(document, asked.asset)
    teller = Teller(
        asked.member_id,
        units,
        language,
        {lot.lot_id: lot for lot in page.lots},
        lambda rule_ref: rule_name(document, rule_ref, language),
        dict(page.origins),
    )
    return Told(
        asked.asset,
        tuple(teller.tell(_named(page.entries, document, language))),
        waiting(page.lots, teller.origins, units, language),
        lapsing(page.lots, units, language, at=asked.at),
        page.next_cursor,
    )


def _named(
    entries: Sequence[Entry], document: ProgrammeDocument | None, language: Language
) -> list[Entry]:
    """Return entries whose rewards are called as they are in this language."""
    if document is None:
        return list(entries)
    return [_with_title(entry, document, language) for entry in entries]


def _with_title(entry: Entry, document: ProgrammeDocument, language: Language) -> Entry:
    subject = entry.subject
    if subject is None or subject.kind != "reward" or subject.text is None:
        return entry
    text = title_again(document, subject.text, language)
    return replace(entry, subject=Subject(subject.kind, text))


def explain_all(
    env: Env, programme_id: UUID, member_id: UUID, language: Language | None = None
) -> list[Explanation]:
    """Return one explanation for each asset that the member ever had.

    Args:
        env: The world.
        programme_id: Whose member.
        member_id: Who.
        language: The member's own by default, else the programme's.

    Raises:
        MemberMissing: There is no such member.
    """
    with snapshot(env.database.engine, programme_id) as connection:
        uow = UnitOfWork(connection, programme_id, env.ids)
        chosen = language or language_of(uow, member_id)
        assets = HistoryReader(connection, programme_id).assets(member_id)
        now = env.clock.now()
        return [explain_member(uow, member_id, one, chosen, at=now) for one in assets]


def language_of(uow: UnitOfWork, member_id: UUID) -> Language:
    """Return the language a member is spoken to in."""
    locale = (MemberRepository(uow).get(member_id).locale or "")[:2].lower()
    if locale in set(Language):
        return Language(locale)
    document = _document(uow)
    return document.identity.language if document else Language.EN


def _document(uow: UnitOfWork) -> ProgrammeDocument | None:
    try:
        return ProgrammeRepository(uow).live()[1]
    except NothingPublished:
        return None


def units_of(document: ProgrammeDocument | None, asset: str) -> Units:
    """Return how amounts of *asset* are written; plain points when unknown."""
    known = [one for one in document.assets if one.id == asset] if document else []
    if not known:
        return Units()
    found = known[0]
    if isinstance(found, CreditAsset):
        return Units(currency=found.currency)
    if found.unit is None:
        return Units(decimals=found.scale)
    one = found.unit_one or found.unit
    names = {
        language: (one.say(language), found.unit.say(language)) for language in Language
    }
    return Units(names, decimals=found.scale)
