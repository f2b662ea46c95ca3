"""Webhooks in the back office: made, watched, paused, sent again, all in the trail."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from app.domain.staff import Role
from app.services.outgoing import desk
from app.services.outgoing.desk import Wish
from app.services.staff.audit import Sought
from app.storage.audit import AuditBook
from app.storage.outgoing.deliveries import DeliveryRepository, DeliveryRow
from app.storage.outgoing.endpoints import EndpointRepository, EndpointRow
from tests.factories import customer
from tests.integrations.wire import says, serving
from tests.web.admin.conftest import Office
from webhooks import outgoing

AT = "/settings/webhooks"
NOWHERE = "http://127.0.0.1:9/hook"


def deeds(office: Office) -> list[str]:
    found = office.env.database.run(
        office.programme_id,
        lambda uow: AuditBook(uow).later(Sought(), after_seq=0, most=50),
    )
    return [each.entry.action for each in found]


def hooks(office: Office) -> list[EndpointRow]:
    return office.env.database.run(
        office.programme_id, lambda uow: EndpointRepository(uow).all()
    )


def deliveries(office: Office) -> list[DeliveryRow]:
    return office.env.database.run(
        office.programme_id, lambda uow: DeliveryRepository(uow).page()
    )


@pytest.fixture
def hook(office: Office) -> UUID:
    """An address for everything, where nobody listens."""
    _, row = desk.make(
        office.env,
        office.programme_id,
        Wish(NOWHERE, ["*"], "ERP"),
        by="test",
        note=lambda _uow, _row: None,
    )
    return row.endpoint_id


def test_a_new_webhook_shows_its_secret_once(office: Office) -> None:
    said = {"url": NOWHERE, "types": ["points.earned", "tier.lost"]}

    made = office.post(AT, {**said, "description": "ERP"})
    later = office.get(f"{AT}/{hooks(office)[0].endpoint_id}")

    [secret] = set(re.findall(r"whsec_[A-Za-z0-9+/=]+", made.text))
    assert len(secret) == len("whsec_") + 44
    assert "whsec_" not in later.text
    assert hooks(office)[0].types == ["points.earned", "tier.lost"]
    assert deeds(office) == ["webhook.made"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"url": "http://10.0.0.7/hook", "types": "*"}, "call this address"),
        ({"url": "https://user:word@erp.test/", "types": "*"}, "call this address"),
        ({"url": "ftp://erp.test/", "types": "*"}, "call this address"),
        ({"url": NOWHERE}, "at least one event"),
        ({"url": NOWHERE, "types": "points.invented"}, "at least one event"),
        ({"types": "*"}, "field"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    form: dict[str, str], said: str, office: Office
) -> None:
    answer = office.post(AT, {**form, "description": "Kept words"})

    assert answer.status == 400
    assert said in answer.text
    assert "Kept words" in answer.text
    assert hooks(office) == []


def test_the_list_tells_how_each_address_does(office: Office) -> None:
    with serving(says()) as wire:
        office.post(AT, {"url": wire.url, "types": "*"})
        office.desk.member()
        outgoing.drain(office.env, most=9)

        page, url = office.get(AT).text, wire.url

    assert url in page
    assert "100%" in page
    assert "200" in page


def test_an_address_is_changed_paused_and_switched_on(
    office: Office, hook: UUID
) -> None:
    office.post(f"{AT}/{hook}", {"url": f"{NOWHERE}/2", "types": "member.joined"})
    office.post(f"{AT}/{hook}/pause")
    paused = hooks(office)[0]
    office.post(f"{AT}/{hook}/resume")

    assert (paused.url, paused.types) == (f"{NOWHERE}/2", ["member.joined"])
    assert (paused.state, hooks(office)[0].state) == ("paused", "on")
    assert deeds(office) == ["webhook.changed", "webhook.paused", "webhook.resumed"]


def test_a_bad_change_changes_nothing(office: Office, hook: UUID) -> None:
    answers = [
        office.post(f"{AT}/{hook}", {"url": "https://10.0.0.7/", "types": "*"}),
        office.post(f"{AT}/{hook}", {"types": "*"}),
    ]

    assert [answer.status for answer in answers] == [400, 400]
    assert hooks(office)[0].url == NOWHERE


def test_a_new_secret_is_shown_and_the_old_one_signs_for_a_day(
    office: Office, hook: UUID
) -> None:
    page = office.post(f"{AT}/{hook}/rotate", {"overlap": "day"})

    assert len(set(re.findall(r"whsec_[A-Za-z0-9+/=]+", page.text))) == 1
    assert hooks(office)[0].former_until == office.env.clock.now() + timedelta(days=1)
    assert "The former secret signs until" in page.text


def test_a_deleted_address_is_gone_from_the_pages(office: Office, hook: UUID) -> None:
    office.post(f"{AT}/{hook}/delete")

    assert office.get(f"{AT}/{hook}").status == 404
    assert NOWHERE not in office.get(AT).text
    assert deeds(office) == ["webhook.deleted"]


def test_a_test_message_arrives_and_its_answer_is_shown(office: Office) -> None:
    with serving(says(b"<b>thanks</b>")) as wire:
        office.post(AT, {"url": wire.url, "types": "points.earned"})
        at = f"{AT}/{hooks(office)[0].endpoint_id}"
        office.post(f"{at}/ping")
        outgoing.drain(office.env, most=9)

        [row] = deliveries(office)
        page = office.get(f"{at}/messages/{row.delivery_id}")

    assert b'"type":"ping"' in wire.requests[0]
    assert "&lt;b&gt;thanks&lt;/b&gt;" in page.text
    assert "<b>thanks" not in page.text
    assert "msg_" in page.text


def test_a_message_is_sent_again_by_hand(office: Office) -> None:
    with serving(says(status=500), says()) as wire:
        office.post(AT, {"url": wire.url, "types": "member.joined"})
        at = f"{AT}/{hooks(office)[0].endpoint_id}"
        office.desk.member()
        outgoing.drain(office.env, most=9)
        [row] = deliveries(office)
        waiting = office.get(f"{at}?state=waiting").text

        again = office.post(f"{at}/messages/{row.delivery_id}/resend")
        outgoing.drain(office.env, most=9)

    assert again.status == 303
    assert "500" in waiting
    assert deliveries(office)[0].state == "done"
    assert "webhook.resent" in deeds(office)


def test_a_span_of_time_is_sent_again(office: Office, hook: UUID) -> None:
    office.desk.member()
    office.desk.member(customer("7002", email="sari@mail.test"))
    now = office.env.clock.now()
    span = {
        "since": f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}+00:00",
        "until": f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M}+00:00",
    }

    office.post(f"{AT}/{hook}/replay", span)
    some = [row.by_hand for row in deliveries(office)]
    office.post(f"{AT}/{hook}/replay", {**span, "everything": "yes"})

    assert not any(some)
    assert all(row.by_hand for row in deliveries(office))


@pytest.mark.parametrize(
    "span",
    [
        {"since": "2026-11-22T12:00", "until": "2026-11-22T11:00"},
        {"since": "yesterday", "until": "2026-11-22T11:00"},
        {},
    ],
)
def test_a_span_that_is_none_is_refused(
    span: dict[str, str], office: Office, hook: UUID
) -> None:
    answer = office.post(f"{AT}/{hook}/replay", span)

    assert answer.status == 400
    assert "The end must be after the beginning" in answer.text


def test_an_address_that_is_off_takes_no_test_and_says_why(
    office: Office, hook: UUID
) -> None:
    office.env.database.run(
        office.programme_id,
        lambda uow: EndpointRepository(uow).change(hook, state="stopped"),
    )

    told = office.post(f"{AT}/{hook}/ping")

    assert told.status == 303
    assert deliveries(office) == []
    assert "410" in office.get(f"{AT}/{hook}").text


def test_messages_are_paged(office: Office, hook: UUID) -> None:
    for _ in range(51):
        office.post(f"{AT}/{hook}/ping")

    first = office.get(f"{AT}/{hook}").text
    [older] = re.findall(r'href="(/admin/settings/webhooks/[^"]+after=[^"]+)"', first)
    second = office.get(older.removeprefix("/admin").replace("&amp;", "&")).text

    assert first.count(f"{AT}/{hook}/messages/") == 50
    assert second.count(f"{AT}/{hook}/messages/") == 1


def test_who_only_reads_sees_no_forms_and_no_answers(office: Office) -> None:
    with serving(says(b"inner words")) as wire:
        office.post(AT, {"url": wire.url, "types": "*"})
        at = f"{AT}/{hooks(office)[0].endpoint_id}"
        office.post(f"{at}/ping")
        outgoing.drain(office.env, most=9)
    [row] = deliveries(office)
    office.as_role(Role.ANALYST)

    pages = [office.get(path).text for path in (AT, at)]
    message = office.get(f"{at}/messages/{row.delivery_id}").text
    refused = office.post(f"{at}/pause").status

    assert not any('action="/admin/settings/webhooks' in page for page in pages)
    assert "inner words" not in message
    assert refused == 403


def test_home_says_that_an_address_was_switched_off(office: Office, hook: UUID) -> None:
    office.env.database.run(
        office.programme_id,
        lambda uow: EndpointRepository(uow).change(hook, state="disabled"),
    )

    assert "1 webhook was switched off" in office.get("/home").text
