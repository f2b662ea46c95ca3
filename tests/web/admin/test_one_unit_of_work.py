"""A deed of staff and its line in the trail: both, or neither."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
import structlog

from app.domain.ids import read_id
from app.domain.ledger import Key
from app.domain.programme.loading import load_document
from app.domain.store_exam import StoreCheck
from app.services import programmes, redemption
from app.services.staff.audit import Sought
from app.storage.audit import AuditBook
from app.storage.members import MemberRepository
from app.storage.privacy import PrivacyRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository
from tests.factories import customer
from tests.services.test_connecting import ScriptedExaminer
from tests.services.test_pairing import ScriptedPlugin, Shop
from tests.web.admin.conftest import Office
from tests.web.admin.settings.test_requests import asked
from tests.web.desk import DOCUMENT

Prepared = tuple[str, dict[str, str], Callable[[UnitOfWork], object]]
"""Where the form goes, what is in it, and what to look at before and after."""


def cancelled(office: Office) -> Prepared:
    env, world = office.env, office.desk.world
    member_id = read_id("mem", office.desk.member())

    def give(uow: UnitOfWork) -> Any:  # noqa: ANN401 - a voucher
        return redemption.grant(
            env,
            uow,
            member_id=member_id,
            reward_id="ten-thousand",
            store_id=world.store_id,
            key=Key.of("test", member_id),
            actor="test",
        )

    voucher = world.run(give)
    redemption.hurry(env, office.programme_id, voucher)
    path = f"/members/{member_id}/vouchers/{voucher.voucher_id}/cancel"
    return path, {}, lambda uow: VoucherRepository(uow).get(voucher.voucher_id).state


def erased(office: Office) -> Prepared:
    member = office.desk.member()
    member_id = read_id("mem", member)
    said = {"number": member[-6:].lower()}
    return (
        f"/members/{member_id}/erase",
        said,
        lambda uow: MemberRepository(uow).get(member_id).email,
    )


def fetched(office: Office) -> Prepared:
    profile = customer()
    office.desk.member(profile)
    request_id = asked(office, profile.customer_ref or "")
    return (
        f"/settings/data/requests/{request_id}/file",
        {},
        lambda uow: PrivacyRepository(uow).get(request_id).done_at,
    )


def answering(office: Office) -> None:
    """Let WooCommerce stores answer."""
    for name, value in {
        "platforms": {"woocommerce": Shop(office.env.clock)},
        "store_plugins": {"woocommerce": ScriptedPlugin()},
        "examiners": {"woocommerce": ScriptedExaminer([StoreCheck("reachable")], [])},
        "public_url": "https://setia.example",
    }.items():
        # The app that answers holds this very world.
        object.__setattr__(office.env, name, value)


def connected(office: Office) -> Prepared:
    answering(office)
    said = {
        "address": "https://shop.example",
        "key": "ck_" + "1" * 40,
        "secret": "cs_" + "2" * 40,
    }
    return (
        "/settings/stores/connect/keys",
        said,
        lambda uow: len(StoreRepository(uow).all()),
    )


def disconnected(office: Office) -> Prepared:
    answering(office)
    store_id = office.desk.world.store_id
    return (
        f"/settings/stores/{store_id}/disconnect",
        {},
        lambda uow: StoreRepository(uow).get(store_id).state,
    )


def version(uow: UnitOfWork) -> object:
    return StoreRepository(uow).programme().live_version


def published(office: Office) -> Prepared:
    changed = load_document({**DOCUMENT, "rewards": DOCUMENT["rewards"][:2]})
    seen = programmes.save_draft(office.env, office.programme_id, changed, actor="test")
    return "/programme/publish", {"digest": seen, "live": "1"}, version


def restored(office: Office) -> Prepared:
    _, sent, _ = published(office)
    seen = sent["digest"]
    programmes.publish(
        office.env, office.programme_id, expected_digest=seen, actor="test"
    )
    return "/programme/versions/1/restore", {}, version


def tried(office: Office) -> Prepared:
    def unpublish(uow: UnitOfWork) -> None:
        StoreRepository(uow).change_programme(live_version=None)

    office.desk.world.run(unpublish)
    programmes.save_draft(
        office.env, office.programme_id, load_document(DOCUMENT), actor="test"
    )
    return (
        "/welcome/try",
        {"contact": "ani@mail.test"},
        lambda uow: StoreRepository(uow).programme().mode,
    )


def launched(office: Office) -> Prepared:
    def trial(uow: UnitOfWork) -> None:
        StoreRepository(uow).change_programme(mode="test")

    office.desk.world.run(trial)
    return (
        "/welcome/launch",
        {},
        lambda uow: StoreRepository(uow).programme().mode,
    )


DEEDS = {
    "voucher.cancelled": cancelled,
    "member.erased": erased,
    "data_request.fetched": fetched,
    "store.connected": connected,
    "store.disconnected": disconnected,
    "programme.publish": published,
    "programme.restore": restored,
    "programme.tried": tried,
    "programme.launched": launched,
}


def written(office: Office) -> list[str]:
    links = office.desk.world.run(
        lambda uow: AuditBook(uow).later(Sought(), after_seq=0, most=10)
    )
    return [link.entry.action for link in links]


@pytest.mark.parametrize("action", DEEDS)
def test_a_deed_is_done_and_written_down_once(office: Office, action: str) -> None:
    path, said, look = DEEDS[action](office)
    before = office.desk.world.run(look)

    answer = office.post(path, said)

    assert answer.status in {200, 303}, answer.text[:2000]
    assert office.desk.world.run(look) != before
    assert written(office) == [action]


@pytest.fixture
def terse_logs() -> Iterator[None]:
    """Failures are told in a line: to draw them with all their values takes seconds."""
    before = structlog.get_config()
    structlog.configure(processors=[structlog.processors.KeyValueRenderer()])
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("terse_logs")
@pytest.mark.parametrize("action", DEEDS)
def test_what_can_not_be_written_down_is_not_done(
    office: Office, action: str, fresh_database_url: str
) -> None:
    path, said, look = DEEDS[action](office)
    before = office.desk.world.run(look)
    with psycopg.connect(fresh_database_url) as owner:
        owner.execute("REVOKE INSERT ON programme_audit FROM setia_app")

    answer = office.post(path, said)

    assert answer.status == 500
    assert office.desk.world.run(look) == before
