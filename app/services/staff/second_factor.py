"""Setting up a second factor: its secret, and how it is shown."""

from dataclasses import dataclass

from app.services.env import Env
from app.services.staff import totp
from app.storage.staff import StaffRepository, StaffRow


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What is shown while a second factor is set up."""

    picture: str
    """The square code, as a picture's address."""
    secret: str
    """The same to type, in groups of four."""


def secret_context(row: StaffRow) -> str:
    """Return the place that a second factor's secret is sealed for."""
    return f"{row.merchant_id}/staff/{row.staff_id}/totp_secret"


def begin_enrolment(env: Env, row: StaffRow) -> None:
    """Make the secret of a second factor, unless there is one.

    Until a code of it was entered it counts for nothing.
    """
    if row.totp_secret is not None:
        return
    secret = env.ids.secret(totp.SECRET_BYTES)
    sealed = env.secrets.seal(secret, context=secret_context(row))
    env.database.run_merchant(
        row.merchant_id,
        lambda work: StaffRepository(work).change(row.staff_id, totp_secret=sealed),
    )


def enrolment(env: Env, row: StaffRow) -> Enrolment | None:
    """Return the square code of a second factor that is being set up.

    None when nobody began, and while one is in force: it is not shown again.
    """
    if row.totp_secret is None or row.has_second_factor:
        return None
    secret = env.secrets.open(row.totp_secret, context=secret_context(row))
    text = totp.secret_text(secret)
    return Enrolment(
        picture=totp.square_code(totp.provisioning_uri(secret, row.email or row.name)),
        secret=" ".join(text[at : at + 4] for at in range(0, len(text), 4)),
    )
