"""Games: answers, spins, draws, contests, and who wants to be seen.

What was won is a gift like any other (``gift``, ``fact_award``); here stands what
was played. Answers of an anonymous survey have no member, a random id and a day
only; that a member answered stands apart from them.
"""

from sqlalchemy import CheckConstraint, Column, Date, Index, Integer, UniqueConstraint

from app.storage.tables.base import (
    document,
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    units,
    within,
)

DIGEST_BYTES = 32

quiz_answer = tenant_table(
    "quiz_answer",
    text("game_id"),
    identifier("member_id"),
    document("answers"),
    Column("right_answers", Integer(), nullable=False),
    units("programme_version"),
    instant("answered_at"),
    within("member", member_id="member_id"),
    key=("game_id", "member_id"),
)

survey_taken = tenant_table(
    "survey_taken",
    text("game_id"),
    identifier("member_id"),
    instant("taken_at"),
    within("member", member_id="member_id"),
    key=("game_id", "member_id"),
)

survey_answer = tenant_table(
    "survey_answer",
    identifier("answer_id"),
    text("game_id"),
    identifier("member_id", nullable=True),
    document("answers"),
    Column("answered_on", Date(), nullable=False),
    within("member", member_id="member_id"),
    key=("answer_id",),
)
Index("ix_survey_answer_game", survey_answer.c.programme_id, survey_answer.c.game_id)

spin = tenant_table(
    "spin",
    identifier("spin_id"),
    text("game_id"),
    identifier("member_id"),
    text("period"),
    Column("ordinal", Integer(), nullable=False),
    units("number"),
    units("total"),
    text("drawn", nullable=True),
    text("prize_id", nullable=True),
    units("cost", server_default="0"),
    raw("key_digest"),
    units("programme_version"),
    instant("spun_at"),
    within("member", member_id="member_id"),
    UniqueConstraint("programme_id", "game_id", "member_id", "period", "ordinal"),
    UniqueConstraint("programme_id", "key_digest"),
    CheckConstraint("number >= 0 AND number < total", name="number"),
    CheckConstraint("ordinal >= 1", name="ordinal"),
    key=("spin_id",),
)
"""``drawn`` is the prize whose parts hold the number; ``prize_id`` the one that was
given, nothing where it had run out."""

spin_stock = tenant_table(
    "spin_stock",
    text("game_id"),
    text("prize_id"),
    units("taken", server_default="0"),
    within("programme"),
    CheckConstraint("taken >= 0", name="taken"),
    key=("game_id", "prize_id"),
)

prize_draw = tenant_table(
    "prize_draw",
    text("game_id"),
    identifier("draw_id"),
    text("commitment"),
    text("sealed_seed"),
    raw("seed", nullable=True),
    document("terms"),
    units("programme_version"),
    units("tickets_before"),
    instant("committed_at"),
    instant("closes_at"),
    text("state"),
    instant("closed_at", nullable=True),
    units("seq", nullable=True),
    text("list_digest", nullable=True),
    units("participants", nullable=True),
    units("tickets", nullable=True),
    document("left_out", nullable=True),
    within("programme"),
    CheckConstraint("state IN ('open', 'closed')", name="state"),
    CheckConstraint("(state = 'closed') = (seed IS NOT NULL)", name="seed"),
    CheckConstraint(f"octet_length(seed) = {DIGEST_BYTES}", name="seed_size"),
    key=("game_id",),
)
"""The seed stands sealed until the close. ``terms`` are those that were committed
to: a later version of the document does not change them. ``left_out`` are members
with tickets who could not win: guests, and who left or is frozen."""

draw_winner = tenant_table(
    "draw_winner",
    text("game_id"),
    Column("round", Integer(), nullable=False),
    identifier("member_id"),
    units("ticket"),
    text("prize_id"),
    within("prize_draw", game_id="game_id"),
    within("member", member_id="member_id"),
    key=("game_id", "round"),
)

contest_entry = tenant_table(
    "contest_entry",
    identifier("entry_id"),
    text("game_id"),
    identifier("member_id"),
    text("body"),
    text("state"),
    text("reason", nullable=True),
    text("decided_by", nullable=True),
    instant("decided_at", nullable=True),
    instant("entered_at"),
    Column("place", Integer(), nullable=True),
    within("member", member_id="member_id"),
    CheckConstraint("state IN ('waiting', 'shown', 'refused')", name="state"),
    CheckConstraint("place >= 1", name="place"),
    key=("entry_id",),
)
Index(
    "ix_contest_entry_game",
    contest_entry.c.programme_id,
    contest_entry.c.game_id,
    contest_entry.c.entry_id,
)

contest_vote = tenant_table(
    "contest_vote",
    text("game_id"),
    identifier("member_id"),
    identifier("entry_id"),
    instant("voted_at"),
    within("member", member_id="member_id"),
    key=("game_id", "member_id"),
)
Index("ix_contest_vote_entry", contest_vote.c.programme_id, contest_vote.c.entry_id)

contest_score = tenant_table(
    "contest_score",
    identifier("entry_id"),
    text("juror"),
    Column("score", Integer(), nullable=False),
    instant("scored_at"),
    within("programme"),
    CheckConstraint("score BETWEEN 1 AND 10", name="score"),
    key=("entry_id", "juror"),
)

board_member = tenant_table(
    "board_member",
    text("game_id"),
    identifier("member_id"),
    text("nickname", nullable=True),
    instant("joined_at"),
    within("member", member_id="member_id"),
    key=("game_id", "member_id"),
)
"""Members who asked to be seen on a leaderboard; nobody else is."""
