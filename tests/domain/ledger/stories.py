"""Tells a ledger what happens, in the words of ``tests/vectors``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.domain.ledger import (
    Balance,
    Book,
    Key,
    Kind,
    Lot,
    LotTerms,
    ShortfallPolicy,
    Transaction,
)
from tests.domain.ledger.worlds import POINTS, CountedIds, Ledger

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


def _instant(text: object) -> datetime | None:
    return None if text is None else datetime.fromisoformat(str(text))


@dataclass(slots=True)
class Story:
    """Tells a ledger what happens, in the words of ``tests/vectors``.

    Lots are named by the order in which they were opened, from 1; members,
    awards, vouchers and steps by any word.
    """

    ledger: Ledger
    asset: str = POINTS
    now: datetime = START
    lots: list[UUID] = field(default_factory=list)
    changes: dict[str, int] = field(default_factory=dict)
    named: dict[str, UUID] = field(default_factory=dict)
    transactions: dict[str, UUID] = field(default_factory=dict)
    acted: int = 0
    ids: CountedIds = field(default_factory=lambda: CountedIds(kind=0xE))

    def id_of(self, kind: str, name: str) -> UUID:
        return self.named.setdefault(f"{kind}:{name}", self.ids.new())

    def tell(self, step: Mapping[str, Any]) -> list[Transaction]:
        """Do one step; return what was posted. Refusals are raised."""
        if "at" in step:
            self.now = datetime.fromisoformat(step["at"])
        self.acted += 1
        posted = getattr(self, f"_{step['do']}")(step)
        for transaction in posted:
            self._number_lots(transaction)
        if posted and "name" in step:
            self.transactions[step["name"]] = posted[0].id
        return list(posted)

    def _number_lots(self, transaction: Transaction) -> None:
        for posting in transaction.postings:
            lot_id = posting.lot_id
            if lot_id is not None and lot_id not in self.lots:
                self.lots.append(lot_id)

    def balance(self, member: str) -> Balance:
        return self.ledger.balance(self.id_of("member", member), self.asset)

    def lot(self, number: int) -> Lot:
        wanted = self.lots[number - 1]
        members = [
            found for name, found in self.named.items() if name.startswith("member:")
        ]
        return next(
            lot
            for member_id in members
            for lot in self.ledger.lots(member_id, self.asset)
            if lot.lot_id == wanted
        )

    def terms(self, step: Mapping[str, Any]) -> LotTerms:
        return LotTerms(
            awarded_at=self.now,
            zone=step.get("zone", "UTC"),
            pending=step.get("pending", False),
            available_from=_instant(step.get("available_from")),
            lapses_at=_instant(step.get("lapses_at")),
        )

    def _own_key(self, step: Mapping[str, Any]) -> Key:
        return Key.of("step", step.get("key", f"{step['do']}-{self.acted}"))

    def _members(self, *names: str) -> list[tuple[UUID, str]]:
        return [(self.id_of("member", name), self.asset) for name in names]

    def _award(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        name = step["award"]
        award_id = self.id_of("award", name)
        most = step.get("most_owed")
        policy = ShortfallPolicy(None if most is None else int(most))
        said, posted = self.ledger.act(
            lambda book: book.settle_award(
                award_id,
                step["keep"],
                key=lambda n: Key.of("order", "store", name, "base", n),
                n=self.changes.get(name, 0),
                at=self.now,
                occurred_at=self.now,
                member_id=self.id_of("member", step["member"]),
                asset=self.asset,
                opening=self.terms(step),
                shortfall_policy=policy,
                minimum_life_days=step.get("minimum_life_days", 30),
            ),
            self._members(step["member"]),
            awards=[award_id],
        )
        self.changes[name] = self.changes.get(name, 0) + len(said)
        return posted

    def _grant(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        [at] = self._members(step["member"])
        key = self._own_key(step)
        _, posted = self.ledger.act(
            lambda book: book.accrue(
                key,
                member_id=at[0],
                asset=self.asset,
                amount=step["amount"],
                award_id=None,
                occurred_at=self.now,
                at=self.now,
                pending=step.get("pending", False),
                available_from=_instant(step.get("available_from")),
                lapses_at=_instant(step.get("lapses_at")),
                zone=step.get("zone", "UTC"),
                kind=Kind(step.get("kind", "accrual")),
            ),
            [at],
            keys=[key],
        )
        return posted

    def _by_lot(
        self, step: Mapping[str, Any], do: Callable[[Book, UUID], object]
    ) -> Sequence[Transaction]:
        lot_id = self.lots[step["lot"] - 1]
        _, posted = self.ledger.act(
            lambda book: do(book, lot_id),
            self._members(step["member"]),
            lots=[lot_id],
            keys=[self._own_key(step)],
        )
        return posted

    def _mature(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        return self._by_lot(step, lambda book, lot: book.mature(lot, at=self.now))

    def _expire(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        return self._by_lot(step, lambda book, lot: book.expire(lot, at=self.now))

    def _dates(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        return self._by_lot(
            step,
            lambda book, lot: book.set_dates(
                lot,
                available_from=_instant(step.get("available_from")),
                lapses_at=_instant(step.get("lapses_at")),
                reason="test",
            ),
        )

    def _retract(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        return self._by_lot(
            step,
            lambda book, lot: book.retract(
                self._own_key(step),
                lot,
                occurred_at=self.now,
                untouched=step.get("untouched", False),
            ),
        )

    def _hold(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        [at] = self._members(step["member"])
        voucher_id = self.id_of("voucher", step["voucher"])
        key = Key.of("hold", voucher_id)
        _, posted = self.ledger.act(
            lambda book: book.hold(
                key,
                member_id=at[0],
                asset=self.asset,
                amount=step["amount"],
                at=self.now,
                occurred_at=self.now,
                voucher_id=voucher_id,
            ),
            [at],
            keys=[key],
        )
        return posted

    def _of_voucher(
        self, step: Mapping[str, Any], do: Callable[[Book, UUID], object]
    ) -> Sequence[Transaction]:
        voucher_id = self.id_of("voucher", step["voucher"])
        _, posted = self.ledger.act(
            lambda book: do(book, voucher_id),
            self._members(step["member"]),
            vouchers=[voucher_id],
        )
        return posted

    def _burn(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        return self._of_voucher(
            step,
            lambda book, voucher: book.burn(voucher, at=self.now, occurred_at=self.now),
        )

    def _release(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        return self._of_voucher(
            step,
            lambda book, voucher: book.release(
                voucher,
                at=self.now,
                occurred_at=self.now,
                minimum_life_days=step.get("minimum_life_days", 30),
            ),
        )

    def _return(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        return self._of_voucher(
            step,
            lambda book, voucher: book.give_back(
                voucher,
                step["total"],
                at=self.now,
                occurred_at=self.now,
                minimum_life_days=step.get("minimum_life_days", 30),
            ),
        )

    def _adjust(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        [at] = self._members(step["member"])
        key = self._own_key(step)
        _, posted = self.ledger.act(
            lambda book: book.adjust(
                key,
                member_id=at[0],
                asset=self.asset,
                amount=step["amount"],
                at=self.now,
                occurred_at=self.now,
                opening=self.terms(step) if step["amount"] > 0 else None,
                actor="staff",
                note=step.get("note"),
            ),
            [at],
            keys=[key],
        )
        return posted

    def _forfeit(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        [at] = self._members(step["member"])
        key = self._own_key(step)
        _, posted = self.ledger.act(
            lambda book: book.forfeit(
                key, member_id=at[0], asset=self.asset, occurred_at=self.now
            ),
            [at],
            keys=[key],
        )
        return posted

    def _forgive(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        [at] = self._members(step["member"])
        key = self._own_key(step)
        _, posted = self.ledger.act(
            lambda book: book.forgive(
                key,
                member_id=at[0],
                asset=self.asset,
                occurred_at=self.now,
                most=step.get("most"),
            ),
            [at],
            keys=[key],
        )
        return posted

    def _gift(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        pairs = self._members(step["member"], step["receiver"])
        key = self._own_key(step)
        _, posted = self.ledger.act(
            lambda book: book.gift(
                key,
                giver_id=pairs[0][0],
                receiver_id=pairs[1][0],
                asset=self.asset,
                amount=step["amount"],
                at=self.now,
                occurred_at=self.now,
            ),
            pairs,
            keys=[key],
        )
        return posted

    def _merge(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        pairs = self._members(step["absorbed"], step["kept"])
        key = self._own_key(step)
        _, posted = self.ledger.act(
            lambda book: book.merge(
                key,
                absorbed_id=pairs[0][0],
                kept_id=pairs[1][0],
                occurred_at=self.now,
            ),
            pairs,
            keys=[key],
        )
        return posted

    def _unmerge(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        pairs = self._members(step["absorbed"], step["kept"])
        key = self._own_key(step)
        merge_id = self.transactions.get(step["merge"])
        _, posted = self.ledger.act(
            lambda book: book.unmerge(
                key,
                merge_id,
                absorbed_id=pairs[0][0],
                kept_id=pairs[1][0],
                occurred_at=self.now,
            ),
            pairs,
            keys=[key],
            transactions=[] if merge_id is None else [merge_id],
        )
        return posted

    def _reverse(self, step: Mapping[str, Any]) -> Sequence[Transaction]:
        key = self._own_key(step)
        wanted = self.transactions.get(step["of"], UUID(int=0))
        _, posted = self.ledger.act(
            lambda book: book.reverse(
                key,
                wanted,
                at=self.now,
                occurred_at=self.now,
                minimum_life_days=step.get("minimum_life_days", 30),
            ),
            self._members(step["member"]),
            keys=[key],
            transactions=[wanted],
        )
        return posted
