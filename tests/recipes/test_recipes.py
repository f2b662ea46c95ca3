"""Every recipe loads, explains itself, and plays its worked numbers."""

import pytest

from app.domain.programme.in_words import rule_in_words, terms_in_words
from app.domain.programme.notices import notices
from app.domain.programme.reward_words import reward_in_words
from app.domain.words import Language
from app.recipes import RecipeMissing, recipe, recipe_names, recipe_text
from tests.recipes.playing import Step, Story, player, stories, worth

STORIES = stories()


@pytest.mark.parametrize("story", STORIES, ids=[story.title for story in STORIES])
def test_a_recipe_plays_its_worked_numbers(story: Story) -> None:
    member = player(story)

    for step in story.steps:
        before = member.balance
        member.play(step)
        check(step, before, member.balance, member.on_offer())
        expected = step.get("expect", {})
        code = member.code and f"{member.code.kind.value} {worth(member.code)}"
        assert code == expected.get("code", code)
        assert member.refused == expected.get("refused")


def check(step: Step, before: int, after: int, on_offer: list[str]) -> None:
    expected = step.get("expect", {})
    assert after - before == expected.get("change", after - before), step
    assert after == expected.get("balance", after), step
    assert on_offer == expected.get("offers", on_offer), step


def test_every_recipe_has_worked_numbers() -> None:
    assert {story.recipe for story in STORIES} == set(recipe_names())


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


def test_an_unknown_recipe_is_named_with_those_there_are() -> None:
    with pytest.raises(RecipeMissing) as refusal:
        recipe("points-idx")

    assert "points-idr" in refusal.value.known
