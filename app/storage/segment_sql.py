"""A segment as one statement over all members of a programme.

Every question becomes a condition on the member's own row or on rows joined to
it, each joined once by its hash. What the document says arrives as parameters
only, never as text of the statement.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from app.domain.programme.awards import LineFilter
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.segments import (
    CLASSES,
    BalanceFact,
    BirthdayFact,
    BoughtFact,
    Bounded,
    ConsentFact,
    ExpiringFact,
    Fact,
    JoinedFact,
    LanguageFact,
    LastOrderFact,
    MembershipFact,
    MetricFact,
    OrdersFact,
    PlaceFact,
    RedeemedFact,
    ReferralsFact,
    RfmFact,
    RhythmFact,
    Segment,
    SpendFact,
    TagFact,
    TierFact,
    WhoGroup,
)
from app.domain.tiers.ladder import ladder_of
from app.storage.segment_rows import (
    BALANCE,
    BOUGHT,
    EXPIRING,
    FRIENDS,
    MARKED,
    OTHER_TIER,
    PAID,
    PLACE,
    PLANS,
    REDEEMED,
    RFM,
    RHYTHM,
)

SKU: Final = "sku:"
ANYTHING: Final = "*"
FOUND: Final = "IS NOT NULL"
"""Yes or no, never unknown: with it the database joins only who is found."""


@dataclass(slots=True)
class SegmentSql:
    """One segment's statement: ``SELECT m.member_id …``, and its values."""

    document: ProgrammeDocument
    zone: str
    at: datetime
    today: date
    values: dict[str, Any] = field(default_factory=dict)
    _sums: dict[str, str] = field(default_factory=dict)
    _metrics: set[str] = field(default_factory=set)
    _rows: dict[str, str] = field(default_factory=dict)
    _plain: set[str] = field(default_factory=set)
    """Rows of a table as they are: nothing is worked out."""
    _within_sums: bool = False
    """Sums are asked where they are made, not of the rows that hold them."""

    def statement(self, segment: Segment) -> str:
        """Return the statement that finds the members of *segment*."""
        self.values["at"] = self.at
        who = segment.who
        parts = who.items if isinstance(who, WhoGroup) and who.match == "all" else [who]
        bought: list[Fact | WhoGroup] = [one for one in parts if _asks_for_entries(one)]
        having = self._having(bought)
        others = [self._who(one) for one in parts if one not in bought]
        condition = " AND ".join(others) or "true"
        states = ["active", "shadow"] if segment.guests else ["active"]
        if self._metrics:
            columns = "".join(f", {sql} AS {name}" for sql, name in self._sums.items())
            self._rows["s"] = (
                f"SELECT e.member_id{columns} FROM metric_entry e"
                " WHERE e.programme_id = %(programme_id)s AND e.amount <> 0"
                f" AND e.metric = ANY({self._name(sorted(self._metrics))})"
                f" GROUP BY e.member_id{having}"
            )
        # Worked out once each: joined as they are, every worker would do it again.
        rows = ", ".join(
            f"{name} AS MATERIALIZED ({sql})"
            for name, sql in self._rows.items()
            if name not in self._plain
        )
        joins = "".join(
            f" {'' if having and name == 's' else 'LEFT '}JOIN"
            f" {f'({sql}) ' if name in self._plain else ''}{name}"
            f" ON {name}.member_id = m.member_id"
            for name, sql in self._rows.items()
        )
        return (
            f"{f'WITH {rows} ' if rows else ''}SELECT m.member_id FROM member m{joins}"
            " WHERE m.programme_id = %(programme_id)s"
            f" AND m.state = ANY({self._name(states)}) AND {condition}"
        )

    def _having(self, facts: Sequence[Fact | WhoGroup]) -> str:
        """Return the test of sums that all members of the segment have."""
        self._within_sums = True
        tests = " AND ".join(self._who(fact) for fact in facts)
        self._within_sums = False
        return f" HAVING {tests}" if tests else ""

    def _name(self, value: object) -> str:
        key = f"v{len(self.values)}"
        self.values[key] = value
        return f"%({key})s"

    def _back(self, days: int) -> date:
        """Return the first of so many days, today being the last of them."""
        least = date.min.toordinal()
        return date.fromordinal(max(least, self.today.toordinal() - days + 1))

    def _sum(self, what: str, metric: str) -> str:
        self._metrics.add(metric)
        if self._within_sums:
            return what
        name = self._sums.setdefault(what, f"s{len(self._sums)}")
        return f"s.{name}"

    def _join(self, rows: str) -> str:
        name = f"j{len(self._rows)}"
        self._rows[name] = rows
        return name

    def _who(self, who: Any) -> str:  # noqa: ANN401 - a question or a group
        if not isinstance(who, WhoGroup):
            sql = self._fact(who)
            return sql if sql.endswith(FOUND) else f"coalesce({sql}, false)"
        parts = [self._who(item) for item in who.items]
        joined = (" AND " if who.match == "all" else " OR ").join(parts)
        return f"NOT ({joined})" if who.match == "none" else f"({joined})"

    def _fact(self, fact: Fact) -> str:
        asked: Mapping[type[Any], Callable[[Any], str]] = {
            LastOrderFact: self._days,
            JoinedFact: self._days,
            OrdersFact: lambda one: self._counted("orders", one),
            MetricFact: lambda one: self._counted(one.metric, one),
            SpendFact: self._spend,
            RfmFact: self._rfm,
            BoughtFact: self._bought,
            RhythmFact: self._rhythm,
            BalanceFact: self._balance,
            ExpiringFact: self._expiring,
            RedeemedFact: lambda one: self._times(REDEEMED, "v.created_at", one),
            ReferralsFact: lambda one: self._times(FRIENDS, "r.rewarded_at", one),
            PlaceFact: self._place,
            TierFact: self._tier,
            MembershipFact: self._plan,
            ConsentFact: self._marked,
            TagFact: self._marked,
            LanguageFact: self._language,
            BirthdayFact: self._birthday,
        }
        return asked[type(fact)](fact)

    def _counted(self, metric: str, fact: OrdersFact | MetricFact) -> str:
        return self._within(self._amount(metric, fact.within_days), fact)

    def _plan(self, fact: MembershipFact) -> str:
        return self._found(PLANS.format(of=self._name(list(fact.of))))

    def _marked(self, fact: ConsentFact | TagFact) -> str:
        names = self._name([name.casefold() for name in fact.of])
        return self._found(MARKED.format(kind=self._name(fact.fact), of=names))

    def _language(self, fact: LanguageFact) -> str:
        names = self._name([name[:2].lower() for name in fact.of])
        return f"lower(left(m.locale, 2)) = ANY({names})"

    def _birthday(self, fact: BirthdayFact) -> str:
        span = range(-fact.within_days_after, fact.within_days_before + 1)
        days = {f"{self.today + timedelta(days=shift):%m-%d}" for shift in span}
        # Who was born on a leap day has it on the day before in other years.
        days |= {"02-29"} if "02-28" in days else set()
        return f"to_char(m.birthday, 'MM-DD') = ANY({self._name(sorted(days))})"

    def _found(self, rows: str) -> str:
        return f"{self._join(rows)}.member_id {FOUND}"

    def _within(self, value: str, fact: Bounded) -> str:
        parts = []
        if fact.at_least is not None:
            parts.append(f"{value} >= {self._name(fact.at_least)}")
        if fact.at_most is not None:
            parts.append(f"{value} <= {self._name(fact.at_most)}")
        return f"({' AND '.join(parts)})"

    def _days(self, fact: LastOrderFact | JoinedFact) -> str:
        today = f"{self._name(self.today)}::date"
        if isinstance(fact, JoinedFact):
            zone = self._name(self.zone)
            return self._within(
                f"({today} - (m.joined_at AT TIME ZONE {zone})::date)", fact
            )
        last = self._sum("max(e.day) FILTER (WHERE e.metric = 'orders')", "orders")
        return self._within(f"({today} - {last})", fact)

    def _amount(
        self, metric: str, within_days: int | None, unit: str | None = None
    ) -> str:
        tests = [f"e.metric = {self._shared(metric)}"]
        if unit is not None:
            tests.append(f"e.unit = {self._shared(unit)}")
        if within_days is not None:
            tests.append(f"e.day >= {self._shared(self._back(within_days))}")
        what = f"sum(e.amount) FILTER (WHERE {' AND '.join(tests)})"
        return f"coalesce({self._sum(what, metric)}, 0)"

    def _shared(self, value: object) -> str:
        """Return the placeholder of a value, the same one for equal values."""
        for key, known in self.values.items():
            if type(known) is type(value) and known == value:
                return f"%({key})s"
        return self._name(value)

    def _spend(self, fact: SpendFact) -> str:
        def each(table: dict[str, int], sign: str) -> list[str]:
            return [
                f"{self._amount('spend', fact.within_days, unit)} {sign}"
                f" {self._name(minor)}"
                for unit, minor in table.items()
            ]

        parts = []
        if fact.at_least:
            parts.append(f"({' OR '.join(each(dict(fact.at_least), '>='))})")
        if fact.at_most:
            parts += each(dict(fact.at_most), "<=")
        return f"({' AND '.join(parts)})"

    def _rfm(self, fact: RfmFact) -> str:
        rows = RFM.format(
            classes=CLASSES,
            unit=self._name(fact.currency or ""),
            since=self._name(self._back(fact.within_days)),
        )
        name = self._join(rows)
        parts = [
            f"{name}.{column} = ANY({self._name(list(classes))})"
            for column in ("recency", "frequency", "monetary")
            if (classes := getattr(fact, column))
        ]
        return f"({' AND '.join(parts)})"

    def _bought(self, fact: BoughtFact) -> str:
        since = self._since("o.placed_at", fact.within_days)
        picks = " OR ".join(self._picks(fact.what))
        name = self._join(BOUGHT.format(paid=PAID, since=since, picks=picks))
        return self._within(f"coalesce({name}.times, 0)", fact)

    def _times(
        self, rows: str, instant: str, fact: RedeemedFact | ReferralsFact
    ) -> str:
        name = self._join(rows.format(since=self._since(instant, fact.within_days)))
        return self._within(f"coalesce({name}.times, 0)", fact)

    def _since(self, instant: str, within_days: int | None) -> str:
        if within_days is None:
            return "true"
        first = self.at - timedelta(days=within_days)
        return f"{instant} > {self._name(first)}"

    def _expiring(self, fact: ExpiringFact) -> str:
        until = self._name(self.at + timedelta(days=fact.within_days))
        rows = EXPIRING.format(asset=self._name(fact.asset), until=until)
        unit = 10 ** self.document.asset(fact.asset).scale
        value = f"coalesce({self._join(rows)}.units, 0) / {self._name(unit)}"
        return self._within(value, fact)

    def _picks(self, what: LineFilter) -> Sequence[str]:
        refs = [ref for ref in what.products if not ref.startswith(SKU)]
        skus = [ref.removeprefix(SKU) for ref in what.products if ref.startswith(SKU)]
        here = "o.store_id || '/' || "
        found = ["true"] if ANYTHING in refs else []
        if refs:
            names = self._name(refs)
            found += [
                f"{store}(l->>'{key}') = ANY({names})"
                for key in ("product_ref", "variant_ref")
                for store in ("", here)
            ]
        if skus:
            found.append(f"l->>'sku' = ANY({self._name(skus)})")
        if what.collections:
            names = self._name(list(what.collections))
            found.append(
                "EXISTS (SELECT FROM jsonb_array_elements_text(l->'collection_refs')"
                f" AS c WHERE c = ANY({names}) OR {here}c = ANY({names}))"
            )
        if what.tags:
            names = self._name([tag.casefold() for tag in what.tags])
            found.append(
                "EXISTS (SELECT FROM jsonb_array_elements_text(l->'tags') AS c"
                f" WHERE lower(c) = ANY({names}))"
            )
        if what.vendors:
            names = self._name([one.casefold() for one in what.vendors])
            found.append(f"lower(l->>'vendor') = ANY({names})")
        return found

    def _rhythm(self, fact: RhythmFact) -> str:
        return self._found(
            RHYTHM.format(
                days=self._name(fact.days_of_orders),
                today=f"{self._name(self.today)}::date",
                above=self._name(fact.exceeds.numerator),
                below=self._name(fact.exceeds.denominator),
            )
        )

    def _balance(self, fact: BalanceFact) -> str:
        rows = BALANCE.format(asset=self._name(fact.asset))
        unit = 10 ** self.document.asset(fact.asset).scale
        if fact.at_least and fact.at_most is None:
            rows = f"{rows} AND b.available >= {self._name(fact.at_least * unit)}"
            self._plain.add(name := self._join(rows))
            return f"{name}.member_id {FOUND}"
        self._plain.add(name := self._join(rows))
        value = f"coalesce({name}.available, 0)"
        parts = []
        if fact.at_least is not None:
            parts.append(f"{value} >= {self._name(fact.at_least * unit)}")
        if fact.at_most is not None:
            parts.append(f"{value} <= {self._name(fact.at_most * unit)}")
        return f"({' AND '.join(parts)})"

    def _place(self, fact: PlaceFact) -> str:
        name = self._join(PLACE.format(paid=PAID))
        parts = []
        if fact.countries:
            parts.append(f"{name}.country = ANY({self._name(list(fact.countries))})")
        if fact.regions:
            parts.append(f"{name}.region = ANY({self._name(list(fact.regions))})")
        return f"({' AND '.join(parts)})"

    def _tier(self, fact: TierFact) -> str:
        """Members of the base tier who never left it have no row."""
        names = self._name(list(fact.of))
        if ladder_of(self.document).base in fact.of:
            rows = OTHER_TIER.format(which="NOT", of=names)
            return f"{self._join(rows)}.member_id IS NULL"
        return self._found(OTHER_TIER.format(which="", of=names))


def _asks_for_entries(fact: Any) -> bool:  # noqa: ANN401 - a question or a group
    """Tell whether nobody without entries of its metric answers to a question."""
    match fact:
        case LastOrderFact():
            return True
        case OrdersFact(at_least=least) | MetricFact(at_least=least):
            return bool(least)
        case SpendFact(at_least=amounts):
            return bool(amounts) and min(dict(amounts or {}).values(), default=0) > 0
        case _:
            return False
