"""Publishing: what it does to members is told, and many moves are confirmed."""

import re
from dataclasses import replace
from html import unescape

import pytest
from flask import g

from app.domain.billing import Standing
from app.domain.programme.loading import load_document
from app.services import programmes
from app.services.debts import HANDLERS
from app.services.env import Env
from app.services.outbox import drain
from app.services.staff.principal import StaffPrincipal, Surface
from app.web.admin import embedded, guard
from app.web.admin.programme import draft as draft_pages
from tests.factories import customer, order
from tests.web.admin.conftest import Office
from tests.web.admin.programme.test_editing import fields_of, opened
from tests.web.admin.programme.test_pages import PAGES
from tests.web.desk import DOCUMENT

TIERS = [
    {"id": "all", "title": {"en": "All", "id": "Semua", "ms": "Semua"}},
    {
        "id": "gold",
        "title": {"en": "Gold", "id": "Emas", "ms": "Emas"},
        "reach": {"all_of": [{"metric": "orders", "count": 1}]},
    },
]


def four_buyers(office: Office) -> None:
    for at in range(4):
        who = customer(f"70{at}", email=f"m{at}@mail.test")
        office.desk.world.settle(order(ref=f"A{at}", who=who))


def with_tiers(office: Office) -> None:
    whole = load_document(
        {**DOCUMENT, "tiers": TIERS, "tier_terms": {"counts": "paid"}}
    )
    programmes.save_draft(office.env, office.programme_id, whole, actor="staff:ada")


def test_many_moves_want_their_number_typed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_pages, "MANY", 3)
    four_buyers(office)
    with_tiers(office)
    page = office.get("/programme/publish")
    assert page.status == 200
    sent = fields_of(page.text, "/programme/publish")
    assert "4 members move at once" in page.text

    refused = office.post("/programme/publish", {**sent, "confirm": "1"})
    assert refused.status == 400
    assert programmes.live(office.env, office.programme_id)[0] == 1
    done = office.post("/programme/publish", {**sent, "confirm": "4"})
    assert done.status == 303
    assert programmes.live(office.env, office.programme_id)[0] == 2


def test_who_publishes_chooses_what_happens_to_who_would_drop(office: Office) -> None:
    with_tiers(office)
    page = office.get("/programme/publish").text
    assert "Nobody drops now" in page
    assert "Recount today" in page
    sent = fields_of(page, "/programme/publish")

    office.post("/programme/publish", {**sent, "on_change": "recount"})

    _, document = programmes.live(office.env, office.programme_id)
    assert document.tier_terms.on_change == "recount"


def test_a_draft_that_changed_while_one_looked_is_not_published(office: Office) -> None:
    with_tiers(office)
    sent = fields_of(office.get("/programme/publish").text, "/programme/publish")
    rule = opened(office, "/programme/earn/spend")
    office.post(
        "/programme/earn/spend",
        {**rule, "award.rates.IDR_points": "9", "act": "save"},
    )

    answer = office.post("/programme/publish", sent)

    assert answer.status == 409
    assert "The draft changed while you looked" in answer.text
    assert programmes.live(office.env, office.programme_id)[0] == 1


def test_a_version_that_came_into_force_while_one_looked_is_not_undone(
    office: Office,
) -> None:
    with_tiers(office)
    env, programme_id = office.env, office.programme_id
    seen = programmes.draft(env, programme_id).digest
    programmes.publish(env, programme_id, expected_digest=seen, actor="staff:budi")
    rule = opened(office, "/programme/earn/spend")
    changed = {**rule, "award.rates.IDR_points": "9", "act": "save"}
    office.post("/programme/earn/spend", changed)
    sent = fields_of(office.get("/programme/publish").text, "/programme/publish")
    programmes.restore(env, programme_id, 1, actor="staff:budi")

    answer = office.post("/programme/publish", sent)

    assert answer.status == 409
    assert "Another version came into force meanwhile" in answer.text
    assert programmes.live(env, programme_id)[0] == 3


def test_a_draft_that_somebody_went_on_with_is_not_discarded(office: Office) -> None:
    with_tiers(office)
    page = unescape(office.get("/programme/draft").text)
    [way] = re.findall(r"/programme/draft/discard\?draft=[0-9a-f]+", page)
    rule = opened(office, "/programme/earn/spend")
    changed = {**rule, "award.rates.IDR_points": "9", "act": "save"}
    office.post("/programme/earn/spend", changed)
    newer = programmes.draft(office.env, office.programme_id).digest

    office.post(way, {})

    assert programmes.draft(office.env, office.programme_id).digest == newer


def test_what_members_hold_blocks_and_says_so(office: Office) -> None:
    whole = load_document(
        {
            **DOCUMENT,
            "assets": [{"kind": "points", "id": "points", "scale": 1}],
        }
    )
    programmes.save_draft(office.env, office.programme_id, whole, actor="staff:ada")

    page = unescape(office.get("/programme/publish").text)

    assert "Members hold these; this can't change." in page
    assert "Publish now" not in page
    seen = programmes.draft(office.env, office.programme_id).digest
    sent = {"digest": seen, "live": "1"}
    assert office.post("/programme/publish", sent).status == 409


def test_every_page_opens_inside_a_platform_s_admin(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = replace(office.staff, surface=Surface.EMBEDDED)
    frame = embedded.Frame("toko.test", "client", "ticket", next(iter(Standing)))

    def stand(_env: Env) -> StaffPrincipal:
        g.embedded_frame = frame
        return inside

    monkeypatch.setattr(guard, "principal_of", stand)
    for path in (*PAGES, "/campaigns", "/campaigns/list", "/campaigns/new"):
        answer = office.get(path)

        assert answer.status == 200, (path, answer.text[-1500:])


def test_a_trial_shows_its_figures_when_it_is_done(office: Office) -> None:
    with_tiers(office)
    path = office.post("/programme/trials").headers["Location"].removeprefix("/admin")
    drain(office.env, HANDLERS, most=20)

    page = office.get(path)

    assert page.status == 200
    assert "Points issued" in page.text
