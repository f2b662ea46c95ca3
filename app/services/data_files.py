"""The file of everything that is kept about one person, made for that person.

It is made anew each time, from what is kept then. It says who keeps the data: the
merchant's company and the programme; of other people it says nothing.
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from app.domain.ids import public_id
from app.domain.sheets import sheet_line
from app.services.env import Env
from app.services.staff.audit import Witness, unseen
from app.storage.erasure import ErasureRepository
from app.storage.legal import LegalRepository
from app.storage.member_file import MemberFileRepository
from app.storage.members import MemberRepository
from app.storage.staff import StaffRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

FORMAT: Final = "setia.member/1"
Form = Literal["json", "csv"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
CONTENT_TYPES: Final[Mapping[Form, str]] = {
    "json": "application/json",
    "csv": "application/zip",
}
ENDINGS: Final[Mapping[Form, str]] = {"json": "json", "csv": "zip"}
ABOUT: Final = "about"
"""The sheet that says whose file it is, and who keeps the data."""
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that was made, ready to be handed over."""

    content: bytes
    form: Form
    called: str
    """Its name without an ending."""

    @property
    def filename(self) -> str:
        """Its name."""
        return f"{self.called}.{ENDINGS[self.form]}"

    @property
    def content_type(self) -> str:
        """What it is, for whoever opens it."""
        return CONTENT_TYPES[self.form]


def merchant_name(env: Env, programme_id: UUID) -> str:
    """Return what the merchant is called; to be asked before the unit of work."""
    merchant_id = env.database.run(
        programme_id, lambda uow: StoreRepository(uow).programme().merchant_id
    )
    return env.database.run_merchant(
        merchant_id, lambda work: StaffRepository(work).merchant_name()
    )


def of_member(
    env: Env,
    programme_id: UUID,
    member_id: UUID,
    form: Form,
    witness: Witness[bytes] = unseen,
) -> DataFile:
    """Return the file of a member.

    Raises:
        MemberMissing: There is no such member.
    """
    merchant = merchant_name(env, programme_id)

    def make(uow: UnitOfWork) -> bytes:
        MemberRepository(uow).get(member_id)
        content = member_file(env, uow, member_id, form=form, merchant=merchant)
        witness(uow, content)
        return content

    content = env.database.run(programme_id, make)
    return DataFile(content, form, public_id("mem", member_id))


def member_file(
    env: Env,
    uow: UnitOfWork,
    member_id: UUID,
    *,
    form: Form = "json",
    merchant: str = "",
) -> bytes:
    """Return everything that is kept about a person and those merged into them.

    Args:
        env: The collaborators.
        uow: Open.
        member_id: Whose file.
        form: One JSON document, or a zip of sheets.
        merchant: Named where the programme names no company.
    """
    people = ErasureRepository(uow).same_person(member_id)
    files = MemberFileRepository(uow)
    notice = LegalRepository(uow).notice()
    about = {
        "format": FORMAT,
        "made_at": env.clock.now().isoformat(),
        "merchant": notice.company or merchant,
        "address": notice.address,
        "contact": notice.contact,
        "programme": StoreRepository(uow).programme().name,
        "member": public_id("mem", member_id),
    }
    points, referrals = files.movements(people), files.referrals(people)
    kept = dict(files.tables(people))
    if form == "json":
        whole = {**about, "points": points, "referrals": referrals, "kept": kept}
        return json.dumps(whole, ensure_ascii=False, indent=1, default=str).encode()
    return _zipped(about, {"points": points, "referrals": referrals, **kept})


def _zipped(about: Mapping[str, str], sheets: Mapping[str, Rows]) -> bytes:
    """Return a zip with one sheet for each kind of thing, and one about the file."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        first = "".join(sheet_line(each) for each in about.items())
        archive.writestr(f"{ABOUT}.csv", first)
        for name, rows in sheets.items():
            if rows:
                archive.writestr(f"{name}.csv", "".join(_lines(rows)))
    return out.getvalue()


def _lines(rows: Rows) -> Iterator[str]:
    yield sheet_line(rows[0])
    for row in rows:
        yield sheet_line(_cell(value) for value in row.values())


def _cell(value: object) -> str | int | None:
    if value is None or isinstance(value, str | int):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
