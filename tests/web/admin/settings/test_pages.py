"""Settings in the back office: name, pause, limits, keys, deliveries, their story."""

import re
from uuid import UUID

import pytest

from app.domain.events import OrderSeen
from app.domain.staff import Role
from app.domain.words import Language
from app.services import goodwill, keys
from app.storage.inbox import InboxRepository
from app.storage.stores import StoreRepository
from tests.factories import order
from tests.web.admin.conftest import Office


@pytest.fixture
def delivery(office: Office, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A delivery about an order that was settled."""
    snapshot = order()
    world = office.desk.world
    world.settle(snapshot)
    monkeypatch.setattr(
        office.desk.store,
        "normalise",
        lambda _delivery, _store: [OrderSeen(snapshot)],
        raising=False,
    )
    monkeypatch.setitem(world.env.platforms, "fake", office.desk.store)
    return world.receive("d-1", aside="fetch_failed")


def test_name_and_zone_are_kept_and_a_wrong_zone_is_said_so(office: Office) -> None:
    wrong = office.post("/settings", {"name": "Kopi", "timezone": "Mars/Olympus"})
    assert wrong.status == 400
    assert "Choose a time zone" in wrong.text
    assert 'value="Kopi"' in wrong.text

    done = office.post("/settings", {"name": "Kopi A", "timezone": "Asia/Jakarta"})
    assert done.status == 303
    assert "Kopi A" in office.get("/settings").text


def test_a_programme_is_paused_and_goes_on(office: Office) -> None:
    office.post("/settings/pause")
    assert "Paused" in office.get("/settings").text

    office.post("/settings/pause")
    assert "Members earn and redeem" in office.get("/settings").text


def test_a_frozen_programme_is_not_let_go_from_here(office: Office) -> None:
    office.env.database.run(
        office.programme_id,
        lambda uow: StoreRepository(uow).set_programme_state(
            "frozen", at=office.env.clock.now(), reason="a violation"
        ),
    )

    assert office.post("/settings/pause").status == 422
    assert "Frozen" in office.get("/settings").text


def test_only_the_owner_sets_limits(office: Office) -> None:
    fields = {"role": "support", "per_deed": "5", "per_day": "6", "per_member": "7"}

    assert office.as_role(Role.MANAGER).post("/settings/limits", fields).status == 403
    assert office.as_role(Role.OWNER).post("/settings/limits", fields).status == 303

    found = office.env.database.run(office.programme_id, goodwill.limits_of)
    assert found[Role.SUPPORT].per_deed == 5


def test_a_key_is_shown_once_and_works_until_it_is_revoked(office: Office) -> None:
    made = office.post("/settings/keys", {"name": "till", "scopes": "members:read"})
    text = re.search(r"lk_live_[0-9A-Za-z]+", made.text)
    assert text is not None
    assert text[0] not in office.get("/settings/keys").text
    assert keys.principal(office.env, text[0]).name == "till"

    address = re.search(r"/admin(/settings/keys/[0-9a-f-]{36}/revoke)", made.text)
    assert address is not None
    office.post(address[1])

    assert "revoked" in office.get("/settings/keys").text


def test_a_key_without_a_scope_is_not_made(office: Office) -> None:
    answer = office.post("/settings/keys", {"name": "till"})

    assert answer.status == 400
    assert 'value="till"' in answer.text


def test_a_manager_sees_keys_and_makes_none(office: Office) -> None:
    office.as_role(Role.MANAGER)

    assert office.get("/settings/keys").status == 200
    made = office.post("/settings/keys", {"name": "till", "scopes": "members:read"})
    assert made.status == 403


def test_a_delivery_tells_its_story_and_is_handled_again(
    office: Office, delivery: UUID
) -> None:
    at = f"/settings/deliveries/{delivery}"
    assert at in office.get("/settings/deliveries").text

    story = office.get(at).text
    assert story.count("story-done") == 4
    assert "order 1001" in story

    assert office.post(f"{at}/replay").status == 303
    rows = office.env.database.run(
        office.programme_id,
        lambda uow: InboxRepository(uow).listed(states=("waiting",)),
    )
    assert [row.inbox_id for row in rows] == [delivery]


def test_the_story_of_a_delivery_calls_rules_by_their_titles(
    office: Office, delivery: UUID
) -> None:
    office.as_role(Role.OWNER, Language.ID)

    story = office.get(f"/settings/deliveries/{delivery}").text

    assert "spend: " not in story
    assert "Dapat 1 poin setiap belanja Rp1.000: mendapat" in story


def test_all_that_was_set_aside_is_handled_again_at_once(
    office: Office, delivery: UUID
) -> None:
    assert office.post("/settings/deliveries/replay").status == 303

    assert office.desk.world.wake.woken[-1] == "inbox"
    assert "set aside" not in office.get(f"/settings/deliveries/{delivery}").text


def test_the_body_is_for_those_who_connect_stores(
    office: Office, delivery: UUID
) -> None:
    at = f"/settings/deliveries/{delivery}"

    assert "As it came" in office.get(at).text
    assert "As it came" not in office.as_role(Role.SUPPORT).get(at).text


def test_the_system_page_says_what_waits(office: Office) -> None:
    answer = office.get("/settings/system")

    assert answer.status == 200
    assert "Deliveries waiting" in answer.text
    assert "current" in answer.text
