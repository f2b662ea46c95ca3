"""How requests name people and stores: one spelling for paths, queries and bodies."""

from typing import Annotated

from pydantic import Field

from app.services import members
from app.services.members import MemberRef
from app.storage.members import MemberRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.reading import store_in
from app.web.api.route import Ask
from app.web.api.shapes import Asked

Email = Annotated[
    str,
    Field(
        pattern=r"^[^\s@\x00-\x1f]{1,64}@[^\s@\x00-\x1f]{1,190}$",
        max_length=254,
        examples=["budi@mail.test"],
    ),
]
Phone = Annotated[str, Field(pattern=r"^\+[0-9]{6,15}$", examples=["+628123456789"])]
Locale = Annotated[
    str, Field(pattern="^[a-z]{2}(-[A-Za-z0-9]{2,8})?$", examples=["id"])
]
StoreRef = Annotated[
    str,
    Field(
        pattern="^(str_[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}"
        "|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$",
        description="`str_…`, or the store's UUID.",
        examples=["str_01KAZ3V7Q8H5M2N4P6R8T0V1W3"],
    ),
]
CustomerRef = Annotated[
    str, Field(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f]+$")
]


class OfStore(Asked):
    """Which store's customer ``external:`` means."""

    store_id: StoreRef | None = None


def named(ask: Ask) -> MemberRef:
    """Return the member that the path names."""
    return members.read_ref(ask.path["member"])


def found(ask: Ask, uow: UnitOfWork) -> MemberRow:
    """Return the member that the path names, as it stands."""
    text = getattr(ask.query, "store_id", None)
    store_id = store_in("store_id", text) if text else None
    return members.find(uow, named(ask), store_id)
