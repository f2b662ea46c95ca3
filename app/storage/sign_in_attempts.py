"""How often a sign-in was tried and failed, by keyed digest of who tried."""

from datetime import datetime

from sqlalchemy import Connection

COUNT = """
INSERT INTO sign_in_attempt AS a (subject_digest, failures, last_at)
VALUES (%(subject)s, 1, %(at)s)
ON CONFLICT (subject_digest) DO UPDATE SET
  failures = CASE WHEN a.last_at < %(forgotten)s THEN 1 ELSE a.failures + 1 END,
  last_at = excluded.last_at, waits_until = NULL
WHERE a.waits_until IS NULL OR a.waits_until <= %(at)s
RETURNING failures
"""


def waits_until(
    connection: Connection, subject: bytes, *, at: datetime
) -> datetime | None:
    """Return until when nothing is tried for *subject*, or None."""
    found: datetime | None = connection.exec_driver_sql(
        "SELECT waits_until FROM sign_in_attempt"
        " WHERE subject_digest = %(subject)s AND waits_until > %(at)s",
        {"subject": subject, "at": at},
    ).scalar()
    return found


def count_try(
    connection: Connection, subject: bytes, *, at: datetime, forgotten: datetime
) -> int | None:
    """Count one more try, as failed for now; None while *subject* has to wait.

    Tries that happened at once are all counted. What lies before *forgotten* is.
    """
    count: int | None = connection.exec_driver_sql(
        COUNT, {"subject": subject, "at": at, "forgotten": forgotten}
    ).scalar()
    return count


def let_wait(connection: Connection, subject: bytes, until: datetime) -> None:
    """Refuse further tries for *subject* until an instant."""
    connection.exec_driver_sql(
        "UPDATE sign_in_attempt SET waits_until = %(until)s"
        " WHERE subject_digest = %(subject)s",
        {"subject": subject, "until": until},
    )


def count_more(connection: Connection, subject: bytes, tries: int) -> int:
    """Count further tries of a subject that was counted; return all of them."""
    count: int | None = connection.exec_driver_sql(
        "UPDATE sign_in_attempt SET failures = failures + %(tries)s"
        " WHERE subject_digest = %(subject)s RETURNING failures",
        {"subject": subject, "tries": tries},
    ).scalar()
    return count or 0


def take_back(connection: Connection, subject: bytes, tries: int) -> None:
    """Take tries back that did not fail, and the wait that they led to."""
    connection.exec_driver_sql(
        "UPDATE sign_in_attempt SET waits_until = NULL,"
        " failures = greatest(failures - %(tries)s, 0)"
        " WHERE subject_digest = %(subject)s",
        {"subject": subject, "tries": tries},
    )


def forget(connection: Connection, subject: bytes) -> None:
    """Forget all tries of a subject."""
    connection.exec_driver_sql(
        "DELETE FROM sign_in_attempt WHERE subject_digest = %(subject)s",
        {"subject": subject},
    )


def forget_old(connection: Connection, *, before: datetime) -> int:
    """Delete counts whose last try lies before an instant."""
    return connection.exec_driver_sql(
        "DELETE FROM sign_in_attempt WHERE last_at < %(before)s", {"before": before}
    ).rowcount
