"""Whether an account is enough to be a member."""

from app.domain.programme.loading import load_document
from app.domain.programme.terms_words import terms_in_words
from app.domain.words import Language
from tests.world import POINTS_IDR


def test_an_account_makes_a_member_unless_the_terms_ask_for_a_word() -> None:
    automatic = load_document(POINTS_IDR)
    asking = load_document({**POINTS_IDR, "terms": {"enrolment": "opt_in"}})

    assert automatic.terms.enrolment == "automatic"
    said = terms_in_words(asking.terms, Language.EN)
    assert said.startswith("Points wait until you have joined the programme.")
    assert "joined the programme" not in terms_in_words(automatic.terms, Language.EN)
