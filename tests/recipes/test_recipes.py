"""Every recipe loads, explains itself, and plays its worked numbers.

A story is played once; the simulator is asked what it would have given before the
books are sealed and proven.
"""

from pathlib import Path

import pytest

from app.domain.programme.in_words import rule_in_words
from app.domain.programme.notices import notices
from app.domain.programme.reward_words import reward_in_words
from app.domain.programme.terms_words import terms_in_words
from app.domain.words import Language
from app.recipes import RecipeMissing, recipe, recipe_names, recipe_text
from app.services.prove import prove
from app.services.sealing import seal
from tests.recipes.pipeline import opened
from tests.recipes.simulated import expect_the_same
from tests.recipes.steps import READERS, who_of
from tests.recipes.stories import Story, stories
from tests.recipes.table import page

STORIES = stories()


@pytest.mark.parametrize("story", STORIES, ids=[story.title for story in STORIES])
def test_a_recipe_plays_its_worked_numbers_and_the_simulator_gives_the_same(
    story: Story, fresh_database_url: str, redis_url: str
) -> None:
    with opened(story, fresh_database_url, redis_url) as player:
        for number, step in enumerate(story.steps):
            who = who_of(step[next(iter(step))] or {})
            before = player.total(who)
            player.play(step)
            expected = dict(step.get("expect", {}))
            assert player.refused == expected.pop("refused", None), (number, step)
            if (change := expected.pop("change", None)) is not None:
                assert player.total(who) - before == change, (number, step)
            if (code := expected.pop("code", None)) is not None:
                assert player.code == code, (number, step)
            found = {key: READERS[key](player, who) for key in expected}
            assert found == expected, (number, step)
        expect_the_same(player)
        while seal(player.env, player.programme_id):
            pass
        assert list(prove(player.env, player.programme_id)) == []


def test_every_recipe_has_worked_numbers() -> None:
    assert {story.recipe for story in STORIES} == set(recipe_names())
    assert len(STORIES) > 20


@pytest.mark.parametrize("name", recipe_names())
def test_a_recipe_lacks_no_language_and_surprises_nobody(name: str) -> None:
    assert notices(recipe(name)) == ()


@pytest.mark.parametrize("name", recipe_names())
@pytest.mark.parametrize("language", Language)
def test_a_recipe_explains_itself(name: str, language: Language) -> None:
    document = recipe(name)

    said = [rule_in_words(document, rule, language) for rule in document.earning]
    said += [reward_in_words(document, each, language) for each in document.rewards]
    said.append(terms_in_words(document.terms, language))

    assert all(text.endswith(".") and "{" not in text for text in said)


@pytest.mark.parametrize("name", recipe_names())
def test_a_recipe_says_what_it_is_in_its_first_line(name: str) -> None:
    assert recipe_text(name).startswith("# ")


@pytest.mark.parametrize("name", recipe_names())
def test_a_recipe_brings_friends_and_tells_what_comes_of_it(name: str) -> None:
    referral = recipe(name).referral
    assert referral is not None
    assert referral.enabled
    assert referral.friend_gifts
    assert referral.advocate_gifts
    assert recipe(name).identity.currency in (referral.minimum or {})

    steps = [step for story in STORIES if story.recipe == name for step in story.steps]
    compared = [step.get("expect", {}) for step in steps]

    assert any("earned" in each.get("brought", []) for each in compared)


def test_an_unknown_recipe_is_named_with_those_there_are() -> None:
    with pytest.raises(RecipeMissing) as refusal:
        recipe("points-idx")

    assert "points-idr" in refusal.value.known


def test_the_table_of_recipes_is_up_to_date() -> None:
    """Run ``python -m tests.recipes.table > docs/recipes.md`` after a change."""
    written = (Path(__file__).parents[2] / "docs" / "recipes.md").read_text("utf-8")

    assert written == page()
