"""Goes through a member's entries in order and tells each as a line."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from app.domain.explain.entries import Entry, LotNow, Subject, Units
from app.domain.explain.lines import Line, LotTouch
from app.domain.explain.reasons import ABOUT_REWARDS, Reason, reason_of
from app.domain.ledger.accounts import Place, Pot
from app.domain.ledger.balances import Balance
from app.domain.ledger.kinds import Kind
from app.domain.ledger.posting import Posting
from app.domain.words import Language, day_text
from app.domain.words.ledger import ADDITIONS, LABELS, LINES


@dataclass(slots=True)
class Teller:
    """One run; remembers the balance so far and what each lot came from."""

    member_id: UUID
    units: Units
    language: Language
    lots: Mapping[UUID, LotNow]
    name_of: Callable[[str], str] = str
    """How whoever gave something is called, by the ledger's name of it."""
    origins: dict[UUID, Subject] = field(default_factory=dict)
    """What each lot was earned with, as far as it was told already."""
    _now: dict[Place, int] = field(default_factory=lambda: dict.fromkeys(Place, 0))

    @property
    def balance(self) -> Balance:
        return Balance(
            self._now[Place.PENDING],
            self._now[Place.AVAILABLE],
            self._now[Place.HELD],
            self._now[Place.SHORTFALL],
        )

    def tell(self, entries: Iterable[Entry]) -> Iterator[Line]:
        """Yield one line per entry, with the balance after it."""
        for entry in entries:
            before = self.balance
            self._move(entry)
            subject = self._subject(entry)
            reason = reason_of(entry, self.member_id, subject)
            sentence = self._say(reason, subject, entry)
            after = self.balance
            yield Line(
                entry=entry,
                reason=reason,
                subject=subject,
                sentence="; ".join([sentence, *self._additions(entry)]),
                change=after.shown - before.shown,
                pending_change=after.pending - before.pending,
                held_change=after.held - before.held,
                after=after,
                lots=tuple(
                    LotTouch(p.lot_id, p.source.place, p.target.place, p.amount)
                    for p in entry.postings
                    if p.lot_id is not None and self._concerns(p)
                ),
            )

    def _concerns(self, posting: Posting) -> bool:
        """Tell whether the member's units moved; what the shop bears counts too."""
        members = {posting.source.member_id, posting.target.member_id}
        return self.member_id in members or members == {None}

    def _move(self, entry: Entry) -> None:
        for posting in entry.postings:
            for account, units in (
                (posting.source, -posting.amount),
                (posting.target, posting.amount),
            ):
                if account.member_id == self.member_id:
                    self._now[Place(account.place)] += units

    def _subject(self, entry: Entry) -> Subject | None:
        """Return what the entry is about: by itself, or by its lot's origin."""
        if entry.kind in ABOUT_REWARDS:
            return entry.subject
        if entry.subject is not None:
            for lot_id in entry.lot_ids:
                self.origins.setdefault(lot_id, entry.subject)
            return entry.subject
        known = (self.origins[lot] for lot in entry.lot_ids if lot in self.origins)
        return next(known, None)

    def _say(self, reason: Reason, subject: Subject | None, entry: Entry) -> str:
        name = subject.text if subject is not None else None
        if reason is Reason.EARNED:
            name = name or (entry.rule_ref and self.name_of(entry.rule_ref))
        nameless = "a_reward" if entry.kind in ABOUT_REWARDS else "unknown"
        return LINES[reason].say(
            self.language,
            subject=name or LABELS[nameless].say(self.language),
            points=self.units.text(entry.absorbed, self.language),
        )

    def _additions(self, entry: Entry) -> Iterator[str]:
        if entry.absorbed:
            return
        if entry.kind is Kind.ACCRUAL:
            yield from self._when_usable(entry)
        if entry.kind is Kind.CLAWBACK:
            for place, key in ((Place.SHORTFALL, "owed"), (Pot.GOODWILL, "borne")):
                units = sum(p.amount for p in entry.postings if p.source.place == place)
                if units:
                    text = self.units.text(units, self.language)
                    yield ADDITIONS[key].say(self.language, points=text)

    def _when_usable(self, entry: Entry) -> Iterator[str]:
        """Say when pending units become usable; nothing once they are."""
        waiting = [self.lots[lot] for lot in entry.lot_ids if lot in self.lots]
        for lot in waiting:
            if lot.pending:
                day = lot.usable_from
                if day is None:
                    yield ADDITIONS["pending_open"].say(self.language)
                else:
                    yield ADDITIONS["pending_until"].say(
                        self.language, date=day_text(day, self.language)
                    )
