"""``setia staff``: the first owner's link, help for who can't come in, the chains."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.domain.staff import Role
from app.domain.words import Language
from app.services import founding
from app.services.staff import first_run, invitations, passwords, sessions, staffing
from app.services.staff.invitations import Answer, InvitationOver
from app.services.staff.sessions import State
from app.services.staff.signing_in import Caller
from app.storage.stores import StoreRepository
from tests.world import World, opened

Run = Callable[..., Result]
EMAIL = "sari@toko.test"
PASSWORD = "tiga kelinci di bulan"
ANSWER = Answer(
    name="Sari",
    email=EMAIL,
    password=PASSWORD,
    language=Language.ID,
    merchant_name="Toko Sari",
)


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as found:
        yield found


@pytest.fixture
def run(world: World, fresh_database_url: str, redis_url: str, tmp_path: Path) -> Run:
    environment = {
        "DATABASE_URL": fresh_database_url,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path / "var"),
        "COLUMNS": "220",
    }

    def runner(*arguments: object) -> Result:
        words = ["staff", *map(str, arguments)]
        found = CliRunner(env=environment).invoke(main, words)
        assert found.exception is None or isinstance(found.exception, SystemExit)
        return found

    return runner


def merchant_of(world: World) -> UUID:
    found: UUID = world.run(lambda uow: StoreRepository(uow).programme().merchant_id)
    return found


def token_of(text: str, at: str) -> str:
    found = re.fullmatch(rf"http\S+/admin/{at}/([\w-]{{43}})", text.strip())
    assert found is not None, text
    return found[1]


def owner(world: World) -> UUID:
    return staffing.add(
        world.env, merchant_of(world), name="Sari", role=Role.OWNER, email=EMAIL
    )


def test_the_first_owner_of_the_only_merchant_comes_in_by_the_printed_link(
    world: World, run: Run
) -> None:
    # The command reads the machine's clock; the world's stands still before it.
    token = token_of(run("first-owner").stdout, "setup")

    invited = invitations.find(world.env, token)
    entered = invitations.accept(world.env, invited, ANSWER, Caller("127.0.0.1"))

    assert invited.is_first
    assert invited.merchant_id == merchant_of(world)
    assert entered.state is State.ENROL
    with pytest.raises(InvitationOver):
        invitations.find(world.env, token)
    assert "team_exists" in run("first-owner").stderr


def test_two_printed_links_make_one_owner(world: World, run: Run) -> None:
    links = [token_of(run("first-owner").stdout, "setup") for _ in range(2)]
    first, second = (invitations.find(world.env, token) for token in links)
    invitations.accept(world.env, first, ANSWER, Caller("127.0.0.1"))

    with pytest.raises(InvitationOver):
        invitations.accept(world.env, second, ANSWER, Caller("127.0.0.1"))


def test_a_new_merchant_is_made_by_name_and_gets_a_draft_to_begin_with(
    world: World, run: Run
) -> None:
    token = token_of(run("first-owner", "--name", "Toko Baru").stdout, "setup")
    invited = invitations.find(world.env, token)

    for _ in range(2):
        founding.ensure_programme(
            world.env, invited.merchant_id, name="Toko Baru", timezone="Asia/Jakarta"
        )

    assert invited.merchant_id != merchant_of(world)
    assert len(sessions.programmes(world.env, invited.merchant_id)) == 1


def test_one_of_several_merchants_must_be_named(world: World, run: Run) -> None:
    run("first-owner", "--name", "Toko Baru")

    assert "merchant_unclear" in run("first-owner").stderr
    named = run("first-owner", "--merchant", merchant_of(world))
    assert named.exit_code == 0


def test_a_printed_link_signs_somebody_in_once(world: World, run: Run) -> None:
    staff_id = owner(world)
    said = run("sign-in-link", "--email", EMAIL).stdout

    link = sessions.find(world.env, token_of(said, "enter"))
    assert link is not None
    entered = first_run.follow(world.env, link, Caller("127.0.0.1"))

    opened_now = sessions.find(world.env, entered.token)
    assert opened_now is not None
    assert opened_now.staff.staff_id == staff_id
    assert sessions.find(world.env, token_of(said, "enter")) is None


def test_there_is_no_link_for_an_unknown_address(run: Run) -> None:
    assert "staff_address_unknown" in run("sign-in-link", "--email", "x@y.test").stderr


def test_a_password_is_set_and_a_weak_one_refused(world: World, run: Run) -> None:
    staff_id = owner(world)

    weak = run("set-password", "--email", EMAIL, "--password", "password1234")
    done = run("set-password", "--email", EMAIL, "--password", PASSWORD)

    row = staffing.teammate(world.env, merchant_of(world), staff_id).row
    assert "refused: common" in weak.stderr
    assert done.exit_code == 0
    assert passwords.matches(PASSWORD, row.password_hash)


def test_the_list_names_no_addresses(world: World, run: Run) -> None:
    staff_id = owner(world)

    listed = run("list").stdout

    assert str(staff_id) in listed
    assert "owner" in listed
    assert EMAIL not in listed


def test_the_chains_are_checked_and_damage_is_found(
    world: World, run: Run, fresh_database_url: str
) -> None:
    owner(world)
    run("drop-second-factor", "--email", EMAIL)
    assert "2 trails hold" in run("audit-check").stdout

    with psycopg.connect(fresh_database_url) as connection:
        connection.execute("ALTER TABLE merchant_audit DISABLE TRIGGER USER")
        connection.execute("UPDATE merchant_audit SET actor = 'staff:x' WHERE seq = 1")
    found = run("audit-check")

    assert found.exit_code == 1
    assert f"broken: team of {merchant_of(world)}: entry 1" in found.stdout


def test_an_address_of_several_merchants_wants_one_named(
    world: World, run: Run
) -> None:
    owner(world)
    token = token_of(run("first-owner", "--name", "Foreign").stdout, "setup")
    answer = Answer(
        name="Mallory",
        email=EMAIL,
        password=PASSWORD,
        language=Language.EN,
        merchant_name="Foreign",
    )
    invitations.accept(
        world.env, invitations.find(world.env, token), answer, Caller(address="")
    )
    own = merchant_of(world)

    refused = [
        run("sign-in-link", "--email", EMAIL),
        run("set-password", "--email", EMAIL, "--password", PASSWORD),
        run("drop-second-factor", "--email", EMAIL),
    ]
    made = run("sign-in-link", "--email", EMAIL, "--merchant", own)

    assert [each.exit_code for each in refused] == [1, 1, 1]
    for each in refused:
        assert str(own) in each.output
        assert "Foreign" in each.output
    found = sessions.find(world.env, token_of(made.stdout, "enter"))
    assert found is not None
    assert found.merchant_id == own
