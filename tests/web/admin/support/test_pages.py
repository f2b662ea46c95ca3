"""The support desk in the back office: found, answered, given, settled, reported."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.domain.goodwill import Limits
from app.domain.staff import Role
from app.domain.words import Language
from app.services.erasure import erase
from app.storage.audit import AuditBook, Sought
from app.storage.goodwill import GoodwillRepository
from app.storage.ledger import LedgerRepository
from tests.storage.conftest import new_programme
from tests.web.admin.conftest import Office, person
from tests.web.admin.support.conftest import (
    ask_something,
    hidden,
    kept,
    miss_points,
    thread,
)
from tests.web.desk import Answer

AT = "/members/support"


def say(office: Office, claim_id: UUID, **said: str) -> Answer:
    fields = {
        "text": "Poin masuk besok.",
        "after": "answered",
        "cause": "points_pending",
        **hidden(office, claim_id, "answer"),
        **said,
    }
    return office.post(f"{AT}/{claim_id}/answer", fields)


def give(office: Office, claim_id: UUID, **said: str) -> Answer:
    fields = {
        "points": "50",
        "reason": "goodwill",
        **hidden(office, claim_id, "goodwill"),
        **said,
    }
    return office.post(f"{AT}/{claim_id}/give", fields)


def shown(office: Office, member_id: UUID) -> int:
    balances = office.env.database.run(
        office.programme_id,
        lambda uow: LedgerRepository(uow, office.env.ids).balances(member_id),
    )
    return balances["points"].shown if "points" in balances else 0


def test_the_queue_shows_what_waits_for_us_and_filters_it(
    office: Office, budi: UUID, asked: UUID
) -> None:
    claim = miss_points(office, budi, "1042")
    empty = office.get(f"{AT}?state=closed").text
    assert "Nothing fits" in empty

    page = office.get(AT).text
    overdue = office.get(f"{AT}?due=overdue").text
    questions = office.get(f"{AT}?kind=question").text
    mine = office.get(f"{AT}?whose=mine").text

    assert str(asked) in page
    assert "Missing points of order 1042" in page
    assert str(claim) in overdue
    assert str(asked) not in overdue
    assert str(asked) in questions
    assert str(claim) not in questions
    assert str(asked) not in mine


def test_the_queue_goes_on_where_a_page_ends(office: Office, budi: UUID) -> None:
    made = [str(ask_something(office, budi, "?", str(n))) for n in range(26)]

    first = office.get(AT).text
    link = first.split('rel="next"')[0].rsplit('href="/admin', 1)[1].split('"')[0]
    second = office.get(link.replace("&amp;", "&")).text

    listed = [one for one in made if one in first]
    assert len(listed) == 25
    assert [one for one in made if one in second] == [
        one for one in made if one not in listed
    ]


def test_an_answer_is_kept_shown_and_owed(office: Office, asked: UUID) -> None:
    answer = say(office, asked)

    assert answer.status == 303
    claim = kept(office, asked)
    assert (claim.state, claim.cause) == ("answered", "points_pending")
    assert claim.assigned_name == "Sari"
    assert claim.first_answered_at is not None
    (message,) = thread(office, asked)
    assert message.is_owed
    page = office.get(f"{AT}/{asked}").text
    assert "Poin masuk besok." in page
    assert "Not mailed" in page


def test_an_answer_that_is_wrong_keeps_what_was_typed(
    office: Office, asked: UUID
) -> None:
    answer = say(office, asked, text="Halo Budi, <b>sabar</b>", cause="")

    assert answer.status == 400
    assert "Halo Budi, &lt;b&gt;sabar&lt;/b&gt;" in answer.text
    assert "Choose what was behind it" in answer.text
    assert thread(office, asked) == []


def test_who_did_not_see_what_a_colleague_wrote_is_told_before_answering(
    office: Office, asked: UUID
) -> None:
    stale = hidden(office, asked, "answer")
    say(office, asked, text="First.")

    late = say(office, asked, **stale, text="Second.")

    assert late.status == 400
    assert "Somebody wrote meanwhile" in late.text
    assert "Second." in late.text
    assert "First." in late.text
    assert [each.text for each in thread(office, asked)] == ["First."]


def test_an_answer_sent_twice_is_said_once(office: Office, asked: UUID) -> None:
    fields = hidden(office, asked, "answer")

    first, second = say(office, asked, **fields), say(office, asked, **fields)

    assert (first.status, second.status) == (303, 303)
    assert len(thread(office, asked)) == 1


def test_a_note_is_for_the_team_and_owed_to_nobody(office: Office, asked: UUID) -> None:
    fields = {"note": "Called twice.", **hidden(office, asked, "note")}

    assert office.post(f"{AT}/{asked}/note", fields).status == 303

    (message,) = thread(office, asked)
    assert (message.visibility, message.is_owed) == ("internal", False)
    assert kept(office, asked).state == "open"


def test_it_is_taken_closed_and_opened_again(office: Office, asked: UUID) -> None:
    office.post(f"{AT}/{asked}/assign", {"to": "me"})
    office.post(f"{AT}/{asked}/state", {"state": "closed"})
    late = {"text": "?", "cause": "other", "seen": "2", "once": str(uuid4())}
    refused = office.post(f"{AT}/{asked}/answer", late)
    closed = kept(office, asked)
    office.post(f"{AT}/{asked}/state", {"state": "open"})
    office.post(f"{AT}/{asked}/assign", {"to": ""})

    assert refused.status == 400
    assert (closed.state, closed.assigned_to) == ("closed", office.staff.actor)
    assert closed.closed_at is not None
    assert kept(office, asked).closed_at is None
    assert [each.code for each in thread(office, asked)] == [
        "assigned",
        "closed",
        "reopened",
        "unassigned",
    ]
    assert office.post(f"{AT}/{asked}/assign", {"to": str(uuid4())}).status == 404


def test_points_are_given_from_the_conversation_once_and_within_limits(
    office: Office, budi: UUID, asked: UUID
) -> None:
    office.env.database.run(
        office.programme_id,
        lambda uow: GoodwillRepository(uow).set_limits(
            Role.SUPPORT, Limits(100, 150, 150), by="test", at=office.env.clock.now()
        ),
    )
    boss, before = office.staff, shown(office, budi)
    office.staff = person(office.desk, Role.SUPPORT)
    fields = hidden(office, asked, "goodwill")

    assert give(office, asked, **fields).status == 303
    give(office, asked, **fields)
    assert shown(office, budi) == before + 50
    over = give(office, asked, points="101")
    assert over.status == 400
    assert "Ask for approval" in over.text
    assert 'value="101"' in over.text
    assert give(office, asked, points="101", deed="ask").status == 303
    assert shown(office, budi) == before + 50

    codes = [(each.code, each.points) for each in thread(office, asked)]
    assert codes == [("gave", 50), ("asked", 101)]
    office.staff = boss
    rows = office.get(f"{AT}/report").text
    assert ">50 points<" in rows


def test_the_claimed_order_is_read_from_the_store_or_owed(
    office: Office, budi: UUID
) -> None:
    claim = miss_points(office, budi, "77")
    assert "never heard of this order" in office.get(f"{AT}/{claim}").text

    answer = office.post(f"{AT}/{claim}/settle")

    assert answer.status == 303
    assert thread(office, claim)[-1].code == "not_in_store"


def test_a_ready_reply_is_kept_put_in_and_removed(office: Office, asked: UUID) -> None:
    template_id = str(uuid4())
    fields = {"template_id": template_id, "name": "Pending", "cause": "points_pending"}
    nothing = office.post(f"{AT}/templates", fields)
    assert nothing.status == 400
    assert 'value="Pending"' in nothing.text
    texts = {"en": "Hi {name}, wait.", "id": "Halo {name}, {points}. {weird}"}
    assert office.post(f"{AT}/templates", {**fields, **texts}).status == 303
    twin = {**fields, **texts, "template_id": str(uuid4())}
    assert "has this name" in office.post(f"{AT}/templates", twin).text

    filled = office.post(
        f"{AT}/{asked}/fill", {"text": "Dear friend", "template": template_id}
    )
    assert filled.status == 200
    assert "Dear friend" in filled.text
    assert "Hi Budi, wait." in filled.text
    assert thread(office, asked) == []

    office.post(f"{AT}/templates/{template_id}/remove")
    assert "No ready replies yet" in office.get(f"{AT}/templates").text


def test_times_are_set_and_count_for_what_is_asked_from_then_on(
    office: Office, budi: UUID
) -> None:
    wrong = office.post(f"{AT}/templates/times", {"usual_days": "x", "top_days": "1"})
    assert wrong.status == 400
    assert 'value="x"' in wrong.text

    office.post(f"{AT}/templates/times", {"usual_days": "0", "top_days": "0"})

    claim = kept(office, ask_something(office, budi, "?"))
    assert claim.due_at - claim.created_at < timedelta(days=3)


def test_the_report_counts_by_cause_and_is_a_sheet(office: Office, asked: UUID) -> None:
    say(office, asked)

    sheet = office.get(f"{AT}/report.csv").text.splitlines()

    assert sheet[0] == "cause,asked,answered,median_minutes,points"
    assert sheet[1] == "points_pending,1,1,0,0"
    assert "Points still pending" in office.get(f"{AT}/report?days=90").text


@pytest.mark.parametrize("deed", ["answer", "note", "assign", "state", "settle"])
def test_an_analyst_reads_and_does_nothing(
    office: Office, asked: UUID, deed: str
) -> None:
    office.as_role(Role.ANALYST)

    page = office.get(f"{AT}/{asked}")

    assert page.status == 200
    assert "Your answer" not in page.text
    assert office.post(f"{AT}/{asked}/{deed}", {"state": "closed"}).status == 403
    assert thread(office, asked) == []


def test_support_sets_no_times_and_every_role_reads(office: Office) -> None:
    days = {"usual_days": "1", "top_days": "1"}
    assert (
        office.as_role(Role.SUPPORT).post(f"{AT}/templates/times", days).status == 403
    )
    for role in Role:
        for path in (AT, f"{AT}/templates", f"{AT}/report"):
            assert office.as_role(role).get(path).status == 200


def test_a_conversation_of_another_programme_is_not_there(
    office: Office, fresh_database_url: str, asked: UUID
) -> None:
    foreign = new_programme(fresh_database_url)
    office.staff = replace(office.staff, programme_id=foreign)

    answer = office.post(f"{AT}/{asked}/state", {"state": "closed"})

    assert answer.status == 404
    assert str(asked) not in office.get(f"{AT}?state=all").text
    office.staff = replace(office.staff, programme_id=office.programme_id)
    assert kept(office, asked).state == "open"


def test_an_erased_member_leaves_no_word(
    office: Office, budi: UUID, asked: UUID
) -> None:
    say(office, asked, text="Dear Budi Santoso")
    office.post(
        f"{AT}/{asked}/note",
        {"note": "Lives next door", **hidden(office, asked, "note")},
    )

    erase(office.env, office.programme_id, budi)

    assert thread(office, asked) == []
    assert office.get(f"{AT}/{asked}").status == 404


def test_the_trail_has_every_deed_and_no_word_of_it(
    office: Office, asked: UUID
) -> None:
    say(office, asked)
    office.post(f"{AT}/{asked}/state", {"state": "closed"})

    entries = office.env.database.run(
        office.programme_id,
        lambda uow: AuditBook(uow).later(Sought(), after_seq=0, most=10),
    )

    assert [each.entry.action for each in entries] == [
        "claim.answered",
        "claim.state_changed",
    ]
    assert "besok" not in repr(entries)


@pytest.mark.parametrize("language", list(Language))
def test_every_page_speaks_every_language(
    office: Office, budi: UUID, language: Language
) -> None:
    claim = miss_points(office, budi, "1042")
    office.as_role(Role.OWNER, language)

    for path in (AT, f"{AT}/{claim}", f"{AT}/templates", f"{AT}/report"):
        assert office.get(path).status == 200
