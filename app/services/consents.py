"""Gives and withdraws consents to news, and keeps every word that was said.

What holds takes effect with the commit that keeps the word: ``member_mark``, which
earning and segments read, follows in the same unit of work.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from app.domain.consents import Source, Word, holds, is_news, text_version
from app.services import occasions
from app.services.env import Env
from app.services.living import refuse_gone
from app.services.standing import owe_standing
from app.storage.consents import ConsentRepository, SaidWord, by_name
from app.storage.marks import MarkRepository
from app.storage.members import MemberRepository, MemberRow
from app.storage.unit_of_work import UnitOfWork

NEWSLETTER: Final = "newsletter"
"""News by e-mail, the one consent that both platforms keep."""
KIND: Final = "consent"


@dataclass(frozen=True, slots=True)
class Shown:
    """Where something was said, by whom, and what was read then."""

    source: Source
    store_id: UUID
    language: str | None = None
    wording: str | None = None
    """The sentence that was agreed to, as shown; None: nobody told us."""
    actor: str | None = None
    """Who wrote it down, where it was not the member."""


def say(
    env: Env,
    uow: UnitOfWork,
    member: MemberRow,
    said: Mapping[str, bool],
    shown: Shown,
) -> None:
    """Give the consents that *said* names, or withdraw them; at once.

    What was said before under the same words says nothing new and is not kept.

    Raises:
        MemberGone: The account can't move any more.
    """
    refuse_gone(member)
    version = None if shown.wording is None else text_version(shown.wording)
    repository, kept = _locked(uow, member.member_id, said)
    for name, granted in sorted(said.items()):
        new = SaidWord(
            name,
            Word(granted, shown.source, shown.store_id),
            shown.language,
            shown.wording,
            version,
            shown.actor,
            env.clock.now(),
        )
        before = [one for one in kept if one.name == name]
        if before and _same(before[-1], new):
            continue
        repository.add(member.member_id, new)
        words = [*(one.word for one in before), new.word]
        _follow(uow, member.member_id, name, words, shown.store_id, at=new.said_at)
    occasions.check(env, uow, member)
    owe_standing(env, uow, [member.member_id])


def only(
    env: Env, uow: UnitOfWork, member: MemberRow, names: Collection[str], shown: Shown
) -> list[str]:
    """Make *names* all that holds: the rest is withdrawn; return what holds.

    Raises:
        MemberGone: The account can't move any more.
    """
    wanted = {name.casefold() for name in names}
    known = wanted.union(held(uow, member.member_id))
    said = {name: name in wanted for name in known}
    say(env, uow, member, said, shown)
    return held(uow, member.member_id)


def told(
    env: Env,
    uow: UnitOfWork,
    member_id: UUID,
    store_id: UUID,
    *,
    granted: bool,
    asked: bool,
) -> None:
    """Keep what a store says of the newsletter, if that is news.

    Args:
        env: The world.
        uow: The unit of work.
        member_id: Of whom.
        store_id: Which store says so.
        granted: What it says.
        asked: The customer changed it just then.
    """
    repository, kept = _locked(uow, member_id, [NEWSLETTER])
    before = [one.word for one in kept]
    word = Word(granted, "platform", store_id)
    if not is_news(before, word, asked=asked):
        return
    now = env.clock.now()
    said = SaidWord(NEWSLETTER, word, None, None, None, None, now)
    repository.add(member_id, said)
    _follow(uow, member_id, NEWSLETTER, [*before, word], store_id, at=now)


def move(env: Env, uow: UnitOfWork, gone: UUID, kept: UUID) -> None:
    """Let *kept* have said what *gone* said; a "no" of either wins as ever."""
    serialise(uow, [gone, kept])
    ConsentRepository(uow).move(gone, kept)
    follow_words(env, uow, kept)


def serialise(uow: UnitOfWork, member_ids: Collection[UUID]) -> None:
    """Let nobody else keep words of these members until the work ends."""
    MemberRepository(uow).serialise([_lock(member_id) for member_id in member_ids])


def follow_words(env: Env, uow: UnitOfWork, member_id: UUID) -> None:
    """Make the marks say what the words say that are kept of a member."""
    repository, now = ConsentRepository(uow), env.clock.now()
    for name, words in by_name(repository.of_member(member_id)).items():
        _follow(uow, member_id, name, words, words[-1].store_id, at=now)


def held(uow: UnitOfWork, member_id: UUID) -> list[str]:
    """Return the consents that hold now."""
    return MarkRepository(uow).names(member_id, KIND)


def history(uow: UnitOfWork, member_id: UUID) -> list[SaidWord]:
    """Return every word that a member said about news, first word first."""
    return ConsentRepository(uow).of_member(member_id)


def _locked(
    uow: UnitOfWork, member_id: UUID, names: Collection[str]
) -> tuple[ConsentRepository, list[SaidWord]]:
    """Return what was said of *names*; nobody adds to it until the work ends."""
    MemberRepository(uow).serialise([_lock(member_id)])
    repository = ConsentRepository(uow)
    return repository, repository.of_member(member_id, names)


def _lock(member_id: UUID) -> str:
    return f"consents/{member_id}"


def _same(before: SaidWord, new: SaidWord) -> bool:
    """Tell whether the last word said the same, at the same place, of the same text."""
    return (before.word, before.language, before.text_version) == (
        new.word,
        new.language,
        new.text_version,
    )


def _follow(
    uow: UnitOfWork,
    member_id: UUID,
    name: str,
    words: Collection[Word],
    store_id: UUID,
    *,
    at: datetime,
) -> None:
    """Make the mark say what holds by now."""
    marks = MarkRepository(uow)
    if not holds(words):
        marks.end(member_id, KIND, name, at=at)
    elif name not in marks.names(member_id, KIND):
        told_there = marks.of_store(member_id, KIND, store_id)
        marks.set(member_id, KIND, store_id, [*told_there, name], at=at)
