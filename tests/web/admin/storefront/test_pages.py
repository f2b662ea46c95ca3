"""The storefront: opened by everybody, saved into the draft, kept when wrong."""

import re
from html import unescape

import pytest

from app.domain.programme.canonical import canonical
from app.domain.staff import Role
from app.domain.words import Language
from app.recipes import recipe, recipe_names
from app.services import programme_desk, programmes
from tests.web.admin.conftest import Office
from tests.web.admin.programme.test_editing import fields_of, has_draft

LOOK = "/storefront"
PANEL = "/storefront/panel"
PAGE = "/storefront/page"
NUDGES = "/storefront/nudges"
LANGUAGES = "/storefront/languages"
FORMS = (LOOK, PANEL, PAGE, NUDGES, LANGUAGES)


def opened(office: Office, path: str) -> dict[str, object]:
    """Return what the form of a page sends when nobody touches it."""
    page = office.get(path)
    assert page.status == 200, page.text[-3000:]
    return sent_of(page.text, path.partition("?")[0])


def sent_of(text: str, action: str) -> dict[str, object]:
    start = text.index(f'<form action="/admin{action}" method="post"')
    form = text[start : text.index("</form>", start)]
    sent: dict[str, object] = dict(fields_of(text, action))
    boxes: dict[str, list[str]] = {}
    for tag in re.findall(
        r'<input class="form-check-input" type="checkbox"[^>]*>', form
    ):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]+)"', tag)
        assert name is not None
        assert value is not None
        boxes.setdefault(name[1], [])
        if " checked" in tag:
            boxes[name[1]].append(value[1])
    sent |= boxes
    sent["has"] = re.findall(r'name="has" value="([^"]+)"', form)
    return sent


def saved(office: Office, path: str, **typed: object) -> None:
    sent = {**opened(office, path), **typed, "act": "save"}
    answer = office.post(path.partition("?")[0], sent)
    assert answer.status == 303, answer.text[:6000]


def draft(office: Office) -> dict[str, object]:
    return canonical(programmes.draft(office.env, office.programme_id).document)


def front(office: Office) -> dict[str, object]:
    found = draft(office)["storefront"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("language", Language)
def test_every_page_opens(office: Office, language: Language) -> None:
    office.as_role(Role.OWNER, language)

    for path in (*FORMS, "/storefront/mine", f"{LANGUAGES}?state=long&q=points"):
        answer = office.get(path)

        assert answer.status == 200, (path, answer.text[-2000:])
        assert answer.text.count("<h1>") == 1, path


@pytest.mark.parametrize("role", [Role.ANALYST, Role.SUPPORT])
@pytest.mark.parametrize("path", FORMS)
def test_who_may_not_change_it_reads_it_and_is_refused(
    office: Office, path: str, role: Role
) -> None:
    sent = opened(office, path)
    office.as_role(role)

    page = office.get(path)
    answer = office.post(path, {**sent, "act": "save"})

    assert page.status == 200
    assert 'value="save">Save to the draft' not in page.text
    assert "You may look. Owners and managers may change this." in page.text
    assert '<fieldset class="settings" disabled>' in page.text
    assert answer.status == 403
    assert not has_draft(office)


@pytest.mark.parametrize("path", FORMS)
def test_saving_an_untouched_form_makes_no_draft(office: Office, path: str) -> None:
    saved(office, path)

    assert not has_draft(office)


def test_every_recipe_is_shown_and_saved_as_it_is(office: Office) -> None:
    for name in recipe_names():
        base = office.env.database.run(office.programme_id, programme_desk.desk).digest
        put = programme_desk.save(
            office.env,
            office.programme_id,
            recipe(name),
            base_digest=base,
            actor="test",
        )
        assert isinstance(put, programme_desk.Saved), name

        for path in (LOOK, PANEL, PAGE, NUDGES):
            saved(office, path)

        after = office.env.database.run(office.programme_id, programme_desk.desk)
        assert after.digest == put.digest, name


# -- look


def test_a_look_goes_into_the_draft_and_can_be_undone(office: Office) -> None:
    saved(
        office,
        LOOK,
        accent="7A3E12",
        shape="round",
        launcher="icon",
        side="left",
        lift="40",
        hide_over="#sticky\n.newsletter",
        **{"word:launcher.guest:id": "Kado"},
    )

    look = front(office)["look"]
    assert isinstance(look, dict)
    assert look["accent"] == "#7a3e12"
    assert (look["radius"], look["lift"], look["side"]) == (24, 40, "left")
    assert look["hide_over"] == ["#sticky", ".newsletter"]
    assert draft(office)["words"] == {"launcher.guest": {"id": "Kado"}}
    assert "Draft with" in office.get(PANEL).text


def test_a_picked_colour_counts_where_no_script_runs(office: Office) -> None:
    saved(office, LOOK, accent_pick="#123456")

    look = front(office)["look"]
    assert isinstance(look, dict)
    assert look["accent"] == "#123456"


def test_a_colour_that_cannot_be_read_shows_both_values_and_the_way_out(
    office: Office,
) -> None:
    sent = {**opened(office, LOOK), "accent": "#7a7a7a"}

    answer = office.post(LOOK, {**sent, "act": "save"})

    assert answer.status == 400
    text = unescape(answer.text)
    assert 'value="#7a7a7a"' in text
    assert "Neither white nor dark text" in text
    assert "The nearest colour that works is" in text
    assert not has_draft(office)

    again = sent_of(answer.text, LOOK)
    used = office.post(LOOK, {**again, "act": "use"})
    assert used.status == 200
    assert 'value="#7a7a7a"' not in used.text
    assert office.post(LOOK, {**sent_of(used.text, LOOK), "act": "save"}).status == 303


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("accent", "green", "This is no colour"),
        ("lift", "high", "number"),
        ("lift", "900", "240"),
        ("hide_over", "a > b {", "simple selector"),
    ],
)
def test_what_is_wrong_stays_and_says_what_would_be_right(
    office: Office, field: str, typed: str, said: str
) -> None:
    sent = {**opened(office, LOOK), field: typed, "word:launcher.guest:en": "Gifts"}

    answer = office.post(LOOK, {**sent, "act": "save"})

    assert answer.status == 400
    again = sent_of(answer.text, LOOK)
    assert again[field] == typed
    assert again["word:launcher.guest:en"] == "Gifts"
    assert said in unescape(answer.text)


def test_show_saves_nothing(office: Office) -> None:
    sent = {**opened(office, LOOK), "accent": "#7a3e12", "p_face": "top"}

    answer = office.post(LOOK, {**sent, "act": "show"})

    assert answer.status == 200
    assert "accent=%237a3e12" in answer.text
    assert "p_face=top" in answer.text
    assert not has_draft(office)


def test_contrast_is_said_while_one_types(office: Office) -> None:
    answer = office.post("/storefront/contrast", {"accent": "#0b6e4f"})

    assert "AA ✓" in answer.text
    assert "AAA ✗" in answer.text
    assert "6.2 : 1" in answer.text


def test_the_second_of_two_editors_sees_the_first_ones_work(office: Office) -> None:
    first, second = opened(office, LOOK), opened(office, LOOK)
    office.post(LOOK, {**first, "lift": "30", "act": "save"})

    met = office.post(LOOK, {**second, "side": "left", "act": "save"})
    assert met.status == 409
    sent = fields_of(met.text, LOOK)
    assert office.post(LOOK, {**sent, "act": "save"}).status == 303

    look = front(office)["look"]
    assert isinstance(look, dict)
    assert (look["lift"], look["side"]) == (30, "left")


def test_a_link_shows_the_draft_to_who_has_it(office: Office) -> None:
    assert "There is no draft to show" in office.get("/storefront/mine").text
    saved(office, LOOK, lift="30")

    assert "loyalty_preview=" in office.get("/storefront/mine").text


# -- panel, page, nudges


def test_parts_move_and_hide_before_they_are_saved(office: Office) -> None:
    sent = opened(office, PANEL)

    moved = office.post(PANEL, {**sent, "act": "up:earn"})
    assert moved.status == 200
    assert not has_draft(office)
    again = sent_of(moved.text, PANEL)
    again["shown"] = [each for each in again["shown"] if each != "card"]  # type: ignore[attr-defined]  # a list of ticks
    more = {"network:0": "Instagram", "url:0": "https://instagram.test/kopi"}
    assert office.post(PANEL, {**again, **more, "act": "save"}).status == 303

    found = front(office)
    assert found["order"] == ["earn"]
    assert found["hidden"] == ["card"]
    assert found["follow"] == [
        {"network": "Instagram", "url": "https://instagram.test/kopi"}
    ]


def test_a_link_that_is_none_is_told_at_its_line(office: Office) -> None:
    sent = {**opened(office, PANEL), "network:1": "X", "url:1": "ftp://kopi.test/x"}

    answer = office.post(PANEL, {**sent, "act": "save"})

    assert answer.status == 400
    assert 'id="url:1-error"' in answer.text
    assert "begins with https://" in answer.text


def test_the_page_keeps_its_parts_texts_and_questions(office: Office) -> None:
    sent = opened(office, PAGE)
    sent["shown"] = [each for each in sent["shown"] if each != "play"]  # type: ignore[attr-defined]  # a list of ticks
    typed = {
        "title:en": "Our club",
        "question:0:en": "Does it cost anything?",
        "answer:0:en": "No.",
        "indexed": [],
        "act": "save",
    }

    assert office.post(PAGE, {**sent, **typed}).status == 303

    page = front(office)["page"]
    assert isinstance(page, dict)
    assert page["hidden"] == ["play"]
    assert page["title"] == {"en": "Our club"}
    assert page["indexed"] is False
    assert page["questions"] == [
        {"question": {"en": "Does it cost anything?"}, "answer": {"en": "No."}}
    ]
    assert "/storefront/v1/stores/" in office.get(PAGE).text or "/apps/loyalty" in (
        office.get(PAGE).text
    )


def test_half_a_question_is_told_at_its_other_half(office: Office) -> None:
    sent = {**opened(office, PAGE), "question:0:en": "Why?", "image": "nowhere"}

    answer = office.post(PAGE, {**sent, "act": "save"})

    assert answer.status == 400
    assert 'id="answer:0:en-error"' in answer.text
    assert 'id="image-error"' in answer.text
    assert sent_of(answer.text, PAGE)["question:0:en"] == "Why?"


def test_hints_are_switched_off_one_by_one_and_worded_anew(office: Office) -> None:
    sent = opened(office, NUDGES)
    sent["on"] = [each for each in sent["on"] if each != "guest"]  # type: ignore[attr-defined]  # a list of ticks
    word = "word:nudge.redeem:en"

    lost = office.post(NUDGES, {**sent, word: "Save now?", "act": "save"})
    assert lost.status == 400
    assert "This sentence needs {amount}" in unescape(lost.text)
    kept = office.post(NUDGES, {**sent, word: "Take {amount} off?", "act": "save"})
    assert kept.status == 303

    assert front(office)["nudges_off"] == ["guest"]
    assert draft(office)["words"] == {"nudge.redeem": {"en": "Take {amount} off?"}}
