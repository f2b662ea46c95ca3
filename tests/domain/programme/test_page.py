"""The page that tells a whole programme, and the names of whoever gave something."""

from datetime import UTC, datetime

import pytest

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.page import chapters, ended
from app.domain.programme.phrases import PHRASES
from app.domain.programme.rule_names import rule_name
from app.domain.words import Language
from app.recipes import recipe, recipe_names
from tests.domain.programme.documents import document, spend

CREDIT = {"kind": "credit", "id": "bucks", "currency": "USD"}


@pytest.mark.parametrize("name", recipe_names())
@pytest.mark.parametrize("language", Language)
def test_a_recipe_tells_every_section(name: str, language: Language) -> None:
    told = chapters(recipe(name), language)

    assert {"terms", "earning"} & {chapter.section for chapter in told}
    for chapter in told:
        for each in chapter.told:
            assert "{" not in each.words + each.title
            assert each.words
            assert not each.title or not each.words.startswith(each.title)


def test_what_has_ended_is_not_told_to_who_reads_it_now() -> None:
    window = {"since": "2026-11-25", "until": "2026-11-27"}
    open_end = spend(id="open", active={"since": "2026-11-25"})
    found = document(spend(id="payday", active=window), open_end, spend(id="always"))

    def ids(day: int) -> list[str]:
        at = datetime(2026, 11, day, 17, tzinfo=UTC)
        over = ended(found, at, "Asia/Jakarta")
        told = chapters(found, Language.EN, without=over)
        (earning,) = [each for each in told if each.section == "earning"]
        return [each.id for each in earning.told]

    assert ids(27) == ["open", "always"]
    assert ids(26) == ["payday", "open", "always"]


def test_every_section_has_a_heading() -> None:
    told = {
        name
        for name in ProgrammeDocument.model_fields
        if name not in {"schema_version", "identity", "words"}
    }
    silent = {"assets", "metrics", "segments", "coalition"}

    assert {name for name in told - silent if f"page.{name}" not in PHRASES} == set()


def test_what_is_switched_off_or_hidden_is_not_told() -> None:
    off = document(spend(enabled=False), tiers=[{"id": "secret", "hidden": True}])

    assert {chapter.section for chapter in chapters(off, Language.EN)} <= {
        "terms",
        "tier_terms",
    }


@pytest.mark.parametrize(
    ("rule_ref", "name"),
    [
        ("shopping", "Shopping"),
        ("dividend:yearly", "Yearly share"),
        ("tier:gold", "Gold"),
        ("tier:gone", "tier:gone"),
        ("unheard:of", "unheard:of"),
        ("referral", "referral"),
    ],
)
def test_whoever_gave_is_named_in_words(rule_ref: str, name: str) -> None:
    found = load_document(
        {
            "identity": {"name": "Toko"},
            "assets": [{"kind": "points", "id": "points"}, CREDIT],
            "earning": [spend(id="shopping", title="Shopping")],
            "tiers": [{"id": "gold", "title": "Gold", "assigned_by": {"hand": True}}],
            "dividends": [
                {
                    "id": "yearly",
                    "title": "Yearly share",
                    "asset": "bucks",
                    "shares": [{"percent": "2%"}],
                }
            ],
        }
    )

    assert rule_name(found, rule_ref, Language.EN) == name


def test_a_section_that_is_one_table_names_itself() -> None:
    found = document()

    assert rule_name(found, "tier_terms", Language.EN) == "tier_terms"
