"""Two tabs at once, and somebody who asks too often."""

from collections.abc import Iterator
from threading import Barrier, Thread

import pytest
from flask import Flask, request

from app.factory import trust
from app.settings import Settings
from app.web.storefront import pace
from app.web.storefront.refusals import MOST
from tests.web.desk import Answer
from tests.web.storefront.shop import Shop, shop_at

TABS = 8


def test_many_tabs_at_once_spend_the_points_once(shop: Shop) -> None:
    shop.welcome()
    shop.get("/member", who="7001")
    barrier, answers = Barrier(TABS), list[Answer]()

    def click(number: int) -> None:
        once = f"2f1c6e4a-0000-4000-8000-{number:012d}"
        token = tokens[number]
        barrier.wait()
        answers.append(
            shop.ask(
                "POST",
                "/redemptions",
                token=token,
                once=once,
                json={"reward_id": "ten-thousand"},
            )
        )

    tokens = [shop.token("7001") for _ in range(TABS)]
    threads = [Thread(target=click, args=(number,)) for number in range(TABS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(one.status for one in answers) == [201, *[422] * (TABS - 1)]
    refused = {one.json["code"] for one in answers if one.status == 422}
    assert refused == {"insufficient_points"}
    assert shop.get("/member", who="7001").json["balance"]["value"] == 0


def test_a_proxy_of_ours_says_whose_address_it_is_and_nobody_else() -> None:
    def seen(proxies: str, forwarded: str) -> str:
        settings = Settings.from_environ({"TRUSTED_PROXIES": proxies})
        flask_app = Flask("shop")
        flask_app.add_url_rule("/", view_func=lambda: str(request.remote_addr))
        trust(flask_app, settings)
        answer = flask_app.test_client().get(
            "/", headers={"X-Forwarded-For": forwarded}
        )
        return answer.get_data(as_text=True)

    assert seen("0", "10.9.9.9") == "127.0.0.1"
    assert seen("1", "10.9.9.9") == "10.9.9.9"
    assert seen("1", "6.6.6.6, 10.9.9.9") == "10.9.9.9"


@pytest.fixture
def paced(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    with shop_at(fresh_database_url, redis_url, paced=True) as found:
        yield found


def test_codes_are_guessed_ten_times_and_no_more(paced: Shop) -> None:
    def guess(number: int) -> Answer:
        return paced.post(
            "/referral/claims?lang=id",
            {"code": f"GUESS{number:07d}"},
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        )

    answers = [guess(number) for number in range(12)]

    assert [one.status for one in answers[:10]] == [422] * 10
    assert [one.status for one in answers[10:]] == [429, 429]
    late = answers[-1]
    assert late.json["code"] == "rate_limited"
    assert late.json["text"] == "Terlalu banyak percobaan. Tunggu sebentar."
    assert int(late.headers["Retry-After"]) > 0


def test_a_member_is_counted_apart_from_the_others(
    paced: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As many as ever, in a while that a busy machine too can fill.
    monkeypatch.setattr(pace, "READS", pace.READS.replace("3 seconds", "5 minutes"))
    paced.welcome("7001")
    paced.welcome("7002", email="wati@mail.test")
    paced.get("/member", who="7002")

    answers = [paced.get("/card", who="7001") for _ in range(80)]

    assert answers[0].status == 200
    assert answers[-1].status == 429
    assert paced.get("/card", who="7002").status == 200


def test_a_page_can_read_that_its_proofs_are_not_looked_at_any_more(
    paced: Shop,
) -> None:
    page = {"Origin": "https://satu.test"}
    paced.get("/bootstrap", headers=page)
    answers = [
        paced.get("/member", token="x.y", headers=page) for _ in range(MOST.amount + 1)
    ]

    assert [one.status for one in answers[-2:]] == [401, 429]
    assert answers[-1].headers["Access-Control-Allow-Origin"] == page["Origin"]
    stranger = paced.get("/member", token="x.y", headers={"Origin": "https://x.test"})
    assert "Access-Control-Allow-Origin" not in stranger.headers
    assert (stranger.status, stranger.headers["Retry-After"]) == (429, "10")
