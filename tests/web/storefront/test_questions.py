"""What members ask of people: kept, answered by staff, read in the panel, forgotten."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from app.domain.errors import PlatformUnavailable
from app.domain.ids import read_id
from app.domain.staff import Role
from app.domain.words import Language
from app.services import merging, support_desk, support_facts, tier_setting
from app.services.adjustments import Adjustment
from app.services.data_files import member_file
from app.services.erasure import erase
from app.services.evaluating import evaluate
from app.services.staff.principal import StaffPrincipal, Surface
from app.services.support_desk import Reply
from app.services.tier_setting import TierOrder
from app.storage.goodwill import ApprovalRow, GoodwillRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.support_claims import CauseRow, SupportClaim, SupportClaimRepository
from app.storage.support_messages import SupportMessage, SupportMessages
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer, line, order
from tests.services.scripted_store import Mishap
from tests.services.tiers.lives import TIERS
from tests.web.storefront.rich import RICH
from tests.web.storefront.shop import Shop, shop_at


@pytest.fixture
def shop(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    with shop_at(fresh_database_url, redis_url, document=RICH) as found:
        for ref, email in (("7001", "budi@mail.test"), ("7002", "wati@mail.test")):
            found.welcome(ref, email=email)
            found.get("/member", who=ref)
        yield found


def sari(shop: Shop) -> StaffPrincipal:
    return StaffPrincipal(
        staff_id=uuid4(),
        merchant_id=uuid4(),
        programme_id=shop.world.programme_id,
        name="Sari",
        role=Role.OWNER,
        language=Language.EN,
        surface=Surface.ALONE,
    )


def asked(shop: Shop, text: str = "When?", who: str = "7001") -> UUID:
    answer = shop.post("/questions?lang=en", {"text": text}, who=who)
    assert answer.status == 201, answer.text
    return read_id("clm", answer.json["id"])


def reply(shop: Shop, claim_id: UUID, text: str = "Tomorrow.", **more: str) -> None:
    said = Reply(text=text, once=uuid4(), cause=more.get("cause", "rate"))
    shop.world.run(
        lambda uow: support_desk.answer(shop.world.env, uow, sari(shop), claim_id, said)
    )


def claim(shop: Shop, claim_id: UUID) -> SupportClaim:
    found: SupportClaim = shop.world.run(
        lambda uow: SupportClaimRepository(uow).get(claim_id)
    )
    return found


def thread(shop: Shop, claim_id: UUID) -> list[SupportMessage]:
    found: list[SupportMessage] = shop.world.run(
        lambda uow: SupportMessages(uow).of([claim_id])
    )
    return found


def settle(shop: Shop, claim_id: UUID) -> str:
    document = shop.world.run(lambda uow: ProgrammeRepository(uow).live()[1])
    return support_facts.settle_now(
        shop.world.env, shop.world.programme_id, sari(shop), claim_id, document
    )


def test_a_member_reads_answers_and_no_note_of_the_team(shop: Shop) -> None:
    claim_id = asked(shop)
    reply(shop, claim_id)
    note = Reply(text="Always rude.", once=uuid4())
    shop.world.run(
        lambda uow: support_desk.note(shop.world.env, uow, sari(shop), claim_id, note)
    )

    mine = shop.get("/claims", who="7001")

    (one,) = mine.json["data"]
    assert (one["kind"], one["state"], one["note"]) == ("question", "answered", "When?")
    assert [(each["by"], each["text"]) for each in one["said"]] == [
        ("staff", "Tomorrow.")
    ]
    assert "rude" not in mine.text
    assert "Sari" not in mine.text
    assert shop.get("/claims", who="7002").json["data"] == []
    assert shop.get("/claims").status == 401


def test_a_question_sent_twice_is_one_and_is_no_claim_of_the_same_key(
    shop: Shop,
) -> None:
    key = str(uuid4())
    first = shop.post("/questions", {"text": "When?"}, who="7001", once=key).json
    second = shop.post("/questions", {"text": "When?"}, who="7001", once=key).json
    shop.post("/claims", {"order_number": "99"}, who="7001", once=key)

    listed = shop.get("/claims", who="7001").json["data"]

    assert first["id"] == second["id"]
    assert sorted(one["kind"] for one in listed) == ["missing_points", "question"]


def test_who_writes_on_opens_it_again_and_nobody_else_can(shop: Shop) -> None:
    claim_id = asked(shop)
    reply(shop, claim_id)
    listed = shop.get("/claims", who="7001").json["data"]
    path = f"/claims/{listed[0]['id']}"
    key = str(uuid4())

    foreign = shop.post(f"{path}/messages", {"text": "Hi"}, who="7002")
    assert claim(shop, claim_id).state == "answered"
    shop.world.clock.advance(seconds=1)
    for _ in range(2):
        shop.post(f"{path}/messages", {"text": "Still none."}, who="7001", once=key)

    assert (foreign.status, foreign.json["code"]) == (404, "support_claim_missing")
    assert claim(shop, claim_id).state == "open"
    assert [each.text for each in thread(shop, claim_id)] == [
        "Tomorrow.",
        "Still none.",
    ]


def test_members_of_the_highest_tier_are_answered_sooner(shop: Shop) -> None:
    top = TierOrder(TIERS[-1]["id"], "friend", "test")
    shop.world.run(
        lambda uow: tier_setting.set_tier(
            shop.world.env, uow, shop.world.member("7002"), top
        )
    )

    shop.world.run(lambda uow: evaluate(shop.world.env, uow, shop.world.member("7002")))

    usual, sooner = asked(shop), asked(shop, who="7002")

    assert claim(shop, sooner).due_at < claim(shop, usual).due_at


def test_an_order_is_settled_as_the_store_says_or_read_later(shop: Shop) -> None:
    now = shop.world.clock.now()
    for number in ("55", "66", "77"):
        shop.post("/claims", {"order_number": number}, who="7001")
    found = shop.world.run(lambda uow: SupportClaimRepository(uow).page())
    ids = {one.order_number: one.claim_id for one in found}
    shop.store.placed["55"] = order(line("30000"), ref="55", at=now)
    shop.store.placed["66"] = order(
        line("30000"), ref="66", at=now, who=customer("9009")
    )

    shop.store.on("fetch_order", Mishap(before=PlatformUnavailable("away")))
    assert settle(shop, ids["55"]) == "will_be_read"
    owed = shop.world.run(_debts)
    assert settle(shop, ids["55"]) == "settled"
    assert settle(shop, ids["66"]) == "settled"
    assert settle(shop, ids["77"]) == "not_in_store"

    assert owed == [("fetch_order", "55")]
    whose = {number: _whose(shop, ids[number]) for number in ids}
    assert whose == {"55": ("theirs", 30), "66": ("somebody_elses", 0), "77": UNKNOWN}
    assert [each.code for each in thread(shop, ids["55"])] == [
        "will_be_read",
        "settled",
    ]


UNKNOWN = ("unknown", 0)


def _debts(uow: UnitOfWork) -> list[tuple[str, str]]:
    rows = uow.connection.exec_driver_sql(
        "SELECT kind, subject FROM outbox WHERE kind = 'fetch_order'"
    )
    return [(row[0], row[1]) for row in rows]


def _whose(shop: Shop, claim_id: UUID) -> tuple[str, int]:
    def read(uow: UnitOfWork) -> tuple[str, int]:
        document = ProgrammeRepository(uow).live()[1]
        found = support_facts.conversation(
            shop.world.env, uow, claim_id, document, Language.EN
        ).order
        assert found is not None
        return found.whose, found.line.earned if found.line else 0

    whose: tuple[str, int] = shop.world.run(read)
    return whose


def test_what_was_approved_counts_in_the_report_and_what_waits_does_not(
    shop: Shop,
) -> None:
    first, second = asked(shop), asked(shop, who="7002")
    env, staff = shop.world.env, sari(shop)
    given = Adjustment(points=70, asset="points", reason_code="goodwill")
    for claim_id in (first, second):
        reply(shop, claim_id, cause="our_mistake")
        shop.world.run(
            lambda uow, one=claim_id: support_desk.ask_for(
                env, uow, staff, one, given, once=uuid4()
            )
        )

    def approve(uow: UnitOfWork) -> ApprovalRow:
        desk = GoodwillRepository(uow)
        row = desk.waiting()[0]
        at = env.clock.now()
        desk.decide(
            row.approval_id,
            state="approved",
            decided_by="test",
            decided_by_name="t",
            decided_at=at,
        )
        return row

    def report(uow: UnitOfWork) -> list[CauseRow]:
        now = env.clock.now()
        since = now.replace(year=now.year - 1)
        return SupportClaimRepository(uow).by_cause(since, now.replace(year=2100))

    assert [row.points for row in shop.world.run(report)] == [0]
    shop.world.run(approve)

    (row,) = shop.world.run(report)
    assert (row.cause, row.asked, row.answered, row.points) == ("our_mistake", 2, 2, 70)


def test_a_members_file_has_the_words_and_an_erasure_takes_them(shop: Shop) -> None:
    claim_id = asked(shop, "My secret question")
    reply(shop, claim_id, "My secret answer")
    member_id = shop.world.member("7001")
    env = shop.world.env

    content = shop.world.run(lambda uow: member_file(env, uow, member_id)).decode()
    erase(env, shop.world.programme_id, member_id)

    assert "My secret question" in content
    assert "My secret answer" in content
    assert "Sari" not in content
    assert thread(shop, claim_id) == []


def test_a_merged_member_keeps_what_was_said(shop: Shop) -> None:
    claim_id = asked(shop, who="7002")
    reply(shop, claim_id)
    gone, kept = shop.world.member("7002"), shop.world.member("7001")

    shop.world.run(
        lambda uow: merging.merge(
            shop.world.env, uow, kept=kept, gone=gone, actor="test"
        )
    )

    assert {each.member_id for each in thread(shop, claim_id)} == {kept}
    assert len(shop.get("/claims", who="7001").json["data"]) == 1


def test_a_guest_who_is_erased_leaves_no_answer_either(shop: Shop) -> None:
    shop.post("/claims", {"order_number": "11", "email": "Budi@mail.test"})
    (guests,) = shop.world.run(lambda uow: SupportClaimRepository(uow).page())
    reply(shop, guests.claim_id, "Dear Budi")
    assert guests.member_id is None

    erase(shop.world.env, shop.world.programme_id, shop.world.member("7001"))

    assert thread(shop, guests.claim_id) == []
