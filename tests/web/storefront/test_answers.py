"""What was answered is told once, in words, in the shopper's language."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from app.domain.ids import read_id
from app.domain.staff import Role
from app.domain.words import Language
from app.services import support_desk
from app.services.staff.principal import StaffPrincipal, Surface
from app.services.support_desk import Reply
from tests.web.storefront.rich import RICH
from tests.web.storefront.shop import Shop, shop_at


@pytest.fixture
def shop(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    with shop_at(fresh_database_url, redis_url, document=RICH) as found:
        for ref, email in (("7001", "budi@mail.test"), ("7002", "wati@mail.test")):
            found.welcome(ref, email=email)
            found.get("/member", who=ref)
        yield found


def asked(shop: Shop, text: str = "When?") -> UUID:
    answer = shop.post("/questions", {"text": text}, who="7001")
    return read_id("clm", answer.json["id"])


def reply(shop: Shop, claim_id: UUID, text: str = "Tomorrow.", **more: object) -> None:
    sari = StaffPrincipal(
        staff_id=uuid4(),
        merchant_id=uuid4(),
        programme_id=shop.world.programme_id,
        name="Sari",
        role=Role.OWNER,
        language=Language.EN,
        surface=Surface.ALONE,
    )
    said = Reply(text=text, once=uuid4(), **more)  # type: ignore[arg-type]  # its fields
    shop.world.run(
        lambda uow: support_desk.answer(shop.world.env, uow, sari, claim_id, said)
    )


def unread(shop: Shop, who: str = "7001") -> int:
    found: int = shop.get("/member", who=who).json["answers_unread"]
    return found


def listed(shop: Shop, lang: str = "en") -> list[dict[str, object]]:
    found: list[dict[str, object]] = shop.get(f"/claims?lang={lang}", who="7001").json[
        "data"
    ]
    return found


def test_an_answer_is_news_until_it_was_read(shop: Shop) -> None:
    claim_id = asked(shop)
    before = unread(shop)
    reply(shop, claim_id)
    reply(shop, claim_id, "Or the day after.")
    (one,) = listed(shop)

    read = shop.post(f"/claims/{one['id']}/read", {}, who="7001")

    assert (before, one["unread"]) == (0, True)
    assert read.status == 200
    assert (unread(shop), listed(shop)[0]["unread"]) == (0, False)
    reply(shop, claim_id, "It is today.")
    assert unread(shop) == 1


def test_nobody_reads_in_anothers_place(shop: Shop) -> None:
    reply(shop, asked(shop))
    (one,) = listed(shop)

    foreign = shop.post(f"/claims/{one['id']}/read", {}, who="7002")
    guest = shop.post(f"/claims/{one['id']}/read", {})

    assert (foreign.status, foreign.json["code"]) == (404, "support_claim_missing")
    assert foreign.json["text"] == "Ini sudah tidak ada"
    assert guest.status == 401
    assert (unread(shop), unread(shop, "7002")) == (1, 0)


def test_a_note_of_the_team_is_no_news(shop: Shop) -> None:
    claim_id = asked(shop)
    sari = StaffPrincipal(
        staff_id=uuid4(),
        merchant_id=uuid4(),
        programme_id=shop.world.programme_id,
        name="Sari",
        role=Role.OWNER,
        language=Language.EN,
        surface=Surface.ALONE,
    )
    note = Reply(text="Rude.", once=uuid4())
    shop.world.run(
        lambda uow: support_desk.note(shop.world.env, uow, sari, claim_id, note)
    )

    assert unread(shop) == 0


@pytest.mark.parametrize(
    ("lang", "answered", "closed", "late"),
    [
        ("en", "Answered", "Closed", "Sorry, our answer takes longer than we said"),
        ("id", "Sudah dijawab", "Selesai", "Maaf, jawaban kami lebih lama dari janji"),
        (
            "ms",
            "Telah dijawab",
            "Selesai",
            "Maaf, jawapan kami lebih lama daripada yang dijanjikan",
        ),
    ],
)
def test_how_a_conversation_stands_is_said_in_words(
    shop: Shop, lang: str, answered: str, closed: str, late: str
) -> None:
    claim_id = asked(shop)
    promised = listed(shop, lang)[0]["state_text"]
    shop.world.clock.advance(days=9)
    assert listed(shop, lang)[0]["state_text"] == late
    assert promised != late

    reply(shop, claim_id)
    assert listed(shop, lang)[0]["state_text"] == answered
    reply(shop, claim_id, "Bye.", state="closed")
    assert listed(shop, lang)[0]["state_text"] == closed


def test_a_conversation_is_called_by_its_order_or_as_it_begins(shop: Shop) -> None:
    asked(shop, f"First line\nsecond {'x' * 200}")
    shop.world.clock.advance(seconds=1)
    asked(shop, "y" * 200)
    shop.world.clock.advance(seconds=1)
    shop.post("/claims", {"order_number": "#1042"}, who="7001")

    titles = [one["title"] for one in listed(shop)]

    assert titles == ["Order 1042", f"{'y' * 79}…", "First line"]


def test_what_was_found_at_once_stands_in_the_conversation(shop: Shop) -> None:
    shop.post("/claims", {"order_number": "1042"}, who="7001")

    (one,) = listed(shop)

    assert one["answer_text"] is None
    assert (one["kind"], one["order_number"]) == ("missing_points", "1042")


def test_a_guest_who_leaves_no_address_is_told_so(shop: Shop) -> None:
    refused = shop.post("/claims?lang=en", {"order_number": "1042"})

    assert refused.json["code"] == "contact_needed"
    assert refused.json["text"] == "That does not look like an email address"
