"""Settings, Legal: terms, who answers for them, what is kept, what is asked."""

from datetime import timedelta

import pytest

from app.domain.consents import Word, text_version
from app.domain.ids import read_id
from app.domain.staff import Role
from app.domain.words import Language
from app.services import backfills, housekeeping
from app.services.retention import retention
from app.storage.consents import ConsentRepository, SaidWord
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.words import knows
from tests.web.admin.conftest import Office

AT = "/settings/legal"
SAID = {
    "company": "PT Kopi Nusantara",
    "address": "Jalan Braga 1\r\nBandung",
    "contact": "privasi@kopi.test",
    "processors": "Rumah Server, Jakarta\n\nPos Surat",
}


@pytest.mark.parametrize("language", list(Language))
def test_the_terms_stand_there_in_every_language_with_version_and_link(
    office: Office, language: Language
) -> None:
    office.as_role(Role.ANALYST, language)

    page = office.get(AT)

    assert page.status == 200
    for tag in ("en", "id", "ms"):
        assert f'<section lang="{tag}">' in page.text
        assert f"/page?lang={tag}#terms" in page.text


def test_the_version_in_force_is_named_with_its_day(office: Office) -> None:
    assert "Version 1, in force since" in office.get(AT).text


def test_who_answers_is_kept_shown_and_noted(office: Office) -> None:
    done = office.post(AT, SAID)
    assert done.status == 303

    page = office.get(AT).text

    assert "PT Kopi Nusantara<br>Jalan Braga 1<br>Bandung<br>privasi@kopi.test" in page
    assert "<li>Rumah Server, Jakarta</li><li>Pos Surat</li>" in page
    assert "None." not in page
    assert "legal.changed" in office.desk.world.run(deeds)


def deeds(uow: UnitOfWork) -> list[str]:
    rows = uow.connection.exec_driver_sql("SELECT action FROM programme_audit").all()
    return [row[0] for row in rows]


def test_nobody_handles_data_for_the_merchant_by_default(office: Office) -> None:
    assert "None." in office.get(AT).text


def test_what_is_too_long_is_said_and_kept_in_the_form(office: Office) -> None:
    page = office.post(AT, {**SAID, "company": "x" * 201})

    assert page.status == 400
    assert "x" * 201 in page.text
    assert "privasi@kopi.test" in page.text


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.OWNER, 303), (Role.MANAGER, 303), (Role.SUPPORT, 403), (Role.ANALYST, 403)],
)
def test_owner_and_manager_change_it(office: Office, role: Role, status: int) -> None:
    office.as_role(role)

    assert office.post(AT, SAID).status == status
    assert ('name="company"' in office.get(AT).text) == (status == 303)


def test_every_kind_that_is_kept_is_told_with_the_sweeps_own_span(
    office: Office,
) -> None:
    page = office.get(AT).text

    for each in retention():
        for language in Language:
            assert knows(f"legal.kept.{each.kind}"), language
    spans = {each.kind: each.span for each in retention()}
    assert spans["messages"] == housekeeping.BODIES_LIVE == timedelta(days=30)
    assert spans["past_orders"] == backfills.KEPT
    assert "until the person is erased" in page
    assert "24 hours" in page


def test_a_changed_span_is_a_changed_page(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.services import retention as kept  # noqa: PLC0415 - to change it

    monkeypatch.setattr(kept, "SPANS", {"messages": timedelta(days=12)})

    assert "12 days" in office.get(AT).text


def test_the_sentences_that_ask_are_there_with_their_versions(office: Office) -> None:
    member = read_id("mem", office.desk.member())
    sentence = "Kabar: WhatsApp"
    word = SaidWord(
        "whatsapp",
        Word(granted=True, source="widget", store_id=office.desk.world.store_id),
        "id",
        sentence,
        text_version(sentence),
        None,
        office.env.clock.now(),
    )
    office.desk.world.run(lambda uow: ConsentRepository(uow).add(member, word))

    page = office.get(AT).text

    assert text_version(sentence) in page
    assert "News by WhatsApp" in page
    assert page.count("<code") == 10
