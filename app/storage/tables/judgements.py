"""What people said once, so that they are not asked again."""

from sqlalchemy import CheckConstraint

from app.storage.tables.base import identifier, instant, tenant_table, text, within

member_apart = tenant_table(
    "member_apart",
    identifier("first_id"),
    identifier("second_id"),
    instant("said_at"),
    text("said_by"),
    within("member", first_id="member_id"),
    within("member", second_id="member_id"),
    CheckConstraint("first_id < second_id", name="in_order"),
    key=("first_id", "second_id"),
)
"""Two members who look like one person and are not."""

home_answer = tenant_table(
    "home_answer",
    text("subject"),
    text("answer"),
    instant("said_at"),
    text("said_by"),
    within("programme"),
    CheckConstraint("length(subject) BETWEEN 1 AND 40", name="subject"),
    CheckConstraint("answer IN ('done', 'later', 'not_for_us')", name="answer"),
    key=("subject",),
)
"""What was answered last to something that Home proposes: an idea by its name, or
``set_up``. ``done``: somebody went to do it."""
