"""Points by hand as the form sends them, and what a member has afterwards."""

from uuid import UUID, uuid4

from app.storage.ledger import LedgerRepository
from tests.web.admin.conftest import Office
from tests.web.desk import Answer


def send(office: Office, member_id: UUID, **said: str) -> Answer:
    """Send the form: 50 points of goodwill, unless it says otherwise."""
    fields = {"way": "add", "points": "50", "reason": "goodwill", "once": str(uuid4())}
    return office.post(f"/members/{member_id}/adjust", {**fields, **said})


def shown(office: Office, member_id: UUID) -> int:
    """Return the points that the member can use."""
    balances = office.env.database.run(
        office.programme_id,
        lambda uow: LedgerRepository(uow, office.env.ids).balances(member_id),
    )
    return balances["points"].shown if "points" in balances else 0
