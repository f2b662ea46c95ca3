"""One more programme of a merchant, with nothing in it yet."""

from typing import Final
from uuid import UUID

from app.domain.errors import Refused
from app.domain.programme.loading import load_document
from app.services import programmes
from app.services.env import Env
from app.services.staff import sessions
from app.services.staff.audit import Witness, unseen

MOST: Final = 20


class EnoughProgrammes(Refused):
    """A merchant has as many programmes as one may have."""

    code = "enough_programmes"

    def __init__(self, *, most: int) -> None:
        self.most = most
        super().__init__(f"at most {most} programmes")


def found_programme(
    env: Env,
    merchant_id: UUID,
    *,
    name: str,
    timezone: str,
    actor: str,
    witness: Witness[UUID] = unseen,
) -> UUID:
    """Make a programme with an empty draft; return its id.

    Raises:
        EnoughProgrammes: There are too many of them already.
    """
    if len(sessions.programmes(env, merchant_id)) >= MOST:
        raise EnoughProgrammes(most=MOST)
    identity = {"name": {"en": name, "id": name, "ms": name}, "timezone": timezone}
    document = load_document({"identity": identity})
    made = programmes.create(
        env, document, actor=actor, merchant_id=merchant_id, witness=witness
    )
    return made.programme_id


def ensure_programme(env: Env, merchant_id: UUID, *, name: str, timezone: str) -> None:
    """Give a merchant without a programme an empty draft to begin with."""
    if not sessions.programmes(env, merchant_id):
        found_programme(env, merchant_id, name=name, timezone=timezone, actor="cli")
