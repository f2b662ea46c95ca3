"""What somebody changes about their own account: name, password, second factor."""

from uuid import UUID

from app.domain.errors import Refused
from app.domain.staff import Role
from app.domain.words import Language
from app.services.env import Env
from app.services.staff import passwords, sessions, totp
from app.services.staff.audit import By, record_for_merchant
from app.services.staff.principal import FRESH
from app.services.staff.second_factor import secret_context
from app.services.staff.sessions import Opened
from app.services.staff.signing_in import WrongSignIn
from app.services.staff.staffing import plain_name
from app.services.staff.trying import Try
from app.storage.staff import StaffRepository, StaffRow
from app.storage.staff_sessions import SessionRepository
from app.storage.unit_of_work import MerchantWork


class SecondFactorNeeded(Refused):
    """Owners keep their second factor."""

    code = "second_factor_needed"


def set_profile(
    env: Env, merchant_id: UUID, staff_id: UUID, *, name: str, language: Language
) -> None:
    """Change how somebody is called and spoken to.

    Raises:
        NameRefused: The name is empty or too long.
    """
    plain = plain_name(name)
    env.database.run_merchant(
        merchant_id,
        lambda work: StaffRepository(work).change(
            staff_id, name=plain, language=language
        ),
    )


def set_password(
    env: Env, opened: Opened, *, current: str, fresh: str, address: str, by: By
) -> str:
    """Change one's password and end every other session; return a new token.

    Who has none yet, having come in by a link, proved who they are by that: for
    ten minutes.

    Raises:
        WrongSignIn: The current one is wrong, or the link was too long ago.
        WeakPassword: The new one is; it says why.
        TooManyTries: Too many current ones were wrong.
    """
    row = opened.staff
    attempt = Try(env, account=f"proof:{row.staff_id}", address=address)
    if not _knows(env, opened, current):
        raise WrongSignIn("the current password is wrong")
    attempt.succeeded()
    passwords.refuse_weak(fresh, about=(row.name, row.email or ""))
    kept = passwords.hashed(fresh, env.ids)
    session_id = opened.session.session_id

    def write(work: MerchantWork) -> None:
        now = env.clock.now()
        StaffRepository(work).change(row.staff_id, password_hash=kept, password_at=now)
        ended = SessionRepository(work).end_all(row.staff_id, but=session_id)
        entry = by.entry(
            "staff.changed_secret", f"staff:{row.staff_id}", after={"sessions": ended}
        )
        record_for_merchant(work, now, entry)

    env.database.run_merchant(opened.merchant_id, write)
    return sessions.renew(env, opened)


def _knows(env: Env, opened: Opened, current: str) -> bool:
    if opened.staff.password_hash is not None:
        return passwords.matches(current, opened.staff.password_hash)
    proven_at = opened.session.proven_at
    return proven_at is not None and env.clock.now() - proven_at <= FRESH


def force_password(env: Env, row: StaffRow, fresh: str, *, by: By) -> None:
    """Give somebody another password, who forgot theirs; all their sessions end.

    Raises:
        WeakPassword: It says why.
    """
    passwords.refuse_weak(fresh, about=(row.name, row.email or ""))
    kept = passwords.hashed(fresh, env.ids)

    def write(work: MerchantWork) -> None:
        now = env.clock.now()
        StaffRepository(work).change(row.staff_id, password_hash=kept, password_at=now)
        ended = SessionRepository(work).end_all(row.staff_id)
        entry = by.entry(
            "staff.changed_secret", f"staff:{row.staff_id}", after={"sessions": ended}
        )
        record_for_merchant(work, now, entry)

    env.database.run_merchant(row.merchant_id, write)


def confirm(
    env: Env, opened: Opened, *, code: str, address: str, by: By
) -> tuple[str, list[str]]:
    """Put a second factor into force; return a new token and the recovery codes.

    Every other session ends.

    Raises:
        WrongSignIn: The code is not of the square that was shown.
        TooManyTries: Too many codes were wrong.
    """
    row = opened.staff
    attempt = Try(env, account=f"code:{row.staff_id}", address=address)
    step = None
    if row.totp_secret is not None and not row.has_second_factor:
        secret = env.secrets.open(row.totp_secret, context=secret_context(row))
        step = totp.matching_step(secret, code, now=env.clock.now())
    if step is None:
        raise WrongSignIn("this code is not right")
    attempt.succeeded()
    codes = totp.recovery_codes(env.ids)
    session_id = opened.session.session_id

    def write(work: MerchantWork) -> None:
        team, now = StaffRepository(work), env.clock.now()
        team.change(row.staff_id, totp_at=now, totp_step=step)
        team.set_recovery(row.staff_id, [totp.recovery_digest(each) for each in codes])
        SessionRepository(work).end_all(row.staff_id, but=session_id)
        entry = by.entry("staff.second_factor_on", f"staff:{row.staff_id}")
        record_for_merchant(work, now, entry)

    env.database.run_merchant(opened.merchant_id, write)
    return sessions.renew(env, opened), codes


def drop_second_factor(
    env: Env, merchant_id: UUID, staff_id: UUID, *, by: By, forced: bool = False
) -> StaffRow:
    """Take a second factor away, and sign its owner out everywhere.

    Args:
        env: The world.
        merchant_id: Whose team.
        staff_id: Whose second factor.
        by: Who takes it away.
        forced: The telephone is lost and somebody else helps: even an owner's
            goes, and is set up anew at the next sign-in.

    Raises:
        SecondFactorNeeded: They are an owner.
        StaffMissing: Nobody of that id works here.
    """

    def write(work: MerchantWork) -> StaffRow:
        team = StaffRepository(work)
        row = team.get(staff_id)
        if row.role is Role.OWNER and not forced:
            raise SecondFactorNeeded("an owner keeps the second factor")
        team.change(staff_id, totp_secret=None, totp_at=None, totp_step=None)
        team.set_recovery(staff_id, [])
        SessionRepository(work).end_all(staff_id)
        entry = by.entry("staff.second_factor_off", f"staff:{staff_id}")
        record_for_merchant(work, env.clock.now(), entry)
        return row

    return env.database.run_merchant(merchant_id, write)


def new_recovery_codes(
    env: Env, merchant_id: UUID, staff_id: UUID, *, by: By
) -> list[str]:
    """Put ten new recovery codes in the place of the old ones; return them."""
    codes = totp.recovery_codes(env.ids)

    def write(work: MerchantWork) -> None:
        digests = [totp.recovery_digest(each) for each in codes]
        StaffRepository(work).set_recovery(staff_id, digests)
        entry = by.entry("staff.recovery_renewed", f"staff:{staff_id}")
        record_for_merchant(work, env.clock.now(), entry)

    env.database.run_merchant(merchant_id, write)
    return codes
