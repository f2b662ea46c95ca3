"""What was said and done in conversations, ready replies and their times, as rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from app.domain.errors import Conflict, Missing
from app.domain.support import TOP_DAYS, USUAL_DAYS
from app.storage.tables.support import (
    support_message,
    support_setting,
    support_template,
)
from app.storage.unit_of_work import UnitOfWork


class TemplateMissing(Missing):
    """No such ready reply in this programme."""

    code = "support_template_missing"


class TemplateNameTaken(Conflict):
    """Another ready reply has this name."""

    code = "support_template_name_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportMessage:
    """One thing that was said (``text``) or done (``code``)."""

    message_id: UUID
    claim_id: UUID
    member_id: UUID | None
    author: str
    actor: str
    actor_name: str | None
    visibility: str
    at: datetime
    code: str | None = None
    text: str | None = None
    points: int | None = None
    approval_id: UUID | None = None
    sent_at: datetime | None = None

    @property
    def is_owed(self) -> bool:
        """Whether it is a reply that has not left by mail yet."""
        return (
            self.author == "staff"
            and self.visibility == "public"
            and self.sent_at is None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A ready reply, by language."""

    template_id: UUID
    name: str
    cause: str | None
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Times:
    """In how many working days an answer is due."""

    usual_days: int = USUAL_DAYS
    top_days: int = TOP_DAYS
    """For members of the highest tier."""


COLUMNS: Final = [support_message.c[each.name] for each in fields(SupportMessage)]
TEMPLATE: Final = [support_template.c[each.name] for each in fields(Template)]


class SupportMessages:
    """Conversations of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def add(self, message: SupportMessage) -> bool:
        """Keep what was said or done; False where the same was kept before."""
        values = {each.name: getattr(message, each.name) for each in fields(message)}
        done = self._connection.execute(
            upsert(support_message)
            .values(programme_id=self._programme_id, **values)
            .on_conflict_do_nothing()
            .returning(support_message.c.message_id)
        )
        return done.first() is not None

    def has(self, message_id: UUID) -> bool:
        """Tell whether this was said before."""
        return bool(
            self._connection.execute(
                select(func.count()).where(
                    support_message.c.programme_id == self._programme_id,
                    support_message.c.message_id == message_id,
                )
            ).scalar_one()
        )

    def count(self, claim_id: UUID) -> int:
        """Return how much was said and done in a conversation."""
        found: int = self._connection.execute(
            select(func.count()).where(
                support_message.c.programme_id == self._programme_id,
                support_message.c.claim_id == claim_id,
            )
        ).scalar_one()
        return found

    def of(self, claims: Collection[UUID]) -> list[SupportMessage]:
        """Return what was said and done in these conversations, oldest first."""
        rows = self._connection.execute(
            select(*COLUMNS)
            .where(
                support_message.c.programme_id == self._programme_id,
                support_message.c.claim_id.in_(claims),
            )
            .order_by(support_message.c.at, support_message.c.message_id)
        )
        return [SupportMessage(**row) for row in rows.mappings()]


class SupportTemplates:
    """Ready replies and times of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def all(self) -> list[Template]:
        """Return all ready replies, by name."""
        rows = self._connection.execute(
            select(*TEMPLATE)
            .where(support_template.c.programme_id == self._programme_id)
            .order_by(support_template.c.name)
        )
        return [Template(**row) for row in rows.mappings()]

    def get(self, template_id: UUID) -> Template:
        """Return a ready reply.

        Raises:
            TemplateMissing: There is none of this id.
        """
        rows = self._connection.execute(select(*TEMPLATE).where(*self._is(template_id)))
        row = rows.mappings().first()
        if row is None:
            raise TemplateMissing("no such ready reply in this programme")
        return Template(**row)

    def save(self, template: Template, *, by: str, at: datetime) -> None:
        """Keep a ready reply, new or changed.

        Raises:
            TemplateNameTaken: Another one is called so.
        """
        twin = self._connection.execute(
            select(support_template.c.template_id).where(
                support_template.c.programme_id == self._programme_id,
                support_template.c.name == template.name,
                support_template.c.template_id != template.template_id,
            )
        ).first()
        if twin is not None:
            raise TemplateNameTaken("another ready reply has this name")
        values: dict[str, Any] = {
            "name": template.name,
            "cause": template.cause,
            "texts": dict(template.texts),
            "changed_at": at,
            "changed_by": by,
        }
        self._connection.execute(
            upsert(support_template)
            .values(
                programme_id=self._programme_id,
                template_id=template.template_id,
                **values,
            )
            .on_conflict_do_update(
                index_elements=["programme_id", "template_id"], set_=values
            )
        )

    def drop(self, template_id: UUID) -> None:
        """Forget a ready reply; what was said with it stays said."""
        self._connection.execute(delete(support_template).where(*self._is(template_id)))

    def times(self) -> Times:
        """Return in how many working days an answer is due."""
        row = self._connection.execute(
            select(support_setting.c.usual_days, support_setting.c.top_days).where(
                support_setting.c.programme_id == self._programme_id
            )
        ).first()
        return Times() if row is None else Times(*row)

    def set_times(self, times: Times, *, by: str, at: datetime) -> None:
        """Keep in how many working days an answer is due from now on."""
        values: dict[str, Any] = {
            "usual_days": times.usual_days,
            "top_days": times.top_days,
            "changed_at": at,
            "changed_by": by,
        }
        self._connection.execute(
            upsert(support_setting)
            .values(programme_id=self._programme_id, **values)
            .on_conflict_do_update(index_elements=["programme_id"], set_=values)
        )

    def _is(self, template_id: UUID) -> tuple[Any, Any]:
        return (
            support_template.c.programme_id == self._programme_id,
            support_template.c.template_id == template_id,
        )
