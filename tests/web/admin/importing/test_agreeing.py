"""Who may begin an import, and who agrees to one beyond somebody's limits."""

from app.domain.staff import Role
from app.storage.audit import AuditBook, Sought
from tests.web.admin.conftest import Office, person
from tests.web.admin.importing.test_pages import AT, look, tried, work
from tests.web.desk import DOCUMENT


def test_a_second_person_agrees_to_very_many_points(office: Office) -> None:
    boss = office.staff
    office.staff = person(office.desk, Role.MANAGER)
    import_id = tried(office, "email,points\nada@x.test,9000000\n")
    mine = office.get(f"{AT}/{import_id}").text
    refused = office.post(f"{AT}/{import_id}/run")
    own = office.post(f"{AT}/{import_id}/approve")
    asked_by, manager = look(office, import_id).asked_by, office.staff

    office.staff = person(office.desk, Role.MANAGER)
    other = office.post(f"{AT}/{import_id}/approve")
    office.staff = boss
    agreed = office.post(f"{AT}/{import_id}/approve")
    office.staff = manager
    after = office.get(f"{AT}/{import_id}").text

    assert asked_by == manager.actor
    assert "second person" in mine
    assert "Import now" not in mine
    assert "I agree to it" not in mine
    assert (refused.status, own.status, other.status) == (400, 400, 400)
    assert "more than you may do alone" in other.text
    assert agreed.status == 303
    assert "Import now" in after
    assert office.post(f"{AT}/{import_id}/run").status == 303


def test_the_trail_says_how_much_was_agreed_to_and_begun(office: Office) -> None:
    import_id = tried(office, "email,points\nada@x.test,9000\nb@x.test,1\n")

    office.post(f"{AT}/{import_id}/run")

    (found,) = office.env.database.run(
        office.programme_id,
        lambda uow: AuditBook(uow).later(
            Sought(action="import.started"), after_seq=0, most=10
        ),
    )
    assert found.entry.after == {"count": 2, "points": 9001}


def test_an_owner_begins_it_alone(office: Office) -> None:
    import_id = tried(office, "email,points\nada@x.test,9000000\n")

    page = office.get(f"{AT}/{import_id}").text

    assert "Import now" in page
    assert office.post(f"{AT}/{import_id}/run").status == 303


def test_who_changed_an_answer_does_not_agree_to_it(office: Office) -> None:
    author = office.staff
    office.staff = person(office.desk, Role.MANAGER)
    import_id = tried(office, "email,points\nada@x.test,9000000\n")
    manager, office.staff = office.staff, author
    office.post(f"{AT}/{import_id}/options", {"mode": "add", "rate": "1"})
    work(office)

    refused = office.post(f"{AT}/{import_id}/approve")

    assert refused.status == 400
    assert "somebody else" in refused.text
    assert look(office, import_id).hands == [manager.actor, author.actor]


def test_store_credit_says_whose_word_it_wants(office: Office) -> None:
    purse = {"kind": "credit", "id": "purse", "currency": "IDR"}
    assets = [{"kind": "points", "id": "stars"}, purse]
    office.desk.world.publish(
        {**DOCUMENT, "assets": assets, "earning": [], "rewards": []}
    )
    office.as_role(Role.MANAGER)
    text = "email,points,store_credit\nada@x.test,5,2500\n"
    import_id = tried(office, text, credit_asset="purse")

    assert "whose role has no limits" in office.get(f"{AT}/{import_id}").text
