"""Every programme that ships tells itself on the page, in every language."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from app.domain.programme.loading import load_document
from app.domain.words import Language
from app.domain.words.storefront import Voice
from app.recipes import recipe, recipe_names
from app.services.storefront.visits import Visit
from app.storage.stores import ProgrammeRow, StoreRow
from app.web.storefront.page.content import Content, content, sentences_of
from app.web.storefront.route import Ask, Said
from tests.domain.programme.documents import raw, spend
from tests.world import HandClock

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
STORE = StoreRow(
    store_id=UUID(int=1),
    programme_id=UUID(int=2),
    platform="woocommerce",
    domain="kopi.test",
    shop_ref=None,
    base_url="https://kopi.test",
    name="Kopi",
    currency="IDR",
    timezone="Asia/Jakarta",
    state="connected",
    credentials=None,
    webhook_secrets=None,
    identity_secrets=None,
    options={},
    connected_at=NOON,
    uninstalled_at=None,
    checked_at=None,
    problem=None,
    sandbox=False,
)
PROGRAMME = ProgrammeRow(
    UUID(int=2), UUID(int=3), "Kopi", "active", "Asia/Jakarta", b"", 1
)


def page_of(
    document: Any,  # noqa: ANN401 - a document
    language: Language,
    *,
    member: bool = False,
    days: int = 0,
) -> Content:
    """Return the page of a document some days on; nobody is at the door."""
    clock = HandClock()
    clock.advance(days=days)
    ask = Ask(
        env=SimpleNamespace(clock=clock),  # type: ignore[arg-type]  # no more world
        visit=Visit(STORE, PROGRAMME, 1, document),
        door="store",
        voice=Voice(language.value, language),
        path={},
        query=Said(),
        body=None,
    )
    return content(ask, member=member)


def texts(page: Content) -> list[str]:
    """Return everything that is read on a page."""
    found = [page.title, page.description, page.heading, page.body, page.bonus or "-"]
    for part in page.parts:
        found += [part.heading, *part.notes]
        found += [each for pair in part.questions for each in pair]
        for item in part.items:
            found += [item.title or "-", item.lead or "-", *item.details]
        for tier in part.tiers:
            found += [tier.title, tier.how, *tier.gives]
    return found


@pytest.mark.parametrize("name", recipe_names())
@pytest.mark.parametrize("language", Language)
def test_a_recipe_tells_itself(name: str, language: Language) -> None:
    page = page_of(recipe(name), language)

    assert {"how", "questions", "terms"} <= {part.name for part in page.parts}
    assert all(each.strip() for each in texts(page))
    assert not any("{" in each for each in texts(page))


@pytest.mark.parametrize("name", recipe_names())
def test_no_part_of_a_programme_is_left_out(name: str) -> None:
    document = recipe(name)
    told = {part.name for part in page_of(document, Language.EN).parts}

    sections = {
        "earning": document.earning,
        "rewards": document.rewards,
        "tiers": document.tiers,
        "play": document.play,
        "challenges": document.challenges,
        "memberships": document.memberships,
        "perks": document.perks,
        "dividends": document.dividends,
        "causes": document.causes,
    }
    assert {section for section, items in sections.items() if items} - told == set()


def test_a_member_comes_for_the_rewards() -> None:
    document = recipe("points-idr")

    guest = [part.name for part in page_of(document, Language.EN).parts]
    member = [part.name for part in page_of(document, Language.EN, member=True).parts]

    assert guest[0] == "how"
    assert member[0] == "rewards"
    assert "how" not in member


def test_the_merchants_own_page_goes_before_the_made_one() -> None:
    own = {"title": "Hi", "body": "There", "hidden": ["terms"], "order": ["rewards"]}
    reward = {"id": "r", "kind": "free_shipping", "price": 50}
    document = load_document(raw(spend(), rewards=(reward,), storefront={"page": own}))

    page = page_of(document, Language.EN)

    assert (page.heading, page.body) == ("Hi", "There")
    assert page.parts[0].name == "rewards"
    assert "terms" not in {part.name for part in page.parts}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Min. belanja Rp1.000. Sah 30 hari.",
            ("Min. belanja Rp1.000.", "Sah 30 hari."),
        ),
        ("One.", ("One.",)),
        ("", ()),
        ("Really? Yes! 5 points.", ("Really?", "Yes!", "5 points.")),
    ],
)
def test_sentences_are_told_apart(text: str, sentences: tuple[str, ...]) -> None:
    assert sentences_of(text) == sentences


def test_an_offer_leaves_the_page_of_its_version_when_it_is_over() -> None:
    window = {"since": "2026-11-20", "until": "2026-11-24"}
    payday = spend(id="payday", title="Payday double", active=window)
    document = load_document(raw(spend(id="always"), payday))

    now = page_of(document, Language.EN)
    later = page_of(document, Language.EN, days=5)

    assert any("Payday" in text for text in texts(now))
    assert not any("Payday" in text for text in texts(later))
