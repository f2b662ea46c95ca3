"""Takes a person out of the rows that know them; the books stay whole.

Postings, lots, journal and digests are kept. What leads to the person is
blanked: profile, links, contacts, platform references, notes, deliveries,
debts, traces. What is needed to recognise a late delivery stays as a keyed
digest.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from app.storage.erasure import OfProgramme, Traces

PERSONAL = (
    "customer_link",
    "guest_contact",
    "metric_entry",
    "challenge_mark",
    "member_standing",
    "member_tier",
    "tier_assignment",
    "membership_fee",
    "membership",
    "activity",
    "member_mark",
    "consent_word",
    "contact_change",
    "chosen_day",
    "earned_gift",
    "quiz_answer",
    "survey_taken",
    "survey_answer",
    "spin",
    "contest_vote",
    "contest_entry",
    "board_member",
    "member_segment",
    "referral_code",
    "referral_print",
    "perk_turn",
    "member_card",
    "celebration_seen",
    "nudge_tally",
    "support_message",
    "support_claim",
    "approval",
    "metric_grant",
    "expiry_exception",
    "member_past",
)
"""Tables whose rows of an erased person go."""


class Blanking(OfProgramme):
    """Empties rows; each method may be repeated."""

    def member(self, members: Collection[UUID], *, at: datetime) -> None:
        """Empty the profiles, links and contacts; the ids stay."""
        self._run(
            "UPDATE member SET email = NULL, phone = NULL, first_name = NULL,"
            " last_name = NULL, locale = NULL, birthday = NULL, joined_at = NULL,"
            " active_at = NULL, contact_verified = false, frozen_reason = NULL,"
            " redeem_from = NULL,"
            " state = CASE WHEN state = 'merged' THEN state ELSE 'erased' END,"
            " erased_at = %(at)s, updated_at = %(at)s, version = version + 1"
            " WHERE programme_id = %(programme)s AND member_id = ANY(%(members)s)",
            members=list(members),
            at=at,
        )
        for table in PERSONAL:
            self._run(
                f"DELETE FROM {table} WHERE programme_id = %(programme)s"
                " AND member_id = ANY(%(members)s)",
                members=list(members),
            )

        self._run(
            "DELETE FROM member_apart WHERE programme_id = %(programme)s"
            " AND (first_id = ANY(%(members)s) OR second_id = ANY(%(members)s))",
            members=list(members),
        )

    def referrals(self, members: Collection[UUID], *, at: datetime) -> None:
        """Close the referrals of these members; who it was stays an empty id."""
        self._run(
            "UPDATE referral SET closed_at = coalesce(closed_at, %(at)s),"
            " updated_at = %(at)s, code = 'erased', device_digest = NULL, past = NULL,"
            " order_store_id = NULL, order_ref = NULL, decision_note = NULL,"
            " store_id = NULL WHERE programme_id = %(programme)s"
            " AND (advocate_id = ANY(%(members)s) OR friend_id = ANY(%(members)s))",
            members=list(members),
            at=at,
        )

    def orders(self, orders: Collection[tuple[UUID, str]]) -> None:
        """Cut orders loose from the store and the person; what they gave stays.

        The reference becomes a random one, so that nothing of the store's fits.
        """
        refs = [ref for _, ref in orders]
        self._run(
            "DELETE FROM order_keeper o USING"
            " unnest(%(stores)s::uuid[], %(refs)s::text[]) AS k (store_id, ref)"
            " WHERE o.programme_id = %(programme)s AND o.store_id = k.store_id"
            " AND o.order_ref = k.ref",
            stores=[store_id for store_id, _ in orders],
            refs=refs,
        )
        self._run(
            "WITH renamed AS (SELECT k.store_id, k.ref,"
            " 'erased:' || gen_random_uuid() AS fresh"
            " FROM unnest(%(stores)s::uuid[], %(refs)s::text[]) AS k (store_id, ref)),"
            " uses AS (UPDATE voucher_use u SET order_ref = r.fresh FROM renamed r"
            " WHERE u.programme_id = %(programme)s AND u.store_id = r.store_id"
            " AND u.order_ref = r.ref)"
            " UPDATE order_settlement o SET order_ref = r.fresh, member_id = NULL,"
            " snapshot = NULL, digest = NULL, placed_at = NULL, matures_at = NULL,"
            " read_at = NULL, state = 'erased', awards = (SELECT"
            " coalesce(jsonb_agg(jsonb_build_object('award_id', a->'award_id',"
            " 'rule_id', a->'rule_id', 'part', a->'part', 'asset', a->'asset',"
            " 'member_id', a->'member_id', 'keep', a->'keep', 'n', a->'n')), '[]')"
            " FROM jsonb_array_elements(o.awards) AS a)"
            " FROM renamed r WHERE o.programme_id = %(programme)s"
            " AND o.store_id = r.store_id AND o.order_ref = r.ref",
            stores=[store_id for store_id, _ in orders],
            refs=refs,
        )
        self._run(
            "DELETE FROM channel_refund WHERE programme_id = %(programme)s"
            " AND (store_id, order_ref) IN"
            " (SELECT * FROM unnest(%(stores)s::uuid[], %(refs)s::text[]))",
            stores=[store_id for store_id, _ in orders],
            refs=refs,
        )
        self._run(
            "SELECT setia_forget_traces('{}', %(subjects)s)",
            subjects=[f"order:{ref}" for ref in refs],
        )

    def facts(self, members: Collection[UUID]) -> None:
        """Forget which review or activity an award was for."""
        self._run(
            "UPDATE fact_award SET source = 'erased:' || award_id, terms = '{}',"
            " state = CASE WHEN state = 'waiting' THEN 'taken_back' ELSE state END"
            " WHERE programme_id = %(programme)s AND member_id = ANY(%(members)s)",
            members=list(members),
        )
        self._run(
            "SELECT setia_forget_traces(%(members)s, '{}')", members=list(members)
        )

    def gifts(self, members: Collection[UUID], *, at: datetime) -> None:
        """Forget what gifts were for, an order among others; end what waits."""
        self._run(
            "UPDATE gift SET source = 'erased:' || gift_id, reason = NULL,"
            " terms = '{}', due_at = NULL, updated_at = %(at)s,"
            " state = CASE WHEN state IN ('waiting', 'open') THEN 'lapsed'"
            " ELSE state END"
            " WHERE programme_id = %(programme)s AND member_id = ANY(%(members)s)",
            members=list(members),
            at=at,
        )

    def vouchers(self, members: Collection[UUID], *, at: datetime) -> None:
        """Forget codes and whom they were bound to; end what no store can end."""
        self._run(
            "UPDATE voucher SET code = 'erased', code_key = 'erased:' || voucher_id,"
            " terms = terms - 'customer_ref' - 'customer_email', discount_ref = NULL,"
            " request_key = NULL, request_digest = NULL, lapses_at = NULL,"
            " ending = NULL, attention = NULL, lease_token = NULL, updated_at = %(at)s,"
            " ended_at = CASE WHEN state = 'issued' THEN %(at)s ELSE ended_at END,"
            " reason = CASE WHEN state = 'issued' THEN 'erased' ELSE reason END,"
            " state = CASE WHEN state = 'issued' THEN 'lapsed' ELSE state END"
            " WHERE programme_id = %(programme)s AND member_id = ANY(%(members)s)",
            members=list(members),
            at=at,
        )

    def sources(self, members: Collection[UUID], *, at: datetime) -> None:
        """Blank platform references and notes of everything the person's.

        Which of our stores it was stays: stores settle by it, and it names nobody.
        """
        theirs = (
            " AND transaction_id IN (SELECT transaction_id FROM ledger_posting"
            " WHERE programme_id = %(programme)s"
            " AND (source_member_id = ANY(%(members)s)"
            " OR target_member_id = ANY(%(members)s)))"
        )
        self._run(
            "UPDATE transaction_source SET source_ref = NULL"
            f" WHERE programme_id = %(programme)s{theirs}",
            members=list(members),
        )
        self._run(
            "UPDATE transaction_note SET note = NULL, salt = NULL, erased_at = %(at)s"
            f" WHERE programme_id = %(programme)s{theirs}",
            members=list(members),
            at=at,
        )

    def answers(self, traces: Traces) -> None:
        """Empty stored answers to programs that name the person; keys stay refused."""
        self._run(
            "UPDATE idempotent_request SET answer = NULL"
            " WHERE programme_id = %(programme)s AND answer IS NOT NULL"
            " AND EXISTS (SELECT FROM unnest(%(contacts)s::text[]) AS c (contact)"
            " WHERE position(lower(c.contact) IN lower(answer::text)) > 0)",
            contacts=list(traces.contacts),
        )

    def deliveries(self, traces: Traces, *, at: datetime) -> int:
        """Empty deliveries that name the person; return how many.

        A reference counts where no digit stands beside it. Deliveries that still
        wait are emptied only when a contact says for certain whose they are; the
        others are dropped when their turn comes, by the digests.
        """
        if not (traces.contacts or traces.refs):
            return 0
        rows = self._run(
            "UPDATE inbox SET body = NULL,"
            " handled_at = coalesce(handled_at, %(at)s),"
            " reason = CASE WHEN state = 'waiting' THEN 'person_erased'"
            " ELSE reason END,"
            " state = CASE WHEN state = 'waiting' THEN 'superseded' ELSE state END"
            " WHERE programme_id = %(programme)s AND body IS NOT NULL"
            " AND (EXISTS (SELECT FROM unnest(%(contacts)s::text[]) AS c (contact)"
            " WHERE position(convert_to(lower(c.contact), 'UTF8')"
            " IN convert_to(lower(encode(body, 'escape')), 'UTF8')) > 0)"
            " OR (state <> 'waiting' AND EXISTS ("
            " SELECT FROM unnest(%(refs)s::text[]) AS r (ref)"
            " WHERE encode(body, 'escape') ~ ('(^|[^0-9A-Za-z])'"
            " || regexp_replace(r.ref, '([^0-9A-Za-z])', '\\\\\\1', 'g')"
            " || '($|[^0-9A-Za-z])'))))"
            " RETURNING 1",
            contacts=list(traces.contacts),
            refs=traces.refs,
            at=at,
        )
        return len(rows)

    def debts(self, traces: Traces, *, at: datetime) -> int:
        """Empty debts that name the person, and cancel open ones; return how many.

        Requests of the platforms about data stay: one of them may be the very
        work that is being done.
        """
        orders = [f"{store_id}/{ref}" for store_id, ref in traces.orders]
        rows = self._run(
            "UPDATE outbox SET payload = '{}', key = NULL, lease_token = NULL,"
            " subject = CASE WHEN kind LIKE '%%voucher%%' THEN subject"
            " ELSE 'erased' END,"
            " ended_at = coalesce(ended_at, %(at)s),"
            " reason = CASE WHEN ended_at IS NULL THEN 'person_erased'"
            " ELSE reason END,"
            " state = CASE WHEN ended_at IS NULL THEN 'cancelled' ELSE state END"
            " WHERE programme_id = %(programme)s AND kind NOT LIKE 'redact%%'"
            " AND (key = ANY(%(orders)s)"
            " OR (store_id, subject) IN (SELECT * FROM unnest("
            " %(order_stores)s::uuid[], %(order_refs)s::text[]))"
            " OR EXISTS (SELECT FROM unnest(%(contacts)s::text[]) AS c (contact)"
            " WHERE position(lower(c.contact) IN lower(payload::text)) > 0))"
            " RETURNING 1",
            orders=orders,
            order_stores=[store_id for store_id, _ in traces.orders],
            order_refs=[ref for _, ref in traces.orders],
            contacts=list(traces.contacts),
            at=at,
        )
        return len(rows)
