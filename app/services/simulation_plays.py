"""What happened to members beside their orders, as a simulation plays it.

Sign-ups, activities, reviews, birthdays, anniversaries, consents and tags come
from what is stored. A profile's details have no dates, and nothing says when they
were filled in; of reviews only those are known that earned something.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from app.domain.events import ReviewSnapshot
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import ReviewRule, SignUpRule
from app.domain.programme.facts import NOBODY, MemberFacts
from app.domain.simulation.days import moments
from app.domain.simulation.people import (
    CHANGE,
    DAY,
    SIGN_UP,
    Activity,
    Person,
    Play,
    Shop,
)
from app.domain.simulation.plays import DAYS, PLAYED, TOLD
from app.services.channel_orders import PLATFORM
from app.services.member_facts import OCCASIONS, Wanted, gather
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.simulation_plays import StoredMark, StoredPlays, StoredReview
from app.storage.unit_of_work import UnitOfWork

EARNER: Final = {"active": "member", "shadow": "shadow"}
Found = dict[UUID, list[Play]]


class Plays:
    """Gives people what several documents ask beside orders."""

    def __init__(
        self,
        uow: UnitOfWork,
        documents: Sequence[ProgrammeDocument],
        *,
        shops: Mapping[UUID, Shop],
        zone: str,
        until: datetime,
    ) -> None:
        self._uow, self._documents, self._shops = uow, documents, shops
        self._zone, self._until = zone, until
        self._stored = StoredPlays(uow)
        self._spares = any(one.terms.spared is not None for one in documents)
        self._needs: Mapping[str, str] | None = None
        self._marked: dict[tuple[UUID, datetime], list[StoredMark]] = defaultdict(list)
        """Of the people in hand: what began at an instant."""

    @property
    def any(self) -> bool:
        """Whether any of the documents looks at more than orders."""
        return self._asks(PLAYED) or self._spares

    def _asks(self, kinds: type | tuple[type, ...]) -> bool:
        return any(
            isinstance(rule, kinds) and rule.enabled
            for document in self._documents
            for rule in document.earning
        )

    def complete(self, people: Sequence[Person], *, asked: frozenset[str]) -> None:
        """Add to people what happened to them, and what was known of them then.

        Args:
            people: Members, named by their ids.
            asked: Fields of members that conditions look at.
        """
        by_id = {UUID(person.ref): person for person in people}
        found: Found = defaultdict(list)
        self._personal(by_id, found)
        if self._asks(TOLD):
            self._told(by_id, found)
        if self._asks(ReviewRule):
            self._reviewed(by_id, found)
        if self._spares:
            for member_id, at in self._stored.changes(by_id, until=self._until):
                found[member_id].append(Play(at, CHANGE))
        self._facts(found, asked)
        for member_id, plays in found.items():
            by_id[member_id].plays = plays

    def bystanders(self) -> Iterator[list[Person]]:
        """Return the members who never ordered, page by page."""
        for page in self._stored.without_orders(until=self._until):
            yield [
                Person(
                    str(one.member_id),
                    (),
                    EARNER.get(one.state, one.state),
                    one.joined_at,
                )
                for one in page
            ]

    def _personal(self, by_id: Mapping[UUID, Person], found: Found) -> None:
        joins, days = self._asks(SignUpRule), self._asks(DAYS)
        if not (joins or days):
            return
        self._marked.clear()
        marked: dict[UUID, list[datetime]] = defaultdict(list)
        for mark in self._stored.marked(by_id) if days else ():
            marked[mark.member_id].append(mark.since)
            self._marked[mark.member_id, mark.since].append(mark)
        for one in self._stored.people(by_id):
            if one.joined_at >= self._until:
                continue
            if joins:
                found[one.member_id].append(Play(one.joined_at, SIGN_UP))
            if not days:
                continue
            found[one.member_id] += [
                Play(at, DAY)
                for at in moments(
                    self._documents,
                    joined_at=one.joined_at,
                    birthday=one.birthday,
                    marked=marked[one.member_id],
                    zone=self._zone,
                    until=self._until,
                )
            ]

    def _told(self, by_id: Mapping[UUID, Person], found: Found) -> None:
        channel = next(
            (shop for shop in self._shops.values() if shop.platform == PLATFORM), None
        )
        for one in self._stored.activities(by_id, until=self._until):
            what = Activity(one.type, one.distinct_id, one.data)
            found[one.member_id].append(Play(one.at, what, channel))

    def _reviewed(self, by_id: Mapping[UUID, Person], found: Found) -> None:
        needs = self._needs_of_rules()
        seen: dict[tuple[UUID, UUID | None, str, str], list[StoredReview]] = {}
        for one in self._stored.reviews(by_id, until=self._until):
            name = one.review_ref or one.source
            seen.setdefault((one.member_id, *_place_of(one.source), name), []).append(
                one
            )
        for (member_id, store, product, review_ref), same in seen.items():
            has = {needs.get(one.rule_id, "anything") for one in same}
            review = ReviewSnapshot(
                review_ref=review_ref,
                product_ref=product,
                approved=True,
                has_text="text" in has,
                has_photo="photo" in has,
                has_video="video" in has,
                written_at=same[0].at,
            )
            play = Play(same[0].at, review, self._shops.get(store) if store else None)
            found[member_id].append(play)

    def _needs_of_rules(self) -> Mapping[str, str]:
        """Return what the live rules need of reviews: what rewarded ones had."""
        if self._needs is None:
            try:
                earning = ProgrammeRepository(self._uow).live()[1].earning
            except NothingPublished:
                earning = ()
            self._needs = {
                rule.id: rule.needs for rule in earning if isinstance(rule, ReviewRule)
            }
        return self._needs

    def _facts(self, found: Found, asked: frozenset[str]) -> None:
        """Look up what was known of each member at each play."""
        only = asked | OCCASIONS if self._asks(DAYS) else asked
        if not only:
            return
        wanted: dict[int, Wanted] = {
            id(play): (member_id, play.at, None)
            for member_id, plays in found.items()
            for play in plays
        }
        known = gather(
            self._uow, self._documents[0], list(set(wanted.values())), only=only
        )
        for member_id, plays in found.items():
            for play in plays:
                facts = known.get(wanted[id(play)], NOBODY)
                play.member = self._begun(member_id, play.at, facts)

    def _begun(self, member_id: UUID, at: datetime, known: MemberFacts) -> MemberFacts:
        """Return what is known, with what began just then, though it ended at once."""
        begun = self._marked.get((member_id, at), ())
        if not begun:
            return known
        tags = {mark.name: at for mark in begun if mark.kind == "tag"}
        consents = {mark.name: at for mark in begun if mark.kind == "consent"}
        return replace(
            known, tags={**tags, **known.tags}, consents={**consents, **known.consents}
        )


def _place_of(source: str) -> tuple[UUID | None, str]:
    """Return the store and the product of ``review:<store>:<product>``.

    Where each review counts by itself, ``@`` and the review follow.
    """
    _, store, product = (*source.split(":", 2), "")[:3]
    product = product.partition("@")[0]
    try:
        return UUID(store), product
    except ValueError:
        return None, product
