"""The people who work in the demonstration's back office, and the link that lets in."""

from typing import Final
from uuid import UUID

from app.domain.staff import Role
from app.domain.words import Language
from app.services.env import Env
from app.services.staff import account, first_run, sessions, staffing
from app.services.staff.sessions import State
from app.storage.stores import StoreRepository

OWNER: Final = "sari@setia.test"
PASSWORD: Final = "tiga gelas kopi tubruk"  # noqa: S105 - of a made-up person
"""Of everybody in the demonstration; asked for before deeds on team, keys and data."""
TEAM: Final = (
    ("Sari", OWNER, Role.OWNER, Language.EN),
    ("Rudi", "rudi@setia.test", Role.MANAGER, Language.ID),
    ("Tini", "tini@setia.test", Role.SUPPORT, Language.MS),
    ("Nur", "nur@setia.test", Role.ANALYST, Language.EN),
)
"""Their addresses lead nowhere."""


def hire(env: Env, programme_id: UUID) -> None:
    """Have the team at work, once."""
    merchant_id = env.database.run(
        programme_id, lambda uow: StoreRepository(uow).programme().merchant_id
    )
    known = {mate.row.email for mate in staffing.team(env, merchant_id)}
    for name, email, role, language in TEAM:
        if email not in known:
            staffing.add(
                env, merchant_id, name=name, role=role, email=email, language=language
            )
            person = first_run.by_address(env, email)
            account.force_password(env, person, PASSWORD, by=first_run.OPERATOR)


class Doorbell:
    """A link for the owner that works whenever somebody looks it up."""

    def __init__(self, env: Env, app_url: str) -> None:
        self._env, self._app_url = env, app_url
        self._token = first_run.sign_in_link(env, OWNER)

    @property
    def url(self) -> str:
        """Where the back office opens, signed in; good for one visit."""
        return f"{self._app_url}/admin/enter/{self._token}"

    def renew(self) -> bool:
        """Make another link when this one was used or is over; tell whether."""
        opened = sessions.find(self._env, self._token)
        if opened is not None and opened.state is State.LINK:
            return False
        self._token = first_run.sign_in_link(self._env, OWNER)
        return True
