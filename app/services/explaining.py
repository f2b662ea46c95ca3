"""Answers "why this balance" for one member, in words.

Only reads. The answer is about one moment: a unit of work that shows one.
"""

from datetime import datetime
from uuid import UUID

from app.domain.explain import Explanation, Units, explain
from app.domain.programme.assets import CreditAsset
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.rule_names import rule_name
from app.domain.words import Language
from app.services.env import Env
from app.storage.members import MemberRepository
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.prove import snapshot
from app.storage.prove.history import HistoryReader
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
        entries=reader.entries(member_id, asset),
        balance=reader.balance(member_id, asset),
        lots=reader.lots(member_id, asset),
        holds=reader.holds(member_id, asset),
        units=units_of(document, asset),
        language=language,
        at=at,
        origins=reader.origins(member_id, asset),
        name_of=name_of,
    )


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
