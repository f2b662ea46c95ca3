"""A back office with something on every page: what every recipe has, and its people."""

from typing import Any

from app.domain.programme.canonical import canonical
from app.domain.programme.document import LISTS, ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid
from app.domain.staff import Role
from app.recipes import recipe, recipe_names
from app.services import members, support_desk
from app.services.members import Profile
from app.services.outgoing import desk
from app.services.outgoing.desk import Wish
from app.services.recipe_parts import with_recipe_part
from app.services.staff import staffing
from app.storage.unit_of_work import UnitOfWork
from tests.factories import line, order
from tests.web.admin.conftest import Office, person
from tests.web.desk import DOCUMENT

NOWHERE = "http://127.0.0.1:9/hook"
TABLES = ("referral", "coalition", "tier_terms")


def everything() -> ProgrammeDocument:
    """Return a document with an item of every kind that a recipe has."""
    pool = {"id": "flights", "kind": "code_pool", "price": 300}
    found = load_document({**DOCUMENT, "rewards": [*DOCUMENT["rewards"], pool]})
    for name in recipe_names():
        source = recipe(name)
        for section in LISTS:
            for item in getattr(source, section):
                if _kind(item) not in {_kind(one) for one in getattr(found, section)}:
                    found = _with(found, source, section, item.id)
        for table in TABLES:
            found = _with_table(found, source, table)
    return found


def _kind(item: Any) -> str:  # noqa: ANN401 - of any section
    what = getattr(item, "what", None)
    inner = getattr(what, "kind", "")
    return f"{getattr(item, 'trigger', getattr(item, 'kind', ''))}/{inner}"


def _with(
    found: ProgrammeDocument, source: ProgrammeDocument, section: str, item_id: str
) -> ProgrammeDocument:
    taken = {item.id for name in LISTS for item in getattr(found, name)}
    own = item_id if item_id not in taken else f"{item_id}-more"
    try:
        return with_recipe_part(found, source, section, item_id, new_id=own)
    except DocumentInvalid:
        # It goes with its own programme only.
        return found


def _with_table(
    found: ProgrammeDocument, source: ProgrammeDocument, table: str
) -> ProgrammeDocument:
    if getattr(found, table) is not None or getattr(source, table) is None:
        return found
    data = {**canonical(found), table: canonical(source)[table]}
    try:
        return load_document(data)
    except DocumentInvalid:
        return found


def fill(office: Office) -> None:
    """Publish a programme with everything, and let things happen in it."""
    world, env = office.desk.world, office.env
    merchant_id = office.staff.merchant_id
    sari = staffing.add(env, merchant_id, name="Sari", role=Role.OWNER)
    staffing.add(env, merchant_id, name="Tuti", role=Role.SUPPORT)
    office.staff = person(office.desk, Role.OWNER, who=sari)
    document = everything()
    world.publish(canonical(document))
    world.settle(order(), order(line("90000"), ref="1002"))
    world.receive("unread", aside="malformed")
    budi = world.member()

    def write(uow: UnitOfWork) -> None:
        profile = Profile(email="ayu@mail.test", first_name="Ayu")
        members.enrol(env, uow, profile)
        support_desk.question(
            env,
            uow,
            store_id=world.store_id,
            member_id=budi,
            text="Kenapa poinku sedikit?",
            request_key="first",
        )

    world.run(write)
    desk.make(
        env,
        office.programme_id,
        Wish(NOWHERE, ["*"], "ERP"),
        by="test",
        note=lambda _uow, _row: None,
    )
    office.post("/programme/earn/spend/do", {"do": "copy"})
