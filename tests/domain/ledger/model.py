"""The ledger as one would keep it on paper: lots of one member, and the rules.

Written from the reference alone, without the ledger's code or its tables.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

END = datetime.max.replace(tzinfo=UTC)
LIFE = timedelta(days=30)


@dataclass
class PaperLot:
    """Where the units of one lot are, as far as it matters later."""

    award: str
    size: int
    born: datetime
    ready: datetime
    lapses: datetime | None
    pending: int = 0
    available: int = 0
    held: int = 0
    expired: int = 0
    clawed: int = 0
    absorbed: int = 0

    @property
    def kept(self) -> int:
        return self.size - self.clawed - self.absorbed

    def dead(self, at: datetime) -> bool:
        return self.lapses is not None and self.lapses <= at


Parts = list[tuple[PaperLot, int]]


@dataclass
class Paper:
    """One member, one asset."""

    lots: list[PaperLot] = field(default_factory=list)
    owed: int = 0
    holds: dict[str, Parts] = field(default_factory=dict)
    burnt: dict[str, Parts] = field(default_factory=dict)
    returned: dict[str, int] = field(default_factory=dict)

    def live(self, at: datetime) -> int:
        return sum(lot.available for lot in self.lots if not lot.dead(at))

    def take(self, units: int, lots: list[PaperLot]) -> Parts:
        parts = []
        for lot in sorted(lots, key=lambda lot: (lot.lapses or END, lot.born)):
            part = min(units, lot.available)
            if part:
                lot.available -= part
                units -= part
                parts.append((lot, part))
        return parts

    def recover(self) -> None:
        units = min(self.owed, sum(lot.available for lot in self.lots))
        self.take(units, self.lots)
        self.owed -= units

    def bring_back(self, parts: Parts, at: datetime) -> None:
        for lot, _ in parts:
            self.expire(lot, at)
        for lot, part in parts:
            lot.available += part
        self.recover()
        for lot, _ in parts:
            if lot.lapses is not None and lot.lapses < at + LIFE:
                lot.lapses = at.replace(hour=0, minute=0) + LIFE + timedelta(days=1)

    def expire(self, lot: PaperLot, at: datetime) -> None:
        if lot.dead(at):
            lot.expired += lot.available
            lot.available = 0

    def mature(self, lot: PaperLot, at: datetime) -> None:
        if lot.ready <= at:
            lot.available += lot.pending
            lot.pending = 0
            self.recover()

    def award(
        self,
        name: str,
        keep: int,
        at: datetime,
        ready: datetime,
        lapses: datetime | None,
    ) -> None:
        mine = [lot for lot in self.lots if lot.award == name]
        missing = keep - sum(lot.kept for lot in mine)
        if missing < 0:
            self.claw(mine, -missing)
            return
        back = []
        for lot in mine:
            part = min(missing, lot.clawed)
            lot.clawed -= part
            missing -= part
            if part and lot.ready <= at:
                back.append((lot, part))
            else:
                lot.pending += part
        self.bring_back(back, at)
        for lot in mine:
            part = min(missing, lot.absorbed)
            lot.absorbed -= part
            missing -= part
        if missing:
            place = "available" if ready <= at else "pending"
            lot = PaperLot(name, missing, at, ready, lapses)
            setattr(lot, place, missing)
            self.lots.append(lot)
            self.recover()

    def claw(self, mine: list[PaperLot], units: int) -> None:
        for lot in reversed(mine):
            wanted = min(units, lot.kept)
            units -= wanted
            pending = min(wanted, lot.pending)
            available = min(wanted - pending, lot.available)
            absorbed = min(wanted - pending - available, lot.expired - lot.absorbed)
            lot.pending -= pending
            lot.available -= available
            lot.absorbed += absorbed
            lot.clawed += wanted - absorbed
            self.owed += wanted - pending - available - absorbed
        self.recover()

    def hold(self, voucher: str, units: int, at: datetime) -> None:
        alive = [lot for lot in self.lots if not lot.dead(at)]
        self.holds[voucher] = self.take(units, alive)
        for lot, part in self.holds[voucher]:
            lot.held += part

    def end(self, voucher: str, at: datetime, *, issued: bool) -> None:
        parts = self.holds.pop(voucher)
        for lot, part in parts:
            lot.held -= part
        if issued:
            self.burnt[voucher] = parts
        else:
            self.bring_back(parts, at)

    def give_back(self, voucher: str, total: int, at: datetime) -> None:
        skip = self.returned.get(voucher, 0)
        missing, parts = total - skip, []
        for lot, spent in reversed(self.burnt[voucher]):
            part = min(missing, spent - min(skip, spent))
            skip -= min(skip, spent)
            if part > 0:
                parts.append((lot, part))
                missing -= part
        if parts:
            self.returned[voucher] = total
            self.bring_back(parts, at)
