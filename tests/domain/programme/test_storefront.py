"""What a merchant may decide of the storefront, and how mistakes are told."""

from typing import Any

import pytest

from app.domain.programme.comparing import changes_in_words
from app.domain.programme.notices import notices
from app.domain.programme.page import chapters
from app.domain.programme.storefront import FEATURES, NUDGES, PAGE_PARTS, Look
from app.domain.programme.storefront_voices import (
    features,
    language_names,
    nudges,
    page_parts,
    voice_of,
    voices,
)
from app.domain.words import Language
from tests.domain.programme.documents import document, problems, raw, spend

CHINESE = {"tag": "zh", "name": "中文", "words": {"nav.earn": "賺取積分"}}
ARABIC = {"tag": "ar", "name": "العربية", "base": "en"}
JAVASCRIPT = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "https://",
    "//evil.example",
    "https://user:word@example.com",
    'https://example.com/"onload=x',
    "https://example.com/a b",
    "https://example.com/{{ shop }}",
    "https:/example.com",
]


def front(**parts: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    return raw(spend(), storefront=parts)


def test_a_document_without_a_storefront_has_the_usual_one() -> None:
    look = document().storefront.look

    assert (look.accent, look.on_accent, look.scheme) == ("#0b6e4f", "#ffffff", "auto")


@pytest.mark.parametrize(
    ("accent", "near"),
    [("#7a7a7a", "#767676"), ("green", None), ("#0B6E4F", None), ("#fff", None)],
)
def test_a_colour_that_cannot_be_read_on_is_refused(
    accent: str, near: str | None
) -> None:
    [found] = problems(front(look={"accent": accent})).values()

    assert near is None or found.nearest == near


@pytest.mark.parametrize(
    "selector",
    ["#chat", ".chat.open", "tawk-widget", 'iframe[title*="chat"]', "[data-chat]"],
)
def test_simple_selectors_are_taken(selector: str) -> None:
    found = document(storefront={"look": {"hide_over": [selector]}})

    assert found.storefront.look.hide_over == (selector,)


@pytest.mark.parametrize(
    ("selector", "near"),
    [
        ("#chat{color:red}", "#chat"),
        ("</style><script>", "style"),
        ("a b", "a"),
        ("*", "#chat"),
        ('[x="\\"]', "x"),
        ("@import url(x)", "import"),
    ],
)
def test_style_sheets_are_no_selectors(selector: str, near: str) -> None:
    [found] = problems(front(look={"hide_over": [selector]})).values()

    assert (found.code, found.nearest) == ("selector_wanted", near)


@pytest.mark.parametrize("url", JAVASCRIPT)
def test_only_plain_https_addresses_are_linked(url: str) -> None:
    follow = [{"network": "Instagram", "url": url}]

    assert list(problems(front(follow=follow))) == ["storefront.follow[0].url"]


@pytest.mark.parametrize(
    ("url", "near"),
    [
        ("http://instagram.com/kopi", "https://instagram.com/kopi"),
        ("instagram.com/kopi", "https://instagram.com/kopi"),
        ("javascript:alert(1)", None),
    ],
)
def test_the_right_address_is_offered(url: str, near: str | None) -> None:
    [found] = problems(front(page={"image": url})).values()

    assert found.nearest == near


def test_a_sentence_is_worded_anew_in_one_language_only() -> None:
    found = document(words={"nav.earn": {"en": "Collect beans"}})

    assert voice_of(found, "en").say("nav.earn") == "Collect beans"
    assert voice_of(found, "ms").say("nav.earn") == "Cara kumpul mata"


@pytest.mark.parametrize(
    ("words", "path", "code", "near"),
    [
        ({"nav.ern": "x"}, "words.nav.ern", "unknown_word", "nav.earn"),
        (
            {"home.balance": {"en": "You have {point}"}},
            "words.home.balance.en",
            "unknown_gap",
            "points",
        ),
        ({"nav.earn": {"id": "{n}"}}, "words.nav.earn.id", "unknown_gap", None),
        ({"nav.earn": {"id": "y" * 601}}, "words.nav.earn.id", "too_long", "y" * 600),
    ],
)
def test_a_sentence_that_would_not_work_is_refused(
    words: dict[str, Any], path: str, code: str, near: str | None
) -> None:
    found = problems(raw(spend(), words=words))

    assert list(found) == [path]
    assert (found[path].code, found[path].nearest) == (code, near)


def test_one_of_many_may_be_worded_anew() -> None:
    found = document(words={"refer.count_one": {"en": "{n} friend is in"}})

    assert voice_of(found, "en").say("refer.count", n=1) == "1 friend is in"


def test_a_language_of_the_merchants_own_falls_back_on_its_base() -> None:
    found = document(storefront={"languages": [CHINESE, ARABIC]})

    assert list(voices(found)) == ["id", "en", "ms", "zh", "ar"]
    assert voice_of(found, "zh-TW").say("nav.earn") == "賺取積分"
    assert voice_of(found, "zh").say("nav.card") == "Member card"
    assert [voices(found)[tag].direction for tag in ("zh", "ar")] == ["ltr", "rtl"]
    assert language_names(found)["zh"] == "中文"
    assert language_names(found)["ms"] == "Bahasa Melayu"


def test_a_sentence_of_another_language_is_checked_too() -> None:
    broken = CHINESE | {"words": {"nav.earn": "{x}", "no.word": "x"}}

    assert list(problems(front(languages=[broken]))) == [
        "storefront.languages[0].words.nav.earn",
        "storefront.languages[0].words.no.word",
    ]


@pytest.mark.parametrize(
    ("parts", "path", "code"),
    [
        (
            {"languages": [{"tag": "ms", "name": "x"}]},
            "storefront.languages[0]",
            "spoken_language",
        ),
        ({"languages": [CHINESE, CHINESE]}, "storefront.languages", "twice_the_same"),
        ({"spoken": ["en"]}, "storefront.spoken", "language_left_out"),
        ({"order": ["card", "card"]}, "storefront.order", "twice_the_same"),
        ({"hidden": ["cards"]}, "storefront.hidden[0]", "not_among"),
        ({"look": {"css": "x"}}, "storefront.look.css", "unknown_key"),
        ({"look": {"font": "Comic Sans"}}, "storefront.look.font", "not_among"),
    ],
)
def test_mistakes_are_told_with_their_place(
    parts: dict[str, Any], path: str, code: str
) -> None:
    found = problems(front(**parts))

    assert [(each, one.code) for each, one in found.items()] == [(path, code)]


def test_a_broken_identity_does_not_hide_other_mistakes() -> None:
    broken = front(spoken=["en", "en"]) | {"identity": {}}

    assert set(problems(broken)) == {"identity.name", "storefront.spoken"}


def test_a_broken_storefront_is_told_once() -> None:
    assert list(problems(front(spoken="en"))) == ["storefront.spoken"]


@pytest.mark.parametrize(
    ("tag", "wished", "spoken"),
    [
        ("en", ["ms"], "en"),
        ("fr", ["ms"], "ms"),
        (None, ["fr-FR", "en-US"], "en"),
        (None, ["in_ID"], "id"),
        (None, [], "id"),
        ("xx", [], "id"),
    ],
)
def test_a_shopper_is_spoken_to_in_the_first_language_that_is_known(
    tag: str | None, wished: list[str], spoken: str
) -> None:
    assert voice_of(document(), tag, wished).tag == spoken


def test_languages_of_the_house_may_be_left_out() -> None:
    found = document(storefront={"spoken": ["en", "id"]})

    assert list(voices(found)) == ["id", "en"]


def test_features_are_those_that_the_programme_has() -> None:
    plain = document(spend())
    full = document(
        spend(),
        {
            "id": "bday",
            "trigger": "birthday",
            "award": {"kind": "fixed", "points": 50},
        },
        storefront={"order": ["card"], "hidden": ["claims"]},
    )

    assert features(plain) == ("earn", "card", "claims", "history")
    assert features(full) == ("card", "earn", "birthday", "history")
    assert set(features(full)) < set(FEATURES)


def test_nudges_and_parts_of_the_page_can_be_left_out() -> None:
    found = document(
        storefront={
            "nudges_off": ["unused"],
            "page": {"hidden": ["how"], "order": ["rewards"]},
        }
    )

    assert nudges(found) == tuple(each for each in NUDGES if each != "unused")
    assert page_parts(found)[:2] == ("rewards", "earning")
    assert len(page_parts(found)) == len(PAGE_PARTS) - 1


@pytest.mark.parametrize("language", Language)
def test_staff_read_what_changed(language: Language) -> None:
    after = document(
        storefront={
            "look": {"accent": "#ffd400", "launcher": "none", "scheme": "dark"},
            "languages": [CHINESE],
            "hidden": ["card"],
            "nudges_off": ["unused"],
            "follow": [{"network": "Instagram", "url": "https://instagram.com/kopi"}],
            "page": {
                "hidden": ["how"],
                "indexed": False,
                "questions": [{"question": "A?", "answer": "B."}],
            },
        }
    )

    told = " ".join(changes_in_words(document(), after, language))

    for said in ("#ffd400", "#1a1a1a", "中文", "card", "unused", "Instagram", "how"):
        assert said in told


def test_members_are_not_told_of_the_look() -> None:
    told = chapters(document(spend(), storefront={"hidden": ["card"]}), Language.EN)

    assert "storefront" not in {chapter.section for chapter in told}


def test_a_look_without_readable_text_still_names_one() -> None:
    assert Look.model_construct(accent="#7a7a7a").on_accent == "#1a1a1a"


@pytest.mark.parametrize(
    ("sections", "told"),
    [
        ({"words": {"guest.join": {"en": "Join us today, it is free"}}}, "long_button"),
        ({"words": {"home.balance": {"id": "Poinmu"}}}, "gap_left_out"),
        ({"words": {"refer.count_one": {"en": "A friend joined"}}}, None),
        ({"words": {"guest.join": {"en": "Join us"}}}, None),
        (
            {
                "storefront": {
                    "languages": [CHINESE | {"words": {"home.balance": "積分"}}]
                }
            },
            "gap_left_out",
        ),
    ],
)
def test_a_second_look_is_asked_for(sections: dict[str, Any], told: str | None) -> None:
    reward = {"id": "ship", "kind": "free_shipping", "price": 5}
    found = notices(document(spend(), rewards=(reward,), **sections))

    assert [each.code for each in found] == ([] if told is None else [told])
