"""Edit, compare, publish, restore; two people at one draft; nothing typed is lost."""

import re
from html import unescape

import pytest

from app.domain.staff import Role
from app.services import programmes
from app.storage.programmes import DraftMissing
from tests.web.admin.conftest import Office

SPEND = "/programme/earn/spend"
WELCOME = "/programme/earn/welcome"
RATE = "award.rates.IDR_points"
PICKED = "add:when:order.amount"


def fields_of(page: str, action: str) -> dict[str, str]:
    """Return what a browser would send of the form with this action."""
    start = page.index(f'<form action="/admin{action}" method="post"')
    form = page[start : page.index("</form>", start)]
    sent: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        name, value = _attribute(tag, "name"), _attribute(tag, "value")
        kind = _attribute(tag, "type")
        ticked = kind not in ("checkbox", "radio") or " checked" in tag
        if name and ticked and name != "has" and kind != "file":
            sent[name] = value
    for name, body in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        found = re.search(r'<option value="([^"]*)" selected', body)
        first = re.search(r'<option value="([^"]*)"', body)
        chosen = found or first
        sent[name] = unescape(chosen[1]) if chosen else ""
    for name, body in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL
    ):
        sent[name] = unescape(body)
    return sent


def ticks_of(page: str) -> list[str]:
    return re.findall(r'name="has" value="([^"]+)"', page)


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def opened(office: Office, path: str) -> dict[str, str | list[str]]:
    """Return what the form at an address sends when nobody touches it."""
    page = office.get(path)
    assert page.status == 200
    return {**fields_of(page.text, path.partition("?")[0]), "has": ticks_of(page.text)}


def saved(office: Office, path: str, **typed: str) -> None:
    sent = {**opened(office, path), **typed, "act": "save"}
    answer = office.post(path.partition("?")[0], sent)
    assert answer.status == 303, answer.text[:3000]


def has_draft(office: Office) -> bool:
    try:
        programmes.draft(office.env, office.programme_id)
    except DraftMissing:
        return False
    return True


def test_an_edit_is_compared_published_and_restored(office: Office) -> None:
    saved(office, SPEND, **{RATE: "3"})

    bar = office.get("/programme/earn").text
    words = unescape(office.get("/programme/draft").text)
    assert "Draft with one change" in bar
    assert "3 points" in words

    page = office.get("/programme/publish").text
    sent = fields_of(page, "/programme/publish")
    assert office.post("/programme/publish", {**sent, "note": "More"}).status == 303
    version, document = programmes.live(office.env, office.programme_id)
    assert version == 2
    assert document.model_dump(mode="json")["earning"][0]["award"]["rates"] == {
        "IDR": "3 per 1000"
    }
    assert "More" in office.get("/programme/versions").text
    assert not has_draft(office)

    assert office.post("/programme/versions/1/restore").status == 303
    version, document = programmes.live(office.env, office.programme_id)
    assert version == 3
    assert document.model_dump(mode="json")["earning"][0]["award"]["rates"] == {
        "IDR": "1 per 1000"
    }


def test_saving_an_untouched_form_makes_no_draft(office: Office) -> None:
    for path in (
        SPEND,
        WELCOME,
        "/programme/rewards/slide",
        "/programme/terms",
        "/programme/referrals",
        "/programme/part/tier-terms",
        "/programme/part/stacking",
        "/programme/part/identity",
    ):
        saved(office, path)

    assert not has_draft(office)


def test_what_was_typed_wrongly_stays_and_says_what_would_be_right(
    office: Office,
) -> None:
    sent = opened(office, SPEND)

    answer = office.post(
        SPEND, {**sent, RATE: "many", "title.en": "Shopping & more", "act": "save"}
    )

    assert answer.status == 400
    again = fields_of(answer.text, SPEND)
    assert again[RATE] == "many"
    assert again["title.en"] == "Shopping & more"
    assert "Please enter a number, such as 1.25." in answer.text
    assert not has_draft(office)


def test_the_second_of_two_editors_sees_the_first_ones_work(office: Office) -> None:
    first, second = opened(office, SPEND), opened(office, SPEND)
    assert office.post(SPEND, {**first, RATE: "2", "act": "save"}).status == 303

    answer = office.post(SPEND, {**second, RATE: "4", "title.en": "Buy", "act": "save"})

    assert answer.status == 409
    text = unescape(answer.text)
    assert "Mine: 4 per 1000" in text
    assert "Theirs: 2 per 1000" in text
    draft = programmes.draft(office.env, office.programme_id).document
    assert draft.model_dump(mode="json")["earning"][0]["award"]["rates"] == {
        "IDR": "2 per 1000"
    }


@pytest.mark.parametrize(("choice", "rate"), [("mine", "4"), ("theirs", "2")])
def test_either_of_two_may_be_taken_and_the_rest_is_kept(
    office: Office, choice: str, rate: str
) -> None:
    first, second = opened(office, SPEND), opened(office, SPEND)
    office.post(SPEND, {**first, RATE: "2", "act": "save"})
    met = office.post(SPEND, {**second, RATE: "4", "title.en": "Buy", "act": "save"})

    sent = fields_of(met.text, SPEND)
    clash = "clash:earning/spend/award/rates/IDR"
    assert office.post(SPEND, {**sent, clash: choice, "act": "save"}).status == 303

    draft = programmes.draft(office.env, office.programme_id).document
    rule = draft.model_dump(mode="json")["earning"][0]
    assert rule["award"]["rates"] == {"IDR": f"{rate} per 1000"}
    assert rule["title"]["en"] == "Buy"


def test_two_editors_of_different_things_keep_both(office: Office) -> None:
    first, second = opened(office, SPEND), opened(office, WELCOME)
    office.post(SPEND, {**first, RATE: "2", "act": "save"})

    met = office.post(WELCOME, {**second, "award.points": "150", "act": "save"})
    assert met.status == 409
    sent = fields_of(met.text, WELCOME)
    assert office.post(WELCOME, {**sent, "act": "save"}).status == 303

    rules = programmes.draft(office.env, office.programme_id).document.model_dump(
        mode="json"
    )["earning"]
    assert rules[0]["award"]["rates"] == {"IDR": "2 per 1000"}
    assert rules[1]["award"]["points"] == "150"


def test_a_condition_is_built_without_a_script(office: Office) -> None:
    sent = opened(office, SPEND)

    asked = office.post(SPEND, {**sent, "pick:when": PICKED, "act": "pick:when"})
    assert asked.status == 200
    row = fields_of(asked.text, SPEND)
    value = "when.+order.amount.1.value.IDR"
    assert value in row
    more = {**row, value: "50000", "has": ticks_of(asked.text), "act": "save"}
    assert office.post(SPEND, more).status == 303

    rule = programmes.draft(office.env, office.programme_id).document.earning[0]
    assert rule.model_dump(mode="json")["when"] == {
        "field": "order.amount",
        "op": "gte",
        "value": {"IDR": "50000"},
    }
    page = unescape(office.get(SPEND).text)
    assert "order amount is at least Rp50,000" in page or "Rp50,000" in page


def test_removing_can_be_undone(office: Office) -> None:
    answer = office.post(f"{WELCOME}/do", {"do": "remove"})
    assert answer.status == 303
    draft = programmes.draft(office.env, office.programme_id)
    assert [rule.id for rule in draft.document.earning] == ["spend", "quiz"]

    page = office.get("/programme/earn?" + answer.headers["Location"].partition("?")[2])
    undo = re.search(r'<form action="(/admin/programme/draft/undo[^"]+)"', page.text)
    assert undo is not None
    address = unescape(undo[1]).removeprefix("/admin")
    assert office.post(address).status == 303

    assert not has_draft(office)


def test_items_move_switch_and_multiply(office: Office) -> None:
    for act in ("down", "off", "copy"):
        assert office.post(f"{SPEND}/do", {"do": act}).status == 303

    rules = programmes.draft(office.env, office.programme_id).document.earning
    assert [rule.id for rule in rules] == ["welcome", "spend", "quiz", "spend-2"]
    assert [rule.enabled for rule in rules] == [True, False, True, False]


def test_a_new_way_to_earn_is_called_by_its_kind(office: Office) -> None:
    path = "/programme/earn/new?kind=birthday"
    page = office.get(path)
    sent = {
        **fields_of(page.text, "/programme/earn/new"),
        "has": ticks_of(page.text),
        "award.points": "75",
        "act": "save",
    }

    assert office.post("/programme/earn/new", sent).status == 303

    rule = programmes.draft(office.env, office.programme_id).document.rule("birthday")
    assert rule is not None
    assert rule.model_dump(mode="json")["award"]["points"] == "75"


def test_an_order_is_tried_with_what_is_typed(office: Office) -> None:
    sent = opened(office, SPEND)

    page = office.post(
        SPEND, {**sent, RATE: "2", "try.amount": "100.000", "act": "try"}
    )

    assert page.status == 200
    assert "200 points" in page.text
    assert not has_draft(office)


def test_yaml_of_a_part_says_the_line_of_a_mistake(office: Office) -> None:
    path = f"{SPEND}/yaml"
    sent = opened(office, path)

    wrong = office.post(
        path, {**sent, "text": "id: spend\ntrigger: order\naward:\n  kind: rat\n"}
    )

    assert wrong.status == 400
    assert "Line 4:" in wrong.text
    text = "id: spend\ntrigger: order\naward: {kind: fixed, points: 5}\n"
    assert office.post(path, {**sent, "text": text}).status == 303


def test_the_whole_document_goes_out_and_comes_in_as_yaml(office: Office) -> None:
    out = office.get("/programme/yaml/programme.yaml")
    assert out.headers["Content-Type"] == "application/yaml"
    sent = opened(office, "/programme/yaml")
    text = out.text.replace("points: '100'", "points: '120'")
    assert text != out.text

    assert office.post("/programme/yaml", {**sent, "text": text}).status == 303
    wrong = office.post(
        "/programme/yaml", {**sent, "text": "identity: {name: A}\nx: 1"}
    )

    assert wrong.status == 400
    assert "There is no such setting" in wrong.text
    assert "Line 2:" in wrong.text


def test_the_programme_rests_and_goes_on(office: Office) -> None:
    assert office.post("/programme/state", {"do": "pause"}).status == 303
    assert "Resume the programme" in office.get("/programme").text
    assert office.post("/programme/state", {"do": "resume"}).status == 303
    assert "Pause the programme" in office.get("/programme").text


def test_a_trial_on_past_orders_is_asked_for_and_stopped(office: Office) -> None:
    saved(office, SPEND, **{RATE: "3"})

    begun = office.post("/programme/trials")
    path = begun.headers["Location"].removeprefix("/admin")
    assert "Waiting its turn" in office.get(path).text
    assert office.post(f"{path}/stop").status == 303

    assert "Stopped." in office.get(path).text


def test_discarding_can_be_undone(office: Office) -> None:
    saved(office, SPEND, **{RATE: "3"})

    answer = office.post("/programme/draft/discard")
    assert not has_draft(office)
    page = office.get("/programme?" + answer.headers["Location"].partition("?")[2])
    undo = re.search(r'<form action="(/admin/programme/draft/undo[^"]+)"', page.text)
    assert undo is not None
    office.post(unescape(undo[1]).removeprefix("/admin"))

    assert has_draft(office)


def test_support_may_not_change_the_programme(office: Office) -> None:
    office.as_role(Role.SUPPORT)

    for path in (SPEND, f"{SPEND}/do", "/programme/publish", "/programme/yaml"):
        assert office.post(path, {"do": "remove"}).status == 403


def test_a_referral_is_begun_with_a_gift_for_the_friend(office: Office) -> None:
    path = "/programme/referrals"
    sent = opened(office, path)
    page = office.post(path, {**sent, "act": "add:friend_gifts:points"})
    assert page.status == 200
    name = "friend_gifts.+points.1.points"
    row = fields_of(page.text, path)
    assert name in row

    more = {**row, name: "75", "has": ticks_of(page.text), "act": "save"}
    assert office.post(path, more).status == 303

    referral = programmes.draft(office.env, office.programme_id).document.referral
    assert referral is not None
    assert referral.enabled
    assert [one.kind for one in referral.friend_gifts] == ["points"]
